"""`sayso export` in the formats that others defined, and what annotators give back."""

import io
import json
from pathlib import Path

import pandas
import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet
from record_articles import BRIDGE, FERRY

import sayso
from sayso.cli.main import main
from sayso.record import Record

Articles = list[sayso.Article]


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, args)], catch_exceptions=False)


@pytest.fixture
def path(record: Record) -> Path:
    return Path(record.path)


@pytest.fixture
def articles(record: Record) -> Articles:
    return list(record.articles())


def test_linked_data_is_a_line_an_article_and_entities_a_line_each(path: Path, articles: Articles) -> None:
    documents = [json.loads(line) for line in run("export", path, "--format", "jsonld").stdout.splitlines()]
    assert [d["url"] for d in documents] == [a.url for a in articles]
    pages = [json.loads(line) for line in run("export", path, "--format", "annotations").stdout.splitlines()]
    assert [p["type"] for p in pages] == ["AnnotationPage", "AnnotationPage"]
    entities = [json.loads(line) for line in run("export", path, "--format", "ftm").stdout.splitlines()]
    assert [e["schema"] for e in entities].count("Article") == 2
    captions = {e["caption"] for e in entities if e["schema"] == "Person"}
    assert captions == {a.name for each in articles for a in each.actors if a.type == "person"} >= {"Mira Dolan"}


@pytest.mark.parametrize("form", ["jsonl", "csv", "jsonld", "annotations", "ftm"])
def test_without_text_no_word_of_a_statement_is_told(form: str, path: Path) -> None:
    assert "cracks in three pillars" in run("export", path, "--format", form).stdout
    assert "cracks in three pillars" not in run("export", path, "--format", form, "--no-text").stdout


def test_parquet_is_what_a_frame_holds(path: Path, articles: Articles) -> None:
    done = CliRunner().invoke(main, ["export", str(path), "--format", "parquet"], catch_exceptions=False)
    table = parquet.read_table(io.BytesIO(done.stdout_bytes))
    frame = sayso.frame(articles, "arrow")
    assert table.equals(frame)
    assert table.num_rows > 3
    assert isinstance(sayso.frame(articles), pandas.DataFrame)


def test_what_annotators_did_in_brat_is_gold_and_training_data(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "brat"
    done = run("export", path, "--format", "brat", "--out", folder)
    assert (done.stdout, done.stderr) == ("", f"{folder}: 2 articles\n")
    scored = json.loads(run("eval", folder, "--json").stdout)
    assert (scored["articles"], scored["strict"]["f1"]) == (2, 100)
    assert scored["speakers"]["gold"] > 0
    (ann,) = folder.glob("ferry*.ann")
    kept = [line for line in ann.read_text("utf8").splitlines() if "\tT3" not in line or line.startswith("T")]
    ann.write_text("\n".join(kept), "utf8")
    bridge, ferry = (json.loads(line) for line in run("export", folder, "--corrections").stdout.splitlines())
    assert (bridge["text"], ferry["text"]) == (BRIDGE, FERRY)
    (first, *_) = bridge["attributions"]
    assert [BRIDGE[s:e] for s, e in first["cue"]] == ["told"]
    assert first["entities"] == [{"names": ["Mira Dolan"]}]
    assert bridge["wrong"] == []


def test_a_bad_line_of_an_annotator_is_told_and_the_rest_goes_on(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "brat"
    run("export", path, "--format", "brat", "--out", folder)
    (ann,) = folder.glob("bridge*.ann")
    lines = ann.read_text("utf8").splitlines()
    ann.write_text("\n".join([*lines, "T99\tCue 0 4000\tBridge"]), "utf8")
    told = f"sayso: {ann}:{len(lines) + 1}: 0 4000 lies outside the text, or is empty\n"
    for done in (run("eval", folder), run("export", folder, "--corrections")):
        assert (done.exit_code, done.stderr) == (1, told)
        assert done.stdout


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("{record}", "--format", "brat"), "--format brat writes files into a folder: give both it and --out FOLDER"),
        (("{record}", "--out", "x"), "--format brat writes files into a folder: give both it and --out FOLDER"),
        (("{record}", "--format", "brat", "--out", "x", "--no-text"), "leave --no-text out"),
        (("{record}", "--format", "ftm", "--corrections"), "--corrections are JSON lines with their text"),
        (("{folder}",), "is a folder: give --corrections to read the brat files in it"),
    ],
)
def test_what_does_not_fit_together_is_refused(args: tuple[str, ...], told: str, path: Path, tmp_path: Path) -> None:
    done = run("export", *(a.format(record=path, folder=tmp_path) for a in args))
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_folder_with_work_in_it_and_one_without_are_refused_in_one_line(path: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("export", tmp_path / "empty", "--corrections")
    assert (done.exit_code, done.stderr) == (1, f"Error: {tmp_path / 'empty'}: holds no .ann file of brat's\n")
    gold = run("eval", tmp_path / "empty")
    assert (gold.exit_code, gold.stderr) == (
        2, f"sayso: {tmp_path / 'empty'}: holds no article that was annotated in brat\n",
    )  # fmt: skip
    run("export", path, "--format", "brat", "--out", tmp_path / "brat")
    again = run("export", path, "--format", "brat", "--out", tmp_path / "brat")
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == f"Error: {tmp_path / 'brat'}: holds texts or annotations already: give a new folder\n"


def test_a_text_of_ones_own_is_not_replaced_and_other_files_do_no_harm(path: Path, tmp_path: Path) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    for folder, name in ((mine, "mine.txt"), (other, "README.md")):
        folder.mkdir()
        (folder / name).write_text("My own words.")
    assert run("export", path, "--format", "brat", "--out", mine).exit_code == 1
    assert [each.name for each in mine.iterdir()] == ["mine.txt"]
    assert run("export", path, "--format", "brat", "--out", other).exit_code == 0
    assert (other / "README.md").read_text() == "My own words."
