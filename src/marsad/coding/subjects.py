"""Whose words a reporting verb reports: the phrase behind it, the one before it, or whoever spoke last."""

from __future__ import annotations

import msgspec

from marsad.coding.clauses import find_clause_start
from marsad.coding.reporting import Form
from marsad.coding.reports import AMBIGUOUS, Text
from marsad.coding.speakers import find_speakers
from marsad.coding.titles import BODY, END, HEAD, NAME, has_article, word_flags
from marsad.model import SourceMention

_RELATIVES = ("الذي", "التي", "الذين", "اللذين", "اللتين")
_FAR_BEFORE = 18
_LONGEST_BEFORE = 12


#: Offices that the name of an area completes.
_OF_AN_AREA = frozenset(("محافظ", "والي", "حاكم", "قايمقام", "عمده", "امير"))


class Subject(msgspec.Struct, frozen=True, gc=False):
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
    # a verb before its subject is singular: behind a plural one stands an object
    behind = resolve(text, _behind(text, i, end, form)) if end > i + 1 and form.person != "p" else Subject()
    if behind.sources:
        return behind
    before = find_subject_before(text, i, form, first)
    if before.sources:
        return before
    if i > first and (text.keys[i - 1] in _RELATIVES or text.keys[i - 1] in ("ما", "وما", "مما")):
        return Subject()
    if text.speech_at(i) is not None or not find_clause_start(text, i, first)[1]:
        return Subject()
    if form.stance == "denies" and form.joined and not any(k in text.data.forms for k in text.keys[first:i]):
        return Subject()  # أدانت القوات الهجوم ونفت ضلوعها فيه: whoever spoke before does not deny
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
        end = before_accused(text, i + 1, end)
    mentions = find_speakers(text.words, i + 1, end)
    return [] if mentions and _is_doubtful(text, mentions[0], 2 if form.lemma in AMBIGUOUS else 12) else mentions


def _is_doubtful(text: Text, mention: SourceMention, most: int) -> bool:
    """A long phrase that begins with no title, body or name that we know."""
    known = mention.speaker or word_flags(text.words, mention.first) & (HEAD | NAME)
    return not known and mention.last - mention.first > most


def before_accused(text: Text, start: int, end: int) -> int:
    """اتهمت الوزارة الحركة بقصف: the second definite body is the accused; behind a bare name the first is."""
    named = start < end and not word_flags(text.words, start) & HEAD and not has_article(text.keys[start])
    definite = int(named)
    for j in range(start + 1 if named else start, end):
        key = text.keys[j]
        construct = j + 1 < end and has_article(text.keys[j + 1]) and word_flags(text.words, j) & BODY
        if definite and construct and not has_article(key) and has_article(text.keys[j - 1]):
            return j  # اتهمت اللجان | قوات الدعم السريع
        if construct and j == start + 2 and text.keys[start] in _OF_AN_AREA:
            return j  # محافظ شبوة | جماعة الحوثي
        if not has_article(key) or text.keys[j - 1] in ("في", "من"):
            continue
        if definite and (named or word_flags(text.words, j) & BODY):
            return j
        definite += 1
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
    topic = form.joined and text.keys[i].startswith("ف")  # أما الجيش فأعلن
    if (form.joined and not topic) or i == first:
        return Subject()
    for p in range(i - 1, max(first, i - _FAR_BEFORE) - 1, -1):
        if text.keys[p] in text.data.openers and (not topic or text.keys[p] in ("اما", "واما")):
            return _touching(text, p + 1, i)
    if topic:
        return Subject()
    unended = text.keys[text.sentence_of(i)[1] - 1] not in '.!؟?»”"'
    headline = form.kind in ("present", "claim") and unended and i - first <= _LONGEST_BEFORE // 2
    if i - first <= _LONGEST_BEFORE and (headline or word_flags(text.words, first) & (HEAD | NAME)):
        return _touching(text, first, i)
    return Subject()


def _touching(text: Text, start: int, verb: int) -> Subject:
    """The phrase from `start` that ends at the verb, but for قد or a comma."""
    mentions = find_speakers(text.words, start, verb) if start < verb else []
    if not mentions or mentions[0].first > start + 1 or _is_doubtful(text, mentions[0], 4):
        return Subject()
    gap = [k for k in text.keys[mentions[-1].last : verb] if k not in ("قد", "،", ")", ",", "سبق", "ان")]
    return resolve(text, mentions) if len(gap) <= 1 else Subject()
