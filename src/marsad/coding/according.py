"""Sources named by a preposition: وفقا للشرطة, بحسب ما أفاد مسؤول, نقلا عن الوكالة."""

from __future__ import annotations

from typing import Final, NamedTuple

import msgspec

from marsad.coding.reporting import Form
from marsad.coding.reports import Text, find_complement
from marsad.coding.scope import Report, Scope, name_of
from marsad.coding.sources import is_outlet_source, is_source
from marsad.coding.speakers import find_speakers
from marsad.coding.subjects import resolve
from marsad.model import SourceMention

_OWN_WORDS: Final = frozenset(("قوله", "قولها", "قولهم", "قولهما", "تعبيره", "تعبيرها", "تعبيرهم", "وصفه", "وصفها"))
_AS: Final = frozenset(("كما", "وكما"))
_ABOUT: Final = frozenset(("عنه", "عنها", "عنهم"))
_FAR: Final = 12


class _Match(NamedTuple):
    """Where the source begins behind the preposition, with `skip` letters of a clitic; `verb`: a verb stands there."""

    at: int
    skip: int
    verb: bool


def read_according(
    text: Text, i: int, first: int, last: int, before: list[Report], scopes: list[Scope]
) -> Report | None:
    """The report of the preposition at `i`; None when it names no source (وفقا للقانون) or only an outlet.

    An outlet behind a report of the same sentence becomes its `via`. A sentence that is nothing but "وفقا لرويترز"
    speaks of the sentence before it: `scopes` get what follows from that.
    """
    match = _match(text, i, last)
    if match is None:
        return None
    form = text.data.forms.get(text.keys[match.at]) if not match.skip else None
    if form is not None and form.kind == "participle":
        form = None
    if match.verb and form is None:
        return None
    if form is not None and match.at + 1 < last and text.keys[match.at + 1] in _ABOUT and before:
        outlets = find_speakers(text.words, match.at + 2, last)
        if outlets:  # حسبما نقلت عنه الصحيفة
            before[-1].via = before[-1].via or name_of(outlets[0])
            return None
    mentions = _find_mentions(text, match, form, last)
    if mentions is None:
        return None
    end = match.at
    sources: tuple[SourceMention, ...] = ()
    if mentions:
        sources, end = resolve(text, mentions).sources, mentions[-1].last
    elif form is not None or text.keys[match.at - 1] in _OWN_WORDS or text.keys[match.at] in _OWN_WORDS:
        sources, end = text.heard.last(), match.at + 1
    return _place(text, (i, end), first, last, sources, before, scopes) if sources else None


def _match(text: Text, i: int, last: int) -> _Match | None:
    keys = text.keys
    for phrase, clitic in text.data.according[keys[i]]:
        at = i + len(phrase)
        if tuple(keys[i:at]) != phrase or at >= last:
            continue
        if phrase[0] in _AS and _adds(text, i):
            return None
        skip, verb = 0, phrase[0] in text.data.according_verbs or phrase[0] in _AS
        if clitic:
            if keys[at] == clitic:
                at += 1
            elif keys[at].startswith(clitic):
                skip = 1
            elif keys[at] != "ما":
                continue
        if at < last and keys[at] in ("ما", "مما", "لما"):
            at, skip, verb = at + 1, 0, True
        return _Match(at, skip, verb) if at < last else None
    return None


def _adds(text: Text, i: int) -> bool:
    """كما أفاد … بأن means "also", not "as": the verb has its own complement, or كما opens the sentence."""
    first, last = text.sentence_of(i)
    form = text.data.forms.get(text.keys[i + 1]) if i + 1 < last else None
    return i == first or form is None or find_complement(text, i + 1, form, last) is not None


def _find_mentions(text: Text, match: _Match, form: Form | None, last: int) -> list[SourceMention] | None:
    """The sources behind the preposition or the verb; None when what stands there cannot speak."""
    if form is None:
        if text.keys[match.at] in _OWN_WORDS:
            return []
        mentions = find_speakers(text.words, match.at, last, match.skip)
        if mentions and not is_source(mentions[0]) and not text.heard.resolve(mentions[0]):
            return None
        return mentions
    start = match.at + 1
    if start < last and text.keys[start] in _ABOUT:
        return []
    if form.kind == "relay":
        behind = form.takes or ("عن",)
        start = next((j + 1 for j in range(start, min(last, start + _FAR)) if text.keys[j] in behind), start)
    return find_speakers(text.words, start, last)


def _place(
    text: Text,
    phrase: tuple[int, int],
    first: int,
    last: int,
    sources: tuple[SourceMention, ...],
    before: list[Report],
    scopes: list[Scope],
) -> Report | None:
    """What the phrase speaks of: what follows it at the head of a sentence, else what stands before it."""
    outlet = len(sources) == 1 and is_outlet_source(sources[0])
    i, end = phrase
    if first > 0 and all(text.words[k].kind == "mark" for k in (*range(first, i), *range(end, last))):
        _place_over_previous(text, phrase, first, sources, outlet, scopes)
        return None
    if before and outlet:
        if before[-1].via is None and name_of(sources[0]) != name_of(before[-1].sources[0]):
            before[-1].via = name_of(sources[0])
        return None
    if i - first <= 2:
        return Report(start=i, verb=phrase, sources=sources, first=end, kind="according_to")
    begin = _find_begin(i, first, before)
    return Report(start=i, verb=phrase, sources=sources, first=begin, last=end, kind="according_to", main=False)


def _find_begin(i: int, first: int, before: list[Report]) -> int:
    """Where what the phrase at `i` speaks of begins: behind an earlier such phrase, else with its report."""
    placed = [r.last for r in before if r.kind == "according_to" and r.last and r.last <= i]
    if placed:
        return max(placed)
    covering = [r for r in before if r.main and r.first <= i]
    return covering[-1].first if covering else first


def _place_over_previous(
    text: Text,
    phrase: tuple[int, int],
    first: int,
    sources: tuple[SourceMention, ...],
    outlet: bool,
    scopes: list[Scope],
) -> None:
    previous = text.sentence_of(first - 1)
    inside = [k for k, s in enumerate(scopes) if previous[0] <= s.first < previous[1]]
    if inside and outlet:
        for k in inside:
            if scopes[k].via is None:
                scopes[k] = msgspec.structs.replace(scopes[k], via=name_of(sources[0]))
        return
    scopes.append(Scope(sources=sources, first=previous[0], last=previous[1], kind="according_to", reporting=phrase))
