"""Where the clause of a report begins, and where what it reports ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from marsad.coding.reports import Text
from marsad.coding.scope import Report, Scope
from marsad.coding.titles import outlet_at
from marsad.text.quotations import Quotation

_COMMAS: Final = frozenset("،,؛")
_BREAKS: Final = frozenset("،,؛.-–»”\"“'’„")
_ENDS_SPEECH: Final = frozenset("،,.؛!؟»”\"“'’„")
_LONGEST_LEAD: Final = 9
#: A quotation shorter than this is no speech of its own.
_MIN_SPEECH: Final = 6


def find_clause_start(text: Text, i: int, first: int) -> tuple[int, bool]:
    """Where the clause of the verb at `i` begins, and whether it stands for itself rather than inside another clause.

    "من جهته قال" begins at من; the أعلن of "تفجير أعلن التنظيم مسؤوليته عنه" is no clause of its own.
    """
    j = i
    while j > first and i - j < _LONGEST_LEAD:
        previous = text.keys[j - 1]
        if previous in _BREAKS:
            return j, True
        if previous not in text.data.adverbs and not outlet_at(text.words, j - 1):
            break
        j -= 1
    if j == first:
        return j, True
    form = text.data.forms.get(text.keys[i])
    own = form is not None and (form.joined or form.kind == "participle")
    return j, own or (j < i and text.keys[j] in text.data.connectives)


def back_to_comma(text: Text, i: int, first: int) -> int:
    """The first word behind the last comma before `i`, or the sentence's first."""
    return next((j + 1 for j in range(i - 1, first - 1, -1) if text.keys[j] in _COMMAS), first)


def next_comma(text: Text, i: int, last: int) -> int:
    """The first comma from `i` on; 0 when there is none before `last`."""
    return next((j for j in range(i, last) if text.keys[j] in _COMMAS), 0)


def close_reports(text: Text, reports: Sequence[Report], last: int) -> Iterator[Scope]:
    """The reports of a sentence that ends at `last` as scopes with their ends."""
    for n, report in enumerate(reports):
        report.last = report.last or _find_end(text, report, reports[n + 1 :], last)
        if report.first < report.last:
            yield report.to_scope()


def _find_end(text: Text, report: Report, later: Sequence[Report], last: int) -> int:
    """Speech ends with its quotation, however many sentences that has; else the sentence or the next report ends it."""
    quotation = report.quotation
    if quotation is not None and quotation.last <= report.verb[0]:
        return quotation.last
    around = text.speech_at(report.verb[0])
    end = min(last, around.last) if around is not None and report.first >= around.first else last
    if quotation is None:
        return _cut(report, later, end, None)
    after = text.keys[quotation.last + 1] if quotation.last + 1 < len(text.keys) else "."
    if not quotation.closed or quotation.last >= end - 1 or after in _ENDS_SPEECH:
        return _cut(report, later, quotation.last, quotation)
    return max(_cut(report, later, end, quotation), quotation.last)


def _cut(report: Report, later: Sequence[Report], end: int, quotation: Quotation | None) -> int:
    """`end`, or the start of the next report that stands for itself; one inside the quotation belongs to it."""
    for other in later:
        if not other.main or other.start <= report.first or other.kind == "according_to":
            continue
        if other.quotation is not None and other.quotation.last < other.verb[0]:
            continue
        if quotation is not None and quotation.closed and quotation.first <= other.verb[0] < quotation.last:
            continue
        return min(end, other.start)
    return end


def attribute_loose_speech(text: Text, scopes: Sequence[Scope]) -> list[Scope]:
    """Quotations that open a sentence without a reporting verb go on with whoever spoke right before."""
    found: list[Scope] = []
    for quotation in text.speeches:
        if quotation.level or quotation.last - quotation.first < _MIN_SPEECH:
            continue
        if any(s.first < quotation.last and quotation.first < s.last for s in scopes):
            continue
        opens = quotation.first - text.sentence_of(quotation.first)[0] <= 2
        speakers = [s for s in scopes if s.reporting[0] < quotation.first and _leads_to(s, quotation, opens)]
        if speakers:
            latest = max(speakers, key=lambda s: s.last)
            found.append(
                Scope(
                    sources=latest.sources,
                    first=quotation.first,
                    last=quotation.last,
                    kind="continued",
                    reporting=latest.reporting,
                    via=latest.via,
                )
            )
    return found


def _leads_to(scope: Scope, quotation: Quotation, opens: bool) -> bool:
    """Whether the quotation follows the scope: right behind it, or as the next quotation of the sentence."""
    gap = quotation.first - scope.last
    return 0 <= gap <= (3 if opens else 6) and (opens or scope.kind in ("quote", "continued"))
