"""Addresses that failed, asked again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marsad.fetching import FetchOptions, fetch
from marsad.intake.retrying import AskAgain
from marsad.intake.snapshots import pages_folder
from marsad.model import Document
from marsad.reading import InputFailure, ReadOptions
from marsad.reading.provenance import note


def ask_again(store: str | Path, allow_private: bool = False) -> AskAgain:
    """What `retry` fetches addresses with: their pages go into the folder beside the store."""

    def ask(url: str, reading: ReadOptions) -> Iterator[Document | InputFailure]:
        options = FetchOptions(allow_private=allow_private, reading=reading)
        for one in fetch([url], pages_folder(store), options):
            for item in one.items:
                yield note(item, address=url)

    return ask
