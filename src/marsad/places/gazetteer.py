"""The gazetteer: curated places, GeoNames and countries, compiled once and kept in the user's cache."""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec
import platformdirs

from marsad.places.compile import Compiled, compile_gazetteer
from marsad.places.curated import curated_files
from marsad.places.geonames import geonames_version
from marsad.places.records import Place
from marsad.places.wording import Wording, wording_bytes

#: The code that the compiled form depends on: a change there makes a new cache file.
_COMPILERS: Final = ("compile.py", "curated.py", "geonames.py", "records.py", "wording.py")
_PLACE: Final = msgspec.msgpack.Decoder(Place)


class Gazetteer:
    """Places and the names that they are found by.

    `names` maps a name in look-up form, without articles, to its entries: first how ambiguous it is
    (`compile.Strength`), then one number per place: four times its position plus how the name is written
    (`compile.PLAIN` and its neighbours).
    """

    __slots__ = ("_decoded", "_raw", "capitals", "heads", "names", "wording")

    def __init__(self, compiled: Compiled) -> None:
        self._raw = compiled.places
        self._decoded: dict[int, Place] = {}
        self.names = compiled.names
        self.heads = compiled.heads
        self.capitals = compiled.capitals
        self.wording: Wording = compiled.wording

    def __len__(self) -> int:
        return len(self._raw)

    def place(self, index: int) -> Place:
        """The place at this position."""
        found = self._decoded.get(index)
        if found is None:
            found = self._decoded[index] = _PLACE.decode(self._raw[index])
        return found

    def find(self, name: str) -> list[Place]:
        """Every place of this name, whatever its article and spelling: حويجة → الحويجة."""
        from marsad.places.wording import bare_phrase

        entries = self.names.get(bare_phrase(name), ())
        return [self.place(e // 4) for e in entries[1:]]


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer, from the cache where it is there, else compiled (some seconds) and put there."""
    path = _cache_path()
    compiled = _read(path)
    if compiled is None:
        compiled = compile_gazetteer()
        _write(path, compiled)
    return Gazetteer(compiled)


def _digest() -> str:
    digest = hashlib.sha256(f"{geonames_version()} {msgspec.__version__}".encode())
    for module in _COMPILERS:
        digest.update((files("marsad.places") / module).read_bytes())
    for file in curated_files():
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    digest.update(wording_bytes())
    digest.update((files("marsad.lexicon") / "data" / "countries.csv").read_bytes())
    return digest.hexdigest()[:20]


def _cache_path() -> Path:
    return Path(platformdirs.user_cache_dir("marsad", appauthor=False)) / f"places-{_digest()}.msgpack"


def _read(path: Path) -> Compiled | None:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=Compiled)
    except (OSError, msgspec.DecodeError, RuntimeError):  # RuntimeError: no home directory to look in
        return None


def _write(path: Path, compiled: Compiled) -> None:
    """Put the file there in one step; a cache that cannot be written only costs time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".places-")
        with os.fdopen(handle, "wb") as out:
            out.write(msgspec.msgpack.encode(compiled))
        Path(name).replace(path)
        for old in path.parent.glob("places-*.msgpack"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        return
