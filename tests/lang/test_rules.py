"""Each rule of English finds what it is for, and leaves alone what is beside it in its file."""

import re
from importlib.resources import files

import pytest

from sayso.lang import english

FILES = sorted(path.name.removesuffix(".toml") for path in (files("sayso.lang") / "en").iterdir())
RULES = [(file, name) for file in FILES for name in english().lists(file).get("rules", {})]


def finds(file: str, name: str, text: str) -> bool:
    """Whether a rule finds words in a text, asked as the code asks it."""
    how = english().lists(file)["rules"][name].get("how", "search")
    ways = {"search": re.Pattern.search, "match": re.Pattern.match, "fullmatch": re.Pattern.fullmatch}
    found = ways[how](english().rule(file, name), text)
    return found is not None and found[0] != ""


def examples(file: str, name: str, which: str) -> list[str]:
    told = english().lists(file)["rules"][name][which]
    return [told] if isinstance(told, str) else told


def test_there_are_rules() -> None:
    assert len(RULES) > 60


@pytest.mark.parametrize(("file", "name"), RULES, ids=[f"{file}.{name}" for file, name in RULES])
def test_a_rule_finds_what_it_is_for_and_no_more(file: str, name: str) -> None:
    for_it, beside = examples(file, name, "for"), examples(file, name, "not")
    assert for_it
    assert beside
    assert [text for text in for_it if not finds(file, name, text)] == []
    assert [text for text in beside if finds(file, name, text)] == []
