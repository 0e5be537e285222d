"""Imports: files, texts and addresses come in, once; what fails is told and tried again; what was broken off goes on."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from web_server import WebServer, feed_of, page_of

from marsad.web.imports.spool import MOST_FILES, clean_name

from .importing import LINE, OTHER, TEXT, finished, upload
from .serving import Workbench, open_workbench


def documents(workbench: Workbench) -> dict[str, str]:
    with workbench.owner.reader() as con:
        return dict(con.execute("SELECT id, text FROM documents").fetchall())


def spooled(workbench: Workbench) -> list[str]:
    folder = workbench.settings.store.with_suffix(".imports")
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and "sqlite" not in path.name)


def test_files_come_in_once_are_linked_and_leave_the_spool(workbench: Workbench) -> None:
    lines = (LINE % (1, TEXT) + LINE % (2, OTHER)).encode()
    with zipfile.ZipFile(packed := io.BytesIO(), "w") as archive:
        archive.writestr("خبر.txt", OTHER)
    done = finished(
        workbench, upload(workbench, ("أخبار.jsonl", lines), ("a.zip", packed.getvalue()), published="2017-03-05")
    )
    assert (done.state, done.detail, done.made_by) == ("done", "", "editor")
    assert (done.counts.read, done.counts.stored, done.counts.known, done.counts.failed) == (3, 3, 0, 0)
    assert done.counts.events >= 3
    assert (done.counts.incidents or 0) >= (done.counts.fresh or 0) > 0
    assert {"n1", "n2"} <= set(documents(workbench))
    assert spooled(workbench) == []
    assert not workbench.owner.needs_linking()
    page = workbench.client("editor").get(f"/import/{done.import_id}").text
    assert "/incidents/" in page
    assert "/documents/doc_" in page
    again = finished(workbench, upload(workbench, ("أخبار.jsonl", lines)))
    assert (again.counts.stored, again.counts.known) == (0, 2)
    [entry, *_] = [e for e in workbench.accounts.audit(None, 10) if e.action == "import"]
    assert entry.user_name == "editor"


def test_a_pasted_text_keeps_what_is_told_of_it(workbench: Workbench) -> None:
    client = workbench.client("editor")
    answer = workbench.post(
        client,
        "/import",
        text=TEXT,
        title="تفجير غربي الموصل",
        source="وكالة",
        published="2017-03-05",
        url="https://example.org/1",
    )
    done = finished(workbench, answer)
    assert done.names == ["تفجير غربي الموصل"]
    with workbench.owner.reader() as con:
        [row] = con.execute(
            "SELECT text, title, source, url, CAST(published_start AS VARCHAR) FROM documents WHERE title = 'تفجير غربي الموصل'"
        ).fetchall()
    assert row == (TEXT, "تفجير غربي الموصل", "وكالة", "https://example.org/1", "2017-03-05")
    since = client.get(f"/import/since?at={done.made}").text
    assert "تفجير غربي الموصل" in since
    assert client.get(f"/import/since?at={done.made + 3600}").text.count("/documents/doc_") == 0


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": "  "}, "paste the article"),
        ({"text": TEXT, "published": "yesterday"}, "2024-05-31"),
        ({"text": TEXT, "url": "javascript:alert(1)"}, "https://"),
        ({"text": TEXT, "title": "ع" * 1001}, "1000"),
        ({"urls": ""}, "Nothing was given"),
        ({"urls": "file:///etc/passwd"}, "file:///etc/passwd"),
        ({"urls": "https://user:word@example.org/"}, "example.org"),
        ({"urls": "\n".join(f"https://example.org/{n}" for n in range(501))}, "500"),
        ({}, "Nothing was given"),
    ],
    ids=lambda value: next(iter(value), "nothing") if isinstance(value, dict) else None,
)
def test_what_cannot_be_is_told_in_words(workbench: Workbench, fields: dict[str, str], told: str) -> None:
    answer = workbench.post(workbench.client("editor"), "/import", **fields)
    assert answer.status_code == 400
    assert told in answer.text
    assert workbench.site.imports.count() == 0


def test_too_much_is_refused(workbench: Workbench) -> None:
    assert upload(workbench, *[(f"{n}.txt", b"x") for n in range(MOST_FILES + 1)]).status_code == 400
    client = workbench.client("editor")
    for characters, told in ((400_001, "400,000"), (1_200_000, "larger than allowed")):
        fields = {"csrf": workbench.csrf(client), "text": "ع" * characters}
        long = client.post("/import", data=fields, files={"none": ("", b"")})
        assert told in long.text
    refused = client.post("/import", content=b"x", headers={"content-length": str(300 * 2**20)})
    assert refused.status_code == 413
    assert spooled(workbench) == []


@pytest.mark.parametrize("role", [None, "reader", "reviewer"])
def test_only_editors_import(workbench: Workbench, role: str | None) -> None:
    client = workbench.client(role)
    assert client.get("/import").status_code == (303 if role is None else 403)
    answer = client.post("/import", data={"csrf": workbench.csrf(client)}, files=[("files", ("a.txt", TEXT.encode()))])
    assert answer.status_code == (303 if role is None else 403)
    assert answer.headers.get("location", "/sign-in") == "/sign-in"
    assert workbench.site.imports.count() == 0


def test_a_form_from_elsewhere_is_refused(workbench: Workbench) -> None:
    answer = workbench.client("editor").post("/import", files=[("files", ("a.txt", TEXT.encode()))])
    assert answer.status_code == 403
    assert workbench.site.imports.count() == 0


def test_too_often_is_refused(workbench: Workbench) -> None:
    workbench.site.imports.limit._most = 1
    client = workbench.client("editor")
    assert workbench.post(client, "/import", text=TEXT).status_code == 303
    assert workbench.post(client, "/import", text=OTHER).status_code == 429


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../../etc/cron.d/x.txt", "x.txt"),
        ("..\\..\\x.txt", "x.txt"),
        ("/etc/passwd", "passwd"),
        ("خبر\u202etxt.exe", "خبرtxt.exe"),
        ("a\x00b\n.txt", "ab.txt"),
        ("..", "file"),
        ("", "file"),
        ("ا" * 500 + ".warc.gz", "ا" * 172 + ".warc.gz"),
    ],
)
def test_names_are_told_and_never_used_as_paths(given: str, shown: str) -> None:
    assert clean_name(given) == shown


def test_hostile_files_become_failures_and_nothing_more(workbench: Workbench, tmp_path: Path) -> None:
    bomb = gzip.compress(b"\x00" * (300 * 2**20), 1)
    with zipfile.ZipFile(traversing := io.BytesIO(), "w") as archive:
        archive.writestr("../../../../outside.txt", TEXT)
    page = (
        f"<html><body><script>window.broken=1</script><article><p>{TEXT}</p>"
        "<img src=x onerror='window.broken=2'></article></body></html>"
    )
    answer = upload(
        workbench,
        ("../../bomb.txt.gz", bomb),
        ("t.zip", traversing.getvalue()),
        ("<img src=x onerror=window.broken=3>.html", page.encode()),
        ("broken.pdf", b"%PDF-1.7 nothing"),
        ("empty.txt", b""),
        ("picture.png", bytes(range(256)) * 40),
    )
    done = finished(workbench, answer)
    assert done.state == "done"
    assert done.counts.failed >= 4
    assert not any(path.name == "outside.txt" for path in tmp_path.parent.rglob("outside.txt"))
    shown = workbench.client("editor").get(f"/import/{done.import_id}").text
    assert "<script>window" not in shown
    assert "<img src=x" not in shown
    assert "broken.pdf" in shown
    assert "00001.gz" in spooled(workbench) or "00001.txt.gz" in spooled(workbench)


def test_a_failure_is_tried_again_or_given_up(workbench: Workbench) -> None:
    done = finished(workbench, upload(workbench, ("خبر.jsonl", b"no json\n"), ("leer.txt", b"")))
    assert done.counts.failed == 2
    failures = workbench.site.imports.failures(done)
    assert {f.input_name for f in failures} >= {"leer.txt"}
    kept = {Path(f.origin).name: Path(f.origin) for f in failures}
    assert all(path.exists() for path in kept.values())
    kept["00001.jsonl"].write_text(LINE % (7, TEXT), encoding="utf-8")  # mended, as by a newer reader
    client = workbench.client("editor")
    retried = finished(workbench, workbench.post(client, f"/import/{done.import_id}/retry"))
    assert (retried.kind, retried.counts.mended, retried.counts.stored, retried.counts.failed) == ("retry", 1, 1, 1)
    assert "n7" in documents(workbench)
    assert [f.input_name for f in workbench.site.imports.failures(done)] == ["leer.txt"]
    assert spooled(workbench) == ["00002.txt"]
    assert workbench.post(client, f"/import/{done.import_id}/drop").status_code == 303
    assert workbench.site.imports.failures(done) == []
    assert spooled(workbench) == []
    assert workbench.post(client, f"/import/{done.import_id}/retry").status_code == 400


def test_addresses_are_fetched_with_their_failures(example_store: Path, tmp_path: Path, server: WebServer) -> None:
    path = tmp_path / "store.duckdb"
    path.write_bytes(example_store.read_bytes())
    good, gone = server.put("/a", page_of(TEXT)), f"{server.root}/gone"
    feed = server.put("/feed", feed_of([server.put("/b", page_of(OTHER))]), "application/rss+xml")
    with open_workbench(path, allow_private=True) as workbench:
        client = workbench.client("editor")
        done = finished(workbench, workbench.post(client, "/import", urls=f"{good}\n{gone}\n{feed}\n"))
        assert (done.state, done.counts.stored, done.counts.failed) == ("done", 2, 1)
        assert {good, f"{server.root}/b"} <= set(documents(workbench))
        [failure] = workbench.site.imports.failures(done)
        assert failure.origin == gone
        server.put("/gone", page_of("أصيب مدنيان بقصف مدفعي على حي سكني في مدينة حلب."))
        retried = finished(workbench, workbench.post(client, f"/import/{done.import_id}/retry"))
        assert (retried.counts.mended, retried.counts.stored) == (1, 1)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/a",
        "http://localhost:{port}/a",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "http://10.0.0.1/",
    ],
)
def test_inner_networks_are_not_asked(workbench: Workbench, server: WebServer, url: str) -> None:
    server.put("/a", page_of(TEXT))
    done = finished(workbench, workbench.post(workbench.client("editor"), "/import", urls=url.format(port=server.port)))
    assert (done.counts.stored, done.counts.failed) == (0, 1)
    assert server.asked == []


def test_an_import_is_stopped_and_keeps_what_it_stored(workbench: Workbench) -> None:
    lines = "".join(LINE % (n, f"{TEXT} {n}") for n in range(2_000)).encode()
    client = workbench.client("editor")
    workbench.site.imports.jobs = 2
    answer = upload(workbench, ("many.jsonl", lines))
    import_id = answer.headers["location"].rpartition("/")[2]
    until = time.monotonic() + 60
    while workbench.site.imports.get(import_id).counts.stored < 20 and time.monotonic() < until:
        time.sleep(0.02)
    assert "data-events" in client.get(f"/import/{import_id}").text
    workbench.post(client, f"/import/{import_id}/cancel")
    done = finished(workbench, answer)
    assert done.state == "cancelled"
    assert 20 <= done.counts.stored < 2_000
    with workbench.owner.reader() as con:
        [(stored, twice)] = con.execute(
            "SELECT count(*), count(*) - count(DISTINCT document_key) FROM codings WHERE run_id IN "
            "(SELECT run_id FROM runs WHERE arguments->>'import' = ?)",
            [import_id],
        ).fetchall()
    assert (stored, twice) == (done.counts.stored, 0)


def test_what_the_end_of_the_workbench_broke_off_goes_on(example_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    path.write_bytes(example_store.read_bytes())
    lines = "".join(LINE % (n, f"{TEXT} {n}") for n in range(200)).encode()
    with open_workbench(path) as workbench:
        answer = upload(workbench, ("many.jsonl", lines))
        import_id = answer.headers["location"].rpartition("/")[2]
        until = time.monotonic() + 60
        while workbench.site.imports.get(import_id).counts.stored < 20 and time.monotonic() < until:
            time.sleep(0.02)
    with open_workbench(path) as workbench:
        assert workbench.site.imports.get(import_id).state == "running"
        workbench.site.imports.start()
        done = finished(workbench, answer)
        assert (done.state, done.counts.stored, done.counts.known) == ("done", 200, 0)
        with workbench.owner.reader() as con:
            assert con.execute(
                "SELECT count(*) FROM codings WHERE document_key IN (SELECT document_key FROM documents WHERE id LIKE 'n%')"
            ).fetchall() == [(200,)]
        assert spooled(workbench) == []


def test_one_that_ends_the_workbench_each_time_is_not_begun_for_ever(workbench: Workbench) -> None:
    imports = workbench.site.imports
    made = imports._registry.add("editor", "files", {"names": ["x"], "files": [], "published": "", "source": ""})
    imports._registry.set(made.import_id, state="running", tries=3)
    imports.start()
    assert imports.get(made.import_id).state == "interrupted"
    client = workbench.client("editor")
    assert "/again" in client.get(f"/import/{made.import_id}").text
    assert finished(workbench, workbench.post(client, f"/import/{made.import_id}/again")).state == "done"


def test_the_list_tells_who_and_how_much(workbench: Workbench) -> None:
    client = workbench.client("editor", language="ar")
    assert "لم يُستورد شيء بعد" in client.get("/import").text
    done = finished(workbench, workbench.post(client, "/import", text=TEXT, title="عنوان المقال"))
    shown = client.get("/import").text
    assert f"/import/{done.import_id}" in shown
    assert "عنوان المقال" in shown
    assert client.get("/import/imp_0000000000000000").status_code == 404
    assert client.get("/import/..%2f..%2fetc").status_code == 404
    assert client.get("/import/imp_0000000000000000/events").status_code == 404


def test_the_stream_ends_with_the_import(workbench: Workbench) -> None:
    client = workbench.client("editor")
    answer = workbench.post(client, "/import", text=TEXT)
    told = client.get(f"{answer.headers['location']}/events").text
    assert told.startswith("retry:")
    assert told.rstrip().endswith("event: end\ndata:")
    assert finished(workbench, answer).state == "done"


def test_a_watched_folder_comes_in(watched: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    with watched(watch=(str(folder),)) as workbench:
        workbench.site.watchers._options = workbench.site.watchers._options.__class__(settle=0.0, jobs=1)
        workbench.site.watchers.start()
        until = time.monotonic() + 30
        while "a.txt" not in documents(workbench) and time.monotonic() < until:
            time.sleep(0.05)
        assert "a.txt" in documents(workbench)
        assert str(folder) in workbench.client("editor").get("/import").text
