"""A text without its quotation marks, and small questions about single words."""

from __future__ import annotations

from typing import Final

from marsad.lexicon.countries import adjective_keys
from marsad.text.clitics import readings
from marsad.text.words import Words

QUOTES: Final = frozenset("\"'«»“”„‟‘’‚‹›`´")
CLOSING_QUOTES: Final = frozenset("\"'»”’›")


class View(Words):
    """The words of a text without its quotation marks, so that تنظيم "داعش" is two neighbours.

    `places[i]` is the position of word `i` in the whole text, `keys[i]` its look-up form.
    """

    __slots__ = ("places",)

    def __init__(self, words: Words) -> None:
        if QUOTES.isdisjoint(words.keys):
            list.__init__(self, words)
            self.raw, self.keys, self.key, self.opened = words.raw, words.keys, words.key, None
            self._breaks = words._breaks
            self.places = list(range(len(words)))
            return
        self.places = [i for i, key in enumerate(words.keys) if key not in QUOTES]
        self._fill(words.raw, [words[i] for i in self.places])

    def among(self, positions: list[int]) -> list[int]:
        """Positions in the whole text as positions of the view; those of quotation marks are left out."""
        if self.places[-1:] == [len(self.places) - 1]:  # no mark stands in the text
            return positions
        inside = {place: i for i, place in enumerate(self.places)}
        return [inside[at] for at in positions if at in inside]

    def joined(self, i: int) -> bool:
        """Whether word `i` exists and stands on the line of the word before it."""
        return 0 <= i < len(self) and self[i].newlines == 0

    def is_word(self, i: int) -> bool:
        """Whether word `i` is a word of letters on the line of the word before it."""
        return self.joined(i) and self[i].kind == "word"


def has_article(key: str) -> bool:
    """Whether a word carries the article: العراقية, للقوات."""
    return len(key) > 4 and key.startswith(("ال", "لل"))


def agreeing(key: str, definite: bool) -> str | None:
    """An adjective without its article where it agrees with a definite or an indefinite noun, else None.

    >>> agreeing("العراقيه", True), agreeing("عراقيه", True), agreeing("عراقيه", False)
    ('عراقيه', None, 'عراقيه')
    """
    if definite:
        return key[2:] if len(key) > 4 and key.startswith("ال") else None
    return key


def without_conjunction(key: str) -> str:
    """A word without و or ف before it, where enough is left: وقال → قال."""
    return key[1:] if len(key) > 3 and key[0] in "وف" else key


def is_plural_adjective(stem: str) -> bool:
    """Whether an adjective is a sound masculine plural or dual, which only people take (العراقيين)."""
    return stem.endswith(("ين", "ون"))


def nation_of(key: str, definite: bool) -> str | None:
    """The country of a nationality adjective that agrees, with the article or without.

    >>> nation_of("العراقيه", True), nation_of("العراقيه", False)
    ('IRQ', None)
    """
    stem = agreeing(key, definite)
    return adjective_keys().get(stem) if stem else None


def bare_stem(key: str) -> str:
    """The word without clitics and article, as far as spelling tells."""
    return readings(key)[-1].stem if has_article(key) else key
