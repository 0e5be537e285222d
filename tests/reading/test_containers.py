"""The same article in every container gives the same events; broken and hostile containers cost nothing else."""

from __future__ import annotations

import importlib.util
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marsad
from marsad.errors import NotText, TooLong
from marsad.model import Document
from marsad.reading import InputFailure, ReadOptions, iter_documents
from marsad.reading.archives import safe_name
from marsad.reading.pdfpages import to_logical


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("containers", Path(__file__).with_name("containers.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


made = _load()
#: These hold a text and no date of it.
UNDATED = {"a.txt", "a.docx", "a.zip", "a.tar.gz", "a.txt.gz"}


def read(path: Path, **settings_: Any) -> list[Document | InputFailure]:
    return list(iter_documents([path], ReadOptions(**settings_)))


@lru_cache
def events(text: str) -> list[tuple[Any, ...]]:
    """What is coded from a text: type, time, places and tolls of each event."""
    return [
        (e.type, e.when.start, [w.name for w in e.where], [(c.outcome, c.min, c.max) for c in e.casualties])
        for e in marsad.code(text, published=made.PUBLISHED).events
    ]


@pytest.mark.parametrize("name", made.CONTAINERS)
def test_the_same_article_gives_the_same_events(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    made.CONTAINERS[name](path)
    (doc,) = read(path)
    assert isinstance(doc, Document), doc
    expected = events(made.TEXT)
    assert len(expected) == 2
    assert events(doc.text) == expected
    if name not in UNDATED:
        assert doc.published.start == made.PUBLISHED


@pytest.mark.parametrize("name", [n for n in made.CONTAINERS if n not in ("a.txt", "a.txt.gz")])
def test_a_container_without_a_telling_name_is_known_by_its_bytes(name: str, tmp_path: Path) -> None:
    if name in (
        "a.csv",
        "a.eml",
        "a.mhtml",
        "a.tar.gz",
        "a.warc.gz",
        "fetched.warc.gz",
    ):  # plain text with headers, or gzip around what no name tells
        pytest.skip("told by its name alone")
    path = tmp_path / "unnamed"
    inner = tmp_path / name
    made.CONTAINERS[name](inner)
    shutil.move(inner, path)
    (doc,) = read(path)
    assert isinstance(doc, Document), doc
    assert events(doc.text) == events(made.TEXT)


def test_what_a_container_tells_of_its_text_is_kept(tmp_path: Path) -> None:
    for name, title, source, url in (
        ("a.rss", made.TITLE, "وكالة", made.URL),
        ("a.eml", made.TITLE, "وكالة الأنباء", None),
        ("a.mhtml", None, "example.org", made.URL),
        ("result.json", None, "قناة", None),
    ):
        made.CONTAINERS[name](tmp_path / name)
        (doc,) = read(tmp_path / name)
        assert isinstance(doc, Document)
        assert (doc.source, doc.url) == (source, url)
        assert title in (None, doc.title)


def test_members_of_archives_have_the_archive_in_their_ids(tmp_path: Path) -> None:
    made.write_zip(tmp_path / "a.zip")
    made.write_tar(tmp_path / "b.tar.gz")
    found = list(iter_documents([tmp_path]))
    assert [d.id for d in found if isinstance(d, Document)] == ["a.zip/news/a.txt", "b.tar.gz/news/a.txt"]


def test_archives_in_archives_are_followed_a_few_levels(tmp_path: Path) -> None:
    data = made.TEXT.encode()
    name = "a.txt"
    for _ in range(4):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr(name, data)
        data, name = held.getvalue(), "inner.zip"
    (tmp_path / "deep.zip").write_bytes(data)
    (item,) = read(tmp_path / "deep.zip")
    assert isinstance(item, InputFailure)
    assert "levels deep" in str(item.error)


def test_a_bomb_is_refused_and_its_neighbour_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", made.TEXT)
        archive.writestr("bomb.txt", b"\0" * (1 << 24))
    text, bomb = read(tmp_path / "b.zip")
    assert isinstance(text, Document)
    assert isinstance(bomb, InputFailure)
    assert isinstance(bomb.error, TooLong)
    assert bomb.error.name == "b.zip/bomb.txt"
    with zipfile.ZipFile(tmp_path / "b.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"a" * (1 << 25))
    (item,) = read(tmp_path / "b.docx")
    assert isinstance(item, InputFailure)
    assert isinstance(item.error, TooLong)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/root/a.txt", "root/a.txt"),
        ("..\\..\\a.txt", "a.txt"),
        ("a\u202etxt.exe", "a?txt.exe"),
        ("..", "unnamed"),
    ],
    ids=["upwards", "root", "backslashes", "bidi", "nothing"],
)
def test_a_name_out_of_an_archive_leads_nowhere(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_links_in_a_tar_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("سر", encoding="utf-8")
    with tarfile.open(tmp_path / "l.tar", "w") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path / "secret.txt")
        archive.addfile(link)
    assert read(tmp_path / "l.tar") == []


def test_entities_of_a_feed_are_refused(tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_text(
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        "<rss><channel><item><title>&b;</title></item></channel></rss>",
        encoding="utf-8",
    )
    (item,) = read(tmp_path / "f.xml")
    assert isinstance(item, InputFailure)
    assert "entities" in str(item.error)


BROKEN = [
    ("a.docx", b"PK\x03\x04 broken", "damaged"),
    ("a.xlsx", b"not a workbook", "damaged"),
    ("a.pdf", b"%PDF-1.4 broken", "PDF"),
    ("a.parquet", b"PAR1 broken", "cannot be read"),
    ("a.duckdb", b"\0" * 64, "cannot be read"),
    ("a.sqlite", b"SQLite format 3\0 broken", "cannot be read"),
    ("a.zip", b"PK\x03\x04 broken", "damaged"),
    ("a.tar", b"no tar" * 200, "damaged"),
    ("a.gz", b"\x1f\x8b broken", "damaged"),
    ("a.warc", b"WARC/1.0\r\n broken", "web archive"),
    ("a.wacz", b"PK broken", "damaged"),
    ("a.rss", b"<html>", "neither RSS nor Atom"),
    ("a.eml", b"", "no text"),
    ("a.mhtml", b"Subject: x\n\ntext", "no page"),
    ("a.mbox", b"From x\n\n", "no text"),
]


@pytest.mark.parametrize(("name", "data", "told"), BROKEN, ids=[name for name, *_ in BROKEN])
def test_a_broken_file_is_a_failure_of_its_own(name: str, data: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(made.TEXT, encoding="utf-8")
    *failures, good = list(iter_documents([tmp_path]))
    assert isinstance(good, Document)
    assert failures
    assert all(isinstance(f, InputFailure) for f in failures)
    assert told in str(failures[0].error)  # type: ignore[union-attr]


def test_several_tables_ask_for_a_name(tmp_path: Path) -> None:
    import duckdb

    with duckdb.connect(str(tmp_path / "d.duckdb")) as con:
        con.execute("CREATE TABLE one (text VARCHAR)")
        con.execute("CREATE TABLE two (body VARCHAR)")
        con.execute("INSERT INTO two VALUES (?)", [made.TEXT])
    (item,) = read(tmp_path / "d.duckdb")
    assert isinstance(item, InputFailure)
    assert "2 tables (one, two)" in str(item.error)
    (doc,) = read(tmp_path / "d.duckdb", table="two", fields={"text": "body"})
    assert isinstance(doc, Document)


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        ("ﻞﺻﻮﻤﻟا ﻲﺑﺮﻏ", "غربي الموصل"),
        ("2017 راذآ 5 ﺪﺣﻷا", "الأحد 5 آذار 2017"),
        ("(25) ﺦﻳرﺎﺗ", "تاريخ (25)"),
        ("%12.5 ﺔﺒﺴﻨﺑ", "بنسبة %12.5"),
        ("BBC ﺔﻛﺎﺷ", "شاكة BBC"),
        ("plain English (1)", "plain English (1)"),
    ],
    ids=["words", "numbers", "brackets", "percent", "latin", "english"],
)
def test_visual_order_is_put_right(visual: str, logical: str) -> None:
    assert to_logical(visual) == logical


@pytest.mark.browser
def test_a_printed_page_gives_the_same_events(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(made.PAGE, encoding="utf-8")
    browser = next(b for b in ("chromium", "chromium-browser", "google-chrome") if shutil.which(b))
    subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={tmp_path / 'profile'}",
         f"--print-to-pdf={tmp_path / 'a.pdf'}", (tmp_path / "a.html").as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (doc,) = read(tmp_path / "a.pdf")
    assert isinstance(doc, Document), doc
    assert [e[0] for e in events(doc.text)] == [e[0] for e in events(made.TEXT)]
    assert [e[3] for e in events(doc.text)] == [e[3] for e in events(made.TEXT)]


def test_a_scan_says_that_it_has_no_text_layer(tmp_path: Path) -> None:
    body = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    )
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (i, part) for i, part in enumerate(body, 1))
    (tmp_path / "scan.pdf").write_bytes(data + b"trailer << /Root 1 0 R >>\n%%EOF")
    (item,) = read(tmp_path / "scan.pdf")
    assert isinstance(item, InputFailure)
    assert isinstance(item.error, NotText)
    assert "no text layer" in str(item.error)


@lru_cache
def sound(name: str) -> bytes:
    """A container's bytes, made once: some hold the time at which they were made."""
    with tempfile.TemporaryDirectory() as folder:
        made.CONTAINERS[name](Path(folder) / name)
        return (Path(folder) / name).read_bytes()


@settings(max_examples=60)
@given(
    st.sampled_from([n for n in made.CONTAINERS if n not in ("a.txt", "a.html")]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6),
    st.floats(0, 1),
)
def test_damage_anywhere_never_stops_a_run(name: str, faults: list[tuple[float, int]], kept: float) -> None:
    raw = bytearray(sound(name))
    for share, byte in faults:
        raw[int(share * len(raw))] = byte
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(bytes(raw[: max(1, int(kept * len(raw)))]))
        assert all(isinstance(item, (Document, InputFailure)) for item in read(path))


def test_no_library_of_a_container_is_loaded_before_it_is_needed() -> None:
    libraries = {"docx", "pdfminer", "feedparser", "warcio", "duckdb", "python_calamine"}
    script = f"import sys, marsad.reading; print(sorted({libraries!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
