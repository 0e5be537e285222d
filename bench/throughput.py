"""How fast the coder works on one core, and whether its memory stays flat.

    python bench/throughput.py [--documents 5000] [--profile]

Codes the articles of `examples/` over and over until the number of documents is reached. See README.md beside it.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from marsad.api import code_document
from marsad.lexicon.triggers import examples
from marsad.model import Document
from marsad.reading import iter_documents

EXAMPLES = Path(__file__).parents[1] / "examples"
#: The length of an article of the news, in characters: what rates are given for, and what sentences are joined to.
ARTICLE = 2500
#: Shares of the run after which memory is read.
MARKS = (0.1, 0.5, 1.0)
COSTLIEST = 25


def main(arguments: list[str] | None = None) -> None:
    """Run the benchmark with these command-line arguments."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, default=5000, help="how many documents to code (default 5000)")
    parser.add_argument(
        "--profile", action="store_true", help=f"print the {COSTLIEST} costliest functions (slows down)"
    )
    options = parser.parse_args(arguments)
    if options.documents < 1:
        parser.error("--documents: at least one is needed")
    texts, origin = load_texts()
    code_document(Document(id="warm-up", text=texts[0]))  # lexicons and gazetteers are loaded once, and not measured
    print(f"{options.documents} documents from {len(texts)} texts of {origin}, {mean(texts):.0f} characters on average")
    if options.profile:
        with cProfile.Profile() as profile:
            measure(texts, options.documents)
        pstats.Stats(profile).sort_stats("tottime").print_stats(COSTLIEST)
    else:
        measure(texts, options.documents)


def load_texts() -> tuple[list[str], str]:
    """The articles to code and where they come from: the files of `examples/`, or else sentences of the lexicon."""
    found = iter_documents([EXAMPLES]) if EXAMPLES.is_dir() else ()
    articles = [doc.text for doc in found if isinstance(doc, Document)]
    if articles:
        return articles, "examples/"
    return list(
        join_sentences(s.text for found in examples().values() for s in found)
    ), "the lexicon's example sentences"


def join_sentences(sentences: Iterator[str]) -> Iterator[str]:
    """Texts of at least `ARTICLE` characters: four sentences make a paragraph, as in the news."""
    article = ""
    for i, sentence in enumerate(sentences):
        article += sentence + (" " if (i + 1) % 4 else "\n\n")
        if len(article) >= ARTICLE:
            yield article
            article = ""
    if article:
        yield article


def measure(texts: list[str], documents: int) -> None:
    """Code `documents` documents, the texts in turn, and print the figures."""
    marks = {max(1, round(documents * share)): share for share in MARKS}
    characters = events = failures = 0
    started = time.perf_counter()
    for i, text in enumerate(islice(cycle(texts), documents), start=1):
        coded = code_document(Document(id=str(i), text=text))
        characters += len(text)
        events += len(coded.events)
        failures += len(coded.failures)
        if i in marks:
            print(f"  {marks[i]:4.0%} coded: peak memory {peak_megabytes():.0f} MB")
    seconds = time.perf_counter() - started
    rate = characters / seconds
    print(f"{documents / seconds:,.1f} articles/s, {rate:,.0f} characters/s, {seconds:.1f} s in all")
    print(f"{rate / ARTICLE:,.1f} articles/s of {ARTICLE} characters each")
    print(f"{events} events, {failures} failures")


def peak_megabytes() -> float:
    """The highest memory that the process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def mean(texts: list[str]) -> float:
    """The mean length of the texts in characters."""
    return sum(map(len, texts)) / len(texts)


if __name__ == "__main__":
    main()
