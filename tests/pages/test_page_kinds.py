"""Pages of the kinds that people have, as browsers and newsrooms' systems save them: live blogs, galleries,
interviews, newsletters, releases, agency copy, sections, stubs, walls, AMP, print views, comments."""

import json
from pathlib import Path

import pytest

from sayso.pages import Found, PageError, found

PAGES = sorted((Path(__file__).parent / "kinds").glob("*.json"))


def test_there_are_thirty_pages_or_more() -> None:
    assert len(PAGES) >= 30


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_kind_of_page(path: Path) -> None:
    expected = json.loads(path.read_text("utf8"))
    (page,) = (each for each in path.parent.glob(f"{path.stem}.*") if each != path)
    items = list(found(str(page)))
    problems = [str(each).partition(": ")[2] for each in items if isinstance(each, PageError)]
    assert problems == ([expected["problem"]] if expected["problem"] else [])
    articles = [each.article for each in items if isinstance(each, Found)]
    if "text" not in expected:
        assert not articles
        return
    (made,) = articles
    assert made.text.split("\n\n") == expected["text"]
    assert [[p.kind, made.text[p.start : p.end]] for p in made.parts if p.kind != "headline"] == expected["parts"]
    shown = (made.title, made.outlet, list(made.authors), made.published and made.published[:10])
    assert shown == tuple(expected[key] for key in ("title", "outlet", "authors", "published"))
    assert [furniture for furniture in expected["not"] if furniture in made.text] == []
