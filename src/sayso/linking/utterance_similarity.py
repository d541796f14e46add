"""What two statements have in common that may report the same utterance: words, meaning, who spoke, when, and how."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import Literal

import numpy as np

from sayso.attribution.decode import Floats
from sayso.lang import table, words
from sayso.linking.critical_words import denies
from sayso.linking.words import forms
from sayso.text.sentences import sentence

# What the trees of `training.utterances` are given of a pair; tests/linking/README.md tells what they learned from.
FIGURES = (
    "run", "run_weight", "covered", "shared", "shared_weight", "rarest", "contained", "containing",
    "quotes", "quote_run", "quote_weight", "quote_contained", "quote_in_other",
    "around_weight", "around_contained", "found_around", "cue",
    "numbers_shared", "numbers_differ", "numbers_one",
    "same_speaker", "open_speaker", "other_speaker", "sources", "names", "unknown", "named_around",
    "days", "printed", "said_apart",
    "direct", "indirect", "act", "contrary", "negated", "nested", "headline", "denied", "habitual", "one_habitual",
    "lighter", "heavier", "cosine", "rank", "nearest", "margin", "fewer", "more", "mutual",
)  # fmt: skip
_FAR = 30  # days; more are no farther
_UNKNOWN_DAYS = 3
_AGAIN = 7  # words in a row of two quotations from which on these are one that is told again
_ELSEWHERE = 0.8  # weight of a word that stands in no content of two articles
_NUMBERS = table("utterance_similarity", "numbers")
# Acts by which one who did the one did not do the other by the same words.
_CONTRARY = (
    ("deny", "confirm"), ("deny", "announce"), ("support", "oppose"), ("support", "criticize"), ("praise", "criticize"),
    ("praise", "oppose"), ("authorize", "prohibit"), ("promise", "decline"),
)  # fmt: skip
_LIGHT = words("utterance_similarity", "light")
_HABITUAL = words("utterance_similarity", "habitual")
_QUOTED = re.compile(r"[“\"«]([^”\"»]+)|‘‘([^’]+)|''([^']+)''")


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they are compared, each two in a row, and the stems of those that carry meaning."""

    forms: list[str]
    neighbors: frozenset[tuple[str, str]]
    stems: frozenset[str]


@lru_cache(1 << 14)  # statements of one matter are compared many times, and loaded anew for each article of it
def words_of(text: str) -> Words:
    """The words of a text."""
    found = forms(text)
    heavy = frozenset(_stem(w) for w in found if w not in _LIGHT and len(w) > 1)
    return Words(found, frozenset(pairwise(found)), heavy)


def quoted_part(content: str) -> str:
    """What stands in quotation marks in a content, an ellipsis between; empty where nothing does."""
    return " … ".join("".join(found) for found in _QUOTED.findall(content))


@dataclass(frozen=True)
class Said:
    """A statement as it is compared. `cue_at` is where its cue stands in the article's `text`; `nested` is inside
    another one; `speakers` are known actors, none where it is `open` who spoke, `names` are theirs, folded, `bodies`
    those they speak for; `vectors` (stretches, 384) have length 1; days are ordinals, None where the text and the
    article tell none."""

    id: int
    article: int
    headline: bool
    source: str
    cue: str
    content: str
    text: str
    cue_at: tuple[int, int]
    kind: str
    act: str
    negated: bool
    nested: bool
    open: bool
    speakers: frozenset[int]
    names: frozenset[tuple[str, ...]]
    bodies: frozenset[tuple[str, ...]]
    vectors: Floats
    said: tuple[int, int] | None
    published: int | None

    @cached_property
    def content_words(self) -> "Words":
        """The words of the content."""
        return words_of(self.content)

    @cached_property
    def quoted_words(self) -> "Words":
        """Those in quotation marks."""
        if self.kind == "direct":
            return self.content_words
        return words_of(quoted_part(self.content))

    @property
    def heavy(self) -> frozenset[str]:
        """The stems of the content's words that carry meaning."""
        return self.content_words.stems

    @cached_property
    def around(self) -> frozenset[str]:
        """The stems of the words of the cue's sentence."""
        return words_of(sentence(self.text, *self.cue_at)).stems

    @cached_property
    def denied(self) -> bool:
        """Whether its cue or its content has a word that denies, or one for what is yet to come."""
        some = [*forms(self.cue), *self.content_words.forms]
        return denies(some) or ("yet", "to") in self.content_words.neighbors or "yet" in forms(self.cue)

    @cached_property
    def habitual(self) -> bool:
        """Whether its cue tells of no one occasion."""
        return not _HABITUAL.isdisjoint(forms(self.cue))

    @cached_property
    def told(self) -> tuple[frozenset[str], frozenset[str]]:
        """The stems of the source's words and of the cue's."""
        return words_of(self.source).stems, words_of(self.cue).stems

    @cached_property
    def called(self) -> frozenset[str]:
        """The words of the speakers' names."""
        return frozenset(word for name in self.names for word in name)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers, in digits."""
        return frozenset(_NUMBERS.get(w, w) for w in self.content_words.forms if w in _NUMBERS or w[0].isdigit())


@dataclass(frozen=True, slots=True)
class Matrices:
    """Of the statements of two articles (own, others): cosines; each one's place in its row and in its column, the
    nearest being 0; how far it is above the next of both; the weight of the stems that they share."""

    cosines: Floats
    ranks: tuple[Floats, Floats]
    margins: Floats
    shared: Floats


class Weights:
    """How much a word tells of which statement of two articles it stands in: the rarer in these, the more."""

    def __init__(self, *articles: Sequence[Said]) -> None:
        some = [s for a in articles for s in a]
        most = math.log(2 * len(some) + 4)
        self._of = {w: 1 - math.log(2 * n + 1) / most for w, n in Counter(w for s in some for w in s.heavy).items()}
        self._sums: dict[frozenset[str], float] = {}

    def __call__(self, some: frozenset[str]) -> float:
        found = self._sums.get(some)
        if found is None:
            of = self._of
            found = self._sums[some] = sum([of.get(w, _ELSEWHERE) for w in some])
        return found

    def rarest(self, some: frozenset[str]) -> float:
        return max((self._of.get(w, 0.0) for w in some), default=0.0)


def figures(
    a: Said, b: Said, at: tuple[int, int], matrices: Matrices, weights: Weights, *, copied: bool
) -> list[float]:
    """The FIGURES of a pair, at its place in the matrices of its articles. Where one of these is `copied` from the
    other, days tell nothing; nor do the articles' days, and numbers, where both quote the same words: these may be told
    again much later, and altered."""
    quotes = _of_quotes(a, b, weights)
    again = quotes[1] >= _AGAIN
    days = (0, 0, -1) if copied or (again and not (a.said and b.said)) else _of_days(a, b)
    return [
        *_of_words(a.content_words, b.content_words, weights), *quotes,
        *_of_sentences(a, b, weights),
        *((0, 0, 0) if again else _of_numbers(a, b)), *_of_speakers(a, b), *days, *_of_forms(a, b),
        *sorted((weights(a.heavy), weights(b.heavy))), *_of_place(at, matrices),
    ]  # fmt: skip


def _of_words(one: Words, other: Words, weights: Weights) -> tuple[float, ...]:
    common = one.stems & other.stems
    here, there, shared = weights(one.stems), weights(other.stems), weights(common)
    run, covered = _runs(one, other)
    return (
        len(run), weights(frozenset(_stem(w) for w in run if w not in _LIGHT)),
        covered / max(1, min(len(one.forms), len(other.forms))), len(common), shared,
        weights.rarest(common), _share(shared, min(here, there)), _share(shared, max(here, there)),
    )  # fmt: skip


def _of_quotes(a: Said, b: Said, weights: Weights) -> tuple[float, ...]:
    one, other = a.quoted_words, b.quoted_words
    here, there, shared = weights(one.stems), weights(other.stems), weights(one.stems & other.stems)
    return (
        bool(one.forms) + bool(other.forms), len(_runs(one, other)[0]), shared,
        _share(shared, min(here, there)) if here and there else -1,
        max(
            _share(weights(one.stems & b.heavy), here) if here else -1,
            _share(weights(other.stems & a.heavy), there) if there else -1,
        ),
    )  # fmt: skip


def _of_sentences(a: Said, b: Said, weights: Weights) -> tuple[float, ...]:
    shared = weights(a.around & b.around)
    return (
        shared, _share(shared, min(weights(a.around), weights(b.around))),
        max(_share(weights(x.heavy & y.around), weights(x.heavy)) for x, y in ((a, b), (b, a))),
        bool(a.told[1] & b.told[1]),
    )  # fmt: skip


def _of_numbers(a: Said, b: Said) -> tuple[float, ...]:
    common = len(a.numbers & b.numbers)
    return common, bool(a.numbers and b.numbers and not common), bool(a.numbers) != bool(b.numbers)


def _of_speakers(a: Said, b: Said) -> tuple[float, ...]:
    who = speaker(a, b)
    return (
        who == "same", who == "open", who == "other", bool(a.told[0] & b.told[0]), bool(a.called & b.called),
        (not a.speakers) + (not b.speakers), bool(a.called & b.around or b.called & a.around),
    )  # fmt: skip


def _of_days(a: Said, b: Said) -> tuple[float, ...]:
    days = _days(a, b)
    return (
        min(_UNKNOWN_DAYS if days is None else days, _FAR),
        min(abs((a.published or 0) - (b.published or 0)), _FAR),
        min(_apart(a.said, b.said), _FAR) if a.said and b.said else -1,
    )


def _of_forms(a: Said, b: Said) -> tuple[float, ...]:
    return (
        (a.kind == "direct") + (b.kind == "direct"), (a.kind == "indirect") + (b.kind == "indirect"),
        a.act == b.act, any({a.act, b.act} == set(c) for c in _CONTRARY), a.negated != b.negated,
        a.nested + b.nested, a.headline + b.headline, a.denied != b.denied, a.habitual + b.habitual,
        a.habitual != b.habitual,
    )  # fmt: skip


def _of_place(at: tuple[int, int], matrices: Matrices) -> tuple[float, ...]:
    ranks = [float(r[at]) for r in matrices.ranks]
    return (
        float(matrices.cosines[at]), min(ranks[0], 10) + min(ranks[1], 10), min(ranks), float(matrices.margins[at]),
        *sorted(matrices.cosines.shape), max(ranks) == 0,
    )  # fmt: skip


def _runs(one: Words, other: Words) -> tuple[list[str], int]:
    """The longest run of two words or more that both have, and how many stand in runs of three or more."""
    if one.neighbors.isdisjoint(other.neighbors):
        return [], 0
    blocks = SequenceMatcher(None, one.forms, other.forms, autojunk=False).get_matching_blocks()
    longest = max(blocks, key=lambda m: m.size)
    return one.forms[longest.a : longest.a + longest.size], sum(m.size for m in blocks if m.size >= 3)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def speaker(a: Said, b: Said) -> Literal["same", "open", "other"]:
    """Whether two statements have a speaker in common; "open" where that can be."""
    if a.speakers & b.speakers:
        return "same"
    for one, other in ((a, b), (b, a)):
        if (one.open and not one.speakers) or one.bodies & other.names:
            return "open"
    return "other"


def _days(a: Said, b: Said) -> int | None:
    """How many days are between two statements; 0 where they may be of one."""
    first, second = _span(a), _span(b)
    return None if first is None or second is None else _apart(first, second)


def _apart(first: tuple[int, int], second: tuple[int, int]) -> int:
    return max(0, first[0] - second[1], second[0] - first[1])


def _span(s: Said) -> tuple[int, int] | None:
    """The days on which it can have been said: those the text tells, else the article's and the one before."""
    if s.said:
        return s.said
    return (s.published - 1, s.published) if s.published else None


@cache
def _stem(word: str) -> str:
    """A word without its commonest endings: enough to see that two forms are one word."""
    word = word.removesuffix("'s")
    for ending in ("ations", "ation", "ings", "ing", "edly", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def matrices(own: Sequence[Said], others: Sequence[Said], weights: Weights) -> Matrices:
    """What is told of all pairs of two articles at once."""
    cosines = _cosines(own, others)
    rows, columns = _ranks(cosines), _ranks(cosines.T).T
    return Matrices(cosines, (rows, columns), _margins(cosines), _shared(own, others, weights))


def _shared(own: Sequence[Said], others: Sequence[Said], weights: Weights) -> Floats:
    place = {w: n for n, w in enumerate(sorted({w for s in own for w in s.heavy}))}
    held = [np.zeros((len(some), len(place)), dtype=np.float32) for some in (own, others)]
    for some, matrix in zip((own, others), held, strict=True):
        for n, s in enumerate(some):
            matrix[n, [place[w] for w in s.heavy if w in place]] = 1
    heavy = np.array([weights(frozenset([w])) for w in place], dtype=np.float32)
    out: Floats = ((held[0] * heavy) @ held[1].T).astype(np.float32)
    return out


def _cosines(own: Sequence[Said], others: Sequence[Said]) -> Floats:
    """How near each statement of the one article is to each of the other, (own, others), in what it says beside their
    common matter: half of the mean of all their vectors is taken from each first."""
    stacked = [np.concatenate([s.vectors for s in some]) for some in (own, others)]
    common = np.concatenate(stacked).mean(axis=0) / 2
    bare = [x - common for x in stacked]
    unit = [x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-6) for x in bare]
    between = unit[0] @ unit[1].T
    starts = [np.cumsum([0, *(len(s.vectors) for s in some[:-1])]) for some in (own, others)]
    out: Floats = np.maximum.reduceat(np.maximum.reduceat(between, starts[0], axis=0), starts[1], axis=1)
    return out


def _ranks(cosines: Floats) -> Floats:
    """The place of each in its row, the nearest being 0."""
    places = np.argsort(np.argsort(-cosines, axis=1, kind="stable"), axis=1, kind="stable")
    out: Floats = places.astype(np.float32)
    return out


def _margins(cosines: Floats) -> Floats:
    """How far each is above the best of the others in its row and column."""
    best = [_best_other(cosines), _best_other(cosines.T).T]
    out: Floats = cosines - np.maximum(best[0], best[1])
    return out


def _best_other(cosines: Floats) -> Floats:
    top = np.sort(cosines, axis=1)[:, ::-1]
    second = top[:, 1:2] if top.shape[1] > 1 else np.zeros_like(top[:, :1])
    out: Floats = np.where(cosines < top[:, :1], top[:, :1], second)
    return out
