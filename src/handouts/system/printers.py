"""Paper through CUPS: `lpstat` tells what printers there are, `lp` takes the pages. Nothing is stored on the way."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass

from handouts.problems import InputError, OutputError, Place, error, nearest

_JOB = "handouts"  # what the queue shows: never a patient's name


@dataclass(frozen=True, slots=True)
class Printers:
    """The queues of this machine, and the one that is used when none is named."""

    names: tuple[str, ...]
    usual: str = ""


def has_cups() -> bool:
    """Tell whether pages can be sent to a printer from here."""
    return shutil.which("lp") is not None and shutil.which("lpstat") is not None


def printers() -> Printers:
    """Ask CUPS for its queues. OutputError where there is no CUPS."""
    names = tuple(line.split()[1] for line in _asked("lpstat", "-p").splitlines() if line.startswith("printer "))
    usual = _asked("lpstat", "-d").strip()
    return Printers(names, usual.rpartition(": ")[2] if ": " in usual else "")


def send(pdf: bytes, printer: str | None, copies: int, duplex: bool) -> str:
    """Print a PDF and return what CUPS says of it. InputError for a printer that is not there."""
    at_hand = printers()
    chosen = printer or at_hand.usual
    if not at_hand.names:
        raise OutputError("no printer is set up here: add one in the system's settings, or print the PDF elsewhere")
    if chosen not in at_hand.names:
        what = f"no printer `{chosen}`" if chosen else "no printer is the usual one"
        hint = nearest(chosen, at_hand.names) or "there are " + ", ".join(f"`{each}`" for each in at_hand.names)
        raise InputError([error(Place("--printer"), what, hint)])
    sides = "two-sided-long-edge" if duplex else "one-sided"
    return _asked("lp", "-d", chosen, "-n", str(copies), "-o", f"sides={sides}", "-t", _JOB, data=pdf).strip()


def _asked(*command: str, data: bytes | None = None) -> str:
    """Run a command of CUPS and return what it says."""
    if shutil.which(command[0]) is None:
        hint = "name a routine or a PDF, and it is opened here for you to print"
        raise OutputError(f"there is no `{command[0]}` here, which knows printers through CUPS: {hint}")
    # in the system's own words they could not be read
    ran = subprocess.run(command, input=data, capture_output=True, check=False, env=os.environ | {"LC_ALL": "C"})
    if ran.returncode and b"No destinations added" not in ran.stderr:
        reason = ran.stderr.decode(errors="replace").strip() or f"it ended with {ran.returncode}"
        raise OutputError(f"`{command[0]}` cannot print: {reason}")
    return ran.stdout.decode(errors="replace")
