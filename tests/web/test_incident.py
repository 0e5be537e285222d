"""The page of an incident and what reviewers do on it, over HTTP and in a browser, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lxml import html

from marsad.corroborate.reading import iter_incidents
from marsad.model import Incident
from marsad.store import Store
from marsad.web.queries.incident import links_of, near, quotes, reason_of

from .accessibility import serious_findings
from .serving import Workbench


def joined(workbench: Workbench, slot: str | None = None) -> Incident:
    """An incident of two reports; with `slot` one whose sources contradict each other in it."""
    with workbench.owner.reading() as store:
        return next(
            i
            for i in iter_incidents(store)
            if len(i.reports) > 1 and (slot is None or any(c.slot == slot for c in i.contradictions))
        )


def incident_of(workbench: Workbench, event_id: str) -> str:
    with workbench.owner.reader() as con:
        row = con.execute("SELECT incident_id FROM incident_reports WHERE event_id = ?", [event_id]).fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize(
    ("text", "evidence", "told"),
    [
        pytest.param(
            "أعلن الجيش اليوم. قُتل جنديان في الموصل. والتحقيق مستمر.",
            [(18, 39)],
            (("أعلن الجيش اليوم. ", False), ("قُتل جنديان في الموصل", True), (". والتحقيق مستمر.", False)),
            id="a little before and after",
        ),
        pytest.param("قُتل جنديان", [(0, 5), (3, 11)], (("قُتل جنديان", True),), id="overlapping spans are one"),
        pytest.param(
            "قتل \u202e5\u202c جنود", [(0, 12)], (("قتل □5\u2060 جنود", True),), id="no text turns itself round"
        ),
    ],
)
def test_quotes_mark_the_evidence(text: str, evidence: list[tuple[int, int]], told: object) -> None:
    [quote] = quotes(text, evidence)
    assert quote.pieces == told


def test_evidence_far_apart_gives_two_quotes_cut_at_words() -> None:
    text = "قُتل جنديان. " + "ولم يذكر البيان شيئا آخر عن ذلك. " * 8 + "وأصيب ثلاثة."
    first, second = quotes(text, [(0, 11), (len(text) - 12, len(text) - 1)])
    assert first.pieces[0] == ("قُتل جنديان", True)
    assert first.pieces[-1] == (" …", False)
    assert second.pieces[0] == ("… ", False)
    for quote in (first, second):
        assert set("".join(piece for piece, _ in quote.pieces).split()) <= {*text.split(), "…"}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_sources_stand_side_by_side_and_what_differs_is_marked(shown: Workbench, language: str) -> None:
    found = joined(shown, "killed")
    page = shown.client("reader", language).get(f"/incidents/{found.id}")
    assert page.status_code == 200
    assert page.text.count('class="differs"') >= 2
    assert all(report.source in page.text for report in found.reports if report.source)
    assert "/judge/" not in page.text, "a reader judges nothing"


def test_the_first_letters_of_an_id_are_enough_and_an_unknown_one_is_not_found(shown: Workbench) -> None:
    found = joined(shown)
    client = shown.client("reader")
    assert client.get(f"/incidents/{found.id[:12]}").status_code == 200
    assert client.get("/incidents/inc_nothing").status_code == 404


def test_why_it_is_one_tells_weights(shown: Workbench) -> None:
    found = joined(shown)
    page = shown.client("reader").get(f"/incidents/{found.id}/links")
    with shown.owner.reading() as store:
        [link, *_] = links_of(store, found)
    assert f"{link.weight:+.1f}" in page.text
    assert "Before any evidence" in page.text


@pytest.mark.parametrize(
    ("grade", "slot", "reason"),
    [("fair", "killed", "fair"), ("contested", "initiator", "sides"), ("contested", "occurrence", "denied")],
)
def test_the_reason_of_a_grade(shown: Workbench, grade: Any, slot: str, reason: str) -> None:
    import msgspec

    found = joined(shown, "killed")
    row = msgspec.structs.replace(found.contradictions[0], slot=slot)
    assert reason_of(msgspec.structs.replace(found, grade=grade, contradictions=(row,))) == reason


def test_places_stand_in_the_language_of_the_page(shown: Workbench) -> None:
    with shown.owner.reading() as store:
        known = {w.name: w.name_en for e in store.iter_judged() for w in e.event.where if w.name_en}
        incidents = [i for i in iter_incidents(store) if near(store, i)]
    assert incidents
    for incident in incidents:
        for language in ("ar", "en"):
            page = html.document_fromstring(shown.client("reviewer", language).get(f"/incidents/{incident.id}").text)
            told = [text.strip() for text in page.xpath("//ul[@class='near']//small/bdi[1]/text()")]
            assert told
            assert all((name in known) is (language == "ar") for name in told), told


def test_splitting_off_and_undoing(workbench: Workbench) -> None:
    found = joined(workbench)
    first, second = (report.event_id for report in found.reports[:2])
    client = workbench.client("reviewer")
    answer = workbench.post(client, "/judge/split", incident=found.id, event=second)
    assert answer.status_code == 303
    assert incident_of(workbench, first) != incident_of(workbench, second)
    with workbench.owner.reading() as store:
        [made] = store.journal.active()
    assert (made.kind, made.made_by) == ("not_same", "reviewer")
    back = workbench.post(client, "/judge/undo", judgement=made.judgement_id, event=first)
    assert incident_of(workbench, first) == incident_of(workbench, second)
    assert back.headers["location"] == f"/incidents/{incident_of(workbench, first)}"


def test_merging_two_incidents(workbench: Workbench) -> None:
    with workbench.owner.reading() as store:
        first, second = [i for i in iter_incidents(store) if i.kind == "happening" and len(i.reports) == 1][:2]
    client = workbench.client("reviewer")
    answer = workbench.post(client, "/judge/merge", incident=first.id, other=second.id)
    assert answer.status_code == 303
    both = [i.reports[0].event_id for i in (first, second)]
    assert len({incident_of(workbench, event) for event in both}) == 1
    assert client.get(answer.headers["location"]).status_code == 200
    assert workbench.post(client, "/judge/merge", incident=first.id, other="inc_nothing").status_code == 400


def test_rejecting_and_correcting_change_the_record(workbench: Workbench) -> None:
    found = joined(workbench, "killed")
    event = found.reports[0].event_id
    client = workbench.client("reviewer")
    there = f"/incidents/{found.id}"
    corrected = workbench.post(
        client, "/judge/event", event=event, kind="correct", slot="casualties[0].min", value="4", then=there
    )
    assert corrected.headers["location"] == there
    with workbench.owner.reading() as store:
        changed = store.get_judged(event)
    assert changed is not None
    assert changed.event.casualties[0].min == 4
    assert (
        workbench.post(client, "/judge/event", event=event, kind="correct", slot="nothing", value="4").status_code
        == 400
    )
    workbench.post(client, "/judge/event", event=event, kind="reject", then=there)
    with workbench.owner.reading() as store:
        assert event not in {e.event.id for e in store.iter_judged()}


def test_the_form_leads_nowhere_else(workbench: Workbench) -> None:
    event = joined(workbench).reports[0].event_id
    client = workbench.client("reviewer")
    answer = workbench.post(client, "/judge/event", event=event, kind="accept", then="https://example.org/")
    assert answer.headers["location"] == "/"


def test_an_id_that_ended_leads_to_where_its_reports_are(workbench: Workbench) -> None:
    with workbench.owner.reading() as store:
        first, second = [i for i in iter_incidents(store) if i.kind == "happening" and len(i.reports) == 1][:2]
    client = workbench.client("reviewer")
    workbench.post(client, "/judge/merge", incident=first.id, other=second.id)
    now = incident_of(workbench, first.reports[0].event_id)
    ended = first.id if now != first.id else second.id
    assert client.get(f"/incidents/{ended}").headers["location"] == f"/incidents/{now}"


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_in_a_browser(open_page: Callable[..., Any], shown: Workbench, language: str) -> None:
    from playwright.sync_api import expect

    found = joined(shown, "killed")
    scheme = "dark" if language == "en" else "light"
    page = open_page(f"/incidents/{found.id}", language, bypass_csp=True, color_scheme=scheme)
    # Without a graphics card the map is drawn slowly.
    expect(page.locator("#map[data-drawn]")).to_be_visible(timeout=60_000)
    expect(page.locator("td.differs").first).to_be_visible()
    page.locator("#links summary").first.click()
    expect(page.locator("#links table").first).to_be_visible(timeout=30_000)
    assert serious_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_nothing_of_the_texts_without_an_account(example_store: Any, tmp_path: Any) -> None:
    import shutil

    from .serving import open_workbench

    path = tmp_path / "store.duckdb"
    shutil.copy(example_store, path)
    with open_workbench(path, public=True) as public:
        found = joined(public)
        with Store.open(example_store, read_only=True) as store:
            events = [store.get_judged(r.event_id) for r in found.reports]
        page = public.client().get(f"/incidents/{found.id}")
        assert page.status_code == 200
        for held in events:
            assert held is not None
            assert held.event.trigger.text not in page.text
            assert all(c.speaker not in page.text for c in held.event.claims if c.speaker)
        assert public.client().get(f"/incidents/{found.id}/links").status_code == 303
