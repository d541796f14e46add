"""The head of a cue: of "has also repeatedly urged" urge, of "was quick to point out" point out, of "made no mention"
mention."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.lang import rule, words
from sayso.speech_acts.lexicon import VERB, Content, Entry, Lexicon

_TOKEN = rule("cue_head", "token")
_CLITIC = rule("cue_head", "clitic")
_INSIDE = words("cue_head", "inside")
_TURNS = words("cue_head", "turns")
_GAP = 2  # other words that may stand inside a longer one: made it [very] clear


@dataclass(frozen=True, slots=True)
class Head:
    """The entry that carries a cue's meaning, and from which to which of the cue's tokens it stands."""

    entry: Entry
    first: int
    last: int


def tokens(text: str) -> list[str]:
    """The words of a cue in lower case, "'s" and marks apart."""
    out = []
    for word in _TOKEN.findall(text.lower().replace("’", "'")):
        clitic = _CLITIC.search(word)
        if clitic and clitic.start():
            out += [word[: clitic.start()], clitic.group()]
        else:
            out.append(word)
    return out


def head(words: Sequence[str], content: Content, lexicon: Lexicon) -> Head | None:
    """The head of a cue of these tokens, for this kind of content; None where the lexicon has none of its words.

    Of several the one of the strongest rank; of equals the first, and of those at one place the longest.
    """
    plain = [plain_forms(w, lexicon) for w in words]
    found = [
        Head(entry, first, last)
        for first, forms in enumerate(plain)
        for form in sorted(forms)  # the same in every process
        for entry in lexicon.entries.get(form, ())
        if entry.sense.content in (None, content) and (last := _ends(entry.words, plain, words, first)) is not None
    ]
    best = min(found, key=_place, default=None)
    if best is None:
        return None
    # Concluded by admonishing, joined her in calling for: the second tells what was done.
    turned = [h for h in found if h.first > best.last and h.entry.rank <= VERB and _turns(words, h.first)]
    return min(turned, key=_place, default=best)


def _turns(words: Sequence[str], at: int) -> bool:
    return words[at - 1] in _TURNS and words[at].endswith("ing")


def _place(h: Head) -> tuple[int, int, int, bool]:
    return h.entry.rank, h.first, -len(h.entry.words), h.entry.sense.content is None


def _ends(wanted: Sequence[str], plain: Sequence[frozenset[str]], words: Sequence[str], first: int) -> int | None:
    """At which token a construction that begins at `first` ends; None where it is not there."""
    at = first
    for word in wanted[1:]:
        gap = 0
        at += 1
        while at < len(plain) and word not in plain[at]:
            small = words[at] in _INSIDE or words[at].endswith("ly")
            gap += not small
            if not small and (len(wanted) == 2 or gap > _GAP):
                return None
            at += 1
        if at == len(plain):
            return None
    return at


def plain_forms(word: str, lexicon: Lexicon) -> frozenset[str]:
    """The lexicon's words that a token can be a form of."""
    return _plain(word, lexicon.forms.get(word, word), lexicon.words)


@lru_cache(20_000)
def _plain(word: str, irregular: str, known: frozenset[str]) -> frozenset[str]:
    made = {word, irregular}
    if word.endswith("s"):
        made |= {
            word[:-1],
            word[:-2] if word.endswith("es") else word,
            word[:-3] + "y" if word.endswith("ies") else word,
        }
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            made |= {stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem}
            made |= {stem[:-1] + "y"} if ending == "ed" and stem.endswith("i") else set()
            made |= {stem[:-1] + "ie"} if ending == "ing" and stem.endswith("y") else set()
    return frozenset(made & known)
