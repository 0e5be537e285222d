"""Controls of writing direction in a text that is shown: they must not put words into an order that nobody wrote.

Only for what people see. What is coded, stored and exported keeps every character.
"""

from __future__ import annotations

from typing import Final

#: Stands for a control that turns letters round: whoever reads shall see that there was one.
OVERRIDE_SIGN: Final = "□"
#: An invisible sign without direction.
_NOTHING: Final = "\u2060"
_CONTROLS: Final = str.maketrans(
    {
        **dict.fromkeys("\u202d\u202e", OVERRIDE_SIGN),
        **dict.fromkeys("\u202a\u202b\u202c\u2066\u2067\u2068\u2069", _NOTHING),
    }
)


def neutralise(text: str) -> str:
    """The text without embeddings, isolates and overrides of direction, at the same length, so that offsets hold.

    Marks (U+200E, U+200F, U+061C), which only tell the direction of their neighbours, stay.

    >>> neutralise("قتل \\u202e5\\u202c جنود")
    'قتل □5\\u2060 جنود'
    """
    return text.translate(_CONTROLS)
