"""Stored events whose places a better gazetteer knows: new codings beside the old ones, the same events, nothing rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import make_coded, make_document, make_event
from gazetteer_files import write_boundaries

from marsad.api import code, code_document
from marsad.gazetteers import import_files
from marsad.model import Where
from marsad.places.gazetteer import gazetteer_of
from marsad.places.layer import add_place, remove_import
from marsad.store import Store
from marsad.store.resolving import find_unknown_places, renew_places

TEXTS = {
    "1.txt": "قتل مدنيان في قصف مدفعي على قرية الخويسة في قضاء الحويجة بمحافظة كركوك.",
    "2.txt": "انفجرت عبوة ناسفة في مدينة الفلوجة. وقتل ثلاثة جنود في هجوم على قرية الخويسة بمحافظة كركوك",
    "3.txt": "قصفت طائرات حربية قرية البهلولية في محافظة نينوى",
}
VILLAGE = {
    "name": "الخويسة",
    "country": "IRQ",
    "feature": "village",
    "admin1": "كركوك",
    "admin2": "الحويجة",
    "precision": "town",
}
HERE = {"lat": "35.4", "lon": "43.7"}


@pytest.fixture(scope="module")
def coded() -> list[object]:
    return [code(text, published="2024-03-05", id=name, source="مثال") for name, text in TEXTS.items()]


@pytest.fixture
def store(tmp_path: Path, coded: list[object]) -> Iterator[Store]:
    with Store.open(tmp_path / "record.duckdb") as made:
        run = made.start_run("rules 0.1.0")
        for one in coded:
            made.add(one, run)  # type: ignore[arg-type]
        made.finish_run(run)
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "record.places"


def renew(store: Store, folder: Path) -> tuple[int, int, int]:
    done = renew_places(store, gazetteer_of(folder))
    return done.changed, done.places, done.resolved


def points(store: Store, view: str = "event_places") -> list[tuple[object, ...]]:
    return store.query(
        f"SELECT name, place_id IS NOT NULL, lat, lon, precision FROM {view} WHERE name = 'الخويسة' ORDER BY event_id"
    ).rows


def test_the_work_list_counts_and_quotes(store: Store) -> None:
    first, second = find_unknown_places(store)
    assert (first.name, first.country, first.reports, first.words) == ("الخويسة", "IRQ", 2, ("الخويسة",))
    assert set(first.parents) == {"كركوك", "الحويجة، كركوك"}
    assert set(first.documents) == {"1.txt", "2.txt"}
    assert len(first.events) == 2
    assert "قرية الخويسة" in first.example
    assert "عبوة" not in first.example
    assert (second.name, second.reports) == ("البهلولية", 1)


def test_names_beside_no_event_are_on_the_list_when_the_texts_are_read(store: Store, folder: Path) -> None:
    run = store.start_run("rules 0.1.0")
    text = "تحدث وجهاء قرية الدويحنية في قضاء الحويجة عن الموسم الزراعي. وتبعد قرية الدويحنية عن السوق كثيرا"
    store.add(code(text, published="2024-03-06", id="4.txt", source="مثال"), run)
    store.finish_run(run)
    assert "الدويحنية" not in [u.name for u in find_unknown_places(store)]
    found = {u.name: u for u in find_unknown_places(store, gazetteer_of(folder))}
    assert (found["الخويسة"].reports, found["الخويسة"].mentions) == (2, 2)
    beside = found["الدويحنية"]
    assert (beside.reports, beside.mentions, beside.documents, beside.events) == (0, 2, ("4.txt",), ())
    assert "الحويجة، كركوك" in beside.parents
    assert beside.example.startswith("تحدث وجهاء قرية الدويحنية")
    add_place(folder, VILLAGE | HERE | {"name": "الدويحنية"})
    assert "الدويحنية" not in [u.name for u in find_unknown_places(store, gazetteer_of(folder))]


def test_an_added_place_gives_stored_events_their_point(store: Store, folder: Path) -> None:
    before = store.query("SELECT * FROM codings ORDER BY coding").rows
    statements = store.query("SELECT * FROM statements ORDER BY coding, rowid").rows
    events = store.query("SELECT event_id FROM current_events ORDER BY event_id").rows
    add_place(folder, VILLAGE | HERE)
    assert renew(store, folder) == (2, 2, 2)
    assert points(store) == [("الخويسة", True, 35.4, 43.7, "town")] * 2
    assert [u.name for u in find_unknown_places(store)] == ["البهلولية"]
    # nothing is rewritten, and the events are those that they were
    assert store.query("SELECT * FROM codings ORDER BY coding LIMIT 3").rows == before
    assert store.query("SELECT * FROM statements WHERE coding <= 3 ORDER BY coding, rowid").rows == statements
    assert store.query("SELECT event_id FROM current_events ORDER BY event_id").rows == events
    assert store.query("SELECT count(*) FROM documents").rows == [(3,)]
    assert store.check() == []


def test_the_origin_says_which_stage_and_which_gazetteer(store: Store, folder: Path) -> None:
    add_place(folder, VILLAGE | HERE)
    renew(store, folder)
    digest = gazetteer_of(folder).digest
    rows = store.query(
        "SELECT DISTINCT stage, rule, coder FROM current_statements WHERE slot = 'where[0].lat' AND value = '35.4'"
    ).rows
    assert rows == [("places", "re-resolved", f"rules 0.1.0+places.{digest[:10]}")]
    notes = store.query("SELECT note FROM traces WHERE rule = 're-resolved'").rows
    assert all(digest in note and "الخويسة, near" in note for (note,) in notes)
    runs = store.query("SELECT arguments->>'gazetteer', counts->>'resolved' FROM runs WHERE coder LIKE '%places%'").rows
    assert runs == [(digest, "2")]


def test_values_that_did_not_change_keep_their_statements(store: Store, folder: Path) -> None:
    slots = "SELECT slot, statement_id FROM current_statements WHERE slot IN ('type', 'where[0].name', 'casualties[0].min') ORDER BY ALL"
    before = store.query(slots).rows
    add_place(folder, VILLAGE | HERE)
    renew(store, folder)
    assert store.query(slots).rows == before


def test_again_changes_nothing(store: Store, folder: Path) -> None:
    add_place(folder, VILLAGE | HERE)
    renew(store, folder)
    runs = store.query("SELECT count(*) FROM runs").rows
    assert renew(store, folder) == (0, 0, 0)
    assert store.query("SELECT count(*) FROM runs").rows == runs


def test_a_corrected_point_and_a_removed_place_are_followed(store: Store, folder: Path) -> None:
    original = points(store)
    add_place(folder, VILLAGE | HERE)
    renew(store, folder)
    add_place(folder, VILLAGE | {"lat": "35.5", "lon": "43.6"})
    renew(store, folder)
    assert points(store) == [("الخويسة", True, 35.5, 43.6, "town")] * 2
    remove_import(folder, "added")
    assert renew(store, folder) == (2, 2, 0)
    assert points(store) == original
    add_place(folder, VILLAGE | HERE)
    renew(store, folder)
    assert points(store) == [("الخويسة", True, 35.4, 43.7, "town")] * 2
    assert store.check() == []


def test_the_renewed_result_is_what_coding_again_would_give(store: Store, folder: Path) -> None:
    add_place(folder, VILLAGE | HERE)
    renew(store, folder)
    for name, text in TEXTS.items():
        again = code(text, published="2024-03-05", id=name, source="مثال", places=folder)
        stored = store.get_coded(again.document.key)
        assert stored is not None
        assert [e.where for e in stored.events] == [e.where for e in again.events]


def test_a_document_is_not_coded_again(store: Store, folder: Path, coded: list[object]) -> None:
    add_place(folder, VILLAGE | HERE)
    renew(store, folder)
    first = coded[0]
    assert store.has(first.document.key, "rules 0.1.0", first.document.published)  # type: ignore[attr-defined]
    shown = store.get_coded(first.document.key, "rules 0.1.0")  # type: ignore[attr-defined]
    assert shown is not None
    assert shown.events[0].where[0].lat == 35.4


@pytest.mark.parametrize(
    ("changes", "resolved"),
    [
        ({"lat": "35.4", "lon": "43.7"}, 2),
        ({"lat": "30.5", "lon": "47.8", "admin1": "البصرة", "admin2": ""}, 0),
        ({"lat": "36.2", "lon": "37.1", "country": "SYR", "admin1": "حلب", "admin2": ""}, 0),
    ],
    ids=["where-it-was-told", "another-governorate", "another-country"],
)
def test_a_name_alone_does_not_make_the_place(
    store: Store, folder: Path, changes: dict[str, str], resolved: int
) -> None:
    add_place(folder, VILLAGE | changes)
    assert renew(store, folder)[2] == resolved


def test_two_places_that_agree_leave_the_name_open(store: Store, folder: Path) -> None:
    add_place(folder, VILLAGE | {"lat": "35.25", "lon": "44.05", "admin2": ""})
    add_place(folder, VILLAGE | {"lat": "35.55", "lon": "44.25", "admin2": "", "feature": "town"})
    assert renew(store, folder)[2] == 0


def test_boundaries_give_known_places_their_admin_names(tmp_path: Path, folder: Path) -> None:
    where = Where(
        name="خربة الودع",
        country="IRQ",
        lat=30.5,
        lon=43.7,
        precision="town",
        place_id="pl_x",
        basis="gazetteer",
        text="الريحانية",
    )
    doc = make_document()
    add_place(
        folder,
        {
            "name": "خربة الودع",
            "country": "IRQ",
            "feature": "village",
            "lat": "30.5",
            "lon": "43.7",
            "precision": "town",
        },
    )
    (place,) = gazetteer_of(folder).find("خربة الودع")
    event = make_event(
        where=(Where(**{f: getattr(where, f) for f in where.__struct_fields__} | {"place_id": place.place_id}),)
    )
    with Store.open(tmp_path / "r.duckdb") as store:
        run = store.start_run("rules 0.1.0")
        store.add(make_coded(doc, events=[event]), run)
        store.finish_run(run)
        import_files(write_boundaries(tmp_path), folder)
        assert renew(store, folder) == (1, 1, 0)
        rows = store.query("SELECT admin1, admin2, lat FROM event_places").rows
        assert rows == [("البادية الكبرى", "الشرقي الصحراوي", 30.5)]
        assert store.query("SELECT event->'where'->0->>'pcode' FROM current_events").rows == [("IQX1Q2",)]


def test_boundaries_give_computed_points_their_admin_names(tmp_path: Path, folder: Path) -> None:
    where = Where(
        name="تل النمل",
        country="IRQ",
        admin1="المثنى",
        admin2="السلمان",
        lat=30.5,
        lon=43.7,
        radius_km=16.0,
        precision="offset",
        basis="offset",
        place_id="pl_x",
        text="تل النمل",
    )
    with Store.open(tmp_path / "r.duckdb") as store:
        run = store.start_run("rules 0.1.0")
        store.add(make_coded(make_document(), events=[make_event(where=(where,))]), run)
        store.finish_run(run)
        import_files(write_boundaries(tmp_path), folder)
        assert renew(store, folder) == (1, 1, 0)
        rows = store.query("SELECT admin1, admin2, lat FROM event_places").rows
        assert rows == [("البادية الكبرى", "الشرقي الصحراوي", 30.5)]
        assert renew(store, folder) == (0, 0, 0)


def test_a_newer_coder_goes_before_renewed_places(store: Store, folder: Path) -> None:
    import msgspec

    add_place(folder, VILLAGE | HERE)
    renew(store, folder)
    newer = code_document(make_document(TEXTS["1.txt"], "1.txt", source="مثال", url=None, title=None))
    run = store.start_run("rules 0.2.0")
    store.add(msgspec.structs.replace(newer, coder="rules 0.2.0"), run)
    current = store.get_coded(newer.document.key)
    assert current is not None
    assert current.coder == "rules 0.2.0"
    assert renew(store, folder)[2] == 1
    assert (store.get_coded(newer.document.key) or newer).coder.startswith("rules 0.2.0+places.")
