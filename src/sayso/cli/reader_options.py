"""The options of all verbs that read pages: with what, and with how many processes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import Any

import click

from sayso.actors import Roster, RosterError, load
from sayso.cli.terminal import say
from sayso.reader import Reader
from sayso.speech_acts import Lexicon, LexiconError, lexicon


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """What makes a reader, the least confidence that it keeps and the least credit from which it names a speaker (None
    for its own), in how many processes, and how many rows of the roster are bad."""

    make: Callable[..., Reader]
    min_confidence: float | None
    credit: float | None
    jobs: int
    problems: int


def number(_context: click.Context, _parameter: click.Parameter, value: float | None) -> float | None:
    """Refuses nan, which is between no limits."""
    if value is not None and value != value:
        raise click.BadParameter("nan is no number between 0 and 1")
    return value


credit_option = click.option(
    "--credit",
    type=click.FloatRange(0, 1),
    callback=number,
    metavar="P",
    help="Name a speaker who is at least so likely, 0 to 1; below it the statement says who it may be. Without it, "
    "where nearly all names are right (docs/reading.md).",
)


def reader_options(function: Callable[..., None]) -> Callable[..., None]:
    """Adds `--jobs`, `--min-confidence`, `--credit`, `--roster` and `--lexicon`; the function gets the outcome
    as `reading`."""

    @click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes.")
    @click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        callback=number,
        help="Keep statements of at least this confidence, 0 to 1. Without it, those likelier right than not worth "
        "having.",
    )
    @credit_option
    @click.option(
        "--roster",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Known actors: CSV, JSON lines or FollowTheMoney entities; their names and identifiers are used.",
    )
    @click.option(
        "--lexicon",
        "senses",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Your own senses of cues (TOML, see docs/acts.md); they win over those of sayso.",
    )
    @wraps(function)
    def chosen(
        jobs: int,
        min_confidence: float | None,
        credit: float | None,
        roster: Path | None,
        senses: Path | None,
        **others: Any,
    ) -> None:
        known = _roster(roster) if roster else None
        make = partial(Reader, min_confidence, known, _lexicon(senses), credit=credit)
        problems = len(known.problems) if known else 0
        function(reading=ReaderOptions(make, min_confidence, credit, jobs, problems), **others)

    return chosen


def _roster(path: Path) -> Roster:
    """The roster in a file; its bad rows are told, and the others go on."""
    try:
        roster = load(path)
    except RosterError as error:
        raise click.UsageError(str(error)) from error
    for problem in roster.problems:
        say(problem)
    return roster


def _lexicon(path: Path | None) -> Lexicon:
    """The lexicon, with the user's senses before its own."""
    try:
        return lexicon(path)
    except LexiconError as error:
        raise click.UsageError(str(error)) from error
