"""Generate a store of many incidents, for measuring the workbench: articles, events with their words, and incidents.

python bench/workbench_store.py --incidents 100000 -o /tmp/workbench.duckdb
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import msgspec
from duckdb import DuckDBPyConnection
from linkage import TYPES

from marsad.corroborate.model import load_model, rows_sql
from marsad.corroborate.relating import relate
from marsad.corroborate.reports import Report
from marsad.corroborate.reports import make_report as make_report_row
from marsad.corroborate.writing import next_run, write_incidents
from marsad.model import (
    Actor,
    Casualties,
    Claim,
    Coded,
    Document,
    Event,
    Published,
    Span,
    Trigger,
    When,
    Where,
    content_id,
)
from marsad.places.gazetteer import load_gazetteer
from marsad.store import Store

ARAB = {"IRQ": 30, "SYR": 25, "YEM": 14, "PSE": 9, "LBY": 7, "SDN": 7, "LBN": 4, "EGY": 3, "SOM": 1}
SECTORS = ["MIL", "REB", "PRM", "COP", "UAF", "CVL"]
OUTLETS = [
    f"{kind} {name}"
    for kind in ("وكالة", "صحيفة", "موقع", "قناة")
    for name in ("المثال", "النهر", "الساحل", "المدينة", "الشرق", "الأفق")
]
VERBS = {
    "air_strike": "أغارت", "shelling": "قصفت", "armed_clash": "اشتبكت", "explosive_device": "انفجرت", "arrest": "اعتقلت",
    "protest": "تظاهر",
    "operation": "داهمت", "abduction": "خطف", "suicide_attack": "فجّر", "attack_on_civilians": "هاجم", "weapons_disrupted": "ضبطت",
}  # fmt: skip
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
#: Bands of a text's MinHash.
BANDS = 32
#: A large store is so many copies of its first part.
COPIES = 20
FIRST_DAY, DAYS = date(2018, 1, 1), 2_900


def main() -> None:
    """Make the store."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    started = time.monotonic()
    make(given.output, given.incidents)
    print(f"{given.output}: {given.incidents} incidents in {time.monotonic() - started:.0f} s")


def make(path: Path, count: int, copies: int | None = None, filler: int = 110, *, statements: bool = True) -> None:
    """Write the store; the file must not be there. A part is written as articles are, with so many words beside the clause that tells
    something, and copied in the database so that there are `copies` of it in all: 20 of a large store. Without `statements` the
    copies have none, which no page but that of an event in the API shows.
    """
    chosen = random.Random(11)
    copies = copies or (COPIES if count >= 1_000 * COPIES else 1)
    with Store.open(path, batch_size=2_000, batch_seconds=600) as store:
        run = store.start_run("rules 0.1.0")
        members: list[tuple[str, str, str, str]] = []
        for number, reports in enumerate(generate(chosen, -(-count // copies), filler)):
            for coded in reports:
                store.add(coded, run)
                members.append((coded.events[0].id, f"inc_{number:016x}", coded.document.key, coded.events[0].type))
        store.finish_run(run)
        link(store, members)
        copy(store, copies, len(members), {} if statements else {"statements"})
        mark_texts(store)
        relate(store.con, [i for (i,) in store.con.execute("SELECT incident_id FROM incidents").fetchall()])
        store.con.execute("CHECKPOINT")


#: Table → the columns that hold ids.
_COPIED = {
    "documents": "document_key, id, url",
    "codings": "document_key",
    "events": "event_id, document_key, event",
    "statements": "statement_id, event_id, document_key",
    "link_reports": "event_id, document_key",
    "links": "event_a, event_b",
    "incident_reports": "event_id, incident_id, document_key",
    "incidents": "incident_id, record",
}


def copy(store: Store, copies: int, codings: int, without: Collection[str] = ()) -> None:
    """Copy what was generated (`codings` codings) under ids of its own; incidents some days later and up to some kilometres away."""
    moved = f"coding + number * {codings} AS coding"
    shifts = {
        "codings": [moved],
        "events": [moved],
        "statements": [moved],
        "link_reports": [
            f"(fingerprint::BIGINT + number * {codings})::VARCHAR AS fingerprint",
            "lat + sin(number) * (hash(event_id) % 97) / 900 AS lat",
            *(f"{column} + number::INTEGER AS {column}" for column in ("day_lo", "day_hi", "published")),
        ],
        "incidents": [
            "lat + sin(number) * (hash(incident_id) % 97) / 900 AS lat",
            "when_start + number::INTEGER AS when_start",
            "when_end + number::INTEGER AS when_end",
        ],
    }

    def renamed(column: str) -> str:
        sql = f"{column}::VARCHAR"
        for prefix in ("evt_", "doc_", "inc_", "stmt_", "gen/"):
            sql = f"replace({sql}, '{prefix}', '{prefix}x' || lpad(number::VARCHAR, 3, '0') || '_')"
        return f"{sql} AS {column}"

    for table, ids in _COPIED.items():
        if table in without:
            continue
        changed = ", ".join([*map(renamed, ids.split(", ")), *shifts.get(table, [])])
        store.con.execute(
            f"INSERT INTO {table} BY NAME SELECT t.* REPLACE ({changed}) FROM range(1, {copies}) r(number), {table} t ORDER BY number"
        )


def mark_texts(store: Store) -> None:
    """Note every text as one that was compared with all others and is a reprint of none, as linkage would have."""
    store.con.execute(
        "INSERT INTO text_bands SELECT document_key, band, (hash(document_key, band) >> 1)::BIGINT "
        f"FROM documents, range({BANDS}) b(band) ORDER BY document_key, band"
    )


def link(store: Store, members: list[tuple[str, str, str, str]]) -> None:
    """Join the reports as they were generated, and consolidate them as linkage does."""
    con = store.con
    con.execute("CREATE TEMP TABLE made (event_id VARCHAR, incident_id VARCHAR, document_key VARCHAR, type VARCHAR)")
    con.execute(
        "INSERT INTO made SELECT " + ", ".join(f"unnest(${i}::VARCHAR[])" for i in range(1, 5)),
        [list(c) for c in zip(*members, strict=True)],
    )
    write_reports(store, con)
    # Of a hundred incidents two sum up a week, and one is a plan.
    con.execute(
        "UPDATE link_reports SET kind = CASE WHEN part < 2 THEN 'tally' ELSE 'planned' END, "
        "day_hi = day_hi + CASE WHEN part < 2 THEN 7 ELSE 0 END "
        "FROM (SELECT event_id, hash(incident_id) % 100 AS part FROM made) p WHERE p.event_id = link_reports.event_id AND part < 3"
    )
    con.execute(
        "INSERT INTO links SELECT a.event_id, b.event_id, 6, 0 FROM made a JOIN made b USING (incident_id) WHERE a.event_id < b.event_id"
    )
    con.execute("INSERT INTO incident_reports SELECT event_id, incident_id, document_key, 'report', false FROM made")
    run = next_run(con)
    ids = [i for (i,) in con.execute("SELECT DISTINCT incident_id FROM made ORDER BY 1").fetchall()]
    write_incidents(store, con, ids, run)
    con.execute(
        "INSERT INTO link_runs VALUES (?, now()::TIMESTAMP, ?, ?, ?, ?)",
        [run, load_model().version, len(members), len(members), len(ids)],
    )


def write_reports(store: Store, con: DuckDBPyConnection) -> None:
    """The reports as linkage sees them, in pages."""
    codings = dict(con.execute("SELECT event_id, coding::VARCHAR FROM made JOIN events USING (event_id)").fetchall())
    columns = ", ".join(Report.__struct_fields__)
    rows = (
        msgspec.json.encode(
            make_report_row(found.event, found.document, found.document_key, codings[found.event.id])
        ).decode()
        for found in store.iter_judged()
    )
    while page := list(islice(rows, 2_000)):
        con.execute(
            f"INSERT INTO link_reports ({columns}) SELECT {columns} FROM ({rows_sql(with_fingerprint=True)})", [page]
        )


def generate(chosen: random.Random, count: int, filler: int) -> Iterator[list[Coded]]:
    """The reports of each incident."""
    towns: dict[str, list[Where]] = {}
    gazetteer = load_gazetteer()
    for place in (gazetteer.place(i) for i in range(len(gazetteer))):
        if place.country in ARAB and place.lat is not None and place.precision == "town":
            towns.setdefault(place.country, []).append(
                Where(
                    name=place.name,
                    name_en=place.name_en,
                    country=place.country,
                    admin1=place.admin1,
                    lat=place.lat,
                    lon=place.lon,
                    radius_km=5.0,
                    precision="town",
                    place_id=place.place_id,
                )
            )
    countries = [c for c in ARAB if c in towns]
    words = ["".join(chosen.choices(LETTERS, k=chosen.randint(3, 7))) for _ in range(30_000)]
    commonness = [1 / (rank + 5) for rank in range(len(words))]
    for number in range(count):
        country = chosen.choices(countries, [ARAB[c] for c in countries])[0]
        known = towns[country]
        where = known[min(int(chosen.expovariate(6 / len(known))), len(known) - 1)]
        day = FIRST_DAY + timedelta(days=chosen.randrange(DAYS))
        happening = (
            chosen.choice(TYPES),
            country,
            where,
            day,
            chosen.sample(SECTORS, 2),
            int(chosen.expovariate(0.3)),
            int(chosen.expovariate(0.2)),
        )
        outlets = chosen.sample(OUTLETS, min(1 + int(chosen.expovariate(1.1)), 8))
        yield [
            make_report(chosen, happening, f"gen/{number}/{i}", outlet, chosen.choices(words, commonness, k=filler))
            for i, outlet in enumerate(outlets)
        ]


def make_report(chosen: random.Random, happening: tuple, name: str, outlet: str, filler: list[str]) -> Coded:  # type: ignore[type-arg]
    """One outlet's report, every value with its words."""
    type_, country, where, day, sides, killed, hurt = happening
    killed += chosen.random() < 0.15
    verb, attacker, told = VERBS[type_], "قوة مسلحة", f"{day.day}/{day.month}/{day.year}"
    text = (
        f"{where.name} – {verb} {attacker} يوم {told} في {where.name}، ما أدى إلى مقتل {killed} وإصابة {hurt}، وفق مصدر أمني.\n"
        + " ".join(filler)
    )

    def words(part: str, after: str = "") -> dict[str, str | Span]:
        start = text.index(part, text.index(after))
        return {"text": part, "span": (start, start + len(part))}

    here = Where(
        **{f: getattr(where, f) for f in where.__struct_fields__ if f not in ("text", "span")}, **words(where.name)
    )
    tolls = [("killed", killed, words(f"{killed}", "مقتل")), ("injured", hurt, words(f"{hurt}", "إصابة"))]
    iso = day.isoformat()
    event = Event(
        id=content_id("evt", name),
        type=type_,
        trigger=Trigger(**words(verb)),  # type: ignore[arg-type]
        when=When(start=iso, end=iso, precision="day", basis="explicit", **words(told)),  # type: ignore[arg-type]
        where=(here,),
        actors=(
            Actor(role="initiator", actor_id=f"{country}-{sides[0]}", name=attacker, **words(attacker)),  # type: ignore[arg-type]
            Actor(role="target", actor_id=f"{country}-{sides[1]}", basis="inferred"),
        ),
        casualties=tuple(
            Casualties(outcome=outcome, group="unknown", min=n, max=n, qualifier="exact", **found)  # type: ignore[arg-type]
            for outcome, n, found in tolls
            if n
        ),
        claims=(Claim(title="مصدر أمني", **words("مصدر أمني")),),  # type: ignore[arg-type]
        evidence=((0, text.index("\n")),),
        confidence=round(chosen.uniform(0.3, 0.95), 3),
    )
    document = Document(
        id=name,
        text=text,
        source=outlet,
        title=f"أنباء من {where.name}",
        url=f"https://example.org/{name}",
        published=Published.from_metadata(iso),
    )
    return Coded(document=document, events=(event,), coder="rules 0.1.0")


if __name__ == "__main__":
    main()
