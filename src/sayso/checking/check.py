"""Whether a quotation stands in a record as somebody gives it, and whose it is."""

import datetime
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

from sayso.actors.names import folded
from sayso.article import Article, Statement, written
from sayso.checking.checked import SAME_UTTERANCE, STANDING, Checked, Match, Verdict
from sayso.checking.cut_context import CutContext
from sayso.checking.cut_kinds import MESSAGES, WarningKind
from sayso.checking.cut_warnings import Cut, Warned, cut_warnings
from sayso.checking.former import changed_since
from sayso.checking.name_matching import is_called, may_be, speaks_for
from sayso.checking.quote_retrieval import Candidate, candidates, former_candidates
from sayso.checking.speeches import Range, Speech, Stretch, said_by, speeches
from sayso.linking import quote_tokens
from sayso.linking.critical_words import contradicts
from sayso.linking.quote_alignment import Compared, compare
from sayso.linking.quote_tokens import Wording
from sayso.linking.semantic_search import like
from sayso.linking.words import forms
from sayso.record import Query, Record, passage_index, rows
from sayso.record.known_actors import known_in, names_of
from sayso.record.versions import is_any_edited, version_at

MOST_WORDS = 2000
_MOST_MATCHES = 5
_SHORT = 3  # words; of so few none can be another
_NEAR = 0.6  # share of the meaningful words of a quotation that are the record's, from which on it is that quotation
_RUN = 5  # words in a row that do as well, with
_NEAR_RUN = 0.45  # this share, and
_CLOSE = 0.35  # this similarity
_RENDERED = 0.6  # share of the words that stand in an indirect rendering
_FEWEST = 6  # words of a statement that can have a quotation's meaning
_MEANS = 0.65  # cosine from which on a statement has the meaning of a quotation
_ONE_UTTERANCE = 8  # words; so many are not said twice by chance
_SHOWN = 0.3  # similarity of a match that is worth showing
_LOOKED_AT = 20
_LONG_ENOUGH = 0.5  # of a quotation's words a statement must have to render it
_SAYING = 3  # days around the day of saying that the text tells
_REPORTED = (-1, 14)  # days from the day of saying to that on which an article is published


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the words stand, or words near them. `direct`: in the speaker's own words; `fits`: whether the speaker is
    the one that was named, None where the record does not know; `day`: whether it can have been said then."""

    match: Match
    compared: Compared
    direct: bool
    fits: bool | None
    day: bool
    version: int
    stretch: Stretch
    speech: tuple[Range, ...]

    @property
    def level(self) -> int:
        """0 for the very words, 1 where some were left out, 2 where some are others."""
        return 2 if self.compared.altered else 1 if self.compared.changes else 0


def check(record: Record, quote: str, by: str | None = None, when: str | None = None) -> Checked:
    """The verdict on a quotation, by whom it is said to be, and of which day (ISO 8601); the record's links must be up
    to date. A statement fits the day where the text tells that it was said at most three days from it, or else where
    its article was published from the day before to two weeks after; what does not fit is no more than a match.
    Where it stands only in an earlier version of an article, that is warned of.

    Raises ValueError where the quotation has no words, or more than MOST_WORDS, or the day is none.
    """
    search = _searched(record, quote, by, when)
    told = _told(search)
    if told.verdict in STANDING:
        return told
    if former := _former(search, told.verdict):
        return _with_former(told, former)
    return told if told.verdict != "not found" else _by_meaning(search, told)


def check_words(record: Record, quote: str, by: str | None = None, when: str | None = None) -> Checked:
    """The same by words alone: what has only the meaning of a quotation is not found."""
    return _told(_searched(record, quote, by, when))


@dataclass(frozen=True, slots=True)
class _Search:
    """A quotation, what is said of it, and what was found."""

    connection: sqlite3.Connection
    record: Record
    given: Wording
    by: str | None
    when: datetime.date | None
    found: list[_Found]
    contexts: dict[int, CutContext]


def _searched(record: Record, quote: str, by: str | None, when: str | None) -> _Search:
    given = quote_tokens.of_quote(quote)
    if not given.tokens:
        raise ValueError("the quotation is empty: it has no words")
    if len(given.plain) > MOST_WORDS:
        raise ValueError(f"the quotation has {len(given.plain):,} words: check parts of at most {MOST_WORDS:,}")
    if by is not None and not folded(by):
        if by.strip():
            raise ValueError(f"{by!r} is no name: it has no letters")
        by = None
    try:
        day = datetime.date.fromisoformat(when) if when else None
    except ValueError as error:
        raise ValueError(f"{when!r} is no day: write it as 2024-06-21") from error
    search = _Search(record.connection, record, given, by, day, [], {})
    for candidate in candidates(record.connection, given):
        search.found.extend(_in_version(search, candidate))
    return search


def _former(search: _Search, now: Verdict) -> Checked | None:
    """The verdict by earlier versions of articles that their outlets changed, where the quotation stood in one; where
    nothing like it stands `now`, also that of an earlier one that has it in other words."""
    if not is_any_edited(search.connection):
        return None
    earlier = replace(search, found=[])
    last_first = sorted(former_candidates(search.connection, search.given), key=lambda c: -c.version)
    for candidate in last_first:
        earlier.found.extend(_in_version(earlier, candidate))
    told = _told(earlier)
    is_better = told.verdict in STANDING or (now == "not found" and told.verdict != now)
    warned = changed_since(search.record, told.matches[0]) if is_better else None
    if warned is None:
        return None
    first = replace(told.matches[0], warnings=(*told.matches[0].warnings, warned))
    return replace(told, matches=(first,))


def _with_former(told: Checked, former: Checked) -> Checked:
    """The verdict by what stands now, where that is the same article; else by what stood there."""
    first = former.matches[0]
    if told.verdict in ("altered", "misattributed") and told.matches[0].article == first.article:
        now = replace(told.matches[0], warnings=(*told.matches[0].warnings, first.warnings[-1]))
        return replace(told, matches=(now, *told.matches[1:]))
    return replace(former, matches=(first, *told.matches)[:_MOST_MATCHES])


def _in_version(search: _Search, candidate: Candidate) -> Iterator[_Found]:
    """What a version has that is like the quotation, in the speeches of its passages and in indirect statements."""
    article = rows.article(search.connection, candidate.version)
    context = search.contexts[candidate.version] = CutContext(article)
    held, places = _passages(search.connection, article, candidate)
    for speech in speeches(article, context.quotations):
        stretches = [s for s in speech.stretches if any(a < s.end and s.start < b for a, b in places)]
        if stretches:
            said = quote_tokens.of_speech(article.text, [(s.start, s.end) for s in speech.stretches], speech.gaps)
            if compared := compare(search.given, said):
                stretch = said_by(article.statements, _around(speech, compared), compared.same)
                own = tuple((s.start, s.end) for s in speech.stretches)
                yield _found(search, candidate, article, stretch, compared, own, direct=True)
    for s in held:
        if s.kind != "direct":
            own = tuple((x.start, x.end) for x in s.content)
            if compared := compare(search.given, quote_tokens.of_speech(article.text, own)):
                stretch = Stretch(own[0][0], own[-1][1], s, s.speakers)
                yield _found(search, candidate, article, stretch, compared, own, direct=False)


def _passages(
    connection: sqlite3.Connection, article: Article, candidate: Candidate
) -> tuple[list[Statement], list[Range]]:
    """The statements of an article that are passages of a candidate, and where all its passages stand."""
    ids = passage_index.ids_of(connection, candidate.version, candidate.passages)
    loose = passage_index.places_of(connection, candidate.version, candidate.passages)
    held = [s for s in article.statements if s.id in ids]
    return held, [*((x.start, x.end) for s in held for x in s.content), *loose]


def _around(speech: Speech, compared: Compared) -> Stretch:
    """The stretch in which most of the same words stand."""
    return max(
        speech.stretches,
        key=lambda s: (sum(s.start <= start and end <= s.end for start, end in compared.same), -s.start),
    )


def _found(
    search: _Search,
    candidate: Candidate,
    article: Article,
    stretch: Stretch,
    compared: Compared,
    speech: tuple[Range, ...],
    *,
    direct: bool,
) -> _Found:
    origin = version_at(search.connection, candidate.version)
    assert origin is not None
    names = {a.id: a.name for a in article.actors}
    s = stretch.statement
    match = Match(
        speaker="; ".join(names[a] for a in stretch.speakers) or (written(s.source) if s else "") or None,
        text=written(s.content) if s else article.text[stretch.start : stretch.end],
        statement=s.id if s else None,
        article=origin.key,
        url=article.url,
        outlet=article.outlet,
        published=article.published,
        primary=origin.primary_source is not None,
        similarity=round(compared.similarity, 2),
        actor_ids=_actor_ids(search.connection, candidate.version, stretch.speakers),
        version=None if origin.latest else origin.number,
    )
    fits = _fits(search, candidate.version, article, stretch)
    day = _is_of_day(search.when, article, s)
    return _Found(match, compared, direct, fits, day, candidate.version, stretch, speech)


def _warnings(search: _Search, f: _Found) -> tuple[Warned, ...]:
    """Why words that stand in an article may not be what the quotation makes of them."""
    told: list[Warned] = []
    s = f.stretch.statement
    if search.by is not None and f.fits is not True:
        who = s.source[0] if s and s.source else None
        kind: WarningKind = "other speaker" if f.fits is False else "unknown speaker"
        place = (who.text, who.start, who.end) if who else ("", None, None)
        message = f"The record has it from {f.match.speaker or 'somebody else'}." if f.fits is False else MESSAGES[kind]
        told.append(Warned(kind, message, *place))
    if not f.day:
        day = s.when.span if s and s.when else None
        place = (day.text, day.start, day.end) if day else ((f.match.published or "")[:10], None, None)
        told.append(Warned("other day", MESSAGES["other day"], *place))
    marks = [search.given.text[a:b] for (_, a), (b, _) in pairwise((*f.compared.given, (len(search.given.text), 0)))]
    is_inner = s is not None and s.parent is not None and f.fits is True and search.by is not None
    cut = Cut(f.compared.same, tuple("?" in m for m in marks), f.speech, not is_inner)
    return (*told, *cut_warnings(search.contexts[f.version], cut))


def _actor_ids(connection: sqlite3.Connection, version: int, speakers: Sequence[str]) -> str | None:
    """The ids of those who speak, whatever the article: '; ' between."""
    known = known_in(connection, version)
    return "; ".join(known[a].permanent for a in speakers if a in known) or None


def _fits(search: _Search, version: int, article: Article, stretch: Stretch) -> bool | None:
    """Whether the speaker is the one that was named; None where the record knows no speaker, and it can be that one."""
    if search.by is None:
        return True
    if not stretch.speakers and stretch.statement and stretch.statement.candidates:
        return None
    speaking = [a for a in article.actors if a.id in stretch.speakers]
    # Where the article has somebody of exactly this name, nobody of a like one is meant.
    exact = {a.id for a in article.actors if a.type == "person" and folded(a.name) == folded(search.by)}
    if exact and not exact & set(stretch.speakers) and all(len(folded(a.name)) > 1 for a in speaking):
        speaking = [a for a in speaking if a.type != "person"]
        if not speaking and stretch.speakers:
            return False
    for actor in speaking:
        if is_called(search.by, actor, names_of(search.connection, version, actor.id)):
            return True
    # Who speaks for somebody does not say what that person says; only a body has no other voice.
    is_person = any(a.type == "person" and is_called(search.by, a, ()) for a in article.actors)
    if not is_person and any(speaks_for(search.by, a, stretch.statement) for a in speaking):
        return True
    return False if speaking else may_be(search.by, stretch.statement)


def _is_of_day(day: datetime.date | None, article: Article, s: Statement | None) -> bool:
    if day is None:
        return True
    if s and s.when:
        first, last = (datetime.date.fromisoformat(d) for d in (s.when.start, s.when.end))
        return (first - day).days <= _SAYING and (day - last).days <= _SAYING
    try:
        published = datetime.date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return True
    return _REPORTED[0] <= (published - day).days <= _REPORTED[1]


def _is_near(f: _Found, given: Wording) -> bool:
    """Whether words are near enough to a quotation's to be those that it gives."""
    c = f.compared
    if len(given.plain) <= _SHORT:
        return not c.changes
    if not f.direct:
        return c.similarity >= _RENDERED
    return (c.covered >= _NEAR and c.similarity >= _NEAR_RUN) or (
        c.run >= _RUN and c.covered >= _NEAR_RUN and c.similarity >= _CLOSE
    )


def _told(search: _Search) -> Checked:
    found = [
        f if f.level == 2 else replace(f, match=replace(f.match, warnings=_warnings(search, f))) for f in search.found
    ]
    near = [f for f in found if f.day and _is_near(f, search.given)]
    is_short = len(search.given.plain) < _ONE_UTTERANCE
    verdict, basis = _verdict([f for f in near if f.direct], [f for f in near if not f.direct], is_short=is_short)
    ranked = sorted(found, key=lambda f: _rank(f, basis, is_short=is_short))
    shown: dict[tuple[str, str], _Found] = {}
    for f in ranked:
        if f is basis or f.match.similarity >= _SHOWN:
            shown.setdefault((f.match.article, f.match.text), f)
    matches = tuple(_with_sentences(search, f) for f in list(shown.values())[:_MOST_MATCHES])
    changes = basis.compared.changes if basis and verdict != "paraphrase only" else ()
    return Checked(search.given.text, search.by, verdict, changes, matches)


def _rank(f: _Found, basis: _Found | None, *, is_short: bool) -> tuple[Any, ...]:
    """What comes first. A short quotation may well be said twice, and one place where it stands as it is will do; of a
    long one the place that has more of it."""
    m = f.match
    warned = bool(m.warnings) == is_short
    return (
        f is not basis, not f.day, not m.primary, -m.similarity, warned, not f.direct, m.published or "9999", m.article,
    )  # fmt: skip


def _with_sentences(search: _Search, f: _Found) -> Match:
    """The match with the sentences before and after."""
    places = f.compared.same or f.speech or ((f.stretch.start, f.stretch.end),)
    before, after = search.contexts[f.version].around(places[0][0], places[-1][1])
    return replace(f.match, before=before, after=after)


def _verdict(direct: Sequence[_Found], indirect: Sequence[_Found], *, is_short: bool) -> tuple[Verdict, _Found | None]:
    """The verdict, and what it is told from. What the named speaker said decides before what others said, and a primary
    source before a report."""
    rank = partial(_rank, basis=None, is_short=is_short)
    primary = [f for f in direct if f.match.primary and f.match.similarity >= SAME_UTTERANCE and f.fits is not False]
    pool = primary or direct
    for fits in (True, False, None):
        said = [f for f in pool if f.level < 2 and f.fits is fits]
        if said:
            basis = min(said, key=lambda f: (f.level, *rank(f)))
            return "misattributed" if fits is False else "verbatim" if basis.level == 0 else "shortened", basis
    rendered = min((f for f in indirect if f.fits is not False), key=rank, default=None)
    altered = min(pool, key=lambda f: (f.fits is False, *rank(f)), default=None)
    if altered and not (rendered and rendered.level == 0 and altered.match.similarity < SAME_UTTERANCE):
        return "altered", altered
    return ("paraphrase only", rendered) if rendered else ("not found", None)


def _by_meaning(search: _Search, told: Checked) -> Checked:
    """The verdict where no words are found: whether somebody is reported to have said the same in other words."""
    own = [t.form for t in search.given.plain]
    held: list[_Found] = []
    for near, cosine in like(search.record, search.given.text, Query(min_confidence=0.0, limit=_LOOKED_AT)):
        told_so = forms(near.row["content"])
        renders = near.row["kind"] != "direct" and len(told_so) >= max(_FEWEST, _LONG_ENOUGH * len(own))
        if cosine >= _MEANS and renders and not contradicts(own, told_so):
            held += _rendering(search, near.row, cosine)
    basis = next((f for f in held if f.day and f.fits is not False), None)
    if basis is None:
        return told
    meant = (_with_sentences(search, f) for f in (basis, *held))
    matches = tuple(dict.fromkeys((*meant, *told.matches)))
    return replace(told, verdict="paraphrase only", matches=matches[:_MOST_MATCHES])


def _rendering(search: _Search, row: Mapping[str, Any], cosine: float) -> Iterator[_Found]:
    article = rows.article(search.connection, row["version"])
    compared = Compared((), (), cosine, 0.0, 0)
    passage = Candidate(row["version"], (row["number"],), 0.0, False)
    for s in _passages(search.connection, article, passage)[0]:
        stretch = Stretch(s.content[0].start, s.content[-1].end, s, s.speakers)
        search.contexts.setdefault(row["version"], CutContext(article))
        yield _found(search, passage, article, stretch, compared, (), direct=False)
