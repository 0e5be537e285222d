"""Side tables for the pages, in memory beside the store: one short row an incident, its actors, its outlets, its words.

The store's own tables hold whole records as JSON, which cannot be counted over in the time that a page may take. These tables are made
from them when the workbench opens and kept up to date after every write. They are called `wb.…`: an in-memory database attached
to the store's own, so nothing of them is ever written to the file.
"""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from marsad.report.labels import load_labels
from marsad.store.naming import ActorRulings, actor_rulings
from marsad.text.folding import DROPPED
from marsad.web.queries import told

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Incidents whose words are split in one go: about a second's work. More of them wait, and whoever writes goes first.
_PAGE: Final = 4_000

_TABLES: Final = """
CREATE TABLE wb.incidents (
  n INTEGER, incident_id VARCHAR, kind VARCHAR, type VARCHAR, family VARCHAR, modality VARCHAR, grade VARCHAR, review VARCHAR,
  day DATE, day_end DATE, country VARCHAR, admin VARCHAR, place VARCHAR, place_en VARCHAR, lat DOUBLE, lon DOUBLE, x DOUBLE, y DOUBLE,
  radius_km DOUBLE, "precision" VARCHAR, killed_min BIGINT, killed_max BIGINT, killed BIGINT, injured BIGINT, harmed BOOLEAN,
  reports INTEGER, sources INTEGER, outlets INTEGER, disputed BOOLEAN);
CREATE TABLE wb.incident_actors (n INTEGER, role VARCHAR, actor_id VARCHAR, name VARCHAR);
CREATE TABLE wb.incident_bodies (n INTEGER, actor_id VARCHAR, name VARCHAR);
CREATE TABLE wb.incident_sources (n INTEGER, source VARCHAR);
CREATE TABLE wb.families (type VARCHAR, family VARCHAR);
CREATE TABLE wb.words (word_id INTEGER, word VARCHAR);
CREATE TABLE wb.postings (word_id INTEGER, n INTEGER);
"""
_SHAPE: Final = (
    '{"modality": "VARCHAR", "where": {"name_en": "VARCHAR", "radius_km": "DOUBLE", "precision": "VARCHAR"}, '
    '"actors": [{"role": "VARCHAR", "actor_id": "VARCHAR", "name": "VARCHAR"}], '
    '"casualties": [{"outcome": "VARCHAR", "best": "BIGINT"}], "reports": [{"source": "VARCHAR"}], "dissent": [{"slot": "VARCHAR"}]}'
)
#: The incidents that are (re)made, with their numbers. `chosen` has one column, `incident_id`.
_MADE: Final = f"""
CREATE OR REPLACE TEMP TABLE made AS
SELECT i.*, json_transform(i.record, '{_SHAPE}') AS r,
  (row_number() OVER (ORDER BY i.when_start DESC NULLS LAST, i.incident_id) + (SELECT coalesce(max(n), 0) FROM wb.incidents))::INTEGER AS n
FROM incidents i WHERE i.incident_id IN (FROM chosen)
"""
#: Web Mercator, the whole world in [0, 1).
_X, _Y = "(lon + 180) / 360", "(1 - ln(tan(radians(clip)) + 1 / cos(radians(clip))) / pi()) / 2"
_FILL: Final = (
    f"""
INSERT INTO wb.incidents
SELECT n, incident_id, kind, m.type, coalesce(f.family, 'politics'), r.modality, grade, 'open', when_start, coalesce(when_end, when_start),
  country, CASE WHEN admin1 IS NOT NULL THEN coalesce(country, '') || '/' || admin1 END, place, r."where".name_en, lat, lon, {_X}, {_Y},
  r."where".radius_km, r."where".precision, killed_min, killed_max, killed_best,
  list_sum([c.best FOR c IN r.casualties IF c.outcome = 'injured']), len(r.casualties) > 0, reports, sources, outlets,
  coalesce(len(r.dissent), 0) > 0
FROM (SELECT *, greatest(-85.0, least(85.0, lat)) AS clip FROM made) m LEFT JOIN wb.families f ON f.type = m.type
""",
    """
INSERT INTO wb.incident_actors
SELECT DISTINCT ON (n, a.role, a.actor_id) n, a.role, a.actor_id, a.name FROM (SELECT n, unnest(r.actors) AS a FROM made)
""",
    """
INSERT INTO wb.incident_bodies
SELECT n, a.actor_id, any_value(a.name) FROM (SELECT n, unnest(r.actors) AS a FROM made) GROUP BY ALL
""",
    """
INSERT INTO wb.incident_sources
SELECT DISTINCT n, s.source FROM (SELECT n, unnest(r.reports) AS s FROM made) WHERE s.source IS NOT NULL
""",
)
#: What was judged of the reports of each incident that somebody judged.
_REVIEW: Final = """
UPDATE wb.incidents SET review = coalesce(v.review, 'open') FROM (
  WITH judged AS (
    SELECT DISTINCT t.event_id FROM judgement_targets t JOIN active_judgements j USING (judgement_id)
    WHERE t.side = 1 AND j.kind IN ('accept', 'correct', 'reject', 'add')
  )
  SELECT i.incident_id, p.review FROM wb.incidents i LEFT JOIN (
    SELECT m.incident_id, CASE WHEN count(j.event_id) = count(*) THEN 'done' ELSE 'part' END AS review
    FROM incident_reports m LEFT JOIN judged j USING (event_id)
    WHERE m.incident_id IN (SELECT incident_id FROM incident_reports JOIN judged USING (event_id)) GROUP BY ALL
  ) p USING (incident_id) WHERE coalesce(p.review, 'open') <> i.review
) v WHERE v.incident_id = wb.incidents.incident_id
"""
#: The folding of `fold_key` in SQL. Presentation forms, which no living outlet writes, are left as they are.
_FROM, _TO = "ٱکڪیېہھۀأإآىةؤئ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اككييهههاااي" + "هوي" + "0123456789" * 2


#: The marks that `fold_light` drops, as DuckDB's patterns write code points.
_MARKS: Final = re.sub(r"\\u([0-9a-f]{4})", r"\\x{\1}", DROPPED.pattern)


def folded_sql(text: str) -> str:
    """SQL for the look-up form of a text: «غارةٌ» is غاره, as `fold_key` has it."""
    return f"lower(translate(regexp_replace({text}, '{_MARKS}', '', 'g'), '{_FROM}', '{_TO}'))"


_TOKENS: Final = f"""
CREATE OR REPLACE TEMP TABLE tokens AS
SELECT DISTINCT n, unnest(string_split_regex({folded_sql("text")}, '[^\\p{{L}}\\p{{N}}]+')) AS word FROM (
  SELECT m.n, concat_ws(' ', d.title, d.text) AS text FROM (
    SELECT DISTINCT w.n, r.document_key FROM wb.incidents w JOIN incident_reports r USING (incident_id) WHERE w.n BETWEEN ? AND ?
  ) m JOIN documents d USING (document_key)
)
"""
_NEW_WORDS: Final = """
INSERT INTO wb.words SELECT row_number() OVER () + (SELECT coalesce(max(word_id), 0) FROM wb.words), word
FROM (SELECT DISTINCT word FROM tokens WHERE length(word) BETWEEN 1 AND 40) ANTI JOIN wb.words USING (word)
"""
_NEW_POSTINGS: Final = "INSERT INTO wb.postings SELECT w.word_id, t.n FROM tokens t JOIN wb.words w USING (word)"
#: In the order of the words, so that a search reads the few blocks of its words and not the whole table.
_SORTED: Final = "CREATE OR REPLACE TABLE wb.postings AS SELECT word_id, n FROM wb.postings ORDER BY word_id, n"


class Index:
    """The side tables of one open store. Only one thread at a time may call its methods; readers need no lock.

    `version` grows with every change: what was computed from an older one is stale. `rulings` are the decisions on actors, whose names
    are put in where actors are shown.
    """

    def __init__(self, con: DuckDBPyConnection) -> None:
        self._con = con
        self._filling = threading.Lock()
        self.version = 0
        #: First and last numbers of incidents whose words are not split yet.
        self._waiting: list[tuple[int, int]] = []
        self._link_run = self._judgement = 0
        con.execute("ATTACH ':memory:' AS wb (READ_WRITE)")  # beside a store that is open for reading too
        con.execute(_TABLES + told.TABLES)
        self.rulings = ActorRulings(())
        families = load_labels()["families"]
        rows = [(type_, name) for name, family in families.items() for type_ in family["types"]]
        con.executemany("INSERT INTO wb.families VALUES (?, ?)", rows)
        self.update()

    def update(self) -> bool:
        """Bring the tables up to date with the store; whether anything had changed."""
        with self._filling:
            run, judgement = self._marks()
            if (run, judgement) == (self._link_run, self._judgement):
                return False
            self.rulings = actor_rulings(self._con)
            with self._transaction():
                if run != self._link_run:
                    self._renew(self._link_run)
                self._con.execute(_REVIEW)
            self._link_run, self._judgement = run, judgement
            self.version += 1
            return True

    def _marks(self) -> tuple[int, int]:
        row = self._con.execute(
            "SELECT (SELECT coalesce(max(link_run), 0) FROM link_runs), (SELECT coalesce(max(seq), 0) FROM judgements)"
        ).fetchone()
        assert row is not None
        return int(row[0]), int(row[1])

    def _renew(self, since: int) -> None:
        """Make the rows of the incidents that changed after the link run `since` anew, and drop those of incidents that are gone."""
        con = self._con
        con.execute(
            "CREATE OR REPLACE TEMP TABLE chosen AS SELECT incident_id FROM incidents WHERE changed > ?", [since]
        )
        con.execute(
            "CREATE OR REPLACE TEMP TABLE dropped AS SELECT n FROM wb.incidents WHERE incident_id IN (FROM chosen) "
            "OR incident_id IN (SELECT incident_id FROM incident_fates WHERE link_run > ? EXCEPT SELECT incident_id FROM incidents)",
            [since],
        )
        if not self._fits():  # what was forgotten, or linked before fates were told
            con.execute(
                "INSERT INTO chosen SELECT i.incident_id FROM incidents i ANTI JOIN wb.incidents w USING (incident_id)"
            )
            con.execute(
                "CREATE OR REPLACE TEMP TABLE dropped AS SELECT n FROM wb.incidents WHERE incident_id IN (FROM chosen) "
                "OR incident_id NOT IN (SELECT incident_id FROM incidents)"
            )
        con.execute(_MADE)
        # Postings of dropped numbers stay: they lead to no row, and taking them out would read the whole table.
        for table in ("incidents", "incident_actors", "incident_bodies", "incident_sources", *told.NAMES):
            con.execute(f"DELETE FROM wb.{table} WHERE n IN (FROM dropped)")
        for sql in _FILL:
            con.execute(sql)
        told.fill(con, self.rulings)
        row = con.execute("SELECT min(n), max(n) FROM made").fetchone()
        con.execute("DROP TABLE made")
        if row and row[0] is not None:
            self._waiting += [(first, min(first + _PAGE - 1, row[1])) for first in range(row[0], row[1] + 1, _PAGE)]
            if len(self._waiting) == 1:
                self._split(*self._waiting.pop())

    def _fits(self) -> bool:
        """Whether there will be as many rows as incidents when `dropped` rows are out and the `chosen` ones made."""
        row = self._con.execute(
            "SELECT (SELECT count(*) FROM incidents) = (SELECT count(*) FROM wb.incidents) - (SELECT count(*) FROM dropped) "
            "+ (SELECT count(*) FROM chosen)"
        ).fetchone()
        return bool(row and row[0])

    @property
    def words_ready(self) -> bool:
        """Whether a search finds everything: while a large store is new, words are still being split."""
        return not self._waiting

    def split_some(self) -> bool:
        """Split the words of some incidents that wait for it; whether more wait."""
        if self._waiting:
            with self._transaction():
                self._split(*self._waiting[0])
                if len(self._waiting) == 1:
                    self._con.execute(_SORTED)
            self._waiting.pop(0)
            self.version += 1
        return bool(self._waiting)

    def _split(self, first: int, last: int) -> None:
        self._con.execute(_TOKENS, [first, last])
        self._con.execute(_NEW_WORDS)
        self._con.execute(_NEW_POSTINGS)
        self._con.execute("DROP TABLE tokens")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._con.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._con.execute("ROLLBACK")
            raise
        self._con.execute("COMMIT")
