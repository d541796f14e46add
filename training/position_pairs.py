"""The pairs of a claim and a statement that `training.positions` learns from."""

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sayso.analysis.claim import negated
from sayso.article import Article, Statement
from sayso.attribution import Reported
from sayso.attribution.relation import Stand

HERE = Path(__file__).parent
GOLD = HERE.parent / "tests" / "analysis" / "claims.jsonl"
CONTRARY: Mapping[Stand, Stand] = {"for": "against", "against": "for"}
_FOR = frozenset(("support", "praise", "want", "request", "promise", "order", "authorize"))
_AGAINST = frozenset(("oppose", "criticize", "prohibit"))
_SAYS = frozenset(("assert", "believe", "confirm", "announce", "warn", "deny"))
_OPENS = re.compile(
    r"(?:to|that|whether|if|for|of|in|on|by|how|what|who|which|it|he|she|they|this|that|his|her|their)\b"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """What a statement shows on a claim, how much that counts, and the claim's number in the gold, -1 elsewhere."""

    stand: Stand
    claim: str
    statement: Reported
    weight: float = 1.0
    of: int = -1


def invented() -> list[Pair]:
    """The pairs that three writers made up (`positions.tsv`)."""
    rows = (line.split("\t") for line in (HERE / "positions.tsv").read_text("utf8").splitlines())
    return [Pair(stand, claim, Reported(*told), 0.9) for stand, claim, *told in rows]  # type: ignore[arg-type]


def read(articles: Iterable[Article]) -> tuple[list[Pair], list[Pair]]:
    """What was read for this project in PolNeAR train: of the chosen half of the gold, and of other claims
    (`claims.jsonl`); what readers were unsure of counts less."""
    by_place = {_place(a, s): _reported(a, s) for a in articles for s in a.statements}
    found: tuple[list[Pair], list[Pair]] = [], []
    for n, (file, into) in enumerate(((GOLD, found[0]), (HERE / "claims.jsonl", found[1]))):
        for number, line in enumerate(file.read_text("utf8").splitlines()):
            told = json.loads(line)
            for s in () if told.get("held") else told["statements"]:
                weight = (0.4 if s.get("unsure") else 1.0) * (0.9 if s["label"] == "none" else 1.3)
                said = by_place[tuple(s["at"])]
                into.append(Pair(s["label"], told["claim"], said, weight, -1 if n else number))
    return found


def silver(articles: Iterable[Article], rng: random.Random) -> list[Pair]:
    """Claims that a statement's own words make, by its act: who supports a thing is for it, who denies a clause is
    against it; and the same claims with another statement of the article, which shows nothing on it. No statement of
    the gold's other half is among them."""
    kept = {tuple(s["at"]) for x in GOLD.read_text("utf8").splitlines() for s in json.loads(x)["statements"]}
    out: list[Pair] = []
    for article in articles:
        said = [s for s in article.statements if s.event != "none" and _place(article, s) not in kept]
        claims = [(s, made) for s in said for made in _claims(s, rng)]
        out += [Pair(stand, claim, _reported(article, s), 0.5) for s, (stand, claim) in claims]
        others = [s for s in said if s.parent is None]
        out += [
            Pair("none", claim, _reported(article, rng.choice(others)), 0.3) for s, (_, claim) in claims[::2] if others
        ]
    return out


def _claims(s: Statement, rng: random.Random) -> list[tuple[Stand, str]]:
    text = " ".join(x.text for x in s.content).strip("“”\"'‘’,. ")
    words = len(text.split())
    for_it: Stand = "against" if s.negated else "for"
    if s.act in _FOR | _AGAINST and 1 < words <= 12 and not _OPENS.match(text):
        stand = for_it if s.act in _FOR else CONTRARY[for_it]
        good = rng.choice((text, f"{text} is right", f"{text} should be supported"))
        return [(stand, _capital(good)), (CONTRARY[stand], _capital(f"{text} is wrong"))]
    if s.act in _FOR and text.startswith("to ") and 3 <= words <= 14:
        return [(for_it, f"It is right {text}"), (CONTRARY[for_it], f"It is wrong {text}")]
    clause = text.removeprefix("that ")
    contrary = negated(clause)
    if s.act in _SAYS and not s.negated and 4 <= words <= 18 and contrary and not _OPENS.match(clause):
        stand = "against" if s.act == "deny" else "for"
        return [(stand, _capital(clause)), (CONTRARY[stand], _capital(contrary))]
    return []


def epoch(pairs: Sequence[Pair], wordings: Mapping[str, Sequence[tuple[bool, str]]], rng: random.Random) -> list[Pair]:
    """The pairs, with claims worded anew, some turned into their contrary, and some put to other claims' statements."""
    out = list(pairs)
    claims = sorted({p.claim for p in pairs})
    for p in pairs:
        some = wordings.get(p.claim, ())
        for same, claim in rng.sample(list(some), min(len(some), 1 if p.stand == "none" else 2)):
            stand = p.stand if same else CONTRARY.get(p.stand, p.stand)
            out.append(replace(p, stand=stand, claim=claim, weight=p.weight * 0.8))
        contrary = negated(p.claim)
        if not some and contrary and rng.random() < 0.4:
            out.append(replace(p, stand=CONTRARY.get(p.stand, p.stand), claim=contrary, weight=p.weight * 0.8))
        if p.stand != "none" and rng.random() < 0.2:
            other = rng.choice(claims)
            out += [] if other == p.claim else [replace(p, stand="none", claim=other, weight=0.6)]
    return out


def paraphrases() -> Mapping[str, Sequence[tuple[bool, str]]]:
    """Other wordings of claims, and whether they say the same or the contrary (`paraphrases.tsv`)."""
    found: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for line in (HERE / "paraphrases.tsv").read_text("utf8").splitlines():
        claim, kind, wording = line.split("\t")
        found[claim].append((kind == "same", wording))
    return found


def _place(article: Article, s: Statement) -> tuple[str, int, int]:
    return article.id, s.cue[0].start, s.cue[0].end


def _reported(article: Article, s: Statement) -> Reported:
    names = {a.id: a.name for a in article.actors}
    speakers = "; ".join(names[c] for c in s.speakers if c in names)
    source, cue, content = (" ".join(x.text for x in some) for some in (s.source, s.cue, s.content))
    return Reported(speakers or source, cue, content)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
