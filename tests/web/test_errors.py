"""Every error of the API has one shape; people get a page."""

import httpx
import pytest
from web_visits import send


def shape(answer: httpx.Response) -> tuple[int, str]:
    """Status and detail of an error; fails where it has any other shape."""
    assert answer.headers["content-type"] == "application/json"
    (error,) = answer.json().values()
    assert set(error) == {"status", "title", "detail"}
    assert list(answer.json()) == ["error"]
    assert error["status"] == answer.status_code
    assert error["title"]
    assert error["detail"]
    return error["status"], error["detail"]


@pytest.mark.parametrize(
    ("method", "path", "status", "told"),
    [
        ("GET", "/api/v1/nothing", 404, "/api/v1/nothing"),
        ("GET", "/api/v2/statements", 404, "/api/v2/statements"),
        ("GET", "/api/v1/statements/999999", 404, "999999"),
        ("GET", "/api/v1/statements/none", 404, "no statement none"),
        ("GET", "/api/v1/statements/s%00", 422, "id"),
        ("GET", "/api/v1/articles/99999999999999999999999", 422, "number"),
        ("GET", "/api/v1/statements?act=sing", 422, "act"),
        ("GET", "/api/v1/statements?since=2026-02-31", 422, "since"),
        ("GET", "/api/v1/statements?after=!!!", 422, "after"),
        ("GET", "/api/v1/statements?after=WzFd", 422, "searched"),
        ("GET", "/api/v1/statements?q=%00", 422, "there is no word in it: write one to look for"),
        ("PATCH", "/api/v1/statements", 405, "PATCH"),
        ("POST", "/-/health", 405, "POST"),
    ],
)
def test_errors_of_the_api_have_one_shape(client: httpx.Client, method: str, path: str, status: int, told: str) -> None:
    got, detail = shape(client.request(method, path))
    assert got == status
    assert told in detail


def test_a_body_that_is_too_large_is_refused(client: httpx.Client) -> None:
    status, detail = shape(client.post("/api/v1/read", content=b"x" * (1 << 20) + b"x"))
    assert (status, detail) == (413, "The request is larger than 1 MiB.")


def test_a_body_that_hides_its_length_is_refused(client: httpx.Client) -> None:
    chunks = (b"x" * 65536 for _ in range(17))
    answer = client.post("/api/v1/read", content=chunks, headers={"Content-Type": "application/json"})
    assert shape(answer)[0] == 413


def test_a_name_that_another_site_gave_to_this_machine_is_refused(client: httpx.Client) -> None:
    status, _ = shape(client.get("/api/v1/statements", headers={"Host": "evil.example"}))
    assert status == 421
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"Host": "localhost:8080"}).status_code == 200


def test_people_get_a_page(client: httpx.Client) -> None:
    answer = client.get("/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "There is nothing at /nothing." in answer.text


def test_a_form_from_elsewhere_is_refused(client: httpx.Client) -> None:
    client.get("/sign-in")
    assert client.post("/sign-in", data={"name": "Rune", "csrf": "made up"}).status_code == 403
    other = {"Origin": "https://evil.example"}
    client.headers.update(other)
    assert send(client, "/sign-in", page="/sign-in", name="Rune", password="x").status_code == 403
