"""A coded document as a fragment of HTML, for notebooks: no scripts, no outside resources."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.model.coded import Coded

_MARK = "background:#ffe9a8;border-radius:3px"


def to_html(coded: Coded) -> str:
    """The text right-to-left with the evidence of every event highlighted, and a table of the events.

    >>> # "قُتل جنديان في الموصل" gives one highlighted clause and one row
    """
    text, pieces, at = coded.document.text, [], 0
    for start, end in sorted(span for event in coded.events for span in event.evidence):
        start = max(start, at)
        if start < end:
            pieces += [escape(text[at:start]), f'<mark style="{_MARK}">{escape(text[start:end])}</mark>']
            at = end
    pieces.append(escape(text[at:]))
    rows = "".join(
        f"<tr><td>{escape(e.type)}</td><td>{escape(e.when.start or '')}</td>"
        f"<td dir='rtl'>{escape('، '.join(w.name for w in e.where))}</td>"
        f"<td>{escape(', '.join(f'{a.role}: {a.actor_id}' for a in e.actors))}</td><td>{e.confidence:.2f}</td></tr>"
        for e in coded.events
    )
    head = "<tr><th>type</th><th>when</th><th>where</th><th>actors</th><th>confidence</th></tr>"
    return f'<div dir="rtl" lang="ar" style="white-space:pre-wrap">{"".join(pieces)}</div><table>{head}{rows}</table>'
