"""Which words tell a happening, and of what type, through whole sentences."""

from __future__ import annotations

import pytest
from coded_events import coded, events_of, with_known
from trigger_cases import CASES, KNOWN_WRONG


@pytest.mark.parametrize(("text", "types"), with_known(CASES, KNOWN_WRONG))
def test_types(text: str, types: tuple[str, ...]) -> None:
    assert tuple(e.type for e in events_of(text)) == types


SPELLINGS = {
    "vocalised": "قَصَفَ الجَيشُ التُّركيُّ قريةً في ريفِ الحسكة.",
    "stretched": "قصـف الجيــش التركي قرية في ريف الحسكـة.",
    "without hamza and dots": "قصف الجيش التركي قريه في ريف الحسكه.",
    "presentation forms": "ﻗﺼﻒ ﺍﻟﺠﻴﺶ ﺍﻟﺘﺮﻛﻲ ﻗﺮﻳﺔ ﻓﻲ ﺭﻳﻒ ﺍﻟﺤﺴﻜﺔ.",
    "Persian letters": "قصف الجیش الترکی قرية فی ریف الحسکة.",
    "behind a byte-order mark": "\ufeffقصف الجيش التركي قرية في ريف الحسكة.",
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS)
def test_spelling_changes_nothing(text: str) -> None:
    (event,) = events_of(text)
    assert event.type == "shelling"
    assert [a.actor_id for a in event.actors if a.role == "initiator"] == ["TUR-MIL"]


def test_the_trace_names_the_entry_and_the_word_that_decided() -> None:
    result = coded("استهدف هجوم بسيارة مفخخة نقطة تفتيش في كركوك.")
    traces = [t for t in result.traces if t.slot == "type" and t.kept]
    assert traces
    assert all(t.event_id == result.events[0].id and t.rule for t in traces)


def test_what_a_time_is_counted_from_is_a_happening_too() -> None:
    events = events_of("اندلعت اشتباكات في مدينة زاهدان أمس بعد يومين من هجوم بسيارة مفخخة أسفر عن مقتل 11 جنديا.")
    assert [e.type for e in events] == ["armed_clash", "explosive_device"]
    assert [c.min for c in events[1].casualties] == [11]
