"""`marsad places …` as people call it: what it prints, what it keeps, how it refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from gazetteer_files import write_boundaries, write_dump, write_names

from marsad.cli import run

TEXT = "قتل مدنيان في قصف مدفعي على قرية الخويسة في قضاء الحويجة بمحافظة كركوك."


@pytest.fixture(autouse=True)
def plain_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_BIDI", "off")
    monkeypatch.setenv("COLUMNS", "300")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A store with one report of a village that nobody knows."""
    path = tmp_path / "record.duckdb"
    monkeypatch.setenv("MARSAD_STORE", str(path))
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    assert run(["code", str(tmp_path / "news.txt"), "--published", "2024-03-05", "--store", str(path)]) == 0
    capsys.readouterr()
    return path


def lines(printed: str) -> list[Any]:
    return [json.loads(line) for line in printed.splitlines()]


def test_import_tells_counts_and_bad_rows_and_where_the_places_are(
    tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [*write_boundaries(tmp_path), write_dump(tmp_path, bad=True, zipped=True), write_names(tmp_path)]
    assert run(["places", "import", *map(str, files)]) == 1  # two rows of the dump are bad
    printed = capsys.readouterr()
    for words in ("IRQ_adm1", "IRQ_adm2", "IRQ_adm3", "boundaries", "geonames", "alternate-names"):
        assert words in printed.out
    assert "2 of 7 rows give no place" in printed.err
    assert "line 6: 2 columns" in printed.err
    assert f"the places are in {store.with_suffix('.places')}" in printed.err
    assert run(["places", "import", *map(str, files[:3]), "--format", "jsonl"]) == 0
    again = lines(capsys.readouterr().out)
    assert [(one["areas"], one["replaced"]) for one in again] == [(1, True), (2, True), (1, True)]


def test_sources_name_their_licence(tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [*map(str, write_boundaries(tmp_path))]
    assert run(["places", "import", *files, "--source", "OCHA", "--licence", "CC BY-IGO"]) == 0
    assert run(["places", "import", str(write_dump(tmp_path))]) == 0
    assert run(["places", "add", "تل الودع", "--lat", "30.5", "--lon", "43.7", "--country", "IQ"]) == 0
    capsys.readouterr()
    assert run(["places", "sources", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(r["name"], r["source"], r["licence"]) for r in rows] == [
        ("IQ", "GeoNames", "CC BY 4.0"),
        ("IRQ_adm1", "OCHA", "CC BY-IGO"),
        ("IRQ_adm2", "OCHA", "CC BY-IGO"),
        ("IRQ_adm3", "OCHA", "CC BY-IGO"),
        ("added", "added by hand", ""),
    ]


def test_search_finds_embedded_imported_and_added_places(
    tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["places", "import", *map(str, write_boundaries(tmp_path)), str(write_dump(tmp_path))])
    capsys.readouterr()
    found = {}
    for asked in ("تل النمل", "IQX1Q1N1", "qasr rih", "الفلوجة"):
        assert run(["places", "search", asked, "--format", "jsonl"]) == 0
        found[asked] = lines(capsys.readouterr().out)[0]
    assert (found["تل النمل"]["name"], found["تل النمل"]["source"]) == ("تل النمل الشمالي", "GeoNames")
    assert (found["IQX1Q1N1"]["name"], found["IQX1Q1N1"]["kind"]) == ("وادي السمر", "subdistrict")
    assert found["qasr rih"]["pcode"] == "IQX1Q1"
    assert (found["الفلوجة"]["source"], found["الفلوجة"]["country"]) == ("Marsad", "IRQ")
    assert run(["places", "search", "الحويجة", "--country", "Syria", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["country"] for row in rows} == {"SYR"}
    assert run(["places", "search", "لا مكان كهذا"]) == 1
    assert "no place is called" in capsys.readouterr().err


def test_unresolved_add_and_the_point_in_every_view(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["places", "unresolved"]) == 0
    table = capsys.readouterr().out
    assert "الخويسة" in table
    assert "الحويجة، كركوك" in table
    assert "قصف مدفعي على قرية الخويسة" in table
    assert (
        run(["places", "add", "الخويسة", "--lat", "35.4", "--lon", "43.7", "--parent", "الحويجة", "--alias", "خويسه"])
        == 0
    )
    assert "1 places of 1 documents" in capsys.readouterr().err
    assert run(["places", "unresolved", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run(["places", "unresolved", "--texts", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run(["list", "--format", "jsonl"]) == 0
    (event,) = lines(capsys.readouterr().out)
    where = event["where"][0]
    assert (where["lat"], where["lon"], where["precision"], where["admin2"]) == (35.4, 43.7, "town", "الحويجة")
    assert run(["explain", event["id"]]) == 0
    assert "re-resolved" in capsys.readouterr().out
    assert run(["mentions", "اشتباكات في قرية خويسه", "--store", str(store), "--format", "jsonl"]) == 0
    assert [m["place_id"] for m in lines(capsys.readouterr().out) if m["kind"] == "place"] == [where["place_id"]]


def test_explain_a_name_a_text_and_an_event(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["places", "explain", "الكرمة"]) == 0
    printed = capsys.readouterr()
    assert "Karmah" in printed.out
    assert "by itself the name" in printed.err
    assert run(["places", "explain", "انفجار في الكرمة شرق الفلوجة"]) == 0
    table = capsys.readouterr().out
    for words in ("distance and direction", "at 90° from الفلوجة", "yes"):
        assert words in table
    run(["list", "--format", "jsonl"])
    (event,) = lines(capsys.readouterr().out)
    run(["places", "add", "الخويسة", "--lat", "35.4", "--lon", "43.7", "--parent", "الحويجة"])
    capsys.readouterr()
    assert run(["places", "explain", event["id"], "--format", "jsonl"]) == 0
    (one,) = lines(capsys.readouterr().out)
    first = one["candidates"][0]
    assert (one["text"], first["name"], first["kind"], first["lat"], first["chosen"]) == (
        "الخويسة",
        "الخويسة",
        "village",
        35.4,
        True,
    )
    assert first["evidence"]["parent"] >= 50
    assert one["why"] == "the only place of the name"
    assert run(["places", "explain", "لا شيء هنا"]) == 1
    assert run(["places", "explain", "ev_0"]) == 2


def test_a_run_of_the_coder_notes_its_gazetteer_and_uses_the_places(
    tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["places", "add", "الخويسة", "--lat", "35.4", "--lon", "43.7", "--parent", "الحويجة"])
    (tmp_path / "more.txt").write_text("قصف مدفعي على قرية الخويسة يوم الاثنين", encoding="utf-8")
    for jobs in ("1", "2"):
        (tmp_path / f"{jobs}.txt").write_text(f"قصف مدفعي على قرية الخويسة {jobs}", encoding="utf-8")
        arguments = ["code", str(tmp_path / f"{jobs}.txt"), "--published", "2024-03-05", "--jobs", jobs]
        assert run([*arguments, "--store", str(store)]) == 0
    capsys.readouterr()
    assert run(["sql", "SELECT DISTINCT lat FROM event_places WHERE name = 'الخويسة'", "--format", "jsonl"]) == 0
    assert lines(capsys.readouterr().out) == [{"lat": 35.4}]
    query = "SELECT count(DISTINCT arguments->>'gazetteer') AS n FROM runs WHERE coder = 'rules 0.1.0'"
    assert run(["sql", query, "--format", "jsonl"]) == 0
    assert lines(capsys.readouterr().out) == [{"n": 2}]  # before and after the place was added


def test_a_removed_import_leaves_what_was_before(
    tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["places", "add", "الخويسة", "--lat", "35.4", "--lon", "43.7", "--parent", "الحويجة"])
    assert run(["places", "remove", "added"]) == 0
    capsys.readouterr()
    run(["places", "unresolved", "--format", "jsonl"])
    assert [u["name"] for u in lines(capsys.readouterr().out)] == ["الخويسة"]
    assert run(["places", "remove", "added"]) == 2
    assert "is no import" in capsys.readouterr().err


def test_a_folder_without_a_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--folder", str(tmp_path / "ours"), "--store", str(tmp_path / "none.duckdb")]
    assert run(["places", "import", *map(str, write_boundaries(tmp_path)), *where]) == 0
    assert run(["places", "search", "IQX1", *where, "--format", "json"]) == 0
    assert not (tmp_path / "none.duckdb").exists()
    assert sorted(f.name for f in (tmp_path / "ours").iterdir())[0] == "IRQ_adm1.msgpack"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["import", "x.csv", "--field", "name"], "not FIELD=COLUMN"),
        (["import", "x.csv", "--level", "7"], "level: 7"),
        (["add", "تل", "--lat", "35"], "lat '35', lon ''"),
        (["add", "تل", "--lat", "35", "--lon", "43"], "give --country"),
        (["add", "تل"], "give --lat and --lon"),
        (["add", "تل", "--parent", "مكان لا وجود له"], "no place that is known"),
        (["add", "تل", "--parent", "طرابلس"], "LBN, LBY"),
        (["add", "Tell", "--lat", "35", "--lon", "43", "--country", "SY"], "no Arabic letters"),
        (["add", "تل", "--kind", "planet", "--lat", "35", "--lon", "43", "--country", "SY"], "kind 'planet'"),
        (["search", "تل", "--country", "Atlantis"], "country 'Atlantis'"),
        (["search", "تل", "--format", "xml"], "format: 'xml'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_one_line(
    store: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], problem: str
) -> None:
    assert run(["places", *arguments]) == 2
    printed = capsys.readouterr()
    assert problem in printed.err
    assert printed.err.count("\n") == 1
    assert not store.with_suffix(".places").exists()


def test_a_name_is_placed_told_listed_and_taken_back(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["places", "place", "الخويسة", "--country", "IRQ", "--lat", "35.4", "--lon", "43.7", "--by", "سلمى"]
    assert run([*asked, "--dry-run"]) == 0
    assert "1 events in 1 documents would change" in capsys.readouterr().err
    assert not store.with_suffix(".places").exists()
    assert run([*asked, "--note", "from a map"]) == 0
    judgement = capsys.readouterr().out.strip()
    assert run(["places", "unresolved", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run(["places", "placed", "--format", "csv"]) == 0
    [row] = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["told_as"], row["lat"], row["note"], row["by"]) == ("الخويسة", "35.4", "from a map", "سلمى")
    store.with_suffix(".places").joinpath("placed.csv").unlink()
    assert run(["check"]) == 1
    assert "places settle" in capsys.readouterr().out
    assert run(["places", "settle"]) == 0
    assert run(["check"]) == 0
    assert run(["judge", "undo", judgement, "--by", "ليلى"]) == 0
    capsys.readouterr()
    assert run(["places", "unresolved", "--format", "json"]) == 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)] == ["الخويسة"]
    assert run(["places", "place", "--undo", "jdg_no", "--by", "ليلى"]) == 2
    assert run(["places", "place", "الخويسة", "--by", "ليلى"]) == 2


def test_actors_are_merged_named_listed_and_taken_back(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["actors", "list", "--format", "json"]) == 0
    assert [row["actor_id"] for row in json.loads(capsys.readouterr().out)] == ["IRQ-CVL"]
    assert run(["actors", "merge", "IRQ-CVL", "IRQ-REB", "--by", "سلمى"]) == 2
    assert "codebook fixes" in capsys.readouterr().err
    assert run(["actors", "rename", "IRQ-CVL", "--name", "فلان", "--by", "سلمى"]) == 2
    assert run(["actors", "merge", "SYR-REB", "IRQ-REB", "--by", "سلمى"]) == 2
    assert "no 'SYR-REB'" in capsys.readouterr().err
    asked = ["actors", "split", "IRQ-CVL", "SYR-CVL", "--words", "مدنيان", "--by", "سلمى"]
    assert run([*asked, "--dry-run"]) == 0
    assert "1 events" in capsys.readouterr().err
    assert run(asked) == 0
    judgement = capsys.readouterr().out.strip()
    assert run(["actors", "list", "--format", "json"]) == 0
    assert [row["actor_id"] for row in json.loads(capsys.readouterr().out)] == ["SYR-CVL"]
    assert run(["actors", "decided", "--format", "json"]) == 0
    assert [row["into"] for row in json.loads(capsys.readouterr().out)] == ["SYR-CVL"]
    assert run(["actors", "undo", judgement, "--by", "سلمى"]) == 0
    assert run(["check"]) == 0
    assert run(["actors", "undo", "jdg_no", "--by", "سلمى"]) == 2
