"""Everything that the model can say has a name in both languages."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from marsad.model import EventType, event
from marsad.model.document import PublishedBasis
from marsad.model.incident import Grade, ReportRole
from marsad.report.labels import load_labels, load_towns

SECTIONS: dict[str, Any] = {
    "types": EventType,
    "status": event.Status,
    "modality": event.Modality,
    "roles": event.Role,
    "outcomes": event.Outcome,
    "groups": event.Group,
    "part_categories": event.PartCategory,
    "qualifiers": event.Qualifier,
    "means": event.MeansClass,
    "items": event.Item,
    "effects": event.Effect,
    "stances": event.Stance,
    "relations": event.Relation,
    "place_precision": event.PlacePrecision,
    "time_precision": event.TimePrecision,
    "time_basis": event.TimeBasis,
    "published_basis": PublishedBasis,
    "grades": Grade,
    "report_roles": ReportRole,
}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_names_exactly_the_values_of_the_model(section: str) -> None:
    assert set(load_labels()[section]) == set(get_args(SECTIONS[section]))


def test_every_label_has_both_languages() -> None:
    labels = load_labels()
    missing = [
        (section, key)
        for section, entries in labels.items()
        for key, names in (entries.items() if isinstance(entries, dict) else enumerate(entries))
        if not (names.get("ar") and names.get("en"))
    ]
    assert missing == []


def test_the_families_share_out_the_types() -> None:
    shared = [type_ for family in load_labels()["families"].values() for type_ in family["types"]]
    assert sorted(shared) == sorted(get_args(EventType))


def test_there_are_twelve_months_with_short_names() -> None:
    months = load_labels()["months"]
    assert len(months) == 12
    assert all(m["short_ar"] and m["short_en"] for m in months)


def test_towns_lie_on_the_globe_and_have_both_names() -> None:
    towns = load_towns()
    assert len(towns) > 300
    assert all(ar and en and -90 <= lat <= 90 and -180 <= lon <= 180 for ar, en, lat, lon, *_ in towns)
