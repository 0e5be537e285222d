"""Answers that are kept: once for many, anew for a new version, never a failure."""

from __future__ import annotations

import threading

import pytest

from marsad.web.queries.cache import Cache


def test_an_answer_is_worked_out_once_a_version() -> None:
    cache, made = Cache(), []

    def answer() -> int:
        made.append(1)
        return len(made)

    assert [cache.get(1, "a", answer), cache.get(1, "a", answer), cache.get(2, "a", answer)] == [1, 1, 2]
    assert cache.get(1, "a", answer) == 3, "whoever saw an older version gets an answer, and it is not kept"
    assert cache.get(2, "a", answer) == 2


def test_many_who_ask_at_once_share_one_answer() -> None:
    cache, made, begun = Cache(), [], threading.Barrier(8)

    def answer() -> str:
        made.append(1)
        gone.wait(5)
        return "answer"

    def ask() -> None:
        begun.wait(5)
        got.append(cache.get(1, "a", answer))

    gone, got = threading.Event(), []
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    gone.set()
    for thread in threads:
        thread.join()
    assert got == ["answer"] * 8
    assert len(made) == 1


def test_a_failure_is_told_and_not_kept() -> None:
    cache = Cache()
    with pytest.raises(ZeroDivisionError):
        cache.get(1, "a", lambda: 1 // 0)
    assert cache.get(1, "a", lambda: 7) == 7


def test_no_more_is_kept_than_room() -> None:
    cache, made = Cache(kept=2), []
    for asked in ("a", "b", "c", "a"):
        cache.get(1, asked, lambda asked=asked: made.append(asked))  # type: ignore[misc]
    assert made == ["a", "b", "c", "a"]
