"""Reading who is quoted: title, rank or office, body and name, in whatever order Arabic news puts them."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from marsad.coding.reporting import keys_of, load_yaml, reporting
from marsad.model import SourceMention
from marsad.text.words import Words

RANK: Final = 1
OFFICE: Final = 2
ANONYMOUS: Final = 4
BODY: Final = 8
NAME: Final = 16
OUTLET: Final = 32
END: Final = 64
HEAD: Final = RANK | OFFICE | ANONYMOUS | BODY | OUTLET

#: The scoring and every reader want short sources: this many words in all.
MAX_WORDS: Final = 12
#: No phrase that names a source is longer than this.
_MAX_PHRASE: Final = 26
_QUOTES: Final = frozenset("«»“”\"„'")
_PREPOSITIONS: Final = frozenset(("في", "من", "لدي", "عن", "داخل", "قرب", "بين"))
_PLACES: Final = frozenset(("علي", "عبر", "الي", "مع", "خلال", "ل"))
_NAME_OPENERS: Final = frozenset(("ابو", "ابي", "ابا", "ابن", "بن", "ام"))
_SPOKEN_FOR: Final = frozenset(("باسم", "بلسان"))


@cache
def _table() -> dict[str, int]:
    raw = load_yaml("titles.yaml")
    table: dict[str, int] = {}
    for name, flag in (
        ("ranks", RANK),
        ("offices", OFFICE),
        ("anonymous", ANONYMOUS),
        ("organisations", BODY),
        ("outlets", OUTLET),
        ("given_names", NAME),
    ):
        for entry in raw[name]:
            keys = keys_of(str(entry))
            if len(keys) == 1:
                table[keys[0]] = table.get(keys[0], 0) | flag
    return table


@lru_cache(maxsize=50_000)
def flags(key: str) -> int:
    """What a word can be in the name of a source, as a set of the flags of this module; the article makes no difference."""
    table = _table()
    found = table.get(key, 0)
    if key.startswith("ال") and len(key) > 4:
        found |= table.get(key[2:], 0) & HEAD
    if key.startswith("عبد") and len(key) > 4:
        found |= NAME
    if key in reporting().ends:
        found |= END
    return found


def has_article(key: str) -> bool:
    """Whether the word begins with the article."""
    return key.startswith("ال") and len(key) > 4


def word_flags(words: Words, i: int) -> int:
    """`flags` of word `i`, علي told from على by its spelling."""
    word = words[i]
    if word.key == "علي":
        return NAME if word.text.endswith("ي") else END
    return flags(word.key)


def outlet_at(words: Words, i: int) -> int:
    """How many letters of a preposition stand before the outlet that word `i` names behind ل (لوكالة, للأناضول, لرويترز); 0 for none."""
    key = words.key(i)
    if key == "ل" and i + 1 < len(words):
        return 1 if words[i + 1].key in _QUOTES or flags(words[i + 1].key) & OUTLET else 0
    if not key.startswith("ل") or len(key) < 4:
        return 0
    rest = "ال" + key[2:] if key.startswith("لل") else key[1:]
    return 1 if flags(rest) & OUTLET or rest in _agencies() or rest in _REPORTERS else 0


_REPORTERS: Final = frozenset(("مراسل", "مراسله", "مراسلنا", "مراسلي"))


@cache
def _agencies() -> frozenset[str]:
    raw = load_yaml("furniture.yaml")
    return frozenset(
        keys_of(p)[0] for a in raw["agencies"] for p in (*a["strong"], *a["weak"]) if len(keys_of(p)[0]) > 3
    )


def is_outlet(words: Words, i: int) -> bool:
    """Whether word `i` begins the name of an outlet or an agency: وكالة رويترز, قناة «النيل», الأناضول."""
    return bool(flags(words.key(i)) & OUTLET) or words.key(i) in _agencies()


def bare_key(key: str, skip: int) -> str:
    """The look-up form without `skip` letters of clitics: للجيش with one letter less is الجيش."""
    if skip and key[skip - 1 :].startswith("لل"):
        return "ال" + key[skip + 1 :]
    return key[skip:]


def find_speakers(words: Words, start: int, end: int, skip: int = 0) -> list[SourceMention]:
    """The sources named by the phrase that begins at word `start` and ends before `end` at the latest; several when joined by و.

    A source has a `title` (rank, office, or what an anonymous source is called), a `speaker` (the person's name) and an `organisation`, as
    far as the words give them. `skip` letters of clitics stand before the first word (للمرصد: 1).

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
    """Over times and places of speaking that stand between the verb and its subject: قال أمس، في مؤتمر صحفي، المتحدث."""
    if start >= end or skip or words.key(start) in _QUOTES:
        return start, skip
    if words[start].kind != "mark" and not _leads(words, start):
        return start, skip
    for i in range(start, min(end, start + 10)):
        if (
            word_flags(words, i) & (HEAD | NAME)
            and words.key(i - 1) not in _PREPOSITIONS
            and words.key(i) not in reporting().statements
        ):
            return i, 0
    return end, 0


def _leads(words: Words, i: int) -> bool:
    key = words.key(i)
    return bool(word_flags(words, i) & END) or key in _PREPOSITIONS


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
    data = reporting()
    form = data.forms.get(word.key)
    if i > first:
        if word.key == "عن" and words.key(i - 1) in ("صادر", "صادره"):
            return 1
        if (word_flags(words, i) & END and words.key(i - 1) not in _NAME_OPENERS) or word.key in data.that:
            return 0
        if word.key.endswith("ا") and "\u064b" in words.raw[word.start : word.end]:
            return 0  # an adverb or object: علناً, موعداً
        if form is not None and form.kind in ("past", "relay", "claim", "present") and not flags(word.key) & NAME:
            return 0
        if form is not None and form.kind == "participle" and not flags(word.key) & HEAD:
            return 0
        if outlet_at(words, i):
            return 0
        if word.key in _PREPOSITIONS or word.key in ("بـ", "خلال"):
            following = words.key(i + 1)
            if (
                following in data.statements
                or flags(following) & END
                or following in ("جهته", "جهتها", "جانبه", "جانبها", "اتصال")
            ):
                return 0
            if i + 1 >= end:
                return 0
    return 1


def _step_mark(words: Words, first: int, i: int, end: int) -> int:
    key = words.key(i)
    if key in _QUOTES:
        for j in range(i + 1, min(end, i + 7)):
            if words.key(j) in _QUOTES:
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
    if following & END or words.key(i + 1) in reporting().that or words.key(i + 1) in _PREPOSITIONS:
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


def read_piece(words: Words, first: int, last: int, skip: int = 0) -> SourceMention | None:
    """One source from the words [first, last): its title, name and organisation, at most twelve words in all."""
    while last > first and words[last - 1].kind == "mark" and words.key(last - 1) not in (")", *_QUOTES):
        last -= 1
    if last <= first or all(words[i].kind != "word" and words[i].kind != "latin" for i in range(first, last)):
        return None
    head = flags(bare_key(words.key(first), skip)) if skip else word_flags(words, first)
    if (head & END or flags(words.key(first).removeprefix("و")) & END) and not head & (HEAD | NAME):
        return None
    if bare_key(words.key(first), skip) in reporting().statements and not head & (OFFICE | RANK | BODY):
        return _read_statement(words, first, last, skip, head)
    name = _find_name(words, first, last, head)
    if name is None and (
        head & ANONYMOUS
        or (head & OFFICE and not has_article(bare_key(words.key(first), skip)) and _indefinite(words, first, last))
    ):
        return _read_anonymous(words, first, last, skip)
    if name is None and not head & (OFFICE | RANK):
        return _make(words, first, last, skip, organisation=(first, last))
    if name is None:
        return _make(words, first, last, skip, title=(first, last), organisation=_body_of(words, first, last))
    start, end = name
    title = (first, start) if start > first else ((end, last) if end < last else None)
    behind = _title_behind(words, end, last) if start > first else None
    body = _body_of(words, *title) if title else None
    if behind and body is None:
        body = _body_of(words, *behind)
    return _make(words, first, last, skip, speaker=name, title=title, behind=behind, organisation=body)


def _title_behind(words: Words, end: int, last: int) -> tuple[int, int] | None:
    """The office behind a name that has a rank before it: اللواء سامي نصر، قائد العمليات."""
    while end < last and words[end].kind == "mark":
        end += 1
    return (end, last) if end < last and word_flags(words, end) & OFFICE else None


def _indefinite(words: Words, first: int, last: int) -> bool:
    """Whether the phrase is مسؤول محلي or ضابط رفيع في الجيش rather than رئيس بلدية السوق."""
    if last - first == 1 or words.key(first + 1).endswith("ي"):
        return True
    for i in range(first + 1, min(last, first + 3)):
        key = words.key(i)
        if key in _PREPOSITIONS or (key.startswith("ب") and has_article(key[1:])):
            return True
        if has_article(key) or flags(key) & (BODY | OFFICE):
            return False
    return False


def _read_statement(words: Words, first: int, last: int, skip: int, head: int) -> SourceMention | None:
    """بيان للجيش, بيان صادر عن الوزارة, حصيلة جديدة للمرصد, بيان الجيش: who made the statement."""
    for i in range(first + 1, last):
        key = words.key(i)
        if key.startswith("لل") or (key.startswith("ل") and flags(key[1:]) & (HEAD | NAME)):
            return read_piece(words, i, last, 1)
        if key in ("عن", "من", "ل") and i + 1 < last:
            return read_piece(words, i + 1, last)
    if last - first > 1 and (flags(words.key(first + 1)) & (HEAD | NAME) or has_article(words.key(first + 1))):
        return read_piece(words, first + 1, last)
    if head & ANONYMOUS or (last - first > 1 and not has_article(bare_key(words.key(first), skip))):
        return _read_anonymous(words, first, last, skip)
    return None


def _read_anonymous(words: Words, first: int, last: int, skip: int) -> SourceMention | None:
    """مصدر أمني في محافظة …: the title is what stands before the preposition, the body what stands behind it where it is one."""
    for i in range(first + 1, last):
        key = words.key(i)
        if key in _PREPOSITIONS and i + 1 < last:
            body = (i + 1, last) if word_flags(words, i + 1) & BODY and not _is_area(words.key(i + 1)) else None
            return _make(words, first, last, skip, title=(first, i), organisation=body)
        if key.startswith("ب") and has_article(key[1:]) and flags(key[1:]) & BODY:
            return _make(words, first, last, skip, title=(first, i), organisation=(i, last), body_skip=1)
    return _make(words, first, last, skip, title=(first, last))


def _is_area(key: str) -> bool:
    return key in ("محافظه", "قضاء", "بلديه", "اقليم", "اماره", "دوله", "جمهوريه", "مملكه")


def _find_name(words: Words, first: int, last: int, head: int) -> tuple[int, int] | None:
    """Where the person's name stands in the phrase."""
    if head & NAME and not head & (OFFICE | BODY | ANONYMOUS) and not (head & RANK and last - first > 1):
        return first, _name_end(words, first, last)
    if (
        not head & HEAD
        and last - first > 1
        and word_flags(words, first + 1) & NAME
        and not has_article(words.key(first))
    ):
        return first, _name_end(words, first, last)
    if not head & (OFFICE | RANK | ANONYMOUS):
        return None
    for i in range(first + 1, last):
        before, here = words.key(i - 1), word_flags(words, i)
        if words[i].kind == "mark" or here & END or words.key(i) in _PREPOSITIONS or words.key(i) in _SPOKEN_FOR:
            continue
        if words.key(i - 1) in ("،", ",") and not here & HEAD:
            return i, _name_end(words, i, last)
        if here & NAME and not has_article(words.key(i)) and not _in_construct(words, i, last):
            return i, _name_end(words, i, last)
        if (
            flags(before) & RANK
            and has_article(before)
            and not here & (RANK | OFFICE | BODY)
            and words[i].kind != "number"
        ):
            return i, _name_end(words, i, last)
        if i - first >= 2 and not here and has_article(before) and _opens_name(words, i, last):
            return i, _name_end(words, i, last)
    return None


def _in_construct(words: Words, i: int, last: int) -> bool:
    """عمليات صلاح الدين: the word belongs to the name of a body or a place."""
    before = words.key(i - 1)
    closes = i + 1 < last and words.key(i + 1) == "الدين" and i + 2 >= last
    return (
        bool(flags(before) & (BODY | OUTLET)) and not has_article(before) and (closes or i + 1 >= last)
    ) or before in _SPOKEN_FOR


def _opens_name(words: Words, i: int, last: int) -> bool:
    key = words.key(i)
    plain = (
        words[i].kind in ("word", "latin")
        and not has_article(key)
        and len(key) > 2
        and not key.endswith(("ه", "ات", "ين"))
    )
    clitic = (
        len(key) > 3
        and key[0] in "بلوك"
        and bool(flags(key[1:]) & HEAD or has_article(key[1:]) or key.startswith("لل"))
    )
    return plain and not clitic and last - i <= 5


def _name_end(words: Words, start: int, last: int) -> int:
    """Where the name that begins at `start` ends: before a comma, a title, a bracket or a preposition; after five words at the latest."""
    for i in range(start + 1, min(last, start + 6)):
        key, here = words.key(i), word_flags(words, i)
        if words[i].kind == "mark" and not (key in "-.'" and words[i].glued):
            return i
        if (
            here & (OFFICE | RANK | ANONYMOUS | BODY | END)
            and not here & NAME
            and not (has_article(key) and i == start + 1)
        ):
            return i
        if here & OFFICE and not has_article(key) and i + 1 < last and not word_flags(words, i + 1) & NAME:
            return i
        if key in _PREPOSITIONS:
            return i
    return min(last, start + 6)


def _body_of(words: Words, first: int, last: int) -> tuple[int, int] | None:
    """The body inside a title: المتحدث باسم الجيش, مدير المرصد, عضو مجلس المحافظة."""
    if words.key(first).removeprefix("ال") in ("وزير", "وزيره"):
        return None
    for i in range(first + 1, last):
        key, here = words.key(i), word_flags(words, i)
        if key in _SPOKEN_FOR or (here & BODY and not here & (OFFICE | RANK)):
            start = i + 1 if key in _SPOKEN_FOR else i
            end = next(
                (
                    j
                    for j in range(start, last)
                    if words[j].kind == "mark" or (flags(words.key(j)) & RANK and j > start)
                ),
                last,
            )
            return (start, end) if end > start else None
    return None


def _ends_body(words: Words, j: int) -> bool:
    return words[j].kind == "mark" or words.key(j) in _PREPOSITIONS or bool(flags(words.key(j)) & RANK)


def _make(
    words: Words,
    first: int,
    last: int,
    skip: int,
    *,
    speaker: tuple[int, int] | None = None,
    title: tuple[int, int] | None = None,
    behind: tuple[int, int] | None = None,
    organisation: tuple[int, int] | None = None,
    body_skip: int = 0,
) -> SourceMention | None:
    def text(part: tuple[int, int] | None, room: int, body: bool = False) -> str | None:
        if part is None or room <= 0:
            return None
        return _text(words, part[0], part[1], room, skip if part[0] == first else body_skip if body else 0)

    name = text(speaker, MAX_WORDS)
    room = MAX_WORDS - len((name or "").split())
    office = text(title, room)
    more = text(behind, room - len((office or "").split()))
    office = f"{office}، {more}" if office and more else office or more
    room -= len((office or "").split())
    body = text(
        organisation, room if organisation and not (title and room < organisation[1] - organisation[0]) else 0, True
    )
    if not (name or office or body):
        return None
    if skip and words.key(first)[skip - 1 :].startswith("لل"):
        skip = 0
    span = words.span(first, last, skip)
    return SourceMention(
        text=words.raw[span[0] : span[1]],
        span=span,
        first=first,
        last=last,
        speaker=name,
        title=office,
        organisation=body,
    )


def _text(words: Words, first: int, last: int, room: int, skip: int) -> str | None:
    """The words as one string: no clitics before it, no brackets, at most `room` words."""
    while last > first and words[last - 1].kind == "mark":
        last -= 1
    while first < last and words[first].kind == "mark":
        first += 1
    parts: list[str] = []
    depth = 0
    for i in range(first, last):
        word = words[i]
        if word.key == "(":
            closing = next((j for j in range(i, last) if words.key(j) == ")"), last)
            depth += closing - i > 3 and i > first
        elif word.key == ")":
            depth = 0
        if word.kind == "mark" or depth > 0:
            continue
        shape = word.text
        if i == first and skip:
            shape = "ال" + shape[skip + 1 :] if shape[skip - 1 :].startswith("لل") else shape[skip:]
        parts.append(shape)
        if len(parts) >= room:
            break
    return " ".join(parts) or None
