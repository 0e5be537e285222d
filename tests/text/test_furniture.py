"""Page furniture and credits."""

from __future__ import annotations

import pytest

from marsad.text.furniture import find_credits, find_furniture
from marsad.text.words import Words

ARTICLE = "وصل الوفد إلى المدينة صباحا وزار السوق والمدرسة والمشفى والتقى الأهالي في الساحة العامة. " * 4

CASES = {
    "share line": f"{ARTICLE}\nفيسبوك\nتويتر\nواتساب",
    "share row": f"{ARTICLE}\nFacebook Twitter WhatsApp",
    "font buttons": f"ت + ت - الحجم الطبيعي\n{ARTICLE}",
    "newsletter": f"{ARTICLE}\nاشترك في نشرتنا البريدية لتصلك الأخبار",
    "see also": f"{ARTICLE}\nاقرأ أيضا: خبر آخر عن المدينة",
    "caption with a sign": f"عنوان\n■ جنود في دورية قرب الجسر | رويترز\n{ARTICLE}",
    "caption with a credit": f"عنوان\nجنود في دورية قرب الجسر (الأناضول)\n{ARTICLE}",
    "archive picture": f"عنوان\nجنود في دورية (أرشيفية)\n{ARTICLE}",
    "link below": f"{ARTICLE}\nاقرأ أيضا\nخبر آخر عن المدينة",
    "label": f"{ARTICLE}\nتحرير: سامر العلي",
    "copyright": f"{ARTICLE}\n© 2019 الموقع",
    "breadcrumb": f"الرئيسية > أخبار > محلية\n{ARTICLE}",
    "tail": f"{ARTICLE}رابط الخبر بصحيفة المدينة: وصول الوفد",
}
EXPECTED = {
    "share line": ["فيسبوك\nتويتر\nواتساب"],
    "share row": ["Facebook Twitter WhatsApp"],
    "font buttons": ["ت + ت - الحجم الطبيعي"],
    "newsletter": ["اشترك في نشرتنا البريدية لتصلك الأخبار"],
    "see also": ["اقرأ أيضا: خبر آخر عن المدينة"],
    "caption with a sign": ["■ جنود في دورية قرب الجسر | رويترز"],
    "caption with a credit": ["جنود في دورية قرب الجسر (الأناضول)"],
    "archive picture": ["جنود في دورية (أرشيفية)"],
    "link below": ["اقرأ أيضا\nخبر آخر عن المدينة"],
    "label": ["تحرير: سامر العلي"],
    "copyright": ["© 2019 الموقع"],
    "breadcrumb": ["الرئيسية > أخبار > محلية"],
    "tail": ["رابط الخبر بصحيفة المدينة: وصول الوفد"],
}


@pytest.mark.parametrize("name", CASES)
def test_furniture(name: str) -> None:
    text = CASES[name]
    assert [text[a:b] for a, b in find_furniture(Words(text))] == EXPECTED[name]


@pytest.mark.parametrize(
    "text",
    [
        f"مقتل جنديين في هجوم شرق المدينة\n{ARTICLE}",
        f"{ARTICLE}\nوانسحبت القوة من التل ليلا. (رويترز)",
        "المدينة (رويترز) - وصل الوفد صباحا",
        "انضم إلى الرتل آخرون\nوصلوا من القرية",
        f"تحرير البلدة بعد معارك\n{ARTICLE}",
        "21 مارس 2021\nوصل الوفد",
        f"▪️ قصف على أطراف البلدة\n▪️ إصابة جنديين قرب الجسر\n▪️ انسحاب القوة ليلا\n{ARTICLE}",
        "",
    ],
    ids=["headline", "closing credit", "dateline", "sentence", "liberation", "date line", "bullets", "empty"],
)
def test_text_is_no_furniture(text: str) -> None:
    assert find_furniture(Words(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال ضابط لرويترز إن", ("رويترز",)),
        ("بيروت أ.ف.ب: وصل", ("فرانس برس",)),
        ("دمشق - سانا\nوصل الوفد", ("سانا",)),
        ("(وكالات)", ("وكالات",)),
        ("لاعب بنا الفريق حوله خطته", ()),
        ("وقال معا سنعبر", ()),
        ("نقلت وكالة الأنباء العراقية ووكالة رويترز", ("واع", "رويترز")),
    ],
)
def test_credits(text: str, expected: tuple[str, ...]) -> None:
    assert find_credits(Words(text)) == expected
