"""Positions: who holds what about a matter, by which statements, and when that changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from record_articles import page_of

from sayso import Reader, pages
from sayso.analysis.positions import Position, positions
from sayso.analysis.topic_query import Matter
from sayso.article import Part
from sayso.record import Correction, Record, correct

Put = Callable[..., None]


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Record]:
    made = Record(tmp_path / "toll.db", new=True)
    yield made
    made.close()


@pytest.fixture
def put(news: Record, reader: Reader) -> Put:
    """Adds a text of a day and an outlet."""

    def added(text: str, day: str | None = "2026-03-02", outlet: str = "Post", url: str | None = None) -> None:
        count = news.connection.execute("SELECT count(*) FROM articles").fetchone()[0]
        url = url or f"https://{outlet.lower()}.example/{count}"
        title, body, _ = text.partition("\n\n")
        parts = (Part("headline", 0, len(title)),) if body else ()
        plain = replace(pages.read_text(text), url=url, title=title, published=day, outlet=outlet, parts=parts)
        assert news.add(news.begin("test", reader.engine), page_of(text, url), reader.read(plain)) == "added"

    return added


def held(found: list[Position]) -> set[tuple[str, str]]:
    return {(p.actor, p.holding) for p in found}


@pytest.mark.parametrize(
    ("text", "holding"),
    [
        ("Mira Dolan called for a toll.", "asks for"),
        ("Mira Dolan authorized the toll.", "allows"),
        ("The mayor, Mira Dolan, has not authorized the toll.", "does not allow"),
        ("Mira Dolan refused to allow the toll.", "does not allow"),
        ("Mira Dolan banned the toll.", "forbids"),
        ("Mira Dolan praised the toll.", "supports"),
        ("Mira Dolan has never supported the toll.", "does not support"),
        ("Mira Dolan criticized the toll.", "opposes"),
        ("Mira Dolan rejected the toll.", "opposes"),
        ("Mira Dolan denied that there was a toll.", "denies"),
        ("Mira Dolan warned of a toll.", "warns of"),
        ("Mira Dolan said that the toll was high.", "says"),
    ],
)
def test_an_act_is_a_holding(news: Record, put: Put, text: str, holding: str) -> None:
    put(text)
    assert held(positions(news, "toll")) == {("Mira Dolan", holding)}


@pytest.mark.parametrize(
    ("text", "holding"),
    [
        ("Mira Dolan demanded that the toll be scrapped.", "opposes"),
        ("Mira Dolan urged the council to reject the toll.", "opposes"),
        ("Mira Dolan opposes lifting the toll.", "supports"),
        ("Mira Dolan endorsed the end of the toll.", "opposes"),
        ("Mira Dolan promised to scrap the toll.", "opposes"),
        ("Mira Dolan promised to keep the toll.", "promises"),
    ],
)
def test_who_wants_the_end_of_it_opposes_it(news: Record, put: Put, text: str, holding: str) -> None:
    put(text)
    assert held(positions(news, "toll")) == {("Mira Dolan", holding)}


def test_the_end_of_it_is_asked_for_where_it_is_what_is_looked_for(news: Record, put: Put) -> None:
    put("Mira Dolan demanded that the toll be scrapped.")
    assert held(positions(news, "scrap toll")) == {("Mira Dolan", "asks for")}


@pytest.mark.parametrize(
    "text",
    [
        "Mira Dolan declined to comment on the toll.",
        "Mira Dolan did not say whether the toll was high.",
    ],
)
def test_who_says_nothing_holds_nothing(news: Record, put: Put, text: str) -> None:
    put(text)
    assert held(positions(news, "toll")) == set()


def test_what_is_told_of_another_is_his_and_not_the_tellers(news: Record, put: Put) -> None:
    put("Mira Dolan said that Tomas Ruud had authorized the toll.")
    (p,) = positions(news, "toll")
    assert (p.actor, p.holding, p.shown[0].told_by) == ("Tomas Ruud", "allows", "Mira Dolan")


def test_who_says_so_of_himself_is_no_teller(news: Record, put: Put) -> None:
    put("Tomas Ruud told reporters that he opposes the toll.")
    (p,) = positions(news, "toll")
    assert (p.actor, p.holding, p.shown[0].told_by) == ("Tomas Ruud", "opposes", None)


@pytest.mark.parametrize(
    ("text", "teller"),
    [
        ("Mira Dolan asked whether Tomas Ruud supports the toll.", "questions"),
        ("Mira Dolan hopes that Tomas Ruud supports the toll.", "asks for"),
        ("Mira Dolan accused Tomas Ruud of hiding the toll.", "accuses"),
    ],
)
def test_what_somebody_is_asked_hoped_or_accused_to_do_is_not_held(
    news: Record, put: Put, text: str, teller: str
) -> None:
    put(text)
    assert held(positions(news, "toll")) == {("Mira Dolan", teller)}


def test_what_is_told_under_a_denial_is_turned_round(news: Record, put: Put) -> None:
    put("Mira Dolan said that Tomas Ruud had authorized the toll.")
    teller = news.connection.execute("SELECT permanent FROM statements WHERE cue = 'said'").fetchone()[0]
    correct(news, teller, Correction("Ada Holm", act="deny"))
    assert held(positions(news, "toll")) == {("Mira Dolan", "denies"), ("Tomas Ruud", "does not allow")}


def test_a_change_is_told_with_its_day_and_the_statement_that_shows_it(news: Record, put: Put) -> None:
    put("Mira Dolan supports the toll.", "2026-01-12")
    put("Mira Dolan supports the toll.", "2026-01-20", "Gazette")
    put("Tomas Ruud opposes the toll.", "2026-02-03")
    put("Mira Dolan opposes the toll.", "2026-03-02", "Star")
    first, second, other = positions(news, "toll")
    assert (first.holding, first.first, first.last) == ("supports", "2026-01-12", "2026-01-20")
    (change,) = first.changed
    assert (change.day, change.holding, change.statement) == ("2026-03-02", "opposes", second.shown[0].id)
    assert (other.actor, other.changed) == ("Tomas Ruud", ())


def test_a_change_back_is_a_change_too(news: Record, put: Put) -> None:
    for day, verb in (("2026-01-05", "denied"), ("2026-02-05", "confirmed"), ("2026-03-05", "denied")):
        put(f"Mira Dolan {verb} the toll.", day)
    told = {p.holding: [c.day for c in p.changed] for p in positions(news, "toll")}
    assert told == {"denies": ["2026-02-05"], "confirms": ["2026-03-05"]}


def test_the_contrary_on_one_day_or_of_an_unknown_day_is_no_change(news: Record, put: Put) -> None:
    put("Mira Dolan supports the toll.")
    put("Mira Dolan opposes the toll.", "2026-03-02", "Star")
    put("Mira Dolan forbade the toll.", None, "Gazette")
    found = positions(news, "toll")
    assert [p.holding for p in found] == ["supports", "opposes", "forbids"]
    assert [p.changed for p in found] == [(), (), ()]
    assert (found[2].first, found[2].last, found[2].shown[0].day) == (None, None, None)


def test_those_without_a_name_are_not_taken_for_one(news: Record, put: Put) -> None:
    put("An official supports the toll.", "2026-01-12")
    put("An official opposes the toll.", "2026-03-02", "Star")
    assert [(p.articles, p.changed) for p in positions(news, "toll")] == [(1, ()), (1, ())]


def test_a_headline_counts_no_second_time_and_is_told_as_a_repeat(news: Record, put: Put) -> None:
    put("Council leader opposes toll\n\nCouncil leader Mira Dolan opposes the toll.")
    (p,) = positions(news, "toll")
    assert (p.actor, p.statements, p.articles) == ("Mira Dolan", 1, 1)
    head, body = p.shown
    assert (head.repeats, body.repeats) == (body.id, None)


def test_copies_and_threads_count_once(news: Record, put: Put) -> None:
    put("Mira Dolan opposes the toll.", "2026-03-02")
    put("Mira Dolan opposes the toll.", "2026-03-03", "Star")
    put("Mira Dolan opposes the toll. “I reject the toll,” Dolan said.", "2026-03-04", "Gazette")
    (p,) = positions(news, "toll", by="dolan")[:1]
    before = (p.statements, p.articles)
    news.connection.execute("INSERT INTO copies (article, original, share) VALUES (2, 1, 1.0)")
    (p,) = positions(news, "toll", by="dolan")[:1]
    assert before[1] - p.articles == 1
    assert before[0] - p.statements == 1
    assert [s.repeats for s in p.shown[:2]] == [None, p.shown[0].id]


def test_known_actors_bring_names_together_and_a_persons_word_is_followed(news: Record, put: Put) -> None:
    put("Mira Dolan supports the toll.", "2026-01-12")
    put("Dolan opposes the toll.", "2026-03-02", "Star")
    assert len({p.actor for p in positions(news, "toll")}) == 2
    link(news, {"Mira Dolan": 1, "Dolan": 2})
    news.connection.execute("UPDATE known_actors SET merged = 1 WHERE id = 2")
    first, second = positions(news, "toll")
    assert (first.actor, first.known, first.titles) == ("Mira Dolan", "a1", ("Mayor",))
    assert [c.statement for c in first.changed] == [second.shown[0].id]
    assert [p.holding for p in positions(news, "toll", by="dolan")] == ["supports", "opposes"]


def link(news: Record, names: dict[str, int]) -> None:
    for name, number in names.items():
        news.connection.execute(
            "INSERT INTO known_actors (permanent, id, name, type, titles, identifiers)"
            " VALUES (?, ?, ?, 'person', '[\"Mayor\"]', '{}')",
            (f"a{number}", number, name),
        )
        news.connection.execute(
            "INSERT INTO actor_links (actor, known, why) SELECT id, ?, 'test' FROM actors WHERE name = ?",
            (number, name),
        )


def test_days_and_names_choose_but_a_change_counts_from_before(news: Record, put: Put) -> None:
    put("Mira Dolan supports the toll. Tomas Ruud opposes the toll.", "2026-01-12")
    put("Mira Dolan supports the toll.", "2026-02-12", "Star")
    put("Mira Dolan opposes the toll.", "2026-03-12", "Gazette")
    (one,) = positions(news, "toll", until="2026-02-28", since="2026-02-01")
    assert (one.first, one.statements, [c.day for c in one.changed]) == ("2026-02-12", 1, ["2026-03-12"])
    assert {p.actor for p in positions(news, "toll", by="RUUD")} == {"Tomas Ruud"}


def test_the_day_of_saying_wins_over_that_of_the_article(news: Record, put: Put) -> None:
    put("Mira Dolan said on Monday that the toll was high. Last week Tomas Ruud praised the toll.", "2026-03-04")
    told = {p.actor: (p.first, p.last) for p in positions(news, "toll")}
    assert told == {"Mira Dolan": ("2026-03-02", "2026-03-02"), "Tomas Ruud": ("2026-02-23", "2026-03-01")}


def test_a_statement_that_only_points_to_it_counts_by_its_sentence(news: Record, put: Put) -> None:
    put("Mira Dolan supports the toll. Asked of the toll, Tomas Ruud opposed it. Ada Holm praised it.")
    assert {p.actor for p in positions(news, "toll")} == {"Mira Dolan", "Tomas Ruud"}


def test_all_words_must_stand_in_content_or_addressee(news: Record, put: Put) -> None:
    put("Mira Dolan urged Tomas Ruud to raise the toll. Ada Holm said the ferry was old.")
    assert held(positions(news, "ruud toll")) == {("Mira Dolan", "asks for")}
    assert positions(news, "ferry toll") == []


def test_what_is_marked_wrong_is_not_counted(news: Record, put: Put) -> None:
    put("Mira Dolan supports the toll.")
    first, *_ = next(news.articles()).statements
    correct(news, first.id, Correction("Ada Holm", wrong=True))
    assert positions(news, "toll") == []


@pytest.mark.parametrize(
    ("words", "text", "stands"),
    [
        ("ban", "all bans were banned", True),
        ("ban", "the bank and the band", False),
        ("tolls", "a toll", True),
        ("policies", "the policy", True),
        ("news", "the new bridge", False),
        ("bridge*", "bridgehead", True),
        ('"ban"', "two bans", False),
        ('"truck ban"', "a Truck  Ban", True),
        ('"truck ban"', "ban of a truck", False),
        ("cafe e-mail", "the E-Mails of the Café", True),
    ],
)
def test_words_stand_in_their_forms(words: str, text: str, stands: bool) -> None:
    assert Matter.of(words).stands_in(text) is stands


def test_a_full_name_that_was_not_resolved_is_one_in_all_articles(news: Record, put: Put) -> None:
    put("Mira Dolan supports the toll.", "2026-01-12")
    put("Mira Dolan opposes the toll.", "2026-03-02", "Star")
    news.connection.execute("DELETE FROM statement_actors")
    first, _ = positions(news, "toll")
    assert (first.actor, [c.holding for c in first.changed]) == ("Mira Dolan", ["opposes"])


def test_without_a_word_there_is_no_matter() -> None:
    with pytest.raises(ValueError, match="no word"):
        Matter.of('"" ?!')
