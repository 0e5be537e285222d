"""How inputs are read: which fields hold what, in which encoding, and how large a text may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, get_args

import msgspec

from marsad.errors import BadSetting
from marsad.model import Published
from marsad.reading.encodings import AUTO

#: What a record may hold, by the names that Marsad uses.
FIELDS: Final = ("id", "text", "title", "published", "source", "url")

InputFormat = Literal[
    "auto",
    "txt",
    "html",
    "jsonl",
    "json",
    "csv",
    "tsv",
    "docx",
    "xlsx",
    "pdf",
    "eml",
    "mbox",
    "mhtml",
    "feed",
    "telegram",
    "parquet",
    "duckdb",
    "sqlite",
    "warc",
    "wacz",
    "zip",
    "tar",
    "gzip",
]


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of one reading.

    `fields` maps names of `FIELDS` to those of the input, as {"text": "body"}; a dot leads into a nested object, as
    "meta.date". `published` and `source` stand in where a record or page tells none. `max_chars` is in code points,
    `max_bytes` in bytes of one document as it is stored (a file of text, a line of JSON Lines, a row of CSV).
    """

    fields: Mapping[str, str] = {}
    encoding: str = AUTO
    format: InputFormat = "auto"
    published: Published = Published()
    source: str | None = None
    max_chars: int = 2_000_000
    max_bytes: int = 50_000_000
    table: str | None = None

    def __post_init__(self) -> None:
        for name in self.fields:
            if name not in FIELDS:
                raise BadSetting(f"field: {name!r} is no field of a document; use one of {', '.join(FIELDS)}")
        if self.format not in get_args(InputFormat):
            raise BadSetting(f"input format: {self.format!r} is unknown; use one of {', '.join(get_args(InputFormat))}")
        for name, value in (("max-chars", self.max_chars), ("max-bytes", self.max_bytes)):
            if value < 1:
                raise BadSetting(f"{name}: {value} is no limit; give a number above 0")

    def column(self, field: str) -> str:
        """The name under which the input holds `field`."""
        return self.fields.get(field, field)


def parse_fields(pairs: Iterable[str]) -> dict[str, str]:
    """`["text=body", "published=meta.date"]` as a mapping; `BadSetting` for anything that is no such pair."""
    fields: dict[str, str] = {}
    for pair in pairs:
        name, sign, column = pair.partition("=")
        if not sign or not column or name not in FIELDS:
            raise BadSetting(f"field: {pair!r} is not FIELD=COLUMN, as text=body; FIELD is one of {', '.join(FIELDS)}")
        fields[name] = column
    return fields
