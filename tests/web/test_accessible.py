"""Every page passes axe without serious findings, light and dark, in both directions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .accessibility import serious_findings

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("path", "language", "scheme", "role"),
    [
        ("/", "ar", "light", "owner"),
        ("/", "en", "dark", "owner"),
        ("/?type=shelling&q=المواشي", "ar", "dark", "reader"),
        ("/searches", "ar", "light", "reader"),
        ("/searches/new?type=shelling", "en", "dark", "reader"),
        ("/digest?period=ever", "ar", "dark", "editor"),
        ("/sign-in", "ar", "light", None),
        ("/account", "ar", "dark", "reader"),
        ("/import", "ar", "dark", "editor"),
        ("/import/since?at=0", "en", "light", "editor"),
        ("/people", "en", "light", "owner"),
        ("/people/audit", "ar", "light", "owner"),
    ],
)
def test_a_page_has_no_serious_findings(
    open_page: Callable[..., Any], path: str, language: str, scheme: str, role: str | None
) -> None:
    page = open_page(path, language, role, bypass_csp=True, color_scheme=scheme)
    assert serious_findings(page) == []
