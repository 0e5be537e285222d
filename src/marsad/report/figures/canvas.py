"""The sheet that a figure is drawn on: fonts, head, notes, the axis conventions of both directions, and saving.

matplotlib (3.11 and later) joins and orders Arabic letters itself; texts are handed to it as they are written.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Final

from marsad.report.figures.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK: Final = "#1c2126"
SOFT: Final = "#545c64"
LINE: Final = "#d9d6ce"
_FONTS: Final = ("IBMPlexSansArabic_400Regular.ttf", "IBMPlexSansArabic_700Bold.ttf")
_WIDTH: Final = 9.0
_DPI: Final = 150
#: Inches above and below the axes.
_HEAD, _LINE_HEIGHT, _SIDE = 0.72, 0.19, 0.12


@cache
def _families() -> tuple[str, ...]:
    """The font of the build, and the one that matplotlib brings, which has Arabic letters too."""
    from matplotlib.font_manager import fontManager

    found = [files("marsad.report") / "assets" / name for name in _FONTS]
    if not all(font.is_file() for font in found):
        return ("DejaVu Sans",)
    for font in found:
        with as_file(font) as path:
            fontManager.addfont(path)
    return ("IBM Plex Sans Arabic", "DejaVu Sans")


@contextmanager
def style() -> Iterator[None]:
    """The settings of every figure, whatever the user's own of matplotlib are."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {
                "font.family": list(_families()),
                "font.size": 10,
                "text.color": INK,
                "axes.labelcolor": SOFT,
                "axes.edgecolor": LINE,
                "axes.spines.top": False,
                "axes.axisbelow": True,
                "xtick.color": SOFT,
                "ytick.color": SOFT,
                "grid.color": LINE,
                "grid.linewidth": 0.8,
                "svg.fonttype": "path",
                "svg.hashsalt": "marsad",
                "hatch.linewidth": 0.8,
            }
        )
        yield


def new_sheet(words: Words, height: float, title: str, subtitle: str, notes: Sequence[str]) -> Figure:
    """A sheet with its head and its notes; the axes go between."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    foot = 0.16 + _LINE_HEIGHT * len(notes)
    whole = height + _HEAD + foot
    between = (_SIDE / _WIDTH, foot / whole, 1 - 2 * _SIDE / _WIDTH, height / whole)
    layout = ConstrainedLayoutEngine(rect=between, w_pad=0.04, h_pad=0.04)
    sheet = Figure(figsize=(_WIDTH, whole), dpi=_DPI, facecolor="white", layout=layout)
    at, side = (1 - 0.2 / _WIDTH, "right") if words.rtl else (0.2 / _WIDTH, "left")
    sheet.text(at, 1 - 0.14 / whole, title, ha=side, va="top", size=14, weight="bold")
    sheet.text(at, 1 - 0.46 / whole, subtitle, ha=side, va="top", size=9.5, color=SOFT)
    for i, note in enumerate(notes):
        height_at = (0.12 + _LINE_HEIGHT * (len(notes) - 1 - i)) / whole
        sheet.text(at, height_at, note, ha=side, va="bottom", size=8, color=SOFT)
    return sheet


def say_empty(sheet: Figure, text: str) -> None:
    """A figure without data says so."""
    axes = sheet.subplots()
    axes.axis("off")
    axes.text(0.5, 0.5, text, ha="center", va="center", size=12, color=SOFT, transform=axes.transAxes)


def turn(axes: Axes, words: Words, *, values: str) -> None:
    """The direction of the language: in Arabic the first is on the right, and the names of rows stand there.

    `values` is the axis of the counts, "x" or "y".
    """
    from matplotlib.ticker import MaxNLocator

    near, far = ("right", "left") if words.rtl else ("left", "right")
    axes.spines[far].set_visible(False)
    if words.rtl:
        axes.invert_xaxis()
        axes.yaxis.set_ticks_position("right")
        axes.yaxis.set_label_position("right")
    axes.spines[near].set_visible(values == "x")
    counts = axes.yaxis if values == "y" else axes.xaxis
    counts.set_major_locator(MaxNLocator(nbins=5, integer=True, min_n_ticks=1))
    counts.set_major_formatter(lambda value, _: words.number(round(value)))
    axes.grid(axis=values)  # type: ignore[arg-type]
    axes.tick_params(length=0)
    for mark in axes.get_yticklabels():
        mark.set_verticalalignment("center")


def put_legend(axes: Axes, words: Words, handles: Sequence[Any], *, ncols: int = 1, **options: Any) -> None:
    """A legend without a frame, in the direction of the language: in Arabic the first is on the right, names left of their marks."""
    if not handles:
        return
    if words.rtl and ncols > 1:
        handles = _from_the_right(handles, ncols)
    axes.legend(
        handles=handles, ncols=ncols, frameon=False, fontsize=9, handlelength=1.1, handleheight=0.9, columnspacing=1.6,
        markerfirst=not words.rtl, alignment="right" if words.rtl else "left", borderaxespad=0.3, **options,
    )  # fmt: skip


def _from_the_right(handles: Sequence[Any], ncols: int) -> list[Any]:
    """Columns in reverse, the last filled up, for matplotlib fills them from the left."""
    from matplotlib.patches import Patch

    rows = -(-len(handles) // ncols)
    filled = [*handles, *(Patch(alpha=0, label=" ") for _ in range(rows * ncols - len(handles)))]
    columns = [filled[i : i + rows] for i in range(0, len(filled), rows)]
    return [handle for column in reversed(columns) for handle in column]


def save(sheet: Figure, format_: str) -> bytes:
    """The file's bytes; the same sheet gives the same bytes."""
    stream = io.BytesIO()
    plain: dict[str, Any] = {"Software": None} if format_ == "png" else {"Date": None, "Creator": None}
    sheet.savefig(stream, format=format_, metadata=plain)
    return stream.getvalue()
