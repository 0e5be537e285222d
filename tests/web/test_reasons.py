"""The reasons of failures are told in the language of the page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import marsad.fetching
import marsad.reading
from marsad.errors import InputError
from marsad.web.i18n import words_in
from marsad.web.reasons import load_reasons, reason_of

FOLDERS = [Path(str(package.__file__)).parent for package in (marsad.reading, marsad.fetching)]
#: Messages that are put together from parts which stand elsewhere in the code, and what they come to.
COMPOSED = {
    "7 (7); name one, as --table NAME": [
        "no table 'x' (a, b); name one, as --table NAME",
        "2 tables (a, b); name one, as --table NAME",
    ],
    "the server 7; try again later": [
        "the server took too long in all; try again later",
        "the server was silent for too long; try again later",
    ],
    "the folder holds 7 7; name the files themselves": [
        "the folder holds no file .txt, .html; name the files themselves",
        "the folder holds 3 files, none of them .txt, .html; name the files themselves",
    ],
}
ERRORS = {kind.__name__ for kind in InputError.__subclasses__()}


def said_in(node: ast.expr) -> str | None:
    """What an expression says, with 7 and '7' where a value stands; None when it is no text."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if not isinstance(node, ast.JoinedStr):
        return None
    parts = [
        str(part.value) if isinstance(part, ast.Constant) else "'7'" if part.conversion == ord("r") else "7"
        for part in node.values
        if isinstance(part, (ast.Constant, ast.FormattedValue))
    ]
    return "".join(parts)


def messages() -> Iterator[tuple[str, str]]:
    """Where readers and fetchers raise, and what they say there."""
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                    said = [said_in(argument) for argument in node.args[1:]]
                    if None not in said:
                        text = "; ".join(filter(None, said))
                        for message in COMPOSED.get(text, [text]):
                            yield f"{path.stem}-{node.lineno}", message


SAID = list(messages())


@pytest.mark.parametrize("message", [text for _, text in SAID], ids=[where for where, _ in SAID])
def test_every_message_of_a_reader_or_fetcher_has_its_arabic(message: str) -> None:
    told = reason_of(words_in("ar"), f"تقرير: يوم.txt line 3: {message}")
    assert told.language == "ar", f"add this to data/reasons.yaml: {message}"


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("a.txt: the file is empty; nothing to code", "الملف فارغ. لا شيء يُرمَّز."),
        (
            "b.jsonl line 2: no JSON (x: y; z); write one object a line",
            "ليس JSON صحيحًا (x: y; z). اكتب كائنًا في كل سطر.",
        ),
        (
            "https://a.example/: the server answers 404 Not Found; check the address",
            "أجاب الخادم: 404 Not Found. تحقق من العنوان.",
        ),
        (
            "https://a.example/: https://b.example/: leads to 10.0.0.1, a private address; "
            "add --allow-private if you mean a machine of your own network",
            "يقود إلى 10.0.0.1، وهو من عناوين لا تُطلب: شبكة داخلية أو محجوزة. "
            "إن قصدت جهازًا في شبكتك فابدأ النظام بالخيار --allow-private.",
        ),
        (
            "t.csv row 4: 2 fields where the header has 3; see line 5: its quotes and separators",
            "2 حقول وصف العناوين فيه 3. انظر السطر 5: علامات الاقتباس والفواصل فيه.",
        ),
        (
            "t.csv row 4: published: '2/6/2020' is no date; write it as YYYY-MM-DD; correct it, or leave it out",
            "'2/6/2020' ليس تاريخًا؛ يُكتب 2024-05-31. صححه، أو احذفه.",
        ),
        (
            "t.jsonl line 1: 'text' is empty; name the field that holds it, as --field text=body",
            "الحقل 'text' فارغ. سمّ حقل النص text؛ وفي سطر الأوامر: --field text=body.",
        ),
        ("x.pdf: the PDF is locked by a password; save it without one", "ملف PDF مقفل بكلمة سر. احفظه بلا كلمة سر."),
        ("x: permission denied; you lack the right to read it", "لا إذن بقراءته. لا إذن لك بقراءته."),
        ("x: no Arabic letters; only Arabic texts are coded", "لا حروف عربية فيه. لا تُرمَّز إلا النصوص العربية."),
        (
            "x: only 7 % of its letters are Arabic; only Arabic texts are coded",
            "7٪ فقط من حروفه عربية. لا تُرمَّز إلا النصوص العربية.",
        ),
        (
            "d: the process that coded it died (out of memory?); code it alone, or split it",
            "انقطعت العملية التي ترمّزه، ولعل الذاكرة ضاقت. استورده وحده، أو قسّمه.",
        ),
    ],
    ids=lambda value: value[:24],
)
def test_a_reason_is_told_in_arabic(message: str, told: str) -> None:
    found = reason_of(words_in("ar"), message)
    assert (found.text.replace("\u2068", "").replace("\u2069", ""), found.language) == (told, "ar")
    assert found.text.count("\u2068") == found.text.count("\u2069"), "values are isolated: they read from left to right"
    assert "\u2068--" in found.text or "--" not in found.text


def test_english_pages_tell_it_in_english_without_the_name() -> None:
    told = reason_of(words_in("en"), "a.txt: the file is empty; nothing to code")
    assert told == ("the file is empty. Nothing to code.", "en")


@pytest.mark.parametrize("message", ["list index out of range", "x: something new; do something", "", "n: " * 900])
def test_what_is_unknown_stays_english(message: str) -> None:
    assert reason_of(words_in("ar"), message) == (message, "en")


def test_every_sentence_has_both_languages() -> None:
    assert all(sentence.texts["ar"] != sentence.texts["en"] for part in load_reasons().values() for sentence in part)
