"""The page of a document: words and values joined, values put right by words that are selected, events added."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from builders import make_event
from hypothesis import given
from hypothesis import strategies as st

import marsad
from marsad.coding.mentions import find_mentions
from marsad.model import Where
from marsad.places.gazetteer import gazetteer_of
from marsad.store import StoredDocument
from marsad.text.bidi import neutralise
from marsad.web.queries.document import place_proposals, proposals, runs, values_of
from marsad.web.queries.documents import list_newest

from .accessibility import serious_findings
from .serving import Workbench

TEXT = "بغداد (الوكالة) - قُتل جنديان وأصيب ثلاثة في انفجار عبوة ناسفة غربي الموصل أمس الأحد."


def document(workbench: Workbench, name: str = "iq-hamrin-1") -> StoredDocument:
    with workbench.owner.reading() as store:
        found = store.get_document(name)
    assert found is not None
    return found


def told(workbench: Workbench, key: str) -> list[Any]:
    with workbench.owner.reading() as store:
        ids = [row[0] for row in store.query("SELECT event_id FROM judged_events WHERE document_key = ?", [key]).rows]
        return sorted((e.event for e in store.iter_judged(ids)), key=lambda e: (e.trigger.span, e.id))


spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda s: (min(s), max(s)))


@given(st.lists(spans, max_size=4))
def test_runs_are_the_text_and_every_value_covers_its_words(furniture: list[tuple[int, int]]) -> None:
    events = marsad.code(TEXT, published="2024-05-06").events
    cards = [(e, values_of(e, n)) for n, e in enumerate(events)]
    found = runs(TEXT, furniture, cards)
    assert "".join(run.text for run in found) == neutralise(TEXT)
    assert all(TEXT[run.start : run.start + len(run.text)] == run.text for run in found)
    for _, values in cards:
        for value in values:
            if value.span:
                covered = "".join(run.text for run in found if value.ref in run.refs)
                assert covered == TEXT[slice(*value.span)]


@pytest.mark.parametrize(
    ("words", "slot", "kind", "part"),
    [
        pytest.param("ثلاثة", "casualties", "killed", '"min":3', id="a figure for the toll"),
        pytest.param("الموصل", "where", "where", '"name":"الموصل"', id="a place"),
        pytest.param("أمس الأحد", "when", "when", '"start":"2024-05-05"', id="a day"),
    ],
)
def test_selected_words_are_offered_as_values(words: str, slot: str, kind: str, part: str) -> None:
    coded = marsad.code(TEXT, published="2024-05-06")
    at = TEXT.index(words)
    found = proposals(coded.events[0], find_mentions(coded.document), (at, at + len(words)))
    assert any(p.slot == slot and p.kind == kind and part in p.value for p in found)


def test_words_that_say_nothing_are_offered_as_nothing() -> None:
    coded = marsad.code(TEXT, published="2024-05-06")
    at = TEXT.index("عبوة")
    assert proposals(coded.events[0], find_mentions(coded.document), (at, at + 2)) == []


@pytest.mark.parametrize(
    ("words", "country", "offered"),
    [
        pytest.param(
            "هيت", "IRQ", ("هيت", "IRQ", True), id="a town whose name alone the coder does not take for a place"
        ),
        pytest.param("المنصورة", "YEM", ("المنصورة", "YEM", True), id="of namesakes that of the event's country first"),
        pytest.param("خربة بني فلان", "SYR", ("خربة بني فلان", "SYR", False), id="a name that no gazetteer has"),
        pytest.param("17", "IRQ", None, id="a figure is no place"),
        pytest.param("قتل ثلاثة جنود في كمين غربي الموصل", "IRQ", None, id="a sentence is no place"),
    ],
)
def test_selected_words_are_offered_as_places(words: str, country: str, offered: tuple[str, str, bool] | None) -> None:
    [event] = [make_event(words, words.split()[0], where=(Where(name="مكان", country=country),))]
    found = place_proposals(gazetteer_of(None), event, words, (0, len(words)), [])
    if offered is None:
        assert found == []
        return
    [where] = msgspec.json.decode(found[0].value, type=list[Where])
    assert (where.name, where.country, where.lat is not None) == offered
    assert (where.basis, where.text, where.span) == ("reviewer", words, (0, len(words)))
    assert len({p.mention.place_id for p in found if isinstance(p.mention, Where)}) == len(found)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_list_leads_to_every_document(shown: Workbench, language: str) -> None:
    client = shown.client("reader", language)
    page = client.get("/documents")
    found = document(shown)
    assert f"/documents/{found.key}" in page.text
    assert found.document.source is not None
    of_one = client.get("/documents", params={"source": found.document.source})
    assert 0 < of_one.text.count('<th scope="row">') < page.text.count('<th scope="row">')


def test_a_reader_reads_and_has_no_forms(shown: Workbench) -> None:
    found = document(shown)
    page = shown.client("reader").get(f"/documents/{found.key}")
    assert page.status_code == 200
    assert "/judge/" not in page.text
    selected = shown.client("reader").get(f"/documents/{found.key}/selected?start=0&end=4")
    assert selected.status_code == 403
    assert shown.client("reader").get("/documents/doc_nothing").status_code == 404


def test_a_toll_is_put_right_by_its_words_and_the_correction_undone(workbench: Workbench) -> None:
    found = document(workbench)
    event = next(e for e in told(workbench, found.key) if e.casualties)
    client = workbench.client("reviewer")
    there = f"/documents/{found.key}?event={event.id}"
    answer = workbench.post(
        client, "/judge/event", event=event.id, kind="correct", slot="casualties[0].max", value="7", then=there
    )
    assert answer.headers["location"] == there
    assert next(e for e in told(workbench, found.key) if e.id == event.id).casualties[0].max == 7
    with workbench.owner.reading() as store:
        [made] = store.journal.active()
    assert (made.slot_start, made.slot_end) == event.casualties[0].span
    workbench.post(client, "/judge/undo", judgement=made.judgement_id, then=there)
    assert next(e for e in told(workbench, found.key) if e.id == event.id) == event


def test_an_event_is_added_by_the_second_occurrence_of_its_words(workbench: Workbench) -> None:
    found = document(workbench)
    text = found.document.text
    word = "عملية"
    start = text.rindex(word)
    client = workbench.client("reviewer")
    answer = workbench.post(
        client,
        f"/documents/{found.key}/add",
        start=str(start),
        end=str(start + len(word)),
        type="operation",
        day="2024-05-20",
        place="حمرين",
    )
    assert answer.status_code == 303
    added = [
        e for e in told(workbench, found.key) if e.trigger.span == (start, start + len(word)) and e.confidence == 1
    ]
    assert len(added) == 1
    assert added[0].where[0].name == "حمرين"
    bad = workbench.post(client, f"/documents/{found.key}/add", start="5", end="5000000", type="operation")
    assert bad.status_code == 400


def test_the_list_has_what_came_in_last_first_and_finds_words_of_titles(shown: Workbench) -> None:
    with shown.owner.reader() as con:
        total, rows = list_newest(con)
        newest = con.execute(
            "SELECT document_key FROM current_codings JOIN documents USING (document_key) ORDER BY coding DESC"
        ).fetchall()
        assert [(row.key,) for row in rows] == newest
        assert total == len(rows) == len({row.key for row in rows})
        first, second = list_newest(con, page=1, size=3)[1], list_newest(con, page=2, size=3)[1]
        assert [*first, *second] == rows[:6]
        wanted = [row for row in rows if row.title and "ديالى" in row.title]
        assert wanted
        assert list_newest(con, q="ديالي") == (len(wanted), wanted), "in any spelling of the last letter"
        assert list_newest(con, wanted[0].source, "دياليّ") == (0, [])
        assert list_newest(con, wanted[0].source, f"ديالى {wanted[0].title.split()[0]}")[1] == wanted[:1]
        assert list_newest(con, "لا أحد", "ديالى") == (0, [])
    page = shown.client("reader").get("/documents", params={"q": "ديالى", "source": wanted[0].source}).text
    assert f"/documents/{wanted[0].key}" in page
    assert "No document has these words" in shown.client("reader").get("/documents?q=zzz").text


@pytest.mark.browser
@pytest.mark.parametrize(("language", "scheme"), [("ar", "light"), ("en", "dark")])
def test_words_and_values_light_each_other_up(
    open_page: Callable[..., Any], shown: Workbench, language: str, scheme: str
) -> None:
    from playwright.sync_api import expect

    found = document(shown)
    page = open_page(f"/documents/{found.key}", language, bypass_csp=True, color_scheme=scheme)
    assert serious_findings(page) == []
    page.locator(".event .value[data-ref$='where[0]']").first.hover()
    expect(page.locator("#text .lit").first).to_be_visible()
    page.locator("#text .s-casualties").first.hover()
    expect(page.locator(".event .value.lit").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ar", "en"])
def test_selecting_words_offers_them_as_values(open_page: Callable[..., Any], shown: Workbench, language: str) -> None:
    from playwright.sync_api import expect

    found = document(shown)
    with shown.owner.reading() as store:
        event = next(e.event for e in store.iter_judged() if e.document_key == found.key and e.event.casualties)
    page = open_page(f"/documents/{found.key}?event={event.id}", language, role="reviewer")
    page.locator("#text .s-casualties").first.dblclick()
    expect(page.locator("#selected .selection")).to_be_visible()
    words = page.locator("#selected blockquote").inner_text()
    start = int(page.locator("#selected input[name=start]").input_value())
    end = int(page.locator("#selected input[name=end]").input_value())
    assert found.document.text[start:end] == words
    expect(page.locator("#selected .offer").first).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ar", "en"])
def test_words_held_by_a_finger_are_offered_for_the_event_they_tell(
    open_page: Callable[..., Any], shown: Workbench, language: str
) -> None:
    """On a phone: no mouse lifts its button, no event was chosen, and the offer stands where the text stays in sight."""
    from playwright.sync_api import expect

    found = document(shown)
    screen = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = open_page(f"/documents/{found.key}", language, role="reviewer", **screen)
    page.locator("#text .s-casualties").first.evaluate(
        "run => { const range = document.createRange(); range.selectNodeContents(run); getSelection().removeAllRanges();"
        "getSelection().addRange(range); }"
    )
    expect(page.locator("#selected .offer").first).to_be_in_viewport()
    expect(page.locator(".event.chosen")).to_have_count(1)
    asked = page.locator("#selected .offer input[name=event]").first.get_attribute("value")
    assert asked == page.locator(".event.chosen").get_attribute("data-event")
    page.locator("#selected [data-close]").click()
    expect(page.locator("#selected .selection")).to_have_count(0)
