"""Who did what to whom, by two views on a sentence: the coder's clause heuristics, and a light dependency view.

    .venv/bin/python bench/compare_roles.py [GOLD.jsonl …]          # gold/examples.jsonl when none is named

The dependency view gives every actor one governor within its clause: the verb or noun of the happening to which it is
subject, object, genitive or preposition phrase, found from left to right as in a treebank of Arabic, and reads roles off
the slot and the valency of the trigger alone. The heuristics look at the whole sentence and ask who can have done it.
The third row takes the heuristics, and the dependency view for the roles that they leave open.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from marsad.api import code
from marsad.coding import framing
from marsad.coding.cast import Cast
from marsad.coding.draft import Filler, TriggerHit
from marsad.coding.functionwords import function_words
from marsad.coding.roles import find_fillers, make_filler
from marsad.evaluation import read_gold, score

Finder = Callable[[Cast, TriggerHit], tuple[Filler, ...]]
Slot = Literal["subject", "object", "genitive", "agent", "against"]
EXAMPLES = Path(__file__).parents[1] / "gold" / "examples.jsonl"
#: Where a clause ends, beside the words that open a relative one.
_STOPS = frozenset("،؛:.؟!")


def main() -> None:
    """Score each view on the same texts and print precision, recall and F1 of both roles."""
    parser = argparse.ArgumentParser(description="roles by clause heuristics and by a light dependency view")
    parser.add_argument("gold", nargs="*", type=Path, default=[EXAMPLES])
    options = parser.parse_args()
    documents = [document for path in options.gold for document in read_gold(path)]
    views: tuple[tuple[str, Finder], ...] = (
        ("clause heuristics", find_fillers),
        ("dependency view", by_governor),
        ("heuristics, then dependency view", either),
    )
    print(f"{len(documents)} documents; precision, recall, F1")
    for name, finder in views:
        framing.find_fillers = finder
        coded = {d.id: code(d.text, id=d.id, published=d.published).to_dict() for d in documents}
        figures = score(documents, coded).figures
        cells = (
            f"{role} {f.precision:.3f} {f.recall:.3f} {f.f1:.3f}"
            for role in ("initiator", "target")
            for f in [figures[role]]
        )
        print(f"{name:34}", "   ".join(cells), f"   record {figures['record'].f1:.3f}")
    framing.find_fillers = find_fillers


def either(cast: Cast, hit: TriggerHit) -> tuple[Filler, ...]:
    """The heuristics' fillers, and those of the dependency view in roles that they leave open."""
    found = find_fillers(cast, hit)
    roles, spans = {f.role for f in found}, {f.span for f in found}
    return (*found, *(f for f in by_governor(cast, hit) if f.role not in roles and f.span not in spans))


def by_governor(cast: Cast, hit: TriggerHit) -> tuple[Filler, ...]:
    """The fillers read off slots: in "قصف الجيش مواقع المسلحين" الجيش is subject, المسلحين within the object."""
    entry, out = hit.entry, []
    passive = hit.form == "verb" and hit.passive
    parts = {
        "subject": entry.object if passive else entry.subject if hit.support is None else hit.support_role,
        "object": entry.object,
        "genitive": "initiator" if entry.genitive == "attacker" else entry.genitive,
        "agent": "initiator",
        "against": "target",
    }
    for slot, at in slots(cast, hit):
        actor = next(a for a, _ in cast.near(hit) if a.first == at)
        role = parts[slot]
        if (
            role in ("initiator", "target", "supporter", "affected")
            and actor.actor_id
            and role not in {f.role for f in out}
        ):
            out += [make_filler(role, each, slot) for each in cast.with_coordinated(actor) if each.actor_id]  # type: ignore[arg-type]
    return tuple(out)


def slots(cast: Cast, hit: TriggerHit) -> list[tuple[Slot, int]]:
    """The actors that the trigger governs, in text order, each with its slot."""
    words = cast.draft.words
    head = hit.first if hit.support is None else hit.support
    low, high = _clause(cast, min(head, hit.first), hit.last)
    verbal = hit.form == "verb" or hit.support is not None
    found: list[tuple[Slot, int]] = []
    taken: set[str] = set()
    for actor, case in cast.near(hit):
        if not low <= actor.first < high:
            continue
        if case == "agent" and actor.first > head:
            found.append(("agent", actor.first))
        elif case == "against" and actor.first > head:
            found.append(("against", actor.first))
        elif case in ("bare", "possessor") and hit.form == "noun" and actor.first == hit.last:
            found.append(("genitive", actor.first))
        elif case == "bare" and verbal and not cast.verb_between(*sorted((head, actor.first))):
            slot: Slot = "object" if "subject" in taken and actor.first > head else "subject"
            if actor.first > head or (actor.last == head or words[head].key[:1] not in "وف"):
                taken.add(slot)
                found.append((slot, actor.first))
        elif case == "possessor" and verbal and "subject" in taken and actor.first > head:
            found.append(("object", actor.first))  # مواقع المسلحين: within the object
    return found


def _clause(cast: Cast, first: int, last: int) -> tuple[int, int]:
    """The words around a trigger up to the next mark or relative word on each side."""
    words, relative = cast.draft.words, function_words().relative
    start, end = cast.draft.layout.sentence(first)
    low = next(
        (i + 1 for i in range(first - 1, start - 1, -1) if words.key(i) in _STOPS or words.key(i) in relative), start
    )
    high = next((i for i in range(last, end) if words.key(i) in _STOPS or words.key(i) in relative), end)
    return low, high


if __name__ == "__main__":
    main()
