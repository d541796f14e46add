"""Captions of recordings: WebVTT and SubRip files, by who speaks."""

import gzip
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.article import Article
from sayso.pages import Found, Page, PageError, Primary, article, found, primary, turns

MEETING = """WEBVTT - Council meeting
Kind: captions
Language: en

NOTE made by hand
on Friday

STYLE
::cue { color: red }

1
00:00:01.000 --> 00:00:04.000 align:start position:0%
<v.loud Mira Dolan>The bridge &amp; the pier</v>

00:04.000 --> 00:06.000
<v Mira Dolan>are <i>shut</i>.

00:06.000 --> 00:07.000
[applause]

00:07.000 --> 00:08.000
<v Tomas Ruud>Why?</v> <v Mira Dolan>Cracks.
Three of <00:07.500><c>them.</c>

00:09.000 --> 00:10.000
Who is this?
"""
ROLLING = """WEBVTT
Kind: captions

00:00:00.000 --> 00:00:02.000 align:start position:0%
~
MIRA DOLAN: we<00:00:00.500><c> found</c><00:00:01.000><c> cracks</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
MIRA DOLAN: we found cracks
~

00:00:02.010 --> 00:00:04.000 align:start position:0%
MIRA DOLAN: we found cracks
in<00:00:03.000><c> three</c><00:00:03.500><c> pillars</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
in three pillars
~

00:00:04.010 --> 00:00:06.000
in three pillars
of the bridge
""".replace("~", " ")
FILM = """1
00:00:01,000 --> 00:00:02,000
MIRA DOLAN: No.

2
00:00:02,000 --> 00:00:03,000
{\\an8}No.

3
00:00:03,000 --> 00:00:04,000 X1:40 X2:600
- Why?
- <font color="#fff">Cracks,</font> x < y.

4
00:00:05,000 --> 00:00:06,000
&gt;&gt; TOMAS RUUD: So it stays

shut: until May.
♪ music ♪

5
00:00:07,000 --> 00:00:08,000
>> Thank you.
"""


def page(text: str, name: str = "a.vtt", media_type: str | None = None) -> Page:
    return Page(text.encode("utf-8", "surrogatepass"), None, media_type, name, None, None)


def told(given: Page) -> Article:
    return primary(Found(article(given), given), Primary("transcript")).article


def said(made: Article) -> list[tuple[str, list[str]]]:
    return [
        (made.text[slice(*turn.name)] if turn.name else "", [made.text[a:b] for a, b in turn.words])
        for turn in turns(made)
    ]


def test_voices_are_speakers() -> None:
    made = told(page(MEETING))
    assert (made.title, made.language) == ("Council meeting", "en")
    assert made.text.split("\n\n") == [
        "Council meeting", "Mira Dolan: The bridge & the pier are shut.", "[applause]", "Tomas Ruud: Why?",
        "Mira Dolan: Cracks. Three of them.", "Who is this?",
    ]  # fmt: skip
    assert said(made) == [
        ("Mira Dolan", ["The bridge & the pier are shut."]),
        ("Tomas Ruud", ["Why?"]),
        ("Mira Dolan", ["Cracks. Three of them."]),
    ]


def test_lines_that_roll_up_stand_once() -> None:
    assert told(page(ROLLING)).text == "MIRA DOLAN: we found cracks in three pillars of the bridge"


def test_labels_and_dashes_begin_turns_and_who_says_no_twice_says_it_twice() -> None:
    assert said(told(page(FILM, "a.srt"))) == [
        ("MIRA DOLAN", ["No. No."]),
        ("", ["Why?"]),
        ("", ["Cracks, x < y."]),
        ("TOMAS RUUD", ["So it stays shut: until May."]),
        ("", ["Thank you."]),
    ]


def test_a_pause_parts_paragraphs_and_a_turn_goes_on_over_them() -> None:
    cues = "00:01.000 --> 00:02.000\n<v Mira Dolan>It is shut.\n\n00:09.000 --> 00:10.000\n<v Mira Dolan>It stays shut."
    made = told(page(f"WEBVTT\n\n{cues}"))
    assert said(made) == [("Mira Dolan", ["It is shut.", "It stays shut."])]


def test_without_being_told_captions_are_an_article_without_turns() -> None:
    made = article(page(MEETING))
    assert made.text == told(page(MEETING)).text
    assert [part.kind for part in made.parts] == ["headline"]


def test_captions_are_known_by_name_by_media_type_and_by_how_they_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = told(page(MEETING)).text
    for each in (
        page(MEETING, "-"),
        page(MEETING, "https://x.example/1", "text/vtt"),
        page(f"\ufeff{MEETING}", "a.txt"),
    ):
        assert article(each).text == text
    assert article(page(FILM, "-")).text == article(page(FILM.replace("\n", "\r\n"), "b.srt")).text
    (tmp_path / "a.vtt.gz").write_bytes(gzip.compress(MEETING.encode()))
    (tmp_path / "b.vtt").write_text(MEETING, "utf8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MEETING.encode())))
    for name, count in ((str(tmp_path), 2), ("-", 1)):
        assert [item.article.text for item in found(name) if isinstance(item, Found)] == [text] * count


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("hello\nworld", "holds no captions"),
        ("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n", "holds no captions"),
        ("WEBVTT\n\n00:01.000 --> soon\nShut.", "line 3 is no time range"),
        ("WEBVTT\n\n00:01 -->\n", "line 3 is no time range"),
        (
            "WEBVTT\n\n" + "".join(f"00:01.000 --> 00:02.000\n{n}\n\n" for n in range(100_001)),
            "has more than 100,000 lines",
        ),
    ],
)
def test_bad_files_are_told_in_a_line(text: str, problem: str) -> None:
    with pytest.raises(PageError, match=problem) as told_of:
        article(page(text))
    assert "\n" not in str(told_of.value)


_PIECES = (
    "00:01.000 --> 00:02.000\n|<v Mira Dolan>|</v>|<v >|<v a:b>|DOLAN: |- |>> |&gt;|x\n|\n|\n\n|NOTE\n|1\n|[music]\n|<"
    "|Shut. |\0|-->|\r|é\u0301 🌉"
).split("|")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_any_captions_give_turns_that_lie_in_their_text_or_one_reason(text: str) -> None:
    try:
        made = told(page(f"WEBVTT\n\n{text}"))
    except PageError:
        return
    parts = [part for part in made.parts if part.kind == "transcript turn"]
    for turn, part in zip(turns(made), parts, strict=True):
        assert part.start == turn.start <= turn.mark[0] < turn.words[0][0] < turn.words[-1][1] <= part.end
