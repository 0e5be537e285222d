"""Quantities in sentences: values, bounds, roles, words."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_numbers import Style, ordinal, written

from marsad.model import Quantity
from marsad.numerals import find_duals, find_quantities, parse_number
from marsad.text.words import Words

_SHARED = Path(__file__).resolve().parents[3] / "shared" / "peers" / "duckling_numbers.json"


def only(text: str) -> Quantity:
    found = find_quantities(Words(text))
    assert len(found) == 1, [q.text for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,500", 2500),
        ("٢٬٥٠٠", 2500),
        ("2.500", 2500),
        ("١٫٥", 1.5),
        ("15 000", 15000),
        ("ثلاثة عشر", 13),
        ("ثلاث عشرة", 13),
        ("مئتان", 200),
        ("مائتين", 200),
        ("مئتي", 200),
        ("ألفان", 2000),
        ("ثلاثمئة", 300),
        ("ثلاث مئة", 300),
        ("ثلاثمائة", 300),
        ("أحد عشر ألفا وخمسمئة", 11500),
        ("مليون ونصف", 1_500_000),
        ("مليون ونصف المليون", 1_500_000),
        ("نصف مليون", 500_000),
        ("مئة وخمسة وعشرون", 125),
        ("3 آلاف", 3000),
        ("1.5 مليون", 1_500_000),
        ("35ألف", 35000),
        ("مليون و200 ألف", 1_200_000),
        ("ألف مليون", 10**9),
        ("-12", -12),
        ("الحادي والعشرين", 21),
    ],
)
def test_value_of_an_expression(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "كتاب", "ثلاثة كتب", "لست", "كمية من السلاح", "كميات كبيرة", "12.9.2015"])
def test_no_number(text: str) -> None:
    assert parse_number(text) is None


_STYLES = st.builds(
    Style,
    feminine=st.booleans(),
    oblique=st.booleans(),
    hundred=st.sampled_from(["مئة", "مائة", "مية", "مئه"]),
    split=st.booleans(),
    waw=st.sampled_from([" و", " و "]),
    tanwin=st.sampled_from(["ا", "اً", "ًا", ""]),
    bare=st.booleans(),
    joined=st.booleans(),
    repeat=st.booleans(),
)
#: Numbers of every size, not the large ones alone.
_INTEGERS = st.integers(0, 10**9) | st.integers(0, 2500) | st.integers(0, 10**6)


@settings(max_examples=600, deadline=None)
@given(_INTEGERS, _STYLES)
def test_integers_written_out_in_every_case_and_gender_read_back(n: int, style: Style) -> None:
    assert parse_number(written(n, style)) == n


@pytest.mark.parametrize("style", [Style(), Style(feminine=True, oblique=True, hundred="مائة")], ids=["plain", "fem"])
def test_every_integer_to_a_thousand_and_its_thousands_read_back(style: Style) -> None:
    numbers = [*range(1001), *range(1000, 10**6, 997), *range(10**6, 10**9, 999_983)]
    assert [n for n in numbers if parse_number(written(n, style)) != n] == []


@pytest.mark.parametrize("hundreds_first", [False, True], ids=["after the hundred", "hundred first"])
@pytest.mark.parametrize("feminine", [False, True], ids=["masculine", "feminine"])
@pytest.mark.parametrize("oblique", [False, True], ids=["nominative", "oblique"])
def test_every_ordinal_to_999_reads_back(feminine: bool, oblique: bool, hundreds_first: bool) -> None:
    style = Style(feminine=feminine, oblique=oblique)
    noun = "الذكرى" if feminine else "العدد"
    for n in range(1, 1000):
        text = f"صدر في {noun} {ordinal(n, style, hundreds_first)} من الجريدة"
        (q,) = find_quantities(Words(text))
        assert (q.role, q.ordinal, q.min, q.max) == ("ordinal", n, None, None), text
        assert text[q.span[0] : q.span[1]] == ordinal(n, style, hundreds_first)


@settings(deadline=None)
@given(_INTEGERS, _STYLES, st.sampled_from(["", "و", "ب", "ل"]), st.sampled_from(["قتل ", "أصيب نحو ", "عاد "]))
def test_a_written_number_in_a_sentence_is_one_mention_on_its_own_words(
    n: int, style: Style, clitic: str, before: str
) -> None:
    number = written(n, style)
    text = f"{before}{clitic}{number} من السكان"
    found = [q for q in find_quantities(Words(text)) if q.role == "count"]
    assert len(found) == 1 or n in (1, 2)
    assert all(text[q.span[0] : q.span[1]] == q.text and q.text.endswith(number) for q in found)


@given(st.integers(0, 10**9), st.sampled_from(["", ",", "٬"]), st.booleans())
def test_figures_read_back(n: int, separator: str, eastern: bool) -> None:
    text = f"{n:,}".replace(",", separator)
    if eastern:
        text = text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert parse_number(text) == n


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "qualifier"),
    [
        ("جرح أكثر من 100 عامل", "أكثر من 100", 100, None, "at_least"),
        ("جرح ما لا يقل عن عشرين عاملا", "ما لا يقل عن عشرين", 20, None, "at_least"),
        ("جرح اكثر 80 عاملا", "اكثر 80", 80, None, "at_least"),
        ("جرح 43 عاملا على الأقل", "43", 43, None, "at_least"),
        ("جرح على الأقل سبعة عمال", "على الأقل سبعة", 7, None, "at_least"),
        ("تجاوز عدد الجرحى 100", "100", 100, None, "at_least"),
        ("وصل نحو أربعة آلاف نازح", "نحو أربعة آلاف", 4000, 4000, "about"),
        ("وصل بنحو 30 نازحا", "نحو 30", 30, 30, "about"),
        ("وصل 30 نازحا تقريبا", "30", 30, 30, "about"),
        ("جرح أقل من 5 عمال", "أقل من 5", 0, 5, "at_most"),
        ("لا يتجاوز 10 عمال", "لا يتجاوز 10", 0, 10, "at_most"),
        ("جرح بين 15 و20 عاملا", "بين 15 و20", 15, 20, "range"),
        ("وصل ما بين ثلاثة وخمسة آلاف نازح", "ما بين ثلاثة وخمسة آلاف", 3000, 5000, "range"),
        ("جرح 10 إلى 12 عاملا", "10 إلى 12", 10, 12, "range"),
        ("جرح 13-15 عاملا", "13-15", 13, 15, "range"),
        ("جرح عدد من العمال", "عدد من", 3, None, "vague"),
        ("جرح عددا كبيرا من العمال", "عددا كبيرا من", 3, None, "vague"),
        ("جرح بضعة عمال", "بضعة", 3, 9, "vague"),
        ("جرح العشرات", "العشرات", 20, None, "vague"),
        ("جرح مئات العمال", "مئات", 200, None, "vague"),
        ("نزوح آلاف السكان", "آلاف", 2000, None, "vague"),
        ("نزوح عشرات الآلاف من السكان", "عشرات الآلاف", 20000, None, "vague"),
        ("بعض القرى", "بعض", 3, None, "vague"),
        ("أصيب أحد العمال", "أحد", 1, 1, "exact"),
        ("أصيب «33» عاملا", "33", 33, 33, "exact"),
        ("أصيب ب35 عاملا", "35", 35, 35, "exact"),
        ("وثلاثة عمال", "ثلاثة", 3, 3, "exact"),
    ],
)
def test_bounds(text: str, words: str, low: int, high: int | None, qualifier: str) -> None:
    q = only(text)
    assert (q.text, q.min, q.max, q.qualifier, q.role) == (words, low, high, qualifier, "count")


def test_a_bound_belongs_to_the_number_behind_it() -> None:
    found = find_quantities(Words("41 قتيلا وأكثر من 120 جريحا، أو أكثر من 130"))
    assert [(q.min, q.max) for q in found] == [(41, 41), (120, None), (130, None)]


def test_a_change_is_no_range() -> None:
    assert [(q.min, q.max) for q in find_quantities(Words("ارتفعت الحصيلة من 20 إلى 30 جريحا"))] == [(20, 20), (30, 30)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("عام 2014", "year"),
        ("منذ 2015", "year"),
        ("(2017)", "year"),
        ("علي (35 عاما)", "age"),
        ("البالغ من العمر 20 عاما", "age"),
        ("على بعد 40 كم", "distance"),
        ("عشرة أمتار", "distance"),
        ("اللواء 16", "unit"),
        ("الكتيبة 55", "unit"),
        ("الفرقة الخامسة", "unit"),
        ("الفرقة المدرعة التاسعة", "unit"),
        ("5 ملايين دولار", "money"),
        ("60 في المئة", "percent"),
        ("60%", "percent"),
        ("الزيارة الثانية", "ordinal"),
        ("14 تموز", "other"),
        ("المادة (4)", "other"),
        ("48 ساعة", "other"),
        ("ثلاثة أيام", "other"),
        ("شهرين", "other"),
        ("الأيام العشرة", "other"),
        ("بعض الوقت", "other"),
        ("3 أطنان", "other"),
        ("عيار 23 ملم", "other"),
        ("إف-16", "other"),
        ("07712345678", "other"),
        ("في آن واحد", "other"),
        ("شخص واحد", "count"),
        ("أكثر من 2000 ساكن", "count"),
        ("في 2000 منزل", "count"),
        ("30 مدرسة", "count"),
        ("3 نقاط تفتيش", "count"),
        ("ثلثي المدينة", "other"),
        ("وفي 2003 غادروا", "year"),
        ("اتفاق 2015 وما تلاه", "year"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert only(text).role == role


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("7:50", ["other", "other"]),
        ("12/9/2015", ["other", "other", "year"]),
        ("فاز 2-1", ["other", "other"]),
        ("2 - 2", ["other", "other"]),
    ],
)
def test_clocks_dates_and_scores_count_nothing(text: str, roles: list[str]) -> None:
    assert [q.role for q in find_quantities(Words(text))] == roles


@pytest.mark.parametrize(
    "text", ["لا أحد يعرف", "يوم الأحد", "يوم الاثنين", "بئر السبع", "كانون الثاني", "أول أمس", "من بعده", "لست هنا"]
)
def test_what_only_looks_like_a_number(text: str) -> None:
    assert find_quantities(Words(text)) == []


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("قتل 3 جنود", "جنود"),
        ("قتل «3» جنود", "جنود"),
        ("23 من العمال", "من"),
        ("5 وزراء", "وزراء"),
        ("مقتل ثلاثة ونزوح الباقين", None),
        ("عدد من الجنود", "الجنود"),
        ("العمال الثلاثة غادروا", None),
        ("شخص واحد غادر", None),
    ],
)
def test_noun_right_behind(text: str, noun: str | None) -> None:
    words = Words(text)
    (q,) = find_quantities(words)
    assert (words[q.noun].text if q.noun is not None else None) == noun


def test_an_ordinal_has_a_rank_and_no_bounds() -> None:
    q = only("للمرة الثالثة عشرة")
    assert (q.ordinal, q.min, q.max) == (13, None, None)


_PIECES = [
    "و",
    "أكثر من",
    "35",
    "٣٫٥",
    "ألف",
    "ثلاثة",
    "عشر",
    "وعشرون",
    "عام",
    "بين",
    "إلى",
    "-",
    "%",
    "«",
    "»",
    "أحد",
    "عدد من",
    "جنود",
    "مِئة",
    "الأول",
    "مليون",
    "نصف",
    "ونصف",
    "أرباع",
    "بعد",
    "المئة",
    "سيارتين",
    "كيلومترين",
    "/",
    "ر",
    "^",
    "½",
    "سالب",
    "وأقل من",
    "فما فوق",
    "خُمس",
    "ـ",
    "\n",
]


_TEXTS = st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from([" ", " ", ""])), max_size=12).map(
    lambda pieces: "".join(f"{piece}{gap}" for piece, gap in pieces)
)


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_offsets_ground_and_do_not_overlap(text: str) -> None:
    words = Words(text)
    found = find_quantities(words)
    found = sorted([*found, *find_duals(words, found)], key=lambda q: q.first)
    assert all(text[q.span[0] : q.span[1]] == q.text and q.text for q in found)
    assert all(a.span[1] <= b.span[0] and a.last <= b.first for a, b in pairwise(found))


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for q in find_quantities(Words(text)):
        assert text[q.span[0] : q.span[1]] == q.text


@pytest.mark.shared
@pytest.mark.skipif(not _SHARED.exists(), reason=f"{_SHARED} is absent")
def test_the_cases_of_a_peer() -> None:
    cases = json.loads(_SHARED.read_text("utf-8"))
    wrong = [c["text"] for c in cases if (got := parse_number(c["text"])) is None or abs(got - c["value"]) > 1e-9]
    assert wrong == []


#: Rows of the peer that are told otherwise here: أحد عشر with the article counts (الرسل الأحد عشر); the ordinal is الحادي عشر.
_NO_ORDINALS = {"الأحد عشر", "الإحدى عشرة", "الاثنى عشر"}


@pytest.mark.shared
@pytest.mark.skipif(not _SHARED.exists(), reason=f"{_SHARED} is absent")
def test_each_case_of_a_peer_is_one_mention() -> None:
    for case in json.loads(_SHARED.read_text("utf-8")):
        (q,) = find_quantities(Words(case["text"]))
        ordinal = case["kind"] == "ordinal" and case["text"] not in _NO_ORDINALS
        assert (q.ordinal if ordinal else q.min) == pytest.approx(case["value"]), case
        assert q.text == case["text"]
