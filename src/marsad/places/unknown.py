"""Names that no gazetteer has, told by the type word before them: قرية س, منطقة «س», حي س وص."""

from __future__ import annotations

from typing import Final

from marsad.places.compile import Strength
from marsad.places.context import CLOSING, OPENING, Scene
from marsad.places.spotting import CHAIN, NEAR, Hit
from marsad.places.typos import find_typo
from marsad.places.wording import TypeWord, bare
from marsad.text.words import Word

_MAX_QUOTED: Final = 4
_FEMININE: Final = frozenset(
    {"قريه", "بلده", "منطقه", "مدينه", "ناحيه", "ضاحيه", "هضبه", "تله", "جزيره", "قاعده", "حاره"}
)


def find_unknown(scene: Scene, hits: list[Hit]) -> list[Hit]:
    """Names behind a type word that no hit covers, in order. Lists go on (قريتي س وص, مناطق «س» و«ص»)."""
    taken = {i for hit in hits if hit.licensed for i in range(hit.first, hit.last)} | scene.blocked
    starts = {hit.first: hit for hit in hits}
    starts |= {hit.start: hit for hit in hits if hit.licensed and hit.start not in starts}
    out: list[Hit] = []
    for i, info in scene.told:
        if info.type_word is None or info.type_word.unknown == "never" or i in taken:
            continue
        if scene.words[i].key.startswith("ال") and not info.type_word.plural:
            continue
        _collect(scene, i, info.type_word, starts, taken, out)
    return out


def _collect(
    scene: Scene, i: int, type_word: TypeWord, starts: dict[int, Hit], taken: set[int], out: list[Hit]
) -> None:
    """The name behind the type word at `i`, and those that follow it in a list."""
    words, position, previous = scene.words, i + 1, None
    while position < len(words):
        known = starts.get(position) or (starts.get(position + 1) if words[position].text in OPENING else None)
        if known is not None:
            previous, position = known, known.last
        else:
            if previous is not None and scene.flags(position) & NEAR:
                position += 1  # خلصة ومحيط البوابية وزيتان
                continue
            hit = _name_at(scene, position, type_word, first=previous is None)
            if hit is None or any(j in taken for j in range(hit.first, hit.last)):
                return
            hit.start = hit.phrase = hit.head = i if previous is None else hit.first
            hit.list_from = previous
            out.append(hit)
            taken.update(range(hit.first, hit.last))
            previous, position = hit, hit.last
        if not type_word.plural:
            return
        while position < len(words) and words[position].text in CLOSING:
            position += 1
        if position < len(words) and words[position].text in ("،", ","):
            position += 1
        elif not (position < len(words) and words[position].key.startswith("و")):
            return
        if position < len(words) and words[position].key == "و":
            position += 1


def _name_at(scene: Scene, position: int, type_word: TypeWord, first: bool) -> Hit | None:
    words = scene.words
    quoted = words[position].text in OPENING
    if quoted:
        position += 1
        if position < len(words) and words[position].text in OPENING:
            position += 1
    if position >= len(words) or words[position].kind != "word":
        return None
    prefix = (
        ""
        if first and not words[position].key.startswith("و")
        else ("و" if words[position].key.startswith("و") and not first else "")
    )
    last = _quoted_end(scene, position) if quoted else None
    sure = last is not None and (last - position > 1 or _is_name_like(scene, words[position].key[len(prefix) :]))
    if last is None:
        last = _plain_end(scene, position, len(prefix))
        if last is None:
            return None
        sure = quoted
    if not sure and not _is_sure(scene, position, last, len(prefix), type_word):
        return None
    key = " ".join(bare(words[j].key[len(prefix) if j == position else 0 :]) for j in range(position, last))
    hit = Hit(
        position, last, len(prefix), prefix, words[position].key[len(prefix) :].startswith("ال"), key, Strength.STRONG
    )
    hit.type_word, hit.licensed = type_word, True
    hit.places = find_typo(scene.gazetteer, key, type_word)
    hit.typo = bool(hit.places)
    return hit


def _quoted_end(scene: Scene, position: int) -> int | None:
    words = scene.words
    for j in range(position + 1, min(position + _MAX_QUOTED + 1, len(words))):
        if words[j].text in CLOSING:
            return j
        if words[j].kind != "word":
            return None
    return None


def _is_name_like(scene: Scene, key: str) -> bool:
    lists = scene.reader.wording.lists
    if len(key) < 3 or key in lists["not_names"] or key.endswith(("ها", "هم")):
        return False
    return key not in lists["not_after_careful"]


def _plain_end(scene: Scene, position: int, cut: int) -> int | None:
    """Where a name without quotation marks ends: one word, two after تل or أبو, and an adjective such as الكبيرة."""
    words, lists = scene.words, scene.reader.wording.lists
    key = words[position].key[cut:]
    if key not in lists["name_heads"] and not _is_name_like(scene, key):
        return None
    info = scene.infos[position]
    if info is not None and info.type_word is not None and key not in lists["name_heads"]:
        return None
    last = position + 1
    if key in lists["name_heads"] and last < len(words):
        following = words[last]
        if following.kind != "word" or following.key in lists["not_names"]:
            return None if len(key) < 4 else last
        last += 1
    elif _has_second_word(scene, last):
        last += 1
    if last < len(words) and words[last].key in lists["name_tails"]:
        last += 1
    return last


def _has_second_word(scene: Scene, at: int) -> bool:
    """Whether the word `at` ends a name of two words: it is a bare word of no other sense, and what explains a name stands only behind it.

    "قرية غري عيل بإقليم هيران", "حي السكة حديد في مدينة نيالا"; not "قرية س شمال", "قرية س قصفا".
    """
    if at + 1 >= len(scene.words) or scene.words[at].kind != "word" or _is_explained(scene, at):
        return False
    key, info = scene.words[at].key, scene.infos[at]
    names = scene.gazetteer.names
    known = info is not None and (
        info.type_word is not None
        or info.country is not None
        or any(names.get(r.stem, (0,))[0] >= Strength.WEAK for r in info.starts)
    )
    if known or len(key) < 3 or scene.flags(at) or not _is_name_like(scene, key):
        return False
    if key.startswith(("ال", "و", "ب", "ل", "ف", "ي", "ت")) or key.endswith(("ا", "ه", "ت", "ين", "ون", "ي")):
        return False
    return key not in scene.reader.wording.lists["verbs"] and _is_explained(scene, at + 1)


def _is_sure(scene: Scene, position: int, last: int, cut: int, type_word: TypeWord) -> bool:
    """Whether the word is a name: an article or a compound, or what follows explains it as one."""
    words, lists = scene.words, scene.reader.wording.lists
    key = words[position].key[cut:]
    compound = key in lists["name_heads"] and last - position > 1
    if compound:
        return True
    explained = _is_explained(scene, last)
    if type_word.in_name and key.endswith("ون"):
        return False
    if key.startswith("ال") and len(key) > 4:
        return type_word.unknown == "free" or explained or type_word.key in ("ناحيه", "مدينه", "قضاء")
    adjective = (key.endswith("ه") and type_word.key in _FEMININE) or key.endswith(("يه", "ين", "ون", "ات"))
    verb = ((key[0] in "يتنس" and len(key) >= 4) or _is_past(scene, key, first=cut == 0)) and not explained
    if type_word.unknown == "free":
        return explained or not (adjective or verb or type_word.in_name)
    return explained and not adjective


def _is_past(scene: Scene, key: str, first: bool) -> bool:
    """Whether a word of a list that goes on may be a verb that begins the next clause: قرى س وع وأسفرت."""
    return not first and (key.endswith("ت") or key in scene.reader.wording.lists["verbs"])


#: Adjectives and participles that go on with where a place lies: بلدة س القريبة من الحدود.
_EXPLAINING: Final = ("التابع", "الواقع", "الحدودي", "القريب", "المجاور", "المتاخم", "المحاذي", "الناييه")


def _is_explained(scene: Scene, last: int) -> bool:
    """What follows a name: a parent (في محافظة س), a direction, التابعة."""
    words = scene.words
    if last >= len(words):
        return False
    word: Word = words[last]
    info = scene.infos[last]
    if info is not None and word.key[0] in "بل":
        names = scene.gazetteer.names
        if info.type_word is not None or any(
            r.prefix and names.get(r.stem, (0,))[0] >= Strength.WEAK for r in info.starts
        ):
            return True
    directions = scene.reader.wording.directions
    if word.key in directions or word.key[1:] in directions or word.key.startswith(_EXPLAINING):
        return True
    if word.key == "علي" and last + 1 < len(words) and words[last + 1].key in ("الحدود", "الشريط"):
        return True
    if scene.flags(last) & CHAIN and last + 1 < len(words):
        after = scene.infos[last + 1]
        placed = after is not None and (after.type_word is not None or bool(after.starts))
        return placed or words[last + 1].key in directions
    return False
