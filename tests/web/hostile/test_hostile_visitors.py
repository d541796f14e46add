"""Forged cookies, forms and tokens, and ways to become who one is not: each is refused, and none changes the record."""

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from hostile_inputs import error
from itsdangerous import Signer
from web_visits import PASSWORD, csrf, send, visitor

from sayso.record import Record
from sayso.record.accounts import add_token, begin_session, remove_account, remove_token
from sayso.web.accounts import add_account, verified

NEXT = {
    "another site": "https://evil.example/",
    "another site without a scheme": "//evil.example",
    "a backslash": "/\\evil.example",
    "two backslashes": "\\\\evil.example",
    "a tab": "/\t/evil.example",
    "a line break": "/\n/evil.example",
    "a header": "/\r\nSet-Cookie: evil=1",
    "a script": "javascript:evil(1)",
    "a page": "data:text/html,evil",
    "a user": "@evil.example",
    "a space before": " //evil.example",
    "one without slashes": "evil.example",
    "letters from right to left": "/\u202eevil",
}


@pytest.mark.parametrize("name", NEXT)
def test_signing_in_leads_to_this_site_only(client: httpx.Client, name: str) -> None:
    assert '<input type="hidden" name="next" value="/">' in client.get("/sign-in", params={"next": NEXT[name]}).text
    client.headers["X-Forwarded-For"] = f"192.0.2.{list(NEXT).index(name)}"  # how often one may try is another test
    answer = send(client, "/sign-in", page="/sign-in", name="Rune", password=PASSWORD, next=NEXT[name])
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "evil" not in answer.headers["set-cookie"]


def _key(news: Path) -> str:
    record = Record(news)
    key: str = record.connection.execute("SELECT key FROM signing_key").fetchone()["key"]
    record.close()
    return key


def _session(news: Path, name: str = "Rune") -> str:
    """The session of somebody who signed in."""
    record = Record(news)
    account = verified(record, name, PASSWORD)
    assert account
    session = begin_session(record, account)
    record.close()
    return session


def _expired(news: Path) -> str:
    session = _session(news)
    record = Record(news)
    record.connection.execute(
        "UPDATE sessions SET expires = '2020-01-01T00:00:00Z' WHERE sha256 = ?", (_sha256(session),)
    )
    record.close()
    return Signer(_key(news), salt="session").sign(session).decode()


def _of_nobody(news: Path) -> str:
    record = Record(news)
    add_account(record, "Ilka", "admin", PASSWORD)
    session = _session(news, "Ilka")
    remove_account(record, "Ilka")
    record.close()
    return Signer(_key(news), salt="session").sign(session).decode()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


COOKIES: dict[str, Callable[[Path], str]] = {
    "nothing": lambda news: "",
    "words": lambda news: "Rune",
    "a session without a signature": _session,
    "a session with an empty signature": lambda news: _session(news) + ".",
    "a session with the signature of another": lambda news: (
        _session(news) + "." + Signer(_key(news), salt="session").sign("Rune").decode().rpartition(".")[2]
    ),
    "a signature with another key": lambda news: Signer("guess", salt="session").sign(_session(news)).decode(),
    "a signature with an empty key": lambda news: Signer("", salt="session").sign(_session(news)).decode(),
    "the signature of a form": lambda news: Signer(_key(news), salt="form").sign(_session(news)).decode(),
    "a signature without salt": lambda news: Signer(_key(news)).sign(_session(news)).decode(),
    "a session that nobody began": lambda news: Signer(_key(news), salt="session").sign("made-up").decode(),
    "a session as it is kept": lambda news: Signer(_key(news), salt="session").sign(_sha256(_session(news))).decode(),
    "a session that is over": _expired,
    "the session of an account that is gone": _of_nobody,
    "SQL": lambda news: Signer(_key(news), salt="session").sign("' OR 1=1 --").decode(),
    "no Unicode": lambda news: "\xff\xfe.\xff",
    "without end": lambda news: "a." * 30_000,
    "many": lambda news: "; ".join(f"sayso_session={n}" for n in range(1_000)),
}


@pytest.mark.parametrize("name", COOKIES)
def test_a_cookie_that_is_not_one_signs_nobody_in(client: httpx.Client, news: Path, name: str) -> None:
    made = COOKIES[name](news)
    cookie = [(b"Cookie", f"sayso_session={made}".encode("latin-1"))]
    answer = client.get("/review", headers=cookie)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Freview")
    # It is for forms of this site, too, as good as none.
    sent = {"csrf": "", "name": "Rune", "password": PASSWORD}
    answer = client.post("/sign-in", data=sent, headers=cookie)
    assert answer.status_code == 403


def test_a_cookie_that_is_one_signs_in(client: httpx.Client, news: Path) -> None:
    # Without this the test before would say nothing.
    client.cookies["sayso_session"] = Signer(_key(news), salt="session").sign(_session(news)).decode()
    assert client.get("/review").status_code == 200


def test_a_session_that_another_chose_is_not_kept(client: httpx.Client, address: str) -> None:
    # Session fixation: who planted the cookie is not signed in with whom it was planted on.
    with visitor(address) as attacker:
        attacker.get("/sign-in")
        planted = attacker.cookies["sayso_session"]
        client.cookies.set("sayso_session", planted, domain="127.0.0.1")
        client.headers["X-Forwarded-For"] = "192.0.2.200"
        assert send(client, "/sign-in", page="/sign-in", name="Rune", password=PASSWORD).status_code == 303
        assert attacker.get("/review").status_code == 303


def _number(client: httpx.Client) -> int:
    found: int = client.get("/api/v1/statements", params={"q": "cracks"}).json()["items"][0]["id"]
    return found


Forge = Callable[[httpx.Client, Path, str], dict[str, str]]
FORMS: dict[str, Forge] = {
    "no token": lambda other, news, own: {},
    "an empty token": lambda other, news, own: {"csrf": ""},
    "a made-up token": lambda other, news, own: {"csrf": "made up"},
    "the token of another": lambda other, news, own: {"csrf": csrf(other, "/sign-in")},
    "half of the token": lambda other, news, own: {"csrf": own[:-2]},
    "the token with more": lambda other, news, own: {"csrf": own + "AA"},
    "the token in another field": lambda other, news, own: {"token": own},
    "the signature of an empty session": lambda other, news, own: {
        "csrf": Signer(_key(news), salt="form").get_signature("").decode()
    },
    "letters of no alphabet": lambda other, news, own: {"csrf": "\ufeff\x00ÿ\U0001f600"},
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_without_its_token_does_nothing(rune: httpx.Client, client: httpx.Client, news: Path, name: str) -> None:
    number = _number(rune)
    sent = FORMS[name](client, news, csrf(rune, "/review"))
    for path, fields in (
        (f"/statements/{number}/judge", {"answer": "wrong"}),
        (f"/statements/{number}/notes", {"body": "Evil"}),
        (f"/articles/{1}/missed", {"cue": "again", "content": "the ferry"}),
        ("/read", {"given": "Mira Dolan said no."}),
        ("/check", {"quote": "We found cracks in six pillars"}),
        ("/sign-out", {}),
    ):
        answer = rune.post(path, data=fields | sent)
        assert answer.status_code == 403, path
        assert "was not sent from this site" in answer.text
    assert rune.get("/review").status_code == 200


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Origin", "http://127.0.0.1"),
        ("Origin", "http://127.0.0.1.evil.example:PORT"),
        ("Origin", "http://evil.example/http://127.0.0.1:PORT"),
        ("Origin", "http://127.0.0.1:PORT@evil.example"),
        ("Origin", "http://user@127.0.0.1:PORT"),
        ("Origin", ""),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Sec-Fetch-Site", "evil"),
    ],
)
def test_a_form_that_another_site_sends_does_nothing(rune: httpx.Client, header: str, value: str) -> None:
    sent = {"csrf": csrf(rune, "/review"), "answer": "wrong"}
    headers = {header: value.replace("PORT", str(rune.base_url.port))}
    assert rune.post(f"/statements/{_number(rune)}/judge", data=sent, headers=headers).status_code == 403


def test_other_ways_to_send_a_form_do_nothing(rune: httpx.Client) -> None:
    path, sent = f"/statements/{_number(rune)}/judge", {"csrf": csrf(rune, "/review"), "answer": "wrong"}
    assert rune.get(path, params=sent).status_code == 405
    assert rune.post(path, params=sent).status_code == 403
    assert rune.post(path, json=sent).status_code == 403
    plain = {"Content-Type": "text/plain"}  # what other sites may send without asking
    assert rune.post(path, content=str(httpx.QueryParams(sent)), headers=plain).status_code == 403
    for method in ("PUT", "PATCH", "DELETE"):
        assert rune.request(method, path, data=sent).status_code == 405
        for header in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
            assert rune.get(path, headers={header: "POST"}).status_code == 405
            assert (
                rune.post("/articles/1", data=sent | {"_method": method}, headers={header: method}).status_code == 405
            )


def test_a_reviewer_does_not_become_an_admin(rune: httpx.Client) -> None:
    for more in ({}, {"role": "admin"}, {"account": "Asta"}, {"by": "Asta"}):
        answer = send(rune, "/articles/1/remove", page="/review", why="Evil", **more)
        assert answer.status_code == 403
        assert "Only admins" in answer.text


def _revoked(news: Path) -> str:
    record = Record(news)
    made = add_token(record, "Rune", "correct")
    remove_token(record, max(t["id"] for t in record.connection.execute("SELECT id FROM tokens")))
    record.close()
    return made


def _reading_only(news: Path) -> str:
    record = Record(news)
    made = add_token(record, "Rune", "read")
    record.close()
    return made


def _tokens_of_nobody(news: Path) -> str:
    record = Record(news)
    add_account(record, "Ilka", "admin", PASSWORD)
    made = add_token(record, "Ilka", "correct")
    remove_account(record, "Ilka")
    record.close()
    return made


TOKENS: dict[str, tuple[Callable[[Path, str], str], int]] = {
    "none": (lambda news, token: "", 401),
    "no token behind the word": (lambda news, token: "Bearer", 401),
    "made up": (lambda news, token: "Bearer sayso_" + "A" * 43, 401),
    "half of it": (lambda news, token: f"Bearer {token[:-1]}", 401),
    "more than it": (lambda news, token: f"Bearer {token}A", 401),
    "in capitals": (lambda news, token: f"Bearer {token.upper()}", 401),
    "as it is kept": (lambda news, token: f"Bearer {_sha256(token)}", 401),
    "a password": (lambda news, token: f"Bearer {PASSWORD}", 401),
    "as a password": (lambda news, token: "Basic " + base64.b64encode(f"Rune:{token}".encode()).decode(), 401),
    "a name and a password": (
        lambda news, token: "Basic " + base64.b64encode(f"Rune:{PASSWORD}".encode()).decode(),
        401,
    ),
    "without the word": (lambda news, token: token, 401),
    "a session": (lambda news, token: f"Bearer {_session(news)}", 401),
    "taken back": (lambda news, token: f"Bearer {_revoked(news)}", 401),
    "of an account that is gone": (lambda news, token: f"Bearer {_tokens_of_nobody(news)}", 401),
    "for reading": (lambda news, token: f"Bearer {_reading_only(news)}", 403),
    "SQL": (lambda news, token: "Bearer ' OR 1=1 --", 401),
    "no Unicode": (lambda news, token: "Bearer \xff\xfe", 401),
    "without end": (lambda news, token: "Bearer " + "A" * 50_000, 401),
}


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_that_is_not_one_corrects_nothing(client: httpx.Client, news: Path, token: str, name: str) -> None:
    make, status = TOKENS[name]
    made = make(news, token).encode("latin-1")
    given = [(b"Authorization", made)] if made else []
    for path, sent in (
        (f"/api/v1/statements/{_number(client)}/corrections", {"wrong": True}),
        ("/api/v1/actors/1/merge", {"other": 2}),
        ("/api/v1/actors/1/split", {"article": 1}),
    ):
        answer = client.post(path, json=sent, headers=given)
        assert error(answer) == status
        assert ("www-authenticate" in answer.headers) == (status == 401)


def test_a_token_counts_in_its_header_only(rune: httpx.Client, token: str) -> None:
    path, sent = f"/api/v1/statements/{_number(rune)}/corrections", {"wrong": True}
    for name in ("token", "access_token", "Authorization"):
        assert error(rune.post(path, params={name: token}, json=sent)) == 422  # no such parameter
        assert error(rune.post(path, json=sent | {name: token})) in (401, 422)
        assert error(rune.post(path, json=sent, headers={"Cookie": f"{name}={token}"})) == 401


def test_a_token_opens_no_page(client: httpx.Client, token: str) -> None:
    assert client.get("/review", headers={"Authorization": f"Bearer {token}"}).status_code == 303
