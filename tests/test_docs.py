"""The documentation: links lead somewhere, Python examples run, commands of make and packages that it names are there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import marsad
from marsad.coding.pipeline import STAGES

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("gold/*.md"), *ROOT.glob("docs/**/*.md"))
)


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def without_code(text: str) -> str:
    """Code may hold what looks like links or headings."""
    return re.sub(r"^ *```.*?^ *```", "", text, flags=re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The fragments of a page's headings, as they are commonly made: lower case, words joined by hyphens."""
    headings = re.findall(r"^#+ +(.+)$", without_code(page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r" ", "-", re.sub(r"[^\w\- ]", "", h.strip().lower())) for h in headings}


def links(page: str) -> list[str]:
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", without_code(text_of(page))) if "://" not in link]


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(page), re.DOTALL | re.MULTILINE)


EXAMPLES = [(page, i) for page in PAGES for i in range(len(blocks(page, "python")))]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    lost = []
    for link in links(page):
        name, _, fragment = link.partition("#")
        target = (ROOT / page).parent / name if name else ROOT / page
        if not target.exists() or (fragment and fragment not in anchors(target)):
            lost.append(link)
    assert not lost, f"{page} links to {lost}"


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), ["README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or not page.endswith(".md") or not (ROOT / page).is_file():
            continue
        reached.add(page)
        folder = (ROOT / page).parent
        for link in links(page):
            name = link.partition("#")[0]
            if name:
                waiting.append((folder / name).resolve().relative_to(ROOT).as_posix())
    assert set(PAGES) - reached == set()


@pytest.mark.parametrize(("page", "number"), EXAMPLES, ids=[f"{page}-{i}" for page, i in EXAMPLES])
def test_a_python_example_runs(page: str, number: int, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    script = tmp_path / "example.py"
    script.write_text(blocks(page, "python")[number], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr


TOLD = re.findall(r"^\| ([\u0600-\u06ff][^|]+?) \| (`\w+`|no event)", text_of("docs/coder.md"), re.MULTILINE)


@pytest.mark.parametrize(("sentence", "told"), TOLD, ids=[f"{told.strip('`')}-{i}" for i, (_, told) in enumerate(TOLD)])
def test_a_sentence_of_the_coder_page_is_coded_as_it_says(sentence: str, told: str) -> None:
    coded = marsad.code(sentence, published="2024-05-15")
    values = [value for event in coded.events for value in (event.status, event.modality)]
    assert (told.strip("`") in values) == (told != "no event")
    assert len(coded.events) == (told != "no event")


def test_the_commands_of_make_are_there() -> None:
    named = set(re.findall(r"^make (\w+)", text_of("README.md") + text_of("CONTRIBUTING.md"), re.MULTILINE))
    assert {"demo", "test"} <= named
    assert named <= set(re.findall(r"^(\w+):", text_of("Makefile"), re.MULTILINE))


def test_the_readme_shows_its_figures() -> None:
    for page in ("README.md", "docs/quality.md"):
        for marker in ("examples", "quality"):
            assert re.search(rf"<!-- {marker}:start -->\n.*<!-- {marker}:end -->", text_of(page), re.DOTALL), page
    examples = re.search(r"<!-- examples:start -->\n(.*?)<!-- examples:end -->", text_of("README.md"), re.DOTALL)
    assert examples is not None
    assert "| record |" in examples[1]


def assert_within(told: Any, yielded: Any) -> None:
    """What is told stands in what is yielded, which may hold more fields and more rows."""
    if isinstance(told, dict):
        for name, value in told.items():
            assert_within(value, yielded[name])
    elif isinstance(told, list) and told and isinstance(told[0], dict):
        for value, row in zip(told, yielded, strict=False):
            assert_within(value, row)
    else:
        assert told == yielded


def test_the_event_of_the_readme_is_what_its_sentence_yields() -> None:
    sentence = re.search(r"^> (.+)$", text_of("README.md"), re.MULTILINE)
    assert sentence is not None
    told = json.loads(blocks("README.md", "json")[0])
    events = marsad.code(sentence[1], published="2024-03-12").to_dict()["events"]
    assert len(events) == 1
    assert told.pop("confidence") == pytest.approx(events[0]["confidence"], abs=0.1)
    assert_within(told, events[0])


def test_every_package_is_described() -> None:
    packages = {p.parent.name for p in (ROOT / "src/marsad").glob("*/__init__.py")}
    described = {page.stem for page in (ROOT / "docs/reference").glob("*.md")}
    described |= set(re.findall(r"`marsad\.(\w+)`", text_of("docs/architecture.md")))
    assert packages - described == set()


def test_the_architecture_names_the_layers_in_the_order_of_the_contract() -> None:
    contract = re.findall(r'^  "(marsad\.[^"]+)",$', text_of("pyproject.toml"), re.MULTILINE)
    told = re.findall(r"^\| (`marsad\.[^|]+) \|", text_of("docs/architecture.md"), re.MULTILINE)
    found = [set(re.findall(r"marsad\.\w+", row)) for row in told]
    assert [set(re.findall(r"marsad\.\w+", layer)) for layer in contract] == [
        names - {"marsad.processes"} for names in found
    ]


def test_the_coder_page_lists_the_stages_in_their_order() -> None:
    table = re.search(r"^\| stage \|.*?\n\n", text_of("docs/coder.md"), re.DOTALL | re.MULTILINE)
    assert table is not None
    names = re.findall(r"^\| (\w+) \|", table[0], re.MULTILINE)[1:]
    assert names == [stage.info.name for stage in STAGES]


def test_the_lexicon_page_names_every_data_file() -> None:
    told = set(re.findall(r"[\w/]+\.(?:yaml|csv)", text_of("docs/lexicon.md")))
    named = {Path(name).name for name in told}
    files = {path.name for path in (ROOT / "src/marsad/lexicon/data").glob("*.yaml")}
    assert files - named == set()


def test_the_codebook_lists_every_type() -> None:
    from typing import get_args

    from marsad.model.event import EventType

    rows = [row for row in text_of("docs/codebook.md").splitlines() if row.startswith("| `")]
    told = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert set(get_args(EventType)) <= told
