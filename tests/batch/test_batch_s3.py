"""From and to an object store, which is asked where it lies."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from batch.runs import json_lines, one_line, sayso
from fsspec import filesystem
from moto.server import ThreadedMotoServer

LINES = [
    {
        "text": f"{name} told reporters on Friday that the bridge to Tarn was shut.",
        "url": f"https://post.example/{n}",
        "outlet": "Post",
        "published": f"2026-03-1{n}",
    }
    for n, name in enumerate(["Ada Holm", "Tomas Ruud", "Ina Holt"])
]
KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """A store with two files in it, on this machine's loopback: how it is reached."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        reached = {**KEYS, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}
        fs = filesystem("s3", key="key", secret="secret", endpoint_url=reached["AWS_ENDPOINT_URL"])
        fs.mkdir("news")
        folder = tmp_path_factory.mktemp("store")
        fs.put(str(json_lines(folder / "a.jsonl", LINES[:2])), "news/in/a.jsonl")
        fs.put(str(json_lines(folder / "b.jsonl", [*LINES[2:], {"text": ""}])), "news/in/deep/b.jsonl")
        fs.clear_instance_cache()
        yield reached
    finally:
        server.stop()


@pytest.fixture(scope="module")
def made(store: Mapping[str, str]) -> str:
    done = sayso("batch", "s3://news/in", "--out", "s3://news/out", env=store)
    assert done.stderr == ""
    assert done.stdout == "3 articles, 3 statements, 1 failed\n"
    assert done.returncode == 1
    return "s3://news/out"


def test_it_is_searched_and_counted_where_it_lies(store: Mapping[str, str], made: str) -> None:
    found = json.loads(sayso("search", made, "bridge", "--format", "json", env=store).stdout)
    assert {s["speakers"] for s in found} == {"Ina Holt", "Tomas Ruud", "Ada Holm"}
    audit = sayso("audit", made, "--csv", env=store)
    assert any(line.startswith("Post,(all),articles,,3.0,,,3,") for line in audit.stdout.splitlines())
    positions = sayso("positions", made, "--about", "bridge", "--format", "json", env=store)
    assert (positions.returncode, positions.stderr) == (0, "")


def test_a_second_run_reads_nothing_again(store: Mapping[str, str], made: str) -> None:
    again = sayso("batch", "s3://news/in/deep/*.jsonl", "s3://news/in", "--out", made, env=store)
    assert again.stdout == "0 articles, 0 statements, 1 shard there before (1 page failed)\n"


@pytest.mark.parametrize("missing", ["s3://news/none", "s3://none/in", "s3://news/in/*.warc"])
def test_what_is_not_there_is_told(store: Mapping[str, str], tmp_path: Path, missing: str) -> None:
    told = sayso("batch", missing, "--out", tmp_path / "out", env=store)
    assert told.returncode == 1
    assert one_line(told.stderr).startswith(f"sayso: {missing}: ")


def test_a_folder_that_is_no_archive_is_told(store: Mapping[str, str]) -> None:
    told = sayso("search", "s3://news/in", "bridge", env=store)
    assert told.returncode == 1
    assert "is no folder that `sayso batch` made" in one_line(told.stderr)
