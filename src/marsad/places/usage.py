"""What a place is named for, where nothing happens there: a filing city, the fire's origin, a victim's home, a hospital."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from marsad.places.context import OPENING, Scene
from marsad.places.spotting import Hit

_HEAD: Final = 7
_BORDER_REACH: Final = 60
_BESIDE: Final = 8
_POINTS: Final = frozenset({"town", "village", "district", "subdistrict", "crossing", "camp", "base", "quarter"})
_HOSPITAL: Final = frozenset({"مستشفي", "مشفي"})
_HOSPITALS: Final = ("مستشفي", "مشافي", "مشفي", "مستشفيات")
_TRANSFER_REACH: Final = 9
#: So many words before في who speaks from a place is named.
_REPORTER: Final = 6
_FIRED: Final = ("اطلق", "تطلق", "اطلاق", "انطلق", "يطلق")
_ENDS: Final = frozenset(".؟?!؛;:")


def mark_usage(scene: Scene, hits: list[Hit]) -> None:
    """Set `dateline`, `origin` and `destination` of the hits; the last two only where the sentence tells another place.

    "قصفت القوات المتمركزة في معردس قرية لطمين": معردس is where the fire came from.
    """
    starts = _sentence_starts(scene)
    groups: dict[int, list[Hit]] = {}
    for hit in hits:
        hit.dateline = hit.dateline or _is_behind_outlet(scene, hit)
        groups.setdefault(bisect_right(starts, hit.first), []).append(hit)
    for group in groups.values():
        marks = [(h, _aside(scene, h)) for h in group]
        if all(aside is not None or h.gloss or h.unit for h, aside in marks):
            continue
        for hit, aside in marks:
            hit.aside = aside


def demote_borders(hits: list[Hit]) -> None:
    """A border explains where the town of the same country stands that is told near it: it is no place beside the town."""
    towns = [h for h in hits if not h.dateline and not h.unit and (h.choice is None or h.choice.feature in _POINTS)]
    for hit in hits:
        border = hit.choice
        if border is not None and border.feature == "border":
            hit.gloss = hit.gloss or any(
                abs(t.first - hit.first) <= (_BORDER_REACH if t.choice is not None else _BESIDE)
                and (t.choice is None or t.choice.country == border.country)
                for t in towns
            )


def _sentence_starts(scene: Scene) -> list[int]:
    """Where sentences begin: at line breaks and behind the marks that end one."""
    starts: list[int] = []
    for i in scene.words.breaks:
        word = scene.words[i]
        if word.newlines > 0:
            starts.append(i)
        if word.kind == "mark" and word.text in _ENDS:
            starts.append(i + 1)
    return starts


def _is_behind_outlet(scene: Scene, hit: Hit) -> bool:
    """Whether the name stands behind an outlet's at the head of the text: سمارت - إدلب, بلدي نيوز - إدلب (اسم الكاتب)."""
    words = scene.words
    dash = hit.first - 1
    if hit.prefix or not 0 < dash < _HEAD or words[dash].text not in "-–—/|":
        return False
    head = words[0].key
    agencies = scene.reader.wording.lists["agencies"]
    return any(w.key in agencies for w in words[:dash]) or f"{head} {words.key(1)}" in agencies


def _aside(scene: Scene, hit: Hit) -> str | None:
    if hit.list_from is not None and hit.list_from.aside_here is not None:
        hit.aside_here = hit.list_from.aside_here
    else:
        hit.aside_here = _aside_by_words(scene, hit)
    return hit.aside_here


def _aside_by_words(scene: Scene, hit: Hit) -> str | None:
    words, lists = scene.words, scene.reader.wording.lists
    at = hit.start - 1
    while at >= 0 and words[at].text in OPENING:
        at -= 1
    if at < 0:
        return None
    key = words[at].key
    hospital = words[hit.first].key[hit.skip :] in _HOSPITAL or (
        hit.type_word is not None and hit.type_word.key in _HOSPITAL
    )
    if hospital and _is_transfer(scene, at):
        return "destination"
    if (
        key == "في"
        and at > 0
        and any(w in words[at - 1].key for w in _HOSPITALS)
        and _is_transfer(scene, at - 1, brought=True)
    ):
        return "destination"
    if key == "في" and words.key(hit.last) in lists["reports"] and _is_reported_from(scene, at):
        return "dateline"
    if key == "من" and _is_fired_from(scene, at, hit.last):
        return "origin"
    if key == "من" and at > 0 and _bare(words[at - 1].key) in lists["born_in"]:
        return "origin"
    if key in lists["people_of"] and at > 0 and (words[at - 1].key in ("من", "بين") or key[:1] == "ل"):
        return "origin"
    if key == "في" and at > 0:
        before = words[at - 1].key
        if before in lists["fire_from"] and not _is_object(scene, at - 1):
            return "origin"
        if before in lists["positions"] and at > 1 and words[at - 2].key == "من":
            return "origin"
    if key in ("من", "في") and words[at - 1].key in lists["setting_out"]:
        return "origin"
    return None


def _is_fired_from(scene: Scene, at: int, last: int) -> bool:
    """Whether something is fired from there at another place: إطلاق صواريخ من س باتجاه ع."""
    words, towards = scene.words, scene.reader.wording.lists["towards"]
    fired = any(words[i].key.removeprefix("و").startswith(_FIRED) for i in range(max(0, at - 4), at))
    return fired and any(words[i].key in towards for i in range(last, min(last + 8, len(words))))


def _is_reported_from(scene: Scene, at: int) -> bool:
    """Whether who speaks sits there: أفاد مراسلنا في س بأن, قال مصدر طبي في س إن."""
    words, reporters = scene.words, scene.reader.wording.lists["reporters"]
    for i in range(at - 1, max(-1, at - _REPORTER), -1):
        if words[i].kind == "mark":
            return False
        if words[i].key in reporters:
            return True
    return False


def _bare(key: str) -> str:
    return key[1:] if key[:1] == "و" and len(key) > 3 else key


def _is_object(scene: Scene, at: int) -> bool:
    """Whether who is posted there is what was hit: "استهدف القصف القوات المتمركزة في"; told by no place behind the words."""
    words = scene.words
    if any(words[i].key.startswith(_FIRED) for i in range(max(0, at - 4), at)):
        return False
    for i in range(at + 2, min(at + 14, len(words))):
        if words[i].kind == "mark" and words[i].text in _ENDS:
            return True
        info = scene.infos[i]
        if i > at + 3 and info is not None and info.type_word is not None and "ب" not in info.type_prefix:
            return False
        if words[i].key in scene.reader.wording.lists["struck"]:
            return False
    return True


def _is_transfer(scene: Scene, at: int, brought: bool = False) -> bool:
    """Whether hurt people are brought there: نقل الجرحى إلى مستشفى, أسعفوا في مشفى."""
    words = scene.words
    moved = scene.reader.wording.lists["brought"]
    return (brought or words[at].key in ("الي", "في", "نحو")) and any(
        _bare(words[i].key) in moved for i in range(max(0, at - _TRANSFER_REACH), at)
    )
