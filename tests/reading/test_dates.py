"""Publication dates of records."""

from __future__ import annotations

import pytest

from marsad.errors import BadSetting
from marsad.reading.dates import parse_published

GOOD = [
    "2020-06-02",
    " 2020-06-02 ",
    "2020-06-02T23:59:00Z",
    "2020-06-02T23:59:00.123+03:00",
    "2020-06-02 10:00:00",
    "2020-06-02 10:00:00 +0300",
    "2020/6/2",
    "2020.06.02",
    "20200602",
    "Tue, 02 Jun 2020 10:00:00 GMT",
]


@pytest.mark.parametrize("value", GOOD)
def test_forms_that_can_be_read_in_one_way(value: str) -> None:
    published = parse_published(value)
    assert (published.start, published.end, published.basis) == ("2020-06-02", "2020-06-02", "metadata")


@pytest.mark.parametrize(
    "value", ["2/6/2020", "02-06-2020", "June", "2020-13-01", "2020-02-30", "أمس", "1591056000", "2020/6"]
)
def test_anything_else_is_refused(value: str) -> None:
    with pytest.raises(BadSetting, match="YYYY-MM-DD"):
        parse_published(value)
