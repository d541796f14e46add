"""What the trees of positions are given of a claim and a statement: which words of the claim the statement and what
stands around it have, how near both are in meaning, and what act and words tell of the side taken."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import get_args

import numpy as np

from sayso.analysis.claim import Asked, negated
from sayso.analysis.stance_words import AGAINST, BAD, GOOD, NEGATIONS
from sayso.analysis.topic_query import folded, forms
from sayso.article import Act
from sayso.attribution.decode import Floats
from sayso.attribution.network import WEIGHTS
from sayso.attribution.words import tokenizer
from sayso.lang import rule, words
from sayso.linking.semantic_search import sentences

FIGURES = (
    "act_side", "claim_side", "content_side", "side", "both_sides", "act_on_claim", "valued", "valued_on_claim",
    "valued_by_act", "negations", "against", "against_beside", "good", "bad", "cue_negated", "cue_against",
    "claim_negated", "claim_against", "claim_good", "claim_bad", "bad_alike", "good_alike",
    "covered", "covered_with_cue", "covered_around", "covered_before", "pointed", "heaviest", "subject", "predicate",
    "subject_around", "predicate_around", "names", "names_around", "against_shared", "dense",
    "soft", "soft_subject", "soft_predicate", "soft_least", "soft_around", "by_subject",
    "words", "cue_words", "other_names", "replaced", "cosine", "cosine_contrary", "claim_or_contrary",
    "act", "condition", "undecided", "refuses", "direct", "to", "that", "whether", "question", "nested", "state",
)  # fmt: skip
_ACTS = get_args(Act)
_SIDES: dict[str, int] = {
    "request": 1, "want": 1, "order": 1, "authorize": 1, "support": 1, "praise": 1, "promise": 1, "confirm": 1,
    "prohibit": -1, "oppose": -1, "criticize": -1, "deny": -1, "decline": -1, "warn": -1, "accuse": -1,
}  # fmt: skip
_LIGHT = words("position_figures", "light")
_POINTS = rule("position_figures", "points")
_IF = rule("position_figures", "if")
_OPEN = rule("position_figures", "open")
_NO_ANSWER = rule("position_figures", "no_answer")
_ASKS = rule("position_figures", "asks")
_TO, _THAT, _DENIED = (rule("position_figures", name) for name in ("to", "that", "denied"))
_NAME = re.compile(r"(?<=\w )[A-Z][\w-]+")
_WORD = re.compile(r"[\w']+")
_FIRST = 1996  # the first whole word of the vocabulary; words stand there by how common they are
_LONGEST = 400  # characters of a text that a vector is made of


@dataclass(frozen=True, slots=True)
class StatementInContext:
    """A statement with what stands around it: its sentence, and the one before it."""

    speaker: str
    cue: str
    content: str
    act: Act
    negated: bool
    state: bool
    nested: bool
    sentence: str
    before: str


@dataclass(frozen=True)
class _Claim:
    """A claim as it is compared."""

    text: str

    @cached_property
    def words(self) -> list[str]:
        return [w for w in folded(self.text) if w not in _LIGHT and w not in NEGATIONS]

    @cached_property
    def forms(self) -> list[frozenset[str]]:
        return [frozenset(forms(w)) for w in self.words]

    @cached_property
    def weights(self) -> Floats:
        return np.array([_weight(w) for w in self.words], dtype=np.float32)

    @cached_property
    def is_subject(self) -> list[bool]:
        """Of each word whether it stands before the verb."""
        before = {w for t in Asked.of(self.text).matter.terms for s in t.sequences for w in s}
        return [w in before for w in self.words]

    @cached_property
    def names(self) -> list[frozenset[str]]:
        found = re.findall(r"\b[A-Z][\w-]+", self.text[1:])
        return [frozenset(f for w in folded(n) for f in forms(w)) for n in found]

    @cached_property
    def vectors(self) -> dict[str, Floats]:
        return {
            "claim": _vector(self.text),
            "contrary": _vector(negated(self.text) or f"It is not true that {self.text}"),
        }

    @cached_property
    def pieces(self) -> list[Floats]:
        return [_embedded(w) for w in self.words]


def figures(claim: str, statements: Sequence[StatementInContext]) -> Floats:
    """The FIGURES of each statement with a claim, (n, figures)."""
    asked = _Claim(claim)
    return np.array([_figures(asked, t) for t in statements], dtype=np.float32).reshape(-1, len(FIGURES))


def _figures(asked: _Claim, told: StatementInContext) -> list[float]:
    return [*_of_side(asked, told), *_of_words(asked, told), *_of_meaning(asked, told), *_of_form(told)]


def _of_side(asked: _Claim, told: StatementInContext) -> list[float]:
    own, cue = _spelled(told.content), _spelled(told.cue)
    claimed, words = set(folded(asked.text)), set(asked.words)
    negated, against = not NEGATIONS.isdisjoint(_spelled(asked.text)), not AGAINST.isdisjoint(claimed)
    good, bad = not GOOD.isdisjoint(claimed), not BAD.isdisjoint(claimed)
    no, ends = sum(_negates(w) for w in own), sum(w in AGAINST for w in own)
    praised, blamed = sum(w in GOOD for w in own), sum(w in BAD for w in own)
    denied = told.negated or any(_negates(w) for w in cue)
    act = _SIDES.get(told.act, 0) * (-1 if denied and told.act not in ("deny", "decline") else 1)
    on_claim, on_content = (-1 if against != negated else 1), (-1 if ends % 2 != no % 2 else 1)
    valued = float(np.sign(praised - blamed))
    return [
        act, on_claim, on_content, act * on_claim * on_content, on_claim * on_content, act * on_claim, valued,
        valued * on_claim, act * valued, no, ends, sum(w in AGAINST and w not in words for w in own), praised, blamed,
        denied, any(w in AGAINST or w in BAD for w in cue), negated, against, good, bad,
        (blamed > 0) * (bad - good), (praised > 0) * (good - bad),
    ]  # fmt: skip


def _of_words(asked: _Claim, told: StatementInContext) -> list[float]:
    content, around, before = folded(told.content), set(folded(told.sentence)), set(folded(told.before))
    said, with_cue = set(content), set(folded(f"{told.speaker} {told.cue} {told.content}"))
    here, near = _hits(asked, said), _hits(asked, around | with_cue)
    behind = _hits(asked, around | with_cue | before)
    subject = np.array(asked.is_subject, dtype=bool)
    points = bool(_POINTS.search(told.content)) or len(content) < 4
    soft, wide = _soft(asked, content), _soft(asked, sorted(around | with_cue))
    names = [bool(n & with_cue) for n in asked.names], [bool(n & (around | before)) for n in asked.names]
    heavy = sum(_weight(w) for w in said if w not in _LIGHT)
    shared = sum(_weight(w) for w in said if w not in _LIGHT and any(w in f for f in asked.forms))
    speaker = set(folded(told.speaker))
    others = len({w for n in _NAME.findall(told.content) for w in folded(n)} - {w for f in asked.forms for w in f})
    return [
        _share(here, asked.weights), _share(_hits(asked, with_cue), asked.weights), _share(near, asked.weights),
        _share(behind, asked.weights), points * (_share(behind, asked.weights) - _share(here, asked.weights)),
        here[int(np.argmax(asked.weights))] if len(here) else 0, _share(here, asked.weights * subject),
        _share(here, asked.weights * ~subject), _share(near, asked.weights * subject),
        _share(near, asked.weights * ~subject), _mean(names[0]), _mean(names[1]),
        any(h for h, w in zip(here, asked.words, strict=True) if w in AGAINST), shared / max(heavy, 1e-6),
        _share(soft, asked.weights), _share(soft, asked.weights * subject), _share(soft, asked.weights * ~subject),
        float(soft.min(initial=1.0)), _share(wide, asked.weights),
        any(w in speaker for w, s in zip(asked.words, subject, strict=True) if s),
        len(content), len(folded(told.cue)), others, others * (1 - _mean(names[0])),
    ]  # fmt: skip


def _of_meaning(asked: _Claim, told: StatementInContext) -> list[float]:
    of, own = asked.vectors, _vector(told.content)
    near, contrary = float(of["claim"] @ own), float(of["contrary"] @ own)
    return [near, contrary, near - contrary]


def _of_form(told: StatementInContext) -> list[float]:
    text = told.content
    return [
        _ACTS.index(told.act), bool(_IF.search(text)), bool(_OPEN.search(f"{told.cue} {text[:60]}")),
        bool(_NO_ANSWER.search(told.cue)), text[:1] in ("“", '"'), bool(_TO.match(text)),
        bool(_THAT.match(text)),
        bool(_ASKS.match(text)), text.rstrip("”\" ").endswith("?"), told.nested, told.state,
    ]  # fmt: skip


def _hits(asked: _Claim, words: set[str]) -> Floats:
    return np.array([not f.isdisjoint(words) for f in asked.forms], dtype=np.float32)


def _share(hits: Floats, weights: Floats) -> float:
    total = float(weights.sum())
    return float(hits @ weights) / total if total else 0.5


def _mean(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.5


def _soft(asked: _Claim, words: Sequence[str]) -> Floats:
    """How near the nearest word of a text is to each word of the claim (cosine of word embeddings)."""
    heavy = [w for w in words if w not in _LIGHT]
    if not heavy or not asked.words:
        return np.zeros(len(asked.words), dtype=np.float32)
    out: Floats = (np.array(asked.pieces) @ np.array([_embedded(w) for w in heavy]).T).max(axis=1)
    return out


def _spelled(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


def _negates(word: str) -> bool:
    return word in NEGATIONS or _DENIED.search(word) is not None


@lru_cache(1 << 12)
def _vector(text: str) -> Floats:
    return sentences().vector(text[:_LONGEST])


@lru_cache(1 << 14)
def _weight(word: str) -> float:
    """How much a word tells: the rarer it is, the more."""
    return math.log(2 + max(0, max(_ids(word)) - _FIRST))


@lru_cache(1 << 14)
def _embedded(word: str) -> Floats:
    """The mean of a word's pieces in the encoder's table of words, without what all words have in common, at length
    1."""
    table, common = _table()
    bare = table[list(_ids(word))].astype(np.float32).mean(0) - common
    out: Floats = bare / max(float(np.linalg.norm(bare)), 1e-6)
    return out


def _ids(word: str) -> tuple[int, ...]:
    return tuple(tokenizer().encode(word).ids[1:-1]) or (0,)


@cache
def _table() -> tuple[np.ndarray[tuple[int, int], np.dtype[np.uint8]], Floats]:
    width = 384
    table = np.memmap(WEIGHTS / "words.bin", np.uint8, "r").reshape(-1, width)
    return table, table[_FIRST:].mean(0, dtype=np.float32)
