"""Merging within the document: headline, lead, quotation and back-reference tell one happening, not four."""

from __future__ import annotations

from typing import Final

import msgspec

from marsad.coding.continuing import FAMILIES, continues
from marsad.coding.draft import Draft, Frame, Note
from marsad.coding.meeting import actors_meet, is_of_same_thing, places_meet, times_meet
from marsad.coding.scope import Scope
from marsad.model import PlaceMention

#: So many happenings told before may be told again: as many as no article has, so that a text of any length is read in its time.
_REMEMBERED: Final = 250
#: Words that set a happening apart from the one before it.
_ANOTHER: Final = frozenset(
    {
        "اخر",
        "اخري",
        "ثان",
        "ثاني",
        "ثانيه",
        "منفصل",
        "منفصله",
        "مماثل",
        "مماثله",
        "مماثلا",
        "مشابه",
        "مشابها",
        "مشابهه",
        "جديد",
        "جديده",
    }
)
#: Fighting told with the ground that it won: one toll is one happening.
_ADVANCES: Final = frozenset({"territory_regained", "operation", "armed_clash"})
_FOUGHT: Final = _ADVANCES | {"territory_seized", "deployment"}
_BACK_REFERENCE: Final = (
    "attack",
    "explosion",
    "bombing",
    "airstrike",
    "clash",
    "operation",
    "bombardment",
    "suicide",
    "targeting",
    "strike",
    "ambush",
)
#: A witness tells a happening again so many sentences behind it.
_WITNESSED: Final = 3
#: A denial answers what was told so many sentences before it.
_ANSWER: Final = 2
#: Or so many, where it names the same thing: استهداف سيارة إسعاف … نفت أن تكون طائراتها استهدفت سيارة الإسعاف.
_LATER: Final = 12
#: So many sentences behind a headline (date, caption and summary among them) its happening is told in full.
_LEAD: Final = 6
#: What is told so many sentences apart is one happening only by its place, its toll, a word that refers back or the headline.
_FAR: Final = 8
#: Of these, the words that mean a happening of their own type where one was told.
_EXACT: Final = ("bombardment", "airstrike", "clash")
#: Of these, the words so general that they may take up a happening of another type: الهجوم for a bombing.
_GENERAL: Final = ("attack", "explosion", "bombing", "bombardment", "targeting", "strike", "ambush")


def merge_frames(draft: Draft, frames: list[Frame]) -> list[Frame]:
    """The frames with repetitions folded into the first telling. Order: by the first telling."""
    out: list[Frame] = []
    ends: list[int] = []  # the last sentence in which each is told
    for frame in frames:
        sentence, refers = frame.trigger.sentence, _refers_back(frame)
        for i in _candidates(out, frame):
            far = sentence - ends[i] > _FAR
            if (not far or _may_be_same_far(draft, out[i], frame, refers)) and _same(draft, out[i], frame):
                out[i] = _join(draft, out[i], frame)
                ends[i] = max(ends[i], sentence)
                break
        else:
            if not _only_refers(out[-_REMEMBERED:], frame):
                out.append(frame)
                ends.append(max(h.sentence for h in (frame.trigger, *frame.merged)))
                continue
            claimed = _claimed(out, frame)
            if claimed is not None:
                out[claimed] = _with_claims(out[claimed], frame)
                ends[claimed] = max(ends[claimed], sentence)
    return out


def _may_be_same_far(draft: Draft, a: Frame, b: Frame, refers: bool) -> bool:
    """Whether two tellings far from each other have what could make them one (see `_types_agree`, `_evidence`).

    Asked first, since in a long text nearly all have not. `refers`: the second refers back.
    """
    if refers or (a.tolls and b.tolls) or _is_headline(draft, a):
        return True
    if a.type == b.type:
        return bool(a.where and b.where)
    return bool(b.trigger.type == "armed_clash" or _refers_back(a))


def _candidates(before: list[Frame], frame: Frame) -> list[int]:
    """The frames told before, the nearest first; for a denial those of its own type first."""
    order = range(len(before) - 1, max(len(before) - _REMEMBERED, 0) - 1, -1)
    if frame.modality != "denied":
        if _refers_back(frame) and frame.trigger.entry.id in _EXACT:
            return sorted(
                order,
                key=lambda i: (
                    before[i].type != frame.type and not _takes_up_fighting(before[i], frame),
                    _gap(before[i], frame),
                ),
            )
        return list(order)
    wanted = frame.trigger.entry.id

    def unlike(i: int) -> tuple[bool, bool]:
        told = {h.entry.id for h in (before[i].trigger, *before[i].merged)}
        return before[i].type != frame.type, wanted not in told

    return sorted(order, key=unlike)


def _claimed(before: list[Frame], frame: Frame) -> int | None:
    """The happening that a claim of responsibility in a sentence of its own is about: "وتبنى التنظيم الهجوم"."""
    if not any(s.responsibility for s in frame.scopes):
        return None
    violent = {t for family in FAMILIES[:2] for t in family}
    told = [i for i, f in enumerate(before) if f.type in violent and f.status == frame.status]
    return next((i for i in reversed(told) if not before[i].filled("initiator")), told[-1] if told else None)


def _with_claims(a: Frame, b: Frame) -> Frame:
    scopes = a.scopes + tuple(s for s in b.scopes if s not in a.scopes)
    return msgspec.structs.replace(a, evidence=a.evidence + b.evidence, scopes=scopes, merged=(*a.merged, b.trigger))


def _only_refers(before: list[Frame], frame: Frame) -> bool:
    """Whether a frame only takes up one told before it, without a word that would find out which: "منفذي عملية التفجير"."""
    general = _refers_back(frame) and frame.trigger.entry.id in (*_GENERAL, "airstrike", "bombardment")
    support = frame.trigger.support
    lent = support is not None and not any(o.trigger.support == support for o in before)  # to it, not to a noun before
    if not general or frame.tolls or frame.count or lent:
        return False
    violent = {t for family in FAMILIES for t in family}
    return any(
        frame.type == other.type
        or any(frame.type in f and other.type in f for f in FAMILIES)
        or ({frame.type, other.type} <= violent and frame.trigger.sentence - other.trigger.sentence <= 2)
        for other in before
    )


def _same(draft: Draft, a: Frame, b: Frame) -> bool:
    if a.split is not None and b.split is not None:
        return False
    if continues(draft, a, b):
        return True
    if _answers(draft, a, b):
        return True
    if a.modality != b.modality and "denied" in (a.modality, b.modality):
        return False
    if {a.modality, b.modality} & {"planned"} and a.modality != b.modality:
        return False
    if not _types_agree(draft, a, b) or _conflict(draft, a, b):
        return False
    return _evidence(draft, a, b)


def _types_agree(draft: Draft, a: Frame, b: Frame) -> bool:
    if a.type == b.type:
        return True
    if _same_toll(a, b) and {a.type, b.type} <= _ADVANCES:
        return True
    if _takes_up_fighting(a, b):
        return True
    if (
        _is_headline(draft, a)
        and _same_toll(a, b)
        and any(a.type in family and b.type in family for family in FAMILIES)
    ):
        return True
    if _is_headline(draft, a) and a.type == "property_destroyed" and any(b.type in family for family in FAMILIES):
        return any(x.item == y.item for x in a.materiel for y in b.materiel)
    if b.trigger.type == "armed_clash" and b.trigger.entry.type == "attack" and b.trigger.retyped_by is None:
        mine = {f.actor_id for f in a.filled("initiator")}
        repelled = b.trigger.support_role == "target" and not b.trigger.article  # صد هجوما: one that was not told yet
        if (
            not repelled
            and mine & {f.actor_id for f in b.filled("initiator")}
            and any(a.type in family for family in FAMILIES[:2])
        ):
            return True  # the same side tells its attack again, without saying how
    definite = (_refers_back(b) and b.trigger.entry.id in _GENERAL) or (
        _refers_back(a) and a.trigger.entry.id in _GENERAL
    )
    return definite and any(a.type in family and b.type in family for family in FAMILIES)


def _answers(draft: Draft, a: Frame, b: Frame) -> bool:
    """Whether the second is a denial of the first: an accused side's "نفى أي علاقة له بالقصف", "نفى أن تكون طائراته قصفت المركز".

    It adds a claim; what was told before stands.
    """
    if b.modality != "denied" or a.modality == "denied" or b.tolls or a.status != b.status:
        return False
    gap = b.trigger.sentence - a.trigger.sentence
    if not (a.tolls or a.filled("initiator") or a.scopes):
        return False
    if not 0 <= gap <= _ANSWER and not (0 <= gap <= _LATER and is_of_same_thing(draft, a, b)):
        return False
    kin = a.type == b.type or any(a.type in family and b.type in family for family in FAMILIES)
    return kin and (not b.where or not a.where or places_meet(a, b))


def _takes_up_fighting(a: Frame, b: Frame) -> bool:
    """Whether the second is "المواجهات" behind an advance told right before: its dead are those of the advance."""
    if b.trigger.entry.id != "clash" or b.when or a.type not in _FOUGHT or _gap(a, b) > 1:
        return False
    return (_refers_back(b) and b.trigger.support is None) or _tells_only_its_dead(a, b)


def _tells_only_its_dead(a: Frame, b: Frame) -> bool:
    """Whether the fight is only when those told killed fell: "هاجموا المقر. وقتل أربعة ضباط خلال تبادل إطلاق النار"."""
    killed = {t.outcome for t in b.tolls}
    silent = bool(killed) and not b.where and not b.filled("initiator") and _gap(a, b) == 1
    return silent and b.trigger.first > b.tolls[0].first and not any(t.outcome in killed for t in a.tolls)


def _gap(a: Frame, b: Frame) -> int:
    """How many sentences lie between the second and the last telling of the first."""
    return min(abs(b.trigger.sentence - h.sentence) for h in (a.trigger, *a.merged))


def _refers_back(frame: Frame) -> bool:
    hit = frame.trigger
    return hit.form == "noun" and hit.article and hit.entry.id in _BACK_REFERENCE


def _conflict(draft: Draft, a: Frame, b: Frame) -> bool:
    words = draft.words
    if any(words[i].key in _ANOTHER for i in range(b.trigger.last, min(b.trigger.last + 3, len(words)))):
        return True
    if draft.words.key(b.trigger.first - 1) in ("كما", "وكما") and b.trigger.form == "verb" and b.tolls:
        return True  # كما انفجرت عبوة … وأصيب سائق: another one
    if _is_of_an_area(a, b) or (_responds(draft, b) and not _is_headline(draft, a)):
        return True
    if a.count and b.count and a.count.min != b.count.min and not _is_headline(draft, a):
        return True
    if a.status != b.status and (a.when or b.when):
        return True
    running = a.type == b.type == "operation" and (_is_vague(a) or _is_vague(b)) and _targets_meet(a, b)
    if (
        a.where
        and b.where
        and not running
        and not places_meet(a, b)
        and not (_same_toll(a, b) and (_is_headline(draft, a) or _is_vague(a) or _is_vague(b)))
        and not _heads(draft, a, b)
    ):
        return True
    if a.when and b.when and a.when.start and b.when.start and not times_meet(a, b) and not _same_toll(a, b):
        return True
    mine, theirs = a.filled("initiator"), b.filled("initiator")
    if (
        mine
        and theirs
        and not _points_back(draft, b)
        and not actors_meet([f.actor_id for f in mine], [f.actor_id for f in theirs])
    ):
        return True
    return any(
        x.outcome == y.outcome
        and x.group == y.group
        and x.min != y.min
        and not _refers_back(b)
        and x.qualifier == y.qualifier == "exact"
        and not _is_headline(draft, a)
        for x in a.tolls
        for y in b.tolls
    )


def _is_of_an_area(a: Frame, b: Frame) -> bool:
    """Whether the second tells the dead of an area, and the first, without a toll, of one place in it."""
    if a.tolls or not b.tolls or not a.where or not b.where or _refers_back(b):
        return False
    towns = all(p.precision not in ("province", "country") for p in a.where)
    return towns and all(p.precision in ("province", "country") for p in b.where)


def _evidence(draft: Draft, a: Frame, b: Frame) -> bool:
    """A positive sign that the two are one: a shared place or toll, a back-reference, the headline."""
    if a.where and b.where and places_meet(a, b):
        return True
    if _same_toll(a, b):
        return True
    if _refers_back(b) or _takes_up_fighting(a, b) or (_is_headline(draft, a) and a.type == "property_destroyed"):
        return True
    if b.trigger.support_role == "accused" and b.trigger.sentence - a.trigger.sentence <= 3 and not b.where:
        return True  # واتهمت المنظمة القوات باستهداف السوق: the accusation is about what was just told
    if _is_headline(draft, a) and not _is_headline(draft, b) and b.trigger.sentence - a.trigger.sentence <= 2:
        return True
    if _heads(draft, a, b):
        return True
    if a.type == b.type == "operation" and _targets_meet(a, b) and (_is_vague(a) or _is_vague(b)):
        return b.trigger.sentence - a.trigger.sentence <= 8
    silent = not (b.where or b.when or b.tolls or b.count) and a.type == b.type and bool(b.scopes)
    reach = _WITNESSED if any(_is_witness(s) for s in b.scopes) else 1
    if silent and 0 < b.trigger.sentence - a.trigger.sentence <= reach and not _is_headline(draft, a):
        return True  # a source tells the happening of the sentence before, with no place or time of its own
    near = b.trigger.sentence - a.trigger.sentence <= (6 if a.type == "operation" else 1)
    shared = actors_meet([f.actor_id for f in a.fillers], [f.actor_id for f in b.fillers])
    return near and shared and not (a.where and b.where)


#: Behind these a happening answers another one: وردت القوات بقصف مصادر النيران.
_RESPONSES: Final = frozenset({"رد", "ردت", "ردوا", "ردتا", "يرد", "ترد"})


def _responds(draft: Draft, frame: Frame) -> bool:
    """Whether a happening is told as the answer to one before it: "وإن القوات ردت بقصف مصادر النيران"."""
    first = frame.trigger.first
    low = max(draft.layout.sentence(first)[0], first - 8)
    keys = [draft.words.key(i) for i in range(low, first)]
    return frame.trigger.prefix.endswith("ب") and any(key.lstrip("وف") in _RESPONSES for key in keys)


def _is_witness(scope: Scope) -> bool:
    return any(any(w in s.text for w in ("شاهد", "شهود", "ناج", "سكان")) for s in scope.sources)


def _join(draft: Draft, a: Frame, b: Frame) -> Frame:
    """The first telling with what the second adds; nothing is overwritten, but a headline gives way to the text's own words."""
    if _answers(draft, a, b):
        return _with_claims(a, b)
    fillers = list(a.fillers)
    if a.trigger.support_role == "target" and b.trigger.entry.id == "losses_inflicted":
        b = _of_the_repelled(b)
    fought_for = a.type in _FOUGHT and a.type != b.type and b.trigger.entry.id == "clash"
    for filler in b.fillers:
        if fought_for and filler.role == "initiator" and filler.rule == "before the noun":
            continue  # تحرير الناحية من سيطرة داعش بعد معارك
        known = [f for f in fillers if f.role == filler.role]
        if not known or (
            len(known) == 1 and known[0].actor_id != filler.actor_id and filler.actor_id.startswith(known[0].actor_id)
        ):
            fillers = [f for f in fillers if f not in known or known == []] + [filler]
    apart = any(t.outcome in ("killed", "injured") for t in b.tolls) and _is_headline(draft, a)
    own = tuple(t for t in a.tolls if not (apart and t.outcome == "harmed"))
    tolls = own + tuple(t for t in b.tolls if t not in own)
    return msgspec.structs.replace(
        a,
        type=_stronger(a.type, b.type),
        evidence=a.evidence + b.evidence,
        fillers=tuple(fillers),
        when=a.when or b.when,
        when_rule=a.when_rule or b.when_rule,
        time=a.time or b.time,
        where=_better_places(draft, a, b),
        where_rule=a.where_rule or b.where_rule,
        tolls=tolls,
        materiel=a.materiel
        + tuple(
            m for m in b.materiel if all((m.item, m.effect, m.min) != (x.item, x.effect, x.min) for x in a.materiel)
        ),
        means=a.means or b.means,
        count=a.count or b.count,
        scopes=a.scopes + tuple(s for s in b.scopes if s not in a.scopes),
        unverified=a.unverified or b.unverified,
        status="current" if "current" in (a.status, b.status) else "background",
        modality=b.modality
        if _is_headline(draft, a) and b.modality in ("planned", "denied", "possible")
        else a.modality,
        merged=(*a.merged, b.trigger),
        notes=(*a.notes, *b.notes, Note("evidence", "merging", "same happening", span=None)),
    )


def _of_the_repelled(b: Frame) -> Frame:
    """Losses inflicted on those whose attack was beaten off: they attacked. "صدت القوات هجوما وكبدت الحوثيين خسائر"."""
    turned = {"initiator": "target", "target": "initiator"}
    named = (f for f in b.fillers if f.actor_id[4:7] != "UAF")  # المهاجمين: who they were, the dead tell
    fillers = tuple(msgspec.structs.replace(f, role=turned.get(f.role, f.role)) for f in named)
    return msgspec.structs.replace(b, fillers=fillers)


def _targets_meet(a: Frame, b: Frame) -> bool:
    return actors_meet([f.actor_id for f in a.filled("target")], [f.actor_id for f in b.filled("target")])


def _is_vague(frame: Frame) -> bool:
    """Whether its places are only areas: شمال شرق بغداد."""
    return all(p.precision in ("near", "offset", "province", "country") for p in frame.where)


def _points_back(draft: Draft, frame: Frame) -> bool:
    """Whether a demonstrative stands before the trigger: تلك الضربات."""
    return draft.words.key(frame.trigger.first - 1).lstrip("و") in ("تلك", "هذه", "هذا", "ذلك", "بهذه", "لهذا", "لهذه")


def _same_toll(a: Frame, b: Frame) -> bool:
    return any(
        x.outcome == y.outcome and x.min == y.min and x.min > 1 and "vague" not in (x.qualifier, y.qualifier)
        for x in a.tolls
        for y in b.tolls
    )


def _is_headline(draft: Draft, frame: Frame) -> bool:
    return frame.trigger.first < draft.headline_end


def _heads(draft: Draft, a: Frame, b: Frame) -> bool:
    """Whether the first is the headline of the second: one type, one body that acts, told where the text begins.

    The place of a headline may be the seat of who announces it: "بغداد تعلن تدمير مخابئ".
    """
    if not _is_headline(draft, a) or _is_headline(draft, b) or a.type != b.type or a.tolls:
        return False
    if a.count and b.count and a.count.min != b.count.min:
        return False
    mine, theirs = {f.actor_id for f in a.filled("initiator")}, {f.actor_id for f in b.filled("initiator")}
    return bool(mine & theirs) and b.trigger.sentence - a.trigger.sentence <= _LEAD


def _better_places(draft: Draft, a: Frame, b: Frame) -> tuple:  # type: ignore[type-arg]
    if not a.where or not b.where:
        return a.where or b.where
    if _is_headline(draft, a) and not _is_headline(draft, b):
        return b.where
    return b.where if min(map(_width, b.where)) < min(map(_width, a.where)) else a.where


_WIDTHS: Final = {"exact": 0, "town": 0, "near": 1, "offset": 1, "district": 1, "province": 2, "country": 3}


def _width(place: PlaceMention) -> int:
    """How wide a place is: قطاع غزة, told as near, is wider than غرب خان يونس."""
    return 2 if place.feature == "region" else _WIDTHS[place.precision]


def _stronger(a: str, b: str) -> str:
    if (a, b) == ("surrender", "withdrawal") or a == "property_destroyed":
        return b
    for family in FAMILIES:
        if a in family and b in family:
            return min(a, b, key=family.index)
    return a
