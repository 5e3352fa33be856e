"""A small clinic whose files keep every rule, to be broken one line at a time."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from handouts.check.run import CheckReport, check
from handouts.data import builtin

STRETCH = "routines/catalog/low-back/my-knee.yaml"
ROUTINE = "routines/standard/my-back.yaml"
TEMPLATE = "templates/mine.yaml"
CLINIC = "clinic.yaml"
ANA = "ana.yaml"

FILES = {
    STRETCH: """\
name: Knee to chest
regions: [low-back]
muscles: [gluteus-maximus]
position: supine
equipment: [mat]
laterality: one
limb: leg
kind: static
why: Eases your low back and hip.
steps:
  - Lie on your back, knees bent, feet flat.
  - Lift {side} leg. Hold behind that thigh with both hands.
  - Pull the knee in slowly. Keep your head down.
  - Hold. Keep breathing.
feel: in your low back.
dosage: {hold: 20 s, reps: 3, per_day: 1, days_per_week: 7}
range: {hold: 10-30 s, reps: 2-5}
easier:
  - how: Pull less.
precautions:
  - {code: floor-transfer, action: modify, how: Lie on a firm bed.}
  - {code: osteoporosis-flexion, action: avoid}
stop: [worse, sharp]
sources: [seed]
figures:
  - {file: photo.png, caption: Start, alt: A person lies face up., side: right, licence: CC0-1.0, author: Mo}
  - {file: photo.png, caption: Pull in, alt: Both hands pull the knee in., side: right, licence: CC0-1.0, author: Mo}
""",
    ROUTINE: """\
title: My back
goal: Get a stiff low back moving.
region: low-back
stretches:
  - my-knee
  - {stretch: pelvic-tilt}
progression: When these feel easy for a week, add the next one.
review_after: 4 weeks
""",
    TEMPLATE: """\
title: Mine
type: {body: 12 pt}
blocks: [title, plan-at-a-glance, safety, cards, disclaimer]
waive: {L3: the page is wide}
""",
    CLINIC: """\
name: Riverside
colors: {brand: "#1f6f78"}
sites: [{phone: (555) 010-0100}]
template: mine
""",
    ANA: """\
# $schema=prescription.json
title: For Ana
region: low-back
for: Ana
has: [floor-transfer]
stretches: [my-knee]
progression: When it feels easy for a week, ask us for the next one.
review: in May
waive: {P1: told to Ana}
""",
}


def made(folder: Path, file: str = "", old: str = "", new: str = "") -> Path:
    """Write the clinic, with one text of one file put for another."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert name != file or old in text, (file, old)
        path.write_text(text.replace(old, new) if name == file and old else text)
    Image.new("RGB", (900, 600), "white").save(folder / Path(STRETCH).parent / "photo.png")
    return folder


def checked(folder: Path, *names: str) -> CheckReport:
    """Check files of the clinic; all of them when none is named."""
    return check(tuple(folder / name for name in names or FILES))


def told(report: CheckReport) -> str:
    """Return what is told, notes among it."""
    return "".join(f"{problem}\n" for problem in report.problems)


def figure(name: str) -> str:
    """Return a built-in figure as text."""
    return (builtin() / "assets" / "figures" / name).read_text()
