"""The two charts of the Summary; they read the cells of the Summary, so that they follow what stands there."""

from math import ceil
from typing import Any, NamedTuple

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint

from e911audit.reports.excel.style import CALM, NOTE, STOP, WARN

COLOURS = (STOP, WARN, NOTE, CALM)
"""Blocker, major, minor, info."""


ROW = 15 * 2.54 / 72
"""Centimetres of a usual row of 15 points."""


class Area(NamedTuple):
    """Where a table stands on the sheet: the row of its headers, and its first and last record."""

    header: int
    first: int
    last: int


def by_severity(sheet: Any, area: Area, anchor: str) -> None:
    """One bar for each severity, with its number."""
    chart = _chart(sheet, "Open findings by severity", area, last_column=3)
    series = chart.series[0]
    for number, colour in enumerate(COLOURS):
        point = DataPoint(idx=number)
        _colour(point, colour)
        series.dPt.append(point)
    series.dLbls = DataLabelList()
    series.dLbls.showVal = True
    series.dLbls.showSerName = series.dLbls.showCatName = series.dLbls.showLegendKey = False
    chart.legend = None
    chart.y_axis.delete = True
    chart.height, chart.width = 5.4, 15
    sheet.add_chart(chart, anchor)


def by_family(sheet: Any, area: Area, anchor: str) -> None:
    """One bar for each family, made of its severities."""
    chart = _chart(sheet, "Open findings by family", area, last_column=6)
    for series, colour in zip(chart.series, COLOURS, strict=True):
        _colour(series, colour)
    chart.grouping, chart.overlap = "stacked", 100
    chart.legend.position = "b"
    chart.height, chart.width = _tall(area), 15
    sheet.add_chart(chart, anchor)


def last_row(area: Area) -> int:
    """The last row that the chart of families covers beside its table."""
    return area.header + ceil(_tall(area) / ROW)


def _tall(area: Area) -> float:
    """Centimetres, so that every bar has room."""
    return max(5.4, 2.6 + 0.6 * (area.last - area.first + 1))


def _chart(sheet: Any, title: str, area: Area, last_column: int) -> Any:
    """A bar chart that reads from top to bottom, as its table does: names in column 1, counts from column 3."""
    chart = BarChart()
    data = Reference(sheet, min_col=3, max_col=last_column, min_row=area.header, max_row=area.last)
    chart.add_data(data, titles_from_data=True)
    names = Reference(sheet, min_col=1, min_row=area.first, max_row=area.last)
    for series in chart.series:
        series.cat = AxDataSource(strRef=StrRef(str(names)))
    chart.type = "bar"
    chart.title = title
    chart.gapWidth = 60
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    chart.y_axis.number_format = "#,##0"
    chart.y_axis.crosses = "max"
    return chart


def _colour(shape: Any, colour: str) -> None:
    shape.graphicalProperties.solidFill = colour
    shape.graphicalProperties.line.solidFill = "52606D"
