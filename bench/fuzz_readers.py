"""Damages files of every format, for as long as is asked, and looks whether reading them ever raises, dies or hangs.

    python bench/fuzz_readers.py [--minutes 10] [--only a.docx] [--seed 0] [--state fuzz.json]

Bytes are changed, cut, doubled and swapped in files that hold one article. Reading must give documents or failures;
anything else is printed with the seed and the number of the file that make it again, and the exit status is 1. Each
format is read in a process of its own, so that a library that dies is seen too. With `--state` the time and the files of each
format are kept, and the next run goes on until every format had its minutes.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import io
import json
import multiprocessing
import random
import sys
import tempfile
import time
import traceback
import zipfile
from ctypes import c_longlong
from pathlib import Path
from types import ModuleType
from typing import Any

from marsad.model import Document
from marsad.reading import InputFailure, ReadOptions, iter_documents

TESTS = Path(__file__).parents[1] / "tests"
#: Small limits, so that a damaged length does not cost minutes.
LIMITS = ReadOptions(max_chars=200_000, max_bytes=2_000_000)
#: A file that takes longer hangs.
PATIENCE = 30.0


def main() -> int:
    """Run the fuzzer with the arguments of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long for each format (default 10)")
    parser.add_argument("--only", action="append", help="a format's file name, as a.docx; may be repeated")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--state", type=Path, help="a file that keeps what was done, so that a later run goes on")
    options = parser.parse_args()
    writers = {**load_containers().CONTAINERS, "a.pdf": write_pdf}
    state: dict[str, dict[str, Any]] = {}
    if options.state and options.state.exists():
        state = json.loads(options.state.read_text())
    for name, write in writers.items():
        if options.only and name not in options.only:
            continue
        done = state.setdefault(name, {"seconds": 0.0, "files": 0, "crashes": 0})
        if done["seconds"] < options.minutes * 60:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / name
                write(path)
                fuzz(path, path.read_bytes(), options.minutes * 60, options.seed, done)
        print(
            f"{name:16} {done['seconds'] / 60:5.1f} min {done['files']:9,} files  {done['crashes']} crashes", flush=True
        )
        if options.state:
            options.state.write_text(json.dumps(state, indent=1))
    return 1 if any(done["crashes"] for done in state.values()) else 0


def load_containers() -> ModuleType:
    """The writers of the tests."""
    sys.path.insert(0, str(TESTS))
    spec = importlib.util.spec_from_file_location("containers", TESTS / "reading" / "containers.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def write_pdf(path: Path) -> None:
    """The article as a PDF with a text layer."""
    import matplotlib as mpl

    mpl.use("pdf")
    import matplotlib.pyplot as plt

    made = load_containers()
    with mpl.rc_context({"pdf.fonttype": 42}):
        figure = plt.figure()
        for line, words in enumerate((made.TITLE, *made.PARAGRAPHS)):
            figure.text(0.05, 0.9 - line / 10, words[:60], fontfamily="DejaVu Sans")
        figure.savefig(path)
        plt.close(figure)


def fuzz(path: Path, sound: bytes, seconds: float, seed: int, done: dict[str, Any]) -> None:
    """Read damaged copies until `done` counts so many seconds; a process that dies or hangs is a crash of its file."""
    context = multiprocessing.get_context("fork")
    while done["seconds"] < seconds:
        at, crashes = context.Value(c_longlong, done["files"]), context.Value(c_longlong, 0)
        began = time.monotonic()
        left = seconds - done["seconds"]
        worker = context.Process(target=read_damaged, args=(path, sound, left, seed, at, crashes))
        worker.start()
        fate = watch(worker, at)
        done["seconds"] += time.monotonic() - began
        done["files"], done["crashes"] = at.value, done["crashes"] + crashes.value
        if fate:
            print(f"{path.name} with --seed {seed}, file {at.value}: {fate}", file=sys.stderr, flush=True)
            done["crashes"] += 1
            done["files"] += 1


def watch(worker: Any, at: Any) -> str | None:
    """Wait for the worker; what became of it when it did not end by itself."""
    seen, since = at.value, time.monotonic()
    while worker.is_alive():
        worker.join(0.5)
        if at.value != seen:
            seen, since = at.value, time.monotonic()
        elif time.monotonic() - since > PATIENCE:
            worker.kill()
            worker.join()
            return f"reading took more than {PATIENCE:g} seconds"
    return f"the process died ({worker.exitcode})" if worker.exitcode else None


def read_damaged(path: Path, sound: bytes, seconds: float, seed: int, at: Any, crashes: Any) -> None:
    """The work of one process: files from number `at` on."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        chance = random.Random(f"{seed}:{path.name}:{at.value}")
        path.write_bytes(damage(sound, chance))
        try:
            good = all(isinstance(item, (Document, InputFailure)) for item in iter_documents([path], LIMITS))
            assert good, "neither a document nor a failure"
        except Exception:
            crashes.value += 1
            told = f"{path.name} with --seed {seed}, file {at.value}:\n{traceback.format_exc()}"
            print(told, file=sys.stderr, flush=True)
        at.value += 1


def damage(sound: bytes, chance: random.Random) -> bytes:
    """A copy with faults; of what is packed every second one inside, where no checksum stops the reader first."""
    if chance.random() < 0.5:
        if sound.startswith(b"PK\x03\x04"):
            return damage_member(sound, chance)
        if sound.startswith(b"\x1f\x8b"):
            return gzip.compress(damage(gzip.decompress(sound), chance), 1)
    return damage_bytes(sound, chance)


def damage_member(sound: bytes, chance: random.Random) -> bytes:
    """A zip file with faults in one of its members, packed anew."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sound)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        chosen = chance.choice(old.infolist()).filename
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, damage(data, chance) if info.filename == chosen else data)
    return packed.getvalue()


def damage_bytes(sound: bytes, chance: random.Random) -> bytes:
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
