"""Files, folders and streams into documents; what cannot be read costs nothing else."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from marsad.errors import BadRecord, BadSetting, NotText, TooLong, UnreadableInput
from marsad.model import Document, Published
from marsad.reading import InputFailure, ReadOptions, iter_documents, parse_fields

TEXT = "قصف على أطراف البلدة"


def read(*inputs: Path | str, **settings: object) -> list[Document | InputFailure]:
    return list(iter_documents(inputs, ReadOptions(**settings)))  # type: ignore[arg-type]


def only_failure(path: Path | str, **settings: object) -> InputFailure:
    (item,) = read(path, **settings)
    assert isinstance(item, InputFailure)
    return item


def ids(items: list[Document | InputFailure]) -> list[str]:
    return [item.id if isinstance(item, Document) else item.name for item in items]


def write_lines(path: Path, *records: object) -> Path:
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


# Files and folders


def test_a_file_becomes_a_document_with_its_name_as_id(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_bytes(b"\xef\xbb\xbf" + f"{TEXT}\r\n".encode())
    (doc,) = read(path, source="وكالة", published=Published.from_metadata("2020-06-02"))
    assert isinstance(doc, Document)
    assert (doc.id, doc.text, doc.source, doc.published.start) == ("news.txt", f"{TEXT}\r\n", "وكالة", "2020-06-02")


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/2.txt",
        "a/10.txt",
        "a.txt",
        ".hidden.txt",
        ".git/x.txt",
        "c/d/e.HTM",
        "notes.rtf",
        "Makefile",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<html><body><p>{TEXT}</p></body></html>" if name.endswith("HTM") else TEXT, encoding="utf-8")
    skipped: list[str] = []
    found = list(iter_documents([tmp_path], ReadOptions(), skipped))
    assert ids(found) == ["a/10.txt", "a/2.txt", "a.txt", "b.txt", "c/d/e.HTM"]
    assert skipped == ["Makefile", "notes.rtf"]


def test_inputs_keep_the_order_in_which_they_are_given(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert ids(read(tmp_path / "b.txt", tmp_path / "a.txt")) == ["b.txt", "a.txt"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert ids(read(tmp_path)) == ["a.txt"]


def test_a_file_name_that_is_no_utf_8_can_be_printed(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode("خبر.txt".encode("cp1256"))).write_text(TEXT, encoding="utf-8")
    assert ids(read(tmp_path)) == ["\\ce\\c8\\d1.txt".replace("\\", "\\x")]


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": TEXT}) + "\n" + "{" * 10, encoding="utf-8")
    first = next(iter_documents([path, tmp_path / "missing"]))
    assert isinstance(first, Document)


UNREADABLE = [
    pytest.param(
        "missing.txt", None, UnreadableInput, "/missing.txt: no such file or directory; check the path", id="missing"
    ),
    pytest.param("dangling.txt", "link", UnreadableInput, "/dangling.txt: no such file", id="dangling link"),
    pytest.param("empty.txt", b"", NotText, "empty.txt: the file is empty", id="empty"),
    pytest.param("blank.txt", b" \n", NotText, "blank.txt: the text is empty", id="blank"),
    pytest.param(
        "scan.txt", b"%PDF-1.4\n", NotText, "scan.txt: a binary file (a PDF); extract its text first", id="binary"
    ),
    pytest.param(
        "page.html", b"<html><body></body></html>", NotText, "page.html: no text found in the page", id="empty page"
    ),
    pytest.param("none.jsonl", b"\n\n", NotText, "none.jsonl: the file holds no record", id="no record"),
    pytest.param("none.csv", b"id,text\n", NotText, "none.csv: the file holds no record", id="a header alone"),
    pytest.param(
        "other.csv", b"id,body\n1,x\n", BadRecord, "other.csv: no column 'text' (columns: id, body)", id="no column"
    ),
]


@pytest.mark.parametrize(("name", "content", "kind", "message"), UNREADABLE)
def test_an_input_that_cannot_be_read_is_a_failure(
    tmp_path: Path, name: str, content: bytes | str | None, kind: type[Exception], message: str
) -> None:
    path = tmp_path / name
    if content == "link":
        path.symlink_to(tmp_path / "nowhere")
    elif isinstance(content, bytes):
        path.write_bytes(content)
    good = tmp_path / "good.txt"
    good.write_text(TEXT, encoding="utf-8")
    failure, other = read(path, good)
    assert isinstance(failure, InputFailure)
    assert isinstance(failure.error, kind)
    assert str(failure.error).removeprefix(str(tmp_path)).startswith(message)
    assert isinstance(other, Document)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    assert str(only_failure(path).error) == f"{path}: permission denied; you lack the right to read it"


def test_a_folder_without_texts_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(b"{")
    failure = only_failure(tmp_path)
    assert "the folder holds 1 files, none of them .txt, .html" in str(failure.error)


def test_a_failure_in_the_output_form(tmp_path: Path) -> None:
    coded = only_failure(tmp_path / "missing.txt").to_coded().to_dict()
    assert coded["document"]["id"] == "missing.txt"
    assert coded["events"] == []
    assert [(f["stage"], f["error"]) for f in coded["failures"]] == [("reading", "UnreadableInput")]


# Limits


def test_a_text_beyond_the_limit_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert isinstance(read(path, max_chars=len(TEXT))[0], Document)
    failure = only_failure(path, max_chars=len(TEXT) - 1)
    assert isinstance(failure.error, TooLong)
    assert "20 characters, the limit is 19; split the text, or raise --max-chars" in str(failure.error)


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT * 100, encoding="utf-8")
    assert "larger than 100 bytes" in str(only_failure(path, max_bytes=100).error)


@pytest.mark.parametrize("name", ["max_chars", "max_bytes"])
def test_a_limit_below_one_is_a_bad_setting(name: str) -> None:
    with pytest.raises(BadSetting, match="above 0"):
        ReadOptions(**{name: 0})  # type: ignore[arg-type]


def test_an_endless_line_costs_no_other_line(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"text": TEXT * 300_000}, {"id": "next", "text": TEXT})
    long, following = read(path, max_bytes=100_000)
    assert isinstance(long, InputFailure)
    assert str(long.error).startswith("a.jsonl line 1: longer than 100,000 bytes")
    assert ids([following]) == ["next"]


# JSON Lines


def test_json_lines_with_all_fields(tmp_path: Path) -> None:
    record = {"id": 7, "text": TEXT, "title": "خبر", "published": "2020-06-02T08:00:00Z", "source": "وكالة", "url": "u"}
    (doc,) = read(write_lines(tmp_path / "a.jsonl", record))
    assert isinstance(doc, Document)
    assert (doc.id, doc.title, doc.source, doc.url, doc.published.start) == ("7", "خبر", "وكالة", "u", "2020-06-02")


def test_fields_under_other_names(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"body": TEXT, "meta": {"date": "2021-01-03"}, "a.b": "key"})
    (doc,) = read(path, fields=parse_fields(["text=body", "published=meta.date", "id=a.b"]))
    assert isinstance(doc, Document)
    assert (doc.id, doc.text, doc.published.start) == ("key", TEXT, "2021-01-03")


def test_what_a_record_tells_goes_before_the_options(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"text": TEXT, "published": "2020-01-01", "source": "a"}, {"text": TEXT})
    told, silent = read(path, published=Published.from_metadata("2022-02-02"), source="b")
    assert isinstance(told, Document)
    assert isinstance(silent, Document)
    assert (told.published.start, told.source) == ("2020-01-01", "a")
    assert (silent.published.start, silent.source) == ("2022-02-02", "b")


BAD_LINES = [
    pytest.param('{"text": "قصف"', "a.jsonl#2", "line 2: no JSON", id="truncated"),
    pytest.param("[1, 2]", "a.jsonl#2", "line 2: JSON, but no object", id="no object"),
    pytest.param('{"id": "x"}', "x", "line 2: no 'text' (fields: id)", id="no text"),
    pytest.param('{"id": "x", "text": "  "}', "x", "line 2: 'text' is empty", id="empty text"),
    pytest.param('{"text": ["قصف"]}', "a.jsonl#2", "line 2: 'text' is list, not a string", id="text is a list"),
    pytest.param('{"text": 5}', "a.jsonl#2", "line 2: 'text' is int, not a string", id="text is a number"),
    pytest.param(
        '{"text": "قصف", "published": "2/6/2020"}', "a.jsonl#2", "line 2: published: '2/6/2020' is no date", id="date"
    ),
    pytest.param('{"text": "قصف", "published": true}', "a.jsonl#2", "line 2: 'published' is bool", id="date is a bool"),
    pytest.param('{"text": "\\ud800"}', "a.jsonl#2", "line 2: no JSON", id="half a surrogate pair"),
]


@pytest.mark.parametrize(("line", "name", "message"), BAD_LINES)
def test_a_bad_line_is_named_and_the_others_go_on(tmp_path: Path, line: str, name: str, message: str) -> None:
    first, bad, last = read(write_lines(tmp_path / "a.jsonl", {"text": TEXT}, line, {"text": TEXT}))
    assert isinstance(bad, InputFailure)
    assert isinstance(bad.error, BadRecord)
    assert bad.name == name
    assert f"a.jsonl {message}" in str(bad.error)
    assert ids([first, last]) == ["a.jsonl#1", "a.jsonl#3"]


def test_a_line_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", *[{"text": TEXT}] * 20)
    path.write_bytes(path.read_bytes() + '{"text": "قصف"}\n'.encode("cp1256"))
    *good, bad = read(path)
    assert len(good) == 20
    assert isinstance(bad, InputFailure)
    assert "a.jsonl line 21: 3 places are not utf-8" in str(bad.error)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-be", "cp1256"])
def test_json_lines_in_other_encodings(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes("".join(f'{{"text": "{TEXT}"}}\r\n' for _ in range(3)).encode(codec))
    found = read(path)
    assert [doc.text for doc in found if isinstance(doc, Document)] == [TEXT] * 3


# One JSON value


@pytest.mark.parametrize(
    "data",
    [
        pytest.param([{"id": "a", "text": TEXT}, 5, {"text": ""}, {"text": TEXT}], id="array"),
        pytest.param({"id": "a", "text": TEXT}, id="object"),
    ],
)
@pytest.mark.parametrize(("name", "indent"), [("a.json", None), ("a.json", 2), ("export", 2)])
def test_json_that_is_no_json_lines(tmp_path: Path, data: object, name: str, indent: int | None) -> None:
    (tmp_path / name).write_text(json.dumps(data, ensure_ascii=False, indent=indent), encoding="utf-8")
    found = read(tmp_path / name)
    assert ids(found) == (["a", f"{name}#2", f"{name}#3", f"{name}#4"] if isinstance(data, list) else ["a"])
    assert [type(item) for item in found[1:3]] == [InputFailure] * len(found[1:3])


@pytest.mark.parametrize("content", ['[{"text": "قصف"}, ', "[]", ""])
def test_json_without_records_is_a_failure(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    assert str(only_failure(tmp_path / "a.json").error).startswith("a.json: ")


# CSV


@pytest.mark.parametrize(("name", "separator"), [("a.csv", ","), ("a.csv", ";"), ("a.csv", "\t"), ("a.tsv", "\t")])
def test_tables_keep_newlines_inside_quotes(tmp_path: Path, name: str, separator: str) -> None:
    rows = [["id", "text", "published"], ["1", '"قصف\r\nعلى ""البلدة"""', "2020-06-02"], ["2", TEXT, ""]]
    (tmp_path / name).write_bytes("\r\n".join(separator.join(row) for row in rows).encode("utf-8-sig"))
    first, second = read(tmp_path / name)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.id, first.text, first.published.start) == ("1", 'قصف\r\nعلى "البلدة"', "2020-06-02")
    assert (second.text, second.published.basis) == (TEXT, "unknown")


BAD_ROWS = [
    pytest.param(f"2,{TEXT},extra\n", "a.csv row 2: 3 fields where the header has 2; see line 3", id="too many fields"),
    pytest.param("2\n", "a.csv row 2: 1 fields where the header has 2", id="too few fields"),
    pytest.param('2,"قصف" ثم\n', "a.csv row 2: no CSV", id="quotes"),
    pytest.param("2,\n", "a.csv row 2: 'text' is empty", id="empty text"),
]


@pytest.mark.parametrize(("row", "message"), BAD_ROWS)
def test_a_bad_row_is_named_and_the_others_go_on(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"id,text\n1,{TEXT}\n{row}3,{TEXT}\n", encoding="utf-8")
    first, bad, last = read(path)
    assert isinstance(bad, InputFailure)
    assert str(bad.error).startswith(message)
    assert ids([first, last]) == ["1", "3"]


def test_an_unclosed_quote_loses_nothing_before_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'text\n{TEXT}\n"{TEXT}\n{TEXT}\n', encoding="utf-8")
    first, bad = read(path)
    assert isinstance(first, Document)
    assert isinstance(bad, InputFailure)


# Standard input, pages


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        pytest.param(TEXT, [TEXT], id="text"),
        pytest.param(f'{{"text": "{TEXT}"}}\n{{"text": "ب"}}\n', [TEXT, "ب"], id="json lines"),
        pytest.param(f"<!DOCTYPE html><html><body><article><p>{TEXT}</p></article></body></html>", [TEXT], id="page"),
    ],
)
def test_standard_input_is_read_for_what_it_is(monkeypatch: pytest.MonkeyPatch, data: str, texts: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data.encode()), encoding="utf-8"))
    assert [doc.text for doc in read("-") if isinstance(doc, Document)] == texts


def test_the_format_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_text(f"text\n{TEXT}\n", encoding="utf-8")
    assert ids(read(path, format="csv")) == ["export#1"]


PAGE = """<html><head><meta charset="windows-1256"><title>قصف على البلدة</title>
<meta property="article:published_time" content="2019-11-25T10:00:00Z"></head><body><nav>الرئيسية | اتصل بنا</nav>
<article><h1>قصف على البلدة</h1><p>قتل ثلاثة أشخاص وأصيب آخرون في قصف طال سوقاً شعبية وسط البلدة صباح الاثنين.</p>
<p>وقال مسؤول في الدفاع المدني إن فرق الإنقاذ ما زالت تبحث عن عالقين تحت الأنقاض.</p></article></body></html>"""


def test_a_page_gives_its_article_its_title_and_its_date(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.encode("cp1256"))
    (doc,) = read(path)
    assert isinstance(doc, Document)
    assert "طال سوقاً شعبية وسط البلدة" in doc.text
    assert "اتصل بنا" not in doc.text
    assert (doc.title, doc.published.start, doc.encoding) == ("قصف على البلدة", "2019-11-25", "windows-1256")


def test_a_date_that_is_given_goes_before_the_one_of_the_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.replace("windows-1256", "utf-8"), encoding="utf-8")
    (doc,) = read(path, published=Published.from_metadata("2019-11-26"))
    assert isinstance(doc, Document)
    assert doc.published.start == "2019-11-26"


# Options


@pytest.mark.parametrize("pair", ["text", "text=", "=body", "body=text", ""])
def test_a_field_that_is_no_pair_is_a_bad_setting(pair: str) -> None:
    with pytest.raises(BadSetting, match="text=body"):
        parse_fields([pair])


def test_an_unknown_format_is_a_bad_setting() -> None:
    with pytest.raises(BadSetting, match="jsonl, json, csv"):
        ReadOptions(format="xml")  # type: ignore[arg-type]
