"""Statements: a row a value, the words at their offsets, who said it, and the ids of the store."""

from __future__ import annotations

from pathlib import Path

import polars
import pytest
from builders import TEXT

import marsad
from marsad.corroborate.link import link
from marsad.exports import ExportRecord, Selection, export, find_exporter, iter_records
from marsad.store import Store


def table(records: list[ExportRecord], folder: Path) -> polars.DataFrame:
    return polars.read_parquet(export(records, find_exporter("statements"), folder / "s.parquet").path)


def test_every_statement_of_the_store_has_its_row(store_path: Path, tmp_path: Path) -> None:
    with Store.open(store_path, read_only=True) as store:
        kept = {tuple(r) for r in store.query("SELECT statement_id, slot, value FROM current_statements").rows}
        found = table(list(iter_records(store, Selection(names=True))), tmp_path)
    assert set(found.select("statement_id", "slot", "value").rows()) == kept
    assert len(found) == len(kept)


def test_the_words_stand_at_their_offsets(named: list[ExportRecord], tmp_path: Path) -> None:
    rows = table([r for r in named if r.type == "air_strike"], tmp_path).filter(polars.col("text").is_not_null())
    assert len(rows) > 10
    assert [r for r in rows.to_dicts() if TEXT[r["span_start"] : r["span_end"]] != r["text"]] == []


def test_without_names_the_ids_and_offsets_stay_and_the_words_go(
    records: list[ExportRecord], named: list[ExportRecord], tmp_path: Path
) -> None:
    bare, full = table(records, tmp_path), table(named, tmp_path)
    assert set(bare["statement_id"]) < set(full["statement_id"])
    lost = full.filter(~polars.col("statement_id").is_in(bare["statement_id"].implode()))
    assert {slot.rpartition(".")[2] for slot in lost["slot"]} <= {"name", "name_en", "speaker"}
    words = bare.filter(polars.col("text").is_not_null())
    assert set(words["slot"]) <= {"type", "status", "modality", "trigger"}
    assert bare["span_start"].drop_nulls().len() > 20


def test_who_says_it(named: list[ExportRecord], tmp_path: Path) -> None:
    found = table(named, tmp_path)
    strike = found.filter(type="air_strike", slot="casualties[0].min").to_dicts()[0]
    assert (strike["said_by"], strike["said_by_actor"], strike["stance"]) == ("الناطق باسم الجيش", "SYR-MIL", "asserts")
    assert set(found.filter(type="diplomacy")["said_by"]) == {None}


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    path = tmp_path / "linked.duckdb"
    texts = {
        "وكالة": "قُتل ثلاثة جنود بانفجار عبوة ناسفة استهدفت دورية للجيش العراقي في قضاء الحويجة صباح اليوم، بحسب مصدر أمني.",
        "صحيفة": "أربعة قتلى حصيلة انفجار عبوة ناسفة استهدفت صباح اليوم دورية للجيش العراقي في قضاء الحويجة، وفق قيادة عمليات كركوك.",
    }
    with Store.open(path) as store:
        going = store.start_run("rules 0.1.0")
        for source, text in texts.items():
            store.add(marsad.code(text, id=source, source=source, published="2017-03-05"), going)
        store.finish_run(going)
        link(store, at="2024-01-01T00:00:00Z")
    return path


def test_an_incident_gives_the_statements_of_all_its_reports(linked: Path, tmp_path: Path) -> None:
    with Store.open(linked, read_only=True) as store:
        found = table(list(iter_records(store, Selection(of="incidents", names=True))), tmp_path)
    assert set(found["record_kind"]) == {"incident"}
    assert found["record_id"].n_unique() == 1
    told = {(r["outlet"], r["value"]) for r in found.filter(polars.col("slot") == "casualties[0].min").to_dicts()}
    assert told == {("وكالة", "3"), ("صحيفة", "4")}


def test_exports_carry_what_people_corrected(store_path: Path) -> None:
    with Store.open(store_path) as store:
        strike = next(r for r in iter_records(store) if r.type == "air_strike")
        journal = store.journal
        journal.correct(strike.id, "casualties[0].min", "5", by="سلمى", at="2024-01-02T00:00:00Z")
        again = next(r for r in iter_records(store) if r.id == strike.id)
        assert again.casualties[0].min == 5
        journal.reject(strike.id, by="سلمى", at="2024-01-02T00:00:01Z")
        assert strike.id not in {r.id for r in iter_records(store)}
