"""Hard toponyms, as a whole: what share of them comes out right."""

from __future__ import annotations

from hard_place_cases import find_fault, load_cases

CASES = load_cases()


def test_nearly_all_hard_cases_are_right() -> None:
    faults = {case["text"]: fault for case in CASES if (fault := find_fault(case))}
    assert len(CASES) >= 150
    assert len(faults) <= 0.05 * len(CASES), "\n".join(f"{text}: {fault}" for text, fault in faults.items())


def test_no_case_stands_twice() -> None:
    texts = [case["text"] for case in CASES]
    assert len(set(texts)) == len(texts)
