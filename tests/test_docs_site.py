"""The documentation as a site: whole, with nothing loaded from elsewhere, and no public name left out."""

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
from lxml import html  # type: ignore[import-untyped]

import sayso
from sayso.cli.main import main

ROOT = Path(__file__).parent.parent
LOADED = ("//link/@href", "//script/@src", "//img/@src", "//source/@src", "//iframe/@src")
ROOMS = ["sayso", *(m.name for m in pkgutil.iter_modules(sayso.__path__, "sayso.") if m.ispkg)]


def told(*command: str) -> None:
    """Run a command in the project's folder; it must end well."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built with every warning an error."""
    folder = tmp_path_factory.mktemp("site")
    told("-m", "mkdocs", "build", "--strict", "--site-dir", str(folder))  # --quiet would pass warnings
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[Path, html.HtmlElement]:
    return {p: html.fromstring(p.read_bytes()) for p in site.rglob("*.html") if p.name != "404.html"}


def test_every_page_of_the_navigation_is_there(site: Path) -> None:
    named = re.findall(r": (\S+)\.md$", (ROOT / "mkdocs.yml").read_text("utf8"), re.MULTILINE)
    assert len(named) > 15
    assert [name for name in named if not (site / f"{name}.html").is_file()] == []


def test_every_page_of_the_docs_is_in_the_navigation() -> None:
    text = (ROOT / "mkdocs.yml").read_text("utf8")
    names = [str(p.relative_to(ROOT / "docs")) for p in (ROOT / "docs").rglob("*.md")]
    assert [name for name in names if f": {name}\n" not in text] == []


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[Path, html.HtmlElement]) -> None:
    loaded = [str(href) for page in pages.values() for path in LOADED for href in page.xpath(path)]
    assert len(loaded) > 100
    assert [href for href in loaded if urlsplit(href).netloc] == []
    styles = [p.read_text("utf8") for p in site.rglob("*.css")]
    assert [url for text in styles for url in re.findall(r"(?:url\(|@import\s*)[\"']?(?:https?:)?//\S+", text)] == []
    # Where Material finds a diagram, it loads Mermaid from elsewhere.
    assert [p for p, page in pages.items() if page.find_class("mermaid")] == []


def links(page: Path, tree: html.HtmlElement) -> Iterator[tuple[str, Path, str]]:
    """The links of a page into the site: as written, to which file, to which place in it."""
    for href in tree.xpath("//@href | //@src"):
        parts = urlsplit(str(href))
        if not parts.scheme and not parts.netloc:
            yield str(href), (page.parent / unquote(parts.path)).resolve() if parts.path else page, parts.fragment


def test_every_link_into_the_site_leads_somewhere(pages: dict[Path, html.HtmlElement]) -> None:
    places = {p.resolve(): set(map(str, tree.xpath("//@id | //a/@name"))) for p, tree in pages.items()}
    lost = []
    count = 0
    for page, tree in pages.items():
        for href, to, place in links(page.resolve(), tree):
            count += 1
            if not to.exists() or (place and to in places and unquote(place) not in places[to]):
                lost.append(f"{page.name}: {href}")
    assert count > 1000
    assert lost == []


def test_the_command_line_reference_has_every_verb(site: Path) -> None:
    text = html.fromstring((site / "cli.html").read_bytes()).text_content()
    verbs = main.list_commands(click.Context(main))
    assert [verb for verb in verbs if f"Usage: sayso {verb} " not in text] == []


def headings(tree: html.HtmlElement) -> list[str]:
    found = (h.text_content().split()[0].rstrip("¶") for h in tree.xpath("//h3"))
    return [name for name in found if name.startswith("sayso.")]


def thing(name: str) -> object:
    room, _, own = name.rpartition(".")
    return getattr(importlib.import_module(room), own)


@pytest.mark.parametrize("room", ROOMS)
def test_the_python_reference_has_every_public_name(room: str, site: Path) -> None:
    module = importlib.import_module(room)
    tree = html.fromstring((site / "api.html").read_bytes())
    shown = [thing(name) for name in headings(tree)]
    text = " ".join(tree.text_content().split())
    for name in (n for n in getattr(module, "__all__", ()) if n[0] != "_"):
        what = getattr(module, name)
        assert any(what is other for other in shown), name
        if isinstance(what, type) or callable(what):
            first = (what.__doc__ or "").split(". ")[0].split("\n\n")[0].replace("`", "").replace("*", "")
            assert " ".join(first.split())[:60] in text, name
