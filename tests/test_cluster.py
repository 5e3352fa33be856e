"""Batches on a Dask cluster: two workers in processes of their own, reached by their scheduler's address."""

from __future__ import annotations

import pickle
import pkgutil
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import LocalCluster
from typer.testing import CliRunner

from handouts.batch import cluster as clusters
from handouts.batch.cluster import Call, Likeness, cluster, likeness
from handouts.batch.job import render
from handouts.batch.outcome import Result
from handouts.batch.plan import BatchPlan, Destination, Wish, planned
from handouts.batch.run import run
from handouts.cli import app
from handouts.pdf.print_file import Sides
from handouts.problems import InputError, OutputError
from tests.made import SAMPLE, TODAY

_ROWS = 130
PLAN = """\
title: Ana's plan
stretches: [pelvic-tilt, prayer-stretch]
"""


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Run a cluster of two workers and return its address."""
    with LocalCluster(n_workers=2, threads_per_worker=2, processes=True, dashboard_address="localhost:0") as running:
        yield running.scheduler_address


def plan_of(folder: Path, rows: int = _ROWS, clinic: Path | None = SAMPLE) -> BatchPlan:
    """Plan a batch of patients with doses of their own, one of whom has a plan in a file, and one a faulty dose."""
    folder.mkdir(exist_ok=True)
    (folder / "ana.yaml").write_text(PLAN)
    listed = [f"{n},Patient {n},low-back-relief,none,pelvic-tilt.reps={5 + n % 3}\n" for n in range(1, rows + 1)]
    listed += [f"ana,Ana Diaz,{folder}/ana.yaml,none,\n", "bad,Bo,low-back-relief,none,pelvic-tilt.rep=5\n"]
    (folder / "roster.csv").write_text("id,name,routine,screened,set\n" + "".join(listed))
    wish = Wish((), folder / "roster.csv", clinic=clinic)
    return planned(wish, Destination(Sides(), folder / "out"), TODAY)


def files_of(plan: BatchPlan) -> dict[str, bytes]:
    """Return what a batch has written."""
    return {path.name: path.read_bytes() for path in plan.folder.iterdir() if path.name[0] != "."}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """Make a batch on this machine alone."""
    folder, result = tmp_path_factory.mktemp("here"), Result()
    run(plan_of(folder), 1, result, lambda _: None)
    return folder, result


@pytest.mark.slow
def test_a_cluster_makes_the_same_files_and_manifest(scheduler: str, here: tuple[Path, Result]) -> None:
    folder, made_here = here
    plan, result, told = plan_of(folder), Result(), list[int]()
    before = files_of(plan)
    for path in plan.folder.iterdir():
        path.unlink()
    with cluster(scheduler, SAMPLE) as elsewhere:
        run(plan, 1, result, told.append, elsewhere)
    assert files_of(plan) == before
    assert any("prescription" in name for name in before), "of a prescription file"
    assert sum(told) == len(plan.tasks) == _ROWS + 2
    assert result.problems == made_here.problems
    assert [each.message for each in result.problems] == ["set pelvic-tilt.rep: `rep` is no part of a dosage"]


@pytest.mark.slow
def test_what_a_cluster_had_made_when_it_was_stopped_stays(scheduler: str, tmp_path: Path) -> None:
    plan, result = plan_of(tmp_path), Result()

    def stop(_: int) -> None:
        if len(result.entries) > 40:
            raise KeyboardInterrupt

    with cluster(scheduler, SAMPLE) as elsewhere, pytest.raises(KeyboardInterrupt):
        run(plan, 1, result, stop, elsewhere)
    assert 40 < len(result.entries) < _ROWS
    again = Result()
    with cluster(scheduler, SAMPLE) as elsewhere:
        run(plan, 1, again, lambda _: None, elsewhere)
    assert again.kept == len(result.entries)
    assert len(again.entries) == _ROWS + 1


@pytest.mark.slow
def test_a_lost_scheduler_is_told_and_what_was_made_stays(tmp_path: Path) -> None:
    plan, result = plan_of(tmp_path), Result()
    here = {"processes": True, "dashboard_address": "localhost:0"}
    with LocalCluster(n_workers=1, threads_per_worker=1, **here) as running:

        def lose(_: int) -> None:
            if not running.status.name.startswith("clos"):
                running.close()

        with (
            cluster(running.scheduler_address, SAMPLE) as elsewhere,
            pytest.raises(OutputError) as found,
        ):
            run(plan, 1, result, lose, elsewhere)
    assert str(found.value) == "the connection to the scheduler was lost; the same command makes the rest"
    assert {path.name for path in plan.folder.glob("*.pdf")} == {each.file for each in result.entries.values()}
    assert 0 < len(result.entries) < _ROWS


@pytest.mark.slow
def test_a_cluster_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_JOIN", 0.2)
    with LocalCluster(n_workers=0, dashboard_address="localhost:0") as running:
        at = running.scheduler_address
        with cluster(at, SAMPLE) as elsewhere, pytest.raises(InputError) as found:
            run(plan_of(tmp_path, 3), 1, Result(), lambda _: None, elsewhere)
    assert str(found.value) == (
        f"--scheduler: error: the cluster at `{at}` has no worker\nhint: start some: `dask worker {at}`"
    )


@pytest.mark.slow
def test_no_more_is_on_the_way_than_keeps_workers_busy(scheduler: str, tmp_path: Path) -> None:
    jobs = [[each.job] for each in plan_of(tmp_path, 60).tasks]
    sent = list[Call]()

    def counted(*arguments: Any) -> Call:
        sent.append(Call(*arguments))
        return sent[-1]

    with pytest.MonkeyPatch.context() as patched, cluster(scheduler, SAMPLE) as elsewhere:
        patched.setattr(clusters, "Call", counted)
        for got, _ in enumerate(elsewhere(jobs), 1):
            assert len(sent) - got < 2 * 4  # two chunks for each of four threads
    assert len(sent) == len(jobs)


@pytest.mark.slow
def test_workers_with_something_else_are_told_and_make_nothing(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, own = plan_of(tmp_path), likeness(SAMPLE)
    for other, what in (
        (replace(own, version="9"), f"version: `{own.version}` there, `9` here"),
        (replace(own, code="12345678"), f"code of version {own.version}: `{own.code}` there, `12345678` here"),
        (replace(own, catalog="12345678"), f"catalog or clinic: `{own.catalog}` there, `12345678` here"),
    ):
        monkeypatch.setattr(clusters, "likeness", lambda _, other=other: other)
        with cluster(scheduler, SAMPLE) as elsewhere, pytest.raises(InputError) as found:
            run(plan, 1, Result(), lambda _: None, elsewhere)
        message, hint = str(found.value).splitlines()
        assert message.startswith("--executor: error: the worker at `tcp://127.0.0.1:")
        assert message.endswith(f"has another {what}")
        assert hint.startswith("hint: install the same handouts there")
        assert not list(plan.folder.glob("*.pdf"))


def test_a_worker_without_handouts_says_so(scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: Call) -> tuple[Any, tuple[str]]:
        return pkgutil.resolve_name, ("nowhere_at_all:make_chunk",)

    monkeypatch.setattr(Call, "__reduce__", missing)
    with cluster(scheduler, SAMPLE) as elsewhere, pytest.raises(InputError) as found:
        run(plan_of(tmp_path, 3), 1, Result(), lambda _: None, elsewhere)
    assert str(found.value).splitlines()[0] == (
        "--executor: error: a worker cannot make handouts: No module named 'nowhere_at_all'"
    )


def test_files_that_are_named_from_here_are_found_from_elsewhere(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_of(tmp_path, 0)
    monkeypatch.chdir(tmp_path)  # where no worker is
    shutil.copytree(SAMPLE, "clinic")
    job = plan.tasks[0].job
    near = replace(job, order=replace(job.order, routine="ana.yaml", clinic=Path("clinic")))
    with cluster(scheduler, Path("clinic")) as elsewhere:
        made = [each for _, chunk in elsewhere([[near]]) for each in chunk]
    assert [each.pdf for each in made] == [render(near)]


def test_no_patient_can_be_read_in_what_a_log_may_show(tmp_path: Path) -> None:
    job = plan_of(tmp_path, 1).tasks[0].job
    sent = pickle.dumps(Call(Likeness("1", "a", "b"), SAMPLE, [job]))
    assert b"Patient" in pickle.dumps(job)
    assert b"Patient" not in sent


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            None,
            "--scheduler: error: no cluster is named\n"
            "hint: write `--scheduler tcp://HOST:8786`, or set DASK_SCHEDULER_ADDRESS\n",
        ),
        (
            "tcp://127.0.0.1:1",
            "--scheduler: error: no scheduler answers at `tcp://127.0.0.1:1`\n"
            "hint: is `dask scheduler` running there, and may it be reached?\n",
        ),
        (
            "head",
            "--scheduler: error: `head` cannot be used: missing port number in address 'head'\n"
            "hint: write it as `tcp://HOST:8786`\n",
        ),
    ],
)
def test_a_cluster_that_cannot_be_reached_is_told(
    address: str | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_REACH", 0.5)
    with pytest.raises(InputError) as found, cluster(address, None):
        pass
    assert f"{found.value}\n" == said


def test_the_command_finds_the_cluster_as_dask_is_set_up(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with dask.config.set({"scheduler-address": scheduler}):
        made = CliRunner().invoke(
            app, ["batch", "desk-break", "--clinic", "sample", "--out", "a", "--executor", "dask"]
        )
    assert (made.exit_code, made.stdout, made.stderr.splitlines()[-1]) == (0, "a/manifest.csv\n", "1 of 1 handouts")
    monkeypatch.setattr(clusters, "likeness", lambda _: Likeness("9", "", ""))
    options = ["--out", "b", "--executor", "dask", "--scheduler", scheduler]
    made = CliRunner().invoke(app, ["batch", "desk-break", "--clinic", "sample", *options])
    assert made.exit_code == 3
    assert "has another version: " in made.stderr
    assert made.stderr.endswith("0 of 1 handouts\n")


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError) as found, cluster("tcp://127.0.0.1:1", None):
        pass
    assert str(found.value) == (
        "--executor: error: `dask` needs Dask, which is not installed\nhint: run `pip install 'handouts[dask]'`"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--executor", "dask", "--merge", "a.pdf"], "a cluster makes single files: give --out"),
        (["--executor", "dask", "--processes", "2"], "a cluster has workers of its own: leave out --processes"),
        (["--scheduler", "tcp://head:8786"], "goes with --executor dask"),
    ],
)
def test_options_that_do_not_go_together(options: list[str], said: str) -> None:
    made = CliRunner().invoke(app, ["batch", "low-back-relief", *options])
    assert made.exit_code == 2
    assert said in made.stderr
