"""A page in, the finished Article out: reading, actors and meaning in a row."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

from sayso import actors, attribution, lang, pages, speech_acts
from sayso.article import Act, Actor, Article, Engine, Statement
from sayso.attribution.events import Heard
from sayso.errors import PageError
from sayso.parallel import read_all

_Credited = tuple[Mapping[int, Heard], tuple[Statement, ...], tuple[Actor, ...]]
_STATES = re.compile(r"[.!…]\s")


class Reader:
    """Reads articles with a network that it loads once, the one that sayso carries by itself.

    `min_confidence` (0 to 1) keeps the statements of at least that confidence; without it, those that are likelier
    right than not worth having (chosen on PolNeAR dev, see docs/model-card.md). `roster` names known actors; `lexicon`
    is what cues are looked up in, sayso's own by itself. `credit` (0 to 1) is the least probability from which somebody
    is named as the speaker; without it, sayso's own. `model` is a folder of weights as `python -m training` makes
    it, in place of those that sayso carries. With `include_none` every cue is given whose spans are sure enough, those
    too where there is nothing to record, with the event `none`; confidence is then that of the spans alone.
    `language` is that of the articles, by its code: English ("en"), or one that a plugin brings (docs/plugins.md), with
    a `model` where it needs another one.

    Raises ModelError where the model's folder lacks some of it, and LanguageError for another language.
    """

    def __init__(
        self,
        min_confidence: float | None = None,
        roster: actors.Roster | None = None,
        lexicon: speech_acts.Lexicon | None = None,
        model: Path | None = None,
        credit: float | None = None,
        include_none: bool = False,
        language: str = "en",
    ) -> None:
        self._language = lang.language(language)
        self._again = partial(Reader, min_confidence, roster, lexicon, model, credit, include_none, language)
        self._network = attribution.Network(model) if model else attribution.Network()
        self._min_confidence = min_confidence
        self._roster = roster
        self._credit = credit
        self._include_none = include_none
        with lang.using(self._language):
            self._lexicon = lexicon or speech_acts.lexicon()
        self.engine = Engine(
            version("sayso"),
            self._network.name,
            roster=roster.sha256 if roster else None,
            lexicon=self._lexicon.sha256,
        )

    def read(self, article: Article, between: Callable[[], object] = lambda: None) -> Article:
        """The article with its statements and actors; with none where it is in another language than is read.

        Each part that is a transcript's turn is a statement of its speaker, whatever the least confidence is.
        `between` is called before each stretch of some 300 words: what it raises ends the reading. Raises ValueError
        where the text has more than 400,000 word pieces.
        """
        if article.language and _base(article.language) != _base(self._language.code):
            return replace(article, statements=(), actors=(), engine=self.engine)
        with lang.using(self._language):
            return self._read(article, between)

    def _read(self, article: Article, between: Callable[[], object]) -> Article:
        read = attribution.read(article, self._network, self._min_confidence, self._include_none, between)
        between()
        return self._done(article, *self._credited(read))

    def _credited(self, read: attribution.AttributionResult) -> _Credited:
        """Who is behind each statement, where the network's pass is done."""
        found = attribution.with_turns(attribution.with_uncued_quotations(read, self._min_confidence))
        cast = actors.cast(found, self._network, self._roster, self._credit)
        return found.heard, *actors.credited(found, *cast)

    def _done(
        self,
        article: Article,
        heard: Mapping[int, Heard],
        statements: tuple[Statement, ...],
        cast: tuple[Actor, ...],
    ) -> Article:
        """The article with what each statement does, and when it was made."""
        labels = {turn.mark[0] for turn in pages.turns(article)}
        others = (s for s in statements if s.cue[0].start not in labels)
        weighed = speech_acts.classify(article, others, self._lexicon, heard, self._network.act)
        dated = speech_acts.dated(article, weighed, self._network)
        turns = (replace(s, act=_turn_does(s)) for s in statements if s.cue[0].start in labels)
        every = sorted((*dated, *turns), key=lambda s: s.cue[0].start)
        return replace(article, statements=tuple(every), actors=cast, engine=self.engine)

    def pipe(self, texts: Iterable[str | Article | PageError], jobs: int = 1) -> Iterator[Article | PageError]:
        """Texts, or articles that were not read yet, read one after another, in their order; by `jobs` processes, each
        of which loads the network for itself. What cannot be read comes as an error, as do errors that are given (by
        `sayso.pages.sources`), and the others go on."""
        articles = (pages.read_text(text) if isinstance(text, str) else text for text in texts)
        return read_all(articles, jobs, self._again if jobs > 1 else lambda: self)


def _base(tag: str) -> str:
    """The language of a tag without its region or variety: "en" of "en-GB"."""
    return tag.split("-")[0].lower()


def _turn_does(turn: Statement) -> Act:
    """What a turn does, which no word of its label tells: one that is nothing but a question asks."""
    said = turn.content[-1].text
    return "question" if len(turn.content) == 1 and said.endswith("?") and not _STATES.search(said) else "assert"


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
