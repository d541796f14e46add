"""The mentions of an article, as the room `actors` works with them: spans, kinds, names, and who they refer to."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sayso.actors.names import SURNAMES, Name, names
from sayso.actors.pair_features import KINDS, NAME, NOMINAL, kinds
from sayso.actors.places import people
from sayso.actors.sourcing import is_document, is_group, is_media, is_organization, is_person
from sayso.attribution import AttributionResult
from sayso.attribution.mentions import TYPES
from sayso.lang import rule, words
from sayso.text.quotes import paragraphs

_PREFIX = rule("mentions", "prefix")
_BEFORE_PHRASE = rule("mentions", "before_phrase")
_OFFICE = re.compile(r"\b(?:[A-Z][\w’-]*(?<!’s) ){0,3}(?P<noun>[a-z]+) $")
_ARTICLE = rule("mentions", "article")
_PARTY = rule("mentions", "party")
_SENTENCE_BEGINS = re.compile(r"(?:^|\n|[.!?:]['\"”’)]*\s|[–—-]\s|^[\s]*)[\"“‘'(\[]*$")


_DESCRIBES = words("mentions", "describes")
_OWN_OFFICE = rule("mentions", "own_office")
_ISSUED = words("mentions", "issued")
_OF_STATES = words("mentions", "of_states")
_OF_NAME = rule("mentions", "of_name")
_RELATES = rule("mentions", "relates")
# Chances of TYPES[1:] for a name in which the network saw no mention: in a source, and elsewhere.
_BODY, _WRITTEN = (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 0.0, 1.0)  # for what is called by a noun: a body, a document
_UNSEEN, _PASSED = (0.6, 0.3, 0.05, 0.05), (0.2, 0.2, 0.1, 0.5)


@dataclass(slots=True, eq=False)
class Mention:
    """Words that refer to someone: `start` to `end` from the first word to the head word.

    `row` is its number in the reading's mentions, by which pairs are scored, -1 for one that the network did not see;
    `word` is the head's number in the words;
    `chances` those of TYPES[1:], `type` the likeliest.
    """

    row: int
    word: int
    start: int
    end: int
    head: str
    kind: str
    chances: tuple[float, ...]
    type: str
    plural: bool = False  # whether it is a noun for several
    speaks: bool = False  # whether it stands in a statement's source
    called: str = ""  # the office that a noun tells: minister, former president
    name: Name | None = None
    entity: "Entity | None" = None
    owner: "Entity | None" = None  # whom a "his" or "her" that it begins with means
    may_be: "tuple[Entity, ...]" = ()  # all whom a name may mean; `entity` is the one that the cast has it for

    @property
    def pronoun(self) -> bool:
        return self.kind not in ("name", "nominal")


@dataclass(slots=True, eq=False)
class Entity:
    """Someone whom mentions of an article refer to, in the making."""

    state: str | None = None  # its CLDR name, for a state
    mentions: list[Mention] = field(default_factory=list)
    he: float = 0.0  # how much its pronouns and forms of address speak for he and for she
    she: float = 0.0
    called_he: int = 0  # forms of address alone
    called_she: int = 0
    named: bool = False
    peoples: int = 0  # its mentions by what a state's people are called
    nouns: int = 0  # its mentions that are no pronouns
    plural: bool = False  # called by a noun for several, and by no name
    chances: list[float] = field(default_factory=lambda: [0.0] * (len(TYPES) - 1))

    def add(self, m: Mention) -> None:
        """Take a mention in; names count for the type, other words only until there is one."""
        m.entity = self
        self.mentions.append(m)
        self.nouns += not m.pronoun
        self.peoples += _is_people(m)
        if m.name and not self.named:
            self.named, self.plural, self.chances = True, False, list(m.chances)
        elif bool(m.name) == self.named:
            self.chances = [a + b for a, b in zip(self.chances, m.chances, strict=True)]
            self.plural = self.plural or (not self.named and m.plural)

    def remove(self, m: Mention) -> None:
        """Let a mention go; what it told of the type stays."""
        self.mentions.remove(m)
        self.peoples -= _is_people(m)
        self.nouns -= not m.pronoun

    @property
    def type(self) -> str:
        """person, organization, place or other, by the network's chances over its names, else over all mentions."""
        return "state" if self.state else TYPES[1 + self.chances.index(max(self.chances))]


def _is_people(m: Mention) -> bool:
    return m.name is not None and people(m.name.text) is not None


def mentions(reading: AttributionResult) -> list[Mention]:
    """All mentions in the order of their heads, with the names that they hold."""
    text, words, found = reading.article.text, reading.words, reading.mentions
    kind = kinds(words)[found.head] if len(found) else found.head
    written = names(text)
    starts = [n.start for n in written]
    capital = _title_case(text)
    inside = {n.text for n in written if " " not in n.text and not _begins_sentence(text, n.start)}
    inside |= SURNAMES & {n.text.split()[-1] for n in written if " " in n.text}
    party = _covered(text, (m.span() for m in _PARTY.finditer(text)))
    out = []
    chance = found.types.tolist()
    for row, (word, first) in enumerate(zip(found.head.tolist(), found.first.tolist(), strict=True)):
        start, head, end = int(words.starts[first]), int(words.starts[word]), int(words.ends[word])
        if party[head]:
            continue
        start = head if _crosses(text, start, end) else _beginning(text, start, head)
        chances = tuple(chance[row])
        sort = TYPES[1 + chances.index(max(chances))]
        m = Mention(row, word, start, end, text[head:end], KINDS[kind[row]], chances, sort)
        if kind[row] == NAME or (kind[row] == NOMINAL and _ends_name(written, starts, head, end)):
            m.kind = KINDS[NAME]
            m.name = _name_at(text, written, starts, start, head, end, capital)
            if m.name is None and text[start:end].startswith("The ") and is_media(text[start:end]):  # The Economist
                m.name = Name(start, end, text[start:end], "")
            if m.name is None or not _is_name(text, m, inside):
                m.name, m.kind = None, KINDS[NOMINAL]
            else:
                m.name = _with_article(text, m.name)
                titled = m.name.start - len(m.name.title) - bool(m.name.title)
                m.start, m.end = _office(text, min(max(m.start, _ended(written, starts, titled)), titled)), m.name.end
        if m.kind == KINDS[NOMINAL] and (called := _called(text, m)):
            m.name, m.kind = called, KINDS[NAME]
            m.chances = _WRITTEN if called.end == m.end and is_document(m.head.lower()) else _BODY
            m.type = TYPES[1 + m.chances.index(max(m.chances))]
        m.plural = m.kind == "nominal" and is_group(m.head.lower())
        out.append(m)
    whole = _put_together(text, out)
    whole = sorted([*whole, *_unseen(reading, whole, written)], key=lambda m: (m.end, m.start))
    ends = [m.end for m in whole]
    for span in (x for s in reading.statements for x in s.source):
        for m in whole[bisect_left(ends, span.start + 1) : bisect_right(ends, span.end)]:
            m.speaks = m.start >= span.start
    return whole


def _unseen(reading: AttributionResult, found: list[Mention], written: Sequence[Name]) -> list[Mention]:
    """The names in which the network saw no mention; in a source they are taken for a person's."""
    text, words = reading.article.text, reading.words
    sources = {(x.start, x.end) for s in reading.statements for x in s.source}
    told = (*((m.name.start, m.name.end) for m in found if m.name), *(m.span() for m in _PARTY.finditer(text)))
    named = _covered(text, told)
    spoken = _covered(text, sources)
    out = []
    for n in written:
        if named[n.start] or named[n.end - 1]:
            continue
        # Of single words those are names that are all of a source, or an outlet's; others may be adjectives.
        if " " not in n.text and (n.start, n.end) not in sources and not is_media(n.text):
            continue
        word = int(np.searchsorted(words.starts, n.end)) - 1
        head = text[int(words.starts[word]) : n.end]
        chances = _UNSEEN if spoken[n.start] else _PASSED
        sort = TYPES[1 + chances.index(max(chances))]
        out.append(Mention(-1, word, n.start, n.end, head, "name", chances, sort, name=_with_article(text, n)))
    return out


def _covered(text: str, spans: Iterable[tuple[int, int]]) -> bytearray:
    """1 for each character of the text that a span covers."""
    out = bytearray(len(text))
    for start, end in spans:
        out[start:end] = b"\1" * (end - start)
    return out


def _beginning(text: str, start: int, head: int) -> int:
    """Where a mention begins, without what stands before it and the phrase that it ends: "of the [Fisheries Union]"."""
    last = max((m.end() for m in _BEFORE_PHRASE.finditer(text, start, head)), default=start)
    prefix = _PREFIX.match(text, last, head)
    return prefix.end() if prefix else last


def _crosses(text: str, start: int, end: int) -> bool:
    """Whether a mention would go over a mark that no mention goes over."""
    return start >= end or bool(re.search(r"[\n,;:()]|[.!?]\s+[A-Z][a-z]+\s", text[start:end]))


def _office(text: str, start: int) -> int:
    """Where the office right before a name begins: "[Harbour commissioner] Mira Dolan"; `start` where there is none."""
    found = _OFFICE.search(text, max(0, start - 60), start)
    return found.start() if found and is_person(found["noun"]) else start


def _ends_name(written: Sequence[Name], starts: list[int], head: int, end: int) -> bool:
    """Whether a small word ends a name: Park Geun-[hye]."""
    k = bisect_right(starts, head) - 1
    return k >= 0 and written[k].start < head and end == written[k].end


def _title_case(text: str) -> int:
    """Where a headline of capitalized words ends; 0 where there is none."""
    first = next(iter(paragraphs(text)), (0, 0))
    words = [w for w in text[slice(*first)].split() if w[0].isalpha()]
    if len(words) > 30 or not words:
        return 0
    return first[1] if sum(w[0].isupper() for w in words) > 0.6 * len(words) else 0


def _name_at(
    text: str, written: Sequence[Name], starts: list[int], start: int, head: int, end: int, capital: int
) -> Name | None:
    """The name that a head word stands in; no longer than the mention in a headline of capitals, and not with the first
    word of a sentence that the mention does not begin with ("Say Varn wins")."""
    k = bisect_right(starts, head) - 1
    if k < 0 or head >= written[k].end:
        # A name inside another's title: [NATO] Secretary-General Jens Roos.
        inner = names(text, head, end)
        return inner[0] if inner else None
    name = written[k]
    first = name.start
    if name.start < start <= head and (head < capital or (not name.title and _begins_sentence(text, name.start))):
        first = start
    last = end if head < capital else name.end
    return name if (first, last) == (name.start, name.end) else Name(first, last, text[first:last], "")


def _ended(written: Sequence[Name], starts: list[int], at: int) -> int:
    """Where the name right before a place ends, which begins no mention of it ("ambassador to Kestria [Ada Holm]")."""
    k = bisect_left(starts, at) - 1
    return written[k].end + 1 if k >= 0 and written[k].end + 1 == at else 0


def _with_article(text: str, name: Name) -> Name:
    """The name with the "The" that the text writes large inside a sentence: told The Harbour Times."""
    start = name.start - 4
    if name.title or start < 0 or text[start : name.start] != "The " or _begins_sentence(text, start):
        return name
    return Name(start, name.end, text[start : name.end], "")


def _is_name(text: str, m: Mention, inside: set[str]) -> bool:
    """Whether a capitalized word is more than the first of its sentence."""
    assert m.name is not None
    if " " in m.name.text or m.name.title or m.name.text in inside or m.head.isupper():
        return True
    word = m.head.lower()
    common = is_person(word) or is_group(word) or is_document(word) or is_organization(word)
    return not _begins_sentence(text, m.start) or not (common or m.type == "other" or f" {word}" in text)


def _called(text: str, m: Mention) -> Name | None:
    """A body or document by a noun with a name before it: "the Kestrian embassy", "a Lisset University poll"."""
    if owned := _OWN_OFFICE.search(text, max(0, m.start - 60), m.end):
        owner = names(text, owned.start(), owned.end("owner"))[-1:]
        if not owner:
            return None
        called = text[owner[0].start : m.end]
        if m.head != "office":  # the Holm campaign
            called = f"{owner[0].text} {text[owned.end('owner') : m.end].split(' ', 1)[1]}"
        return Name(owner[0].start, m.end, called, "")
    word = m.head.lower()
    if word in _OF_STATES and (of := _OF_NAME.match(text, m.end)):
        return Name(m.end - len(word), of.end(), text[m.end - len(word) : of.end()], "")
    if word in _ISSUED and (issuer := _issuer(text, m)):
        return issuer
    body = m.type == "organization" or is_organization(word) or is_document(word)
    if not body or is_person(word) or is_group(word):
        return None
    start = m.start + len(_ARTICLE.match(text[m.start : m.end]).group())  # type: ignore[union-attr]
    words = text[start : m.end]
    rest = words if start > m.start or not _begins_sentence(text, start) else words.partition(" ")[2]
    if word in _DESCRIBES or _RELATES.search(rest):
        return None
    holds = re.search(r"\b[A-Z]\w", rest) and not re.search(r"[’']s?\s|\d", words)
    return Name(start, m.end, words, "") if holds else None


def _issuer(text: str, m: Mention) -> Name | None:
    """The body right before a noun for what it decided or declared: "the [Supreme Court] decision"."""
    before = text[m.start : m.end - len(m.head)].rstrip()
    inner = names(text, m.start, m.start + len(before))[-1:]
    if not inner or inner[0].end != m.start + len(before) or inner[0].title:
        return None
    is_body = is_organization(inner[0].text.split()[-1].lower()) or is_media(inner[0].text)
    return inner[0] if is_body else None


def _begins_sentence(text: str, at: int) -> bool:
    return bool(_SENTENCE_BEGINS.search(text, max(0, at - 6), at)) or at == 0


def _put_together(text: str, found: list[Mention]) -> list[Mention]:
    """One mention for each name: of several heads in one name the last; what stands right before one is its title."""
    out: list[Mention] = []
    for m in found:
        kept: list[Mention] = []
        while m.name and out and _leads_to(text, out[-1], m):
            last = out.pop()
            m.start = min(m.start, last.start)
            if last.name and last.name.start != m.name.start:
                kept.append(last)  # "[NATO] Secretary-General"
        out += [*reversed(kept), m]
    return out


def _leads_to(text: str, before: Mention, m: Mention) -> bool:
    """Whether a mention is part of a name or stands right before it and its title."""
    assert m.name is not None
    if before.name and before.name.start == m.name.start:
        return True
    begins = min(m.start, m.name.start - len(m.name.title) - bool(m.name.title))
    between = text[before.end : max(begins, before.end)]
    return not before.pronoun and not between.strip(" .\u00a0") and not between.startswith(". ")
