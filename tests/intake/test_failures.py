"""What could not be read is kept with its way back, tried again, mended or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from marsad.api import code_documents
from marsad.errors import BadSetting
from marsad.intake import Recorder
from marsad.intake.retrying import retry
from marsad.model import Coded, Document, Failure
from marsad.reading import InputFailure, ReadOptions, iter_documents
from marsad.store import Store, StoredFailure

GOOD = '{"text": "قُتل ثلاثة جنود بانفجار عبوة ناسفة غربي الموصل"}\n'


def take(store: Store, inputs: Sequence[Path], **settings: object) -> Recorder:
    """One run over the inputs, as `marsad code --store` does it."""
    options = ReadOptions(**settings)  # type: ignore[arg-type]
    with Recorder(store, options=options) as recorder:
        items = recorder.watch(iter_documents(inputs, options))
        waiting = (i.to_coded() if isinstance(i, InputFailure) else i for i in items if not known(recorder, i))
        for coded in code_documents(waiting):
            recorder.add(coded)
    return recorder


def known(recorder: Recorder, item: Document | InputFailure) -> bool:
    return isinstance(item, Document) and recorder.has(item)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    return folder / "a.jsonl"


def opened(path: Path) -> Store:
    return Store.open(path.parent.parent / "s.duckdb")


def only(store: Store) -> StoredFailure:
    (failure,) = store.quarantine.find()
    return failure


def test_a_failure_is_kept_with_its_reason_and_its_way_back(path: Path) -> None:
    path.write_text(GOOD + "broken\n", encoding="utf-8")
    with opened(path) as store:
        take(store, [path.parent], encoding="utf-8")
        failure = only(store)
    assert failure.input_name == "a.jsonl#2"
    assert "write one object a line" in failure.message
    assert failure.origin == str(path)
    assert failure.provenance is not None
    assert (failure.provenance["record"], failure.provenance["offset"]) == ("line 2", len(GOOD.encode()))
    assert failure.reading == {"encoding": "utf-8"}
    assert (failure.tries, failure.fate) == (1, "open")


def test_retrying_what_was_mended_adds_it(path: Path) -> None:
    path.write_text(GOOD + "broken\n", encoding="utf-8")
    with opened(path) as store:
        take(store, [path.parent])
        path.write_text(GOOD + '{"text": "قُتل جنديان في كركوك"}\n', encoding="utf-8")
        done = retry(store, store.quarantine.find())
        assert (done.tried, done.mended, done.added) == (1, 1, 1)
        assert store.quarantine.find() == []
        assert [f.fate for f in store.quarantine.find(None)] == ["mended"]
        assert [c.document.id for c in store.iter_coded()] == ["a.jsonl#1", "a.jsonl#2"]
        assert store.check() == []


def test_retrying_what_is_still_broken_counts_the_try(path: Path) -> None:
    path.write_text("broken\n", encoding="utf-8")
    with opened(path) as store:
        take(store, [path.parent])
        done = retry(store, store.quarantine.find())
        assert (done.tried, done.mended, only(store).tries) == (1, 0, 2)


def test_it_is_read_with_the_options_of_then(path: Path) -> None:
    path.write_text('{"body": ""}\n', encoding="utf-8")
    with opened(path) as store:
        take(store, [path.parent], fields={"text": "body"})
        path.write_text(GOOD.replace("text", "body"), encoding="utf-8")
        assert retry(store, store.quarantine.find()).mended == 1


def test_coding_the_file_again_mends_it_too(path: Path) -> None:
    path.write_text(GOOD + "broken\n", encoding="utf-8")
    with opened(path) as store:
        take(store, [path.parent])
        path.write_text(GOOD, encoding="utf-8")
        assert take(store, [path.parent]).mended == 1
        assert store.quarantine.find() == []


def broken_off(store: Store, folder: Path) -> None:
    with Recorder(store) as recorder:
        list(recorder.watch(iter_documents([folder])))
        raise KeyboardInterrupt


def test_a_run_that_was_broken_off_mends_nothing(path: Path) -> None:
    path.write_text(GOOD + "broken\n", encoding="utf-8")
    with opened(path) as store:
        take(store, [path.parent])
        path.write_text(GOOD, encoding="utf-8")
        with pytest.raises(KeyboardInterrupt):
            broken_off(store, path.parent)
        assert only(store).fate == "open"


def test_a_file_that_is_gone_is_told(path: Path) -> None:
    path.write_text("broken\n", encoding="utf-8")
    with opened(path) as store:
        take(store, [path.parent])
        path.unlink()
        done = retry(store, store.quarantine.find())
        assert (done.tried, len(done.left)) == (0, 1)
        assert "not there any more" in done.left[0]
        assert only(store).fate == "open"


def test_dropped_is_dropped_until_it_comes_again(path: Path) -> None:
    path.write_text("broken\n", encoding="utf-8")
    with opened(path) as store:
        take(store, [path.parent])
        assert (
            store.quarantine.settle(store.quarantine.find(names=["a.jsonl#1"]), "dropped", "2026-01-02 03:04:05") == 1
        )
        assert store.quarantine.find() == []
        take(store, [path.parent])
        assert only(store).tries == 2


def test_a_name_that_fits_no_failure_is_a_mistake(path: Path) -> None:
    with opened(path) as store, pytest.raises(BadSetting, match="marsad failures list"):
        store.quarantine.find(names=["nothing"])


def failing(doc: Document) -> Coded:
    failure = Failure(stage="times", error="ValueError", message="no such month")
    return Coded(document=doc, failures=(failure,), coder="rules 0.0.1")


failing.coder = "rules 0.0.1"  # type: ignore[attr-defined]


def test_a_failed_stage_waits_for_another_version_of_the_coder(path: Path) -> None:
    with opened(path) as store:
        with Recorder(store, failing) as recorder:
            recorder.add(failing(Document(id="a", text="قُتل ثلاثة جنود بانفجار عبوة ناسفة غربي الموصل")))
        failure = only(store)
        assert (failure.stage, failure.coder) == ("times", "rules 0.0.1")
        done = retry(store, [failure], engine=failing)
        assert "newer version" in done.left[0]
        done = retry(store, [failure])
        assert (done.tried, done.mended) == (1, 1)
        assert [f.fate for f in store.quarantine.find(None)] == ["superseded"]


def test_forgetting_a_document_forgets_its_failures(path: Path) -> None:
    with opened(path) as store:
        with Recorder(store, failing) as recorder:
            recorder.add(failing(Document(id="a", text="قُتل جندي")))
        store.quarantine.settle([only(store)], "dropped", "2026-01-02 03:04:05")
        store.forget("a", by="x", at="2026-01-02 03:04:05")
        assert store.query("SELECT count(*) FROM quarantine").rows == [(0,)]
