"""The JSON API: search, articles, corrections, reading; its document, its cursors, its ETags."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from web_visits import BRIDGE, add, visitor

from sayso import Reader
from sayso.linking import update
from sayso.record import Correction, Record, correct
from sayso.record.accounts import remove_token


@pytest.fixture
def linked_news(news: Path) -> Path:
    """The record of the other tests, its articles linked."""
    record = Record(news)
    update(record)
    record.close()
    return news


def items(client: httpx.Client, path: str, **params: Any) -> list[dict[str, Any]]:
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_a_search_finds_by_words_people_acts_and_days(client: httpx.Client) -> None:
    (found,) = items(client, "/api/v1/statements", q="cracks she")
    assert found["speakers"] == "Mira Dolan"
    assert found["content"] == "“We found cracks in five pillars,”"
    assert found["sentence"].startswith("“We found cracks")
    assert {x["speakers"] for x in items(client, "/api/v1/statements", by="ruud", act="deny")} == {"Tomas Ruud"}
    assert items(client, "/api/v1/statements", until="2026-03-10") == []
    assert len(items(client, "/api/v1/statements", act=["deny", "warn"])) == 3


def test_the_counts_of_a_facet_are_those_that_one_could_choose(client: httpx.Client) -> None:
    every = client.get("/api/v1/statements/counts").json()
    denied = client.get("/api/v1/statements/counts", params={"act": "deny"}).json()
    assert denied["total"] == 1
    assert denied["act"] == every["act"]
    assert denied["sourcing"] == [{"value": "named", "count": 1}]
    assert sum(x["count"] for x in every["act"]) == every["total"]


def test_counts_follow_what_is_added(news: Path, client: httpx.Client, reader: Reader) -> None:
    before = client.get("/api/v1/statements/counts").json()["total"]
    record = Record(news)
    add(record, reader, "https://post.example/again", BRIDGE)
    record.close()
    assert client.get("/api/v1/statements/counts").json()["total"] > before


def test_cursors_lead_through_all_once(client: httpx.Client) -> None:
    total = client.get("/api/v1/statements/counts").json()["total"]
    seen: list[int] = []
    after = None
    while True:
        answer = client.get("/api/v1/statements", params={"limit": 2, **({"after": after} if after else {})}).json()
        seen += [x["id"] for x in answer["items"]]
        after = answer["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == total
    first = client.get("/api/v1/articles", params={"limit": 2}).json()
    rest = client.get("/api/v1/articles", params={"limit": 2, "after": first["next"]}).json()
    assert [x["id"] for x in first["items"] + rest["items"]] == [3, 2, 1]
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("statements?limt=3", "limt: there is no such parameter here; did you mean limit?"),
        ("statements/counts?min_confidnce=1", "min_confidnce: there is no such parameter here; did you mean min_conf"),
        ("threads?author=x", "author: there is no such parameter here; there are after, by, limit, q, since, until."),
        ("articles/1?utm_source=x", "utm_source: there is no such parameter here; there are none."),
    ],
)
def test_a_parameter_that_is_not_known_is_refused_with_the_nearest(client: httpx.Client, asked: str, told: str) -> None:
    answer = client.get(f"/api/v1/{asked}")
    assert answer.status_code == 422
    assert answer.json()["error"]["detail"].startswith(told)


def test_a_field_that_is_not_known_is_refused_with_the_nearest(client: httpx.Client) -> None:
    answer = client.post("/api/v1/read", json={"txt": "a"})
    assert answer.json()["error"]["detail"] == "txt: there is no such field here; did you mean text?"


def test_pages_take_what_trackers_add_to_their_address(client: httpx.Client) -> None:
    assert client.get("/?q=bridge&utm_source=mail").status_code == 200


LISTS = ("statements", "statements/like?text=the bridge", "articles", "actors", "audit", "threads")


@pytest.mark.parametrize("of", LISTS)
def test_each_list_is_paged_in_one_way(linked_news: Path, serve: Callable[..., str], of: str) -> None:
    with visitor(serve(linked_news)) as client:
        join = "&" if "?" in of else "?"
        whole = client.get(f"/api/v1/{of}{join}limit=100").json()
        assert whole["next"] is None
        some, link = [], f"/api/v1/{of}{join}limit=1"
        while link:
            answer = client.get(link)
            some += answer.json()["items"]
            assert ("link" in answer.headers) == (answer.json()["next"] is not None)
            link = answer.links.get("next", {}).get("url", "")
        assert some == whole["items"]
        assert len(some) > 1 or of == "threads"


def test_what_is_added_meanwhile_moves_no_page(linked_news: Path, serve: Callable[..., str], reader: Reader) -> None:
    with visitor(serve(linked_news)) as client:
        (who,) = [a for a in items(client, "/api/v1/actors") if a["name"] == "Mira Dolan"]
        path = f"/api/v1/actors/{who['id']}/statements"
        before = [s["id"] for s in items(client, path, limit=100)]
        first = client.get(path, params={"limit": 2}).json()
        record = Record(linked_news)
        add(record, reader, "https://post.example/newer", BRIDGE.replace("three", "nine"), "2026-05-01")
        update(record)
        record.close()
        assert len(items(client, path, limit=100)) > len(before)
        rest = items(client, path, limit=100, after=first["next"])
        assert [s["id"] for s in (*first["items"], *rest)] == before


def test_an_answer_is_known_by_the_record_and_not_worked_out_again(
    news: Path, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get("/api/v1/statements?q=bridge")
    known = {"If-None-Match": first.headers["etag"]}
    assert client.get("/api/v1/statements?q=ferry", headers=known).status_code == 200
    assert client.get("/api/v1/statements?q=bridge", headers={"If-None-Match": "*"}).status_code == 304
    assert client.get("/api/v1/statements/s999", headers={"If-None-Match": "*"}).status_code == 404
    with monkeypatch.context() as patch:
        patch.setattr("sayso.web.api.statements.found", None)  # who searched now would break
        assert client.get("/api/v1/statements?q=bridge", headers=known).status_code == 304
    record = Record(news)
    record.remove("https://post.example/ferry")
    record.close()
    assert client.get("/api/v1/statements?q=bridge", headers=known).status_code == 200


def test_what_a_token_showed_is_nothing_to_another(news: Path, corrector: httpx.Client) -> None:
    first = corrector.get("/api/v1/lessons")
    known = {"If-None-Match": first.headers["etag"]}
    assert corrector.get("/api/v1/lessons", headers=known).status_code == 304
    assert corrector.get("/api/v1/lessons", headers=known | {"Authorization": "Bearer nobody"}).status_code == 401
    record = Record(news)
    assert remove_token(record, 1)
    record.close()
    assert corrector.get("/api/v1/lessons", headers=known).status_code == 401


def test_an_answer_that_did_not_change_is_not_sent_again(news: Path, client: httpx.Client) -> None:
    for path in ("/api/v1/statements?q=bridge", "/api/v1/articles/1", "/articles/1", "/"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b""), path
        weak = f'"other", W/{first.headers["etag"]}'
        assert client.get(path, headers={"If-None-Match": weak}).status_code == 304
    first = client.get("/api/v1/articles/1")
    record = Record(news)
    (found,) = items(client, "/api/v1/statements", q="cracks she")
    correct(record, found["id"], Correction(by="Rune", act="praise"))
    record.close()
    assert client.get("/api/v1/articles/1", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_an_article_is_as_the_schema_has_it(client: httpx.Client) -> None:
    schema = json.loads((Path(__file__).parents[2] / "src/sayso/record.schema.json").read_text())
    for number in (1, 2, 3):
        Draft202012Validator(schema).validate(client.get(f"/api/v1/articles/{number}").json())
    made = client.post("/api/v1/read", json={"text": "Mira Dolan said that it rained."}).json()
    Draft202012Validator(schema).validate(made)
    assert [s["content"][0]["text"] for s in made["statements"]] == ["that it rained"]


def test_versions_tell_what_changed(client: httpx.Client) -> None:
    told = client.get("/api/v1/articles/1/versions").json()
    assert [v["latest"] for v in told["versions"]] == [False, True]
    assert [v["edited"] for v in told["versions"]] == [False, True]
    (change,) = client.get("/api/v1/articles/1/changes").json()["items"]
    told = {(s["what"], (s["after"] or s["before"])["speakers"]) for s in change["statements"]}
    assert told == {("altered", "Mira Dolan"), ("added", "Ada Holm")}
    assert (change["version"], change["summary"]) == (2, "1 statement altered, 1 added")
    assert change["statements"][0]["before"]["content"] == "“We found cracks in three pillars,”"
    assert [p["what"] for p in change["paragraphs"]] == ["altered", "added"]
    assert client.get("/api/v1/articles/2/changes").json() == {"items": []}
    assert client.get("/api/v1/articles/99/changes").status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"html": "<html><body><article><h1>Rain</h1><p>Mira Dolan said that it rained all day long.</p></article>"},
        {"text": "Mira Dolan said that it rained all day long."},
    ],
)
def test_reading_keeps_nothing(client: httpx.Client, sent: dict[str, str]) -> None:
    before = client.get("/api/v1/articles").json()
    made = client.post("/api/v1/read", json=sent)
    assert made.status_code == 200
    assert "that it rained all day long" in [s["content"][0]["text"] for s in made.json()["statements"]]
    assert client.get("/api/v1/articles").json() == before


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 422),
        ({"text": "a", "html": "b"}, 422),
        ({"text": "a", "other": "b"}, 422),
        ({"text": 1}, 422),
        ({"text": "x" * 100_001}, 422),
        ({"html": "<p>" + "x " * 60_000}, 413),
        ({"html": ""}, 422),
        ({"url": "ftp://post.example/"}, 422),
        ({"url": "http://127.0.0.1:9/"}, 422),
        ({"url": "http://[::1]/"}, 422),
        ({"url": "file:///etc/passwd"}, 422),
        ({"url": "/etc/passwd"}, 422),
    ],
)
def test_what_cannot_be_read_is_told(client: httpx.Client, sent: dict[str, Any], status: int) -> None:
    answer = client.post("/api/v1/read", json=sent)
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]["detail"]


def test_half_a_surrogate_pair_does_no_harm(client: httpx.Client) -> None:
    answer = client.post(
        "/api/v1/read", content=b'{"text": "He said \\ud800 no."}', headers={"Content-Type": "application/json"}
    )
    assert answer.status_code in (200, 422)


def test_a_correction_is_made_and_listed(corrector: httpx.Client) -> None:
    (found,) = items(corrector, "/api/v1/statements", q="cracks she")
    path = f"/api/v1/statements/{found['id']}/corrections"
    sent = {"speakers": ["Ada Holm"], "content": ["We found cracks in five pillars"], "why": "She said it"}
    made = corrector.post(path, json=sent)
    assert made.status_code == 201
    assert [(x["field"], x["value"], x["by"]) for x in made.json()["items"]] == [
        ("speakers", ["Ada Holm"], "Rune"),
        ("content", ["We found cracks in five pillars"], "Rune"),
    ]
    now = corrector.get(f"/api/v1/statements/{found['id']}").json()
    assert (now["speakers"], now["content"]) == ("Ada Holm", "We found cracks in five pillars")
    assert now["corrected_by"] == "Rune"


def test_a_note_is_left_and_listed_and_corrections_are_training_data(corrector: httpx.Client) -> None:
    stranger = {"Authorization": "Bearer nobody"}
    (found,) = items(corrector, "/api/v1/statements", q="cracks she")
    path = f"/api/v1/statements/{found['id']}/notes"
    assert corrector.post(path, json={"body": "Who is this?"}, headers=stranger).status_code == 401
    assert corrector.post(path, json={"body": "  "}).status_code == 422
    made = corrector.post(path, json={"body": " Her office denies it. "})
    assert made.status_code == 201
    assert [(n["body"], n["who"]) for n in corrector.get(path).json()["items"]] == [("Her office denies it.", "Rune")]

    assert corrector.get("/api/v1/lessons", headers=stranger).status_code == 401
    assert corrector.get("/api/v1/lessons").json() == {"items": [], "next": None}
    corrector.post(f"/api/v1/statements/{found['id']}/corrections", json={"act": "deny"})
    (lesson,) = corrector.get("/api/v1/lessons").json()["items"]
    assert [a["act"] for a in lesson["attributions"]] == ["deny"]


@pytest.mark.parametrize(
    ("sent", "status", "told"),
    [
        ({}, 422, "Say what is to be corrected"),
        ({"why": "no"}, 422, "Say what is to be corrected"),
        ({"act": "sing"}, 422, "act"),
        ({"content": ["words that stand nowhere"]}, 422, "not in the article's text"),
        ({"content": [""]}, 422, "content"),
        ({"wrong": "yes"}, 422, "wrong"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    corrector: httpx.Client, sent: dict[str, Any], status: int, told: str
) -> None:
    (found,) = items(corrector, "/api/v1/statements", q="cracks she")
    answer = corrector.post(f"/api/v1/statements/{found['id']}/corrections", json=sent)
    assert answer.status_code == status
    assert told in answer.json()["error"]["detail"]
    assert "news.db" not in answer.text
    assert corrector.post("/api/v1/statements/99999/corrections", json={"act": "deny"}).status_code == 404


def test_the_document_tells_every_error_in_the_one_shape(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            assert told["summary"], (method, path)
            for status, answer in told["responses"].items():
                if int(status) >= 400:
                    schema = answer["content"]["application/json"]["schema"]
                    assert schema == {"$ref": "#/components/schemas/ErrorAnswer"}, (method, path, status)
    page = client.get("/api").text
    assert all(f'id="{told["operationId"]}"' in page for m in document["paths"].values() for told in m.values())


def test_machines_that_watch_get_an_answer(client: httpx.Client) -> None:
    assert client.get("/-/health").json() == {"ok": True}
    assert set(client.get("/-/versions.json").json()) == {"sayso", "record", "sqlite"}
    assert client.head("/-/health").status_code == 200
