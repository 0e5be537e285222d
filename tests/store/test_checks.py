"""The check of a store finds what was altered in the file behind its back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import make_coded, make_document

from marsad.model import Published
from marsad.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.duckdb") as opened:
        run = opened.start_run("rules 0.1.0")
        for i in range(3):
            opened.add(make_coded(make_document(id=f"{i}.txt")), run)
        opened.finish_run(run)
        yield opened


def test_a_sound_store_has_no_fault(store: Store) -> None:
    assert store.check() == []


def test_results_of_several_coders_and_dates_are_no_fault(store: Store) -> None:
    [(run,)] = store.query("SELECT run_id FROM runs").rows
    store.add(make_coded(make_document(id="1.txt"), coder="rules 0.2.0"), run)
    store.add(make_coded(make_document(id="1.txt", published=Published.from_metadata("2020-06-09"))), run)
    assert store.check() == []


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        pytest.param(
            "UPDATE statements SET span_start = span_start + 1 WHERE slot = 'casualties[0].min'",
            r"casualties\[0\]\.min: the document doc_\w+ has '.+' at \[126, 137\), not 'أربعة مسلحين'",
            id="span",
        ),
        pytest.param(
            "UPDATE statements SET span_end = 100000 WHERE slot = 'type'", r", type: the document", id="span-outside"
        ),
        pytest.param(
            "UPDATE statements SET span_start = -5 WHERE slot = 'type'", r", type: the document", id="span-negative"
        ),
        pytest.param("UPDATE statements SET text = 'خمسة' WHERE slot = 'casualties[0].max'", "not 'خمسة'", id="words"),
        pytest.param(
            "UPDATE statements SET value = '40' WHERE slot = 'casualties[0].min'",
            r"casualties\[0\]\.min: the statement does not say what the event says",
            id="value",
        ),
        pytest.param("DELETE FROM statements WHERE slot = 'status'", ", status: the statement", id="statement-gone"),
        pytest.param("UPDATE events SET trigger_end = trigger_end - 1", "trigger: the document", id="trigger"),
        pytest.param("UPDATE events SET type = 'riot'", "its columns do not say", id="column"),
        pytest.param("UPDATE events SET event = replace(event, '\"min\":4', '\"min\":40')", "does not say", id="event"),
        pytest.param(
            "UPDATE events SET event = regexp_replace(event, '\"evidence\":[^]]+', '\"evidence\":[[0,99999')",
            "evidence lies outside",
            id="evidence",
        ),
        pytest.param("UPDATE traces SET span_start = 0 WHERE NOT kept", "trace of evt_", id="trace"),
        pytest.param("UPDATE documents SET text = replace(text, 'أربعة', 'خمسة')", "SHA-256 differs", id="text"),
        pytest.param("UPDATE documents SET source = 'أخرى'", "is not the one that was handed in", id="source"),
        pytest.param("DELETE FROM events WHERE coding = 2", "coded 1 events, 0 are there", id="event-gone"),
        pytest.param("DELETE FROM codings WHERE coding = 2", "events: rows belong to coding 2", id="coding-gone"),
        pytest.param(
            "DELETE FROM documents WHERE id = '1.txt'", "codings: rows belong to document", id="document-gone"
        ),
        pytest.param(
            "INSERT INTO superseded_codings SELECT coding, document_key FROM codings WHERE coding = 2",
            "its current coding is not the newest",
            id="current-marked-superseded",
        ),
        pytest.param(
            "INSERT INTO codings SELECT * REPLACE ('rules 0.0.9' AS coder, 9 AS coding, 0 AS events) FROM codings WHERE coding = 2",
            "its current coding is not the newest",
            id="superseded-not-marked",
        ),
        pytest.param(
            "INSERT INTO superseded_codings VALUES (77, 'doc_0')",
            "document doc_0: its current coding",
            id="marked-nothing",
        ),
        pytest.param("DELETE FROM runs", "documents: rows belong to run", id="run-gone"),
    ],
)
def test_an_alteration_is_found(store: Store, alter: str, told: str) -> None:
    store._con.execute(alter)
    faults = "\n".join(store.check())
    assert re.search(told, faults), faults
