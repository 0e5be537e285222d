"""Accounts: what is kept of a secret, what ends a session, and the pages that change them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from marsad.errors import StoreError
from marsad.web.accounts import Accounts, BadAccount
from marsad.web.accounts.limits import Limit
from marsad.web.visitors import SESSION_COOKIE

from .serving import CHEAP, PASSWORD, Workbench


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    made = Accounts(tmp_path / "accounts", CHEAP)
    made.add("سلمى", PASSWORD, "owner")
    return made


def test_the_file_holds_no_secret(accounts: Accounts, tmp_path: Path) -> None:
    session = accounts.sign_in("سلمى", PASSWORD, "here")
    token = accounts.make_token(accounts.find("سلمى"), "x", "reader")
    accounts.close()
    con = sqlite3.connect(tmp_path / "accounts")
    held = "".join(con.iterdump())
    con.close()
    assert "$argon2id$" in held
    for secret in (PASSWORD, session, token):
        assert secret not in held


@pytest.mark.parametrize(
    ("name", "password", "reason"),
    [
        ("سلمى", PASSWORD, "name_taken"),
        (" سلمى ", PASSWORD, "name_taken"),
        ("", PASSWORD, "bad_name"),
        ("x" * 61, PASSWORD, "bad_name"),
        ("a\u202eb", PASSWORD, "bad_name"),
        ("رنا", "short", "bad_password"),
        ("a-long-name", "A-LONG-NAME", "bad_password"),
    ],
)
def test_accounts_that_cannot_be(accounts: Accounts, name: str, password: str, reason: str) -> None:
    with pytest.raises(BadAccount) as told:
        accounts.add(name, password, "reader")
    assert told.value.reason == reason


def test_there_is_always_an_owner(accounts: Accounts) -> None:
    with pytest.raises(BadAccount, match="owner"):
        accounts.set_role("سلمى", "reader")
    with pytest.raises(BadAccount, match="owner"):
        accounts.set_disabled("سلمى", True)
    accounts.add("رنا", PASSWORD, "owner")
    accounts.set_role("سلمى", "reader")
    assert accounts.find("سلمى").role == "reader"


def test_what_ends_a_session(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts.add("رنا", PASSWORD, "reader")
    secrets = [accounts.sign_in("رنا", PASSWORD, "here") for _ in range(4)]
    accounts.end_session(secrets[0])
    assert [accounts.session(s) is not None for s in secrets] == [False, True, True, True]
    accounts.set_password("رنا", "another long one")
    assert not any(map(accounts.session, secrets))
    last = accounts.sign_in("رنا", "another long one", "here")
    accounts.set_disabled("رنا", True)
    assert accounts.session(last) is None
    with pytest.raises(BadAccount):
        accounts.sign_in("رنا", "another long one", "here")
    accounts.set_disabled("رنا", False)
    last = accounts.sign_in("رنا", "another long one", "here")
    monkeypatch.setattr("marsad.web.accounts.accounts._now", lambda: 10**10)
    assert accounts.session(last) is None, "a session that nobody uses ends"


def test_a_name_is_one_however_it_is_composed(accounts: Accounts) -> None:
    accounts.add("ا\u0653دم", PASSWORD, "reader")  # alef and madda apart
    assert accounts.sign_in("آدم", PASSWORD, "here")


def test_accounts_of_a_newer_version_are_left_alone(accounts: Accounts, tmp_path: Path) -> None:
    accounts.database.run("PRAGMA user_version = 99")
    accounts.close()
    with pytest.raises(StoreError, match="newer"):
        Accounts(tmp_path / "accounts", CHEAP)


def test_a_limit_forgets_with_time() -> None:
    now = [0.0]
    limit = Limit(2, 10, lambda: now[0])
    assert [limit.take("a"), limit.take("a"), limit.take("a"), limit.take("b")] == [True, True, False, True]
    now[0] = 11
    assert limit.take("a")


def test_changing_the_password_keeps_this_session_and_ends_the_others(workbench: Workbench) -> None:
    client, other = workbench.client("reader"), workbench.session("reader")
    wrong = workbench.post(client, "/account/password", old="wrong password", new="another long one")
    assert (wrong.status_code, "current password is wrong" in wrong.text) == (400, True)
    done = workbench.post(client, "/account/password", old=PASSWORD, new="another long one")
    assert done.status_code == 303
    assert workbench.accounts.session(other) is None
    assert workbench.accounts.session(done.cookies[SESSION_COOKIE]) is not None


def test_a_token_is_shown_once_and_revoked_by_its_own_account_alone(workbench: Workbench) -> None:
    client = workbench.client("editor")
    page = workbench.post(client, "/account/tokens", name="نص برمجي", role="reviewer")
    assert "marsad_" in page.text
    assert "marsad_" not in client.get("/account").text.replace("marsad_session", "")
    [token] = workbench.accounts.tokens("editor")
    workbench.post(workbench.client("reader"), f"/account/tokens/{token.token_id}/revoke")
    assert workbench.accounts.tokens("editor") == [token]
    workbench.post(client, f"/account/tokens/{token.token_id}/revoke")
    assert workbench.accounts.tokens("editor") == []


def test_the_owner_keeps_the_accounts_and_all_of_it_is_noted(workbench: Workbench) -> None:
    client = workbench.client("owner")
    assert workbench.post(client, "/people", name="ليلى", password=PASSWORD, role="reviewer").status_code == 303
    assert workbench.post(client, "/people", name="ليلى", password=PASSWORD, role="reader").status_code == 400
    assert workbench.post(client, "/people/role", name="ليلى", role="editor").status_code == 303
    assert workbench.post(client, "/people/password", name="ليلى", password="another long one").status_code == 303
    assert workbench.post(client, "/people/disabled", name="ليلى", disabled="1").status_code == 303
    assert workbench.post(client, "/people/disabled", name="owner", disabled="1").status_code == 400
    made = workbench.accounts.find("ليلى")
    assert (made.role, made.disabled) == ("editor", True)
    noted = [(e.action, e.object) for e in workbench.accounts.audit() if e.user_name == "owner"]
    assert noted[::-1] == [(a, "ليلى") for a in ("add_account", "set_role", "reset_password", "shut_account")]
    assert "ليلى" in client.get("/people/audit").text


def test_the_language_is_remembered_with_the_account(workbench: Workbench) -> None:
    client = workbench.client("reader", "ar")
    assert 'lang="ar"' in client.get("/").text
    workbench.post(client, "/language", language="en", next="/")
    assert 'lang="en" dir="ltr"' in workbench.client("reader", "ar").get("/").text
