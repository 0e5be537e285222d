"""Who is named: title, name and body, in the orders of Arabic news. The people are made up."""

from __future__ import annotations

import pytest

from marsad.coding.speakers import find_speakers
from marsad.text.words import Words

#: phrase (what follows a reporting verb), and for each source: speaker, title, organisation
CASES = {
    "rank and name": ("العميد سامي نصر إن", [("سامي نصر", "العميد", None)]),
    "office, nationality and name": (
        "وزير الداخلية الأردني مازن القاضي أمس",
        [("مازن القاضي", "وزير الداخلية الأردني", None)],
    ),
    "spokesman with a rank": (
        "المتحدث باسم الجيش العميد سامي نصر في بيان إن",
        [("سامي نصر", "المتحدث باسم الجيش العميد", "الجيش")],
    ),
    "office behind the name": ("نادر عوض عضو مجلس المدينة أن", [("نادر عوض", "عضو مجلس المدينة", "مجلس المدينة")]),
    "office in apposition": (
        "علي الحداد، رئيس بلدية الميناء، إن",
        [("علي الحداد", "رئيس بلدية الميناء", "بلدية الميناء")],
    ),
    "rank before, office behind": (
        "اللواء سعد نجم، قائد شرطة الساحل، إن",
        [("سعد نجم", "اللواء، قائد شرطة الساحل", "شرطة الساحل")],
    ),
    "foreign name in apposition": (
        "وزير الخارجية الفرنسي، برنار دوبون، أمس",
        [("برنار دوبون", "وزير الخارجية الفرنسي", None)],
    ),
    "unknown name before an office": ("عقيلة الصياد، المسؤول المحلي، إن", [("عقيلة الصياد", "المسؤول المحلي", None)]),
    "anonymous": ("مصدر أمني في محافظة الساحل بأن", [(None, "مصدر أمني", None)]),
    "anonymous of a body": ("ضابط رفيع في الجيش اليمني، إن", [(None, "ضابط رفيع", "الجيش اليمني")]),
    "anonymous with ب": ("مصادر بالشرطة إن", [(None, "مصادر", "الشرطة")]),
    "who hides his name": ("مصدر طبي رفض الكشف عن هويته إن", [(None, "مصدر طبي", None)]),
    "witnesses": ("شهود عيان أمس", [(None, "شهود عيان", None)]),
    "body": ("قيادة عمليات الساحل في بيان إن", [(None, None, "قيادة عمليات الساحل")]),
    "body with its name in brackets": ("تنظيم (النور) إن", [(None, None, "تنظيم النور")]),
    "numbered unit": ("اللواء 22 مشاة، في بيان، إن", [(None, None, "اللواء 22 مشاة")]),
    "outlet in quotes": ("قناة «البحر» الإخبارية أن", [(None, None, "قناة البحر الإخبارية")]),
    "name in quotes alone": ("«رويترز» إن", [(None, None, "رويترز")]),
    "committee with two nouns": (
        "لجنة الأمن والدفاع في البرلمان، وجود",
        [(None, None, "لجنة الأمن والدفاع في البرلمان")],
    ),
    "joint": ("مسؤول محلي ومصادر بالشرطة إن", [(None, "مسؤول محلي", None), (None, "مصادر", "الشرطة")]),
    "joint with an article": ("الشرطة ومسعفون إن", [(None, None, "الشرطة"), (None, "مسعفون", None)]),
    "statement of a body": ("بيان صادر عن وزارة الصحة أن", [(None, None, "وزارة الصحة")]),
    "time first": ("أمس الأحد مسؤول محلي إن", [(None, "مسؤول محلي", None)]),
    "what is said": ("مدير الشرطة سالم عوض بمقتل", [("سالم عوض", "مدير الشرطة", "الشرطة")]),
    "surname": ("الربيعي إن", [("الربيعي", None, None)]),
    "foreign surname": ("كرامازوف إن", [("كرامازوف", None, None)]),
    "capital": ("واشنطن إن", [(None, None, "واشنطن")]),
    "country": ("تركيا أن", [(None, None, "تركيا")]),
    "group of people": ("أصحاب المحال إن", [(None, None, "أصحاب المحال")]),
    "nobody": ("إن القرية آمنة", []),
}


@pytest.mark.parametrize(("phrase", "expected"), CASES.values(), ids=CASES)
def test_sources(phrase: str, expected: list[tuple[str | None, str | None, str | None]]) -> None:
    words = Words(phrase)
    found = find_speakers(words, 0, len(words))
    assert [(m.speaker, m.title, m.organisation) for m in found] == expected
    assert all(phrase[slice(*m.span)] == m.text for m in found)


def test_a_clitic_before_the_phrase_is_left_out_of_the_name() -> None:
    words = Words("وفقا للمرصد السوري")
    (found,) = find_speakers(words, 1, len(words), skip=1)
    assert found.organisation == "المرصد السوري"
    assert words.raw[slice(*found.span)] == found.text


def test_long_titles_are_cut() -> None:
    words = Words("مدير " + "إدارة " * 20)
    (found,) = find_speakers(words, 0, len(words))
    assert len(f"{found.title} {found.organisation or ''}".split()) <= 12
