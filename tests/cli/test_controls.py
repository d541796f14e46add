"""What a terminal would obey (ESC, BEL, C1) and a page says: it reaches nobody's terminal, and no data is lost."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from web_visits import running, visitor

from sayso.cli.main import main

CONTROLS = "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), *range(127, 160)]))
BAD = f"\x1b]0;Evil\x07\x9b31m{CONTROLS}"
GIVEN = {
    "url": "https://post.example/1",
    "title": f"Bridge {BAD} shut",
    "outlet": f"Post{BAD}",
    "authors": [f"Ada{BAD} Holm"],
    "text": f"Mira Dolan said on Monday that the {BAD} bridge would stay shut. She said that it was old.",
}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps(GIVEN) + "\n")
    return path


def printed(*args: object) -> str:
    done = CliRunner().invoke(main, [str(a) for a in args])
    assert done.exception is None, done.output
    return done.stdout_bytes.decode()


def raw(text: str) -> list[str]:
    return [c for c in text if c in CONTROLS]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "html"])
def test_no_control_is_printed_of_a_page(page: Path, form: str) -> None:
    told = printed("read", page, "--format", form)
    assert raw(told) == []
    assert "Evil" in told


def test_json_keeps_every_character_of_the_text(page: Path) -> None:
    article = json.loads(printed("read", page, "--format", "json"))
    assert {key: article[key] for key in GIVEN} == GIVEN
    spans = [span for s in article["statements"] for span in (*s["cue"], *s["source"], *s["content"])]
    assert spans
    assert all(article["text"][span["start"] : span["end"]] == span["text"] for span in spans)


def test_csv_shows_where_a_control_stood(page: Path) -> None:
    assert "Bridge �]0;Evil��31m" in printed("read", page, "--format", "csv")


def test_no_control_leaves_a_record(page: Path, tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    printed("add", path, page)
    told = [printed("export", path, "--format", form) for form in ("jsonl", "csv", "jsonld", "annotations", "ftm")]
    told += [
        printed(verb, path, "--format", form)
        for verb in ("search", "actors", "threads", "audit")
        for form in ("table", "json", "csv", "html")
    ]
    told += [
        printed("positions", path, "--about", "bridge", "--format", form) for form in ("table", "json", "csv", "html")
    ]
    with running(path) as address, visitor(address) as client:
        for asked in ("", "articles/1", "feed.atom", "export.csv", "export.jsonl", "audit.csv", "api/v1/articles/1"):
            answer = client.get(f"/{asked}")
            assert answer.status_code == 200, asked
            told.append(answer.content.decode())
    assert [raw(each) for each in told] == [[]] * len(told)
    assert sum("Evil" in each for each in told) > len(told) / 2
