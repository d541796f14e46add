"""The names that others build on."""

import importlib
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import sayso
import sayso.errors
import sayso.pages
from sayso.record import Record


def test_names() -> None:
    assert sayso.__all__ == [
        "Actor", "Article", "Credit", "LanguageError", "LexiconError", "ModelError", "Page", "PageError", "PluginError",
        "QueryError", "Reader", "RecordError", "RosterError", "SaysoError", "Span", "Statement", "TextTooLong",
        "__version__", "frame", "read", "read_text",
    ]  # fmt: skip


@pytest.mark.parametrize("room", ["sayso", "sayso.pages", "sayso.attribution", "sayso.actors"])
def test_every_public_name_is_there_and_explained(room: str) -> None:
    module = importlib.import_module(room)
    for name in module.__all__:
        assert getattr(module, name) is not None
        assert isinstance(getattr(module, name), int) or getattr(module, name).__doc__


def test_dir_shows_the_public_names() -> None:
    assert dir(sayso) == sorted(sayso.__all__)
    assert sayso.__version__ == importlib.metadata.version("sayso")


def test_the_changelog_and_the_docs_tell_the_version() -> None:
    root = Path(__file__).parent.parent
    version = tomllib.loads((root / "pyproject.toml").read_text("utf8"))["project"]["version"]
    newest, *_ = re.findall(r"^## \[(\S+)\]", (root / "CHANGELOG.md").read_text("utf8"), re.MULTILINE)
    wheels = re.findall(r"sayso-([\d.]+)-py3", (root / "docs" / "start.md").read_text("utf8"))
    assert [newest, *wheels] == [version] * (1 + len(wheels))


def test_errors_are_one_tree_with_their_parts_apart(tmp_path: Path) -> None:
    kinds = [each for each in vars(sayso.errors).values() if isinstance(each, type)]
    assert all(issubclass(kind, sayso.SaysoError) and kind.__name__ in sayso.__all__ for kind in kinds)
    drawn = [line.split()[1] for line in (sayso.SaysoError.__doc__ or "").splitlines() if "──" in line]
    assert drawn == [kind.__name__ for kind in kinds if kind is not sayso.SaysoError]
    with pytest.raises(sayso.SaysoError) as told:
        Record(missing := tmp_path / "none.db")
    assert (told.value.name, str(told.value)) == (str(missing), f"{missing}: {told.value.problem}")


def test_a_reader_tells_which_languages_and_models_there_are(tmp_path: Path) -> None:
    assert sayso.Reader(language="en").engine == sayso.Reader().engine
    with pytest.raises(sayso.LanguageError, match="language 'de': is not read: there is en"):
        sayso.Reader(language="de")
    with pytest.raises(sayso.ModelError, match=r"encoder\.onnx: No such file or directory") as told:
        sayso.Reader(model=tmp_path)
    assert told.value.name == str(tmp_path)


def test_what_is_logged_is_heard_by_who_listens_only() -> None:
    code = "import logging, sayso; logging.getLogger('sayso.web').warning('heard')"
    quiet = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert quiet.stderr == ""


def test_an_actor_is_found_by_its_id(reader: sayso.Reader) -> None:
    article = reader.read(sayso.pages.read_text("Ferry\n\nAda Holm said on Monday that the ferry was safe."))
    (statement,) = article.statements
    assert [article.actor(id).name for id in statement.speakers] == ["Ada Holm"]
    with pytest.raises(KeyError, match="nobody"):
        article.actor("nobody")


@pytest.mark.parametrize("jobs", [1, 2])
def test_texts_are_read_in_their_order_and_one_that_cannot_be_stops_none(reader: sayso.Reader, jobs: int) -> None:
    texts = [f"Ferry\n\nAda Holm said on Monday that ferry {n} was safe." for n in range(4)]
    texts[1] = "( " * 400_001
    read = list(reader.pipe(texts, jobs=jobs))
    assert isinstance(read[1], sayso.PageError)
    assert "400,000" in read[1].problem
    assert [a.text for a in read if isinstance(a, sayso.Article)] == [texts[n] for n in (0, 2, 3)]
    assert all(len(a.statements) == 1 for a in read if isinstance(a, sayso.Article))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        sayso.nothing  # noqa: B018
