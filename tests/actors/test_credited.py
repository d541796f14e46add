"""Credit's probability: from which chance a name is printed, who else it may be, and which words lead there."""

import pytest

from sayso import Article, Reader, pages

STORY = """Ferry inquiry opens

Harbour master Ada Holm told the inquiry on Monday that the ferry was overloaded. Ivo Marsh, who owns it, denied that.

He said that two lifeboats were new. “I counted the passengers,” Holm said. An aide to Marsh said that she was wrong.

The inquiry heard that it was dark. Officials said that it would go on for a week."""


def read(least: float | None) -> Article:
    return Reader(credit=least).read(pages.read_text(STORY))


@pytest.mark.parametrize("least", [None, 0.0, 0.9])
def test_each_speaker_has_a_probability_and_a_way_that_lies_in_the_text(least: float | None) -> None:
    article = read(least)
    assert any(s.credit for s in article.statements)
    for s in article.statements:
        assert tuple(c.actor for c in s.credit) == s.speakers
        assert not {c.actor for c in s.candidates} & set(s.speakers)
        for c in (*s.credit, *s.candidates):
            assert 0 <= c.probability <= 1
            assert all(article.text[x.start : x.end] == x.text for x in c.way)


def named(article: Article) -> int:
    """How many statements are put down to somebody with a name."""
    names = {a.id for a in article.actors if a.name[:1].isupper()}
    return sum(bool(names & set(s.speakers)) for s in article.statements)


def test_the_threshold_moves_names_to_the_candidates() -> None:
    all_, few = read(0.0), read(0.99)
    assert named(few) < named(all_)
    hidden = [s for s in few.statements if not s.speakers and s.candidates]
    assert hidden
    assert all(c.probability <= 0.99 for s in hidden for c in s.candidates)  # they are told in hundredths
    assert [s.cue for s in few.statements] == [s.cue for s in all_.statements]


def test_a_way_leads_from_a_pronoun_to_a_name() -> None:
    article = read(0.0)
    names = {a.id: a.name for a in article.actors}
    (said,) = [s for s in article.statements if s.content and "two lifeboats" in s.content[0].text]
    assert said.credit[0].way[0].text == "He"
    assert said.credit[0].way[-1].text in names[said.speakers[0]]


def test_an_aide_is_not_whom_he_works_for_at_any_threshold() -> None:
    article = read(0.0)
    names = {a.id: a.name for a in article.actors}
    (said,) = [s for s in article.statements if s.content and "she was wrong" in s.content[0].text]
    assert [names[i] for i in said.speakers] == ["an aide to Marsh"]


def test_who_tells_of_the_mayor_is_not_the_mayor() -> None:
    text = (
        "Ferry owner takes the mayor's side\n\nFerry owner Jon Amsel said that the mayor had told him: “The bridge is "
        "a ruin and everybody in the town hall knows it.”\n\n“I believe every word of it,” Amsel said."
    )
    article = Reader(credit=0).read(pages.read_text(text))
    names = {a.id: a.name for a in article.actors}
    (told,) = [s for s in article.statements if s.cue[0].text == "had told"]
    assert [names[i] for i in told.speakers] == ["the mayor"]


def test_the_label_of_a_question_is_nobodys_name() -> None:
    text = (
        "Four questions on the new water meters\n\nThe board will fit meters in 40,000 homes by June. Readers "
        "met its technical director, Samuel Ruud, at the library.\n\nQ: Will my bill rise?\n\nA: It will not.\n\n"
        "Q: Who reads them?\n\nA: Nobody has to. They send the figures by radio."
    )
    article = Reader(min_confidence=0, credit=0, include_none=True).read(pages.read_text(text))
    assert any(s.source and s.source[0].text == "Q" for s in article.statements)
    assert not {"q", "a", "Q", "A"} & {a.name for a in article.actors}


def test_a_government_is_its_state() -> None:
    text = (
        "Ferries stay in port\n\nTurkey stopped the ferries to the islands on Monday. The Turkish government said on "
        "Tuesday that they would sail again next week."
    )
    article = Reader().read(pages.read_text(text))
    names = {a.id: a.name for a in article.actors}
    assert [names[i] for s in article.statements for i in s.speakers] == ["Turkey"]


def test_a_citys_government_is_no_state() -> None:
    text = "Ferries stay in port\n\nThe city government of Lisset said on Tuesday that they would sail again next week."
    assert "state" not in {a.type for a in Reader().read(pages.read_text(text)).actors}


@pytest.mark.parametrize(
    ("opening", "speaker"),
    [
        ("What is up, everyone? Tam Orvik here and welcome back.", "Tam Orvik"),
        ("We met Tam Orvik here and it rained.", None),
    ],
)
def test_who_greets_by_his_name_says_i(opening: str, speaker: str | None) -> None:
    text = f"{opening} Today we look at the old harbour of Lisset.\n\nI said last week that the pier would break."
    article = Reader().read(pages.read_text(text))
    names = {a.id: a.name for a in article.actors}
    assert [names[i] for s in article.statements for i in s.speakers] == ([speaker] if speaker else [])
