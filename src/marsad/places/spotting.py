"""First pass over a text: where names of the gazetteer stand, and the words that matter around them."""

from __future__ import annotations

from itertools import compress
from typing import Final

import msgspec

from marsad.lexicon.countries import adjective_keys
from marsad.places.compile import EXACT_WITH, EXACT_WITHOUT, PLAIN, WITH_ARTICLE, Strength
from marsad.places.gazetteer import Gazetteer
from marsad.places.records import Place
from marsad.places.wording import TypeWord, bare
from marsad.text.clitics import Reading, readings
from marsad.text.memory import WordMemory
from marsad.text.words import Words

#: Proclitics that stand before names of places; ك (like) and ف only before longer ones.
_RARE_PREFIXES: Final = frozenset("كف")

_TANWIN: Final = "\u064b"
_NO_WORDS: Final[frozenset[str]] = frozenset()

UNIT, OUTLET, PERSON, NEAR, LOCATIVE, CHAIN, GLOSS, UNIT_LEAD = (1 << n for n in range(8))
_FLAGS: Final = {
    "unit_heads": UNIT, "outlets": OUTLET, "persons": PERSON, "given_names": PERSON, "near": NEAR, "locative": LOCATIVE,
    "chain_links": CHAIN, "gloss_links": GLOSS, "unit_leads": UNIT_LEAD,
}  # fmt: skip


class Info(msgspec.Struct, frozen=True, gc=False):
    """What one word may be: the first of a name, a type word (with its proclitics; `homely` is one of one country), a nationality.

    `body` is the first word of a body that tells a country, with how many words the longest of them has.
    `entries` are those of `starts` where the word alone is a name, `seconds` the words that may follow in a longer one, each by reading.
    """

    starts: tuple[Reading, ...]
    entries: tuple[tuple[int, ...] | None, ...]
    seconds: tuple[frozenset[str], ...]
    type_word: TypeWord | None
    type_prefix: str
    country: str | None
    homely: TypeWord | None = None
    body: tuple[str, int] | None = None


class Hit(msgspec.Struct, eq=False):
    """A name found at the words [first, last), and what the text says about it.

    `places` are positions in the gazetteer, none for an unknown name. `start` is where the phrase begins, its type
    word included. `bearing` and `km` are what stands before it (60 كم غرب بغداد); `base` is the place that explains it;
    `side` that of its countryside (ريف حلب الشمالي); `to` the other end of a stretch (طريق كركوك - بغداد);
    `aside` why nothing happens there; `told` whether an adjective tells its town (حي جوبر الدمشقي).
    """

    first: int
    last: int
    skip: int
    prefix: str
    article: bool
    key: str
    level: int
    places: list[int] = msgspec.field(default_factory=list)
    start: int = 0
    phrase: int = 0
    head: int = 0
    type_word: TypeWord | None = None
    licensed: bool = False
    list_from: Hit | None = None
    unit: bool = False
    near: bool = False
    dateline: bool = False
    gloss: bool = False
    around: bool = False
    capital: bool = False
    typo: bool = False
    told: bool = False
    bearing: float | None = None
    km: float | None = None
    base: Hit | None = None
    base_km: float | None = None
    base_bearing: float | None = None
    parent: Hit | None = None
    choice: Place | None = None
    name: str | None = None
    side: float | None = None
    side_name: str = ""
    to: Hit | None = None
    aside: str | None = None
    aside_here: str | None = None

    def __post_init__(self) -> None:
        """A name begins its phrase until more is known, and a name that is nothing else is a place."""
        self.start = self.phrase = self.head = self.first
        self.licensed = self.level >= Strength.STRONG

    @property
    def unknown(self) -> bool:
        """Whether no gazetteer has the name."""
        return not self.places


class Spotter:
    """Looks up words; remembers what it learnt of each distinct one."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.wording = gazetteer.wording
        self._infos = WordMemory(self._learn)
        self._flags = WordMemory(self._learn_flags)
        self.adjectives = adjective_keys()
        #: For the first word of each body that tells a country, how many words the longest of them has.
        self._body_heads: dict[str, int] = {}
        for body in self.wording.bodies:
            first, size = body.split(" ", 1)[0], body.count(" ") + 1
            self._body_heads[first] = max(self._body_heads.get(first, 0), size)
        self._seconds = gazetteer.seconds

    def infos(self, words: Words) -> list[Info | None]:
        """What each word may be; None for most."""
        out = list(map(self._infos.__getitem__, words.keys))
        for i, info in compress(enumerate(out), out):
            if info is not None and info.type_word is not None and _other_hamza(words[i].text, info.type_word.hamza):
                out[i] = Info((), (), (), None, "", None, None, info.body) if info.body else None
        return out

    def countries_of_bodies(self, keys: list[str], told: list[tuple[int, Info]]) -> list[str]:
        """The countries of the bodies that a text of these words names, once for each mention: قسد, الحوثيون, الدعم السريع."""
        found = []
        for i, info in told:
            if info.body is None:
                continue
            head, longest = info.body
            for size in range(longest, 0, -1):
                code = self.wording.bodies.get(" ".join([head, *keys[i + 1 : i + size]]))
                if code is not None:
                    found.append(code)
                    break
        return found

    def _head_of_body(self, key: str) -> tuple[str, int] | None:
        """The first word of a body that tells a country, without what is joined before it, and the words of the longest one."""
        behind = f"ال{key[2:]}" if key[:2] == "لل" else key[1:] if key[:1] in ("و", "ب") else ""  # وقسد, للحوثيين
        return next(((form, self._body_heads[form]) for form in (key, behind) if form in self._body_heads), None)

    def flags(self, key: str) -> int:
        """Which lists of the wording hold the word, through its proclitics, as bits."""
        return self._flags[key]

    def _learn_flags(self, key: str) -> int:
        found, lists, parts = 0, self.wording.lists, readings(key)
        for name, bit in _FLAGS.items():
            construct = bit == UNIT  # قوات نينوى, but القوات الموصل is no body
            if any(
                not r.pronoun
                and (
                    (r.stem in lists[name] and not (construct and r.article))
                    or (r.article and f"ال{r.stem}" in lists[name])
                )
                for r in parts
            ):
                found |= bit
        return found

    def _learn(self, key: str) -> Info | None:
        heads, types, homely = self.gazetteer.heads, self.wording.types, self.wording.homely
        plain = self.wording.lists["not_names"]
        is_plain = key in plain or (key[:1] == "و" and key[1:] in plain)
        starts: list[Reading] = []
        type_word, type_prefix, country, home = None, "", None, None
        for reading in readings(key):
            if reading.pronoun:
                continue
            stem = reading.stem
            if stem in heads and _may_be_prefixed(reading, heads[stem]) and not (is_plain and heads[stem] == 1):
                starts.append(reading)
            whole = f"ال{stem}" if reading.article else stem
            if type_word is None and whole in types and "ك" not in reading.prefix:
                type_word, type_prefix = types[whole], reading.prefix
            if home is None and whole in homely and "ك" not in reading.prefix:
                home, type_prefix = homely[whole], reading.prefix
            if country is None:
                country = self.adjectives.get(stem)
        body = self._head_of_body(key)
        if starts or type_word or country or home or body:
            names = self.gazetteer.names
            entries = tuple(None if is_plain or not _may_be_prefixed(r) else names.get(r.stem) for r in starts)
            seconds = tuple(self._seconds.get(r.stem, _NO_WORDS) for r in starts)
            return Info(tuple(starts), entries, seconds, type_word, type_prefix, country, home, body)
        return None

    def hits(self, words: Words, told: list[tuple[int, Info]]) -> list[Hit]:
        """The longest names from left to right; those that are no places (القدس العربي) have the level `BLOCKED`."""
        out: list[Hit] = []
        behind = 0
        for i, info in told:
            if i < behind or not info.starts:
                continue
            hit = self._longest(words, i, info)
            if hit is None or (hit.level == Strength.TYPED and hit.last - i > 1 and info.type_word is not None):
                continue
            out.append(hit)
            behind = hit.last
        return out

    def _longest(self, words: Words, i: int, info: Info) -> Hit | None:
        """The longest name that starts at word `i`, in the reading that cuts least off it."""
        word = words[i]
        if word.text == "على":  # the preposition, not the first word of علي الغربي
            return None
        best: Hit | None = None
        second = bare(words.key(i + 1))
        for reading, entry, seconds in zip(info.starts, info.entries, info.seconds, strict=True):
            if entry is not None and best is None:
                best = _make_hit(i, i + 1, reading, reading.stem, entry, self.wording.types)
            if second in seconds:
                best = self._longer(words, i, reading, best)
        if best is not None and _TANWIN in words.raw[word.start : word.end]:
            return None  # سورياً is an adverb: names of places do not take it
        return best

    def _longer(self, words: Words, i: int, reading: Reading, best: Hit | None) -> Hit | None:
        names, phrase, last = self.gazetteer.names, reading.stem, i + 1
        end = min(i + self.gazetteer.heads[reading.stem], len(words))
        while last < end and words[last].kind != "mark":
            phrase = f"{phrase} {bare(words[last].key)}"
            last += 1
            entry = names.get(phrase)
            if entry is not None and (best is None or last > best.last):
                hit = _make_hit(i, last, reading, phrase, entry, self.wording.types)
                if hit is None or (best and reading.article and self._is_direction(words, last)):
                    continue
                if best is None or hit.level != Strength.TYPED or best.level <= Strength.TYPED:
                    best = hit  # the longer one, unless its article differs from the list's
        return best

    def _is_direction(self, words: Words, last: int) -> bool:
        """Whether the words before `last` end in a direction, so that a name may end before it: الباب شرقي حلب."""
        key = words[last - 1].key
        return key in self.wording.directions and not key.startswith("ال")


def _may_be_another_word(reading: Reading) -> bool:
    """Whether the proclitic may as well be the word's own letter: لجنتا, وحدة."""
    return not reading.article and len(reading.stem) <= (4 if reading.prefix[-1] == "ل" else 3)


def _other_hamza(text: str, hamza: str) -> bool:
    """Whether a hamza written in the text tells another word: وأدى is no وادي, إحياء no أحياء."""
    return ("أ" in text and "أ" not in hamza) or ("إ" in text and "إ" not in hamza)


def _may_be_prefixed(reading: Reading, longest: int = 1) -> bool:
    """Whether clitics may stand before the name; short words only where they begin a longer one (وتل رفعت, وأم الكيف)."""
    if not reading.prefix:
        return True
    if reading.prefix[-1] in _RARE_PREFIXES:
        return len(reading.stem) >= 4
    return len(reading.stem) >= (2 if longest > 1 else 3) or reading.article


def _make_hit(
    first: int, last: int, reading: Reading, key: str, entry: tuple[int, ...], types: dict[str, TypeWord]
) -> Hit | None:
    level = entry[0]
    skip = len(reading.prefix)  # of للموصل the span is لموصل: the article without its ا
    if (
        reading.prefix
        and level in (Strength.WEAK, Strength.STRONG)
        and " " not in key
        and _may_be_another_word(reading)
    ):
        level = Strength.COMMON
    hit = Hit(first, last, skip, reading.prefix, reading.article, key, level)
    if level == Strength.BLOCKED:
        return hit
    weak: list[int] = []
    for code in entry[1:]:
        kind, place = code & 3, code >> 2
        if (kind == EXACT_WITH and not reading.article) or (kind == EXACT_WITHOUT and reading.article):
            continue
        (weak if kind == (WITH_ARTICLE if not reading.article else PLAIN) else hit.places).append(place)
    if not hit.places:
        if not weak or (level <= Strength.COMMON and not reading.article) or key in types:
            return None  # جزيرة is no الجزيرة, ريف no الريف
        hit.places = weak
        hit.level = Strength.TYPED
        hit.licensed = False
    return hit
