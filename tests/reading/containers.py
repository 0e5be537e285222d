"""One article of our own in every container that is read."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from html import escape
from pathlib import Path

import docx
import duckdb
import openpyxl
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

TITLE = "ثلاثة قتلى بتفجير غربي الموصل"
PARAGRAPHS = (
    "قُتل ثلاثة جنود وأصيب 12 آخرون، اليوم الأحد، بانفجار عبوة ناسفة استهدفت دورية للجيش العراقي غربي الموصل، بحسب مصدر أمني.",
    "وقال المصدر إن القوات الأمنية عثرت بعد ذلك على مخبأ للأسلحة في قضاء تلعفر وضبطت فيه 25 صاروخا.",
)
TEXT = "\n".join(PARAGRAPHS)
PUBLISHED = "2017-03-05"
URL = "https://example.org/a/1"
PAGE = (
    f'<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{TITLE}</title>'
    f'<meta property="article:published_time" content="{PUBLISHED}T10:00:00+03:00"></head>'
    f"<body><article><h1>{TITLE}</h1>{''.join(f'<p>{escape(p)}</p>' for p in PARAGRAPHS)}</article>"
    "<script>var قتل = 'عشرون جنديا';</script></body></html>"
)
ROW = {"id": "a1", "text": TEXT, "title": TITLE, "published": PUBLISHED, "source": "وكالة", "url": URL}


def write_txt(path: Path) -> None:
    path.write_text(TEXT, encoding="utf-8")


def write_html(path: Path) -> None:
    path.write_text(PAGE, encoding="utf-8")


def write_jsonl(path: Path) -> None:
    path.write_text(json.dumps(ROW, ensure_ascii=False) + "\n", encoding="utf-8")


def write_json(path: Path) -> None:
    path.write_text(json.dumps([ROW], ensure_ascii=False), encoding="utf-8")


def write_csv(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(ROW)
        out.writerow(ROW.values())


def write_docx(path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = TITLE
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    document.save(str(path))


def write_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(ROW))
    sheet.append(list(ROW.values()))
    book.save(path)


def write_parquet(path: Path) -> None:
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t (id VARCHAR, text VARCHAR, published DATE)")
        con.execute("INSERT INTO t VALUES (?, ?, ?)", ["a1", TEXT, PUBLISHED])
        con.execute(f"COPY t TO '{path}' (FORMAT parquet)")


def write_duckdb(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE news (id INTEGER, text VARCHAR, published TIMESTAMP)")
        con.execute("INSERT INTO news VALUES (1, ?, ?)", [TEXT, PUBLISHED])


def write_sqlite(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("CREATE TABLE news (id INTEGER, text TEXT, published TEXT)")
    con.execute("INSERT INTO news VALUES (1, ?, ?)", [TEXT, PUBLISHED])
    con.commit()
    con.close()


def message() -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = (
        TITLE,
        "وكالة الأنباء <news@example.org>",
        "Sun, 05 Mar 2017 10:00:00 +0300",
    )
    made.set_content(TEXT)
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    return made


def write_eml(path: Path) -> None:
    path.write_bytes(message().as_bytes())


def write_mbox(path: Path) -> None:
    path.write_bytes(b"From news@example.org Sun Mar  5 10:00:00 2017\n" + message().as_bytes() + b"\n")


def write_mhtml(path: Path) -> None:
    made = EmailMessage()
    made["Snapshot-Content-Location"] = URL
    made.set_content(PAGE, subtype="html")
    path.write_bytes(made.as_bytes())


def write_rss(path: Path) -> None:
    body = escape("".join(f"<p>{p}</p>" for p in PARAGRAPHS))
    path.write_text(
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>وكالة</title><item><title>{TITLE}</title>'
        f"<link>{URL}</link><guid>{URL}</guid><pubDate>Sun, 05 Mar 2017 10:00:00 GMT</pubDate>"
        f"<description>{body}</description></item></channel></rss>",
        encoding="utf-8",
    )


def write_atom(path: Path) -> None:
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>وكالة</title><entry>'
        f"<title>{TITLE}</title><id>{URL}</id><updated>{PUBLISHED}T10:00:00Z</updated>"
        f'<content type="text">{escape(TEXT)}</content></entry></feed>',
        encoding="utf-8",
    )


def write_telegram(path: Path) -> None:
    pieces = [{"type": "bold", "text": PARAGRAPHS[0]}, "\n" + PARAGRAPHS[1]]
    messages = [
        {"id": 1, "type": "service", "date": f"{PUBLISHED}T09:00:00", "text": ""},
        {"id": 2, "type": "message", "date": f"{PUBLISHED}T10:00:00", "text": pieces},
    ]
    chat = {"name": "قناة", "type": "public_channel", "id": 77, "messages": messages}
    path.write_text(json.dumps(chat, ensure_ascii=False), encoding="utf-8")


def write_warc(path: Path) -> None:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=path.suffix == ".gz")
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(URL, "response", payload=io.BytesIO(PAGE.encode()), http_headers=head)
        )
        head = StatusAndHeaders("404 Not Found", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(URL + "x", "response", payload=io.BytesIO(b"no"), http_headers=head)
        )


def write_wacz(path: Path) -> None:
    inner = path.with_suffix(".warc.gz")
    write_warc(inner)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.write(inner, "archive/data.warc.gz")
    inner.unlink()


def write_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("news/a.txt", TEXT)
        archive.writestr("news/picture.png", b"\x89PNG")


def write_tar(path: Path) -> None:
    with tarfile.open(path, "w:gz") as archive:
        info = tarfile.TarInfo("news/a.txt")
        info.size = len(TEXT.encode())
        archive.addfile(info, io.BytesIO(TEXT.encode()))


def write_gzip(path: Path) -> None:
    path.write_bytes(gzip.compress(TEXT.encode()))


def write_fetched(path: Path) -> None:
    """The WARC file that fetching the page makes."""
    from web_server import serving

    from marsad.fetching import FetchOptions, fetch

    folder = path.parent / f".{path.name}.pages"
    with serving() as server:
        list(fetch([server.put("/a/1", PAGE)], folder, FetchOptions(allow_private=True, delay=0.0)))
    (warc,) = folder.glob("*.warc.gz")
    warc.rename(path)


#: File name → who writes it.
CONTAINERS: dict[str, Callable[[Path], None]] = {
    "a.txt": write_txt,
    "a.html": write_html,
    "a.jsonl": write_jsonl,
    "a.json": write_json,
    "a.csv": write_csv,
    "a.docx": write_docx,
    "a.xlsx": write_xlsx,
    "a.parquet": write_parquet,
    "a.duckdb": write_duckdb,
    "a.sqlite": write_sqlite,
    "a.eml": write_eml,
    "a.mbox": write_mbox,
    "a.mhtml": write_mhtml,
    "a.rss": write_rss,
    "a.atom": write_atom,
    "result.json": write_telegram,
    "a.warc": write_warc,
    "a.warc.gz": write_warc,
    "fetched.warc.gz": write_fetched,
    "a.wacz": write_wacz,
    "a.zip": write_zip,
    "a.tar.gz": write_tar,
    "a.txt.gz": write_gzip,
}
