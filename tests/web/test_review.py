"""The review queue: judged by key, put off, undone; two reviewers and how far they agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import marsad
from marsad.corroborate.doubtful import iter_doubtful
from marsad.corroborate.link import link
from marsad.store import Store
from marsad.web.queries.review import QUEUES, agreements, kappa, verdicts, waiting
from marsad.web.queries.review import doubtful as doubtful_pairs

from .accessibility import serious_findings
from .serving import NOW, Workbench, open_workbench, running

#: Reports of neighbouring villages on about one day: whether some of them are one cannot be told from them.
PAIR = {
    "a": "قُتل ثلاثة مدنيين وأصيب سبعة آخرون بقصف مدفعي على بلدة كفرنبل في ريف إدلب الجنوبي يوم الأحد 5 أيار 2019.",
    "b": "أعلن ناشطون سقوط قتلى وجرحى بقصف مدفعي لقوات النظام استهدف بلدات في ريف إدلب الجنوبي.",
    "c": "قتل ثلاثة أشخاص في قصف مدفعي على قرية حاس جنوب إدلب.",
}


@pytest.fixture
def doubtful(tmp_path: Path) -> Iterator[Workbench]:
    path = tmp_path / "store.duckdb"
    with Store.open(path) as store:
        run = store.start_run("rules")
        for name, text in PAIR.items():
            store.add(marsad.code(text, id=name, source=f"وكالة {name}", published="2019-05-06"), run)
        store.finish_run(run)
        link(store, at=NOW)
    with open_workbench(path) as opened:
        opened.accounts.add("other", "كلمة-سر-طويلة", "reviewer")
        yield opened


def active(workbench: Workbench) -> list[Any]:
    with workbench.owner.reading() as store:
        return store.journal.active()


def queue(workbench: Workbench, name: Any, by: str = "reviewer") -> list[Any]:
    with workbench.owner.reading() as store:
        return doubtful_pairs(store) if name == "pairs" else waiting(store, name, by, verdicts(store.journal.active()))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30))
def test_kappa_is_one_for_full_agreement_and_the_same_both_ways(pairs: list[tuple[str, str]]) -> None:
    value = kappa(pairs)
    turned = kappa([(b, a) for a, b in pairs])
    assert (value is None) == (turned is None)
    if value is not None and turned is not None:
        assert value == pytest.approx(turned)
        assert value <= 1
    same = kappa([(a, a) for a, _ in pairs])
    assert same is None or same == pytest.approx(1)


def test_kappa_of_a_known_table() -> None:
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_events_wait_least_certain_first_until_judged(workbench: Workbench) -> None:
    with workbench.owner.reading() as store:
        sure = {e.event.id: e.event.confidence for e in store.iter_judged()}
    items = queue(workbench, "events")
    assert [sure[item.event] for item in items] == sorted(sure.values())[: len(items)]
    client = workbench.client("reviewer")
    page = client.get("/review?queue=events")
    assert items[0].event in page.text
    workbench.post(client, "/judge/event", event=items[0].event, kind="accept", then="/review?queue=events")
    assert items[0].event not in [item.event for item in queue(workbench, "events")]
    assert items[1].event in client.get("/review?queue=events").text


def test_what_is_put_off_comes_no_more_in_this_sitting(workbench: Workbench) -> None:
    first, second = queue(workbench, "events")[:2]
    page = workbench.client("reviewer").get("/review", params={"queue": "events", "later": first.key})
    assert f'value="{second.event}"' in page.text
    assert f'value="{first.event}"' not in page.text


def test_a_doubtful_pair_is_judged_and_leaves_the_queue(doubtful: Workbench) -> None:
    with doubtful.owner.reading() as store:
        pairs = list(iter_doubtful(store))
    assert pairs, "the texts are written so that a pair is in doubt"
    a, b, _ = pairs[0]
    client = doubtful.client("reviewer")
    assert a in client.get("/review").text
    answer = doubtful.post(client, "/judge/pair", event=a, other=b, kind="not_same", then="/review?queue=pairs")
    assert answer.headers["location"] == "/review?queue=pairs"
    assert (a, b) not in [(item.event, item.other) for item in queue(doubtful, "pairs")]
    assert client.get("/review?queue=pairs").status_code == 200


def test_a_second_opinion_a_disagreement_and_their_kappa(doubtful: Workbench) -> None:
    with doubtful.owner.reading() as store:
        events = [e.event.id for e in store.iter_judged()][:2]
    one, two = doubtful.client("reviewer"), doubtful.client("other")
    for event, second in zip(events, ("accept", "reject"), strict=True):
        doubtful.post(one, "/judge/event", event=event, kind="accept")
        assert event in [item.event for item in queue(doubtful, "second", "other")]
        doubtful.post(two, "/judge/event", event=event, kind=second)
        assert event not in [item.event for item in queue(doubtful, "second", "other")]
    assert [item.event for item in queue(doubtful, "differ")] == [events[1]]
    [found] = agreements(verdicts(active(doubtful)))
    assert (found.first, found.second, found.both, found.agreed) == ("other", "reviewer", 2, 1)
    page = one.get("/review?queue=differ")
    assert page.status_code == 200
    assert "kappa" in page.text


def test_who_may_and_what_is_unknown(workbench: Workbench) -> None:
    assert workbench.client("reader").get("/review").status_code == 403
    assert workbench.client("reviewer").get("/review?queue=nothing").status_code == 400
    assert all(workbench.client("reviewer", "ar").get(f"/review?queue={name}").status_code == 200 for name in QUEUES)


@pytest.mark.browser
@pytest.mark.parametrize(("language", "scheme"), [("ar", "light"), ("en", "dark")])
def test_a_reviewer_works_by_key(browser: Any, workbench: Workbench, language: str, scheme: str) -> None:
    from playwright.sync_api import expect

    from marsad.web.visitors import SESSION_COOKIE

    with running(workbench) as address:
        context = browser.new_context(locale=language, color_scheme=scheme, bypass_csp=True)
        context.add_cookies([{"name": SESSION_COOKIE, "value": workbench.session("reviewer"), "url": address}])
        page = context.new_page()
        page.goto(f"{address}/review?queue=events")
        assert serious_findings(page) == []
        field = page.locator(".answers input[name=event]").first
        first = field.input_value()
        page.keyboard.press("a")
        expect(field).not_to_have_value(first)
        second = field.input_value()
        page.keyboard.press("l")
        expect(field).not_to_have_value(second)
        page.keyboard.press("z")
        page.wait_for_url("**/review?queue=events**")
        expect(page.locator("[data-key=z]")).to_have_count(0)
        context.close()
    assert active(workbench) == []
