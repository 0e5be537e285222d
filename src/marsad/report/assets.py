"""The built assets: made by `scripts/build_assets.sh`, part of the wheel, absent in a fresh checkout."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from marsad.errors import ReportAssetsMissing

_REPORT: Final = files("marsad.report")


def read_asset(name: str) -> str:
    """The text of `assets/NAME`; `ReportAssetsMissing` says what to run when it was not built."""
    try:
        return (_REPORT / "assets" / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ReportAssetsMissing(
            f"the report's {name} is not built; run `npm ci && npm run build` in the checkout (or `make setup`)"
        ) from None


def read_static(name: str) -> str:
    """The text of a file that is part of the source: the style sheet, the template."""
    return (_REPORT / "static" / name).read_text(encoding="utf-8")
