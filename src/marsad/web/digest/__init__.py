"""The digest of a period: what is new in the record and what changed of it, for a saved search or any filter, to read, print and send."""

from __future__ import annotations

from marsad.web.digest.gather import Digest, gather
from marsad.web.digest.mail import to_eml
from marsad.web.digest.period import parse_period
from marsad.web.digest.writing import to_html, to_text

__all__ = ["Digest", "gather", "parse_period", "to_eml", "to_html", "to_text"]
