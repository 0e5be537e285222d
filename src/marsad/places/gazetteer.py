"""The gazetteer: curated places, GeoNames, countries and the user's own layer, compiled once and kept in the cache."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec

from marsad.places.boundaries import Areas, Outline, admin_at
from marsad.places.compile import Compiled, compile_gazetteer, embedded_rows
from marsad.places.curated import curated_files
from marsad.places.geonames import geonames_version
from marsad.places.layer import layer_digest, read_layer
from marsad.places.placed import Rulings
from marsad.places.records import NamedPlace, Place
from marsad.places.wording import Wording, wording_bytes
from marsad.usercache import cache_path, read_cached, write_cached

#: The code that the compiled form depends on: a change there makes a new cache file.
_COMPILERS: Final = (
    "boundaries.py", "compile.py", "curated.py", "geonames.py", "layer.py", "overlay.py", "placed.py", "records.py", "wording.py",
)  # fmt: skip
_PLACE: Final = msgspec.msgpack.Decoder(Place)
_OUTLINES: Final = msgspec.msgpack.Decoder(list[Outline])
#: Compiled forms kept in the cache: that of the package, and those of a few stores.
_KEPT: Final = 6


class Gazetteer:
    """Places and the names that they are found by.

    `names` maps a name in look-up form, without articles, to its entries: first how ambiguous it is
    (`compile.Strength`), then one number per place: four times its position plus how the name is written
    (`compile.PLAIN` and its neighbours). `digest` names the data and the code that it was made from, `rulings` are the names that
    people placed.
    """

    __slots__ = (
        "_areas",
        "_decoded",
        "_outlines",
        "_raw",
        "capitals",
        "digest",
        "heads",
        "names",
        "rulings",
        "seconds",
        "wording",
    )

    def __init__(self, compiled: Compiled, digest: str = "") -> None:
        self._raw = compiled.places
        self._decoded: dict[int, Place] = {}
        self._outlines = compiled.outlines
        self._areas: Areas[Outline] | None = None
        self.names = compiled.names
        self.heads = compiled.heads
        self.capitals = compiled.capitals
        self.seconds = compiled.seconds
        self.wording: Wording = compiled.wording
        self.digest = digest
        self.rulings = Rulings(compiled.placed)

    def __len__(self) -> int:
        return len(self._raw)

    def place(self, index: int) -> Place:
        """The place at this position."""
        found = self._decoded.get(index)
        if found is None:
            found = self._decoded[index] = _PLACE.decode(self._raw[index])
        return found

    def admin_at(self, lat: float, lon: float, radius_km: float) -> dict[str, str | None]:
        """Country, admin names and pcode of the imported area that holds a point (degrees); empty where none does."""
        if self._areas is None:
            self._areas = Areas(_OUTLINES.decode(self._outlines))
        return admin_at(self._areas, lat, lon, radius_km) if self._areas else {}

    def find(self, name: str) -> list[Place]:
        """Every place of this name, whatever its article and spelling: حويجة → الحويجة."""
        from marsad.places.wording import bare_phrase

        entries = self.names.get(bare_phrase(name), ())
        return [self.place(i) for i in dict.fromkeys(e // 4 for e in entries[1:])]


@lru_cache(maxsize=4)
def load_gazetteer(layer: str | None = None, folder: Path | None = None, placed: bool = True) -> Gazetteer:
    """The gazetteer, from the cache where it is there, else compiled (some seconds) and put there.

    With `folder` the user's layer in it lies over the embedded places; `layer` is its digest (`layer.layer_digest`), so
    that a changed layer is loaded anew. `BadData` names a file of the layer that is damaged.
    """
    digest = _whole_digest(layer)
    path = _cache_path(digest)
    compiled = read_cached(path, Compiled)
    if compiled is None:
        compiled = compile_gazetteer(_rows(), read_layer(folder, placed=placed) if layer and folder else None)
        write_cached(path, compiled, _KEPT)
    return Gazetteer(compiled, digest)


def _rows() -> list[NamedPlace]:
    """The embedded places, which every layer is laid over: from the cache too."""
    path = _cache_path(_digest(), "rows")
    rows = read_cached(path, list[NamedPlace])
    if rows is None:
        rows = embedded_rows()
        write_cached(path, rows)
    return rows


def gazetteer_of(folder: Path | None, *, placed: bool = True) -> Gazetteer:
    """The gazetteer with the layer of a folder as it is now; the embedded one where there is no layer.

    Without `placed` the names that people placed are left out: who decides on one need not wait until all is compiled anew.
    """
    layer = layer_digest(folder, placed=placed) if folder is not None else None
    return load_gazetteer() if layer is None else load_gazetteer(layer, folder, placed)


def gazetteer_digest(folder: Path | None = None) -> str:
    """What `Gazetteer.digest` would be, without loading it: a hash of the data and of the code that compiles it."""
    return _whole_digest(layer_digest(folder) if folder is not None else None)


def _whole_digest(layer: str | None) -> str:
    return hashlib.sha256(f"{_digest()} {layer}".encode()).hexdigest()[:20] if layer else _digest()


_in_use: list[Gazetteer] = []


def current_gazetteer() -> Gazetteer:
    """The gazetteer that texts are read with: the embedded one, unless `using` says otherwise."""
    return _in_use[-1] if _in_use else load_gazetteer()


@contextmanager
def using(gazetteer: Gazetteer) -> Iterator[None]:
    """Read texts with this gazetteer while the context lasts."""
    _in_use.append(gazetteer)
    try:
        yield
    finally:
        _in_use.pop()


@cache
def _digest() -> str:
    digest = hashlib.sha256(f"{geonames_version()} {msgspec.__version__}".encode())
    for module in _COMPILERS:
        digest.update((files("marsad.places") / module).read_bytes())
    for file in curated_files():
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    digest.update(wording_bytes())
    digest.update((files("marsad.lexicon") / "data" / "countries.csv").read_bytes())
    return digest.hexdigest()[:20]


def _cache_path(digest: str | None = None, what: str = "places") -> Path:
    return cache_path(what, digest or _digest())
