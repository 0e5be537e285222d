"""Where a text was read is noted with it, in every format."""

from __future__ import annotations

import hashlib
import importlib.util
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from marsad.model import Document, Provenance
from marsad.reading import InputFailure, iter_documents


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("containers", Path(__file__).with_name("containers.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


made = _load()


def only(path: Path) -> Provenance:
    (doc,) = iter_documents([path])
    assert isinstance(doc, Document), doc
    assert doc.provenance is not None
    return doc.provenance


@pytest.mark.parametrize("name", made.CONTAINERS)
def test_every_container_tells_file_hash_format_and_reader(name: str, tmp_path: Path) -> None:
    made.CONTAINERS[name](tmp_path / name)
    told = only(tmp_path / name)
    assert told.file == str(tmp_path / name)
    assert told.name == name
    assert told.format
    assert told.reader
    assert told.reader.startswith("marsad ")
    assert len(told.sha256 or "") == 64
    assert told.size


#: File → format of the text, place in it, library that took the text out.
PLACES = [
    ("a.txt", "txt", None, None, None),
    ("a.html", "html", None, None, "trafilatura"),
    ("a.jsonl", "jsonl", None, "line 1", None),
    ("a.docx", "docx", None, None, "python-docx"),
    ("a.xlsx", "xlsx", None, "row 1", "python-calamine"),
    ("a.mbox", "mbox", None, "message 1", None),
    ("a.rss", "feed", None, "entry 1", "feedparser"),
    ("result.json", "telegram", None, "message 2", None),
    ("a.warc.gz", "html", None, None, "trafilatura"),
    ("a.wacz", "html", "archive/data.warc.gz", None, "trafilatura"),
    ("a.zip", "txt", "news/a.txt", None, None),
    ("a.tar.gz", "txt", "news/a.txt", None, None),
]


@pytest.mark.parametrize(("name", "kind", "member", "record", "library"), PLACES, ids=[p[0] for p in PLACES])
def test_the_place_in_the_file_and_the_library_are_told(
    name: str, kind: str, member: str | None, record: str | None, library: str | None, tmp_path: Path
) -> None:
    made.CONTAINERS[name](tmp_path / name)
    told = only(tmp_path / name)
    assert (told.format, told.member, told.record, told.extractor) == (kind, member, record, library)
    assert (told.extractor_version is None) == (library is None)


def test_the_hash_is_that_of_the_bytes_of_the_text(tmp_path: Path) -> None:
    made.write_txt(tmp_path / "a.txt")
    made.write_zip(tmp_path / "a.zip")
    expected = hashlib.sha256(made.TEXT.encode()).hexdigest()
    assert only(tmp_path / "a.txt").sha256 == expected
    assert only(tmp_path / "a.zip").sha256 == expected


def test_an_offset_leads_to_the_record(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text":"قُتل جندي"}\n\n{"text":"قُتل جنديان"}\nno record\n', encoding="utf-8")
    items = list(iter_documents([path]))
    lines = []
    for item in items:
        assert item.provenance is not None
        assert item.provenance.offset is not None
        lines.append(path.read_bytes()[item.provenance.offset :].partition(b"\n")[0].decode())
    assert lines == ['{"text":"قُتل جندي"}', '{"text":"قُتل جنديان"}', "no record"]
    assert isinstance(items[-1], InputFailure)


def test_a_row_of_several_lines_begins_at_its_first(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text,id\n"قُتل\nجندي",1\n"قُتل جنديان",2\n', encoding="utf-8")
    offsets = [i.provenance.offset for i in iter_documents([path]) if i.provenance and i.provenance.offset]
    assert [path.read_bytes()[o:].decode().partition(",")[0] for o in offsets] == ['"قُتل\nجندي"', '"قُتل جنديان"']


def test_a_page_of_a_web_archive_tells_its_address_and_when_it_was_fetched(tmp_path: Path) -> None:
    made.write_warc(tmp_path / "a.warc")
    told = only(tmp_path / "a.warc")
    assert told.address == made.URL
    assert told.offset == 0
    assert told.fetched
    assert told.fetched[:2] == "20"


def test_archives_in_archives_tell_the_whole_way(tmp_path: Path) -> None:
    made.write_zip(tmp_path / "inner.zip")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "2017/inner.zip")
    assert only(tmp_path / "outer.zip").member == "2017/inner.zip/news/a.txt"


def test_provenance_is_no_part_of_identity() -> None:
    doc = Document(id="a", text="قُتل جندي")
    assert Document(id="a", text="قُتل جندي", provenance=Provenance(file="x")).key == doc.key


def test_a_failure_tells_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK broken")
    (item,) = iter_documents([tmp_path])
    assert isinstance(item, InputFailure)
    assert item.provenance is not None
    assert (item.provenance.file, item.provenance.name) == (str(tmp_path / "a.docx"), "a.docx")
