"""`sayso add --as`: transcripts, speeches and releases into a record, from any kind of page."""

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli.main import main

BRIEFING = """Briefing on the bridge

Mayor Mira Dolan and Tomas Ruud took questions on Friday.

DOLAN: The bridge stays shut. (APPLAUSE)

RUUD: When will it open?
"""
SPEECH = "Remarks on the bridge\n\nFriends, the bridge stays shut.\n\nIt will open when it is safe.\n"
MEETING = """WEBVTT - Council meeting

00:01.000 --> 00:04.000
<v Mira Dolan>The pier stays shut.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "talks"
    made.mkdir()
    (made / "briefing.txt").write_text(BRIEFING, "utf8")
    (made / "meeting.vtt").write_text(MEETING, "utf8")
    return made


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def run(*args: str | Path, code: int = 0, text: str | None = None) -> Result:
    result = CliRunner().invoke(main, [*map(str, args)], input=text, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def said(record: Path) -> list[tuple[str, str]]:
    rows = [json.loads(line) for line in run("search", record, "--nl", "--min-confidence", "0.99").stdout.splitlines()]
    return [(row["speakers"], row["content"]) for row in rows]


def marks(record: Path) -> list[tuple[str, str | None]]:
    with sqlite3.connect(record) as plain:
        return plain.execute("SELECT title, primary_source FROM versions ORDER BY id").fetchall()


def test_transcripts_and_captions_in_a_folder_and_on_stdin(record: Path, folder: Path) -> None:
    assert run("add", record, "--as", "transcript", folder).stdout == "2 added\n"
    assert run("add", record, "--as", "transcript", "-", text=MEETING).stdout == "1 unchanged\n"
    assert sorted(said(record)) == [
        ("Mira Dolan", "The bridge stays shut."),
        ("Mira Dolan", "The pier stays shut."),
        ("Tomas Ruud", "When will it open?"),
    ]
    assert marks(record) == [("Briefing on the bridge", "transcript"), ("Council meeting", "transcript")]
    assert run("verify", record).stdout == f"{record}: whole\n"
    (article, _) = map(json.loads, run("export", record).stdout.splitlines())
    assert [part["kind"] for part in article["parts"]] == ["headline", "transcript turn", "transcript turn"]
    run("reread", record, "--all", "--jobs", "2")
    assert len(said(record)) == 3


def test_a_speech_and_a_release(record: Path, tmp_path: Path) -> None:
    page = tmp_path / "speech.txt"
    page.write_text(SPEECH, "utf8")
    assert (
        "speech.txt: does not say who speaks: give --speaker NAME"
        in run("add", record, "--as", "speech", page, code=1).stderr
    )
    assert run("add", record, "--as", "speech", "--speaker", "Mira Dolan", page).stdout == "1 added\n"
    assert said(record) == [("Mira Dolan", "Friends, the bridge stays shut. … It will open when it is safe.")]
    assert run("add", record, "--as", "release", page).stdout == "1 added\n"
    assert [mark for _, mark in marks(record)] == ["speech", "release"]


def test_a_later_version_is_what_the_first_was(record: Path, tmp_path: Path) -> None:
    page = tmp_path / "rows.jsonl"
    row = {"url": "https://post.example/t", "text": "Mira Dolan: The bridge stays shut.\n\nThat is all."}
    page.write_text(json.dumps(row), "utf8")
    run("add", record, "--as", "speech", page)
    assert run("add", record, page).stdout == "1 unchanged\n"
    page.write_text(json.dumps({**row, "text": f"{row['text']}\n\nIt opens in May."}), "utf8")
    assert run("add", record, page).stdout == "1 changed\n"
    assert said(record) == [("Mira Dolan", "The bridge stays shut. … That is all. … It opens in May.")]
    assert [mark for _, mark in marks(record)] == ["speech", "speech"]


def test_what_was_added_plainly_is_marked_when_it_is_added_again(record: Path, folder: Path) -> None:
    assert run("add", record, folder / "briefing.txt").stdout == "1 added\n"
    assert said(record) == []
    assert run("add", record, "--as", "transcript", folder / "briefing.txt").stdout == "1 changed\n"
    assert len(said(record)) == 2


def test_bad_input_is_told_in_a_line_and_the_others_go_on(record: Path, folder: Path) -> None:
    (folder / "bad.srt").write_text("1\n00:00:01,000 --> soon\nShut.\n", "utf8")
    (folder / "story.txt").write_text(SPEECH, "utf8")
    result = run("add", record, "--as", "transcript", folder, code=1)
    assert result.stdout == "2 added, 2 failed\n"
    told = [line.removeprefix(f"sayso: {folder}/") for line in result.stderr.splitlines()]
    assert told == [
        "bad.srt: line 2 is no time range ('00:00:01,000 --> soon'): mend it, or get the captions again",
        'story.txt: has no speaker\'s turn ("NAME: ...", "Q. ...", ">> ..."): add it as an article, or as a speech',
    ]
    with sqlite3.connect(record) as plain:
        assert plain.execute("SELECT count(*) FROM failures").fetchone() == (2,)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--speaker", "Mira Dolan"), "--speaker NAME goes with --as speech"),
        (("--as", "transcript", "--speaker", "Mira Dolan"), "--speaker NAME goes with --as speech"),
        (("--as", "speech", "--speaker", "Mira: Dolan"), "a speaker's name is one line"),
        (("--as", "sermon"), "is not one of 'transcript', 'speech', 'release'"),
    ],
)
def test_wrong_usage(record: Path, folder: Path, options: tuple[str, ...], problem: str) -> None:
    assert problem in run("add", record, *options, folder, code=2).stderr
    assert not record.exists()
