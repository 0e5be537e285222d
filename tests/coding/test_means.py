"""Means: words and their class."""

from __future__ import annotations

import pytest

from marsad.coding.means import find_means
from marsad.text.words import Words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("انفجار سيارة مفخخة", ["vehicle_bomb"]),
        ("بسيارتين مفخختين", ["vehicle_bomb"]),
        ("بعبوة ناسفة", ["ied"]),
        ("عبوة لاصقة", ["ied"]),
        ("انفجار لغم أرضي", ["mine"]),
        ("بحزام ناسف", ["explosive_vest"]),
        ("سترته الناسفة", ["explosive_vest"]),
        ("قنبلة يدوية", ["grenade"]),
        ("بقذائف الهاون", ["mortar"]),
        ("بقصف مدفعي", ["artillery"]),
        ("بصواريخ كاتيوشا", ["rocket"]),
        ("صاروخ باليستي", ["missile"]),
        ("بطائرة مسيرة", ["drone"]),
        ("طائرة من دون طيار", ["drone"]),
        ("غارة جوية", ["aircraft"]),
        ("مروحية قتالية", ["helicopter"]),
        ("طعنا بالسكين", ["knife", "knife"]),
        ("أضرموا النار", ["arson"]),
        ("رميا بالرصاص", ["firearms"]),
        ("سلاح كاتم", []),
        ("غاز الكلور", ["chemical"]),
        ("اجتماع في المدينة", []),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_words_and_their_class(text: str, expected: list[str]) -> None:
    assert [m.class_ for m in find_means(Words(text))] == expected


def test_spans_leave_clitics_out() -> None:
    text = "قتل بعبوة ناسفة"
    (means,) = find_means(Words(text))
    assert text[means.span[0] : means.span[1]] == means.text == "عبوة ناسفة"
