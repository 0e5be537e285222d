"""Make a folder of clippings in mixed containers out of the example articles, to try the guides on.

    .venv/bin/python scripts/clippings.py FOLDER

Text in an old encoding, Word, e-mail, a saved page, a table, an archive, and a scan without text.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import shutil
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final

import docx

ROOT: Final = Path(__file__).resolve().parents[1]
#: A page with nothing on it that could be read: what a scanner leaves.
SCAN: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def main() -> None:
    """Make the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    make(parser.parse_args().folder)


def make(folder: Path) -> None:
    """Make the folder; files of the same name are replaced."""
    lines = (ROOT / "examples" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = {a["id"]: a for a in map(json.loads, lines)}
    for part in ("plain", "word", "mail", "pages", "tables", "scans"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    plain = articles["iq-jalawla-1"]["text"].encode("cp1256", "replace")
    (folder / "plain" / "jalawla.txt").write_bytes(plain)
    _word(articles["iq-jalawla-2"], folder / "word" / "jalawla.docx", "الأربعاء 13 مارس 2024")
    _mail(articles["iq-hamrin-1"], folder / "mail" / "statement.eml", "Mon, 20 May 2024 18:05:00 +0300")
    shutil.copy(ROOT / "examples" / "eg-sinai.html", folder / "pages")
    _table([articles[i] for i in ("ye-taiz", "ly-zawiya", "iq-nasiriya")], folder / "tables" / "week.csv")
    _archive([articles[i] for i in ("sd-fasher-1", "sd-fasher-2", "ps-nuseirat", "neg-sport")], folder / "old.zip")
    (folder / "scans" / "front-page.pdf").write_bytes(SCAN)


def _word(article: dict[str, Any], path: Path, head: str) -> None:
    page = docx.Document()
    for paragraph in (head, *article["text"].splitlines()):
        page.add_paragraph(paragraph)
    page.save(str(path))


def _mail(article: dict[str, Any], path: Path, day: str) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "المكتب الإعلامي <press@example.org>", article["title"]
    message["Date"] = day
    message.set_content(article["text"])
    path.write_bytes(message.as_bytes())


def _table(articles: list[dict[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["day", "outlet", "body"])
        out.writerows([a["published"], a["source"], a["text"]] for a in articles)


def _archive(articles: list[dict[str, Any]], path: Path) -> None:
    packed = io.StringIO()
    for article in articles:
        packed.write(json.dumps(article, ensure_ascii=False) + "\n")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2024/articles.jsonl", packed.getvalue())


if __name__ == "__main__":
    main()
