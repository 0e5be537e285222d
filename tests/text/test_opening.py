"""What words may begin, looked up together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.text.folding import fold_key
from marsad.text.opening import Opening, _Table
from marsad.text.phrases import PhraseIndex
from marsad.text.words import Words

TEXT = "وصل الوفد إلى مطار عدن وغادر المطار"


def test_each_kind_has_its_own_words() -> None:
    joined = Opening(lambda key: key.startswith("و"))
    lengths = Opening(lambda key: len(key) if len(key) > 4 else None)
    words = Words(TEXT)
    assert joined.at(words) == [(0, True), (5, True)]
    assert lengths.at(words) == [(1, 5), (5, 5), (6, 6)]
    assert joined.at(words) == [(0, True), (5, True)]


def test_a_word_is_learnt_once() -> None:
    asked: list[str] = []
    Opening(asked.append).at(Words("مطار عدن"))
    Opening(asked.append).at(Words("مطار عدن"))
    first, second = Opening(asked.append), Words("مطار عدن")
    first.at(second)
    before = list(asked)
    first.at(Words("عدن مطار عدن"))
    assert asked == before


def test_a_phrase_added_late_is_found() -> None:
    index: PhraseIndex[str] = PhraseIndex(lasting=True)
    index.add("مطار عدن", "airport")
    words = Words(TEXT)
    assert [(h.first, h.last, h.payload) for h in index.find(words)] == [(3, 5, "airport")]
    index.add("الوفد", "delegation")
    assert [h.payload for h in index.find(words)] == ["delegation", "airport"]


def test_a_lasting_index_finds_what_another_does() -> None:
    lasting: PhraseIndex[str] = PhraseIndex(pronouns=True, lasting=True)
    alone: PhraseIndex[str] = PhraseIndex(pronouns=True)
    for phrase in ("القوات العراقية", "قوات", "مطار", "عدن"):
        lasting.add(phrase, phrase)
        alone.add(phrase, phrase)
    words = Words("سيطرت القوات العراقية وقواتها على مطار عدن")
    assert lasting.find(words) == alone.find(words)
    assert lasting.find_all(words) == alone.find_all(words)


def test_a_word_is_asked_only_where_a_form_of_it_is_known() -> None:
    asked: list[str] = []
    known = Opening(asked.append, lambda: ["قلعنبر", "الزمهره"])
    known.at(Words("وصل إلى القلعنبر ثم إلى زمهرة وبالزمهرة وصالة للقلعنبر 12"))
    assert [key for key in asked if key.isalpha()] == ["القلعنبر", "وبالزمهره", "للقلعنبر"]
    assert "12" in asked


def test_a_kind_that_joins_late_leaves_what_was_learnt() -> None:
    asked: list[str] = []
    early = Opening(asked.append)
    early.at(Words("القلعنبر والزمهرة"))
    before = list(asked)
    late = Opening(lambda key: key.endswith("قلعنبر"), lambda: ["قلعنبر"])
    words = Words("القلعنبر والزمهرة")
    assert late.at(words) == [(0, True)]
    assert early.at(words) == []
    assert asked == before


def _kinds() -> list[Opening[object]]:
    """Every kind of the coder that tells which words it knows, once a text was coded with them."""
    from marsad.api import code
    from marsad.text import opening

    code("قتل جنديان في حلب أمس")
    return [kind for kind in opening._table.kinds if kind.words is not None]


@pytest.mark.parametrize("written", [str, "و{}".format, "بال{}".format, "لل{}".format, "ال{}".format, "{}ها".format])
def test_kinds_learn_nothing_of_a_word_of_which_they_know_no_form(written: Callable[[str], str]) -> None:
    kinds = _kinds()
    table = _Table(tuple(kinds))
    words = {fold_key(written(word)) for kind in kinds if kind.words for word in list(kind.words())[:400]}
    assert len(words) > 1000
    for key in words:
        learnt = {n: value for n, kind in enumerate(kinds) if (value := kind.learn(key))}
        assert dict(table.rows[key]) == learnt
