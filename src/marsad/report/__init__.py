"""The report: a store as one HTML file with map, timeline, table and the texts with their evidence."""

from marsad.report.page import ReportOptions, render_report

__all__ = ["ReportOptions", "render_report"]
