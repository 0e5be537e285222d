"""The texts of `sides_cases.txt`: news of two to four sentences with the sides and tolls that each of its happenings has.

A text stands under `## its name`, `//` ends a headline. A happening is `> type @ words of it > initiator > target > tolls`:
"-" is nobody, "killed 3" exactly three, "injured 5+" five or more; `|` separates what is right too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: Texts that the coder does not read rightly yet, with why.
HARD: Final[dict[str, str]] = {
    "the organisation resumed": "the judge takes an execution with its charge for a court's",
    "nominal headline and verb without subject": "the judge sees no side in a verb whose subject only the headline tells",
    "two sides each with its dead": "the number of one side gives way to that of both",
    "hostages by pirates": "a ship is taken, and its crew with it",
    "army tells, then the organisation": "the attackers' dead are told by a word for executions",
    "drone attack on an airport": "a drone with a charge is taken for a car bomb",
    "counterterrorism raid abroad": "a landing from the air is no word of a happening",
    "fishermen by a navy abroad": "people without a country are taken for those of the force that the text names most",
    "ministry speaks, agency hit": "what a ministry condemns is taken for a happening told before",
    "rival factions over a crossing": "no word for factions that fight each other",
    "prisoner dies in custody": "who dies in a prison is of whoever was held there",
    "gunship on boats": "the boats hit had attacked",
    "bomber kills recruits": "who the wounded are stands behind the second number",
    "tribesmen free hostages": "men freed are taken for ground freed",
    "official accused, group denies": "no word tells the country",
    "vehicle attack on soldiers": "running into somebody is an accident for all that is known",
    "village burned": "a village is no thing that burns",
    "siege lifted by assault": "dead lost are taken for ground lost",
}


def read_cases() -> list[tuple[str, str, tuple[str, ...]]]:
    """Name, text and happenings of every case."""
    cases = []
    for block in Path(__file__).with_suffix(".txt").read_text("utf-8").split("## ")[1:]:
        name, *lines = block.splitlines()
        told = tuple(line[2:] for line in lines if line.startswith("> "))
        body = " ".join(line for line in lines if line and not line.startswith("> "))
        cases.append((name.strip(), body.replace(" // ", "\n"), told))
    return cases


CASES: Final = read_cases()
