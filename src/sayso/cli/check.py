"""`sayso check`: what became of a quotation, against the record."""

import json
import shlex
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.article import Article
from sayso.cli.linked import linked
from sayso.cli.open_record import RECORD
from sayso.cli.output import Form, clean, output_options, put
from sayso.cli.row_output import write_rows
from sayso.cli.search import one_day
from sayso.cli.terminal import marked, say, struck
from sayso.pages import PageError, sources
from sayso.record import Query, Record
from sayso.record.nearest import nearest
from sayso.shown import as_json

if TYPE_CHECKING:
    from sayso.checking.checked import Checked, Match
    from sayso.checking.draft import Quoted
    from sayso.cli.draft_page import Drafted

_COLUMNS = ("quote", "by", "verdict", "changes", "matches")
_FLAT = (
    "quote", "by", "verdict", "changes", "speaker", "text", "statement", "article", "url", "outlet", "published",
    "primary", "similarity", "warnings", "before", "after",
)  # fmt: skip


@click.command("check")
@RECORD
@click.argument("quote", required=False)
@click.option("--by", metavar="NAME", help="Who is said to have said it.")
@click.option("--when", callback=one_day, metavar="DAY", help="When it is said to have been said (2024-06-21).")
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help='Check each JSON line {"quote", "by"?, "when"?} of FILE; - is stdin.',
)
@click.option("--draft", metavar="PAGE", help="Check each quotation of a draft, the doubtful ones first; - is stdin.")
@output_options
def command(
    record: Path, quote: str | None, by: str | None, when: str | None, file: str | None, draft: str | None, form: Form
) -> None:
    """Tell whether QUOTE stands in RECORD as it is given: verbatim, shortened, altered (with the words that were),
    misattributed, a paraphrase only, or not found; with the nearest statements and the sentences around them.

    It warns where the words are right and their sense is not: cut out of a denial, a question, a condition, what others
    say, a joke, or joined; and where it stood in an article until its outlet took it out or altered it.

    Brackets, ellipses, marks, case, and British or American spelling are no alteration; a left-out number, negation or
    name is one. The exit code is 0 for verbatim and shortened without a warning, else 3; 1 where a line of FILE is bad.
    """
    if sum(x is not None for x in (quote, file, draft)) != 1:
        raise click.UsageError("give one of QUOTE, --file and --draft")
    if quote is None and (by or when):
        raise click.UsageError("--by and --when belong to a QUOTE: in a file they stand in its lines")
    with linked(record) as kept:
        if quote is not None:
            sys.exit(_one(kept, quote, by, when, form))
        sys.exit(_file(kept, file, form) if file else _draft(kept, str(draft), form))


def _one(record: Record, quote: str, by: str | None, when: str | None, form: Form) -> int:
    from sayso.checking.check import check

    try:
        checked = check(record, quote, by, when)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if form == "json":
        put(as_json(checked.to_dict(), indent=1) + "\n")
    else:
        _write([checked], form)
    if checked.verdict == "not found":
        _say_nothing_like(record, quote)
    return 0 if checked.stands else 3


def _say_nothing_like(record: Record, quote: str) -> None:
    """Tell in one line what to do where a record has nothing like a quotation."""
    near = nearest(record, Query())
    if not near.articles:
        say(near.told(str(record.path), "statement"))
        return
    command = shlex.join(["sayso", "search", str(record.path), "--like", quote])
    say(f"nothing like it in {near.articles:,} article{'s' if near.articles != 1 else ''}: `{command}`")


def _file(record: Record, name: str, form: Form) -> int:
    """Check the lines of a file; gives the exit code. As JSON lines each is told at once."""
    if click.get_current_context().get_parameter_source("form") is click.core.ParameterSource.DEFAULT:
        form = "jsonl" if form == "json" else form
    done: list[Checked] = []
    bad = False
    with click.open_file(name, "rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                checked = _line(record, line)
            except ValueError as error:
                bad = True
                say(f"{name}:{number}: {error}")
                if form == "jsonl":  # one line each, so that answers stand beside what was asked
                    put(as_json({"line": number, "error": str(error)}) + "\n")
                continue
            done.append(checked)
            if form == "jsonl":
                _write([checked], form)
    if form != "jsonl":
        _write(done, form)
    return 1 if bad else _code(done)


def _line(record: Record, line: bytes) -> "Checked":
    """The check of one line. Raises ValueError where it is none."""
    from sayso.checking.check import check

    try:
        given = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"the line is not JSON ({error})") from error
    if not isinstance(given, dict) or not isinstance(given.get("quote"), str):
        raise ValueError('the line must be {"quote": "...", "by"?: "...", "when"?: "2024-06-21"}')
    by, when = given.get("by"), given.get("when")
    for key, value in (("by", by), ("when", when)):
        if not isinstance(value, str | None):
            raise ValueError(f'"{key}" must be a string')
    return check(record, given["quote"], by, when)


def _draft(record: Record, name: str, form: Form) -> int:
    """Check the quotations of a draft; gives the exit code."""
    from sayso.checking.checked import doubtful_first

    drafts: list[Drafted] = []
    failed = False
    for article in _read(name):
        if isinstance(article, PageError):
            failed = True
            say(str(article))
            continue
        done, problems = _of_draft(record, article)
        for problem in problems:
            failed = True
            say(f"{name}: {problem}")
        drafts.append((article, done))
    every = sorted((checked for _, done in drafts for _, checked in done), key=doubtful_first)
    if form == "html":
        from sayso.cli.draft_page import draft_page

        put(draft_page(drafts))
    else:
        _write(every, form)
    return 1 if failed else _code(every)


def _of_draft(record: Record, article: Article) -> "tuple[list[tuple[Quoted, Checked]], list[str]]":
    """The quotations of a draft with what became of them, and why others could not be checked."""
    from sayso.checking.check import check
    from sayso.checking.draft import quoted

    done: list[tuple[Quoted, Checked]] = []
    problems: list[str] = []
    for q in quoted(article):
        try:
            done.append((q, check(record, q.quote, q.by)))
        except ValueError as error:
            problems.append(str(error))
    return done, problems


def _read(name: str) -> Iterator[Article | PageError]:
    from sayso.reader import Reader

    reader = Reader()
    for found in sources(name):
        yield found if isinstance(found, PageError) else reader.read(found)


def _code(done: "Iterable[Checked]") -> int:
    return 0 if all(c.stands for c in done) else 3


def _write(done: "list[Checked]", form: Form) -> None:
    if form == "table":
        put("".join(_shown(c) for c in done) or "No quotations.\n")
    elif form in ("json", "jsonl"):
        write_rows(form, [c.to_dict() for c in done], _COLUMNS, str, "Checked")
    else:
        write_rows(form, [_flat(c) for c in done], _FLAT, str, "Checked")


def _flat(checked: "Checked") -> dict[str, Any]:
    """A row for a quotation, with the nearest statement alone."""
    nearest = checked.matches[0].to_dict() if checked.matches else {}
    told = {
        **checked.to_dict(),
        "changes": "; ".join(f"{c.before} → {c.after}" for c in checked.changes),
        "warnings": "; ".join(f"{w.kind}: {w.text}" for w in checked.warnings),
    }
    return {c: told.get(c, nearest.get(c)) for c in _FLAT}


def _shown(checked: "Checked") -> str:
    """A check as a person reads it: the verdict, the quotation with the words that differ, where the nearest stand."""
    by = f"  by {clean(checked.by)}" if checked.by else ""
    told = "".join(_wrapped(clean(line)) for line in _notes(checked))
    matches = "".join(_near(m, around=n == 0) for n, m in enumerate(checked.matches))
    warned = ", with a warning" if checked.warnings and checked.verdict in ("verbatim", "shortened") else ""
    return f"{checked.verdict}{warned}{by}\n{_wrapped(_compared(checked))}{told}{matches}\n"


def _notes(checked: "Checked") -> Iterator[str]:
    for c in checked.changes:
        if c.what not in ("word", "left out"):
            what = f"{c.before} → {c.after}" if c.before and c.after else f"{c.before} left out"
            yield f"{c.what}: {what if c.before else f'{c.after} put in'}"
    for w in checked.warnings:
        yield f"warning: {w.message}{f' “{w.text}”' if w.text else ''}"
    if others := dict.fromkeys(m.outlet or m.article for m in checked.otherwise):
        yield f"printed with other words by {', '.join(others)}"


def _compared(checked: "Checked") -> str:
    """The quotation, what the record has [-struck-] and what the quotation has in its place {+marked+}."""
    out: list[str] = []
    at = 0
    for c in checked.changes:
        old = struck(c.before) if c.before else ""
        new = marked(c.after) if c.after else ""
        out += [_spaced(checked.quote[at : c.start]), "" if c.after else " ", old, new]
        at = c.end
    return "".join((*out, _spaced(checked.quote[at:]))).strip()


def _spaced(text: str) -> str:
    """Text made harmless, with a space at either end where it has one."""
    return f"{' ' * text[:1].isspace()}{clean(text)}{' ' * text[-1:].isspace()}" if text.strip() else " " * bool(text)


def _wrapped(text: str, indent: str = "    ") -> str:
    lines = textwrap.wrap(text, 92, initial_indent=indent, subsequent_indent=indent)
    return "".join(f"{line}\n" for line in lines)


def _near(m: "Match", *, around: bool) -> str:
    """A match with where it stands, and the sentences around where they are to be shown."""
    about = (
        m.speaker or "(nobody is named)",
        (m.published or "")[:10],
        m.outlet,
        "primary source" if m.primary else "",
        f"#{m.statement}" if m.statement else "",
        f"version {m.version}" if m.version else "",
    )
    head = "  ".join(clean(x) for x in about if x)
    where = f"        {clean(m.url or m.article)}\n"
    before, after = (_wrapped(f"({clean(x)})", " " * 8) if around and x else "" for x in (m.before, m.after))
    return f"  {m.similarity:.2f}  {head}\n{before}{_wrapped(clean(m.text), ' ' * 8)}{after}{where}"
