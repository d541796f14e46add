"""Correcting through the API: all fields, several statements, slips, taking back, agreement; days as people write."""

from pathlib import Path

import httpx
import pytest

from sayso.record import Record
from sayso.record.accounts import add_token


@pytest.fixture
def news(linked_news: Path) -> Path:
    return linked_news


def id_of(client: httpx.Client, words: str) -> str:
    return str(client.get("/api/v1/statements", params={"q": words}).json()["items"][0]["id"])


def one(client: httpx.Client, id: str) -> dict[str, object]:
    told: dict[str, object] = client.get(f"/api/v1/statements/{id}").json()
    return told


def test_all_fields_at_once_and_taken_back(corrector: httpx.Client) -> None:
    id, outer = id_of(corrector, "money"), id_of(corrector, "cracks")
    before = one(corrector, id)
    said = {
        "speakers": ["Mira Dolan"], "addressees": ["Ada Holm"], "act": "warn", "negated": True, "stance": "endorsing",
        "event": "state", "sourcing": "document", "day": "5 March 2024", "source": [], "cue": ["denied that"],
        "content": ["money was missing"], "addressee": ["the council"], "via": ["the ferry"], "parent": outer,
    }  # fmt: skip
    answer = corrector.post(f"/api/v1/statements/{id}/corrections", json=said)
    assert answer.status_code == 201
    assert {c["field"] for c in answer.json()["items"]} == set(said)
    now = one(corrector, id)
    assert (now["when_start"], now["parent"], now["event"], now["source"]) == ("2024-03-05", outer, "state", "")
    assert (now["speakers"], now["addressees"], now["cue"]) == ("Mira Dolan", "Ada Holm", "denied that")
    told = corrector.post("/api/v1/corrections/undo").json()
    assert told["statements"] == [id]
    assert one(corrector, id) == before
    noted = corrector.get(f"/api/v1/statements/{id}/corrections").json()["items"]
    assert all(c["withdrawn"] and not c["attached"] for c in noted)
    nothing = corrector.post("/api/v1/corrections/undo")
    assert (nothing.status_code, "has corrected nothing" in nothing.text) == (422, True)


def test_a_slip_is_asked_about(corrector: httpx.Client) -> None:
    path = f"/api/v1/statements/{id_of(corrector, 'money')}/corrections"
    asked = corrector.post(path, json={"speakers": ["Ada Hlom"]})
    assert asked.status_code == 422
    assert asked.json()["error"]["detail"] == "nobody is called Ada Hlom: did you mean Ada Holm?"
    assert corrector.post(path, json={"speakers": ["Ada Hlom"], "new_names": True}).status_code == 201


def test_several_are_one_correction(corrector: httpx.Client) -> None:
    ids = [id_of(corrector, words) for words in ("money", "cracks")]
    answer = corrector.post("/api/v1/corrections", json={"statements": ids, "speakers": ["Ada Holm"]})
    assert (answer.status_code, answer.json()) == (201, {"statements": ids})
    assert [one(corrector, id)["speakers"] for id in ids] == ["Ada Holm"] * 2
    assert corrector.post("/api/v1/corrections/undo").json()["statements"] == ids
    unknown = corrector.post("/api/v1/corrections", json={"statements": [*ids, "s000000000"], "act": "warn"})
    assert (unknown.status_code, one(corrector, ids[0])["act"]) == (422, "deny")


def test_nobody_takes_back_what_another_said(corrector: httpx.Client, news: Path) -> None:
    path = f"/api/v1/statements/{id_of(corrector, 'money')}/corrections"
    corrector.post(path, json={"act": "warn"})
    record = Record(news)
    other = {"Authorization": f"Bearer {add_token(record, 'Asta', 'correct')}"}
    record.close()
    assert corrector.post("/api/v1/corrections/undo", headers=other).status_code == 422
    corrector.post(path, json={"act": "confirm"}, headers=other)
    found = corrector.get("/api/v1/agreement").json()
    assert found["people"] == ["Asta", "Rune"]
    assert [d["said"] for d in found["disagreements"]] == [{"Rune": "warn", "Asta": "confirm"}]
    assert corrector.post("/api/v1/corrections/undo").status_code == 201
    assert corrector.get("/api/v1/agreement").json()["people"] == []
    assert corrector.get(path).json()["items"][-1]["value"] == "confirm"


@pytest.mark.parametrize(
    ("given", "of_all"),
    [({"since": "2026"}, True), ({"until": "2026"}, True), ({"until": "2025"}, False), ({"since": "March 2026"}, True),
     ({"since": "13.3.2026"}, False), ({"until": "12 March 2026"}, False)],
)  # fmt: skip
def test_a_year_is_a_year(client: httpx.Client, given: dict[str, str], of_all: bool) -> None:
    every = client.get("/api/v1/statements/counts").json()["total"]
    assert (client.get("/api/v1/statements/counts", params=given).json()["total"] == every) == of_all


@pytest.mark.parametrize("given", ["3/4/2026", "soon", "2026-13"])
def test_what_is_no_day_is_told(client: httpx.Client, given: str) -> None:
    answer = client.get("/api/v1/statements", params={"since": given})
    assert answer.status_code == 422
    assert answer.json()["error"]["detail"].startswith("since: ")
