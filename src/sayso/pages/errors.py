"""The one exception of this room."""


class PageError(Exception):
    """A page that cannot be read. Its message is one line: which page, what happened, what to do."""

    def __init__(self, name: str, problem: str) -> None:
        # Both are kept as arguments, so that the error can be sent from a worker process.
        super().__init__(name, problem)

    def __str__(self) -> str:
        name, problem = self.args
        return f"{_printable(name)}: {_printable(problem)}"


def _printable(text: str) -> str:
    # A name or a library's message may hold line breaks, terminal codes or lone surrogates.
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
