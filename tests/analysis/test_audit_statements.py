"""The statements behind the figures of an audit, and comparisons: what must hold of any record."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_articles import page_of

from sayso import Reader, pages
from sayso.analysis.audit import ALL, Row, audit
from sayso.analysis.compare import Difference, compare
from sayso.analysis.counts import chosen
from sayso.article import Part
from sayso.record import Query, Record, search
from sayso.record.query_syntax import UNKNOWN
from sayso.record.query_words import command

VOICES = (
    "Dolan warns of harbour toll\n\nMira Dolan warned of the new harbour toll. Officials claimed that it was late.",
    "Ferry row\n\n“We found cracks,” Tomas Ruud said. A report revealed that the pillars were weak.",
    "Quay\n\nAn official said that Mira Dolan had warned of the toll. Ada Kern and Mira Dolan said the ferry was old.",
    "Bridge\n\nThe Harbour Ministry said that the bridge was old. The Gazette reported that the quay was closed.",
    "Noon\n\nThe ferry sails at noon.",
)
OUTLETS = ("Post", "Harbour Post", "Pöst", None)
DAYS = ("2026-01-31", "2026-02-01T08:00:00Z", "2026-02-28", None)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Iterator[Record]:
    """Articles of outlets whose names are parts of others' names, some without a day; with a thread and a copy."""
    record = Record(tmp_path_factory.mktemp("audit") / "news.db", new=True)
    for n in range(20):
        text, url = f"{VOICES[n % 5]} It was day {n}.", f"https://post.example/{n}"
        title = text.partition("\n\n")[0]
        plain = replace(
            pages.read_text(text), url=url, title=title, published=DAYS[n // 5], outlet=OUTLETS[n % 4],
            parts=(Part("headline", 0, len(title)),),
        )  # fmt: skip
        record.add(record.begin("test", reader.engine), page_of(text, url), reader.read(plain))
    run = record.connection.execute
    run("UPDATE actors SET type = 'person', gender = 'female' WHERE name IN ('Mira Dolan', 'Ada Kern')")
    run("UPDATE actors SET type = 'person', gender = 'male' WHERE name = 'Tomas Ruud'")
    run("INSERT INTO copies (article, original, share) VALUES (8, 3, 1.0)")
    run("INSERT INTO threads (id) VALUES (7)")
    run("INSERT INTO thread_statements (statement, thread) SELECT id, 7 FROM statements WHERE content LIKE '%toll%'")
    run("UPDATE versions SET primary_source = 'release' WHERE id = 20")
    yield record
    record.close()


def found(record: Record, query: Query) -> int:
    return len(search(record, replace(query, limit=10_000)))


@pytest.mark.parametrize(
    "asked", [(), ("post",), ('"Post"',), (UNKNOWN,), (None, "2026-02-01"), ("Pöst", "2026-01-01", "2026-02-27")]
)
def test_a_search_finds_the_statements_of_every_figure(news: Record, asked: tuple[str | None, ...]) -> None:
    rows = audit(news, *asked)
    assert {r.measure for r in rows} >= {"articles", "statements", "sourcing", "kind", "people", "words", "copied"}
    assert [(r, found(news, r.query)) for r in rows] == [(r, r.statements) for r in rows]


def test_what_is_counted_once_is_found_once(news: Record) -> None:
    every, counted = found(news, Query(event=())), found(news, Query(counted=True))
    assert 0 < counted < every
    said = [f.row for f in search(news, Query(counted=True, limit=1000))]
    assert not [s for s in said if s["parent"] or s["article"] == 20]
    assert "warns of" in {f.row["cue"] for f in search(news, Query(words="toll", limit=1000))}
    assert "warns of" not in {s["cue"] for s in said}


def of(rows: list[Row], measure: str, month: str = ALL) -> dict[str, Row]:
    return {r.of: r for r in rows if (r.outlet, r.month, r.measure) == (ALL, month, measure)}


def test_the_parts_of_a_breakdown_are_the_whole(news: Record) -> None:
    rows = audit(news)
    said = of(rows, "statements")[""]
    for measure in ("sourcing", "kind"):
        parts = of(rows, measure).values()
        assert sum(r.value or 0 for r in parts) == pytest.approx(1)
        assert sum(r.statements or 0 for r in parts) == said.statements
        assert sum(r.per_article or 0 for r in parts) == pytest.approx(said.per_article)
        assert sum(r.per_1000_words or 0 for r in parts) == pytest.approx(said.per_1000_words)
    for measure in ("people", "words"):
        four = [r for kind, r in of(rows, measure).items() if kind != "women where told"]
        assert sum(r.value or 0 for r in four) == pytest.approx(1)
    months = {r.month for r in rows if r.outlet == ALL} - {ALL}
    assert sum(of(rows, "statements", m)[""].statements or 0 for m in months) == said.statements
    outlets = {r.outlet for r in rows} - {ALL}
    alone = [r.statements or 0 for r in rows if r.outlet in outlets and (r.month, r.measure) == (ALL, "statements")]
    assert sum(alone) == said.statements


def test_rates_are_of_articles_and_of_their_words(news: Record) -> None:
    texts = [a.text for a in news.articles()][:19]  # without the release
    direct = of(audit(news), "kind")["direct"]
    assert direct.statements
    assert direct.per_article == pytest.approx(direct.statements / 19)
    assert direct.per_1000_words == pytest.approx(1000 * direct.statements / sum(len(t.split()) for t in texts))
    assert (direct.per_article_low or 9) <= (direct.per_article or 0) <= (direct.per_article_high or 0)


outlets = st.sampled_from([None, "post", '"Post"', "Harbour", UNKNOWN])
days = st.sampled_from([None, "2026-01-31", "2026-02-01", "2026-02-28"])


@settings(max_examples=25, deadline=None)
@given(st.builds(chosen, outlets, days, days), st.builds(chosen, outlets, days, days))
def test_a_difference_is_that_of_the_figures_and_nothing_from_itself(news: Record, one: Query, two: Query) -> None:
    for d in compare(news, one, two):
        if d.value is not None and d.against is not None:
            assert d.difference == pytest.approx(d.value - d.against)
        assert (d.low is None) == (d.high is None)
        assert d.low is None or d.low <= (d.high or 0) + 1e-12
    for d in compare(news, one, one):
        assert (d.difference or 0.0, d.low or 0.0, d.high or 0.0) == (0.0, 0.0, 0.0)


def differences(rows: list[Difference], unit: str) -> dict[tuple[str, str], Difference]:
    return {(d.measure, d.of): d for d in rows if d.unit == unit}


def test_a_difference_has_the_statements_of_both_and_its_interval(news: Record) -> None:
    rows = compare(news, chosen('"Post"', None, None), chosen('"Harbour Post"', None, None))
    for d in rows:
        assert (found(news, d.query), found(news, d.query_against)) == (d.statements, d.statements_against)
    named = differences(rows, "share")["sourcing", "named"]
    assert (named.low, named.high) != (None, None)
    assert (named.low or 0) <= (named.difference or 0) <= (named.high or 0)
    assert {d.unit for d in rows if d.measure == "statements"} == {"per article", "per 1,000 words"}
    again = compare(news, chosen('"Post"', None, None), chosen('"Harbour Post"', None, None))
    assert again == rows


def test_few_articles_tell_no_interval_of_a_difference(news: Record) -> None:
    rows = compare(news, chosen('"Post"', None, None), chosen('"Post"', "2026-02-01", None))
    assert rows[0].n_against < 5
    assert {(d.low, d.high) for d in rows} == {(None, None)}
    assert compare(news, chosen("post", None, None), chosen("Lantern", None, None)) == []


def test_a_real_difference_has_an_interval_without_nothing_in_it(tmp_path: Path, reader: Reader) -> None:
    record = Record(tmp_path / "two.db", new=True)
    for n in range(24):
        named = n % 2 or n % 12 == 0  # all of the Post's, two in twelve of the Star's
        text = f"{'Mira Dolan' if named else 'An official'} said that the bridge was old. It was day {n}."
        plain = replace(pages.read_text(text), url=f"https://a.example/{n}", outlet="Post" if n % 2 else "Star")
        record.add(record.begin("test", reader.engine), page_of(text, plain.url or ""), reader.read(plain))
    rows = differences(compare(record, chosen("post", None, None), chosen("star", None, None)), "share")
    unnamed = rows["sourcing", "unnamed"]
    assert unnamed.difference == pytest.approx(-10 / 12)
    assert -1 <= (unnamed.low or 0) < -10 / 12 < (unnamed.high or 0) < 0
    record.close()


def test_a_query_is_told_as_the_words_of_a_shell() -> None:
    query = Query(words='"two words" bridge*', outlet='"The Post"', stance=("neutral",), month=UNKNOWN, counted=True)
    assert command(query, "my news.db") == (
        "sayso search 'my news.db' --stance neutral --outlet '\"The Post\"' --month '(unknown)' --counted"
        " '\"two words\" bridge*'"
    )
