"""The pages in a browser, with and without script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from web_visits import PASSWORD

_TOLD = ("htmx:", "Failed to load resource", "Response Status")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of a browser with script; what its console tells of errors fails the test."""
    told: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # Requests that are replaced by newer ones, and those that are refused, are told as errors too.
        if message.type == "error" and not message.text.startswith(_TOLD):
            told.append(message.text)

    context = browser.new_context(base_url=address)
    made = context.new_page()
    made.on("console", heard)
    made.on("pageerror", lambda error: told.append(str(error)))
    yield made
    context.close()
    assert not told


def sign_in(page: Page) -> None:
    page.goto("/sign-in?next=/review")
    page.get_by_label("Name").fill("Rune")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Review")).to_be_visible()


def test_results_come_while_one_types_and_the_address_can_be_shared(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Words", exact=True).press_sequentially("report", delay=10)
    expect(page.get_by_role("status")).to_have_text("2 statements")
    expect(page).to_have_url(
        "/?q=report&by=&to=&about=&since=&until=&event=speech&outlet=&published_since=&published_until=&month="
        "&min_confidence=&min_credit="
    )
    page.get_by_label("promise").check()
    expect(page.get_by_role("status")).to_have_text("1 statement")
    expect(page.get_by_label("promise")).to_be_focused()
    page.reload()
    expect(page.get_by_role("status")).to_have_text("1 statement")
    expect(page.get_by_label("promise")).to_be_checked()


def test_a_problem_is_told_without_losing_what_was_found(page: Page) -> None:
    page.goto("/?q=report")
    page.evaluate("document.querySelector('#since').type = 'text'")
    page.get_by_label("Since").fill("soon")
    page.get_by_label("Said by").focus()
    expect(page.get_by_role("alert")).to_have_text(
        "since: 'soon' is no day: write 2024, March 2024, 2024-03, 5 March 2024 or 2024-03-05."
    )
    expect(page.get_by_role("status")).to_have_text("2 statements")
    page.get_by_label("Since").fill("2026-03-01")
    page.get_by_label("Said by").focus()
    expect(page.get_by_role("alert")).to_be_empty()


def test_text_and_list_show_each_other(page: Page) -> None:
    page.goto("/articles/1")
    page.locator("#text").get_by_text("that money was missing").click()
    entry = page.locator(".entry", has_text="that money was missing")
    expect(entry).to_have_class("entry depth-0 lit")
    page.locator(".entry", has_text="that the ferry could not").locator(".content-of").click()
    expect(page.locator("#text .cue.lit")).to_have_text("warned")


def test_an_article_asks_for_two_files_beside_itself(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/articles/1", wait_until="networkidle")
    assert len(asked) == 3


def test_words_are_taken_from_a_selection(page: Page) -> None:
    sign_in(page)
    page.goto("/articles/1")
    page.locator(".entry", has_text="We found").first.get_by_role("link", name="Correct").click()
    page.evaluate(
        """() => {
            const words = document.querySelector("#text .content").firstChild;
            getSelection().setBaseAndExtent(words, 1, words, 9);
        }"""
    )
    page.locator("[data-take=content]").click()
    expect(page.get_by_label("What was said")).to_have_value("We found")


def test_the_queue_is_worked_through_with_the_keyboard(page: Page) -> None:
    sign_in(page)
    items = page.locator(".queue > li")
    expect(page.get_by_role("status")).to_have_text("10 statements unchecked")
    page.keyboard.press("c")
    expect(items.nth(0)).to_contain_text("Confirmed.")
    page.keyboard.press("j")
    page.keyboard.press("w")
    expect(items.nth(2)).to_contain_text("Marked as no statement.")
    page.goto("/review")
    expect(page.get_by_role("status")).to_have_text("8 statements unchecked")


def test_searching_reading_and_moving_about_need_no_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Words", exact=True).fill("report")
    page.get_by_label("promise").check()
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_have_text("1 statement")
    page.get_by_role("link", name="Bridge stays shut").click()
    expect(page.locator(".entry:target")).to_contain_text("the council a full report")
    page.locator(".entry", has_text="money was missing").get_by_role("link", name="Tomas Ruud").click()
    expect(page.locator(".anchor:target + a")).to_have_text("denied")
    page.get_by_role("link", name="Check").click()
    page.get_by_role("link", name="Read now").click()
    page.get_by_label("Text, HTML, or an address").fill("Storm\n\nMira Dolan said that the pier had broken in two.")
    page.get_by_role("button", name="Read").click()
    expect(page.get_by_role("status")).to_contain_text("1 statement read")
    context.close()
