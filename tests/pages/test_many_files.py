"""Folders and patterns: every article once, in order; what is none left out; nothing outside is read."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from sayso.pages import Found, PageError, found, sources

SAID = "Harbour master Odile Brandt said the ferry would not sail."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    news = tmp_path / "news"
    for name in ("b.html", "a.txt", "deep/er/c.html", ".hidden.txt", ".git/x.txt", "style.css", "deep/photo.JPG"):
        path = news / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<p>{name}: {SAID}</p>" if name.endswith("html") else f"{name}: {SAID}")
    return news


def names(name: str) -> list[str]:
    """What was found, as the file and the text it begins with; the reason where it was not read."""
    return [each.page.name if isinstance(each, Found) else str(each) for each in found(name)]


def texts(name: str) -> list[str]:
    return [each.article.text.split(":")[0] for each in found(name) if isinstance(each, Found)]


def test_folder(folder: Path) -> None:
    assert texts(str(folder)) == ["a.txt", "b.html", "deep/er/c.html"]
    assert names(str(folder)) == [str(folder / name) for name in ("a.txt", "b.html", "deep/er/c.html")]
    assert len(list(sources(str(folder)))) == 3


def test_bad_file_in_a_folder_is_told_and_the_others_go_on(folder: Path) -> None:
    (folder / "aa.pdf").write_bytes(b"%PDF-1.7")
    first, bad, *rest = found(str(folder))
    assert isinstance(bad, PageError)
    assert str(bad).startswith(f"{folder / 'aa.pdf'}: is a damaged PDF")
    assert all(isinstance(each, Found) for each in (first, *rest))
    assert len(rest) == 2


def test_links_that_leave_the_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(f"secret: {SAID}")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    (folder / "ring").symlink_to(folder)
    (folder / "nowhere.txt").symlink_to(tmp_path / "none")
    (folder / "in.txt").symlink_to(folder / "a.txt")
    for name in (str(folder), f"{folder}/**", f"{folder}/**/*.txt", f"{folder}/*/*.txt"):
        assert "secret" not in texts(name)
    assert names(str(folder)) == [str(folder / n) for n in ("a.txt", "b.html", "deep/er/c.html", "in.txt")]


def test_pipes_are_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert len(names(str(folder))) == 3


@pytest.mark.parametrize("kept", [[], ["style.css", ".x.txt"]])
def test_folder_without_articles_is_told(tmp_path: Path, kept: list[str]) -> None:
    for name in kept:
        (tmp_path / name).write_text("x")
    assert names(str(tmp_path)) == [
        f"{tmp_path}: is a directory without articles: give one with HTML, text or other files"
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every directory")
def test_directory_that_cannot_be_listed_is_told(folder: Path) -> None:
    (folder / "deep").chmod(0)
    try:
        (bad,) = [name for name in names(str(folder)) if "cannot be listed" in name]
    finally:
        (folder / "deep").chmod(0o755)
    assert bad.startswith(f"{folder / 'deep'}: ")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.html", ["b.html"]),
        ("*.[th]*", ["a.txt", "b.html"]),
        ("**/*.html", ["b.html", "deep/er/c.html"]),
        ("**", ["a.txt", "b.html", "deep/er/c.html"]),
        ("*", ["a.txt", "b.html"]),
        ("?.txt", ["a.txt"]),
        ("*.css", ["style.css"]),
        (".*.txt", [".hidden.txt"]),
        ("deep/*/*", ["deep/er/c.html"]),
    ],
)
def test_patterns(folder: Path, pattern: str, expected: list[str]) -> None:
    assert names(f"{folder}/{pattern}") == [str(folder / name) for name in expected]


def test_pattern_from_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert names("*.html") == ["b.html"]
    assert names("deep/**/*.html") == ["deep/er/c.html"]


@pytest.mark.parametrize("pattern", ["*.pdf", "none/**", "x[", "**/style.xyz"])
def test_pattern_that_matches_nothing_is_told(folder: Path, pattern: str) -> None:
    assert names(f"{folder}/{pattern}") == [f"{folder}/{pattern}: matches no file: check the pattern"]


def test_bad_pattern_is_told(folder: Path) -> None:
    (bad,) = names(f"{folder}/a**b")
    assert bad.startswith(f"{folder}/a**b: ")


def test_path_with_brackets_is_no_pattern(tmp_path: Path) -> None:
    path = tmp_path / "story [1].txt"
    path.write_text(SAID)
    assert names(str(path)) == [str(path)]


def test_page_of_an_article_is_the_bytes_of_the_file(folder: Path) -> None:
    (each,) = found(str(folder / "b.html"))
    assert isinstance(each, Found)
    assert each.page.data == (folder / "b.html").read_bytes()
    assert each.article.page_sha256 == hashlib.sha256(each.page.data).hexdigest()
    assert each.page.headers == ()


def test_page_of_a_row_is_the_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "one", "id": "1"}\n\n{"text": "two", "url": "https://ferry.example/2"}\n')
    one, two = found(str(path))
    assert isinstance(one, Found)
    assert isinstance(two, Found)
    assert json.loads(two.page.data) == {"text": "two", "url": "https://ferry.example/2"}
    assert two.article.page_sha256 == hashlib.sha256(two.page.data).hexdigest()
    assert (two.page.name, two.page.media_type) == (f"{path}:3", "application/x-ndjson")
    assert (one.article.id, two.article.url) == ("1", "https://ferry.example/2")


def test_page_of_an_object_in_an_array_is_that_object(tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    path.write_text('[\n {"text": "one"},\n {"text": "two"}\n]')
    pages = [each.page.data for each in found(str(path)) if isinstance(each, Found)]
    assert [json.loads(data) for data in pages] == [{"text": "one"}, {"text": "two"}]
