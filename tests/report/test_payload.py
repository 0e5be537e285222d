"""What the page is given: nothing unsafe, nothing missing, no text where none is wanted."""

from __future__ import annotations

import json
from typing import Any

import pytest
from builders import TEXT, make_coded, make_document

from marsad.model import Coded, Document, Provenance
from marsad.report.payload import make_payload

from .records import CLASH, clash, failed, protest, small_record

EMPTY: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "objects": {"countries": {"geometries": []}},
    "arcs": [],
}


def payload_of(*codings: Coded, texts: bool = True) -> dict[str, Any]:
    return make_payload(codings, [], EMPTY, title=None, lang="ar", texts=texts)


def spans_in(value: Any) -> list[list[int]]:
    if isinstance(value, dict):
        own = [list(value["span"])] if "span" in value else []
        return own + [s for inner in value.values() for s in spans_in(inner)]
    return [s for inner in value for s in spans_in(inner)] if isinstance(value, (list, tuple)) else []


def test_every_event_knows_its_document() -> None:
    made = payload_of(*small_record())
    assert [e["doc"] for e in made["events"]] == [0, 1, 2]
    assert [d["id"] for d in made["documents"]] == [f"reports/000{i}.txt" for i in (1, 2, 3, 4)]


def test_words_stand_in_the_text_once() -> None:
    (event,) = payload_of(clash())["events"]
    assert CLASH[slice(*event["casualties"][0]["span"])] == "ثلاثة جنود"
    assert "text" not in event["casualties"][0]
    assert len(spans_in(event)) == 6  # trigger, when, where, actor, toll, claim


def test_no_upper_bound_is_told_as_null() -> None:
    (event,) = payload_of(clash())["events"]
    assert event["casualties"][0]["max"] is None


def test_without_texts_no_sentence_is_left_but_the_words_of_values() -> None:
    made = payload_of(*small_record(), texts=False)
    packed = json.dumps(made["documents"] + made["events"], ensure_ascii=False)
    assert all("text" not in doc for doc in made["documents"])
    assert all("evidence" not in event for event in made["events"])
    assert "أربعة مسلحين" in packed
    assert TEXT[:40] not in packed
    assert CLASH[:40] not in packed


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a", True),
        ("HTTP://example.org/a", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        (" https://example.org", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_kept(url: str | None, kept: bool) -> None:
    (document,) = payload_of(make_coded(make_document(url=url)))["documents"]
    assert document.get("url") == (url if kept else None)


def test_failures_stand_with_their_document() -> None:
    (document,) = payload_of(failed())["documents"]
    assert [f["error"] for f in document["failures"]] == ["ValueError"]


def test_a_silent_count_is_left_out() -> None:
    (event,) = payload_of(protest())["events"]
    assert "count" not in event


def test_towns_far_from_the_data_are_left_out() -> None:
    names = {town[1] for town in payload_of(clash())["towns"]}
    assert "Ramadi" in names
    assert "Khartoum" not in names


def test_a_document_tells_where_it_was_read_without_the_path() -> None:
    told = Provenance(file="/home/user/news/a.zip", name="a.zip", member="b.txt", sha256="ab", reader="marsad 0.1.0")
    coded = Coded(document=Document(id="a.zip/b.txt", text="قُتل \u202eجندي", provenance=told))
    (document,) = payload_of(coded)["documents"]
    assert document["origin"] == {"file": "a.zip", "member": "b.txt", "sha256": "ab", "reader": "marsad 0.1.0"}
    assert document["text"] == "قُتل □جندي"
