"""Limits on what a compressed file may unpack to: a small file can hold petabytes of zeros."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from marsad.errors import NotText, TooLong
from marsad.reading.options import ReadOptions

#: No text shrinks to less than a hundredth; above this a file is a trap.
MAX_RATIO: Final = 200
#: Below it the ratio does not matter.
SMALL: Final = 1 << 20
MAX_MEMBERS: Final = 200_000


def check_zip(data: bytes, name: str, options: ReadOptions) -> None:
    """`TooLong` when the parts of a zip file unpack to more than the limit; `NotText` when it is no zip file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotText(name, f"a damaged file ({error})", "save it again") from None
    total = sum(info.file_size for info in infos)
    limit = options.max_bytes * 4
    if total > limit or len(infos) > MAX_MEMBERS:
        raise TooLong(name, f"unpacks to {total:,} bytes in {len(infos):,} parts", f"the limit is {limit:,} bytes")
    for info in infos:
        check_ratio(info, name)


def check_ratio(info: zipfile.ZipInfo, name: str) -> None:
    """`TooLong` for a part that unpacks to far more than any text does."""
    if info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise TooLong(
            name,
            f"{info.filename[:80]!r} unpacks to {info.file_size:,} bytes out of {info.compress_size:,}",
            "this is no text; leave it out",
        )
