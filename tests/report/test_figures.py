"""The figures: whole in both languages, shaped right, told apart by everyone, the same every time, and saying when there is nothing."""

from __future__ import annotations

import itertools
import math
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from marsad.cli import run
from marsad.errors import BadSetting
from marsad.exports import ExportRecord, iter_records
from marsad.model import Actor, Casualties, When, Where
from marsad.report.figures import WHAT, PlotOptions, inline_figures, plot
from marsad.report.figures.canvas import style
from marsad.report.figures.plotting import draw_sheet
from marsad.report.figures.words import Words, load_sheet
from marsad.store import Store

from .records import small_record

LANGUAGES = ("ar", "en")
BUILT = (files("marsad.report") / "assets" / "countries.json").is_file()
DRAWN = [(w, lang) for w in WHAT for lang in LANGUAGES]
TYPES = (
    "air_strike",
    "armed_clash",
    "attack_on_civilians",
    "territory_regained",
    "operation",
    "displacement",
    "protest",
)


def record(i: int) -> ExportRecord:
    """One of many happenings over two months, with actors, tolls and places of all kinds."""
    day = f"2020-0{5 + i % 2}-{1 + i % 28:02}"
    country, name, lat, lon = (
        ("IRQ", "الموصل", 36.34, 43.13),
        ("SYR", "دير الزور", 35.33, 40.14),
        ("IRQ", "الرطبة", 33.04, 40.28),
    )[i % 3]
    killed = Casualties(
        outcome="killed", group="civilians", min=i % 5, max=None if i % 4 == 0 else i % 5 + 3, qualifier="range"
    )
    return ExportRecord(
        id=f"ev_{i}",
        type=TYPES[i % len(TYPES)],
        when=When(start=day, end=day if i % 6 else "2020-07-31"),
        where=(
            Where(
                name=name, country=country, admin1=("نينوى", "دير الزور", "الأنبار")[i % 3], lat=lat, lon=lon,
                precision=("town", "district")[i % 2],
            ),
        ),
        actors=(
            Actor(role="initiator", actor_id=("IRQ-MIL", "INT-REB-islamic-state", "INT-MIL-coalition")[i % 3]),
            Actor(role="target", actor_id="IRQ-CVL", name="سالم الفلاني", name_en="Salim al-Fulani"),
        ),
        casualties=(killed, Casualties(outcome="injured", group="unknown", min=i % 7, max=i % 7, qualifier="exact")),
    )  # fmt: skip


@pytest.fixture(scope="module")
def records() -> list[ExportRecord]:
    return [record(i) for i in range(40)]


def needs_base_map(what: str) -> None:
    if what == "map" and not BUILT:
        pytest.skip("the report's assets are not built: npm ci && npm run build")


def beyond(axis: Any) -> list[Any]:
    """Labels of an axis for values outside its view, which are not drawn."""
    low, high = sorted(axis.get_view_interval())
    ticks = axis.get_major_ticks()
    return [label for t in ticks if not low <= t.get_loc() <= high for label in (t.label1, t.label2)]


@pytest.mark.parametrize(("what", "lang"), DRAWN)
def test_no_word_is_cut_off(what: str, lang: Any, records: list[ExportRecord]) -> None:
    needs_base_map(what)
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    with style():
        sheet = draw_sheet(records, what, PlotOptions(lang=lang))
        canvas = FigureCanvasAgg(sheet)
        canvas.draw()
        whole = sheet.bbox
        unseen = {id(label) for axes in sheet.axes for axis in (axes.xaxis, axes.yaxis) for label in beyond(axis)}
        words = [t for t in sheet.findobj(Text) if t.get_visible() and t.get_text().strip() and id(t) not in unseen]
        cut = []
        for text in words:
            box = text.get_window_extent()
            if box.x0 < -1 or box.y0 < -1 or box.x1 > whole.x1 + 1 or box.y1 > whole.y1 + 1:
                cut.append(text.get_text())
    assert len(words) > 5
    assert cut == []
    assert min(axes.get_position().width for axes in sheet.axes) > 0.6  # nothing unseen pushes the drawing aside


@pytest.mark.parametrize("what", WHAT)
def test_nothing_to_show_is_said(what: str) -> None:
    svg = plot([], what, PlotOptions(lang="ar", format="svg")).decode()
    assert f"<!-- {load_sheet().words['empty']['ar']} -->" in svg
    bare = plot([ExportRecord(id="ev", type="protest")], what, PlotOptions(lang="en", format="svg")).decode()
    empty = {"types": None, "timeline": "none_dated", "casualties": "none_hurt", "actors": "none_acting"}
    key = empty.get(what, "none_located")
    assert key is None or f"<!-- {load_sheet().words[key]['en']} -->" in bare


@pytest.mark.parametrize("format_", ["png", "svg"])
def test_the_same_records_give_the_same_bytes(format_: Any, records: list[ExportRecord]) -> None:
    one, other = (plot(records, "casualties", PlotOptions(format=format_)) for _ in range(2))
    assert one == other
    assert one.startswith(b"\x89PNG" if format_ == "png" else b"<?xml")


@pytest.mark.parametrize(("what", "lang"), [(w, lang) for w, lang in DRAWN if w in ("actors", "places")])
def test_no_person_is_named(what: str, lang: Any, records: list[ExportRecord]) -> None:
    svg = plot(records, what, PlotOptions(lang=lang, format="svg")).decode()
    assert "سالم" not in svg
    assert "Salim" not in svg


def glyphs(text: str) -> list[str]:
    """The shapes with which a text is drawn, from left to right."""
    svg = plot([], "types", PlotOptions(format="svg", title=text)).decode()
    drawn = svg.split(f"<!-- {text} -->")[1].split("</g>")[0]
    placed = re.findall(r'<use xlink:href="#([^"]+)"(?: transform="translate\(([-\d.]+))?', drawn)
    return [name for name, _ in sorted(placed, key=lambda item: float(item[1] or 0))]


def test_arabic_letters_are_joined_and_run_from_the_right() -> None:
    alone, word = glyphs("ب"), glyphs("ببا")
    assert len(alone) == 1
    assert len(word) == 3
    assert alone[0] not in word
    assert glyphs("اب")[0] != glyphs("ا")[0]
    assert glyphs("اب")[-1] == glyphs("ا")[0]  # alef begins the word, so it stands on the right


def seen(colour: str, matrix: list[list[float]]) -> list[float]:
    """A colour as somebody sees it: linear light, the matrix of Machado et al. for the whole lack of one kind of cone, CIELAB."""
    import numpy as np

    light = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    light = np.where(light <= 0.04045, light / 12.92, ((light + 0.055) / 1.055) ** 2.4)
    light = np.clip(np.array(matrix) @ light, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ light / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]


EYES = {
    "all cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


@pytest.mark.parametrize("eyes", list(EYES))
@pytest.mark.parametrize("group", ["families", "outcomes", "roles"])
def test_the_colours_are_told_apart(group: str, eyes: str) -> None:
    colours = {c: seen(c, EYES[eyes]) for c in getattr(load_sheet(), group).values()}
    near = {pair: math.dist(colours[pair[0]], colours[pair[1]]) for pair in itertools.combinations(colours, 2)}
    assert {pair: round(distance) for pair, distance in near.items() if distance < 10} == {}


def test_every_title_and_word_is_in_both_languages() -> None:
    sheet = load_sheet()
    assert set(sheet.titles) == set(WHAT)
    assert [k for k, v in (sheet.titles | sheet.words).items() if not (v.get("ar") and v.get("en"))] == []
    assert Words("en").province("IRQ", "نينوى") == "Nineveh · Iraq"


def test_inlined_figures_need_no_style_and_refer_to_what_is_there(records: list[ExportRecord]) -> None:
    inlined = inline_figures(records, ["timeline", "casualties"])
    assert [(what, lang) for what, lang, _ in inlined.figures] == [
        (w, lang) for w in ("timeline", "casualties") for lang in LANGUAGES
    ]
    page = etree.fromstring(f"<body>{inlined.shapes}{''.join(svg for *_, svg in inlined.figures)}</body>".encode())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(page.xpath("//@href")) <= {f"#{i}" for i in ids}
    assert set(re.findall(r"url\(#([^)]+)\)", etree.tostring(page, encoding="unicode"))) <= set(ids)
    assert page.xpath("//@style") == page.xpath("//style") == page.xpath("//comment()") == []
    assert all(label for label in page.xpath("//*[local-name()='svg'][@role='img']/@aria-label"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "record.duckdb"
    with Store.open(path) as opened:
        going = opened.start_run("rules 0.1.0")
        for coded in small_record():
            opened.add(coded, going)
        opened.finish_run(going)
    return path


def test_the_command_writes_what_the_name_says(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, head in (("a.svg", b"<?xml"), ("b.png", b"\x89PNG")):
        assert run(["plot", "--what", "casualties", "--store", str(store), "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_bytes().startswith(head)
    assert "written (events)" in capsys.readouterr().err


def test_the_filters_are_those_of_the_export(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.svg"
    assert (
        run(["plot", "--what", "types", "--lang", "en", "--type", "armed_clash", "--store", str(store), "-o", str(out)])
        == 0
    )
    assert "<!-- Armed clash -->" in out.read_text(encoding="utf-8")
    assert "<!-- Air strike -->" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--what", "pie"], "timeline"),
        (["--lang", "fr"], "ar or en"),
        (["--format", "pdf"], "png or svg"),
        (["-o", "x.bmp"], "png or svg"),
        (["--of", "incidents"], "marsad link"),
        (["--modality", "perhaps"], "perhaps"),
        (["-o", "/nowhere/at/all.png"], "cannot be written"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    arguments: list[str], message: str, store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(store.parent)
    assert run(["plot", "--store", str(store), *arguments]) == 2
    assert message in capsys.readouterr().err


def test_another_figure_or_language_is_a_mistake_of_the_caller(store: Path) -> None:
    with Store.open(store, read_only=True) as opened:
        records = list(iter_records(opened))
    with pytest.raises(BadSetting, match="timeline, casualties"):
        plot(records, "pie")
    with pytest.raises(BadSetting, match="ar or en"):
        PlotOptions(lang="fr")  # type: ignore[arg-type]
