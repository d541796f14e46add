"""Actors in a browser and through the API: listed, shown, merged and split."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from patience import until
from playwright.sync_api import Browser, expect
from web_visits import PASSWORD, add, csrf, send

from sayso import Reader
from sayso.linking import update
from sayso.linking.actor_corrections import actors, merge, number_of
from sayso.record import Record
from sayso.record.accounts import add_token
from sayso.web.accounts import add_account
from sayso.web.columns import over_time

TEXTS = {
    "2026-01-12": "Harbour news\n\nForeign Minister Mira Dolan told the council that the bridge toll would rise."
    " Tomas Ruud said that Dolan had authorized the bridge toll.",
    "2026-03-02": "A <b>turn</b>\n\nForeign Minister Mira Dolan warned Tomas Ruud that the pier would break."
    " “I was wrong,” she said.",
    "2026-03-04": "Rain\n\nMira Dolan said that it rained. Ada <i>Holm</i> stood at the pier.",
}


@pytest.fixture(scope="session")
def linked(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    record = Record(tmp_path_factory.mktemp("record") / "actors.db", new=True)
    for day, text in TEXTS.items():
        add(record, reader, f"https://post.example/{day}", text, day)
    update(record)
    add_account(record, "Rune", "reviewer", PASSWORD)
    record.close()
    return record.path


@pytest.fixture
def news(tmp_path: Path, linked: Path) -> Path:
    """A linked record of three articles on Mira Dolan; Rune may review."""
    return Path(shutil.copy(linked, tmp_path / "actors.db"))


@pytest.fixture
def numbers(news: Path) -> dict[str, str]:
    """The ids of the actors by name."""
    record = Record(news)
    found = {a.name: a.id for a in actors(record)}
    record.close()
    return found


def words(page: str) -> str:
    """What a page says, on one line."""
    return " ".join(re.sub("<[^>]+>", " ", page.partition("<main")[2]).split())


def test_the_list_tells_who_there_is_and_how_much_they_say(client: httpx.Client, numbers: dict[str, str]) -> None:
    page = client.get("/actors")
    assert 'aria-current="page">Actors<' in page.text
    assert f'<a href="/actors/{numbers["Mira Dolan"]}">Mira Dolan</a>' in page.text
    assert "Mira Dolan person · Foreign Minister 3 5" in words(page.text)
    assert client.get("/actors", headers={"If-None-Match": page.headers["etag"]}).status_code == 304
    found = client.get("/actors", params={"name": "ruud"}).text
    assert "1 actor " in words(found)
    assert "Mira Dolan" not in found
    assert "nobody is called so" in client.get("/actors", params={"name": "zebra"}).text


def test_the_list_goes_on_where_it_ended(client: httpx.Client, news: Path, reader: Reader) -> None:
    record = Record(news)
    names = [f"Ilka {x}{y}rand" for x in "ABCDEFGH" for y in "abcdefgh"]
    text = "Voices\n\n" + "\n\n".join(f"{name} said that it rained." for name in names)
    add(record, reader, "https://post.example/voices", text, "2026-03-05")
    update(record)
    record.close()
    first = client.get("/actors", params={"name": "ilka"}).text
    more = re.search(r'rel="next" href="([^"]+)"', first)
    assert more
    second = client.get(more[1].replace("&amp;", "&")).text
    listed = [re.findall(r'<a href="/actors/(a\w+)">', page) for page in (first, second)]
    assert len(listed[0]) == 50
    assert len(set(listed[0] + listed[1])) == len(listed[0] + listed[1]) == 64
    assert 'href="/actors?name=ilka">From the beginning' in second


def test_articles_that_wait_to_be_linked_are_told(client: httpx.Client, news: Path, reader: Reader) -> None:
    assert "not in this list yet" not in client.get("/actors").text
    record = Record(news)
    add(record, reader, "https://post.example/snow", "Snow\n\nIlka Brandt said that it snowed.", "2026-03-05")
    record.close()
    assert "1 article is not in this list yet" in words(client.get("/actors").text)


def test_the_page_tells_who_one_is_and_what_one_said(client: httpx.Client, numbers: dict[str, str]) -> None:
    page = client.get(f"/actors/{numbers['Mira Dolan']}").text
    told = words(page)
    assert "In 3 articles Id" in told
    assert "Titles Foreign Minister" in told
    assert told.index("it rained") < told.index("the pier would break") < told.index("the bridge toll would rise")
    assert "warn 1" in told
    assert 'href="/articles/2#statement-' in page
    assert "2026-01 2 2026-03 3" in told.partition("as a table")[2]
    assert page.count('<rect class="bar"') == 2
    assert '<input type="hidden" name="by" value="Mira Dolan">' in page
    whom = page.rpartition("To whom")[2].partition("In which outlets")[0]
    assert f'<a href="/actors/{numbers["Tomas Ruud"]}">Tomas Ruud</a>' in whom
    assert "<span>council</span>" in whom
    why = told.partition("Why is this one person?")[2]
    assert "first article that names them Harbour news Harbour Post 12 Jan 2026" in why
    assert "same full name, title" in why
    assert "/merge" not in page


def test_what_is_told_of_ones_mind_is_not_what_one_said(client: httpx.Client, news: Path, reader: Reader) -> None:
    record = Record(news)
    text = "Snow\n\nIlka Brandt wants the harbour to be opened. Ilka Brandt said that it snowed."
    add(record, reader, "https://post.example/snow", text, "2026-03-05")
    update(record)
    (brandt,) = actors(record, "brandt")
    record.close()
    assert brandt.statements == 1
    page = client.get(f"/actors/{brandt.id}").text
    assert "it snowed" in words(page)
    assert "to be opened" not in words(page).partition("Why is this one")[0]
    assert "to be opened" in words(client.get(f"/actors/{brandt.id}?minds=1").text)
    said = client.get(f"/api/v1/actors/{brandt.id}/statements").json()["items"]
    thought = client.get(f"/api/v1/actors/{brandt.id}/statements", params={"event": "state"}).json()["items"]
    assert [s["event"] for s in said + thought] == ["speech", "state"]


def test_who_tells_what_one_did_stands_beside_it(client: httpx.Client, numbers: dict[str, str]) -> None:
    path = f"/actors/{numbers['Mira Dolan']}"
    page = client.get(path).text
    assert f'<a href="/actors/{numbers["Tomas Ruud"]}">Tomas Ruud</a>' in page.partition("Who tells of it")[2]
    assert words(page).count("as told by Tomas Ruud") == 1
    told = client.get(f"{path}?told=1").text
    assert told.count('<article class="statement">') == 1
    outer = re.search(r'as told by <a href="(/statements/s\w+)">Tomas Ruud', told)
    assert outer
    assert client.get(outer[1]).status_code == 303
    assert "told by others" not in client.get(f"/actors/{numbers['Tomas Ruud']}").text


@pytest.mark.parametrize(
    ("first", "last", "unit", "columns", "before"),
    [
        ("2026-03-31", "2026-04-02", "day", ["2026-03-31", "2026-04-01", "2026-04-02"], 0),
        ("2025-11-30", "2026-02-01", "month", ["2025-11", "2025-12", "2026-01", "2026-02"], 0),
        ("1800-12-31", "2026-03-02", "year", [str(y) for y in range(1967, 2027)], 1),
    ],
)
def test_a_chart_has_all_days_months_or_years(
    first: str, last: str, unit: str, columns: list[str], before: int
) -> None:
    made = over_time([(first, 1), (last, 2), ("soon", 1)])
    assert (made.unit, [x for x, _ in made.values], made.before) == (unit, columns, before)
    assert made.values[-1][1] == 2


def test_identifiers_lead_only_to_wikidata_or_an_address(
    news: Path, client: httpx.Client, numbers: dict[str, str]
) -> None:
    record = Record(news)
    told = {"wikidata": "Q12", "page": "https://port.example/<dolan>", "bad": "javascript:alert(1)", "<b>": "<i>"}
    record.connection.execute(
        "UPDATE known_actors SET identifiers = ? WHERE permanent = ?", (json.dumps(told), numbers["Mira Dolan"])
    )
    record.close()
    page = client.get(f"/actors/{numbers['Mira Dolan']}").text
    assert '<a href="https://www.wikidata.org/wiki/Q12" rel="noopener noreferrer nofollow">Q12</a>' in page
    assert 'href="https://port.example/&lt;dolan&gt;"' in page
    assert "<dd>javascript:alert(1)</dd>" in page
    assert "<dt>&lt;b&gt;</dt><dd>&lt;i&gt;</dd>" in page


def test_page_text_is_only_text(client: httpx.Client, numbers: dict[str, str]) -> None:
    for number in numbers.values():
        page = client.get(f"/actors/{number}").text
        assert "<b>turn" not in page
        assert "<i>Holm" not in page
    page = client.get("/actors", params={"name": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


def test_a_statement_leads_to_its_speaker(news: Path, client: httpx.Client, numbers: dict[str, str]) -> None:
    page = client.get("/api/v1/statements", params={"by": "ruud"}).json()["items"][0]["id"]
    answer = client.get(f"/statements/{page}/speakers/1")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/actors/{numbers['Tomas Ruud']}")
    assert client.get(f"/statements/{page}/speakers/2").status_code == 404
    record = Record(news)
    record.connection.execute("DELETE FROM actor_links")
    record.close()
    assert client.get(f"/statements/{page}/speakers/1").headers["location"] == "/?by=Tomas+Ruud"


@pytest.mark.parametrize(
    "path",
    ["/actors/999", "/actors/999/feed.atom", f"/actors?name={'x' * 501}", "/actors/1?after=!", "/actors/1?why=eA"],
)
def test_what_is_not_there_is_told(client: httpx.Client, path: str) -> None:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code in (404, 422)
    assert "<h1" in answer.text


def test_what_one_says_can_be_followed(client: httpx.Client, numbers: dict[str, str]) -> None:
    path = f"/actors/{numbers['Mira Dolan']}"
    assert f'type="application/atom+xml" title="What Mira Dolan says" href="{path}/feed.atom"' in client.get(path).text
    answer = client.get(f"{path}/feed.atom")
    feed = ElementTree.fromstring(answer.content)
    name = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{name}title") == "sayso: Mira Dolan"
    entries = feed.findall(f"{name}entry")
    assert len(entries) == 5
    assert "it rained" in str(entries[0].findtext(f"{name}summary"))


def test_who_is_signed_in_merges_and_splits(
    sign_in: Callable[[str], httpx.Client], client: httpx.Client, numbers: dict[str, str]
) -> None:
    rune = sign_in("Rune")
    dolan, ruud = numbers["Mira Dolan"], numbers["Tomas Ruud"]
    path = f"/actors/{dolan}"
    answer = send(rune, f"{path}/merge", page=path, typed=f"#{ruud}", why="a pen name")
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    told = words(client.get(path).text)
    assert "merged by Rune" in told
    assert "a pen name" in told
    assert "Also called Tomas Ruud" in told
    for below in ("", "/feed.atom"):
        assert client.get(f"/actors/{ruud}{below}").headers["location"] == f"{path}{below}"
    answer = send(rune, f"{path}/split", page=path, article="3", why="another Dolan")
    new = answer.headers["location"]
    assert new not in (path, f"/actors/{ruud}")
    assert "split off by Rune" in words(client.get(new).text)
    assert "it rained" in words(client.get(new).text)
    assert "it rained" not in words(client.get(path).text)


@pytest.mark.parametrize(
    ("action", "fields", "told"),
    [
        ("merge", {}, "Choose who is the same"),
        ("merge", {"typed": "{dolan}"}, "are one already"),
        ("merge", {"typed": "/actors/azzzzzzzzz"}, "holds no actor azzzzzzzzz".capitalize()),
        ("unmerge", {}, "Nobody merged actor"),
        ("edit", {"name": " ", "type": "person"}, "Give a name"),
        ("edit", {"name": "Mira Dolan", "type": "fish"}, "Give a name"),
        ("merge", {"typed": "{ruud}", "why": "x" * 501}, "at most 500"),
        ("split", {}, "Choose the article"),
        ("split", {"article": "999"}, "There is no article 999"),
        ("split", {"article": "{foreign}"}, "does not name this actor"),
    ],
)
def test_what_cannot_be_merged_or_split_is_told_on_the_page(
    sign_in: Callable[[str], httpx.Client],
    client: httpx.Client,
    numbers: dict[str, str],
    action: str,
    fields: dict[str, str],
    told: str,
) -> None:
    names = {"dolan": str(numbers["Mira Dolan"]), "ruud": str(numbers["Tomas Ruud"]), "foreign": "3"}
    number = names["ruud"] if "foreign" in fields.get("article", "") else names["dolan"]
    before = client.get("/api/v1/actors").json()
    path = f"/actors/{number}"
    given = {field: value.format(**names) for field, value in fields.items()}
    answer = send(sign_in("Rune"), f"{path}/{action}", page=f"/actors/{names['dolan']}", **given)
    assert answer.status_code == 422
    assert told in answer.text
    assert client.get("/api/v1/actors").json() == before


def test_who_is_signed_in_takes_back_and_says_what_one_is(
    sign_in: Callable[[str], httpx.Client], client: httpx.Client, numbers: dict[str, str]
) -> None:
    rune = sign_in("Rune")
    dolan, ruud = numbers["Mira Dolan"], numbers["Tomas Ruud"]
    path = f"/actors/{dolan}"
    before = client.get("/api/v1/actors").json()
    send(rune, f"{path}/merge", page=path, typed=ruud)
    assert send(rune, f"{path}/unmerge", page=path).headers["location"] == f"/actors/{ruud}"
    assert client.get("/api/v1/actors").json() == before
    given = {"name": "Mira A. Dolan", "type": "person", "gender": "female", "titles": "poet; mayor"}
    assert send(rune, f"{path}/edit", page=path, **given).headers["location"] == path
    told = client.get(f"/api/v1{path}").json()
    assert (told["name"], told["titles"]) == ("Mira A. Dolan", ["poet", "mayor"])


def test_a_number_of_yesterday_leads_to_the_actor(client: httpx.Client, numbers: dict[str, str]) -> None:
    answer = client.get("/actors/1")
    assert answer.status_code == 308
    assert answer.headers["location"].removeprefix("/actors/") in numbers.values()
    assert client.get("/api/v1/actors/1/statements?limit=2").headers["location"].endswith("?limit=2")


def test_who_may_be_several_is_settled_with_one_click(
    sign_in: Callable[[str], httpx.Client], client: httpx.Client, news: Path, reader: Reader
) -> None:
    record = Record(news)
    for day, name in (("06", "Minister Ilka Brandt"), ("07", "Minister Hanne Brandt"), ("08", "Minister Brandt")):
        add(record, reader, f"https://post.example/{day}", f"Snow\n\n{name} said that it snowed.", f"2026-03-{day}")
    update(record)
    (alone,) = (a for a in actors(record, "brandt") if a.name == "Brandt")
    ilka, hanne = (next(a.id for a in actors(record, name)) for name in ("ilka brandt", "hanne brandt"))
    record.close()
    page = client.get(f"/actors/{alone.id}").text
    assert "May be A name alone does not tell who is meant" in words(page)
    assert f'<a href="/actors/{ilka}">Ilka Brandt</a>' in page
    answer = send(sign_in("Rune"), f"/actors/{hanne}/merge", page=f"/actors/{alone.id}", other=alone.id)
    assert answer.headers["location"] == f"/actors/{hanne}"
    assert client.get(f"/actors/{alone.id}").headers["location"] == f"/actors/{hanne}"


def test_others_cannot_merge_or_split(client: httpx.Client, numbers: dict[str, str]) -> None:
    path = f"/actors/{numbers['Mira Dolan']}"
    for action in ("merge", "split"):
        assert client.post(f"{path}/{action}", data={"typed": "1", "article": "1"}).status_code == 403
        token = csrf(client, "/sign-in")
        answer = client.post(f"{path}/{action}", data={"csrf": token, "typed": "1", "article": "1"})
        assert answer.headers["location"].startswith("/sign-in")
        assert client.post(f"/api/v1{path}/{action}", json={"other": "a1"}).status_code == 401


def test_the_articles_that_were_touched_are_linked_again(
    corrector: httpx.Client, news: Path, numbers: dict[str, str]
) -> None:
    corrector.post(f"/api/v1/actors/{numbers['Mira Dolan']}/split", json={"article": 3})
    record = Record(news)
    until(lambda: not record.connection.execute("SELECT count(*) FROM unlinked").fetchone()[0])
    record.close()
    assert corrector.get("/api/v1/actors", params={"name": "dolan"}).json()["items"][1]["statements"] == 1


def test_the_api_lists_actors_in_pages(client: httpx.Client) -> None:
    every = client.get("/api/v1/actors", params={"limit": 100}).json()
    first = client.get("/api/v1/actors", params={"limit": 2}).json()
    rest = client.get("/api/v1/actors", params={"limit": 100, "after": first["next"]}).json()
    assert first["items"] + rest["items"] == every["items"]
    assert every["items"][0] == {
        "id": every["items"][0]["id"], "name": "Mira Dolan", "type": "person", "titles": ["Foreign Minister"],
        "affiliation": None, "gender": "female", "identifiers": {}, "types": {"person": 3}, "genders": {"female": 1},
        "articles": 3, "statements": 5,
    }  # fmt: skip
    assert [a["name"] for a in client.get("/api/v1/actors", params={"name": "ruud"}).json()["items"]] == ["Tomas Ruud"]


def test_the_api_tells_one_actor(client: httpx.Client, numbers: dict[str, str]) -> None:
    path = f"/api/v1/actors/{numbers['Mira Dolan']}"
    answer = client.get(path)
    told = answer.json()
    assert told["days"][0] == {"value": "2026-01-12", "count": 2}
    assert told["told_by"] == [{"id": numbers["Tomas Ruud"], "name": "Tomas Ruud", "count": 1}]
    assert told["outlets"] == [{"value": "Harbour Post", "count": 5}]
    assert sum(x["count"] for x in told["acts"]) == 5
    assert client.get(path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    said = client.get(f"{path}/statements", params={"limit": 2}).json()
    rest = client.get(f"{path}/statements", params={"after": said["next"]}).json()
    days = [s["day"] for s in said["items"] + rest["items"]]
    assert days == sorted(days, reverse=True)
    assert len(days) == 5
    articles = client.get(f"{path}/articles").json()["items"]
    assert [a["article"] for a in articles] == [1, 2, 3]


def test_the_api_merges_and_splits_with_a_token(corrector: httpx.Client, news: Path, numbers: dict[str, str]) -> None:
    dolan, ruud = numbers["Mira Dolan"], numbers["Tomas Ruud"]
    made = corrector.post(f"/api/v1/actors/{dolan}/merge", json={"other": ruud, "why": "a pen name"})
    assert made.status_code == 201
    assert made.json() == corrector.get(f"/api/v1/actors/{ruud}", follow_redirects=True).json()
    assert made.json()["id"] == dolan
    new = corrector.post(f"/api/v1/actors/{dolan}/split", json={"article": 3})
    assert new.status_code == 201
    assert new.json()["statements"] == 1
    assert corrector.post(f"/api/v1/actors/{ruud}/unmerge").json()["id"] == ruud
    assert corrector.post(f"/api/v1/actors/{dolan}/apart", json={"other": ruud}).status_code == 201
    edited = corrector.patch(f"/api/v1/actors/{dolan}", json={"identifiers": {"wikidata": "Q1"}})
    assert (edited.status_code, edited.json()["identifiers"]) == (200, {"wikidata": "Q1"})
    record = Record(news)
    corrector.headers["Authorization"] = f"Bearer {add_token(record, 'Rune', 'read')}"
    record.close()
    assert corrector.post(f"/api/v1/actors/{dolan}/split", json={"article": 2}).status_code == 403


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("{dolan}/merge", {"other": "999"}, 422),
        ("{dolan}/merge", {"other": 1}, 422),
        ("{dolan}/merge", {"other": "{dolan}"}, 422),
        ("{dolan}/merge", {"other": "1", "more": 1}, 422),
        ("{dolan}/apart", {"other": "{dolan}"}, 422),
        ("{dolan}/unmerge", {}, 422),
        ("999/merge", {"other": "1"}, 404),
        ("{dolan}/split", {"article": 1, "why": "\ud800"}, 422),
        ("999/split", {"article": 1}, 404),
    ],
)
def test_the_api_refuses_what_cannot_be_corrected(
    corrector: httpx.Client, numbers: dict[str, str], path: str, sent: dict[str, Any], status: int
) -> None:
    named = {"dolan": numbers["Mira Dolan"]}
    given = {k: v.format(**named) if k == "other" and isinstance(v, str) else v for k, v in sent.items()}
    answer = corrector.post(
        f"/api/v1/actors/{path.format(**named)}",
        content=json.dumps(given),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == status
    assert answer.json()["error"]["detail"]


def test_an_actor_without_articles_has_a_page(news: Path, client: httpx.Client, numbers: dict[str, str]) -> None:
    record = Record(news)
    one, two = (number_of(record, numbers[name]) for name in ("Mira Dolan", "Tomas Ruud"))
    merge(record, one, two, "Rune")
    for day in TEXTS:
        record.remove(f"https://post.example/{day}", "a test")
    update(record)
    record.close()
    page = client.get(f"/actors/{numbers['Mira Dolan']}")
    assert page.status_code == 200
    assert "No article has words of Mira Dolan" in page.text


@pytest.mark.parametrize("script", [True, False])
def test_actors_are_found_and_corrected_in_a_browser(browser: Browser, address: str, script: bool) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=script)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto("/sign-in?next=/actors")
    page.get_by_label("Name").fill("Rune")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_label("Name").press_sequentially("dol")
    if not script:
        page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_have_text("1 actor")
    expect(page).to_have_url(re.compile(r"\?name=dol$"))
    page.get_by_role("link", name="Mira Dolan").click()
    page.get_by_text("These figures as a table").click()
    expect(page.get_by_role("row", name="2026-03 3")).to_be_visible()
    page.get_by_text("Why is this one person?").click()
    page.locator(".members li").nth(2).get_by_role("radio").check()
    page.get_by_role("button", name="The chosen article means another one").click()
    expect(page.get_by_text("it rained")).to_be_visible()
    page.get_by_text("Is it one with another?").click()
    page.get_by_role("radio", name="Mira Dolan").check()
    page.get_by_role("button", name="Make them one").click()
    expect(page.get_by_text("the pier would break")).to_be_visible()
    context.close()
    assert not told
