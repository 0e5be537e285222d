"""The store: what goes in comes out, twice in changes nothing, newer coders stand beside older ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import TEXT, find_span, make_coded, make_document, make_event
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import coded_documents

from marsad.errors import BadSetting, StoreError
from marsad.model import Actor, Casualties, Coded, Failure, Published, When, Where, content_id
from marsad.store import Store, load

SEVERAL = "أولى ثم ثانية ثم ثالثة ثم رابعة ثم خامسة"
TABLES = ("documents", "codings", "events", "statements", "traces", "failures")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.duckdb"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(store.query(f"FROM {table}").rows, key=repr) for table in TABLES}


def fill(path: Path, *results: Coded) -> None:
    with Store.open(path) as store:
        run = store.start_run("rules 0.1.0")
        for coded in results:
            store.add(coded, run)
        store.finish_run(run)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("store") / "any.duckdb") as opened:
        opened.start_run("rules 0.1.0")
        yield opened


class TestRoundTrip:
    @given(coded=coded_documents())
    @settings(max_examples=100)
    def test_any_result_comes_back_equal(self, shared: Store, coded: Coded) -> None:
        assert_comes_back(shared, coded)

    @given(coded=coded_documents(st.text(st.sampled_from("اب\ud800\udfff😀 "), min_size=1, max_size=20)))
    @settings(max_examples=30)
    def test_a_text_with_lone_surrogates_comes_back_equal(self, shared: Store, coded: Coded) -> None:
        assert_comes_back(shared, coded)

    def test_the_results_of_all_examples_pass_the_check(self, shared: Store) -> None:
        assert shared.check() == []

    def test_load_gives_the_results_in_order(self, path: Path) -> None:
        results = [make_coded(make_document(id=f"{i}.txt")) for i in range(450)]
        fill(path, *results)
        assert load(path) == results

    def test_a_failed_document_keeps_its_failures(self, path: Path) -> None:
        failures = (
            Failure(stage="times", error="ValueError", message="no such month"),
            Failure(stage="x", error="E", message=""),
        )
        coded = make_coded(make_document("نص قصير"), failures=failures)
        fill(path, coded)
        assert load(path) == [coded]


def assert_comes_back(store: Store, coded: Coded) -> None:
    # Examples share a store: what makes a document new is its id, and the same document again changes nothing.
    doc = replace(coded.document, id=content_id("x", repr(coded)))
    coded = replace(coded, document=doc)
    [(run,)] = store.query("SELECT run_id FROM runs").rows
    store.add(coded, run)
    assert store.get_coded(doc.key, coded.coder) == coded
    found = store.get_document(doc.key)
    assert found is not None
    assert found.document == doc


class TestTwice:
    def test_adding_again_changes_nothing(self, path: Path) -> None:
        results = [make_coded(make_document(id=f"{i}.txt")) for i in range(5)]
        fill(path, *results)
        with Store.open(path, read_only=True) as store:
            before = contents(store)
        fill(path, *results, *results)
        with Store.open(path, read_only=True) as store:
            assert contents(store) == before

    def test_add_says_whether_it_was_new(self, store: Store) -> None:
        assert store.add(make_coded(), "run")
        assert not store.add(make_coded(), "run")
        store.flush()
        assert not store.add(make_coded(), "run")

    def test_the_same_words_of_two_outlets_are_two_documents(self, path: Path) -> None:
        fill(path, *(make_coded(make_document(source=name)) for name in ("الأولى", "الثانية")))
        assert [coded.document.source for coded in load(path)] == ["الأولى", "الثانية"]

    def test_a_failure_of_reading_is_noted_once(self, store: Store) -> None:
        for run in ("first", "second"):
            store.record_failure("broken.pdf", "reading", "NotText", "the bytes are no text", run)
            store.flush()
        assert store.query("SELECT run_id, input_name, error FROM failures").rows == [
            ("first", "broken.pdf", "NotText")
        ]

    def test_has_knows_what_waits_and_what_is_written(self, path: Path) -> None:
        coded = make_coded()
        with Store.open(path) as store:
            assert not store.has(coded.document.key, coded.coder)
            store.add(coded, "run")
            assert store.has(coded.document.key, coded.coder)
            assert not store.has(coded.document.key, "rules 0.2.0")
        with Store.open(path, read_only=True) as store:
            assert store.has(coded.document.key, coded.coder)


class TestVersions:
    @pytest.mark.parametrize(
        ("coders", "current"),
        [
            pytest.param(["rules 0.1.0", "rules 0.2.0"], "rules 0.2.0", id="newer"),
            pytest.param(["rules 0.2.0", "rules 0.1.0"], "rules 0.2.0", id="older-run-later"),
            pytest.param(["rules 0.9.0", "rules 0.10.0"], "rules 0.10.0", id="numbers-not-letters"),
            pytest.param(["rules 0.1.0", "llm qwen 3"], "llm qwen 3", id="another-engine-later"),
            pytest.param(["rules 0.2.0", "llm 1", "rules 0.1.0"], "llm 1", id="an-older-version-never-wins"),
            pytest.param(["llm", "llm"], "llm", id="no-version"),
        ],
    )
    def test_the_newest_version_is_current(self, path: Path, coders: list[str], current: str) -> None:
        fill(path, *(make_coded(coder=coder) for coder in coders))
        assert [coded.coder for coded in load(path)] == [current]

    def test_older_results_stay(self, store: Store) -> None:
        old, new = make_coded(coder="rules 0.1.0"), make_coded(coder="rules 0.2.0", events=())
        for coded in (old, new):
            store.add(coded, "run")
        assert list(store.iter_coded(superseded=True)) == [old, new]
        assert store.get_coded(old.document.key, "rules 0.1.0") == old
        assert store.query("SELECT count(*) FROM superseded_events").rows == [(1,)]
        assert store.query("SELECT count(*) FROM current_events").rows == [(0,)]
        assert store.query("SELECT count(*) FROM current_statements").rows == [(0,)]
        found = store.get_event(old.events[0].id)
        assert found is not None
        assert (found.current, found.coder) == (False, "rules 0.1.0")

    def test_what_two_versions_read_alike_has_one_statement_id(self, store: Store) -> None:
        event = make_event()
        wider = replace(event, casualties=(replace(event.casualties[0], max=9), *event.casualties[1:]))
        store.add(make_coded(events=[event], coder="rules 0.1.0"), "run")
        store.add(make_coded(events=[wider], coder="rules 0.2.0"), "run")
        changed = "SELECT slot FROM statements GROUP BY slot HAVING count(DISTINCT statement_id) > 1"
        assert store.query(changed).rows == [("casualties[0].max",)]

    def test_the_document_is_as_its_coder_had_it(self, store: Store) -> None:
        old = make_coded(coder="rules 0.1.0")
        doc = replace(old.document, furniture=((0, 4),), credits=("وكالة أخرى",))
        new = make_coded(doc, coder="rules 0.2.0")
        store.add(old, "run")
        store.add(new, "run")
        assert list(store.iter_coded(superseded=True)) == [old, new]


class TestDates:
    """The publication date is no part of a document's identity, but what is resolved against it depends on it."""

    DATED, DATELESS = make_coded(), make_coded(make_document(published=Published()), events=())

    def test_a_date_that_becomes_known_makes_a_new_result(self, path: Path) -> None:
        fill(path, self.DATELESS)
        with Store.open(path) as store:
            doc = self.DATED.document
            assert store.has(doc.key, "rules 0.1.0")
            assert not store.has(doc.key, "rules 0.1.0", doc.published)
            assert store.add(self.DATED, "run")
            assert store.has(doc.key, "rules 0.1.0", doc.published)
            assert not store.add(self.DATED, "run")
            assert store.get_coded(doc.key, "rules 0.1.0") == self.DATED
            assert store.query("SELECT published_start::VARCHAR FROM current_documents").rows == [("2020-06-02",)]
        assert load(path) == [self.DATED]

    def test_a_date_that_is_lost_changes_nothing(self, path: Path) -> None:
        fill(path, self.DATED)
        fill(path, self.DATELESS)
        assert load(path) == [self.DATED]

    def test_a_date_that_was_inferred_is_not_handed_in(self, path: Path) -> None:
        inferred = Published(start="2020-06-01", end="2020-06-30", basis="inferred")
        coded = make_coded(make_document(published=inferred))
        fill(path, coded)
        with Store.open(path) as store:
            assert store.has(coded.document.key, coded.coder, Published())
            assert not store.add(coded, "run")


class TestBatches:
    def test_a_full_batch_is_written(self, path: Path) -> None:
        with Store.open(path, batch_size=2, batch_seconds=1e9) as store:
            for i in range(3):
                store.add(make_coded(make_document(id=str(i))), "run")
            written = store._con.execute("SELECT count(*) FROM codings").fetchone()
            assert written == (2,)

    def test_an_old_batch_is_written(self, path: Path) -> None:
        with Store.open(path, batch_seconds=0) as store:
            store.add(make_coded(), "run")
            assert store._con.execute("SELECT count(*) FROM codings").fetchone() == (1,)

    def test_an_error_in_the_caller_loses_nothing(self, path: Path) -> None:
        def interrupted() -> None:
            with Store.open(path) as store:
                store.add(make_coded(), "run")
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupted()
        assert load(path) == [make_coded()]

    def test_a_batch_that_fails_leaves_nothing_of_it(self, store: Store) -> None:
        store._con.execute("DROP VIEW event_places; DROP TABLE statements CASCADE")
        store.add(make_coded(), "run")
        with pytest.raises(StoreError):
            store.flush()
        assert store._con.execute("SELECT count(*) FROM documents").fetchone() == (0,)
        assert not store.has(make_coded().document.key, make_coded().coder)


class TestRuns:
    def test_a_run_keeps_its_arguments_and_counts(self, store: Store) -> None:
        run = store.start_run("rules 0.1.0", {"inputs": ["news/"]})
        store.add(make_coded(), run, {"file": "news/0001.txt"})
        assert store.query("SELECT finished FROM runs").rows == [(None,)]
        store.finish_run(run, {"documents": 1})
        found = store.query(
            "SELECT run_id, coder, arguments->'inputs'->>0, counts->>'documents', finished >= started FROM runs"
        )
        assert found.rows == [(run, "rules 0.1.0", "news/", "1", True)]
        doc = store.get_document(make_document().key)
        assert doc is not None
        assert (doc.provenance, doc.first_run) == ({"file": "news/0001.txt"}, run)


@pytest.fixture
def several(store: Store) -> Store:
    """Five events in two documents: where, who and when differ."""

    def event(word: str, day: str | None, end: str | None = None, **fields: object) -> object:
        when = When(start=day, end=end or day, precision="day", basis="explicit") if day else When()
        return make_event(SEVERAL, word, when=when, **fields)

    place = Where(name="الأنبار", name_en="Anbar", country="IRQ", admin1="الأنبار")
    first = [
        event("أولى", "2020-01-10", where=(place,)),
        event(
            "ثانية",
            "2020-01-12",
            "2020-01-20",
            type="shelling",
            actors=(Actor(role="target", actor_id="IRQ-MIL-army"),),
        ),
        event("ثالثة", None, status="background"),
    ]
    second = [
        event("رابعة", "2020-03-01", where=(Where(name="صنعاء", country="YEM"),)),
        event(
            "خامسة", "2020-03-02", type="arrest", actors=(Actor(role="initiator", actor_id="YEM-COP", name="الشرطة"),)
        ),
    ]
    store.add(make_coded(make_document(SEVERAL, "a"), events=first), "run")  # type: ignore[arg-type]
    store.add(make_coded(make_document(SEVERAL, "b"), events=second), "run")  # type: ignore[arg-type]
    return store


class TestEvents:
    @pytest.mark.parametrize(
        ("chosen", "words"),
        [
            pytest.param({}, "أولى ثانية ثالثة رابعة خامسة", id="all"),
            pytest.param({"types": ["shelling", "arrest"]}, "ثانية خامسة", id="types"),
            pytest.param({"since": "2020-01-15"}, "ثانية رابعة خامسة", id="since-touches-the-end"),
            pytest.param({"until": "2020-01-12"}, "أولى ثانية", id="until-touches-the-start"),
            pytest.param({"since": "2020-02-01", "until": "2020-03-01"}, "رابعة", id="between"),
            pytest.param({"place": "الانبار"}, "أولى", id="place-spelled-otherwise"),
            pytest.param({"place": "anbar"}, "أولى", id="place-in-english"),
            pytest.param({"place": "yem"}, "رابعة", id="country"),
            pytest.param({"actor": "IRQ-MIL"}, "ثانية", id="actor-and-its-units"),
            pytest.param({"actor": "الشرطه"}, "خامسة", id="actor-name"),
            pytest.param({"status": "background"}, "ثالثة", id="status"),
            pytest.param({"document": make_document(SEVERAL, "b").key}, "رابعة خامسة", id="document"),
            pytest.param({"limit": 2}, "أولى ثانية", id="limit"),
            pytest.param({"place": "%"}, "", id="no-wildcards"),
        ],
    )
    def test_filters(self, several: Store, chosen: dict[str, object], words: str) -> None:
        found = list(several.iter_events(**chosen))  # type: ignore[arg-type]
        assert [stored.event.trigger.text for stored in found] == words.split()

    @pytest.mark.parametrize(
        "chosen",
        [{"types": ["fire"]}, {"since": "2020"}, {"until": "12/01/2020"}, {"status": "old"}, {"limit": -1}],
        ids=str,
    )
    def test_a_wrong_filter_is_told(self, several: Store, chosen: dict[str, object]) -> None:
        with pytest.raises(BadSetting):
            several.iter_events(**chosen)  # type: ignore[arg-type]

    def test_an_event_brings_its_document(self, several: Store) -> None:
        last = list(several.iter_events())[-1]
        assert last.document == make_document(last.document.text, "b")
        assert last.document_key == last.document.key

    def test_a_unique_prefix_is_enough(self, several: Store) -> None:
        wanted = next(several.iter_events()).event
        found = several.get_event(wanted.id[:12])
        assert found is not None
        assert found.event == wanted

    def test_a_prefix_of_several_is_told(self, several: Store) -> None:
        with pytest.raises(BadSetting, match="begins several ids: evt_"):
            several.get_event("evt_")

    @pytest.mark.parametrize("name", ["evt_ffff", "nothing"])
    def test_nothing_found_is_none(self, several: Store, name: str) -> None:
        assert several.get_event(name) is None
        assert several.get_document(name) is None
        assert several.get_coded(name) is None

    def test_an_empty_name_is_told(self, several: Store) -> None:
        with pytest.raises(BadSetting):
            several.get_event("")

    def test_a_document_is_found_by_id_key_and_prefix(self, several: Store) -> None:
        doc = make_document(next(several.iter_events()).document.text, "a")
        for name in ("a", doc.key, doc.key[:12]):
            found = several.get_document(name)
            assert found is not None
            assert found.document == doc

    def test_the_statements_of_an_event(self, store: Store) -> None:
        store.add(make_coded(), "run")
        found = next(store.iter_events())
        told = {s.slot: s for s in store.get_statements(found)}
        toll = told["casualties[0].min"]
        start, end = find_span(TEXT, "أربعة مسلحين")
        assert (toll.value, toll.text, toll.span_start, toll.span_end) == ("4", "أربعة مسلحين", start, end)
        assert (toll.stage, toll.rule) == ("tolls", "led-to")
        assert [t.rule for t in store.get_traces(found)] == ["strike-verb", "clash-noun", "led-to"]
        assert (told["type"].value, told["type"].rule) == ("air_strike", "strike-verb")


class TestViews:
    def test_tolls_are_added_up_by_month_country_outcome_and_group(self, store: Store) -> None:
        open_toll = Casualties(outcome="killed", group="fighters", min=3, max=None, qualifier="vague")
        for i, tolls in enumerate([make_event().casualties, make_event().casualties, (open_toll,)]):
            doc = make_document(id=str(i))
            store.add(make_coded(doc, events=[make_event(doc_id=doc.id, casualties=tolls)]), "run")
        rows = store.query(
            'SELECT month::VARCHAR, country, outcome, "group", reports, low, high FROM casualty_totals'
        ).rows
        assert sorted(rows) == [
            ("2020-06-01", "SYR", "injured", "civilians", 2, 4, 4),
            ("2020-06-01", "SYR", "killed", "fighters", 3, 11, None),
        ]

    def test_denied_and_background_events_are_not_counted(self, store: Store) -> None:
        events = [make_event(id="evt_1", modality="denied"), make_event(id="evt_2", status="background")]
        store.add(make_coded(events=events), "run")
        assert store.query("FROM casualty_totals").rows == []

    def test_places_and_actors_have_a_row_each(self, store: Store) -> None:
        store.add(make_coded(), "run")
        assert store.query("SELECT name, country, lat, lon FROM event_places").rows == [
            ("الريحانية", "SYR", 36.25, 36.5)
        ]
        rows = store.query("SELECT role, country, sector FROM event_actors ORDER BY actor_index").rows
        assert rows == [("initiator", "SYR", "MIL"), ("target", "SYR", "UAF")]

    def test_spans_count_code_points(self, store: Store) -> None:
        text = "😀 قُتِلَ جنديّان\r\nفي المدينة"
        store.add(make_coded(make_document(text), events=[make_event(text, "جنديّان")]), "run")
        words = "substring(d.text, span_start + 1, span_end - span_start)"
        rows = store.query(f"SELECT {words} FROM statements JOIN documents d USING (document_key)").rows
        assert set(rows) == {("جنديّان",)}


class TestQueries:
    def test_a_faulty_query_is_told_with_its_sql(self, store: Store) -> None:
        with pytest.raises(BadSetting, match="SELEC 1"):
            store.query("SELEC 1")

    @pytest.mark.parametrize(
        "sql",
        [
            "DELETE FROM events",
            "CREATE TABLE mine (x INTEGER)",
            "COPY documents TO 'out.csv'",
            "FROM read_csv('/etc/passwd')",
            "ATTACH 'other.duckdb'",
            "SET enable_external_access = true",
        ],
    )
    def test_a_confined_store_lets_nothing_out(self, path: Path, sql: str) -> None:
        fill(path, make_coded())
        with Store.open(path, read_only=True) as store:
            store.confine()
            with pytest.raises(BadSetting):
                store.query(sql)
            assert store.query("SELECT count(*) FROM documents").rows == [(1,)]

    def test_a_store_open_for_reading_takes_nothing(self, path: Path) -> None:
        fill(path)
        with Store.open(path, read_only=True) as store, pytest.raises(StoreError, match="reading only"):
            store.add(make_coded(), "run")
