"""A worker that dies at a page: the page is told, all others are read; a shard that kills all is given up aloud."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from batch import dying_worker
from batch.runs import json_lines, rows, sayso
from patience import PATIENCE

PAD = "x" * (300 << 10)  # so that each file is a shard of its own
TEXT = "Mayor Ada Holm said on Friday that bridge {} was shut."


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[list[object]]]:
    """Two shards with a few deadly pages, and one with more than are borne: where they went, and what was told."""
    folder = tmp_path_factory.mktemp("deadly")
    deadly = {"one": {4}, "two": {0, 8}, "all": set(range(dying_worker.DEATHS))}
    for name, marked in deadly.items():
        texts = [f"{TEXT.format(f'{name}-{n}')} {dying_worker.MARK if n in marked else ''}" for n in range(12)]
        json_lines(folder / f"{name}.jsonl", [{"text": text, "note": PAD} for text in texts])
    command = [sys.executable, dying_worker.__file__, str(folder / "out"), *map(str, sorted(folder.glob("*.jsonl")))]
    told = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert told.stderr == ""
    return folder / "out", [json.loads(line) for line in told.stdout.splitlines()]


def test_all_other_pages_are_there(out: tuple[Path, list[list[object]]]) -> None:
    found = {row["text"].split()[-3] for row in rows(out[0], "articles")}
    assert found == {
        f"{name}-{n}" for name, left in (("one", {4}), ("two", {0, 8})) for n in range(12) if n not in left
    }


def test_each_page_at_which_a_worker_died_is_told(out: tuple[Path, list[list[object]]]) -> None:
    told = {Path(row["name"]).name: row["reason"] for row in rows(out[0], "failures")}
    assert told.keys() == {"one.jsonl:5", "two.jsonl:1", "two.jsonl:9"}
    assert all("a worker process was killed" in reason for reason in told.values())


def test_a_shard_that_kills_every_worker_is_given_up_and_is_not_done(out: tuple[Path, list[list[object]]]) -> None:
    *done, lost = out[1]
    assert [each[1:] for each in done] == [["done", 11, 1], ["done", 10, 2]]
    assert str(lost[0]).endswith("all.jsonl")
    assert lost[1] == "given up"
    assert len(list((out[0] / "_done").iterdir())) == 2
    assert sayso("search", out[0], "bridge").returncode == 0
