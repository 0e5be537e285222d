"""Reading one source from its words: the title, the person's name and the body, at most twelve words in all."""

from __future__ import annotations

from typing import Final

from marsad.coding.reporting import reporting
from marsad.coding.titles import (
    ANONYMOUS,
    BODY,
    END,
    HEAD,
    NAME,
    OFFICE,
    OUTLET,
    PREPOSITIONS,
    QUOTES,
    RANK,
    bare_key,
    flags,
    has_article,
    names_outlet,
    place_names,
    word_flags,
)
from marsad.lexicon.countries import get_country_by_adjective, get_country_by_name
from marsad.model import SourceMention
from marsad.text.words import Words

#: The scoring and every reader want short sources: this many words in all.
MAX_WORDS: Final = 12
_ISSUED: Final = frozenset(("اصدرته", "اصدره", "اصدرتها", "نشرته", "نشره"))
_SPOKEN_FOR: Final = frozenset(("باسم", "بلسان"))


def read_piece(words: Words, first: int, last: int, skip: int = 0) -> SourceMention | None:
    """One source from the words [first, last): its title, name and organisation, at most twelve words in all."""
    while last > first and words[last - 1].kind == "mark" and words.key(last - 1) not in (")", *QUOTES):
        last -= 1
    if (
        last <= first
        or words.key(first) in reporting().that
        or all(words[i].kind != "word" and words[i].kind != "latin" for i in range(first, last))
    ):
        return None
    head = flags(bare_key(words.key(first), skip)) if skip else word_flags(words, first)
    if (head & END or flags(words.key(first).removeprefix("و")) & END) and not head & (HEAD | NAME):
        return None
    if bare_key(words.key(first), skip).removeprefix("ال") in reporting().statements and not head & (
        OFFICE | RANK | BODY
    ):
        return _read_statement(words, first, last, skip, head)
    if head & RANK and last - first > 1 and words[first + 1].kind == "number":
        return _make(words, first, last, skip, organisation=(first, last))  # اللواء 22
    name = _find_name(words, first, last, head)
    if name is None and (
        head & ANONYMOUS
        or (head & OFFICE and not has_article(bare_key(words.key(first), skip)) and _indefinite(words, first, last))
    ):
        return _read_anonymous(words, first, last, skip)
    if name is None and not head & (HEAD | NAME) and _looks_like_name(words, first, last, skip):
        return _make(words, first, last, skip, speaker=(first, last))
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


def _looks_like_name(words: Words, first: int, last: int, skip: int) -> bool:
    """Whether words that no list knows are a person's name: جنبلاط, الحريري, سونام دورجي; not بغداد, مرجع لبناني."""
    if (
        last - first > 3
        or any(w.kind not in ("word", "latin") for w in words[first:last])
        or words[first].kind == "latin"
    ):
        return False
    keys = [bare_key(words.key(first), skip), *(words.key(i) for i in range(first + 1, last))]
    if has_article(keys[0]):
        return last - first == 1 and keys[0].endswith("ي") and get_country_by_adjective(keys[0]) is None
    if any(has_article(k) and not k.endswith("ي") for k in keys[1:]):  # أصحاب المحال
        return False
    data = reporting()
    if keys[0] in data.forms or keys[0] in data.said_nouns or names_outlet(keys[0]):
        return False
    if " ".join(keys) in place_names() or keys[0] in place_names() or get_country_by_name(" ".join(keys)):
        return False
    return get_country_by_adjective(keys[-1]) is None and not keys[0].endswith(("ات", "ون", "ين", "و"))


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
        if key in PREPOSITIONS or (key.startswith("ب") and has_article(key[1:])):
            return True
        if has_article(key) or flags(key) & (BODY | OFFICE):
            return False
    return False


def _read_statement(words: Words, first: int, last: int, skip: int, head: int) -> SourceMention | None:
    """بيان للجيش, بيان صادر عن الوزارة, بيان أصدرته الوزارة, بيان الجيش: who made the statement."""
    issued = next((i for i in range(first + 1, last - 1) if words.key(i) in _ISSUED), 0)
    if issued:
        return read_piece(words, issued + 1, last)
    for i in range(first + 1, last):
        key = words.key(i)
        if key.startswith("لل") or (key.startswith("ل") and flags(key[1:]) & (HEAD | NAME)):
            return read_piece(words, i, last, 1)
        if key in ("عن", "من", "ل") and i + 1 < last:
            return read_piece(words, i + 1, last)
    if last - first > 1 and (flags(words.key(first + 1)) & (HEAD | NAME) or has_article(words.key(first + 1))):
        return read_piece(words, first + 1, last)
    if head & ANONYMOUS or last - first > 1 or has_article(bare_key(words.key(first), skip)):
        return _read_anonymous(words, first, last, skip)
    return None


def _read_anonymous(words: Words, first: int, last: int, skip: int) -> SourceMention | None:
    """مصدر أمني في محافظة …: the title stands before the preposition, the body behind it where it is one."""
    for i in range(first + 1, last):
        key = words.key(i)
        if key in PREPOSITIONS and i + 1 < last:
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
    office = 0 if head & HEAD else _office_behind(words, first, last)
    if office:
        return first, office
    if not head & (OFFICE | RANK | ANONYMOUS):
        return None
    for i in range(first + 1, last):
        before, here = words.key(i - 1), word_flags(words, i)
        if words[i].kind == "mark" or here & END or words.key(i) in PREPOSITIONS or words.key(i) in _SPOKEN_FOR:
            continue
        if words.key(i - 1) in ("،", ",") and not here & HEAD:
            return i, _name_end(words, i, last)
        if here & NAME and not has_article(words.key(i)) and not _in_construct(words, i, last):
            return i, _name_end(words, i, last)
        if (
            flags(before) & RANK
            and (has_article(before) or i - first > 1)
            and not here & (RANK | OFFICE | BODY)
            and words[i].kind != "number"
        ):
            return i, _name_end(words, i, last)
        if i - first >= 2 and not here and not head & ANONYMOUS and has_article(before) and _opens_name(words, i, last):
            return i, _name_end(words, i, last)
    return None


def _office_behind(words: Words, first: int, last: int) -> int:
    """Where the office begins behind a name that we do not know: مأمون العلواني محافظ المدينة; 0 for none."""
    for j in range(first + 1, min(last - 1, first + 5)):
        if words.key(j) in "،," and word_flags(words, j + 1) & OFFICE:
            return j
        if words[j].kind == "mark":
            return 0
        if word_flags(words, j) & OFFICE and (not has_article(words.key(j)) or j > first + 1):
            return j
    return 0


def _in_construct(words: Words, i: int, last: int) -> bool:
    """عمليات صلاح الدين: the word belongs to the name of a body or a place."""
    before = words.key(i - 1)
    closes = i + 1 < last and words.key(i + 1) == "الدين" and i + 2 >= last
    return (
        bool(flags(before) & (BODY | OUTLET)) and not has_article(before) and (closes or i + 1 >= last)
    ) or before in _SPOKEN_FOR


def _opens_name(words: Words, i: int, last: int) -> bool:
    key = words.key(i)
    if key.startswith(("ب", "ل", "و", "ف")):
        return False
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
    """Where the name ends: before a comma, a title, a bracket or a preposition, or after six words."""
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
        if key in PREPOSITIONS:
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
    return words[j].kind == "mark" or words.key(j) in PREPOSITIONS or bool(flags(words.key(j)) & RANK)


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
