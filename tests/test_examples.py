"""The example articles: the one that the project carries, and the real one where it is there."""

from pathlib import Path

import pytest

import sayso

EXAMPLES = Path(__file__).parent.parent / "examples"


def told(path: Path) -> dict[str, str | None]:
    """Each cue with the words before it, and the cue of its parent."""
    article = sayso.read(path)
    cues = {s.id: s.cue[0].text for s in article.statements}
    return {
        f"{' '.join(x.text for x in s.source)} {s.cue[0].text}": cues.get(s.parent or "") for s in article.statements
    }


@pytest.mark.parametrize(
    ("statement", "parent"),
    [
        ("Kestria says", None),
        ("government spokeswoman Mira Dolan told", None),
        ("Lisset is aware", "told"),
        ("an official from the office of Union President Karel Voss confirmed", None),
        ("Media reports have claimed", None),
        ("Dolan insisted", None),
        ("Kestria’s warnings", "had ignored"),
        ("Roos argued", None),
    ],
)
def test_the_invented_example(statement: str, parent: str | None) -> None:
    found = told(EXAMPLES / "harbour.txt")
    assert statement in found
    assert found[statement] == parent


def test_the_real_example_has_its_inner_statements_under_their_parents(shared: Path) -> None:
    (path,) = (shared / "examples").glob("*.txt")
    found = told(path)
    assert found["Moscow is aware"] == "told"
    assert found["the White House had authorized"] == "confirmed"
    assert found["Moscow’s warnings"] is not None
    assert found[" claimed"] is None
