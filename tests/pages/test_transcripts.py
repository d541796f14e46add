"""Speakers' turns in transcripts and speeches: which lines are labels, what is said in a turn, and what is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.article import Article, Part
from sayso.pages import Found, Page, PageError, Primary, article, primary, read_text, turns

HEARING = """Hearing on the bridge

Present: Mira Dolan and Tomas Ruud. Here is what they want: a bridge.

CHAIR: Good morning. (APPLAUSE)

We begin at 10:30. See https://x.example/a.

MS. DOLAN: The bridge is shut.

[crosstalk]

00:01:02

It stays shut: no one may cross.

RUUD (Harbour): Why?

Update: that was all.

SEN. ADA HOLM (H), LISSET: Fine. [laughter]

>> Thank you.

>> TOMAS RUUD: Good night."""
COURT = """MIRA DOLAN, called as a witness, having been duly sworn, testified as follows:

DIRECT EXAMINATION

BY MR. RUUD:

Q. Where were you?

A. At the bridge.

I stood there.

THE COURT: Proceed.

BY MS. HOLM:

Q. Alone?
A. Yes."""


def said(text: str) -> list[tuple[str, str, list[str]]]:
    """Name, mark and paragraphs of each turn of a transcript; nothing where it has none."""
    page = Page(b"x", None, "application/x-ndjson", "talk.jsonl:1", None, None)
    try:
        made = primary(Found(read_text(text), page), Primary("transcript")).article
    except PageError:
        return []
    assert made.text == text
    return shown(made)


def shown(made: Article) -> list[tuple[str, str, list[str]]]:
    return [
        (
            made.text[slice(*turn.name)] if turn.name else "",
            made.text[slice(*turn.mark)],
            [made.text[a:b] for a, b in turn.words],
        )
        for turn in turns(made)
    ]


def told(text: str, name: str, as_what: Primary) -> Article:
    page = Page(text.encode(), None, None, name, None, None)
    return primary(Found(article(page), page), as_what).article


def test_labels_begin_turns_and_stage_directions_are_no_speech() -> None:
    assert said(HEARING) == [
        ("CHAIR", ":", ["Good morning.", "We begin at 10:30. See https://x.example/a."]),
        ("MS. DOLAN", ":", ["The bridge is shut.", "It stays shut: no one may cross."]),
        ("RUUD", ":", ["Why?", "Update: that was all."]),
        ("SEN. ADA HOLM", ":", ["Fine."]),
        ("", ">>", ["Thank you."]),
        ("TOMAS RUUD", ":", ["Good night."]),
    ]


def test_questions_and_answers_in_court() -> None:
    assert said(COURT) == [
        ("Q", ".", ["Where were you?"]),
        ("A", ".", ["At the bridge.", "I stood there."]),
        ("THE COURT", ":", ["Proceed."]),
        ("Q", ".", ["Alone?"]),
        ("A", ".", ["Yes."]),
    ]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Mira Dolan: Shut.\n\nTomas Ruud: Why?\n\nMira Dolan: Cracks.", ["Mira Dolan", "Tomas Ruud", "Mira Dolan"]),
        ("We met Mira Dolan and Tomas Ruud.\n\nMira Dolan: Shut.\n\nTomas Ruud: Why?", ["Mira Dolan", "Tomas Ruud"]),
        ("Mira Dolan: Shut.\n\nDolan: Still.\n\nTOMAS DOLAN: No.", ["Mira Dolan", "Dolan", "TOMAS DOLAN"]),
        ("Mira Dolan (Harbour Party): It stays shut.", ["Mira Dolan"]),
        ("Mr. RUUD. Madam Speaker, I rise.\n\nThe SPEAKER. Go on.", ["Mr. RUUD", "The SPEAKER"]),
        ("SPEAKER 1: Shut.\n\nSPEAKER 2: Why?", ["SPEAKER 1", "SPEAKER 2"]),
        ("Q   Who pays?\n\nMS. DOLAN:  The county.", ["Q", "MS. DOLAN"]),
        ("Question: Who pays?\n\nAnswer: The county.", ["Question", "Answer"]),
        ("[00:01:02] MIRA DOLAN: Shut.\n\n00:03 TOMAS RUUD: Why?", ["MIRA DOLAN", "TOMAS RUUD"]),
        ("Mira Dolan  0:12\nShut.\n\nTomas Ruud  0:15\nWhy?", ["Mira Dolan", "Tomas Ruud"]),
        (
            "Mira Dolan\nShut.\n\nStill.\n\nTomas Ruud\nWhy?\n\nMira Dolan\nCracks.\n\nTomas Ruud\nOh.",
            ["Mira Dolan", "Tomas Ruud", "Mira Dolan", "Tomas Ruud"],
        ),
        ("JAKE RUUD, LISSET TV HOST: Welcome.\r\n\r\nDOLAN [on camera]: Thanks.", ["JAKE RUUD", "DOLAN"]),
    ],
)
def test_layouts(text: str, labels: list[str]) -> None:
    assert [name for name, _, _ in said(text)] == labels


@pytest.mark.parametrize(
    "text",
    [
        "Note: the bridge is shut.\n\nNote: it stays shut.",
        "Update: The bridge is shut.\n\nUPDATE: It stays shut.",
        "Here is what he wants: a bridge.\n\nHere is what he gets: none.",
        "10:30: doors open\n\n11:00: doors close",
        "https://x.example/a\n\nhttps://x.example/b",
        "Serves: 4\n\nPrep: 10 minutes\n\nSalt: 1 tsp\n\nStep 1: Boil.\n\nStep 2: Wait.",
        "A. Overview\n\nB. Costs\n\nA. Overview again",
        "BREAKING: the bridge is shut.\n\nWATCH: the pillars.",
        "The big idea: a new bridge.\n\nEach idea is big and the bridge too.",
        "BACKGROUND: The bridge is old. In the background stands a pier.",
        "Lisset: a town by the sea.",
        "EDITOR’S NOTE: This was changed.\n\nMEDIA CONTACT: Ina Holm",
        "The mayor said: “No.”\n\nHe asked: “Why?”",
        "Chapter 1: The sea\n\nChapter 2: The pier",
        "Economy\nThe economy grows.\n\nEconomy\nIt shrinks.",
        "",
        ":\n\n: :\n\n(APPLAUSE)",
    ],
)
def test_what_only_looks_like_a_label(text: str) -> None:
    assert said(text) == []


def test_a_label_without_words_is_no_turn_and_ends_the_one_before() -> None:
    assert said("DOLAN: Shut.\n\nAUDIENCE: (BOOING)\n\nRUUD: Why?") == [
        ("DOLAN", ":", ["Shut."]),
        ("RUUD", ":", ["Why?"]),
    ]


def test_a_page_of_lines_is_a_turn_a_line() -> None:
    text = "Q. Where were you?\nA. On the bridge that is so\nlong and so wide.\nQ. Why?\nA. Because."
    made = told(text, "talk.txt", Primary("transcript"))
    assert made.title is None
    assert [words for _, _, words in shown(made)] == [
        ["Where were you?"], ["On the bridge that is so long and so wide."], ["Why?"], ["Because."],
    ]  # fmt: skip


def test_a_web_page_with_names_above_their_turns() -> None:
    turn = "<p><b>{}</b><br>{}</p>"
    said = [
        ("Mira Dolan", "The bridge is shut and it will stay shut for a long time."),
        ("Tomas Ruud", "Why is it shut for so long a time, when nobody was hurt?"),
        ("Mira Dolan", "There are cracks in three of the pillars under the road."),
        ("Tomas Ruud", "I did not know that, and nobody in the chamber knew it."),
    ]
    body = "".join(turn.format(name, words) for name, words in said)
    made = told(
        f"<html><body><h1>Two on the bridge</h1><article>{body}</article></body></html>",
        "a.html",
        Primary("transcript"),
    )
    assert shown(made) == [(name, name, [words]) for name, words in said]
    assert made.title == "Two on the bridge"


def test_a_caption_inside_of_a_turn_is_nobodys_words() -> None:
    text = "DOLAN: Shut.\n\nThe bridge in March\n\nStill shut."
    given = Article("x", text, parts=(Part("caption", 14, 33),))
    made = primary(
        Found(given, Page(b"x", None, "application/x-ndjson", "x", None, None)), Primary("transcript")
    ).article
    assert shown(made) == [("DOLAN", ":", ["Shut.", "Still shut."])]
    assert [part.kind for part in made.parts] == ["transcript turn", "caption"]


SPEECH = "Remarks on the bridge\n\nFriends, the bridge stays shut.\n\nIt will open: in May."


def test_a_speech_is_one_turn_of_whom_a_person_tells() -> None:
    made = told(SPEECH, "speech.txt", Primary("speech", "Mira Dolan"))
    assert made.text == SPEECH.replace("Friends", "Mira Dolan: Friends")
    assert shown(made) == [("Mira Dolan", ":", ["Friends, the bridge stays shut.", "It will open: in May."])]
    assert [(p.kind, made.text[p.start : p.end][:21]) for p in made.parts] == [
        ("headline", "Remarks on the bridge"), ("transcript turn", "Mira Dolan: Friends, "),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "speaker", "name"),
    [
        (SPEECH.replace("Friends", "By Mira Dolan\n\nFriends"), None, "Mira Dolan"),
        (SPEECH.replace("Friends", "MAYOR DOLAN: Friends"), None, "MAYOR DOLAN"),
        (SPEECH.replace("Friends", "MAYOR DOLAN: Friends"), "Mira Dolan", "MAYOR DOLAN"),
    ],
)
def test_who_gave_a_speech(text: str, speaker: str | None, name: str) -> None:
    ((found, mark, words),) = shown(told(text, "speech.txt", Primary("speech", speaker)))
    assert (found, mark, words[0]) == (name, ":", "Friends, the bridge stays shut.")


def test_a_speech_of_nobody_and_a_transcript_without_turns_are_told() -> None:
    with pytest.raises(PageError, match=r"speech\.txt: does not say who speaks: give --speaker NAME"):
        told(SPEECH, "speech.txt", Primary("speech"))
    with pytest.raises(PageError, match=r"speech\.txt: has no speaker's turn"):
        told(SPEECH, "speech.txt", Primary("transcript"))
    row = Found(read_text(SPEECH), Page(b"x", None, "application/x-ndjson", "rows.jsonl:3", None, None))
    with pytest.raises(PageError, match=r"rows\.jsonl:3: its text does not begin with who speaks"):
        primary(row, Primary("speech", "Mira Dolan"))
    for name in ("", " ", "Mira: Dolan", "Mira\nDolan", "x" * 101):
        with pytest.raises(ValueError, match="name is one line"):
            Primary("speech", name)


def test_a_release_is_read_like_an_article() -> None:
    assert told(SPEECH, "release.txt", Primary("release")) == article(
        Page(SPEECH.encode(), None, None, "x", None, None)
    )


_LINES = st.one_of(
    st.sampled_from(
        (
            "DOLAN: |Mira Dolan: Shut.|Q. Why?|A. |>> So|>> RUUD: No|(APPLAUSE)|x [laughter]|BY MS. HOLM:|Note: x"
            "|Mira Dolan|Mira Dolan (00:12)|\r\n|\n\n|DOLAN: “é\u0301\u202e\0 🌉 |♪ la ♪|00:01:02"
        ).split("|")
    ),
    st.text(max_size=30),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_LINES, max_size=30).map("\n".join))
def test_turns_of_any_text_lie_in_it_one_behind_the_other(text: str) -> None:
    found = Found(Article("x", text), Page(b"x", None, "application/x-ndjson", "x", None, None))
    try:
        made = primary(found, Primary("transcript")).article
    except PageError:
        return
    assert made.text == text
    at = 0
    for turn, part in zip(turns(made), made.parts, strict=True):
        assert (turn.start, turn.end) == (part.start, part.end)
        assert at <= turn.start <= turn.mark[0] < turn.mark[1] <= turn.words[0][0]
        assert turn.name is None or turn.start <= turn.name[0] < turn.name[1] <= turn.words[0][0]
        for start, end in turn.words:
            assert start < end <= turn.end
            assert text[start:end].strip() == text[start:end]
        assert list(turn.words) == sorted(turn.words)
        at = turn.end
