"""A walk through every page in a browser, with and without script, as a person does it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from linked_articles import GAZETTE, SAID, add, linked
from playwright.sync_api import Browser, Error, Page, expect
from web_visits import PASSWORD
from web_walk import OTHER_COLOURS, SIGHTS, small_texts, violations, walk

from sayso import Reader
from sayso.linking import update
from sayso.record import Record
from sayso.web.accounts import add_account

BOATS = "Boats in the harbour\n\n" + "\n\n".join(
    f"Harbour master Ilka Brandt said that boat number {n} was late." for n in range(1, 25)
)
DRAFT = f"“{SAID.replace('five', 'nine')},” Mira Dolan said. “{SAID},” she said again."
PASTED = "Storm over Lisset\n\nMira Dolan told reporters on Friday that the pier had broken in two."
PAGES = (
    "/", "/articles/1", "/actors/1", "/positions?about=bridge", "/threads/1", "/review", "/?q=zebra",
    "/articles/2", "/articles/1/versions/1", "/articles/1/changes", "/articles/2/changes", "/changes",
    "/actors", "/actors?name=zebra", "/positions",
    "/positions?about=zebra", "/threads", "/threads?q=zebra", "/audit", "/audit?outlet=zebra", "/check", "/read",
    "/api", "/nothing", "/articles/1/missed", "/like?text=bridge", "/correct?by=Dolan", "/review/agreement",
    "/review?second=1", "/articles", "/outlets", "/outlets/Gazette", "/add", "/charts?q=bridge", "/articles/1/remove",
    "/audit?outlet=Gazette&against=Courier", "/check?quote=nobody&by=Dolan",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    path = linked(tmp_path_factory.mktemp("walk") / "news.db", reader)
    record = Record(path)
    # What Dolan said on another day makes a chart of her days.
    earlier = "Commissioner Mira Dolan told the council in February that the piers were sound."
    later = f"{GAZETTE}\n\nAda Holm, a skipper, warned that the old pier was closed.\n\n{earlier}"
    add(record, reader, "https://gazette.example/bridge", "Gazette", "2026-03-13T08:00:00Z", later)
    add(record, reader, "https://observer.example/boats", "Observer", "2026-03-15", BOATS)
    update(record)
    add_account(record, "Rune", "reviewer", PASSWORD)
    add_account(record, "Asta", "admin", PASSWORD)
    record.close()
    return path


@pytest.fixture
def news(tmp_path: Path, made: Path) -> Path:
    """A record of six articles with their links, one in two versions; Rune may review, Asta is an admin."""
    return Path(shutil.copy(made, tmp_path / "news.db"))


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def page(browser: Browser, address: str, script: bool) -> Iterator[Page]:
    with walk(browser, address, script=script) as made:
        yield made


def go(page: Page, *names: str) -> None:
    """By the menu: a room, and a page in it."""
    for name in names:
        page.get_by_role("banner").get_by_role("link", name=name, exact=True).click()


def sign_in(page: Page, name: str) -> None:
    page.goto("/")
    go(page, "Sign in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("banner")).to_contain_text(name)


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def status(page: Page, told: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("main").get_by_role("status").first).to_have_text(told)


def taken(page: Page, name: str) -> str:
    """What a link to take along gives."""
    href = page.get_by_role("link", name=name, exact=True).get_attribute("href")
    answer = page.request.get(href or "")
    assert answer.ok
    return answer.text()


def test_search(page: Page, script: bool) -> None:
    page.goto("/")
    expect(page.locator("#found .statement")).to_have_count(20)
    follow(page, "More")
    follow(page, "From the beginning")
    words = page.get_by_label("Words", exact=True)
    if script:
        words.press_sequentially("boat number", delay=10)
    else:
        words.fill("boat number")
        words.press("Enter")
    status(page, "24 statements")
    expect(page.locator("#order")).to_have_text("the best first")
    page.get_by_label("Said by").fill("Dolan")
    page.get_by_label("Said by").press("Enter")
    status(page, "0 statements")
    expect(page.get_by_text("Nothing was found")).to_be_visible()
    page.get_by_role("link", name="Clear all").click()
    page.get_by_label("warn").check()
    if not script:
        page.get_by_role("button", name="Apply").click()
    status(page, "3 statements")
    page.locator("#facets").get_by_role("link", name="Herald").click()
    status(page, "1 statement")
    expect(page.locator("#found")).to_contain_text("the ferry could not carry every lorry")
    assert taken(page, "CSV").count("\n") == 2
    assert taken(page, "JSON lines").count("\n") == 1
    assert taken(page, "Atom feed").count("<entry>") == 1


def test_an_article_and_all_that_it_leads_to(page: Page, script: bool) -> None:
    page.goto("/?q=ferry&outlet=Gazette")
    follow(page, "Bridge stays shut")
    entry = page.locator(".entry:target")
    expect(entry).to_contain_text("every lorry of the island")
    entry.locator(".who").click()
    mark = page.locator("#text .cue.lit" if script else ".anchor:target + .cue")
    expect(mark).to_have_text("warned")
    denied = page.locator(".entry", has_text="any money was missing")
    page.locator("#text .cue", has_text="denied").focus()
    if script:
        expect(denied).to_have_class(re.compile(r"\blit\b"))
    page.keyboard.press("Enter")
    if script:
        expect(page).to_have_url(re.compile(r"#statement-s\w+$"))
        expect(denied).to_be_in_viewport()
    else:
        expect(page.locator(".entry:target")).to_contain_text("any money was missing")
    follow(page, "Version 1")
    expect(page.get_by_text("This is version 1.")).to_be_visible()
    follow(page, "Read the latest")
    follow(page, "Old and new side by side")
    expect(page.locator(".sides").nth(1)).to_contain_text("old pier")
    follow(page, "All changes")
    assert taken(page, "Atom feed").count("<entry>") == 1
    follow(page, "Bridge stays shut")
    page.get_by_role("main").get_by_role("link", name="Bridge stays shut").click()
    follow(page, "No lorries on the bridge")
    expect(page.locator("main > .message")).to_contain_text("% of its words stand in Bridge stays shut, Gazette")
    follow(page, "Doubts about the bridge")
    follow(page, "other articles")
    expect(page.locator("h1")).to_contain_text("cracks in")


def test_actors(page: Page, script: bool) -> None:
    page.goto("/")
    go(page, "Actors")
    name = page.get_by_label("Name", exact=True)
    if script:
        name.press_sequentially("brandt", delay=10)
    else:
        name.fill("brandt")
        name.press("Enter")
    status(page, "1 actor")
    follow(page, "Ilka Brandt")
    status(page, "24 statements")
    follow(page, "Earlier")
    expect(page.locator("#said .statement")).to_have_count(4)
    assert taken(page, "Atom feed").count("<entry>") == 24
    go(page, "Actors")
    follow(page, "Mira Dolan")
    expect(page.locator("svg.chart").first).to_be_visible()
    page.get_by_text("These figures as a table").click()
    page.get_by_text("Why is this one person?").click()
    expect(page.locator(".members > li")).to_have_count(4)
    page.get_by_label("What is held about").fill("pillars")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("h1")).to_have_text("Positions")
    status(page, re.compile("^Nothing was found"))  # that there are cracks is no position
    page.go_back()
    follow(page, "Bridge stays shut")
    expect(page.locator(".entry:target")).to_contain_text("Mira Dolan")
    page.locator(".entry:target").get_by_role("link", name="Who is this").click()
    expect(page.locator("h1")).to_have_text("Mira Dolan")


def test_positions_threads_and_audit(page: Page) -> None:
    page.goto("/")
    go(page, "Search", "Positions")
    page.get_by_label("About").fill("bridge zebra")
    page.get_by_role("button", name="Show").click()
    status(page, re.compile("^Nothing was found"))
    go(page, "Search", "Threads")
    page.get_by_label("Words").fill("pillars")
    page.get_by_role("button", name="Show").click()
    follow(page, "We found cracks in")
    expect(page.get_by_text("The articles disagree on who said it")).to_be_visible()
    expect(page.locator(".report ins", has_text="six")).to_be_visible()
    assert taken(page, "Atom feed").count("<entry>") == 5
    go(page, "Articles", "Audit")
    status(page, re.compile(r"^5 outlets:\s6 articles"))
    follow(page, "Herald")
    status(page, re.compile(r"^Herald:\s1 article"))
    expect(page.locator("svg.chart").first).to_be_visible()
    assert taken(page, "CSV").startswith("outlet,")
    assert taken(page, "JSON lines").startswith("{")


def test_checking_and_reading_what_is_pasted(page: Page) -> None:
    page.goto("/")
    go(page, "Check")
    page.get_by_label("The quotation").fill(SAID.replace("pillars", "towers"))
    page.get_by_label("Said by").fill("Dolan")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("h1")).to_have_text("Altered")
    expect(page.locator(".quote ins")).to_contain_text("towers")
    follow(page, "Address of this check")
    expect(page.locator("h1")).to_have_text("Altered")
    page.get_by_label("The draft").fill(DRAFT)
    page.get_by_role("button", name="Check the draft").click()
    expect(page.locator("h1")).to_have_text("2 quotations checked")
    expect(page.locator(".of-draft .verdict")).to_have_text(["Altered", "Verbatim"])
    go(page, "Check", "Read now")
    page.get_by_label("Text, HTML, or an address").fill(PASTED)
    page.get_by_role("button", name="Read").click()
    status(page, "1 statement read; nothing was kept.")
    expect(page.locator(".entry")).to_contain_text("Mira Dolan told to reporters")
    # Its statements are none of the record's.
    expect(page.locator(".entry").get_by_role("link", name="Who is this")).to_have_count(0)
    page.get_by_role("contentinfo").get_by_role("link", name="API").click()
    follow(page, "POST /api/v1/read")
    assert "openapi" in taken(page, "OpenAPI document")


def test_what_is_refused_is_told_on_a_page(browser: Browser, address: str, script: bool) -> None:
    with walk(browser, address, script=script, refused=(401, 404, 422)) as page:
        page.goto("/articles/99")
        expect(page.locator("h1")).to_have_text("There is nothing here")
        follow(page, "Search the record")
        page.goto("/?since=soon")
        expect(page.get_by_role("main")).to_contain_text(
            "since: 'soon' is no day: write 2024, March 2024, 2024-03, 5 March 2024 or 2024-03-05."
        )
        go(page, "Review")
        page.get_by_label("Name").fill("Rune")
        page.get_by_label("Password").fill("not this one")
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(page.get_by_text("No account has this name and password.")).to_be_visible()
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(page.locator("h1")).to_have_text("Review")


def test_correcting(page: Page, script: bool) -> None:
    sign_in(page, "Rune")
    page.goto("/?q=cracks&outlet=Courier&act=assert")
    follow(page, "Mayor speaks on pillars")
    page.locator(".entry:target").get_by_role("link", name="Correct").click()
    if script:
        page.locator("#text .content").last.select_text()
        page.locator("[data-take=content]").click()
        words = page.get_by_label("What was said").input_value()
        assert SAID.startswith(words.strip("“”,"))
        page.locator("#text .source").select_text()
        page.locator("[data-take=source]").click()
        expect(page.get_by_label("The words that name who said it")).to_have_value("mayor Tomas Ruud")
    page.get_by_label("Who said it", exact=True).fill("Mira Dolan")
    page.get_by_label("What was done").select_option("confirm")
    page.get_by_label("Why").fill("He read out her letter.")
    page.get_by_role("button", name="Save").click()
    entry = page.locator(".entry:target")
    expect(entry).to_contain_text("Mira Dolan")
    expect(entry).to_contain_text("checked by Rune")
    entry.get_by_role("link", name="Correct").click()
    expect(page.get_by_text("He read out her letter.").first).to_be_visible()
    page.get_by_label("A note for others").fill("Ask the mayor again.")
    page.get_by_role("button", name="Leave the note").click()
    expect(page.locator(".entry:target .note")).to_contain_text("Rune Ask the mayor again.")
    page.locator(".entry:target").get_by_role("link", name="Correct").click()
    page.get_by_role("button", name="Take out").click()
    expect(page.locator(".entry .note")).to_have_count(0)
    page.get_by_role("link", name="Add one that was missed").click()
    page.get_by_label("The words that say so").fill("waited for")
    page.get_by_label("What was said").fill("news of its bridge")
    page.get_by_label("Who said it", exact=True).fill("Lisset")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".entry:target")).to_contain_text("news of its bridge")
    go(page, "Review")
    assert "news of its bridge" in taken(page, "What was corrected, as training data")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_reviewing_with_the_keyboard_alone(browser: Browser, address: str) -> None:
    with walk(browser, address) as page:
        page.goto("/sign-in?next=/review")
        page.keyboard.type("Rune")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        status(page, re.compile("^39 statements unchecked"))
        items = page.locator(".queue > li")
        expect(items.first).to_be_focused()
        page.keyboard.press("c")
        expect(items.nth(0)).to_contain_text("Confirmed.")
        expect(items.nth(1)).to_be_focused()
        page.keyboard.press("j")
        page.keyboard.press("w")
        expect(items.nth(2)).to_contain_text("Marked as no statement.")
        page.keyboard.press("k")
        page.keyboard.press("k")
        page.keyboard.press("k")
        expect(items.nth(0)).to_be_focused()
        page.keyboard.press("j")
        page.keyboard.press("e")
        expect(page.get_by_text("Correct this statement")).to_be_visible()
        page.goto("/review")
        status(page, re.compile("^37 statements unchecked"))


def test_reviewing_without_script(browser: Browser, address: str) -> None:
    with walk(browser, address, script=False) as page:
        sign_in(page, "Rune")
        go(page, "Review")
        page.get_by_role("button", name="Right").first.click()
        status(page, re.compile("^38 statements unchecked"))
        page.get_by_role("button", name="Not a statement").first.click()
        status(page, re.compile("^37 statements unchecked"))
        follow(page, "Leave these, show the next")
        expect(page.locator(".queue > li")).to_have_count(10)


def test_actors_are_made_one_and_taken_apart_and_articles_taken_out(page: Page) -> None:
    sign_in(page, "Asta")
    go(page, "Actors")
    follow(page, "Tomas Ruud")
    other = page.url
    go(page, "Actors")
    follow(page, "Ada Holm")
    page.get_by_text("Is it one with another?").click()
    page.get_by_label("id or address of its page").fill(other)
    page.get_by_label("Why they are one").fill("Somebody said so.")
    page.get_by_role("button", name="Make them one").click()
    expect(page.locator("#said")).to_contain_text("the old pier was closed")
    page.get_by_text("Why is this one").click()
    page.locator(".members > li", has_text="Mayor speaks").get_by_role("radio").check()
    page.get_by_role("button", name="The chosen article means another one").click()
    expect(page.locator("#said .where").first).to_contain_text("Courier")
    expect(page.locator("#said")).not_to_contain_text("the old pier was closed")
    follow(page, "Mayor speaks on pillars")
    follow(page, "Take it out")
    page.get_by_label("Why").fill("It was a test.")
    page.get_by_role("button", name="Take it out").click()
    page.goto("/?outlet=Courier")
    status(page, "0 statements")


def test_axe_finds_nothing(browser: Browser, address: str) -> None:
    found: list[str] = []
    with walk(browser, address, bypass_csp=True, refused=(404,)) as page:
        sign_in(page, "Asta")

        def look() -> None:
            for size, scheme in SIGHTS + OTHER_COLOURS:
                page.set_viewport_size(size)
                page.emulate_media(color_scheme=scheme)
                told = violations(page, colours=(size, scheme) in OTHER_COLOURS) + small_texts(page)
                found.extend(f"{scheme}, {size['width']} wide: {one}" for one in told)
                assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]

        for goal in PAGES:
            page.goto(goal)
            look()
        page.goto("/review")
        page.get_by_role("link", name="Correct", exact=True).first.click()
        look()
        page.goto("/check")
        page.get_by_label("The draft").fill(DRAFT)
        page.get_by_role("button", name="Check the draft").click()
        look()
        page.goto("/read")
        page.get_by_label("Text, HTML, or an address").fill(PASTED)
        page.get_by_role("button", name="Read").click()
        look()
        go(page, "Review")
        page.keyboard.press("c")
        expect(page.get_by_text("Confirmed.")).to_be_visible()
        look()
        page.get_by_role("button", name="Sign out").click()
        for goal in ("/sign-in", "/articles/5"):
            page.goto(goal)
            look()
    assert not found, "\n".join(found)


def test_an_article_is_light(browser: Browser, address: str) -> None:
    sizes = []
    with walk(browser, address) as page:
        page.on("response", lambda response: sizes.append(len(response.body())))
        page.goto("/articles/6", wait_until="networkidle")
        expect(page.locator(".entry")).to_have_count(24)
    assert len(sizes) <= 3
    assert sum(sizes) < 150_000


def test_no_page_takes_a_script_of_another(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/articles/5")
        with pytest.raises(Error, match="Content Security Policy"):
            page.add_script_tag(content="window.ran = true")
        assert page.evaluate("window.ran") is None
