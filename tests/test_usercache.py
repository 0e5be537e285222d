"""The cache: what is written is read again, what is damaged is not, and a folder that cannot be had costs nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from marsad.lexicon import triggers
from marsad.text.yamldata import parse_yaml
from marsad.usercache import cache_path, read_cached, write_cached

FORM = dict[str, tuple[int, ...]]
VALUE = {"قصف": (1, 2), "غارة": ()}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "marsad"


def test_what_is_written_is_read_again(folder: Path) -> None:
    path = cache_path("words", "a1")
    assert path.parent == folder
    assert read_cached(path, FORM) is None
    write_cached(path, VALUE)
    assert read_cached(path, FORM) == VALUE
    assert [f.name for f in folder.iterdir()] == ["words-a1.msgpack"]


@pytest.mark.parametrize(
    "damage",
    [lambda d: b"", lambda d: d[:-1], lambda d: d[:40] + b"\x00" + d[41:], lambda d: d[::-1], lambda d: d[:32]],
    ids=["empty", "cut", "one-byte", "reversed", "sum-alone"],
)
def test_a_damaged_file_is_as_none(folder: Path, damage: object) -> None:
    path = cache_path("words", "a1")
    write_cached(path, VALUE)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert read_cached(path, FORM) is None


def test_another_form_is_as_none(folder: Path) -> None:
    path = cache_path("words", "a1")
    write_cached(path, ["قصف"])
    assert read_cached(path, FORM) is None


def test_older_files_of_the_kind_go(folder: Path) -> None:
    for kind in ("words", "verbs"):
        for digest in ("a1", "b2", "c3"):
            write_cached(cache_path(kind, digest), VALUE, keep=2)
    assert sorted(f.name for f in folder.glob("words-*")) == ["words-b2.msgpack", "words-c3.msgpack"]
    assert len(list(folder.glob("verbs-*"))) == 2


def test_a_folder_that_cannot_be_had_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    path = cache_path("words", "a1")
    write_cached(path, VALUE)
    assert read_cached(path, FORM) is None


def test_verbs_from_the_cache_are_those_that_were_conjugated(folder: Path) -> None:
    made = triggers._conjugations.__wrapped__()
    assert len(list(folder.glob("verbs-*"))) == 1
    assert triggers._conjugations.__wrapped__() == made
    verb = "قصف I/a~i"
    assert made[verb] == triggers.conjugate_third(verb)


def test_data_files_are_parsed_once_and_mean_the_same(folder: Path) -> None:
    text = "words: [قصف, غارة]\nangles: {شمال: 0, 90: شرق}\nshare: 0.5\nnone: null\nyes: true\n"
    first = parse_yaml(text)
    assert first == {"words": ["قصف", "غارة"], "angles": {"شمال": 0, 90: "شرق"}, "share": 0.5, "none": None, True: True}
    assert len(list(folder.glob("data-*"))) == 1
    assert parse_yaml(text) == first


def test_what_the_cache_cannot_hold_is_parsed_each_time(folder: Path) -> None:
    assert parse_yaml("day: 2024-03-05") == parse_yaml("day: 2024-03-05") == {"day": date(2024, 3, 5)}
    assert list(folder.glob("data-*")) == []


def test_a_fault_in_a_data_file_is_told(folder: Path) -> None:
    with pytest.raises(ValueError, match="line 1"):
        parse_yaml("words: [قصف")
