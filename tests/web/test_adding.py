"""Adding in the browser: from the first start over a folder to the list of articles, a search and an actor; and what is
refused, fails and is tried again."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from patience import until
from playwright.sync_api import Browser, expect
from web_visits import csrf, running, send, visitor

from sayso.cli.main import main
from sayso.record import Record, verify
from sayso.web import additions

NAMES = ("Mira Dolan", "Tomas Ruud", "Ada Holm")
PUBLIC = "93.184.216.34"  # of a server on the public internet; one on this machine stands for it


def story(n: int) -> str:
    """One of many articles on piers, as a saved page."""
    who, day = NAMES[n % 3], f"2026-{n % 2 + 3:02}-{n % 28 + 1:02}"
    outlet = "Harbour Post" if n % 5 else "The Lantern"
    return (
        f"<!doctype html><html lang=en><head><title>Pier {n} closes</title>"
        f'<meta property="og:site_name" content="{outlet}"><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{day}T08:00:00Z"></head><body><article>'
        f"<h1>Pier {n} closes</h1><p>{who} told reporters on Friday that pier number {n} would stay shut.</p>"
        f"<p>“We found {n + 2} cracks in the pillars of this pier,” {who.split()[1]} said at the harbour office, where"
        " the plans of all the piers are kept for whoever wants to see them.</p></article></body></html>"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Thirty saved pages, one file that is no article, and what lies beside saved pages."""
    made = tmp_path / "saved"
    (made / "more").mkdir(parents=True)
    for n in range(30):
        (made / ("more" if n > 20 else "") / f"pier{n:02}.html").write_text(story(n))
    (made / "broken.html").write_bytes(b"<html><body></body></html>")
    (made / "style.css").write_text("p { color: red }")
    (made / ".hidden.html").write_text(story(99))
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A record without articles."""
    Record(tmp_path / "news.db", new=True).close()
    return tmp_path / "news.db"


@pytest.fixture
def site(empty: Path) -> Iterator[str]:
    with running(empty) as address:
        yield address


@pytest.fixture
def owner(site: str) -> Iterator[httpx.Client]:
    """Who sits at the machine of a record without accounts."""
    with visitor(site) as client:
        yield client


def done(client: httpx.Client) -> str:
    """The page of what is added, when all is done."""

    def is_done() -> bool:
        time.sleep(0.2)  # what asks all the time takes the time of what reads
        return ">Done: " in client.get("/add/progress").text

    until(is_done)
    return " ".join(client.get("/add/progress").text.split())


def sent(client: httpx.Client, **fields: Any) -> httpx.Response:
    """The form for adding, as a browser sends it."""
    files = fields.pop("files", [])
    parts = [(name, (None, value)) for name, value in {"csrf": csrf(client, "/add"), **fields}.items()]
    return client.post("/add", files=[*parts, *(("files", (name, data)) for name, data in files)])


def test_from_the_first_start_to_an_actor(browser: Browser, site: str, folder: Path) -> None:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("heading", name="Add your first articles")).to_be_visible()
    page.get_by_label("A whole folder").set_input_files(folder)
    page.get_by_role("button", name="Add the files").click()
    expect(page.get_by_role("status")).to_have_text("Done: 30 read, 1 failed.")
    failed = page.locator(".failed li")
    expect(failed).to_contain_text("saved/broken.html")
    failed.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("status")).to_have_text("Done: 30 read, 1 failed.")
    page.get_by_role("link", name="The articles").click()
    expect(page.get_by_role("status")).to_have_text("30 articles")
    expect(page.locator("#failed ~ .failed li")).to_contain_text("saved/broken.html")
    page.get_by_role("link", name="Outlet", exact=True).click()
    expect(page.locator("tbody tr").first).to_contain_text("Harbour Post")
    page.get_by_role("link", name="The Lantern").first.click()
    expect(page.get_by_role("heading", name="The Lantern")).to_be_visible()
    expect(page.get_by_role("complementary")).to_contain_text("Mira Dolan")
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_label("Words", exact=True).fill('"pier number 7"')
    expect(page.get_by_role("status")).to_have_text("1 statement")
    page.get_by_role("article").get_by_role("link", name="Tomas Ruud").click()
    expect(page.get_by_role("heading", name="Tomas Ruud", level=1)).to_be_visible()
    context.close()


def test_adding_needs_no_script(browser: Browser, site: str, folder: Path) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Text or HTML").fill("Storm\n\nMira Dolan said that the pier had broken in two.")
    page.get_by_role("button", name="Add the text").click()
    expect(page.get_by_role("status")).to_contain_text("Done: 1 read")
    expect(page.locator(".done li")).to_contain_text("what was pasted added, 1 statement")
    page.get_by_role("link", name="Add more").click()
    page.get_by_label("Files", exact=True).set_input_files([folder / "pier01.html", folder / "pier02.html"])
    page.get_by_role("button", name="Add the files").click()
    expect(page.get_by_role("status")).to_contain_text("Done: 3 read")
    context.close()


def test_dropped_files_are_added(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto("/add")
    drop = """(html) => {
        const data = new DataTransfer();
        data.items.add(new File([html], "pier.html", { type: "text/html" }));
        document.getElementById("upload").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
    }"""
    page.evaluate(drop, story(3))
    expect(page.locator(".done li")).to_contain_text("pier.html added, 3 statements")
    context.close()


def rows(path: Path) -> dict[str, list[Any]]:
    """All that a record keeps of articles, but when it was added."""
    record = Record(path)
    asked = {
        "articles": "SELECT r.key, r.url, v.number, v.title, v.outlet, v.authors, v.published, v.language, v.text,"
        " v.parts, v.engine, p.sha256, p.media_type, p.charset"
        " FROM articles AS r JOIN versions AS v ON v.article = r.id"
        " JOIN pages AS p ON p.id = v.page ORDER BY r.key",
        "statements": "SELECT * FROM statement_view ORDER BY number",
        "actors": "SELECT permanent, name, type, titles FROM known_actors ORDER BY name",
        "threads": "SELECT count(*) FROM thread_statements",
        "failures": "SELECT name, reason FROM failures ORDER BY name",
        "runs": "SELECT command, version, model, lexicon, ended IS NOT NULL FROM runs",
        "unlinked": "SELECT * FROM unlinked",
    }
    made = {name: [tuple(row) for row in record.connection.execute(sql)] for name, sql in asked.items()}
    record.close()
    return made


def test_the_record_is_the_one_that_the_command_line_makes(
    owner: httpx.Client, empty: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    for more in folder.glob("pier0*"):
        more.unlink()
    (folder / "rows.jsonl").write_text(
        '{"url": "https://a.example/1", "text": "Rain\\n\\nAda Holm said it rained."}\nx\n'
    )
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    answer = sent(owner, files=[(str(p.relative_to(folder.parent)), p.read_bytes()) for p in files])
    assert (answer.status_code, answer.headers["location"]) == (303, "/add/progress")
    assert "Done: 20 read, 2 failed." in done(owner)
    CliRunner().invoke(main, ["add", "other.db", "saved"], catch_exceptions=False)
    assert rows(empty) == rows(folder.parent / "other.db")


def test_what_cannot_be_read_is_told_with_its_reason(owner: httpx.Client) -> None:
    sent(owner, files=[("empty.txt", b""), ("two\u202e.txt", b"Rain\n\nAda Holm said that it rained.")])
    page = done(owner)
    assert "Done: 1 read, 1 failed." in page
    assert "empty.txt" in page
    assert "\u202e" not in page
    sent(owner, addresses="http://127.0.0.1:1/secret")
    page = done(owner)
    assert "is not on the public internet" in page
    assert "Try again" in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"addresses": "/etc/passwd"}, "&#39;/etc/passwd&#39; is no address"),
        ({"addresses": "https://a.example/ file:///etc/passwd"}, "&#39;file:///etc/passwd&#39; is no address"),
        ({"addresses": "http://a.example/ " * 101}, "more than 100 addresses"),
        ({"text": " \r\n "}, "There is nothing to read"),
        ({"files": [("", b"")]}, "There is nothing to read"),
    ],
)
def test_what_is_no_input_is_told_and_kept_in_the_form(owner: httpx.Client, fields: Any, told: str) -> None:
    answer = sent(owner, **fields)
    assert answer.status_code == 422
    assert told in answer.text
    assert fields.get("addresses", "") in answer.text


def test_no_more_is_taken_than_there_is_room_for(owner: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sent(owner, files=[("large.txt", b"x" * (65 << 20))]).status_code == 413
    assert sent(owner, files=[(f"{n}.txt", b"x") for n in range(1_001)]).status_code == 422
    monkeypatch.setattr(additions, "MAX_INPUTS", 1)
    answer = sent(owner, files=[("a.txt", b"x"), ("b.txt", b"y")])
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert "Nothing was given yet" in owner.get("/add/progress").text


def test_only_whoever_may_write_adds(client: httpx.Client, sign_in: Any) -> None:
    assert client.get("/add").headers["location"].startswith("/sign-in")
    answer = client.post("/add", data={"text": "Rain\n\nAda Holm said that it rained."})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2F")
    rune = sign_in("Rune")
    assert rune.post("/add", files={"text": (None, "Rain")}).status_code == 403  # without the form's token
    assert sent(rune, text="Rain\r\n\r\nAda Holm said that it rained.").status_code == 303
    assert "added, 1 statement" in done(rune)


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
def test_who_comes_through_another_server_is_not_the_owner(site: str, owner: httpx.Client, header: str) -> None:
    assert owner.get("/add").status_code == 200
    assert "Sign in" not in owner.get("/check").text
    assert owner.get("/add", headers={header: "127.0.0.1"}).status_code == 303
    assert "Sign in" in owner.get("/check", headers={header: "127.0.0.1"}).text


def test_a_server_that_ends_leaves_a_record_that_is_whole(empty: Path) -> None:
    long = "Piers\n\n" + "Mira Dolan said that the pier would stay shut, and Tomas Ruud denied it. " * 8_000
    with running(empty) as address, visitor(address) as client:
        sent(client, files=[("long.txt", long.encode()), ("other.txt", b"Rain\n\nAda Holm said that it rained.")])
        until(lambda: "Being read (1)" in client.get("/add/progress").text)
    record = Record(empty)
    assert list(verify(record)) == []
    assert list(record.articles()) == []
    record.close()


def test_articles_are_filtered_sorted_and_paged(owner: httpx.Client) -> None:
    sent(owner, files=[(f"pier{n}.html", story(n).encode()) for n in range(12)])
    done(owner)
    page = owner.get("/articles?q=PIER+cracks&outlet=lantern&since=2026-03-12").text
    assert "1 article<" in page
    assert "Pier 5 closes" in page
    assert "Pier 10 closes" not in page  # of the day before
    titles = owner.get("/articles?sort=title").text
    assert titles.index("Pier 0 closes") < titles.index("Pier 10 closes") < titles.index("Pier 9 closes")
    assert 'aria-sort="ascending"' in titles
    assert owner.get("/articles?sort=body").status_code == 422
    assert owner.get("/articles?page=0").status_code == 422
    assert owner.get("/articles?page=2").status_code == 404
    assert owner.get("/articles?since=soon").status_code == 422
    listed = owner.get("/api/v1/articles", params={"outlet": "lantern", "q": "cracks"}).json()["items"]
    assert {one["outlet"] for one in listed} == {"The Lantern"}
    assert len(listed) == 3


def test_an_outlet_has_a_page(owner: httpx.Client) -> None:
    sent(owner, files=[(f"pier{n}.html", story(n).encode()) for n in range(12)])
    done(owner)
    assert 'href="/outlets/Harbour%20Post"' in owner.get("/outlets").text
    page = owner.get("/outlets/Harbour%20Post").text
    assert "9 articles" in page
    assert "What the sources are" in page
    assert "2026-03" in page
    assert 'id="quoted"' in page
    assert owner.get("/outlets/Nowhere").status_code == 404


def test_an_article_is_read_again_and_taken_out(owner: httpx.Client, empty: Path) -> None:
    sent(owner, text="Rain\n\nAda Holm said that it rained.")
    done(owner)
    assert send(owner, "/articles/1/reread", page="/articles/1").headers["location"] == "/add/progress"
    assert "read again, 1 statement" in done(owner)
    assert send(owner, "/articles/9/reread", page="/articles/1").status_code == 404
    assert "Take this article out?" in owner.get("/articles/1/remove").text
    answer = send(owner, "/articles/1/remove", page="/articles/1/remove", why="spam")
    assert (answer.status_code, answer.headers["location"]) == (303, "/articles")
    assert owner.get("/articles/1").status_code == 404
    assert owner.get("/articles/1/remove").status_code == 404


class Feed(BaseHTTPRequestHandler):
    """A site with a feed of one article."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        is_feed = self.path == "/feed.xml"
        item = "<item><title>Pier 3</title><link>http://public.example/pier</link></item>"
        body = f"<rss version='2.0'><channel><title>Post</title>{item}</channel></rss>" if is_feed else story(3)
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "application/rss+xml" if is_feed else "text/html")
        self.end_headers()
        self.wfile.write(body.encode())


@contextmanager
def public_site(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The site, at public.example."""
    look, connect = socket.getaddrinfo, socket.create_connection
    with ThreadingHTTPServer(("127.0.0.1", 0), Feed) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()

        def found(host: Any, port: Any, *args: Any, **more: Any) -> Any:
            name = host.decode() if isinstance(host, bytes) else str(host)
            return look(PUBLIC if name == "public.example" else host, port, *args, **more)

        def connected(address: tuple[str, int], *args: Any, **more: Any) -> socket.socket:
            return connect(("127.0.0.1", server.server_port) if address[0] == PUBLIC else address, *args, **more)

        monkeypatch.setattr(socket, "getaddrinfo", found)
        monkeypatch.setattr(socket, "create_connection", connected)
        yield
        server.shutdown()
        thread.join()


def test_a_feed_is_followed_and_looked_into(owner: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = "http://public.example/feed.xml"

    def ask(**fields: str) -> httpx.Response:
        return owner.post("/add/feeds", data={"csrf": csrf(owner, "/add"), **fields})

    with public_site(monkeypatch):
        sent(owner, addresses=feed, follow="1")
        assert "added, 3 statements" in done(owner)
        assert feed in owner.get("/add").text
        assert ask(action="look").headers["location"] == "/add/progress"
        assert "unchanged" in done(owner)
    ask(action="stop", address=feed)
    assert feed not in owner.get("/add").text
    assert ask(action="look", address=feed).status_code == 404
