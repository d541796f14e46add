"""W3C Web Annotations: each span of a statement as something that annotation tools find in a text again.

Offsets are code points, as that model has them, of the article's text: on the page itself other text stands around it,
and it is the quotation with what stands before and after by which the words are found there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from sayso.article import Article, Span, Statement
from sayso.interop.iri import iri
from sayso.shown import ROLES, Role
from sayso.text.characters import all_valid, valid

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # characters of prefix and suffix
# Of annotations that others made, so that a hostile one takes no longer than its length.
_MOST_AROUND, _MOST_PLACES = 200, 1_000


@dataclass(frozen=True, slots=True)
class Annotation:
    """What was marked in a text: the annotation's id, its tags, where it stands, and how many places are lost."""

    id: str | None
    tags: tuple[str, ...]
    spans: tuple[Span, ...]
    lost: int


def page(article: Article) -> dict[str, Any]:
    """An AnnotationPage of the article: an annotation for each role of each statement, tagged with the role, the act
    and the speakers, with a target for each span."""
    base = iri(article)
    names = {a.id: a.name for a in article.actors}
    made = [
        _annotation(article, s, role, names, base) for s in article.statements for role in ROLES if getattr(s, role)
    ]
    items = all_valid(made)
    return {"@context": _CONTEXT, "id": f"{base}#annotations", "type": "AnnotationPage", "items": items}


def _annotation(article: Article, s: Statement, role: Role, names: dict[str, str], base: str) -> dict[str, Any]:
    done = f"act: {'not ' if s.negated else ''}{s.act}"
    tags = [f"role: {role}", f"statement: {s.id}", done, *(f"speaker: {names[i]}" for i in s.speakers)]
    return {
        "id": f"{base}#{s.id}-{role}",
        "type": "Annotation",
        "motivation": "tagging",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags],
        "target": [
            {"type": "SpecificResource", "source": base, "selector": _selectors(article.text, x)}
            for x in getattr(s, role)
        ],
    }


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    """Where a span stands; its words too, where the article has its text."""
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    if not span.text:
        return [position]
    around = {"prefix": text[max(0, span.start - _AROUND) : span.start], "suffix": text[span.end : span.end + _AROUND]}
    return [{"type": "TextQuoteSelector", "exact": span.text, **around}, position]


def read(raw: Any, text: str) -> Iterator[Annotation]:
    """The annotations of an AnnotationPage, a list or a single one, over a text: found by position where the quotation
    stands there, else by the quotation, where what is around it fits best. Raises ValueError for what is none."""
    listed = raw.get("items", [raw]) if isinstance(raw, Mapping) else raw
    if not isinstance(listed, list) or not all(isinstance(each, Mapping) for each in listed):
        raise ValueError("is no annotation: it must be an object, a list of them, or a page with items")
    words = valid(text)
    for each in listed:
        targets = _listed(each.get("target"))
        found = [_place(_selector(target), words) for target in targets]
        yield Annotation(
            id=each["id"] if isinstance(each.get("id"), str) else None,
            tags=tuple(body["value"] for body in _listed(each.get("body")) if isinstance(body.get("value"), str)),
            spans=tuple(Span.of(text, *place) for place in found if place),
            lost=found.count(None),
        )


def _listed(value: Any) -> list[Mapping[str, Any]]:
    """What stands alone or in a list, without what is no object: a target may be an address and nothing else."""
    return [x for x in (value if isinstance(value, list) else [value]) if isinstance(x, Mapping)]


def _selector(target: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {str(one.get("type")): one for one in _listed(target.get("selector"))}


def _place(selectors: Mapping[str, Mapping[str, Any]], text: str) -> tuple[int, int] | None:
    """Start and end of what the selectors of a target select."""
    quoted, position = selectors.get("TextQuoteSelector", {}), selectors.get("TextPositionSelector", {})
    exact, before, after = (x if isinstance(x := quoted.get(key), str) else "" for key in ("exact", "prefix", "suffix"))
    start, end = position.get("start"), position.get("end")
    near = start if isinstance(start, int) else 0
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text):
        stands = text[start:end] == exact and text.endswith(before, 0, start) and text.startswith(after, end)
        if stands or not exact:
            return start, end
    return _by_quote(exact, before[-_MOST_AROUND:], after[:_MOST_AROUND], text, near) if exact else None


def _by_quote(exact: str, before: str, after: str, text: str, near: int) -> tuple[int, int] | None:
    """Where the words stand: with most of what stood around them, then nearest to where they stood."""
    whole = next(_places(before + exact + after, text, near - len(before)), None)
    if whole is not None:
        return whole + len(before), whole + len(before) + len(exact)

    def fits(at: int) -> tuple[int, int]:
        end = at + len(exact)
        around = _same(before[::-1], text[max(0, at - len(before)) : at][::-1])
        return around + _same(after, text[end : end + len(after)]), -abs(at - near)

    best = max(_places(exact, text, near), key=fits, default=None)
    return None if best is None else (best, best + len(exact))


def _places(words: str, text: str, near: int) -> Iterator[int]:
    """Where words stand in a text, the nearest on either side of a place first."""
    near = min(max(near, 0), len(text))
    below, above = text.rfind(words, 0, near + len(words) - 1), text.find(words, near)
    for _ in range(_MOST_PLACES):
        if above >= 0 and (below < 0 or above - near <= near - below):
            yield above
            above = text.find(words, above + 1)
        elif below >= 0:
            yield below
            below = text.rfind(words, 0, below + len(words) - 1)
        else:
            return


def _same(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
