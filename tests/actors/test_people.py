"""Nouns for people: number, group, whose they are, what became of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.actors import PeopleNoun, find_people
from marsad.actors.people import names_nobody
from marsad.actors.terms import Noun, noun_forms
from marsad.text.words import Words

CASES: list[tuple[str, str, str, str, str, str]] = [
    # sentence, noun, number, group, actor id (documents of Iraq), whole phrase
    (
        "قُتل 23 عنصرا لتنظيم داعش الإرهابي",
        "عنصرا",
        "singular",
        "fighters",
        "INT-REB-islamic-state",
        "عنصرا لتنظيم داعش الإرهابي",
    ),
    ("اعتقال عنصر من داعش", "عنصر", "singular", "fighters", "INT-REB-islamic-state", "عنصر من داعش"),
    ("مقتل عدد من عناصر الشرطة", "عناصر الشرطة", "plural", "security_forces", "IRQ-COP", "عناصر الشرطة"),
    (
        "استشهد ثلاثة من رجال القوات المسلحة المصرية",
        "رجال القوات المسلحة",
        "plural",
        "security_forces",
        "EGY-MIL",
        "رجال القوات المسلحة المصرية",
    ),
    ("قتلوا 19 مسلحا من تنظيم داعش", "مسلحا", "singular", "fighters", "INT-REB-islamic-state", "مسلحا من تنظيم داعش"),
    ("اثنان من عناصر قوات الصحوة", "عناصر", "plural", "security_forces", "IRQ-PRM-tribal", "عناصر قوات الصحوة"),
    ("إصابة جنديين", "جنديين", "dual", "security_forces", "IRQ-MIL", "جنديين"),
    ("استشهاد جندي وإصابة آخر", "جندي", "singular", "security_forces", "IRQ-MIL", "جندي"),
    ("مقتل جنديين تركيين", "جنديين", "dual", "security_forces", "TUR-MIL", "جنديين تركيين"),
    ("مقتل خمسة جنود في الجيش السوري", "جنود", "plural", "security_forces", "SYR-MIL", "جنود في الجيش السوري"),
    ("مقتل ضابط في الجيش", "ضابط", "singular", "security_forces", "IRQ-MIL-army", "ضابط في الجيش"),
    ("أصيب شرطيان", "شرطيان", "dual", "security_forces", "IRQ-COP", "شرطيان"),
    ("هاجم مسلحون مجهولون المنزل", "مسلحون", "plural", "fighters", "IRQ-UAF", "مسلحون مجهولون"),
    ("القبض على عنصرين إرهابيين مطلوبين", "عنصرين", "dual", "fighters", "IRQ-REB", "عنصرين إرهابيين مطلوبين"),
    ("قتل 20 إرهابيا", "إرهابيا", "singular", "fighters", "IRQ-REB", "إرهابيا"),
    ("مقتل قيادي بارز في داعش", "قيادي", "singular", "fighters", "INT-REB-islamic-state", "قيادي بارز في داعش"),
    ("انتحاري يقتل 33 داعشيا", "داعشيا", "singular", "fighters", "INT-REB-islamic-state", "داعشيا"),
    ("مقتل عشرات الحوثيين", "الحوثيين", "plural", "fighters", "YEM-REB-houthi", "الحوثيين"),
    ("قتل 43 مدنيا", "مدنيا", "singular", "civilians", "IRQ-CVL", "مدنيا"),
    ("فرار مدنيين من داعش", "مدنيين", "plural", "civilians", "IRQ-CVL", "مدنيين"),
    ("مقتل طفلين", "طفلين", "dual", "civilians", "IRQ-CVL", "طفلين"),
    ("مقتل امرأتين", "امرأتين", "dual", "civilians", "IRQ-CVL", "امرأتين"),
    ("إصابة طفلة", "طفلة", "singular", "civilians", "IRQ-CVL", "طفلة"),
    ("نزوح سكان القرية", "سكان", "collective", "civilians", "IRQ-CVL", "سكان"),
    ("مقتل سبعة أشخاص", "أشخاص", "plural", "unknown", "IRQ-CVL", "أشخاص"),
    ("قتل أربعة أشخاص مسلحين", "أشخاص", "plural", "fighters", "IRQ-UAF", "أشخاص مسلحين"),
    ("خطف ثلاثة لبنانيين", "لبنانيين", "plural", "civilians", "LBN-CVL", "لبنانيين"),
    ("استشهاد فلسطيني", "فلسطيني", "singular", "civilians", "PSE-CVL", "فلسطيني"),
    ("توقيف 13 إثيوبيا", "إثيوبيا", "singular", "civilians", "ETH-CVL", "إثيوبيا"),
    ("مقتل صحفي أجنبي", "صحفي", "singular", "civilians", "IRQ-JRN", "صحفي أجنبي"),
    ("استهدف مسعفين", "مسعفين", "plural", "civilians", "IRQ-CVL", "مسعفين"),
    ("قتلى في صفوف الجيش", "قتلى", "plural", "security_forces", "IRQ-MIL-army", "قتلى في صفوف الجيش"),
    ("سقوط 12 قتيلا", "قتيلا", "singular", "unknown", "", "قتيلا"),
    ("العثور على 14 جثة", "جثة", "singular", "unknown", "", "جثة"),
    ("اعتدى مستوطنون على القرية", "مستوطنون", "plural", "civilians", "ISR-CVL", "مستوطنون"),
    ("اعتقلت الشرطة مطلوبا", "مطلوبا", "singular", "unknown", "", "مطلوبا"),
    ("مقتل عشرات من مقاتلي طالبان", "مقاتلي", "plural", "fighters", "AFG-REB-taliban", "مقاتلي طالبان"),
    ("مقتل زعيم قبلي", "زعيم", "singular", "unknown", "IRQ-CVL", "زعيم قبلي"),
    ("مقتل عنصري الشرطة", "عنصري الشرطة", "dual", "security_forces", "IRQ-COP", "عنصري الشرطة"),
]


def _people(text: str) -> list[PeopleNoun]:
    return find_people(Words(text), "IRQ")


@pytest.mark.parametrize(("text", "noun", "number", "group", "actor_id", "phrase"), CASES)
def test_a_noun_tells_number_group_and_body(
    text: str, noun: str, number: str, group: str, actor_id: str, phrase: str
) -> None:
    (found,) = [p for p in _people(text) if p.text == noun]
    words = text[slice(*found.phrase_span)]
    assert (found.number, found.group, found.actor_id, words) == (number, group, actor_id, phrase)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("سقط 5 قتلى", "killed"),
        ("سقط 5 جرحى", "injured"),
        ("إصابة مصاب", "injured"),
        ("دفن 3 شهداء", "killed"),
        ("تبادل 10 أسرى", "captured"),
        ("البحث عن 4 مفقودين", "missing"),
        ("إطلاق 6 مختطفين", "abducted"),
        ("وصول 200 نازح", "displaced"),
        ("انتشال 9 جثث", "killed"),
        ("مقتل 2 جنود", None),
    ],
)
def test_a_noun_may_carry_an_outcome(text: str, state: str | None) -> None:
    assert [p.state for p in _people(text)] == [state]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("مقتل 3 أطفال", "children"),
        ("مقتل 3 نساء", "women"),
        ("مقتل 3 صحفيين", "journalists"),
        ("مقتل 3 مسعفين", "medics"),
        ("مقتل 3 ضباط", "officers"),
        ("مقتل 3 قادة", "leaders"),
        ("مقتل 3 مدنيين", None),
    ],
)
def test_a_noun_tells_its_part_of_a_toll(text: str, category: str | None) -> None:
    assert [p.category for p in _people(text)] == [category]


@pytest.mark.parametrize(
    "text",
    [
        "هجوم انتحاري",
        "تمييز عنصري",
        "مصدر عسكري",
        "بشكل شخصي",
        "الموقف معقد سياسيا",
        "النزاع المسلح",
        "تنظيم داعش الإرهابي",
    ],
)
def test_an_adjective_is_no_person(text: str) -> None:
    assert _people(text) == []


def test_flags_of_ambiguity() -> None:
    assert [p.maybe_dual for p in _people("مقتل مسلحين")] == [True]
    assert [p.maybe_dual for p in _people("مقتل مسلحون")] == [False]
    assert [p.civilian_by_default for p in _people("مقتل أشخاص")] == [True]
    assert [p.definite for p in _people("اعتقال المتورطين")] == [True]


def test_forms_of_a_noun() -> None:
    soldier = noun_forms(Noun(singular="جندي", plural=("جنود",)))
    assert {soldier[f][0] for f in ("جندي", "جنديا")} == {"singular"}
    assert {soldier[f][0] for f in ("جنديان", "جنديين", "جنديي")} == {"dual"}
    assert soldier["جنود"] == ("plural", False)
    assert noun_forms(Noun(singular="مسلح", sound="masculine"))["مسلحين"] == ("plural", True)


_PIECES = st.sampled_from(
    [
        "قتل",
        "3",
        "جنود",
        "و",
        "مسلحين",
        "من",
        "داعش",
        "«",
        "»",
        "\n",
        "الشرطة",
        "عنصرًا",
        "قتلى",
        "سوريين",
        "في",
        "وجُنود",
    ]
)


@given(st.lists(_PIECES, max_size=12))
def test_spans_are_the_words(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for noun in _people(text):
        assert text[slice(*noun.span)] == noun.text
        assert noun.first < noun.last <= noun.phrase_last
        assert noun.span[0] == noun.phrase_span[0]
        assert noun.span[1] <= noun.phrase_span[1]


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("متظاهرون", True),
        ("مدنياً", True),
        ("200 أسير", True),
        ("عائلة نازحة", True),
        ("شابان فلسطينيان", True),
        ("الشاب أحمد السعدي", False),
        ("عائلة أبو أحمد", False),
        ("طفل اسمه كريم", False),
        ("الصحفية شيرين", False),
        ("سائق شاحنة في قضاء شنكال", False),
        ("أحمد", False),
        ("", False),
    ],
)
def test_only_nouns_for_people_name_nobody(text: str, nobody: bool) -> None:
    assert names_nobody(text) is nobody
