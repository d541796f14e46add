"""What sayso raises, in one tree under SaysoError."""

import os


class SaysoError(Exception):
    """Something that cannot be used. `name` is which page, file or text, `problem` what happened and what to do; both
    together are its message, one line.

        SaysoError
        ├── PageError       a page that cannot be read
        ├── TextTooLong     a text of more word pieces than are read; a ValueError too
        ├── RecordError     a record that cannot be used, or has not what was asked for
        ├── QueryError      a search that cannot be read as it is typed
        ├── RosterError     a roster that cannot be used at all
        ├── LexiconError    a lexicon that cannot be used; a ValueError too
        ├── ModelError      a folder without the weights of a network
        ├── LanguageError   a language that is not read; a ValueError too
        └── PluginError     a plugin that cannot be loaded, or fails
    """

    def __init__(self, name: str | os.PathLike[str], problem: str) -> None:
        # Both are kept as arguments, so that the error can be sent from a worker process.
        super().__init__(os.fspath(name), problem)

    @property
    def name(self) -> str:
        """Which page, file or text it is."""
        return str(self.args[0])

    @property
    def problem(self) -> str:
        """What happened, and what to do."""
        return str(self.args[1])

    def __str__(self) -> str:
        return f"{_printable(self.name)}: {_printable(self.problem)}"


class PageError(SaysoError):
    """A page that cannot be read."""


class TextTooLong(SaysoError, ValueError):
    """A text of more word pieces than are read."""


class RecordError(SaysoError):
    """A record that cannot be used, or what it was asked for is not in it."""


class QueryError(SaysoError):
    """A search that cannot be read as it is typed."""


class RosterError(SaysoError):
    """A roster that cannot be used at all."""


class LexiconError(SaysoError, ValueError):
    """A lexicon file that cannot be used."""


class ModelError(SaysoError):
    """A folder that holds no weights of a network."""


class LanguageError(SaysoError, ValueError):
    """A language that is not read."""


class PluginError(SaysoError):
    """A plugin that cannot be loaded, or fails."""


def _printable(text: str) -> str:
    # A name or a library's message may hold line breaks, terminal codes or lone surrogates.
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
