"""Where the outlet says that nobody could check it: لم يتسنّ التأكد, تقارير غير مؤكدة."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.coding.reporting import reporting
from marsad.coding.scope import Scope
from marsad.coding.speakers import find_speakers
from marsad.model import SourceMention
from marsad.text.folding import fold_key
from marsad.text.memory import remembered
from marsad.text.words import Words

#: The words of a marker may stand this far apart.
_GAP = 7
#: Markers that speak of what was told before rather than of their own sentence.
_LOOKS_BACK: Final = frozenset(map(fold_key, ("التأكد", "التحقق", "تأكيد", "الحصول", "صحة", "مستقل", "مستقلة")))


def find_unverified(
    words: Words, sentences: Sequence[tuple[int, int]], scopes: Sequence[Scope] = ()
) -> list[tuple[int, int]]:
    """Word ranges of what could not be verified.

    "تقارير غير مؤكدة" speaks of its own sentence. "لم يتسن التأكد مما ذكره القائد" speaks of all scopes of that
    speaker; without a speaker, of the scopes of whoever spoke last before it. Without `scopes`, and where nobody spoke,
    only the marker's own sentence is given.

    >>> from marsad.text.sentences import find_sentences
    >>> words = Words("انتشرت أنباء غير مؤكدة عن انسحاب القوة. وعاد الهدوء")
    >>> [words.text(*r) for r in find_unverified(words, find_sentences(words))]
    ['انتشرت أنباء غير مؤكدة عن انسحاب القوة.']
    """
    data, keys, found = reporting(), words.keys, []
    for first, last in sentences:
        for i in [i for i in range(first, last) if keys[i] in data.unverified]:
            for phrase in data.unverified[keys[i]]:
                end = _match(words, i, last, phrase)
                if end:
                    found += _reach(words, i, end, (first, last), phrase, scopes)
                    break
    return sorted(set(found))


def _match(words: Words, i: int, last: int, phrase: tuple[str, ...]) -> int:
    """Where the marker ends that begins at `i`; 0 where it does not stand there."""
    at, keys = i, words.keys
    for part in phrase[1:]:
        for j in range(at + 1, min(last, at + 1 + _GAP)):
            if part in _forms(keys[j]):
                at = j
                break
        else:
            return 0
    return at + 1


@remembered
def _forms(key: str) -> frozenset[str]:
    """The forms in which a marker may have a written word: with the article or without, and without ل before it."""
    bare = key.removeprefix("ال")
    return frozenset({key, f"ال{bare}", key.removeprefix("ل"), key if bare.startswith("ال") else bare})


def _reach(
    words: Words, i: int, end: int, sentence: tuple[int, int], phrase: tuple[str, ...], scopes: Sequence[Scope]
) -> list[tuple[int, int]]:
    if not set(phrase) & _LOOKS_BACK:
        return [sentence]
    if any(s.first <= i < s.last for s in scopes):
        return [sentence]
    before = [s for s in scopes if s.last <= sentence[1] and s.first < i]
    named = _named_speaker(words, end, sentence[1])
    if named is not None:
        said = [s for s in before if any(_is_same(named, source) for source in s.sources)]
        if said:
            return [(s.first, s.last) for s in said]
    if not before:
        return [sentence]
    latest = max(before, key=lambda s: s.last)
    return [(s.first, s.last) for s in before if s.sources == latest.sources]


def _named_speaker(words: Words, start: int, last: int) -> SourceMention | None:
    """مما ذكره القائد, من صحة ما أعلنه الجيش: the speaker whose words could not be checked."""
    data = reporting()
    for j in range(start, min(last, start + 8)):
        form = data.forms.get(words.key(j))
        if form is not None and form.kind == "past":
            until = next((k for k in range(j + 1, last) if words.key(k) == "من"), last)  # من مصدر مستقل
            mentions = find_speakers(words, j + 1, until)
            return mentions[0] if mentions else None
        if words.key(j) in data.statements and not words.key(j).startswith("ال"):
            until = next((k for k in range(j + 1, last) if words.key(k) in ("من", "بشكل")), last)
            mentions = find_speakers(words, j + 1, until)  # من صحة بيان التنظيم
            return mentions[0] if mentions else None
    return None


def _is_same(named: SourceMention, source: SourceMention) -> bool:
    def stems(mention: SourceMention) -> set[str]:
        parts = (mention.speaker, mention.title, mention.organisation)
        return {w.removeprefix("ال") for p in parts if p for w in fold_key(p).split()}

    wanted = stems(named)
    return bool(wanted) and wanted <= stems(source)
