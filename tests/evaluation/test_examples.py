"""Every sentence of the trigger lexicon yields what its entry says."""

from __future__ import annotations

import pytest

from marsad.evaluation.examples import Verdict, check_examples, entries_without_examples

#: Sentences of the lexicon that the coder gets wrong today. One that comes right fails here until it is taken off.
KNOWN_WRONG: frozenset[str] = frozenset({})
_VERDICTS = list(check_examples())


def _cases() -> list[object]:
    numbers: dict[str, int] = {}
    out = []
    for verdict in _VERDICTS:
        n = numbers[verdict.entry_id] = numbers.get(verdict.entry_id, 0) + 1
        marks = [pytest.mark.xfail(strict=True, reason="known to be wrong")] if verdict.text in KNOWN_WRONG else []
        out.append(pytest.param(verdict, id=f"{verdict.entry_id} {n}", marks=marks))
    return out


@pytest.mark.parametrize("verdict", _cases())
def test_examples_of_the_lexicon(verdict: Verdict) -> None:
    assert verdict.problems == (), verdict.text


def test_what_is_known_to_be_wrong_stands_in_the_lexicon() -> None:
    assert {verdict.text for verdict in _VERDICTS} >= KNOWN_WRONG


def test_every_entry_has_two_examples() -> None:
    assert entries_without_examples() == []
