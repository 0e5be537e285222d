"""How long `marsad` takes to start, from the interpreter's first step to its last, each run in a process of its own.

    python bench/startup.py [--runs 7] [--jobs 2] [--cold]

The goal is that `marsad mentions` starts in less than 0.6 seconds with all embedded places, from a warm cache. See README.md beside it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
SENTENCE = "قتل جنديان بانفجار عبوة ناسفة في قضاء الحويجة بمحافظة كركوك"
#: Seconds that `marsad mentions` may take from a warm cache.
GOAL = 0.6
#: Several rows of as many documents each, to see what a further process costs.
DOCUMENTS = (1, 200)


def main(arguments: list[str] | None = None) -> None:
    """Run the benchmark with these command-line arguments."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=7, help="how often each command is run (default 7)")
    parser.add_argument("--jobs", type=int, default=2, help="processes of `marsad code --jobs` (default 2)")
    parser.add_argument("--cold", action="store_true", help="also compile the places without a cache")
    options = parser.parse_args(arguments)
    if options.runs < 1 or options.jobs < 1:
        parser.error("--runs, --jobs: at least one is needed")
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "XDG_CACHE_HOME": folder}
        mentions = ["mentions", SENTENCE, "--format", "jsonl"]
        seconds, _ = run(mentions, environment)
        print(f"mentions, the first time (the places are compiled): {seconds:.2f} s")
        show("--help", times(["--help"], environment, options.runs))
        best = show("mentions, from the cache", times(mentions, environment, options.runs))
        print(f"  goal: below {GOAL} s; {'kept' if best < GOAL else 'MISSED'} by the fastest run")
        if options.cold:
            cold = {**environment, "XDG_CACHE_HOME": str(Path(folder) / "no" / "such")}
            Path(folder, "no").write_text("in the way: nothing can be cached", encoding="utf-8")
            show("mentions, without a cache", times(mentions, cold, options.runs))
        for count in DOCUMENTS:
            records = Path(folder) / f"{count}.jsonl"
            line = '{"id": "%d", "text": "' + SENTENCE + '"}\n'
            records.write_text("".join(line % i for i in range(count)), encoding="utf-8")
            for jobs in dict.fromkeys((1, options.jobs)):
                command = ["code", str(records), "--format", "jsonl", "--jobs", str(jobs)]
                show(f"code, {count} sentences, --jobs {jobs}", times(command, environment, max(1, options.runs // 2)))


def times(arguments: list[str], environment: dict[str, str], runs: int) -> list[tuple[float, float]]:
    """Seconds on the clock and of CPU for each run."""
    return [run(arguments, environment) for _ in range(runs)]


def run(arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Run `marsad` once; seconds on the clock, and of CPU with those of its own processes. A failure ends the benchmark."""
    before, started = os.times(), time.perf_counter()
    command = [sys.executable, "-c", "from marsad.cli import main; main()", *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=False)
    seconds, after = time.perf_counter() - started, os.times()
    if done.returncode:
        sys.exit(done.stderr.decode("utf-8", "replace"))
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, used


def show(name: str, taken: list[tuple[float, float]]) -> float:
    """Print the fastest and the median run; the fastest in seconds on the clock."""
    clock, used = ([pair[i] for pair in taken] for i in (0, 1))
    print(f"{name}: fastest {min(clock):.2f} s, median {median(clock):.2f} s; CPU {min(used):.2f} s")
    return min(clock)


if __name__ == "__main__":
    main()
