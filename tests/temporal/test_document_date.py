"""The publication date from inside evidence: what is written, what follows from facts, and what stays unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from marsad.model import Published
from marsad.temporal import date_document
from marsad.text.words import Words

_SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def dated(text: str) -> Published:
    return date_document(Words(text), Published())


def test_metadata_wins() -> None:
    given = Published.from_metadata("2020-01-01")
    assert date_document(Words("اليوم الجمعة 15 ديسمبر 2016"), given) is given


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("عنوان الخبر\n21 مارس 2021\nانطلقت الحملة أمس", "2021-03-21"),
        ("عنوان الخبر\nالسبت 12/9/1446 هـ\nانطلقت الحملة", "2025-03-12"),
        ("عنوان الخبر\nتاريخ النشر: 21/03/2021\nانطلقت الحملة", "2021-03-21"),
        ("عنوان الخبر\nالبصرة - 3 أيار 2015\nانطلقت الحملة", "2015-05-03"),
        ("البصرة (وكالات) 3 أيار 2015 - انطلقت الحملة", "2015-05-03"),
        ("قال مصدر اليوم الجمعة 15 ديسمبر 2017 إن الحملة انطلقت", "2017-12-15"),
        ("قال مصدر أمس الخميس 14 ديسمبر 2017 إن الحملة انطلقت", "2017-12-15"),
    ],
)
def test_a_written_date(text: str, day: str) -> None:
    found = dated(text)
    assert (found.start, found.end, found.basis) == (day, day, "explicit")
    assert found.span is not None
    assert found.grounds[0]["text"] == text[slice(*found.span)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("انطلقت الحملة بعد معارك في عام 2016 ثم في 3 مايو 2017", "2017-05-03", None),
        ("قال رئيس الوزراء العراقي حيدر العبادي إن الحملة انطلقت", "2014-09-08", "2018-10-25"),
        ("قال حيدر العبادي رئيس الوزراء السابق إن الحملة انطلقت", None, None),
        ("قال رئيس الوزراء السابق حيدر العبادي إن الحملة انطلقت", None, None),
        ("زار مصطفى الكاظمي المدينة. وكان تولى رئاسة الحكومة في السابع من الشهر الماضي", "2020-06-01", "2020-06-30"),
        ("تنتهي الخطة بحلول عام 2030", None, None),
        ("انطلقت الحملة اليوم الجمعة", None, None),
        ("استنكر ضحايا مجزرة سبايكر القرار", "2014-06-12", None),
    ],
)
def test_bounds(text: str, start: str | None, end: str | None) -> None:
    found = dated(text)
    assert (found.start, found.end) == (start, end)
    assert found.basis == ("inferred" if start or end else "unknown")
    assert all(text[slice(*g["span"])] == g["text"] for g in found.grounds)


def test_one_fact_told_with_its_year_and_with_last_year() -> None:
    text = (
        "وكان المسلحون سيطروا على بلدات سهل الزيتون صيف العام الماضي. "
        "وفي 10 يونيو 2014 سيطر المسلحون على مدينة سهل الزيتون وبلدات أخرى."
    )
    found = dated(text)
    assert (found.start, found.end) == ("2015-01-01", "2015-12-31")


def test_the_same_words_of_another_time_of_year_bound_nothing_more() -> None:
    text = (
        "وكان المسلحون سيطروا على بلدات سهل الزيتون شتاء العام الماضي. "
        "وفي 10 يونيو 2014 سيطر المسلحون على مدينة سهل الزيتون وبلدات أخرى."
    )
    assert (dated(text).start, dated(text).end) == ("2014-06-10", None)


@pytest.mark.shared
@pytest.mark.skipif(not _SEEDS.exists(), reason=f"{_SEEDS} is absent")
@pytest.mark.parametrize(
    ("name", "published", "widest"),
    [
        ("000", "2015-09-01", 365),
        ("001", "2020-06-02", 31),
        ("002", "2017-11-01", None),
        ("003", "2021-06-01", None),
        ("004", "2021-03-21", 1),
    ],
)
def test_bounds_of_the_seeds_hold(name: str, published: str, widest: int | None) -> None:
    found = dated((_SEEDS / f"{name}.txt").read_text("utf-8"))
    assert (found.start or "0001-01-01") <= published <= (found.end or "9999-12-31")
    if widest is not None:
        assert found.start
        assert found.end
        assert (date.fromisoformat(found.end) - date.fromisoformat(found.start)).days < widest
