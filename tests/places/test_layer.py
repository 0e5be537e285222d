"""The user's layer over the embedded places: doubles joined, areas by polygon, names found in texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from gazetteer_files import DUMP, dump_row, write_boundaries, write_dump, write_names
from hypothesis import given
from hypothesis import strategies as st

from marsad.api import mentions
from marsad.errors import BadData, BadSetting
from marsad.gazetteers import ImportOptions, import_files
from marsad.model import PlaceMention
from marsad.places.boundaries import Areas
from marsad.places.gazetteer import Gazetteer, current_gazetteer, gazetteer_digest, gazetteer_of, load_gazetteer, using
from marsad.places.layer import Area, add_place, arabic_names, places_folder, read_added, read_imports, remove_import
from marsad.places.records import Place

SHARED = Path(__file__).parents[3] / "shared" / "gazetteer"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A layer of boundaries, a dump with alternate names, a table, and a place added by hand."""
    root = tmp_path_factory.mktemp("layer")
    table = root / "survey.csv"
    table.write_text(
        "name,lat,lon,kind,parent,country,aliases\n"
        "تل النمل الشمالي,30.72,42.81,village,,IRQ,تل النمالة\n"
        "مخفر الغبار,,,base,الغربي الصحراوي,IRQ,\n"
        "عين الشيح,30.25,42.25,village,الحويجة,IRQ,\n",
        encoding="utf-8",
    )
    made = root / "record.places"
    import_files([*write_boundaries(root), write_dump(root), write_names(root), table], made)
    add_place(
        made,
        {
            "name": "خربة الودع",
            "country": "IRQ",
            "feature": "village",
            "lat": "30.5",
            "lon": "43.7",
            "precision": "town",
        },
    )
    return made


@pytest.fixture(scope="module")
def gazetteer(folder: Path) -> Gazetteer:
    return gazetteer_of(folder)


def only(gazetteer: Gazetteer, name: str, feature: str) -> Place:
    (place,) = [p for p in gazetteer.find(name) if p.feature == feature and p.country == "IRQ"]
    return place


def admin(place: Place) -> tuple[str | None, ...]:
    return place.admin1, place.admin2, place.admin3, place.pcode


BADIYA, WEST, EAST = "البادية الكبرى", "الغربي الصحراوي", "الشرقي الصحراوي"


@pytest.mark.parametrize(
    ("name", "feature", "expected"),
    [
        (BADIYA, "province", (None, None, None, "IQX1")),
        (WEST, "district", (BADIYA, None, None, "IQX1Q1")),
        ("غرب البادية", "district", (BADIYA, None, None, "IQX1Q1")),
        ("وادي السمر", "subdistrict", (BADIYA, WEST, None, "IQX1Q1N1")),
        ("خربة الودع", "village", (BADIYA, EAST, None, "IQX1Q2")),
        ("عين الشيح", "village", (BADIYA, WEST, "وادي السمر", "IQX1Q1N1")),
        ("قصر الريح", "town", (BADIYA, WEST, None, "IQX1Q1")),
        ("قصر الهواء القديم", "town", (BADIYA, WEST, None, "IQX1Q1")),
    ],
)
def test_admin_names_and_pcodes_come_from_the_boundaries(
    gazetteer: Gazetteer, name: str, feature: str, expected: tuple[str | None, ...]
) -> None:
    assert admin(only(gazetteer, name, feature)) == expected


def test_an_area_is_one_place_however_many_sources_name_it(gazetteer: Gazetteer) -> None:
    province = only(gazetteer, BADIYA, "province")
    assert (province.place_id, province.geonames_id) == ("gn_900001", 900001)


def test_the_users_table_gives_the_point_of_its_double(gazetteer: Gazetteer) -> None:
    village = only(gazetteer, "تل النمل الشمالي", "village")
    assert (village.lat, village.geonames_id, village.source) == (30.72, 900002, "survey")
    assert only(gazetteer, "تل النمالة", "village") == village


def test_a_place_without_a_point_lies_near_its_parent(gazetteer: Gazetteer) -> None:
    post, parent = only(gazetteer, "مخفر الغبار", "base"), only(gazetteer, WEST, "district")
    assert (post.lat, post.lon, post.precision) == (parent.lat, parent.lon, "near")
    assert admin(post) == (BADIYA, WEST, None, "IQX1Q1")


def test_embedded_places_elsewhere_are_as_they_were(gazetteer: Gazetteer) -> None:
    embedded = load_gazetteer()
    ids = {embedded.place(i).place_id: embedded.place(i) for i in range(len(embedded))}
    kept = {gazetteer.place(i).place_id: gazetteer.place(i) for i in range(len(gazetteer))}
    assert ids.keys() <= kept.keys()
    changed = [kept[i] for i in ids if ids[i] != kept[i]]
    assert "الشبكة" in {p.name for p in changed}
    assert all(30 <= (p.lat or 0) <= 31 and 42 <= (p.lon or 0) <= 44 for p in changed)  # they lie in the squares


def test_a_double_within_reach_keeps_its_id_and_gains_the_users_point(tmp_path: Path) -> None:
    made = tmp_path / "x.places"
    add_place(
        made,
        {"name": "الحويجة", "country": "IRQ", "feature": "town", "lat": "35.33", "lon": "43.78", "precision": "town"},
    )
    before, after = only(load_gazetteer(), "الحويجة", "town"), only(gazetteer_of(made), "الحويجة", "town")
    assert (after.place_id, after.admin1, after.lat) == (before.place_id, "كركوك", 35.33)


def test_a_place_far_from_its_namesake_is_another(tmp_path: Path) -> None:
    made = tmp_path / "x.places"
    add_place(
        made,
        {"name": "الحويجة", "country": "IRQ", "feature": "village", "lat": "30.5", "lon": "47.5", "precision": "town"},
    )
    found = {p.feature: p.lat for p in gazetteer_of(made).find("الحويجة") if p.country == "IRQ"}
    assert found["village"] == 30.5
    assert found["town"] != 30.5


@pytest.mark.parametrize(
    ("text", "name", "admin2"),
    [
        ("قصف مدفعي على قرية عين الشيح", "عين الشيح", WEST),
        ("انفجار عبوة ناسفة في خربة الودع", "خربة الودع", EAST),
        ("اشتباكات في قصر الرياح في العراق", "قصر الريح", WEST),
    ],
)
def test_texts_are_read_with_the_layer(folder: Path, text: str, name: str, admin2: str) -> None:
    found = [m for m in mentions(text, places=folder) if isinstance(m, PlaceMention) and m.country == "IRQ"]
    assert (found[0].name, found[0].admin2, found[0].pcode is not None) == (name, admin2, True)
    without = [m.name for m in mentions(text) if isinstance(m, PlaceMention) and m.place_id is not None]
    assert name not in without


def test_a_point_told_by_a_distance_lies_in_the_area_around_it_not_in_that_of_its_base(folder: Path) -> None:
    text = "انفجرت عبوة ناسفة على بعد 80 كم غرب خربة الودع في العراق"
    (found,) = [m for m in mentions(text, places=folder) if isinstance(m, PlaceMention) and m.precision == "offset"]
    assert (found.country, found.admin1, found.admin2) == ("IRQ", "البادية الكبرى", WEST)
    assert found.pcode == "IQX1Q1"
    far = text.replace("80", "400")
    (found,) = [m for m in mentions(far, places=folder) if isinstance(m, PlaceMention) and m.precision == "offset"]
    assert found.pcode is None


def test_a_context_gives_the_gazetteer_back(gazetteer: Gazetteer) -> None:
    with using(gazetteer):
        assert current_gazetteer() is gazetteer
    assert current_gazetteer() is load_gazetteer()


def test_the_digest_tells_layers_apart(folder: Path, tmp_path: Path) -> None:
    assert gazetteer_digest(folder) == gazetteer_of(folder).digest
    assert gazetteer_digest(tmp_path) == gazetteer_digest() == load_gazetteer().digest
    assert gazetteer_digest(folder) != gazetteer_digest()


@pytest.mark.shared
def test_the_real_boundaries_give_iraq_its_admin_names(tmp_path: Path) -> None:
    made = tmp_path / "iraq.places"
    import_files(sorted(SHARED.glob("*.geojson")), made)
    gazetteer = gazetteer_of(made)
    assert admin(only(gazetteer, "الحويجة", "town")) == ("كركوك", "الحويجة", "مركز الحويجة", "IQG13Q01N01")
    assert admin(only(gazetteer, "القائم", "town"))[:2] == ("الأنبار", "القائم")
    places = [gazetteer.place(i) for i in range(len(gazetteer))]
    provinces = [p for p in places if p.pcode is not None and p.feature == "province"]
    assert len(provinces) == 18
    assert all(p.curated for p in provinces)
    settled = [p for p in places if p.country == "IRQ" and p.feature in ("town", "village", "quarter")]
    assert sum(p.pcode is not None for p in settled) >= 0.99 * len(settled)


class TestFolder:
    @pytest.mark.parametrize(
        ("store", "expected"),
        [
            ("record.duckdb", "record.places"),
            ("a/b.duckdb", "a/b.places"),
            ("record", "record.places"),
            ("x.places", "x.places"),
        ],
    )
    def test_it_stands_beside_the_store(self, store: str, expected: str) -> None:
        assert places_folder(store) == Path(expected)

    def test_an_added_place_can_be_changed_and_removed(self, tmp_path: Path) -> None:
        row = {
            "name": "تل الشمع",
            "country": "SYR",
            "feature": "village",
            "lat": "35",
            "lon": "38",
            "precision": "town",
        }
        add_place(tmp_path, row)
        add_place(tmp_path, row | {"lat": "35.5", "aliases": "تل شمع"})
        add_place(tmp_path, row | {"name": "تل الملح"})
        assert [(r.place.name, r.place.lat) for r in read_added(tmp_path)] == [("تل الشمع", 35.5), ("تل الملح", 35.0)]
        remove_import(tmp_path, "added")
        assert read_added(tmp_path) == []
        with pytest.raises(BadSetting, match="nothing was imported"):
            remove_import(tmp_path, "added")

    def test_a_wrong_line_written_by_hand_is_told(self, tmp_path: Path) -> None:
        add_place(
            tmp_path,
            {"name": "تل", "country": "SYR", "feature": "village", "precision": "near", "lat": "35", "lon": "38"},
        )
        with (tmp_path / "added.csv").open("a", encoding="utf-8") as file:
            file.write("تل آخر,,SYR,planet,,,,35,38,town,,\n")
        with pytest.raises(BadData, match=r"added\.csv, line 3: feature 'planet'"):
            gazetteer_of(tmp_path)

    def test_a_damaged_import_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "IQ.msgpack").write_bytes(b"\x93damaged")
        with pytest.raises(BadData, match=r"IQ\.msgpack: this is no import"):
            read_imports(tmp_path)

    def test_a_folder_that_cannot_be_written_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        row = {"name": "تل", "country": "SYR", "feature": "village", "lat": "35", "lon": "38", "precision": "town"}
        with pytest.raises(BadSetting, match="cannot be written to"):
            add_place(tmp_path / "file" / "x.places", row)


def test_names_in_arabic_letters_are_told_from_others() -> None:
    assert arabic_names(["Mosul", "المَوصل", "الموصل", "Мосул", "موصل", "م"]) == ["الموصل", "موصل"]


def test_a_dump_replaces_nothing_that_is_curated(tmp_path: Path) -> None:
    path = tmp_path / "IQ.txt"
    path.write_text(
        "\n".join(
            [*DUMP, dump_row(99454, "Fallujah", "الفلوجة,مدينة المساجد", 33.2, 43.6, "PPLA2", population="190000")]
        ),
        encoding="utf-8",
    )
    made = tmp_path / "x.places"
    import_files([path], made, ImportOptions(country="IRQ"))
    before, after = only(load_gazetteer(), "الفلوجة", "town"), only(gazetteer_of(made), "الفلوجة", "town")
    assert after == before
    assert only(gazetteer_of(made), "مدينة المساجد", "town") == before


coordinates = st.integers(0, 40).map(lambda n: n / 4)


@given(points=st.lists(st.tuples(coordinates, coordinates), max_size=30), low=coordinates, size=st.integers(1, 20))
def test_points_are_found_in_squares_with_holes(points: list[tuple[float, float]], low: float, size: int) -> None:
    import shapely

    high = low + size / 2
    middle, reach = (low + high) / 2, size / 8
    shape = shapely.box(low, low, high, high) - shapely.box(
        middle - reach, middle - reach, middle + reach, middle + reach
    )
    area = Area(1, "IRQ", "X", "س", None, (), (), (low, low), shapely.to_wkb(shape))

    def inside(lat: float, lon: float) -> bool:
        hole = abs(lat - middle) < reach and abs(lon - middle) < reach
        return low <= lat <= high and low <= lon <= high and not hole

    assert Areas([area]).find(points) == [{1: 0} if inside(*point) else {} for point in points]


def test_a_point_on_a_border_has_one_area() -> None:
    import shapely

    pair = [
        Area(
            2, "IRQ", code, code, None, (), (), (30.5, west + 0.5), shapely.to_wkb(shapely.box(west, 30, west + 1, 31))
        )
        for code, west in (("A", 42.0), ("B", 43.0))
    ]
    assert Areas(pair).find([(30.5, 43.0), (30.5, 43.5), (35.0, 43.5)]) == [{2: 0}, {2: 1}, {}]
