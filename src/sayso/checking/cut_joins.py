"""Whether parts of a quotation that are joined across a gap still mean what they meant apart."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sayso.checking.cut_context import CutContext
from sayso.checking.speeches import Range
from sayso.lang import rule, words

_VERBS = words("cut_joins", "verbs")
_SUBJECTS = words("cut_joins", "subjects")
_JOINING = words("cut_joins", "joining")
_LEADING = rule("cut_joins", "leading")
_PERSON = rule("cut_joins", "person")
_SOMEBODY = rule("cut_joins", "somebody")
_SOME_PERSON = rule("cut_joins", "some_person")
_ROLE = rule("cut_joins", "role")
_THING = rule("cut_joins", "thing")
_NOUN = rule("cut_joins", "noun")
_SAME_SUBJECT = rule("cut_joins", "same_subject")
_OWN_SUBJECT, _FINITE, _BARE_PLURAL = (rule("cut_joins", name) for name in ("own_subject", "finite", "bare_plural"))


def joins(context: CutContext, parts: Sequence[Range], speech: Sequence[Range]) -> Iterator[Range]:
    """The gaps across which two parts of a speech were joined into something else."""
    for (a, start), (end, b) in pairwise(parts):
        crosses = context.sentence(start - 1)[1] <= end
        if crosses:
            is_other = _is_half(context, start, end) or _means_another(context, (a, start), (end, b), speech)
        else:
            is_other = _has_own_subject(context, start, end)
        if is_other:
            yield start, end


def _is_half(context: CutContext, start: int, end: int) -> bool:
    """Whether a part that ends in the middle of its clause is joined to one that begins so, or the second part lacks
    its subject."""
    text = context.text
    after = re.match(r"\s*([\w'’]+)", text[start : start + 40])
    stops = after is not None and after[1].lower() not in _JOINING
    before = re.search(r"([\w']+)[\s\"']*$", text[max(0, end - 60) : end])
    if before is None or re.search(r"[.,;:?!–—-][\s\"']*$", text[max(0, end - 10) : end]):
        return False
    word = before[1]
    follows = word.lower()
    lacks = follows in _SUBJECTS - {"that", "who"} or word[:1].isupper()
    begins = follows in _VERBS or follows.endswith(("'s", "'re", "n't", "'ll", "'d")) or lacks
    first = re.match(r"[\w']+", text[end : end + 30])
    verb = first is not None and (first[0].lower() in _VERBS or first[0].islower())
    finite = first is not None and (first[0] in _VERBS or _FINITE.fullmatch(first[0]) is not None)
    return ((begins or finite) and stops) or (lacks and verb)


def _has_own_subject(context: CutContext, start: int, end: int) -> bool:
    """Whether another subject of the same sentence was left out right before its verb."""
    gap = context.text[start:end]
    if not re.match(r"\s+\w", gap):
        return False
    return _OWN_SUBJECT.search(gap) is not None


def _means_another(context: CutContext, one: Range, other: Range, speech: Sequence[Range]) -> bool:
    """Whether the pronoun that a part begins with stands for what was left out."""
    text = context.text
    words = text[other[0] : other[1]]
    lead = _LEADING.match(words)
    words = words[lead.end() :] if lead else words
    gap = one[1], other[0]
    if _PERSON.match(words) or _SOMEBODY.match(words):
        return _has_other_person(context, one, gap, speech, is_told=bool(_SOMEBODY.match(words)))
    if (
        not _THING.match(words)
        or not words
        or other[0] != context.sentence(other[0])[0] + _opening(text, other[0], context)
    ):
        return False
    kept = text[one[0] : one[1]].lower()
    at = context.sentence(other[0])[0]
    while at > gap[0]:
        first, last = context.sentence(at - 1 if at else 0)
        if first >= at or first < gap[0]:
            return False
        at = first
        if not any(b <= first < e for b, e in speech):
            continue
        sentence = text[first:last].lstrip(" \"'.")
        lead = _LEADING.match(sentence)
        sentence = sentence[lead.end() :] if lead else sentence
        if _SAME_SUBJECT.match(sentence):
            continue
        bare = _BARE_PLURAL.match(sentence) if words[:4].lower() == "they" else None
        return (
            any(m[1].lower() not in kept for m in _NOUN.finditer(sentence))
            or bool(re.search(r"\s[A-Z][a-z]", sentence))
            or bool(bare and bare[1].lower() not in kept)
        )
    return False


def _opening(text: str, at: int, context: CutContext) -> int:
    """How many marks and joining words stand between the beginning of a sentence and a place; -1 where more does."""
    first, _ = context.sentence(at)
    between = text[first:at].strip(" \"'")
    return at - first if not between or _LEADING.fullmatch(between + " ") else -1


def _has_other_person(context: CutContext, one: Range, gap: Range, speech: Sequence[Range], *, is_told: bool) -> bool:
    """Whether a gap names somebody whom the part before it does not, while that part has somebody too, or `is_told` to
    be of somebody."""
    named: dict[str, list[int]] = {}
    for a in context.article.actors:
        if a.type == "person":
            for m in a.mentions:
                if m.text[:1].isupper() and m.text.lower() not in _SUBJECTS:
                    named.setdefault(a.id, []).append(m.start)
    kept = {a for a, places in named.items() if any(one[0] <= x < one[1] for x in places)}
    left = [
        (x, a)
        for a, places in named.items()
        for x in places
        if gap[0] <= x < gap[1] and any(b <= x < e for b, e in speech)
    ]
    words = context.text[one[0] : one[1]]
    roles = [m[1].lower() for m in _ROLE.finditer(context.text[gap[0] : gap[1]])]
    has_somebody = is_told or kept or _SOME_PERSON.search(words) or _ROLE.search(words)
    is_another = (left and max(left)[1] not in kept) or (roles and roles[-1] not in words.lower())
    return bool(has_somebody and is_another)
