"""dateparser's search over sentences: JSON lines with `published` and `text` in, one JSON list of [words, ISO date] each out.

The last line is the seconds that reading took, without the first sentences (the argument: how many).
"""

import json
import sys
import time
from datetime import datetime

from dateparser.search import search_dates


def main() -> None:
    """Read the standard input to its end."""
    spent, warm = 0.0, int(sys.argv[1])
    for number, line in enumerate(sys.stdin):
        item = json.loads(line)
        base = datetime.fromisoformat(item["published"] + "T12:00:00")
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"}
        started = time.perf_counter()
        found = search_dates(item["text"], languages=["ar"], settings=settings) or []
        spent += time.perf_counter() - started if number >= warm else 0.0
        print(json.dumps([[words, day.date().isoformat()] for words, day in found]))
    print(spent)


if __name__ == "__main__":
    main()
