"""Two reports shown to a reviewer."""

from __future__ import annotations

from marsad.cli.incident_lists import show_why
from marsad.cli.screen import Screen
from marsad.corroborate.why import why
from marsad.store import Store


def show_pair(store: Store, a: str, b: str, heading: str, bidi: str | None) -> None:
    """Print two reports with their words in the text, and how they compare."""
    screen = Screen(bidi)
    screen.line(heading, style="bold")
    for name in (a, b):
        found = store.get_judged(name)
        if found is not None:
            screen.line("")
            screen.line(name, found.document.source, found.document.published.start, style="dim")
            screen.article(found.document.text[:1500], [e for e in found.event.evidence if e[1] <= 1500])
    screen.line("")
    show_why(why(store, a, b), "table", bidi)
