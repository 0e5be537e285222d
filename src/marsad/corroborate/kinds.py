"""Families of event types, and types that one happening may be told as (`data/types.yaml`)."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import get_args

from marsad.errors import BadData
from marsad.model import EventType
from marsad.text.yamldata import parse_yaml


@cache
def _tables() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    data = parse_yaml((resources.files("marsad.corroborate") / "data" / "types.yaml").read_text("utf-8"))
    families = {type_: family for family, types in data["families"].items() for type_ in types}
    near: dict[str, set[str]] = {type_: {type_} for type_ in families}
    for a, b in data["near"]:
        near[a].add(b)
        near[b].add(a)
    if set(families) != set(get_args(EventType)):
        raise BadData(f"types.yaml: these types want one family: {sorted(set(families) ^ set(get_args(EventType)))}")
    return families, {type_: tuple(sorted(others)) for type_, others in near.items()}


def type_family(type_: str) -> str:
    """The family of an event type: "violence" for an air strike."""
    return _tables()[0][type_]


def near_types(type_: str) -> tuple[str, ...]:
    """The types that an outlet may give to a happening of this type, itself included."""
    return _tables()[1][type_]


@cache
def close_types() -> tuple[tuple[str, str], ...]:
    """The pairs of near types that are most often told for each other, each in alphabetical order."""
    data = parse_yaml((resources.files("marsad.corroborate") / "data" / "types.yaml").read_text("utf-8"))
    return tuple((min(a, b), max(a, b)) for a, b in data["close"])
