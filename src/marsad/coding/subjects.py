"""Whose words a reporting verb reports: the phrase behind it, the one before it, or whoever spoke last."""

from __future__ import annotations

from typing import NamedTuple

from marsad.coding.reporting import Form
from marsad.coding.reports import AMBIGUOUS, Text
from marsad.coding.speakers import BODY, END, HEAD, NAME, find_speakers, has_article, word_flags
from marsad.model import SourceMention

_RELATIVES = ("الذي", "التي", "الذين", "اللذين", "اللتين")
_FAR_BEFORE = 18
_LONGEST_BEFORE = 12


class Subject(NamedTuple):
    """Who speaks; `known`: all of them were heard before in the text."""

    sources: tuple[SourceMention, ...] = ()
    known: bool = False


def find_subject(text: Text, i: int, form: Form, end: int, first: int) -> Subject:
    """The subject of the verb at `i`, whose complement begins at `end`, in the sentence that begins at `first`.

    A verb with an adjunct or the complement right behind it may have its subject before it (وكان الجيش أعلن); without
    one it goes on with the last speaker (وأضاف أن), unless it stands in somebody's own speech or a relative clause.
    """
    before = Subject() if _opens_subject(text, i + 1, end) else find_subject_before(text, i, form, first)
    if before.sources:
        return before
    behind = resolve(text, _behind(text, i, end, form)) if end > i + 1 else Subject()
    if behind.sources:
        return behind
    before = find_subject_before(text, i, form, first)
    if before.sources:
        return before
    if i > first and (text.keys[i - 1] in _RELATIVES or text.keys[i - 1] in ("ما", "وما", "مما")):
        return Subject()
    if text.speech_at(i) is not None:
        return Subject()
    return Subject(text.heard.last(form.person), True)


def _opens_subject(text: Text, i: int, end: int) -> bool:
    """Whether the word behind the verb begins a subject, rather than a time or a place of speaking."""
    if i >= end:
        return False
    word, here = text.words[i], word_flags(text.words, i)
    if word.kind == "mark":
        return i in text.opened
    return bool(here & (HEAD | NAME) or not (here & END or word.key in ("في", "من")))


def _behind(text: Text, i: int, end: int, form: Form) -> list[SourceMention]:
    """The phrase behind the verb; one that begins with no title, body or name that we know must be short."""
    if form.lemma == "اتهم":
        end = _before_accused(text, i + 1, end)
    mentions = find_speakers(text.words, i + 1, end)
    if mentions and not word_flags(text.words, mentions[0].first) & (HEAD | NAME):
        size = mentions[0].last - mentions[0].first
        if size > 5 or (size > 2 and form.lemma in AMBIGUOUS):
            return []
    return mentions


def _before_accused(text: Text, start: int, end: int) -> int:
    """اتهمت الوزارة الحركة بقصف: the second definite body is the accused, not the accuser."""
    definite = 0
    for j in range(start, end):
        key = text.keys[j]
        if definite and has_article(key) and word_flags(text.words, j) & BODY and text.keys[j - 1] not in ("في", "من"):
            return j
        definite += has_article(key)
    return end


def resolve(text: Text, mentions: list[SourceMention]) -> Subject:
    """The mentions, each replaced by the full one that was heard before."""
    found, known = [], bool(mentions)
    for mention in mentions:
        earlier = text.heard.resolve(mention)
        known = known and earlier is not None
        found.append(earlier or text.heard.complete(mention))
    return Subject(tuple(dict.fromkeys(found)), known)


def find_subject_before(text: Text, i: int, form: Form, first: int) -> Subject:
    """A subject before its verb: وكان الجيش أعلن, وزارة الدفاع تعلن, لكن الحكومة نفت."""
    if form.joined or i == first:
        return Subject()
    for p in range(i - 1, max(first, i - _FAR_BEFORE) - 1, -1):
        if text.keys[p] in text.data.openers:
            return _touching(text, p + 1, i)
    unended = text.keys[text.sentence_of(i)[1] - 1] not in '.!؟?»”"'
    headline = form.kind == "present" and unended and i - first <= _LONGEST_BEFORE // 2
    if i - first <= _LONGEST_BEFORE and (headline or word_flags(text.words, first) & (HEAD | NAME)):
        return _touching(text, first, i)
    return Subject()


def _touching(text: Text, start: int, verb: int) -> Subject:
    """The phrase from `start` that ends at the verb, but for قد or a comma."""
    mentions = find_speakers(text.words, start, verb) if start < verb else []
    if not mentions or mentions[0].first > start + 1:
        return Subject()
    gap = [k for k in text.keys[mentions[-1].last : verb] if k not in ("قد", "،", ")", ",", "سبق", "ان")]
    return resolve(text, mentions) if len(gap) <= 1 else Subject()
