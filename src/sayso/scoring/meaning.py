"""Scores acts, negation and stance at gold cues, and how many of the cues the lexicon knows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sayso.article import Span, Statement
from sayso.attribution.statements import kind
from sayso.speech_acts import act, knows, lexicon
from sayso.text.quotes import quotations

Raw = Mapping[str, Any]


def score_meaning(articles: Iterable[tuple[str, Raw]]) -> dict[str, Any]:
    """Figures over (text, gold article), at the gold spans, so that nothing hangs on what was found: `cues`, the
    share of them that is `known`; where gold says so, the shares of acts and stances that agree, and the F1 of the
    negated ones. Percentages, None where there was nothing to compare."""
    n: Counter[str] = Counter()
    words = lexicon()
    for text, gold_article in articles:
        for gold, s in _statements(text, gold_article):
            n["cues"] += 1
            n["known"] += knows(s, words)
            done, negated, stance = act(text, s, words)
            for key, mine in (("act", done), ("stance", stance)):
                if key in gold:
                    n[f"{key} of"] += 1
                    n[key] += mine == gold[key]
            if "negated" in gold:
                n["negated of"] += negated + bool(gold["negated"])
                n["negated"] += 2 * (negated and bool(gold["negated"]))
    shares = {key: round(100 * n[key] / n[of], 2) if n[of] else None for key, of in _SHARES.items()}
    return {"cues": n["cues"], **shares}


_SHARES = {"known": "cues", "act": "act of", "negated": "negated of", "stance": "stance of"}


def _statements(text: str, article: Raw) -> Iterator[tuple[Raw, Statement]]:
    """The gold attributions that have a cue and a content, as statements."""
    marks = quotations(text)
    for gold in article["attributions"]:
        cue, source, content = (sorted((s, e) for s, e in gold.get(r) or ()) for r in ("cue", "source", "content"))
        if cue and content:
            found = [tuple(Span.of(text, *at) for at in some) for some in (cue, source, content)]
            yield gold, Statement("", found[0], found[1], found[2], kind(text, cue[0], content, marks), 1.0)
