"""Roles that outlets tell in ways of their own: verbal nouns with their subject, the enemy, officials, blasts at patrols."""

import pytest
from coded_events import event_of

CASES = [
    pytest.param(
        "استهداف مروحيات النظام السوري بلدة سرمين بالبراميل المتفجرة أدى إلى مقتل طفلين.",
        "air_strike", "SYR-MIL", "SYR-CVL", id="noun with its subject and a place",
    ),
    pytest.param(
        "أدى اعتقال قوات الاحتلال أربعة شبان من بلدة سلواد إلى مواجهات.",
        "arrest", "ISR-MIL", "PSE-CVL", id="noun with its subject and people",
    ),
    pytest.param(
        "هاجم مسلحون نقطة تفتيش للشرطة في منطقة الدورة ببغداد فقتلوا أربعة من عناصرها.",
        "armed_clash", "IRQ-UAF", "IRQ-COP", id="an absolute plural owns nothing",
    ),
    pytest.param(
        "شن الطيران الحربي المعادي غارة على منزل في بلدة الخيام جنوب لبنان، أدت إلى مقتل ثلاثة مدنيين.",
        "air_strike", "ISR-MIL", "LBN-CVL", id="the enemy of a country",
    ),
    pytest.param(
        "اغتال مسلحون مجهولون وكيل وزير النفط العراقي أمام منزله في بغداد.",
        "attack_on_civilians", "IRQ-UAF", "IRQ-GOV", id="an official stands for the government",
    ),
    pytest.param(
        "فجر تنظيم القاعدة عبوة ناسفة بدورية للحزام الأمني في مديرية مودية بأبين اليمنية.",
        "explosive_device", "YEM-REB-aqap", "YEM-PRM-stc", id="a blast at a patrol",
    ),
    pytest.param(
        "سيطرت قوات حفتر على منطقة القوارشة بعد معارك مع مجلس شورى ثوار بنغازي.",
        "territory_seized", "LBY-PRM-lna", "LBY-REB-benghazi-shura", id="ground won in a fight",
    ),
    pytest.param(
        "فتحت عناصر المليشيا المتمردة النار على مزارعين في قرية ود النورة بالسودان.",
        "attack_on_civilians", "SDN-PRM-rsf", "SDN-CVL", id="a verb that looks like a preposition",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type_", "initiator", "target"), CASES)
def test_roles_of_one_sentence(text: str, type_: str, initiator: str, target: str) -> None:
    event = event_of(text, type_)
    assert [a.actor_id for a in event.actors if a.role == "initiator"] == [initiator]
    assert [a.actor_id for a in event.actors if a.role == "target"] == [target]


INITIATORS = [
    pytest.param("أعلنت وزارة الداخلية التونسية فرض حظر التجول في مدينة القصرين.", "governance", "TUN-COP", id="its own decision"),
    pytest.param("نظم ناشطون مسيرة في مدينة وهران الجزائرية شارك فيها الآلاف.", "protest", "DZA-CVL", id="a crowd by its number"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type_", "initiator"), INITIATORS)
def test_who_acts(text: str, type_: str, initiator: str) -> None:
    assert [a.actor_id for a in event_of(text, type_).actors if a.role == "initiator"] == [initiator]


def test_displaced_people_are_told_as_such() -> None:
    event = event_of("وصل ألفا نازح من الفاشر إلى محلية طويلة بشمال دارفور أمس.", "displacement")
    assert [a.actor_id for a in event.actors if a.role == "affected"] == ["SDN-REF"]
    assert [(c.outcome, c.min, c.max) for c in event.casualties] == [("displaced", 2000, 2000)]
