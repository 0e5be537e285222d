"""What was given for an import, kept in a folder beside the store until it is stored: an import that was broken off finds it there."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

import msgspec

from marsad.errors import BadSetting, NotAllowed, StoreError
from marsad.fetching import parse_address
from marsad.model import Published, content_id
from marsad.reading import ReadOptions
from marsad.reading.walk import SUFFIXES, Source
from marsad.web.i18n import Words
from marsad.web.imports.registry import Import, Kind

#: The folder beside a store: `record.duckdb` → `record.imports`.
_SUFFIX: Final = ".imports"
MOST_FILES: Final = 200
MOST_ADDRESSES: Final = 500
#: The longest text that is pasted, in characters; longer ones come as files.
MOST_CHARACTERS: Final = 400_000
_LONGEST_NAME: Final = 180
_LONGEST_FIELD: Final = 1_000
_ID: Final = re.compile(r"imp_[0-9a-f]{16}")


class BadImport(BadSetting):
    """What is given cannot be imported. `reason` is a key of the words `imports.bad_…`, `values` what those tell."""

    def __init__(self, reason: str, message: str, **values: object) -> None:
        self.reason, self.values = reason, values
        super().__init__(message)


def problem_of(words: Words, error: BadImport) -> str:
    """Why something cannot be imported, in the visitor's language."""
    return words(f"imports.bad_{error.reason}", None, **error.values)


def detail_of(words: Words, one: Import) -> list[str]:
    """What is to be told of an import as a whole, line by line; what is `left` of a retry is told beside it."""
    if one.detail == "!":
        return [words("imports.broke")]
    told: list[Any] = one.detail.split()
    if len(told) == 2 and told[0] == "postponed":
        return [words("imports.postponed", int(told[1]))]
    return []


def left_of(one: Import) -> list[str]:
    """What could not be tried again, each as "INPUT: reason" in English."""
    return [line for line in one.detail.splitlines() if ": " in line] if one.kind == "retry" else []


class Given(NamedTuple):
    """What somebody gives: `files` by name and content, texts by their fields, addresses; and how what tells no day or outlet is read."""

    files: Sequence[tuple[str, BinaryIO]] = ()
    texts: Sequence[dict[str, str]] = ()
    urls: Sequence[str] = ()
    published: str = ""
    source: str = ""


def spool_folder(store: Path) -> Path:
    """Where the imports of a store wait."""
    return store.with_suffix(_SUFFIX)


class Spool:
    """The folder of what waits. Names of files as they came are told, never used as paths."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o700)
        except OSError as error:
            raise StoreError(f"{folder}: the folder of imports cannot be made ({error.strerror})") from error

    def of(self, import_id: str) -> Path:
        """The folder of one import."""
        if not _ID.fullmatch(import_id):
            raise BadImport("unknown", f"import: {import_id!r} is no id of an import")
        return self.folder / import_id

    def keep(self, import_id: str, files: Iterable[tuple[str, BinaryIO]]) -> list[dict[str, str]]:
        """Write files to the disk, whole or not at all; their names, as they came and here."""
        folder, kept = self.of(import_id), []
        draft = folder.with_name(f".{import_id}.partial")
        try:
            draft.mkdir()
            for number, (name, content) in enumerate(files, 1):
                shown = clean_name(name)
                here = f"{number:05}{suffix_of(shown)}"
                with (draft / here).open("xb") as file:
                    shutil.copyfileobj(content, file, 1 << 20)
                    file.flush()
                    os.fsync(file.fileno())
                kept.append({"name": shown, "file": here})
            draft.rename(folder)
        except OSError as error:
            shutil.rmtree(draft, ignore_errors=True)
            raise StoreError(
                f"{self.folder}: what was given cannot be kept ({error.strerror or error}); make room on the disk"
            ) from error
        return kept

    def sources(self, import_id: str, files: Iterable[dict[str, str]]) -> list[Source]:
        """The files of an import that are still there."""
        folder = self.of(import_id)
        found = [Source(str(file["name"]), folder / file["file"]) for file in files]
        return [source for source in found if source.path and source.path.is_file()]

    def tidy(self, kept: Container[str], needed: Container[str]) -> None:
        """Remove the files of imports but those `kept`, and but files that an open failure names: they can be tried again."""
        for folder in self.folder.iterdir():
            if folder.is_dir() and _ID.fullmatch(folder.name) and folder.name not in kept:
                files = list(folder.iterdir())
                gone = [file for file in files if str(file) not in needed]
                for file in gone:
                    file.unlink(missing_ok=True)
                if len(gone) == len(files):
                    folder.rmdir()

    def sweep(self) -> None:
        """Remove what was half given when the workbench was killed: nobody was told that it had arrived."""
        for draft in self.folder.glob(".imp_*.partial"):
            shutil.rmtree(draft, ignore_errors=True)


def clean_name(name: str) -> str:
    """The name of a file as it can be told: without folders, control and direction characters; «../../أخبار.txt» is «أخبار.txt»."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(c for c in last if c.isprintable() and unicodedata.category(c) != "Cf").strip(" .")
    stem, suffix = shown[: len(shown) - len(suffix_of(shown))], suffix_of(shown)
    return (stem[: _LONGEST_NAME - len(suffix)] + suffix) or "file"


def suffix_of(name: str) -> str:
    """The suffix by which a file is read, "" when it is none of those known: it is then told by its bytes."""
    lower = name.lower()
    return max((suffix for suffix in SUFFIXES if lower.endswith(suffix)), key=len, default="")


def text_record(fields: dict[str, str]) -> bytes:
    """A pasted text as a record that the reader takes; `BadImport` tells what is wrong with it.

    >>> text_record({"text": "قُتل جنديان في الموصل", "published": "2020-06-02"}) [:2]
    b'{"'
    """
    text = fields.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        raise BadImport("empty_text", "text: it is empty; paste the article")
    if len(text) > MOST_CHARACTERS:
        raise BadImport(
            "long_text",
            f"text: it has {len(text):,} characters, {MOST_CHARACTERS:,} at most; give it as a file",
            most=f"{MOST_CHARACTERS:,}",
        )
    told = {name: fields.get(name, "").strip() for name in ("title", "source", "published", "url")}
    for name, value in told.items():
        _check_length(name, value)
    if told["url"] and not told["url"].startswith(("https://", "http://")):
        raise BadImport(
            "bad_url", f"url: {told['url'][:100]!r} is no address of the web; write it as https://example.org/page"
        )
    _day(told["published"])
    record = {"id": content_id("text", text), "text": text, **{name: value for name, value in told.items() if value}}
    return msgspec.json.encode(record) + b"\n"


def addresses(lines: Iterable[str]) -> list[str]:
    """The addresses that are given, each once; `BadImport` for one that is none."""
    found = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if len(found) > MOST_ADDRESSES:
        raise BadImport(
            "many_addresses",
            f"addresses: {len(found)} are too many, {MOST_ADDRESSES} at most; give the rest afterwards",
            most=MOST_ADDRESSES,
        )
    for address in found:
        try:
            parse_address(address)
        except NotAllowed as error:
            raise BadImport("bad_address", f"address: {error}", address=address[:100]) from None
    return found


def reading_of_form(published: str, source: str) -> ReadOptions:
    """How what tells no day or outlet is read; `BadImport` for a day that is none."""
    _check_length("source", source)
    return ReadOptions(published=_day(published.strip()), source=source.strip() or None)


def _check_length(name: str, value: str) -> None:
    if len(value) > _LONGEST_FIELD:
        raise BadImport(
            "long_field",
            f"{name}: {len(value):,} characters are too many, {_LONGEST_FIELD:,} at most",
            most=_LONGEST_FIELD,
        )


def _day(value: str) -> Published:
    try:
        return Published.from_metadata(value or None, "published")
    except BadSetting as error:
        raise BadImport("bad_date", str(error), date=value[:40]) from None


def kind_of(given: Given) -> Kind:
    """Whether files, texts or addresses are given; `BadImport` when it is nothing, too much, or several at once."""
    kinds = [name for name in ("files", "texts", "urls") if getattr(given, name)]
    if not kinds:
        raise BadImport("nothing", "import: nothing is given; choose files, paste a text, or write addresses")
    if len(kinds) > 1:
        raise BadImport("several", f"import: {' and '.join(kinds)} do not go together; send them one after another")
    if len(given.files) > MOST_FILES:
        raise BadImport(
            "many_files",
            f"files: {len(given.files)} are too many at once, {MOST_FILES} at most; put them into a ZIP archive",
            most=MOST_FILES,
        )
    return "text" if kinds[0] == "texts" else kinds[0]  # type: ignore[return-value]  # one of the other two
