"""`sayso check`: what it prints, how it ends, and what it says of bad input."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from sayso.cli.main import main

TEXT = """Bridge stays shut

Harbour commissioner Mira Dolan told reporters on Friday that the bridge was far too weak for heavy lorries. “We will \
not open the harbour bridge before March,” she said. “It costs $5 million, and 25 people on the board voted for it.”

Tomas Ruud, the mayor of Lisset, called the closure a scandal. “Three thousand people have waited for two years,” Ruud \
said.

“If the ministry pays, the old pier will be mended by May,” Ruud said."""
DRAFT = """Bridge news

“It costs $5 million, and 25 people on the board voted for it,” Mira Dolan said.

“We will open the harbour bridge before March,” Dolan added.

“Three thousand people have waited for two years,” Mira Dolan said."""
GOOD = "We will not open the harbour bridge before March"
BAD = "We will not shut the harbour bridge before March"


def run(*args: str | Path, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, args)], input=given, catch_exceptions=False)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("check")
    row = {
        "url": "https://post.example/bridge", "title": "Bridge stays shut", "outlet": "Post", "text": TEXT,
        "published": "2026-03-13",
    }  # fmt: skip
    (folder / "archive.jsonl").write_text(json.dumps(row))
    path = folder / "news.db"
    added = CliRunner().invoke(main, ["add", str(path), str(folder / "archive.jsonl")], catch_exceptions=False)
    assert added.exit_code == 0
    return path


@pytest.mark.parametrize(
    ("args", "verdict", "code"),
    [
        ([GOOD], "verbatim", 0),
        ([GOOD, "--by", "Dolan", "--when", "2026-03-13"], "verbatim", 0),
        (["We will not open the … bridge before March"], "shortened", 0),
        ([BAD], "altered", 3),
        ([GOOD, "--by", "Ruud"], "misattributed", 3),
        (["the bridge was far too weak for heavy lorries"], "paraphrase only", 3),
        (["walruses sing beautifully under the moon"], "not found", 3),
        (["walruses"], "not found", 3),
    ],
)
def test_the_exit_code_tells_the_verdict(record: Path, args: list[str], verdict: str, code: int) -> None:
    result = run(record, *args)
    told = json.loads(result.stdout)
    assert (told["verdict"], result.exit_code) == (verdict, code)
    assert list(told) == ["quote", "by", "verdict", "changes", "matches"]


def test_a_person_sees_the_words_that_differ_and_where_the_others_stand(record: Path) -> None:
    shown = run(record, BAD, "--format", "table").stdout
    assert shown.splitlines()[:2] == ["altered", "    We will not [-open-]{+shut+} the harbour bridge before March"]
    assert "Mira Dolan  2026-03-13  Post" in shown
    assert "https://post.example/bridge" in shown
    named = run(record, "We will open the harbour bridge before March", "--format", "table").stdout
    assert "We will [-not-] open the harbour bridge before March" in named
    assert "    negation: not left out\n" in named
    other = run(record, GOOD, "--by", "Ruud", "--format", "table").stdout
    assert other.startswith("misattributed  by Ruud\n")
    assert "    warning: The record has it from Mira Dolan. “she”\n" in other


def test_a_warning_is_told_in_every_format_and_by_the_exit_code(record: Path) -> None:
    quote = "the old pier will be mended by May"
    result = run(record, quote, "--by", "Ruud")
    told = json.loads(result.stdout)
    assert (told["verdict"], result.exit_code) == ("verbatim", 3)
    (warning,) = told["matches"][0]["warnings"]
    assert (warning["kind"], warning["message"]) == ("condition", "A condition is left out.")
    assert warning["text"] == "If the ministry pays"
    assert TEXT[warning["start"] : warning["end"]] == "If the ministry pays"
    assert told["matches"][0]["before"].startswith("“Three thousand people")
    shown = run(record, quote, "--format", "table").stdout
    assert shown.startswith("verbatim, with a warning\n")
    assert "    warning: A condition is left out. “If the ministry pays”\n" in shown
    assert "        (“Three thousand people have waited for two years,” Ruud said.)\n" in shown
    (row,) = csv.DictReader(io.StringIO(run(record, quote, "--csv").stdout))
    assert row["warnings"] == "condition: If the ministry pays"
    assert "<dt>warnings</dt><dd>condition: If the ministry pays</dd>" in run(record, quote, "--format", "html").stdout
    assert run(record, f"If the ministry pays, {quote}").exit_code == 0


def test_what_steers_a_terminal_is_not_shown(record: Path) -> None:
    shown = run(record, "walrus \033[2J sings \u202e loudly", "--by", "\033[1mX", "--format", "table").stdout
    assert "\033" not in shown
    assert "\u202e" not in shown


def test_rows_are_flat(record: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(run(record, BAD, "--csv").stdout))
    assert (row["verdict"], row["changes"], row["speaker"]) == ("altered", "open → shut", "Mira Dolan")
    assert "<dt>verdict</dt><dd>altered</dd>" in run(record, BAD, "--format", "html").stdout
    assert json.loads(run(record, BAD, "--nl").stdout)["changes"] == [{"from": "open", "to": "shut", "what": "word"}]


def test_a_file_gives_a_line_for_each_line_and_tells_bad_ones(record: Path, tmp_path: Path) -> None:
    lines = [
        json.dumps({"quote": GOOD, "by": "Mira Dolan", "when": "2026-03-13"}),
        "no json",
        json.dumps({"quote": 5}),
        json.dumps({"quote": "…"}),
        json.dumps({"quote": GOOD, "by": 7}),
        json.dumps({"quote": GOOD, "when": "soon"}),
        "",
        json.dumps({"quote": "\ud800 " + BAD + "\0"}),
        "[" * 100_000,
    ]
    path = tmp_path / "quotes.jsonl"
    path.write_text("\n".join(lines))
    result = run(record, "--file", path)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [r.get("verdict") for r in rows] == ["verbatim", None, None, None, None, None, "altered", None]
    assert [r["line"] for r in rows if "error" in r] == [2, 3, 4, 5, 6, 9]
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    assert [line.partition("quotes.jsonl:")[2].partition(":")[0] for line in told] == ["2", "3", "4", "5", "6", "9"]
    assert "the line is not JSON" in told[0]
    assert told[2].endswith("the quotation is empty: it has no words")
    assert told[3].endswith('"by" must be a string')
    assert told[4].endswith("'soon' is no day: write it as 2024-06-21")


def test_a_file_of_good_quotations_ends_well(record: Path) -> None:
    line = json.dumps({"quote": GOOD}) + "\n"
    result = run(record, "--file", "-", given=line * 2)
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 2
    assert json.loads(run(record, "--file", "-", "--format", "json", given=line).stdout)[0]["verdict"] == "verbatim"
    assert run(record, "--file", "-", given=line + json.dumps({"quote": BAD})).exit_code == 3
    assert run(record, "--file", "-", given="").stdout == ""
    assert run(record, "--file", "-", given=b"\xff\xfe\n").exit_code == 1


def test_a_draft_is_told_with_the_doubtful_ones_first(record: Path, tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT)
    result = run(record, "--draft", path)
    assert result.exit_code == 3
    told = [(c["verdict"], c["by"]) for c in json.loads(result.stdout)]
    assert told == [("altered", "Mira Dolan"), ("misattributed", "Mira Dolan"), ("verbatim", "Mira Dolan")]
    assert run(record, "--draft", "-", given=TEXT).exit_code == 0
    nothing = run(record, "--draft", "-", "--format", "table", given="Nobody said anything today, as far as we know.")
    assert (nothing.stdout, nothing.exit_code) == ("No quotations.\n", 0)


def test_a_draft_as_a_page_has_its_quotations_marked(record: Path, tmp_path: Path) -> None:
    text = f"{DRAFT} <b>\n\n“The old pier will be mended by May,” Ruud said."
    page = run(record, "--draft", "-", "--format", "html", given=text).stdout
    marked = dict(re.findall(r'<a class="(content[a-z ]*)" href="#q1-\d">([^<]+)</a>', page)[::-1])
    assert set(marked) == {"content", "content doubtful"}
    entry = re.search(r'<li id="q1-4">.*?</li>', page, re.S)
    assert entry
    assert "<i>verbatim</i>" in entry[0]
    assert "A condition is left out. “If the ministry pays”" in entry[0]
    assert "&lt;b&gt;" in page


def test_a_draft_may_be_a_word_document(record: Path, tmp_path: Path) -> None:
    document = Document()
    for text in DRAFT.split("\n\n"):
        document.add_paragraph(text)
    document.save(tmp_path / "draft.doc")
    assert run(record, "--draft", tmp_path / "draft.doc").stdout == run(record, "--draft", "-", given=DRAFT).stdout


def test_a_draft_that_cannot_be_read_is_told(record: Path, tmp_path: Path) -> None:
    result = run(record, "--draft", tmp_path / "none.txt")
    assert result.exit_code == 1
    assert "none.txt" in result.stderr


@pytest.mark.parametrize(
    "args",
    [
        [],
        [GOOD, "--draft", "x"],
        ["--draft", "x", "--by", "Dolan"],
        [GOOD, "--when", "soon"],
        [""],
        ["…"],
        ["bridge " * 10_000],
        ["--file", "nowhere.jsonl"],
    ],
)
def test_wrong_usage_is_told_in_one_line(record: Path, args: list[str]) -> None:
    result = run(record, *args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()[-1]) < 200
