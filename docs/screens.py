"""Makes the pictures of README.md and docs/web.md from the examples: python docs/screens.py, by hand."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
QUOTE = "/check?quote=They+have+stopped+fifty+boats&by=Oda+Brecht"


def article(page: Page) -> None:
    page.goto("/articles/2")
    page.locator(".entry").nth(2).hover()


def check(page: Page) -> None:
    page.set_viewport_size({"width": 820, "height": 560})
    page.goto(QUOTE)


def main() -> None:
    pictures: dict[str, Callable[[Page], object]] = {
        "article": article,
        "search": lambda page: page.goto("/?q=patrols"),
        "check": check,
    }
    sayso = str(Path(sys.executable).with_name("sayso"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        record = f"{folder}/news.db"
        subprocess.run([sayso, "add", record, "examples/harbour.txt", "examples/coverage.jsonl"], cwd=ROOT, check=True)
        told = subprocess.Popen([sayso, "serve", record, "--port", "0"], stderr=subprocess.PIPE, text=True)
        assert told.stderr
        address = next(word for word in told.stderr.readline().split() if word.startswith("http"))
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(base_url=address, viewport={"width": 1120, "height": 640}, reduced_motion="reduce")
        for name, show in pictures.items():
            show(page)
            page.screenshot(path=ROOT / f"docs/images/{name}.png")
        browser.close()
        told.terminate()
        told.wait()


if __name__ == "__main__":
    main()
