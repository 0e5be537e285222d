"""Periods as people write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from marsad.errors import BadSetting

_AGO: Final = re.compile(r"([0-9]{1,4})\s*([hdw])", re.IGNORECASE)
_HOURS: Final = {"h": 1, "d": 24, "w": 168}


def parse_period(text: str, now: datetime) -> datetime:
    """When a period begins, in UTC: "7d", "24h" and "2w" before `now`, a day ("2024-03-01", its midnight in UTC) or a time. Raises
    `BadSetting` for what is none of these, and for a time that is yet to come.

    >>> parse_period("7d", datetime(2024, 3, 8, tzinfo=UTC)).isoformat()
    '2024-03-01T00:00:00+00:00'
    """
    if found := _AGO.fullmatch(text.strip()):
        return now - timedelta(hours=int(found[1]) * _HOURS[found[2].lower()])
    try:
        given = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadSetting(f"since: {text!r} is no period; write 7d, 24h, 2w, or a day as YYYY-MM-DD") from None
    began = given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)
    if began > now:
        raise BadSetting(f"since: {text!r} is yet to come; write a day that has begun")
    return began
