"""Linking a store: reports that are new or changed join old incidents or make new ones, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from marsad.corroborate import writing
from marsad.corroborate.around import choose
from marsad.corroborate.decided import linked_by, mark_decided
from marsad.corroborate.identity import Fate, assign_ids, new_id
from marsad.corroborate.linking import link_tables
from marsad.corroborate.model import REPORT_COLUMNS, Model, load_model, rows_sql
from marsad.corroborate.relating import relate
from marsad.corroborate.reports import Report, make_report
from marsad.corroborate.reprints import update_reprints
from marsad.errors import StoreError
from marsad.store import Store
from marsad.store.connection import translated
from marsad.store.naming import ActorRulings

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PAGE = 5_000
#: The columns of the table `link_reports`, in its order.
_STORED = list(Report.__struct_fields__)

#: What a report rests on: its coding, and what people judged of its values. Another fingerprint makes it another report.
#: The documents stand in both views, one by one: only so does the condition reach the bottom of them.
_FINGERPRINTS = """
SELECT e.event_id, e.document_key, e.coding || coalesce(':' || v.judged, '') AS fingerprint
FROM (FROM judged_events {where}) e LEFT JOIN (
  SELECT event_id, string_agg(judgement_id, ' ' ORDER BY seq) AS judged FROM (FROM judged_values {where})
  WHERE kind <> 'accept' GROUP BY event_id
) v USING (event_id)
"""
#: Pairs that people judged, with what stands on them.
_Judged = dict[tuple[str, str], str]


class Linked(NamedTuple):
    """What a run did: reports in all, those new or changed, incidents in all, those made or changed, and fates of old ids; and how many
    documents with new reports it left to the next.
    """

    reports: int
    fresh: int
    incidents: int
    changed: int
    fates: tuple[Fate, ...]
    left: int = 0


def link(
    store: Store,
    *,
    at: str,
    model: Model | None = None,
    documents: Collection[str] | None = None,
    most: int | None = None,
) -> Linked:
    """Link what is new in the store. `at`: the time of the run, ISO 8601 in UTC.

    With `documents` (their keys) only what is new or judged in these, as after a judgement, which need not wait for an import; with
    `most`, what is new in so many documents, for who can go on later. Linking twice changes nothing; linking in pieces gives the groups
    that linking at once gives. A run that is cut short leaves the store as it was.
    """
    if model is None and (handed := store.hand_over("link", Linked, at=at)) is not None:
        return handed
    con = store.con
    if not _is_writable(con):
        raise StoreError(f"{store.path}: the store is open for reading only; open it for writing")
    with translated(store.path):
        con.execute("BEGIN")
        try:
            done = _link(store, con, at, model or load_model(), _Part(documents, most))
            con.execute("COMMIT")
        except BaseException:
            con.execute("ROLLBACK")
            raise
        return done


def _is_writable(con: DuckDBPyConnection) -> bool:
    [(read_only,)] = con.execute(
        "SELECT readonly FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchall()
    return not read_only


class _Part(NamedTuple):
    """Which documents a run looks at; None: no bounds."""

    documents: Collection[str] | None
    most: int | None


def _link(store: Store, con: DuckDBPyConnection, at: str, model: Model, part: _Part) -> Linked:
    rulings = store.actor_rulings
    version = linked_by(model.version, rulings)
    if part != _Part(None, None) and _last_version(con) not in (None, version):
        part = _Part(None, None)  # decisions on actors changed: reports of any document may have
    fresh, gone, left = _look(con, rulings, part)
    copied = update_reprints(con, _new_texts(con, list(fresh))) if fresh else set()
    con.execute("CREATE OR REPLACE TEMP TABLE gone AS SELECT unnest($1::VARCHAR[]) AS event_id", [gone])
    moved = writing.moved_events(con) if gone else {}
    neighbours = _neighbours(con, copied) if gone or copied else []
    _replace_reports(store, con, fresh)
    judged = _judged_pairs(con, store)
    groups = _groups(con, model, set(fresh), copied, judged, {*neighbours, *_judged_anew(con, judged)})
    run = writing.next_run(con)
    fates = _store_groups(con, groups, gone, moved, run)
    changed = writing.write_incidents(store, con, fates.touched, run)
    relate(con, fates.touched)
    [(reports,)] = con.execute("SELECT count(*) FROM link_reports").fetchall()
    [(incidents,)] = con.execute("SELECT count(*) FROM incidents").fetchall()
    con.execute(
        "INSERT INTO link_runs VALUES (?, ?::TIMESTAMP, ?, ?, ?, ?)", [run, at, version, reports, len(fresh), incidents]
    )
    writing.note_judged(con, judged)
    return Linked(reports, len(fresh), incidents, changed, fates.fates, left)


def _last_version(con: DuckDBPyConnection) -> str | None:
    row = con.execute("SELECT model FROM link_runs ORDER BY link_run DESC LIMIT 1").fetchone()
    return row[0] if row else None


def _look(con: DuckDBPyConnection, rulings: ActorRulings, part: _Part) -> tuple[dict[str, str], list[str], int]:
    """The reports that are new or changed, with their fingerprints, those that are gone, and how many documents were left for later."""
    named = {} if part.documents is None else {f"key{i}": key for i, key in enumerate(sorted(part.documents))}
    where = (
        "" if part.documents is None else f"WHERE document_key IN ({', '.join(f'${name}' for name in named) or 'NULL'})"
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE now_reports AS {_FINGERPRINTS.format(where=where)}", named)
    mark_decided(con, rulings, where, named)
    gone = con.execute(
        f"SELECT event_id, document_key FROM (FROM link_reports {where}) o "
        "ANTI JOIN now_reports n ON n.event_id = o.event_id AND n.fingerprint = o.fingerprint",
        named,
    ).fetchall()
    fresh = con.execute(
        "SELECT event_id, document_key, fingerprint FROM now_reports n ANTI JOIN link_reports o "
        "ON n.event_id = o.event_id AND n.fingerprint = o.fingerprint ORDER BY event_id"
    ).fetchall()
    waiting = sorted({row[1] for row in (*fresh, *gone)})
    taken = set(waiting[: part.most])
    return (
        {event_id: fingerprint for event_id, key, fingerprint in fresh if key in taken},
        [event_id for event_id, key in gone if key in taken],
        len(waiting) - len(taken),
    )


def _neighbours(con: DuckDBPyConnection, copied: Collection[str]) -> list[str]:
    """The reports that stood in one incident with those of the table `gone`, or with reports of the documents `copied`."""
    incidents = _column(
        con,
        "SELECT incident_id FROM incident_reports WHERE event_id IN (FROM gone) "
        "UNION SELECT incident_id FROM incident_reports WHERE document_key IN (SELECT unnest(?::VARCHAR[]))",
        [sorted(copied)],
    )
    return _column(
        con, "SELECT event_id FROM incident_reports WHERE incident_id IN (SELECT unnest(?::VARCHAR[]))", [incidents]
    )


def _column(con: DuckDBPyConnection, sql: str, params: Sequence[object] = ()) -> list[str]:
    return [row[0] for row in con.execute(sql, params).fetchall()]


def _new_texts(con: DuckDBPyConnection, fresh: list[str]) -> list[tuple[str, str]]:
    """Documents with fresh reports whose text was not looked at yet; that of an older report was."""
    keys = _column(
        con,
        "SELECT DISTINCT document_key FROM now_reports WHERE event_id IN (SELECT unnest(?::VARCHAR[])) "
        "AND document_key NOT IN (SELECT document_key FROM link_reports)",
        [fresh],
    )
    if not keys:
        return []
    return con.execute(
        "SELECT document_key, text FROM documents WHERE document_key IN (SELECT unnest($1::VARCHAR[])) AND document_key NOT IN "
        "(SELECT document_key FROM text_bands WHERE document_key IN (SELECT unnest($1::VARCHAR[]))) ORDER BY document_key",
        [keys],
    ).fetchall()


def _replace_reports(store: Store, con: DuckDBPyConnection, fresh: dict[str, str]) -> None:
    con.execute("DELETE FROM links WHERE event_a IN (FROM gone) OR event_b IN (FROM gone)")
    con.execute("DELETE FROM link_reports WHERE event_id IN (FROM gone)")
    if not fresh:
        return
    page: list[str] = []
    columns = ", ".join(_STORED)
    insert = f"INSERT INTO link_reports ({columns}) SELECT {columns} FROM ({rows_sql(with_fingerprint=True)})"
    for found in store.iter_judged(list(fresh)):
        report = make_report(found.event, found.document, found.document_key, fresh[found.event.id])
        page.append(msgspec.json.encode(report).decode())
        if len(page) == _PAGE:
            con.execute(insert, [page])
            page = []
    if page:
        con.execute(insert, [page])


def _judged_pairs(con: DuckDBPyConnection, store: Store) -> _Judged:
    """Pairs of reports of which people said that they are one happening, or that they are not."""
    judged = store.journal.pairs()
    named = sorted({event_id for pair in judged for event_id in pair})
    known = set(
        _column(con, "SELECT event_id FROM link_reports WHERE event_id IN (SELECT unnest(?::VARCHAR[]))", [named])
        if named
        else ()
    )
    return {pair: kind for pair, kind in judged.items() if kind in ("same", "not_same") and known.issuperset(pair)}


def _judged_anew(con: DuckDBPyConnection, judged: _Judged) -> set[str]:
    """Reports of the pairs of which something else is said than when they were last linked, or nothing any more."""
    before = {
        ((a, b), kind) for a, b, kind in con.execute("SELECT event_a, event_b, kind FROM linked_judgements").fetchall()
    }
    return {event_id for pair, _ in before ^ set(judged.items()) for event_id in pair}


def _groups(
    con: DuckDBPyConnection, model: Model, fresh: set[str], copied: set[str], judged: _Judged, touched: set[str]
) -> list[list[str]]:
    """The groups that may have changed, as lists of event ids; new links are stored."""
    import duckdb

    said: dict[str, list[tuple[str, str]]] = {
        kind: [pair for pair, k in judged.items() if k == kind] for kind in ("same", "not_same")
    }
    work = duckdb.connect(":memory:")
    work.execute(f"CREATE TABLE reports ({REPORT_COLUMNS})")
    taken = ", ".join(name for name in _STORED if name != "fingerprint")
    in_part = choose(con, fresh, copied, {*touched, *fresh}, said["same"], model.threshold)
    ours = "event_id IN (FROM chosen)" if in_part else "true"
    stored = con.sql(f"SELECT {taken} FROM link_reports WHERE {ours} ORDER BY event_id").to_arrow_table()
    work.register("stored", stored)
    work.register("marked", con.sql("SELECT document_key, reprint FROM reprints").to_arrow_table())
    work.execute("CREATE TABLE fresh_ids AS SELECT unnest($1::VARCHAR[]) AS event_id", [sorted(fresh)])
    work.execute("CREATE TABLE copied AS SELECT unnest($1::VARCHAR[]) AS document_key", [sorted(copied)])
    work.execute(
        "INSERT INTO reports BY NAME SELECT s.*, (row_number() OVER (ORDER BY s.event_id) - 1)::INTEGER AS unique_id, m.reprint, "
        "f.event_id IS NOT NULL OR c.document_key IS NOT NULL AS fresh FROM stored s LEFT JOIN marked m USING (document_key) "
        "LEFT JOIN fresh_ids f ON f.event_id = s.event_id LEFT JOIN copied c ON c.document_key = s.document_key"
    )
    ids = _column(work, "SELECT event_id FROM reports ORDER BY unique_id")
    number = {event_id: i for i, event_id in enumerate(ids)}
    ours = "event_a IN (FROM chosen) AND event_b IN (FROM chosen)" if in_part else "true"
    work.register("links", con.sql(f"SELECT * FROM links WHERE {ours}").to_arrow_table())
    work.execute(
        "CREATE TABLE old_links AS SELECT a.unique_id AS a, b.unique_id AS b, l.weight, l.conflict FROM links l "
        "JOIN reports a ON a.event_id = l.event_a JOIN reports b ON b.event_id = l.event_b WHERE NOT (a.fresh OR b.fresh)"
    )
    same, not_same = (
        [(number[a], number[b]) for a, b in said[kind] if a in number and b in number] for kind in ("same", "not_same")
    )
    found = link_tables(work, model, same, not_same, (number[e] for e in touched if e in number))
    made = work.sql(
        "SELECT a.event_id AS event_a, b.event_id AS event_b, l.weight, l.conflict FROM new_links l "
        "JOIN reports a ON a.unique_id = l.a JOIN reports b ON b.unique_id = l.b"
    ).to_arrow_table()
    con.register("made_links", made)
    con.execute("DELETE FROM links WHERE (event_a, event_b) IN (SELECT event_a, event_b FROM made_links)")
    con.execute("INSERT INTO links SELECT * FROM made_links")
    con.unregister("made_links")
    work.close()
    groups: dict[int, list[str]] = defaultdict(list)
    for item, group in found.items():
        groups[group].append(ids[item])
    return [sorted(members) for _, members in sorted(groups.items())]


def _store_groups(
    con: DuckDBPyConnection, groups: list[list[str]], gone: Iterable[str], moved: dict[str, str], run: int
) -> writing.Stored:
    affected = [event_id for group in groups for event_id in group]
    con.execute(
        "CREATE OR REPLACE TEMP TABLE affected AS SELECT unnest($1::VARCHAR[]) AS event_id", [[*affected, *gone]]
    )
    old = con.execute(
        "SELECT event_id, incident_id FROM incident_reports WHERE incident_id IN "
        "(SELECT incident_id FROM incident_reports WHERE event_id IN (FROM affected))"
    ).fetchall()
    known = sorted({incident for _, incident in old})
    since = dict(
        con.execute(
            "SELECT incident_id, since FROM incidents WHERE incident_id IN (SELECT unnest(?::VARCHAR[]))", [known]
        ).fetchall()
    )
    taken = _taken(con, groups)
    before = {moved.get(event_id, event_id): incident for event_id, incident in old}
    names, fates = assign_ids(groups, before, since, taken)
    return writing.store_members(con, groups, names, fates, {i for _, i in old}, run)


def _taken(con: DuckDBPyConnection, groups: list[list[str]]) -> set[str]:
    """Of the ids that these groups might be given, those that are or were in use."""
    taken: set[str] = set()
    turn, asked = 0, groups
    while asked:
        names = {new_id(group, turn): group for group in asked}
        used = _column(
            con,
            "SELECT incident_id FROM (SELECT incident_id FROM incidents UNION ALL SELECT incident_id FROM incident_fates) "
            "WHERE incident_id IN (SELECT unnest(?::VARCHAR[]))",
            [list(names)],
        )
        taken.update(used)
        turn, asked = turn + 1, [names[name] for name in set(used)]
    return taken
