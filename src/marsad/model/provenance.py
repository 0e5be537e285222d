"""Where a text came from: the file or address, the place in it, when it was had, and what read it."""

from __future__ import annotations

import msgspec


class Provenance(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a document, or the failure of one, was had. What is not known, or does not apply, is None.

    `file`: the path of the file, or "stdin"; `name`: what it is called in ids, its path below the folder that was given;
    `member`: the file inside an archive; `record`: the place in a file of records ("line 3", "row 12", "entry 2");
    `offset`: where that record begins, in bytes of the file (in an archive, of the member); `address` and `fetched`:
    which address was asked and when, ISO 8601 in UTC; `sha256` and `size`: of the bytes that the text was taken from,
    those of the page or member, or of the whole file where it holds records. `extractor` and `extractor_version` name
    the library that took out the text; `reader` is Marsad with its version.

    >>> Provenance(file="نشرة.jsonl", record="line 3", offset=512).record
    'line 3'
    """

    file: str | None = None
    name: str | None = None
    member: str | None = None
    record: str | None = None
    offset: int | None = None
    address: str | None = None
    fetched: str | None = None
    sha256: str | None = None
    size: int | None = None
    format: str | None = None
    encoding: str | None = None
    extractor: str | None = None
    extractor_version: str | None = None
    reader: str | None = None
