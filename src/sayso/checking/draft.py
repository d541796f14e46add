"""The quotations of a draft, to be checked before it is printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.article import Article
from sayso.checking.speeches import Stretch, stretches
from sayso.linking.words import words
from sayso.text.quotes import quotations

_FEWEST = 4  # words of a quotation; fewer are a name, a title or a single word set apart


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of a draft without its marks, its speaker where the draft names him, and where it stands in the text
    (code points)."""

    quote: str
    by: str | None
    start: int
    end: int


def quoted(article: Article) -> Iterator[Quoted]:
    """The quotations of an article that was read, of four words or more, in order."""
    for s in stretches(article, quotations(article.text)):
        text = article.text[s.start : s.end].strip()
        if len(words(text)) >= _FEWEST:
            yield Quoted(text, _by(article, s), s.start, s.end)


def _by(article: Article, s: Stretch) -> str | None:
    """The name of the speaker; none of one who is only described, whom the record may know by name."""
    speaking = [a.name for a in article.actors if a.id in s.speakers]
    return next((name for name in speaking if name[:1].isupper()), None)
