"""What became of jobs, and what a run has come to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from handouts.batch.columns import Columns
from handouts.batch.job import Job
from handouts.batch.journal import Record
from handouts.batch.manifest import ManifestEntry
from handouts.problems import Problem


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What became of a job: an entry of the manifest, or problems, or why nothing more can be written."""

    job: Job
    entry: ManifestEntry | None = None
    record: Record | None = None  # of its file
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_unwritten: bool = False  # its problem is its file's
    failure: str = ""


@dataclass
class Result:
    """What a run has come to, as far as it has come."""

    entries: dict[int, ManifestEntry] = field(default_factory=dict)  # by the job's number
    records: dict[str, Record] = field(default_factory=dict)  # of files that the journal does not know like this
    warnings: dict[Problem, None] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)
    unmade: set[int] = field(default_factory=set)  # jobs with problems
    unwritten: bool = False  # whether a file could not be written
    kept: int = 0  # files that were fresh

    def take(self, outcome: BatchOutcome) -> None:
        """Add what became of a job."""
        if outcome.entry:
            self.entries[outcome.job.number] = outcome.entry
        if outcome.record:
            self.records[outcome.record.entry.file] = outcome.record
        if outcome.problems:
            self.unmade.add(outcome.job.number)
        self.unwritten |= outcome.is_unwritten
        self.warnings |= dict.fromkeys(outcome.warnings)
        self.problems |= dict.fromkeys(outcome.problems)

    def messages(self, columns: Columns) -> list[Problem]:
        """Return what to say, at the cells that it is about: warnings of many rows once, then all errors."""
        alike: dict[tuple[str, str, str], list[Problem]] = {}
        for each in self.warnings:
            alike.setdefault((each.rule, each.message, each.hint), []).append(each)
        shared = [
            replace(same[0], message=f"{same[0].message} (so in {len(same)} rows)") if len(same) > 1 else same[0]
            for same in alike.values()
        ]
        return [columns.placed(each) for each in (*shared, *self.problems)]
