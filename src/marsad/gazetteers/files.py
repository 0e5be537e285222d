"""The files that are handed in: archives opened, and what kind of gazetteer each holds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, get_args

from marsad.errors import BadSetting, NotText, UnreadableInput
from marsad.gazetteers.geonames_dump import DUMP_COLUMNS, NAMES_COLUMNS
from marsad.places.layer import ImportKind

KINDS: Final = get_args(ImportKind)
_SAMPLE: Final = 1 << 16
#: Files of GeoNames' archives that hold no places.
_BESIDE: Final = frozenset({"readme.txt", "iso-languagecodes.txt"})
_JSON: Final = (".geojson", ".json")
_OTHERS: Final = {".shp": "a Shapefile", ".gdb": "a geodatabase", ".gpkg": "a GeoPackage", ".kml": "a KML file",
                  ".xlsx": "an Excel file", ".xls": "an Excel file", ".topojson": "a TopoJSON file"}  # fmt: skip


class Part:
    """One file, or one member of an archive: `name` as people are told, `stem` for the name of its import."""

    def __init__(self, name: str, stem: str, opener: Callable[[], IO[bytes]]) -> None:
        self.name, self.stem, self._opener = name, stem, opener

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes, from the start."""
        try:
            with self._opener() as stream:
                yield stream
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            # RuntimeError: a member that wants a password; NotImplementedError: a compression that Python has not
            raise UnreadableInput(self.name, str(error) or type(error).__name__, "look at the file") from None

    def read(self) -> bytes:
        """All bytes."""
        with self.open() as stream:
            return stream.read()

    def lines(self) -> Iterator[str]:
        """Lines of UTF-8, one after another, however long the file is."""
        with self.open() as stream:
            yield from io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="\n")


def iter_parts(path: Path) -> Iterator[Part]:
    """The file itself, or the members of a ZIP archive that may hold places."""
    if path.is_dir():
        raise UnreadableInput(str(path), "this is a folder", "name the files in it, as FOLDER/*.geojson")
    if not path.exists():
        raise UnreadableInput(str(path), "there is no such file", "look at the path")
    if path.suffix.lower() != ".zip":
        yield Part(str(path), path.stem, lambda: path.open("rb"))
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.namelist() if _may_hold(m)]
    except (OSError, zipfile.BadZipFile) as error:
        raise UnreadableInput(str(path), f"no ZIP archive that can be opened ({error})", "fetch it again") from None
    if not members:
        raise UnreadableInput(str(path), "the archive holds no file of places", "unpack it, and name the file")
    for member in members:
        yield Part(f"{path}:{member}", Path(member).stem, _opener(path, member))


def _may_hold(member: str) -> bool:
    name = Path(member).name
    known = (*_JSON, ".txt", ".csv", ".tsv")
    hidden = name.startswith(".") or member.startswith("__MACOSX/")
    return name.lower().endswith(known) and name.lower() not in _BESIDE and not hidden


def _opener(path: Path, member: str) -> Callable[[], IO[bytes]]:
    def open_member() -> IO[bytes]:
        return _Member(zipfile.ZipFile(path), member)

    return open_member


class _Member(io.BufferedReader):
    """A member of an archive that closes the archive with itself."""

    def __init__(self, archive: zipfile.ZipFile, member: str) -> None:
        self._archive = archive
        super().__init__(archive.open(member))  # type: ignore[arg-type]  # a raw stream as BufferedReader takes it

    def close(self) -> None:
        super().close()
        self._archive.close()


def detect_kind(part: Part, asked: str | None) -> ImportKind:
    """The kind of a file by its name and first rows; `asked` goes before them. `NotText` when it is none of them."""
    if asked is not None:
        if asked not in KINDS:
            raise BadSetting(f"kind: {asked!r} is unknown; use one of {', '.join(KINDS)}")
        return asked  # type: ignore[return-value]
    suffix = Path(part.name).suffix.lower()
    if suffix in _OTHERS:
        raise NotText(part.name, f"{_OTHERS[suffix]} cannot be read", "convert boundaries to GeoJSON, tables to CSV")
    with part.open() as stream:
        sample = stream.read(_SAMPLE)
    if suffix in _JSON or sample.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{":
        return "boundaries"
    first = next((line for line in sample.decode("utf-8", "replace").splitlines() if line.strip()), "")
    fields = first.split("\t")
    if len(fields) == DUMP_COLUMNS and fields[0].lstrip("\ufeff").isdecimal():
        return "geonames"
    if NAMES_COLUMNS[0] <= len(fields) <= NAMES_COLUMNS[1] and all(f.lstrip("\ufeff").isdecimal() for f in fields[:2]):
        return "alternate-names"
    return "csv"
