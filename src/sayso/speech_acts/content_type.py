"""What the content of a statement looks like: a quotation, a question, an infinitive, a clause or a noun phrase."""

import re

from sayso.article import Statement
from sayso.lang import rule
from sayso.speech_acts.lexicon import Content

_QUESTION = rule("content_type", "question")
_SUBJECT = rule("content_type", "subject")
_FINITE = rule("content_type", "finite")
_INFINITIVE = rule("content_type", "infinitive")
_OPENING = re.compile(r"[\s\"“‘'(\[]*")
_TO = rule("content_type", "to")
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
    if after is not None and _TO.match(text):
        return "infinitive"
    if _SUBJECT.match(text):
        return "clause"
    if after is not None and (found := _INFINITIVE.match(text)) and not _FINITE.search(found.group()):
        return "infinitive"
    return "clause" if _FINITE.search(text, 0, _NEAR) else "noun"
