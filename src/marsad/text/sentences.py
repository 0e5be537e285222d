"""Sentences as word ranges: where Arabic news ends a sentence, and where a dot only looks like an end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.text.folding import fold_key
from marsad.text.words import Word, Words

_STOPS: Final = frozenset(".!?؟…۔")
#: Marks that belong to the sentence whose stop they follow.
_CLOSING: Final = frozenset("»”\"'’)]}›“")
_ALWAYS_CLOSING: Final = frozenset("»”)]}›’")
#: A comma after a closing quote: the sentence goes on ("أين الجيش؟"، قال).
_GOES_ON: Final = frozenset("،,؛;:")
#: Units and eras written short: a dot after them ends a sentence only when a new clause follows.
_UNITS: Final = frozenset(map(fold_key, ("كم", "كلم", "سم", "ملم", "مم", "تغ", "غم", "كغ", "كغم", "م", "هـ", "ق", "ص")))
#: Past this many words a pause sign (..) ends the sentence too, and before a clause with و past a quarter of them.
_LONG: Final = 40
_SHORT_PART: Final = 3


def find_sentences(words: Words) -> list[tuple[int, int]]:
    """The sentences of the text, as word ranges [first, last) that cover every word once, in order.

    A line break ends a sentence. A dot inside a number, an abbreviation (أ.ف.ب, د. أحمد, 40 كم.) or a Latin name does
    not; a dot that is glued between two Arabic words (العراق.واستهدفت) does. Closing quotes and brackets stay with the
    sentence that they close.

    >>> words = Words("قال د. سامي إن الجسر أُغلق. ثم غادر")
    >>> [words.text(*sentence) for sentence in find_sentences(words)]
    ['قال د. سامي إن الجسر أُغلق.', 'ثم غادر']
    """
    tokens = list(words)
    found: list[tuple[int, int]] = []
    start, behind, n = 0, 0, len(tokens)
    for i in words.breaks:
        if i < behind:
            continue
        word = tokens[i]
        if word.newlines and i > start:
            found.append((start, i))
            start = i
        if word.kind == "mark" and word.key in _STOPS:
            end = _stop_end(tokens, start, i)
            if end:
                if tokens[end - 1] is not tokens[start] or not found or word.newlines:
                    found.append((start, end))
                else:  # a lone stop after a stop belongs to the sentence before
                    found[-1] = (found[-1][0], end)
                start = behind = end
                continue
            behind = i + 1
            while behind < n and tokens[behind].key == word.key and tokens[behind].glued:
                behind += 1
    if start < n:
        found.append((start, n))
    return found


def _stop_end(tokens: Sequence[Word], start: int, i: int) -> int:
    """Where the sentence ends that the stop at `i` closes; 0 when the sign closes none."""
    n, end = len(tokens), i + 1
    while end < n and tokens[end].glued and tokens[end].key in _STOPS:
        end += 1
    dots = end - i
    following = tokens[end] if end < n else None
    if following is None or following.newlines:
        return end
    if tokens[i].key == "." and dots == 1 and _is_inner_dot(tokens, start, i):
        return 0
    if (dots > 1 and tokens[i].key == ".") or tokens[i].key == "…":
        long = _LONG // 4 if following.key.startswith("و") else _LONG
        if i - start <= long:
            return 0
    end = _absorb_closing(tokens, end)
    if end < n and tokens[end].key in _GOES_ON and not tokens[end].newlines:
        return 0
    if tokens[i].key in "!؟?" and i > start and tokens[i - 1].key == "(":
        return 0
    return end


def _absorb_closing(tokens: Sequence[Word], end: int) -> int:
    n = len(tokens)
    while end < n and not tokens[end].newlines and tokens[end].key in _CLOSING | _STOPS:
        mark = tokens[end]
        opens = end + 1 < n and tokens[end + 1].glued and tokens[end + 1].kind != "mark"
        if mark.glued or (mark.key in _ALWAYS_CLOSING and not opens) or mark.key in _STOPS:
            end += 1
        else:
            break
    return end


def _is_inner_dot(tokens: Sequence[Word], start: int, i: int) -> bool:
    """Whether the dot at `i` stands inside an abbreviation, a number or a Latin name."""
    if i == start:
        return False
    before, after = tokens[i - 1], tokens[i + 1]
    if after.kind in ("latin", "number") and after.glued:
        return True
    if before.kind == "number":
        return i - 1 == start or after.kind == "number"  # the head of a list item; "96. 13٪"
    if before.kind == "latin":
        return len(before.key) == 1
    if before.kind != "word" or not tokens[i].glued:
        return False
    chained = i - 2 >= start and tokens[i - 2].key == "." and before.glued and len(before.key) <= _SHORT_PART
    if after.glued and after.kind == "word":
        return len(before.key) <= _SHORT_PART and len(after.key) <= _SHORT_PART
    measured = i - 2 >= start and tokens[i - 2].kind == "number" and (before.key in _UNITS or len(before.key) == 1)
    if measured or chained or before.key in _UNITS:
        return not _starts_clause(after)
    return len(before.key) == 1


def _starts_clause(word: Word) -> bool:
    return word.kind == "mark" or word.key.startswith(("و", "ف")) or word.key in ("كما", "ثم", "لكن", "بينما")
