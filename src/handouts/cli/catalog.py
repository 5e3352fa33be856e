"""`handouts list`, `show` and `routines`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from handouts.cli import complete
from handouts.cli.report import clinic_path, print_json

if TYPE_CHECKING:
    from handouts.model.routine import Routine

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Where = Annotated[str | None, typer.Option("--clinic", help="A clinic file or folder.", metavar="FILE")]


def list_(
    search: Annotated[str | None, typer.Argument(help="Words to look for.")] = None,
    region: Annotated[str | None, typer.Option(help="Such as low-back.")] = None,
    position: Annotated[str | None, typer.Option(help="Such as supine or standing.")] = None,
    equipment: Annotated[str | None, typer.Option(help="Such as chair.")] = None,
    muscle: Annotated[str | None, typer.Option(help="Such as erector-spinae.")] = None,
    kind: Annotated[str | None, typer.Option(help="static, dynamic, pnf or neural-glide.")] = None,
    level: Annotated[str | None, typer.Option(help="beginner, intermediate or advanced.")] = None,
    clinic: Where = None,
    json: Json = False,
) -> None:
    """List the stretches of the catalog.

    \b
    Examples:
      handouts list
      handouts list hip --position standing
      handouts list --region low-back --json
    """
    from handouts.library import all_stretches
    from handouts.selection import Filter, check_filter, select

    found = all_stretches(clinic_path(clinic))
    wanted = Filter(region, position, equipment, muscle, kind, level, search)
    check_filter(wanted, found)
    chosen = list(select(found, wanted))
    if json:
        print_json([{"id": each.id, **_dumped(each.value)} for each in chosen])
        return
    width = max((len(each.id) for each in chosen), default=0)
    for each in chosen:
        typer.echo(f"{each.id:<{width}}  {each.value.name} ({each.value.position}, {each.value.kind})")


def show(
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="A stretch or a routine.", autocompletion=complete.everything)
    ],
    clinic: Where = None,
    json: Json = False,
) -> None:
    """Show a stretch or a routine: steps, doses, minutes, stretch in a week, precautions, sources.

    \b
    Examples:
      handouts show pelvic-tilt
      handouts show low-back-relief
    """
    from handouts.library import one_stretch_or_routine
    from handouts.model.stretch import Stretch
    from handouts.summary import routine_summary, summary

    where = clinic_path(clinic)
    found = one_stretch_or_routine(where, wanted)
    if json:
        print_json({"id": found.id, **_dumped(found.value)})
    elif isinstance(found.value, Stretch):
        typer.echo(summary(found))
    else:
        from handouts.library import Wanted, load
        from handouts.prescribe import Request, prescribe

        prescription, _ = prescribe(load(Wanted(found.id, clinic=where)), Request())
        typer.echo(routine_summary(found, prescription))


def routines(clinic: Where = None, json: Json = False) -> None:
    """List the routines.

    \b
    Example:
      handouts routines
    """
    from handouts.library import all_routines

    found = all_routines(clinic_path(clinic))
    if json:
        print_json([{"id": each.id, **_dumped(each.value)} for each in found])
        return
    width = max((len(each.id) for each in found), default=0)
    for each in found:
        typer.echo(f"{each.id:<{width}}  {each.value.title} ({_counted(each.value)})")


def _counted(routine: Routine) -> str:
    if routine.phases:
        names = {listed.item.stretch for listed in routine.listed}
        return f"{len(names)} stretches in {len(routine.phases)} phases"
    later = f" and {len(routine.later)} to add" if routine.later else ""
    return f"{len(routine.stretches)} stretches{later}"


def _dumped(value: Any) -> dict[str, Any]:
    return value.model_dump(mode="json", by_alias=True, exclude_none=True)  # type: ignore[no-any-return]
