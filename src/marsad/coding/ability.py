"""Which bodies can have done what: civilians do not shell, and a camp fights through its army."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from marsad.actors import get_actor
from marsad.model import ActorMention
from marsad.text.folding import fold_key

#: What only an armed body or a state does.
_BY_ARMED: Final = frozenset(
    {
        "armed_clash",
        "air_strike",
        "shelling",
        "explosive_device",
        "suicide_attack",
        "chemical_weapon",
        "attack_on_civilians",
        "abduction",
        "sexual_violence",
        "territory_regained",
        "territory_seized",
        "control",
        "control_lost",
        "withdrawal",
        "surrender",
        "operation",
        "deployment",
        "arrest",
        "weapons_disrupted",
        "property_destroyed",
        "siege",
        "evacuation",
        "captives_released",
    }
)
UNARMED: Final = frozenset({"CVL", "REF", "JRN", "NGO", "IGO", "JUD", "LEG", "PTY", "OPP"})
#: What news tells of settlers, who are civilians of their country.
_BY_SETTLERS: Final = frozenset({"attack_on_civilians", "property_destroyed", "armed_clash"})
_SETTLERS: Final = ("مستوطن", "مستعمر")
_MAY_STILL: Final = {"evacuation": frozenset({"NGO", "IGO"}), "captives_released": frozenset({"NGO", "IGO", "JUD"})}


#: What governments do through their armies.
_BY_ARMIES: Final = frozenset({"air_strike", "shelling", "armed_clash", "chemical_weapon", "deployment", "withdrawal"})
_REGIME: Final = frozenset({"النظام", "نظام"})


def as_fighter(type_: str, actor: ActorMention) -> ActorMention:
    """The armed side that words for a camp mean where arms are used: "قصف النظام السوري" its army, "المعارضة" its fighters."""
    if actor.specificity == "people" or type_ not in _BY_ARMIES:
        return actor
    keys = {fold_key(w) for w in actor.text.split()}
    if actor.sector == "GOV" and keys & _REGIME:
        return _meant(actor, f"{actor.country}-MIL")
    if actor.sector == "OPP" and actor.country == "SYR" and any("معارض" in k for k in keys):
        return _meant(actor, "SYR-REB")
    return actor


def _meant(actor: ActorMention, actor_id: str) -> ActorMention:
    body = get_actor(actor_id)
    return replace(actor, actor_id=actor_id, sector=actor_id[4:7], name_en=body.name_en if body else None)


def can_initiate(type_: str, actor: ActorMention) -> bool:
    """Whether a body of this sector can have done what the type says: civilians do not shell, parliaments do not arrest."""
    actor = as_fighter(type_, actor)
    if type_ == "suicide_attack" and actor.specificity == "people":
        return False  # the bomber is no body: whom nobody names is left out
    if actor.actor_id == "ISR-CVL" and type_ in _BY_SETTLERS and any(w in actor.text for w in _SETTLERS):
        return True
    return can_sector_initiate(type_, actor.sector)


def can_sector_initiate(type_: str, sector: str) -> bool:
    """Whether bodies of a sector do what the type says: IGO no air strike, MIL one."""
    return type_ not in _BY_ARMED or sector not in UNARMED or sector in _MAY_STILL.get(type_, frozenset())
