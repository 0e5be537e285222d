"""The example articles: all are coded, every value stands in its text, the negatives yield nothing, the gold is sound."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import marsad
from marsad.evaluation import read_gold, score
from marsad.evaluation.gold import GoldDocument, anchor_span
from marsad.model import Coded, Document
from marsad.reading import iter_documents

ROOT = Path(__file__).parents[1]
MARK = "نص مصطنع لغرض التجربة — synthetic example"
#: What the coder reached when this was written, less a margin; a fall below is a regression.
TYPED_FLOOR, RECORD_FLOOR = 0.84, 0.77


@cache
def documents() -> dict[str, Document]:
    read = list(iter_documents([str(ROOT / "examples")]))
    assert all(isinstance(item, Document) for item in read)
    return {item.id: item for item in read if isinstance(item, Document)}


@cache
def gold() -> dict[str, GoldDocument]:
    return {d.id: d for d in read_gold(ROOT / "gold" / "examples.jsonl")}


@cache
def coded() -> dict[str, Coded]:
    return {d.id: marsad.code(d.text, id=d.id, published=d.published) for d in gold().values()}


IDS = sorted(documents())


def iter_spans(value: Any) -> Iterator[tuple[str, list[int]]]:
    """Every value of an event in the output form that has words, with its span."""
    if isinstance(value, dict):
        if value.get("text") is not None and value.get("span") is not None:
            yield value["text"], value["span"]
        for part in value.values():
            yield from iter_spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from iter_spans(part)


def test_there_are_articles_of_every_input_and_enough_of_them() -> None:
    assert len(IDS) >= 16
    assert {Path(i).suffix for i in IDS} == {"", ".txt", ".html"}


def test_the_gold_is_about_the_articles() -> None:
    assert set(gold()) == set(IDS)
    assert {i: d.text for i, d in gold().items()} == {i: d.text for i, d in documents().items()}


@pytest.mark.parametrize("name", IDS)
def test_an_article_says_that_it_is_synthetic(name: str) -> None:
    doc = documents()[name]
    assert MARK in doc.text.splitlines()[:2]
    assert doc.url is None or doc.url.startswith("https://example.org/")
    assert 400 <= len(doc.text) <= 2500
    at = doc.text.index(MARK)
    assert any(start <= at and at + len(MARK) <= end for start, end in coded()[name].document.furniture)


@pytest.mark.parametrize("name", IDS)
def test_an_article_is_coded_and_every_value_stands_in_its_text(name: str) -> None:
    result = coded()[name]
    assert result.failures == ()
    text = result.document.text
    for event in result.to_dict()["events"]:
        for words, (start, end) in iter_spans(event):
            assert text[start:end] == words
        for start, end in event["evidence"]:
            assert 0 <= start < end <= len(text)
        first, last = event["trigger"]["span"]
        assert any(start <= first and last <= end for start, end in event["evidence"])


@pytest.mark.parametrize("name", [i for i in IDS if i.startswith("neg-")])
def test_a_negative_yields_no_event(name: str) -> None:
    assert gold()[name].events == ()
    assert [event.trigger.text for event in coded()[name].events] == []


@pytest.mark.parametrize("name", [i for i in IDS if not i.startswith("neg-")])
def test_a_gold_record_is_sound(name: str) -> None:
    doc = gold()[name]
    required = [e for e in doc.events if not e.get("optional")]
    assert required
    for event in doc.events:
        start, end = anchor_span(doc.text, event)
        assert doc.text.count(doc.text[start:end]) == 1
        assert all(word for claim in event.get("claims", ()) for word in claim["who"])
        assert all(place["name"] and ("lat" in place) == ("lon" in place) for place in event.get("where", ()))


@pytest.mark.parametrize("name", [i for i in IDS if i.endswith(".txt")])
def test_the_date_of_an_article_is_read_from_its_own_words(name: str) -> None:
    doc = gold()[name]
    assert doc.published is None
    assert doc.document_when is not None
    published = coded()[name].document.published
    assert (published.start, published.end) == (doc.document_when["start"], doc.document_when["end"])


def test_the_coder_is_as_good_as_it_was() -> None:
    scores = score(gold().values(), {name: result.to_dict() for name, result in coded().items()})
    assert scores.figures["typed"].f1 >= TYPED_FLOOR
    assert scores.figures["record"].f1 >= RECORD_FLOOR
