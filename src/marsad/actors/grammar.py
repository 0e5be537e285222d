"""How the words of an actor join into one phrase: head, adjectives, and the body that the head belongs to.

"عنصرا لتنظيم داعش الإرهابي": a head (عنصرا), a complement (ل + تنظيم داعش), an epithet. "القوات العراقية المشتركة":
a body, the adjective that gives its country, a modifier.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

import msgspec

from marsad.actors.registry import get_actor
from marsad.actors.terms import BOUND, PLAIN, Lexicon, Modifier, Noun, Number, Term, lexicon
from marsad.actors.view import View, agreeing, has_article, is_plural_adjective, nation_of
from marsad.text.opening import Opening
from marsad.text.phrases import Hit
from marsad.text.words import Words

UNKNOWN: Final = "XXX"
_MAX_TAIL: Final = 6
#: Pronouns behind a word that tell "his, her, their, our"; ي and ك are nearly always letters of the stem.
_POSSESSIVE: Final = frozenset({"ه", "ها", "هم", "هما", "نا"})


#: Nouns for places that look like adjectives: "هاجم التنظيم القرية".
_PLACES_IN_YA = frozenset(
    {"القريه", "الناحيه", "المديريه", "الباديه", "الضاحيه", "البلديه", "الثانويه", "الحي", "الوادي"}
)


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """A phrase over the view: head words [first, head_last), all words [first, last).

    `pattern` is an actor id, perhaps with `*` for the country; empty for an anaphor or people of no known body.
    `country` is what the words themselves tell. `body` is the term of the body that people belong to.
    """

    kind: Literal["body", "people", "anaphor"]
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


_BEGINS: Final = Opening(lambda key: lexicon().starts[key], lambda: lexicon().firsts)


class Reader:
    """Reads phrases at positions of one text. `country` is the document's main country, None when unknown."""

    def __init__(self, words: Words, country: str | None = None) -> None:
        self.view = View(words)
        self.country = country
        self.lex: Lexicon = lexicon()
        #: Positions where a phrase may begin.
        self.begins = self.view.among([i for i, _ in _BEGINS.at(words)])
        self._hits: dict[int, list[Hit[Term]]] = {}
        #: What has been read so far, by position and whether inside a larger phrase.
        self.phrases: dict[tuple[int, bool], Phrase | None] = {}
        #: The people that each hit of `hits` is read as.
        self.persons: dict[int, Phrase | None] = {}

    def hits(self, i: int) -> list[Hit[Term]]:
        """The longest dictionary phrases at word `i`, those bound to a larger phrase or to this country among them."""
        found = self._hits.get(i)
        if found is None:
            where = self.lex.starts[self.view.key(i)]
            if not where:
                return []
            found = []
            if where & PLAIN:
                found += self.lex.plain.find_at(self.view, i)
            if where & BOUND:
                found += self.lex.bound.find_at(self.view, i)
            found = self._hits[i] = [hit for hit in found if self._allowed(hit)]
        return found

    def _allowed(self, hit: Hit[Term]) -> bool:
        term = hit.payload
        if term.only_in and term.only_in != self.country:
            return False
        if hit.pronoun:
            named = term.kind == "place" or term.open or (term.kind == "body" and "*" not in term.id)
            # سيارة ends like سيارته: what is written with ة has no pronoun.
            if named or hit.pronoun not in _POSSESSIVE or self.view[hit.first].text.endswith("ة"):
                return False
        return hit.last == hit.first + 1 or all(self.view[i].newlines < 2 for i in range(hit.first + 1, hit.last))

    # -- bodies
    # ---------------------------------------------------------------------------------------------------------------

    def body(self, hit: Hit[Term], inside: bool = False, inherited: str | None = None) -> Phrase | None:
        """A body with its adjectives, None when the words alone do not mean a body here.

        `inside`: a larger phrase governs it, so that قوات النظام reads النظام as a force. `inherited` is the head's
        country.
        """
        term = hit.payload
        last = self._open(hit)
        if last is None or (term.alone == "inside" and not inside):
            return None
        if (
            term.adjectival
            and not hit.prefix
            and self.view.joined(hit.first)
            and has_article(self.view.key(hit.first - 1))
        ):
            return None
        generic = "*" in term.id
        definite = not generic or self.definite(hit)
        last, country = self.tail(last, definite, generic)
        if generic and country is None:
            last, country = self._country_after(last, definite)
        last = self._gloss(last, term)
        standing = True
        if generic and country is None:
            if inherited is None and not _stands_alone(term, hit, inside, definite):
                if term.alone == "anaphor" and definite:
                    return self.anaphor_phrase(hit, last)
                if definite or term.alone != "definite":
                    return None
                standing = False
            owner = None if inside else self._owner(last, definite)
            if not standing and owner is None:
                return None
            if owner:  # قوات مشتركة من الجيش
                return msgspec.structs.replace(owner, first=hit.first, head_last=hit.last, skip=hit.skip)
        pattern = self._allied(term.id, last)
        return Phrase("body", hit.first, hit.last, last, hit.skip, term, pattern, country or inherited, definite)

    def _owner(self, i: int, definite: bool) -> Phrase | None:
        """Whose a body is that the next words tell: قوة من الجيش, الشرطة العسكرية التابعة للجيش الوطني."""
        key = self.view.key(i)
        stem = key[2:] if key.startswith("ال") else key
        if stem in self.lex.loyal or (definite and stem not in self.lex.belonging):
            return None
        return self.complement(i, direct=False)

    def definite(self, hit: Hit[Term]) -> bool:
        """Whether a phrase is definite: by an article anywhere in it, or by a pronoun."""
        return (
            hit.article
            or bool(hit.pronoun)
            or any(self.view[i].key.startswith(("ال", "لل")) for i in range(hit.first + 1, hit.last))
        )

    def _open(self, hit: Hit[Term]) -> int | None:
        """The end of a phrase that takes the next word into its name (قيادة عمليات الأنبار, كتيبة ثوار طرابلس)."""
        last = hit.last
        if not hit.payload.open:
            return last
        if not self.view.is_word(last) or self.view.key(last) in self.lex.function_words:
            return None
        last += 1
        if (
            self.view.key(last - 1) in self.lex.half_names
            and self.view.is_word(last)
            and has_article(self.view.key(last))
        ):
            last += 1
        return last

    def tail(self, i: int, definite: bool, national: bool) -> tuple[int, str | None]:
        """The adjectives from word `i` on: where they end, and the country that one of them names."""
        country: str | None = None
        people = i > 0 and is_plural_adjective(self.view.key(i - 1))
        for _ in range(_MAX_TAIL):
            stem = agreeing(self.view.key(i), definite) if self.view.joined(i) else None
            if stem is None or (is_plural_adjective(stem) and not people):
                break
            code = nation_of(self.view.key(i), definite)
            if code and country in (None, code):
                country = code if national else country
            elif stem not in self.lex.epithets:
                break
            i += 1
        return i, country

    def _country_after(self, i: int, definite: bool) -> tuple[int, str | None]:
        """The country named behind a body: جيش العراق is one phrase, الجيش في اليمن only tells whose army it is."""
        if not self.view.joined(i):
            return i, None
        if not definite:
            found = next((h for h in self._countries(i) if not h.prefix), None)
            return (found.last, found.payload.id) if found else (i, None)
        at, prefix = (i + 1, "") if self.view.key(i) == "في" else (i, "ب")
        return i, next((h.payload.id for h in self._countries(at) if h.prefix == prefix), None)

    def _countries(self, i: int) -> list[Hit[Term]]:
        return (
            [h for h in self.hits(i) if h.payload.kind == "place" and not h.payload.capital]
            if i < len(self.view)
            else []
        )

    def _gloss(self, i: int, term: Term) -> int:
        """Behind the body its own other name, in brackets or behind a dash: حركة المقاومة الإسلامية (حماس)."""
        opening = self.view.key(i)
        if opening not in ("(", "-", "–", "/") or not self.view.joined(i):
            return i
        closing = ")" if opening == "(" else opening
        for hit in self.hits(i + 1):
            if hit.payload.id == term.id and hit.payload.kind == "body":
                return hit.last + 1 if self.view.key(hit.last) == closing else hit.last
        return i

    def _allied(self, pattern: str, last: int) -> str:
        """Armed groups told as allied with a state are paramilitary: الجماعات المسلحة المتحالفة مع القوات."""
        key = self.view.key(last)
        if pattern == "*-REB" and self.view.joined(last) and (key[2:] if has_article(key) else key) in self.lex.allied:
            return "*-PRM"
        return pattern

    # -- what belongs to a body
    # ---------------------------------------------------------------------------------------------

    def complement(
        self, i: int, direct: bool = True, inherited: str | None = None, links: bool = True
    ) -> Phrase | None:
        """The body that what ends at word `i` belongs to: عناصر | الشرطة, عنصرا | لتنظيم داعش, قوة | تابعة لقيادة
        العمليات.

        `direct`: the body may follow without a word between (not behind an article); `links`: من and في may stand
        between.
        """
        if not self.view.joined(i):
            return None
        key = self.view.key(i)
        if key in self.lex.links:
            if not links and key != "من":
                return None
            more = 2 if self.view.key(i + 1) in self.lex.links else 1
            return self._belongs(i + more, "", inherited)
        stem = key[2:] if key.startswith("ال") else key
        if stem in self.lex.belonging or stem in self.lex.loyal:
            if self.view.key(i + 1) in self.lex.after_belonging:
                return self._belongs(i + 2, "", inherited)
            return self._belongs(i + 1, "ل", inherited)
        if direct and key == "(":
            inner = self._belongs(i + 1, "", inherited)
            closed = inner and "*" not in inner.pattern and self.view.key(inner.last) == ")"
            return msgspec.structs.replace(inner, last=inner.last + 1) if inner and closed else None
        return (self._belongs(i, "", inherited) if direct else None) or self._belongs(i, "ل", inherited)

    def _belongs(self, i: int, prefix: str, inherited: str | None) -> Phrase | None:
        if not self.view.joined(i):
            return None
        best: Phrase | None = None
        for hit in self.hits(i):
            if hit.prefix != prefix or (prefix and hit.pronoun):
                continue
            kind = hit.payload.kind
            made: Phrase | None = None
            if kind == "body":
                made = self.body(hit, inside=True, inherited=inherited)
            elif kind == "unit":
                made = self.unit(hit)
            elif kind in ("carrier", "person"):
                inner = self.complement(hit.last, not (hit.article or hit.pronoun), inherited)
                made = msgspec.structs.replace(inner, first=i) if inner else None
            elif kind == "anaphor":
                made = self.anaphor(hit)
            if made and (best is None or rank(made) > rank(best)):
                best = made
        return best

    def carrier(self, hit: Hit[Term]) -> Phrase | None:
        """Forces, aircraft, cells …: an actor only through the body that they belong to."""
        i, country = self.tail(hit.last, self.definite(hit), True)
        direct = i == hit.last and not (hit.article or hit.pronoun)
        inner = self.complement(i, direct or self.view.key(i) == "(", country, links=False)
        if inner is None:
            return None
        return msgspec.structs.replace(inner, first=hit.first, head_last=hit.last, skip=hit.skip)

    def unit(self, hit: Hit[Term]) -> Phrase | None:
        """A numbered unit, with the body that it belongs to: الفرقة التاسعة, اللواء 52 في الحشد الشعبي."""
        i, numbered = hit.last, False
        while self.view.joined(i):
            key = self.view.key(i)
            stem = key[2:] if has_article(key) else key
            if self.view[i].kind == "number" or stem in self.lex.unit_ordinals:
                numbered = True
            elif stem not in self.lex.unit_arms:
                break
            i += 1
        if not numbered:
            return None
        i, country = self.tail(i, self.definite(hit), True)
        owner = self.complement(i, direct=False, inherited=country)
        if owner and owner.kind == "body":
            return msgspec.structs.replace(owner, first=hit.first, head_last=hit.last, skip=hit.skip)
        return Phrase("body", hit.first, hit.last, i, hit.skip, hit.payload, hit.payload.id, country, True)

    def anaphor(self, hit: Hit[Term]) -> Phrase | None:
        """A body told by a word that resumes it: التنظيم, قواته; not where an adjective makes another body of it
        (الحركة التجارية)."""
        if not (hit.article or hit.pronoun):
            return None
        last = hit.last
        while (
            self.view.joined(last) and has_article(self.view.key(last)) and self.view.key(last)[2:] in self.lex.hostile
        ):
            last += 1
        following = self.view.key(last) if self.view.is_word(last) and last == hit.last and hit.article else ""
        if following.startswith("ال") and following.endswith(("ي", "يه")) and following not in _PLACES_IN_YA:
            return None
        return self.anaphor_phrase(hit, last)

    def anaphor_phrase(self, hit: Hit[Term], last: int) -> Phrase:
        """The phrase of an anaphor that ends before word `last`."""
        return Phrase("anaphor", hit.first, hit.last, last, hit.skip, hit.payload, "", None, True)


def _stands_alone(term: Term, hit: Hit[Term], inside: bool, definite: bool) -> bool:
    if term.alone == "always" or (inside and definite and term.alone == "inside"):
        return True
    return term.alone == "definite" and (definite or bool(hit.pronoun))


def rank(phrase: Phrase) -> tuple[int, int, bool, bool, bool, bool, bool]:
    """The longest phrase wins; of one length what is bound to a larger phrase, a body before an anaphor, a fixed id
    before a pattern."""
    return (
        phrase.last,
        phrase.head_last,
        phrase.term.alone == "inside",
        phrase.kind == "body",
        phrase.kind != "anaphor",
        bool(phrase.pattern) and "*" not in phrase.pattern,
        bool(phrase.term.only_in),
    )


@lru_cache(maxsize=20_000)
def resolve_in(pattern: str, country: str) -> str:
    """The actor id of a pattern in a country: with its unit where the registry has it, else country and sector.

    >>> resolve_in("*-MIL-army", "IRQ"), resolve_in("*-MIL-army", "SYR"), resolve_in("INT-MIL-coalition", "IRQ")
    ('IRQ-MIL-army', 'SYR-MIL', 'INT-MIL-coalition')
    """
    full = pattern.replace("*", country)
    if "*" not in pattern or get_actor(full) or full.count("-") < 2:
        return full
    return "-".join(full.split("-")[:2])


def actor_id_of(phrase: Phrase, country: str | None) -> str:
    """The id of a phrase in a document of this country; empty for an anaphor and for people of no known body."""
    if not phrase.pattern:
        return ""
    own = phrase.country or country or phrase.term.home or UNKNOWN
    if phrase.pattern == phrase.term.id and own in phrase.term.by_country:
        return phrase.term.by_country[own]
    found = resolve_in(phrase.pattern, own)
    return found if phrase.country else lexicon().instead.get(found, found)


__all__ = ["UNKNOWN", "Phrase", "Reader", "actor_id_of", "rank", "resolve_in"]
