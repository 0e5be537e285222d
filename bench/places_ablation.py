"""What each kind of evidence adds to the resolution of toponyms, on the hard cases of the tests; and what resolution costs.

    .venv/bin/python bench/places_ablation.py

Each line of the table takes one kind of evidence away and counts again which cases come out right. The last lines tell how
long places take in an article of 2,500 characters.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from hard_place_cases import find_fault, load_cases  # noqa: E402

from marsad.places import context, find, relations, resolution  # noqa: E402
from marsad.places.find import read_places  # noqa: E402
from marsad.text.words import Words  # noqa: E402


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _no(*_: Any, **__: Any) -> bool:
    return False


def _no_country(*_: Any, **__: Any) -> tuple[None, frozenset[str]]:
    return None, frozenset()


#: Evidence by name: what is replaced so that the reader does without.
KINDS: Final[dict[str, list[tuple[object, str, Any]]]] = {
    "the parent told (في ناحية س)": [(relations, "_is_parent", _no)],
    "distance, direction, nearness (60 كم غرب س، قرب س)": [
        (context, "attach_direction", _nothing),
        (find, "attach_direction", _nothing),
        (relations, "_is_beside", _no),
    ],
    "kind words (ناحية، مخيم، حي)": [(context, "_attach_type", _nothing)],
    "lists (س وص وع)": [(find, "link_lists", _nothing)],
    "countries: nationalities, bodies, other places": [(find, "count_countries", _no_country)],
    "bodies alone (قسد، الحوثيون)": [(resolution, "_countries_of_bodies", lambda _: [])],
    "size and rank": [(resolution, "_DEFAULT", {}), (resolution, "log10", lambda _: 0.0)],
    "sides of the countryside (ريف حلب الشمالي)": [
        (find, "attach_sides", _nothing),
        (find, "find_sides", lambda _, h: h),
    ],
    "where fire and people come from": [(find, "mark_usage", _nothing)],
}


@contextmanager
def without(kind: str) -> Iterator[None]:
    """Read places as if this kind of evidence were unknown."""
    with ExitStack() as stack:
        for owner, name, replacement in KINDS[kind]:
            stack.enter_context(patch.object(owner, name, replacement))
        yield


def count_right(cases: list[dict[str, Any]]) -> int:
    """How many cases come out right."""
    return sum(find_fault(case) is None for case in cases)


def measure_time(texts: list[str], step: Callable[[Words], object]) -> float:
    """Milliseconds for each text, the best of five rounds."""
    words = [Words(text) for text in texts]
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        for one in words:
            step(one)
        best = min(best, time.perf_counter() - start)
    return 1000 * best / len(texts)


def article_texts() -> list[str]:
    """The articles of `examples/`, cut or repeated to 2,500 characters."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").rglob("*.txt"))]
    return [(text * (1 + 2500 // max(1, len(text))))[:2500] for text in texts]


def main() -> None:
    """Print the table of the hard cases and the time that places take."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    cases = load_cases()
    full = count_right(cases)
    print(f"| evidence | right of {len(cases)} | share | lost without it |")
    print("|---|---:|---:|---:|")
    print(f"| all | {full} | {full / len(cases):.1%} | |")
    for kind in KINDS:
        with without(kind):
            right = count_right(cases)
        print(f"| without {kind} | {right} | {right / len(cases):.1%} | {full - right} |")
    texts = article_texts()
    whole = measure_time(texts, read_places)
    with patch.object(find, "resolve", _nothing):
        spotting = measure_time(texts, read_places)
    print(
        f"\nrecognition and resolution: {whole:.2f} ms an article of 2,500 characters; resolution alone: {whole - spotting:.2f} ms"
    )


if __name__ == "__main__":
    main()
