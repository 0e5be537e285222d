"""The records: ids, dates handed in, identity, what is frozen, and the output form."""

from __future__ import annotations

import json
from datetime import date, datetime

import msgspec
import pytest
from builders import make_coded, make_document, make_event
from hypothesis import given, settings
from strategies import coded_documents

from marsad.errors import BadSetting
from marsad.model import Coded, Event, Published, Quantity, TimeMention, content_id


def test_an_id_depends_on_its_parts_alone() -> None:
    assert content_id("ev", "قصف", 1, (2, 3)) == content_id("ev", "قصف", 1, (2, 3))
    assert content_id("ev", "x").startswith("ev_")
    assert len(content_id("ev", "x")) == len("ev_") + 16


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a", "b"), ("b", "a")),
        (("a", None), ("a", "")),
        (("1",), (1,)),
        (((0, 1),), ((0, 11),)),
        (("a,b",), ("a", "b")),
    ],
    ids=["cut elsewhere", "order", "nothing and empty", "figure and letter", "span", "separator inside"],
)
def test_ids_of_other_parts_differ(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert content_id("ev", *one) != content_id("ev", *other)


def test_an_id_of_a_lone_surrogate() -> None:
    assert content_id("ev", "\ud800") != content_id("ev", "\ud801")


@pytest.mark.parametrize(
    "value", ["2020-06-02", " 2020-06-02 ", "2020-06-02T23:59:00+03:00", date(2020, 6, 2), datetime(2020, 6, 2, 8)]
)
def test_days_handed_in(value: str | date) -> None:
    assert Published.from_metadata(value) == Published(start="2020-06-02", end="2020-06-02", basis="metadata")


@pytest.mark.parametrize("value", [None, ""])
def test_no_day_handed_in(value: str | None) -> None:
    assert Published.from_metadata(value) == Published()


@pytest.mark.parametrize("value", ["02/06/2020", "2020-02-30", "أمس", "2020"])
def test_a_day_that_is_none(value: str) -> None:
    with pytest.raises(BadSetting, match="day of issue"):
        Published.from_metadata(value, "day of issue")


@pytest.mark.parametrize("field", ["id", "source", "url", "text"])
def test_two_documents_are_one_only_when_all_of_their_identity_is(field: str) -> None:
    doc = make_document()
    assert make_document().key == doc.key
    assert msgspec.structs.replace(doc, **{field: "غير ذلك"}).key != doc.key


def test_a_title_is_no_part_of_the_identity() -> None:
    assert msgspec.structs.replace(make_document(), title="عنوان آخر").key == make_document().key


def test_records_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        make_event().type = "riot"  # type: ignore[misc]


def test_the_output_form_is_the_codebooks() -> None:
    out = make_coded().to_dict()
    assert set(out) == {"document", "events", "failures"}
    assert {"id", "source", "url", "title", "lang", "sha256", "published", "furniture", "coder"} <= set(out["document"])
    (event,) = out["events"]
    for field in ("type", "status", "modality", "when", "where", "actors", "casualties", "materiel", "count"):
        assert field in event
    assert {"claims", "unverified", "evidence", "trigger", "confidence", "related", "means"} <= set(event)
    assert event["trigger"]["span"] == list(event["trigger"]["span"])


@settings(max_examples=25)
@given(coded_documents())
def test_the_output_form_goes_through_json(coded: Coded) -> None:
    out = coded.to_dict()
    back = json.loads(json.dumps(out, ensure_ascii=False))
    assert back["events"] == out["events"]
    assert back["failures"] == out["failures"]
    assert json.dumps(back, sort_keys=True) == json.dumps(out, sort_keys=True)


@settings(max_examples=25)
@given(coded_documents())
def test_events_come_back_from_the_output_form(coded: Coded) -> None:
    back = msgspec.convert(coded.to_dict()["events"], tuple[Event, ...])
    assert back == coded.events


def test_a_mention_prints_without_word_positions() -> None:
    mention = Quantity(text="3 جنود", span=(0, 6), first=0, last=2, min=3, max=3, noun=1)
    assert mention.to_dict() == {
        "kind": "quantity",
        "text": "3 جنود",
        "span": [0, 6],
        "role": "count",
        "min": 3,
        "max": 3,
        "qualifier": "exact",
        "ordinal": None,
    }


def test_each_kind_of_mention_says_what_it_is() -> None:
    assert TimeMention(text="أمس", span=(0, 3), first=0, last=1).to_dict()["kind"] == "time"


def test_a_notebook_shows_the_text_with_its_evidence_and_no_markup_of_its_own() -> None:
    text = "<b>قصف</b> & دمار"
    html = make_coded(make_document(text), [make_event(text, "قصف")])._repr_html_()
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
    assert html.count("<mark") == 1
    assert "air_strike" in html
