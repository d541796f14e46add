"""The names that others build on."""

import importlib

import pytest

import sayso


def test_names() -> None:
    assert sayso.__all__ == [
        "Actor", "Article", "Credit", "Page", "PageError", "Reader", "Span", "Statement", "frame", "read", "read_text",
    ]  # fmt: skip


@pytest.mark.parametrize("room", ["sayso", "sayso.pages", "sayso.reading", "sayso.actors"])
def test_every_public_name_is_there_and_explained(room: str) -> None:
    module = importlib.import_module(room)
    for name in module.__all__:
        assert getattr(module, name) is not None
        assert isinstance(getattr(module, name), int) or getattr(module, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        sayso.nothing  # noqa: B018
