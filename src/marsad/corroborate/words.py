"""Words of a report as hashes of stems: names, units and details that two accounts share by no chance."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

from marsad.text.words import Words

_SUFFIXES = ("تهم", "تها", "هما", "اتهم", "ات", "ون", "ين", "ان", "يه", "هم", "ها", "ه")
_MIN_STEM = 3


@cache
def _common() -> frozenset[str]:
    """Stems that stand in news of any happening; the file holds one a line, the most frequent first."""
    text = (resources.files("marsad.corroborate") / "data" / "common.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=100_000)
def stem(key: str) -> str:
    """A word in look-up form without clitics and endings, roughly: وبالقوات and قوتهم both give قو.

    It need not be a word, it must only be the same for the forms of one.
    """
    word = key
    for front in ("وال", "بال", "فال", "كال", "ولل", "لل", "ال"):
        if word.startswith(front) and len(word) - len(front) >= _MIN_STEM:
            word = word[len(front) :]
            break
    else:
        if word[:1] in ("و", "ب", "ل", "ف") and len(word) > _MIN_STEM + 1:
            word = word[1:]
    for end in _SUFFIXES:
        if word.endswith(end) and len(word) - len(end) >= _MIN_STEM:
            return word[: -len(end)]
    return word


def iter_stems(text: str) -> Iterator[str]:
    """The stems of a text's words and numbers in their order, common ones too."""
    for word in Words(text):
        if word.kind == "number":
            yield word.key
        elif word.kind != "mark" and len(word.key) > 2:
            yield stem(word.key)


def content_words(text: str, limit: int) -> tuple[int, ...]:
    """Sorted 32-bit hashes of the first `limit` different stems that are not common.

    "انفجرت عبوة قرب حاجز الرشاد" and "الانفجار وقع عند حاجز الرشاد" share رشاد and حاجز.
    """
    return tuple(sorted(first_words(text, limit)))


def first_words(text: str, limit: int) -> list[int]:
    """The hashes of `content_words` in the order of the text: of "حاجز الرشاد" حاجز first."""
    found: dict[str, None] = {}
    common = _common()
    for word in iter_stems(text):
        if word not in common:
            found[word] = None
            if len(found) == limit:
                break
    return [hash32(word) for word in found]


def hash32(value: str) -> int:
    """A signed 32-bit hash, the same on every machine."""
    number = zlib.crc32(value.encode("utf-8", "surrogatepass"))
    return number - 2**32 if number >= 2**31 else number
