"""Where the workbench listens, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.errors import BadSetting
from marsad.web.running import listen
from marsad.web.settings import ServeSettings, is_loopback

STORE = Path("x.duckdb")


@pytest.mark.parametrize("hosts", [("0.0.0.0",), ("::",), ("127.0.0.1", "192.168.1.5"), ("example.org",)])
def test_other_machines_need_tls_or_a_word(hosts: tuple[str, ...]) -> None:
    with pytest.raises(BadSetting, match="--tls-cert"):
        ServeSettings(store=STORE, hosts=hosts)
    ServeSettings(store=STORE, hosts=hosts, plain_http=True)


@pytest.mark.parametrize(
    ("fields", "told"),
    [({"port": 70_000}, "port"), ({"tls_cert": Path("a.pem")}, "both"),
     ({"tls_cert": Path("a.pem"), "tls_key": Path("b.pem")}, "no such file")],
)  # fmt: skip
def test_what_cannot_be_is_told(fields: dict[str, object], told: str) -> None:
    with pytest.raises(BadSetting, match=told):
        ServeSettings(store=STORE, **fields)  # type: ignore[arg-type]


def test_a_port_that_is_taken_is_told() -> None:
    [held] = listen(ServeSettings(store=STORE, port=0))
    with pytest.raises(BadSetting, match="cannot be listened on"):
        listen(ServeSettings(store=STORE, port=held.getsockname()[1]))
    held.close()


@pytest.mark.parametrize(
    ("hosts", "names", "allowed"),
    [
        (("127.0.0.1",), (), {"localhost", "127.0.0.1", "::1"}),
        (("0.0.0.0",), (), None),
        (("0.0.0.0",), ("Marsad.example.org",), {"marsad.example.org", "0.0.0.0", "localhost", "127.0.0.1", "::1"}),
    ],
)
def test_the_names_that_it_answers_to(hosts: tuple[str, ...], names: tuple[str, ...], allowed: set[str] | None) -> None:
    assert ServeSettings(store=STORE, hosts=hosts, names=names, plain_http=True).allowed_names == allowed


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("a.b", False)],
)
def test_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
