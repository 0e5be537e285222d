"""Function words (`lexicon/data/functionwords.yaml`): where noun phrases and clauses end."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from marsad.text.folding import fold_key
from marsad.text.yamldata import parse_yaml


class FunctionWords(msgspec.Struct, frozen=True):
    """Sets of words in look-up form; the data file says what each is for."""

    function: frozenset[str]
    prepositions: frozenset[str]
    subordinate: frozenset[str]
    relative: frozenset[str]
    openers: frozenset[str]

    def is_content(self, key: str) -> bool:
        """Whether a word may name somebody or something: رئيس may, من may not."""
        return key not in self.function and key not in self.prepositions and key not in self.subordinate


@cache
def function_words() -> FunctionWords:
    """The lists, loaded once."""
    text = (resources.files("marsad.lexicon") / "data" / "functionwords.yaml").read_text("utf-8")
    return FunctionWords(**{name: frozenset(map(fold_key, words)) for name, words in parse_yaml(text).items()})
