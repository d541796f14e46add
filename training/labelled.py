"""Articles with all that readers told of their statements: event, act, sourcing, and who is credited."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sayso import scoring
from sayso.actors.pair_features import NAME, kinds
from sayso.attribution import Network
from sayso.attribution.drafts import Draft
from sayso.attribution.mentions import Mentions
from sayso.attribution.statements import scan
from sayso.attribution.words import Words
from sayso.scoring import Parts
from sayso.text.quotes import quotations
from training import readers
from training.corpus import Annotated, Named, Relation, Spans, StatementLabels, cleaned
from training.mentions import GIVEN, NOBODY, UNTOLD, Head, Text
from training.readers import Judged

SAID, STATE, NOTHING = ("speech", "state"), ("state",), ("none",)
EITHER = (*SAID, "none")  # of which nothing is told
_EVENTS = {"speech": ("speech",), "state": STATE, "none": NOTHING, "bad": NOTHING, "doubt": EITHER}
_MINDS = ("believe", "want")
_ALIKE = 0.5  # share of two contents' words in common from which they are one


def polnear(path: Path) -> list[Annotated]:
    """PolNeAR's articles with their speakers, with what readers told of them beside that; a deed is an `other` there, a
    belief or wish a state of mind."""
    slips: Counter[str] = Counter()
    return [_of_polnear(a, slips) for a in _lines(path)]


def _of_polnear(raw: dict[str, Any], slips: Counter[str]) -> Annotated:
    acts = readers.acts().get(str(raw["id"]), {})
    relations = []
    for n, a in enumerate(raw["attributions"]):
        relation = cleaned(raw["text"], a, slips)
        if relation:
            act = acts.get(n, a["act"])
            events = NOTHING if act == "other" else STATE if act in _MINDS else SAID
            entities = tuple(Named(str(e["id"]), tuple(e["names"])) for e in a["entities"])
            told = StatementLabels(events, None if act == "other" else act, a["sourcing"], entities)
            relations.append(replace(relation, told=told))
    hidden = tuple(s for r in relations for s in r.content)
    judged = readers.judged().get(str(raw["id"]))
    if judged is None:
        return Annotated(raw["text"], tuple(relations), hidden)
    return Annotated(raw["text"], tuple(_with_events(relations, judged)), hidden, in_full=True)


def _with_events(relations: Sequence[Relation], judged: Sequence[Judged]) -> Iterator[Relation]:
    """PolNeAR's relations with their events, and what else the network proposed: it teaches no cue and no role."""
    left = [j for j in judged if j.event != "bad"]
    for r in relations:
        own = next((j for j in left if _touch(j.cue, r.cue)), None)
        if own and r.told:
            left.remove(own)
            r = replace(r, told=replace(r.told, events=_EVENTS[own.event]))
        yield r
    for j in (*left, *(j for j in judged if j.event == "bad")):
        yield Relation(j.cue, j.source, j.content, found=True, told=StatementLabels(_EVENTS[j.event]))


def _touch(some: Spans, others: Spans) -> bool:
    return any(s < end and start < e for s, e in some for start, end in others)


def news(path: Path, network: Network) -> list[tuple[Annotated, Text]]:
    """Articles read in full, with what the network proposes and readers did not mark, and the network's mentions."""
    return [_read_in_full(a, network) for a in _lines(path)]


def read_in_full(path: Path) -> list[Annotated]:
    """Articles in which readers marked every statement: what is not marked is none."""
    return [_marked(a) for a in _lines(path)]


def _read_in_full(raw: dict[str, Any], network: Network) -> tuple[Annotated, Text]:
    article = _marked(raw)
    found = scan(article.text, quotations(article.text), network)
    extra = [_proposed(d) for d in found.drafts if not any(is_same(d, r) for r in article.relations)]
    relations = (*article.relations, *extra)
    return replace(article, relations=relations), _text(article.text, found.words, found.mentions)


def _marked(raw: dict[str, Any]) -> Annotated:
    slips: Counter[str] = Counter()
    marked = []
    for s in raw["statements"]:
        relation = cleaned(raw["text"], s["spans"], slips)
        if relation:
            inner, is_doubtful = s.get("nested_in") is not None, bool(s.get("doubtful"))
            marked.append(replace(relation, inner=inner, found=is_doubtful, told=_told(s)))
    return Annotated(raw["text"], tuple(marked), (), in_full=True)


def _told(s: dict[str, Any]) -> StatementLabels:
    entities = tuple(Named(name, (name,)) for name in s["speaker"])
    nobody = () if s["sourcing"] == "none" else (Named("", ()),)
    events = EITHER if s.get("doubtful") else (s["event"],)
    return StatementLabels(events, s["act"], s["sourcing"], entities or nobody)


def _proposed(d: Draft) -> Relation:
    return Relation((d.cue,), d.source, d.content, found=True, told=StatementLabels(NOTHING))


def is_same(d: Draft, r: Relation) -> bool:
    """Whether the network's proposal may be the statement that a reader marked."""
    if _touch((d.cue,), r.cue):
        return True
    ours, theirs = (Parts.of((), (), x.content).content for x in (d, r))
    return len(ours & theirs) > _ALIKE * len(ours | theirs)


def standing(article: Annotated, drafts: Sequence[Draft]) -> list[bool]:
    """Which of the network's proposals stand for a statement that a reader marked, a doubtful one too."""
    ours = [Parts.of((d.cue,), d.source, d.content) for d in drafts]
    statements = [r for r in article.relations if r.told is None or r.told.events != NOTHING]
    firm_first = sorted(statements, key=lambda r: r.found)
    stand = set(scoring.standing(ours, [Parts.of(r.cue, r.source, r.content) for r in firm_first]).values())
    return [n in stand for n in range(len(drafts))]


def _text(text: str, words: Words, found: Mentions) -> Text:
    starts, ends = words.starts.tolist(), words.ends.tolist()
    pairs = zip(found.head.tolist(), found.first.tolist(), strict=True)
    heads = tuple(Head(starts[h], ends[h], starts[f], UNTOLD, None) for h, f in pairs)
    return Text(text, heads, ((0, len(text)),))


def credited(article: Annotated, text: Text, words: Words) -> Text:
    """The mentions with whom the readers credit: each of a speaker's names, and the pronouns and descriptions that are
    sources; a chain that holds one of his names is his."""
    kind = dict(zip(words.ends.tolist(), kinds(words).tolist(), strict=True))
    told = [(r, r.told.entities) for r in article.relations if r.told]
    named = {e.key: e for _, some in told for e in some if e.names}
    of: dict[int, set[str]] = {}
    for h in text.heads:
        if kind.get(h.end, NAME) == NAME:
            for e in named.values():
                if _names(text, h, e):
                    of.setdefault(h.start, set()).add(e.key)
    given = {at: GIVEN + next(iter(keys)) for at, keys in of.items() if len(keys) == 1}
    for r, some in told:
        head = _main(text, r)
        if head is None or len(some) != 1 or head.start in of or kind.get(head.end, NAME) == NAME:
            continue
        given[head.start] = GIVEN + some[0].key if some[0].names else NOBODY
    chains: dict[str, set[str]] = {}
    for h in text.heads:
        if h.group is not None and h.start in given and kind.get(h.end, NAME) == NAME:
            chains.setdefault(h.group, set()).add(given[h.start])
    whole = {chain: next(iter(keys)) for chain, keys in chains.items() if len(keys) == 1}
    return replace(text, heads=tuple(replace(h, group=_group(h, given, whole, of)) for h in text.heads))


def _group(h: Head, given: dict[int, str], whole: dict[str, str], of: dict[int, set[str]]) -> str | None:
    if h.start in of and h.start not in given:
        return None
    return given.get(h.start) or whole.get(h.group or "", h.group)


def _names(text: Text, h: Head, e: Named) -> bool:
    """Whether a mention is one of the names that the readers gave, or its last word with nobody else's before it."""
    shown = text.text[h.start if h.begins is None else h.begins : h.end]
    before, last = shown.split()[:-1], text.of(h)
    for name in e.names:
        own = name.split()
        if shown == name or (own and own[-1] == last and all(b in own or not b.istitle() for b in before)):
            return True
    return False


def _main(text: Text, r: Relation) -> Head | None:
    """The first head of the source that does not own what follows."""
    for start, end in r.source:
        for h in text.heads:
            if start <= h.start and h.end <= end and text.text[h.end : h.end + 2] not in ("'s", "’s"):
                return h
    return None


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        yield from map(json.loads, lines)
