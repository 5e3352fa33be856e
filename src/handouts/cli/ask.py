"""Questions in the terminal, and what becomes of one that nobody answers."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from handouts.problems import InputError, Place, error


def line(question: str, usual: str = "") -> str:
    """Ask on standard error and return the answer, or what is usual. InputError when standard input has ended."""
    # not `typer.prompt`, which writes to standard output, where the path belongs
    typer.echo(f"{question} [{usual}]: " if usual else f"{question}: ", nl=False, err=True)
    return _answered(question, _read) or usual


def _read() -> str:
    text = sys.stdin.readline()
    if not text:
        raise EOFError
    text.encode()  # fails for bytes that Python could not read and only passes on
    return text.strip()


def password() -> str:
    """Ask for a password twice, and show it nowhere. InputError when standard input has ended."""
    question = "Password"
    return _answered(question, lambda: str(typer.prompt(question, hide_input=True, confirmation_prompt=True, err=True)))


def _answered(question: str, ask: Callable[[], str]) -> str:
    place = Place("standard input")
    try:
        return ask()
    except UnicodeError as problem:
        what = f"the answer to `{question}` is no text in UTF-8"
        raise InputError([error(place, what, "set the terminal to UTF-8, or give it as an option")]) from problem
    except (EOFError, typer.Abort) as ended:
        if isinstance(ended.__context__, KeyboardInterrupt):
            raise ended.__context__ from None
        typer.echo(err=True)  # the question's line is still open
        what, hint = f"ended before the answer to `{question}`", "answer in a terminal, or give it as an option"
        raise InputError([error(place, what, hint)]) from ended
