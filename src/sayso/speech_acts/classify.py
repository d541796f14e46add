"""What each statement did: its act, whether it is negated, and the writer's stance."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.actors.sourcing import head as head_noun
from sayso.actors.sourcing import is_person
from sayso.article import Act, Article, Stance, Statement
from sayso.attribution.events import Heard
from sayso.attribution.verdicts import Verdict
from sayso.speech_acts.content_type import kind_of
from sayso.speech_acts.cue_head import Head, head, tokens
from sayso.speech_acts.lexicon import BETWEEN, OWN, Content, Lexicon

_NEGATORS = frozenset(
    "not never no neither nor without hardly barely rarely scarcely cannot can't unable nothing none nobody don't "
    "doesn't didn't won't wouldn't isn't aren't wasn't weren't hasn't haven't hadn't couldn't shouldn't "
    "fail fails failed failing avoid avoids avoided avoiding".split()
)
_BEHIND = frozenset("nothing no none little".split())
_BEFORE_CUE = re.compile(
    r"(?:\b(?:not|never|hardly|barely|cannot)|n[’']t)(?:\s+(?:\w+ly|yet|even|be|been|have|to))*\s*$", re.I
)
_NOBODY = re.compile(r"(?:no one|nobody|none|neither|not one)\b|no\s+[a-z]", re.I)
# "Said it would": the content commits the speaker; "be" and "have" tell of what happens to him.
_COMMITS = re.compile(
    r"(?:that\s+)?(?P<who>he|she|it|they|i|we)\s*(?:would|will|[’']ll)\s+(?:(?:not|never|also|now|soon|then|only)\s+)?"
    r"(?!be\b|have\b|need\b|want\b|like\b|likely\b|probably\b|get\b|become\b|face\b|see\b|lose\b|win\b|know\b)[a-z]+",
    re.I,
)
_SHOULD = re.compile(
    r"(?:that\s+)?(?!(?:i|we)\b)[^.;:]{2,80}?\b(?:should(?:n[’']t)?|must(?:n[’']t)?|ought to)\b"
    r"(?!\s+(?:be\s+able|have)\b)",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:possibility|chance|opportunity|right|ability|access|entry|permission|permits?|visas?|asylum|bail|parole|"
    r"admission|entrance|passage|services?|coverage|funding)\b"
)
# "Nor did she say", "Don’t you think": the negation stands before the source.
_INVERTED = re.compile(
    r"(?:\b(?:nor|neither|never)\s+(?:do|does|did|has|have|had|would|will|can|could|is|was)|"
    r"\b(?:do|does|did|has|have|had|would|wo|ca|could|is|was)n[’']t)\s+$",
    re.I,
)
_SCARED = re.compile(
    r"\b(?:the|his|her|its|their|this|that|these|those|such|so-called)\s(?:[“\"]([^“”\"]{2,40})[”\"]|‘([^‘’]{2,40})’)",
    re.I,
)
_FEW = 2  # words
_NAMES = frozenset(
    ("call", "dub", "label", "describe", "name", "term", "brand", "title", "refer to", "characterize", "tout")
)


def classify(
    article: Article,
    statements: Iterable[Statement],
    lexicon: Lexicon,
    heard: Mapping[int, Heard],
    verdict: Verdict[Act],
) -> tuple[Statement, ...]:
    """The statements with their acts, negation and stance. What was done the `verdict` tells by the lexicon's opinion
    and what the network hears (`heard`, by where a cue starts); not where it is a user's own sense."""
    text = article.text
    out = []
    for s in statements:
        found = _head(s, lexicon)
        done, negated, stance = _act(text, s, found)
        if s.cue[0].start in heard and (found is None or found.entry.rank != OWN):
            done = verdict(_told(s, done, found), heard[s.cue[0].start].acts)
        out.append(replace(s, act=done, negated=negated, stance=stance))
    return tuple(out)


def act(text: str, s: Statement, lexicon: Lexicon) -> tuple[Act, bool, Stance]:
    """The act of a statement, whether it is negated, and the stance that its words show, by the lexicon alone."""
    return _act(text, s, _head(s, lexicon))


def told(text: str, s: Statement, lexicon: Lexicon) -> tuple[str, ...]:
    """What the rules tell of a statement's act, as the verdict weighs it."""
    found = _head(s, lexicon)
    return _told(s, _act(text, s, found)[0], found)


def _told(s: Statement, done: Act, found: Head | None) -> tuple[str, ...]:
    word = " ".join(found.entry.words) if found else ""
    return f"act {done}", f"kind {s.kind}", f"content {kind_of(s)}", f"word {word}"


def _head(s: Statement, lexicon: Lexicon) -> Head | None:
    return head(tokens(" ".join(x.text for x in s.cue)), kind_of(s), lexicon)


def _act(text: str, s: Statement, found: Head | None) -> tuple[Act, bool, Stance]:
    words = tokens(" ".join(x.text for x in s.cue))
    if found is None:
        return "assert", _negated(text, s, words, None), _stance(s, "neutral", "")
    sense = found.entry.sense
    negated = sense.negated or _negated(text, s, words, found)
    return _by_content(s, sense.act, kind_of(s)), negated, _stance(s, sense.stance, " ".join(found.entry.words))


def _by_content(s: Statement, found: Act, content: Content) -> Act:
    """What a word does by what is said: that it would (promise), that others should (request); to deny a chance."""
    if found == "deny" and content == "noun" and _DENIED.search(s.content[0].text):
        return "prohibit"
    if found != "assert" or content != "clause" or s.kind == "direct":
        return found
    said = s.content[0].text
    if (commits := _COMMITS.match(said)) and (commits["who"].lower() != "it" or _is_body(s)):
        return "promise"
    return "request" if _SHOULD.match(said) else found


def _is_body(s: Statement) -> bool:
    """Whether the source is a body by its noun, so that "it" can be the speaker: the mill said it would."""
    source = s.source[0].text if s.source else ""
    return source.lower().startswith(("the ", "its ", "a ", "an ")) and not is_person(head_noun(source))


def _negated(text: str, s: Statement, words: Sequence[str], h: Head | None) -> bool:
    """Whether the cue's head stands under a negation: before it, just behind it ("said nothing"), or in the source."""
    first, last = (h.first, h.last) if h else (len(words), len(words))
    own = set(h.entry.words) if h else set()
    before = {w for n, w in enumerate(words[: last + 1]) if not _is_only(words, n)} - own
    behind = set(words[first + 1 : last + 2]) - own
    if not _NEGATORS.isdisjoint(before) or "little" in before or not _BEHIND.isdisjoint(behind):
        return True
    start = s.cue[0].start
    source = s.source[0].start if s.source else start
    if _INVERTED.search(text, max(0, source - 20), source):
        return True
    return bool(_BEFORE_CUE.search(text, max(0, start - 40), start)) or any(_NOBODY.match(x.text) for x in s.source[:1])


def _is_only(words: Sequence[str], n: int) -> bool:
    """Not only said: that he said it too."""
    return words[n + 1 : n + 2] in (["only"], ["just"], ["merely"], ["simply"])


def _stance(s: Statement, shown: Stance, verb: str) -> Stance:
    """The stance of the cue's words; scare quotes around a word or two of an indirect statement keep a distance."""
    if shown != "neutral" or s.kind != "mixed" or verb in _NAMES:
        return shown
    quoted = [a or b for x in s.content for a, b in _SCARED.findall(x.text)]
    short = [q for q in quoted if len(q.split()) <= _FEW and q.islower()]
    return "distancing" if short else shown


def knows(s: Statement, lexicon: Lexicon) -> bool:
    """Whether the lexicon has a word of the cue that tells what was done; a mark or a preposition only where it is all
    of the cue."""
    found = _head(s, lexicon)
    return found is not None and (found.entry.rank < BETWEEN or len(tokens(" ".join(x.text for x in s.cue))) == 1)
