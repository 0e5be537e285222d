"""Claims of having done it: تبنى التنظيم الهجوم, أعلن مسؤوليته عن التفجير."""

from __future__ import annotations

from typing import Final

from marsad.coding.clauses import find_clause_start
from marsad.coding.reporting import Form
from marsad.coding.reports import Complement, Text
from marsad.coding.scope import Report
from marsad.coding.speakers import find_speakers
from marsad.coding.subjects import find_subject_before, resolve

_NEAR: Final = 14
_BACK: Final = 24
_NAME: Final = 8
_RELATIVES: Final = frozenset(("الذي", "التي", "اللذين", "اللتين"))


def find_responsibility(text: Text, i: int, complement: Complement, last: int) -> int | None:
    """The position of عن behind the noun of responsibility announced at `i`, or of the noun where its clause ends; else None."""
    for j in range(i + 1, min(last, max(complement.first + 3, i + 2))):
        if text.keys[j] in text.data.responsibility:
            about = next((k for k in range(j + 1, min(last, j + 8)) if text.keys[k] in ("عن", "عنه", "عنها")), None)
            ends = j + 1 >= last or text.words[j + 1].kind == "mark"
            return j if about is None and ends else about  # أعلن التنظيم مسؤوليته، وقتلت الشرطة المهاجمين
    return None


def read_claim(text: Text, i: int, form: Form, first: int, last: int) -> Report | None:
    """A verb of claiming at `i` with its act; None when something else is adopted (تبنى المجلس قرارا).

    In "التفجير الذي تبناه التنظيم" the act stands before the verb: the scope then reaches back to the comma before.
    """
    relative = form.object or (i > first and text.keys[i - 1] in _RELATIVES)
    acts = text.keys[max(first, i - _BACK) : i] if relative else text.keys[i + 1 : min(last, i + _NEAR)]
    told = [k for k, key in enumerate(acts) if is_act(text, key)]
    act = (told[-1] if relative else told[0]) if told else None
    if act is None:
        return None
    end = min(last, i + _NAME) if relative else i + 1 + act
    mentions = find_speakers(text.words, i + 1, end)
    sources = resolve(text, mentions).sources or find_subject_before(text, i, form, first).sources
    if not sources and not relative:
        sources = text.heard.last(form.person)
    if not sources:
        return None
    start, main = find_clause_start(text, i, first)
    report = Report(
        start=start,
        verb=(i, i + 1),
        sources=sources,
        first=max(first, i - _BACK) + act if relative else end,
        kind="indirect",
        main=main and not relative,
        responsibility=True,
    )
    if relative:
        report.last = mentions[-1].last if mentions else i + 1
    return report


def find_act_before(text: Text, i: int, first: int) -> int | None:
    """The nearest word for a deed before word `i` of the sentence: هجوم of "هجوم على حافلة، أعلنت الحركة مسؤوليتها عنه"."""
    return next((j for j in range(i - 1, max(first, i - _BACK) - 1, -1) if is_act(text, text.keys[j])), None)


def is_act(text: Text, key: str) -> bool:
    """Whether a word names a deed that somebody may claim: الهجوم, لاعتداء, بتفجير."""
    if key in text.data.responsibility:
        return True
    bare = key[1:] if key[:1] in "بلو" and len(key) > 4 and key not in text.data.acts else key
    bare = "ال" + bare[1:] if key.startswith("لل") else bare
    bare = bare.removeprefix("ال")
    return bare in text.data.acts or (bare.endswith("ا") and bare[:-1] in text.data.acts)
