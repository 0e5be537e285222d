"""Which addresses are asked: none of the inside of a network, in whatever form it is written."""

from __future__ import annotations

import pytest

from marsad.errors import NotAllowed, NotFetched
from marsad.fetching.addresses import Guard, parse_address, why_refused

REFUSED = [
    ("127.0.0.1", "loopback"),
    ("127.8.9.10", "loopback"),
    ("0.0.0.0", "unspecified"),
    ("10.0.0.1", "private"),
    ("172.16.0.1", "private"),
    ("172.31.255.255", "private"),
    ("192.168.1.1", "private"),
    ("100.64.0.1", "reserved"),
    ("100.100.100.200", "reserved"),
    ("169.254.0.1", "link-local"),
    ("169.254.169.254", "link-local"),
    ("168.63.129.16", "special use"),
    ("192.0.0.192", "special use"),
    ("198.18.0.1", "private"),
    ("224.0.0.1", "multicast"),
    ("240.0.0.1", "private"),
    ("255.255.255.255", "private"),
    ("::", "unspecified"),
    ("::1", "loopback"),
    ("fe80::1", "link-local"),
    ("fe80::1%eth0", "link-local"),
    ("fc00::1", "private"),
    ("fd00:ec2::254", "private"),
    ("ff02::1", "multicast"),
    ("2001:db8::1", "private"),
    ("::ffff:127.0.0.1", "loopback"),
    ("::ffff:10.0.0.1", "private"),
    ("::ffff:a9fe:a9fe", "link-local"),
    ("::127.0.0.1", "loopback"),
    ("64:ff9b::7f00:1", "loopback"),
    ("64:ff9b::a00:1", "private"),
    ("2002:7f00:1::", "loopback"),
    ("2002:a9fe:a9fe::", "link-local"),
    ("2001:0:7f00:1::f5ff:fffe", "loopback"),
]


@pytest.mark.parametrize(("address", "reason"), REFUSED, ids=[a for a, _ in REFUSED])
def test_addresses_of_the_inside_are_refused(address: str, reason: str) -> None:
    assert reason in (why_refused(address) or "allowed")


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_public_addresses_are_not(address: str) -> None:
    assert why_refused(address) is None


#: Forms of 127.0.0.1 and 169.254.169.254 that the system's resolver understands.
WRITTEN = [
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "0x7f.1",
    "2852039166",
    "localhost",
    "::1",
    "::ffff:7f00:1",
]


@pytest.mark.parametrize("host", WRITTEN)
def test_the_guard_resolves_before_it_judges(host: str) -> None:
    with pytest.raises(NotAllowed, match="leads to"):
        Guard().check(host, 80)


def test_a_name_that_leads_inside_is_refused_with_the_advice() -> None:
    guard = Guard(resolve=lambda host, port: ["10.0.0.5"])
    with pytest.raises(NotAllowed, match=r"leads to 10\.0\.0\.5, a private address; add --allow-private"):
        guard.check("intranet.example.org", 80)


def test_a_name_that_leads_outside_and_inside_is_refused() -> None:
    with pytest.raises(NotAllowed):
        Guard(resolve=lambda host, port: ["93.184.216.34", "127.0.0.1"]).check("example.org", 80)


def test_private_addresses_can_be_allowed() -> None:
    assert Guard(allow_private=True, resolve=lambda host, port: ["10.0.0.5"]).check("x", 80) == ["10.0.0.5"]


def test_a_name_that_is_not_known() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(NotFetched, match="not known"):
        Guard(resolve=resolve).check("nowhere.example", 80)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.org/", "only http and https"),
        ("gopher://example.org/", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("example.org/page", "only http and https"),
        ("http://", "no host"),
        ("http://user:secret@example.org/", "name or password"),
        ("http://[fe80::1%25eth0]/", "zone"),
        ("http://example.org:99999/", "no address"),
        ("http://[::1", "no address"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url: str, told: str) -> None:
    with pytest.raises(NotAllowed, match=told):
        parse_address(url)


@pytest.mark.parametrize(
    ("url", "one_form"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a#b", "https://example.org/a"),
        ("http://example.org:8080/a b", "http://example.org:8080/a%20b"),
        ("https://example.org/خبر?q=قصف", "https://example.org/%D8%AE%D8%A8%D8%B1?q=%D9%82%D8%B5%D9%81"),
        ("https://example.org/%D8%AE", "https://example.org/%D8%AE"),
        ("http://موقع.مصر/", "http://xn--4gbrim.xn--wgbh1c/"),
        ("http://[2606:2800::1]:81/", "http://[2606:2800::1]:81/"),
        (" https://example.org/a\t", "https://example.org/a"),
    ],
)
def test_an_address_has_one_form(url: str, one_form: str) -> None:
    assert str(parse_address(url)) == one_form
    assert str(parse_address(one_form)) == one_form
