"""Page furniture: what a news page adds to an article, found line by line; and the agencies that an article credits.

The words and phrases are data (`lexicon/data/furniture.yaml`). Rather leave a button than eat a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

import msgspec

from marsad.errors import BadData
from marsad.model import Span
from marsad.text.folding import fold_key
from marsad.text.memory import remembered
from marsad.text.words import Words
from marsad.text.yamldata import parse_yaml

#: A caption is at most this long, in words and marks; so is a line that `starts` opens.
_CAPTION: Final = 45
_MENU: Final = 14
_LINK: Final = 25
_HOME: Final = frozenset((fold_key("الرئيسية"), "home"))
_STOPS: Final = frozenset(".!?؟")
#: Articles shorter than this carry no captions that could be told from their sentences.
_MIN_ARTICLE: Final = 40

_CREDIT_EDGES: Final = frozenset("()[]-–/|ـ:،")

_Phrases = dict[str, tuple[tuple[str, ...], ...]]


class _Data(msgspec.Struct, frozen=True):
    words: _Phrases
    lines: frozenset[tuple[str, ...]]
    starts: _Phrases
    labels: _Phrases
    tails: _Phrases
    link_heads: frozenset[tuple[str, ...]]
    marks: frozenset[str]
    notes: frozenset[str]
    strong: _Phrases
    weak: _Phrases
    names: dict[tuple[str, ...], str]


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(w.key for w in Words(phrase) if w.kind != "mark")


def _by_first(phrases: Iterable[str]) -> _Phrases:
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in phrases:
        keys = _keys(phrase)
        if keys:
            found.setdefault(keys[0], set()).add(keys)
    return {first: tuple(sorted(keys, key=len, reverse=True)) for first, keys in found.items()}


@cache
def _data() -> _Data:
    path = files("marsad") / "lexicon" / "data" / "furniture.yaml"
    raw = parse_yaml(path.read_text(encoding="utf-8"))
    agencies = raw["agencies"]
    if bad := [a for a in agencies if not {"name", "strong", "weak"} <= set(a)]:
        raise BadData(f"furniture.yaml: agency without name, strong or weak: {bad[0]}")
    return _Data(
        words=_by_first(raw["words"]),
        lines=frozenset(_keys(line) for line in raw["lines"]),
        starts=_by_first(raw["starts"]),
        labels=_by_first(raw["starts_with_colon"]),
        tails=_by_first(raw["tails"]),
        link_heads=frozenset(_keys(line) for line in raw["link_heads"]),
        marks=frozenset(raw["caption_marks"]),
        notes=frozenset(_keys(note)[0] for note in raw["caption_notes"]),
        strong=_by_first(p for a in agencies for p in a["strong"]),
        weak=_by_first(p for a in agencies for p in a["weak"]),
        names={_keys(p): a["name"] for a in reversed(agencies) for p in (*a["weak"], *a["strong"])},
    )


def _match(keys: list[str], i: int, phrases: _Phrases) -> int:
    """The number of words of the longest phrase that stands at `i`; 0 when none does."""
    for phrase in phrases.get(keys[i], ()):
        if tuple(keys[i : i + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _find_lines(words: Words) -> list[tuple[int, int]]:
    return list(pairwise([*words.lines, len(words)]))


def find_furniture(words: Words) -> list[Span]:
    """Raw spans of the page's furniture: share buttons, captions, newsletter lines, links to other pieces, copyright.

    Headlines are no furniture. A caption is, even where it tells a happening.

    >>> text = "قصف على البلدة\\n+ الخط -\\nقال شهود إن القصف بدأ فجرا. رابط الخبر بصحيفة المدينة: قصف"
    >>> [text[start:end] for start, end in find_furniture(Words(text))]
    ['+ الخط -', 'رابط الخبر بصحيفة المدينة: قصف']
    """
    data, found = _data(), []
    lines = _find_lines(words)
    total = len(words)
    linked = False
    for at, (first, last) in enumerate(lines):
        letters = [w.key for w in words[first:last] if w.kind != "mark"]
        start = _furniture_start(words, first, last, letters, data)
        if start is None and linked and last - first <= _LINK and words.key(last - 1) not in _STOPS:
            start = first
        linked = tuple(letters) in data.link_heads
        if (
            start is None
            and total - (last - first) >= _MIN_ARTICLE
            and at + 1 < len(lines)
            and not _is_listed(words, lines, at)
        ):
            start = _caption_start(words, first, last, data)
        if start is not None and start < last:
            found.append(words.span(start, last))
    return _joined(words.raw, found)


def _is_listed(words: Words, lines: list[tuple[int, int]], at: int) -> bool:
    """Whether the line before or behind begins with the same word or mark."""
    begins = words.keys[lines[at][0]]
    return any(words.keys[lines[n][0]] == begins for n in (at - 1, at + 1) if 0 <= n < len(lines))


def _joined(raw: str, spans: list[Span]) -> list[Span]:
    """Neighbouring spans with nothing but space between them made one."""
    out: list[Span] = []
    for start, end in spans:
        if out and not raw[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _furniture_start(words: Words, first: int, last: int, keys: list[str], data: _Data) -> int | None:
    """The word from which the line [first, last), of these words without marks, is furniture; None when it is none."""
    if not keys:
        only_marks = all(w.key in "-–—+|•*·/\\<>»«›‹=_#" for w in words[first:last])
        return first if only_marks else None
    if first > 0 and len(keys) <= 3 and _all_known(keys, data.strong | data.weak):
        return first
    if tuple(keys) in data.lines or _all_known(keys, data.words) or _is_breadcrumb(words, first, last):
        return first
    if len(keys) <= _CAPTION and (_match(keys, 0, data.starts) or _is_label(words, first, data)):
        return first
    if "©" in words.raw[words[first].start : words[last - 1].end]:
        return first if len(keys) <= _MENU * 2 else None
    if data.tails.keys().isdisjoint(keys):
        return None
    for i, word in enumerate(words[first:last], first):
        if word.key in data.tails and _tail_at(words, i, last, data):
            return i - 1 if i > first and words.key(i - 1) == "(" else i
    return None


def _is_label(words: Words, first: int, data: _Data) -> bool:
    keys = [w.key for w in words[first : first + 4]]
    size = _match(keys, 0, data.labels)
    return bool(size) and words.key(first + size) == ":"


def _tail_at(words: Words, i: int, last: int, data: _Data) -> bool:
    keys = [w.key for w in words[i:last]]
    return bool(_match(keys, 0, data.tails)) and last - i <= _CAPTION


def _all_known(keys: list[str], phrases: _Phrases) -> bool:
    """Whether the line consists of words of menus alone (numbers may stand among them)."""
    i, known = 0, 0
    while i < len(keys):
        step = _match(keys, i, phrases)
        if not step and not keys[i].isdigit():
            return False
        known += step
        i += step or 1
    return known > 0 and len(keys) <= _MENU * 2


def _is_breadcrumb(words: Words, first: int, last: int) -> bool:
    """Navigation such as الرئيسية > أخبار > العراق: short pieces between separators."""
    if words.key(first) not in _HOME or last - first > _MENU:
        return False
    return any(w.key in "><»/|›" for w in words[first:last])


def _caption_start(words: Words, first: int, last: int, data: _Data) -> int | None:
    """The start of a caption or of a credit in brackets at the end of the line; None when the line is text."""
    size = last - first
    if size <= _CAPTION and words.key(first) in data.marks:
        return first  # a mark on the line beside it too is the bullet of a list
    ending = words.key(last - 2) if words.key(last - 1) in (")", "]") and size > 1 else words.key(last - 1)
    if size <= _LINK and ending in data.notes:
        return first
    credit = _credit_start(words, first, last, data)
    if credit is None or size > _CAPTION:
        return None
    stops = any(w.key in _STOPS and not _between_numbers(words, i) for i, w in enumerate(words[first:credit], first))
    return None if stops else first


def _between_numbers(words: Words, i: int) -> bool:
    return words.key(i - 1).isdigit() and words.key(i + 1).isdigit()


def _credit_start(words: Words, first: int, last: int, data: _Data) -> int | None:
    """Where "(رويترز)" or "| أ ب" begins at the end of the line."""
    end = last
    bracket = words.key(last - 1) in (")", "]")
    if bracket:
        end -= 1
    for i in range(end - 1, max(first, end - 8), -1):
        key = words.key(i)
        if key in ("(", "[") if bracket else key in ("|", "/"):
            keys = [w.key for w in words[i + 1 : end] if w.kind != "mark"]
            return i if keys and _names_agency(keys, data) else None
    return None


def _names_agency(keys: list[str], data: _Data) -> bool:
    return any(_match(keys, j, data.strong) or _match(keys, j, data.weak) for j in range(len(keys)))


def find_credits(words: Words) -> tuple[str, ...]:
    """The agencies that the text names, by one name each, in the order of their first mention.

    >>> find_credits(Words("بغداد (أ ف ب) - قال ضابط لرويترز"))
    ('فرانس برس', 'رويترز')
    """
    data = _data()
    found: dict[str, None] = {}
    keys = [w.key for w in words]
    for i, key in enumerate(keys):
        for form in _forms(key):
            for phrases, strong in ((data.strong, True), (data.weak, False)):
                for phrase in phrases.get(form, ()):
                    last = _phrase_end(keys, i, phrase)
                    if last and (strong or (form == key and _stands_as_credit(words, i, last))):
                        found.setdefault(data.names[phrase])
    return tuple(found)


@remembered
def _forms(key: str) -> tuple[str, ...]:
    """The word, and the word behind و، ل، ب where what remains begins an agency's name."""
    data = _data()
    forms = [key, *(key[n:] for n in (1, 2) if key[:n] in ("و", "ل", "ب", "ول", "وب"))]
    if key.startswith("لل"):
        forms.append("ال" + key[2:])
    return tuple(f for f in forms if f in data.strong or f in data.weak)


def _phrase_end(keys: list[str], i: int, phrase: tuple[str, ...]) -> int:
    """Where `phrase` ends that begins at word `i`, dots between letters left out; 0 when it does not stand there."""
    j = i + 1
    for part in phrase[1:]:
        if j < len(keys) and keys[j] in ".،":
            j += 1
        if j >= len(keys) or keys[j] != part:
            return 0
        j += 1
    return j


def _stands_as_credit(words: Words, first: int, last: int) -> bool:
    """In brackets, beside a dash, slash or colon, alone on a line, or after وكالة."""
    if words.key(first - 1) in ("وكاله", "لوكاله", "وكالات", "المصدر"):
        return True
    opened = first == 0 or words[first].newlines > 0 or words.key(first - 1) in _CREDIT_EDGES
    closed = last >= len(words) or words[last].newlines > 0 or words.key(last) in _CREDIT_EDGES
    listed = words.key(first - 1) in ("،", ":") and words.key(last) == "،"
    return opened and closed and not listed
