"""How the words of an actor join into one phrase: head, adjectives, and the body that the head belongs to.

"عنصرا لتنظيم داعش الإرهابي": a head (عنصرا), a complement (ل + تنظيم داعش), an epithet. "القوات العراقية المشتركة": a body, the adjective
that gives its country, a modifier. Reads over a view of the text without quotation marks, so that تنظيم "داعش" is two neighbouring words.
"""

from __future__ import annotations

from typing import Final

import msgspec

from marsad.actors.registry import get_actor
from marsad.actors.terms import Lexicon, Modifier, Noun, Number, Term, lexicon
from marsad.lexicon.countries import adjective_keys
from marsad.text.clitics import Reading, readings
from marsad.text.folding import fold_key
from marsad.text.phrases import Hit
from marsad.text.words import Word, Words

_QUOTES: Final = frozenset("\"'«»“”„‟‘’‚‹›`´")
UNKNOWN: Final = "XXX"
#: What the adjective of a deed of force stands for: قصف تركي is the Turkish army's.
ACT_TERM: Final = Term(kind="body", id="*-MIL", name_en="Forces")
_MAX_TAIL: Final = 6


class View(Words):
    """The words of a text without its quotation marks; `places[i]` is the position of word `i` in the whole text."""

    __slots__ = ("places",)

    def __init__(self, words: Words) -> None:
        self.raw = words.raw
        self.places: list[int] = []
        self._list: list[Word] = []
        for i, word in enumerate(words):
            if word.kind != "mark" or word.text not in _QUOTES:
                self.places.append(i)
                self._list.append(word)


class Phrase(msgspec.Struct, frozen=True):
    """A phrase over the view: head words [first, head_last), all words [first, last).

    `pattern` is an actor id, perhaps with `*` for the country; empty for an anaphor or people of no known body. `country` is what the
    words themselves tell. `kind`: `body`, `people` or `anaphor`.
    """

    kind: str
    first: int
    head_last: int
    last: int
    skip: int
    term: Term
    pattern: str = ""
    country: str | None = None
    definite: bool = False
    noun: Noun | None = None
    number: Number = "plural"
    maybe_dual: bool = False
    modifier: Modifier | None = None
    body: Term | None = None


class Reader:
    """Reads phrases at positions of one text. `country` is the document's main country, None when unknown."""

    def __init__(self, words: Words, country: str | None = None) -> None:
        self.view = View(words)
        self.country = country
        self.lex: Lexicon = lexicon()
        self._hits: dict[int, list[Hit[Term]]] = {}

    def hits(self, i: int) -> list[Hit[Term]]:
        """The longest dictionary phrases at word `i`, those bound to a larger phrase or to this country among them."""
        found = self._hits.get(i)
        if found is None:
            plain = [h for h in self.lex.plain.find_at(self.view, i) if self._allowed(h)]
            bound = [h for h in self.lex.bound.find_at(self.view, i) if self._allowed(h)]
            found = self._hits[i] = plain + bound
        return found

    def _allowed(self, hit: Hit[Term]) -> bool:
        term = hit.payload
        if term.only_in and term.only_in != self.country:
            return False
        if hit.pronoun and (term.kind == "place" or (term.kind == "body" and "*" not in term.id)):
            return False
        return all(self.view[i].newlines < 2 for i in range(hit.first + 1, hit.last))

    def phrase(self, i: int, inside: bool = False) -> Phrase | None:
        """The phrase that starts at word `i`; `inside`: a larger phrase governs it, so that قوات … والنظام reads النظام as a force."""
        found = self.hits(i)
        if not found:
            return None
        best: Phrase | None = None
        for hit in found:
            made = self._make(hit, inside)
            if made and (best is None or _rank(made) > _rank(best)):
                best = made
        return best

    def _make(self, hit: Hit[Term], inside: bool) -> Phrase | None:
        kind = hit.payload.kind
        if kind == "body":
            return self.body(hit, inside)
        if kind == "person":
            return self.person(hit)
        if kind == "carrier":
            return self._carrier(hit)
        if kind == "anaphor":
            return self._anaphor(hit)
        return None

    # -- bodies ---------------------------------------------------------------------------------------------------------------

    def body(self, hit: Hit[Term], inside: bool = False, inherited: str | None = None) -> Phrase | None:
        """A body with its adjectives, None when the words alone do not mean a body here."""
        term = hit.payload
        last = self._open(hit)
        if last is None:
            return None
        generic = "*" in term.id
        definite = not generic or self._definite(hit)
        last, country = self._tail(last, definite, generic)
        if generic and country is None:
            last, country = self._country_after(hit, last, definite)
        last = self._gloss(last, term)
        if generic and country is None and inherited is None and not self._stands_alone(term, hit, inside, definite):
            return self._as_anaphor(hit, last) if term.alone == "anaphor" and definite else None
        if term.alone == "inside" and not inside and country is None:
            return None
        if generic and not definite and country is None:
            owner = self.complement(last, direct=False)
            if owner:
                return msgspec.structs.replace(owner, first=hit.first, head_last=hit.last, skip=hit.skip)
        return Phrase("body", hit.first, hit.last, last, hit.skip, term, term.id, country or inherited, definite)

    def _stands_alone(self, term: Term, hit: Hit[Term], inside: bool, definite: bool) -> bool:
        if term.alone == "always" or (inside and term.alone in ("inside", "definite")):
            return True
        return term.alone == "definite" and (definite or bool(hit.pronoun))

    def _definite(self, hit: Hit[Term]) -> bool:
        return (
            hit.article
            or bool(hit.pronoun)
            or any(_has_article(self.view[i].key) for i in range(hit.first + 1, hit.last))
        )

    def _open(self, hit: Hit[Term]) -> int | None:
        """The end of a phrase that takes the next word into its name (قيادة عمليات الأنبار, كتيبة ثوار طرابلس)."""
        last = hit.last
        if not hit.payload.open:
            return last
        if not self._joined(last) or self.view[last].kind == "mark" or self.view.key(last) in _FUNCTION_WORDS:
            return None
        last += 1
        if self.view.key(last - 1) in _HALF_NAMES and self._joined(last) and _has_article(self.view.key(last)):
            last += 1
        return last

    def _joined(self, i: int) -> bool:
        """Whether word `i` exists and stands on the line of the word before it."""
        return i < len(self.view) and self.view[i].newlines == 0

    def _tail(self, i: int, definite: bool, national: bool) -> tuple[int, str | None]:
        """The adjectives from word `i` on: where they end, and the country that one of them names."""
        country: str | None = None
        for _ in range(_MAX_TAIL):
            if not self._joined(i):
                break
            key = self.view.key(i)
            stem = _agreeing(key, definite)
            if stem is None:
                break
            code = adjective_keys().get(stem)
            if code and not (country and code != country):
                if national:
                    country = code
                i += 1
            elif stem in self.lex.epithets:
                i += 1
            else:
                break
        return i, country

    def _country_after(self, hit: Hit[Term], i: int, definite: bool) -> tuple[int, str | None]:
        """The country named behind a body: جيش العراق is part of the phrase, الجيش في اليمن only tells whose army it is."""
        if not self._joined(i):
            return i, None
        if not definite:
            for place in self._places(i):
                if not place.prefix and not place.payload.capital:
                    return place.last, place.payload.id
            return i, None
        at, prefix = (i + 1, "") if self.view.key(i) == "في" else (i, "ب")
        for place in self._places(at):
            if place.prefix == prefix and not place.payload.capital:
                return i, place.payload.id
        return i, None

    def _places(self, i: int) -> list[Hit[Term]]:
        return [h for h in self.hits(i) if h.payload.kind == "place"] if i < len(self.view) else []

    def _gloss(self, i: int, term: Term) -> int:
        """Behind the body its own other name, in brackets or behind a dash: حركة المقاومة الإسلامية (حماس)."""
        opening = self.view.key(i)
        if opening in ("(", "-", "–", "/") and self._joined(i):
            for hit in self.hits(i + 1) if i + 1 < len(self.view) else ():
                if hit.payload.id == term.id and hit.payload.kind == "body":
                    closed = self.view.key(hit.last) in (")", "-", "–")
                    return hit.last + 1 if closed and (opening == "(") == (self.view.key(hit.last) == ")") else hit.last
        return i

    # -- carriers, people, anaphors -------------------------------------------------------------------------------------------

    def complement(self, i: int, direct: bool = True, inherited: str | None = None) -> Phrase | None:
        """The body that what ends at word `i` belongs to: عناصر | الشرطة, عنصرا | لتنظيم داعش, قوة | تابعة لقيادة العمليات."""
        if not self._joined(i):
            return None
        key = self.view.key(i)
        if key in self.lex.links:
            return self._belongs(i + 1, "", inherited)
        if key in self.lex.belonging or (key.startswith("ال") and key[2:] in self.lex.belonging):
            following = self.view.key(i + 1)
            if following in self.lex.after_belonging:
                return self._belongs(i + 2, "", inherited)
            return self._belongs(i + 1, "ل", inherited)
        return (self._belongs(i, "", inherited) if direct else None) or self._belongs(i, "ل", inherited)

    def _belongs(self, i: int, prefix: str, inherited: str | None) -> Phrase | None:
        if not self._joined(i):
            return None
        best: Phrase | None = None
        for hit in self.hits(i):
            if hit.prefix != prefix:
                continue
            kind = hit.payload.kind
            if kind == "body":
                made = self.body(hit, inside=True, inherited=inherited)
            elif kind in ("carrier", "person"):
                inner = self.complement(hit.last, inherited=inherited)
                made = msgspec.structs.replace(inner, first=i) if inner else None
            elif kind == "anaphor":
                made = self._anaphor(hit, inside=True)
            else:
                made = None
            if made and (best is None or _rank(made) > _rank(best)):
                best = made
        return best

    def _carrier(self, hit: Hit[Term]) -> Phrase | None:
        """Forces, aircraft, cells …: an actor only through the body that they belong to."""
        i, country = self._tail(hit.last, self._definite(hit), True)
        inner = self.complement(i, inherited=country)
        if inner is None and i == hit.last:
            return None
        if inner is None:
            return None
        return msgspec.structs.replace(inner, first=hit.first, head_last=hit.last, skip=hit.skip)

    def person(self, hit: Hit[Term]) -> Phrase | None:
        """People, with their adjectives and the body that they belong to."""
        noun, term = hit.payload.noun, hit.payload
        if noun is None:
            return None
        definite = self._definite(hit)
        last, country, modifier = self._person_tail(hit.last, definite)
        inner = self.complement(last, not modifier and last == hit.last, country) if noun.complement else None
        if (
            inner is None
            and noun.complement
            and modifier is None
            and self._joined(last)
            and self.view[last].kind == "word"
        ):
            # One adjective that the data does not know may stand between: قيادي بارز في داعش.
            linked = self.view.key(last + 1) in self.lex.links or self.view.key(last + 1) in self.lex.belonging
            inner = self.complement(last + 1, False, country) if linked and not self.hits(last) else None
        return Phrase(
            "people",
            hit.first,
            hit.last,
            inner.last if inner else last,
            hit.skip,
            inner.term if inner else term,
            inner.pattern if inner else _people_pattern(noun, modifier),
            (inner.country if inner else None) or country,
            definite,
            noun,
            term.number,
            term.maybe_dual,
            modifier,
            inner.term if inner else None,
        )

    def _person_tail(self, i: int, definite: bool) -> tuple[int, str | None, Modifier | None]:
        country: str | None = None
        told: Modifier | None = None
        for _ in range(_MAX_TAIL):
            if not self._joined(i):
                break
            stem = _agreeing(self.view.key(i), definite)
            if stem is None:
                break
            code = adjective_keys().get(stem)
            modifier = self.lex.modifiers.get(stem)
            if code and country in (None, code):
                country = code
            elif modifier:
                told = modifier if modifier.sector or modifier.group else told
            elif stem not in self.lex.epithets:
                break
            i += 1
        return i, country, told

    def national(self, i: int) -> Phrase | None:
        """A nationality used as a noun: مقتل فلسطيني, خمسة عراقيين, السوريون."""
        word, before = self.view[i], self.view[i - 1] if i and self._joined(i) else None
        for reading in readings(word.key):
            code = None if reading.pronoun else adjective_keys().get(reading.stem)
            if code is None:
                continue
            number = _national_number(reading.stem)
            if number is None or not self._national_fits(before, reading, number):
                continue
            last, _, modifier = self._person_tail(i + 1, reading.article)
            skip = len(reading.prefix)
            term = Term(kind="person", noun=NATIONAL, number=number)
            pattern = _people_pattern(NATIONAL, modifier)
            return Phrase(
                "people", i, i + 1, last, skip, term, pattern, code, reading.article, NATIONAL, number, False, modifier
            )
        return None

    def _national_fits(self, before: Word | None, reading: Reading, number: Number) -> bool:
        if before is None:
            return number == "plural" and not reading.prefix
        key = before.key
        bare = key[1:] if key[:1] in "وف" and len(key) > 4 else key
        cue = bare in self.lex.national_cues
        if number == "plural":
            if reading.article:
                return not _has_article(key) and (
                    cue or bool(reading.prefix) or before.kind == "mark" or bare in self.lex.national_weak
                )
            return cue or before.kind == "number" or bare in self.lex.national_weak
        if number == "dual":
            return cue
        return (cue and not reading.prefix) or (before.kind == "number" and reading.stem.endswith("يا"))

    def _anaphor(self, hit: Hit[Term], inside: bool = False) -> Phrase | None:
        if not (hit.article or hit.pronoun) or (hit.prefix and hit.pronoun and not inside):
            return None
        last, _ = self._tail(hit.last, True, False)
        following = self.view.key(last)
        if self._joined(last) and last == hit.last and following.startswith("ال") and len(following) > 4:
            return None
        return self._as_anaphor(hit, last)

    # -- names and adjectives that stand for a state -----------------------------------------------------------------------------

    def is_act(self, i: int, definite: bool) -> bool:
        """Whether word `i` tells a deed of force whose doer an adjective may name (غارة إسرائيلية), definite or not as asked."""
        if i < 0 or self.view[i + 1].newlines:
            return False
        return any(
            r.stem in self.lex.acts and r.article == definite and not r.pronoun for r in readings(self.view.key(i))
        )

    def deed(self, hit: Hit[Term], previous: Phrase | None) -> str:
        """What a country or a capital stands for here: its government where it speaks, its forces where it strikes, else nothing."""
        before, after = self.view.key(hit.first - 1), self.view.key(hit.last)
        if not hit.prefix and self._joined(hit.first):
            stem = before[1:] if before[:1] in "وف" and before[1:] in self.lex.speech | self.lex.force else before
            if not (previous and previous.last == hit.first - 1):
                if stem in self.lex.speech:
                    return "*-GOV"
                if stem in self.lex.force:
                    return "*-MIL"
        if self._joined(hit.last) and self._opens_clause(hit.first):
            if after in self.lex.speech:
                return "*-GOV"
            if after in self.lex.force:
                return "*-MIL"
        return ""

    def _opens_clause(self, i: int) -> bool:
        if i == 0 or self.view[i].newlines:
            return True
        before = self.view[i - 1]
        return before.kind == "mark" or before.key in _CLAUSE_OPENERS

    def _as_anaphor(self, hit: Hit[Term], last: int) -> Phrase:
        return Phrase("anaphor", hit.first, hit.last, last, hit.skip, hit.payload, "", None, True)


_HALF_NAMES: Final = frozenset(
    fold_key(w) for w in ("صلاح", "شرق", "غرب", "شمال", "جنوب", "وسط", "نور", "خالد", "عمر", "علي", "أبو", "عبد", "سيف")
)
_CLAUSE_OPENERS: Final = frozenset(
    fold_key(w)
    for w in (
        "أن",
        "إن",
        "وأن",
        "بأن",
        "لكن",
        "ولكن",
        "بينما",
        "فيما",
        "وفيما",
        "كما",
        "حيث",
        "غير أن",
        "أما",
        "وكانت",
        "كانت",
        "وكان",
        "كان",
    )
)
_FUNCTION_WORDS: Final = frozenset(
    fold_key(w)
    for w in (
        "في",
        "من",
        "إلى",
        "على",
        "عن",
        "مع",
        "التي",
        "الذي",
        "إن",
        "أن",
        "قد",
        "كان",
        "كانت",
        "ضد",
        "بعد",
        "قبل",
        "خلال",
        "عسكرية",
        "أمنية",
        "مشتركة",
        "كاملة",
        "و",
        "أو",
    )
)


#: A person told by nationality alone: unarmed unless an adjective tells otherwise.
NATIONAL: Final = Noun(group="civilians", sector="CVL")


def _national_number(stem: str) -> Number | None:
    """The number of a nationality used as a noun; None for the feminine, which is nearly always an adjective of things."""
    if stem.endswith(("يون", "يين")) or not (stem.endswith(("ي", "يا", "ه", "ت", "ان", "و", "تين"))):
        return "plural"
    if stem.endswith("يان"):
        return "dual"
    return "singular" if stem.endswith(("ي", "يا")) else None


def _agreeing(key: str, definite: bool) -> str | None:
    """An adjective without its article where it agrees with a definite or an indefinite noun, else None."""
    if definite:
        return key[2:] if key.startswith("ال") and len(key) > 4 else None
    return key


def _has_article(key: str) -> bool:
    return len(key) > 4 and (key.startswith("ال") or key.startswith("لل"))


def _people_pattern(noun: Noun, modifier: Modifier | None) -> str:
    sector, unit = (modifier.sector, modifier.unit) if modifier and modifier.sector else (noun.sector, noun.unit)
    if sector is None:
        return "*-CVL" if noun.civilian_by_default else ""
    return f"*-{sector}-{unit}" if unit else f"*-{sector}"


def _rank(phrase: Phrase) -> tuple[int, bool, bool, bool, bool]:
    """The longest phrase wins; of one length a body before an anaphor, a fixed id before a pattern."""
    return (
        phrase.last,
        phrase.term.alone == "inside",
        phrase.kind != "anaphor",
        bool(phrase.pattern) and "*" not in phrase.pattern,
        bool(phrase.term.only_in),
    )


def resolve(pattern: str, country: str, by_country: dict[str, str]) -> str:
    """The actor id of a pattern in a country: an exception of the data, the unit where the registry has it, else country and sector.

    >>> resolve("*-MIL-army", "IRQ", {}), resolve("*-MIL-army", "SYR", {}), resolve("INT-MIL-coalition", "IRQ", {})
    ('IRQ-MIL-army', 'SYR-MIL', 'INT-MIL-coalition')
    """
    if "*" not in pattern:
        return pattern
    if country in by_country:
        return by_country[country]
    full = pattern.replace("*", country)
    if get_actor(full) or full.count("-") < 2:
        return full
    return "-".join(full.split("-")[:2])
