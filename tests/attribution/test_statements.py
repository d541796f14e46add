"""Statements: what is read in small articles, and the laws that hold for any text."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso import pages
from sayso.article import Article, Statement

ONE, OTHER = sayso.Reader(), sayso.Reader()
ANY = st.text(st.characters(exclude_categories=()), max_size=300)
NEWSY = st.lists(
    st.sampled_from(
        ["Mayor Ina Holt", " said ", "“", "”", '"', "that ", "the bridge", " is safe", ", ", ". ", "\n\n", "\r\n", "\0",
         "\ud800", "e\u0301", "🙂", "he added", "according to ", "‘", "’", "«", "»", "שלום ", "İ", "\u00ad",
         "don’t", "n't ", "’t"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


def spans(article: Article) -> list[tuple[int, int, str]]:
    return [
        (x.start, x.end, x.text)
        for s in article.statements
        for x in itertools.chain(s.source, s.cue, s.content, s.addressee)
    ] + [(x.start, x.end, x.text) for a in article.actors for x in a.mentions]


@settings(max_examples=60, deadline=None)
@given(st.one_of(ANY, NEWSY))
def test_every_span_is_the_text_that_stands_there(text: str) -> None:
    article = sayso.read_text(text)
    assert article.text == text
    assert all(text[start:end] == shown and start < end for start, end, shown in spans(article))


@settings(max_examples=20, deadline=None)
@given(st.lists(NEWSY, min_size=2, max_size=5))
def test_an_article_is_read_the_same_beside_any_other(texts: list[str]) -> None:
    articles = [pages.read_text(t) for t in texts]
    first = ONE.read(articles[0])
    assert [OTHER.read(article) for article in reversed(articles)][-1] == first


def by_cue(text: str) -> dict[str, Statement]:
    return {s.cue[0].text: s for s in sayso.read_text(text).statements}


def words_of(statement: Statement, role: str) -> list[str]:
    return [span.text for span in getattr(statement, role)]


def test_a_quotation_around_its_cue() -> None:
    found = by_cue("“The bridge is safe,” Mayor Ina Holt said. “We tested every bolt.”")
    assert words_of(found["said"], "content") == ["“The bridge is safe,”", "“We tested every bolt.”"]
    assert words_of(found["said"], "source") == ["Mayor Ina Holt"]
    assert found["said"].kind == "direct"


def test_indirect_speech_after_its_cue() -> None:
    found = by_cue("Mayor Ina Holt said on Monday that the harbour bridge was safe.")
    assert words_of(found["said"], "content") == ["that the harbour bridge was safe"]
    assert found["said"].kind == "indirect"


def test_a_statement_inside_another_has_it_as_parent() -> None:
    text = "A city official confirmed that engineers had warned the council that the bridge could fail within a year."
    found = by_cue(text)
    assert found["had warned"].parent == found["confirmed"].id
    assert found["confirmed"].parent is None


def test_one_source_of_several_cues() -> None:
    found = by_cue("Holt stated that the bridge was safe, but claimed that the council had hidden the report.")
    assert words_of(found["stated"], "source") == words_of(found["claimed"], "source") == ["Holt"]


def test_a_quotation_over_two_paragraphs_has_one_speaker() -> None:
    text = (
        "Engineer Tom Varga told reporters: “We looked at the northern pier first and found nothing wrong with it.\n\n"
        "“Then we went down to the southern one, and there the steel was gone.”\n\nThe port stays closed."
    )
    (statement,) = (s for s in sayso.read_text(text).statements if s.parent is None)
    assert statement.content[0].start == text.index("“We")
    assert statement.content[-1].end == text.index("”") + 1


def test_a_long_article_is_read_to_its_end() -> None:
    paragraph = "“The bridge number {} is safe,” Mayor Ina Holt said on Monday, and the council agreed to open it.\n\n"
    text = "".join(paragraph.format(n) for n in range(600))
    found = [s for s in sayso.read_text(text).statements if s.cue[0].text == "said"]
    assert len(found) == pytest.approx(600, abs=6)
    assert found[-1].content[0].text.startswith("“The bridge number 59")


def test_least_confidence_is_kept() -> None:
    text = "Mayor Ina Holt said the bridge was safe. Some wondered aloud. It is thought to be old, she believes."
    article = sayso.read_text(text)
    everything, sure = (sayso.Reader(least).read(article).statements for least in (0.0, 0.7))
    assert {s.confidence >= 0.7 for s in sure} == {True}
    assert len(everything) > len(sure)


def test_no_span_begins_or_ends_inside_dont() -> None:
    text = "“You don’t know what the council is changing, and they don't care,” Mayor Ina Holt said on Monday."
    for start, end, shown in spans(sayso.read_text(text)):
        assert text[start - 1 : start + 1].lower() not in ("n’", "n'"), shown
        assert text[end : end + 2] not in ("’t", "'t"), shown


def test_a_content_ends_where_the_next_cue_of_its_source_begins() -> None:
    text = (
        "Asked about the order, Dolan stated that the office “has seen no such paper”, but claimed that “boats are "
        "being stopped every night”, and that “this shows who wants the quarrel”."
    )
    found = by_cue(text)
    assert words_of(found["stated"], "content") == ["that the office “has seen no such paper”"]
    assert found["claimed"].parent is None


def test_what_is_a_thought_in_a_quotation_keeps_its_content_however_unsure() -> None:
    text = (
        "“What really went through my head at that moment is ‘She knows. She knew. She’s hiding it all and she expects "
        "me to do the very same thing,’” Holm said."
    )
    article = sayso.Reader(min_confidence=0).read(pages.read_text(text))
    assert article.statements
    assert all(s.content for s in article.statements)


def test_that_somebody_was_asked_to_comment_is_no_statement_and_what_he_was_asked_is() -> None:
    text = (
        "Asked to comment on the order, Mira Dolan said that the bridge was safe. Asked whether the mill would close, "
        "Dolan said that it would not."
    )
    cues = [s.cue[0].text.lower() for s in sayso.read_text(text).statements]
    assert cues.count("said") == 2
    assert cues.count("asked") <= 1
    assert any(s.cue[0].text == "Asked" for s in sayso.Reader(include_none=True).read(pages.read_text(text)).statements)


def test_to_decline_to_comment_is_a_statement() -> None:
    article = sayso.read_text(
        "Bridge\n\nMira Dolan declined to comment on the order. The mill’s owner did not respond."
    )
    assert any("declined" in s.cue[0].text for s in article.statements)
