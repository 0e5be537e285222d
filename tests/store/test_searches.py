"""Saved searches: whose they are, who sees them, what each has seen, and that copies and checks hold them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import BadSetting
from marsad.store import BadSearch, Store
from marsad.store.keeping import copy_store
from marsad.store.searches import LONGEST_NAME, MOST

AT = "2024-05-02 10:00:00"
LATER = "2024-05-03 10:00:00"
QUERY = "type=shelling&country=SYR&q=%D9%85%D8%B4%D9%81%D9%89"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.duckdb") as opened:
        yield opened


def note_run(store: Store, run: int) -> None:
    store.con.execute("INSERT INTO link_runs VALUES (?, ?::TIMESTAMP, 'test', 0, 0, 0)", [run, AT])


def test_a_search_comes_back_as_it_was_saved(store: Store) -> None:
    saved = store.searches.save("  قصف   إدلب ", QUERY, by="سلمى", at=AT)
    assert store.searches.visible_to("سلمى") == [saved]
    assert (saved.name, saved.query, saved.shared, saved.made, saved.made_by) == ("قصف إدلب", QUERY, False, AT, "سلمى")


def test_others_see_what_is_shared_and_only_that(store: Store) -> None:
    kept = store.searches.save("أ", "", by="سلمى", at=AT)
    shared = store.searches.save("ب", "", by="سلمى", at=AT, shared=True)
    own = store.searches.save("ج", "", by="كريم", at=AT)
    assert [s.search_id for s in store.searches.visible_to("كريم")] == [own.search_id, shared.search_id]
    assert store.searches.get(kept.search_id, "كريم") is None
    store.searches.share(shared, False, at=LATER)
    assert store.searches.get(shared.search_id, "كريم") is None
    assert store.searches.get(shared.search_id, "سلمى").changed == LATER  # type: ignore[union-attr]


def test_each_has_seen_what_they_have_looked_at(store: Store) -> None:
    note_run(store, 1)
    saved = store.searches.save("أ", "", by="سلمى", at=AT, shared=True)
    assert saved.seen == 1
    note_run(store, 2)
    store.searches.look(saved.search_id, by="كريم", at=LATER)
    seen = {name: store.searches.get(saved.search_id, name).seen for name in ("سلمى", "كريم", "هدى")}  # type: ignore[union-attr]
    assert seen == {"سلمى": 1, "كريم": 2, "هدى": 0}


def test_what_is_removed_is_gone_with_its_looks(store: Store) -> None:
    saved = store.searches.save("أ", "", by="سلمى", at=AT)
    store.searches.remove(saved.search_id)
    assert store.searches.visible_to("سلمى") == []
    assert store.check() == []
    assert store.searches.save("أ", "", by="سلمى", at=LATER).name == "أ"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("", "bad_search_name", id="empty"),
        pytest.param(" \t ", "bad_search_name", id="blank"),
        pytest.param("أ" * (LONGEST_NAME + 1), "bad_search_name", id="long"),
        pytest.param("أ\u202eب", "bad_search_name", id="turned"),
        pytest.param("أ\x00ب", "bad_search_name", id="control"),
        pytest.param("قصف", "search_name_taken", id="taken"),
        pytest.param(" قصف ", "search_name_taken", id="taken-with-spaces"),
    ],
)
def test_a_bad_name_is_refused(store: Store, name: str, reason: str) -> None:
    store.searches.save("قصف", "", by="سلمى", at=AT)
    other = store.searches.save("غارات", "", by="سلمى", at=AT)
    for act in (
        lambda: store.searches.save(name, "", by="سلمى", at=AT),
        lambda: store.searches.rename(other, name, at=LATER),
    ):
        with pytest.raises(BadSearch) as caught:
            act()
        assert caught.value.reason == reason
    assert {s.name for s in store.searches.visible_to("سلمى")} == {"قصف", "غارات"}


def test_there_is_an_end_to_searches(store: Store) -> None:
    for number in range(MOST):
        store.searches.save(str(number), "", by="سلمى", at=AT)
    with pytest.raises(BadSearch, match="delete one"):
        store.searches.save("one more", "", by="سلمى", at=AT)
    assert store.searches.save("one more", "", by="كريم", at=AT)


def test_a_search_is_found_by_name_or_id(store: Store) -> None:
    mine = store.searches.save("قصف", "type=shelling", by="سلمى", at=AT)
    assert store.searches.named("قصف").search_id == store.searches.named(mine.search_id).search_id == mine.search_id
    with pytest.raises(BadSetting, match="saved are: قصف"):
        store.searches.named("غارات")
    store.searches.save("قصف", "", by="كريم", at=AT)
    with pytest.raises(BadSetting, match=mine.search_id):
        store.searches.named("قصف")


def test_a_copy_holds_the_searches(store: Store, tmp_path: Path) -> None:
    saved = store.searches.save("قصف", QUERY, by="سلمى", at=AT, shared=True)
    store.close()
    copy_store(store.path, tmp_path / "copy.duckdb")
    with Store.open(tmp_path / "copy.duckdb", read_only=True) as copy:
        assert copy.searches.visible_to("سلمى") == [saved]


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        pytest.param("DELETE FROM searches", "no such search", id="look-without-search"),
        pytest.param("UPDATE search_looks SET link_run = 9", "link run that is not there", id="look-ahead"),
        pytest.param("UPDATE searches SET name = ' '", "no name", id="nameless"),
        pytest.param("UPDATE searches SET name = 'أ'", "bears its name", id="twins"),
        pytest.param(
            "INSERT INTO incident_changes VALUES (7, 'inc_1', 'grade', '\"weak\"', '\"fair\"')",
            "link run 7",
            id="change",
        ),
    ],
)
def test_the_check_tells_what_hangs_in_the_air(store: Store, alter: str, told: str) -> None:
    for name in ("أ", "ب"):
        store.searches.save(name, "", by="سلمى", at=AT)
    assert store.check() == []
    store.con.execute(alter)
    assert any(told in fault for fault in store.check())


@given(name=st.text(max_size=100), query=st.text(st.characters(codec="utf-8"), max_size=50))
def test_any_text_is_kept_or_refused(tmp_path_factory: pytest.TempPathFactory, name: str, query: str) -> None:
    import duckdb

    from marsad.store.connection import migrations
    from marsad.store.searches import Searches

    con = duckdb.connect(":memory:")
    for migration in migrations():
        con.execute(migration.sql)
    searches = Searches(con)
    try:
        saved = searches.save(name, query, by="سلمى", at=AT)
    except BadSearch:
        assert searches.visible_to("سلمى") == []
    else:
        assert searches.visible_to("سلمى") == [saved]
        assert saved.query == query
    con.close()
