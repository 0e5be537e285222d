"""Which encoding bytes are in, and what happens to damaged ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import BadSetting, NotText
from marsad.reading.encodings import check_encoding, decode, detect

TEXT = (
    "أفاد مصدر محلي بإصابة خمسة من أهالي القرية، جراء سقوط قذيفتين؛ هل عاد الهدوء؟\r\nوقال شهود إن القصف توقف ظهراً.\n"
)
SHORT = "قصف على بلدة"

CASES = [
    pytest.param("utf-8", "utf-8", id="utf-8"),
    pytest.param("utf-8-sig", "utf-8", id="utf-8 with a mark"),
    pytest.param("utf-16", "utf-16-le", id="utf-16 with a mark"),
    pytest.param("utf-16-le", "utf-16-le", id="utf-16-le without a mark"),
    pytest.param("utf-16-be", "utf-16-be", id="utf-16-be without a mark"),
    pytest.param("utf-32", "utf-32-le", id="utf-32 with a mark"),
    pytest.param("cp1256", "windows-1256", id="windows-1256"),
    pytest.param("iso8859_6", "iso-8859-6", id="iso-8859-6"),
]


@pytest.mark.parametrize(("codec", "name"), CASES)
@pytest.mark.parametrize("text", [TEXT, SHORT], ids=["news", "headline"])
def test_the_encoding_is_told_by_the_bytes(codec: str, name: str, text: str) -> None:
    assert decode(text.encode(codec), "a.txt") == (text, name, 0)


def test_a_mark_of_utf_16_be_is_dropped() -> None:
    assert decode(b"\xfe\xff" + SHORT.encode("utf-16-be"), "a.txt") == (SHORT, "utf-16-be", 0)


def test_mac_arabic_is_told_from_iso_8859_6_by_its_digits() -> None:
    text = "إصابة ١٢ شخصاً في انفجار قرب السوق"
    assert decode(text.encode("mac_arabic"), "a.txt").encoding == "mac-arabic"


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\r", "\u2028"], ids=ascii)
def test_newlines_stay_as_they_are(separator: str) -> None:
    text = separator.join(["قصف", "على", "البلدة"])
    assert decode(text.encode(), "a.txt").text == text


@given(st.text(alphabet="اأإبتثجحخدذرزسشصضطظعغفقكلمنهوية ءئؤ،.؟\n\r0123456789", min_size=1).filter(str.strip))
def test_utf_8_is_always_read_back(text: str) -> None:
    assert decode(text.encode(), "a.txt").text == text


def test_one_damaged_byte_is_shown_and_counted() -> None:
    data = TEXT.encode()
    decoded = decode(data[:40] + b"\xff" + data[40:], "a.txt")
    assert decoded.text.replace("\ufffd", "") == TEXT
    assert (decoded.encoding, decoded.replaced) == ("utf-8, 1 damaged place", 1)


def test_a_replacement_sign_of_the_source_is_no_damage() -> None:
    assert decode((TEXT + "\ufffd").encode(), "a.txt").replaced == 0


def test_a_text_cut_inside_a_letter_is_read() -> None:
    assert decode(TEXT.rstrip("\n.").encode()[:-1], "a.txt").replaced == 1


REFUSED = [
    pytest.param(b"", "the file is empty", id="empty"),
    pytest.param(b" \n\t ", "the text is empty", id="blank"),
    pytest.param(b"\xef\xbb\xbf", "the text is empty", id="a mark alone"),
    pytest.param(b"%PDF-1.7 \x00\x01", r"a binary file \(a PDF\)", id="pdf"),
    pytest.param(b"PK\x03\x04rest", "Office", id="office"),
    pytest.param(b"\x89PNG\r\n\x1a\n", "an image", id="image"),
    pytest.param(b"abc\x00\x01\x02\x03def", "a binary file", id="zero bytes"),
    pytest.param(
        TEXT.encode() + TEXT.encode("cp1256"),
        f"two encodings in one file.*byte {len(TEXT.encode())} ",
        id="two encodings",
    ),
]


@pytest.mark.parametrize(("data", "problem"), REFUSED)
def test_what_is_no_text_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(NotText, match=f"^a.txt: .*{problem}"):
        decode(data, "a.txt")


def test_a_named_encoding_that_is_wrong_is_refused() -> None:
    with pytest.raises(NotText, match="places are not utf-8"):
        decode(TEXT.encode("cp1256"), "a.txt", "utf-8")


def test_a_letter_cut_by_the_end_of_the_sample_is_no_damage() -> None:
    assert detect(TEXT.encode()[:-3], "a.txt", whole=False) == "utf-8"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("auto", "auto"),
        ("AUTO", "auto"),
        ("UTF8", "utf-8"),
        ("cp1256", "windows-1256"),
        ("windows-1256", "windows-1256"),
    ],
)
def test_names_of_encodings(given: str, name: str) -> None:
    assert check_encoding(given) == name


@pytest.mark.parametrize("name", ["arabic-1", "hex", "rot13", ""])
def test_an_unknown_encoding_is_a_bad_setting(name: str) -> None:
    with pytest.raises(BadSetting, match="windows-1256"):
        check_encoding(name)
