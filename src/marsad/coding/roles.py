"""Who does what to whom: actors near a trigger put into roles by valency, prepositions, voice and order."""

from __future__ import annotations

from typing import Final

from marsad.coding.ability import UNARMED, as_fighter, can_initiate
from marsad.coding.around import accused, before_noun, blown_up, brought_down, fought_with, survivor
from marsad.coding.cast import Cast
from marsad.coding.context import ARMED, word_stems
from marsad.coding.crowds import as_filler, find_crowd, find_facing, find_opposed, is_crowd_type
from marsad.coding.draft import Filler, RoleName, TriggerHit
from marsad.coding.functionwords import function_words
from marsad.coding.grammar import CARRIED, TARGETING, is_held
from marsad.coding.layout import in_relative_clause, kinds_of_place
from marsad.coding.nearby import within
from marsad.coding.sides import Put, fill_losses, fill_two_sided, one_side_each
from marsad.model import ActorMention
from marsad.text.folding import fold_key

_MOVED: Final = frozenset({"displacement", "return", "evacuation"})
#: A subject stands so near before its verb that nothing but an adverb is between them.
_ADJACENT: Final = 3
#: How far, in words, a subject, an object or an agent phrase may stand from its verb or noun.
_SUBJECT_AFTER, _SUBJECT_BEFORE, _OBJECT, _AGENT, _GENITIVE = 7, 16, 14, 22, 4


def _of_victims(cast: Cast, hit: TriggerHit, role: str, actor: ActorMention) -> str:
    """The role of a body whose people are the victims: "قتل اثنان من قوات الأمن"."""
    if role != "initiator" or actor.first not in cast.victims or cast.draft.words.key(actor.first - 1) != "من":
        return role
    return hit.entry.object if hit.entry.object in ("target", "affected") else "target"


def _part_of(cast: Cast, hit: TriggerHit, role: str, actor: ActorMention, rule: str) -> RoleName | None:
    """The role that an actor found for `role` really has; None where it can have none: who was killed started nothing."""
    role = _of_victims(cast, hit, role, actor)
    suffered: RoleName | None = (
        "affected" if hit.entry.object == "affected" else "target" if hit.entry.object == "target" else None
    )
    if role != "initiator":
        return role  # type: ignore[return-value]
    if hit.type in _MOVED and actor.sector in ("CVL", "REF"):
        return "affected"  # فر مدنيون: they are moved, they do not move on somebody
    if rule == "subject" and cast.is_victim_of(hit, actor):
        return suffered or "target"
    if actor.first in cast.victims and (cast.is_people(actor) or rule != "subject"):
        return suffered if rule == "subject" else None
    if hit.type == "suicide_attack" and actor.specificity == "people":
        return None
    if hit.entry.id == "stabbed_or_run_over" and rule == "subject" and hit.form == "verb" and not hit.passive:
        return "initiator"  # دهس فلسطيني مستوطنين: one man alone does it
    if not can_initiate(hit.type, actor):  # قتل 18 شخصا: nobody unarmed does it, so the verb is passive
        return suffered if rule == "subject" else None
    return "initiator"


def find_fillers(cast: Cast, hit: TriggerHit) -> tuple[Filler, ...]:
    """The fillers of a trigger's roles, each role's best rule only.

    "شنت طائرات التحالف غارات على مواقع داعش": initiator التحالف (subject of شنت), target داعش (after على).
    """
    fillers: list[Filler] = []
    used: set[tuple[int, int]] = set()

    def put(role: str, actor: ActorMention | None, rule: str) -> None:
        if actor is None or role in ("none", "place") or any(f.role == role for f in fillers):
            return
        part = _part_of(cast, hit, role, actor, rule)
        if part is None:
            return
        for each in [actor] if rule == "between" else cast.with_coordinated(actor):
            if (each.first, each.last) not in used and each.actor_id:
                used.add((each.first, each.last))
                fillers.append(make_filler(part, as_fighter(hit.type, each), rule))

    entry = hit.entry
    fill_two_sided(cast, hit, put)
    if hit.entry.id == "losses_inflicted":
        fill_losses(cast, hit, put)
    elif hit.form == "verb":
        agent = _agent(cast, hit)
        told_passive = hit.passive or (agent is not None and entry.object in ("target", "affected"))
        subject_role = entry.object if told_passive else entry.subject
        subject = _subject(cast, hit, hit.first)
        put(subject_role, subject, "subject")
        put("initiator", agent, "agent")
        if not cast.tells_victims(hit):
            put(entry.object, _object(cast, hit, subject), "object")
    else:
        _fill_noun(cast, hit, put)
    if is_crowd_type(hit.type):
        return _of_crowd(cast, hit, fillers)
    put("target", _against(cast, hit), "against")
    put("target", fought_with(cast, hit), "fought with")
    put("target", blown_up(cast, hit), "held by")
    put("target", brought_down(cast, hit), "held by")
    return one_side_each(hit.type, fillers)


def _of_crowd(cast: Cast, hit: TriggerHit, fillers: list[Filler]) -> tuple[Filler, ...]:
    """The fillers of a protest or riot: nobody unarmed is its target, and a crowd stands in for an initiator that nothing tells."""
    kept = [f for f in fillers if f.role != "target" or f.actor_id[4:7] not in UNARMED]
    if hit.type == "protest":  # the police beside a crowd do not protest, unless the verb says so
        kept = [
            f for f in kept if f.role != "initiator" or f.rule == "subject" or f.actor_id[4:7] not in ("COP", "MIL")
        ]
    if hit.type == "riot" and any(f.role == "initiator" and f.actor_id[4:7] in ("COP", "MIL") for f in kept):
        kept = [f for f in kept if f.role != "initiator" or f.actor_id[4:7] not in ("COP", "MIL")]
    if not any(f.role == "initiator" for f in kept):
        crowd = find_crowd(cast, hit)
        if crowd is not None and crowd.actor_id:
            kept = [f for f in kept if (f.first, f.last) != (crowd.first, crowd.last)]
            crowds = [
                c for c in cast.with_coordinated(crowd) if c.actor_id and not (cast.is_force(c) and hit.type == "riot")
            ]
            kept += [make_filler("initiator", each, "crowd") for each in crowds]
    if not any(f.role == "target" for f in kept):
        facing = find_facing(cast, hit) if hit.type == "riot" else None
        for opposed in [facing] if facing is not None else find_opposed(cast, hit):
            target = as_filler(opposed)
            if target is not None and target.actor_id not in {f.actor_id for f in kept}:
                kept.append(target)
    return one_side_each(hit.type, kept)


def _fill_noun(cast: Cast, hit: TriggerHit, put: Put) -> None:
    """The roles around a noun: agent phrase, the subject of its support verb, its genitive, then whoever stands before it."""
    if hit.rest is not None:  # إطلاق جنود الاحتلال النار
        put(
            "initiator",
            next((a for a, c in cast.near(hit) if c == "bare" and hit.first < a.first < hit.rest), None),
            "genitive",
        )
    missed = survivor(cast, hit)
    if missed is not None:
        put("target", missed, "survived")
    put("initiator", _agent(cast, hit), "agent")
    role, actor, rule = _genitive(cast, hit)
    if rule == "from":  # غارات من التحالف
        put("initiator", actor, rule)
        actor = None
    subject = None
    if hit.support is not None:
        subject = _subject(cast, hit, hit.support)
        if hit.support_role == "accused":
            put("initiator", accused(cast, hit), "accused")
        part = hit.support_role if hit.entry.subject in ("initiator", "none") else hit.entry.subject
        if part != "accused":
            put(part, subject, "support subject")
    if subject is not None and hit.support_role == "initiator" and role in ("initiator", "attacker"):
        role = "target"  # يفرضون الحصار على تعز: the subject besieges, the genitive suffers it
    put("initiator" if role == "attacker" else role, actor, rule)
    if hit.support is None and hit.entry.subject == "initiator" and missed is None:
        put("initiator", before_noun(cast, hit), "before the noun")


def make_filler(role: RoleName, actor: ActorMention, rule: str) -> Filler:
    """An actor mention in a role."""
    return Filler(
        role=role,
        actor_id=actor.actor_id,
        name=actor.name,
        name_en=actor.name_en,
        first=actor.first,
        last=actor.last,
        span=actor.span,
        text=actor.text,
        rule=rule,
    )


def _subject(cast: Cast, hit: TriggerHit, verb: int) -> ActorMention | None:
    """The subject of the verb at `verb`: the bare actor right after it, else the nearest bare one before it.

    Those who cannot have done it give way to one who can: in "داعش أعدم 11 شابا" the young men are no subject.
    """
    layout = cast.draft.layout
    if hit.rest is not None and hit.entry.object == "none":
        named = next((a for a, _ in cast.near(hit) if a.first == hit.rest), None)
        if named is not None:
            return named  # قضت محكمة مصرية: the word that the verb needs is its subject
    first_person = hit.pronoun == "نا" or cast.draft.words.key(verb).endswith("نا")  # القسام: استهدفنا دبابة
    if verb == hit.first and verb > 0 and (first_person or cast.draft.words[verb - 1].key in _THAT_IT):
        speaker = cast.speaker(hit)
        if speaker is not None:
            return speaker
    limit = hit.first if verb < hit.first else hit.rest if hit.rest is not None else verb + 10_000
    after = [
        a
        for a, case in cast.near(hit)
        if case == "bare"
        and verb < a.first < limit
        and layout.distance(verb, a.first) <= _SUBJECT_AFTER
        and not in_relative_clause(cast.draft.words, verb, a.first)
    ]
    before = [
        a
        for a, case in cast.near(hit)
        if case in ("bare", "by") and a.first < verb and layout.distance(a.last - 1, verb) <= _SUBJECT_BEFORE
    ]
    before = [a for n, a in enumerate(before) if not (n and before[n - 1].last == a.first and cast.is_people(a))]
    if _of_a_happening(cast, verb):
        before = []  # زار الوزير جرحى الهجوم الذي استهدف المعسكر: the attack is its subject
    if _is_plural(cast.draft.words.key(verb)) and not is_crowd_type(hit.type):
        after = []  # a plural verb stands behind its subject
        before = [a for a in before if cast.is_people(a) and not cast.suffers(a)] or before
    near = [a for a in before if layout.distance(a.last - 1, verb) <= _ADJACENT and cast.word_before_verb(a, verb)]
    if after and near and cast.suffers(after[0]) and can_initiate(hit.type, near[-1]) and not cast.suffers(near[-1]):
        return near[-1]  # الحركة اختطفت حاكم المنطقة
    runs_on = hit.prefix.startswith("و") and bool(after) and layout.distance(verb, after[0].first) > 3
    if after and not cast.verb_between(verb, after[0].first) and can_initiate(hit.type, after[0]):
        told = [a for a in before if can_initiate(hit.type, a) and a.first not in cast.victims]
        return told[-1] if runs_on and told else after[0]
    carried = bool(word_stems(cast.draft.words.key(verb + 1)) & _CARRIERS)
    owner = [
        a
        for a, case in cast.near(hit)
        if carried and case == "possessor" and verb < a.first < limit and layout.distance(verb, a.first) <= 9
    ]
    if not (after and can_initiate(hit.type, after[0])) and owner and can_initiate(hit.type, owner[0]):
        return owner[0]  # نفذت طائرات تابعة للقوة الجوية
    able = [
        a for a in before if can_initiate(hit.type, a) and not (a.specificity == "people" and a.first in cast.victims)
    ]
    if able:
        return able[-1]
    return after[0] if after else before[-1] if before else None


def _of_a_happening(cast: Cast, verb: int) -> bool:
    """Whether a verb stands behind a relative pronoun that goes on with a happening: الهجوم الذي استهدف."""
    if cast.draft.words.key(verb - 1) not in function_words().relative:
        joined = cast.draft.words[verb].key.startswith("و")
        deeds = within(cast.draft.triggers, verb - 4, verb)  # تفجير سيارة استهدف موكبه
        return not joined and cast.draft.words.key(verb) in TARGETING and any(t.form == "noun" for t in deeds)
    return any(t.form == "noun" and t.last == verb - 1 for t in within(cast.draft.triggers, verb - 4, verb))


def _is_plural(key: str) -> bool:
    """Whether a verb agrees with people told before it: واستهدفوا, يستهدفون."""
    return key.endswith("وا") or (key.removeprefix("و")[:1] == "ي" and key.endswith("ون"))


#: What a body acts through: the body is told behind it (طائرات تابعة للقوة الجوية).
_CARRIERS: Final = frozenset(
    fold_key(w)
    for w in (
        *("طائرات", "طائرة", "مقاتلات", "مقاتلة", "مروحيات", "مروحية", "مدفعية", "دبابات", "زوارق", "مسيرات", "مسيرة"),
        *("قوة", "وحدة", "وحدات", "دورية", "دوريات", "مجموعة", "خلية", "مفارز", "مفرزة"),
    )
)
_THAT_IT: Final = frozenset({"انه", "انها", "انهم", "بانه", "بانها", "بانهم", "وانه", "وانها", "وانهم"})


def _object(cast: Cast, hit: TriggerHit, subject: ActorMention | None) -> ActorMention | None:
    layout = cast.draft.layout
    for actor, case in cast.near(hit):
        if actor.first < hit.last or (subject and actor.first <= subject.first):
            continue
        if layout.distance(hit.last, actor.first) > _OBJECT or cast.verb_between(hit.first, actor.first):
            return None
        if subject and any(a is actor for a in cast.with_coordinated(subject)):
            continue
        if case in ("bare", "against", "possessor", "to"):
            return actor
    return None


def _reach(hit: TriggerHit) -> int:
    """How far the subject of a relative clause may stand: an outcome's cause comes behind its tolls."""
    return _AGENT if hit.level == "outcome" or hit.retyped_by == "toll" else 10


def _agent(cast: Cast, hit: TriggerHit) -> ActorMention | None:
    """The actor of an agent phrase after the trigger: من قبل، على يد، برصاص، or the subject of a relative clause (شنها، نفذته)."""
    layout = cast.draft.layout
    attributed = _attributed(cast, hit)
    if attributed is not None:
        return attributed
    for actor, case in cast.near(hit):
        left = hit.type == "explosive_device" and cast.draft.words.key(actor.first - 1).endswith("مخلفات")
        if left and actor.first >= hit.last and layout.distance(hit.last - 1, actor.first) <= _AGENT:
            return actor  # لغم من مخلفات الحوثيين
        if case == "agent" and actor.first >= hit.last and layout.distance(hit.last - 1, actor.first) <= _AGENT:
            return actor
        if case == "bare" and actor.first > hit.last:
            at = actor.first - 1
            while at > hit.last and cast.draft.words[at].kind == "mark":
                at -= 1
            verb = cast.draft.words[at]
            if verb.key.lstrip("و") in CARRIED and layout.distance(hit.last - 1, actor.first) <= _reach(hit):
                return actor
    return _agent_before(cast, hit) if hit.form != "verb" else None


_ATTRIBUTING: Final = frozenset({"نسب", "نسبت", "نسبوا", "ينسب", "تنسب", "عزا", "عزت", "تعزو", "يعزو"})


def _attributed(cast: Cast, hit: TriggerHit) -> ActorMention | None:
    """Whom a deed is ascribed to: "نسبت السلطات الهجوم إلى كتيبة كذا"."""
    words, start = cast.draft.words, cast.draft.layout.sentence(hit.first)[0]
    if not any(words.key(i).removeprefix("و") in _ATTRIBUTING for i in range(max(start, hit.first - 4), hit.first)):
        return None
    for actor, _ in cast.near(hit):
        if hit.last <= actor.first <= hit.last + 5 and words.key(actor.first - 1) in ("الي", "ل"):
            return actor
    return None


_MANAGED: Final = frozenset({"تمكن", "تمكنت", "نجح", "نجحت", "استطاع", "استطاعت", "تمكنوا"})


def doer_of(cast: Cast, hit: TriggerHit) -> ActorMention | None:
    """Who did what an active verb of outcome tells: "قضت مفرزة للجيش على سبعة إرهابيين"; None behind a passive one."""
    verb = hit.first
    if hit.form == "noun" and hit.support is not None and word_stems(cast.draft.words.key(hit.support)) & _MANAGED:
        verb = hit.support  # تمكنت قوة من قتل ثلاثة في كمين
    elif hit.form != "verb" or hit.passive:
        return None
    actor = _subject(cast, hit, verb)
    if actor is None or actor.sector in UNARMED or cast.suffers(actor) or cast.is_victim_of(hit, actor):
        return None
    if not can_initiate(hit.type, actor):
        return None
    return actor if verb < actor.first <= hit.last + _OBJECT else None


def _agent_before(cast: Cast, hit: TriggerHit) -> ActorMention | None:
    """The agent of the outcome told before a noun: "أصيب ثلاثة برصاص قوات الاحتلال خلال اقتحام المخيم"."""
    layout = cast.draft.layout
    for actor, case in cast.near(hit):
        if case != "agent" or actor.last > hit.first or layout.distance(actor.last - 1, hit.first) > _GENITIVE:
            continue
        if any(t.outcome in ("killed", "injured", "harmed") and t.first < actor.first for t in cast.tolls(hit)):
            return actor
    return None


def _genitive(cast: Cast, hit: TriggerHit) -> tuple[str, ActorMention | None, str]:
    layout = cast.draft.layout
    role = hit.entry.after_noun
    for actor, case in cast.near(hit):
        if actor.first < hit.last:
            continue
        if layout.distance(hit.last - 1, actor.first) > _GENITIVE:
            break
        if any(cast.draft.words[i].key.startswith("و") for i in range(hit.last, actor.first)):
            break  # هجوما وكبدت المهاجمين: another clause
        if case == "from" and (role in ("initiator", "attacker") or _comes_from(cast, hit, actor)):
            return "initiator", actor, "from"
        if role == "none" and case == "bare" and actor.first == hit.last and can_initiate(hit.type, actor):
            return "initiator", actor, "genitive"  # تفجير عناصر التنظيم الصهريج
        if case == "to" and actor.first > hit.last and is_held(cast.draft.words, actor.first - 1):
            return "target", actor, "held by"  # هجوم بسيارة مفخخة على حافلة للجنود
        if case in ("bare", "against") and role == "target" and _has_object_behind(cast, hit, actor):
            return "initiator", actor, "agent"  # استهداف مروحيات النظام بلدة كذا
        if case in ("bare", "to", "possessor"):
            return role, actor, "genitive"
    return role, None, "genitive"


def _comes_from(cast: Cast, hit: TriggerHit, actor: ActorMention) -> bool:
    """Whether the armed people right behind a deed that befell somebody did it: "تعرضت دورية لإطلاق نار من مجهولين"."""
    suffered = hit.support_role == "target" or (hit.support is None and hit.entry.subject == "initiator")
    return suffered and actor.first <= hit.last + 2 and actor.sector in ARMED and not cast.suffers(actor)


def _has_object_behind(cast: Cast, hit: TriggerHit, actor: ActorMention) -> bool:
    """Whether the genitive of a deed did it, since whom or what it befell stands right behind without a preposition.

    "اعتقال قوات الأمن أربعة شبان", "استهداف المروحيات بلدة سرمين"; not "اعتقال عناصر التنظيم في البلدة".
    """
    if actor.first > hit.last + 1 or actor.sector in UNARMED or not can_initiate(hit.type, actor):
        return False
    words, at = cast.draft.words, actor.last
    if at >= cast.draft.layout.sentence(hit.first)[1] or words[at].kind == "mark":
        return False
    noun = words.key(at).removesuffix("ا")  # موقعا
    draft = cast.draft
    place = (
        not {noun, "ال" + noun}.isdisjoint(kinds_of_place())
        or is_held(words, at)
        or any(p.first == at and p.usage == "location" for p in draft.places)
    )
    thing = any(m.first == at for m in draft.people) or any(
        m.first == at and m.role == "count" for m in draft.quantities
    )
    return place or thing


def _against(cast: Cast, hit: TriggerHit) -> ActorMention | None:
    layout = cast.draft.layout
    for actor, case in cast.near(hit):
        if case == "against" and actor.first >= hit.last and layout.distance(hit.last - 1, actor.first) <= _OBJECT:
            return actor
    return None
