"""Damages files of every format, for as long as is asked, and looks whether reading them ever raises.

    python bench/fuzz_readers.py [--minutes 10] [--only a.docx] [--seed 0]

Bytes are changed, cut, doubled and swapped in files that hold one article. Reading must give documents or failures;
anything else is printed with the seed that makes it again, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

from marsad.model import Document
from marsad.reading import InputFailure, ReadOptions, iter_documents

CONTAINERS = Path(__file__).parents[1] / "tests" / "reading" / "containers.py"
#: Small limits, so that a damaged length does not cost minutes.
LIMITS = ReadOptions(max_chars=200_000, max_bytes=2_000_000)


def main() -> int:
    """Run the fuzzer with the arguments of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long for each format (default 10)")
    parser.add_argument("--only", action="append", help="a format's file name, as a.docx; may be repeated")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    sys.path.insert(0, str(CONTAINERS.parents[1]))
    spec = importlib.util.spec_from_file_location("containers", CONTAINERS)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, write in made.CONTAINERS.items():
            if options.only and name not in options.only:
                continue
            path = Path(folder) / name
            write(path)
            runs, crashes = fuzz(path, path.read_bytes(), options.minutes * 60, options.seed)
            print(f"{name:12} {runs:8,} files  {crashes} crashes", flush=True)
            path.unlink()
            worst = max(worst, crashes)
    return 1 if worst else 0


def fuzz(path: Path, sound: bytes, seconds: float, seed: int) -> tuple[int, int]:
    """Read damaged copies until the time is over; how many there were and how often reading raised."""
    ends, runs, crashes = time.monotonic() + seconds, 0, 0
    while time.monotonic() < ends:
        chance = random.Random(f"{seed}:{path.name}:{runs}")
        path.write_bytes(damage(sound, chance))
        try:
            good = all(isinstance(item, (Document, InputFailure)) for item in iter_documents([path], LIMITS))
            assert good, "neither a document nor a failure"
        except Exception:
            crashes += 1
            print(
                f"{path.name} with --seed {seed}, file {runs}:\n{traceback.format_exc()}", file=sys.stderr, flush=True
            )
        runs += 1
    return runs, crashes


def damage(sound: bytes, chance: random.Random) -> bytes:
    """A copy with one to eight faults."""
    data = bytearray(sound)
    for _ in range(chance.randint(1, 8)):
        if not data:
            break
        at, size = chance.randrange(len(data)), chance.randint(1, 64)
        kind = chance.randrange(6)
        if kind == 0:
            data[at] = chance.randrange(256)
        elif kind == 1:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del data[at : at + size]
        elif kind == 3:
            data[at:at] = data[at : at + size] * chance.randint(1, 4)
        elif kind == 4:
            data[at : at + size] = chance.randbytes(size)
        else:
            del data[at:]
    return bytes(data)


if __name__ == "__main__":
    raise SystemExit(main())
