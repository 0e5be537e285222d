"""Gazetteers of every kind, read from real files into a layer: what counts, what is told as faulty, what is replaced."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from gazetteer_files import (
    COUNTRY,
    DUMP,
    FIRST,
    WEST,
    feature,
    polygon,
    square,
    write_boundaries,
    write_dump,
    write_geojson,
    write_names,
)

import marsad
from marsad.errors import BadSetting
from marsad.gazetteers import ImportOptions, import_files
from marsad.gazetteers.records import RowError, parse_country, parse_feature, parse_point
from marsad.places.layer import read_imports, read_layer

SHARED = Path(__file__).parents[3] / "shared" / "gazetteer"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "record.places"


def load(folder: Path, *paths: Path, **options: Any) -> Any:
    return import_files(paths, folder, ImportOptions(**options))


class TestGeoNames:
    @pytest.mark.parametrize("zipped", [False, True], ids=["text", "zip"])
    def test_a_dump_gives_places_and_tells_its_bad_rows(self, tmp_path: Path, folder: Path, zipped: bool) -> None:
        (done,) = load(folder, write_dump(tmp_path, bad=True, zipped=zipped))
        assert (done.kind, done.name, done.rows, done.places, done.left_out) == ("geonames", "IQ", 7, 4, 1)
        assert [bad.where for bad in done.bad] == ["line 6", "line 7"]
        assert "2 columns where a dump of GeoNames has 19" in done.bad[0].reason
        assert "lat 'north'" in done.bad[1].reason
        (kept,) = read_imports(folder)
        assert (kept.origin, kept.licence, kept.bad) == ("GeoNames", "CC BY 4.0", 2)
        rows = {row.place.geonames_id: row for row in kept.places}
        assert rows[900001].names == ("البادية الكبرى",)
        assert [rows[i].place.feature for i in sorted(rows)] == ["province", "village", "town", "mountain"]
        assert rows[900002].place.admin1 == "البادية الكبرى"
        assert (rows[900003].place.name, rows[900003].names) == ("Qasr Rih", ())

    def test_alternate_names_in_arabic_only_and_the_preferred_first(self, tmp_path: Path, folder: Path) -> None:
        (done,) = load(folder, write_names(tmp_path))
        assert (done.kind, done.names, done.left_out, done.bad) == ("alternate-names", 3, 2, ())
        assert read_imports(folder)[0].names == {900003: ("قصر الريح", "قصر الرياح", "قصر الهواء القديم")}

    def test_a_country_chooses_among_the_rows(self, tmp_path: Path, folder: Path) -> None:
        path = tmp_path / "all.txt"
        path.write_text("\n".join(DUMP).replace("\tIQ\t", "\tSY\t", 1), encoding="utf-8")
        (done,) = load(folder, path, country="Syria")
        assert (done.places, done.left_out) == (1, 4)


class TestBoundaries:
    def test_levels_names_and_parents_come_from_the_properties(self, tmp_path: Path, folder: Path) -> None:
        done = load(folder, *write_boundaries(tmp_path))
        assert [(one.name, one.areas, one.error) for one in done] == [
            ("IRQ_adm1", 1, None),
            ("IRQ_adm2", 2, None),
            ("IRQ_adm3", 1, None),
        ]
        areas = [area for one in read_imports(folder) for area in one.areas]
        assert [(a.level, a.name, a.pcode, a.country) for a in areas] == [
            (1, "البادية الكبرى", "IQX1", "IRQ"),
            (2, "الغربي الصحراوي", "IQX1Q1", "IRQ"),
            (2, "الشرقي الصحراوي", "IQX1Q2", "IRQ"),
            (3, "وادي السمر", "IQX1Q1N1", "IRQ"),
        ]
        assert areas[3].parents == (("IQX1", "البادية الكبرى"), ("IQX1Q1", "الغربي الصحراوي"))
        assert areas[1].others == ("غرب البادية",)
        assert "دۆڵی سەمر" in areas[3].others

    @pytest.mark.parametrize(
        ("properties", "expected"),
        [
            ({"admin1Name_en": "Idleb", "admin1Name_ar": "إدلب", "admin1Pcode": "SY07", "admin0Name_en": "Syria"},
             (1, "SYR", "SY07", "إدلب", "Idleb")),
            ({"adm2_name": "Taizz", "adm2_name1": "مديرية تعز", "adm2_pcode": "YE1501", "lang": "en", "lang1": "ar",
              "adm1_name": "Taizz", "adm1_pcode": "YE15", "adm0_pcode": "YE"}, (2, "YEM", "YE1501", "تعز", "Taizz")),
            ({"shapeName": "Tripoli", "shapeISO": "LY-TB", "shapeGroup": "LBY", "shapeType": "ADM1"},
             (1, "LBY", "LY-TB", None, "Tripoli")),
            ({"ADM1_AR": "حلب", "ADM1_KU": "حەلەب", "ADM1_PCODE": "SY02", "ADM0_PCODE": "SY"}, (1, "SYR", "SY02", "حلب", None)),
        ],
        ids=["older-cod", "newer-cod", "geoboundaries", "kurdish"],
    )  # fmt: skip
    def test_forms_of_properties(
        self, tmp_path: Path, folder: Path, properties: dict[str, str], expected: tuple[Any, ...]
    ) -> None:
        load(folder, write_geojson(tmp_path / "x.geojson", [feature(polygon(WEST), **properties)]))
        (area,) = read_imports(folder)[0].areas
        assert (area.level, area.country, area.pcode, area.name, area.name_en) == expected

    def test_a_level_and_a_country_may_be_told(self, tmp_path: Path, folder: Path) -> None:
        path = write_geojson(tmp_path / "areas.geojson", [feature(polygon(WEST), name="منطقة الهضبة", code="H1")])
        (faulty,) = load(folder, path)
        assert faulty.error is not None
        assert "give --level" in faulty.bad[0].reason
        (done,) = load(folder, path, level=2, country="LBY")
        assert (done.name, done.areas) == ("LBY_adm2", 1)
        assert read_imports(folder)[0].areas[0].name == "الهضبة"

    BAD = (
        (None, "is no (multi)polygon"),
        ({"type": "Point", "coordinates": [42, 30]}, "is no (multi)polygon"),
        ({"type": "Polygon", "coordinates": [[[42, 30], [43]]]}, "cannot be read"),
        ({"type": "Polygon", "coordinates": []}, "empty"),
        (polygon(square(420000, 3300000, 430000, 3400000)), "not in WGS 84 degrees"),
    )

    @pytest.mark.parametrize(("geometry", "reason"), BAD, ids=[reason for _, reason in BAD])
    def test_a_bad_feature_is_told_and_the_others_count(
        self, tmp_path: Path, folder: Path, geometry: dict[str, Any] | None, reason: str
    ) -> None:
        path = write_geojson(tmp_path / "x.geojson", [feature(geometry, **FIRST), feature(polygon(WEST), **FIRST)])
        (done,) = load(folder, path)
        assert done.areas == 1
        assert [bad.where for bad in done.bad] == ["feature 1"]
        assert reason in done.bad[0].reason

    def test_a_ring_that_crosses_itself_is_repaired(self, tmp_path: Path, folder: Path) -> None:
        bow = [(42.0, 30.0), (43.0, 31.0), (43.0, 30.0), (42.0, 31.0), (42.0, 30.0)]
        (done,) = load(folder, write_geojson(tmp_path / "x.geojson", [feature(polygon(bow), **FIRST)]))
        assert (done.areas, done.bad) == (1, ())

    def test_other_levels_are_left_out(self, tmp_path: Path, folder: Path) -> None:
        outline = feature(polygon(WEST), **COUNTRY)
        (done,) = load(folder, write_geojson(tmp_path / "adm0.geojson", [outline, feature(polygon(WEST), **FIRST)]))
        assert (done.areas, done.left_out) == (1, 1)

    @pytest.mark.shared
    def test_the_real_files_import_in_one_call(self, folder: Path) -> None:
        done = load(folder, *sorted(SHARED.glob("*.geojson")))
        assert [(one.areas, one.bad, one.error) for one in done] == [(18, (), None), (101, (), None), (294, (), None)]


ROWS = [
    ["الاسم", "خط العرض", "خط الطول", "النوع", "المحافظة"],
    ["خربة الطير", "٣٠٫٢", "42.7", "قرية", "النجف"],
    ["مخفر الرمال", "30,3", "42,8", "قاعدة", "النجف"],
    ["", "30.1", "42.1", "قرية", "النجف"],
    ["بلا نقطة", "", "", "قرية", ""],
    ["خارج الأرض", "98", "42", "قرية", "النجف"],
    ["نوع غريب", "30.1", "42.1", "كوكب", "النجف"],
]


def csv_bytes(rows: list[list[str]], encoding: str, delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


class TestTables:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
    def test_any_encoding_and_separator(self, tmp_path: Path, folder: Path, encoding: str, delimiter: str) -> None:
        rows = [[c.replace("٣٠٫٢", "30.2") for c in row] for row in ROWS] if encoding == "cp1256" else ROWS
        path = tmp_path / "sites.csv"
        path.write_bytes(csv_bytes(rows, encoding, delimiter))
        (done,) = load(folder, path, country="Iraq")
        assert (done.kind, done.rows, done.places) == ("csv", 6, 2)
        reasons = ["no name", "neither a point nor a parent", "outside the globe", "kind 'كوكب'"]
        assert [bad.where for bad in done.bad] == ["line 4", "line 5", "line 6", "line 7"]
        assert all(reason in bad.reason for reason, bad in zip(reasons, done.bad, strict=True))
        first, second = (row.place for row in read_imports(folder)[0].places)
        assert (first.name, first.lat, first.lon, first.feature, first.admin1) == (
            "خربة الطير",
            30.2,
            42.7,
            "village",
            "النجف",
        )
        assert (second.lat, second.feature, second.precision) == (30.3, "base", "exact")

    def test_columns_may_be_named(self, tmp_path: Path, folder: Path) -> None:
        path = tmp_path / "x.csv"
        path.write_text("id,label,Y,X,within\n1,تل السراب,30.1,42.1,النجف\n", encoding="utf-8")
        (done,) = load(
            folder, path, country="IRQ", fields={"name": "label", "parent": "within"}, licence="CC0", origin="مسح"
        )
        assert done.places == 1
        (kept,) = read_imports(folder)
        assert (kept.origin, kept.licence) == ("مسح", "CC0")
        assert list(kept.parents.values()) == ["النجف"]

    @pytest.mark.parametrize(
        ("text", "options", "reason"),
        [
            ("a,b\n1,2\n", {"country": "IRQ"}, "no column of names"),
            ("name,lat,lon\nتل,30,42\n", {}, "give --country"),
            ('name,lat,lon\n"تل,30,42\n' + "x" * 1_100_000, {"country": "IRQ"}, "no CSV"),
            ("", {}, "empty"),
        ],
        ids=["no-names", "no-country", "open-quotation", "empty"],
    )
    def test_a_table_without_any_place_says_why(
        self, tmp_path: Path, folder: Path, text: str, options: dict[str, str], reason: str
    ) -> None:
        path = tmp_path / "x.csv"
        path.write_text(text, encoding="utf-8")
        (done,) = load(folder, path, **options)
        assert done.error is not None
        assert reason in " ".join([done.error, *(bad.reason for bad in done.bad)])
        assert not folder.exists()


class TestWhole:
    def test_a_faulty_file_leaves_the_others(self, tmp_path: Path, folder: Path) -> None:
        broken = tmp_path / "broken.geojson"
        broken.write_text('{"type": "FeatureCollection", "features": [', encoding="utf-8")
        other = tmp_path / "areas.shp"
        other.write_bytes(b"\0\0\x27\x0a")
        projected = write_geojson(
            tmp_path / "utm.geojson", [], crs={"type": "name", "properties": {"name": "EPSG:32638"}}
        )
        archive = tmp_path / "broken.zip"
        archive.write_bytes(b"PK\x03\x04 no archive")
        done = load(folder, broken, tmp_path / "missing.csv", tmp_path, other, projected, archive, write_dump(tmp_path))
        problems = [
            "no JSON",
            "no such file",
            "this is a folder",
            "a Shapefile cannot be read",
            "EPSG:32638",
            "no ZIP archive",
        ]
        for one, problem in zip(done, problems, strict=False):
            assert one.error is not None
            assert problem in one.error
        assert done[-1].places == 4

    def test_importing_again_replaces(self, tmp_path: Path, folder: Path) -> None:
        first = load(folder, write_dump(tmp_path, bad=True))[0]
        again = load(folder, write_dump(tmp_path))[0]
        assert (first.replaced, again.replaced) == (False, True)
        assert [(one.name, one.bad) for one in read_imports(folder)] == [("IQ", 0)]

    def test_a_newer_edition_of_boundaries_replaces_the_older_one(self, tmp_path: Path, folder: Path) -> None:
        load(folder, write_geojson(tmp_path / "irq_adm1_2019.geojson", [feature(polygon(WEST), **FIRST)]))
        (done,) = load(folder, write_geojson(tmp_path / "irq_adm1_2023.geojson", [feature(polygon(WEST), **FIRST)]))
        assert done.replaced
        assert [one.file for one in read_imports(folder)] == ["irq_adm1_2023.geojson"]

    def test_the_digest_is_that_of_the_content(self, tmp_path: Path) -> None:
        layers = []
        for name in ("a.places", "b.places"):
            load(tmp_path / name, write_dump(tmp_path))
            layers.append(read_layer(tmp_path / name))
        assert layers[0] is not None
        assert layers[0] == layers[1]
        load(tmp_path / "b.places", write_names(tmp_path))
        changed = read_layer(tmp_path / "b.places")
        assert changed is not None
        assert changed.digest != layers[0].digest

    @pytest.mark.parametrize(
        "options",
        [{"kind": "shapefile"}, {"country": "Atlantis"}, {"level": 4}, {"feature": "planet"}, {"encoding": "utf-99"},
         {"name": "a/b"}, {"name": "added"}],
        ids=lambda o: next(iter(o)),
    )  # fmt: skip
    def test_a_wrong_option_is_refused(self, tmp_path: Path, folder: Path, options: dict[str, Any]) -> None:
        with pytest.raises(BadSetting, match=str(next(iter(options.values())))):
            load(folder, write_dump(tmp_path), **options)

    def test_imports_never_touch_the_package(self, tmp_path: Path, folder: Path) -> None:
        package = Path(marsad.__file__).parent

        def content() -> dict[str, str]:
            files = (f for f in package.rglob("*") if f.is_file() and f.suffix != ".pyc")
            return {str(f): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}

        before = content()
        load(folder, *write_boundaries(tmp_path), write_dump(tmp_path), write_names(tmp_path))
        assert content() == before


@pytest.mark.parametrize(
    ("lat", "lon", "expected"),
    [("33.3", "44.4", (33.3, 44.4)), ("٣٣٫٣", "٤٤٫٤", (33.3, 44.4)), ("-3,5", "12", (-3.5, 12.0)), ("", " ", None)],
    ids=["plain", "arabic-digits", "decimal-comma", "none"],
)
def test_points(lat: str, lon: str, expected: tuple[float, float] | None) -> None:
    assert parse_point(lat, lon) == expected


@pytest.mark.parametrize(("lat", "lon"), [("91", "0"), ("1", ""), ("nan", "4"), ("0", "0"), ("33°20'N", "44")])
def test_points_that_are_none(lat: str, lon: str) -> None:
    with pytest.raises(RowError):
        parse_point(lat, lon)


@pytest.mark.parametrize(
    ("told", "code"), [("IQ", "IRQ"), ("syr", "SYR"), ("اليمن", "YEM"), ("Libya", "LBY"), ("ليبيا", "LBY")]
)
def test_countries(told: str, code: str) -> None:
    assert parse_country(told) == code


@pytest.mark.parametrize(
    ("told", "feature_"),
    [
        ("قرية", "village"),
        ("City", "town"),
        ("محافظة", "province"),
        ("حي", "quarter"),
        ("PPLX", "quarter"),
        ("dam", "dam"),
    ],
)
def test_kinds(told: str, feature_: str) -> None:
    assert parse_feature(told) == feature_
