"""What was done by saying it, through the public face: small invented texts in, acts, negation and stance out."""

from pathlib import Path

import pytest

import sayso
from sayso import Reader, Statement, pages
from sayso.speech_acts import LexiconError, acts, lexicon
from sayso.speech_acts.lexicon import senses

SHARED = Path(__file__).parent.parent.parent.parent / "shared"


def statement(text: str, content: str) -> Statement:
    """The statement of the least content that holds these words."""
    fitting = [s for s in sayso.read_text(text).statements if any(content in x.text for x in s.content)]
    assert fitting, f"no statement holds {content!r}"
    return min(fitting, key=lambda s: sum(len(x.text) for x in s.content))


@pytest.mark.parametrize(("act", "example"), [(name, e) for name, told in acts().items() for e in told.examples])
def test_every_example_of_the_lexicon_is_of_its_act(act: str, example: str) -> None:
    # Deeds are among them, which are nothing to record.
    reader = Reader(include_none=True)
    assert [s.act for s in reader.read(pages.read_text(example)).statements][:1] == [act]


@pytest.mark.parametrize(
    ("text", "content", "act"),
    [
        ("Dolan asked whether the bridge was safe.", "the bridge was safe", "question"),
        ("Dolan asked the council to close the bridge.", "close the bridge", "request"),
        ("Dolan has also repeatedly urged the council to act.", "to act", "request"),
        ("Dolan was quick to point out that the bridge was old.", "the bridge was old", "assert"),
        ("Ruud refused to comment on the flood.", "to comment on the flood", "decline"),
        ("Police ruled out that the fire was set.", "the fire was set", "deny"),
        ("The board denied the charges.", "the charges", "deny"),
        ("The harbour denied Ruud access to the pier.", "access to the pier", "prohibit"),
        ("Ruud agreed to pay for the pillars.", "to pay for the pillars", "promise"),
        ("Ruud said he would rebuild the mill.", "he would rebuild the mill", "promise"),
        ("Ruud said it would rain in Lisset.", "it would rain in Lisset", "predict"),
        ("The mill said it would close in May.", "it would close in May", "announce"),
        ("Dolan said the town should wait for the report.", "the town should wait", "request"),
        ("Dolan said the ferry had been late.", "the ferry had been late", "assert"),
        ("“Who paid for the dam?” Dolan asked.", "Who paid for the dam", "question"),
        ("Varn has called for new elections in Osmeria.", "new elections", "request"),
        ("Dolan called the plan a disgrace.", "a disgrace", "criticize"),
        ("Dolan concluded by praising the divers for their work.", "the divers", "praise"),
    ],
)
def test_what_follows_tells_what_a_word_does(text: str, content: str, act: str) -> None:
    assert statement(text, content).act == act


@pytest.mark.parametrize(
    ("text", "content", "negated"),
    [
        ("Ruud did not confirm that the dam had cracked.", "the dam had cracked", True),
        ("Ruud has never said that the dam was safe.", "the dam was safe", True),
        ("Ruud made no mention of the cracked dam.", "the cracked dam", True),
        ("Nobody said that the dam was safe.", "the dam was safe", True),
        ("Ruud left. Nor did he say that the dam was safe.", "the dam was safe", True),
        ("Ruud confirmed that the dam had not cracked.", "the dam had not cracked", False),
        ("Ruud denied that the dam had cracked.", "the dam had cracked", False),
        ("Ruud declined to comment on the dam.", "to comment on the dam", False),
        ("It was not Ruud who paid, Dolan said.", "It was not Ruud who paid", False),
    ],
)
def test_negation_is_of_the_saying_not_of_what_is_said(text: str, content: str, negated: bool) -> None:
    assert statement(text, content).negated is negated


@pytest.mark.parametrize(
    ("text", "content", "stance"),
    [
        ("Ruud said that the mill was sold.", "the mill was sold", "neutral"),
        ("Ruud revealed that the mill was sold.", "the mill was sold", "endorsing"),
        ("Ruud acknowledged that the mill was sold.", "the mill was sold", "endorsing"),
        ("Ruud claimed that the mill was sold.", "the mill was sold", "distancing"),
        ("Ruud said that the “experts” at the mill had left the town.", "had left the town", "distancing"),
        ("Ruud said that the mill had left the town “with nothing but debts and mud”.", "debts and mud", "neutral"),
    ],
)
def test_the_writers_stance_is_in_the_cue_and_in_scare_quotes(text: str, content: str, stance: str) -> None:
    assert statement(text, content).stance == stance


def test_the_day_is_counted_from_the_articles_own() -> None:
    page = b"""<html><head><title>Varn waits</title><meta property="article:published_time" content="2024-06-21"></head>
<body><article><h1>Varn waits</h1><p>Mira Dolan told the council last week that the bridge would stay shut. She said the
divers would come on Monday.</p><p>The council met twice and decided nothing about the bridge.</p></article></body>
</html>"""
    article = Reader().read(pages.article(pages.Page(page, None, "text/html", "page", None, "utf-8")))
    told = [(s.when.start, s.when.end, s.when.span and s.when.span.text) for s in article.statements if s.when]
    # What she said there too is of that week; the divers' Monday tells nothing of the saying.
    assert told == [("2024-06-10", "2024-06-16", "last week")] * 2


def test_without_the_articles_day_relative_words_stay_open() -> None:
    assert [s.when for s in sayso.read_text("Mira Dolan said on Friday that the bridge was shut.").statements] == [None]


def test_a_users_lexicon_wins(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text('[[sense]]\nact = "threaten"\nstance = "distancing"\nverbs = "say"\n')
    article = Reader(lexicon=lexicon(own)).read(pages.read_text("Ruud said that the mill was sold."))
    assert [(s.act, s.stance) for s in article.statements] == [("threaten", "distancing")]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("verbs = say", "is no TOML"),
        ("", "has no [[sense]]"),
        ('[[sense]]\nact = "shout"\n', "act is 'shout', not one of assert, "),
        ('[[sense]]\nact = "warn"\nverb = "say"\n', "there is no 'verb'"),
        ('[[sense]]\nact = "warn"\nverbs = "say"\ncontent = "maybe"\n', "content is 'maybe'"),
        ('[[sense]]\nact = "warn"\nverbs = ["say"]\n', "words and note are strings"),
        ('[[sense]]\nact = "warn"\n', "has no words"),
        ('[[sense]]\nact = "warn"\nverbs = "say"\nweak = "no"\n', "are true or false"),
        ("x = " + "[" * 5000, "is no TOML"),
    ],
)
def test_a_bad_lexicon_is_refused_in_one_line(tmp_path: Path, told: str, why: str) -> None:
    own = tmp_path / "bad.toml"
    own.write_text(told)
    with pytest.raises(LexiconError) as raised:
        lexicon(own)
    assert why in str(raised.value)
    assert str(own) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_no_word_of_the_lexicon_does_two_things_at_once() -> None:
    """Of one part of speech and for one kind of content, a word has one sense: the first one would hide the next."""
    seen: dict[tuple[str, str, str | None], str] = {}
    twice = []
    for sense, words in senses():
        for part, some in words.items():
            for word in set(some):
                key = (part, word, sense.content)
                if key in seen:
                    twice.append((*key, seen[key], sense.act))
                seen[key] = sense.act
    assert twice == []
