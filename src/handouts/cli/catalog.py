"""`handouts list`, `show`, `explain` and `routines`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from handouts.cli import complete
from handouts.cli.prescribing_options import ClinicFolder
from handouts.cli.report import clinic_path, complain, print_json

if TYPE_CHECKING:
    from pydantic import BaseModel

    from handouts.load.loaded import Loaded
    from handouts.model.routine import Routine
    from handouts.model.stretch import Stretch

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def list_(
    words: Annotated[list[str] | None, typer.Argument(help="Plain words to look for; best first.")] = None,
    search: Annotated[str | None, typer.Option(help="The same, as an option.", metavar="WORDS")] = None,
    region: Annotated[str | None, typer.Option(help="Such as low-back.")] = None,
    position: Annotated[str | None, typer.Option(help="Such as supine or standing.")] = None,
    equipment: Annotated[str | None, typer.Option(help="Such as chair.")] = None,
    muscle: Annotated[str | None, typer.Option(help="Such as erector-spinae.")] = None,
    kind: Annotated[str | None, typer.Option(help="static, dynamic, pnf or neural-glide.")] = None,
    level: Annotated[str | None, typer.Option(help="beginner, intermediate or advanced.")] = None,
    laterality: Annotated[str | None, typer.Option(help="none, alternate or one (side at a time).")] = None,
    fits: Annotated[
        list[str] | None,
        typer.Option(
            help="Fine for a patient with this precaution or group; repeat for more.", metavar="CODE",
            autocompletion=complete.precautions,
        ),
    ] = None,
    review: Annotated[str | None, typer.Option(help="needs-clinician or reviewed.")] = None,
    clinic: ClinicFolder = None,
    json: Json = False,
) -> None:  # fmt: skip
    """List the stretches of the catalog, all or those that you ask for.

    Words may be those of a patient, and misspelled.

    \b
    Examples:
      handouts list
      handouts list back of thigh
      handouts list hip --position standing --fits hip-replacement
      handouts list --search "sciatica sitting"
      handouts list --region low-back --review needs-clinician --json
    """
    from handouts.clinician.filter import Filter, changed_for, check_filter, select
    from handouts.load.catalog import all_stretches

    where = clinic_path(clinic)
    loaded = all_stretches(where)
    codes = _precautions(where, fits or [])
    narrowed = Filter(region, position, equipment, muscle, kind, level, laterality, review, codes)
    check_filter(narrowed, loaded)
    chosen = list(select(loaded, narrowed))
    if text := " ".join([*(words or ()), search or ""]).strip():
        chosen = _ranked(loaded, chosen, text)
    if json:
        print_json([{"id": each.id, **_dumped(each.value)} for each in chosen])
        return
    width = max((len(each.id) for each in chosen), default=0)
    for each in chosen:
        changed = "".join(f", changed for {code}" for code in changed_for(each.value, codes))
        typer.echo(f"{each.id:<{width}}  {each.value.name} ({each.value.position}, {each.value.kind}{changed})")


def _precautions(clinic: Path | None, given: list[str]) -> tuple[str, ...]:
    """Open groups; say what is to be asked of a patient whatever the stretch."""
    if not given:
        return ()
    from handouts.clinician.filter import opened
    from handouts.load.library import common
    from handouts.prescribe.screening import decide_first

    precautions = common(clinic).precautions
    codes = opened(given, precautions)
    complain(list(decide_first(codes, precautions, "--fits")))
    return codes


def _ranked(all_: list[Loaded[Stretch]], chosen: list[Loaded[Stretch]], text: str) -> list[Loaded[Stretch]]:
    """Return what of the chosen fits the words, best first; say which words nothing fits."""
    from handouts.clinician.search import catalog_index, problems, search

    catalog = catalog_index(all_)
    by_id = {each.id: each for each in chosen}
    found = search(catalog, text, by_id)
    complain(problems(catalog, found))
    return [by_id[each] for each in found.ids]


def show(
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="A stretch or a routine.", autocompletion=complete.everything)
    ],
    clinic: ClinicFolder = None,
    json: Json = False,
) -> None:
    """Show a stretch or a routine: steps, doses, minutes, stretch in a week, precautions, sources.

    \b
    Examples:
      handouts show pelvic-tilt
      handouts show low-back-relief
    """
    from handouts.clinician.summary import routine_summary, summary
    from handouts.load.catalog import one_stretch_or_routine
    from handouts.model.stretch import Stretch

    where = clinic_path(clinic)
    loaded = one_stretch_or_routine(where, wanted)
    if json:
        print_json({"id": loaded.id, **_dumped(loaded.value)})
    elif isinstance(loaded.value, Stretch):
        typer.echo(summary(loaded))
    else:
        from handouts.load.library import load
        from handouts.load.needs import Needs
        from handouts.prescribe.prescribe import prescribe
        from handouts.prescribe.request import Request

        prescription, _ = prescribe(load(Needs(loaded.id, clinic=where)), Request())
        typer.echo(routine_summary(loaded, prescription))


def explain(
    wanted: Annotated[
        str,
        typer.Argument(
            help="The id of a stretch, routine or template.", metavar="ID", autocompletion=complete.stretches
        ),
    ],
    clinic: ClinicFolder = None,
    json: Json = False,
) -> None:
    """Show each value of a file and where it comes from: which file, which line.

    \b
    Example:
      handouts explain pelvic-tilt
    """
    from handouts.clinician import explain as explaining

    found = explaining.explain(wanted, clinic_path(clinic))
    if json:
        print_json([{"field": each.field, "value": each.value, "from": each.place} for each in found])
    else:
        typer.echo(explaining.lines(found), nl=False)


def routines(clinic: ClinicFolder = None, json: Json = False) -> None:
    """List the routines.

    \b
    Example:
      handouts routines
    """
    from handouts.load.catalog import all_routines

    explained = all_routines(clinic_path(clinic))
    if json:
        print_json([{"id": each.id, **_dumped(each.value)} for each in explained])
        return
    width = max((len(each.id) for each in explained), default=0)
    for each in explained:
        typer.echo(f"{each.id:<{width}}  {each.value.title} ({_counted(each.value)})")


def _counted(routine: Routine) -> str:
    if routine.phases:
        names = {listed.item.stretch for listed in routine.listed}
        return f"{len(names)} stretches in {len(routine.phases)} phases"
    later = f" and {len(routine.later)} to add" if routine.later else ""
    return f"{len(routine.stretches)} stretches{later}"


def _dumped(value: BaseModel) -> dict[str, Any]:
    return value.model_dump(mode="json", by_alias=True, exclude_none=True)
