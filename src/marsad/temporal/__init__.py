"""Expressions of time in text, and the publication date from inside evidence."""

from marsad.temporal.find import find_times

__all__ = ["find_times"]
