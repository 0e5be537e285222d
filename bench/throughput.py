"""How fast the coder works on one core, and whether its memory stays flat.

    python bench/throughput.py [--documents 5000] [--news] [--profile | --lengths | --once [FILE]]

Codes texts of about 2,500 characters, made of the articles of `examples/` or (`--news`) of sentences of which one in five
tells an event, until the number of documents is reached. See README.md beside it.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import hashlib
import json
import pstats
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, cycle, islice
from pathlib import Path

import msgspec

from marsad.api import code_documents
from marsad.coding.draft import Draft
from marsad.coding.pipeline import STAGES
from marsad.lexicon.triggers import examples
from marsad.model import Document
from marsad.reading import iter_documents
from marsad.text.words import Words

EXAMPLES = Path(__file__).parents[1] / "examples"
SENTENCES = Path(__file__).parents[1] / "gold" / "judge_sentences.jsonl"
ORDINARY = Path(__file__).parent / "ordinary_news.txt"
#: One sentence in so many tells an event of the codebook.
EVENT_EVERY = 5
LENGTHS = (2_500, 10_000, 40_000, 150_000, 600_000)
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
    parser.add_argument("--news", action="store_true", help="texts of which one sentence in five tells an event")
    parser.add_argument(
        "--once",
        type=Path,
        nargs="?",
        const=SENTENCES,
        metavar="FILE",
        help="every sentence once, so that most words are new: those of FILE (one a line, or the `text` of JSON Lines)",
    )
    parser.add_argument("--lengths", action="store_true", help="what texts of 2,500 to 600,000 characters cost")
    options = parser.parse_args(arguments)
    if options.documents < 1:
        parser.error("--documents: at least one is needed")
    if options.once:
        measure_once(load_once(options.once), options.once.name)
        return
    texts, origin = load_news() if options.news else load_texts()
    for _ in code_documents(Document(id="warm-up", text=text) for text in texts):
        pass  # lexicons and gazetteers are loaded once, and not measured
    if options.lengths:
        measure_lengths(texts)
        return
    per_stage = time_stages(texts) if options.profile else {}
    print(f"{options.documents} documents from {len(texts)} texts of {origin}, {mean(texts):.0f} characters on average")
    if options.profile:
        for stage, share in per_stage.items():
            print(f"  {stage:12} {share:5.1%}")
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
        # Every article leads a text once, so that the texts are as many as the articles and no two are alike.
        return [join_articles(chain(articles[i:], articles[:i])) for i in range(len(articles))], "examples/"
    return list(
        join_sentences(s.text for found in examples().values() for s in found)
    ), "the lexicon's example sentences"


def load_news() -> tuple[list[str], str]:
    """Texts of ordinary news, of which one sentence in five tells an event, and where they come from."""
    lines = [json.loads(line) for line in SENTENCES.read_text("utf-8").splitlines()]
    telling = [line["text"] for line in lines if line["events"]]
    others = cycle(ORDINARY.read_text("utf-8").splitlines())
    mixed = (text for event in telling for text in (event, *islice(others, EVENT_EVERY - 1)))
    return list(join_sentences(mixed)), f"{ORDINARY.name}, one sentence in {EVENT_EVERY} with an event"


def load_once(path: Path) -> list[str]:
    """Texts of the sentences of a file, none twice, in an order that puts what is alike apart."""
    lines = path.read_text("utf-8").splitlines()
    sentences = [json.loads(line)["text"] if line.startswith("{") else line for line in lines]
    unlike = sorted(set(filter(None, sentences)), key=lambda text: hashlib.sha256(text.encode()).digest())
    return list(join_sentences(iter(unlike)))


def measure_once(texts: list[str], origin: str) -> None:
    """Print what texts cost whose words are seen for the first time, in four parts one after the other, and once more."""
    warm = max(1, len(texts) // 20)  # loads the lexicons
    for _ in code_documents(Document(id="warm-up", text=text) for text in texts[:warm]):
        pass
    rest = texts[warm:]
    size = -(-len(rest) // 4)
    parts = [rest[start : start + size] for start in range(0, len(rest), size)]
    for name in ("the first time", "again"):
        print(f"{name:15}", *(f"{cost_of(part):6.1f}" for part in parts), f"ms for each {ARTICLE} characters")
    print(
        f"{len(rest)} texts of {origin}, {mean(rest):.0f} characters on average, {count_words(rest):,} distinct words"
    )


def cost_of(texts: list[str]) -> float:
    """Milliseconds that coding these texts costs for each `ARTICLE` characters."""
    started = time.process_time()
    for _ in code_documents(Document(id="once", text=text) for text in texts):
        pass
    return (time.process_time() - started) / sum(map(len, texts)) * ARTICLE * 1000


def count_words(texts: list[str]) -> int:
    """How many distinct words, in their look-up forms, the texts have."""
    return len({key for text in texts for key in Words(text).keys})


def measure_lengths(texts: list[str]) -> None:
    """Print what one text costs for each 2,500 of its characters, from a short to a very long one."""
    for length in LENGTHS:
        text = "\n\n".join(islice(cycle(texts), length // ARTICLE + 1))[:length]
        seconds = []
        for _ in range(3):
            started = time.process_time()
            (coded,) = code_documents([Document(id="long", text=text)])
            seconds.append(time.process_time() - started)
        cost = min(seconds) / length * ARTICLE * 1000
        print(f"{length:9,} characters: {cost:5.1f} ms for each {ARTICLE}, {len(coded.events)} events")


def join_articles(articles: Iterable[str]) -> str:
    """A text of about `ARTICLE` characters: whole articles one after another, as far as they come nearest to it."""
    text = ""
    for article in articles:
        if text and abs(len(text) + len(article) - ARTICLE) > abs(len(text) - ARTICLE):
            break
        text += article.rstrip() + "\n\n"
    return text


def time_stages(texts: list[str]) -> dict[str, float]:
    """The share of the time that each stage takes, and splitting the texts into words before them."""
    spent: Counter[str] = Counter()
    gc.disable()  # as the coder does
    for i, text in enumerate(texts):
        started = time.process_time()
        draft = Draft(document=Document(id=str(i), text=text), words=Words(text))
        spent["words"] += time.process_time() - started  # type: ignore[assignment]
        for stage in STAGES:
            started = time.process_time()
            draft = msgspec.structs.replace(draft, **stage(draft))
            spent[stage.info.name] += time.process_time() - started  # type: ignore[assignment]
    gc.enable()
    total = sum(spent.values())
    return {name: seconds / total for name, seconds in spent.items()}


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
    started = time.process_time()  # of this process alone: what else runs on the machine counts less
    docs = (Document(id=str(i), text=text) for i, text in enumerate(islice(cycle(texts), documents)))
    for i, coded in enumerate(code_documents(docs), start=1):
        characters += len(coded.document.text)
        events += len(coded.events)
        failures += len(coded.failures)
        if i in marks:
            print(f"  {marks[i]:4.0%} coded: peak memory {peak_megabytes():.0f} MB")
    seconds = time.process_time() - started
    rate = characters / seconds
    print(f"{documents / seconds:,.1f} articles/s, {rate:,.0f} characters/s, {seconds:.1f} s of CPU time in all")
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
