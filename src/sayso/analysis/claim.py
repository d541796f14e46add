"""What positions are asked about: a claim written out ("the ferry should be closed"), or the words of a topic."""

import re
from dataclasses import dataclass

from sayso.analysis.topic_query import Matter, folded
from sayso.lang import rule, table, words

_LONG = 5  # words that are no topic any more: all of them would have to stand in a statement
_SHORTEST = 3  # words of a sentence
_FINITE = rule("claim", "finite")
_AS_WRITTEN = re.compile(r'["“”*]')
_FUNCTION = words("claim", "function")

_NEGATIONS = table("claim", "negations")


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim, or a topic's words. `matter` are the words that a topic's statements have; of a claim those before its
    verb, or all that carry meaning where none stand there."""

    text: str
    is_claim: bool
    matter: Matter

    @property
    def words(self) -> list[str]:
        """The words that carry meaning."""
        return [w for w in _meaning(self.text) if not _FINITE.fullmatch(w)]

    @classmethod
    def of(cls, words: str) -> "Asked":
        """What is asked about: a claim where there is a finite verb, or many words; a topic where words are put in
        marks. Raises ValueError where there is no word."""
        topic = Matter.of(words)
        text = " ".join(words.split()).rstrip(".!")
        count = len(folded(text))
        verb = _FINITE.search(text)
        if _AS_WRITTEN.search(words) or count < _SHORTEST or (count < _LONG and not verb):
            return cls(text, False, topic)
        subject = _meaning(text[: verb.start()]) if verb else []
        kept = subject or _meaning(_FINITE.sub(" ", text))
        return cls(text, True, Matter.of(" ".join(kept)) if kept else topic)


def _meaning(text: str) -> list[str]:
    return [w for w in folded(text) if w not in _FUNCTION and len(w) > 1]


def negated(claim: str) -> str | None:
    """A claim with its verb denied, or no longer denied; None where it has none of the few that this knows."""
    known = [(f" {verb} ", f" {denied} ") for verb, denied in _NEGATIONS.items()]
    for verb, denied in known:
        if denied in claim:
            return claim.replace(denied, verb, 1)
    return next((claim.replace(verb, denied, 1) for verb, denied in known if verb in claim), None)
