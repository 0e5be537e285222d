"""The component in a real pipeline: events as `marsad.code` gives them, spans that hold their words, Docs that can be kept."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

import marsad
from marsad.errors import BadSetting
from marsad.spacy import iter_spans

TEXT = (
    "قال مصدر أمني إن ثلاثة جنود قُتلوا وأُصيب خمسة مدنيين بانفجار عبوة ناسفة استهدفت دورية للجيش العراقي في قضاء الحويجة أمس.\n"
    "وقصفت طائرات التحالف الدولي مواقع لتنظيم داعش في جبال حمرين، ما أدى إلى مقتل سبعة مسلحين."
)
DAY = "2017-03-05"


def pipeline(**config: Any) -> Any:
    nlp = spacy.blank("ar")
    nlp.add_pipe("marsad", config=config)
    return nlp


@cache
def doc_of_text() -> Doc:
    return pipeline(published=DAY)(TEXT)


def test_the_events_are_those_of_the_coder() -> None:
    assert doc_of_text()._.events == marsad.code(TEXT, published=DAY).events
    assert len(doc_of_text()._.events) == 2


def test_the_spans_have_slots_ids_and_words() -> None:
    doc, events = doc_of_text(), {e.id: e for e in doc_of_text()._.events}
    spans = list(doc.spans["marsad"])
    assert {s.label_ for s in spans} >= {"trigger", "evidence", "where", "actors", "casualties", "claims", "when"}
    assert {s.id_ for s in spans} == set(events)
    for span in spans:
        if span.label_ == "where":
            assert span.kb_id_ in {w.place_id or "" for w in events[span.id_].where}
        if span.label_ == "trigger":
            assert events[span.id_].trigger.text in span.text


def test_a_span_covers_the_exact_offsets_of_its_value() -> None:
    doc = doc_of_text()
    for event in doc._.events:
        found = [(s.start_char, s.end_char) for s in doc.spans["marsad"] if s.id_ == event.id and s.label_ == "actors"]
        exact = [a.span for a in event.actors if a.span]
        assert all(first <= a and b <= last for (first, last), (a, b) in zip(found, exact, strict=True))


PIECES = (
    "قُتل",
    "جنديان",
    "في",
    "الموصل",
    "وبغداد",
    " ",
    "  ",
    "\n",
    "\t",
    "،",
    "«",
    "»",
    "3",
    "٣",
    "😀",
    "\u200f",
    "ـ",
    "أمس",
    ".",
)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join))
def test_offsets_survive_any_tokens(text: str) -> None:
    nlp = blank()
    doc = nlp(text)
    assert doc.text == text
    for event in marsad.code(text, published=DAY).events:
        spans = list(iter_spans(doc, (event,)))
        values = [event.trigger, *(v for v in (*event.where, *event.actors, *event.casualties) if v.span)]
        assert len(spans) >= len(values)
        for value in values:
            assert any(s.start_char <= value.span[0] and value.span[1] <= s.end_char for s in spans)


@cache
def blank() -> Any:
    return spacy.blank("ar")


def test_a_doc_goes_to_bytes_and_back() -> None:
    doc = doc_of_text()
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert again._.events == doc._.events
    assert [(s.label_, s.text, s.id_) for s in again.spans["marsad"]] == [
        (s.label_, s.text, s.id_) for s in doc.spans["marsad"]
    ]
    [kept] = DocBin(store_user_data=True, docs=[doc]).get_docs(doc.vocab)
    assert kept._.events == doc._.events


def test_a_pipeline_goes_to_disk_and_back(tmp_path: Path) -> None:
    pipeline(published=DAY, source="وكالة").to_disk(tmp_path / "model")
    assert spacy.load(tmp_path / "model")(TEXT)._.events == doc_of_text()._.events


def test_each_text_may_bring_its_day() -> None:
    texts = [
        ("قُتل جنديان في الموصل أمس", {"published": "2017-03-05"}),
        ("قُتل جنديان في الموصل أمس", {"published": "2018-01-01"}),
    ]
    days = [doc._.events[0].when.start for doc, _ in pipeline().pipe(texts, as_tuples=True)]
    assert days == ["2017-03-04", "2017-12-31"]
    doc = blank().make_doc(texts[0][0])
    doc._.published = "2019-05-02"
    assert pipeline()(doc)._.events[0].when.start == "2019-05-01"


def test_several_processes() -> None:
    docs = list(pipeline(published=DAY).pipe([TEXT] * 3, n_process=2, batch_size=1))
    assert [doc._.events for doc in docs] == [doc_of_text()._.events] * 3


def test_what_is_not_arabic_has_a_failure_and_no_events() -> None:
    doc = pipeline()("Three soldiers were killed by a bomb west of Mosul yesterday, officials said on Monday.")
    assert doc._.events == ()
    assert [failure.stage for failure in doc._.coding_failures] == ["language"]
    assert list(doc.spans["marsad"]) == []


@pytest.mark.parametrize("config", [{"published": "yesterday"}, {"engine": "oracle"}])
def test_a_wrong_setting_is_told_at_once(config: dict[str, str]) -> None:
    with pytest.raises(BadSetting):
        pipeline(**config)


def test_spacy_finds_the_component_without_an_import() -> None:
    code = "import spacy; nlp = spacy.blank('ar'); nlp.add_pipe('marsad'); print(nlp.pipe_names)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['marsad']"
