"""`sayso eval`: the figures that the corpus' own scorer gives."""

import json
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


def test_figures_equal_the_scorers_on_the_invented_articles(
    shared: Path, gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = json.loads(run(gold, "--json", "--predictions", read(gold)).stdout)
    assert ours == theirs(shared, gold, read(gold), monkeypatch)
    assert ours["gold"] > 200


def test_figures_equal_the_scorers_on_dev(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dev = shared / "data" / "polnear" / "dev.jsonl.gz"
    made = tmp_path / "dev.jsonl"
    made.write_text(CliRunner().invoke(main, ["read", str(dev), "--nl"], catch_exceptions=False).stdout, "utf8")
    ours = json.loads(run(dev, "--json", "--predictions", made).stdout)
    assert ours == theirs(shared, dev, made, monkeypatch)
    assert ours["gold"] == 2192


def test_gold_against_itself_is_perfect(gold: Path) -> None:
    figures = json.loads(run(gold, "--json", "--predictions", gold).stdout)
    assert {figures[k]["f1"] for k in ("cue", "source_exact", "content_words", "relaxed", "strict")} == {100.0}


def test_listing_reads_the_texts_itself(gold: Path) -> None:
    shown = run(gold).stdout
    assert shown.startswith("30 articles, ")
    assert "relaxed" in shown


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
