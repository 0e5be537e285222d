"""Quotations: the words between quotation marks, whatever signs an outlet uses and in whatever order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from marsad.text.folding import fold_key
from marsad.text.words import Word, Words

_ANGLE: Final = "«»"
_CURLY: Final = "“”„‟"
_STRAIGHT: Final = '"″＂'
_FAMILY: Final = {
    **dict.fromkeys("«»‹›", "angle"),
    **dict.fromkeys(_CURLY, "double"),
    **dict.fromkeys(_STRAIGHT, "double"),
    "''": "single",
}
_OPENERS: Final = frozenset("«„‹")
_MAX_LEVEL: Final = 3
#: A name in quotes has at most this many words.
_NAME_WORDS: Final = 4
#: After these words a sign opens, however it is spaced: قال إن” قوات.
_BEFORE_OPENING: Final = frozenset(
    map(fold_key, ("إن", "أن", "إنه", "أنه", "بأن", "بأنه", "قائلا", "قال", "وقال", ":"))
)
_CLITICS: Final = frozenset(("ل", "ب", "ك", "و", "ف", "ول", "وب", "فل", "ال", "بال", "لل", "وال"))
#: A short quotation that begins so says something; others are names.
_SAYING_WORDS: Final = """
    إن أن إنه أنه إننا أننا لا لن لم لقد قد ليس ليست نحن أنا سوف هذا هذه كنا كان كانت هناك يجب ينبغي يا ما من سيتم تم
"""
_SAYING: Final = frozenset(map(fold_key, _SAYING_WORDS.split()))


class Quotation(msgspec.Struct, frozen=True, gc=False):
    """Words [first, last) between two marks. `level` is 0 for an outermost quotation; `mark` is the opening sign.

    `scare`: a name or a term in quotes (تنظيم "داعش"), no speech. `closed` is False where the paragraph ended before a
    closing sign stood.
    """

    first: int
    last: int
    level: int
    mark: str
    scare: bool
    closed: bool


def find_quotations(words: Words) -> list[Quotation]:
    """The quotations of the text by their first word, outer before inner; an unclosed one ends with its paragraph.

    The same sign may open and close, alone or in disorder: `“ داعش ”`, `إن” قوات تقدمت“`.

    >>> words = Words('قال إن «قوات "داعش" انسحبت من القرية»')
    >>> [(words.text(q.first, q.last), q.level, q.scare) for q in find_quotations(words)]
    [('قوات "داعش" انسحبت من القرية', 0, False), ('داعش', 1, True)]
    """
    tokens = list(words)
    found: list[Quotation] = []
    stack: list[tuple[int, str, str]] = []  # first inner word, family, sign

    def close(last: int, closed: bool) -> None:
        first, _, sign = stack.pop()
        while last > first and tokens[last - 1].kind == "mark" and not closed and tokens[last - 1].key in ".،,":
            last -= 1
        if last > first:
            scare = _is_name(tokens, first, last)
            found.append(Quotation(first, last, len(stack), sign, scare, closed))

    for i in words.breaks:
        word = tokens[i]
        if word.newlines and stack:
            while stack:
                close(i, False)
        if word.kind != "mark":
            continue
        sign, width = _sign(tokens, i)
        family = _FAMILY.get(sign)
        if family is None:
            continue
        if _opens(tokens, i, width, sign, family, stack):
            if len(stack) < _MAX_LEVEL:
                stack.append((i + width, family, sign))
        elif any(open_family == family for _, open_family, _ in stack):
            while stack[-1][1] != family:
                close(i, False)
            close(i, True)
    while stack:
        close(len(tokens), False)
    found.sort(key=lambda q: (q.first, -q.last))
    return found


def _sign(tokens: Sequence[Word], i: int) -> tuple[str, int]:
    """The sign at `i` and the number of its tokens: two apostrophes are one sign (the second of them is none)."""
    key = tokens[i].key
    if key in "'’‘":
        if i and tokens[i - 1].key == key and tokens[i].glued:
            return "", 1
        if i + 1 < len(tokens) and tokens[i + 1].key == key and tokens[i + 1].glued:
            return "''", 2
        return "", 1
    return key, 1


def _opens(
    tokens: Sequence[Word], i: int, width: int, sign: str, family: str, stack: Sequence[tuple[int, str, str]]
) -> bool:
    is_open = any(open_family == family for _, open_family, _ in stack)
    before = tokens[i - 1] if i else None
    after = tokens[i + width] if i + width < len(tokens) else None
    left = before is not None and tokens[i].glued and before.key not in "([{:-–،"
    right = after is not None and after.glued and (after.kind != "mark" or after.key in _FAMILY or after.key == "(")
    if sign in _OPENERS:
        return True
    if before is not None and (before.key in _BEFORE_OPENING or (tokens[i].glued and before.key in _CLITICS)):
        return right or not is_open
    if sign in "»›":
        return not is_open and right and not left
    if right and not left:
        return True
    if is_open:
        return False
    return right or not left


def _is_name(tokens: Sequence[Word], first: int, last: int) -> bool:
    """Whether the quoted words are a name or a term: few, and no statement."""
    count = sum(t.kind != "mark" for t in tokens[first:last])
    if count > _NAME_WORDS:
        return False
    opening = tokens[first].key
    if opening in _SAYING or (len(opening) > 4 and opening.startswith(("سن", "سي", "ست")) and opening[3] not in "اوي"):
        return False
    before = tokens[first - 2].key if first >= 2 else ""
    if count <= 1 or before not in _BEFORE_OPENING:
        return True
    # قال "الجيش الوطني" عبر صفحته: a name goes on to something, speech ends the sentence
    after = tokens[last + 1].key if last + 1 < len(tokens) else "."
    return opening.startswith("ال") and after not in ".!؟?"
