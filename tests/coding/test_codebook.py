"""The codebook's rules of what is an event, each as texts, through the whole coder."""

from __future__ import annotations

import codebook_cases
import happening_cases
import pytest
from coded_events import assert_grounded, coded, differences, events_of, with_known

_TABLES = (
    codebook_cases.CASES,
    happening_cases.MERGING,
    happening_cases.INHERITING,
    happening_cases.OUTCOMES,
    happening_cases.CLAIMS,
)


@pytest.mark.parametrize(("text", "expected"), with_known(codebook_cases.CASES, codebook_cases.KNOWN_WRONG))
def test_rules_of_the_codebook(text: str, expected: tuple[str, ...]) -> None:
    assert differences(events_of(text), expected) == []


@pytest.mark.parametrize("text", [case[0] for table in _TABLES for case in table.values()])
def test_every_value_has_its_words(text: str) -> None:
    assert_grounded(coded(text))


def test_every_rule_has_a_case() -> None:
    assert {name.split()[0] for name in codebook_cases.CASES} == {str(n) for n in range(1, 13)}
