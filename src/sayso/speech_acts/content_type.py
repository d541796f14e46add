"""What the content of a statement looks like: a quotation, a question, an infinitive, a clause or a noun phrase."""

import re

from sayso.article import Statement
from sayso.speech_acts.lexicon import Content

_QUESTION = re.compile(r"(?:whether|if|what|who|whom|whose|which|why|where|when|how)\b", re.I)
_SUBJECT = re.compile(r"(?:that|he|she|it|they|we|i|you|there|this|these|those)\b(?!\s+to\b|[’']s\s+\w+\s+to\b)", re.I)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|would|can|could|should|may|might|must|did|does|do|cannot)\b|n[’']t\b|[’'](?:re|ll)\b",
    re.I,
)
_INFINITIVE = re.compile(
    r"(?:(?!that\b)[^\s.,:;]+\s+){0,5}?to\s+(?:\w+ly\s+)?"
    r"(?!(?:the|an?|his|her|its|their|our|my|your|this|that|these|those|some|any|all|him|them|me|us|it)\b)[a-z]+"
)
_OPENING = re.compile(r"[\s\"“‘'(\[]*")
_NEAR = 60  # code points in which a clause shows its verb


def kind_of(s: Statement) -> Content:
    """The kind of a statement's content, by what stands in it next to the cue."""
    after = next((x.text for x in s.content if x.start >= s.cue[0].end), None)
    text = s.content[0].text if after is None else after
    opening = _OPENING.match(text)
    text = text[opening.end() if opening else 0 :]
    if s.kind == "direct":
        return "question" if text.rstrip("\"”’' ").endswith("?") else "quote"
    if _QUESTION.match(text):
        return "question"
    if after is not None and text.lower().startswith("to "):
        return "infinitive"
    if _SUBJECT.match(text):
        return "clause"
    if after is not None and (found := _INFINITIVE.match(text)) and not _FINITE.search(found.group()):
        return "infinitive"
    return "clause" if _FINITE.search(text, 0, _NEAR) else "noun"
