"""Correcting in a browser, by the keyboard alone; key strokes counted as docs/web.md tells them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from web_keys import Keys
from web_walk import walk

from sayso.article import Statement
from sayso.record import Query, Record, search, verify

DOCS = Path(__file__).parents[2] / "docs" / "web.md"
WORDS = {
    "money": ("denied that", "money was missing"),
    "cracks": ("she said", "found cracks in five"),
    "ferry": ("Holm warned", "could not carry everybody"),
}


@pytest.fixture
def news(linked_news: Path) -> Path:
    return linked_news


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with walk(browser, address, refused=(422,)) as made:
        yield made


def told(path: Path, id: str) -> tuple[Statement, list[str], list[str]]:
    """A statement as it is exported, its speakers and addressees by name."""
    record = Record(path)
    try:
        assert list(verify(record)) == []
        for article in record.articles():
            names = {a.id: a.name for a in article.actors}
            for s in article.statements:
                if s.id == id:
                    return s, [names[i] for i in s.speakers], [names[i] for i in s.addressees]
    finally:
        record.close()
    raise AssertionError(id)


def ids(path: Path, words: str) -> list[str]:
    record = Record(path)
    found = [f.row["id"] for f in search(record, Query(words, limit=100))]
    record.close()
    return found


def test_key_strokes_are_as_the_docs_tell(page: Page) -> None:
    keys = Keys(page)
    keys.sign_in("Rune", "/review")
    items = page.locator(".queue > li")
    counted: dict[str, int] = {}

    def measured(what: str, do: Callable[[], None]) -> None:
        keys.struck = 0
        do()
        counted[what] = keys.struck

    def mend() -> None:
        keys.press("s", "h", "o")
        expect(items.nth(2).get_by_role("option", name="Ada Holm")).to_be_visible()
        keys.press("ArrowDown", "Enter", "Enter")

    expect(items.first).to_be_focused()
    measured("confirm a right statement", lambda: keys.press("c"))
    expect(items.nth(0)).to_contain_text("Confirmed.")
    expect(items.nth(1)).to_be_focused()
    measured("mark what is no statement", lambda: keys.press("w"))
    expect(items.nth(1)).to_contain_text("Marked as no statement.")
    expect(items.nth(2)).to_be_focused()
    measured("mend a wrong speaker", mend)
    expect(items.nth(2)).to_contain_text("The speaker was told.")
    expect(items.nth(3)).to_be_focused()
    measured("go on without an answer", lambda: keys.press("j"))
    expect(items.nth(4)).to_be_focused()
    measured("take the last answer back", lambda: keys.press("u"))
    expect(page.get_by_text("What you said last is taken back.")).to_be_visible()
    expect(page.get_by_role("status").first).to_have_text("8 statements unchecked")
    measured("open the form for all fields", lambda: keys.press("e"))
    expect(page.get_by_role("heading", name="Correct this statement")).to_be_visible()
    rows = re.findall(r"^\| ([^|]+?) +\| [^|]+ \| (\d+) +\|$", DOCS.read_text("utf8"), re.M)
    assert {what: int(count) for what, count in rows} == counted
    assert counted["confirm a right statement"] == 1
    assert counted["mend a wrong speaker"] <= 6


def test_every_field_of_three_statements_by_keyboard_alone(page: Page, news: Path) -> None:
    keys = Keys(page)
    corrected = {about: ids(news, f"{about} {content.split()[-1]}")[0] for about, (_, content) in WORDS.items()}
    keys.sign_in("Rune", "/review")
    for about, id in corrected.items():
        keys.correct(id, *WORDS[about])
    for about, id in corrected.items():
        s, speakers, addressees = told(news, id)
        assert (speakers, addressees) == (["Tomas Ruud", "Pia Strand"], ["Ada Holm"])
        assert (s.act, s.stance, s.negated, s.event, s.sourcing) == (
            "threaten",
            "distancing",
            True,
            "state",
            "document",
        )
        assert s.when
        assert (s.when.start, s.when.end) == ("2024-03-01", "2024-03-31")
        assert (s.corrected and s.corrected.why, s.parent is not None) == ("So it stands.", True)
        assert (s.cue[0].text, s.content[0].text) == WORDS[about]
        assert (s.source[0].text, s.addressee[0].text) == ("Tomas Ruud", "the council")
        assert s.via
        assert s.via.span.text == "the ferry"


def test_a_name_that_looks_like_a_slip_is_asked_about(browser: Browser, address: str, news: Path) -> None:
    id = ids(news, "money")[0]
    for script in (True, False):
        with walk(browser, address, script=script, refused=(422,)) as page:
            Keys(page).sign_in("Rune", f"/statements/{id}/correct")
            page.get_by_label("Who said it", exact=True).fill("Ada Hlom")
            page.get_by_role("button", name="Save").last.click()
            expect(page.get_by_role("alert").last).to_contain_text("Nobody is called Ada Hlom yet. Did you mean")
            page.get_by_role("button", name="Ada Holm" if script else "It is a new name").click()
            expect(page.locator(".entry:target")).to_contain_text("Ada Holm" if script else "Ada Hlom")


def test_a_slip_in_the_queue_is_asked_about_there(page: Page) -> None:
    keys = Keys(page)
    keys.sign_in("Rune", "/review")
    item = page.locator(".queue > li").first
    expect(item).to_be_focused()
    keys.press("s")
    page.keyboard.type("Tomas Rudd")
    keys.press("Enter")
    expect(item.get_by_role("alert")).to_contain_text("Did you mean")
    expect(item).to_be_focused()
    keys.press("1")
    expect(item).to_contain_text("The speaker was told.")


def test_actors_are_merged_unmerged_merged_and_the_merge_taken_back(page: Page) -> None:
    keys = Keys(page)
    keys.sign_in("Rune", "/actors")
    rows = page.locator("table.actors tbody tr")
    before = rows.all_text_contents()

    keys.merge("Mira Dolan", "Tomas Ruud")
    expect(page.get_by_text("money was missing").first).to_be_visible()
    keys.unmerge()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tomas Ruud")
    page.goto("/actors")
    assert rows.all_text_contents() == before
    keys.merge("Mira Dolan", "Tomas Ruud")
    page.goto("/actors")
    assert rows.count() == len(before) - 1
    keys.press("u")
    expect(page.get_by_text("What you said last is taken back.")).to_be_visible()
    assert rows.all_text_contents() == before


def test_several_statements_are_put_down_to_one_and_taken_back_as_one(page: Page, news: Path) -> None:
    keys = Keys(page)
    keys.sign_in("Rune", "/correct?by=Dolan")
    count = page.get_by_role("checkbox").count()
    assert count > 1
    keys.press("a", "s")
    page.keyboard.type("Ada Holm")
    keys.press("Enter")
    expect(page.get_by_role("status").first).to_have_text(f"{count} statements were corrected.")
    expect(page.get_by_role("checkbox")).to_have_count(0)
    keys.press("u")
    expect(page.get_by_role("checkbox")).to_have_count(count)


def test_a_second_person_and_how_far_both_agree(page: Page, browser: Browser, address: str) -> None:
    keys = Keys(page)
    keys.sign_in("Rune", "/review")
    items = page.locator(".queue > li")
    for n in range(3):
        expect(items.nth(n)).to_be_focused()
        keys.press("c")
        expect(items.nth(n)).to_contain_text("Confirmed.")
    with walk(browser, address) as other:
        second = Keys(other)
        second.sign_in("Asta", "/review?second=1")
        expect(other.get_by_role("status")).to_have_text("3 statements that only others checked")
        theirs = other.locator(".queue > li")
        expect(theirs.first).to_be_focused()
        second.press("c")
        expect(theirs.nth(1)).to_be_focused()
        second.press("w")
        expect(theirs.nth(2)).to_be_focused()
        second.press("c")
        expect(theirs.nth(2)).to_contain_text("Confirmed.")
        other.get_by_role("link", name="Agreement").click()
        expect(other.get_by_role("status")).to_have_text("Asta, Rune")
        row = other.get_by_role("row", name=re.compile("^statement"))
        expect(row.get_by_role("cell")).to_have_text(["3", "67 %", "0.00"])
        expect(other.locator(".disagreements li")).to_have_count(1)
        expect(other.locator(".disagreements li")).to_contain_text("Asta: no")
        other.go_back()
        second.press("u")
        expect(other.get_by_text("What you said last is taken back.")).to_be_visible()
    # What another took back changes nothing of one's own.
    page.goto("/review")
    expect(page.get_by_role("status").first).to_have_text("7 statements unchecked")
