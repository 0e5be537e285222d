"""The Atom feed of a search: sound to a reader of feeds and to the standard, without names, with conditional requests, revocable."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import feedparser
import pytest
from lxml import etree

from marsad.store import Store
from marsad.web.feeds import ATOM, XHTML

from .serving import NOW, Workbench
from .test_searches import save, take

A, X = f"{{{ATOM}}}", f"{{{XHTML}}}"
#: The same explosion by another outlet, with another toll.
AGAIN = (
    "ارتفع عدد قتلى انفجار العبوة الناسفة في جلولاء بديالى إلى سبعة مدنيين وثمانية جرحى يوم الجمعة 2 كانون الثاني 2026، "
    "بحسب مصدر طبي."
)


def address_of(workbench: Workbench, client: Any, search: str) -> str:
    """Make an address of a feed; its path and query."""
    page = workbench.post(client, f"/searches/{search}/feed").text
    [found] = re.findall(r"http://localhost(/searches/[^<\s]+)", page)
    return str(found).replace("&amp;", "&")


@pytest.fixture
def feed(workbench: Workbench) -> str:
    client = workbench.client("reader")
    return address_of(workbench, client, save(workbench, client, "العراق", "country=IRQ"))


def read(workbench: Workbench, path: str, **headers: str) -> Any:
    answer = workbench.client(None).get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return feedparser.parse(answer.content, response_headers={"content-type": answer.headers["content-type"]})


def test_a_reader_without_account_reads_it(workbench: Workbench, feed: str) -> None:
    found = read(workbench, feed)
    assert not found.bozo
    assert found.version == "atom10"
    assert found.feed.title == "العراق · Marsad"
    assert {link.rel for link in found.feed.links} == {"self", "alternate"}
    assert found.feed.links[0].href == f"http://localhost{feed}"
    with workbench.owner.reading() as store:
        [(count,)] = store.query("SELECT count(*) FROM incidents WHERE country = 'IRQ'").rows
    assert len(found.entries) == count > 1
    for entry in found.entries:
        assert workbench.client("reader").get(entry.link.removeprefix("http://localhost")).status_code == 200
        assert entry.updated_parsed[:6] == (2026, 1, 2, 10, 0, 0)


def test_it_has_what_the_standard_asks_for(workbench: Workbench, feed: str) -> None:
    """RFC 4287, 4.1: what a feed and an entry must and may hold, and how often."""
    root = etree.fromstring(workbench.client(None).get(feed).content)
    assert root.tag == f"{A}feed"
    ids = [root.findtext(f"{A}id")]
    for holder in (root, *root.iter(f"{A}entry")):
        for name in ("id", "title", "updated"):
            assert len(holder.findall(f"{A}{name}")) == 1
        for name in ("published", "summary", "content", "subtitle", "rights", "generator"):
            assert len(holder.findall(f"{A}{name}")) <= 1
        alternates = [
            (n.get("type"), n.get("hreflang")) for n in holder.findall(f"{A}link") if n.get("rel") == "alternate"
        ]
        assert len(alternates) == len(set(alternates)) >= 1
        for time in [n.text for name in ("updated", "published") for n in holder.findall(f"{A}{name}")]:
            assert datetime.fromisoformat(time).utcoffset() is not None
    assert root.findtext(f"{A}author/{A}name")
    for entry in root.iter(f"{A}entry"):
        ids.append(entry.findtext(f"{A}id"))
        assert [child.tag for child in entry.find(f"{A}content")] == [f"{X}div"]
        assert entry.findtext(f"{A}published") <= entry.findtext(f"{A}updated")
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"tag:[\w.-]+,\d{4}(-\d\d){0,2}:\S+", name) for name in ids)


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "ar", "ar"),
        ("", "en-GB,en;q=0.8", "en"),
        ("&lang=en", "ar", "en"),
        ("&lang=ar", "en", "ar"),
        ("&lang=xx", "en", "en"),
    ],
)
def test_it_speaks_the_language_of_its_reader(
    workbench: Workbench, feed: str, query: str, accepted: str, language: str
) -> None:
    answer = workbench.client(None).get(feed + query, headers={"accept-language": accepted})
    root = etree.fromstring(answer.content)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert {div.get("dir") for div in root.iter(f"{X}div")} == {"rtl" if language == "ar" else "ltr"}
    assert ("العراق" if language == "ar" else "Iraq") in root.findtext(f"{A}entry/{A}title")
    assert answer.headers["content-language"] == language
    assert "Accept-Language" in answer.headers["vary"]


def test_what_did_not_change_is_not_sent_again(workbench: Workbench, feed: str) -> None:
    client = workbench.client(None)
    first = client.get(feed)
    tag, when = first.headers["etag"], first.headers["last-modified"]
    for headers in ({"if-none-match": tag}, {"if-none-match": f'"x", W/{tag}'}, {"if-modified-since": when}):
        answer = client.get(feed, headers=headers)
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    for headers in ({"if-none-match": '"x"', "if-modified-since": when}, {"if-modified-since": "nonsense"},
                    {"if-none-match": tag, "accept-language": "ar"}):  # fmt: skip
        assert client.get(feed, headers=headers).status_code == 200
    take(workbench, at="2030-02-03T10:00:00")
    for headers in ({"if-none-match": tag}, {"if-modified-since": when}):
        assert client.get(feed, headers=headers).status_code == 200


def test_a_changed_incident_keeps_its_id_and_comes_first(workbench: Workbench, feed: str) -> None:
    take(workbench)
    before = {e.id: e.updated for e in read(workbench, feed).entries}

    def again(store: Store) -> None:
        import marsad
        from marsad.corroborate.link import link

        run = store.start_run("rules")
        store.add(marsad.code(AGAIN, id="again", source="شبكة", published="2026-01-04"), run)
        store.finish_run(run)
        link(store, at="2026-03-01T08:30:00")

    workbench.owner.write(again)
    after = read(workbench, feed).entries
    assert {e.id for e in after} == set(before)
    assert (after[0].updated, after[0].published) == ("2026-03-01T08:30:00Z", "2026-02-03T10:00:00Z")
    assert [e.updated for e in after[1:]] == [before[e.id] for e in after[1:]]


def test_merged_incidents_go_on_under_one_id(workbench: Workbench, feed: str) -> None:
    before = {e.id for e in read(workbench, feed).entries}
    with workbench.owner.reading() as store:
        pair = [e for (e,) in store.query(
            "SELECT min(event_id) FROM incident_reports JOIN incidents USING (incident_id) WHERE country = 'IRQ' "
            "GROUP BY incident_id ORDER BY 1 LIMIT 2").rows]  # fmt: skip
    reviewer = workbench.client("reviewer")
    assert workbench.post(reviewer, "/judge/pair", kind="same", event=pair[0], other=pair[1]).status_code == 303
    after = {e.id for e in read(workbench, feed).entries}
    assert after < before
    assert len(after) == len(before) - 1


def test_names_of_people_and_words_are_withheld(workbench: Workbench) -> None:
    client = workbench.client("editor")
    path = address_of(workbench, client, save(workbench, client, "x", ""))
    text = workbench.client(None).get(path).text
    with workbench.owner.reading() as store:
        [(titles,)] = store.query("SELECT list(title) FROM documents").rows
        speakers = [
            s for (s,) in store.query("SELECT DISTINCT value FROM statements WHERE slot LIKE 'claims%speaker'").rows
        ]
        named = [a.name for e in store.iter_judged() for a in e.event.actors if a.name and a.actor_id.count("-") == 1]
    for word in (*titles, *speakers, *named):
        assert not word or word not in text


def test_an_address_is_worth_nothing_once_revoked(workbench: Workbench, feed: str) -> None:
    client, reader = workbench.client("reader"), workbench.client(None)
    other = address_of(workbench, client, feed.split("/")[2])
    assert reader.get(feed).status_code == reader.get(other).status_code == 200
    [first, _] = re.findall(r"/searches/feeds/(\d+)/revoke", client.get("/searches").text)
    assert workbench.post(workbench.client("owner"), f"/searches/feeds/{first}/revoke").status_code == 303
    assert reader.get(feed).status_code == 200  # another's address is not one's own to revoke
    assert workbench.post(client, f"/searches/feeds/{first}/revoke").status_code == 303
    assert reader.get(feed).status_code == 404
    assert reader.get(other).status_code == 200


@pytest.mark.parametrize("end", ["delete", "shut", "unshare"])
def test_it_ends_with_the_search_the_account_and_the_sharing(workbench: Workbench, end: str) -> None:
    maker, other = workbench.client("reader"), workbench.client("reviewer")
    search = save(workbench, maker, shared="true")
    path = address_of(workbench, other, search)
    guest = workbench.client(None)
    assert guest.get(path).status_code == 200
    if end == "delete":
        workbench.post(maker, f"/searches/{search}/delete")
    elif end == "shut":
        workbench.accounts.set_disabled("reviewer", True)
    else:
        workbench.post(maker, f"/searches/{search}/shared", shared="false")
    assert guest.get(path).status_code == 404


@pytest.mark.parametrize("token", ["x", "", "' OR 1=1 --", "%00", "a" * 5_000])
def test_a_guess_opens_nothing(workbench: Workbench, feed: str, token: str) -> None:
    search = feed.split("/")[2]
    answer = workbench.client(None).get(f"/searches/{search}/feed.atom", params={"token": token})
    assert answer.status_code == (404 if token else 303)


def test_a_secret_opens_its_own_search_only(workbench: Workbench, feed: str) -> None:
    other = save(workbench, workbench.client("reader"), "آخر", "")
    guest = workbench.client(None)
    assert guest.get(feed.replace(feed.split("/")[2], other)).status_code == 404
    for path in (feed.replace("/feed.atom", ""), f"/digest{feed[feed.index('?') :]}&search={other}"):
        assert guest.get(path).status_code == 303


def test_an_empty_feed_is_a_feed(workbench: Workbench) -> None:
    client = workbench.client("reader")
    found = read(workbench, address_of(workbench, client, save(workbench, client, "لا شيء", "country=MRT")))
    assert not found.bozo
    assert found.entries == []
    assert found.feed.updated > NOW


def test_characters_that_xml_cannot_hold_do_no_harm() -> None:
    from marsad.web.feeds import to_atom
    from marsad.web.i18n import words_in

    body = to_atom(
        "a\x0b\ufffe]]><&b", "s", "q=<&\x01", [], words_in("ar"), address="http://x", own="http://x/f", updated=NOW
    )
    root = etree.fromstring(body)
    assert root.findtext(f"{A}title") == "a\ufffd\ufffd]]><&b · مرصد"
