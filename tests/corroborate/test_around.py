"""What a run leaves out cannot have changed: every report that can be compared with a new one is looked at."""

from __future__ import annotations

import random
from pathlib import Path

import duckdb
import pytest
from corroborate.happenings import Told  # type: ignore[import-not-found]
from corroborate.test_order import AT, BY, add, contents, ids, new_store, tellings  # type: ignore[import-not-found]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.corroborate.around import choose
from marsad.corroborate.blocking import find_pairs
from marsad.corroborate.evaluate import CodedGold
from marsad.corroborate.link import link
from marsad.corroborate.model import REPORT_COLUMNS, load_model, load_reports, score_candidates
from marsad.corroborate.reports import make_report
from marsad.store import Store

MODEL = load_model()


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tellings(), st.data())
def test_every_candidate_of_a_new_report_is_chosen(told: list[Told], data: st.DataObject) -> None:
    with new_store() as store:
        add(store, told)
        con = store.con
        fresh = data.draw(st.sets(st.sampled_from(sorted(ids(store))), min_size=1, max_size=3))
        assert choose(con, fresh, (), (), (), threshold=float("inf"))
        chosen = {row[0] for row in con.execute("SELECT event_id FROM chosen").fetchall()}
        work = duckdb.connect(":memory:")
        work.execute(f"CREATE TABLE reports ({REPORT_COLUMNS})")
        work.register("stored", con.sql("SELECT * EXCLUDE fingerprint FROM link_reports").to_arrow_table())
        work.register("marked", con.sql("SELECT document_key, reprint FROM reprints").to_arrow_table())
        work.execute(
            "INSERT INTO reports BY NAME SELECT s.*, (row_number() OVER (ORDER BY event_id) - 1)::INTEGER AS unique_id, "
            "reprint, list_contains($1::VARCHAR[], event_id) AS fresh FROM stored s LEFT JOIN marked USING (document_key)",
            [sorted(fresh)],
        )
        find_pairs(work)
        candidates = work.execute(
            "SELECT event_id FROM reports JOIN candidates ON unique_id IN (join_key_l, join_key_r)"
        ).fetchall()
        assert fresh <= chosen
        assert {row[0] for row in candidates} <= chosen


def test_links_and_judgements_lead_on_from_what_changed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.duckdb") as store:
        add(store, [Told("a"), Told("b", outlet="مركز"), Told("c", town="المنارة", day="2024-05-20", killed=(9,))])
        a, b, c = (
            row[0]
            for row in store.query("SELECT event_id FROM events JOIN documents USING (document_key) ORDER BY id").rows
        )
        con = store.con

        def chosen(*begun: str, same: tuple[tuple[str, str], ...] = ()) -> set[str]:
            assert choose(con, (), (), begun, same, MODEL.threshold)
            return {row[0] for row in con.execute("SELECT event_id FROM chosen").fetchall()}

        assert chosen(c) == {c}
        assert chosen(a) == {a, b}
        assert chosen(a, same=((b, c),)) == {a, b, c}


def test_a_judgement_is_linked_without_what_waits(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.duckdb") as store:
        add(store, [Told("a"), Told("b", outlet="مركز")])
        [(a, key), _] = store.query("SELECT event_id, document_key FROM events ORDER BY event_id").rows
        store.add(Told("c", outlet="موقع").coded(), store.start_run("rules"))
        store.flush()
        store.journal.reject(a, **BY)
        done = link(store, at=AT, documents=[key])
        assert (done.fresh, done.reports, a in ids(store)) == (0, 1, False)
        assert link(store, at=AT).fresh == 1
        assert len(set(ids(store).values())) == 1
        assert len(ids(store)) == 2


def test_linking_in_pieces_ends_with_what_linking_at_once_gives(tmp_path: Path) -> None:
    told = [Told(f"{i}", outlet=outlet, killed=(3,), day=f"2024-03-{10 + i // 2}") for i, outlet in enumerate("ابجدهو")]
    with Store.open(tmp_path / "a.duckdb") as at_once, Store.open(tmp_path / "b.duckdb") as in_pieces:
        add(at_once, told)
        run = in_pieces.start_run("rules")
        for report in told:
            in_pieces.add(report.coded(), run)
        left = [link(in_pieces, at=AT, most=2).left for _ in range(3)]
        assert left == [4, 2, 0]
        assert contents(in_pieces) == contents(at_once)
        assert link(in_pieces, at=AT, most=2).fresh == 0


def test_relations_follow_what_changes_on_either_side(gold: CodedGold, tmp_path: Path) -> None:
    coded = list(gold.coded)
    random.Random(5).shuffle(coded)
    with Store.open(tmp_path / "a.duckdb") as at_once, Store.open(tmp_path / "b.duckdb") as in_pieces:
        for store, parts in ((at_once, [coded]), (in_pieces, [coded[:20], coded[20:33], coded[33:]])):
            run = store.start_run("rules")
            for part in parts:
                for one in part:
                    store.add(one, run)
                link(store, at=AT)
        whole = contents(at_once)
        assert contents(in_pieces) == whole
        related = [(members, relations) for members, (_, relations) in whole.items() if relations]
        assert {relation for _, relations in related for relation, _ in relations} == {"summary_of", "planned_for"}
        for members, relations in related:
            for event in (min(members), relations[0][1][0]):  # of the one that is related, of the other
                [(key,)] = in_pieces.query("SELECT document_key FROM events WHERE event_id = ?", [event]).rows
                made = in_pieces.journal.reject(event, **BY)
                link(in_pieces, at=AT, documents=[key])
                assert contents(in_pieces) != whole
                assert in_pieces.check() == []
                in_pieces.journal.undo(made.judgement_id, **BY)
                link(in_pieces, at=AT, documents=[key])
                assert contents(in_pieces) == whole


def test_few_pairs_weigh_what_splink_says(gold: CodedGold) -> None:
    reports = [make_report(e, c.document, c.document.key, "1") for c in gold.coded for e in c.events]
    con = duckdb.connect(":memory:")
    load_reports(con, reports)
    assert find_pairs(con) > 20
    score_candidates(con, MODEL)
    few = con.execute("SELECT a, b, weight, conflict FROM scores ORDER BY a, b").fetchall()
    score_candidates(con, MODEL, levels=True)
    splink = con.execute("SELECT a, b, weight, conflict FROM scores ORDER BY a, b").fetchall()
    assert [row[:2] for row in few] == [row[:2] for row in splink]
    assert [row[2:] for row in few] == [pytest.approx(row[2:], abs=1e-9) for row in splink]
