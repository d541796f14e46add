"""Somebody at the pages who has a keyboard and no mouse."""

import re

from playwright.sync_api import Page, expect
from web_visits import PASSWORD

LEFT = {
    "speakers": "Tomas Ruud; Pia Strand", "act": "threaten", "stance": "distancing", "negated": " ", "event": "state",
    "sourcing": "document", "source": "Tomas Ruud", "addressees": "Ada Holm", "addressee": "the council",
    "via": "the ferry", "day": "March 2024",
}  # fmt: skip


class Keys:
    """Somebody who has a keyboard and no mouse; `struck` is how often a key was pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.struck = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.struck += 1

    def sign_in(self, name: str, goal: str) -> None:
        self.page.goto(f"/sign-in?next={goal}")
        expect(self.page.get_by_label("Name")).to_be_focused()
        self.page.keyboard.type(name)
        self.press("Tab")
        self.page.keyboard.type(PASSWORD)
        self.press("Enter")
        expect(self.page.get_by_role("banner")).to_contain_text(name)
        self.struck = 0

    def to(self, name: str, value: str = "") -> None:
        """Go on by Tab until a field, or a button by its words, is in focus."""
        wanted = "([name, value]) => { const on = document.activeElement; return on.name === name && (!value ||"
        wanted += " on.value === value) || on.textContent.trim() === name }"
        for _ in range(200):
            if self.page.evaluate(wanted, [name, value]):
                return
            self.press("Tab")
        raise AssertionError(f"no Tab leads to {name}")

    def fill(self, name: str, value: str) -> None:
        self.to(name)
        kind = self.page.evaluate("document.activeElement.tagName + document.activeElement.type")
        if not kind.startswith("SELECT") and kind != "INPUTcheckbox":
            self.press("Control+a", "Delete")
        self.page.keyboard.type(value)

    def correct(self, id: str, cue: str, content: str) -> None:
        """Correct every field of a statement to what is LEFT, its cue and content to these, by the form."""
        self.page.goto(f"/statements/{id}/correct")
        self.press("s")
        for name in ("speakers", "act", "stance", "negated", "event", "sourcing", "source"):
            self.fill(name, LEFT[name])
        self.fill("cue", cue)
        self.fill("content", content)
        for name in ("addressees", "addressee", "via", "day"):
            self.fill(name, LEFT[name])
        self.to("parent")
        self.press("ArrowDown")
        self.fill("why", "So it stands.")
        self.to("Save")
        self.press("Enter")
        expect(self.page).to_have_url(re.compile(f"#statement-{id}$"))

    def merge(self, *names: str) -> None:
        """On the list of actors, tick those of these names, and say that they are one."""
        rows = self.page.locator("table.actors tbody tr")
        for name in names:
            row = rows.filter(has=self.page.get_by_role("link", name=name, exact=True))
            row.get_by_role("checkbox").focus()
            self.press("Space")
        self.to("The ticked are one")
        self.press("Enter")
        expect(self.page.get_by_text("Also called")).to_be_visible()

    def unmerge(self) -> None:
        """On an actor's page, take its last merge back."""
        self.page.get_by_role("group").filter(has_text="Is it one with another?").locator("summary").focus()
        self.press("Enter")
        self.page.get_by_role("button", name="Take the last merge back").focus()
        self.press("Enter")
