"""Fetching from a real server of this machine: polite, limited, and resumed where it stopped."""

from __future__ import annotations

import gzip
import time
import zlib
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from fetched_pages import TEXT, error_of, options, run, texts
from web_server import WebServer, page_of

from marsad.errors import BadSetting, NotAllowed, NotFetched, TooLong
from marsad.fetching import FetchOptions, Guard, fetch
from marsad.model import Document
from marsad.reading import ReadOptions, iter_documents


class TestPages:
    def test_a_page_is_read_and_kept_as_it_came(self, server: WebServer, folder: Path) -> None:
        url = server.put("/a", page_of(TEXT), ETag='"1"')
        (one,) = run(folder, url)
        assert one.outcome == "new"
        (doc,) = one.items
        assert isinstance(doc, Document)
        assert TEXT in doc.text
        assert (doc.id, doc.url, doc.title, doc.source) == (url, url, "خبر", "127.0.0.1")
        told = doc.provenance
        assert told is not None
        assert (told.address, told.offset, told.extractor) == (url, 0, "trafilatura")
        assert told.fetched
        assert told.file
        assert Path(told.file).parent == folder

    def test_the_folder_gives_the_same_document_again(self, server: WebServer, folder: Path) -> None:
        urls = [server.put(f"/{i}", page_of(f"{TEXT} {i}")) for i in range(3)]
        fetched = [item for one in run(folder, *urls) for item in one.items]
        again = list(iter_documents([folder]))
        assert [d.key for d in again if isinstance(d, Document)] == [d.key for d in fetched if isinstance(d, Document)]
        assert [i.provenance.offset for i in again if i.provenance] == [
            i.provenance.offset for i in fetched if i.provenance
        ]

    def test_the_archive_is_one_for_other_programs_too(self, server: WebServer, folder: Path) -> None:
        from warcio.archiveiterator import ArchiveIterator

        url = server.put("/a", gzip.compress(page_of(TEXT).encode()), Content_Encoding="gzip", X_Told="yes")
        run(folder, url)
        (warc,) = folder.glob("*.warc.gz")
        with warc.open("rb") as stream:
            kinds = []
            for record in ArchiveIterator(stream, check_digests="raise"):
                kinds.append(record.rec_type)
                if record.rec_type == "response":
                    assert record.http_headers.get_header("X-Told") == "yes"
                    assert record.rec_headers.get_header("WARC-IP-Address") == "127.0.0.1"
                    assert TEXT in record.content_stream().read().decode()
                else:
                    assert TEXT in record.content_stream().read().decode()
        assert kinds == ["response", "conversion"]

    def test_a_page_without_text_is_a_failure_and_its_snapshot_stays(self, server: WebServer, folder: Path) -> None:
        url = server.put("/a", "<html><body></body></html>")
        (one,) = run(folder, url)
        assert "no text" in str(error_of(one))
        assert list(folder.glob("*.warc.gz"))

    def test_an_error_of_one_address_costs_no_other(self, server: WebServer, folder: Path) -> None:
        good = server.put("/good", page_of(TEXT))
        results = run(folder, server.root + "/missing", "ftp://x/", good)
        assert sorted(one.outcome for one in results) == ["failed", "failed", "new"]
        assert "404" in str(error_of(next(r for r in results if r.url.endswith("missing"))))

    def test_a_page_whose_server_tells_no_type_is_known_by_its_beginning(self, server: WebServer, folder: Path) -> None:
        server.pages["/a"] = (200, {}, page_of(TEXT).encode())
        (one,) = run(folder, server.root + "/a")
        assert one.outcome == "new"
        assert len(list(iter_documents([folder]))) == 1

    def test_what_is_no_text_is_not_kept(self, server: WebServer, folder: Path) -> None:
        (one,) = run(folder, server.put("/a.png", b"\x89PNG", "image/png"))
        assert isinstance(error_of(one), NotAllowed)
        assert list(folder.glob("*.warc.gz")) == []


class TestPoliteness:
    def test_the_robots_file_is_asked_once_and_obeyed(self, server: WebServer, folder: Path) -> None:
        server.put("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
        urls = [server.put(path, page_of(TEXT)) for path in ("/a", "/b", "/private/c")]
        results = {one.url: one for one in run(folder, *urls)}
        assert [results[u].outcome for u in urls] == ["new", "new", "failed"]
        assert "robots.txt" in str(error_of(results[urls[2]]))
        assert server.paths() == ["/robots.txt", "/a", "/b"]

    def test_robots_can_be_ignored_with_leave(self, server: WebServer, folder: Path) -> None:
        server.put("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
        (one,) = run(folder, server.put("/a", page_of(TEXT)), obey_robots=False)
        assert one.outcome == "new"
        assert server.paths() == ["/a"]

    def test_rules_for_this_robot_go_before_those_for_all(self, server: WebServer, folder: Path) -> None:
        server.put("/robots.txt", "User-agent: *\nAllow: /\n\nUser-agent: marsad\nDisallow: /\n", "text/plain")
        (one,) = run(folder, server.put("/a", page_of(TEXT)))
        assert "robots.txt" in str(error_of(one))

    def test_a_server_that_cannot_say_its_rules_is_left_alone(self, server: WebServer, folder: Path) -> None:
        server.pages["/robots.txt"] = (503, {}, b"")
        (one,) = run(folder, server.put("/a", page_of(TEXT)))
        assert isinstance(error_of(one), NotFetched)
        assert server.paths() == ["/robots.txt"]

    def test_it_says_who_it_is(self, server: WebServer, folder: Path) -> None:
        run(folder, server.put("/a", page_of(TEXT)))
        run(folder, server.put("/b", page_of(TEXT)), user_agent="Archive of X (mail@example.org)")
        agents = [headers["user-agent"] for path, headers in server.asked if path != "/robots.txt"]
        assert agents[0].startswith("Marsad/")
        assert agents[1] == "Archive of X (mail@example.org)"

    def test_there_is_a_delay_between_requests_to_one_host(self, server: WebServer, folder: Path) -> None:
        moments: list[float] = []

        def speak(handler: BaseHTTPRequestHandler) -> None:
            moments.append(time.monotonic())
            body = page_of(TEXT).encode()
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html")
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        server.pages |= {"/a": speak, "/b": speak}
        run(folder, server.root + "/a", server.root + "/b", delay=0.3, obey_robots=False)
        assert moments[1] - moments[0] >= 0.3

    def test_a_page_that_did_not_change_is_not_sent_again(self, server: WebServer, folder: Path) -> None:
        url = server.put("/a", page_of(TEXT), ETag='"1"')
        first, second = run(folder, url), run(folder, url)
        assert [r.outcome for r in (*first, *second)] == ["new", "unchanged"]
        assert texts(first) == texts(second)
        assert server.asked[-1][1]["if-none-match"] == '"1"'
        server.put("/a", page_of(TEXT + " وفق الشرطة"), ETag='"2"')
        assert [r.outcome for r in run(folder, url)] == ["changed"]

    def test_the_same_page_without_a_mark_of_its_state_is_kept_once(self, server: WebServer, folder: Path) -> None:
        url = server.put("/a", page_of(TEXT))
        run(folder, url)
        size = sum(p.stat().st_size for p in folder.glob("*.warc.gz"))
        assert [r.outcome for r in run(folder, url)] == ["unchanged"]
        assert sum(p.stat().st_size for p in folder.glob("*.warc.gz")) == size

    def test_a_busy_server_is_asked_again_when_it_says(self, server: WebServer, folder: Path) -> None:
        url = server.put("/a", page_of(TEXT))
        good = server.pages["/a"]
        calls: list[int] = []

        def speak(handler: BaseHTTPRequestHandler) -> None:
            calls.append(1)
            server.pages["/a"] = good
            handler.send_response(429)
            handler.send_header("Retry-After", "0")
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        server.pages["/a"] = speak
        (one,) = run(folder, url, tries=2)
        assert (one.outcome, len(calls)) == ("new", 1)

    def test_a_server_that_wants_a_long_rest_gets_it(self, server: WebServer, folder: Path) -> None:
        server.pages["/a"] = (503, {"Retry-After": "3600"}, b"")
        urls = [server.root + "/a", server.put("/b", page_of(TEXT))]
        assert [r.outcome for r in run(folder, *urls)] == ["postponed", "postponed"]
        assert "/b" not in server.paths()
        server.put("/a", page_of(TEXT))
        assert [r.outcome for r in run(folder, *urls)] == ["new", "new"]


class TestLimits:
    def test_an_answer_over_the_limit(self, server: WebServer, folder: Path) -> None:
        (one,) = run(folder, server.put("/a", b"x" * 5000), max_bytes=1000)
        assert isinstance(error_of(one), TooLong)

    def test_a_bomb_is_not_unpacked(self, server: WebServer, folder: Path) -> None:
        bomb = zlib.compress(b"\0" * 50_000_000, 9)
        urls = [
            server.put("/z", bomb, Content_Encoding="deflate"),
            server.put("/g", gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip"),
        ]
        for one in run(folder, *urls, max_bytes=1_000_000):
            assert "unpacks to more" in str(error_of(one))

    def test_a_packing_that_nobody_asked_for(self, server: WebServer, folder: Path) -> None:
        (one,) = run(folder, server.put("/a", b"?", Content_Encoding="br"))
        assert "packed as 'br'" in str(error_of(one))

    def test_a_body_that_drips_ends_with_the_time(self, server: WebServer, folder: Path) -> None:
        def drip(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html")
            handler.send_header("Content-Length", "100000")
            handler.end_headers()
            try:
                while not server.closing.wait(0.05):
                    handler.wfile.write(b"x")
            except OSError:
                pass

        server.pages["/a"] = drip
        (one,) = run(folder, server.root + "/a", deadline=0.6, obey_robots=False)
        assert "too long in all" in str(error_of(one))

    def test_headers_that_drip_end_with_the_time(self, server: WebServer, folder: Path) -> None:
        def drip(handler: BaseHTTPRequestHandler) -> None:
            try:
                handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
                while not server.closing.wait(0.05):
                    handler.wfile.write(b"x")
            except OSError:
                pass

        server.pages["/a"] = drip
        (one,) = run(folder, server.root + "/a", deadline=0.6, obey_robots=False)
        assert "too long in all" in str(error_of(one))

    def test_a_silent_server(self, server: WebServer, folder: Path) -> None:
        server.pages["/a"] = lambda handler: bool(server.closing.wait(5)) and None
        (one,) = run(folder, server.root + "/a", timeout=0.3, obey_robots=False)
        assert "silent for too long" in str(error_of(one))

    def test_an_answer_that_is_cut_short(self, server: WebServer, folder: Path) -> None:
        def cut(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Length", "100")
            handler.end_headers()
            handler.wfile.write(b"x")
            handler.close_connection = True

        server.pages["/a"] = cut
        (one,) = run(folder, server.root + "/a")
        assert isinstance(error_of(one), NotFetched)
        assert list(folder.glob("*.warc.gz")) == []


class TestRedirects:
    def test_they_are_followed_and_the_last_address_counts(self, server: WebServer, folder: Path) -> None:
        url = server.put("/b", page_of(TEXT))
        server.pages["/a"] = (301, {"Location": "/b"}, b"")
        (one,) = run(folder, server.root + "/a")
        (doc,) = one.items
        assert isinstance(doc, Document)
        assert doc.url == url
        assert [r.outcome for r in run(folder, server.root + "/a")] == ["unchanged"]

    def test_a_ring_ends(self, server: WebServer, folder: Path) -> None:
        server.pages["/a"] = (302, {"Location": "/a"}, b"")
        (one,) = run(folder, server.root + "/a")
        assert "more than 5 redirects" in str(error_of(one))

    @pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/"])
    def test_other_schemes_are_not_followed(self, target: str, server: WebServer, folder: Path) -> None:
        server.pages["/a"] = (302, {"Location": target}, b"")
        (one,) = run(folder, server.root + "/a")
        assert "only http and https" in str(error_of(one))

    @pytest.mark.parametrize("host", ["inside.example", "169.254.169.254", "[::1]", "2130706433"])
    def test_a_way_from_outside_to_inside_is_refused(self, host: str, server: WebServer, folder: Path) -> None:
        """The server plays a public one: the guard lets its name pass, and nothing else of this machine."""
        server.pages["/a"] = (302, {"Location": f"http://{host}:{server.port}/secret"}, b"")
        server.put("/secret", page_of(TEXT))
        guard = PublicByName(server)
        (one,) = fetch([f"http://news.example:{server.port}/a"], folder, options(allow_private=False), guard=guard)
        assert isinstance(error_of(one), NotAllowed)
        assert "/secret" not in server.paths()

    def test_a_private_address_is_told_of_the_page_and_not_of_its_robots(self, server: WebServer, folder: Path) -> None:
        (one,) = run(folder, server.root + "/a", allow_private=False)
        told = str(error_of(one))
        assert isinstance(error_of(one), NotAllowed)
        assert told.count(server.root) == 1
        assert "--allow-private" in told
        assert "robots.txt" not in told

    def test_the_robots_of_the_target_are_asked(self, server: WebServer, folder: Path) -> None:
        server.put("/robots.txt", "User-agent: *\nDisallow: /secret\n", "text/plain")
        server.pages["/a"] = (302, {"Location": "/secret"}, b"")
        (one,) = run(folder, server.root + "/a")
        assert "robots.txt" in str(error_of(one))
        assert "/secret" not in server.paths()


class PublicByName(Guard):
    """A guard for which the name news.example leads to the test's server as if that were public."""

    def __init__(self, server: WebServer) -> None:
        super().__init__(resolve=lambda host, port: ["127.0.0.1"] if host == "inside.example" else _system(host, port))

    def check(self, host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "news.example" else super().check(host, port)


def _system(host: str, port: int) -> list[str]:
    from marsad.fetching.addresses import resolve_name

    return resolve_name(host, port)


def test_the_connection_goes_to_the_address_that_was_checked(server: WebServer, folder: Path) -> None:
    """A name server that answers a public address first and this machine afterwards is asked once for a connection."""
    answers = iter([["192.0.2.1"], ["127.0.0.1"], ["127.0.0.1"]])
    asked: list[list[str]] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(next(answers))
        return asked[-1]

    server.put("/a", page_of(TEXT))
    guard = Guard(resolve=resolve)
    results = fetch(
        [f"http://rebind.example:{server.port}/a"], folder, options(allow_private=False, timeout=0.3), guard=guard
    )
    assert [r.outcome for r in results] == ["failed"]
    assert server.asked == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("delay", -1.0), ("timeout", -0.1), ("max_bytes", 0), ("tries", 0), ("max_redirects", -1), ("user_agent", "a\nb")],
)
def test_settings_that_are_not_allowed(name: str, value: object) -> None:
    with pytest.raises(BadSetting, match=name.replace("_", "-")):
        FetchOptions(**{name: value})  # type: ignore[arg-type]


def test_the_options_of_reading_hold_for_pages(server: WebServer, folder: Path) -> None:
    (one,) = run(folder, server.put("/a", page_of(TEXT * 20)), reading=ReadOptions(max_chars=100))
    assert "100" in str(error_of(one))
