"""`sayso positions` and `sayso audit`: what they print, and what they say of bad input."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from sayso.cli.main import main

NEWS = (
    (
        "Post",
        "2026-01-12",
        "Dolan backs toll",
        "Mira Dolan praised the bridge toll. An official said it was late.",
    ),
    (
        "Gazette",
        "2026-02-03",
        "Toll row",
        "Tomas Ruud said that Ilka Brandt had authorized the bridge toll. Ada Holm and Petra Lund opposed the toll.",
    ),
    ("Star", "2026-03-02", "A turn", "Mira Dolan opposes the bridge toll. “I was wrong,” she said."),
    ("Star", None, "=Voices <b>", "Selma Roth praised the bridge toll."),
)


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, args)], catch_exceptions=False)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    lines = [
        {"url": f"https://news.example/{n}", "title": title, "outlet": outlet, "published": day, "text": text}
        for n, (outlet, day, title, text) in enumerate(NEWS)
    ]
    (folder / "news.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert run("add", folder / "news.db", folder / "news.jsonl").exit_code == 0
    return folder / "news.db"


class _Page(HTMLParser):
    """What tags, addresses and anchors a page has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.targets: set[str] = set()
        self.ids: list[str] = []
        self.handlers: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        told = dict(attrs)
        self.handlers |= {name for name in told if name.startswith("on") or name in ("style", "src")}
        self.ids += [told["id"] or ""] if "id" in told else []
        self.targets |= {told["href"] or ""} if "href" in told else set()


def test_positions_tells_who_holds_what_since_when_and_what_changed(record: Path) -> None:
    shown = run("positions", record, "--about", "toll", "--format", "table").stdout
    head, first, *_ = shown.splitlines()
    assert head.split() == ["ACTOR", "HOLDING", "SINCE", "UNTIL", "STATEMENTS", "PROBABILITY"]
    assert re.fullmatch(r"Mira Dolan +for +2026-01-12  2026-01-12  1 in 1 article +\d\.\d\d", first)
    assert re.search(r"changed: for 2026-01-12 \(#s\w{9}\), then against 2026-03-02 \(#s\w{9}\)", shown)
    assert "        for: praised the bridge toll\n        against: opposes the bridge toll\n" in shown
    assert "told by Tomas Ruud\n        Tomas Ruud said that Ilka Brandt had authorized the bridge toll." in shown
    assert re.search(r"Selma Roth +for +unknown +unknown", shown)


def test_positions_prints_every_format(record: Path) -> None:
    found = json.loads(run("positions", record, "--about", "toll", "--format", "json").stdout)
    assert [(p["actor"], p["holding"]) for p in found][:2] == [("Mira Dolan", "for"), ("Mira Dolan", "against")]
    assert found[1]["changed"][0]["after"]["statement"] == found[1]["shown"][0]["id"]
    lines = [json.loads(x) for x in run("positions", record, "--about", "toll", "--nl").stdout.splitlines()]
    assert lines == found
    rows = list(csv.DictReader(io.StringIO(run("positions", record, "--about", "toll", "--csv").stdout)))
    assert len(rows) == sum(len(p["shown"]) for p in found)
    brandt = next(r for r in rows if r["actor"] == "Ilka Brandt")
    assert (brandt["holding"], brandt["told_by"], brandt["day"]) == ("for", "Tomas Ruud", "2026-02-03")
    assert next(r for r in rows if r["actor"] == "Selma Roth")["title"] == "'=Voices <b>"


def test_positions_as_a_page_leads_from_every_mark_to_its_statement(record: Path) -> None:
    html = run("positions", record, "--about", "toll", "--format", "html").stdout
    page = _Page(html)
    inside = {t.removeprefix("#") for t in page.targets if t.startswith("#")}
    assert inside
    assert inside <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert "Of unknown day, and not drawn: 1." in html
    assert {"svg", "table"} <= page.tags
    assert not page.tags & {"script", "img", "iframe", "b"}
    assert page.handlers == set()
    assert "=Voices &lt;b&gt;" in html


def test_positions_as_svg_is_the_timeline_alone(record: Path) -> None:
    root = ElementTree.fromstring(run("positions", record, "--about", "toll", "--svg").stdout)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_positions_chooses_by_name_and_day(record: Path) -> None:
    asked = ("positions", record, "--about", "toll", "--nl")
    assert {json.loads(x)["actor"] for x in run(*asked, "--by", "brandt").stdout.splitlines()} == {"Ilka Brandt"}
    early = run("positions", record, "--about", "toll", "--until", "2026-02-28", "--format", "html").stdout
    assert "against, 2026-03-02: opposes the bridge toll" in early
    late = run(*asked, "--since", "2026-03-01").stdout.splitlines()
    assert [json.loads(x)["holding"] for x in late] == ["against"]


def test_nothing_found_is_told(record: Path) -> None:
    asked = ("positions", record, "--about", "walrus", "--format")
    assert run(*asked, "table").stdout.startswith("Nothing found: no statement shows")
    assert run(*asked, "json").stdout == "[]\n"
    assert "Nothing found: no statement shows" in run(*asked, "html").stdout
    assert run("audit", record, "--outlet", "Lantern", "--format", "table").stdout == "Nothing found.\n"
    assert "Nothing found." in run("audit", record, "--outlet", "Lantern", "--format", "html").stdout


def test_bad_input_is_told_in_one_line(record: Path, tmp_path: Path) -> None:
    result = run("positions", record, "--about", "?!")
    assert (result.exit_code, "there is no word to look for" in result.stderr) == (2, True)
    assert run("positions", record).exit_code == 2
    assert run("audit", record, "--since", "yesterday").exit_code == 2
    for verb in (("positions", tmp_path / "none.db", "--about", "x"), ("audit", tmp_path / "none.db")):
        missing = run(*verb)
        assert missing.exit_code == 1
        assert missing.stderr.startswith(f"Error: {tmp_path / 'none.db'}: no such record")


def test_audit_tells_each_outlet_and_month(record: Path) -> None:
    shown = run("audit", record, "--format", "table").stdout
    assert [line for line in shown.splitlines() if re.search(r": \d+ articles?$", line)] == [
        "All outlets: 4 articles", "Gazette: 1 article", "Post: 1 article", "Star: 2 articles",
    ]  # fmt: skip
    assert re.search(r"unnamed +50 % +2 statements", shown)
    assert re.search(r"\n2026-01 +1 +2.0 +50 %", shown)
    assert "(unknown)" in shown


def test_audit_prints_every_format(record: Path) -> None:
    rows = json.loads(run("audit", record, "--format", "json").stdout)
    assert list(rows[0]) == [
        "outlet", "month", "measure", "of", "value", "low", "high", "n", "per_article", "per_article_low",
        "per_article_high", "per_1000_words", "per_1000_words_low", "per_1000_words_high", "statements", "query",
        "address",
    ]  # fmt: skip
    lines = [json.loads(x) for x in run("audit", record, "--nl").stdout.splitlines()]
    assert lines == rows
    told = list(csv.DictReader(io.StringIO(run("audit", record, "--csv", "--outlet", "post").stdout)))
    assert {(r["outlet"], r["value"]) for r in told if (r["measure"], r["of"]) == ("sourcing", "unnamed")} == {
        ("Post", "0.5")
    }


def test_audit_as_a_page_stands_alone_and_has_charts(record: Path) -> None:
    html = run("audit", record, "--format", "html").stdout
    page = _Page(html)
    assert {"svg", "table"} <= page.tags
    assert not page.tags & {"script", "img", "link", "iframe"}
    assert page.handlers == set()
    assert page.targets == set()
    assert f"<code>sayso search {record} --outlet &#x27;&quot;Post&quot;&#x27; --counted --kind direct" not in html
    assert "--kind direct --outlet &#x27;&quot;Post&quot;&#x27; --counted</code>" in html
    assert html.count("<h2>") == 7  # compared, over time, all, three outlets, how it is counted
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    for svg in re.findall(r"<svg.*?</svg>", html, re.S):
        ElementTree.fromstring(svg)
