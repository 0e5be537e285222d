"""The workbench over TLS with a certificate of one's own: pages, cookies that never travel in the clear, and plain HTTP refused."""

from __future__ import annotations

import re
import signal
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from marsad.web.accounts import Accounts
from marsad.web.visitors import SESSION_COOKIE

PASSWORD = "كلمة-سر-طويلة"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of this machine that signs itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = folder / "cert.pem", folder / "key.pem"
    cert_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return cert_file, key_file


@pytest.fixture(scope="module")
def served(certificate: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of `marsad serve` with that certificate."""
    store = tmp_path_factory.mktemp("store") / "record.duckdb"
    accounts = Accounts(store.with_name("record.duckdb.accounts"))
    accounts.add("سلمى", PASSWORD, "owner")
    accounts.close()
    cert, key = map(str, certificate)
    started = subprocess.Popen(
        [sys.executable, "-c", "from marsad.cli import main; main()", "serve", "--store", str(store), "--port", "0",
         "--tls-cert", cert, "--tls-key", key],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )  # fmt: skip
    assert started.stderr is not None
    found = re.search(r"https://127\.0\.0\.1:(\d+)", started.stderr.readline())
    assert found
    yield int(found[1])
    started.send_signal(signal.SIGTERM)
    assert "the store is free" in started.communicate(timeout=30)[1]


class KeepGoing(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        """Redirects are looked at, not followed."""


def browser(certificate: tuple[Path, Path]) -> urllib.request.OpenerDirector:
    trusted = ssl.create_default_context(cafile=str(certificate[0]))
    return urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusted), KeepGoing())


def test_pages_come_encrypted_and_browsers_are_told_to_stay(certificate: tuple[Path, Path], served: int) -> None:
    with browser(certificate).open(f"https://localhost:{served}/sign-in", timeout=20) as answer:
        assert answer.status == 200
        assert "max-age" in answer.headers["strict-transport-security"]
        assert all("Secure" in cookie for cookie in answer.headers.get_all("set-cookie"))


def test_the_cookie_of_a_session_never_travels_in_the_clear(certificate: tuple[Path, Path], served: int) -> None:
    opener = browser(certificate)
    with opener.open(f"https://localhost:{served}/sign-in", timeout=20) as page:
        guest = page.headers["set-cookie"].partition(";")[0]
        csrf = re.search(r'name="csrf" value="([^"]+)"', page.read().decode())
    assert csrf
    fields = urllib.parse.urlencode({"csrf": csrf[1], "name": "سلمى", "password": PASSWORD}).encode()
    request = urllib.request.Request(
        f"https://localhost:{served}/sign-in", fields, {"cookie": guest, "origin": f"https://localhost:{served}"}
    )
    with pytest.raises(urllib.error.HTTPError) as told:
        opener.open(request, timeout=20)
    assert told.value.code == 303
    [cookie] = [c for c in told.value.headers.get_all("set-cookie") if c.startswith(SESSION_COOKIE)]
    assert {"Secure", "HttpOnly", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}


def test_who_does_not_trust_the_certificate_gets_nothing(served: int) -> None:
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        urllib.request.urlopen(f"https://localhost:{served}/sign-in", timeout=20)


def test_plain_http_and_old_protocols_are_refused(served: int) -> None:
    with socket.create_connection(("127.0.0.1", served), timeout=20) as plain:
        plain.sendall(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200 OK" not in plain.recv(4096)
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection(("127.0.0.1", served), timeout=20) as opened,
        pytest.raises((ssl.SSLError, ConnectionError)),
    ):
        old.wrap_socket(opened)
