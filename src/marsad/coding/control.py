"""Who is a state and who is not, and the types that depend on it."""

from __future__ import annotations

from functools import cache
from importlib import resources

from marsad.coding.draft import Filler
from marsad.text.yamldata import parse_yaml


@cache
def _control() -> tuple[frozenset[str], tuple[str, ...]]:
    path = resources.files("marsad.lexicon") / "data" / "control.yaml"
    data = parse_yaml(path.read_text(encoding="utf-8"))
    return frozenset(data["sectors"]), tuple(data["non_state"])


def is_non_state(actor_id: str) -> bool:
    """Whether a body fights outside a state: a place that it takes is seized, people that it holds are abducted."""
    sectors, groups = _control()
    return actor_id[4:7] in sectors or actor_id.startswith(groups)


def resolve_type(type_: str, fillers: tuple[Filler, ...]) -> str:
    """The type where it depends on who acts: control of a place (regained or seized), holding people (arrest or abduction).

    "سيطر الجيش على البلدة" is territory_regained, "سيطر تنظيم داعش على البلدة" territory_seized.
    """
    by = [f.actor_id for f in fillers if f.role == "initiator"]
    non_state = bool(by) and all(is_non_state(actor_id) for actor_id in by)
    if type_ in ("control", "control_lost"):
        return "territory_seized" if non_state == (type_ == "control") else "territory_regained"
    if type_ == "arrest" and non_state:
        return "abduction"
    if (
        type_ == "territory_regained"
        and non_state
        and any(f.rule == "subject" for f in fillers if f.role == "initiator")
    ):
        return "territory_seized"
    return type_
