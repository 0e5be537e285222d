"""Link generated event reports and print what it costs: candidates, scores and groups, without coding and consolidating.

Reports are generated as a stream of news has them: towns of very different size over four years, incidents told by one to a dozen outlets,
with other types, places known as their province only, days inferred, one day off or missing, corrected tolls, and words shared in part.

    python bench/linkage.py --reports 10000 --reports 100000
    python bench/linkage.py --reports 200000 --days 292  # as dense as a million over four years
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator

import duckdb
import msgspec

from marsad.corroborate.kinds import near_types, type_family
from marsad.corroborate.linking import link_tables
from marsad.corroborate.model import REPORT_COLUMNS, load_model, rows_sql

TYPES = (
    ["armed_clash"] * 22 + ["air_strike"] * 16 + ["shelling"] * 14 + ["explosive_device"] * 12 + ["attack_on_civilians"] * 9
    + ["arrest"] * 6 + ["operation"] * 6 + ["protest"] * 5 + ["suicide_attack"] * 3 + ["abduction"] * 3 + ["weapons_disrupted"] * 4
)  # fmt: skip
DAYS, TOWNS, PAGE = 1_460, 3_000, 20_000


def main() -> None:
    """Link each number of reports and print a line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reports", type=int, action="append", help="how many reports; may be repeated")
    parser.add_argument("--days", type=int, default=DAYS, help="days over which they lie: fewer make denser news")
    given = parser.parse_args()
    print("  reports incidents      pairs     links   groups  load s  link s  pair F1 peak GiB")
    for count in given.reports or [10_000, 100_000]:
        measure(count, given.days)


def measure(count: int, days: int) -> None:
    """One line of the table."""
    started = time.monotonic()
    con = duckdb.connect(":memory:")
    con.execute("SET threads = 2; SET memory_limit = '6GB'")
    con.execute(f"CREATE TABLE reports ({REPORT_COLUMNS})")
    con.execute("CREATE TABLE old_links (a INTEGER, b INTEGER, weight DOUBLE, conflict DOUBLE)")
    page, truth = [], []
    for incident, row in generate(count, days):
        truth.append(incident)
        page.append(msgspec.json.encode(row | {"unique_id": len(truth) - 1}).decode())
        if len(page) == PAGE:
            con.execute(f"INSERT INTO reports {rows_sql()}", [page])
            page = []
    if page:
        con.execute(f"INSERT INTO reports {rows_sql()}", [page])
    loaded = time.monotonic()
    groups = link_tables(con, load_model())
    linked = time.monotonic()
    [(pairs, links)] = con.execute("SELECT count(*), count(*) FILTER (WHERE weight > 0) FROM new_links").fetchall()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{count:9} {len(set(truth)):9} {pairs:10} {links:9} {len(set(groups.values())):8} {loaded - started:7.0f} {linked - loaded:7.0f} "
        f"{pair_f1(truth, groups):8.3f} {peak:8.1f}",
        flush=True,
    )


def pair_f1(truth: list[int], groups: dict[int, int]) -> float:
    """F1 over pairs, from the sizes of groups, incidents and their meets."""
    from collections import Counter

    def pairs(sizes: Counter) -> int:  # type: ignore[type-arg]
        return sum(n * (n - 1) // 2 for n in sizes.values())

    gold, found = pairs(Counter(truth)), pairs(Counter(groups[i] for i in range(len(truth))))
    both = pairs(Counter((t, groups[i]) for i, t in enumerate(truth)))
    return 2 * both / (gold + found) if gold + found else 1.0


def generate(count: int, days: int = DAYS) -> Iterator[tuple[int, dict]]:  # type: ignore[type-arg]
    """Incident number and report, `count` of them."""
    chosen = random.Random(7)
    towns = [
        (chosen.uniform(12, 37), chosen.uniform(-5, 55), f"بلدة{i}", f"محافظة{i % 90}", f"C{i % 18}")
        for i in range(TOWNS)
    ]
    weights = [1 / (rank + 8) for rank in range(TOWNS)]
    made = incident = 0
    while made < count:
        town = chosen.choices(towns, weights)[0]
        happening = make_incident(chosen, town, days)
        for outlet in range(min(1 + int(chosen.expovariate(0.45)), 14, count - made)):
            yield incident, make_row(chosen, happening, town, incident * 20 + outlet)
            made += 1
        incident += 1


def make_incident(chosen: random.Random, town: tuple, days: int) -> dict:  # type: ignore[type-arg]
    """What happened."""
    sides = [f"{town[4]}-{sector}" for sector in chosen.sample(["MIL", "REB", "PRM", "COP", "UAF"], 2)]
    return {
        "type": chosen.choice(TYPES),
        "day": 18_000 + chosen.randrange(days),
        "killed": int(chosen.expovariate(0.25)) if chosen.random() < 0.7 else None,
        "hurt": int(chosen.expovariate(0.15)) if chosen.random() < 0.5 else None,
        "sides": sides,
        "hour": chosen.choice([None, 0, 1, 2, 3]),
        "victims": [chosen.choice(["civilians", "security_forces", "fighters"])],
        "words": [chosen.randrange(40_000) for _ in range(14)],
        "story": [chosen.randrange(40_000) for _ in range(30)],
    }


def make_row(chosen: random.Random, happening: dict, town: tuple, document: int) -> dict:  # type: ignore[type-arg]
    """One outlet's report of it, with what outlets and the coder leave out or get wrong."""
    lat, lon, name, province, country = town
    type_ = happening["type"] if chosen.random() < 0.85 else chosen.choice(near_types(happening["type"]))
    coarse, unplaced, undated = chosen.random() < 0.08, chosen.random() < 0.05, chosen.random() < 0.04
    told = chosen.random() < 0.75
    day = None if undated else happening["day"] + (chosen.random() < 0.25 and not told)
    killed, hurt = happening["killed"], happening["hurt"]
    if killed is not None and chosen.random() < 0.2:
        killed += chosen.randrange(1, 4)
    shown = chosen.random() < 0.9
    stem = hash_of(name)
    words = sorted({*chosen.sample(happening["words"], 8), *(chosen.randrange(40_000) for _ in range(4))})
    story = sorted({*chosen.sample(happening["story"], 14), *(chosen.randrange(40_000) for _ in range(14))})
    placed = not (coarse or unplaced)
    return {
        "event_id": f"ev_{document:012x}", "document_key": f"doc_{document:012x}", "kind": "happening", "type": type_,
        "family": type_family(type_), "near": near_types(type_), "day_lo": day, "day_hi": day, "told": told,
        "lat": None if unplaced else lat + chosen.gauss(0, 0.01), "lon": None if unplaced else lon + chosen.gauss(0, 0.01),
        "radius": None if unplaced else 90.0 if coarse else 5.0, "spot": placed, "names": [name] if placed else [],
        "country": country, "admin1": None if unplaced else province, "bodies": [],
        "sides": happening["sides"] if chosen.random() < 0.6 else happening["sides"][:1],
        "killed_lo": killed if shown else None, "killed_hi": killed if shown else None,
        "hurt_lo": hurt if shown else None, "hurt_hi": hurt if shown else None, "other": None, "other_lo": None, "other_hi": None,
        "victims": happening["victims"] if chosen.random() < 0.8 else [], "hour": happening["hour"] if chosen.random() < 0.6 else None,
        "stems": [stem] if placed else [], "words": sorted({*words, stem}), "lead": sorted({*words, *story[:20], stem}),
        "details": words, "story": story, "denies": False, "published": happening["day"] + chosen.randrange(2),
        "sectors": sorted({side.partition("-")[2] for side in happening["sides"]}), "reprint": None, "fresh": True,
    }  # fmt: skip


def hash_of(name: str) -> int:
    """A number beyond those of the other words."""
    return 1_000_000 + int(name.removeprefix("بلدة"))


if __name__ == "__main__":
    main()
