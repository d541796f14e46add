"""`sayso correct`: what people say of statements; it wins over what is read."""

import textwrap
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

import click

from sayso.article import Act, Stance
from sayso.cli.listing import write_rows
from sayso.cli.opened import RECORD, opened
from sayso.cli.output import Form, clean, output_options
from sayso.record import Correction, Noted, add_missed, correct, corrections, unattached

_COLUMNS = ("id", "key", "statement", "quote", "field", "value", "by", "at", "why", "attached")


def _given(_context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Refuses a name or words that are nothing but white space."""
    for words in value if isinstance(value, tuple) else (value,):
        if words is not None and not words.strip():
            raise click.BadParameter("is empty", param=parameter)
    return value


@click.command("correct")
@RECORD
@click.argument("statement", required=False, callback=_given)
@click.option("--by", metavar="WHO", callback=_given, help="Who corrects: a name.")
@click.option("--why", metavar="TEXT", callback=_given, help="Why; kept beside the correction.")
@click.option("--speaker", "speakers", metavar="NAME", multiple=True, callback=_given, help="Who said it; repeatable.")
@click.option("--no-speaker", is_flag=True, default=None, help="Nobody is credited with it.")
@click.option("--act", type=click.Choice(get_args(Act)), metavar="ACT", help="What was done by saying it.")
@click.option("--negated/--not-negated", default=None, help="It was not said; or it was.")
@click.option("--stance", type=click.Choice(get_args(Stance)), help="How the writer stands to it.")
@click.option("--source", metavar="QUOTE", multiple=True, callback=_given, help="The words that name who said it.")
@click.option("--cue", metavar="QUOTE", multiple=True, callback=_given, help="The words that tell that it was said.")
@click.option("--content", metavar="QUOTE", multiple=True, callback=_given, help="The words that tell what was said.")
@click.option("--wrong/--not-wrong", default=None, help="It is no statement at all; or it is one after all.")
@click.option("--missed", is_flag=True, help="Add a statement to --article: --cue and --content tell where it stands.")
@click.option("--article", metavar="KEY", help="An article's address or id, for --missed or --history.")
@click.option("--history", is_flag=True, help="Print the corrections of the statement, or of the --article.")
@click.option("--unattached", "waiting", is_flag=True, help="Print the corrections that found no statement any more.")
@output_options
def command(
    record: Path,
    statement: str | None,
    missed: bool,
    article: str | None,
    history: bool,
    waiting: bool,
    form: Form,
    **said: Any,
) -> None:
    """Correct STATEMENT of RECORD, by the id that `sayso search` shows.

    QUOTE is words of the article's text as they stand there, the place nearest to the statement is meant; give it again
    for words that stand apart. A correction stays: it wins over what is read now and later, and moves with its words
    into new versions of the article. One that finds its place no more is listed by --unattached.
    """
    _check(statement, article, missed, history, waiting, said)
    with opened(record) as kept:
        if waiting:
            _write(form, unattached(kept))
        elif history:
            _write(form, corrections(kept, statement=statement, key=article))
        elif statement is not None:
            click.echo(f"corrected statement {correct(kept, statement, _correction(said))}")
        elif article is not None:
            click.echo(f"added statement {add_missed(kept, article, _correction(said))}")


def _check(
    statement: str | None, article: str | None, missed: bool, history: bool, waiting: bool, said: Mapping[str, Any]
) -> None:
    """Raises UsageError for what does not go together."""
    told = [name for name, value in said.items() if value is not None and value != ()]
    if waiting or history:
        if told or missed or (waiting and (history or statement is not None or article is not None)):
            raise click.UsageError("--history and --unattached only print: give them without what is to be corrected")
        if history and (statement is None) == (article is None):
            raise click.UsageError("--history is that of a STATEMENT or of an --article: give one of them")
        return
    if missed != (article is not None) or missed == (statement is not None):
        raise click.UsageError("give a STATEMENT to correct, or --article and --missed to add one")
    if not said["by"]:
        raise click.UsageError("say who corrects: --by NAME")
    if said["speakers"] and said["no_speaker"]:
        raise click.UsageError("choose one: --speaker or --no-speaker")
    if missed and not (said["cue"] and said["content"] and len(said["cue"]) == 1):
        raise click.UsageError("--missed needs one --cue and --content")
    if not set(told) - {"by", "why"}:
        raise click.UsageError("say what is to be corrected, for example --speaker NAME, --act ACT or --wrong")


def _correction(said: dict[str, Any]) -> Correction:
    speakers = said.pop("speakers")
    nobody = said.pop("no_speaker")
    return Correction(speakers=speakers if speakers or nobody else None, **said)


def _write(form: Form, noted: list[Noted]) -> None:
    rows = [{**asdict(n), "value": _told(n.value)} for n in noted]
    write_rows(form, rows, _COLUMNS, _shown)


def _told(value: Any) -> str:
    """A value in one cell."""
    if isinstance(value, list):
        return "; ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(row: Mapping[str, Any]) -> str:
    """A correction as a person reads it: what, who and when, why, where."""
    where = f"#{row['statement']}" if row["statement"] else "(no statement)"
    mark = "" if row["attached"] else "  [unattached]"
    head = f"{where}  {row['field']}: {clean(row['value']) or '(nobody)'}{mark}"
    by = f"{clean(row['by'])}, {row['at'][:10]}" + (f": {clean(row['why'])}" if row["why"] else "")
    about = f"at “{clean(row['quote'])}” in {clean(row['key'])}"
    lines = (
        x for text in (by, about) for x in textwrap.wrap(text, 92, initial_indent="    ", subsequent_indent="    ")
    )
    return "\n".join([head, *lines, "", ""])
