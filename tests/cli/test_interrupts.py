"""Ctrl-C is held back while something must be whole."""

from __future__ import annotations

import signal
from contextlib import nullcontext

import pytest

from marsad.cli.interrupts import held


def work(done: list[str], interruptions: int, *, nested: bool = False) -> None:
    with held():
        with held() if nested else nullcontext():
            for _ in range(interruptions):
                signal.raise_signal(signal.SIGINT)
        done.append("written")


@pytest.mark.parametrize("nested", [False, True], ids=["alone", "inside another"])
def test_the_work_is_finished_first(nested: bool) -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        work(done, 1, nested=nested)
    assert done == ["written"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_second_one_is_not_held_back() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        work(done, 2)
    assert done == []


def test_without_interruption_nothing_happens() -> None:
    done: list[str] = []
    work(done, 0)
    assert done == ["written"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
