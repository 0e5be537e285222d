"""The API answers as its description says, whatever is sent: schemathesis makes the requests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from marsad.web.api import make_api

from .serving import open_workbench, running

_CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


schema = schemathesis.openapi.from_dict(make_api().openapi())


@pytest.fixture(scope="module")
def served(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """Address and header of a workbench of its own: what is judged stays."""
    path = tmp_path_factory.mktemp("schema") / "store.duckdb"
    shutil.copy(example_store, path)
    with open_workbench(path) as opened, running(opened) as address:
        yield address, opened.token("owner")


@schema.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_operation_keeps_its_word(case: Any, served: tuple[str, dict[str, str]]) -> None:
    address, headers = served
    case.call_and_validate(base_url=f"{address}/api/v1", headers=headers, checks=_CHECKS)
