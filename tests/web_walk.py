"""A browser that notes whatever goes wrong on a walk, and what axe finds on a page."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, ViewportSize

_PHONE: ViewportSize = {"width": 390, "height": 844}
_DESK: ViewportSize = {"width": 1200, "height": 800}
SIGHTS: tuple[tuple[ViewportSize, Literal["light", "dark"]], ...] = ((_DESK, "light"), (_PHONE, "dark"))
OTHER_COLOURS: tuple[tuple[ViewportSize, Literal["light", "dark"]], ...] = ((_DESK, "dark"), (_PHONE, "light"))
_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
# A refused request is noted by its status; one that a newer one replaces, as one types, is aborted.
_KNOWN = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
_ABORTED = "net::ERR_ABORTED"
_RUN = "() => axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
_RUN_COLOURS = "() => axe.run(document, {resultTypes: ['violations'], runOnly: ['color-contrast']})"


@contextmanager
def walk(
    browser: Browser, address: str, *, script: bool = True, refused: Collection[int] = (), bypass_csp: bool = False
) -> Iterator[Page]:
    """A page of a visitor of their own. Nothing may go wrong until it is left: no error in the console, no request that
    fails or goes to another host, no status of 400 or more but those that are to be `refused`."""
    wrong: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_KNOWN):
            wrong.append(message.text)

    def asked(request: Request) -> None:
        if not request.url.startswith("data:") and urlsplit(request.url).netloc != urlsplit(address).netloc:
            wrong.append(f"asked elsewhere: {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400 and response.status not in refused:
            wrong.append(f"{response.status}: {response.url}")

    def failed(request: Request) -> None:
        if request.failure != _ABORTED:
            wrong.append(f"{request.failure}: {request.url}")

    with browser.new_context(
        base_url=address, viewport=_DESK, java_script_enabled=script, bypass_csp=bypass_csp, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", asked)
        page.on("response", answered)
        page.on("requestfailed", failed)
        yield page
    assert not wrong, wrong


_SMALL = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), small = [];
    while (walker.nextNode()) {
        const at = walker.currentNode.parentElement;
        const size = parseFloat(getComputedStyle(at).fontSize) * (at.closest("text")?.getScreenCTM().a ?? 1);
        if (walker.currentNode.data.trim() && !at.closest("script, style, option, datalist") && size < 14)
            small.push(`${size} px: ${walker.currentNode.data.trim().slice(0, 40)}`);
    }
    return small;
}"""


def small_texts(page: Page) -> list[str]:
    """The texts of a page that are smaller than 14 px."""
    return [f"{page.url}: {found}" for found in page.evaluate(_SMALL)]


def violations(page: Page, *, colours: bool = False) -> list[str]:
    """What axe finds on a page as it is now, of whatever impact, or only in its `colours`. The page's policy must be
    bypassed."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(content=_AXE)
    return [
        f"{page.url}: {found['id']} at {node['target']}: {node['failureSummary']}"
        for found in page.evaluate(_RUN_COLOURS if colours else _RUN)["violations"]
        for node in found["nodes"]
    ]
