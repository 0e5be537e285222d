"""Figures of a record: over time, by type, actor and governorate, and a map, as PNG or SVG, in Arabic or English.

>>> # with Store.open("record.duckdb", read_only=True) as store:
>>> #     data = plot(iter_records(store, HAPPENED), "casualties", PlotOptions(lang="ar", format="svg"))
"""

from marsad.report.figures.plotting import HAPPENED, WHAT, PlotOptions, file_format, inline_figures, plot

__all__ = ["HAPPENED", "WHAT", "PlotOptions", "file_format", "inline_figures", "plot"]
