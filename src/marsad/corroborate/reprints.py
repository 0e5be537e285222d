"""Near-duplicate texts: reprints of one text are found by MinHash and count as one source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from marsad.corroborate.clustering import components
from marsad.corroborate.words import hash32, iter_stems

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Stems in a shingle.
_SHINGLE: Final = 4
_BANDS, _ROWS = 32, 4
#: A text is a reprint when so much of the shorter one stands in the other.
_CONTAINED: Final = 0.7
#: Shorter texts say too little to be told apart from a coincidence.
_MIN_SHINGLES: Final = 8
_SEED: Final = 20240502
_PAGE: Final = 2_000


def shingles(text: str) -> list[str]:
    """The overlapping runs of four stems of a text."""
    stems = list(iter_stems(text))
    return [" ".join(stems[i : i + _SHINGLE]) for i in range(len(stems) - _SHINGLE + 1)]


def bands(text: str) -> list[int]:
    """One 64-bit key a band: two texts that share most of their shingles share a band. Empty for a short text."""
    from rensa import RMinHash

    found = shingles(text)
    if len(found) < _MIN_SHINGLES:
        return []
    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update(found)
    digest = sketch.digest()
    keys = []
    for band in range(_BANDS):
        rows = digest[band * _ROWS : (band + 1) * _ROWS]
        low, high = hash32(f"{band} {rows[0]} {rows[1]}"), hash32(f"{rows[2]} {rows[3]} {band}")
        keys.append((high << 32) ^ (low & 0xFFFFFFFF))
    return keys


def is_reprint(a: str, b: str) -> bool:
    """Whether most of the shorter text stands word for word in the other.

    Two rewritten reports of "انفجار عبوة في جلولاء" share a few runs of words; a reprint, cut or with a line added, shares nearly all.
    """
    first, second = set(shingles(a)), set(shingles(b))
    shorter = min(len(first), len(second))
    return shorter >= _MIN_SHINGLES and len(first & second) >= _CONTAINED * shorter


def update_reprints(con: DuckDBPyConnection, documents: Sequence[tuple[str, str]]) -> set[str]:
    """Add documents (key, text) to the groups of near-duplicates in the store; the keys whose group changed."""
    if not documents:
        return set()
    for at in range(0, len(documents), _PAGE):
        rows = [
            (key, band, value) for key, text in documents[at : at + _PAGE] for band, value in enumerate(bands(text))
        ]
        columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
        con.execute(
            "INSERT INTO text_bands SELECT unnest($1::VARCHAR[]), unnest($2::SMALLINT[]), unnest($3::BIGINT[])", columns
        )
    new = [key for key, _ in documents]
    candidates = con.execute(
        "SELECT DISTINCT least(n.document_key, o.document_key), greatest(n.document_key, o.document_key) FROM text_bands n "
        "JOIN text_bands o USING (band, key) WHERE n.document_key <> o.document_key "
        "AND n.document_key IN (SELECT unnest(?::VARCHAR[])) ORDER BY ALL",
        [new],
    ).fetchall()
    return _regroup(con, candidates)


def _regroup(con: DuckDBPyConnection, candidates: Iterable[tuple[str, str]]) -> set[str]:
    texts: dict[str, str] = {}
    proven = []
    for a, b in candidates:
        for key in (a, b):
            if key not in texts:
                row = con.execute("SELECT text FROM documents WHERE document_key = ?", [key]).fetchall()
                texts[key] = row[0][0] if row else ""
        if is_reprint(texts[a], texts[b]):
            proven.append((a, b))
    old = dict(con.execute("SELECT document_key, reprint FROM reprints").fetchall())
    members = defaultdict(list)
    for key, group in old.items():
        members[group].append(key)
    joined = [(a, b) for group in members.values() for a, b in pairwise(group)]
    changed = set()
    for group in components([*joined, *proven]):
        name = min(group)
        for key in group:
            if old.get(key) != name:
                changed.add(key)
                con.execute("INSERT OR REPLACE INTO reprints VALUES (?, ?)", [key, name])
    return changed
