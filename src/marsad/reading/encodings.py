"""Bytes into text: which encoding they are in, and what to do where they are damaged.

Arabic archives hold Windows-1256 as often as UTF-8, and now and then ISO 8859-6, MacArabic or UTF-16 without a
byte-order mark. The decision is made from the bytes alone, never from the platform's locale, and stands in
`Document.encoding`.
"""

from __future__ import annotations

import codecs
from math import log
from typing import Final, NamedTuple

from marsad.errors import BadSetting, NotText

AUTO: Final = "auto"
#: How many bytes of a file the decision about its encoding looks at.
SAMPLE: Final = 1 << 18

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY: Final = ("windows-1256", "iso8859-6", "mac-arabic", "cp720")
_NAMES: Final = {"iso8859-6": "iso-8859-6", "cp1256": "windows-1256", "utf-8-sig": "utf-8", "ascii": "utf-8"}
_MAGIC: Final = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ", "xz-compressed"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "a rich-text (RTF) file"),
    (b"SQLite format 3", "a database"),
)
#: Parts in a thousand of the letters of Arabic news; letters not listed are rare.
_LETTERS: Final = {
    "ا": 162, "ل": 109, "ي": 75, "م": 64, "ن": 54, "و": 53, "ر": 50, "ت": 47, "ب": 34, "ة": 33, "ع": 32, "د": 29,
    "ف": 26, "س": 25, "ق": 24, "ه": 24, "ح": 20, "ك": 17, "ج": 15, "أ": 14, "ط": 11, "ش": 10, "ص": 9, "ى": 9, "خ": 8,
    "ض": 7, "ذ": 6, "ز": 5, "ث": 5, "إ": 5, "ئ": 5, "غ": 4, "ظ": 4, "ء": 3, "ؤ": 1, "آ": 1,
    "،": 10, "؛": 1, "؟": 1, "«": 3, "»": 3, "ـ": 1,
}  # fmt: skip
_LOG: Final = {c: log(n / 1000) for c, n in _LETTERS.items()}
_OTHER_ARABIC: Final = log(0.0005)
_JUNK: Final = log(0.00002)
#: Arabic scores about -3 a letter; another reading of the same bytes about -6 and below.
_MIN_SCORE: Final = -4.6
#: One damaged byte among twenty characters is repaired; more is another encoding, or two in one file.
_REPAIRABLE: Final = 20


class Decoded(NamedTuple):
    """A text and how it was had: `encoding` as it goes into `Document.encoding`; `replaced` places are now U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def detect(sample: bytes, name: str, *, whole: bool = True) -> str:
    """The encoding of the bytes; `whole` False when more bytes follow. Raises `NotText` when they are empty, binary or
    of two encodings.

    >>> detect("قصف مدفعي على أطراف البلدة".encode("cp1256"), "a.txt")
    'windows-1256'
    """
    if not sample:
        raise NotText(name, "the file is empty", "nothing to code")
    for mark, encoding in _BOMS:
        if sample.startswith(mark):
            return encoding
    wide = _wide(sample)
    if wide:
        return wide
    _refuse_binary(sample, name)
    good, bad = _utf8_health(sample, whole)
    if not bad or good >= bad * _REPAIRABLE:
        return "utf-8"
    if good * 5 > bad:
        at = _first_bad(sample)
        raise NotText(
            name,
            f"two encodings in one file: much is UTF-8, but byte {at} (0x{sample[at]:02x}) and {bad - 1} more are not",
            "convert it to UTF-8, or split it",
        )
    return _legacy(sample, name)


def decode(data: bytes, name: str, encoding: str = AUTO) -> Decoded:
    """The whole of `data` as text without its byte-order mark; newlines stay as they are. Raises `NotText`.

    >>> decode("\\ufeffقُتل جندي\\r\\n".encode("utf-8"), "a.txt")
    Decoded(text='قُتل جندي\\r\\n', encoding='utf-8', replaced=0)
    """
    found = detect(data[:SAMPLE], name, whole=len(data) <= SAMPLE) if encoding == AUTO else encoding
    decoded = decode_piece(strip_bom(data, found), found)
    if beyond_repair(decoded):
        raise NotText(
            name, f"{decoded.replaced} places are not {found}", "name another encoding, or leave the choice to auto"
        )
    if not decoded.text.strip():
        raise NotText(name, "the text is empty", "nothing to code")
    return decoded


def beyond_repair(decoded: Decoded) -> bool:
    """Whether so much of the text is damaged that it is no longer the text."""
    return decoded.replaced > 0 and decoded.replaced * _REPAIRABLE > sum(c > "\x7f" for c in decoded.text)


def decode_piece(data: bytes, encoding: str) -> Decoded:
    """A piece of a file whose encoding is known; damaged bytes become U+FFFD and are counted."""
    label = _NAMES.get(encoding, encoding)
    try:
        return Decoded(data.decode(encoding), label)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        # A sign that stood in the text already is no damage.
        before = data.count("\ufffd".encode()) if encoding == "utf-8" else 0
        replaced = text.count("\ufffd") - before
        return Decoded(text, f"{label}, {replaced} damaged place{'s' if replaced > 1 else ''}", replaced)


def strip_bom(data: bytes, encoding: str) -> bytes:
    """`data` without the byte-order mark of `encoding`, when it starts with one."""
    for mark, owner in _BOMS:
        if owner == encoding and data.startswith(mark):
            return data[len(mark) :]
    return data


def check_encoding(encoding: str) -> str:
    """The name of an encoding that Python knows, in its usual form, or "auto"; `BadSetting` otherwise."""
    if encoding.lower() == AUTO:
        return AUTO
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)  # bytes-to-bytes codecs as "hex" are no encodings of text
    except (LookupError, ValueError):
        raise BadSetting(
            f"encoding: {encoding!r} is unknown; use auto, utf-8, utf-16, windows-1256, iso-8859-6 "
            "or another name that Python knows"
        ) from None
    return {"cp1256": "windows-1256", "utf-8-sig": "utf-8"}.get(name, name)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: one byte of each pair is nearly always 0x00 (ASCII) or 0x06 (Arabic)."""
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even, odd = sample[0 : 2 * pairs : 2], sample[1 : 2 * pairs : 2]
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        told = high.count(0) + high.count(6)
        if told >= pairs * 0.9 and low.count(0) + low.count(6) < pairs * 0.2:
            return encoding
    return None


def _refuse_binary(sample: bytes, name: str) -> None:
    for magic, what in _MAGIC:
        if sample.startswith(magic):
            raise NotText(name, f"a binary file ({what})", "extract its text first")
    controls = sum(sample.count(bytes((b,))) for b in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    if b"\0" in sample or controls > len(sample) // 50:
        raise NotText(name, "a binary file", "give text, HTML, JSON Lines or CSV")


def _utf8_health(sample: bytes, whole: bool) -> tuple[int, int]:
    """How many characters beyond ASCII are sound UTF-8 (not counted when all are), and how many places are not."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, whole)
        return 0, 0
    except UnicodeDecodeError:
        pass
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample, whole)
    bad = text.count("\ufffd") - sample.count("\ufffd".encode())
    return sum(c > "\x7f" for c in text) - bad, bad


def _first_bad(sample: bytes) -> int:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _legacy(sample: bytes, name: str) -> str:
    scored = [(score, encoding) for encoding in _LEGACY if (score := _arabic_score(sample, encoding)) is not None]
    score, encoding = max(scored, key=lambda pair: pair[0])  # the first of equals: the more usual one
    if score >= _MIN_SCORE:
        return encoding
    from charset_normalizer import from_bytes

    best = from_bytes(sample[: 1 << 16]).best()
    if best is None:
        raise NotText(name, "no known encoding makes text of it", "convert it to UTF-8, or name its encoding")
    return best.encoding


def _arabic_score(sample: bytes, encoding: str) -> float | None:
    """Mean log likelihood of the characters beyond ASCII as Arabic; None when the encoding has holes where the bytes
    are.
    """
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return None
    scores = [_score(c) for c in text if c > "\x7f" and not c.isspace()]
    return sum(scores) / len(scores) if scores else _JUNK


def _score(char: str) -> float:
    known = _LOG.get(char)
    if known is not None:
        return known
    return _OTHER_ARABIC if "\u0600" <= char <= "\u06ff" or char in "“”‘’–—…" else _JUNK
