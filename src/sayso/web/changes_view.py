"""What an outlet changed in an article, as its page shows it: old and new side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sayso.record import Change
from sayso.record.edits import Piece, StatementEdit, word_pieces


@dataclass(frozen=True, slots=True)
class Row:
    """Two texts side by side, in `pieces`; `name` tells what they are."""

    name: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that was changed, and its words before and after."""

    edit: StatementEdit
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Shown:
    """A change; `text` are its paragraphs: those that were changed one by one, those between that were not in one
    group."""

    change: Change
    statements: list[Statement]
    details: list[Row]
    text: list[tuple[bool, list[Row]]]


def shown(change: Change) -> Shown:
    """A change with the words that were cut and that came."""
    edits = change.edits
    paragraphs = [Row(p.what or "", word_pieces(p.before, p.after)) for p in edits.paragraphs]
    return Shown(
        change,
        [Statement(s, word_pieces(str(s.before or ""), str(s.after or ""))) for s in edits.statements],
        [Row(d.detail, word_pieces(d.before, d.after)) for d in edits.details],
        list(_grouped(paragraphs)),
    )


def _grouped(rows: Iterable[Row]) -> Iterable[tuple[bool, list[Row]]]:
    for is_changed, some in groupby(rows, lambda r: bool(r.name)):
        yield is_changed, list(some)
