"""Articles that their outlet changed after they were added: a site serves another version on the second `update`."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_site import Site, running_site

from sayso.cli.main import main
from sayso.shown import day_of

HEAD = "<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
BEFORE = (
    "<p>Harbour commissioner Mira Dolan told reporters that the bridge would stay shut. “We found cracks in three"
    " pillars of the old bridge,” she said.</p><p>“Nobody has stolen a single coin from the bridge fund,” Tomas Ruud"
    " said on Friday.</p><p>“The ferry will sail until the winter comes,” said Ada Holm, who owns it.</p>"
)
AFTER = BEFORE.replace("three", "five").replace(
    "<p>“Nobody has stolen a single coin from the bridge fund,” Tomas Ruud said on Friday.</p>", ""
)
TODAY = datetime.now(UTC).date()
UPDATED = f'<meta property="article:modified_time" content="{TODAY}T07:30:00Z">'
POLITE = ("--allow-private", "--pause", "0")


def run(verb: str, record: Path, *args: str) -> Result:
    return CliRunner().invoke(main, [verb, str(record), *args], catch_exceptions=False)


def page(body: str, head: str = "", foot: str = "") -> str:
    published = '<meta property="article:published_time" content="2026-03-13T07:30:00Z">'
    return f"{HEAD.format(title='Bridge stays shut', head=published + head)}{body}</article>{foot}</body></html>"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with running_site() as made:
        yield made


@pytest.fixture(scope="module")
def told(site: Site, tmp_path_factory: pytest.TempPathFactory) -> list[Result]:
    """What three updates told: the first one, one where only the foot of the page is another, one after a change."""
    record = tmp_path_factory.mktemp("site") / "news.db"
    bridge = site.put("/bridge", page(BEFORE))
    site.put("/bridge", page(BEFORE, foot="<footer>Most read: a gull</footer>"))
    site.put("/bridge", page(AFTER, UPDATED))
    feed = f'<rss version="2.0"><channel><item><link>{bridge}</link></item></channel></rss>'
    site.put("/feed", feed, "application/rss+xml")
    run("follow", record, f"{site.address}/feed")
    return [run("update", record, *POLITE) for _ in range(3)]


@pytest.fixture
def record(told: list[Result], tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert told
    return next(tmp_path_factory.getbasetemp().glob("site*/news.db"))


def test_update_tells_what_was_changed(told: list[Result], site: Site) -> None:
    assert [t.stdout for t in told] == ["1 feeds: 1 added\n", "1 feeds: 1 unchanged\n", "1 feeds: 1 changed\n"]
    assert told[1].stderr == ""
    line = f"changed by its outlet on {day_of(str(TODAY))}: 1 statement cut, 1 altered"
    assert told[2].stderr == f"sayso: {site.address}/bridge: {line}\n"


def test_changes_are_told_in_every_format(record: Path, site: Site) -> None:
    rows = json.loads(run("changes", record, "--format", "json").stdout)
    assert [(r["part"], r["what"]) for r in rows] == [
        ("statement", "cut"), ("statement", "altered"), ("paragraph", "altered"), ("paragraph", "cut"),
    ]  # fmt: skip
    assert rows[1]["fields"] == "words"
    assert {r["day"] for r in rows} == {str(TODAY)}
    assert all(r["told"] for r in rows)
    (cut, *_) = csv.DictReader(io.StringIO(run("changes", record, f"{site.address}/bridge", "--csv").stdout))
    assert (cut["statement"], cut["after"]) == (rows[0]["statement"], "")
    assert run("changes", record, "https://post.example/other", "--format", "table").stdout == "Nothing found.\n"
    table = run("changes", record, "--format", "table").stdout
    assert f"  statement cut  #{rows[0]['statement']}\n    [-Tomas Ruud said: “Nobody has stolen" in table
    assert "Mira Dolan said: “We found cracks in [-three-] {+five+} pillars of the old bridge,”" in table
    html = run("changes", record, "--format", "html").stdout
    assert "<td>Mira Dolan said: “We found cracks in <del>three </del>pillars" in html
    assert "<td>Mira Dolan said: “We found cracks in <ins>five </ins>pillars" in html


def test_an_id_of_what_was_cut_tells_so(record: Path) -> None:
    cut = json.loads(run("changes", record, "--format", "json").stdout)[0]["statement"]
    told = run("correct", record, cut, "--by", "ada", "--wrong")
    assert told.exit_code == 1
    assert f"Statement {cut} is gone from http" in told.stderr
    assert "cut by its outlet (" in told.stderr


def test_a_check_tells_what_an_outlet_took_out(record: Path) -> None:
    told = run("check", record, "Nobody has stolen a single coin from the bridge fund", "--format", "json")
    assert told.exit_code == 3
    checked = json.loads(told.stdout)
    (match,) = checked["matches"]
    assert (checked["verdict"], match["version"]) == ("verbatim", 1)
    assert [(w["kind"], w["message"]) for w in match["warnings"]] == [
        (
            "cut since",
            f"It stood in the version of Friday, 13 March 2026; its outlet took it out on {day_of(str(TODAY))}.",
        ),
    ]
    shown = run("check", record, "Nobody has stolen a single coin from the bridge fund", "--format", "table").stdout
    assert shown.startswith("verbatim, with a warning\n")
    assert "version 1\n" in shown


def test_a_check_tells_what_an_outlet_altered(record: Path) -> None:
    told = run("check", record, "We found cracks in three pillars of the old bridge", "--by", "Dolan", "--nl")
    assert told.exit_code == 3
    checked = json.loads(told.stdout)
    assert checked["verdict"] == "altered"
    assert checked["changes"] == [{"from": "five", "to": "three", "what": "number"}]
    (first, *_) = checked["matches"]
    assert first["version"] is None
    assert [(w["kind"], w["text"]) for w in first["warnings"]] == [
        ("altered since", "We found cracks in five pillars of the old bridge,")
    ]


def test_a_check_of_what_still_stands_says_nothing_more(record: Path) -> None:
    for quote in ("The ferry will sail until the winter comes", "We found cracks in five pillars of the old bridge"):
        told = run("check", record, quote, "--nl")
        assert told.exit_code == 0
        assert json.loads(told.stdout)["matches"][0]["warnings"] == []


def test_adding_an_address_again_tells_it_too(tmp_path: Path) -> None:
    record, saved = tmp_path / "news.db", tmp_path / "saved.html"
    canonical = '<link rel="canonical" href="https://post.example/bridge">'
    saved.write_text(page(BEFORE, canonical))
    assert run("add", record, str(saved)).stdout == "1 added\n"
    saved.write_text(page(AFTER, canonical + UPDATED))
    told = run("add", record, str(saved))
    assert told.stdout == "1 changed\n"
    assert f"https://post.example/bridge: changed by its outlet on {day_of(str(TODAY))}: 1 statement cut" in told.stderr
    assert "whole" in run("verify", record).stdout
