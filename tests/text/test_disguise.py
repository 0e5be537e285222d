"""Disguised words are read as what they are, at their own place; what only looks like one stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import marsad
from marsad.text.folding import fold_key, fold_light
from marsad.text.script import not_arabic
from marsad.text.words import _TOKEN, Words

READ = [
    ("قـ.صف", "قصف"),
    ("شـ.ـهيد", "شهيد"),
    ("د1عش", "داعش"),
    ("د١عش", "داعش"),
    ("د|عش", "داعش"),
    ("ق*صف", "قصف"),
    ("ق**صف", "قصف"),
    ("ق.ص.ف", "قصف"),
    ("ش.ه.ي.د", "شهيد"),
    ("ش_هيد", "شهيد"),
    ("الش/هداء", "الشهداء"),
    ("ص.وا.ريخ", "صواريخ"),
    ("غـ💔ـزة", "غزة"),
    ("حم@اس", "حماس"),
    ("م.جزرة", "مجزرة"),
    ("وقـ.صفت", "وقصفت"),
    ("بالقـ.ـنابل", "بالقنابل"),
    ("الا.حتلال", "الاحتلال"),
    ("اس.تشهد", "استشهد"),
    ("صـ.ـهيوني", "صهيوني"),
    ("مرتـ-ـزقة", "مرتزقة"),
    ("القسـ.ـام", "القسام"),
    ("ق\u200bصف", "قصف"),
    ("ق\u200c\u200bصف", "قصف"),
    ("ق\u00adصف", "قصف"),
    ("قـــصـــف", "قصف"),
    ("ق\u0336ص\u0336ف", "قصف"),
    ("ق\u034fصف", "قصف"),
    ("ٯصڡ", "قصف"),
    ("صهٮوںى", "صهيوني"),
    ("ڡلسطٮں", "فلسطين"),
    ("ﻗﺼﻒ", "قصف"),
    ("زرڪـ.ـوش", "زركوش"),
]


@pytest.mark.parametrize(("written", "read"), READ, ids=repr)
def test_a_disguised_word_is_one_word(written: str, read: str) -> None:
    raw = f"في {written} أمس"
    words = Words(raw)
    assert [w.key for w in words] == ["في", fold_key(read), "امس"]
    assert words.text(1, 2) == written


STAY = [
    "م.م",
    "ص.ب",
    "ص.ب.",
    "ق.م",
    "أ.ف.ب",
    "د.ب.أ",
    "ب.ب.سي",
    "د.محمد",
    "أ.د.محمد",
    "م.أحمد",
    "هـ.ق",
    "1445هـ.ق",
    "هـ/2024",
    "و/أو",
    "قتل/جرح",
    "قتلى/جرحى",
    "حماس-فتح",
    "غزة-رفح",
    "الجيش،قصف",
    "الجنود.هم",
    "العدو.قتل",
    "3.5",
    "٣٫٥",
    "12:30",
    "3ر5",
    "بـ35",
    "الـ60",
    "لـ«الحشد»",
    "بـ(داعش)",
    "ف16",
    "إف-16",
    "ميغ29",
    "قتل3أشخاص",
    "هاون82ملم",
    "#قصف_غزة",
    "http://قصف.مصر/ق.صف",
    "www.ق.صف.com",
    "news@q.sf",
    "ڤيينا",
    "کورونا",
]


@pytest.mark.parametrize("written", STAY)
def test_what_only_looks_so_stays(written: str) -> None:
    pieces = [m.group() for m in _TOKEN.finditer(written) if fold_light(m.group())]
    assert [Words(written).text(i, i + 1) for i in range(len(Words(written)))] == pieces
    assert [word.key for word in Words(written)] == [fold_key(piece) for piece in pieces]


@pytest.mark.parametrize(
    ("text", "types", "killed"),
    [
        ("قـ.صف الطيران الحربي بلدة خان شيخون أمس ما أدى إلى مقـ.ـتل خمسة مدنيين", ["air_strike"], 5),
        ("ق*صفت مدفعية ا.لجيش حي الزيتون شرق غـ.ـزة وقُتل ثلاثة مدنيين", ["shelling"], 3),
        ("هاجم مسلحو د1عش نقطة للجيش قرب الرطبة وقتلوا جنديين", ["armed_clash"], 2),
        ("ارتقى 4 شـ.ـهداء في غا.رة إسرا.ئيلية على مخيم جباليا", ["air_strike"], 4),
    ],
    ids=["strike", "shelling", "clash", "martyrs"],
)
def test_disguised_news_is_coded(text: str, types: list[str], killed: int) -> None:
    coded = marsad.code(text, published="2024-03-12")
    assert [e.type for e in coded.events] == types
    assert [c.min for e in coded.events for c in e.casualties if c.outcome == "killed"] == [killed]
    for event in coded.events:
        start, end = event.trigger.span
        assert text[start:end] == event.trigger.text


def test_a_text_without_points_is_not_taken_for_another_language() -> None:
    assert not_arabic("ڡلسطٮں عرٮىه " * 10) is None


def test_clitics_of_a_disguised_word_are_cut_off_in_the_raw_text() -> None:
    words = Words("وقـ.صف")
    assert words.text(0, 1, 1) == "قـ.صف"
    words = Words("ا.لشهيد")
    assert words.text(0, 1, 2) == "شهيد"


@given(st.text(st.sampled_from("قصفشهيدداعشمب.*ـ1|_\u200b و3،"), max_size=30))
def test_words_keep_their_places(raw: str) -> None:
    last = 0
    for word in Words(raw):
        assert last <= word.start < word.end <= len(raw)
        last = word.end


def test_vowel_points_between_letters_are_no_disguise() -> None:
    assert [w.text for w in Words("قَصَفَتْ الطَّائِرَاتُ قَصْفًا")] == ["قصفت", "الطائرات", "قصفا"]
