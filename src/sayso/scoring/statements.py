"""Scores statements against hand-annotated ones, span by span.

The measures are those of PolNeAR-style evaluation as `docs/measures.md` defines them: a span is the set of words that
it touches, an attribution is matched to at most one gold one by the overlap of their cues.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(r"\w+")
_ROLES = ("source", "content")

Words = frozenset[int]
Spans = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution as sets of words; `chars` is the cue as code points, `spans` the content so."""

    cue: Words
    source: Words
    content: Words
    chars: Spans
    spans: Spans
    confidence: float
    nested: bool

    def role(self, name: str) -> Words:
        return self.source if name == "source" else self.content


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 in percent."""

    p: float
    r: float
    f1: float


def listed(article: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The statements of a record, or the attributions of a gold article, as they stand there."""
    found: Sequence[Mapping[str, Any]] = article.get("statements", article.get("attributions", ()))
    return found


def attributions(article: Mapping[str, Any], text: str) -> list[Attribution]:
    """What an article of the record, or a gold one with `attributions`, attributes; in the order of `listed`."""
    words = [m.span() for m in _WORD.finditer(text)]
    return [_attribution(each, words) for each in listed(article)]


def _attribution(raw: Mapping[str, Any], words: list[tuple[int, int]]) -> Attribution:
    cue, source, content = (as_pairs(raw.get(role) or ()) for role in ("cue", "source", "content"))
    return Attribution(
        cue=_touched(cue, words),
        source=_touched(source, words),
        content=_touched(content, words),
        chars=cue,
        spans=content,
        confidence=raw.get("confidence", 1.0),
        nested=bool(raw.get("nested")) or raw.get("parent") is not None,
    )


def as_pairs(spans: Sequence[Any]) -> Spans:
    """Spans as [start, end], whether they stand so or as a record's objects."""
    return [[s["start"], s["end"]] if isinstance(s, Mapping) else s for s in spans]


def _touched(spans: Spans, words: list[tuple[int, int]]) -> Words:
    return frozenset(i for s, e in spans for i, (a, b) in enumerate(words) if a < e and b > s)


def matched(predicted: list[Attribution], gold: list[Attribution]) -> list[tuple[Attribution, Attribution]]:
    """Pairs of a predicted and a gold attribution, largest overlap of cues first, then of contents."""
    pairs = sorted(
        (
            (_cue_overlap(p, g), len(p.content & g.content), -i, -k)
            for i, p in enumerate(predicted)
            for k, g in enumerate(gold)
        ),
        reverse=True,
    )
    used_p: set[int] = set()
    used_g: set[int] = set()
    out = []
    for overlap, _, i, k in pairs:
        if overlap and i not in used_p and k not in used_g:
            used_p.add(i)
            used_g.add(k)
            out.append((predicted[-i], gold[-k]))
    return out


def _cue_overlap(p: Attribution, g: Attribution) -> int:
    if p.cue and g.cue:
        return len(p.cue & g.cue)
    return sum(max(0, min(e, f) - max(s, t)) for s, e in p.chars for t, f in g.chars)


def jaccard(a: Words, b: Words) -> float:
    """Shared words over all words; 1 where both are empty."""
    return len(a & b) / len(a | b) if a | b else 1.0


def is_right(p: Attribution, g: Attribution) -> bool:
    """Whether source and content both overlap by half."""
    return all(jaccard(p.role(r), g.role(r)) >= 0.5 for r in _ROLES)


def score(articles: Iterable[tuple[str, Mapping[str, Any], Mapping[str, Any]]]) -> dict[str, Any]:
    """Figures over (text, gold article, read article); percentages, and counts of what was compared.

    Predictions flagged nested whose cue lies inside gold content are left out and counted: the gold has one level.
    """
    n: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    sure: list[tuple[float, bool]] = []
    for text, gold_article, read_article in articles:
        gold = [g for g in attributions(gold_article, text) if not g.nested]
        attributed: Words = frozenset().union(*(g.content for g in gold))
        every = attributions(read_article, text)
        predicted = [p for p in every if not (p.nested and p.cue and p.cue <= attributed)]
        n.update(articles=1, nested_left_out=len(every) - len(predicted))
        pairs = matched(predicted, gold)
        right = _count(n, kinds, text, predicted, gold, pairs)
        sure += [(p.confidence, id(p) in right) for p in predicted]
    return _figures(n, kinds, sure)


def _count(
    n: Counter[str],
    kinds: dict[str, Counter[str]],
    text: str,
    predicted: list[Attribution],
    gold: list[Attribution],
    pairs: list[tuple[Attribution, Attribution]],
) -> set[int]:
    n.update(predicted=len(predicted), gold=len(gold), cue=len(pairs))
    for role in _ROLES:
        for side, some in (("pred", predicted), ("gold", gold)):
            n[f"{role}_exact_{side}"] += sum(bool(a.role(role)) for a in some)
            n[f"{role}_words_{side}"] += sum(len(a.role(role)) for a in some)
    kind_of = {id(g): _kind(text, g.spans) for g in gold}
    for g in gold:
        kinds[kind_of[id(g)]]["gold"] += 1
    right = set()
    for p, g in pairs:
        for role in _ROLES:
            n[f"{role}_exact"] += bool(g.role(role)) and p.role(role) == g.role(role)
            n[f"{role}_words"] += len(p.role(role) & g.role(role))
        relaxed = is_right(p, g)
        n["relaxed"] += relaxed
        n["strict"] += all(p.role(r) == g.role(r) for r in _ROLES)
        kinds[kind_of[id(g)]].update(cue=1, relaxed=int(relaxed))
        if relaxed:
            right.add(id(p))
    return right


def _kind(text: str, content: Spans) -> str:
    """direct, mixed or indirect, as the scorer that PolNeAR's figures come from counts quotation marks."""
    inside = outside = 0
    for start, end in content:
        depth = 0
        for ch in text[start:end]:
            if ch in "“«‘":
                depth = 1
            elif ch in "”»" or (ch == "’" and depth and "‘" in text[start:end]):
                depth = 0
            elif ch == '"':
                depth ^= 1
            elif ch.isalnum():
                inside, outside = inside + (depth > 0), outside + (depth == 0)
    return "direct" if inside and not outside else "mixed" if inside else "indirect"


def _figures(n: Counter[str], kinds: dict[str, Counter[str]], sure: list[tuple[float, bool]]) -> dict[str, Any]:
    out: dict[str, Any] = {key: n[key] for key in ("articles", "gold", "predicted", "nested_left_out")}
    out["cue"] = prf(n["cue"], n["predicted"], n["gold"])
    for name in ("source_exact", "source_words", "content_exact", "content_words"):
        out[name] = prf(n[name], n[f"{name}_pred"], n[f"{name}_gold"])
    out["relaxed"] = prf(n["relaxed"], n["predicted"], n["gold"])
    out["strict"] = prf(n["strict"], n["predicted"], n["gold"])
    out["recall_by_kind"] = {
        kind: {"gold": c["gold"], **{k: round(100 * c[k] / c["gold"], 1) for k in ("cue", "relaxed")}}
        for kind, c in sorted(kinds.items())
    }
    out["calibration"] = calibration(sure)
    return out


def prf(right: int, predicted: int, gold: int) -> Score:
    """Precision, recall and F1 of counts."""
    p, r = right / predicted if predicted else 0.0, right / gold if gold else 0.0
    return Score(round(100 * p, 2), round(100 * r, 2), round(200 * p * r / (p + r), 2) if p + r else 0.0)


def calibration(sure: list[tuple[float, bool]], bins: int = 10) -> dict[str, float]:
    """Expected calibration error of (confidence, right), and the share of right ones kept at 90 % precision."""
    if not sure:
        return {}
    groups: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, ok in sure:
        groups[min(int(confidence * bins), bins - 1)].append((confidence, ok))
    ece = sum(abs(sum(c for c, _ in g) - sum(ok for _, ok in g)) for g in groups.values()) / len(sure)
    right = best = 0
    total = sum(ok for _, ok in sure)
    ranked = sorted(sure, key=lambda pair: -pair[0])
    for i, (confidence, ok) in enumerate(ranked, 1):
        right += ok
        if (i == len(ranked) or ranked[i][0] != confidence) and right / i >= 0.9:
            best = right
    kept = round(best / total, 3) if total else 0.0
    return {"ece": round(ece, 4), "share_of_right_ones_kept_at_90_precision": kept}
