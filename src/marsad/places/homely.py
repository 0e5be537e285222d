"""Words that are a kind of place in one country only: مركز الصف and قسم المعادي in Egypt, لواء الرمثا in Jordan."""

from __future__ import annotations

from marsad.places.compile import Strength
from marsad.places.context import Scene, attach_direction, attach_surroundings
from marsad.places.spotting import Hit
from marsad.places.wording import TypeWord


def attach_homely(scene: Scene, hits: list[Hit], country: str | None = None) -> None:
    """Give a name its type word where مركز, قسم or لواء stands right before it.

    It takes a place of the word's country of that name, a text that speaks of this country by something else (`country`
    is what the caller knows), and no sign of an institution behind the name: مركز بدر الطبي is a hospital.
    """
    for hit in hits:
        if hit.prefix or hit.type_word is not None:
            continue
        at, word = _word_before(scene, hit)
        if word is None or _is_institution(scene, hit):
            continue
        places = [i for i in hit.places if _is_of(scene, i, word)]
        if not places or not (country in word.countries or _speaks_of(scene, hits, hit, word.countries)):
            continue
        hit.places = places
        hit.type_word, hit.licensed, hit.dateline = word, True, False
        hit.start = hit.head = hit.phrase = at
        hit.bearing = hit.km = None
        attach_surroundings(scene, hit)
        attach_direction(scene, hit)


def _word_before(scene: Scene, hit: Hit) -> tuple[int, TypeWord | None]:
    """The position of the word of kind before the name and the word: قسم العريش, قسم أول العريش."""
    at = hit.first - 1
    if at > 0 and scene.words[at].key in scene.reader.wording.lists["ordinals"]:
        at -= 1
    info = scene.infos[at] if at >= 0 else None
    return at, info.homely if info is not None else None


def _is_of(scene: Scene, index: int, word: TypeWord) -> bool:
    place = scene.gazetteer.place(index)
    return place.country in word.countries and place.feature in word.features


def _is_institution(scene: Scene, hit: Hit) -> bool:
    """Whether what follows makes it a body of that name: مركز دمياط للأورام, مركز القاهرة الثقافي."""
    return scene.words.key(hit.last) in scene.reader.wording.lists["institution_tails"]


def _speaks_of(scene: Scene, hits: list[Hit], hit: Hit, countries: frozenset[str]) -> bool:
    """Whether a nationality or another name that is sure tells one of the countries."""
    if any(info.country in countries for _, info in scene.told):
        return True
    for other in hits:
        if other is hit or other.unit or (other.level < Strength.STRONG and other.type_word is None):
            continue
        places = scene.candidates(other)
        told = {p.country for p in places if p.famous} or {p.country for p in places}
        if told and told <= countries:
            return True
    return False
