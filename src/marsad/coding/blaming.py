"""Blame laid without a word of saying: حمّل المجلس القوات مسؤولية القصف, ألقى باللوم على, وجه أصابع الاتهام إلى, نسب الهجوم إلى."""

from __future__ import annotations

from typing import Final

from marsad.coding.claims import is_act
from marsad.coding.clauses import find_clause_start
from marsad.coding.reporting import Blame
from marsad.coding.reports import Text
from marsad.coding.scope import Report
from marsad.coding.speakers import find_speakers
from marsad.coding.subjects import before_accused, find_subject_before, resolve
from marsad.model import SourceMention

#: So far behind the verb stands the word that makes it one of blame, and so far behind that whom it blames.
_REACH: Final = 14
_TO: Final = 8
_TOWARDS: Final = frozenset({"علي", "الي"})


def read_blame(text: Text, i: int, blame: Blame, first: int, last: int) -> Report | None:
    """The report of the verb of blaming at `i`: who blames, whom (`blamed`), for which words; None where it tells something else.

    "حمّلت الوزارة الحركة مسؤولية الهجوم": the ministry speaks, the movement is blamed, the scope is الهجوم to the end of the sentence.
    """
    end = min(last, i + _REACH)
    at = next((j for j in range(i + 1, end) if _marks(text, blame, j)), None)
    if at is None:
        return None
    if blame.order == "act to":
        towards = next((j for j in range(at + 1, min(last, at + _REACH)) if text.keys[j] == "الي"), None)
        subject_end, scope, blamed = at, at, None if towards is None else (towards + 1, min(last, towards + 1 + _TO))
    elif blame.order == "to":
        towards = next((j for j in range(at + 1, min(last, at + 3)) if text.keys[j] in _TOWARDS), None)
        subject_end, scope, blamed = (
            at,
            at + 1,
            None if towards is None else (towards + 1, min(last, towards + 1 + _TO)),
        )
    else:
        subject_end = before_accused(text, i + 1, at)
        scope, blamed = at + (at + 1 < last), (subject_end, at)
    if blamed is None or blamed[0] >= blamed[1]:
        return None
    sources = _blaming(text, i, subject_end, first)
    if not sources:
        return None
    start, main = find_clause_start(text, i, first)
    return Report(start=start, verb=(i, i + 1), sources=sources, first=scope, kind="indirect", main=main, blamed=blamed)


def _marks(text: Text, blame: Blame, j: int) -> bool:
    return is_act(text, text.keys[j]) if blame.order == "act to" else text.keys[j] in blame.nouns


def _blaming(text: Text, i: int, end: int, first: int) -> tuple[SourceMention, ...]:
    behind = resolve(text, find_speakers(text.words, i + 1, end)).sources if end > i + 1 else ()
    return behind or find_subject_before(text, i, text.data.forms["قال"], first).sources
