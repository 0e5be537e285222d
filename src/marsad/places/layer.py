"""The user's own layer of places: what was imported and added, in one folder beside the store.

Each import is one file `NAME.msgpack`; places added by hand stand in `added.csv`, in the format of the project's lists,
to be read and corrected by hand. The package itself is never written to.
"""

from __future__ import annotations

import csv
import hashlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Final, Literal

import msgspec
import regex

from marsad.errors import BadData, BadSetting
from marsad.places.curated import HEADER, parse_row
from marsad.places.placed import FILE as _PLACED
from marsad.places.placed import Placed, from_csv, to_csv
from marsad.places.records import NamedPlace, Place
from marsad.text.folding import fold_light

ImportKind = Literal["geonames", "alternate-names", "boundaries", "csv"]

#: Part of the digest of a layer: a change of the form of its files makes new compiled forms.
_FORM: Final = b"layer 1"
_SUFFIX: Final = ".places"
_IMPORT: Final = ".msgpack"
_ADDED: Final = "added.csv"
#: The import that holds what `marsad places add` added.
ADDED: Final = "added"
_ARABIC: Final = regex.compile(r"[\u0621-\u063a\u0641-\u0652\u0670\u200c\u200f \-]+")
_INNER_YA: Final = regex.compile(r"ى(?=\p{Arabic})")


class Area(msgspec.Struct, frozen=True, array_like=True):
    """An administrative area: `level` 1 to 3, `shape` its outline as WKB in WGS 84 degrees.

    `name` is the Arabic one without type words. `parents` are the pcodes of the areas around it and their Arabic names,
    from level 1 down.
    """

    level: int
    country: str
    pcode: str | None
    name: str | None
    name_en: str | None
    others: tuple[str, ...]
    parents: tuple[tuple[str | None, str | None], ...]
    point: tuple[float, float]
    shape: bytes


class Import(msgspec.Struct, frozen=True):
    """One file that was imported: where it comes from, and what it gave.

    `origin` and `licence` go with each of its places. `parents` are the names of parents as told, by `place_id`; `names`
    further names by GeoNames id. `rows` counts what was read, `bad` what could not be used.
    """

    name: str
    kind: ImportKind
    file: str
    sha256: str
    origin: str
    licence: str
    rows: int = 0
    bad: int = 0
    places: tuple[NamedPlace, ...] = ()
    parents: dict[str, str] = {}
    names: dict[int, tuple[str, ...]] = {}
    areas: tuple[Area, ...] = ()


class Layer(msgspec.Struct, frozen=True):
    """All imports of a folder, the places added by hand, and the names that were placed. `digest` is a hash of the content of its
    files.
    """

    digest: str
    imports: tuple[Import, ...]
    added: tuple[NamedPlace, ...]
    placed: tuple[Placed, ...] = ()


def places_folder(path: str | Path) -> Path:
    """Where the places of a store live: `record.duckdb` → `record.places` beside it. A folder is taken as it is."""
    path = Path(path)
    return path if path.is_dir() or path.suffix == _SUFFIX else path.with_suffix(_SUFFIX)


def layer_digest(folder: Path, *, placed: bool = True) -> str | None:
    """A hash of the content of the layer's files, with the names that were placed or without; None where there is no layer."""
    files = [file for file in _files(folder) if placed or file.name != _PLACED]
    if not files:
        return None
    digest = hashlib.sha256(_FORM)
    for file in files:
        data = _bytes(file)
        digest.update(f"{file.name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:20]


def read_layer(folder: Path, *, placed: bool = True) -> Layer | None:
    """The layer in `folder`, with the names that were placed or without; None where there is none. `BadData` names the file that
    cannot be read.
    """
    digest = layer_digest(folder, placed=placed)
    if digest is None:
        return None
    names = tuple(read_placed(folder)) if placed else ()
    return Layer(digest, tuple(read_imports(folder)), tuple(read_added(folder)), names)


def read_imports(folder: Path) -> list[Import]:
    """The imports of a folder, sorted by name."""
    return [_read_import(file) for file in _files(folder) if file.suffix == _IMPORT]


def write_import(folder: Path, made: Import) -> Path:
    """Put an import into the folder, in place of the one of its name."""
    path = folder / f"{made.name}{_IMPORT}"
    _write(path, msgspec.msgpack.encode(made))
    return path


def remove_import(folder: Path, name: str) -> None:
    """Take an import, or all places added by hand, out of the folder; `BadSetting` when there is none of that name."""
    known = {file.stem: file for file in _files(folder) if file.name != _PLACED}
    if name not in known:
        told = f"there are {', '.join(known)}" if known else "nothing was imported"
        raise BadSetting(f"source: {name!r} is no import of {folder}; {told}")
    known[name].unlink()


def read_added(folder: Path) -> list[NamedPlace]:
    """The places added by hand. `BadData` names the line of a wrong entry."""
    path = folder / _ADDED
    if not path.exists():
        return []
    rows = csv.reader(StringIO(_bytes(path).decode("utf-8-sig", "replace"), newline=""))
    if tuple(next(rows, ())) != HEADER:
        raise BadData(f"{path}: the header must be {','.join(HEADER)}")
    found = [parse_row(row, f"{path}, line {number}") for number, row in enumerate(rows, start=2) if any(row)]
    return [NamedPlace(msgspec.structs.replace(r.place, source=ADDED), r.names) for r in found]


def read_placed(folder: Path) -> list[Placed]:
    """The names that were placed, as the file says. `BadData` names the line of a wrong entry."""
    path = folder / _PLACED
    return from_csv(_bytes(path).decode("utf-8", "replace"), path) if path.exists() else []


def write_placed(folder: Path, decisions: Sequence[Placed]) -> bool:
    """Bring the file of placed names in line with the decisions that stand; whether it had to be changed."""
    path = folder / _PLACED
    # With a mark of its encoding: spreadsheets else take Arabic for another one.
    data = ("\ufeff" + to_csv(decisions)).encode("utf-8") if decisions else None
    if (_bytes(path) if path.exists() else None) == data:
        return False
    if data is None:
        path.unlink()
    else:
        _write(path, data)
    return True


def add_place(folder: Path, row: dict[str, str]) -> NamedPlace:
    """Add a place by the fields of the project's lists (`curated.HEADER`), in place of an added one of the same
    identity. `BadData` when a field is wrong.

    >>> # add_place(Path("record.places"), {"name": "الخويسة", "country": "IRQ", "feature": "village", …})
    """
    fields = [row.get(name, "") for name in HEADER]
    made = parse_row(fields, f"{row.get('name', '')!r}")
    path = folder / _ADDED
    kept: list[list[str]] = []
    if path.exists():
        read_added(folder)  # a file that was damaged by hand is told, and not written over
        old = csv.reader(StringIO(_bytes(path).decode("utf-8-sig"), newline=""))
        kept = [r for r in list(old)[1:] if any(r) and parse_row(r, "").place.place_id != made.place.place_id]
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([HEADER, *kept, fields])
    _write(path, out.getvalue().encode("utf-8"))
    return NamedPlace(msgspec.structs.replace(made.place, source=ADDED), made.names)


def arabic_names(names: Iterable[str]) -> list[str]:
    """Those of the names that are written in Arabic letters, each spelling once, without vowel marks.

    >>> arabic_names(["Mosul", "المَوصل", "الموصل", "Мосул", "موصل"])
    ['الموصل', 'موصل']
    """
    found = (fold_light(_INNER_YA.sub("ي", n.strip())) for n in names if _ARABIC.fullmatch(n.strip()))
    return [n for n in dict.fromkeys(" ".join(n.split()) for n in found) if len(n) >= 2]


def own_names(place: Place, names: Iterable[str]) -> NamedPlace:
    """The place with its name first among its names."""
    return NamedPlace(place, tuple(dict.fromkeys((place.name, *names))))


def _files(folder: Path) -> list[Path]:
    try:
        found = [f for f in folder.iterdir() if f.suffix == _IMPORT or f.name in (_ADDED, _PLACED)]
    except OSError:
        return []
    return sorted(found, key=lambda f: f.name)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadData(f"{path}: cannot be read ({error.strerror}); look at its permissions") from None


def _read_import(path: Path) -> Import:
    try:
        return msgspec.msgpack.decode(_bytes(path), type=Import)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise BadData(
            f"{path}: this is no import of this version of Marsad; remove the file and import again"
        ) from None


def _write(path: Path, data: bytes) -> None:
    """Put the file there in one step, so that a killed import leaves the old one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".import-")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BadSetting(
            f"{path.parent}: cannot be written to ({error.strerror}); name another --store or --folder"
        ) from None
