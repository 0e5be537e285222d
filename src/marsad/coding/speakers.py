"""Reading who is quoted: title, rank or office, body and name, in whatever order Arabic news puts them."""

from __future__ import annotations

from typing import Final

from marsad.coding.naming import read_piece
from marsad.coding.reporting import reporting
from marsad.coding.titles import (
    ANONYMOUS,
    BODY,
    END,
    HEAD,
    NAME,
    OFFICE,
    PREPOSITIONS,
    QUOTES,
    RANK,
    agencies,
    bare_key,
    flags,
    has_article,
    outlet_at,
    word_flags,
)
from marsad.model import SourceMention
from marsad.text.words import Words

#: No phrase that names a source is longer than this.
_MAX_PHRASE: Final = 26
_PLACES: Final = frozenset(("علي", "عبر", "الي", "مع", "خلال", "ل"))
_ADJUNCTS: Final = 10
_SIDES: Final = frozenset(("جهته", "جهتها", "جهتهم", "جانبه", "جانبها", "جانبهم", "اتصال"))
_NAME_OPENERS: Final = frozenset(("ابو", "ابي", "ابا", "ابن", "بن", "ام"))


def find_speakers(words: Words, start: int, end: int, skip: int = 0) -> list[SourceMention]:
    """The sources that a phrase names, which begins at word `start` and ends before `end` at the latest.

    Several when joined by و. A source has a `title` (rank, office, or what an anonymous source is called), a `speaker`
    (the person's name) and an `organisation`, as far as the words give them. `skip` letters of clitics stand before the
    first word (للمرصد: 1).

    >>> words = Words("المتحدث باسم الجيش العميد سامي نصر ومصادر طبية")
    >>> [(s.title, s.speaker, s.organisation) for s in find_speakers(words, 0, len(words))]
    [('المتحدث باسم الجيش العميد', 'سامي نصر', 'الجيش'), ('مصادر طبية', None, None)]
    """
    start, skip = _skip_adjuncts(words, start, end, skip)
    found = []
    for first, last, clitic in _pieces(words, start, min(end, start + _MAX_PHRASE), skip):
        mention = read_piece(words, first, last, clitic)
        if mention is not None:
            found.append(mention)
    return found


def _skip_adjuncts(words: Words, start: int, end: int, skip: int) -> tuple[int, int]:
    """Over times and places of speaking between the verb and its subject: قال أمس، في مؤتمر صحفي، المتحدث."""
    if start >= end or skip or words.key(start) in QUOTES:
        return start, skip
    if words[start].kind != "mark" and not _leads(words, start):
        return start, skip
    data = reporting()
    for i in range(start, min(end, start + _ADJUNCTS)):
        key, before = words.key(i), words.key(i - 1)
        if key in data.according:
            break
        if before in PREPOSITIONS or before in _PLACES or key.removeprefix("ال") in data.statements:
            continue
        if word_flags(words, i) & (HEAD | NAME) and _closes_adjunct(words, i - 1, start) and not outlet_at(words, i):
            return i, 0
    return end, 0


def _closes_adjunct(words: Words, i: int, start: int) -> bool:
    """Whether a subject may follow word `i`: a comma, a time, the adjective of مؤتمر صحفي."""
    if i < start:
        return True
    key = words.key(i)
    return words[i].kind == "mark" or bool(word_flags(words, i) & END) or key.endswith(("ي", "ك"))


def _leads(words: Words, i: int) -> bool:
    key = words.key(i)
    return bool(word_flags(words, i) & END) or key in PREPOSITIONS


def _pieces(words: Words, start: int, end: int, skip: int) -> list[tuple[int, int, int]]:
    """The phrase cut where و joins another source, and ended where it ends: (first, last, letters of clitics)."""
    out: list[tuple[int, int, int]] = []
    first, clitic, i = start, skip, start
    while i < end:
        step = _step(words, first, i, end)
        if step == 0:
            break
        if i > first and words[i].key.startswith("و") and _joins(words, first, i):
            out.append((first, i, clitic))
            first, clitic = i, 1
        i += step
    if i > first:
        out.append((first, i, clitic))
    return out


def _step(words: Words, first: int, i: int, end: int) -> int:
    """How many words to go on inside the phrase; 0 where it ends before word `i`."""
    word = words[i]
    if word.newlines and i > first:
        return 0
    if word.kind == "mark":
        return _step_mark(words, first, i, end)
    if i == first or (word.key == "عن" and words.key(i - 1) in ("صادر", "صادره")):
        return 1
    if _ends_phrase(words, i) or _is_verb(words, i) or outlet_at(words, i):
        return 0
    if flags(word.key) & BODY and not has_article(word.key) and words.key(i - 1).endswith("ون"):
        return 0  # اتهم ناشطون مليشيات: such a plural governs nothing
    if word.key in agencies() and words.key(i - 1) not in QUOTES and _is_person(word_flags(words, first)):
        return 0  # أبلغ مصدر رويترز
    return 0 if word.key in PREPOSITIONS and _opens_adjunct(words, i, end) else 1


def _is_person(head: int) -> bool:
    return bool(head & (ANONYMOUS | OFFICE | RANK))


def _ends_phrase(words: Words, i: int) -> bool:
    """Whether word `i` cannot belong to the name of a source: a time, إن, an adverb, what is said."""
    word, data = words[i], reporting()
    key: str = word.key
    if word_flags(words, i) & END and words.key(i - 1) not in _NAME_OPENERS:
        return True
    if key in data.that:
        return words.key(i + 1) != "كي"  # بان كي مون
    if key in data.saying_nouns or key in ("ب", "ك") or (key in data.according and key not in ("كما", "علي")):
        return True
    if key.startswith("ب") and key[1:] in data.said_nouns and not flags(key[1:]) & BODY:
        return True
    if key.endswith("ا") and len(key) > 3 and has_article(words.key(i - 1)) and not word_flags(words, i):
        return True  # الشباب هجوما
    return key.endswith("ا") and "\u064b" in words.raw[word.start : word.end]  # علناً, موعداً


def _is_verb(words: Words, i: int) -> bool:
    """Whether word `i` is a reporting verb, and no name or title spelt like one."""
    form = reporting().forms.get(words.key(i))
    if form is None:
        return False
    return not flags(words.key(i)) & (HEAD if form.kind == "participle" else NAME)


def _tells_deed(preposition: str, key: str) -> bool:
    """Whether what happened goes on behind the source: قتل خمسة بحسب مسؤولين محليين في غارة على القرية; not مسؤول في عمليات نينوى."""
    return preposition == "في" and key in reporting().deeds


def _opens_adjunct(words: Words, i: int, end: int) -> bool:
    """Whether the preposition at `i` begins a time or place of speaking: في بيان, من جهته."""
    following = words.key(i + 1)
    return (
        i + 1 >= end
        or following.removeprefix("ال") in reporting().statements
        or _tells_deed(words.key(i), following)
        or bool(flags(following) & END)
        or following in _SIDES
    )


def _step_mark(words: Words, first: int, i: int, end: int) -> int:
    key = words.key(i)
    if key in QUOTES:
        for j in range(i + 1, min(end, i + 7)):
            if words.key(j) in QUOTES:
                return j + 1 - i
        return 0
    if key == "(" and i > first:
        for j in range(i + 1, min(end, i + 14)):
            if words.key(j) == ")":
                return j + 1 - i
        return 0
    if key in "،," and i > first and i + 1 < end and not words[i + 1].newlines:
        return 1 if _apposition(words, first, i, end) else 0
    if key in "-–" and words[i].glued and i + 1 < end and words[i + 1].glued and i > first:
        return 1
    if key == "." and i > first and len(words.key(i - 1)) == 1:
        return 1
    return 0


def _apposition(words: Words, first: int, i: int, end: int) -> bool:
    """Whether the phrase goes on behind the comma at `i`: a title behind a name, a name behind a title."""
    if any(words.key(j) in "،," for j in range(first, i)):
        return False
    following = word_flags(words, i + 1)
    opening = word_flags(words, first)
    if following & END or words.key(i + 1) in reporting().that or words.key(i + 1) in PREPOSITIONS:
        return False
    if opening & (ANONYMOUS | BODY) and not opening & (OFFICE | RANK):
        return False
    if following & (OFFICE | RANK):
        return True
    if not opening & (OFFICE | RANK) or words.key(i + 1) in reporting().forms:
        return False
    if following & NAME:
        return True
    # a foreign name between two commas
    return any(words.key(j) in "،," for j in range(i + 2, min(end, i + 6))) and not following


def _joins(words: Words, first: int, i: int) -> bool:
    """Whether و at word `i` joins another source to the one that begins at `first`."""
    key = words.key(i)[1:]
    following = flags(key)
    if not following & (HEAD | NAME) or flags(words.key(i)) & (HEAD | NAME):
        return False
    opening = word_flags(words, first) or flags(bare_key(words.key(first), 1))
    if following & ANONYMOUS:
        return True
    if opening & (OFFICE | RANK | NAME) and not opening & ANONYMOUS:
        named = any(word_flags(words, j) & NAME for j in range(first, i))
        return named and bool(following & (OFFICE | RANK | NAME | ANONYMOUS)) and not has_article(key)
    if following & NAME and not following & HEAD:
        return False
    return not has_article(key) or has_article(words.key(first)) or has_article(words.key(first)[1:])
