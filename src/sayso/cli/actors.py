"""`sayso actors`: the known actors of a record, why each is one, and what people say of that."""

import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, get_args

import click

from sayso.article import ActorType, Gender
from sayso.cli.empty_results import say_nearest
from sayso.cli.linked import linked
from sayso.cli.open_record import RECORD
from sayso.cli.output import Form, output_options
from sayso.cli.row_output import write_rows
from sayso.cli.terminal import say
from sayso.record import Query, Record, RecordError
from sayso.render.grid import Column, Grid

_WHY_COLUMNS = ("day", "outlet", "name", "titles", "why", "title", "key")
_GRID = Grid(
    (
        Column("Actor", lambda a: a["name"], "name"),
        Column("Type", lambda a: _counted(a["type"], a["types"])),
        Column("Gender", lambda a: _counted(a["gender"] or "", a["genders"])),
        Column("Titles", lambda a: a["titles"]),
        Column("Affiliation", lambda a: a["affiliation"] or ""),
        Column("Identifiers", lambda a: a["identifiers"]),
        Column("Statements", lambda a: str(a["statements"]), "number"),
        Column("Articles", lambda a: str(a["articles"]), "number"),
        Column("Id", lambda a: f"#{a['id']}", "id"),
    )
)
_WHY_GRID = Grid(
    (
        Column("Name", lambda m: m["name"], "name"),
        Column("Titles", lambda m: m["titles"]),
        Column("Why", lambda m: m["why"]),
        Column("Day", lambda m: (m["day"] or "")[:10], "id"),
        Column("Outlet", lambda m: m["outlet"] or ""),
        Column("Article", lambda m: m["title"] or ""),
        Column("Address", lambda m: m["key"], "id"),
    )
)
_SHOWN = 20  # at most, where a person reads them


def _given(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Refuses a name or words that are nothing but white space."""
    if value is not None and not value.strip():
        raise click.BadParameter("is empty", param=parameter)
    return value


def _identifiers(_context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    """Identifiers by their schemes."""
    if any(not all(x.partition("=")[::2]) for x in value):
        raise click.BadParameter("is not like wikidata=Q42", param=parameter)
    return dict(x.split("=", 1) for x in value)


@click.command("actors")
@RECORD
@click.argument("name", nargs=-1)
@output_options
@click.option("--limit", type=click.IntRange(1, 10_000_000), help="At most so many; 20 in a table, all elsewhere.")
@click.option("--explain", metavar="ID", help="Print which articles' actors this one is, and why.")
@click.option("--merge", nargs=2, multiple=True, metavar="ID OTHER", help="Make OTHER one with ID; repeatable.")
@click.option("--unmerge", metavar="ID", help="Take the last merge of ID back.")
@click.option("--split", metavar="ID", help="Make who is ID in --article an actor of its own.")
@click.option("--article", metavar="KEY", callback=_given, help="An article's address or id, for --split.")
@click.option("--not-same", nargs=2, metavar="ID OTHER", help="Keep two apart, whatever is read later.")
@click.option("--edit", metavar="ID", help="Say what ID is, by the five options that follow.")
@click.option("--rename", metavar="NAME", callback=_given, help="Its name.")
@click.option("--type", "type_", type=click.Choice(get_args(ActorType)), help="Its type.")
@click.option("--title", multiple=True, metavar="TITLE", help="A title, in the place of those it has; again for more.")
@click.option("--gender", type=click.Choice([*get_args(Gender), "unknown"]), help="Its gender.")
@click.option("--identifier", multiple=True, metavar="KEY=VALUE", callback=_identifiers, help="As wikidata=Q42.")
@click.option("--apply", type=click.File("rb"), metavar="FILE", help="Say what was changed in the table of --csv.")
@click.option("--by", metavar="WHO", callback=_given, help="Who says so: a name.")
@click.option("--why", metavar="TEXT", callback=_given, help="Why; kept beside it.")
def command(
    record: Path, name: tuple[str, ...], form: Form, limit: int | None, explain: str | None, **said: Any
) -> None:
    """List the actors of RECORD across its articles, those first who say most; with NAME those who are called so.

    An actor is one person or body, whatever the article. Its ID lasts: that of one who was merged, or found to be
    another, goes on meaning the one that it is now. Where two were taken for one, or one for two, --split and --merge
    correct that, and it stays so whatever is read later.

    Many at once: `sayso actors RECORD --csv > FILE`, change cells in a spreadsheet (same_as takes the ID of the one
    that it is, not_same_as of who it is not), and --apply FILE. Where a line cannot be, nothing is done.
    """
    done = [v for v in ("merge", "unmerge", "split", "not_same", "edit", "apply") if said[v]]
    _check(name, explain, done, said)
    from sayso.linking import actor_corrections  # it loads the lists of names, which `sayso --help` does not need

    with linked(record) as kept:
        if done:
            _say(kept, done[0], said)
        elif explain is not None:
            number = actor_corrections.number_of(kept, explain)
            rows = [{**asdict(m), "titles": "; ".join(m.titles)} for m in actor_corrections.explain(kept, number)]
            write_rows(form, rows, _WHY_COLUMNS, _WHY_GRID, "Why it is one")
        else:
            _list(kept, " ".join(name), form, limit)


def _check(name: tuple[str, ...], explain: str | None, done: list[str], said: Mapping[str, Any]) -> None:
    """Raises UsageError for what does not go together."""
    if len(done) + (explain is not None) > 1 or ((done or explain is not None) and name):
        raise click.UsageError(
            "choose one: NAME, --explain, --merge, --unmerge, --split, --not-same, --edit or --apply"
        )
    if ("split" in done) != (said["article"] is not None):
        raise click.UsageError("--split needs the --article in which it is another one, and only --split does")
    if bool(_values(said)) != ("edit" in done):
        raise click.UsageError("--edit needs what it is: --rename, --type, --title, --gender or --identifier")
    if not done and (said["by"] is not None or said["why"] is not None):
        raise click.UsageError("--by and --why are for what you say: --merge and --split and their like")
    if done and said["by"] is None:
        raise click.UsageError("say who corrects: --by NAME")


def _values(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of an actor, by its fields."""
    values = {"name": said["rename"], "type": said["type_"], "gender": said["gender"]}
    values |= {"titles": list(said["title"]) or None, "identifiers": said["identifier"] or None}
    told = {field: value for field, value in values.items() if value is not None}
    return told | ({"gender": None} if told.get("gender") == "unknown" else {})


def _say(kept: Record, what: str, said: Mapping[str, Any]) -> None:
    """Do what a person says, and tell it."""
    from sayso.linking import actor_corrections as a

    by, why = said["by"], said["why"]
    if what == "apply":
        _apply(kept, said["apply"], by, why)
    elif what == "merge":
        _merge(kept, said["merge"], by, why)
    elif what == "unmerge":
        click.echo(f"actor {a.id_of(kept, a.unmerge(kept, a.number_of(kept, said['unmerge']), by))} is apart again")
    elif what == "split":
        new = a.split(kept, a.number_of(kept, said["split"]), said["article"], by, why)
        click.echo(f"split off actor {a.id_of(kept, new)}")
    elif what == "not_same":
        one, two = (a.number_of(kept, x) for x in said["not_same"])
        a.tell_apart(kept, one, two, by, why)
        click.echo(f"actors {a.id_of(kept, one)} and {a.id_of(kept, two)} stay two")
    else:
        number = a.number_of(kept, said["edit"])
        a.edit(kept, number, _values(said), by, why)
        click.echo(f"actor {a.id_of(kept, number)}: {', '.join(_values(said))} as given")


def _merge(kept: Record, pairs: tuple[tuple[str, str], ...], by: str, why: str | None) -> None:
    """Make several one, to be taken back together."""
    from sayso.linking import actor_corrections as a

    if len({one for one, _ in pairs}) > 1:
        raise click.UsageError("--merge again needs the same ID: give one that all OTHERs are")
    others = [a.number_of(kept, other) for _, other in pairs]
    ids = ", ".join(a.id_of(kept, other) for other in others)
    into = a.merge_all(kept, a.number_of(kept, pairs[0][0]), others, by, why)
    click.echo(f"merged actor{'s' if len(others) > 1 else ''} {ids} into {a.id_of(kept, into)}")


def _apply(kept: Record, file: BinaryIO, by: str, why: str | None) -> None:
    """Say what a table says, each line answered; exit code 1, and nothing done, where one cannot be."""
    from sayso.linking.actor_table import TableError, apply

    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecordError(file.name, "is not UTF-8: save it as CSV in UTF-8") from error
    try:
        told = apply(kept, text, by, why)
    except TableError as error:
        for problem in error.problems:
            say(f"{file.name}: {problem}")
        say("nothing was done: mend these lines and apply it again")
        sys.exit(1)
    for line in told or ["nothing differs"]:
        click.echo(line)


def _list(kept: Record, words: str, form: Form, limit: int | None) -> None:
    from sayso.linking.actor_corrections import actors
    from sayso.linking.actor_table import COLUMNS, row

    most = limit or (_SHOWN if form == "table" else None)
    found = actors(kept, words, None if most is None else most + 1)
    rows = [{**row(a), "types": a.types, "genders": a.genders} for a in found[:most]]
    write_rows(form, rows, COLUMNS, _GRID, "Actors")
    if not found:
        _say_similar(kept, words)
    if most is not None and len(found) > most:
        say(f"there are more: --limit {10 * most}, or a NAME")


def _say_similar(kept: Record, name: str) -> None:
    """Tell who is called nearly so, or else what there is."""
    from sayso.linking.similar_names import similar

    if near := similar(kept, name) if name else []:
        say(f"nobody is called so; nearly: {', '.join(f'{called} ({id})' for id, called in near)}")
    else:
        say_nearest(kept, Query(by=name or None), "actor")


def _counted(told: str, votes: Mapping[str, int]) -> str:
    """A type or gender, with how many articles say so where not all do."""
    return f"{told} ({', '.join(f'{v} {n}' for v, n in votes.items())})" if len(votes) > 1 else told
