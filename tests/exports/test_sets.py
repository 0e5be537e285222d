"""The shapes of ACLED, UCDP, PLOVER and of records of harm: columns in their order, vocabularies, rules."""

from __future__ import annotations

from typing import Any

import pytest

from marsad.exports import ExportRecord, Source, find_exporter
from marsad.exports.acled import fatalities, make_rows, time_precision
from marsad.exports.harm import harmed
from marsad.exports.plover import make_row as plover_row
from marsad.exports.record import actor_name
from marsad.exports.ucdp import find_dyad, make_row, priogrid_cell
from marsad.model.event import Actor, Alternative, Casualties, Count, Means, Part, When, Where

MOSUL = Where(name="الموصل", name_en="Mosul", country="IRQ", admin1="نينوى", lat=36.34, lon=43.13, precision="town")
DAY = When(start="2017-03-04", end="2017-03-04", precision="day", basis="relative")
SOURCE = Source(document_id="a", document_key="doc_a", event_id="ev", outlet="وكالة", published="2017-03-05")


def record(type_: str = "armed_clash", **fields: Any) -> ExportRecord:
    made: dict[str, Any] = {"id": "ev_1", "type": type_, "when": DAY, "where": (MOSUL,), "sources": (SOURCE,)}
    return ExportRecord(**(made | fields))


def actor(role: str, id_: str) -> Actor:
    return Actor(role=role, actor_id=id_)  # type: ignore[arg-type]


def killed(low: int, high: int | None, group: str = "unknown", **fields: Any) -> Casualties:
    made: dict[str, Any] = {"qualifier": "exact"} | fields
    return Casualties(outcome="killed", group=group, min=low, max=high, **made)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "count"), [("acled", 31), ("ucdp", 49), ("plover", 40)])
def test_the_columns_are_as_many_as_the_set_has(name: str, count: int) -> None:
    assert len(find_exporter(name).columns) == count


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        ("2017-03-04", "2017-03-04", 1),
        ("2017-03-04", "2017-03-10", 2),
        ("2017-03-01", "2017-03-31", 3),
        ("2017-01-01", "2017-12-31", None),
        (None, None, None),
    ],
    ids=["day", "week", "month", "year", "unknown"],
)
def test_the_time_precision_of_acled(start: str | None, end: str | None, precision: int | None) -> None:
    assert time_precision(record(when=When(start=start, end=end))) == precision


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([killed(5, 5)], 5),
        ([killed(5, 5), killed(2, 2, "civilians")], 7),
        ([killed(5, 5, alternatives=(Alternative(min=3, max=3),))], 3),
        ([killed(3, None, qualifier="vague")], 3),
        ([killed(20, None, qualifier="vague")], 12),
        ([killed(200, None, qualifier="vague")], 100),
        ([killed(20, None, qualifier="at_least")], 20),
        ([Casualties(outcome="injured", group="unknown", min=4, max=4, qualifier="exact")], 0),
        ([Casualties(outcome="harmed", group="unknown", min=40, max=40, qualifier="exact")], 0),
        ([], 0),
    ],
    ids=["told", "sides", "lowest", "several", "dozens", "hundreds", "at-least", "hurt", "dead-and-hurt", "none"],
)
def test_the_fatalities_of_acled(rows: list[Casualties], expected: int) -> None:
    assert fatalities(record(casualties=tuple(rows))) == expected


def test_a_count_over_several_places_is_divided_and_told() -> None:
    tikrit = Where(name="تكريت", name_en="Tikrit", country="IRQ", lat=34.6, lon=43.68, precision="town")
    rows = list(make_rows(record("air_strike", where=(MOSUL, tikrit), casualties=(killed(7, 7),))))
    assert [r["fatalities"] for r in rows] == [4, 3]
    assert [r["event_id_cnty"] for r in rows] == ["ev_1.1", "ev_1.2"]
    assert "divided evenly" in rows[0]["notes"]


@pytest.mark.parametrize(
    ("type_", "actors", "expected"),
    [
        (
            "armed_clash",
            ["initiator IRQ-MIL", "target INT-REB-islamic-state"],
            ("State forces", "Rebel group", "State forces-Rebel group", None),
        ),
        (
            "armed_clash",
            ["initiator INT-REB-islamic-state", "target IRQ-MIL"],
            ("Rebel group", "State forces", "State forces-Rebel group", None),
        ),
        (
            "air_strike",
            ["initiator TUR-MIL", "target TUR-REB-pkk"],
            ("External/Other forces", "Rebel group", "Rebel group-External/Other forces", None),
        ),
        (
            "attack_on_civilians",
            ["initiator IRQ-UAF", "target IRQ-CVL"],
            ("Political militia", "Civilians", "Political militia-Civilians", "Civilians targeted"),
        ),
        (
            "armed_clash",
            ["initiator IRQ-PRM-tribal", "target IRQ-UAF"],
            ("Identity militia", "Political militia", "Political militia-Identity militia", None),
        ),
        ("protest", ["initiator IRQ-CVL"], ("Protesters", "", "Protesters only", None)),
        ("protest", [], ("Protesters", "", "Protesters only", None)),
        ("riot", ["initiator IRQ-CVL"], ("Rioters", "", "Rioters only", None)),
        ("explosive_device", ["target IRQ-CVL"], ("", "Civilians", "Civilians only", "Civilians targeted")),
        ("evacuation", ["affected IRQ-CVL"], ("", "Civilians", "Civilians only", None)),
    ],
    ids=[
        "state-rebel",
        "order",
        "foreign",
        "civilians",
        "tribe",
        "protest",
        "nobody",
        "riot",
        "unclaimed",
        "strategic",
    ],
)
def test_the_sides_of_acled(type_: str, actors: list[str], expected: tuple[Any, ...]) -> None:
    made = tuple(actor(*a.split()) for a in actors)
    row = next(make_rows(record(type_, actors=made)))
    assert (row["inter1"], row["inter2"], row["interaction"], row["civilian_targeting"]) == expected


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("IRQ-MIL", "Military Forces of Iraq"),
        ("IRQ-CVL", "Civilians (Iraq)"),
        ("SYR-UAF", "Unidentified Armed Group (Syria)"),
        ("SYR-REB", "Unidentified Rebel Group (Syria)"),
        ("IRQ-PRM", "Pro-Government Militia (Iraq)"),
        ("MLI-CRM", "Unidentified Gang (Mali)"),
        ("INT-REB-islamic-state", "Islamic State"),
        ("XXX-CVL", "Civilians (Unknown)"),
    ],
)
def test_the_names_of_actors(id_: str, name: str) -> None:
    assert actor_name(id_) == name


@pytest.mark.parametrize(
    ("means", "sub"), [(None, "Remote explosive/landmine/IED"), ("grenade", "Grenade"), ("ied", "Remote explosive/landmine/IED")]
)  # fmt: skip
def test_means_refine_the_sub_event_type(means: Any, sub: str) -> None:
    told = Means(class_=means) if means else None
    assert next(make_rows(record("explosive_device", means=told)))["sub_event_type"] == sub


def test_a_country_alone_is_no_location() -> None:
    iraq = Where(name="العراق", name_en="Iraq", country="IRQ", lat=33.0, lon=44.0, precision="country")
    row = next(make_rows(record(where=(iraq,))))
    assert (row["iso"], row["region"], row["country"]) == ("368", "Middle East", "Iraq")
    assert (row["location"], row["latitude"], row["geo_precision"]) == (None, None, None)


@pytest.mark.parametrize(
    ("actors", "violence", "side_a", "turned"),
    [
        (["initiator IRQ-MIL", "target INT-REB-islamic-state"], 1, "IRQ-MIL", False),
        (["initiator INT-REB-islamic-state", "target IRQ-COP"], 1, "IRQ-COP", True),
        (["initiator ISR-MIL", "target SYR-MIL"], 1, "ISR-MIL", False),
        (["initiator SYR-REB-nusra", "target SYR-PRM-sdf"], 2, "SYR-REB-nusra", False),
        (["initiator INT-REB-islamic-state", "target IRQ-CVL"], 3, "INT-REB-islamic-state", False),
        (["target IRQ-CVL"], None, None, False),
    ],
    ids=["state", "state-first", "two-states", "non-state", "one-sided", "unclaimed"],
)
def test_the_dyad_of_ucdp(actors: list[str], violence: int | None, side_a: str | None, turned: bool) -> None:
    found = find_dyad(record(actors=tuple(actor(*a.split()) for a in actors)))
    assert (found.violence, found.a.actor_id if found.a else None, found.turned) == (violence, side_a, turned)


def test_deaths_of_ucdp_go_to_their_sides_and_add_up() -> None:
    made = record(
        actors=(actor("initiator", "INT-REB-islamic-state"), actor("target", "IRQ-MIL")),
        casualties=(
            killed(3, 3, "security_forces", side="target"),
            killed(2, 2, "fighters"),
            killed(4, 4, "civilians", alternatives=(Alternative(min=6, max=6),)),
            killed(1, 1),
        ),
    )
    row = make_row(made)
    assert {n: row[n] for n in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")} == {
        "deaths_a": 3,
        "deaths_b": 2,
        "deaths_civilians": 4,
        "deaths_unknown": 1,
    }
    assert (row["low"], row["best"], row["high"]) == (10, 10, 12)
    assert (row["gwnoa"], row["country_id"], row["type_of_violence"]) == ("645", "645", 1)


def test_an_open_count_of_ucdp_is_high_as_its_best() -> None:
    row = make_row(record(casualties=(killed(20, None),), count=Count(min=3, max=3)))
    assert (row["low"], row["best"], row["high"], row["event_clarity"]) == (20, 20, 20, 2)


@pytest.mark.parametrize(
    ("lat", "lon", "cell"), [(33.3, 44.4, 177569), (-90, -180, 1), (90, 180, 259200)], ids=["baghdad", "first", "last"]
)
def test_the_cell_of_priogrid(lat: float, lon: float, cell: int) -> None:
    assert priogrid_cell(lat, lon) == cell


def test_what_ucdp_has_no_row_for_is_told(tmp_path: Any) -> None:
    written = find_exporter("ucdp").write(
        [record(), record("protest"), record(casualties=(killed(1, 1),))], tmp_path / "u"
    )
    assert written.rows == 1
    assert [item.reason for item in written.left_out] == [
        "no death is told",
        "the type protest has no place in this scheme",
    ]


def test_modes_of_plover_come_from_type_and_means() -> None:
    assert plover_row(record("air_strike"))["Event Mode"] == "aerial"
    assert plover_row(record("air_strike", means=Means(class_="drone")))["Event Mode"] == "drone"
    assert plover_row(record("suicide_attack", means=Means(class_="vehicle_bomb")))["Event Mode"] == "suicide-attack"
    assert plover_row(record("agreement"))["Event Mode"] is None


def test_harm_to_people_unknown_counts_from_nought() -> None:
    made = record(casualties=(killed(2, 2, "civilians"), killed(5, 5)))
    bounds = harmed(made, "killed")
    assert bounds is not None
    assert (bounds.low, bounds.high) == (2, 7)
    assert harmed(record(casualties=(killed(4, 4, "fighters"),)), "killed") is None


def test_children_of_a_toll_have_columns_of_their_own(tmp_path: Any) -> None:
    toll = killed(9, 9, "civilians", of_which=(Part(category="children", min=3, max=3),))
    find_exporter("airwars").write([record("air_strike", casualties=(toll,))], tmp_path / "a.csv")
    header, row = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    told = dict(zip(header.split(","), row.split(","), strict=False))
    assert told["incident_code"] == "ev_1"
    assert "children_killed_min" in told


@pytest.mark.parametrize(
    ("type_", "means", "mode"),
    [
        ("attack_on_civilians", None, None),
        ("attack_on_civilians", "knife", "primitive"),
        ("attack_on_civilians", "ied", "explosives"),
        ("armed_clash", "mortar", "heavy-weapons"),
        ("abduction", "firearms", "abduct"),
        ("arrest", "firearms", "arrest"),
    ],
)
def test_a_mode_that_nobody_told_stays_empty(type_: str, means: Any, mode: str | None) -> None:
    row = plover_row(record(type_, means=Means(class_=means) if means else None))
    assert row["Event Mode"] == mode


def test_contexts_and_sectors_of_plover_come_from_those_who_take_part() -> None:
    sides = (actor("initiator", "INT-REB-islamic-state"), actor("target", "IRQ-SPY"), actor("target", "INT-IGO-un"))
    row = plover_row(record("shelling", actors=sides, means=Means(class_="chemical")))
    assert row["Contexts"] == ["military", "cbrn", "intelligence"]
    assert row["Actor Sectors"] == ["REB", "IMG"]
    assert row["Recipient Sectors"] == ["SPY", "UNO"]
    assert plover_row(record(actors=(actor("initiator", "INT-IGO-au"),)))["Primary Actor Sector"] == "IGO"


def test_governorates_have_their_english_names() -> None:
    assert next(make_rows(record()))["admin1"] == "Nineveh"
    assert make_row(record(casualties=(killed(1, 1),)))["adm_1"] == "Nineveh"
    assert plover_row(record())["Province"] == "Nineveh"
    unknown = Where(name="قرية", country="IRQ", admin1="محافظة لا يعرفها أحد", precision="near")
    assert next(make_rows(record(where=(unknown,))))["admin1"] == "محافظة لا يعرفها أحد"
