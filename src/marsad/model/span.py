"""Spans and content-hash ids."""

from __future__ import annotations

import hashlib
import json
from typing import Final

#: `[start, end)` in Unicode code points of a document's text as it was handed in.
Span = tuple[int, int]


_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)


def content_id(prefix: str, *parts: object) -> str:
    """An id that depends on `parts` alone: `prefix` and 16 hexadecimal digits of a SHA-256.

    The parts are serialised as one JSON array, so ("ab", "c") and ("a", "bc") get different ids.
    """
    packed = _JSON.encode(parts).encode("utf-8", "surrogatepass")
    return f"{prefix}_{hashlib.sha256(packed).hexdigest()[:16]}"
