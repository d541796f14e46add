"""Statements of which it is not known who said them: they count for nobody, and contradict nobody."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from credited_articles import TEXT, credited_article
from record_articles import article_of, page_of

from sayso import Article, Credit, Reader
from sayso.checking.check import check
from sayso.cli.main import main
from sayso.linking import update
from sayso.record import Record

QUOTED = """Quay to close

Ada Holm and Ivo Marsh spoke of the quay. “Nobody will walk along it before the first snow of winter,” Marsh said."""
WORDS = "Nobody will walk along it before the first snow of winter"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    made = Record(tmp_path / "quay.db", new=True)
    yield made
    made.close()


def doubted(article: Article) -> Article:
    """The article as it is where its quotation may be of either of the two."""
    ids = [a.id for a in article.actors if a.name in ("Ada Holm", "Ivo Marsh")]
    assert len(ids) == 2
    statements = tuple(
        replace(s, speakers=(), credit=(), candidates=(Credit(ids[0], 0.5), Credit(ids[1], 0.4)))
        for s in article.statements
    )
    return replace(article, statements=statements)


@pytest.mark.parametrize(
    ("made", "by", "verdict"),
    [
        (lambda article: article, "Ada Holm", "misattributed"),
        (lambda article: article, "Ivo Marsh", "verbatim"),
        (doubted, "Ada Holm", "verbatim"),
        (doubted, "Ivo Marsh", "verbatim"),
    ],
)
def test_what_is_not_known_contradicts_nobody(
    record: Record, reader: Reader, made: Callable[[Article], Article], by: str, verdict: str
) -> None:
    url = "https://post.example/quay"
    article = made(article_of(reader, QUOTED, url))
    record.add(record.begin("test", reader.engine), page_of(QUOTED, url), article)
    update(record)
    assert check(record, WORDS, by).verdict == verdict


def test_an_audit_counts_it_and_nobody_for_it(record: Record, reader: Reader) -> None:
    url = "https://post.example/quay"
    record.add(record.begin("test", reader.engine), page_of(TEXT, url), credited_article(url))
    update(record)
    done = CliRunner().invoke(main, ["audit", str(record.path), "--format", "json"], catch_exceptions=False)
    rows = json.loads(done.stdout)
    told = {(r["measure"], r["of"]): r["value"] for r in rows if r["month"] == "(all)"}
    assert told["statements", ""] == 3
    assert told["sourcing", "unnamed"] == pytest.approx(1 / 3)
    assert {of: share for (measure, of), share in told.items() if measure == "source"} == {
        "Ada Holm": pytest.approx(1 / 3),
        "Ivo Marsh": pytest.approx(1 / 3),
    }


def test_a_thread_tells_who_it_may_be_beside_who_is_named(record: Record, reader: Reader) -> None:
    run = record.begin("test", reader.engine)
    for name, made in (("quay", doubted), ("pier", lambda article: article)):
        text, url = QUOTED.replace("the quay", f"the {name}"), f"https://{name}.example/1"
        record.add(run, page_of(text, url), made(article_of(reader, text, url)))
    update(record)
    args = ["threads", str(record.path), "--format"]
    shown = CliRunner().invoke(main, [*args, "table"], catch_exceptions=False).stdout
    assert "\n      not known; perhaps Ada Holm (.50) or Ivo Marsh (.40)\n" in shown
    (thread,) = json.loads(CliRunner().invoke(main, [*args, "json"], catch_exceptions=False).stdout)
    assert thread["speakers"] == ["Ivo Marsh"]
    assert not thread["disputed"]
    told = {r["url"]: (r["speakers"], r["candidates"]) for r in thread["reports"]}
    assert told["https://quay.example/1"] == ("", "Ada Holm (.50); Ivo Marsh (.40)")
    assert told["https://pier.example/1"][0] == "Ivo Marsh"


def test_a_position_tells_how_sure_its_holder_is(record: Record, reader: Reader) -> None:
    url = "https://post.example/quay"
    article = credited_article(url)
    opposed = replace(article, statements=tuple(replace(s, act="oppose") for s in article.statements))
    record.add(record.begin("test", reader.engine), page_of(TEXT, url), opposed)
    args = ["positions", str(record.path), "--about", "would not", "--format", "table"]
    shown = CliRunner().invoke(main, args, catch_exceptions=False).stdout
    assert "oppose  0.80  credit (.71)\n" in shown
