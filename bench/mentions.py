"""How many sentences a second the readers of quantities and of times take on one core, each alone and both together.

    python bench/mentions.py [--seconds 3] [--profile quantities|times|both]

The sentences are those of the lexicon's examples, of `examples/` and of `bench/expressions/`. See README.md beside it.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import sys
import time
from collections.abc import Callable
from functools import _lru_cache_wrapper
from pathlib import Path

from marsad.lexicon.triggers import examples
from marsad.model import Document, Published
from marsad.numerals import find_duals, find_quantities
from marsad.reading import iter_documents
from marsad.temporal import find_times
from marsad.text.sentences import find_sentences
from marsad.text.words import Words

ROOT = Path(__file__).parents[1]
EXPRESSIONS = ROOT / "bench" / "expressions"
#: The length of a typical sentence of the news, in characters; shorter ones are joined up to it.
SENTENCE = 120
PUBLISHED = Published.from_metadata("2020-06-02")
COSTLIEST = 25

Reader = Callable[[Words], object]


def _quantities(words: Words) -> object:
    return find_duals(words, find_quantities(words))


def _times(words: Words) -> object:
    return find_times(words, PUBLISHED)


def _both(words: Words) -> object:
    return _quantities(words), _times(words)


READERS: dict[str, Reader] = {"quantities": _quantities, "times": _times, "both": _both}


def main(arguments: list[str] | None = None) -> None:
    """Run the benchmark with these command-line arguments."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=3, help="how long to measure each reader (default 3)")
    parser.add_argument("--profile", choices=READERS, help=f"print the {COSTLIEST} costliest functions of a reader")
    options = parser.parse_args(arguments)
    sentences = load_sentences()
    _both(Words("قتل جنديان أمس"))  # the lexicons are loaded once, and not measured
    mean = sum(map(len, sentences)) / len(sentences)
    print(f"{len(sentences)} sentences, {mean:.0f} characters on average; the words are split within the time measured")
    if options.profile:
        profile(READERS[options.profile], sentences)
        return
    for name, reader in READERS.items():
        forget()
        cold = once(reader, sentences)
        print(
            f"{name:11} {cold:>8,.0f} sentences/s the first time, {steady(reader, sentences, options.seconds):>8,.0f} after"
        )


def load_sentences() -> list[str]:
    """Sentences of about `SENTENCE` characters, none twice."""
    texts = [s.text for found in examples().values() for s in found]
    texts += [doc.text for doc in iter_documents([ROOT / "examples"]) if isinstance(doc, Document)]
    for path in sorted(EXPRESSIONS.glob("*.jsonl")):
        texts += [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    sentences: list[str] = []
    held = ""
    for text in dict.fromkeys(texts):
        words = Words(text)
        for first, last in find_sentences(words):
            held = f"{held} {words.text(first, last)}".strip()
            if len(held) >= SENTENCE * 0.75:
                sentences.append(held)
                held = ""
    return list(dict.fromkeys(sentences))


def forget() -> None:
    """Empty what the readers remember about words, as before a text of unknown words; what is read from files stays."""
    for module in [m for name, m in sys.modules.items() if name.startswith("marsad.")]:
        for value in vars(module).values():
            if isinstance(value, _lru_cache_wrapper) and value.cache_parameters()["maxsize"] is not None:
                value.cache_clear()


def once(reader: Reader, sentences: list[str]) -> float:
    """Sentences a second of processor time in one pass over all."""
    started = time.process_time()
    for sentence in sentences:
        reader(Words(sentence))
    return len(sentences) / (time.process_time() - started)


def steady(reader: Reader, sentences: list[str], seconds: float) -> float:
    """The fastest pass of those that fit into the time."""
    best, end = 0.0, time.process_time() + seconds
    while time.process_time() < end:
        best = max(best, once(reader, sentences))
    return best


def profile(reader: Reader, sentences: list[str]) -> None:
    """The costliest functions of a second pass."""
    once(reader, sentences)
    with cProfile.Profile() as run:
        once(reader, sentences)
    pstats.Stats(run, stream=sys.stdout).sort_stats("tottime").print_stats(COSTLIEST)


if __name__ == "__main__":
    main()
