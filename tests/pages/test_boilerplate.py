"""Every rule of boilerplate has what it is for and what it must leave alone; both stand beside it in its data file."""

import re
from typing import Any

import pytest

from sayso.lang import lists
from sayso.lang import pattern as of
from sayso.pages import boilerplate_lines
from sayso.pages.boilerplate_classes import kinds
from sayso.pages.speaker_labels import FORMS

LINES = lists("boilerplate_lines")
LABELS = lists("speaker_labels")["forms"]
OF_LINES = ("line", "examiner", "witness", "unspoken")
WALLS = lists("paywalls")
CLASSES = {name: entry for name, entry in lists("boilerplate_classes").items() if name != "suffixes"}
RULES = [(f"furniture {n}", entry) for n, entry in enumerate(LINES["furniture"])]
RULES += [(name, entry) for name, entry in LINES.items() if name != "furniture"]
RULES += [(name, entry) for name, entry in lists("metadata").items() if name != "names"]


@pytest.mark.parametrize(("name", "entry"), RULES, ids=[name for name, _ in RULES])
def test_lines(name: str, entry: dict[str, Any]) -> None:
    pattern = of(entry)
    assert [line for line in entry["is"] if not pattern.fullmatch(line)] == []
    assert [line for line in entry["is_not"] if pattern.fullmatch(line)] == []


@pytest.mark.parametrize("line", [line for entry in LINES["furniture"] for line in entry["is"]])
def test_furniture_is_told(line: str) -> None:
    assert boilerplate_lines.is_furniture(line)


@pytest.mark.parametrize("line", [line for entry in LINES["furniture"] for line in entry["is_not"]])
def test_sentences_and_headings_are_no_furniture(line: str) -> None:
    assert not boilerplate_lines.is_furniture(line)


@pytest.mark.parametrize(("name", "entry"), WALLS.items(), ids=list(WALLS))
def test_walls(name: str, entry: dict[str, Any]) -> None:
    pattern = of(entry)
    told = {"titles": rf"(?:{pattern.pattern})\Z", "consent": rf"(?s:.*?)(?:{pattern.pattern})"}.get(
        name, pattern.pattern
    )
    assert [line for line in entry["is"] if not re.match(told, line, re.I)] == []
    assert [line for line in entry["is_not"] if re.match(told, line, re.I)] == []


@pytest.mark.parametrize(("name", "entry"), CLASSES.items(), ids=list(CLASSES))
def test_classes(name: str, entry: dict[str, Any]) -> None:
    assert [each for each in entry["is"] if name not in kinds(each)] == []
    assert [each for each in entry["is_not"] if name in kinds(each)] == []


@pytest.mark.parametrize(("name", "entry"), LABELS.items(), ids=list(LABELS))
def test_forms_of_labels(name: str, entry: dict[str, Any]) -> None:
    form = FORMS[name]
    tried = form.fullmatch if name in OF_LINES else form.search if name == "closes" else form.match
    assert [line for line in entry["is"] if not tried(line)] == []
    assert [line for line in entry["is_not"] if tried(line)] == []
