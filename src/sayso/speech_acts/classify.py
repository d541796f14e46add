"""What each statement did: its act, whether it is negated, and the writer's stance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.actors.sourcing import head as head_noun
from sayso.actors.sourcing import is_person
from sayso.article import Act, Article, Stance, Statement
from sayso.attribution.events import Heard
from sayso.attribution.verdicts import Verdict
from sayso.lang import rule, words
from sayso.speech_acts.content_type import kind_of
from sayso.speech_acts.cue_head import Head, head, tokens
from sayso.speech_acts.lexicon import BETWEEN, OWN, Content, Lexicon

_NEGATORS = words("classify", "negators")
_BEHIND = words("classify", "behind")
_BEFORE_CUE = rule("classify", "before_cue")
_NOBODY = rule("classify", "nobody")
_COMMITS = rule("classify", "commits")
_SHOULD = rule("classify", "should")
_DENIED = rule("classify", "denied")
_INVERTED = rule("classify", "inverted")
_SCARED = rule("classify", "scared")
_ONLY, _ARTICLES, _SCANT = (words("classify", name) for name in ("only", "articles", "scant"))
_FEW = 2  # words
_NAMES = words("classify", "names")


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
    return source.lower().startswith(tuple(f"{word} " for word in _ARTICLES)) and not is_person(head_noun(source))


def _negated(text: str, s: Statement, words: Sequence[str], h: Head | None) -> bool:
    """Whether the cue's head stands under a negation: before it, just behind it ("said nothing"), or in the source."""
    first, last = (h.first, h.last) if h else (len(words), len(words))
    own = set(h.entry.words) if h else set()
    before = {w for n, w in enumerate(words[: last + 1]) if not _is_only(words, n)} - own
    behind = set(words[first + 1 : last + 2]) - own
    if not _NEGATORS.isdisjoint(before) or not _SCANT.isdisjoint(before) or not _BEHIND.isdisjoint(behind):
        return True
    start = s.cue[0].start
    source = s.source[0].start if s.source else start
    if _INVERTED.search(text, max(0, source - 20), source):
        return True
    return bool(_BEFORE_CUE.search(text, max(0, start - 40), start)) or any(_NOBODY.match(x.text) for x in s.source[:1])


def _is_only(words: Sequence[str], n: int) -> bool:
    """Not only said: that he said it too."""
    return not _ONLY.isdisjoint(words[n + 1 : n + 2])


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
