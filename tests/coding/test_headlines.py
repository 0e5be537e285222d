"""What only a headline tells gives way to the text under it."""

import pytest

import marsad


def types_of(text: str) -> list[str]:
    coded = marsad.code(text, published="2018-11-03").to_dict()
    return [event["type"] for event in coded["events"]]


def test_other_words_of_a_headline_are_no_event_of_their_own() -> None:
    text = (
        "الجيش يتقدم صوب مطار الحديدة\n"
        "سيطرت ألوية العمالقة، اليوم السبت، على مواقع جديدة شرق مدينة الحديدة بعد معارك ضد جماعة الحوثي.\n"
        "وأصيب طفل أمس بانفجار لغم أرضي في مديرية حيس."
    )
    assert types_of(text) == ["territory_regained", "explosive_device"]


def test_headline_becomes_evidence_of_the_happening_of_its_type() -> None:
    text = (
        "أهالي المخطوفين يقطعون الطرق احتجاجا\n"
        "قطع أهالي المخطوفين أمس طريق ضهر البيدر في لبنان بالإطارات المشتعلة للمطالبة بتحريك ملف أبنائهم.\n"
        "وأوقف الجيش اللبناني ثلاثة مسلحين في مدينة بعلبك صباح اليوم."
    )
    coded = marsad.code(text, published="2018-11-03").to_dict()
    protests = [event for event in coded["events"] if event["type"] in ("protest", "riot")]
    assert len(protests) == 1
    assert any(start < text.index("\n") for start, _ in protests[0]["evidence"])


@pytest.mark.parametrize(
    "text",
    [
        "مقتل ثلاثة جنود بانفجار عبوة ناسفة في الفلوجة",
        "مقتل ثلاثة جنود بانفجار عبوة ناسفة في الفلوجة\nالتفاصيل لاحقا.",
    ],
    ids=["alone", "nothing told under it"],
)
def test_headline_stands_where_no_text_tells_anything(text: str) -> None:
    assert types_of(text) == ["explosive_device"]
