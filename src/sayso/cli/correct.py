"""`sayso correct`: what people say of statements; it wins over what is read."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

import click

from sayso.article import Act, Event, Sourcing, Stance
from sayso.cli.agreement import write_agreement
from sayso.cli.open_record import RECORD, opened
from sayso.cli.output import Form, output_options
from sayso.cli.row_output import write_rows
from sayso.record import (
    Correction,
    Noted,
    Record,
    RecordError,
    UnknownName,
    add_missed,
    correct_all,
    corrections,
    unattached,
)
from sayso.record.typed_days import EXAMPLES
from sayso.render.grid import Column, Grid

_COLUMNS = ("id", "key", "statement", "quote", "field", "value", "by", "at", "why", "attached", "withdrawn")
_GRID = Grid(
    (
        Column("Field", lambda c: c["field"], "name"),
        Column("Value", lambda c: c["value"] or "(nobody)"),
        Column("By", lambda c: c["by"]),
        Column("Day", lambda c: c["at"][:10], "id"),
        Column("Why", lambda c: c["why"] or ""),
        Column("", lambda c: "" if c["attached"] else "taken back" if c["withdrawn"] else "unattached"),
        Column("At", lambda c: f"“{c['quote']}” in {c['key']}"),
        Column("Statement", lambda c: f"#{c['statement']}" if c["statement"] else "(none)", "id"),
    )
)
# What can be said to be none, and the option that says so.
_NONE = {
    "speakers": "no_speaker", "addressees": "no_addressee", "addressee": "no_addressee", "day": "no_day",
    "parent": "not_inside", "source": "no_source", "via": "no_via",
}  # fmt: skip
_OPTIONS = {"speakers": "speaker", "addressees": "to", "no_addressee": "no_to", "parent": "inside"}
_EITHER = ("negated", "wrong")  # where no is an answer


def _given(_context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Refuses a name or words that are nothing but white space."""
    for words in value if isinstance(value, tuple) else (value,):
        if words is not None and not words.strip():
            raise click.BadParameter("is empty", param=parameter)
    return value


@click.command("correct")
@RECORD
@click.argument("statement", nargs=-1, callback=_given)
@click.option("--by", metavar="WHO", callback=_given, help="Who corrects: a name.")
@click.option("--why", metavar="TEXT", callback=_given, help="Why; kept beside the correction.")
@click.option("--speaker", "speakers", metavar="NAME", multiple=True, callback=_given, help="Who said it; repeatable.")
@click.option("--no-speaker", is_flag=True, help="Nobody is credited with it.")
@click.option("--to", "addressees", metavar="NAME", multiple=True, callback=_given, help="To whom; repeatable.")
@click.option("--no-to", "no_addressee", is_flag=True, help="To nobody who is told, by name or words.")
@click.option("--new-name", "new_names", is_flag=True, help="A name that is nearly another one is right as it is.")
@click.option("--act", type=click.Choice(get_args(Act)), metavar="ACT", help="What was done by saying it.")
@click.option("--negated/--not-negated", default=None, help="It was not said; or it was.")
@click.option("--stance", type=click.Choice(get_args(Stance)), help="How the writer stands to it.")
@click.option("--event", type=click.Choice(get_args(Event)), help="Said, or a mind that the writer tells of.")
@click.option("--sourcing", type=click.Choice(get_args(Sourcing)), help="What the source is.")
@click.option("--day", metavar="DATE", callback=_given, help=f"When it was said: {EXAMPLES}.")
@click.option("--no-day", is_flag=True, help="The text does not tell when.")
@click.option("--inside", "parent", metavar="ID", callback=_given, help="The statement in whose words this one stands.")
@click.option("--not-inside", is_flag=True, help="It stands by itself.")
@click.option("--source", metavar="QUOTE", multiple=True, callback=_given, help="The words that name who said it.")
@click.option("--no-source", is_flag=True, help="No words name who said it.")
@click.option("--cue", metavar="QUOTE", multiple=True, callback=_given, help="The words that tell that it was said.")
@click.option("--content", metavar="QUOTE", multiple=True, callback=_given, help="The words that tell what was said.")
@click.option("--addressee", metavar="QUOTE", multiple=True, callback=_given, help="The words that tell to whom.")
@click.option("--via", metavar="QUOTE", callback=_given, help="The outlet or document that it was said in or to.")
@click.option("--no-via", is_flag=True, help="No outlet or document is told.")
@click.option("--wrong/--not-wrong", default=None, help="It is no statement at all; or it is one after all.")
@click.option("--missed", is_flag=True, help="Add a statement to --article: --cue and --content tell where it stands.")
@click.option("--article", metavar="KEY", help="An article's address or id, for --missed or --history.")
@click.option("--undo", is_flag=True, help="Take back what --by said last, of statements or actors; again for more.")
@click.option("--history", is_flag=True, help="Print the corrections of the statement, or of the --article.")
@click.option("--unattached", "waiting", is_flag=True, help="Print the corrections that found no statement any more.")
@click.option("--agreement", is_flag=True, help="Print how far people agree who judged the same statements.")
@output_options
def command(
    record: Path,
    statement: tuple[str, ...],
    missed: bool,
    article: str | None,
    undo: bool,
    history: bool,
    waiting: bool,
    agreement: bool,
    form: Form,
    **said: Any,
) -> None:
    """Correct each STATEMENT of RECORD, by the id that `sayso search` shows; several in the same way, and as one.

    QUOTE is words of the article's text as they stand there, the place nearest to the statement is meant; give it again
    for words that stand apart. A correction stays: it wins over what is read now and later, and moves with its words
    into new versions of the article. One that finds its place no more is listed by --unattached. A name that looks like
    a slip is asked about. --undo takes back the last thing that --by said, never another's; it stays in the history.

    --agreement compares what people left of the same statements: who corrects or confirms one lets stand what they do
    not change. Give an --article, or nothing for all.
    """
    prints = [name for name, on in (("history", history), ("unattached", waiting), ("agreement", agreement)) if on]
    _check(statement, article, missed, undo, prints, said)
    with opened(record) as kept:
        if waiting:
            _write(form, unattached(kept))
        elif agreement:
            write_agreement(form, kept, article)
        elif history:
            _write(form, corrections(kept, statement=statement[0] if statement else None, key=article))
        elif undo:
            _undo(kept, said["by"])
        else:
            _correct(kept, statement, article, _correction(said))


def _correct(kept: Record, statements: tuple[str, ...], article: str | None, correction: Correction) -> None:
    try:
        if article is not None:
            click.echo(f"added statement {add_missed(kept, article, correction)}")
        else:
            ids = correct_all(kept, statements, correction)
            click.echo(f"corrected statement{'s' if len(ids) > 1 else ''} {', '.join(ids)}")
    except UnknownName as error:
        raise RecordError(error.name, f"{error.problem} Give that, or --new-name with another one") from error


def _undo(kept: Record, by: str) -> None:
    from sayso.linking import undo  # it loads the lists of names, which `sayso --help` does not need

    click.echo(f"took back {undo.undo(kept, by)}")


def _check(
    statement: tuple[str, ...],
    article: str | None,
    missed: bool,
    undo: bool,
    prints: list[str],
    said: Mapping[str, Any],
) -> None:
    """Raises UsageError for what does not go together."""
    told = {
        name for name, value in said.items() if value not in (None, (), False) or (value is False and name in _EITHER)
    }
    if prints:
        if told or missed or undo or len(prints) > 1 or (statement and prints != ["history"]):
            raise click.UsageError(f"--{prints[0]} only prints: give it without what is to be corrected")
        if prints == ["unattached"] and article is not None:
            raise click.UsageError("--unattached only prints: give it without what is to be corrected")
        if prints == ["history"] and len(statement) + (article is not None) != 1:
            raise click.UsageError("--history is that of a STATEMENT or of an --article: give one of them")
        return
    if undo and (statement or missed or article is not None or told - {"by"}):
        raise click.UsageError("--undo takes back what was said last: give it with --by alone")
    if not undo and (missed != (article is not None) or missed == bool(statement)):
        raise click.UsageError("give a STATEMENT to correct, or --article and --missed to add one")
    if not said["by"]:
        raise click.UsageError("say who corrects: --by NAME")
    for one, none in _NONE.items():
        if said[one] and said[none]:
            raise click.UsageError(f"choose one: {_option(one)} or {_option(none)}")
    if missed and not (said["cue"] and said["content"] and len(said["cue"]) == 1):
        raise click.UsageError("--missed needs one --cue and --content")
    if not undo and not told - {"by", "why", "new_names"}:
        raise click.UsageError("say what is to be corrected, for example --speaker NAME, --act ACT or --wrong")


def _option(name: str) -> str:
    return "--" + _OPTIONS.get(name, name).replace("_", "-")


def _correction(said: dict[str, Any]) -> Correction:
    """What is said; of what can be none, nothing where that is told."""
    given = {name: value for name, value in said.items() if name not in _NONE.values() and value not in (None, ())}
    if "via" in given:
        given["via"] = (given["via"],)
    empty: dict[str, Any] = {name: "" if name in ("day", "parent") else () for name in _NONE}
    given |= {name: empty[name] for name, none in _NONE.items() if said[none]}
    return Correction(**given)


def _write(form: Form, noted: list[Noted]) -> None:
    rows = [{**asdict(n), "value": _told(n.value)} for n in noted]
    write_rows(form, rows, _COLUMNS, _GRID, "Corrections")


def _told(value: Any) -> str:
    """A value in one cell."""
    if isinstance(value, list):
        return "; ".join(value)
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
