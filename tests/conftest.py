"""What all tests share: a bounded, repeatable hypothesis profile, and which tests this machine cannot run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("marsad", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("marsad")

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with the reason, what needs something that is not here; in CI a missing browser is a failure."""
    absent = {}
    if not any(map(shutil.which, _BROWSERS)) and not os.environ.get("CI"):
        absent["browser"] = "no Chromium; scripts/setup.sh .venv dev installs it on Debian"
    if not (Path(__file__).parents[2] / "shared").is_dir():
        absent["shared"] = "the folder ../shared is not here"
    for item in items:
        for marker, reason in absent.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    """Playwright, started once: a process holds one loop of it, whatever folders its tests are from."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started
