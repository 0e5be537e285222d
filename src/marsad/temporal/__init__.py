"""Expressions of time in text, and the publication date from inside evidence."""

from marsad.temporal.document_date import date_document
from marsad.temporal.find import find_times

__all__ = ["date_document", "find_times"]
