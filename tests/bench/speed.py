"""How fast handouts are made, as ratios to others measured in the same run. Timings never fail a test.

Run: python -m tests.bench.speed [rounds]    (install `.[bench]` to measure against Typst and WeasyPrint, too)
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from handouts.make import Made, made
from handouts.prescribe import Request, prescribe
from tests.bench.elsewhere import composed, others
from tests.bench.patients import of_routines
from tests.made import library

_EMPTY_TYPER = "import typer\napp = typer.Typer()\n@app.command()\ndef main() -> None: ...\napp()\n"
_OTHERS = 60  # handouts for the other programs
Timed = dict[str, list[float]]


def interleaved(tasks: dict[str, Callable[[], object]], rounds: int) -> Timed:
    """Time every task once a round, in a new order each round; milliseconds."""
    times: Timed = {name: [] for name in tasks}
    order = list(tasks)
    dice = random.Random(1)
    for task in tasks.values():
        task()  # the first run fills caches
    for _ in range(rounds):
        dice.shuffle(order)
        for name in order:
            start = time.perf_counter()
            tasks[name]()
            times[name].append((time.perf_counter() - start) * 1000)
    return times


def report(title: str, times: Timed, base: str) -> None:
    """Print medians and ratios to one of the tasks."""
    print(f"\n{title}")  # noqa: T201
    unit = statistics.median(times[base])
    for name, each in times.items():
        middle = statistics.median(each)
        print(f"  {name:44} {middle:9.2f} ms   {middle / unit:7.2f} x {base}")  # noqa: T201


def process(*arguments: str) -> Callable[[], object]:
    """Return a task that runs a whole process in an empty folder."""
    folder = tempfile.mkdtemp()
    return lambda: subprocess.run([sys.executable, *arguments], cwd=folder, check=True, capture_output=True)


def one(number: int) -> Made:
    """Make one patient's handout, with a dose and a name of their own."""
    request = Request(patient=f"Patient {number}", date="2026-11-21", sets=(f"pelvic-tilt.reps={5 + number % 10}",))
    prescription, warnings = prescribe(library(), request)
    return made(library(), prescription, None, warnings)


def counting(make: Callable[[int], object]) -> Callable[[], object]:
    """Return a task that makes the next patient's handout each time."""
    numbers = iter(range(10**9))
    return lambda: make(next(numbers))


def main() -> None: ...\napp()\n"
_OTHERS = 60  # handouts for the other programs
Timed = dict[str, list[float]]


def interleaved(tasks: dict[str, Callable[[], object]], rounds: int) -> Timed:
    """Time every task once a round, in a new order each round; milliseconds."""
    times: Timed = {name: [] for name in tasks}
    order = list(tasks)
    dice = random.Random(1)
    for task in tasks.values():
        task()  # the first run fills caches
    for _ in range(rounds):
        dice.shuffle(order)
        for name in order:
            start = time.perf_counter()
            tasks[name]()
            times[name].append((time.perf_counter() - start) * 1000)
    return times


def report(title: str, times: Timed, base: str) -> None:
    """Print medians and ratios to one of the tasks."""
    print(f"\n{title}")  # noqa: T201
    unit = statistics.median(times[base])
    for name, each in times.items():
        middle = statistics.median(each)
        print(f"  {name:44} {middle:9.2f} ms   {middle / unit:7.2f} x {base}")  # noqa: T201


def process(*arguments: str) -> Callable[[], object]:
    """Return a task that runs a whole process in an empty folder."""
    folder = tempfile.mkdtemp()
    return lambda: subprocess.run([sys.executable, *arguments], cwd=folder, check=True, capture_output=True)


def one(number: int) -> Made:
    """Make one patient's handout, with a dose and a name of their own."""
    request = Request(patient=f"Patient {number}", date="2026-11-21", sets=(f"pelvic-tilt.reps={5 + number % 10}",))
    prescription, warnings = prescribe(library(), request)
    return made(library(), prescription, None, warnings)


def counting(make: Callable[[int], object]) -> Callable[[], object]:
    """Return a task that makes the next patient's handout each time."""
    numbers = iter(range(10**9))
    return lambda: make(next(numbers))


def texts(pages: Pages) -> list[str]:
    """Return all lines of a handout: what the other programs set, too."""
    return [mark.glyphs.run.text for page in pages.pages for mark in page.marks if isinstance(mark, Text)]


def others(pages: Pages) -> dict[str, Callable[[], object]]:
    """Return the same words and pictures through Typst and WeasyPrint, where they are installed."""
    tasks: dict[str, Callable[[], object]] = {}
    lines = texts(pages)
    figures = sorted((Path(__file__).parents[2] / "assets" / "figures").glob("*.[12].svg"))[:14]
    folder = Path(tempfile.mkdtemp())
    try:
        import typst
    except ImportError:
        print("typst is not installed")  # noqa: T201
    else:
        for figure in figures:
            (folder / figure.name).write_bytes(figure.read_bytes())
        body = "\n\n".join("#text(" + repr(line).replace("'", '"') + ")" for line in lines if '"' not in line)
        pictures = "\n".join(f'#image("{figure.name}", width: 3cm, alt: "a stretch")' for figure in figures)
        source = folder / "handout.typ"
        source.write_text(f'#set document(title: "Handout")\n#set page("us-letter", columns: 2)\n{pictures}\n{body}')
        compiler = typst.Compiler(str(source))

        def through_typst(number: int) -> bytes:
            source.write_text(source.read_text().rsplit("\n// ", 1)[0] + f'\n// \n#text("Patient {number}")')
            return compiler.compile(str(source), format="pdf")

        tasks["Typst, warm compiler, tagged"] = counting(through_typst)
    try:
        import weasyprint
    except (ImportError, OSError):
        print("WeasyPrint is not installed")  # noqa: T201
    else:
        html = "".join(f"<p>{line}</p>" for line in lines)
        html += "".join(f'<img alt="a stretch" style="width:3cm" src="{figure.as_uri()}">' for figure in figures)

        def through_weasyprint(number: int) -> bytes:
            page = f"<title>Handout</title><body style='columns:2'>{html}<p>Patient {number}</p>"
            return weasyprint.HTML(string=page).write_pdf(pdf_tags=True)

        tasks["WeasyPrint, tagged"] = counting(through_weasyprint)
    return tasks


def main() -> None:
    """Print both tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    cold = {
        "python -c pass": process("-c", "pass"),
        "an empty Typer command": process("-c", _EMPTY_TYPER),
        "handouts make low-back-relief": process("-m", "handouts", "make", "low-back-relief", "--clinic", "sample"),
    }
    report("cold: a whole process", interleaved(cold, rounds), "python -c pass")
    handouts = [composed(job) for job in of_routines(_OTHERS)]
    warm = {"handouts, tagged, own name and dose": counting(one)}
    warm |= {name: counting(program) for name, program in others(handouts).items()}
    report("warm: one more handout in a running process", interleaved(warm, rounds), next(iter(warm)))


if __name__ == "__main__":
    main()
