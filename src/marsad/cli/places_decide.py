"""`marsad places place`, `placed`, `settle`: names placed from the command line, as the workbench does it."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from marsad.cli.incidents import existing
from marsad.cli.record_lists import check_format, write_objects, write_table
from marsad.corroborate import deciding
from marsad.corroborate.effects import Effect, placing_effect
from marsad.errors import BadSetting
from marsad.model import Incident
from marsad.store import Store, Table, open_store, placing
from marsad.store.placing import Point
from marsad.store.placings import decisions_of
from marsad.store.rows import utc_now

_COLUMNS = ("name", "country", "told_in", "means", "lat", "lon", "precision", "radius_km", "by", "made", "note", "id")


def place_name(
    name: str,
    country: str | None,
    target: Point | str | None,
    told_in: str | None,
    instead_of: list[str],
    undo: str | None,
    dry_run: bool,
    by: str,
    note: str | None,
    store: Path,
) -> int:
    """Place a name, or take a decision back; tell what changes. With `dry_run` nothing is written."""
    with open_store(existing(store)) as opened:
        if undo is not None:
            _known(opened, undo)
            _, changed = placing.changes(opened, undone=undo)
            tell_effect(placing_effect(opened, changed), dry_run)
            if not dry_run:
                typer.echo(deciding.undo(opened, undo, by=by, at=utc_now(), note=note).judgement_id)
            return 0
        if target is None:
            raise BadSetting("place: give --lat and --lon, or --as with the id of a place (`marsad places search`)")
        decision = placing.decide_on(opened, name, country, target, told_in=told_in, instead_of=tuple(instead_of))
        _, changed = placing.changes(opened, decision)
        tell_effect(placing_effect(opened, changed), dry_run)
        if not dry_run:
            typer.echo(deciding.place_name(opened, decision, by=by, at=utc_now(), note=note).judgement_id)
    return 0


def _known(store: Store, judgement_id: str) -> None:
    if not any(row.judgement_id == judgement_id for row in store.journal.decided("place")):
        raise BadSetting(f"{judgement_id!r} is no decision on a place; `marsad places placed` shows the ids")


def tell_effect(found: Effect, dry_run: bool) -> None:
    """Say on standard error what changes, or would."""
    verb = "would change" if dry_run else "change"
    sys.stderr.write(
        f"marsad: {found.events} events in {found.documents} documents {verb}, {found.incidents} incidents with them; "
        f"{found.compared} reports are compared anew, {found.may_part} incidents may part, {found.may_join} may be joined\n"
    )
    for shift in found.shifts:
        was, now = _shown(shift.before), _shown(shift.after)
        sys.stderr.write(f"  {shift.before.id} {shift.before.type}: {was} -> {now}\n")


def _shown(incident: Incident) -> str:
    """Where and who, in few words: الخويسة 35.4, 43.7 (initiator SYR-REB)."""
    at = incident.where
    place = f"{at.name} {at.lat}, {at.lon}" if at else "no place"
    bodies = ", ".join(f"{a.role} {a.actor_id}" for a in incident.actors)
    return f"{place} ({bodies})" if bodies else place


def list_placed(format_: str, store: Path, bidi: str | None) -> int:
    """Print the names that were placed; as CSV it is the file that the coder reads."""
    check_format(format_)
    with open_store(store, read_only=True) as opened:
        standing, _ = decisions_of(opened)
    rows = [
        (
            d.name, d.country, d.told_in, d.place.name_en or d.place.name, d.place.lat, d.place.lon, d.place.precision,
            d.place.radius_km, d.by, d.made, d.note, d.judgement,
        )
        for d in standing
    ]  # fmt: skip
    if format_ == "csv":
        from marsad.places.placed import to_csv

        sys.stdout.write(to_csv(standing))
    elif format_ in ("json", "jsonl"):
        write_objects((dict(zip(_COLUMNS, row, strict=True)) for row in rows), format_)
    elif rows:
        write_table(Table(_COLUMNS, rows), format_, bidi)
    else:
        sys.stderr.write("marsad: no name was placed\n")
    return 0


def settle(store: Path) -> int:
    """Bring the file of placed names and the stored events in line with the journal."""
    with open_store(existing(store)) as opened:
        done = deciding.settle(opened, at=utc_now())
    sys.stderr.write(f"marsad: {done.places} places of {done.changed} documents are brought in line with the journal\n")
    return 0
