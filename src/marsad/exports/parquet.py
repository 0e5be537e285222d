"""Parquet, written in batches, with typed columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pyarrow

#: `date` takes ISO days.
Kind = Literal["str", "int", "float", "date", "bool", "binary"]
_BATCH = 5_000


def write_parquet(
    path: Path,
    columns: Sequence[tuple[str, Kind]],
    rows: Iterable[Sequence[Any]],
    metadata: Callable[[], dict[str, str]] | None = None,
) -> int:
    """Write rows and return how many there were. `metadata` is asked when all are written."""
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    schema = pyarrow.schema([(name, _type(kind)) for name, kind in columns])
    count, left = 0, iter(rows)
    with ParquetWriter(path, schema, compression="zstd") as out:
        while batch := list(islice(left, _BATCH)):
            arrays = [_array(kind, [row[i] for row in batch]) for i, (_, kind) in enumerate(columns)]
            out.write_batch(pyarrow.record_batch(arrays, schema=schema))
            count += len(batch)
        if metadata is not None:
            out.add_key_value_metadata(metadata())
    return count


def _type(kind: Kind) -> pyarrow.DataType:
    import pyarrow

    return {
        "str": pyarrow.string(),
        "int": pyarrow.int64(),
        "float": pyarrow.float64(),
        "date": pyarrow.date32(),
        "bool": pyarrow.bool_(),
        "binary": pyarrow.binary(),
    }[kind]


def _array(kind: Kind, values: list[Any]) -> pyarrow.Array:
    import pyarrow

    if kind == "date":
        values = [date.fromisoformat(v) if v else None for v in values]
    elif kind == "str":  # a text may hold half of a surrogate pair, which UTF-8 cannot
        values = [None if v is None else str(v).encode("utf-8", "replace").decode("utf-8") for v in values]
    return pyarrow.array(values, type=_type(kind))
