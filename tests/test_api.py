"""The coder as functions: what is handed in, what comes back, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import engines
import pytest

import marsad
from marsad.api import code_document, code_documents, coder_name, make_document
from marsad.errors import BadSetting
from marsad.model import Coded, Document, Failure

TEXT = "قصف على أطراف البلدة صباح اليوم"


def docs(*texts: str) -> list[Document]:
    return [Document(id=str(i), text=text) for i, text in enumerate(texts)]


def test_a_document_of_a_text() -> None:
    doc = make_document(TEXT, published="2020-06-02", source="s", url="u", title="t", id="i")
    assert (doc.id, doc.source, doc.url, doc.title, doc.published.start) == ("i", "s", "u", "t", "2020-06-02")


def test_a_text_without_an_id_gets_one_from_its_words() -> None:
    assert make_document(TEXT).id == make_document(TEXT).id != make_document(TEXT + " ").id


@pytest.mark.parametrize(
    "published", ["2020-06-02", "2020-06-02T10:00:00Z", date(2020, 6, 2), datetime(2020, 6, 2, 10)]
)
def test_days_of_publication(published: str | date) -> None:
    assert make_document(TEXT, published=published).published.start == "2020-06-02"


@pytest.mark.parametrize("published", ["2/6/2020", "yesterday", "2020-06-02x", "2020-13-01", 20200602])
def test_a_day_that_is_no_day_is_a_bad_setting(published: str) -> None:
    with pytest.raises(BadSetting, match="YYYY-MM-DD"):
        marsad.code(TEXT, published=published)


@pytest.mark.parametrize("text", [b"\xd9\x82", None, 5])
def test_a_text_that_is_no_string_is_a_bad_setting(text: object) -> None:
    with pytest.raises(BadSetting, match="a string is needed"):
        marsad.code(text)  # type: ignore[arg-type]


def test_an_unknown_engine_is_a_bad_setting() -> None:
    with pytest.raises(BadSetting, match="'magic' is unknown; use one of rules"):
        marsad.code(TEXT, engine="magic")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The army shelled the town", "no Arabic letters"),
        ("Aleppo, Homs, Hama and Idlib (إدلب)", "only 15 % of its letters are Arabic"),
        ("12:30", "no letters at all"),
        (
            "نیروهای امنیتی گزارش دادند که چند پایگاه نزدیک شهر گرگان پس از چهار روز تخریب شد",
            "Persian, Kurdish",
        ),
    ],
    ids=["latin", "mostly latin", "figures", "persian"],
)
def test_what_is_not_arabic_is_not_coded(text: str, reason: str) -> None:
    coded = code_document(Document(id="x", text=text), engines.find_shelling)
    assert (coded.events, coded.document.lang) == ((), "und")
    (failure,) = coded.failures
    assert (failure.stage, failure.error) == ("language", "NotArabic")
    assert reason in failure.message


def test_the_coder_has_a_name() -> None:
    assert coder_name().startswith("rules ")


def test_documents_are_taken_as_they_are_needed() -> None:
    taken: list[str] = []

    def watched() -> Iterator[Document]:
        for doc in docs(TEXT, TEXT, TEXT):
            taken.append(doc.id)
            yield doc

    results = code_documents(watched(), engine=engines.find_shelling)
    next(results)
    assert taken == ["0"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_and_number_are_kept(jobs: int) -> None:
    texts = [f"{'قصف ' * (i % 4)}خبر {i}" for i in range(60)]
    done = Coded(document=Document(id="done", text=""), failures=(Failure(stage="reading", error="E", message="m"),))
    items: list[Document | Coded] = [*docs(*texts[:30]), done, *docs(*texts[30:])]
    found = list(code_documents(items, engine=engines.find_shelling, jobs=jobs))
    assert [c.document.id for c in found] == [i.document.id if isinstance(i, Coded) else i.id for i in items]
    assert [len(c.events) for c in found if c is not done] == [i % 4 for i in range(60)]


def test_a_process_that_dies_costs_one_document() -> None:
    texts = ["موت" if i in (3, 40) else f"قصف {i}" for i in range(70)]
    found = list(code_documents(docs(*texts), engine=engines.die_on_request, jobs=2))
    assert [c.document.id for c in found] == [str(i) for i in range(70)]
    failed = [c for c in found if c.failures]
    assert [(c.document.id, c.failures[0].stage, c.failures[0].error) for c in failed] == [
        ("3", "process", "ProcessDied"),
        ("40", "process", "ProcessDied"),
    ]
    assert sum(len(c.events) for c in found) == 68


def test_a_negative_number_of_processes_is_a_bad_setting() -> None:
    with pytest.raises(BadSetting, match="jobs: -1"):
        code_documents([], jobs=-1)
