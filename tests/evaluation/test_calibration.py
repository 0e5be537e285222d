"""Calibration: bins of equal count, and the distance between confidence and truth."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.evaluation.calibration import calibration_bins, calibration_error

JUDGED = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60)


def test_what_is_right_as_often_as_it_claims_has_no_error() -> None:
    judged = [(0.5, True), (0.5, False)] * 10 + [(1.0, True)] * 20
    assert calibration_error(calibration_bins(judged, 2)) == pytest.approx(0.0)


def test_sureness_without_truth_is_all_error() -> None:
    assert calibration_error(calibration_bins([(0.9, False)] * 10)) == pytest.approx(0.9)


def test_no_events_no_error() -> None:
    assert calibration_bins([]) == []
    assert calibration_error([]) == 0.0


@given(JUDGED, st.integers(1, 12))
def test_bins_share_the_events_evenly_in_order(judged: list[tuple[float, bool]], bins: int) -> None:
    found = calibration_bins(judged, bins)
    assert sum(b.count for b in found) == len(judged)
    assert not found or max(b.count for b in found) - min(b.count for b in found) <= 1
    means = [b.confidence for b in found]
    assert all(a <= b + 1e-9 for a, b in itertools.pairwise(means))
    assert 0 <= calibration_error(found) <= 1
