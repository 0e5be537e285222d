"""Reading one written number: figures in both scripts, number words, and both mixed (3 آلاف, مليون ونصف).

Only the number itself: what it counts, bounds and vague amounts are the business of `marsad.numerals`.
"""

from __future__ import annotations

from marsad.text.figures import VULGAR, is_dotted, parse_figures, read_figures, tidy
from marsad.text.numberwords import NumberReading, NumberWord, number_word, number_word_at
from marsad.text.ordinals import after_hundred, ordinal_tail, read_ordinal
from marsad.text.words import Words

__all__ = ["NumberReading", "NumberWord", "number_word", "parse_figures", "read_number"]


class _Sum:
    """A number being read: the closed part `total`, and the `group` below the last scale with its level."""

    __slots__ = ("bottom", "fraction", "group", "level", "total", "used")

    def __init__(self) -> None:
        self.total: float = 0
        self.group: float = 0
        self.level = ""  # of the group: "", unit, closed, hundreds, digits
        self.bottom = 0  # the smallest scale so far, 0 without
        self.fraction = False
        self.used = 0

    @property
    def value(self) -> int | float:
        return tidy(self.total + self.group)

    def _open(self, joined: bool) -> bool:
        """Whether a new group may start here: at the very beginning, or with و after a scale."""
        return self.used == 0 or (joined and self.level == "" and self.bottom > 1)

    def add(self, word: NumberWord, joined: bool, followed: bool) -> bool:
        """Take one more word; False when it does not continue the number. `followed`: a word stands right behind it."""
        kind, value = word.kind, word.value
        if kind in ("scale", "scales", "two", "either"):
            done = self._scale(kind, int(value), joined, followed)
        elif kind == "fraction":
            done = self._fraction(value, joined)
        elif kind == "parts":
            done = self._parts(value, joined)
        else:
            done = self._small(kind, value, joined)
        self.used += done
        return done

    def figures(self, value: float, joined: bool) -> bool:
        if self.used == 0:
            self.group, self.level = value, "unit" if 3 <= value <= 9 else "digits"
        elif joined and self.level == "" and 0 < value < self.bottom:
            self.group, self.level = value, "digits"
        elif joined and self.level == "hundreds" and 0 < value < 100:
            self.group, self.level = self.group + value, "digits"
        else:
            return False
        self.used += 1
        return True

    def repeats(self, word: NumberWord) -> bool:
        """Whether a word repeats the scale behind its part: مليون ونصف المليون."""
        return word.kind == "scale" and self.bottom == word.value and self.level == "closed"

    def _small(self, kind: str, value: float, joined: bool) -> bool:
        after_hundred = joined and self.level == "hundreds"
        fresh = self._open(joined)
        if kind in ("unit", "one") and (fresh or after_hundred):
            self.group, self.level = self.group + value, "unit" if value else "closed"
        elif kind == "ten" and (fresh or after_hundred or (not joined and self.level == "unit")):
            self.group, self.level = self.group + 10, "closed"
        elif kind == "tens" and (fresh or after_hundred or (joined and self.level == "unit")):
            self.group, self.level = self.group + value, "closed"
        elif kind in ("hundred", "hundred_plural") and not joined and self.level == "unit" and 3 <= self.group <= 9:
            self.group, self.level = self.group * 100, "hundreds"
        elif kind in ("hundred", "hundreds") and fresh:
            self.group, self.level = value, "hundreds"
        else:
            return False
        return True

    def _scale(self, kind: str, scale: int, joined: bool, followed: bool) -> bool:
        if not joined and self.level and (not self.bottom or scale < self.bottom):
            if kind == "two":
                return False
            self.total, self.group, self.level = self.total + self.group * scale, 0, ""
        elif not joined and self.used and not self.level and scale > self.bottom and kind != "two":
            self.total *= scale  # ألف مليون
        elif self._open(joined) and kind != "scales" and (not self.bottom or scale < self.bottom):
            self.total += 2 * scale if kind == "two" or (kind == "either" and followed) else scale
        elif (
            joined and not self.level and self.bottom == scale and kind != "scales" and self.total % (100 * scale) == 0
        ):
            self.total += 2 * scale if kind == "two" or (kind == "either" and followed) else scale  # مئة ألف وألفان
        else:
            return False
        self.bottom = scale
        return True

    def _parts(self, value: float, joined: bool) -> bool:
        """ثلاثة أرباع, 3 أرباع."""
        if joined or self.used != 1 or self.bottom or not 2 <= self.group <= 9 or self.fraction:
            return False
        self.group, self.level, self.fraction = self.group / value, "fraction", True
        return True

    def add_part(self, value: float) -> bool:
        """A part behind و, of one or of the scale before it; False where none can stand."""
        if self.bottom and not self.level:
            self.total, self.level = self.total + value * self.bottom, "closed"
        elif self.used and not self.bottom and not self.fraction:
            self.group, self.level = self.group + value, "closed"
        else:
            return False
        self.used += 1
        return True

    def _fraction(self, value: float, joined: bool) -> bool:
        if self.used == 0:
            self.group, self.level, self.fraction = value, "fraction", True
        elif joined and self.bottom and not self.level:
            self.total, self.level = self.total + value * self.bottom, "closed"
        elif joined and self.level in ("unit", "closed", "digits") and not self.bottom:
            self.group, self.level = self.group + value, "closed"
        else:
            return False
        return True


def read_number(words: Words, i: int, stop: int | None = None) -> NumberReading | None:
    """The cardinal or ordinal number that starts at word `i`, as long as it goes, before word `stop`; None when none does.

    >>> read_number(Words("ثلاثة آلاف ومئتي شخص"), 0).value
    3200
    >>> read_number(Words("الحادي والعشرين"), 0).value
    21
    """
    word = words[i]
    if word.kind == "number":
        return _read_cardinal(words, i, None, stop)
    if word.kind != "word":
        return NumberReading(VULGAR[word.key], i, i + 1, figures=True, fraction=True) if word.key in VULGAR else None
    found = number_word_at(words, i)
    if found is None or found.kind in ("point", "scales", "hundred_plural", "parts"):
        return None
    if found.kind in ("ordinal", "eleventh") or (found.article and found.kind in ("unit", "one")):
        ordinal = read_ordinal(words, i, found)
        if ordinal is not None or found.kind == "ordinal":
            return ordinal
    number = _read_cardinal(words, i, found, stop)
    if number is None or not number.article or not isinstance(number.value, int) or number.value % 10:
        return number
    tail = after_hundred(words, number.last) if number.value < 100 else ordinal_tail(words, number.last)
    return number if tail is None else _rank(number, *tail)


def _rank(number: NumberReading, rank: int, last: int) -> NumberReading:
    """المئة والخامس: the ordinal that ends in one."""
    return NumberReading(number.value + rank, number.first, last, number.skip, number.article, rank=True)


def _read_cardinal(words: Words, i: int, first: NumberWord | None, stop: int | None = None) -> NumberReading | None:
    total = _Sum()
    last, size = i + 1, len(words) if stop is None else stop
    if first is None:
        value, last = _figures(words, i)
        if value is None:
            return None
        total.figures(value, False)
    elif not total.add(first, False, _followed(words, i)):
        return None
    while last < size:
        step = _continue(words, last, total, first)
        if not step:
            break
        last = step
    if first is not None and first.kind in ("one", "eleventh") and total.used == 1:
        return None
    value = total.value
    value, last = _decimals(words, last, value, total)
    return NumberReading(
        value,
        i,
        last,
        first.skip if first else 0,
        first.article if first else False,
        scale=total.bottom if total.bottom and not total.level else 1,
        figures=first is None,
        fraction=total.fraction and not total.bottom,
    )


def _figures(words: Words, i: int) -> tuple[int | float | None, int]:
    """The figure at `i`; before a million 1.125 is no thousands."""
    value, last = read_figures(words, i)
    if value is not None and last == i + 1 and last < len(words) and is_dotted(words[i].text):
        scale = number_word(words[last].key)
        if scale is not None and scale.kind in ("scale", "scales", "either") and scale.value >= 1_000_000:
            value = float(words[i].text)
    return value, last


def _continue(words: Words, at: int, total: _Sum, first: NumberWord | None) -> int:
    """Take the word at `at` (and a separate و before it) into `total`; the position behind, 0 when it does not fit."""
    word, joined = words[at], False
    if word.key == "و" and at + 1 < len(words) and not word.newlines:
        at, joined = at + 1, True
        word = words[at]
    if word.newlines:
        return 0
    if word.kind == "number":
        value = parse_figures(words.raw[word.start : word.end]) if joined else None
        return at + 1 if value is not None and total.figures(value, True) else 0
    found = number_word_at(words, at)
    if found is None or found.prefix not in ("", "و") or (joined and found.prefix):
        return 0
    joined = joined or found.prefix == "و"
    if found.article and not _goes_on(found, joined, total, first):
        return at + 1 if not joined and total.repeats(found) else 0  # مليون ونصف المليون
    if not joined and total.repeats(found):
        return at + 1  # مليون ونصف مليون
    if joined and found.kind == "unit" and at + 1 < len(words):
        parts = number_word_at(words, at + 1)
        told = parts is not None and parts.kind == "parts" and not parts.prefix
        if told and parts is not None and total.add_part(found.value / parts.value):
            return at + 2  # خمسة وثلاثة أرباع, مليون وثلاثة أرباع المليون
    return at + 1 if total.add(found, joined, _followed(words, at)) else 0


def _followed(words: Words, i: int) -> bool:
    """Whether the noun of ألفا may stand behind it: then it is the dual, unless written with the accusative's mark (ألفاً)."""
    if i + 1 >= len(words) or words[i + 1].kind != "word" or words[i + 1].key[0] == "و":
        return False
    return "\u064b" not in words.raw[words[i].start : words[i].end]


def _goes_on(word: NumberWord, joined: bool, total: _Sum, first: NumberWord | None) -> bool:
    """Whether a word with the article continues a number: the other members have it too, or it is the whole of a part."""
    if total.fraction and not joined and word.kind == "scale":
        return True  # ثلاثة أرباع المليون
    return first is not None and (first.article or first.kind == "fraction") and (joined or total.fraction)


def _decimals(words: Words, last: int, value: int | float, total: _Sum) -> tuple[int | float, int]:
    """واحد فاصلة خمسة, ثلاثة فاصلة صفر خمسة مليون: the digits behind the spoken decimal point, and the scale behind them."""
    if last + 1 >= len(words) or total.bottom or not isinstance(value, int):
        return value, last
    point = number_word(words[last].key)
    if point is None or point.kind != "point" or point.prefix or point.article:
        return value, last
    digits, at, scale = "", last + 1, 1
    while at < len(words) and _numeric(words, at):
        after = _read_cardinal(words, at, number_word(words[at].key) if words[at].kind == "word" else None)
        if after is None or not isinstance(after.value, int):
            break
        scale = after.scale
        digits, at = digits + str(after.value // scale), after.last
        if after.value:
            break
    return (tidy(float(f"{value}.{digits}") * scale), at) if digits else (value, last)


def _numeric(words: Words, i: int) -> bool:
    if words[i].kind == "number":
        return True
    found = number_word(words[i].key)
    return found is not None and found.kind in ("unit", "one", "ten", "tens")
