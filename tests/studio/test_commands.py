"""`handouts figures` as a user meets it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.studio.test_studio import POSE_TEXT
from tests.test_cli import REFUSED, run


def clinic(folder: Path, pose: str = POSE_TEXT) -> Path:
    (folder / "clinic.yaml").write_text("name: Riverside\n")
    figures = folder / "assets" / "figures"
    figures.mkdir(parents=True)
    (figures / "rest.pose.yaml").write_text(pose)
    return figures


@pytest.mark.slow
def test_a_clinic_draws_its_own_picture_and_prints_it(tmp_path: Path) -> None:
    figures = clinic(tmp_path, POSE_TEXT + "author: Ana Diaz\nlicence: CC-BY-4.0\n")
    built = run(tmp_path, "figures", "build")
    assert (built.code, built.out, built.err) == (0, "assets/figures/rest.1.svg\n", "")
    assert run(tmp_path, "figures", "build").out == ""
    assert run(tmp_path, "figures", "build", "--check").code == 0
    assert run(tmp_path, "figures", "build", "rest", "--force").out == built.out
    assert b'data-author="Ana Diaz" data-licence="CC-BY-4.0"' in (figures / "rest.1.svg").read_bytes()
    (figures / "rest.pose.yaml").write_text(POSE_TEXT + "knee: 80\n")
    stale = run(tmp_path, "figures", "build", "--check")
    assert stale.code == REFUSED
    assert stale.err == (
        "assets/figures/rest.pose.yaml: error: its pictures are stale\nhint: run `handouts figures build rest`\n"
    )


@pytest.mark.slow
def test_what_is_wrong_is_told_and_exits_with_3(tmp_path: Path) -> None:
    clinic(tmp_path, POSE_TEXT + "elbow: 190\n")
    ran = run(tmp_path, "figures", "build")
    assert (ran.code, ran.out) == (REFUSED, "")
    assert ran.err == (
        "assets/figures/rest.pose.yaml:4:8: error: elbow of 190 degrees is beyond the joint\n"
        "hint: the joint goes from -10 to 155\n"
    )
    assert "no pose `rst`\nhint: did you mean `rest`?" in run(tmp_path, "figures", "build", "rst").err


@pytest.mark.slow
def test_preview_and_sheet(tmp_path: Path) -> None:
    clinic(tmp_path)
    assert run(tmp_path, "figures", "preview", "rest").out == "out/rest.png\n"
    assert (tmp_path / "out" / "rest.png").stat().st_size > 1000
    assert "holds no pictures" in run(tmp_path, "figures", "sheet").err
    run(tmp_path, "figures", "build")
    for arguments in ([], ["--mono", "--size", "thumbnail", "-o", "small.png"]):
        path = tmp_path / run(tmp_path, "figures", "sheet", *arguments).out.strip()
        assert path.read_bytes()[:4] in {b"%PDF", b"\x89PNG"}


@pytest.mark.slow
def test_check_reads_poses_with_their_places(tmp_path: Path) -> None:
    clinic(tmp_path, POSE_TEXT + "kneee: 3\nhand: claw\n")
    ran = run(tmp_path, "check")
    assert ran.code == REFUSED
    assert "assets/figures/rest.pose.yaml:4:1: error: unknown field `kneee`\nhint: did you mean `knee`?" in ran.err
    assert "assets/figures/rest.pose.yaml:5:7: error:" in ran.err


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    clinic(tmp_path)
    blocked = "import sys; sys.modules['numpy'] = None; from handouts.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", blocked, "figures", "build"]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == REFUSED
    assert "`numpy` is not installed\nhint: pip install 'handouts[figures]'" in ran.stderr


@pytest.mark.slow
def test_the_pose_of_the_documents_is_drawn_without_a_word(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "your-own.md").read_text()
    pose = page.partition("```yaml\nbase: ")[2].partition("```")[0]
    clinic(tmp_path, f"base: {pose}")
    ran = run(tmp_path, "figures", "build")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "assets/figures/rest.1.svg\nassets/figures/rest.2.svg\n"
