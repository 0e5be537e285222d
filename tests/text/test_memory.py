"""Memories of single words: they answer as the function does, and stay small."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.text.folding import fold_key
from marsad.text.memory import WordMemory

WORDS = st.lists(st.text(alphabet="قصفةأىؤ", max_size=4))


@given(WORDS, st.integers(min_value=1, max_value=5))
def test_memory_answers_as_the_function_and_stays_within_its_capacity(words: list[str], capacity: int) -> None:
    memory = WordMemory(fold_key, capacity)
    for word in words:
        assert memory[word] == fold_key(word)
        assert len(memory) <= capacity


def test_a_word_is_learnt_once() -> None:
    asked: list[str] = []
    memory = WordMemory(asked.append)
    assert [memory[w] for w in ("قصف", "قصف", "غارة")] == [None] * 3
    assert asked == ["قصف", "غارة"]
