"""The pipeline: n in, n out, the same every time, and grounded whatever comes in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from arabic_texts import NEWS, SCRAPS
from coded_events import assert_grounded, iter_values
from hypothesis import given, settings

import marsad
from marsad.api import code_documents, make_document
from marsad.coding.draft import Draft
from marsad.coding.mentions import READING, find_mentions
from marsad.coding.pipeline import CODER, STAGES, Pipeline, code_document
from marsad.coding.stages import Info
from marsad.model import Document

TEXT = (
    "مقتل خمسة بقصف على سوق في الأبيض\n\nقتل خمسة مدنيين بينهم طفلان الثلاثاء في قصف مدفعي نفذته قوات الدعم السريع على سوق"
    " بمدينة الأبيض السودانية.\nوقال مصدر طبي إن القصف أسفر أيضا عن إصابة نحو عشرين شخصا. ونفى متحدث باسم قوات الدعم"
    " السريع قصف السوق.\nوكان الجيش السوداني قد اعتقل أمس ثلاثة مسلحين في بارا، بحسب ما ذكرت وكالة محلية."
)


class Failing:
    """A stage that cannot read a text with a certain word."""

    info = Info(name="failing", version="1", requires=("words",), assigns=())

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """Nothing, or a failure."""
        if "خلل" in draft.document.text:
            raise KeyError("خلل")
        return {}


class Silent(Failing):
    """A stage whose error says nothing."""

    info = Info(name="silent", version="1", requires=("words",), assigns=())

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """A failure without a message."""
        raise ValueError


def documents(*texts: str) -> list[Document]:
    return [Document(id=str(i), text=text) for i, text in enumerate(texts)]


@pytest.mark.parametrize("at", [0, 4, len(STAGES)], ids=["first", "in the middle", "last"])
def test_a_failing_stage_is_a_failure_of_its_document_alone(at: int) -> None:
    pipeline = Pipeline([*STAGES[:at], Failing(), *STAGES[at:]])
    found = [pipeline.code(doc) for doc in documents(TEXT, TEXT + " خلل", TEXT)]
    assert [len(c.failures) for c in found] == [0, 1, 0]
    assert found[1].events == found[1].traces == ()
    assert found[0].events
    assert len(found[0].events) == len(found[2].events)
    (failure,) = found[1].failures
    assert (failure.stage, failure.error) == ("failing", "KeyError")
    assert "خلل" in failure.message


def test_a_failure_without_a_message_still_says_what_it_was() -> None:
    (failure,) = Pipeline([Silent()]).code(make_document(TEXT)).failures
    assert (failure.stage, failure.error) == ("silent", "ValueError")
    assert failure.message


def test_as_many_come_out_as_went_in() -> None:
    pipeline = Pipeline([*STAGES, Failing()])
    texts = [TEXT, "", "خلل في النص", "no Arabic", TEXT, "\ud800 خلل"]
    found = list(code_documents(documents(*texts), engine=pipeline.code))
    assert [c.document.id for c in found] == [str(i) for i in range(len(texts))]
    assert [c.document.text for c in found] == texts


def test_interrupts_are_no_failures() -> None:
    class Interrupted(Failing):
        def __call__(self, draft: Draft) -> Mapping[str, Any]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Pipeline([Interrupted()]).code(make_document(TEXT))


def test_the_result_names_its_coder() -> None:
    assert marsad.code(TEXT).coder == CODER
    assert Pipeline(STAGES, coder="rules test").code(make_document(TEXT)).coder == "rules test"


def test_the_document_handed_in_is_not_changed() -> None:
    doc = make_document(TEXT, published="2024-05-15")
    before = doc.to_dict("x")
    code_document(doc)
    assert doc.to_dict("x") == before


def test_the_same_text_twice_gives_the_same() -> None:
    one, two = (marsad.code(TEXT, published="2024-05-15") for _ in range(2))
    assert one.to_dict() == two.to_dict()
    assert one.traces == two.traces


def test_texts_coded_between_change_nothing() -> None:
    first = marsad.code(TEXT, published="2024-05-15").to_dict()
    marsad.code("قصفت طائرات حربية مدينة سرت الليبية وقتلت ثلاثة مسلحين من تنظيم داعش", published="2016-08-02")
    assert marsad.code(TEXT, published="2024-05-15").to_dict() == first


def test_other_processes_and_other_hash_seeds_give_the_same() -> None:
    script = (
        "import json, sys, marsad\n"
        "print(json.dumps(marsad.code(sys.stdin.buffer.read().decode(), published='2024-05-15', id='x').to_dict()))"
    )
    here = marsad.code(TEXT, published="2024-05-15", id="x").to_dict()
    for seed in ("1", "4711"):
        env = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", script], input=TEXT.encode(), capture_output=True, env=env, check=True
        )
        assert json.loads(done.stdout) == json.loads(json.dumps(here))


def test_hash_seeds_do_not_decide_at_the_threshold() -> None:
    text = "أدت المعارك بين الجيش والمسلحين في طويلة إلى نزوح أكثر من ثلاثة آلاف شخص."
    script = f"import marsad; print(len(marsad.code({text!r}, published='2024-05-15').events))"
    found = {
        subprocess.run(
            [sys.executable, "-c", script], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1


def test_the_id_of_a_document_is_part_of_its_events_ids() -> None:
    one, two = (marsad.code(TEXT, id=name).events for name in ("a", "b"))
    assert one
    assert not {e.id for e in one} & {e.id for e in two}


def test_mentions_stand_in_text_order_with_their_words() -> None:
    found = find_mentions(make_document(TEXT, published="2024-05-15"))
    assert {m.kind for m in found} >= {"quantity", "time", "place", "actor", "source"}
    assert [m.span for m in found] == sorted(m.span for m in found)
    assert all(TEXT[slice(*m.span)] == m.text for m in found)


@pytest.mark.parametrize("text", ["فجر", "قصف الجيش بلدة سراقب فجر"])
def test_a_time_of_day_as_the_last_word(text: str) -> None:
    assert code_document(make_document(text, published="2024-05-15")).failures == ()


@settings(max_examples=40)
@given(NEWS)
def test_texts_like_news_never_fail_and_are_grounded(text: str) -> None:
    result = marsad.code(text, published="2024-05-15")
    assert [f for f in result.failures if f.stage != "language"] == []
    assert result.document.text == text
    assert_grounded(result)


@settings(max_examples=30)
@given(SCRAPS)
def test_any_text_comes_back_without_a_failure_of_a_stage(text: str) -> None:
    result = code_document(make_document(text))
    assert result.failures == ()
    assert_grounded(result)


@settings(max_examples=30)
@given(NEWS)
def test_mentions_of_any_text_are_grounded(text: str) -> None:
    for words, (start, end) in iter_values(
        [m.to_dict() for m in find_mentions(make_document(text, published="2024-05-15"))]
    ):
        assert text[start:end] == words


HOSTILE = {
    "empty": "",
    "space alone": " \n\t\u00a0 ",
    "marks alone": "\u064e\u064f\u0650\u0651 \u0640\u0640",
    "signs alone": "؟!؟!... «» () ،؛:",
    "stops alone": "." * 500,
    "figures alone": "1 2 3 ٤ ٥ 6.7 8,000 " * 50,
    "controls alone": "\u202a\u202b\u200f\u2067\u2069" * 40,
    "controls in words": "قصف\u200f الج\u202bيش\u202c التركي\u2069 قرية \u2067في ريف\u2069 الحسكة.",
    "unbalanced brackets": '((((قال «إن "الجيش (قصف « بلدة [ في حلب',
    "quotes alone": "«" * 300 + '"' * 301,
    "lone surrogates": "قصف \ud800الجيش\udfff بلدة في حلب. \udc00",
    "null characters": "قصف\x00 الجيش \x00السوري بلدة\x00 في حلب",
    "a word of a thousand letters": "قصف " + "ا" * 1000 + " في حلب",
    "conjunctions alone": "و " * 300,
    "one verb": "قتل " * 300,
    "numbers without end": "مئة وألف و" * 200 + "مليون قتيل",
    "emoji": "💣 قصف الجيش السوري 😀 بلدة في حلب 🇸🇾",
    "right-to-left override": "\u202eقصف الجيش السوري بلدة في حلب\u202c",
    "line breaks everywhere": "\n".join(["قصف", "الجيش", "السوري", "بلدة", "في", "حلب"]),
    "carriage returns": "قصف الجيش السوري\r\nبلدة في حلب\r",
    "markup": "<p dir='rtl'>قصف الجيش السوري بلدة</p> في <b>حلب</b> &nbsp;",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts(text: str) -> None:
    result = code_document(make_document(text, published="2024-05-15"))
    assert result.failures == ()
    assert_grounded(result)
    assert result.document.text == text
    find_mentions(make_document(text))


def test_a_long_text_without_a_stop_is_coded() -> None:
    text = ("قصف الجيش السوري بلدة في حلب وقتل ثلاثة مدنيين وقال مصدر طبي إن " * 3500)[:200_000]
    result = code_document(make_document(text, published="2024-05-15"))
    assert result.failures == ()
    assert_grounded(result)


def test_no_stage_behind_the_reading_ones_assigns_a_mention() -> None:
    shown = {"furniture", "quantities", "times", "places", "actors", "materiel", "scopes"}
    assert STAGES[: len(READING)] == READING
    assert not any(shown & set(stage.info.assigns) for stage in STAGES[len(READING) :])
