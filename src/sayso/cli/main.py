"""The command `sayso`: verbs, each in its own file, imported when asked for."""

import importlib
import sys

import click

_VERBS = {
    "read": "Read pages and print who said what.",
    "add": "Read pages into a record.",
    "follow": "Watch feeds and sitemaps for a record.",
    "update": "Add what is new in the feeds that a record watches.",
    "search": "Find statements in a record.",
    "check": "Check a quotation, or all those of a draft, against a record.",
    "threads": "Show who else reported the same utterance.",
    "positions": "Show who is for a claim or topic, against it or undecided, and since when.",
    "audit": "Tell how the outlets of a record use their sources.",
    "actors": "List, explain, merge and split the actors of a record.",
    "correct": "Correct a statement of a record by hand.",
    "reread": "Read the articles of a record again, by a newer reader.",
    "sample": "Draw statements to be judged by hand, and tell how many are right.",
    "changes": "Show what outlets changed in articles after they came out.",
    "remove": "Take an article out of a record.",
    "export": "Write a record out: rows, linked data, brat's files, training data.",
    "batch": "Read archives of pages into Parquet.",
    "verify": "Check that a record is whole.",
    "open": "Open your own record in a browser.",
    "serve": "Open a record in a browser, and to other programs.",
    "accounts": "Say who may correct a record in the browser.",
    "eval": "Score statements against hand-annotated ones.",
}


class _Verbs(click.Group):
    """Finds `sayso VERB` in the file sayso/cli/VERB.py, so that help needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        from sayso.cli.terminal import show_warnings

        show_warnings()
        command: click.Command = importlib.import_module(f"sayso.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_VERBS.items()))


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sayso")
def main() -> None:
    """Who said what, to whom, when, in which words, and how we know."""


def entry() -> None:
    """What the installed command runs: `main`, and Ctrl-C or a full disk at any moment ends it in one line."""
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Aborted!")
    except (ImportError, SystemError) as error:
        if not _is_interrupted(error):
            raise
        sys.exit("Aborted!")
    except OSError as error:  # a full disk under standard output, mostly
        sys.exit(f"Error: the output cannot be written: {error.strerror or error}")


def _is_interrupted(error: BaseException | None) -> bool:
    """Whether it comes from Ctrl-C: libraries in C that are being loaded make another error of that."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


if __name__ == "__main__":
    entry()
