"""A file that eats memory, never ends or kills its reader fails alone."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from marsad.reading.apart import Apart, ReadingDied, ReadingHung

#: Reads as the file says: a part for each letter, or a fault.
MODULE = """
import os, sys, time
from marsad.reading.apart import serve

def read(data):
    if data == b"dies":
        os.abort()
    if data == b"eats":
        kept = bytearray(8 << 30)
    if data == b"hangs":
        yield "begun"
        time.sleep(600)
    print("what a library prints is no answer")
    yield from data.decode()

serve(read)
"""


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Apart:
    (tmp_path / "reader_of_this_test.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    return Apart("reader_of_this_test", patience=5.0)


def test_one_process_reads_file_after_file(apart: Apart) -> None:
    assert [list(apart.ask(data.encode())) for data in ("قصف", "", "ab")] == [["ق", "ص", "ف"], [], ["a", "b"]]
    process = apart._process
    assert list(apart.ask(b"c")) == ["c"]
    assert apart._process is process


@pytest.mark.parametrize(("data", "error"), [(b"dies", ReadingDied), (b"eats", ReadingDied), (b"hangs", ReadingHung)])
def test_a_bad_file_fails_and_the_next_one_is_read(data: bytes, error: type[Exception], apart: Apart) -> None:
    apart._patience = 1.0 if data == b"hangs" else 20.0
    with pytest.raises(error):
        list(apart.ask(data))
    apart._patience = 20.0
    assert list(apart.ask(b"ab")) == ["a", "b"]


def test_a_file_left_in_the_middle_does_not_spoil_the_next(apart: Apart) -> None:
    with closing(apart.ask(b"abc")) as parts:
        assert next(parts) == "a"
    assert list(apart.ask(b"de")) == ["d", "e"]
