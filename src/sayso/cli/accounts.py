"""`sayso accounts`: who may correct a record in the browser and through the API."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.open_record import RECORD, opened
from sayso.cli.output import Form, clean, output_options
from sayso.cli.row_output import write_rows
from sayso.cli.serve import NEEDS
from sayso.record import Record
from sayso.render.grid import Column, Grid

if TYPE_CHECKING:
    from sayso.record.accounts import Role, Scope

_COLUMNS = ("name", "role", "created", "tokens")
_GRID = Grid(
    (
        Column("Name", lambda a: a["name"], "name"),
        Column("Role", lambda a: a["role"]),
        Column("Since", lambda a: a["created"][:10], "id"),
        Column("Tokens", lambda a: a["tokens"]),
    )
)


@click.command("accounts")
@RECORD
@click.option(
    "--add",
    metavar="NAME",
    help="Make an account, and RECORD where there is none, or give one another password and role; its tokens are taken"
    " back.",
)
@click.option("--role", type=click.Choice(("reviewer", "admin")), help="Of --add; an admin may take things out too.")
@click.option("--password-stdin", is_flag=True, help="Read the password of --add from standard input.")
@click.option("--remove", metavar="NAME", help="Take an account out; what it corrected stays.")
@click.option("--token", metavar="NAME", help="Make an API token of an account, and print it: it is not shown again.")
@click.option("--scope", type=click.Choice(("read", "correct")), help="What --token may be used for.")
@click.option("--revoke", metavar="TOKEN", type=click.IntRange(1, 2**63 - 1), help="Take a token back, by its number.")
@output_options
def command(
    record: Path,
    add: str | None,
    role: "Role | None",
    password_stdin: bool,
    remove: str | None,
    token: str | None,
    scope: "Scope | None",
    revoke: int | None,
    form: Form,
) -> None:
    """List the accounts of RECORD and the numbers of their API tokens, or change them.

    They are kept in the record: whoever gets a copy of the file gets the hashes of passwords and tokens too.
    """
    if sum(x is not None for x in (add, remove, token, revoke)) > 1:
        raise click.UsageError("choose one: --add, --remove, --token or --revoke")
    if (add is None) != (role is None) or (password_stdin and add is None):
        raise click.UsageError("--role goes with --add, and --password-stdin too")
    if (token is None) != (scope is None):
        raise click.UsageError("--scope goes with --token")
    try:
        from sayso.record import accounts
        from sayso.web.accounts import add_account
    except ImportError as error:
        raise click.ClickException(NEEDS) from error
    with opened(record, new=add is not None) as kept:
        if add is not None and role is not None:
            add_account(kept, add, role, _password(password_stdin))
            click.echo(f"{clean(add)} may sign in as {role}")
        elif remove is not None:
            if not accounts.remove_account(kept, remove):
                raise click.ClickException(f"there is no account {remove!r}")
            click.echo(f"took out {clean(remove)}")
        elif token is not None and scope is not None:
            click.echo(accounts.add_token(kept, token, scope))
        elif revoke is not None:
            if not accounts.remove_token(kept, revoke):
                raise click.ClickException(f"there is no token {revoke}")
            click.echo(f"took back token {revoke}")
        else:
            write_rows(form, _rows(kept), _COLUMNS, _GRID, "Accounts")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    given: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return given


def _rows(record: Record) -> list[dict[str, Any]]:
    from sayso.record.accounts import accounts, tokens

    held: dict[str, list[str]] = {}
    for t in tokens(record):
        held.setdefault(t.account, []).append(f"{t.id} ({t.scope})")
    return [
        {"name": a.name, "role": a.role, "created": a.created, "tokens": ", ".join(held.get(a.name, ()))}
        for a in accounts(record)
    ]
