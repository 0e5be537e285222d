"""Means: how violence was done, from the words for weapons and ways (سيارة مفخخة, عبوة ناسفة, قذائف هاون)."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from marsad.model import Span
from marsad.model.event import MeansClass
from marsad.text.phrases import PhraseIndex
from marsad.text.words import Words
from marsad.text.yamldata import parse_yaml


class MeansMention(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A means at the words [first, last)."""

    class_: MeansClass
    first: int
    last: int
    text: str
    span: Span


def find_means(words: Words) -> list[MeansMention]:
    """The means that a text names, in order, without overlaps; the longest phrase wins.

    >>> [(m.class_, m.text) for m in find_means(Words("انفجار عبوة ناسفة وسقوط قذائف هاون"))]
    [('ied', 'عبوة ناسفة'), ('mortar', 'قذائف هاون')]
    """
    found: list[MeansMention] = []
    last = -1
    for hit in _index().find(words):
        if hit.first == last:  # of two classes for one phrase the first in the data holds
            continue
        last = hit.first
        found.append(
            MeansMention(
                class_=hit.payload,
                first=hit.first,
                last=hit.last,
                text=words.text(hit.first, hit.last, hit.skip),
                span=words.span(hit.first, hit.last, hit.skip),
            )
        )
    return found


@cache
def _index() -> PhraseIndex[MeansClass]:
    text = (resources.files("marsad.lexicon") / "data" / "means.yaml").read_text("utf-8")
    index: PhraseIndex[MeansClass] = PhraseIndex(lasting=True)
    for name, phrases in parse_yaml(text).items():
        index.add_all(phrases, name)
    return index
