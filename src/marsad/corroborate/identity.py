"""Ids of incidents that stay: a group goes on under the id that most of its reports had, and what became of the others is told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import count
from typing import Literal, NamedTuple

from marsad.model import content_id


class Fate(NamedTuple):
    """What became of an incident's id: `merged` into another, `split` (part of it is another now), `dissolved`."""

    incident_id: str
    fate: Literal["merged", "split", "dissolved"]
    into_id: str | None


def assign_ids(
    groups: Sequence[Sequence[str]], before: Mapping[str, str], since: Mapping[str, int], taken: Collection[str]
) -> tuple[list[str], list[Fate]]:
    """The id of every group, in order, and the fates of old ids.

    `before`: report → the incident it was in; `since`: incident → the run that made it; `taken`: ids that are or were in use.
    Of several old ids a group keeps the one with most of its reports, of equals the oldest; an id goes on in one group only.
    """
    shares = []
    for number, group in enumerate(groups):
        for incident, held in Counter(before[r] for r in group if r in before).items():
            shares.append((-held, since.get(incident, 0), incident, number))
    names: dict[int, str] = {}
    used: set[str] = set()
    for _, _, incident, number in sorted(shares):
        if number not in names and incident not in used:
            names[number] = incident
            used.add(incident)
    reserved = {*taken, *used}
    for number, group in enumerate(groups):
        if number not in names:
            names[number] = _unused_id(group, reserved)
            reserved.add(names[number])
    return [names[number] for number in range(len(groups))], _fates(groups, names, before)


def _unused_id(group: Sequence[str], taken: Collection[str]) -> str:
    """The hash of the first report; where an older incident had it, a hash that counts on."""
    return next(name for turn in count() if (name := new_id(group, turn)) not in taken)


def new_id(group: Sequence[str], turn: int = 0) -> str:
    """The id that a new group gets, if those of the turns before are or were in use."""
    return content_id("inc", min(group), turn) if turn else content_id("inc", min(group))


def _fates(groups: Sequence[Sequence[str]], names: Mapping[int, str], before: Mapping[str, str]) -> list[Fate]:
    went: dict[str, set[str]] = defaultdict(set)
    for number, group in enumerate(groups):
        for report in group:
            if report in before:
                went[before[report]].add(names[number])
    fates = []
    for incident in sorted(set(before.values())):
        others = sorted(went[incident] - {incident})
        if incident in names.values():
            fates += [Fate(incident, "split", other) for other in others]
        elif others:
            fates += [Fate(incident, "merged" if len(others) == 1 else "split", other) for other in others]
        else:
            fates.append(Fate(incident, "dissolved", None))
    return fates
