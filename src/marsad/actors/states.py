"""States told by an adjective or a name alone: غارة إسرائيلية, القوات العراقية والسورية, بغداد تعلن."""

from __future__ import annotations

from typing import Final

import msgspec

from marsad.actors.grammar import Phrase, Reader
from marsad.actors.nouns import led_by_carrier
from marsad.actors.terms import NATION, Term
from marsad.actors.view import has_article, is_plural_adjective, nation_of, without_conjunction
from marsad.text.clitics import readings
from marsad.text.phrases import Hit

#: What the adjective of a deed of force stands for: قصف تركي is the Turkish army's.
ACT_TERM: Final = Term(kind="body", id="*-MIL", name_en="Forces")


def state_at(reader: Reader, i: int, previous: Phrase | None) -> Phrase | None:
    """What the word stands for as a state, by its neighbours. `previous` is the phrase found before it."""
    if previous and previous.last == i and previous.kind == "body":
        other = _second_nation(reader, i, previous)
        if other:
            return other
    if reader.lex.starts[reader.view.key(i)] & NATION:
        doer = _doer(reader, i)
        if doer:
            return doer
    return _metonym(reader, i, previous)


def _second_nation(reader: Reader, i: int, previous: Phrase) -> Phrase | None:
    """Another nationality behind a body: القوات العراقية | والسورية, القوات الأمنية | والأمريكية."""
    key, before = reader.view.key(i), reader.view.key(i - 1)
    if not key.startswith("و") or not reader.view.joined(i):
        return None
    definite = has_article(before)
    first, second = nation_of(before, definite), nation_of(key[1:], definite)
    if second in (None, first) or is_plural_adjective(key):
        return None
    shared = "*" in previous.pattern or led_by_carrier(reader, previous.first)
    if first is None and not (definite and previous.last > previous.first + 1 and shared):
        return None
    pattern = f"*-{previous.pattern.split('-')[1]}"
    return msgspec.structs.replace(
        previous, first=i, head_last=i + 1, last=i + 1, skip=1, country=second, pattern=pattern, kind="body"
    )


def _doer(reader: Reader, i: int) -> Phrase | None:
    """The adjective of a deed of force: غارة | إسرائيلية, القصف المدفعي | التركي."""
    key = reader.view.key(i)
    definite = has_article(key)
    code = nation_of(key, definite) if reader.view.joined(i) else None
    if code is None or not any(_is_deed(reader, back, definite) for back in (i - 1, i - 2)):
        return None
    return Phrase("body", i, i + 1, i + 1, 0, ACT_TERM, ACT_TERM.id, code, definite)


def _is_deed(reader: Reader, i: int, definite: bool) -> bool:
    if i < 0 or not reader.view.joined(i + 1):
        return False
    return any(
        r.stem in reader.lex.acts and r.article == definite and not r.pronoun for r in readings(reader.view.key(i))
    )


def _metonym(reader: Reader, i: int, previous: Phrase | None) -> Phrase | None:
    """A capital or a country that speaks or strikes: بغداد تعلن, قصفت إسرائيل."""
    for hit in reader.hits(i):
        if hit.payload.kind == "place" and hit.prefix in ("", "و"):
            pattern = _part_of_state(reader, hit, previous)
            if pattern:
                return Phrase("body", i, hit.last, hit.last, hit.skip, hit.payload, pattern, hit.payload.id, True)
    return None


def _part_of_state(reader: Reader, hit: Hit[Term], previous: Phrase | None) -> str:
    """The government where the state speaks, its forces where it strikes, else nothing."""
    view, lex = reader.view, reader.lex
    if not hit.prefix and view.joined(hit.first) and not (previous and previous.last == hit.first - 1):
        before = view.key(hit.first - 1)
        if hit.payload.capital and before not in lex.force and without_conjunction(before) in lex.force:
            return ""  # اجتاحت إسرائيل الجنوب وحاصرت بيروت: the subject goes on
        for verb in {before, without_conjunction(before)}:
            if verb in lex.aspect and _deed_follows(reader, hit.last):
                return "*-MIL"
            if verb in lex.speech or verb in lex.force:
                return "*-GOV" if verb in lex.speech else "*-MIL"
    if view.joined(hit.last) and _opens_clause(reader, hit.first):
        after = view.key(hit.last)
        if after in lex.aspect and _deed_follows(reader, hit.last + 1):
            return "*-MIL"
        if after in lex.speech or after in lex.force:
            return "*-GOV" if after in lex.speech else "*-MIL"
    return ""


#: So near behind a verb of aspect, or behind the country, the deed stands.
_DEED_REACH: Final = 2


def _deed_follows(reader: Reader, i: int) -> bool:
    """Whether a deed of force stands at word `i` or right behind it: واصلت إسرائيل | غاراتها."""
    return any(
        r.stem in reader.lex.acts
        for j in range(i, i + _DEED_REACH)
        if reader.view.joined(j)
        for r in readings(reader.view.key(j))
    )


def _opens_clause(reader: Reader, i: int) -> bool:
    if i == 0 or not reader.view.joined(i):
        return True
    before = reader.view[i - 1]
    return before.kind == "mark" or before.key in reader.lex.clause_openers
