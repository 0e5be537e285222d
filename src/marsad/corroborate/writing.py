"""Writing incidents to the store: members, consolidated records, relations, and what became of old ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from marsad.corroborate.changes import changes, is_same, note_changes
from marsad.corroborate.consolidating import consolidate
from marsad.corroborate.identity import Fate
from marsad.corroborate.sources import make_accounts
from marsad.model import Document, Event, Incident
from marsad.store import Store

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PAGE = 2_000
_decode = msgspec.json.Decoder(Incident).decode


class Stored(NamedTuple):
    """Incidents whose reports changed, and the fates of ids."""

    touched: list[str]
    fates: tuple[Fate, ...]


def next_run(con: DuckDBPyConnection) -> int:
    """The number of this run."""
    [(number,)] = con.execute("SELECT coalesce(max(link_run), 0) + 1 FROM link_runs").fetchall()
    return int(number)


def moved_events(con: DuckDBPyConnection) -> dict[str, str]:
    """Old event id → the id that a newer coder gives the same words, for the events of the table `gone`."""
    return dict(
        con.execute(
            "SELECT o.event_id, n.event_id FROM gone g JOIN events o ON o.event_id = g.event_id "
            "JOIN now_reports r ON r.document_key = o.document_key JOIN events n ON n.event_id = r.event_id "
            "AND n.trigger_start < o.trigger_end AND o.trigger_start < n.trigger_end WHERE n.event_id <> o.event_id "
            "QUALIFY row_number() OVER (PARTITION BY o.event_id ORDER BY n.type = o.type DESC, n.event_id) = 1"
        ).fetchall()
    )


def note_judged(con: DuckDBPyConnection, judged: Mapping[tuple[str, str], str]) -> None:
    """Remember what was said of which pairs in this run, so that another word, and undoing, shows in the next."""
    con.execute("DELETE FROM linked_judgements")
    if judged:
        con.execute(
            "INSERT INTO linked_judgements SELECT unnest($1::VARCHAR[]), unnest($2::VARCHAR[]), unnest($3::VARCHAR[])",
            [[a for a, _ in judged], [b for _, b in judged], list(judged.values())],
        )


def store_members(
    con: DuckDBPyConnection,
    groups: Sequence[Sequence[str]],
    names: Sequence[str],
    fates: Sequence[Fate],
    old: set[str],
    run: int,
) -> Stored:
    """Write which reports stand in which incident; roles are written with the records."""
    con.execute("DELETE FROM incident_reports WHERE event_id IN (FROM affected)")
    columns: tuple[list[str], list[str]] = ([], [])
    for group, name in zip(groups, names, strict=True):
        columns[0].extend(group)
        columns[1].extend([name] * len(group))
    con.execute(
        "INSERT INTO incident_reports SELECT m.event_id, m.incident_id, r.document_key, 'report', false "
        "FROM (SELECT unnest($1::VARCHAR[]) AS event_id, unnest($2::VARCHAR[]) AS incident_id) m JOIN link_reports r USING (event_id)",
        list(columns),
    )
    for fate in fates:
        con.execute("INSERT INTO incident_fates VALUES (?, ?, ?, ?)", [run, *fate])
    touched = sorted({*names, *old})
    for table in ("contradictions", "incident_relations"):
        con.execute(f"DELETE FROM {table} WHERE incident_id IN (SELECT unnest(?::VARCHAR[]))", [touched])
    con.execute(
        "DELETE FROM incidents WHERE incident_id IN (SELECT unnest($1::VARCHAR[]) EXCEPT "
        "SELECT incident_id FROM incident_reports WHERE incident_id IN (SELECT unnest($1::VARCHAR[])))",
        [touched],
    )
    return Stored(touched, tuple(fates))


def write_incidents(store: Store, con: DuckDBPyConnection, incident_ids: Sequence[str], run: int) -> int:
    """Consolidate these incidents anew and write their records; how many there were."""
    reprints = dict(con.execute("SELECT document_key, reprint FROM reprints").fetchall())
    written = 0
    for at in range(0, len(incident_ids), _PAGE):
        members = con.execute(
            "SELECT m.event_id, m.incident_id, r.kind FROM incident_reports m JOIN link_reports r USING (event_id) "
            "WHERE m.incident_id IN (SELECT unnest(?::VARCHAR[]))",
            [list(incident_ids[at : at + _PAGE])],
        ).fetchall()
        told: dict[str, list[tuple[Event, Document, str]]] = defaultdict(list)
        of = {event_id: incident for event_id, incident, _ in members}
        kinds = {incident: kind for _, incident, kind in members}
        for found in store.iter_judged(list(of)):
            told[of[found.event.id]].append((found.event, found.document, found.document_key))
        incidents = [
            consolidate(name, kinds[name], make_accounts(accounts, reprints)) for name, accounts in sorted(told.items())
        ]
        _write(con, incidents, run)
        written += len(incidents)
    return written


def _write(con: DuckDBPyConnection, incidents: Iterable[Incident], run: int) -> None:
    found = list(incidents)
    if not found:
        return
    before = {
        name: (since, changed, _decode(record))
        for name, since, changed, record in con.execute(
            "SELECT incident_id, since, changed, record FROM incidents WHERE incident_id IN (SELECT unnest(?::VARCHAR[]))",
            [[i.id for i in found]],
        ).fetchall()
    }
    # An incident whose reports were only looked at again has not changed: feeds and digests would tell it anew.
    same = {i.id for i in found if i.id in before and is_same(before[i.id][2], i)}
    note_changes(
        con, ((i.id, c) for i in found if i.id in before and i.id not in same for c in changes(before[i.id][2], i)), run
    )
    con.execute("DELETE FROM incidents WHERE incident_id IN (SELECT unnest(?::VARCHAR[]))", [[i.id for i in found]])
    con.execute(
        "INSERT INTO incidents SELECT r->>'id', r->>'kind', r->>'type', r->>'grade', TRY_CAST(r->'when'->>'start' AS DATE), "
        "TRY_CAST(r->'when'->>'end' AS DATE), r->'where'->>'country', r->'where'->>'admin1', r->'where'->>'name', "
        "CAST(r->'where'->>'lat' AS DOUBLE), CAST(r->'where'->>'lon' AS DOUBLE), CAST(k->>'min' AS BIGINT), CAST(k->>'max' AS BIGINT), "
        "CAST(k->>'best' AS BIGINT), json_array_length(r->'reports'), CAST(r->>'sources' AS INTEGER), CAST(r->>'outlets' AS INTEGER), "
        "CAST(r->>'speakers' AS INTEGER), s, c, r FROM "
        "(SELECT unnest($1::VARCHAR[])::JSON AS r, unnest($2::BIGINT[]) AS s, unnest($3::BIGINT[]) AS c, unnest($4::VARCHAR[])::JSON AS k)",
        [
            [msgspec.json.encode(i).decode() for i in found],
            [before[i.id][0] if i.id in before else run for i in found],
            [before[i.id][1] if i.id in same else run for i in found],
            [
                msgspec.json.encode(next((t for t in i.casualties if t.outcome == "killed"), None)).decode()
                for i in found
            ],
        ],
    )
    rows = [(i.id, r.event_id, r.role, r.independent) for i in found for r in i.reports]
    con.execute(
        "UPDATE incident_reports SET role = n.role, independent = n.independent FROM (SELECT unnest($1::VARCHAR[]) AS event_id, "
        "unnest($2::VARCHAR[]) AS role, unnest($3::BOOLEAN[]) AS independent) n WHERE n.event_id = incident_reports.event_id",
        [[r[1] for r in rows], [r[2] for r in rows], [r[3] for r in rows]],
    )
    against = [(i.id, *msgspec.structs.astuple(c)) for i in found for c in i.contradictions]
    if against:
        marks = ", ".join(f"unnest(${n}::VARCHAR[])" for n in range(1, 7))
        con.execute(
            f"INSERT INTO contradictions SELECT {marks}", [list(column) for column in zip(*against, strict=True)]
        )
