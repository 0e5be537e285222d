"""Fetching in tests: options that allow this machine, and what a run gave."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from marsad.errors import InputError
from marsad.fetching import Fetched, FetchOptions, fetch
from marsad.model import Document
from marsad.reading import InputFailure

TEXT = "قُتل ثلاثة جنود وأصيب 12 آخرون، اليوم الأحد، بانفجار عبوة ناسفة استهدفت دورية للجيش العراقي غربي الموصل"


def options(**settings: Any) -> FetchOptions:
    return FetchOptions(**({"allow_private": True, "delay": 0.0, "timeout": 5.0, "tries": 1} | settings))


def run(folder: Path, *urls: str, **settings: Any) -> list[Fetched]:
    return list(fetch(urls, folder, options(**settings)))


def error_of(fetched: Fetched) -> InputError:
    (item,) = fetched.items
    assert isinstance(item, InputFailure)
    return item.error


def texts(results: list[Fetched]) -> list[str]:
    return [item.text for one in results for item in one.items if isinstance(item, Document)]
