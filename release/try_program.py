"""Try the program out as its users do, in an empty folder and without an environment.

Run: python release/try_program.py dist/handouts
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

LIST = "id,name,routine\n1,Ana Diaz,low-back-relief\n2,Bo Lee,desk-break\n"
TRIALS = (  # arguments, and what must be there afterwards
    (("--version",), ()),
    (("list", "hamstring"), ()),
    (("make", "low-back-relief", "--clinic", "sample"), ("out/low-back-relief.pdf",)),
    (
        ("batch", "--patients", "list.csv", "--out", "all", "--processes", "2"),
        ("all/1-low-back-relief.pdf", "all/2-desk-break.pdf", "all/manifest.csv"),
    ),
    (("init", "my-clinic", "--yes", "--name", "Riverside", "--phone", "555 0100"), ("my-clinic/clinic.yaml",)),
    (("check", "my-clinic"), ()),
    (("preview", "low-back-relief"), ()),
)
# Windows starts no program without these.
NEEDED = ("SYSTEMROOT", "TEMP", "TMP")


def main(program: Path) -> None:
    """Run all trials; end at the first that fails."""
    environment = {name: os.environ[name] for name in NEEDED if name in os.environ}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "list.csv").write_text(LIST, encoding="utf-8")
        for arguments, files in TRIALS:
            print("handouts", *arguments, flush=True)
            subprocess.run([program.resolve(), *arguments], cwd=folder, env=environment, check=True)
            missing = [name for name in files if not (folder / name).stat().st_size]
            assert not missing, missing


if __name__ == "__main__":
    main(Path(sys.argv[1]))
