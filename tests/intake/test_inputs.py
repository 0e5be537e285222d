"""Files and folders into a store that somebody owns, with progress and a stop."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from marsad.intake.coding import Taken, store_at, take_inputs
from marsad.store import Store

TEXT = "قُتل ثلاثة جنود بانفجار عبوة ناسفة غربي الموصل"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "news"
    made.mkdir()
    for i in range(4):
        (made / f"{i}.txt").write_text(f"{TEXT} {i}", encoding="utf-8")
    return made


def test_an_open_store_takes_what_it_lacks(folder: Path, tmp_path: Path) -> None:
    (folder / "note.xyz").write_text("x")
    (folder / "broken.docx").write_bytes(b"PK")
    told: list[int] = []
    skipped: list[str] = []
    with Store.open(tmp_path / "s.duckdb") as store:
        taken = take_inputs(
            [folder], lambda: nullcontext(store), skipped=skipped, on_progress=lambda t: told.append(t.documents)
        )
        assert (taken.documents, taken.events, taken.failed, taken.known) == (4, 4, 1, 0)
        assert told == sorted(told)
        assert skipped == ["note.xyz"]
        again = take_inputs([folder], lambda: nullcontext(store))
        assert (again.documents, again.known) == (0, 4)


def test_a_stop_keeps_what_was_done_and_mends_nothing(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    (folder / "0.docx").write_bytes(b"PK")
    take_inputs([folder / "0.docx"], store_at(path))
    (folder / "0.docx").unlink()
    (folder / "a.jsonl").write_text("".join(f'{{"text": "{TEXT} {i}"}}\n' for i in range(60)), encoding="utf-8")
    taken = Taken()
    take_inputs([folder], store_at(path), taken=taken, stopped=lambda: taken.documents >= 2)
    assert 2 <= taken.documents < 64  # those under way are finished
    with Store.open(path) as store:
        assert len(store.quarantine.find()) == 1
        assert len(list(store.iter_coded())) == taken.documents
    assert take_inputs([folder], store_at(path)).documents == 64 - taken.documents
