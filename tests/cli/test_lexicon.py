"""`marsad lexicon`: the entries listed, the examples run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from marsad.cli import run
from marsad.evaluation import examples
from marsad.lexicon.triggers import Entry, Example, entries

ENTRY = next(e for e in entries() if e.type == "protest" and e.level == "act")


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, tuple[Example, ...]]]:
    """One entry of the lexicon with sentences of our own instead of all."""
    sentences: dict[str, tuple[Example, ...]] = {}
    monkeypatch.setattr(examples, "entries", lambda: (ENTRY,))
    monkeypatch.setattr(examples, "examples", lambda: sentences)
    return sentences  # type: ignore[return-value]


RIGHT = Example(
    text="تظاهر مئات المواطنين أمس في مدينة البصرة احتجاجا على نقص الكهرباء.", yields="protest", where="البصرة"
)
NEGATIVE = Example(text="افتتح الوزير معرض الكتاب في العاصمة.", yields="none")


def test_entries_are_listed_with_type_and_lemmas(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lexicon", "list"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [row[0] for row in rows] == [entry.id for entry in entries()]
    assert all(len(row) == 4 for row in rows)


def test_entries_of_one_type(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lexicon", "list", "--type", "siege"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert rows
    assert {row[1] for row in rows} == {"siege"}


def test_examples_that_are_right(planted: dict[str, tuple[Example, ...]], capsys: pytest.CaptureFixture[str]) -> None:
    planted[ENTRY.id] = (RIGHT, NEGATIVE)
    assert run(["lexicon", "check", "--verbose"]) == 0
    printed = capsys.readouterr()
    assert f"{ENTRY.id}: right: {RIGHT.text}" in printed.out
    assert "2 of 2 examples are right" in printed.err


WRONG = {
    "another type": (Example(text=RIGHT.text, yields="riot"), "yields protest, should yield riot"),
    "no event": (Example(text=NEGATIVE.text, yields="protest"), "yields none, should yield protest"),
    "an event too many": (Example(text=RIGHT.text, yields="none"), "yields protest, should yield none"),
    "another place": (Example(text=RIGHT.text, yields="protest", where="بغداد"), "should be بغداد"),
    "another side": (Example(text=RIGHT.text, yields="protest", initiator="IRQ-MIL"), "should be IRQ-MIL"),
    "another modality": (Example(text=RIGHT.text, yields="protest", modality="denied"), "should be denied"),
    "another status": (Example(text=RIGHT.text, yields="protest", status="background"), "should be background"),
    "another toll": (Example(text=RIGHT.text, yields="protest", killed=7), "should be 7"),
}


@pytest.mark.parametrize(("example", "told"), WRONG.values(), ids=WRONG)
def test_an_example_that_is_wrong_is_told(
    planted: dict[str, tuple[Example, ...]], example: Example, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    planted[ENTRY.id] = (example, NEGATIVE)
    assert run(["lexicon", "check"]) == 1
    printed = capsys.readouterr()
    assert told in printed.out
    assert "1 of 2 examples are right" in printed.err


def test_an_entry_without_two_examples_is_told(
    planted: dict[str, tuple[Example, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    planted[ENTRY.id] = (RIGHT,)
    assert run(["lexicon", "check"]) == 1
    assert f"fewer than two examples: {ENTRY.id}" in capsys.readouterr().out


def test_words_that_only_lend_a_subject_need_no_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "entries", lambda: (Entry(id="lend", type="none", level="support"),))
    monkeypatch.setattr(examples, "examples", dict)
    assert examples.entries_without_examples() == []
