"""Many texts read behind an answer: how far that is, what came of each, and how it is ended."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from patience import PATIENCE
from web_visits import running, visitor

from sayso.web.bulk import BulkReader

RAIN = "Mira Dolan said that it rained all day long."
ICE = "Tomas Ruud warned that the ice was thin."


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Semaphore]:
    """Each text of a job waits for its turn, which the test gives."""
    given = threading.Semaphore(0)
    read = BulkReader.read

    def waiting(reader: BulkReader, *of: Any) -> Any:
        assert given.acquire(timeout=PATIENCE)
        return read(reader, *of)

    monkeypatch.setattr(BulkReader, "read", waiting)
    yield given
    given.release(1_000)


def begin(client: httpx.Client, *items: dict[str, str]) -> str:
    answer = client.post("/api/v1/reads", json={"items": items})
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/api/v1/reads/{answer.json()['id']}"
    return str(answer.headers["location"])


def until(client: httpx.Client, job: str, is_so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Ask how far a job is until it is so far."""
    while not is_so(told := client.get(job).json()):
        pass
    return dict(told)


def is_done(told: dict[str, Any]) -> bool:
    return bool(told["state"] == "done")


def test_each_of_many_is_read_or_told_why_not(client: httpx.Client) -> None:
    before = client.get("/api/v1/articles").json()
    job = begin(client, {"text": RAIN}, {"url": "http://127.0.0.1:9/"}, {"html": ""}, {"text": ICE})
    told = until(client, job, is_done)
    assert (told["total"], told["done"], told["failed"]) == (4, 4, 2)
    items = client.get(f"{job}/items").json()["items"]
    assert [i["position"] for i in items] == [1, 2, 3, 4]
    said = [i["article"] and i["article"]["statements"][0]["content"][0]["text"] for i in items]
    assert said == ["that it rained all day long", None, None, "that the ice was thin"]
    assert [i["error"] and i["error"]["status"] for i in items] == [None, 422, 422, None]
    assert "not on the public internet" in items[1]["error"]["detail"]
    assert client.get("/api/v1/articles").json() == before


def test_what_is_done_is_told_while_the_rest_goes_on(client: httpx.Client, turns: threading.Semaphore) -> None:
    job = begin(client, {"text": RAIN}, {"text": ICE}, {"text": RAIN})
    turns.release(2)
    assert until(client, job, lambda told: told["done"] == 2)["state"] == "running"
    first = client.get(f"{job}/items", params={"limit": 1}).json()
    rest = client.get(f"{job}/items", params={"after": first["next"]}).json()
    assert [i["position"] for i in (*first["items"], *rest["items"])] == [1, 2]
    turns.release()
    assert until(client, job, is_done)["done"] == 3


def test_a_job_that_is_cancelled_is_gone_and_makes_room(client: httpx.Client, turns: threading.Semaphore) -> None:
    jobs = [begin(client, {"text": RAIN}), begin(client, {"text": ICE})]
    full = client.post("/api/v1/reads", json={"items": [{"text": RAIN}]})
    assert (full.status_code, full.headers["retry-after"]) == (429, "30")
    assert "Two of your jobs go on" in full.json()["error"]["detail"]
    assert client.delete(jobs[0]).status_code == 204
    assert client.get(jobs[0]).status_code == client.delete(jobs[0]).status_code == 404
    turns.release(2)
    third = begin(client, {"text": RAIN})
    turns.release()
    assert until(client, third, is_done)["done"] == 1


def test_the_server_ends_while_a_job_goes_on(news: Path, turns: threading.Semaphore) -> None:
    with running(news) as address, visitor(address) as client:
        begin(client, *[{"text": RAIN}] * 100)
    turns.release(100)
    for thread in threading.enumerate():
        if thread.name.startswith("sayso-reads"):
            thread.join(PATIENCE)
    assert sum(turns.acquire(blocking=False) for _ in range(100)) >= 99  # all but one that was being read


@pytest.mark.parametrize(
    "sent",
    [{}, {"items": []}, {"items": [{}]}, {"items": [{"text": "a", "html": "b"}]}, {"items": [{"text": "a"}] * 101}],
)
def test_a_job_of_nothing_or_too_much_is_refused(client: httpx.Client, sent: dict[str, Any]) -> None:
    assert client.post("/api/v1/reads", json=sent).status_code == 422
