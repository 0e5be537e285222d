"""Times as the field's sets need them: a span in days, its middle."""

from __future__ import annotations

from datetime import date, timedelta

from marsad.model.event import When


def span_of(when: When) -> tuple[date, date] | None:
    """First and last day; None when one of them is not known.

    >>> span_of(When(start="2021-03-11", end="2021-03-20"))
    (datetime.date(2021, 3, 11), datetime.date(2021, 3, 20))
    """
    if not when.start or not when.end:
        return None
    return date.fromisoformat(when.start), date.fromisoformat(when.end)


def days_in(span: tuple[date, date]) -> int:
    """How many days a span has, both ends counted."""
    return (span[1] - span[0]).days + 1


def middle(span: tuple[date, date]) -> date:
    """The day in the middle; of two, the first."""
    return span[0] + timedelta(days=(span[1] - span[0]).days // 2)
