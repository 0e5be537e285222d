"""Linking a store: reports that are new or changed join old incidents or make new ones, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from marsad.corroborate import writing
from marsad.corroborate.decided import linked_by, mark_decided
from marsad.corroborate.identity import Fate, assign_ids
from marsad.corroborate.linking import link_tables
from marsad.corroborate.model import REPORT_COLUMNS, Model, load_model, rows_sql
from marsad.corroborate.reports import Report, make_report
from marsad.corroborate.reprints import update_reprints
from marsad.errors import StoreError
from marsad.store import Store
from marsad.store.connection import translated

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PAGE = 5_000
#: The columns of the table `link_reports`, in its order.
_STORED = list(Report.__struct_fields__)

#: What a report rests on: its coding, and what people judged of its values. Another fingerprint makes it another report.
_FINGERPRINTS = """
SELECT e.event_id, e.document_key, e.coding || coalesce(':' || v.judged, '') AS fingerprint
FROM judged_events e LEFT JOIN (
  SELECT event_id, string_agg(judgement_id, ' ' ORDER BY seq) AS judged FROM judged_values WHERE kind <> 'accept' GROUP BY event_id
) v USING (event_id)
"""


class Linked(NamedTuple):
    """What a run did: reports in all, those new or changed, incidents in all, those made or changed, and fates of old ids."""

    reports: int
    fresh: int
    incidents: int
    changed: int
    fates: tuple[Fate, ...]


def link(store: Store, *, at: str, model: Model | None = None) -> Linked:
    """Link what is new in the store. `at`: the time of the run, ISO 8601 in UTC.

    Linking twice changes nothing; linking in pieces gives the groups that linking at once gives. A run that is cut short
    leaves the store as it was.
    """
    if model is None and (handed := store.hand_over("link", Linked, at=at)) is not None:
        return handed
    con = store.con
    if not _is_writable(con):
        raise StoreError(f"{store.path}: the store is open for reading only; open it for writing")
    with translated(store.path):
        con.execute("BEGIN")
        try:
            done = _link(store, con, at, model or load_model())
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


def _link(store: Store, con: DuckDBPyConnection, at: str, model: Model) -> Linked:
    con.execute(f"CREATE OR REPLACE TEMP TABLE now_reports AS {_FINGERPRINTS}")
    rulings = store.actor_rulings
    mark_decided(con, rulings)
    gone = _column(
        con,
        "SELECT event_id FROM link_reports o ANTI JOIN now_reports n ON n.event_id = o.event_id AND n.fingerprint = o.fingerprint",
    )
    fresh = con.execute(
        "SELECT event_id, fingerprint FROM now_reports n ANTI JOIN link_reports o "
        "ON n.event_id = o.event_id AND n.fingerprint = o.fingerprint ORDER BY event_id"
    ).fetchall()
    copied = update_reprints(con, _new_texts(con, [event_id for event_id, _ in fresh]))
    con.execute("CREATE OR REPLACE TEMP TABLE gone AS SELECT unnest($1::VARCHAR[]) AS event_id", [gone])
    moved = writing.moved_events(con)
    neighbours = _column(
        con,
        "SELECT DISTINCT m.event_id FROM incident_reports m JOIN incident_reports g USING (incident_id) "
        "WHERE g.event_id IN (FROM gone) OR g.document_key IN (SELECT unnest(?::VARCHAR[]))",
        [sorted(copied)],
    )
    _replace_reports(store, con, dict(fresh))
    same, not_same = _judged_pairs(con, store)
    unjudged = _newly_unjudged(con)
    groups = _groups(con, model, {e for e, _ in fresh}, copied, (same, not_same), {*neighbours, *unjudged})
    run = writing.next_run(con)
    fates = _store_groups(con, groups, gone, moved, run)
    changed = writing.write_incidents(store, con, fates.touched, run)
    writing.relate(con)
    [(reports,)] = con.execute("SELECT count(*) FROM link_reports").fetchall()
    [(incidents,)] = con.execute("SELECT count(*) FROM incidents").fetchall()
    con.execute(
        "INSERT INTO link_runs VALUES (?, ?::TIMESTAMP, ?, ?, ?, ?)",
        [run, at, linked_by(model.version, rulings), reports, len(fresh), incidents],
    )
    writing.note_judged(con, [*same, *not_same])
    return Linked(reports, len(fresh), incidents, changed, fates.fates)


def _column(con: DuckDBPyConnection, sql: str, params: Sequence[object] = ()) -> list[str]:
    return [row[0] for row in con.execute(sql, params).fetchall()]


def _new_texts(con: DuckDBPyConnection, fresh: list[str]) -> list[tuple[str, str]]:
    """Documents with fresh reports whose text was not looked at yet; that of an older report was."""
    if not fresh:
        return []
    return con.execute(
        "SELECT document_key, text FROM documents WHERE document_key IN "
        "(SELECT document_key FROM now_reports WHERE event_id IN (SELECT unnest(?::VARCHAR[]))) "
        "AND document_key NOT IN (SELECT document_key FROM text_bands) ORDER BY document_key",
        [fresh],
    ).fetchall()


def _replace_reports(store: Store, con: DuckDBPyConnection, fresh: dict[str, str]) -> None:
    con.execute("DELETE FROM links WHERE event_a IN (FROM gone) OR event_b IN (FROM gone)")
    con.execute("DELETE FROM link_reports WHERE event_id IN (FROM gone)")
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


def _judged_pairs(con: DuckDBPyConnection, store: Store) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    judged = store.journal.pairs()
    named = sorted({event_id for pair in judged for event_id in pair})
    known = set(
        _column(con, "SELECT event_id FROM link_reports WHERE event_id IN (SELECT unnest(?::VARCHAR[]))", [named])
    )
    pairs = {pair: kind for pair, kind in judged.items() if known.issuperset(pair)}
    return [p for p, kind in pairs.items() if kind == "same"], [p for p, kind in pairs.items() if kind == "not_same"]


def _newly_unjudged(con: DuckDBPyConnection) -> list[str]:
    """Reports of pairs that were judged when they were last linked: the judgement may be undone since."""
    return _column(con, "SELECT DISTINCT unnest([event_a, event_b]) FROM linked_judgements")


def _groups(
    con: DuckDBPyConnection,
    model: Model,
    fresh: set[str],
    copied: set[str],
    judged: tuple[list[tuple[str, str]], list[tuple[str, str]]],
    touched: set[str],
) -> list[list[str]]:
    """The groups that may have changed, as lists of event ids; new links are stored."""
    import duckdb

    work = duckdb.connect(":memory:")
    work.execute(f"CREATE TABLE reports ({REPORT_COLUMNS})")
    taken = ", ".join(name for name in _STORED if name != "fingerprint")
    chosen = "true" if fresh or copied else _reached(con, model, judged, touched)
    stored = con.sql(f"SELECT {taken} FROM link_reports WHERE {chosen} ORDER BY event_id").to_arrow_table()
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
    work.register("links", con.sql("SELECT * FROM links").to_arrow_table())
    work.execute(
        "CREATE TABLE old_links AS SELECT a.unique_id AS a, b.unique_id AS b, l.weight, l.conflict FROM links l "
        "JOIN reports a ON a.event_id = l.event_a JOIN reports b ON b.event_id = l.event_b WHERE NOT (a.fresh OR b.fresh)"
    )
    same, not_same = ([(number[a], number[b]) for a, b in pairs if a in number and b in number] for pairs in judged)
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


def _reached(
    con: DuckDBPyConnection,
    model: Model,
    judged: tuple[list[tuple[str, str]], list[tuple[str, str]]],
    touched: set[str],
) -> str:
    """Where no report is new, groups can change around judged pairs and `touched` reports only: the condition that leaves these, and
    what links and judgements connect with them. A judgement is so linked without a look at the whole record.
    """
    con.execute(
        "CREATE OR REPLACE TEMP TABLE tied AS SELECT event_a, event_b FROM links WHERE weight > $1 "
        "UNION ALL SELECT unnest($2::VARCHAR[]), unnest($3::VARCHAR[])",
        [model.threshold, [a for a, _ in judged[0]], [b for _, b in judged[0]]],
    )
    begun = sorted({event_id for pairs in judged for pair in pairs for event_id in pair} | touched)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE reached AS WITH RECURSIVE reached(event_id) AS ("
        "SELECT unnest($1::VARCHAR[]) UNION SELECT unnest([t.event_a, t.event_b]) FROM tied t, reached r "
        "WHERE t.event_a = r.event_id OR t.event_b = r.event_id) SELECT event_id FROM reached",
        [begun],
    )
    return "event_id IN (SELECT event_id FROM reached)"


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
    since = dict(con.execute("SELECT incident_id, since FROM incidents").fetchall())
    taken = since.keys() | set(_column(con, "SELECT incident_id FROM incident_fates"))
    before = {moved.get(event_id, event_id): incident for event_id, incident in old}
    names, fates = assign_ids(groups, before, since, taken)
    return writing.store_members(con, groups, names, fates, {i for _, i in old}, run)
