"""Status and modality, through whole sentences."""

from __future__ import annotations

import pytest
from coded_events import event_of, events_of, with_known
from reality_cases import CASES, KNOWN_WRONG


@pytest.mark.parametrize(("text", "type_", "modality", "status"), with_known(CASES, KNOWN_WRONG))
def test_status_and_modality(text: str, type_: str, modality: str, status: str) -> None:
    if modality == "none":
        assert [e.type for e in events_of(text) if e.type == type_] == []
    else:
        event = event_of(text, type_)
        assert (event.modality, event.status) == (modality, status)


@pytest.mark.parametrize(
    ("published", "status"),
    [("2017-11-20", "current"), ("2018-03-01", "background"), ("2024-05-15", "background")],
    ids=["in the month", "months later", "years later"],
)
def test_history_begins_a_month_before_publication(published: str, status: str) -> None:
    text = "حررت القوات العراقية قضاء راوة في 17 تشرين الثاني 2017."
    assert event_of(text, "territory_regained", published).status == status


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("قوات الأمن تحاصر قرية شمال الخليل\nوصلت التعزيزات فجرا.", "occurred"),
        ("قوات الأمن تحاصر قرية شمال الخليل.", "ongoing"),
        ("قوات الأمن تحاصر قرية شمال الخليل. وصلت التعزيزات فجرا.", "ongoing"),
        ("وصلت التعزيزات فجرا.\nقوات الأمن تحاصر قرية شمال الخليل.", "ongoing"),
    ],
    ids=["first line above a text", "only line", "sentence of one line", "second line"],
)
def test_the_present_of_a_headline_tells_a_past(text: str, modality: str) -> None:
    assert event_of(text, "siege").modality == modality
