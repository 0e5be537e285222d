"""Names that people placed: what a decision speaks of, its file, and the texts that are read with it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import marsad
from marsad.errors import BadData
from marsad.model import Where
from marsad.places.alike import find_alike, letters_apart
from marsad.places.gazetteer import gazetteer_of, load_gazetteer
from marsad.places.layer import layer_digest, read_placed, write_placed
from marsad.places.placed import COLUMNS, PLACED, Placed, Rulings, from_csv, spot_id, to_csv
from marsad.places.records import Place

WORDS = st.text("ابتثجحخدذرزس ", min_size=2, max_size=12).map(lambda w: " ".join(w.split())).filter(bool)
DEGREES = st.floats(-60, 60).map(lambda v: round(v, 5))
CODES = st.sampled_from(["IRQ", "SYR", "YEM"])
PLACES = st.builds(
    lambda name, country, lat, lon, radius: Place(
        place_id=spot_id(name, country, lat, lon, "town"), name=name, name_en=None, country=country, feature="village", lat=lat, lon=lon,
        precision="town", source=PLACED, radius=radius,
    ),
    WORDS, CODES, DEGREES, DEGREES, st.sampled_from([None, 3.0]),
)  # fmt: skip
DECISIONS = st.builds(
    Placed,
    name=WORDS,
    country=st.none() | CODES,
    place=PLACES,
    told_in=st.none() | WORDS,
    instead_of=st.lists(st.sampled_from(["pl_1", "gn_2"]), unique=True, max_size=2).map(tuple),
    note=st.none() | st.sampled_from(['سطر, فيه "علامات"', "from a map"]),
    formerly=st.just(()) | st.just(("plc_0",)),
    by=st.just("سلمى"),
    made=st.just("2026-01-02T10:00:00"),
    judgement=st.just("jdg_1"),
)


def spot(lat: float = 35.4, lon: float = 43.7, name: str = "الخويسة") -> Place:
    return Place(
        place_id=spot_id(name, "IRQ", lat, lon, "town"), name=name, name_en="Khuwaysa", country="IRQ", feature="village", lat=lat, lon=lon,
        precision="town", source=PLACED, radius=4.0,
    )  # fmt: skip


@given(st.lists(DECISIONS, max_size=6))
def test_the_file_gives_back_what_was_decided(decisions: list[Placed]) -> None:
    assert from_csv("\ufeff" + to_csv(decisions), "placed.csv") == decisions


@pytest.mark.parametrize(
    ("where", "moves"),
    [
        (Where(name="الخويسة", country="IRQ", basis="parent"), True),
        (Where(name="الخُوَيسه", country="IRQ", basis="parent"), True),
        (Where(name="الخويسة", country="SYR", basis="parent"), False),
        (Where(name="الخويسة", country="IRQ", place_id="gn_9"), False),
        (Where(name="الحويجة", country="IRQ", basis="parent"), False),
    ],
    ids=["told so", "in another spelling", "in another country", "another place of the name", "another name"],
)
def test_a_decision_on_an_unknown_name_speaks_of_that_name_in_that_country(where: Where, moves: bool) -> None:
    ruled = Rulings([Placed(name="الخويسة", country="IRQ", place=spot())]).rule(where)
    assert (ruled is not where) == moves
    if moves:
        assert (ruled.lat, ruled.lon, ruled.radius_km, ruled.basis) == (35.4, 43.7, 4.0, "placed")
        assert ruled.text == where.text


def test_a_wrong_place_is_replaced_only_where_the_decision_says() -> None:
    told = Where(name="الرقة", country="SYR", admin1="حمص", place_id="pl_city", basis="gazetteer")
    decision = Placed(name="الرقة", country="SYR", place=spot(34.7, 37.2), instead_of=("pl_city",), told_in="حمص")
    assert Rulings([decision]).rule(told).lat == 34.7
    elsewhere = msgspec.structs.replace(told, admin1="الرقة")
    assert Rulings([decision]).rule(elsewhere) is elsewhere
    computed = msgspec.structs.replace(told, basis="offset")
    assert Rulings([decision]).rule(computed) is computed


def test_the_latest_decision_on_a_name_holds_and_one_on_a_governorate_goes_before() -> None:
    first = Placed(name="س", country="IRQ", place=spot(30, 40), made="1")
    second = Placed(name="س", country="IRQ", place=spot(31, 41), made="2")
    narrow = Placed(name="س", country="IRQ", place=spot(32, 42), told_in="نينوى", made="0")
    rulings = Rulings([first, second, narrow])
    assert rulings.rule(Where(name="س", country="IRQ", basis="parent")).lat == 31
    assert rulings.rule(Where(name="س", country="IRQ", admin1="نينوى", basis="parent")).lat == 32


def test_texts_are_read_with_the_file_and_the_layer_below_stays_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "record.places"
    text = "قتل مدنيان في قصف مدفعي على قرية الخويسة في قضاء الحويجة بمحافظة كركوك."
    assert write_placed(folder, [Placed(name="الخويسة", country="IRQ", place=spot())])
    assert not write_placed(folder, [Placed(name="الخويسة", country="IRQ", place=spot())])
    [event] = marsad.code(text, places=folder).events
    assert (event.where[0].lat, event.where[0].admin1, event.where[0].basis) == (35.4, "كركوك", "placed")
    assert layer_digest(folder, placed=False) is None
    assert gazetteer_of(folder, placed=False).digest == load_gazetteer().digest
    assert write_placed(folder, [])
    assert read_placed(folder) == []
    assert not (folder / "placed.csv").exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace("35.4", "135.4"), "line 2"),
        (lambda text: text.replace("name,", "names,", 1), "header"),
        (lambda text: text.replace(",4.0,", ",wide,"), "radius_km"),
        (lambda text: text + "x,y\n", "2 fields"),
    ],
    ids=["off the globe", "header", "radius", "short line"],
)
def test_a_damaged_file_is_told(change: object, told: str) -> None:
    text = to_csv([Placed(name="الخويسة", country="IRQ", place=spot())])
    with pytest.raises(BadData, match=told):
        from_csv(change(text), "placed.csv")  # type: ignore[operator]


def test_the_columns_begin_with_those_of_the_lists() -> None:
    assert COLUMNS[:3] == ("name", "name_en", "country")


@pytest.mark.parametrize(
    ("a", "b", "apart"), [("حويجه", "حويجه", 0), ("حويجيه", "حويجه", 1), ("وحيجه", "حويجه", 1), ("موصل", "حويجه", 3)]
)
def test_letters_are_counted_up_to_a_bound(a: str, b: str, apart: int) -> None:
    assert letters_apart(a, b, 2) == apart
    assert letters_apart(b, a, 2) == apart


def test_places_of_a_like_name_come_nearest_spelling_first() -> None:
    found = find_alike(load_gazetteer(), "الحويجية", "IRQ", (35.3, 43.8))
    assert found[0].place.name == "الحويجة"
    assert found[0].letters == 1
    assert [f.letters for f in found] == sorted(f.letters for f in found)
    assert find_alike(load_gazetteer(), "،", "IRQ") == []
