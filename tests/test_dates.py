"""Dates as clinics write them: read by the country, never printed when they cannot be a day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.make.dates import ReadDate, read_date
from handouts.make.order import Order
from handouts.prescribe.request import Request
from handouts.problems import InputError
from tests.made import ROUTINE, SAMPLE, TODAY, library, made

MONTHS = library().words.file.months
DECEMBER = dt.date(2026, 12, 19)


@pytest.mark.parametrize("order", ["month-first", "day-first", "iso"])
@pytest.mark.parametrize(
    "text",
    [
        "2026-12-19", "2026-12-19T09:30:00", "2026-12-19T09:30:00Z", "2026-12-19 00:00:00", "2026/12/19", "19.12.2026",
        "19.12.26", "19/12/2026", "12/19/2026", "19-12-2026 10:00", "12/19/26 2 pm", "2026\u201312\u201319",
        "19-Dec-26", "19 Dec 2026", "Dec 19, 2026",
        "Sat, 19 December 2026", "19-Dec-2026", "December 19th, 2026", " 19 . 12 . 2026 ",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(order: str, text: str) -> None:
    read = read_date(text, order, MONTHS)
    assert (read.day, read.fault, read.is_ambiguous) == (DECEMBER, "", False)


@pytest.mark.parametrize(("order", "month"), [("month-first", 1), ("day-first", 2)])
def test_day_and_month_are_told_apart_as_the_country_does(order: str, month: int) -> None:
    for text in ("01/02/2027", "1/2/27 10:00", "1-2-2027"):
        read = read_date(text, order, MONTHS)
        assert (read.day, read.is_ambiguous) == (dt.date(2027, month, 3 - month), True)
    assert read_date("01.02.2027", order, MONTHS).is_ambiguous == (order == "month-first")
    assert read_date("03/03/2027", order, MONTHS) == ReadDate(dt.date(2027, 3, 3))
    assert "two days" in read_date("01/02/2027", "iso", MONTHS).fault


def test_a_weekday_must_be_that_of_the_day() -> None:
    assert read_date("Saturday 19 Dec 2026", "iso", MONTHS).day == DECEMBER
    assert read_date("Friday 19 Dec 2026", "iso", MONTHS).fault == "that is a Sat, not a Fri"


def test_a_time_of_day_is_kept_to_be_told() -> None:
    assert read_date("2026-12-19 10:30", "iso", MONTHS).time == "10:30"
    assert read_date("2026-12-19T00:00:00", "iso", MONTHS).time == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31/11/2026", "month 11 of 2026 has 30 days"),
        ("31.11.2026", "month 11 of 2026 has 30 days"),
        ("31.02.2027", "month 2 of 2027 has 28 days"),
        ("2027-02-29", "month 2 of 2027 has 28 days"),
        ("13/13/2026", "there is no month 13"),
        ("0/0/2026", "there is no month 0"),
        ("19 Foo 2026", "no month is called `Foo`"),
        ("12/19", "day, month and year are needed"),
        ("31 Nov", "month 11 of 2024 has 30 days"),
        ("46375", "day, month and year are needed"),
        ("0026-12-19", "26 is not a year of ours"),
    ],
)
def test_what_is_no_day_is_refused(text: str, fault: str) -> None:
    assert read_date(text, "day-first", MONTHS).fault == fault


@pytest.mark.parametrize(
    "text", ["in two weeks", "in 2 weeks", "1-2 weeks", "Friday 10:00", "19 December", "when you feel ready"]
)
def test_words_stay_words(text: str) -> None:
    read = read_date(text, "day-first", MONTHS)
    assert (read.day, read.fault) == (None, "")


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)), st.sampled_from(["month-first", "day-first"]))
def test_every_day_that_we_print_is_read_again(day: dt.date, order: str) -> None:
    month = MONTHS[day.month - 1]
    for text in (day.isoformat(), f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}"):
        assert read_date(text, order, MONTHS).day == day


@given(st.text(max_size=24))
def test_any_text_is_a_day_a_fault_or_words(text: str) -> None:
    read = read_date(text, "day-first", MONTHS)
    assert read.day is None or not read.fault


def test_a_handout_says_each_date_in_one_form_and_what_is_doubtful_once() -> None:
    handout = made(request=Request(review="01/02/2027"))
    assert handout.prescription.review == "January 2, 2027"
    assert [str(each) for each in handout.warnings if "two ways" in each.message] == [
        "--review: warning: a date that can be read two ways is read as month/day/year, as is usual in United States\n"
        "hint: write `2026-12-19`, which leaves no doubt"
    ]
    late = made(request=Request(date="2027-01-09", review="19.12.2026"))
    assert [str(each) for each in late.warnings if "before" in each.message] == [
        "--review: warning: `December 19, 2026` is before `January 9, 2027`, the date of the handout"
    ]


def test_all_dates_that_are_none_are_told_at_once() -> None:
    from handouts.make.make import make

    with pytest.raises(InputError) as refused:
        make(Order(ROUTINE, Request(date="31/11/2026", review="13/13/2026"), clinic=SAMPLE), TODAY)
    assert str(refused.value) == (
        "--date: error: `31/11/2026` is no day: month 11 of 2026 has 30 days\nhint: write it as `2026-12-19`\n"
        "--review: error: `13/13/2026` is no day: there is no month 13\nhint: write it as `2026-12-19`"
    )
