"""`sayso eval`: the figures that the corpus' own scorer gives."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from invented_articles import invented_articles

from sayso.cli.main import main


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["eval", *map(str, args)], catch_exceptions=False)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(a) + "\n" for a in invented_articles()), "utf8")
    return path


def read(gold: Path) -> Path:
    out = gold.with_name("read.jsonl")
    result = CliRunner().invoke(main, ["read", str(gold), "--nl"], catch_exceptions=False)
    out.write_text(result.stdout, "utf8")
    return out


def theirs(shared: Path, gold: Path, read: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.syspath_prepend(str(shared / "eval"))
    scorer = __import__("score_attributions")
    figures: dict[str, Any] = scorer.score(scorer.read(str(gold)), scorer.read(str(read)))
    return figures


def mistaken(article: dict[str, Any]) -> dict[str, Any]:
    """Gold without some statements, and others with more or less than they have."""
    made = []
    for n, gold in enumerate(article["attributions"]):
        wrong: list[dict[str, Any]] = [
            {}, {"content": [[start, end - (end - start) // 3] for start, end in gold["content"]]}, {"source": []},
            {"cue": [[max(0, start - 9), end] for start, end in gold["cue"]]}, {"content": [*gold["content"], [0, 40]]},
        ]  # fmt: skip
        made += [{**gold, **wrong[n % 5], "confidence": n * 37 % 100 / 100}] * (n % 7 != 0) * (1 + (n % 11 == 0))
    return {"id": article["id"], "text": article["text"], "attributions": made}


def test_figures_equal_the_scorers_on_the_invented_articles(
    shared: Path, gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = read(gold)
    ours = json.loads(run(gold, "--json", "--predictions", made).stdout)
    assert ours.pop("meaning")["known"] > 95
    assert ours == theirs(shared, gold, made, monkeypatch)
    assert ours["gold"] > 200


def test_figures_equal_the_scorers_on_dev(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few articles are read; the others are given with every sort of mistake."""
    dev = shared / "data" / "polnear" / "dev.jsonl.gz"
    with gzip.open(dev, "rt", encoding="utf8") as lines:
        articles = [json.loads(line) for line in lines]
    made = read(jsonl(tmp_path / "some.jsonl", *articles[:8]))
    with made.open("a", encoding="utf8") as more:
        more.writelines(json.dumps(mistaken(article)) + "\n" for article in articles[8:])
    ours = json.loads(run(dev, "--json", "--predictions", made).stdout)
    assert ours.pop("meaning")["cues"] == 2192
    assert ours == theirs(shared, dev, made, monkeypatch)
    assert ours["gold"] == 2192


def test_gold_against_itself_is_perfect(gold: Path) -> None:
    figures = json.loads(run(gold, "--json", "--predictions", gold).stdout)
    assert {figures[k]["f1"] for k in ("cue", "source_exact", "content_words", "relaxed", "strict")} == {100.0}


def test_listing_reads_the_texts_itself(tmp_path: Path) -> None:
    shown = run(jsonl(tmp_path / "gold.jsonl", *list(invented_articles())[:6])).stdout
    assert shown.startswith("6 articles, ")
    assert "relaxed" in shown


def jsonl(path: Path, *articles: Mapping[str, Any]) -> Path:
    path.write_text("".join(json.dumps(a) + "\n" for a in articles), "utf8")
    return path


def speech(key: str, genre: str, *names: str) -> dict[str, Any]:
    """A gold article of one sentence, said by somebody of these names."""
    said: dict[str, Any] = {"source": [[0, 7]], "cue": [[8, 12]], "content": [[13, 31]]}
    said["entities"] = [{"type": "person", "names": names}]
    return {
        "id": key,
        "text": "Ann Lee said the bridge is safe.",
        "genre": genre,
        "split": "dev",
        "attributions": [said],
    }


def credited(key: str, name: str) -> dict[str, Any]:
    """What is predicted for such an article: that somebody of this name said it."""
    said = speech(key, "")["attributions"][0] | {"speakers": ["a1"]}
    return {"id": key, "attributions": [said], "actors": [{"id": "a1", "name": name, "type": "person"}]}


def test_speakers_are_scored_where_gold_has_entities(tmp_path: Path) -> None:
    gold = jsonl(tmp_path / "gold.jsonl", speech("1", "court", "Ann Lee"), speech("2", "vlog", "Ann Lee"))
    made = jsonl(tmp_path / "made.jsonl", credited("1", "Lee"), credited("2", "Ben Poe"))
    figures = json.loads(run(gold, "--json", "--predictions", made).stdout)["speakers"]
    assert (figures["found"], figures["speaker"], figures["unnamed"]) == (100, 50, None)
    listed = run(gold, "--predictions", made).stdout
    assert "  end_to_end      50.00\n  unnamed             -\n" in listed


def test_acts_are_scored_where_gold_has_them(tmp_path: Path) -> None:
    text = "Ann Lee did not confirm the sale. Bo Ruud zorbled the sale."
    first = {"cue": [[8, 23]], "source": [[0, 7]], "content": [[24, 32]], "act": "confirm", "negated": True}
    second = {"cue": [[42, 49]], "source": [[34, 41]], "content": [[50, 58]], "act": "praise", "stance": "neutral"}
    path = jsonl(tmp_path / "gold.jsonl", {"id": "a", "text": text, "attributions": [first, second]})
    figures = json.loads(run(path, "--json").stdout)["meaning"]
    assert figures == {"cues": 2, "known": 50.0, "act": 50.0, "negated": 100.0, "stance": 100.0}


def test_statements_that_a_gold_article_holds_are_no_gold(tmp_path: Path) -> None:
    gold = jsonl(tmp_path / "gold.jsonl", {**speech("1", "court", "Ann Lee"), "statements": []})
    assert json.loads(run(gold, "--json", "--predictions", gold).stdout)["gold"] == 1


@pytest.mark.parametrize(("genre", "share"), [("court", 100), ("vlog", 0), ("vlog,court", 50)])
def test_genre_and_split_choose_the_articles(genre: str, share: float, tmp_path: Path) -> None:
    gold = jsonl(tmp_path / "gold.jsonl", speech("1", "court", "Ann Lee"), speech("2", "vlog", "Ann Lee"))
    made = jsonl(tmp_path / "made.jsonl", credited("1", "Lee"), credited("2", "Ben Poe"))
    shown = run(gold, "--json", "--predictions", made, "--split", "test,dev", "--genre", genre).stdout
    assert json.loads(shown)["speakers"]["speaker"] == share


@pytest.mark.parametrize("option", ["--split", "--genre"])
def test_choosing_no_article_is_refused_in_one_line(option: str, gold: Path) -> None:
    result = run(gold, option, "court")
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert "court" in result.stderr


GAP = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"
ROWS = (
    "x-1\tAnn Lee met Eve Poe before she left.\tshe\t27\tAnn Lee\t0\tTRUE\tEve Poe\t12\tFALSE\thttp://example.org/1\n"
    "x-2\tBen Lee met Max Poe before he left.\the\t27\tBen Lee\t0\tTRUE\tMax Poe\t12\tFALSE\thttp://example.org/2\n"
)


@pytest.fixture
def referred(tmp_path: Path) -> Path:
    """Predictions in which both pronouns are the first name's."""
    actor = {"id": "a1", "name": "Lee", "mentions": [{"start": 0, "end": 7}]}
    she, he = ({**actor, "mentions": [*actor["mentions"], {"start": 27, "end": end}]} for end in (30, 29))
    records = [{"id": f"x-{i}", "statements": [], "actors": [a]} for i, a in enumerate((she, he), 1)]
    return jsonl(tmp_path / "referred.jsonl", *records)


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_a_table_of_gap_is_scored_by_its_pronouns(compress: Any, referred: Path, tmp_path: Path) -> None:
    table = tmp_path / "gap.tsv"
    table.write_bytes(compress((GAP + ROWS).encode()))
    shown = run(table, "--predictions", referred).stdout
    assert shown.startswith("gap: 2 texts\n  overall        P 100.00  R 100.00  F1 100.00\n")
    assert "  ratio          1.000 (95 %: 1.000 to 1.000)" in shown
    figures = json.loads(run(table, "--json", "--predictions", referred).stdout)["gap"]
    assert figures["feminine"] == {"p": 100, "r": 100, "f1": 100}


def test_a_table_of_gap_is_read_as_it_stands(tmp_path: Path) -> None:
    table = tmp_path / "gap.tsv"
    table.write_text(GAP + ROWS, "utf8")
    assert json.loads(run(table, "--json").stdout)["gap"]["texts"] == 2


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (GAP.replace("Pronoun", "Word") + ROWS, 1),
        (GAP + ROWS.replace("\t27\tBen", "\t26\tBen"), 3),
        (GAP + ROWS.replace("x-2", "x-1"), 3),
        (GAP + ROWS.replace("\tBen Lee\t0", ""), 3),
    ],
)
def test_a_malformed_table_is_refused_in_one_line_that_names_it(lines: str, number: int, tmp_path: Path) -> None:
    table = tmp_path / "gap.tsv"
    table.write_text(lines, "utf8")
    result = run(table)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert result.stderr.startswith(f"sayso: {table}:{number}: ")


@pytest.mark.parametrize(
    "lines",
    [
        "",
        '{"id": 1}\n',
        "no json\n",
        "[]\n",
        '{"text": "x"}\n',
        '{"id": 1, "text": 3, "attributions": []}\n',
        '{"id": 1, "text": "x"}\n',
        '{"id": 1, "text": "x", "attributions": [1]}\n',
        '{"id": 1, "text": "x", "attributions": [{"cue": [[0, 9]]}]}\n',
        '{"id": 1, "text": "x", "attributions": [{"cue": [0, 1]}]}\n',
        '{"id": 1, "text": "x", "attributions": [{"confidence": Infinity}]}\n',
        '{"id": 1, "text": "x", "attributions": []}\n' * 2,
        '{"id": 1, "text": "x", "attributions": [{"entities": [{"names": "x"}]}]}\n',
        '{"id": 1, "text": "x", "attributions": [{"entities": 3}]}\n',
        '{"id": 1, "text": "x", "attributions": [{"speakers": [3]}]}\n',
        '{"id": 1, "text": "x", "attributions": [], "actors": [{"id": "a1"}]}\n',
        "[" * 100_000,
    ],
)
def test_a_file_that_is_no_gold_is_refused_in_one_line(lines: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(lines, "utf8")
    result = run(path)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_predictions_of_other_articles_are_refused(gold: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    for article in (
        {"id": "strange", "attributions": []},
        {"id": "01-harbour-bridge", "text": "x", "attributions": []},
    ):
        other.write_text(json.dumps(article) + "\n", "utf8")
        assert run(gold, "--predictions", other).exit_code == 2
