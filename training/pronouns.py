"""Names turned into pronouns: who is meant by them is known, which PolNeAR's automatic chains tell less well.

"Clinton said" becomes "she said" where the text names her before; after Kocijan et al. (2019), who mask repeated names.
Of the chains' own pronouns those are kept that agree with the gender that the whole corpus gives the name.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from training.mentions import PERSON, Head, Text

SHARE = 0.5  # of the names that could be a pronoun, the share that becomes one
OFTEN = 3  # a word is a given name where it stands so before surnames
NEAR = 600  # code points within which the person must be mentioned before
_GENDER = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
_BEGINS = re.compile(r'(?:^|\n|[.!?]["”’]?[ \xa0])["“‘]?$')
Edit = tuple[int, int, str, int]  # from, to, the pronoun, and where the head stood


@dataclass(frozen=True, slots=True)
class Genders:
    """How many chains of a corpus give a surname each pronoun."""

    counts: dict[str, Counter[str]]

    def of(self, surname: str) -> str | None:
        """he or she, where three in four of at least three pronouns agree."""
        seen = self.counts.get(surname, Counter[str]())
        pronoun, count = max(seen.items(), key=lambda pair: pair[1], default=("", 0))
        return pronoun if count >= 3 and count >= 0.75 * seen.total() else None


def genders(articles: Sequence[Text]) -> Genders:
    """Count over all articles."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for a in articles:
        for heads in _groups(a).values():
            pronouns = Counter(_GENDER[w] for h in heads if (w := a.of(h).lower()) in _GENDER)
            for surname in {a.of(h) for h in heads if _is_name(a, h)}:
                counts[surname].update(pronouns)
    return Genders(counts)


def cleaned(article: Text, known: Genders) -> Text:
    """The article without the chains' pronouns that are not sure: of no person, or of another gender than the name."""
    expected: dict[str, set[str | None]] = {}
    for group, heads in _groups(article).items():
        surnames = {article.of(h) for h in heads if _is_name(article, h)}
        expected[group] = {known.of(s) for s in surnames}
    heads = []
    for h in article.heads:
        word = article.of(h).lower()
        pronoun = _GENDER.get(word)
        sure = pronoun is not None and expected.get(h.group or "") == {pronoun}
        heads.append(h if sure or not _is_pronoun(word) else replace(h, group=None))
    return replace(article, heads=tuple(heads))


def pronominalized(article: Text, known: Genders, chance: random.Random) -> Text:
    """Some of the names of persons mentioned before turned into pronouns, all spans moved with them."""
    named: dict[str, list[Head]] = defaultdict(list)
    for h in article.heads:
        if _is_name(article, h):
            named[article.of(h)].append(h)
    edits: list[Edit] = []
    group: dict[int, str] = {}
    alias: dict[str, str] = {}  # what the chains of these names are now called
    for surname, heads in named.items():
        pronoun = known.of(surname)
        given = {words[-1] for h in heads if (words := article.text[h.begins : h.start].split())} - _TITLES
        if pronoun is None or len(given) > 1:
            continue
        group |= {h.start: f"name {surname}" for h in heads}
        alias |= {h.group: f"name {surname}" for h in heads if h.group}
        for before, h in pairwise(heads):
            bare = set(article.text[h.begins : h.start].split()) <= given
            if bare and h.start - before.start < NEAR and chance.random() < SHARE:
                edits += _edit(article.text, h, pronoun)
    grouped = tuple(replace(h, group=group.get(h.start, alias.get(h.group or "", h.group))) for h in article.heads)
    return _edited(replace(article, heads=grouped), sorted(edits))


@dataclass(frozen=True, slots=True)
class Pool:
    """Surnames of a corpus, and given names by gender, to give its people other names with."""

    surnames: list[str]
    given: dict[str, list[str]]


def pool(articles: Sequence[Text], known: Genders) -> Pool:
    """The names of all articles, each once."""
    surnames: set[str] = set()
    given: dict[str, Counter[str]] = defaultdict(Counter)
    for a in articles:
        for h in (h for h in a.heads if _is_name(a, h)):
            surname, before = a.of(h), _given(a, h)
            if before and len(surname) > 3:
                surnames.add(surname)
                given[before][known.of(surname) or "unknown"] += 1
    sure = {name: max(seen, key=lambda g: seen[g]) for name, seen in given.items() if seen.total() >= OFTEN}
    return Pool(sorted(surnames), {g: sorted(n for n, of in sure.items() if of == g) for g in ("he", "she")})


def renamed(article: Text, known: Genders, names: Pool, chance: random.Random) -> Text:
    """The article with other names for its people, so that nothing is learned about those of one election."""
    edits: list[Edit] = []
    surname: dict[str, str] = {}
    first: dict[tuple[str, str], str] = {}
    for h in article.heads:
        if not _is_name(article, h):
            continue
        own = article.of(h)
        gender = known.of(own)
        before = _given(article, h)
        if gender is None:
            continue
        edits.append((h.start, h.end, surname.setdefault(own, chance.choice(names.surnames)), h.start))
        if before and names.given[gender]:
            at = article.text.rindex(before, 0, h.start)
            edits.append(
                (at, at + len(before), first.setdefault((before, own), chance.choice(names.given[gender])), -1)
            )
    apart = [e for before, e in pairwise([(-1, -1, "", -1), *sorted(set(edits))]) if e[0] >= before[1]]
    return _edited(article, apart)


def _given(article: Text, h: Head) -> str | None:
    """The given name right before a surname."""
    words = article.text[h.begins : h.start].split(" ") if h.begins is not None else []
    before = words[-2] if len(words) > 1 and not words[-1] else ""
    return before if before.istitle() and before.isalpha() and before not in _TITLES else None


def _groups(article: Text) -> dict[str, list[Head]]:
    out: dict[str, list[Head]] = defaultdict(list)
    for h in article.heads:
        if h.group is not None:
            out[h.group].append(h)
    return out


def _is_name(article: Text, h: Head) -> bool:
    return h.type == PERSON and article.of(h)[:1].isupper() and not _is_pronoun(article.of(h).lower())


def _is_pronoun(word: str) -> bool:
    return word in _GENDER or word in _OTHERS


_OTHERS = frozenset(
    "i me my mine myself we us our ours ourselves you your yours it its itself they them their theirs themselves"
    "".split()
)
_OWN, _OBJECT = {"he": "his", "she": "her"}, {"he": "him", "she": "her"}
_TITLES = frozenset("Mr Mr. Mrs Mrs. Ms Ms. Sen. Gov. Rep. Dr. President Secretary Senator Governor Speaker".split())


def _edit(text: str, h: Head, pronoun: str) -> list[Edit]:
    start = h.start if h.begins is None else h.begins
    if re.match(r"[’']s\b", text[h.end : h.end + 3]):
        return [(start, h.end + 2, _capital(text, start, _OWN[pronoun]), h.start)]
    if h.case is None:
        return []
    return [(start, h.end, _capital(text, start, pronoun if h.case == "subject" else _OBJECT[pronoun]), h.start)]


def _capital(text: str, at: int, word: str) -> str:
    return word.capitalize() if _BEGINS.search(text, max(0, at - 4), at) else word


def _edited(article: Text, edits: list[Edit]) -> Text:
    pieces, at = [], 0
    for start, end, new, _ in edits:
        pieces += [article.text[at:start], new]
        at = end
    pieces.append(article.text[at:])

    def moved(place: int) -> int:
        by = 0
        for start, end, new, _ in edits:
            if place <= start:
                break
            # What lies inside a name that is gone lies at the end of its pronoun.
            by = start + len(new) + by - place if place < end else by + len(new) - (end - start)
        return place + by

    heads = []
    gone = {head: (start, end) for start, end, _, head in edits}
    for h in article.heads:
        # A name of several words is now a pronoun of one.
        start, end = gone.get(h.start, (h.start, h.end))
        begins = None if h.begins is None else moved(h.begins)
        heads.append(replace(h, start=moved(start), end=moved(end), begins=begins))
    return Text("".join(pieces), tuple(heads), tuple((moved(s), moved(e)) for s, e in article.untold))
