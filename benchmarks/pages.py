"""How much of the article comes out of 90 real pages, and nothing but it: sayso beside trafilatura and its peers.

    python benchmarks/pages.py SHARED [--before SRC] [--damaged N]

SHARED holds data/pages. Bodies are scored as article-extraction-benchmark does: 4-grams of words, each page's true and
false positives and misses as shares of the page, precision and recall as means over pages. The rules were chosen on the
pages whose file begins with 0 to 7; the others were looked at last. sayso's body is its text without headline,
standfirst and captions. SRC is the `src` folder of an older sayso. Peers are measured where they are installed. With
--damaged, so many damaged copies of the pages are read, and none may end in a traceback.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from damaged_pages import damaged
from page_bodies import Body, bodies, body_of, f1, figures, read

# Reads JSON lines of HTML with an older sayso, whose modules have other names.
OLDER = """
import json, sys
from sayso.pages import Page, PageError, article
for line in sys.stdin:
    page = json.loads(line)
    try:
        made = article(Page(page["html"].encode("latin-1"), page["url"], "text/html", "page", None, None))
        cut = [p for p in made.parts if p.kind in ("headline", "subtitle", "caption")]
        text = made.text
        for part in sorted(cut, key=lambda p: -p.start):
            text = text[:part.start] + text[part.end:]
    except PageError:
        text = ""
    print(json.dumps(text))
"""


def now(page: Body) -> str:
    return body_of(read(page))


def older(pages: list[Body], src: str) -> list[str]:
    given = "".join(json.dumps({"html": p.html.decode("latin-1"), "url": p.url}) + "\n" for p in pages)
    done = subprocess.run(
        [sys.executable, "-c", OLDER], input=given, text=True, capture_output=True, check=True, env={"PYTHONPATH": src}
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def peers() -> Iterator[tuple[str, Callable[[Body], str]]]:
    """The libraries that are installed, each with how it finds a body."""
    from trafilatura import extract

    def bare(**settings: bool) -> Callable[[Body], str]:
        return lambda page: extract(page.html, include_comments=False, **settings) or ""

    yield "trafilatura, bare", bare()
    yield "trafilatura, precision", bare(favor_precision=True)
    yield "trafilatura, precision, fast", bare(favor_precision=True, fast=True)
    for name, found in (
        ("readability", lambda m, page: _text(m.Document(page.html).summary(html_partial=True))),
        ("resiliparse.extract.html2text", lambda m, page: m.extract_plain_text(_decoded(page), main_content=True)),
        ("goose3", lambda m, page: m.Goose().extract(raw_html=_decoded(page)).cleaned_text),
    ):
        try:
            module = import_module(name)
        except ImportError:
            continue
        yield name.partition(".")[0], lambda page, module=module, found=found: found(module, page)  # type: ignore[misc]


def _decoded(page: Body) -> str:
    return page.html.decode("utf8", "replace")


def _text(html: str) -> str:
    from lxml.html import fromstring  # type: ignore[import-untyped]

    return "\n".join(fromstring(html).itertext()) if html.strip() else ""


def row(name: str, pages: list[Body], found: list[str], seconds: float | None = None) -> None:
    pairs = [(page.text, text) for page, text in zip(pages, found, strict=True)]
    parts = ([p for p, page in zip(pairs, pages, strict=True) if page.is_held is held] for held in (False, True))
    figures = "  ".join(f"{f1(part):.4f}" for part in (*parts, pairs))
    print(f"{name:32}{figures}  {f'{len(pages) / seconds:8.1f}' if seconds else ''}", flush=True)


def read_damaged(pages: list[Body], count: int) -> None:
    from sayso.pages import Page, PageError
    from sayso.pages.extract import articles_of

    rng, refused, slowest = random.Random(0), 0, 0.0
    for n in range(count):
        data, began = damaged(pages[n % len(pages)].html, rng, 2_000), time.perf_counter()
        try:
            list(articles_of(Page(data, None, "text/html", "page", None, None)))
        except PageError:
            refused += 1
        slowest = max(slowest, time.perf_counter() - began)
    print(f"{count:,} damaged pages: {refused} refused with a reason, no traceback; the slowest took {slowest:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--before", metavar="SRC")
    parser.add_argument("--damaged", type=int, default=0, metavar="N")
    options = parser.parse_args()
    pages = bodies(options.shared / "data" / "pages")
    print(f"{'body F1 of':32}chosen  held    all     pages/s")
    for name, found in (*peers(), ("sayso", now)):
        began = time.perf_counter()
        texts = [found(page) for page in pages]
        row(name, pages, texts, time.perf_counter() - began)
    if options.before:
        began = time.perf_counter()
        texts = older(pages, options.before)
        row("sayso, before", pages, texts, time.perf_counter() - began)
    told = figures(options.shared / "data" / "pages")
    print("of the 41 pages read in full: " + ", ".join(f"{k} {v}" for k, v in told.items() if not k.startswith("body")))
    if options.damaged:
        read_damaged(pages, options.damaged)


if __name__ == "__main__":
    main()
