"""The learned judge: what it adds up, what it reads from its file, and the judge set by hand behind one option."""

from __future__ import annotations

import math

import pytest

import marsad
from marsad.api import coder_name
from marsad.coding.learned import contributions, family_of, learned_confidence, parameters
from marsad.coding.pipeline import STAGES
from marsad.model.event import EventType

TOLD = "قُتل ثلاثة جنود وأصيب اثنان بانفجار عبوة ناسفة غربي الموصل أمس."


def test_the_explanation_adds_up_to_the_confidence() -> None:
    coded = marsad.code(TOLD, published="2017-03-05")
    total = math.fsum(float(t.note or 0) for t in coded.traces if t.slot == "confidence")
    assert coded.events[0].confidence == pytest.approx(learned_confidence(total), abs=0.02)


def test_a_sign_weighs_for_all_types_and_for_its_family() -> None:
    fitted = parameters()
    name = next(n for n in fitted.weights if fitted.families["violence"].get(n) and fitted.weights[n])
    found = contributions("shelling", {name: 1.0, "no such sign": 1.0})
    assert found[name] == pytest.approx(fitted.weights[name] + fitted.families["violence"][name], abs=1e-4)
    assert "no such sign" not in found
    assert found["base"] == fitted.intercept


def test_every_type_has_a_family() -> None:
    families = {t: family_of(t) for t in EventType.__args__}  # type: ignore[attr-defined]
    assert families["shelling"] == "violence"
    assert families["protest"] == families["riot"] == "protest"
    assert families["agreement"] == "other"
    assert set(families.values()) == {"violence", "protest", "other"}


def test_a_sentence_alone_without_a_date_is_surer_with_one() -> None:
    dated, bare = marsad.code(TOLD, published="2017-03-05"), marsad.code(TOLD.replace(" أمس", ""))
    assert dated.events[0].confidence > bare.events[0].confidence


def test_the_judge_set_by_hand_is_another_engine() -> None:
    learned, by_hand = marsad.code(TOLD), marsad.code(TOLD, engine="rules-only")
    assert (learned.coder, by_hand.coder) == (coder_name("rules"), coder_name("rules-only"))
    assert learned.coder != by_hand.coder
    assert [e.type for e in by_hand.events] == ["explosive_device"]
    assert by_hand.events[0].confidence != learned.events[0].confidence


def test_the_judge_is_told_by_the_pipeline() -> None:
    assert [s.info.name for s in STAGES].count("judging") == 1


MENTIONED = {
    "trial": "أرجأت محكمة في تونس محاكمة المتهمين باغتيال المعارض إلى الشهر المقبل.",
    "anniversary": "أحيا الأهالي ذكرى مجزرة ارتكبها الانتداب في قريتهم قبل قرن.",
    "condemnation": "أدانت وزارة الخارجية العمانية التفجير الذي وقع في كراتشي.",
    "film": "يروي الفيلم قصة طبيب يخطفه مسلحون في صحراء بعيدة.",
    "generality": "تعد ظاهرة خطف الأجانب مصدر قلق لشركات النفط.",
    "option": "تدرس أنقرة خيار توجيه ضربات جوية إلى مواقع المتمردين.",
    "football": "شن الفريق الضيف هجوما كاسحا في الشوط الثاني وخطف الفوز.",
    "prices": "انفجرت أسعار اللحوم في أسواق الجزائر قبل العيد.",
    "campaign": "دخل الحزبان معركة انتخابية حامية في دائرة الكرخ.",
    "gas": "انفجرت أسطوانة غاز في مطعم وسط الرياض وأصيب عاملان.",
    "road": "قتل أربعة أشخاص في حادث سير على طريق أسوان.",
    "family crime": "قتل شاب والده طعنا بسكين إثر خلاف على المال في إربد.",
    "demonstrators' demands": "قال وزير العدل إن مطالب المتظاهرين قيد الدراسة.",
    "right to strike": "يكفل القانون التونسي حق الإضراب لجميع العمال.",
}


@pytest.mark.parametrize("text", MENTIONED.values(), ids=MENTIONED)
def test_words_of_violence_that_tell_nothing(text: str) -> None:
    assert [e.type for e in marsad.code(text, published="2024-05-15").events] == []


TELLING = {
    "tribes with arms": ("قتل سبعة أشخاص في اشتباكات مسلحة بين قبيلتين في ولاية كسلا أمس.", "armed_clash"),
    "background with a toll": ("وفي 2003 فجر انتحاريون أنفسهم في الرياض وقتلوا 35 شخصا.", "suicide_attack"),
    "crowd": ("تجمع نحو مئتي متظاهر أمام البرلمان في الرباط مطالبين بالتشغيل.", "protest"),
    "stones": ("رشق شبان غاضبون مركز الشرطة في القصرين بالحجارة أمس.", "riot"),
    "people with a pronoun": ("خطف مسلحون ثلاثة سائقين قرب سبها ثم أعدموهم.", "attack_on_civilians"),
}


@pytest.mark.parametrize(("text", "type_"), TELLING.values(), ids=TELLING)
def test_what_is_told_stands(text: str, type_: str) -> None:
    assert type_ in [e.type for e in marsad.code(text, published="2024-05-15").events]
