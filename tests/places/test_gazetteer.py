"""The gazetteer: its data files, its compilation, its cache."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from marsad.errors import BadData
from marsad.places import gazetteer as module
from marsad.places.curated import HEADER, curated_files, iter_curated, parse_row
from marsad.places.gazetteer import Gazetteer, load_gazetteer
from marsad.usercache import write_cached

ROWS = list(iter_curated())
IRAQ = [r for r in ROWS if r.place.country == "IRQ"]


def test_iraq_is_covered() -> None:
    kinds = Counter(r.place.feature for r in IRAQ)
    assert len(IRAQ) >= 800
    assert kinds["province"] == 19
    assert kinds["district"] >= 90
    assert kinds["subdistrict"] >= 170


def test_places_of_iraq_lie_in_iraq() -> None:
    outside = [
        r.place.name
        for r in IRAQ
        if not (29.0 <= (r.place.lat or 0.0) <= 37.5 and 38.5 <= (r.place.lon or 0.0) <= 48.8)
    ]
    assert outside == []


def test_admin_names_of_iraq_are_places_of_the_list() -> None:
    provinces = {r.place.name for r in IRAQ if r.place.feature == "province"}
    assert {r.place.admin1 for r in IRAQ if r.place.admin1} <= provinces


def test_places_have_ids_of_their_own() -> None:
    ids = Counter(r.place.place_id for r in ROWS)
    assert [place_id for place_id, count in ids.items() if count > 1] == []


def test_every_file_is_read() -> None:
    assert {f.name for f in curated_files()} >= {"iraq.csv", "syria.csv", "yemen.csv", "world.csv"}


GOOD = ["العلم", "Al-Alam", "IRQ", "subdistrict", "صلاح الدين", "تكريت", "", "34.7", "43.7", "district", "=العلم", ""]


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("name", "", "a name"),
        ("country", "IQ", "alpha-3"),
        ("feature", "hamlet", "hamlet"),
        ("precision", "close", "close"),
        ("lat", "north", "no degrees"),
        ("lat", "134.7", "outside the globe"),
    ],
)
def test_a_wrong_row_names_its_line(field: str, value: str, problem: str) -> None:
    row = [value if name == field else old for name, old in zip(HEADER, GOOD, strict=True)]
    with pytest.raises(BadData, match=rf"x\.csv, line 7.*{problem}"):
        parse_row(row, "x.csv, line 7")


def test_a_short_row_is_refused() -> None:
    with pytest.raises(BadData, match="3 fields where 12 are needed"):
        parse_row(["a", "b", "c"], "x.csv, line 2")


def test_an_exact_name_keeps_its_mark() -> None:
    assert parse_row(GOOD, "x").names == ("=العلم",)


@pytest.mark.parametrize(
    ("name", "country", "feature"),
    [
        ("حويجة", "IRQ", "town"),
        ("طوز خرماتو", "IRQ", "town"),
        ("أبي غريب", "IRQ", "town"),
        ("البو عجيل", "IRQ", "village"),
        ("الموصل", "IRQ", "town"),
        ("حلب", "SYR", "province"),
        ("سورية", "SYR", "country"),
        ("الخرطوم", "SDN", "town"),
        ("بريدة", "SAU", "town"),
    ],
)
def test_names_are_found(name: str, country: str, feature: str) -> None:
    assert (country, feature) in {(p.country, p.feature) for p in load_gazetteer().find(name)}


def test_a_curated_place_stands_for_its_double_in_geonames() -> None:
    towns = [p for p in load_gazetteer().find("الفلوجة") if p.feature == "town"]
    assert [(p.curated, p.geonames_id, p.population > 100_000) for p in towns] == [(True, 99454, True)]


def test_the_cache_is_written_and_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = load_gazetteer.__wrapped__()
    written = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "marsad").iterdir()}
    assert {"places", "rows"} <= {name.partition("-")[0] for name in written}
    again = load_gazetteer.__wrapped__()
    assert again.names == first.names
    assert {p.name: p.stat().st_mtime_ns for p in (tmp_path / "marsad").iterdir()} == written


@pytest.mark.parametrize("fault", ["other", "cut", "one-bit", "empty"])
def test_a_broken_cache_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    good = module._cache_path().read_bytes() if load_gazetteer() and module._cache_path().exists() else b""
    embedded = module._rows()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path, rows = module._cache_path(), module._cache_path(what="rows")
    write_cached(rows, embedded)
    broken = {"other": b"no gazetteer", "cut": good[:-100], "one-bit": good[:-9] + b"\xff" + good[-8:], "empty": b""}
    for file in (path, rows) if fault == "cut" else (path,):
        file.write_bytes(broken[fault])
    assert isinstance(load_gazetteer.__wrapped__(), Gazetteer)
    assert min(path.stat().st_size, rows.stat().st_size) > 1_000_000


def test_the_cache_keeps_a_few_compiled_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for n in range(9):
        write_cached(module._cache_path(f"{n:020}"), [], module._KEPT)
    assert len(list((tmp_path / "marsad").glob("places-*"))) == 6
    assert module._cache_path(f"{8:020}").exists()


def test_without_a_cache_folder_it_works_from_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert load_gazetteer.__wrapped__().find("بغداد")


@pytest.mark.parametrize(
    ("code", "name"), [("IRQ", "بغداد"), ("SYR", "دمشق"), ("YEM", "صنعاء"), ("LBY", "طرابلس"), ("EGY", "القاهرة")]
)
def test_capitals(code: str, name: str) -> None:
    gazetteer = load_gazetteer()
    assert gazetteer.place(gazetteer.capitals[code]).name == name
