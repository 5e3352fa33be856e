"""A covering set of handouts: papers, clinics, choices, sides, notes, names, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from handouts.load.folders import files, roots
from handouts.make.make import make
from handouts.make.order import Order
from handouts.prescribe.request import Request
from handouts.units import PAPERS
from tests.made import ALL_TEN, SAMPLE, TODAY, made

_REFUSED_BY_OSTEOPOROSIS = ("single-knee-to-chest", "seated-spinal-twist")


def combinations(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the PDF of each handout; clinics with odd logos are made in `folder`."""
    for paper in PAPERS:
        yield f"routine-{paper}", made(paper=paper).pdf
        yield f"no-clinic-{paper}", made(clinic=None, paper=paper).pdf
        yield f"all-ten-{paper}", made(None, Request(stretches=ALL_TEN), paper=paper).pdf
    for name, request in _requests().items():
        yield name, made(request=request).pdf
    yield "one-stretch", made(None, Request(stretches=("prayer-stretch",))).pdf
    for name, clinic in _clinics(folder).items():
        yield name, made(clinic=clinic).pdf
    yield from _templates()


def _templates() -> Iterator[tuple[str, bytes]]:
    """Yield every template on every paper once, in colour and in mono by turns, some to be written on."""
    names = sorted(files(roots(None), "template"))
    for index, (name, paper) in enumerate((name, paper) for name in names for paper in PAPERS):
        request = Request(blank_dosage=index % 4 == 0, patient="Ana" if index % 3 == 0 else None)
        order = Order("low-back-relief", request, SAMPLE, name, paper, "mono" if index % 2 else "color")
        yield f"{name}-{paper}", make(order, TODAY).pdf
    order = Order("neck-tension", Request(screened="none"), SAMPLE, "large-print", "a4")
    yield "neck-large-print", make(order, TODAY).pdf


def _requests() -> dict[str, Request]:
    long_note = "Go slowly and stop at the first pull. " * 10
    return {
        "left": Request(sides=("single-knee-to-chest=left", "standing-hip-flexor-stretch=left")),
        "right": Request(sides=("single-knee-to-chest=right", "lying-trunk-rotation=right")),
        "long-notes": Request(
            notes=tuple(f"{each}={long_note}" for each in ("pelvic-tilt", "cat-camel", "prayer-stretch"))
        ),
        "no-log": Request(log=False),
        "twice-a-day": Request(sets=("pelvic-tilt.per_day=2", "cat-camel.per_day=3", "cat-camel.sets=2")),
        "osteoporosis": Request(has=("osteoporosis",), without=_REFUSED_BY_OSTEOPOROSIS),
        "override": Request(has=("thr-anterior",), overrides=("standing-hip-flexor-stretch=cleared by the surgeon",)),
        "vietnamese": Request(patient="Nguyễn Thị Đặng", clinician="Łukasz Żółć", review="2026-12-19"),
        "cyrillic": Request(patient="Анна Ёлкина", title="Растяжка <спины> & co."),
        "harder": Request(show_harder=ALL_TEN[:1], title="Affiliated office figures"),
    }


def _clinics(folder: Path) -> dict[str, Path]:
    """Make clinics with a grey, a CMYK, a transparent and a wide logo, and one in another country."""
    images = {
        "grey.jpg": Image.new("L", (600, 300), 90),
        "cmyk.jpg": Image.new("CMYK", (400, 400), (200, 20, 20, 0)),
        "clear.png": Image.new("RGBA", (500, 500), (0, 0, 0, 0)),
        "wide.png": Image.new("P", (1600, 160), 7),
    }
    ImageDraw.Draw(images["clear.png"]).ellipse((50, 50, 450, 450), fill=(120, 20, 90, 128))
    clinics: dict[str, Path] = {}
    for file, image in images.items():
        home = folder / file.partition(".")[0]
        home.mkdir()
        image.save(home / file)
        country = "GB" if file == "wide.png" else "US"
        (home / "clinic.yaml").write_text(
            f'name: Häuser & Söhne <Physio>\nlogo: {file}\ncolors: {{brand: "#ffd000"}}\ncountry: {country}\n'
            "sites: [{phone: 020 7946 0000, after_hours: 020 7946 0001}]\ndisclaimer_addition: Shut on Sundays.\n"
            "qr: {url: haeuser.example/ruecken, caption: Watch it done}\n"
        )
        clinics[f"logo-{file}"] = home
    return clinics
