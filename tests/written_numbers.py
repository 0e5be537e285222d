"""Integers written out in Arabic, for round trips."""

from __future__ import annotations

_UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
_BARE = ["", "", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
_TENS = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
_SCALES = [
    (10**9, "مليار", "ملياران", "مليارات"),
    (10**6, "مليون", "مليونان", "ملايين"),
    (10**3, "ألف", "ألفان", "آلاف"),
]


def _below_hundred(n: int) -> str:
    if n <= 10:
        return _UNITS[n]
    if n == 11:
        return "أحد عشر"
    if n == 12:
        return "اثنا عشر"
    if n < 20:
        return f"{_UNITS[n - 10]} عشر"
    unit, ten = n % 10, _TENS[n // 10]
    return f"{_UNITS[unit]} و{ten}" if unit else ten


def _below_thousand(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    head = {0: "", 1: "مئة", 2: "مئتان"}.get(hundreds) or (f"{_BARE[hundreds]}مئة" if hundreds else "")
    return " و".join(part for part in (head, _below_hundred(rest)) if part)


def written(n: int) -> str:
    """The number in words, in the nominative and masculine: 2103 is ألفان ومئة وثلاثة."""
    if n == 0:
        return "صفر"
    parts = []
    for scale, one, two, many in _SCALES:
        count, n = divmod(n, scale)
        if count == 1:
            parts.append(one)
        elif count == 2:
            parts.append(two)
        elif 3 <= count <= 10:
            parts.append(f"{_UNITS[count]} {many}")
        elif count:
            parts.append(f"{_below_thousand(count)} {one}")
    if n:
        parts.append(_below_thousand(n))
    return " و".join(parts)
