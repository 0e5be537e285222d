"""How fast the workbench answers: its queries one by one, its pages one by one, then pages for several users at once while
documents are imported.

    python bench/workbench_store.py --incidents 100000 -o /tmp/workbench.duckdb
    python bench/workbench.py --store /tmp/workbench.duckdb --users 20

The store is copied first. The users are a process of their own, so that they do not take the server's turns. A user goes as reviewers
do: the overview and its map under some filter, an incident of it, why it is one, one of its articles, now and then the review queue
and a judgement; and looks at each page for one to three seconds.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import re
import shutil
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx2
import uvicorn
from argon2 import PasswordHasher

from marsad.web.accounts import Accounts
from marsad.web.app import make_app
from marsad.web.owner import Owner
from marsad.web.queries.cells import cells
from marsad.web.queries.filters import Filter
from marsad.web.queries.overview import facets, list_incidents, totals
from marsad.web.queries.timeline import timeline
from marsad.web.running import be_prompt, listen
from marsad.web.settings import ServeSettings
from marsad.web.visitors import SESSION_COOKIE

#: Documents of one import: so many that coding and linking both happen while the users are there.
_IMPORT = 600
FACETS = ("type", "country", "actor", "source", "status", "kind", "harm", "grade", "review")
ARTICLE = "قُتل ثلاثة جنود وأصيب خمسة آخرون، أمس الأحد، بانفجار عبوة ناسفة استهدفت دورية للجيش قرب مدينة الرطبة غربي محافظة الأنبار ({n})."


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--users", type=int, default=20, help="0: no load test")
    parser.add_argument("--seconds", type=float, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "store.duckdb"
        shutil.copy(given.store, copy)
        started = time.monotonic()
        with Owner.open(copy) as owner:
            print(f"opened in {time.monotonic() - started:.1f} s")
            while not owner.index.words_ready:
                time.sleep(0.1)
            print(f"words ready after {time.monotonic() - started:.1f} s")
            measure_queries(owner)
            measure_pages(owner, Path(folder) / "accounts", given.users, given.seconds)


def some_filter(chosen: random.Random, words: list[str]) -> Filter:
    """A filter as people make them: nothing, one field or two."""
    parts = chosen.sample(
        [
            {"type": (chosen.choice(["air_strike", "shelling", "arrest"]),)},
            {"country": (chosen.choice(["IRQ", "SYR", "YEM"]),)},
            {"source": ("وكالة المثال",)},
            {"actor": (chosen.choice(["IRQ-MIL", "SYR-REB"]),)},
            {"since": f"20{chosen.randint(18, 25)}-01-01"},
            {"q": chosen.choice(words)},
            {"killed": chosen.randint(1, 9)},
        ],
        chosen.choice([0, 1, 1, 2]),
    )
    return Filter(**{name: value for part in parts for name, value in part.items()})


def common_words(owner: Owner) -> list[str]:
    """Words of the texts, frequent and rare."""
    with owner.reader() as con:
        rows = con.execute("SELECT word FROM wb.words WHERE length(word) > 3 ORDER BY hash(word) LIMIT 40").fetchall()
    return [word for (word,) in rows]


def measure_queries(owner: Owner, rounds: int = 60) -> None:
    """Each question of the overview by itself, nothing cached."""
    chosen, words = random.Random(3), common_words(owner)
    asked: dict[str, Callable[..., object]] = {
        "totals": totals,
        "all facets": lambda con, f: facets(con, f, FACETS),
        "timeline": timeline,
        "list": lambda con, f: list_incidents(con, f, chosen.choice(["newest", "deadliest"])),  # type: ignore[arg-type]
        "cells": lambda con, f: cells(con, f, chosen.choice([3.0, 5.0, 8.0])),
    }
    took: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        picked = some_filter(chosen, words)
        with owner.reader() as con:
            for name, ask in asked.items():
                began = time.perf_counter()
                ask(con, picked)
                took[name].append(time.perf_counter() - began)
    report("query", took)


@contextmanager
def served(owner: Owner, accounts_file: Path) -> Iterator[tuple[str, dict[str, str], str]]:
    """The workbench over HTTP; gives its address, the cookie of a reviewer's session, and a token for the API."""
    accounts = Accounts(accounts_file, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    accounts.add("owner", "a long password", "owner")
    settings = ServeSettings(store=owner.path, port=0)
    [opened] = listen(settings)
    server = uvicorn.Server(uvicorn.Config(make_app(settings, owner, accounts), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]}, daemon=True)
    thread.start()
    yield (
        f"http://127.0.0.1:{opened.getsockname()[1]}",
        {SESSION_COOKIE: accounts.start_session(accounts.find("owner"))},
        accounts.make_token(accounts.find("owner"), "bench", "editor"),
    )
    server.should_exit = True
    thread.join()
    accounts.close()


def measure_pages(owner: Owner, accounts_file: Path, users: int, seconds: float) -> None:
    """Pages over HTTP: by one user alone, then by several at once while documents are coded, stored and linked."""
    words = common_words(owner)
    be_prompt()
    with served(owner, accounts_file) as (base, cookies, token):
        took: dict[str, list[float]] = defaultdict(list)
        with httpx2.Client(base_url=base, cookies=cookies, timeout=60) as client:
            walker = Walker(client, random.Random(5), words, took)
            for _ in range(30):
                walker.walk(lambda: None, judging=1)
        report("page, one user alone", took)
        if not users:
            return
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as crowd:
            walking = crowd.submit(browse_all, users, base, cookies, words, seconds)
            brought, runs = bring(owner, base, token, walking.done)
            took = walking.result()
    report(f"page, {users} users, {brought} documents imported and linked in {runs} pieces meanwhile", took)


class Walker:
    """Goes through the pages and notes how long each took, by its name."""

    def __init__(
        self, client: httpx2.Client, chosen: random.Random, words: list[str], took: dict[str, list[float]]
    ) -> None:
        self._client, self._chosen, self._words, self._took = client, chosen, words, took

    def walk(self, look: Callable[[], None], judging: float) -> None:
        """From the overview to an article; with the chance `judging` on to the review queue."""
        query = some_filter(self._chosen, self._words).to_query()
        page = self._get("overview", f"/?{query}")
        self._get("map cells", f"/map/cells?{query}&zoom={self._chosen.choice([3, 5, 7])}")
        look()
        incidents = sorted(set(re.findall(r"/incidents/(inc_\w+)", page)))
        if incidents:
            incident = self._chosen.choice(incidents)
            page = self._get("incident", f"/incidents/{incident}")
            look()
            self._get("incident, why", f"/incidents/{incident}/links")
            look()
            self._get("article", self._chosen.choice(sorted(set(re.findall(r"/documents/doc_\w+", page)))))
            look()
        self._get("articles", f"/documents?page={self._chosen.randint(1, 2_000)}")
        look()
        if self._chosen.random() < judging:
            page = self._get("review", "/review?queue=events")
            look()
            [csrf, event] = (re.search(rf'name="{name}" value="([^"]+)"', page) for name in ("csrf", "event"))
            assert csrf
            assert event
            kind = self._chosen.choice(["accept", "reject"])
            fields = {"csrf": csrf[1], "event": event[1], "kind": kind, "then": "/review"}
            began = time.perf_counter()
            assert self._client.post("/judge/event", data=fields).status_code == 303
            self._took[f"judgement, {kind}"].append(time.perf_counter() - began)

    def _get(self, name: str, address: str) -> str:
        began = time.perf_counter()
        answer = self._client.get(address).raise_for_status()
        self._took[name].append(time.perf_counter() - began)
        return answer.text


def browse(
    number: int, base: str, cookies: dict[str, str], words: list[str], end: float, took: dict[str, list[float]]
) -> None:
    """One user until the end."""
    chosen = random.Random(number)

    def look() -> None:
        time.sleep(chosen.uniform(1, 3))
        if time.monotonic() > end:
            raise TimeoutError

    time.sleep(chosen.uniform(0, 3))  # they do not come all at one moment
    with httpx2.Client(base_url=base, cookies=cookies, timeout=60) as client, suppress(TimeoutError):
        while True:
            Walker(client, chosen, words, took).walk(look, judging=0.3)


def browse_all(
    users: int, base: str, cookies: dict[str, str], words: list[str], seconds: float
) -> dict[str, list[float]]:
    """All users at once; how long each page took."""
    took: dict[str, list[float]] = defaultdict(list)
    end = time.monotonic() + seconds
    people = [threading.Thread(target=browse, args=(i, base, cookies, words, end, took)) for i in range(users)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return took


def bring(owner: Owner, base: str, token: str, is_over: Callable[[], bool]) -> tuple[int, int]:
    """Imports as an editor begins them, each linked at its end, until the users have gone; documents, and pieces that were linked."""
    begun = 0
    with httpx2.Client(base_url=f"{base}/api/v1", headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        while not is_over():
            lines = [
                json.dumps({"text": ARTICLE.format(n=n), "published": "2024-05-13", "id": f"new/{n}"})
                for n in range(begun * _IMPORT, (begun + 1) * _IMPORT)
            ]
            sent = client.post("/imports/files", files={"files": ("news.jsonl", "\n".join(lines))}).raise_for_status()
            begun += 1
            while client.get(f"/imports/{sent.json()['import_id']}").json()["live"] and not is_over():
                time.sleep(0.5)
    with owner.reader() as con:
        [(coded, linked)] = con.execute(
            "SELECT (SELECT count(*) FROM documents WHERE starts_with(id, 'new/')), (SELECT count(*) FROM link_runs WHERE fresh > 1)"
        ).fetchall()
    return int(coded), int(linked) - 1


def report(what: str, took: dict[str, list[float]]) -> None:
    """A table of medians and 95th percentiles in milliseconds."""
    print(f"\n{what:60} count   p50 ms   p95 ms")
    for name, times in took.items():
        p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        print(f"  {name:58} {len(times):5} {statistics.median(times) * 1000:8.0f} {p95 * 1000:8.0f}")


if __name__ == "__main__":
    main()
