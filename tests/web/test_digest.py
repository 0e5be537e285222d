"""The digest: what is new and what changed in a period, on the page, as a message, a page to send and plain text, and from the command."""

from __future__ import annotations

import email
import email.policy
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import marsad
from marsad.cli import run as command
from marsad.corroborate.link import link
from marsad.errors import BadSetting
from marsad.store import Store
from marsad.web.digest import Digest, gather, parse_period, to_eml, to_html, to_text
from marsad.web.i18n import words_in
from marsad.web.queries.filters import Filter

from .serving import Workbench, open_workbench
from .test_feeds import AGAIN
from .test_searches import NEWS

UNTIL = datetime(2026, 3, 1, 12, tzinfo=UTC)
JANUARY, FEBRUARY = datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 2, 15, tzinfo=UTC)


def add(store: Store, text: str, name: str, at: str) -> None:
    run = store.start_run("rules")
    coded = marsad.code(
        text, id=name, source=f"وكالة {name}", published="2026-01-04", url=f"https://example.org/{name}"
    )
    store.add(coded, run)
    store.finish_run(run)
    link(store, at=at)


@pytest.fixture(scope="module")
def record(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples of January, an explosion of February, its corrected toll of March, and a saved search; do not write to it."""
    path = tmp_path_factory.mktemp("digest") / "record.duckdb"
    shutil.copy(example_store, path)
    with Store.open(path) as store:
        add(store, NEWS, "first", "2026-02-03T10:00:00")
        add(store, AGAIN, "second", "2026-03-01T08:00:00")
        store.searches.save(
            "عبوات", "type=explosive_device&country=IRQ&q=جلولاء", by="reader", at="2026-03-01T09:00:00"
        )
    return path


@pytest.fixture(scope="module")
def told(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """The record in a workbench; its tests only read it."""
    path = tmp_path_factory.mktemp("told") / "store.duckdb"
    shutil.copy(record, path)
    with open_workbench(path) as opened:
        yield opened


def made(workbench: Workbench, since: datetime | None, **options: Any) -> Digest:
    chosen = Filter(**options.pop("chosen", {}))
    with workbench.owner.reading() as store:
        return gather(store, chosen, since=since, until=UNTIL, **options)


def test_what_entered_since_is_new_and_the_rest_is_not(told: Workbench) -> None:
    with told.owner.reading() as store:
        [(all_of_them,)] = store.query("SELECT count(*) FROM incidents").rows
    assert made(told, None).new == all_of_them
    digest = made(told, JANUARY)
    assert (digest.new, digest.changed, digest.killed) == (1, 0, digest.items_new[0].incident.casualties[0].best)
    assert digest.by_type == (("explosive_device", 1),)
    assert [n for _, n in digest.by_admin] == [1]
    assert digest.by_admin[0][0].startswith("IRQ/")


def test_a_corrected_toll_is_told_with_both_figures(told: Workbench) -> None:
    digest = made(told, FEBRUARY)
    assert (digest.new, digest.changed) == (0, 1)
    [item] = digest.items_changed
    changes = {c.slot: (c.before, c.after) for c in item.changes}
    assert changes["reports"] == (1, 2)
    assert changes["killed"][0]["best"] == 4
    assert changes["killed"][1]["max"] == 7
    text = to_text(digest, words_in("en"))
    assert "Killed: 4 → 4–7" in text
    assert "قتلى: 4 ← 4 إلى 7" in to_text(digest, words_in("ar"))


def test_what_changed_and_changed_back_is_not_told(workbench: Workbench) -> None:
    def write(store: Store) -> None:
        for run, before, after in ((2, '"weak"', '"fair"'), (3, '"fair"', '"weak"')):
            store.con.execute(
                "INSERT INTO incident_changes SELECT ?, incident_id, 'grade', ?, ? FROM incidents", [run, before, after]
            )

    workbench.owner.write(write)
    assert made(workbench, None, run=1).is_empty
    assert made(workbench, None, run=2).changed > 1


def test_the_filter_chooses(told: Workbench) -> None:
    assert made(told, JANUARY, chosen={"country": ("YEM",)}).is_empty
    yemen, everything = made(told, None, chosen={"country": ("YEM",)}), made(told, None)
    assert 0 < yemen.new < everything.new
    assert {i.incident.where.country for i in yemen.items_new if i.incident.where} == {"YEM"}


def test_a_merge_is_told(workbench: Workbench) -> None:
    with workbench.owner.reading() as store:
        rows = store.query(
            "SELECT min(event_id), incident_id FROM incident_reports JOIN incidents USING (incident_id) WHERE country = 'IRQ' "
            "GROUP BY incident_id ORDER BY 1 LIMIT 2"
        ).rows
    client = workbench.client("reviewer")
    assert workbench.post(client, "/judge/pair", kind="same", event=rows[0][0], other=rows[1][0]).status_code == 303
    with workbench.owner.reading() as store:
        digest = gather(store, Filter(), since=None, run=1, until=UNTIL)
    [item] = digest.items_changed
    assert {item.incident.id, *item.joined} == {rows[0][1], rows[1][1]}
    assert f"were joined to it: {item.joined[0]}" in to_text(digest, words_in("en"))


def test_names_and_sentences_come_only_when_asked(told: Workbench) -> None:
    without, with_names = (to_text(made(told, None, names=names), words_in("ar")) for names in (False, True))
    assert "حُجبت أسماء الأشخاص" in without
    assert "حُجبت أسماء الأشخاص" not in with_names
    assert "بانفجار عبوة ناسفة في ناحية جلولاء" in with_names
    assert "بانفجار عبوة ناسفة في ناحية جلولاء" not in without
    assert "«قُتل»" in without or "«انفجار»" in without


def test_an_event_that_a_reviewer_told_is_quoted_too(workbench: Workbench) -> None:
    with workbench.owner.reading() as store:
        [(key, text)] = store.query("SELECT document_key, text FROM documents WHERE id = 'ye-taiz'").rows
    words = text[:40]
    client = workbench.client("reviewer")
    answer = workbench.post(client, f"/documents/{key}/add", start="0", end="40", type="protest")
    assert answer.status_code == 303, answer.text
    digest = made(workbench, None, run=1)
    [item] = [i for i in digest.items_new if i.incident.type == "protest"]
    assert [s.words for s in item.sources] == [" ".join(words.split())]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_file_needs_nothing_besides_itself(told: Workbench, language: Any) -> None:
    root = html.document_fromstring(to_html(made(told, JANUARY), words_in(language), "https://marsad.example.org/"))
    assert root.get("dir") == ("rtl" if language == "ar" else "ltr")
    assert not root.xpath("//script | //link | //style | //img | //*[@class] | //form")
    blocks = root.xpath("//body//*[self::h1 or self::h2 or self::p or self::table or self::div]")
    assert {block.get("dir") for block in blocks} == {root.get("dir")}
    assert all(block.get("style") for block in blocks)
    links = root.xpath("//a/@href")
    assert all(link.startswith("https://") for link in links)
    assert any(link.startswith("https://marsad.example.org/incidents/inc_") for link in links)
    assert any(link.startswith("https://marsad.example.org/documents/doc_") for link in links)
    assert "https://example.org/first" in links


def test_without_an_address_it_leads_to_the_articles_alone(told: Workbench) -> None:
    root = html.document_fromstring(to_html(made(told, JANUARY), words_in("ar")))
    assert set(root.xpath("//a/@href")) == {"https://example.org/first", "https://example.org/second"}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_message_can_be_read_by_a_mail_program(told: Workbench, language: Any) -> None:
    digest, words = made(told, JANUARY, name="عبوات\u202e & <b>"), words_in(language)
    sent = to_eml(
        digest, words, sender="سلمى <salma@example.org>", recipients=["desk@example.org", "كريم <k@example.org>"]
    )
    message = email.message_from_bytes(sent, policy=email.policy.default)
    assert message.defects == []
    assert (message["From"].addresses[0].display_name, message["From"].addresses[0].addr_spec) == (
        "سلمى",
        "salma@example.org",
    )
    assert [a.addr_spec for a in message["To"].addresses] == ["desk@example.org", "k@example.org"]
    assert "عبوات" in message["Subject"]
    assert message["Date"].datetime == UNTIL
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    plain, page = (part.get_content() for part in message.iter_parts())
    assert plain.replace("\r\n", "\n") == to_text(digest, words)
    assert "&lt;b&gt;" in page
    assert max(map(len, sent.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "address", ["nobody", "a@", "@b", "a@b\nBcc: x@y", "Name <a b@c>", "x <a@b>\r\nBcc: c@d", ""], ids=repr
)
def test_what_is_no_mail_address_is_refused(told: Workbench, address: str) -> None:
    with pytest.raises(BadSetting, match="address"):
        to_eml(made(told, JANUARY), words_in("ar"), recipients=[address])


def test_a_quiet_period_is_told_as_one(told: Workbench) -> None:
    digest = made(told, datetime(2026, 3, 1, 9, tzinfo=UTC))
    assert digest.is_empty
    for language, sentence in (("ar", "لم يدخل السجل شيء جديد"), ("en", "Nothing new entered the record")):
        assert sentence in to_text(digest, words_in(language))  # type: ignore[arg-type]
        assert sentence in to_html(digest, words_in(language))  # type: ignore[arg-type]
    assert email.message_from_bytes(to_eml(digest, words_in("ar")))["X-Unsent"] == "1"


def test_an_arabic_line_runs_to_the_left_whatever_it_begins_with(told: Workbench) -> None:
    lines = [line for line in to_text(made(told, None), words_in("ar"), "https://x.example").splitlines() if line]
    assert all(line.startswith("\u200f") or line.lstrip().startswith("https://") for line in lines)


def test_only_the_first_are_spelled_out(told: Workbench) -> None:
    digest = made(told, None, most=2)
    assert len(digest.items_new) == 2
    text = to_text(digest, words_in("en"))
    assert f"And {digest.new - 2} more incidents." in text


@pytest.mark.parametrize(
    ("text", "began"),
    [
        ("7d", "2026-02-22T12:00:00+00:00"), ("24h", "2026-02-28T12:00:00+00:00"), ("2w", "2026-02-15T12:00:00+00:00"),
        (" 1D ", "2026-02-28T12:00:00+00:00"), ("2026-01-15", "2026-01-15T00:00:00+00:00"),
        ("2026-01-15T06:00+03:00", "2026-01-15T03:00:00+00:00"),
    ],
)  # fmt: skip
def test_periods(text: str, began: str) -> None:
    assert parse_period(text, UNTIL).isoformat() == began


@pytest.mark.parametrize("text", ["", "7", "d", "-7d", "99999d", "tomorrow", "2026-13-01", "2026-03-02", "9999-12-31"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(BadSetting, match="since"):
        parse_period(text, UNTIL)


class TestPage:
    def test_it_shows_the_search_and_its_period(self, told: Workbench) -> None:
        client = told.client("reader")
        with told.owner.reading() as store:
            [search] = store.searches.visible_to("reader")
        page = client.get(f"/digest?search={search.search_id}&period=ever").text
        assert "عبوات" in page
        assert 'href="/incidents/inc_' in page
        assert "style=" not in page
        assert "Nothing new entered the record" in client.get(f"/digest?search={search.search_id}&period=look").text

    @pytest.mark.parametrize(
        ("format_", "kind", "ending"),
        [
            ("eml", "message/rfc822", "eml"),
            ("html", "text/html; charset=utf-8", "html"),
            ("text", "text/plain; charset=utf-8", "txt"),
        ],
    )
    def test_files_are_downloaded_and_never_shown_in_place(
        self, told: Workbench, format_: str, kind: str, ending: str
    ) -> None:
        answer = told.client("reader").get(f"/digest/file?format={format_}&period=ever&lang=ar")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == kind
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert answer.headers["content-disposition"].endswith(f'.{ending}"')
        assert told.accounts.audit()[0].action == "digest"

    def test_names_are_for_editors(self, told: Workbench) -> None:
        for path in ("/digest?names=true&period=ever", "/digest/file?format=text&names=true&period=ever"):
            assert told.client("reviewer").get(path).status_code == 403
            assert "بانفجار عبوة ناسفة في ناحية جلولاء" in told.client("editor").get(path).text

    @pytest.mark.parametrize("query", ["period=x", "period=look", "period=2999-01-01", "period=7d&type=x"])
    def test_what_cannot_be_is_told(self, told: Workbench, query: str) -> None:
        assert told.client("reader").get(f"/digest?{query}").status_code == 400
        assert told.client("reader").get("/digest?search=nobodys").status_code == 404


class TestCommand:
    @pytest.fixture
    def run(self, record: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, str, str]]:
        """Status, output and messages of `marsad digest`."""

        def run(*arguments: object) -> tuple[int, str, str]:
            status = command(["digest", "--store", str(record), *map(str, arguments)])
            said = capsysbinary.readouterr()
            return status, said.out.decode(), said.err.decode()

        return run

    def test_a_saved_search_and_a_filter_give_the_same(self, record: Path, run: Any) -> None:
        before = record.read_bytes()
        status, saved, said = run("--search", "عبوات", "--since", "2026-01-15", "--lang", "en")
        chosen = run("--type", "explosive_device", "--country", "IRQ", "--words", "جلولاء", "--since", "2026-01-15",
                     "--lang", "en")[1]  # fmt: skip
        address = run(
            "--query", "?type=explosive_device&country=IRQ&q=جلولاء", "--since", "2026-01-15", "--lang", "en"
        )[1]
        assert (status, said) == (0, "")
        assert "New incidents: 1\n" in saved
        assert saved.splitlines()[3:] == chosen.splitlines()[3:] == address.splitlines()[3:]
        assert record.read_bytes() == before

    def test_the_ending_of_the_file_tells_its_form(self, run: Any, tmp_path: Path) -> None:
        for name, beginning in (
            ("d.html", "<!doctype html>"),
            ("d.eml", "Subject: "),
            ("d.txt", "\u200fموجز: كل الحوادث"),
        ):
            status, out, said = run("--since", "ever", "-o", tmp_path / name)
            assert (status, out) == (0, "")
            assert f"in {tmp_path / name}" in said
            assert (tmp_path / name).read_text("utf-8").startswith(beginning)

    @pytest.mark.parametrize(
        ("arguments", "told_"),
        [
            (["--format", "pdf"], "one of html, eml, text"),
            (["--lang", "fr"], "one of ar, en"),
            (["--search", "غارات"], "saved are: عبوات"),
            (["--search", "عبوات", "--type", "shelling"], "leave out"),
            (["--query", "type=shelling", "--type", "shelling"], "leave out"),
            (["--since", "soon"], "no period"),
            (["--type", "war"], "is unknown"),
            (["--address", "javascript:alert(1)"], "https://"),
            (["--format", "eml", "--to", "x"], "no address"),
            (["-o", "/nowhere/at/all.html"], "cannot be written"),
        ],
    )
    def test_a_mistake_is_told(self, run: Any, arguments: list[str], told_: str) -> None:
        status, out, said = run(*arguments)
        assert (status, out) == (2, "")
        assert told_ in said
