"""One published text."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from marsad.errors import BadSetting
from marsad.model.provenance import Provenance
from marsad.model.span import Span, content_id

#: The version of the output form.
SCHEMA_VERSION = "1.0"

PublishedBasis = Literal["metadata", "explicit", "inferred", "unknown"]


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """When the document was published: ISO dates, both inclusive; None on both sides where nothing is known.

    `basis` says how it is known; `span` is the words of an explicit date; `grounds` the mentions that bounds rest on.
    """

    start: str | None = None
    end: str | None = None
    basis: PublishedBasis = "unknown"
    span: Span | None = None
    grounds: tuple[dict[str, Any], ...] = ()

    @classmethod
    def from_metadata(cls, value: str | date | None, name: str = "published") -> Published:
        """A publication day handed in with the text; `BadSetting` when it is no ISO date."""
        if value is None or value == "":
            return cls()
        try:
            moment = value if isinstance(value, date) else datetime.fromisoformat(value.strip())
        except (ValueError, AttributeError):
            raise BadSetting(f"{name}: {value!r} is no date; write it as YYYY-MM-DD") from None
        day = moment.isoformat()[:10]
        return cls(start=day, end=day, basis="metadata")


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One published text with what is known of it. Only `text` is coded; spans are offsets into it. `provenance` tells
    where it was read and is no part of its identity.
    """

    id: str
    text: str
    source: str | None = None
    url: str | None = None
    title: str | None = None
    lang: str = "ar"
    published: Published = Published()
    encoding: str | None = None
    credits: tuple[str, ...] = ()
    furniture: tuple[Span, ...] = ()
    provenance: Provenance | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def key(self) -> str:
        """The identity of the document: (id, source, url, sha256). The same words of two outlets are two documents."""
        return content_id("doc", self.id, self.source, self.url, self.sha256)

    def to_dict(self, coder: str) -> dict[str, Any]:
        """The `document` object of the output form. `coder` is the engine and its version, as in "rules 0.1.0"."""
        return {
            "id": self.id,
            "source": self.source,
            "url": self.url,
            "title": self.title,
            "lang": self.lang,
            "sha256": self.sha256,
            "published": msgspec.to_builtins(self.published),
            "furniture": [list(s) for s in self.furniture],
            "credits": list(self.credits),
            "encoding": self.encoding,
            "schema_version": SCHEMA_VERSION,
            "coder": coder,
        }
