"""Whether a trigger goes on with the happening of its own clause: "بانفجار سيارة مفخخة استهدف مركزا"."""

from __future__ import annotations

from typing import Final

from marsad.coding.draft import Draft, Frame
from marsad.coding.meeting import places_meet

#: Types under which outlets report one and the same happening; the first of the two that stands earlier in the row wins.
FAMILIES: Final = (
    ("suicide_attack", "explosive_device", "attack_on_civilians", "armed_clash"),
    ("chemical_weapon", "air_strike", "shelling", "attack_on_civilians", "armed_clash"),
    ("territory_regained", "operation"),
    ("abduction", "attack_on_civilians"),
)


def continues(draft: Draft, a: Frame, b: Frame) -> bool:
    """Whether the second is the verb of the first's own clause: "بانفجار سيارة مفخخة استهدف مركزا"."""
    if a.type == b.type and b.trigger.prefix == "و" and any(b.trigger.first == h.last for h in (a.trigger, *a.merged)):
        return True  # مواجهات واشتباكات
    if (
        b.trigger.form == "noun"
        and b.trigger.prefix.endswith("ب")
        and b.trigger.article
        and a.trigger.sentence == b.trigger.sentence
        and any(a.type in family and b.type in family for family in FAMILIES[:2])
    ):
        return draft.layout.distance(a.trigger.last, b.trigger.first) <= 16  # استهداف القرى بالقصف
    if _is_by_means(draft, a, b) or _tells_how(draft, a, b):
        return True
    if (
        a.trigger.form == "verb"
        and b.trigger.form == "noun"
        and b.trigger.first == a.trigger.last
        and not b.trigger.prefix
    ):
        # استهدف هجوم نقطة, خرجت مظاهرات: the noun is the verb's subject
        return a.type == b.type == "protest" or any(a.type in family and b.type in family for family in FAMILIES[:2])
    if _opens_attack(draft, a, b) or _is_its_fight(draft, a, b) or _is_its_name(a, b) or _goes_into(draft, a, b):
        return True
    if b.trigger.entry.id == "losses_inflicted" and b.trigger.prefix and a.trigger.sentence == b.trigger.sentence:
        return a.type in ("armed_clash", "operation", "territory_regained", "territory_seized") and not b.where
    taken = b.trigger.entry.id == "captured_in_battle" and any(
        h.sentence == b.trigger.sentence for h in (a.trigger, *a.merged)
    )
    if taken and a.type in ("territory_seized", "territory_regained", "control", "armed_clash", "operation"):
        return b.trigger.prefix == "و"  # سيطروا على الجبل وأسروا جنودا: prisoners of that fight
    if (
        a.type == "surrender"
        and b.type == "withdrawal"
        and a.trigger.rest is not None
        and a.trigger.sentence == b.trigger.sentence
    ):
        return b.trigger.first - a.trigger.first <= 8  # ألقوا السلاح وفروا: they left, they gave up to nobody
    if b.trigger.entry.id != "targeting" or b.trigger.form != "verb" or draft.words.key(b.trigger.first).endswith("وا"):
        return False  # واستهدفوا: people do it, not the happening told before
    own_subject = any(f.rule == "subject" and f.role == "initiator" and f.first > b.trigger.first for f in b.fillers)
    near = any(
        h.form == "noun"
        and h.sentence == b.trigger.sentence
        and 0 <= draft.layout.distance(h.last, b.trigger.first) <= 16
        for h in (a.trigger, *a.merged)
        if h.first < b.trigger.first
    )
    return near and not own_subject and any(a.type in family for family in FAMILIES[:2])


#: Words behind which the pronoun of those killed stands: أطلقوا النار عليه، على سيارته.
_AT_THEM: Final = frozenset(
    {
        "عليه",
        "عليها",
        "عليهم",
        "عليهما",
        "نحوه",
        "نحوها",
        "باتجاهه",
        "باتجاههم",
        "سيارته",
        "سيارتها",
        "سيارتهم",
        "منزله",
        "منزلها",
    }
)


def _tells_how(draft: Draft, a: Frame, b: Frame) -> bool:
    """Whether the next sentence tells how those just told were killed: "قُتل شيخ قبلي. وقال شهود إن مسلحين أطلقوا عليه النار"."""
    if not 0 <= b.trigger.sentence - a.trigger.sentence <= 1 or b.tolls or b.where or b.when or not a.tolls:
        return False
    shot = a.type in ("attack_on_civilians", "armed_clash") and b.type in ("attack_on_civilians", "armed_clash")
    if not shot or a.filled("initiator") or not b.filled("initiator") or "background" == a.status != b.status:
        return False
    return is_at_them(draft, b)


def is_at_them(draft: Draft, frame: Frame) -> bool:
    """Whether those whom a shooting befell are told by a pronoun: "أطلقوا النار عليه"."""
    first, last = frame.trigger.first, min(frame.trigger.last + 4, draft.layout.sentence(frame.trigger.first)[1])
    return any(draft.words.key(i) in _AT_THEM for i in range(first, last))


#: Behind these a fight's cause, or a strike's details, are told: معارك إثر هجوم شنته الفصائل.
_CAUSE: Final = frozenset({"اثر", "عقب", "خلال"})
#: What a fight or a search yields: واسترجع رشاشين.
_YIELDING: Final = frozenset({"armed_clash", "operation", "arrest", "weapons_disrupted"})


def _goes_into(draft: Draft, a: Frame, b: Frame) -> bool:
    """Whether the second is part of the first, told in the same sentence: the attack that a fight began with, what was taken in it,
    the talks of a visit, the bombs found that were blown up.
    """
    if a.trigger.sentence != b.trigger.sentence or a.status != b.status:
        return False
    before = draft.words.key(b.trigger.first - 1)
    if before == "حيث" and not a.tolls:  # بقصف طال السوق، حيث سقطت قذائف على متاجر
        return a.type == b.type or any(a.type in family and b.type in family for family in FAMILIES[:2])
    if a.trigger.entry.id == "clash" and b.trigger.entry.id == "attack" and b.trigger.form == "noun":
        return before in _CAUSE
    if b.trigger.entry.id == "weapons_found" and b.trigger.form == "verb":
        return b.trigger.prefix == "و" and a.type in _YIELDING and not _apart(a, b)
    if b.trigger.entry.id == "device_cleared" and a.type == "weapons_disrupted":
        return b.trigger.form == "word"
    if a.type == b.type == "diplomacy":
        return b.trigger.form == "verb" and b.trigger.prefix == "و" and not _apart(a, b)
    return False


def _apart(a: Frame, b: Frame) -> bool:
    """Whether two parts of a sentence tell two places."""
    return bool(a.where and b.where) and not places_meet(a, b)


def _is_by_means(draft: Draft, a: Frame, b: Frame) -> bool:
    """Whether the second is how the verb before it was done, in the same clause: "اغتالت قياديا بغارة", "استهدفت الموقع بقصف مدفعي"."""
    if a.trigger.form != "verb" or b.trigger.form != "noun" or not b.trigger.prefix.endswith("ب"):
        return False
    if a.trigger.sentence != b.trigger.sentence or not a.trigger.last <= b.trigger.first <= a.trigger.last + _CLAUSE:
        return False
    if any(
        draft.words[i].kind == "mark" and draft.words.key(i) in "،؛,;" for i in range(a.trigger.last, b.trigger.first)
    ):
        return False
    kin = a.type == b.type or any(a.type in family and b.type in family for family in FAMILIES[:2])
    return kin and b.trigger.support is None


#: So many words after a verb may stand how it was done.
_CLAUSE: Final = 14
#: An attack that began with, held or was followed by what stands behind.
_OPENING: Final = frozenset(
    {
        "مستهلين",
        "مستهلا",
        "مستهله",
        "استهلوه",
        "استهلته",
        "استهله",
        "بداته",
        "بداه",
        "بدا",
        "بدات",
        "تخلله",
        "تخللته",
        "سبقه",
        "سبقته",
    }
)


_WON: Final = frozenset({"territory_regained", "territory_seized", "deployment"})
#: How an attack or an advance and the fight that it was or led to are joined.
_AFTER: Final = frozenset({"بعد", "اثر", "عقب", "خلال", "وسط", "اثناء", "بعيد"})
_LED_TO: Final = frozenset(
    {"لتندلع", "فاندلعت", "لتدور", "فدارت", "اعقبته", "اعقبه", "تلته", "تلاه", "تخللته", "لتنشب", "ادي", "اندلاع"}
)


def _is_its_fight(draft: Draft, a: Frame, b: Frame) -> bool:
    """Whether the second is the fight of an advance or an attack told in its sentence: "سيطرت القوات على التل بعد معارك مع التنظيم"."""
    if b.trigger.entry.id != "clash" or b.trigger.form != "noun" or a.trigger.sentence != b.trigger.sentence:
        return False
    before = [draft.words.key(i) for i in range(max(a.trigger.last, b.trigger.first - 2), b.trigger.first)]
    if a.type in _WON:
        return any(key in _AFTER for key in before)
    silent = not b.filled("initiator") and not b.filled("target")
    return a.trigger.entry.type == "attack" and a.type == b.type and silent and any(key in _LED_TO for key in before)


def _is_its_name(a: Frame, b: Frame) -> bool:
    """Whether the first is only a name for what the second tells: "ارتكب الطيران مجزرة في دوما، حيث قضى 18 مدنيا في ثماني غارات"."""
    if a.trigger.entry.id != "massacre" or a.trigger.sentence != b.trigger.sentence or b.trigger.prefix.startswith("و"):
        return False
    return a.type == b.type or any(a.type in family and b.type in family for family in FAMILIES)


def _opens_attack(draft: Draft, a: Frame, b: Frame) -> bool:
    """Whether the blast is how an attack of the same sentence began: "شن مقاتلون هجوما على القاعدة، مستهلين إياه بتفجير سيارة"."""
    if a.trigger.sentence != b.trigger.sentence or b.type not in ("suicide_attack", "explosive_device"):
        return False
    if a.trigger.entry.type != "attack" or not any(a.type in family and b.type in family for family in FAMILIES[:2]):
        return False
    return any(draft.words.key(i) in _OPENING for i in range(max(a.trigger.last, b.trigger.first - 3), b.trigger.first))
