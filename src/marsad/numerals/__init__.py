"""Numbers and amounts in text: figures, number words, vague and bounded quantities, and what they count."""

from marsad.numerals.duals import find_duals
from marsad.numerals.find import find_quantities, parse_number

__all__ = ["find_duals", "find_quantities", "parse_number"]
