"""A page in, the finished Article out: reading, actors and meaning in a row."""

from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from sayso import actors, meaning, pages, reading
from sayso.article import Article, Engine


class Reader:
    """Reads articles with the network that sayso carries; loads it once.

    `min_confidence` (0 to 1) keeps the statements of at least that confidence; without it, those that are likelier
    right than not worth having (chosen on PolNeAR dev, see docs/model-card.md). `roster` names known actors; `lexicon`
    is what cues are looked up in, sayso's own by itself.
    """

    def __init__(
        self,
        min_confidence: float | None = None,
        roster: actors.Roster | None = None,
        lexicon: meaning.Lexicon | None = None,
    ) -> None:
        self._network = reading.Network()
        self._min_confidence = min_confidence
        self._roster = roster
        self._lexicon = lexicon or meaning.lexicon()
        self.engine = Engine(
            version("sayso"),
            self._network.name,
            roster=roster.sha256 if roster else None,
            lexicon=self._lexicon.sha256,
        )

    def read(self, article: Article) -> Article:
        """The article with its statements and actors; with none where it is in another language than English."""
        if not pages.is_english(article):
            return replace(article, statements=(), actors=(), engine=self.engine)
        found = reading.read(article, self._network, self._min_confidence)
        statements, cast = actors.cast(found, self._network, self._roster)
        weighed = meaning.weigh(article, statements, self._lexicon)
        return replace(article, statements=weighed, actors=cast, engine=self.engine)


def read(source: str | Path) -> Article:
    """Read the one page at a path or an http(s) address; for a file of many articles see `sayso.pages.sources`.

    Raises sayso.PageError where there is no page to read there, or more than one article.
    """
    found = list(pages.sources(str(source)))
    if len(found) != 1:
        raise pages.PageError(str(source), f"holds {len(found)} articles; iterate over sayso.pages.sources() instead")
    (article,) = found
    if isinstance(article, pages.PageError):
        raise article
    return _reader().read(article)


def read_text(text: str) -> Article:
    """Read a text as it stands: nothing is taken away or put before it, every offset points into it."""
    return _reader().read(pages.read_text(text))


@cache
def _reader() -> Reader:
    return Reader()
