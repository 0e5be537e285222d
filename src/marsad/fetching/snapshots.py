"""Answers kept as they came, in WARC files of a folder, and what is known of each address: the memory of fetching.

The memory is a hidden SQLite file beside the WARC files, written after them: a record that was cut short by a crash is
cut off when the folder is opened again.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from marsad.errors import BadSetting, InputError, NotFetched, StoreBusy
from marsad.fetching.client import Answer
from marsad.model import Document, Provenance
from marsad.reading import InputFailure, ReadOptions
from marsad.reading.provenance import note
from marsad.reading.webarchives import TOLD_HEADER, Told, read_answer, read_warc

MEMORY: Final = ".fetched.sqlite"
#: A WARC file that is larger is followed by another.
_MAX_WARC: Final = 1_000_000_000
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS pages (
  url TEXT PRIMARY KEY, final TEXT, kind TEXT, etag TEXT, modified TEXT, sha256 TEXT, fetched TEXT,
  file TEXT, offset INTEGER, length INTEGER, entries TEXT, failure TEXT, tries INTEGER NOT NULL DEFAULT 0, again REAL
);
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, size INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS queue (
  job TEXT NOT NULL, url TEXT NOT NULL, told TEXT, given INTEGER NOT NULL, done INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (job, url)
);
"""


class Known(NamedTuple):
    """What is known of an address: `final` is where it led, `file`, `offset` and `length` where its answer is kept;
    `entries` what a feed named last, as JSON; `failure` and `again` why it failed last and when (seconds since 1970) it may
    be tried again of itself.
    """

    final: str | None = None
    kind: str | None = None
    etag: str | None = None
    modified: str | None = None
    sha256: str | None = None
    fetched: str | None = None
    file: str | None = None
    offset: int | None = None
    length: int | None = None
    entries: str | None = None
    failure: str | None = None
    tries: int = 0
    again: float | None = None


class Waiting(NamedTuple):
    """An address that a job has still to ask; `given` when the user named it, else a feed did."""

    url: str
    told: Told
    given: bool


class Snapshots:
    """A folder of WARC files and its memory. One process at a time works in it: a second one gets `StoreBusy`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._memory = sqlite3.connect(folder / MEMORY, timeout=0.2, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise BadSetting(f"folder: {folder} cannot be written to ({error}); name another") from None
        try:
            self._memory.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._memory.execute("BEGIN EXCLUSIVE")
            self._memory.execute("COMMIT")
            self._memory.executescript(_SCHEMA)
        except sqlite3.Error as error:
            self._memory.close()
            if "locked" in str(error):
                raise StoreBusy(f"{folder}: another process fetches into this folder; wait for it or stop it") from None
            raise BadSetting(f"folder: {folder / MEMORY} is no memory of Marsad ({error}); remove it") from None
        self._mend()

    def close(self) -> None:
        """Let go of the folder."""
        self._memory.close()

    # What is known of addresses

    def known(self, url: str) -> Known:
        """What is known of an address."""
        columns = ", ".join(Known._fields)
        row = self._memory.execute(f"SELECT {columns} FROM pages WHERE url = ?", [url]).fetchone()
        return Known(*row) if row else Known()

    def note(self, url: str, known: Known) -> None:
        """Remember what is known of an address."""
        marks = ", ".join("?" * (len(Known._fields) + 1))
        self._memory.execute(
            f"INSERT OR REPLACE INTO pages (url, {', '.join(Known._fields)}) VALUES ({marks})", [url, *known]
        )

    # The work of a job that may be broken off

    def begin(self, job: str, targets: Sequence[str]) -> int:
        """Put the targets of a job on its list; how many of an earlier, broken-off try of it are done already."""
        [(done,)] = self._memory.execute("SELECT count(*) FROM queue WHERE job = ? AND done", [job]).fetchall()
        self.add(job, [Waiting(url, Told(), True) for url in targets])
        return int(done)

    def add(self, job: str, found: Sequence[Waiting]) -> None:
        """Put addresses on the list of a job; those that are there stay as they are."""
        rows = [(job, w.url, msgspec.json.encode(w.told).decode(), w.given) for w in found]
        with self._memory:
            self._memory.execute("BEGIN")
            self._memory.executemany("INSERT OR IGNORE INTO queue (job, url, told, given) VALUES (?, ?, ?, ?)", rows)

    def waiting(self, job: str) -> list[Waiting]:
        """What a job has still to ask, in order."""
        rows = self._memory.execute(
            "SELECT url, told, given FROM queue WHERE job = ? AND NOT done ORDER BY rowid", [job]
        ).fetchall()
        return [Waiting(url, msgspec.json.decode(told, type=Told), bool(given)) for url, told, given in rows]

    def done(self, job: str, url: str) -> None:
        """Take an address off the list of a job."""
        self._memory.execute("UPDATE queue SET done = 1 WHERE job = ? AND url = ?", [job, url])

    def end(self, job: str) -> None:
        """Forget what is done of a job that came to its end; what was postponed waits for the next."""
        self._memory.execute("DELETE FROM queue WHERE job = ? AND done", [job])

    # Answers

    def keep(
        self, answer: Answer, kind: str, fetched: str, told: Told, reading: ReadOptions, content: bytes
    ) -> tuple[Known, list[Document | InputFailure]]:
        """Keep an answer and what was read out of it; where it is kept, and what was read."""
        url = str(answer.address)
        items = _read(content, kind, url, reading, told)
        name, offset = self._target(fetched)
        packed = _records(answer, fetched, told, items)
        path = self.folder / name
        self._memory.execute("INSERT OR IGNORE INTO files VALUES (?, 0)", [name])  # a crash from here on is seen
        with path.open("ab") as stream:
            stream.write(packed)
            stream.flush()
            os.fsync(stream.fileno())
        self._memory.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", [name, offset + len(packed)])
        known = Known(
            final=url,
            kind=kind,
            etag=answer.header("etag"),
            modified=answer.header("last-modified"),
            sha256=hashlib.sha256(content).hexdigest(),
            fetched=fetched,
            file=name,
            offset=offset,
            length=len(packed),
        )
        place = Provenance(
            file=str(path.absolute()), name=name, address=url, fetched=fetched, offset=offset, sha256=known.sha256
        )
        return known, [note(item, **msgspec.structs.asdict(place)) for item in items]

    def read_again(self, known: Known, reading: ReadOptions) -> Iterator[Document | InputFailure]:
        """What a kept answer holds, read anew."""
        if known.file is None or known.offset is None or known.length is None:
            return
        path = self.folder / known.file
        try:
            with path.open("rb") as stream:
                stream.seek(known.offset)
                packed = stream.read(known.length)
        except OSError as error:
            gone = NotFetched(
                known.final or "", f"its snapshot {path} cannot be read ({error.strerror})", "fetch it anew"
            )
            yield note(InputFailure(known.final or "", gone), address=known.final)
            return
        for item in read_warc(io.BytesIO(packed), known.file, reading):
            place = msgspec.structs.replace(item.provenance or Provenance(), offset=known.offset)
            placed = msgspec.structs.replace(item, provenance=place)
            yield note(placed, file=str(path.absolute()), name=known.file)

    def _target(self, fetched: str) -> tuple[str, int]:
        """The WARC file for an answer of this time, and where in it the record begins."""
        day = fetched[:10].replace("-", "")
        for number in range(1, 100_000):
            name = f"fetched-{day}-{number:03}.warc.gz"
            path = self.folder / name
            size = path.stat().st_size if path.exists() else 0
            if size < _MAX_WARC and size == self._size(name):
                return name, size
        raise BadSetting(f"folder: {self.folder} holds too many files of one day; name another")

    def _size(self, name: str) -> int:
        row = self._memory.execute("SELECT size FROM files WHERE name = ?", [name]).fetchone()
        return int(row[0]) if row else 0

    def _mend(self) -> None:
        """Cut off what a crash left behind the last whole record."""
        for name, size in self._memory.execute("SELECT name, size FROM files ORDER BY name DESC LIMIT 3").fetchall():
            path = self.folder / name
            if not path.exists() or path.stat().st_size <= size:
                continue
            if size:
                os.truncate(path, size)
            else:
                path.unlink()  # its first record was never finished


def _read(content: bytes, kind: str, url: str, reading: ReadOptions, told: Told) -> list[Document | InputFailure]:
    try:
        return list(read_answer(content, kind, url, reading, told))
    except InputError as error:
        return [note(InputFailure(url, error), format=kind)]


def _records(answer: Answer, fetched: str, told: Told, items: Sequence[Document | InputFailure]) -> bytes:
    """The answer as a WARC record, and the text that was read out of it as another beside it."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import BufferWARCWriter

    writer = BufferWARCWriter(gzip=True)
    url = str(answer.address)
    # The body is kept without the chunks in which it was sent.
    headers = [(k, v) for k, v in answer.headers if k.lower() not in ("transfer-encoding", "content-length")]
    headers.append(("Content-Length", str(len(answer.body))))
    head = StatusAndHeaders(f"{answer.status} {answer.reason}".strip(), headers, protocol="HTTP/1.1")
    more = {"WARC-Date": fetched}
    if answer.ip:
        more["WARC-IP-Address"] = answer.ip
    if told != Told():
        more[TOLD_HEADER] = json.dumps(msgspec.to_builtins(told))  # in ASCII, as headers are
    response = writer.create_warc_record(
        url, "response", payload=io.BytesIO(answer.body), http_headers=head, warc_headers_dict=more
    )
    writer.write_record(response)
    for item in items:
        if isinstance(item, Document):
            made = writer.create_warc_record(
                url,
                "conversion",
                payload=io.BytesIO(item.text.encode("utf-8", "replace")),
                warc_content_type="text/plain; charset=utf-8",
                warc_headers_dict={
                    "WARC-Date": fetched,
                    "WARC-Refers-To": response.rec_headers.get_header("WARC-Record-ID"),
                },
            )
            writer.write_record(made)
    return bytes(writer.get_contents())
