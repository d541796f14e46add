"""Makes the pictures of the pages, in docs/images, from the examples: python docs/screens.py, by hand."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from sayso.record import Record

ROOT = Path(__file__).parent.parent
SAYSO = str(Path(sys.executable).with_name("sayso"))
EXAMPLES = ROOT / "examples"
QUOTE = "/check?quote=They+have+stopped+fifty+boats&by=Oda+Brecht"
DESK, PHONE = {"width": 1000, "height": 560}, {"width": 390, "height": 700}


def opened(address: str) -> Callable[[Page], object]:
    return lambda page: page.goto(address)


def followed(address: str, *names: str) -> Callable[[Page], None]:
    """What the links of these names lead to, one after the other."""

    def show(page: Page) -> None:
        page.goto(address)
        for name in names:
            page.get_by_role("main").get_by_role("link", name=name).first.click()

    return show


def article(page: Page) -> None:
    page.goto("/articles/2")
    page.locator(".entry").nth(1).hover()
    page.evaluate("scrollTo(0, 0)")


def audit(page: Page) -> None:
    page.goto("/audit")
    page.get_by_role("heading", name="Outlets beside each other").evaluate("heading => heading.scrollIntoView()")


def correct(page: Page) -> None:
    followed("/?q=harder+measures", "Union ships in our waters")(page)
    page.locator(".entry:target").get_by_role("link", name="Correct").click()
    page.get_by_label("Who said it", exact=True).focus()


PICTURES: dict[str, tuple[Callable[[Page], object], dict[str, Any]]] = {
    "article": (article, {"viewport": {"width": 920, "height": 500}}),
    "search": (opened("/?q=patrols"), {}),
    "check": (opened(QUOTE), {"viewport": {"width": 820, "height": 560}}),
    "review": (opened("/review"), {"viewport": {"width": 820, "height": 560}}),
    "correct": (correct, {"viewport": {"width": 920, "height": 520}}),
    "actor": (followed("/actors", "Jonas Hallik"), {}),
    "positions": (opened("/positions?about=patrols"), {"viewport": {"width": 1040, "height": 640}}),
    "audit": (audit, {}),
    "changes": (opened("/articles/5/changes"), {}),
    "api": (opened("/api"), {}),
    "dark": (opened("/?q=by:hallik"), {"color_scheme": "dark"}),
    "phone": (opened("/?q=by:hallik"), {"viewport": PHONE}),
}


@contextmanager
def served(record: Path) -> Iterator[str]:
    told = subprocess.Popen([SAYSO, "serve", record, "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert told.stderr
    try:
        yield next(word for word in told.stderr.readline().split() if word.startswith("http"))
    finally:
        told.terminate()
        told.wait()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def take(address: str, name: str, show: Callable[[Page], object], options: dict[str, Any]) -> None:
            with browser.new_context(
                base_url=address, reduced_motion="reduce", **{"viewport": DESK, **options}
            ) as context:
                page = context.new_page()
                show(page)
                page.screenshot(path=ROOT / f"docs/images/{name}.png")

        record, later = Path(folder) / "news.db", Path(folder) / "later.jsonl"
        Record(record, new=True).close()
        with served(record) as address:
            take(address, "start", opened("/"), {})
        # The Gazette prints another number later.
        later.write_text((EXAMPLES / "coverage.jsonl").read_text("utf8").replace("forty boats", "fifty boats"))
        given = [EXAMPLES / "harbour.txt", EXAMPLES / "coverage.jsonl"]
        subprocess.run([SAYSO, "add", record, *given], check=True)
        with served(record) as address:
            take(address, "check", *PICTURES.pop("check"))
        subprocess.run([SAYSO, "add", record, later], check=True)
        with served(record) as address:
            for name, (show, options) in PICTURES.items():
                take(address, name, show, options)
        browser.close()


if __name__ == "__main__":
    main()
