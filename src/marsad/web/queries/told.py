"""Side tables for the pages of places and actors: every place and actor that an event tells, as people left the events.

They stand beside those of `index.py`, in memory, and are made with them: the store's own tables hold events as JSON, which cannot be
gone through in the time that a page may take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from marsad.model import Event
from marsad.store.journal import apply_judged, values_of
from marsad.store.judged import iter_judged
from marsad.store.naming import ActorRulings
from marsad.text.folding import fold_key

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NAMES: Final = ("told_places", "told_actors")
TABLES: Final = """
CREATE TABLE wb.told_places (
  n INTEGER, event_id VARCHAR, document_key VARCHAR, key VARCHAR, name VARCHAR, name_en VARCHAR, country VARCHAR, admin1 VARCHAR,
  admin2 VARCHAR, admin3 VARCHAR, lat DOUBLE, lon DOUBLE, "precision" VARCHAR, place_id VARCHAR, basis VARCHAR, span_start INTEGER,
  span_end INTEGER);
CREATE TABLE wb.told_actors (
  n INTEGER, event_id VARCHAR, document_key VARCHAR, read_id VARCHAR, actor_id VARCHAR, role VARCHAR, name VARCHAR, name_en VARCHAR,
  words VARCHAR);
"""
_SHAPE: Final = (
    '{"where": [{"name": "VARCHAR", "name_en": "VARCHAR", "country": "VARCHAR", "admin1": "VARCHAR", "admin2": "VARCHAR", '
    '"admin3": "VARCHAR", "lat": "DOUBLE", "lon": "DOUBLE", "precision": "VARCHAR", "place_id": "VARCHAR", "basis": "VARCHAR", '
    '"span": ["INTEGER"]}], '
    '"actors": [{"actor_id": "VARCHAR", "role": "VARCHAR", "name": "VARCHAR", "name_en": "VARCHAR", "text": "VARCHAR"}]}'
)
#: The events of the incidents that are (re)made; those whose places or actors somebody corrected are taken one by one.
_EVENTS: Final = f"""
CREATE OR REPLACE TEMP TABLE told_events AS
SELECT m.n, j.event_id, j.document_key, json_transform(j.event, '{_SHAPE}') AS e
FROM judged_events j JOIN incident_reports r USING (event_id) JOIN made m USING (incident_id)
"""
_CORRECTED: Final = """
SELECT t.n, t.event_id, t.document_key, j.event FROM told_events t JOIN judged_events j USING (event_id) WHERE t.event_id IN
(SELECT event_id FROM judged_values WHERE kind <> 'accept' AND (starts_with(slot, 'where') OR starts_with(slot, 'actors')))
"""
_PLACES: Final = """
INSERT INTO wb.told_places
SELECT n, event_id, document_key, NULL, p.name, p.name_en, p.country, p.admin1, p.admin2, p.admin3, p.lat, p.lon, p."precision",
  p.place_id, p.basis, p.span[1], p.span[2] FROM (SELECT n, event_id, document_key, unnest(e."where") AS p FROM told_events)
"""
_ACTORS: Final = """
INSERT INTO wb.told_actors
SELECT n, event_id, document_key, a.actor_id, a.actor_id, a.role, a.name, a.name_en, coalesce(a.text, a.name)
FROM (SELECT n, event_id, document_key, unnest(e.actors) AS a FROM told_events)
"""
#: So few events are read one by one.
_FEW: Final = 100
_event = msgspec.json.Decoder(Event).decode


def fill(con: DuckDBPyConnection, rulings: ActorRulings) -> None:
    """Add the rows of the incidents of the table `made`."""
    numbers = dict(
        con.execute(
            f"SELECT event_id, n FROM incident_reports JOIN made USING (incident_id) LIMIT {_FEW + 1}"
        ).fetchall()
    )
    if len(numbers) <= _FEW:
        for found in iter_judged(con, list(numbers), ActorRulings(())):
            _add(con, numbers[found.event.id], found.document_key, found.event)
    else:
        _fill_many(con)
    _fold(con)
    _decide(con, rulings)


def _fill_many(con: DuckDBPyConnection) -> None:
    con.execute(_EVENTS)
    corrected = con.execute(_CORRECTED).fetchall()
    con.execute("DELETE FROM told_events WHERE event_id IN (SELECT unnest(?::VARCHAR[]))", [[r[1] for r in corrected]])
    con.execute(_PLACES)
    con.execute(_ACTORS)
    con.execute("DROP TABLE told_events")
    values = values_of(con, sorted({row[2] for row in corrected})) if corrected else {}
    for n, event_id, document_key, packed in corrected:
        _add(con, n, document_key, apply_judged(_event(packed), values.get(event_id, ())))


def _add(con: DuckDBPyConnection, n: int, document_key: str, event: Event) -> None:
    here = (n, event.id, document_key)
    places: list[tuple[Any, ...]] = [
        (*here, None, w.name, w.name_en, w.country, w.admin1, w.admin2, w.admin3, w.lat, w.lon, w.precision, w.place_id, w.basis,
         *(w.span or (None, None)))
        for w in event.where
    ]  # fmt: skip
    actors = [(*here, a.actor_id, a.actor_id, a.role, a.name, a.name_en, a.text or a.name) for a in event.actors]
    for table, rows in (("told_places", places), ("told_actors", actors)):
        if rows:
            con.executemany(f"INSERT INTO wb.{table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _fold(con: DuckDBPyConnection) -> None:
    """Give new names the form in which they are compared: each name once."""
    names = [name for (name,) in con.execute("SELECT DISTINCT name FROM wb.told_places WHERE key IS NULL").fetchall()]
    if names:
        con.execute(
            "UPDATE wb.told_places SET key = f.key FROM (SELECT unnest($1::VARCHAR[]) AS name, unnest($2::VARCHAR[]) AS key) f "
            "WHERE told_places.key IS NULL AND f.name = told_places.name",
            [names, [fold_key(name) for name in names]],
        )


def _decide(con: DuckDBPyConnection, rulings: ActorRulings) -> None:
    """Put in the ids that decisions give; a decision speaks of an id and the words, so each pair of them is looked at once."""
    ids = sorted({d.actor_id for d in rulings.moving})
    if not ids:
        return
    pairs = con.execute(
        "SELECT DISTINCT read_id, words FROM wb.told_actors WHERE read_id IN (SELECT unnest(?::VARCHAR[]))", [ids]
    ).fetchall()
    changed = [(i, w, new) for i, w in pairs if (new := rulings.id_of(i, w)) != i]
    if changed:
        con.execute(
            "UPDATE wb.told_actors SET actor_id = d.new FROM (SELECT unnest($1::VARCHAR[]) AS id, unnest($2::VARCHAR[]) AS words, "
            "unnest($3::VARCHAR[]) AS new) d WHERE d.id = read_id AND d.words IS NOT DISTINCT FROM told_actors.words",
            [list(column) for column in zip(*changed, strict=True)],
        )
