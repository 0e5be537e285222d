"""Dated facts of `data/facts.yaml`: who held which office when, and when what news recalls by name happened."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from marsad.temporal.lexemes import load
from marsad.text.clitics import readings
from marsad.text.folding import fold_key
from marsad.text.memory import CAPACITY
from marsad.text.phrases import PhraseIndex
from marsad.text.words import Words


class Holder(NamedTuple):
    """A holder of an office named in the text, with the terms; an end None: still in office when the list was made."""

    office: str
    country: str
    terms: tuple[tuple[date, date | None], ...]


@cache
def happenings() -> PhraseIndex[date]:
    """The happenings that news recalls by name, with their (first) day."""
    index: PhraseIndex[date] = PhraseIndex(lasting=True)
    for event in load("facts")["events"]:
        index.add_all(event["names"], event["date"])
    return index


@cache
def founded() -> PhraseIndex[date]:
    """Bodies by names that they bear since a day."""
    index: PhraseIndex[date] = PhraseIndex(lasting=True)
    for body in load("facts")["founded"]:
        index.add_all(body["names"], body["date"])
    return index


def happening_at(words: Words, i: int) -> tuple[date, int] | None:
    """The day of the happening named at word `i`, and the position behind its name.

    >>> happening_at(Words("اغتيال قاسم سليماني"), 0)
    (datetime.date(2020, 1, 3), 3)
    """
    found = happenings().find_at(words, i)
    return (found[0].payload, found[0].last) if found else None


@cache
def holders() -> PhraseIndex[Holder]:
    """The holders of offices by name."""
    index: PhraseIndex[Holder] = PhraseIndex(lasting=True)
    for term in load("facts")["terms"]:
        spans = tuple((t[0], t[1] if len(t) > 1 else None) for t in term["terms"])
        index.add_all(term["names"], Holder(term["office"], term["country"], spans))
    return index


@cache
def all_titles() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every office with each of its titles as look-up forms of words."""
    return tuple(
        (name, tuple(fold_key(w) for w in title.split()))
        for name, office in load("facts")["offices"].items()
        for title in office["titles"]
    )


@cache
def _keys(name: str) -> frozenset[str]:
    return frozenset(fold_key(w) for w in load("facts")[name])


@lru_cache(maxsize=CAPACITY)
def is_fact_word(key: str, name: str) -> bool:
    """Whether a word is in a list of words of `data/facts.yaml`, clitics removed."""
    wanted = _keys(name)
    return key in wanted or any(r.stem in wanted and not r.pronoun and not r.article for r in readings(key))
