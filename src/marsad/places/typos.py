"""Names with one wrong letter, behind a type word only: ناحية باودش for بادوش."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from marsad.places.gazetteer import Gazetteer
from marsad.places.wording import TypeWord

_LETTERS: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
#: Shorter names are one letter away from too many others.
_MIN_LENGTH: Final = 5
#: Type words strict enough that what follows is a listed place, well or badly spelled.
_TYPES: Final = frozenset({"ناحيه", "قضاء", "مدينه", "بلده", "محافظه"})


def find_typo(gazetteer: Gazetteer, key: str, type_word: TypeWord) -> list[int]:
    """Positions of the curated places of the right kind whose name is one letter away (swap, loss, gain, change).

    Empty where none or more than one name is so near.
    """
    if len(key) < _MIN_LENGTH or type_word.plural or type_word.key not in _TYPES:
        return []
    found: dict[str, list[int]] = {}
    for other in _one_letter_away(key):
        entry = gazetteer.names.get(other)
        if entry is None:
            continue
        places = [c >> 2 for c in entry[1:] if _fits(gazetteer, c >> 2, type_word)]
        if places:
            found[other] = places
    return next(iter(found.values())) if len(found) == 1 else []


def _fits(gazetteer: Gazetteer, index: int, type_word: TypeWord) -> bool:
    place = gazetteer.place(index)
    return place.curated and place.rank >= 2 and place.feature in type_word.features


@lru_cache(maxsize=5_000)
def _one_letter_away(key: str) -> tuple[str, ...]:
    cuts = [(key[:i], key[i:]) for i in range(len(key) + 1)]
    out = {a + b[1:] for a, b in cuts if b}
    out |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    out |= {a + c + b[1:] for a, b in cuts if b and b[0] != " " for c in _LETTERS}
    out |= {a + c + b for a, b in cuts for c in _LETTERS}
    out.discard(key)
    return tuple(sorted(out))
