"""The signs of candidates: which facts about the words around a trigger the judge is shown."""

from __future__ import annotations

import pytest

from marsad.api import make_document
from marsad.coding.evidence import Evidence
from marsad.coding.judging import JudgeStage
from marsad.coding.pipeline import STAGES, Pipeline

_BEFORE = STAGES[: next(i for i, stage in enumerate(STAGES) if isinstance(stage, JudgeStage))]

#: Sentence, type of the candidate, a sign that it bears, one that it does not bear.
CASES = {
    "a whole word, no part of one": (
        "انفجرت عبوة ناسفة في منطقة الصدرية وسط بغداد.",
        "explosive_device",
        "place",
        "words opinion",
    ),
    "an age is no memory": (
        "قتل شاب عمره عشرون عاما برصاص مسلحين في تعز.",
        "attack_on_civilians",
        "toll of one",
        "words memory",
    ),
    "a night is no memory": (
        "قصفت الطائرات الليلة الماضية مواقع للمسلحين قرب الرقة.",
        "air_strike",
        "verb past",
        "words memory",
    ),
    "what governs stands before": (
        "حذر الوزير من تداعيات الهجوم على القاعدة العسكرية في كركوك.",
        "armed_clash",
        "before about",
        "subject new",
    ),
    "a crowd brought in by its number": (
        "ورفع مئات المتظاهرين لافتات أمام البرلمان في بيروت.",
        "protest",
        "subject new",
        "subject known",
    ),
    "one of a known crowd": ("ورفع أحد المتظاهرين لافتة في بيروت.", "protest", "subject known", "subject new"),
    "whom a known crowd is against": (
        "وهتف المتظاهرون ضد الحكومة اللبنانية في بيروت.",
        "protest",
        "known subject against",
        "subject new",
    ),
    "a verb that supports a noun with the article": (
        "تبادل الجيش السوداني وقوات الدعم السريع القصف في الخرطوم.",
        "shelling",
        "noun definite supported",
        "purpose",
    ),
    "exposure is no purpose": (
        "تعرضت قافلة للجيش اليمني لهجوم قرب عتق.",
        "armed_clash",
        "support verb",
        "purpose",
    ),
}


@pytest.mark.parametrize(("text", "type_", "borne", "absent"), CASES.values(), ids=CASES.keys())
def test_signs(text: str, type_: str, borne: str, absent: str) -> None:
    draft, failures = Pipeline(_BEFORE).run(make_document(text))
    assert not failures
    evidence = Evidence(draft)
    signs = [evidence.of(frame) for frame in draft.frames if frame.type == type_]
    assert any(borne in found for found in signs), signs
    assert not any(absent in found for found in signs), signs
