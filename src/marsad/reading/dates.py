"""The publication date of a record: ISO 8601 and the other forms that can be read in one way only."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import regex

from marsad.errors import BadSetting
from marsad.model import Published

_SLASHED = regex.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?=\D|$)", regex.ASCII)


def parse_published(value: str) -> Published:
    """A publication day: ISO date or date-time, 2020/6/2, or the date of an e-mail or feed. Its day is taken as
    written, without shifting zones.

    `BadSetting` for anything else: 2/6/2020 may be June or February, and a wrong date is worse than none.

    >>> parse_published("2020-06-02T23:30:00+03:00").start, parse_published("Tue, 02 Jun 2020 10:00:00 GMT").start
    ('2020-06-02', '2020-06-02')
    """
    value = value.strip()
    slashed = _SLASHED.match(value)
    if slashed:
        year, month, day = slashed.groups()
        return Published.from_metadata(f"{year}-{int(month):02}-{int(day):02}")
    if value[:1].isalpha():
        try:
            return Published.from_metadata(parsedate_to_datetime(value))
        except ValueError:
            pass
    if len(value) > 10 and value[10] == " ":  # 2020-06-02 10:00:00 +0300: what follows the day may be in any form
        try:
            return Published.from_metadata(value[:10])
        except BadSetting:
            pass
    return Published.from_metadata(value)
