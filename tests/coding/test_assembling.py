"""The record of an event: what each value says of itself, and why it is there."""

from __future__ import annotations

import pytest
from coded_events import coded, event_of

TEXT = (
    "قال المتحدث باسم الجيش السوداني نبيل عبد الله إن قوات الدعم السريع قصفت الثلاثاء سوقا في مدينة الفاشر، ما أدى إلى مقتل تسعة"
    " مدنيين بينهم ثلاثة أطفال وإصابة عشرات آخرين."
)


def test_every_slot_has_its_trace() -> None:
    result = coded(TEXT)
    (event,) = result.events
    slots = {t.slot for t in result.traces if t.kept}
    assert {"type", "status", "when"} <= slots
    assert {f"where[{i}]" for i in range(len(event.where))} <= slots
    assert {f"actors[{i}]" for i in range(len(event.actors))} <= slots
    assert {f"casualties[{i}]" for i in range(len(event.casualties))} <= slots
    assert {f"claims[{i}]" for i in range(len(event.claims))} <= slots


def test_a_value_without_words_says_where_it_comes_from() -> None:
    event = event_of("قصف الجيش السوري بلدة الأتارب.", "shelling")
    assert (event.when.span, event.when.basis) == (None, "inferred")
    assert event.count.span is None


def test_without_a_day_of_publication_nothing_is_dated() -> None:
    event = event_of("قصف الجيش السوري بلدة الأتارب أمس.", "shelling", published=None)
    assert (event.when.start, event.when.end, event.when.basis) == (None, None, "unresolved")
    assert event.when.text == "أمس"


@pytest.mark.parametrize(
    ("day", "start"), [("2024-05-15", "2024-05-14"), ("2024-03-01", "2024-02-29"), ("2020-01-01", "2019-12-31")]
)
def test_yesterday_depends_on_the_day_of_publication(day: str, start: str) -> None:
    assert event_of("قصف الجيش السوري بلدة الأتارب أمس.", "shelling", published=day).when.start == start


def test_parts_belong_to_their_total() -> None:
    (event,) = coded(TEXT).events
    killed = next(c for c in event.casualties if c.outcome == "killed")
    assert (killed.min, killed.max, killed.group, killed.qualifier) == (9, 9, "civilians", "exact")
    assert [(p.category, p.min) for p in killed.of_which] == [("children", 3)]
    injured = next(c for c in event.casualties if c.outcome == "injured")
    assert (injured.min, injured.max, injured.qualifier) == (20, None, "vague")


def test_a_private_person_is_never_an_actor() -> None:
    event = event_of("اختطف مسلحون مجهولون الطبيب سامر حداد في بنغازي.", "abduction")
    assert {a.actor_id for a in event.actors if a.role == "target"} == {"LBY-CVL"}


def test_the_place_carries_its_country_and_point() -> None:
    (place,) = coded(TEXT).events[0].where
    assert (place.name, place.country) == ("الفاشر", "SDN")
    assert place.lat == pytest.approx(13.63, abs=0.1)
    assert place.lon == pytest.approx(25.35, abs=0.1)
