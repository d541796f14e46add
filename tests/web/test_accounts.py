"""Who may do what: signing in, cookies, forms, roles, API tokens, and how often one may ask."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from web_visits import PASSWORD, csrf, send

from sayso.record import Record
from sayso.record.accounts import add_token, remove_account, remove_token, tokens
from sayso.web.accounts import add_account

SignIn = Callable[[str], httpx.Client]


def cookie(answer: httpx.Response) -> dict[str, str]:
    """The parts of a Set-Cookie header."""
    parts = answer.headers["set-cookie"].split("; ")
    return {name.lower(): value for name, _, value in (part.partition("=") for part in parts)}


def id_of(client: httpx.Client, words: str) -> str:
    found: str = client.get("/api/v1/statements", params={"q": words}).json()["items"][0]["id"]
    return found


def test_who_signs_in_gets_a_cookie_that_scripts_and_other_sites_cannot_use(client: httpx.Client) -> None:
    answer = send(client, "/sign-in", page="/sign-in", name="Rune", password=PASSWORD, next="/review")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    told = cookie(answer)
    assert "httponly" in told
    assert told["samesite"].lower() == "lax"
    assert "secure" not in told
    assert "Rune" in client.get("/").text


def test_behind_https_the_cookie_goes_nowhere_else(client: httpx.Client) -> None:
    answer = client.get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert "secure" in cookie(answer)


@pytest.mark.parametrize(("name", "password"), [("Rune", "wrong"), ("Nobody", PASSWORD), ("", ""), ("Rune", "\0")])
def test_a_wrong_name_or_password_does_not_sign_in(client: httpx.Client, name: str, password: str) -> None:
    answer = send(client, "/sign-in", page="/sign-in", name=name, password=password)
    assert answer.status_code == 401
    assert "No account has this name and password." in answer.text
    assert client.get("/review").status_code == 303


@pytest.mark.parametrize("next", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(client: httpx.Client, next: str) -> None:
    answer = send(client, "/sign-in", page="/sign-in", name="Rune", password=PASSWORD, next=next)
    assert answer.headers["location"] == "/"


def test_a_session_from_before_signing_in_is_worth_nothing_after(client: httpx.Client) -> None:
    client.get("/sign-in")
    before = client.cookies["sayso_session"]
    send(client, "/sign-in", page="/sign-in", name="Rune", password=PASSWORD)
    assert client.cookies["sayso_session"] != before
    client.cookies.set("sayso_session", before)
    assert client.get("/review").status_code == 303


def test_signing_out_ends_the_session_wherever_its_cookie_went(client: httpx.Client) -> None:
    send(client, "/sign-in", page="/sign-in", name="Rune", password=PASSWORD)
    kept = client.cookies["sayso_session"]
    assert client.get("/review").status_code == 200
    assert send(client, "/sign-out", page="/review").status_code == 303
    client.cookies.set("sayso_session", kept)
    assert client.get("/review").status_code == 303


@pytest.mark.parametrize("forged", ["", "x", "x.y", "Rune.c2lnbmF0dXJl", "a" * 5000])
def test_a_forged_cookie_is_none(client: httpx.Client, forged: str) -> None:
    answer = client.get("/review", headers={"Cookie": f"sayso_session={forged}"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Freview")


def test_a_new_password_and_taking_out_an_account_end_its_sessions(news: Path, sign_in: SignIn) -> None:
    rune, asta = sign_in("Rune"), sign_in("Asta")
    record = Record(news)
    add_account(record, "Rune", "reviewer", "another long password")
    remove_account(record, "Asta")
    record.close()
    assert rune.get("/review").status_code == 303
    assert asta.get("/review").status_code == 303


def test_the_form_of_one_visitor_is_worth_nothing_to_another(client: httpx.Client, sign_in: SignIn) -> None:
    statement = id_of(client, "cracks")
    own = csrf(sign_in("Asta"), f"/statements/{statement}/correct")
    rune = sign_in("Rune")
    answer = rune.post(f"/statements/{statement}/judge", data={"csrf": own, "answer": "wrong"})
    assert answer.status_code == 403


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_form_that_another_site_sends_is_refused(
    client: httpx.Client, sign_in: SignIn, headers: dict[str, str]
) -> None:
    statement = id_of(client, "cracks")
    rune = sign_in("Rune")
    token = csrf(rune, f"/statements/{statement}/correct")
    data = {"csrf": token, "answer": "wrong"}
    assert rune.post(f"/statements/{statement}/judge", data=data, headers=headers).status_code == 403
    assert rune.post(f"/statements/{statement}/judge", data=data).status_code == 303


@pytest.mark.parametrize("path", ["/review", "/corrections.jsonl", "/statements/1/correct", "/articles/1/missed"])
def test_pages_for_correcting_lead_others_to_sign_in(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?next=%2F")


def test_only_admins_take_out_articles_and_the_notes_of_others(client: httpx.Client, sign_in: SignIn) -> None:
    statement = id_of(client, "cracks")
    rune, asta = sign_in("Rune"), sign_in("Asta")
    here = f"/statements/{statement}/correct"
    send(asta, f"/statements/{statement}/notes", page=here, body="Ask the harbour office")
    assert send(rune, "/notes/1/remove", page=here).status_code == 403
    assert send(asta, "/notes/1/remove", page=here).status_code == 303
    assert send(rune, "/articles/2/remove", page=here, why="spam").status_code == 403
    assert rune.get("/articles/2").status_code == 200
    assert send(asta, "/articles/2/remove", page="/articles/2", why="spam").status_code == 303
    assert asta.get("/articles/2").status_code == 404


def test_tokens_are_for_what_they_were_made(news: Path, client: httpx.Client) -> None:
    record = Record(news)
    read, correct = add_token(record, "Rune", "read"), add_token(record, "Rune", "correct")
    statement = id_of(client, "cracks")
    path = f"/api/v1/statements/{statement}/corrections"

    def status(token: str | None) -> int:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return client.post(path, json={"act": "warn"}, headers=headers).status_code

    assert (status(None), status("made up"), status(read), status(correct)) == (401, 401, 403, 201)
    (made,) = client.get(path).json()["items"]
    assert (made["field"], made["value"], made["by"]) == ("act", "warn", "Rune")
    assert [t.scope for t in tokens(record)] == ["read", "correct"]
    assert remove_token(record, 2)
    assert status(correct) == 401
    record.close()


def test_a_cookie_does_not_correct_through_the_api(client: httpx.Client, sign_in: SignIn) -> None:
    statement = id_of(client, "cracks")
    answer = sign_in("Rune").post(f"/api/v1/statements/{statement}/corrections", json={"wrong": True})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_another_password_takes_tokens_back(news: Path, client: httpx.Client) -> None:
    record = Record(news)
    headers = {"Authorization": f"Bearer {add_token(record, 'Rune', 'read')}"}
    other = {"Authorization": f"Bearer {add_token(record, 'Asta', 'correct')}"}
    add_account(record, "Rune", "reviewer", "another long password")
    assert [t.account for t in tokens(record)] == ["Asta"]
    record.close()
    assert client.get("/api/v1/lessons", headers=headers).status_code == 401
    assert client.get("/api/v1/lessons", headers=other).status_code == 200


def test_passwords_and_tokens_are_kept_hashed(news: Path) -> None:
    """By the command itself, which hashes as RFC 9106 has it."""
    command = [sys.executable, "-m", "sayso.cli.main", "accounts", str(news)]
    made = [*command, "--add", "Ines", "--role", "reviewer", "--password-stdin"]
    subprocess.run(made, input=PASSWORD, text=True, check=True, stdout=subprocess.DEVNULL)
    token = subprocess.run(
        [*command, "--token", "Ines", "--scope", "read"], text=True, check=True, stdout=subprocess.PIPE
    )
    data = news.read_bytes()
    assert PASSWORD.encode() not in data
    assert token.stdout.strip().encode() not in data
    assert b"$argon2id$v=19$m=65536,t=3,p=4$" in data


@pytest.mark.usefixtures("still")
def test_who_guesses_passwords_is_slowed_down(client: httpx.Client) -> None:
    token = csrf(client, "/sign-in")
    guess = {"csrf": token, "name": "Rune", "password": "guess"}
    answers = [client.post("/sign-in", data=guess) for _ in range(12)]
    assert answers[0].status_code == 401
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert client.get("/").status_code == 200


@pytest.mark.usefixtures("still")
def test_anonymous_posts_are_slowed_down_and_those_with_a_token_are_not(news: Path, client: httpx.Client) -> None:
    record = Record(news)
    headers = {"Authorization": f"Bearer {add_token(record, 'Rune', 'read')}"}
    record.close()
    answers = [client.post("/api/v1/read", json={"text": "No."}) for _ in range(25)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert answers[-1].json()["error"]["title"] == "Too Many Requests"
    assert client.post("/api/v1/read", json={"text": "No."}, headers=headers).status_code == 200
