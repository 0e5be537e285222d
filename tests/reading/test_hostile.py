"""Files that are made to hurt: each is a failure of its own, within moments and little memory, or just its text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

import marsad
from marsad.model import Document
from marsad.reading import InputFailure, ReadOptions, iter_documents

TEXT = "قُتل ثلاثة جنود بانفجار عبوة ناسفة غربي الموصل"
BOMB = "<!DOCTYPE x [" + '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)
) + "]>"  # fmt: skip
LIMITS = ReadOptions(max_bytes=200_000, max_chars=50_000)


def read(path: Path, options: ReadOptions = LIMITS) -> list[Document | InputFailure]:
    return list(iter_documents([path], options))


def told(items: list[Document | InputFailure]) -> str:
    (item,) = items
    assert isinstance(item, InputFailure)
    return str(item.error)


def write_docx(path: Path, doctype: str, words: str) -> None:
    """A Word file whose document has a DOCTYPE, and in place of its text these words."""
    plain = path.with_name("plain.docx")
    document = docx.Document()
    document.add_paragraph("WORDS")
    document.save(str(plain))
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "word/document.xml":
                data = data.replace(b"?>\n", b"?>\n" + doctype.encode(), 1).replace(b"WORDS", words.encode())
            new.writestr(info.filename, data)


def test_entities_of_a_word_file_are_not_expanded(tmp_path: Path) -> None:
    write_docx(tmp_path / "a.docx", BOMB, "&j;")
    assert "no Word file" in told(read(tmp_path / "a.docx", ReadOptions()))


def test_entities_that_lead_to_files_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("سر", encoding="utf-8")
    write_docx(tmp_path / "a.docx", f'<!DOCTYPE x [<!ENTITY j SYSTEM "file://{tmp_path / "secret"}">]>', TEXT + "&j;")
    (item,) = read(tmp_path / "a.docx", ReadOptions())
    assert isinstance(item, Document)
    assert item.text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", f"<!-- {'x' * 70_000} -->"], ids=["at once", "far below"])
def test_entities_of_a_feed_are_refused_wherever_they_stand(encoding: str, before: str, tmp_path: Path) -> None:
    feed = f'<?xml version="1.0" encoding="{encoding}"?>{before}{BOMB}<rss version="2.0"><channel><title>&j;</title></channel></rss>'
    (tmp_path / "a.rss").write_bytes(feed.encode(encoding))
    assert "entities" in told(read(tmp_path / "a.rss", ReadOptions()))


ENDLESS = [
    ("a.txt", "قتل ".encode() * 100_000, "larger than"),
    ("a.html", b"<p>" + "قتل ".encode() * 100_000, "larger than"),
    ("a.jsonl", b'{"text":"' + b"x" * 400_000, "longer than"),
    ("a.csv", b'text\n"' + b"x" * 400_000, "longer than"),
    ("c.csv", b"text,id\rdate\n", "no header"),
    ("a.eml", b"Subject: x\n\n" + b"x" * 400_000, "larger than"),
    ("a.mbox", b"From x\n\n" + b"x" * 400_000, "larger than"),
    ("a.json", b"[" * 150_000, "no JSON"),
    ("b.jsonl", b'{"a":' * 30_000, "no JSON"),
    ("b.html", b"<div>" * 30_000, "no text"),
    (
        "b.eml",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3000)),
        "recursion",
    ),
    ("a.warc", b"WARC/1.0\r\nX: " + b"x" * 2_000_000, "web archive"),
    ("b.warc", b"\0" * 2_000_000, "web archive"),
]


@pytest.mark.parametrize(
    ("name", "data", "problem"), ENDLESS, ids=[f"{name}: {problem}" for name, _, problem in ENDLESS]
)
def test_what_has_no_end_is_cut(name: str, data: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert problem in told(read(tmp_path / name))


@pytest.mark.parametrize(
    "name", ["a.txt", "a.jsonl", "a.pdf", "a.docx", "a.eml", "a.xml", "a.warc", "a.zip", "a.sqlite", "a.parquet"]
)
def test_a_file_of_a_gigabyte_costs_no_memory(name: str, tmp_path: Path) -> None:
    with (tmp_path / name).open("wb") as stream:
        stream.seek((1 << 30) - 1)  # a hole: it takes no room on the disk
        stream.write(b"\0")
    assert told(read(tmp_path / name))


def test_scripts_of_a_page_are_no_text_of_it(tmp_path: Path) -> None:
    scripts = (
        "<script>var a='قُتل عشرون جنديا في كركوك'</script><style>قُتل { }</style><img src=x onerror='قُتل'>"
        "<svg><script>قُتل مئة</script></svg><noscript>قُتل ألف</noscript><template>قُتل</template>"
    )
    page = f"<html><body><article><p>{TEXT}</p>{scripts}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (item,) = read(tmp_path / "a.html")
    assert isinstance(item, Document)
    assert item.text.strip().startswith(TEXT)
    assert "عشرون" not in item.text
    assert "مئة" not in item.text


@pytest.mark.parametrize(
    "hidden",
    ["قُتل \u202e3\u202c جنود في الموصل", "\u2067قُتل 3 جنود\u2069 في الموصل", "قُتل 3 \u200fجنود\u200e في الموصل"],
    ids=["override", "isolate", "marks"],
)
def test_controls_of_direction_do_not_change_what_is_coded(hidden: str) -> None:
    plain = marsad.code("قُتل 3 جنود في الموصل", published="2017-03-05")
    coded = marsad.code(hidden, published="2017-03-05")

    def seen(result: marsad.Coded) -> list[object]:
        return [(e.type, [w.name for w in e.where], [(c.outcome, c.min) for c in e.casualties]) for e in result.events]

    assert seen(coded) == seen(plain)
    assert coded.document.text == hidden


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16", "iso8859-6", "utf-8-sig"])
def test_broken_bytes_cost_a_place_and_no_file(encoding: str, tmp_path: Path) -> None:
    data = bytearray((TEXT + " وأصيب خمسة آخرون بجروح متفاوتة في المكان نفسه").encode(encoding))
    (tmp_path / "a.txt").write_bytes(bytes(data))
    (item,) = read(tmp_path / "a.txt")
    assert isinstance(item, Document)
    assert item.text.startswith(TEXT) or encoding == "iso8859-6"
