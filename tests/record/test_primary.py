"""Primary sources in a record: their turns are statements of who speaks, and stay so."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import Article, Page, PageError, Reader
from sayso.article import Statement
from sayso.pages import Found, Primary, primary, read_text
from sayso.record import Record, keep_reread, stored, to_reread, verify

URL = "https://post.example/hearing"
HEARING = """Hearing on the bridge

Mayor Mira Dolan and Senator Tomas Ruud met on Friday.

DOLAN: I warned the council that the bridge was unsafe. My engineer told me that three pillars are cracked.

MR. RUUD: The minister said: “I will pay.” But nobody believes it.

SPEAKER 1: I said so before.

THE MAYOR: Who pays?

MCHOLM: We do not know."""
COURT = """The court of Lisset heard the case.

MIRA DOLAN, called as a witness, having been duly sworn, testified as follows:

BY MR. RUUD:

Q. Where were you?

A. I told the mayor that I was at the bridge.

BY MS. HOLM:

Q. Why?

A. Because.

THE WITNESS: May I go?"""
TRANSCRIPT = Primary("transcript")


def row(text: str, what: Primary, url: str = URL, title: str | None = None) -> Found:
    page = Page(text.encode("utf-8", "surrogatepass"), url, "application/x-ndjson", url, None, None)
    return primary(Found(replace(read_text(text), url=url, title=title), page), what)


def read(reader: Reader, text: str, title: str | None = None) -> Article:
    return reader.read(row(text, TRANSCRIPT, title=title).article)


def who(article: Article, s: Statement) -> tuple[str, ...]:
    names = {a.id: a.name for a in article.actors}
    return tuple(names[key] for key in s.speakers)


def spoken(article: Article) -> list[tuple[str, ...]]:
    """Source, cue, first words of the content, speakers and sourcing of each turn."""
    return [
        (
            " ".join(x.text for x in s.source),
            s.cue[0].text,
            s.content[0].text[:9],
            " ".join(who(article, s)),
            s.sourcing,
        )
        for s in article.statements
        if s.confidence == 0.99 and s.parent is None
    ]


def test_a_turn_is_a_statement_of_its_speaker(reader: Reader) -> None:
    article = read(reader, HEARING)
    assert spoken(article) == [
        ("DOLAN", ":", "I warned ", "Mira Dolan", "named"),
        ("MR. RUUD", ":", "The minis", "Tomas Ruud", "named"),
        ("SPEAKER 1", ":", "I said so", "", "unnamed"),
        ("THE MAYOR", ":", "Who pays?", "Mira Dolan", "named"),
        ("MCHOLM", ":", "We do not", "McHolm", "named"),
    ]
    turns = [s for s in article.statements if s.confidence == 0.99 and s.parent is None]
    assert {(s.kind, s.parent, s.negated, s.stance, s.when) for s in turns} == {
        ("direct", None, False, "neutral", None)
    }
    assert [s.act for s in turns] == ["assert", "assert", "assert", "question", "assert"]
    assert [s.id for s in article.statements] == [f"s{n}" for n in range(1, len(article.statements) + 1)]
    (dolan,) = (a for a in article.actors if a.name == "Mira Dolan")
    assert {"DOLAN", "THE MAYOR"} <= {m.text for m in dolan.mentions}


def test_what_is_told_inside_of_a_turn_is_nested_and_i_is_who_speaks(reader: Reader) -> None:
    article = read(reader, HEARING)
    by_id = {s.id: s for s in article.statements}
    nested = {s.cue[0].text.rstrip(":"): s for s in article.statements if s.parent}
    assert who(article, nested["warned"]) == ("Mira Dolan",)
    assert who(article, nested["told"]) == ("my engineer",)
    assert nested["warned"].act == "warn"
    assert by_id[nested["warned"].parent or ""].source[0].text == "DOLAN"
    assert by_id[nested["said"].parent or ""].source[0].text in ("MR. RUUD", "SPEAKER 1")
    for s in (s for s in article.statements if s.parent and s.source[0].text == "I"):
        assert who(article, s) == who(article, by_id[s.parent or ""])


def test_i_in_quotation_marks_is_who_is_quoted_but_not_where_all_of_a_turn_stands_in_them(reader: Reader) -> None:
    quoted = "DOLAN: “I told the council that the bridge will close,” Tomas Ruud said to me on Friday.\n\nHOLM: Why?"
    whole = "DOLAN: “I told the council that the bridge will close.”\n\nHOLM: Why?"
    for text, name in ((quoted, "Tomas Ruud"), (whole, "Dolan")):
        article = read(reader, text)
        (told,) = (s for s in article.statements if s.cue[0].text == "told")
        assert who(article, told) == (name,)


def test_a_role_is_whose_title_it_is_and_no_deputy(reader: Reader) -> None:
    text = "{} Mira Dolan met the council.\n\nTHE MAYOR: It stays shut.\n\nRUUD: Why is it shut?"
    assert spoken(read(reader, text.format("Mayor")))[0][3:] == ("Mira Dolan", "named")
    assert spoken(read(reader, text.format("Former Deputy Mayor")))[0][3:] == ("the mayor", "unnamed")


def test_who_asks_and_who_answers_in_court(reader: Reader) -> None:
    article = read(reader, COURT)
    assert spoken(article) == [
        ("Q", ".", "Where wer", "Ruud", "named"),
        ("A", ".", "I told th", "Mira Dolan", "named"),
        ("Q", ".", "Why?", "Holm", "named"),
        ("A", ".", "Because.", "Mira Dolan", "named"),
        ("THE WITNESS", ":", "May I go?", "Mira Dolan", "named"),
    ]
    (told,) = (s for s in article.statements if s.cue[0].text == "told")
    assert (who(article, told), by_id(article)[told.parent or ""].source[0].text) == (("Mira Dolan",), "A")


def by_id(article: Article) -> dict[str, Statement]:
    return {s.id: s for s in article.statements}


@pytest.mark.parametrize(
    ("before", "answers"),
    [
        ("Interview with Mira Dolan\n\nBy Ina Holm", "Mira Dolan"),
        ("Tomas Ruud sat down with Mira Dolan on Friday.", "Mira Dolan"),
        ("Two people met on Friday: Mira Dolan was one, Tomas Ruud the other.", ""),
        ("It was a cold day in the town.", ""),
    ],
)
def test_who_is_interviewed(reader: Reader, before: str, answers: str) -> None:
    article = read(reader, f"{before}\n\nQ: Is the bridge safe?\n\nA: It is not, and it was not.")
    assert [name for source, _, _, name, _ in spoken(article) if source == "A"] == [answers]


def test_a_name_comes_from_the_title_and_a_surname_of_two_is_neithers(reader: Reader) -> None:
    titled = read(reader, "DOLAN: The bridge stays shut.\n\nRUUD: Why is it shut?", title="Mira Dolan on the bridge")
    assert [name for *_, name, _ in spoken(titled)] == ["Mira Dolan", "Ruud"]
    two = read(
        reader,
        "Mira Dolan and her brother Jens Dolan met Ada Holm.\n\nDOLAN: It is shut.\n\nMS. DOLAN: No.\n\nHOLM: Why?",
    )
    assert [name for *_, name, _ in spoken(two)] == ["Dolan", "Mira Dolan", "Ada Holm"]


def test_turns_hold_whatever_the_least_confidence_is_and_without_parts_nothing_changes(reader: Reader) -> None:
    strict = Reader(min_confidence=1)
    assert len(read(strict, HEARING).statements) == 5
    assert strict.read(read_text(HEARING)).statements == ()
    assert not any(s.confidence == 0.99 and s.cue[0].text == ":" for s in reader.read(read_text(HEARING)).statements)


@pytest.fixture
def kept(tmp_path: Path, reader: Reader) -> Iterator[Record]:
    record = Record(tmp_path / "news.db", new=True)
    put(record, reader, HEARING)
    yield record
    record.close()


def put(record: Record, reader: Reader, text: str, what: Primary | None = TRANSCRIPT) -> str:
    found = row(text, what or Primary("release"))
    article = reader.read(found.article)
    return record.add(record.begin("test", reader.engine), found.page, article, what.kind if what else None)


def marks(record: Record) -> list[str | None]:
    return [v["primary_source"] for v in record.connection.execute("SELECT primary_source FROM versions ORDER BY id")]


def test_the_mark_stays_with_new_versions_and_rereading(kept: Record, reader: Reader) -> None:
    before = list(kept.articles())
    assert put(kept, reader, HEARING) == put(kept, reader, HEARING, None) == "unchanged"
    other = Reader(min_confidence=0.5)
    for version in to_reread(kept, None):
        article = stored(kept, version)
        assert article is not None
        assert keep_reread(kept, kept.begin("reread", other.engine), version, reader.read(article))
    assert list(kept.articles()) == before
    assert put(kept, reader, HEARING + "\n\nDOLAN: Nobody does.", None) == "changed"
    assert marks(kept) == ["transcript", "transcript"]
    assert list(verify(kept)) == []


def test_what_was_added_as_an_article_can_be_added_as_what_it_is(tmp_path: Path, reader: Reader) -> None:
    record = Record(tmp_path / "news.db", new=True)
    assert put(record, reader, HEARING, None) == "added"
    assert record.primary(row(HEARING, TRANSCRIPT).article) is None
    assert put(record, reader, HEARING) == "changed"
    assert put(record, reader, HEARING) == "unchanged"
    assert record.primary(row(HEARING, TRANSCRIPT).article) == TRANSCRIPT
    assert marks(record) == [None, "transcript"]
    assert spoken(next(record.articles()))[0] == ("DOLAN", ":", "I warned ", "Mira Dolan", "named")
    speech = row("Mira Dolan: The bridge stays shut.", Primary("speech"), "https://post.example/speech")
    record.add(record.begin("test", reader.engine), speech.page, reader.read(speech.article), "speech")
    assert record.primary(speech.article) == Primary("speech", "Mira Dolan")
    record.close()


_LINES = st.one_of(
    st.sampled_from(
        "DOLAN: I said that it is shut.|Q. Why?|A. “No.” He told me so.|>> So|(APPLAUSE)|\r\n\0".split("|")
    ),
    st.text(max_size=30),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(_LINES, max_size=12).map("\n".join))
def test_every_span_of_any_transcript_is_on_its_text(reader: Reader, text: str) -> None:
    try:
        article = read(reader, text)
    except PageError:
        return
    keys, ids = {a.id for a in article.actors}, {s.id for s in article.statements}
    spans = [m for a in article.actors for m in a.mentions]
    for s in article.statements:
        spans += [*s.source, *s.cue, *s.content]
        assert {*s.speakers, *s.addressees} <= keys
        assert s.parent is None or s.parent in ids
    assert all(text[x.start : x.end] == x.text != "" for x in spans)
