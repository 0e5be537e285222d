"""The figures with axes: over time, by type, by actor, by governorate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from marsad.exports.record import ExportRecord
from marsad.report.figures.canvas import SOFT, put_legend, turn
from marsad.report.figures.series import (
    Times,
    Toll,
    by_actor,
    by_province,
    by_time,
    by_type,
    times_of,
    tolls_over_time,
)
from marsad.report.figures.words import Words, family_of, load_sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Inches of a row of bars, and of a chart over time.
ROW = 0.34
TIME_HEIGHT = 4.0
_MOST_TICKS = 9
#: Inches that names under an axis take: two lines where the year stands below.
_TWO_LINES = 0.5


def families_legend(present: Sequence[str], words: Words) -> list[Any]:
    """A patch for each family that is there, in the order of the labels."""
    from matplotlib.patches import Patch

    colours = load_sheet().families
    return [Patch(color=colours[f], label=words.label("families", f)) for f in colours if f in present]


def draw_timeline(sheet: Figure, records: Sequence[ExportRecord], words: Words) -> None:
    """Events in each piece of time, stacked by family; pale where the time told is wider."""
    times = times_of(records)
    axes, colours = sheet.subplots(), load_sheet().families
    counts = by_time(records, times)
    floor = [0] * len(times.bins)
    for wide in (False, True):
        for family, colour in colours.items():
            values = counts.get((family, wide))
            if values:
                axes.bar(
                    range(len(floor)), values, width=0.86, bottom=floor, color=colour, alpha=0.4 if wide else 1,
                    edgecolor="white", linewidth=0.5,
                )  # fmt: skip
                floor = [a + b for a, b in zip(floor, values, strict=True)]
    _time_axis(axes, times, words)
    _above(axes, words.word(times.unit), words, size=9, color=SOFT)
    present = sorted({family for family, _ in counts})
    _legend_below(axes, words, families_legend(present, words), _TWO_LINES)


def draw_casualties(sheet: Figure, records: Sequence[ExportRecord], words: Words) -> None:
    """Killed above injured: a bar up to the best figure, a band from the lowest figure told to the highest."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    times = times_of(records)
    for axes, outcome in zip(sheet.subplots(2, 1, sharex=True), ("killed", "injured"), strict=True):
        tolls = tolls_over_time(records, times, outcome)
        _draw_tolls(axes, tolls, load_sheet().outcomes[outcome])
        _time_axis(axes, times, words)
        name = words.label("interface", outcome)
        _above(axes, f"{name} {words.word(times.unit)}", words, size=10.5, weight="bold")
        if outcome == "killed":
            axes.tick_params(labelbottom=False)
        else:
            handles = [
                Patch(color=SOFT, label=words.word("best")),
                Patch(color=SOFT, alpha=0.35, label=words.word("range")),
                Line2D([], [], color=SOFT, marker="^", linestyle="", label=words.word("open")),
            ]
            _legend_below(axes, words, handles, _TWO_LINES)


def _above(axes: Axes, text: str, words: Words, **look: Any) -> None:
    """What an axis counts, above it: words that stand upright are hard to read."""
    axes.set_title(text, loc="right" if words.rtl else "left", **look)


def _legend_below(axes: Axes, words: Words, handles: Sequence[Any], gap: float = 0.3) -> None:
    """So many inches under the axis, from the side where reading begins."""
    from matplotlib.transforms import ScaledTranslation

    side, at = ("right", 1.0) if words.rtl else ("left", 0.0)
    shift = ScaledTranslation(0, -gap, axes.get_figure(root=True).dpi_scale_trans)  # type: ignore[union-attr]
    put_legend(
        axes, words, handles, ncols=3, loc=f"upper {side}", bbox_to_anchor=(at, 0), bbox_transform=axes.transAxes + shift
    )  # fmt: skip


def _number_bars(axes: Axes, values: Sequence[int], at: Sequence[float], words: Words, size: float = 9) -> None:
    """The number at the end of each bar, outside it."""
    shift, side = (-4, "right") if words.rtl else (4, "left")
    for value, row in zip(values, at, strict=True):
        if value:
            axes.annotate(
                words.number(value), (value, row), (shift, 0), textcoords="offset points", ha=side, va="center", size=size,
                color=SOFT,
            )  # fmt: skip


def _draw_tolls(axes: Axes, tolls: Sequence[Toll], colour: str) -> None:
    spots = range(len(tolls))
    axes.bar(spots, [t.best for t in tolls], width=0.52, color=colour, edgecolor="white", linewidth=0.5)
    axes.bar(
        spots, [t.high - t.low for t in tolls], width=0.9, bottom=[t.low for t in tolls], color=colour, alpha=0.35, zorder=2.5
    )  # fmt: skip
    opened = [i for i, toll in enumerate(tolls) if toll.open]
    most = max((t.high for t in tolls), default=0) or 1
    if opened:
        axes.plot(opened, [tolls[i].high + most * 0.05 for i in opened], "^", color=colour, markersize=5, clip_on=False)
    axes.set_ylim(0, most * 1.15)


def _time_axis(axes: Axes, times: Times, words: Words) -> None:
    turn(axes, words, values="y")
    axes.margins(x=0.01)
    every = max(1, -(-len(times.bins) // _MOST_TICKS))
    marks = list(range(0, len(times.bins), every))
    axes.set_xticks(marks, [_tick(times, i, i - every, words) for i in marks])
    bound = (-0.7, max(len(times.bins), 4) - 0.3)
    axes.set_xlim(*(reversed(bound) if words.rtl else bound))


def _tick(times: Times, at: int, before: int, words: Words) -> str:
    """The beginning of a bin; the year where it is new."""
    day = times.bins[at].start
    if times.unit == "year":
        return str(day.year)
    name = words.month(day.month) if times.unit == "month" else f"{day.day} {words.month(day.month)}"
    known = before >= 0 and times.bins[before].start.year == day.year
    return name if known else f"{name}\n{day.year}"


def type_rows(records: Sequence[ExportRecord]) -> int:
    """How many rows the figure by type has."""
    return len(by_type(records))


def draw_types(sheet: Figure, records: Sequence[ExportRecord], words: Words) -> None:
    """A row for each event type, in the colour of its family."""
    counts = by_type(records)
    axes, colours = sheet.subplots(), load_sheet().families
    numbers = [n for _, n in counts]
    axes.barh(range(len(counts)), numbers, height=0.72, color=[colours[family_of()[t]] for t, _ in counts])
    _number_bars(axes, numbers, range(len(counts)), words)
    _rows(axes, [words.label("types", t) for t, _ in counts], words)
    present = {family_of()[t] for t, _ in counts}
    _legend_below(axes, words, families_legend(sorted(present), words))


def actor_rows(records: Sequence[ExportRecord]) -> int:
    """How many rows the figure by actor has; each has two bars."""
    return round(1.5 * len(by_actor(records)[0]))


def draw_actors(sheet: Figure, records: Sequence[ExportRecord], words: Words) -> None:
    """Two bars for each body: events in which it acts, events in which it is acted upon."""
    from matplotlib.patches import Patch

    found, _ = by_actor(records)
    axes, colours = sheet.subplots(), load_sheet().roles
    for shift, role, values in (
        (-0.2, "initiator", [doing for _, doing, _ in found]),
        (0.2, "target", [suffering for *_, suffering in found]),
    ):
        rows = [i + shift for i in range(len(found))]
        axes.barh(rows, values, height=0.38, color=colours[role])
        _number_bars(axes, values, rows, words, 8.5)
    _rows(axes, [words.actor(id_) for id_, *_ in found], words)
    handles = [Patch(color=colour, label=words.label("roles", role)) for role, colour in colours.items()]
    _legend_below(axes, words, handles)


def province_rows(records: Sequence[ExportRecord]) -> int:
    """How many rows the figure by governorate has."""
    return len(by_province(records)[0])


def draw_places(sheet: Figure, records: Sequence[ExportRecord], words: Words) -> None:
    """A row for each governorate, stacked by family."""
    rows = [(words.province(*key), counts) for key, counts in by_province(records)[0]]
    axes, colours = sheet.subplots(), load_sheet().families
    floor = [0] * len(rows)
    for family, colour in colours.items():
        values = [counts[family] for _, counts in rows]
        if any(values):
            axes.barh(range(len(rows)), values, left=floor, height=0.72, color=colour, edgecolor="white", linewidth=0.5)
            floor = [a + b for a, b in zip(floor, values, strict=True)]
    _number_bars(axes, floor, range(len(rows)), words)
    _rows(axes, [name for name, _ in rows], words)
    present = sorted({family for _, counts in rows for family in counts})
    _legend_below(axes, words, families_legend(present, words))


def _rows(axes: Axes, names: Sequence[str], words: Words) -> None:
    """Rows from the top down, names beside them, room for the numbers at the ends."""
    turn(axes, words, values="x")
    axes.set_yticks(range(len(names)), names, color="#1c2126", size=9.5)
    axes.set_ylim(len(names) - 0.4, -0.6)
    low, high = sorted(axes.get_xlim())
    bound = (0, max(high - low, 1) * 1.06)
    axes.set_xlim(*(reversed(bound) if words.rtl else bound))
