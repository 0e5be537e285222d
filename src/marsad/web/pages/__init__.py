"""The pages, one module each. A new page is a module here, a line in `PAGES`, a template, and a file of words.

docs/workbench.md tells how to add one.
"""

from __future__ import annotations

from typing import Final

from marsad.web.pages import (
    account,
    actors,
    digest,
    document,
    export,
    feed,
    imports,
    incident,
    judging,
    overview,
    people,
    places,
    review,
    searches,
    signing,
)
from marsad.web.pages.page import NavEntry, Page
from marsad.web.visitors import Visitor

#: In the order of the navigation; of two routes that fit an address, that of the earlier page answers.
PAGES: Final[tuple[Page, ...]] = (
    overview.PAGE,
    incident.PAGE,
    document.PAGE,
    review.PAGE,
    places.PAGE,
    actors.PAGE,
    judging.PAGE,
    export.PAGE,
    feed.PAGE,
    searches.PAGE,
    digest.PAGE,
    imports.PAGE,
    account.PAGE,
    people.PAGE,
    signing.PAGE,
)


def navigation(visitor: Visitor) -> list[NavEntry]:
    """The entries that a visitor may open."""
    return [page.nav for page in PAGES if page.nav is not None and visitor.may(page.nav.access)]
