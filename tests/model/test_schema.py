"""The JSON Schemas: published as the records are, and held to by all that is put out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from builders import make_coded, make_document, make_event
from jsonschema import Draft202012Validator

from marsad.api import code_documents
from marsad.cli import run
from marsad.corroborate.link import link
from marsad.corroborate.reading import iter_incidents
from marsad.errors import BadSetting
from marsad.model import Coded, Document, Failure
from marsad.model.schema import json_schema
from marsad.reading import iter_documents
from marsad.store import Store

ROOT = Path(__file__).parents[2]
WHAT = ("events", "incidents")


@pytest.fixture(scope="module")
def examples() -> list[Coded]:
    """The example articles coded, and an input that could not be."""
    read = iter_documents([str(ROOT / "examples"), "/nowhere/at-all.txt"])
    return list(code_documents(item if isinstance(item, Document) else item.to_coded() for item in read))


def errors(what: str, told: object) -> list[str]:
    validator = Draft202012Validator(json_schema(what))
    plain = json.loads(msgspec.json.encode(told))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(plain)]


@pytest.mark.parametrize("what", WHAT)
def test_the_published_schema_is_current(what: str) -> None:
    published = json.loads((ROOT / f"docs/schema/{what}.schema.json").read_text(encoding="utf-8"))
    assert published == json_schema(what), "run scripts/schemas.py"


@pytest.mark.parametrize("what", WHAT)
def test_it_is_a_schema_and_explains_itself(what: str) -> None:
    schema = json_schema(what)
    Draft202012Validator.check_schema(schema)
    assert [
        name for name, part in schema["$defs"].items() if part["type"] == "object" and not part["description"]
    ] == []


def test_every_coded_example_holds_to_it(examples: list[Coded]) -> None:
    assert sum(len(coded.events) for coded in examples) > 50
    assert any(coded.failures for coded in examples)
    assert [error for coded in examples for error in errors("events", coded.to_dict())] == []


def test_records_with_every_field_hold_to_it() -> None:
    failed = make_coded(make_document("نص"), failures=[Failure(stage="when", error="ValueError", message="x")])
    assert errors("events", make_coded().to_dict()) == errors("events", failed.to_dict()) == []


def test_every_incident_of_the_examples_holds_to_it(examples: list[Coded], tmp_path: Path) -> None:
    with Store.open(tmp_path / "record.duckdb") as store:
        going = store.start_run("rules 0.1.0")
        for coded in examples:
            store.add(coded, going)
        store.finish_run(going)
        link(store, at="2024-01-01T00:00:00Z")
        found = [incident.to_dict() for incident in iter_incidents(store)]
    assert any(len(incident["reports"]) > 1 for incident in found)
    assert [error for incident in found for error in errors("incidents", incident)] == []


def spoilt() -> Iterator[tuple[str, dict[str, Any]]]:
    """The air strike of the builders with one thing wrong each."""
    for name, change in {
        "type": {"type": "moon_landing"},
        "confidence": {"confidence": 1.5},
        "span": {"evidence": [[3]]},
        "day": {"when": {"start": "1 June 2020"}},
        "field": {"victim_name": "سالم"},
        "latitude": {"where": [{"lat": 91.0}]},
    }.items():
        event = make_event().to_dict()
        for field, value in change.items():
            if isinstance(value, dict):
                event[field] |= value
            elif isinstance(value, list) and isinstance(value[0], dict):
                event[field][0] |= value[0]
            else:
                event[field] = value
        yield name, {**make_coded().to_dict(), "events": [event]}


@pytest.mark.parametrize(("name", "told"), list(spoilt()), ids=[name for name, _ in spoilt()])
def test_what_is_wrong_is_found(name: str, told: dict[str, Any]) -> None:
    assert errors("events", told)


@pytest.mark.parametrize("what", WHAT)
def test_the_command_prints_it(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", what]) == 0
    assert json.loads(capsys.readouterr().out) == json_schema(what)


def test_another_word_is_told_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "articles"]) == 2
    assert "events, incidents" in capsys.readouterr().err
    with pytest.raises(BadSetting, match="events, incidents"):
        json_schema("articles")
