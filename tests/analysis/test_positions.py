"""Positions: who holds what about a matter, by which statements, and when that changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from record_articles import page_of

from sayso import Reader, pages
from sayso.analysis.claim import Asked
from sayso.analysis.position_labels import condition
from sayso.analysis.positions import Position, positions
from sayso.analysis.topic_query import Matter
from sayso.article import Part
from sayso.linking import update as link_all
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
        ("Mira Dolan called for a toll.", "for"),
        ("Mira Dolan praised the toll.", "for"),
        ("Mira Dolan endorsed the toll.", "for"),
        ("Mira Dolan criticized the toll.", "against"),
        ("Mira Dolan rejected the toll.", "against"),
        ("Mira Dolan opposes the toll.", "against"),
    ],
)
def test_who_holds_what_on_a_topic(news: Record, put: Put, text: str, holding: str) -> None:
    put(text)
    assert held(positions(news, "toll")) == {("Mira Dolan", holding)}


@pytest.mark.parametrize(
    ("claim", "holding"),
    [
        ("The ferry should be closed", "for"),
        ("The ferry should not be closed", "against"),
        ("The ferry should stay open", "against"),
    ],
)
def test_a_claim_and_its_contrary_are_held_the_other_way_round(
    news: Record, put: Put, claim: str, holding: str
) -> None:
    put("Mira Dolan urged the council to close the ferry.")
    link_all(news)
    assert held(positions(news, claim)) == {("Mira Dolan", holding)}


@pytest.mark.parametrize(
    ("text", "holding"),
    [
        ("Mira Dolan demanded that the toll be scrapped.", "against"),
        ("Mira Dolan urged the council to reject the toll.", "against"),
        ("Mira Dolan opposes lifting the toll.", "for"),
        ("Mira Dolan opposed cutting the toll.", "for"),
        ("Mira Dolan endorsed the end of the toll.", "against"),
        ("Mira Dolan promised to scrap the toll.", "against"),
        ("Mira Dolan promised to keep the toll.", "for"),
        ("Mira Dolan has never supported the toll.", "against"),
        ("Mira Dolan refused to allow the toll.", "against"),
        ("Mira Dolan declined to comment on the toll.", "refuses"),
    ],
)
def test_who_wants_the_end_of_a_topic_is_against_it(news: Record, put: Put, text: str, holding: str) -> None:
    put(text)
    assert held(positions(news, "toll")) == {("Mira Dolan", holding)}


def test_the_end_of_it_is_asked_for_where_it_is_what_is_looked_for(news: Record, put: Put) -> None:
    put("Mira Dolan demanded that the toll be scrapped.")
    assert held(positions(news, "scrap toll")) == {("Mira Dolan", "for")}


@pytest.mark.parametrize(
    "text",
    [
        "Mira Dolan said that the toll was high.",
        "Mira Dolan warned of a toll.",
        "Mira Dolan denied that there was a toll.",
        "Mira Dolan did not say whether the toll was high.",
    ],
)
def test_what_takes_no_side_on_a_topic_is_no_position(news: Record, put: Put, text: str) -> None:
    put(text)
    assert held(positions(news, "toll")) == set()


def test_a_condition_is_told_with_its_words(news: Record, put: Put) -> None:
    put("Mira Dolan said she would support closing the ferry only if the bridge is built first.")
    link_all(news)
    (p,) = positions(news, "The ferry should be closed")
    assert (p.holding, p.condition) == ("conditional", "only if the bridge is built first")


def test_who_has_not_decided_and_who_will_not_say_are_told_as_such(news: Record, put: Put) -> None:
    put("Mira Dolan has not decided whether to close the ferry.")
    put("Tomas Ruud declined to say whether the ferry should be closed.")
    link_all(news)
    found = held(positions(news, "The ferry should be closed"))
    assert found == {("Mira Dolan", "undecided"), ("Tomas Ruud", "refuses")}


@pytest.mark.parametrize(
    "text",
    [
        "Mira Dolan asked whether the ferry would be closed.",
        "Mira Dolan said that voters want the ferry closed.",
        "Mira Dolan said that the ferry was built in 1961.",
    ],
)
def test_a_question_a_report_and_a_fact_are_no_position(news: Record, put: Put, text: str) -> None:
    put(text)
    link_all(news)
    assert not [p for p in positions(news, "The ferry should be closed") if p.actor == "Mira Dolan" and p.sure]


def test_every_row_tells_its_reason_and_how_likely_it_is(news: Record, put: Put) -> None:
    put("Mira Dolan opposes the toll.")
    (p,) = positions(news, "toll")
    assert p.probability == p.shown[0].probability > 0.5
    assert p.reason == p.shown[0].reason == f"“opposes”, speech: against {p.probability:.2f}"


def test_what_is_less_sure_comes_last(news: Record, put: Put) -> None:
    put("Mira Dolan opposes the toll. Tomas Ruud called the toll a curious thing. Ada Holm praised the toll.")
    sure = [p.sure for p in positions(news, "toll")]
    assert sure == sorted(sure, reverse=True)


def test_what_is_told_of_another_is_his_and_not_the_tellers(news: Record, put: Put) -> None:
    put("Mira Dolan said that Tomas Ruud had authorized the toll.")
    (p,) = positions(news, "toll")
    assert (p.actor, p.holding, p.shown[0].told_by) == ("Tomas Ruud", "for", "Mira Dolan")


def test_who_says_so_of_himself_is_no_teller(news: Record, put: Put) -> None:
    put("Tomas Ruud told reporters that he opposes the toll.")
    (p,) = positions(news, "toll")
    assert (p.actor, p.holding, p.shown[0].told_by) == ("Tomas Ruud", "against", None)


@pytest.mark.parametrize(
    "text",
    [
        "Mira Dolan asked whether Tomas Ruud supports the toll.",
        "Mira Dolan hopes that Tomas Ruud supports the toll.",
        "Mira Dolan accused Tomas Ruud of hiding the toll.",
    ],
)
def test_what_somebody_is_asked_hoped_or_accused_to_do_is_not_held(news: Record, put: Put, text: str) -> None:
    put(text)
    assert "Tomas Ruud" not in {p.actor for p in positions(news, "toll")}


def test_what_is_told_under_a_denial_is_turned_round(news: Record, put: Put) -> None:
    put("Mira Dolan said that Tomas Ruud had authorized the toll.")
    teller = news.connection.execute("SELECT permanent FROM statements WHERE cue = 'said'").fetchone()[0]
    correct(news, teller, Correction("Ada Holm", act="deny"))
    assert ("Tomas Ruud", "against") in held(positions(news, "toll"))


def test_a_change_is_told_with_both_sides_and_their_days(news: Record, put: Put) -> None:
    put("Mira Dolan supports the toll.", "2026-01-12")
    put("Mira Dolan supports the toll.", "2026-01-20", "Gazette")
    put("Tomas Ruud opposes the toll.", "2026-02-03")
    put("Mira Dolan opposes the toll.", "2026-03-02", "Star")
    first, second, other = positions(news, "toll")
    assert (first.holding, first.first, first.last) == ("for", "2026-01-12", "2026-01-20")
    (change,) = second.changed
    assert (change.before.day, change.after.day) == ("2026-01-20", "2026-03-02")
    assert (change.before.words, change.after.words) == ("supports the toll", "opposes the toll")
    assert change.after.statement == second.shown[0].id
    assert (other.actor, other.changed) == ("Tomas Ruud", ())


def test_the_text_tells_what_was_once_held_whatever_the_day_of_the_article(news: Record, put: Put) -> None:
    put("Mira Dolan opposes the toll.", "2026-01-12")
    put("Mira Dolan once praised the toll.", "2026-03-02", "Star")
    changed = [c for p in positions(news, "toll") for c in p.changed]
    assert {(c.before.words, c.after.words) for c in changed} == {("once praised the toll", "opposes the toll")}
    assert all("once" in c.reason for c in changed)


_AT_LENGTH = "the toll on the old bridge over the wide river at the town"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (f"once praised {_AT_LENGTH}", "opposes the toll", True),
        (f"once praised {_AT_LENGTH}", f"opposes {_AT_LENGTH}", False),
        (f"praised {_AT_LENGTH}", "opposes the toll", False),
    ],
)
def test_one_side_of_a_turn_that_the_text_tells_may_be_less_sure(
    news: Record, put: Put, before: str, after: str, told: bool
) -> None:
    put(f"Mira Dolan {before}.", "2026-01-12")
    put(f"Mira Dolan {after}.", "2026-03-02", "Star")
    assert any(p.changed for p in positions(news, "toll")) is told


def test_who_goes_to_and_fro_by_the_days_alone_is_not_said_to_have_changed(news: Record, put: Put) -> None:
    for day, verb in (("2026-01-05", "supports"), ("2026-02-05", "opposes"), ("2026-03-05", "supports")):
        put(f"Mira Dolan {verb} the toll.", day)
    assert [p.changed for p in positions(news, "toll")] == [(), ()]


def test_the_contrary_on_one_day_or_of_an_unknown_day_is_no_change(news: Record, put: Put) -> None:
    put("Mira Dolan supports the toll.")
    put("Mira Dolan opposes the toll.", "2026-03-02", "Star")
    put("Tomas Ruud supports the toll.", None, "Gazette")
    put("Tomas Ruud opposes the toll.", "2026-03-02", "Dispatch")
    found = positions(news, "toll")
    assert {p.holding for p in found} == {"for", "against"}
    assert not any(p.changed for p in found)
    undated = next(p for p in found if (p.actor, p.holding) == ("Tomas Ruud", "for"))
    assert (undated.first, undated.last, undated.shown[0].day) == (None, None, None)


def test_those_without_a_name_are_not_taken_for_one(news: Record, put: Put) -> None:
    put("An official supports the toll.", "2026-01-12")
    put("An official opposes the toll.", "2026-03-02", "Star")
    assert [(p.articles, p.changed) for p in positions(news, "toll")] == [(1, ()), (1, ())]


def test_a_pronoun_that_is_led_to_nobody_holds_nothing(news: Record, put: Put) -> None:
    put("They called for a toll.")
    assert positions(news, "toll") == []
    put("Truckers called for a toll.")
    (found,) = positions(news, "toll")
    assert (found.actor.lower(), found.holding, found.sure) == ("truckers", "for", False)


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
    assert [c.after.statement for c in second.changed] == [second.shown[0].id]
    assert [p.holding for p in positions(news, "toll", by="dolan")] == ["for", "against"]


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
    (one,) = positions(news, "toll", until="2026-03-31", since="2026-03-01")
    assert (one.first, one.statements, [c.before.day for c in one.changed]) == ("2026-03-12", 1, ["2026-02-12"])
    assert {p.actor for p in positions(news, "toll", by="RUUD")} == {"Tomas Ruud"}


def test_the_day_of_saying_wins_over_that_of_the_article(news: Record, put: Put) -> None:
    put("Mira Dolan said on Monday that she opposes the toll. Last week Tomas Ruud praised the toll.", "2026-03-04")
    told = {p.actor: (p.first, p.last) for p in positions(news, "toll")}
    assert told == {"Mira Dolan": ("2026-03-02", "2026-03-02"), "Tomas Ruud": ("2026-02-23", "2026-03-01")}


def test_a_statement_that_only_points_to_it_counts_by_its_sentence(news: Record, put: Put) -> None:
    put("Mira Dolan supports the toll. Asked of the toll, Tomas Ruud opposed it. Ada Holm praised it.")
    put("With the toll in mind, Petra Lund called them crooks.")
    assert {p.actor for p in positions(news, "toll")} == {"Mira Dolan", "Tomas Ruud"}


def test_all_words_must_stand_in_content_or_addressee(news: Record, put: Put) -> None:
    put("Mira Dolan urged Tomas Ruud to raise the toll. Ada Holm said the ferry was old.")
    assert held(positions(news, "ruud toll")) == {("Mira Dolan", "for")}
    assert positions(news, "ferry toll") == []


def test_what_is_marked_wrong_is_not_counted(news: Record, put: Put) -> None:
    put("Mira Dolan supports the toll.")
    first, *_ = next(news.articles()).statements
    correct(news, first.id, Correction("Ada Holm", wrong=True))
    assert positions(news, "toll") == []


@pytest.mark.parametrize(
    ("words", "claim", "matter"),
    [
        ("The ferry should be closed", True, "ferry"),
        ("the ferry is safe.", True, "ferry"),
        ("Tolls harm shops in the old town", True, "tolls"),
        ("ferry closure", False, "ferry closure"),
        ("must read", False, "must read"),
        ('"the ferry should close"', False, '"the ferry should close"'),
    ],
)
def test_a_sentence_is_a_claim_and_other_words_a_topic(words: str, claim: bool, matter: str) -> None:
    asked = Asked.of(words)
    assert (asked.is_claim, asked.matter) == (claim, Matter.of(matter))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("the ban, but only if the shops agree, he added", "but only if the shops agree, he added"),
        ("closing it unless the court objects", "unless the court objects"),
        ("the ban on principle", None),
    ],
)
def test_the_words_of_a_condition(content: str, words: str | None) -> None:
    assert condition("conditional", content) == words
    assert condition("for", content) is None


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
    _, second = positions(news, "toll")
    assert (second.actor, [c.before.holding for c in second.changed]) == ("Mira Dolan", ["for"])


def test_without_a_word_there_is_no_matter() -> None:
    with pytest.raises(ValueError, match="no word"):
        Matter.of('"" ?!')
