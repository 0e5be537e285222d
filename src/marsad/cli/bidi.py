"""Arabic on a terminal: some order and join it themselves, the others get it joined and ordered.

Only for what people read on a screen. Data is never touched.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final, Literal, TextIO, get_args

import regex

from marsad.errors import BadSetting

BidiMode = Literal["auto", "native", "shape", "off"]

ENVIRONMENT: Final = "MARSAD_BIDI"
_FIRST_STRONG, _POP = "\u2068", "\u2069"
_RIGHT_TO_LEFT: Final = regex.compile(r"[\p{Arabic}\p{Hebrew}]")
#: Control characters steer the terminal, bidi controls its neighbours on the line: neither may come out of an article.
_UNSAFE: Final = regex.compile(r"[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
#: The first version of the VTE library (GNOME Terminal and kin) with bidirectional text: 0.58.
_VTE_WITH_BIDI: Final = 5800


def resolve_mode(
    option: str | None = None, environment: Mapping[str, str] = os.environ, stream: TextIO | None = None
) -> BidiMode:
    """The mode for `stream` (standard output): the option, else MARSAD_BIDI, else what the terminal is known to do.

    Where nobody looks (no terminal) "auto" is "off". `BadSetting` for an unknown mode.
    """
    wanted = option or environment.get(ENVIRONMENT) or "auto"
    for mode in get_args(BidiMode):
        if wanted == mode:
            break
    else:
        raise BadSetting(f"bidi: {wanted!r} is unknown; use one of {', '.join(get_args(BidiMode))}")
    if mode != "auto":
        return mode  # type: ignore[no-any-return]
    if not (stream or sys.stdout).isatty():
        return "off"
    return "native" if _orders_itself(environment) else "shape"


def _orders_itself(environment: Mapping[str, str]) -> bool:
    vte = environment.get("VTE_VERSION", "")
    return (
        (vte.isdigit() and int(vte) >= _VTE_WITH_BIDI)
        or "KONSOLE_VERSION" in environment
        or environment.get("TERM", "").startswith("mlterm")
        or environment.get("TERM_PROGRAM") == "Apple_Terminal"
    )


def show(text: str, mode: BidiMode) -> str:
    """One line of text for a screen in a settled mode (`resolve_mode`); control characters become spaces.

    >>> show("قُتل", "off"), show("Mosul", "native")
    ('قُتل', 'Mosul')
    >>> show("بيان", "shape") == "\\ufee5\\ufe8e\\ufef4\\ufe91"
    True
    """
    text = _UNSAFE.sub(" ", text)
    if mode in ("off", "auto") or not _RIGHT_TO_LEFT.search(text):
        return text
    if mode == "native":
        return f"{_FIRST_STRONG}{text}{_POP}"
    import arabic_reshaper
    from bidi.algorithm import get_display  # `bidi.get_display` leaves brackets unmirrored

    return str(get_display(arabic_reshaper.reshape(text)))


def show_lines(text: str, width: int, mode: BidiMode) -> list[str]:
    """The text in lines of at most `width` columns, broken before it is ordered: the first words come first."""
    return [show(line, mode) for line in _iter_lines(text, max(width, 1))]


def columns(text: str) -> int:
    """The columns that a text takes on a terminal: marks and controls none, wide characters two."""
    return sum(_columns(c) for c in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _iter_lines(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in _UNSAFE.sub(" ", text).split():
        joined = f"{line} {word}" if line else word
        if columns(joined) <= width:
            line = joined
            continue
        if line:
            yield line
        while columns(word) > width:
            cut = _cut(word, width)
            yield word[:cut]
            word = word[cut:]
        line = word
    yield line


def _cut(word: str, width: int) -> int:
    """Where to break too long a word: behind a hyphen, as in IRQ-MIL-joint-operations, else where the line ends."""
    taken = 0
    for i, char in enumerate(word):
        taken += _columns(char)
        if taken > width:
            return max(word.rfind("-", 0, i) + 1, word.rfind("_", 0, i) + 1) or max(i, 1)
    return len(word)
