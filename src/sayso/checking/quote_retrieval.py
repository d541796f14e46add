"""Passages of a record that can hold a quotation: they share a sequence of words with it, or some of its rarest."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from sayso.linking import passage_index
from sayso.linking.critical_words import LIGHT
from sayso.linking.quote_tokens import Wording
from sayso.linking.words import words
from sayso.record import passage_index as passage_rows
from sayso.record.passage_index import Passage
from sayso.record.versions import last_statement
from sayso.record.word_index import frequency, having
from sayso.text.folding import without_diacritics

_SHARING = 200  # passages that share a sequence and are looked at
_RAREST = 6  # words that are looked for in pairs
_NEAR = 10  # words that may stand between the two of a pair, beside those of the quotation
_FEW = 12  # words of a short quotation
_PER_QUERY = 100  # statements
_READ = 15_000  # entries of the index that all queries together may read
_BY_WORDS = 60  # statements that most queries find
_SHORT = 3  # words of a quotation that is only looked for as it stands
_ARTICLES = 8
_EQUAL = 40  # articles, where all hold as much as the best
_SHARE = 0.3  # of a quotation's words that a passage holds, from which on it is looked at, and
_BESIDE = 0.6  # of that which the best one holds


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version with passages that can hold a quotation: statements' rows, or quotations' below zero; `share` of the
    quotation's words that the best of them holds."""

    version: int
    passages: tuple[int, ...]
    share: float
    primary: bool


def candidates(connection: sqlite3.Connection, quote: Wording) -> list[Candidate]:
    """Latest versions with passages that can hold a quotation, the best first, primary sources before others of their
    kind.

    Both ways are gone each time: of a passage that differs by a word or two, no sequence of four need be left.
    """
    shared = passage_index.sharing(connection, quote.text)
    by_sequences = sorted(shared, key=lambda p: (-shared[p], p))[:_SHARING]
    return _ranked(quote, passage_rows.passages(connection, {*by_sequences, *_by_words(connection, quote)}))


def former_candidates(connection: sqlite3.Connection, quote: Wording) -> list[Candidate]:
    """Versions before the latest with statements that can hold a quotation, the best first."""
    return _ranked(quote, passage_rows.former(connection, _by_words(connection, quote)))


def _by_words(connection: sqlite3.Connection, quote: Wording) -> list[int]:
    """Statements in which words of a quotation stand near each other; a short quotation is looked for as a phrase."""
    if len(quote.plain) <= _SHORT:
        phrase = " ".join(_term(quote.text[t.start : t.end]) for t in quote.plain)
        return having(connection, f'"{phrase}"', _SHARING)
    hits: Counter[int] = Counter()
    left = _READ
    for cost, terms in sorted(_queries(connection, quote)):
        left -= cost
        if left < 0:
            break
        hits.update(having(connection, terms, _PER_QUERY))
    return sorted(hits, key=lambda p: (-hits[p], p))[:_BY_WORDS]


def _queries(connection: sqlite3.Connection, quote: Wording) -> Iterator[tuple[int, str]]:
    """What to look for, and about how many entries of the index that reads: the rarest words in pairs, and of a short
    quotation, in which a changed word leaves no sequence of four, each three words in a row."""
    terms = [_term(quote.text[t.start : t.end]) for t in quote.plain]
    telling = {term: n for n, (t, term) in enumerate(zip(quote.plain, terms, strict=True)) if t.form not in LIGHT}
    counts = {term: count for term in telling if term.isalnum() and (count := frequency(connection, term))}
    rarest = sorted(counts, key=lambda t: (counts[t], t))[:_RAREST]
    for a, b in combinations(rarest, 2):
        yield counts[a], f'NEAR("{a}" "{b}", {abs(telling[a] - telling[b]) + _NEAR})'
    if len(rarest) == 1:
        yield counts[rarest[0]], f'"{rarest[0]}"'
    if len(terms) <= _FEW:
        every = last_statement(connection)
        for n in range(len(terms) - 2):
            row = terms[n : n + 3]
            yield min(counts.get(t, every if t not in telling else 0) for t in row), f'"{" ".join(row)}"'


def _term(word: str) -> str:
    """A word as the record's index of words has it."""
    return without_diacritics(word.replace('"', "")).lower()


def _ranked(quote: Wording, rows: Iterable[Passage]) -> list[Candidate]:
    """The versions of passages, primary sources first, then by how much of the quotation the best passage holds."""
    forms = {t.form for t in words(quote.text)}
    held: dict[int, list[tuple[float, int]]] = {}
    primary: set[int] = set()
    for row in rows:
        share = len(forms & {w.form for w in words(row.content)}) / len(forms)
        held.setdefault(row.version, []).append((share, row.passage))
        if row.is_primary:
            primary.add(row.version)
    made = [
        Candidate(version, tuple(p for _, p in some), max(share for share, _ in some), version in primary)
        for version, some in held.items()
    ]
    best = max((c.share for c in made), default=0.0)
    least = max(_SHARE, _BESIDE * best)
    ranked = sorted((c for c in made if c.share >= least), key=lambda c: (-c.share - 0.1 * c.primary, c.version))
    return ranked[:_ARTICLES] + [c for c in ranked[_ARTICLES:_EQUAL] if c.share == best]
