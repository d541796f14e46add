"""Inner cues by self-training: contents read as texts of their own by the network of the first phase.

PolNeAR annotates one level. Cut out of its statement, what somebody said is a text like any other, and the network
finds the statements in it; set back into their places they teach it to find them there. Put together without their
speakers they are what interviews and speeches look like, which the corpus lacks too.
"""

from dataclasses import dataclass, replace

from sayso.attribution.drafts import Draft
from sayso.attribution.network import Network
from sayso.attribution.statements import scan
from sayso.text.quotes import MARKS, quotations
from training.corpus import Annotated, Relation

SURE = 0.35  # a cue of this chance is taken for one; a less likely one is left open
SHORTEST = 25  # code points of content that may hold a statement


@dataclass(frozen=True, slots=True)
class Silver:
    """An article with its inner statements, and its contents as a text of their own."""

    article: Annotated
    monologue: Annotated


def silver(articles: list[Annotated], network: Network) -> list[Silver]:
    """Find inner statements in every article; print how many."""
    out = [_silver(a, network) for a in articles]
    inner = sum(r.inner for s in out for r in s.article.relations)
    print(f"inner statements found in {len(out)} articles: {inner}", flush=True)
    return out


def _silver(article: Annotated, network: Network) -> Silver:
    inner: list[Relation] = []
    hidden: list[tuple[int, int]] = []
    pieces: list[str] = []
    spoken: list[Relation] = []
    open_there: list[tuple[int, int]] = []
    length = 0
    for start, end in (s for r in article.relations for s in r.content):
        start, end = _bare(article.text, start, end)
        if end - start < SHORTEST:
            hidden.append((start, end))
            continue
        said = article.text[start:end]
        found = scan(said, quotations(said), network, with_mentions=False).drafts
        relations = [_relation(d) for d in found if d.roles.cue.chance >= SURE]
        unsure = [d.cue for d in found if d.roles.cue.chance < SURE]
        inner += [replace(r.moved(start), inner=True) for r in relations]
        hidden += [(s + start, e + start) for s, e in unsure]
        spoken += [r.moved(length) for r in relations]
        open_there += [(s + length, e + length) for s, e in unsure]
        pieces.append(said)
        length += len(said) + 2
    return Silver(
        Annotated(article.text, (*article.relations, *inner), tuple(hidden)),
        Annotated("\n\n".join(pieces), tuple(spoken), tuple(open_there)),
    )


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The content without white space, marks and commas at its ends."""
    while start < end and (text[start].isspace() or text[start] in MARKS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in MARKS or text[end - 1] == ","):
        end -= 1
    return start, end


def _relation(d: Draft) -> Relation:
    return Relation((d.cue,), d.source, d.content)
