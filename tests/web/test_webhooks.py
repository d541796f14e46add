"""Who follows an actor or a search is told what is new: signed, again where that fails, also by the next server."""

import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import standardwebhooks
from followers import program
from patience import PATIENCE
from web_visits import BRIDGE_LATER, FERRY, add, running, visitor

from sayso import Reader
from sayso.linking import update
from sayso.record import Record, webhooks
from sayso.record.accounts import add_token
from sayso.record.verify import verify
from sayso.web import Settings, deliveries
from sayso.web.deliveries import new_secret

FRIENDLY = Settings(webhooks="private")  # the programs of these tests run on this machine
SAYS = "Bridge news\n\nMira Dolan said that the bridge would open in June. Ada Holm said that the ice was thin."
RAIN = "Rain\n\nMira Dolan warned that the rain would come back."


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked often, and nothing waits to be sent again."""
    monkeypatch.setattr(deliveries, "_LOOKS", 0.01)
    monkeypatch.setattr(webhooks, "_PAUSES", (0, 0, 0))


@pytest.fixture
def news(linked_news: Path) -> Path:
    return linked_news


@pytest.fixture
def token(news: Path) -> dict[str, str]:
    record = Record(news)
    made = add_token(record, "Rune", "correct")
    record.close()
    return {"Authorization": f"Bearer {made}"}


@pytest.fixture
def client(news: Path, token: dict[str, str], serve: Callable[..., str]) -> Iterator[httpx.Client]:
    with visitor(serve(news, FRIENDLY)) as made:
        made.headers.update(token)
        yield made


def dolan(client: httpx.Client) -> str:
    return str(client.get("/api/v1/actors", params={"name": "Mira Dolan"}).json()["items"][0]["id"])


def follow(client: httpx.Client, **given: str) -> dict[str, Any]:
    answer = client.post("/api/v1/webhooks", json=given)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def arrives(news: Path, reader: Reader, url: str, text: str, *, linked: bool = True) -> None:
    record = Record(news)
    add(record, reader, url, text, "2026-04-01")
    if linked:
        update(record)
    record.close()


def until(client: httpx.Client, hook: dict[str, Any], state: str) -> dict[str, Any]:
    """Ask how a webhook is until it is so."""
    while (told := client.get(f"/api/v1/webhooks/{hook['id']}").json())["state"] != state:
        pass
    return dict(told)


def test_what_a_followed_actor_says_is_sent_signed(client: httpx.Client, news: Path, reader: Reader) -> None:
    with program() as other:
        hook = follow(client, actor=dolan(client), url=other.address)
        arrives(news, reader, "https://post.example/june", SAYS)
        headers, body = other.got.get(timeout=PATIENCE)
        signed = standardwebhooks.Webhook(hook["secret"]).verify(body, headers)
        forged = body.replace(b"June", b"July")
        with pytest.raises(standardwebhooks.WebhookVerificationError):
            standardwebhooks.Webhook(hook["secret"]).verify(forged, headers)
        assert signed["type"] == "statements.new"
        assert signed["data"]["actor"] == dolan(client)
        (said,) = signed["data"]["statements"]
        assert (said["speakers"], said["content"]) == ("Mira Dolan", "that the bridge would open in June")
        assert client.get(f"/api/v1/statements/{said['id']}").json() == said
        told = until(client, hook, "active")
        assert told["problem"] is None
        assert "secret" not in told


def test_the_receiver_of_the_docs_prints_what_is_new(client: httpx.Client, news: Path, reader: Reader) -> None:
    docs = (Path(__file__).parents[2] / "docs/http.md").read_text("utf8")
    (code,) = (c for c in re.findall(r"```python\n(.*?)```", docs, re.DOTALL) if "class Hook" in c)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    secret = new_secret()
    code = code.replace("whsec_...", secret).replace("9000", str(port)).replace('content"])', 'content"], flush=True)')
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as receiver:
        try:
            while True:
                with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
            hook = follow(client, actor=dolan(client), url=f"http://127.0.0.1:{port}/", secret=secret)
            arrives(news, reader, "https://post.example/june", SAYS)
            assert receiver.stdout
            assert receiver.stdout.readline() == b"Mira Dolan said that the bridge would open in June\n"
            assert until(client, hook, "active")["problem"] is None
        finally:
            receiver.kill()


def test_a_search_is_followed(client: httpx.Client, news: Path, reader: Reader) -> None:
    with program() as other:
        follow(client, search="q=ice&by=Holm", url=other.address)
        arrives(news, reader, "https://post.example/rain", RAIN)
        arrives(news, reader, "https://post.example/june", SAYS)
        assert other.contents() == ["that the ice was thin"]


def test_what_was_there_or_is_read_anew_is_not_new(client: httpx.Client, news: Path, reader: Reader) -> None:
    with program() as other:
        follow(client, actor=dolan(client), url=other.address)
        again = BRIDGE_LATER + " Mira Dolan said that the cracks were old."
        arrives(news, reader, "https://post.example/bridge", again)
        assert other.contents() == ["that the cracks were old"]


def test_what_is_not_linked_yet_waits(client: httpx.Client, news: Path, reader: Reader) -> None:
    with program() as other:
        follow(client, search="", url=other.address)
        follow(client, actor=dolan(client), url=other.address)
        arrives(news, reader, "https://post.example/june", SAYS, linked=False)
        arrives(news, reader, "https://post.example/rain", RAIN)
        some = [other.contents(), other.contents()]
        assert sorted(map(len, some)) == [2, 3]


def test_a_message_is_sent_again_as_the_same_one(client: httpx.Client, news: Path, reader: Reader) -> None:
    with program(500, 302) as other:
        hook = follow(client, actor=dolan(client), url=other.address)
        arrives(news, reader, "https://post.example/june", SAYS)
        ids = []
        for _ in range(3):
            headers, body = other.next()
            ids.append(headers["webhook-id"])
            assert len(body["data"]["statements"]) == 1
        assert len(set(ids)) == 1
        assert until(client, hook, "active")["tries"] == 0
        arrives(news, reader, "https://post.example/rain", RAIN)
        assert other.next()[0]["webhook-id"] not in ids


def test_one_that_never_answers_well_has_failed_until_it_is_resumed(
    client: httpx.Client, news: Path, reader: Reader
) -> None:
    with program(*[500] * 4) as other:
        hook = follow(client, actor=dolan(client), url=other.address)
        arrives(news, reader, "https://post.example/june", SAYS)
        told = until(client, hook, "failed")
        assert (told["problem"], told["tries"], told["next_try"]) == ("the server answered 500", 4, None)
        arrives(news, reader, "https://post.example/rain", RAIN)
        resumed = client.post(f"/api/v1/webhooks/{hook['id']}/resume")
        assert resumed.json()["state"] == "active"
        for _ in range(4):
            other.next()
        assert other.contents() == ["that the bridge would open in June"]
        assert other.contents() == ["that the rain would come back"]


def test_one_that_is_gone_is_not_sent_to_again(client: httpx.Client, news: Path, reader: Reader) -> None:
    with program(410) as other:
        hook = follow(client, actor=dolan(client), url=other.address)
        arrives(news, reader, "https://post.example/june", SAYS)
        assert until(client, hook, "failed")["tries"] == 1


def test_the_next_server_goes_on(news: Path, token: dict[str, str], reader: Reader) -> None:
    with program(500) as other:
        with running(news, FRIENDLY) as address, visitor(address) as client:
            client.headers.update(token)
            hook = follow(client, actor=dolan(client), url=other.address)
        arrives(news, reader, "https://post.example/june", SAYS)
        with running(news, Settings(webhooks="off")) as address, visitor(address) as client:
            assert client.get(f"/api/v1/webhooks/{hook['id']}", headers=token).json()["tries"] == 0
        assert other.got.empty()
        with running(news, FRIENDLY):
            first, second = other.next(), other.next()
        assert first[0]["webhook-id"] == second[0]["webhook-id"]


def test_addresses_of_ones_own_network_are_refused(
    news: Path, token: dict[str, str], serve: Callable[..., str], reader: Reader
) -> None:
    with visitor(serve(news)) as client:
        client.headers.update(token)
        for url in ("http://127.0.0.1:9/", "http://[::1]/", "http://169.254.169.254/", "ftp://post.example/", "//a"):
            answer = client.post("/api/v1/webhooks", json={"search": "", "url": url})
            assert answer.status_code == 422
            assert answer.json()["error"]["detail"].startswith("url: ")
    with running(news, FRIENDLY) as address, visitor(address) as client:
        client.headers.update(token)
        hook = follow(client, search="", url="http://127.0.0.1:9/")
    arrives(news, reader, "https://post.example/june", SAYS)
    with visitor(serve(news)) as client:  # which may not send there
        client.headers.update(token)
        assert "not on the public internet" in until(client, hook, "failed")["problem"]


def test_each_account_sees_its_own(client: httpx.Client, news: Path) -> None:
    record = Record(news)
    others = {"Authorization": f"Bearer {add_token(record, 'Asta', 'correct')}"}
    reads = {"Authorization": f"Bearer {add_token(record, 'Asta', 'read')}"}
    record.close()
    hook = follow(client, search="by=Dolan", url="http://127.0.0.1:9/")
    path = f"/api/v1/webhooks/{hook['id']}"
    assert [h["id"] for h in client.get("/api/v1/webhooks").json()["items"]] == [hook["id"]]
    assert client.get("/api/v1/webhooks", headers=others).json() == {"items": [], "next": None}
    for ask in (client.get, client.delete):
        assert ask(path, headers=others).status_code == 404
        assert ask(path, headers=reads).status_code == 403
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"search": ""}, "url"),
        ({"url": "http://127.0.0.1/"}, "Give one of actor and search."),
        ({"url": "http://127.0.0.1/", "actor": "a", "search": ""}, "Give one of actor and search."),
        ({"url": "http://127.0.0.1/", "actor": "a"}, "actor: There is no actor a."),
        ({"url": "http://127.0.0.1/", "search": "bye=Dolan"}, "search: bye: there is no such parameter here; did you"),
        ({"url": "http://127.0.0.1/", "search": "act=sing"}, "act: there is no 'sing'."),
        ({"url": "http://127.0.0.1/", "search": "", "secret": "whsec_short"}, "secret"),
    ],
)
def test_what_cannot_be_followed_is_refused(client: httpx.Client, sent: dict[str, str], told: str) -> None:
    answer = client.post("/api/v1/webhooks", json=sent)
    assert answer.status_code == 422
    assert told in answer.json()["error"]["detail"]


def test_an_account_has_so_many(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "MOST", 2)
    for _ in range(2):
        follow(client, search="", url="http://127.0.0.1:9/")
    assert client.post("/api/v1/webhooks", json={"search": "", "url": "http://127.0.0.1:9/"}).status_code == 409


def test_a_record_that_is_followed_is_whole(client: httpx.Client, news: Path, reader: Reader) -> None:
    with program() as other:
        hook = follow(client, search="", url=other.address)
        arrives(news, reader, "https://post.example/ferry", FERRY + " Ada Holm said that it was late.")
        assert other.contents() == ["that it was late"]
        until(client, hook, "active")
    assert client.delete(f"/api/v1/webhooks/{hook['id']}").status_code == 204
    record = Record(news)
    assert list(verify(record)) == []
    record.close()
