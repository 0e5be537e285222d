"""From records to the bytes of a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

import msgspec

from marsad.errors import BadSetting
from marsad.exports import ExportRecord, Selection
from marsad.exports.contract import HAPPENED as MODALITIES
from marsad.report.figures import charts
from marsad.report.figures.series import by_actor, by_province, by_spot, times_of, told_together
from marsad.report.figures.words import Language, Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

What = Literal["timeline", "casualties", "types", "actors", "places", "map"]
Format = Literal["png", "svg"]
WHAT: Final[tuple[str, ...]] = get_args(What)
#: What figures show unless told otherwise: what has happened, not plans, denials and history.
HAPPENED: Final = Selection(status="current", modalities=MODALITIES)
#: Inches from the least to the most that a figure with rows is high.
_LEAST, _MOST = 2.0, 10.0


class PlotOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`lang` is that of the words and of the direction; `title` None: the usual one."""

    lang: Language = "ar"
    format: Format = "png"
    title: str | None = None

    def __post_init__(self) -> None:
        if self.lang not in get_args(Language):
            raise BadSetting(f"lang: {self.lang!r} is unknown; use ar or en")
        if self.format not in get_args(Format):
            raise BadSetting(f"format: {self.format!r} is unknown; use png or svg")


def file_format(asked: str | None, output: Path | None) -> str:
    """The format as asked, else by the suffix of the file, else png."""
    return asked or (output.suffix.lstrip(".").lower() if output is not None else "") or "png"


class _Figure(NamedTuple):
    """How a figure is drawn, how many inches its axes are high, whether there is anything to draw, and what to say if not."""

    draw: Callable[[Figure, Sequence[ExportRecord], Words], None]
    height: Callable[[Sequence[ExportRecord]], float]
    there: Callable[[Sequence[ExportRecord]], bool]
    empty: str


def _rows(count: Callable[[Sequence[ExportRecord]], int]) -> Callable[[Sequence[ExportRecord]], float]:
    return lambda records: min(_MOST, max(_LEAST, charts.ROW * count(records) + 1.2))


def _figures() -> dict[str, _Figure]:
    from marsad.report.figures.atlas import MAP_HEIGHT, draw_map

    return {
        "timeline": _Figure(charts.draw_timeline, lambda _: charts.TIME_HEIGHT, _dated, "none_dated"),
        "casualties": _Figure(charts.draw_casualties, lambda _: charts.TIME_HEIGHT * 1.25, _hurt, "none_hurt"),
        "types": _Figure(charts.draw_types, _rows(charts.type_rows), bool, "empty"),
        "actors": _Figure(charts.draw_actors, _rows(charts.actor_rows), lambda r: bool(by_actor(r)[0]), "none_acting"),
        "places": _Figure(charts.draw_places, _rows(charts.province_rows), _placed, "none_located"),
        "map": _Figure(draw_map, lambda _: MAP_HEIGHT, lambda r: bool(by_spot(r)[0]), "none_located"),
    }


def _dated(records: Sequence[ExportRecord]) -> bool:
    return any(record.when.start for record in records)


def _hurt(records: Sequence[ExportRecord]) -> bool:
    return any(r.when.start and (r.bounds("killed") or r.bounds("injured")) for r in records)


def _placed(records: Sequence[ExportRecord]) -> bool:
    return any(record.where for record in records)


def plot(records: Iterable[ExportRecord], what: str, options: PlotOptions | None = None) -> bytes:
    """One figure as PNG (150 dots an inch) or SVG; the same records give the same bytes. Without data the figure says so.

    `what` is one of `WHAT`, else `BadSetting`. Names of people are never drawn: actors are bodies and groups.

    >>> # plot(records, "timeline", PlotOptions(lang="ar")) of "قُتل جنديان في الموصل" and its day: one bar, "الأحداث عبر الزمن"
    """
    from marsad.report.figures.canvas import save, style

    options = options or PlotOptions()
    with style():
        return save(draw_sheet(records, what, options), options.format)


def draw_sheet(records: Iterable[ExportRecord], what: str, options: PlotOptions) -> Figure:
    """The figure of matplotlib itself; to be drawn and saved within `canvas.style()`."""
    from marsad.report.figures.canvas import new_sheet, say_empty

    if what not in WHAT:
        raise BadSetting(f"what: {what!r} is unknown; use one of {', '.join(WHAT)}")
    held, words, figure = list(records), Words(options.lang), _figures()[what]
    there = figure.there(held)
    sheet = new_sheet(
        words,
        figure.height(held) if there else _LEAST,
        options.title or words.title(what),
        _subtitle(held, words),
        _notes(held, what, words) if there else [_counted(held, words)],
    )
    if there:
        figure.draw(sheet, held, words)
    else:
        say_empty(sheet, words.word(figure.empty if held else "empty"))
    return sheet


class Inlined(NamedTuple):
    """Figures to stand in a page: (what, language, SVG) each, and the SVG of the shapes that they share."""

    figures: list[tuple[str, str, str]]
    shapes: str


def inline_figures(records: Iterable[ExportRecord], what: Sequence[str] = WHAT[:5]) -> Inlined:
    """Figures in both languages, to stand in a page of HTML: without style attributes, as wide as their place."""
    from marsad.report.figures.inline import Inliner

    held, inliner = list(records), Inliner()
    made = [
        (name, lang, inliner.take(plot(held, name, PlotOptions(lang=lang, format="svg")), f"f-{name}-{lang}-", Words(lang).title(name)))
        for name in what
        for lang in get_args(Language)
    ]  # fmt: skip
    return Inlined(made, inliner.shapes())


def _subtitle(records: Sequence[ExportRecord], words: Words) -> str:
    days = sorted(d for r in records for d in (r.when.start, r.when.end or r.when.start) if d)
    count, name = words.number(len(records)), words.word("count")
    number = f"{name}: {count}" if words.rtl else f"{count} {name}"
    return words.joined([words.days(days[0], days[-1]) if days else "", number])


def _counted(records: Sequence[ExportRecord], words: Words) -> str:
    kind = "incidents" if records and all(r.kind == "incident" for r in records) else "events"
    return words.joined([words.word("by"), words.word(kind)])


def _notes(records: Sequence[ExportRecord], what: str, words: Words) -> list[str]:
    """What has to be known to read the figure, and what is not in it."""

    def told(key: str, count: int) -> str:
        return f"{words.word(key)}: {words.number(count)}" if count else ""

    missing = []
    if what in ("timeline", "casualties"):
        missing.append(told("undated", times_of(records).undated))
    if what == "timeline":
        missing.append(words.word("wide"))
    if what == "casualties":
        missing.append(told("together", told_together(records)))
    if what == "actors":
        missing.append(told("other_actors", by_actor(records)[1]))
    if what == "places":
        missing.append(told("other_places", by_province(records)[1]))
    if what == "map":
        _, country, pointless = by_spot(records)
        missing += [words.word("size"), told("only_country", country), told("no_point", pointless)]
    notes = [words.joined(missing), _counted(records, words)]
    if what == "map":
        notes.append(words.word("borders"))
    return [note for note in notes if note]
