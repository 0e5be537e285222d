"""Recent, past and future, against the day of publication."""

from __future__ import annotations

import pytest

import marsad
from marsad.coding.draft import Draft
from marsad.coding.settings import in_future, is_recent
from marsad.model import Document, Published, TimeMention
from marsad.text.words import Words


def draft(start: str | None, end: str | None) -> Draft:
    return Draft(
        document=Document(id="x", text=""), words=Words(""), published=Published(start=start, end=end, basis="inferred")
    )


def time(start: str | None, end: str | None = None) -> TimeMention:
    return TimeMention(text="x", span=(0, 1), first=0, last=1, start=start, end=end, precision="day")


RECENT = {
    "yesterday": ("2024-05-14", None, "2024-05-15", "2024-05-15", True),
    "a month before": ("2024-04-14", None, "2024-05-15", "2024-05-15", True),
    "a day more": ("2024-04-13", None, "2024-05-15", "2024-05-15", False),
    "a span that reaches in": ("2023-01-01", "2024-05-01", "2024-05-15", "2024-05-15", True),
    "years before": ("2014-06-10", None, "2024-05-15", "2024-05-15", False),
    "no day told": (None, None, "2024-05-15", "2024-05-15", None),
    "no day of publication": ("2024-05-14", None, None, None, None),
    "long before the earliest day": ("2012-01-01", None, "2020-01-01", None, False),
    "after the earliest day": ("2021-01-01", None, "2020-01-01", None, None),
}


@pytest.mark.parametrize(("start", "end", "earliest", "latest", "recent"), RECENT.values(), ids=RECENT)
def test_recent(
    start: str | None, end: str | None, earliest: str | None, latest: str | None, recent: bool | None
) -> None:
    assert is_recent(draft(earliest, latest), time(start, end)) is recent


def test_no_time_is_not_recent() -> None:
    assert is_recent(draft("2024-05-15", "2024-05-15"), None) is None


@pytest.mark.parametrize(
    ("start", "future"), [("2024-05-16", True), ("2024-05-15", False), ("2024-05-14", False), (None, False)]
)
def test_future(start: str | None, future: bool) -> None:
    assert in_future(draft("2024-05-15", "2024-05-15"), time(start)) is future


def test_nothing_is_future_without_a_day_of_publication() -> None:
    assert in_future(draft(None, None), time("2050-01-01")) is False


DESCRIBED = {
    "a place held since": (
        "قصف الطيران مدينة إدلب التي تسيطر عليها فصائل المعارضة منذ عام 2015.",
        "air_strike",
        "2024-05-15",
    ),
    "a place under siege since": (
        "أصيب ثلاثة جنود في هجوم على حاجز قرب الفلوجة التي يحاصرها الجيش منذ شهرين.",
        "armed_clash",
        "2024-05-15",
    ),
    "the happening itself": (
        "وندد الوزير بالهجوم الذي استهدف حاجزا للجيش في تكريت أمس وأدى إلى مقتل جنديين.",
        "armed_clash",
        "2024-05-14",
    ),
    "behind the clause": ("قصف الجيش مدينة سراقب التي تضم آلاف النازحين، صباح أمس.", "shelling", "2024-05-14"),
}


@pytest.mark.parametrize(("text", "type_", "start"), DESCRIBED.values(), ids=DESCRIBED)
def test_the_date_of_a_description_is_not_the_event_s(text: str, type_: str, start: str) -> None:
    (event,) = (e for e in marsad.code(text, published="2024-05-15").events if e.type == type_)
    assert (event.when.start, event.status) == (start, "current")
