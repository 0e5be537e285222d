"""Two of something, told by the noun alone."""

from __future__ import annotations

import pytest

from marsad.numerals import find_duals, find_quantities
from marsad.text.words import Words


def duals(text: str) -> list[tuple[str, str]]:
    words = Words(text)
    return [(q.text, q.role) for q in find_duals(words, find_quantities(words))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("استشهد جنديان في كمين", [("جنديان", "count")]),
        ("ألقي القبض على عنصرين", [("عنصرين", "count")]),
        ("قصفت بصاروخين", [("صاروخين", "count")]),
        ("وسيارتين ودراجتين", [("سيارتين", "count"), ("دراجتين", "count")]),
        ("دمرت بلدتين ووثيقتين", [("بلدتين", "count"), ("وثيقتين", "count")]),
        ("للقريتين المجاورتين", [("لقريتين", "count")]),
        ("القريتين المجاورتين", [("القريتين", "count")]),
        ("سيارتا إسعاف", [("سيارتا", "count")]),
        ("سيارتي إسعاف محملتين بالسلاح", [("سيارتي", "count")]),
        ("عبوتان ناسفتان وقذيفتان", [("عبوتان", "count"), ("قذيفتان", "count")]),
        ("طائرتين مسيرتين انتحاريتين", [("طائرتين", "count")]),
        ("قتل مسلحان", [("مسلحان", "count")]),
        ("بجثتين", [("جثتين", "count")]),
        ("ارتفعت مرحلتين", [("مرحلتين", "other")]),
    ],
)
def test_two_of_a_noun(text: str, expected: list[tuple[str, str]]) -> None:
    assert duals(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "قتل مسلحين في الوادي",  # the plural is written alike
        "عشرين ومئتين وثلثين",
        "في فلسطين وأفغانستان وكردستان",
        "وصل بوتين إلى الأرجنتين",
        "كانتا هناك",
        "البساتين والفساتين",
        "تركت سيارتي.",  # with nothing behind it, my car
        "بيان للجيش",
        "اللواءين 27 و28",
    ],
)
def test_what_only_looks_like_two(text: str) -> None:
    assert duals(text) == []


def test_a_dual_with_its_number_is_told_once() -> None:
    words = Words("ضبط سيارتين اثنتين")
    quantities = find_quantities(words)
    assert [q.text for q in quantities] == ["اثنتين"]
    assert find_duals(words, quantities) == []
