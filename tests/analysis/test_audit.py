"""The audit of outlets: what is counted, what counts once, and how sure a share is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from record_articles import page_of

from sayso import Reader, pages
from sayso.analysis.audit import ALL, Row, audit, figures
from sayso.article import Part
from sayso.record import Correction, Record, correct
from sayso.record.query_syntax import UNKNOWN

Put = Callable[..., None]


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Record]:
    made = Record(tmp_path / "news.db", new=True)
    yield made
    made.close()


@pytest.fixture
def put(news: Record, reader: Reader) -> Put:
    """Adds a text of an outlet and a day."""

    def added(text: str, outlet: str | None = "Post", day: str | None = "2026-03-02") -> None:
        url = f"https://post.example/{news.connection.execute('SELECT count(*) FROM articles').fetchone()[0]}"
        title, body, _ = text.partition("\n\n")
        parts = (Part("headline", 0, len(title)),) if body else ()
        plain = replace(pages.read_text(text), url=url, title=title, published=day, outlet=outlet, parts=parts)
        assert news.add(news.begin("test", reader.engine), page_of(text, url), reader.read(plain)) == "added"

    return added


def of(rows: list[Row], measure: str, kind: str = "", outlet: str = "Post", month: str = ALL) -> float | None:
    return figures(rows)[outlet][month][measure, kind].value


def test_shares_of_sources_and_kinds(news: Record, put: Put) -> None:
    put("“We found cracks,” Mira Dolan said. Tomas Ruud denied that money was missing.")
    put("An official said that the bridge was old. A report found that the pillars were weak.")
    rows = audit(news)
    assert of(rows, "articles") == 2
    assert of(rows, "statements") == 2.0
    assert [of(rows, "sourcing", x) for x in ("named", "unnamed", "document", "media")] == [0.5, 0.25, 0.25, 0.0]
    assert [of(rows, "kind", x) for x in ("direct", "indirect", "mixed")] == [0.25, 0.75, 0.0]
    assert {r.outlet for r in rows} == {"Post"}


def test_outlets_months_and_all_of_them_have_their_own_rows(news: Record, put: Put) -> None:
    put("Mira Dolan said that the bridge was old.", "Post", "2026-01-31")
    put("Mira Dolan said that the ferry was old.", "Post", "2026-02-01T08:00:00Z")
    put("An official said that the ferry was old.", "Gazette", None)
    put("An official said that the quay was old.", None, "2026-02-01")
    told = figures(audit(news))
    assert {o: list(months) for o, months in told.items()} == {
        ALL: [ALL, "2026-01", "2026-02", UNKNOWN],
        "Gazette": [ALL, UNKNOWN],
        "Post": [ALL, "2026-01", "2026-02"],
        UNKNOWN: [ALL, "2026-02"],
    }
    assert told[ALL]["2026-02"]["sourcing", "unnamed"].value == 0.5
    assert told["Post"][ALL]["sourcing", "unnamed"].value == 0.0


def test_outlet_and_days_choose(news: Record, put: Put) -> None:
    put("Mira Dolan said that the bridge was old.", "Harbour Post", "2026-01-31")
    put("Mira Dolan said that the bridge was old.", "Harbour Post", "2026-02-01")
    put("Mira Dolan said that the bridge was old.", "Gazette", "2026-02-01")
    assert list(figures(audit(news, outlet="post"))) == ["Harbour Post"]
    chosen = figures(audit(news, since="2026-02-01", until="2026-02-28"))
    assert chosen[ALL][ALL]["articles", ""].n == 2
    assert audit(news, outlet="Lantern") == []


def test_a_headline_that_the_body_says_again_counts_once(news: Record, put: Put) -> None:
    put("Dolan warns of harbour toll\n\nMira Dolan warned of the new harbour toll.")
    assert of(audit(news), "statements") == 1.0
    put("Ruud blames winter frost\n\nMira Dolan said that the ferry was old.")
    assert of(audit(news), "statements") == 1.5


def test_statements_of_one_thread_count_once_an_article(news: Record, put: Put) -> None:
    put("Mira Dolan said that the bridge was old. Dolan said its pillars were weak.")
    put("Mira Dolan said that the bridge was old.")
    news.connection.execute("INSERT INTO threads (id) VALUES (7)")
    news.connection.execute("INSERT INTO thread_statements (statement, thread) SELECT id, 7 FROM statements")
    rows = audit(news)
    assert (of(rows, "statements"), of(rows, "sourcing", "named")) == (1.0, 1.0)


def test_what_a_source_says_of_others_is_that_sources_word(news: Record, put: Put) -> None:
    put("An official said that Mira Dolan had warned of the toll.")
    rows = audit(news)
    assert news.connection.execute("SELECT count(*) FROM statements").fetchone()[0] == 2
    assert (of(rows, "statements"), of(rows, "sourcing", "unnamed")) == (1.0, 1.0)


def test_what_is_marked_wrong_is_left_out(news: Record, put: Put) -> None:
    put("An official said that the bridge was old. Mira Dolan said that the ferry was old.")
    first, *_ = next(news.articles()).statements
    correct(news, first.id, Correction("Ada Holm", wrong=True))
    rows = audit(news)
    assert (of(rows, "statements"), of(rows, "sourcing", "named")) == (1.0, 1.0)


def test_people_count_once_an_article_and_words_by_who_says_them(news: Record, put: Put) -> None:
    put("Mira Dolan said that she was tired. Dolan said the pillars were weak. Tomas Ruud said that he was late.")
    put("Ada Kern said the ferry was old.")
    genders(news, {"Mira Dolan": "female", "Tomas Ruud": "male", "Ada Kern": None})
    rows = audit(news)
    women, men, unknown = ("people", "women"), ("people", "men"), ("people", "unknown")
    assert [of(rows, *x) for x in (women, men, unknown)] == pytest.approx([1 / 3] * 3)
    assert of(rows, "people", "women where told") == 0.5
    assert of(rows, "words", "women where told") == pytest.approx(8 / 12)
    assert sum(of(rows, "words", x) or 0 for x in ("women", "men", "others", "unknown")) == pytest.approx(1)


def genders(news: Record, told: dict[str, str | None]) -> None:
    for name, gender in told.items():
        done = news.connection.execute("UPDATE actors SET gender = ?, type = 'person' WHERE name = ?", (gender, name))
        assert done.rowcount > 0


def test_bodies_are_no_people_and_no_known_gender_is_no_share(news: Record, put: Put) -> None:
    put("The Harbour Ministry said that the bridge was old.")
    row = figures(audit(news))["Post"][ALL]["people", "women where told"]
    assert (row.value, row.low, row.n) == (None, None, 0)


def test_a_known_actor_is_one_source_whose_gender_any_article_tells(news: Record, put: Put) -> None:
    put("Mira Dolan said that the bridge was old.")
    put("Dolan said the ferry was old.")
    genders(news, {"Mira Dolan": None, "Dolan": None})
    for number, gender in ((1, "'female'"), (2, "NULL")):
        news.connection.execute(
            "INSERT INTO known_actors (id, name, type, titles, gender, identifiers)"
            f" VALUES ({number}, 'Mira A. Dolan', 'person', '[]', {gender}, '{{}}')"
        )
    news.connection.execute(
        "INSERT INTO actor_links (actor, known, why) SELECT id, 1, '' FROM actors WHERE name = 'Mira Dolan'"
    )
    news.connection.execute(
        "INSERT INTO actor_links (actor, known, why) SELECT id, 2, '' FROM actors WHERE name = 'Dolan'"
    )
    assert of(audit(news), "people", "women") == 0.5
    news.connection.execute("UPDATE known_actors SET merged = 1 WHERE id = 2")
    rows = audit(news)
    assert of(rows, "people", "women") == 1.0
    assert of(rows, "source", "Mira A. Dolan") == 1.0


def test_unnamed_sources_are_no_top_sources(news: Record, put: Put) -> None:
    put("An official said that the bridge was old. Mira Dolan said that the ferry was old. Dolan said it was late.")
    told = figures(audit(news))["Post"][ALL]
    assert {of: r.value for (m, of), r in told.items() if m == "source"} == {"Mira Dolan": pytest.approx(2 / 3)}


def test_cues_by_who_is_quoted(news: Record, put: Put) -> None:
    put("Mira Dolan claimed that the bridge was old. Tomas Ruud said that the ferry was late.")
    put("A report revealed that the pillars were weak.")
    rows = audit(news)
    assert of(rows, "distancing", "named") == 0.5
    assert of(rows, "endorsing", "document") == 1.0
    assert of(rows, "distancing", "document") == 0.0


def test_copied_articles(news: Record, put: Put) -> None:
    for outlet in ("Post", "Gazette"):
        put("Mira Dolan said that the bridge was old.", outlet)
    news.connection.execute("INSERT INTO copies (article, original, share) VALUES (2, 1, 1.0)")
    rows = audit(news)
    assert [of(rows, "copied", outlet=o) for o in (ALL, "Gazette", "Post")] == [0.5, 1.0, 0.0]


def test_intervals_hold_the_value_are_the_same_each_time_and_narrow_with_articles(news: Record, put: Put) -> None:
    texts = ("Mira Dolan said that the bridge was old.", "An official said that the bridge was old.")
    for n in range(8):
        put(texts[n % 2])
    few = figures(audit(news))["Post"][ALL]["sourcing", "unnamed"]
    assert few.low is not None
    assert few.high is not None
    assert few.low < 0.5 < few.high
    assert figures(audit(news))["Post"][ALL]["sourcing", "unnamed"] == few
    for n in range(24):
        put(texts[n % 2])
    many = figures(audit(news))["Post"][ALL]["sourcing", "unnamed"]
    assert (many.high or 0) - (many.low or 0) < few.high - few.low


def test_few_articles_tell_no_interval(news: Record, put: Put) -> None:
    for _ in range(4):
        put("Mira Dolan said that the bridge was old.")
    row = figures(audit(news))["Post"][ALL]["sourcing", "named"]
    assert (row.value, row.low, row.high, row.n) == (1.0, None, None, 4)
    put("Mira Dolan said that the bridge was old.")
    assert figures(audit(news))["Post"][ALL]["sourcing", "named"].low == 1.0


def test_a_transcript_is_no_outlets_article(news: Record, put: Put) -> None:
    put("Mira Dolan said that the bridge was old.")
    put("Tomas Ruud said that the ferry was old.")
    news.connection.execute("UPDATE versions SET primary_source = 'transcript' WHERE id = 2")
    assert of(audit(news), "articles") == 1.0


def test_an_article_without_statements_counts_as_an_article(news: Record, put: Put) -> None:
    put("The ferry sails at noon.")
    rows = audit(news)
    assert (of(rows, "articles"), of(rows, "statements"), of(rows, "sourcing", "named")) == (1.0, 0.0, None)


def test_an_empty_record_has_no_rows(news: Record) -> None:
    assert audit(news) == []
