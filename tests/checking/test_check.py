"""What becomes of a quotation when it is checked against a record."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_articles import article_of, page_of

from sayso import Reader
from sayso.checking.check import check, check_words
from sayso.checking.checked import Checked
from sayso.checking.draft import quoted
from sayso.linking import update
from sayso.linking.actor_corrections import actors
from sayso.pages import read_text
from sayso.record import Record

CLOSURE = """Bridge stays shut until March

Harbour commissioner Mira Dolan told reporters on Friday that the bridge was far too weak for heavy lorries. “We will \
not open the harbour bridge before March,” she said. “It costs $5 million, and 25 people on the board voted for it.”

Tomas Ruud, the mayor of Lisset, called the closure a scandal. “Three thousand people in Lisset have waited for two \
years, and nobody has told them the truth,” Ruud said.

“I have organised this harbour for ten years,” Dolan said.

“I will organise it for ten more, whatever they think of me.”

Over the door of the ferry house stood “the water never forgets a debt” in white letters.

Ada Holm, a spokeswoman for the Ministry of Transport, said that the repairs would take longer than planned. “The \
ministry has no money for a second bridge this year,” Holm said."""
FERRY = """Ferry owner takes the mayor's side

Ferry owner Jon Amsel said that the mayor had told him: “The bridge is a ruin and everybody in the town hall knows it.”

“I believe every word of it,” Amsel said."""
COUNCIL = """Council hears of the bridge

Jon Amsel told the council that nobody on the quay trusted the engineers any longer.

Mira Dolan said the harbour office would pay back every ferry ticket bought this winter."""
WORDS = (
    "We will not open the harbour bridge before March It costs $5 million and 25 people on the board voted for it"
).split()


@pytest.fixture(scope="module")
def harbour(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    record = Record(tmp_path_factory.mktemp("harbour") / "news.db", new=True)
    run = record.begin("test", reader.engine)
    for name, text in (("closure", CLOSURE), ("ferry", FERRY), ("council", COUNCIL)):
        url = f"https://post.example/{name}"
        record.add(run, page_of(text, url), article_of(reader, text, url))
    update(record)
    yield record
    record.close()


@pytest.mark.parametrize(
    "quote",
    [
        "We will not open the harbour bridge before March",
        "we will not open the harbor bridge before march.",
        "before March. It costs five million dollars",
        "Three thousand people in Lisset have waited for 2 years",
        "[They] have waited for two years, and nobody has told them the truth",
        "I have organized this harbor for ten years. I will organize it for ten more",
        "The bridge is a ruin and everybody in the town hall knows it",
        "the water never forgets a debt",
        "nobody has told",
    ],
)
def test_the_very_words_are_verbatim(harbour: Record, quote: str) -> None:
    checked = check(harbour, quote)
    assert (checked.verdict, checked.changes) == ("verbatim", ())
    assert checked.matches[0].similarity == 1.0


@pytest.mark.parametrize(
    "quote",
    [
        "We will not open the … bridge before March",
        "We will not open the bridge before March",
        "people on the board ... for it",
        "I will organise it for ten more, … they think of me",
        "25 people on the board voted for it. I have organised this harbour for ten years",
    ],
)
def test_words_left_out_are_shortened(harbour: Record, quote: str) -> None:
    checked = check(harbour, quote)
    assert checked.verdict == "shortened"
    assert {c.what for c in checked.changes} == {"left out"}


@pytest.mark.parametrize(
    ("quote", "before", "after", "what"),
    [
        ("We will not shut the harbour bridge before March", "open", "shut", "word"),
        ("We will … open the harbour bridge before March", "not", "", "negation"),
        ("We will open the harbour bridge before March", "not", "", "negation"),
        ("We will not open the harbour bridge before May", "March", "May", "name"),
        ("It costs … and 25 people on the board voted for it", "$5 million", "", "number"),
        ("It costs $5 million, and 35 people on the board voted for it", "25", "35", "number"),
        ("Three thousand people … have waited for two years", "in Lisset", "", "name"),
        ("The bridge is a bargain and everybody in the town hall knows it", "ruin", "bargain", "word"),
        ("I believe every line of it", "word", "line", "word"),
    ],
)
def test_other_words_are_altered_and_told(harbour: Record, quote: str, before: str, after: str, what: str) -> None:
    checked = check(harbour, quote)
    assert checked.verdict == "altered"
    assert [c.to_dict() for c in checked.changes] == [{"from": before, "to": after, "what": what}]


@pytest.mark.parametrize(
    ("quote", "by", "verdict"),
    [
        ("We will not open the harbour bridge before March", "Mira Dolan", "verbatim"),
        ("We will not open the harbour bridge before March", "Dolan", "verbatim"),
        ("We will not open the harbour bridge before March", "Commissioner Dolan", "verbatim"),
        ("We will not open the harbour bridge before March", "the harbour commissioner", "verbatim"),
        ("We will not open the harbour bridge before March", "Tomas Ruud", "misattributed"),
        ("We will not open the … bridge before March", "Ruud", "misattributed"),
        ("We will not shut the harbour bridge before March", "Tomas Ruud", "altered"),
        ("The ministry has no money for a second bridge", "the Ministry of Transport", "verbatim"),
        ("The ministry has no money for a second bridge", "Ada Holm", "verbatim"),
        ("The ministry has no money for a second bridge", "the harbour commissioner", "misattributed"),
        ("The bridge is a ruin and everybody in the town hall knows it", "the mayor", "verbatim"),
        ("The bridge is a ruin and everybody in the town hall knows it", "Jon Amsel", "misattributed"),
    ],
)
def test_whose_words_they_are(harbour: Record, quote: str, by: str, verdict: str) -> None:
    assert check(harbour, quote, by).verdict == verdict


def test_words_of_which_nobody_is_told_to_have_said_them_are_no_one_elses(harbour: Record) -> None:
    checked = check(harbour, "the water never forgets a debt", "Mira Dolan")
    assert checked.verdict == "verbatim"
    assert [w.kind for w in checked.warnings] == ["unknown speaker"]
    assert not checked.stands
    alone = check(harbour, "the water never forgets a debt")
    assert alone.matches[0].speaker is None
    assert alone.stands


@pytest.mark.parametrize(
    "quote",
    [
        "the bridge was far too weak for heavy lorries",
        "nobody on the quay trusted the engineers any longer",
        "The harbour office is going to refund every ferry ticket of this winter",
    ],
)
def test_what_is_only_told_in_other_words_is_a_paraphrase(harbour: Record, quote: str) -> None:
    checked = check(harbour, quote)
    assert (checked.verdict, checked.changes) == ("paraphrase only", ())
    assert checked.matches


@pytest.mark.parametrize(
    "quote",
    [
        "Walruses sing beautifully when the winter moon is full",
        "We will not be the last people on the board of the company",
        "open bridge",
        "The harbour office is not going to refund any ferry ticket of this winter",
    ],
)
def test_what_nobody_said_is_not_found(harbour: Record, quote: str) -> None:
    assert check(harbour, quote).verdict == "not found"


def test_by_words_alone_no_paraphrase_of_other_words_is_found(harbour: Record) -> None:
    quote = "The harbour office is going to refund every ferry ticket of this winter"
    assert check_words(harbour, quote).verdict == "not found"


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2026-03-13", "verbatim"), ("2026-03-06", "not found"), ("2026-03-20", "not found"), ("2025-03-13", "not found")],
)
def test_the_day_must_fit(harbour: Record, day: str, verdict: str) -> None:
    checked = check(harbour, "It costs $5 million, and 25 people on the board voted for it", when=day)
    assert checked.verdict == verdict
    assert checked.matches[0].similarity == 1.0
    assert [w.kind for w in checked.warnings] == ([] if verdict == "verbatim" else ["other day"])


def test_a_primary_source_goes_before_reports(reader: Reader, tmp_path: Path) -> None:
    report = "“We never promised a second bridge to anybody in Lisset,” Mira Dolan said on Friday."
    speech = "“We never promised a third bridge to anybody in Lisset,” Mira Dolan said on Friday."
    record = Record(tmp_path / "both.db", new=True)
    run = record.begin("test", reader.engine)
    for name, text in (("report", report), ("speech", speech)):
        url = f"https://post.example/{name}"
        record.add(run, page_of(text, url), article_of(reader, text, url))
    record.connection.execute(
        "UPDATE versions SET primary_source = 'speech' WHERE article IN (SELECT id FROM articles WHERE url = ?)",
        ("https://post.example/speech",),
    )
    update(record)
    checked = check(record, "We never promised a second bridge to anybody in Lisset")
    assert [c.to_dict() for c in checked.changes] == [{"from": "third", "to": "second", "what": "number"}]
    assert checked.verdict == "altered"
    primary = [m.primary for m in checked.matches]
    assert primary == sorted(primary, reverse=True)
    assert {True, False} == set(primary)
    assert check(record, "We never promised a third bridge to anybody in Lisset", "Dolan").verdict == "verbatim"
    record.close()


def test_what_the_named_speaker_said_in_any_article_decides(
    add: Callable[[Record, str, str], str], tmp_path: Path
) -> None:
    record = Record(tmp_path / "two.db", new=True)
    add(record, "https://post.example/1", "“The ice was thin on both sides of the river,” Ada Holm said.")
    add(record, "https://post.example/2", "“The ice was thin on both sides of the river,” Jon Amsel said.")
    update(record)
    for by, verdict in (("Ada Holm", "verbatim"), ("Jon Amsel", "verbatim"), ("Mira Dolan", "misattributed")):
        assert check(record, "the ice was thin on both sides of the river", by).verdict == verdict
    record.close()


@pytest.mark.parametrize(
    ("text", "quote", "verdicts"),
    [
        (
            'Dora Quill, the party leader, said she "would never" leave the union but might "vote for the minister".',
            "would never vote for the minister",
            ("altered", "not found"),
        ),
        (
            'Dora Quill said the town "will not" close the library but would "support the new bridge".',
            "will not support the new bridge",
            ("altered", "not found"),
        ),
        (
            'Dora Quill said the town "will not" close the library but would "support the new bridge".',
            "will not … support the new bridge",
            ("altered", "not found"),
        ),
        (
            'Dora Quill said she "would never" leave the union. She might "vote for the minister", she said.',
            "would never vote for the minister",
            ("altered", "not found"),
        ),
        (
            '"We will not," Dora Quill said, "close the old library."',
            "We will not close the old library",
            ("verbatim",),
        ),
        (
            '"We will not close the library," Dora Quill said. "We will mend its roof before May."',
            "We will not close the library. We will mend its roof",
            ("verbatim",),
        ),
        (
            '"We will not close the library," Dora Quill said. The roof was wet. Rain fell on the books.\n\n'
            'She went on. "We will mend its roof before May," Quill said.',
            "We will not close the library … We will mend its roof before May",
            ("shortened",),
        ),
        (
            '"We will sign (but not before May) the deal with the harbour," Dora Quill said.',
            "We will sign the deal with the harbour",
            ("altered",),
        ),
    ],
)
def test_what_the_writer_says_between_is_not_the_speakers(
    add: Callable[[Record, str, str], str], tmp_path: Path, text: str, quote: str, verdicts: tuple[str, ...]
) -> None:
    record = Record(tmp_path / "parts.db", new=True)
    add(record, "https://post.example/1", text)
    update(record)
    assert check(record, quote, "Quill").verdict in verdicts
    record.close()


def test_the_words_of_many_are_everybodys(add: Callable[[Record, str, str], str], tmp_path: Path) -> None:
    record = Record(tmp_path / "many.db", new=True)
    names = [f"{first} {last}" for last in ("Quill", "Amsel", "Dolan") for first in ("Dora", "Jon", "Mira", "Ada")]
    for n, name in enumerate([*names, "Tomas Ruud"]):
        text = f"“We will not rest until the work is done,” said {name}, the mayor."
        add(record, f"https://post.example/{n}", text)
    update(record)
    for by, verdict in (("Tomas Ruud", "verbatim"), ("Dora Quill", "verbatim"), ("Ada Holm", "misattributed")):
        assert check(record, "We will not rest until the work is done", by).verdict == verdict
    record.close()


def test_what_was_corrected_counts_as_it_is_now(add: Callable[[Record, str, str], str], tmp_path: Path) -> None:
    record = Record(tmp_path / "later.db", new=True)
    add(record, "https://post.example/1", "“The ice was thin on both sides of the river,” Ada Holm said.")
    update(record)
    add(record, "https://post.example/1", "“The ice was thick on both sides of the river,” Ada Holm said.")
    update(record)
    checked = check(record, "The ice was thin on both sides of the river")
    assert [(c.before, c.after) for c in checked.changes] == [("thick", "thin")]
    record.close()


def test_a_check_as_json_has_this_shape(harbour: Record) -> None:
    told = check(harbour, "We will not shut the harbour bridge before March", "Mira Dolan").to_dict()
    assert told["matches"][0] == {
        "speaker": "Mira Dolan",
        "text": "“We will not open the harbour bridge before March,” … “It costs $5 million, and 25 people on the "
        "board voted for it.”",
        "statement": next(
            s.id for a in harbour.articles() for s in a.statements if "before March" in s.content[0].text
        ),
        "article": "https://post.example/closure",
        "url": "https://post.example/closure",
        "outlet": "Post",
        "published": "2026-03-13",
        "primary": False,
        "similarity": told["matches"][0]["similarity"],
        "actor_ids": actors(harbour, "Mira Dolan")[0].id,
        "version": None,
        "warnings": [],
        "before": "Harbour commissioner Mira Dolan told reporters on Friday that the bridge was far too weak for heavy "
        "lorries.",
        "after": "“It costs $5 million, and 25 people on the board voted for it.”",
    }
    assert {**told, "matches": []} == {
        "quote": "We will not shut the harbour bridge before March",
        "by": "Mira Dolan",
        "verdict": "altered",
        "changes": [{"from": "open", "to": "shut", "what": "word"}],
        "matches": [],
    }
    assert 0.5 < told["matches"][0]["similarity"] < 1


@pytest.mark.parametrize("quote", ["", "  ", "“…”", "\ud800", "\0"])
def test_a_quotation_without_words_is_refused(harbour: Record, quote: str) -> None:
    with pytest.raises(ValueError, match="has no words"):
        check(harbour, quote)


def test_a_quotation_that_is_too_long_and_a_day_that_is_none_are_refused(harbour: Record) -> None:
    with pytest.raises(ValueError, match="10,000 words: check parts"):
        check(harbour, "bridge " * 10_000)
    with pytest.raises(ValueError, match="'soon' is no day"):
        check(harbour, "the harbour bridge", when="soon")


def test_odd_characters_change_nothing(harbour: Record) -> None:
    quote = "We will not\0 open\ud800 the “harbour” bridge* before March\u202e"
    assert check(harbour, quote, by='Mira "Dolan\0').verdict == "verbatim"
    assert check(harbour, 'bridge" OR "harbour NEAR(').verdict == "not found"


def test_a_long_quotation_is_checked(harbour: Record) -> None:
    quote = "We will not open the harbour bridge before March. " + "Nothing of this was ever said anywhere. " * 200
    assert check_words(harbour, quote).verdict == "not found"


def test_the_quotations_of_a_draft_come_with_their_speakers(reader: Reader) -> None:
    draft = reader.read(read_text(f"{CLOSURE}\n\nIt was “too late”, a neighbour said."))
    told = {q.quote: q.by for q in quoted(draft)}
    assert told["We will not open the harbour bridge before March,"] == "Mira Dolan"
    assert told["I will organise it for ten more, whatever they think of me."] == "Mira Dolan"
    assert told["the water never forgets a debt"] is None
    assert "too late" not in told


def _cut(words: list[str]) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, len(words) - 4), st.integers(4, len(words))).map(
        lambda pair: (pair[0], min(len(words), pair[0] + pair[1]))
    )


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=_cut(WORDS))
def test_whatever_is_cut_from_a_quotation_is_verbatim(harbour: Record, cut: tuple[int, int]) -> None:
    assert check_words(harbour, " ".join(WORDS[cut[0] : cut[1]])).verdict == "verbatim"


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=_cut(WORDS), at=st.integers(0, 100), new=st.sampled_from(["walrus", "never", "seven", "Varn", "and"]))
def test_with_another_word_in_it_no_quotation_is_verbatim(
    harbour: Record, cut: tuple[int, int], at: int, new: str
) -> None:
    some = WORDS[cut[0] : cut[1]]
    if some[at % len(some)] != new:
        some[at % len(some)] = new
        assert _verdict(check_words(harbour, " ".join(some))) not in ("verbatim", "shortened")


def _verdict(checked: Checked) -> str:
    return checked.verdict
