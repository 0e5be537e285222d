"""The words of the workbench: both languages have the same, and templates ask for words that are there."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from marsad.report.labels import load_labels
from marsad.web.i18n import choose_language, load_words, missing, plural, words_in
from marsad.web.pages import PAGES

SOURCES = [
    path
    for folder in ("templates", "pages")
    for path in Path(str(files("marsad.web") / folder)).rglob("*")
    if path.suffix in (".j2", ".py")
]
KEYS = [
    (path.name, key)
    for path in SOURCES
    for key in re.findall(r'\bt\(["\']([a-z_]+\.[a-z_0-9]+)["\'][,)]', path.read_text(encoding="utf-8"))
]


def fields(word: Any) -> set[str]:
    forms = word.values() if isinstance(word, dict) else [word]
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name} - {"count"}


@pytest.mark.parametrize(("section", "key"), [(s, k) for s, words in load_words().items() for k in words])
def test_both_languages_say_it_with_the_same_values(section: str, key: str) -> None:
    word = load_words()[section][key]
    assert fields(word["ar"]) == fields(word["en"])
    assert all(word.values())


def test_counts_have_the_form_that_every_language_needs() -> None:
    assert missing(load_words()) == []


@pytest.mark.parametrize(("file", "key"), sorted(set(KEYS)))
def test_a_word_that_is_asked_for_is_there(file: str, key: str) -> None:
    section, _, name = key.partition(".")
    assert name in load_words().get(section, {}), file


def test_every_entry_of_the_navigation_has_words() -> None:
    for page in PAGES:
        if page.nav:
            assert words_in("ar")(page.nav.label)


def test_every_value_of_a_facet_has_a_name() -> None:
    from marsad.web.queries.filters import DIMENSIONS

    sections = {
        "type": "types",
        "kind": "kinds",
        "status": "modality",
        "grade": "grades",
        "review": "review",
        "harm": "harm",
    }
    for dimension in DIMENSIONS:
        for value in dimension.allowed or ():
            section = sections[dimension.name]
            assert value in load_words().get(section, {}) or value in load_labels()[section], value


@pytest.mark.parametrize(
    ("chosen", "accepted", "language"),
    [
        (None, None, "ar"),
        (None, "en-GB,en;q=0.9", "en"),
        (None, "ar-IQ,ar;q=0.9,en;q=0.8", "ar"),
        (None, "fr-FR,en;q=0.7,ar;q=0.3", "en"),
        (None, "fr, de;q=0.5", "ar"),
        (None, "en;q=0", "ar"),
        (None, ";;;q=,,*", "ar"),
        ("ar", "en", "ar"),
        ("en", "ar", "en"),
        ("xx", "en", "en"),
    ],
)
def test_the_language(chosen: str | None, accepted: str | None, language: str) -> None:
    assert choose_language(chosen, accepted) == language


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (0, "zero"),
        (1, "one"),
        (2, "two"),
        (3, "few"),
        (10, "few"),
        (11, "many"),
        (99, "many"),
        (100, "other"),
        (102, "other"),
        (103, "few"),
        (1_011, "many"),
    ],
)
def test_arabic_counts(count: int, form: str) -> None:
    assert plural(count, "ar") == form


def test_words_with_a_count() -> None:
    assert words_in("ar")("overview.incidents", 3) == "3 حوادث"
    assert words_in("ar")("overview.incidents", 2) == "حادثتان"
    assert words_in("en")("overview.incidents", 1_200) == "1,200 incidents"


def test_bodies_and_places_in_both_languages() -> None:
    assert words_in("ar").actor("SYR-MIL") == "جيش وقوات مسلحة · سوريا"
    assert words_in("en").actor("SYR-MIL") == "armed forces · Syria"
    assert words_in("ar").admin("SYR/إدلب") == "إدلب، سوريا"
    assert words_in("en").admin("SYR/إدلب") == "Idlib, Syria"
    assert words_in("en").admin("SYR/مجهولة") == "\u2068مجهولة\u2069, Syria", (
        "no Latin name is known: it must not turn the line"
    )
    assert words_in("en").divisions("IRQ", "تلعفر، نينوى") == "Tal Afar, Nineveh"
    assert words_in("ar").divisions("IRQ", "تلعفر، نينوى") == "تلعفر، نينوى"
