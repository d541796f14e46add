"""Every verb is documented, with its real help."""

from pathlib import Path

import click
import pytest

from sayso.cli.main import main

DOCS = Path(__file__).parent.parent.parent / "docs"


@pytest.mark.parametrize("verb", main.list_commands(click.Context(main)))
def test_the_docs_show_the_help_of_every_verb(verb: str) -> None:
    assert any(f"$ sayso {verb} --help" in page.read_text("utf8") for page in DOCS.glob("*.md"))
