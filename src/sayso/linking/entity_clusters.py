"""Who is one of those that articles name: a pure function of what the articles say, so that no order matters.

First those of one name are parted where they must be several (`nodes`), then names are joined that are one's
(`clusters`); who is called by one word alone is given to the one whom it fits (`choose`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from types import MappingProxyType

from sayso.actors.names import alike
from sayso.linking.entity_matching import (
    NAMES,
    SURE,
    SURNAMES,
    TOLD,
    Appearance,
    Node,
    Relation,
    Sort,
    Words,
    faded,
    is_campaign,
    majority,
    odds,
    offices,
    relation,
    same_company,
    surname,
    years,
)

_MINOR = 0.25  # a type that is told so seldom, of those by one name, was mistaken
_DAYS = 10  # between which a poll or a report by one name is the same
_CLEAR = 9.0  # so much better than the next best is the best
_RARE = 10  # so much rarer than the most frequent name of the same is a rare one
_DOUBTED = 3  # a name that fits two others is in doubt where it is not so much more frequent than both
_MOSTLY = 0.9  # a name is the one's to whom so many of its bearers belong
# The odds that a surname alone is the one's who has so much of it, where he is named often; and else.
_PRIOR, _DOUBT = ((0.95, 30.0), (0.9, 15.0), (0.8, 6.0)), 0.5
FEW = 3  # who are named beside both

# What articles themselves call one and the same, by two forms of a name; and known actors that a person said are two.
Also = Mapping[frozenset[Words], Relation]
Never = Set[frozenset[int]]


@dataclass(frozen=True)
class Cluster:
    """Those who are one, and for each but the first named why."""

    nodes: tuple[Node, ...]
    why: Mapping[int, str]

    @cached_property
    def members(self) -> tuple[Appearance, ...]:
        return tuple(m for n in self.nodes for m in n.members)

    @cached_property
    def number(self) -> int:
        return sum(n.number for n in self.nodes)

    @cached_property
    def articles(self) -> frozenset[int]:
        return frozenset(m.article for m in self.members)

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(n.roles for n in self.nodes))

    @cached_property
    def days(self) -> tuple[int, ...]:
        return tuple(sorted(chain.from_iterable(n.days for n in self.nodes)))

    @cached_property
    def company(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(m.company for m in self.members))

    @cached_property
    def gender(self) -> str | None:
        return majority(m.gender for m in self.members)


@dataclass(frozen=True, slots=True)
class Choice:
    """The one whom an appearance is, by its place among the candidates; None where that is open, and then who it may
    be."""

    index: int | None
    why: str
    may_be: tuple[int, ...] = ()


def nodes(members: Sequence[Appearance], number: int) -> tuple[list[Node], list[Appearance]]:
    """Those of one name parted into as many as they must be; and those of whom cannot be told which they are. Of
    `number` such appearances these are some."""
    found: list[Node] = []
    left: list[Appearance] = []
    for sort, some in _by_sort(members):
        whole = number if len(some) == len(members) else len(some)
        apart = _documents(some) if majority(a.type for a in some) == "document" else None
        if apart is not None:
            found += [Node(some[0].words, sort, tuple(group), len(group)) for group in apart]
            continue
        groups, unsure = _told_apart(some, sort, whole)
        placed, open_ones = _placed(groups, unsure)
        spare = whole - sum(len(g) for g in placed) - len(open_ones)
        largest = max(range(len(placed)), key=lambda k: (len(placed[k]), -k), default=0)
        found += [
            Node(g[0].words, sort, tuple(g), len(g) + (spare if k == largest else 0)) for k, g in enumerate(placed)
        ]
        left += open_ones
    return found, left


def _by_sort(members: Sequence[Appearance]) -> list[tuple[Sort, list[Appearance]]]:
    """Persons and bodies of one name: all of them one sort but where the other is told too often for a mistake."""
    persons = sum(a.sort == "person" for a in members)
    bodies = sum(a.sort == "body" for a in members)
    told = persons + bodies
    if not told or min(persons, bodies) < max(_MINOR * told, 1):
        return [("body" if bodies > persons else "person", list(members))]
    parts: dict[Sort, list[Appearance]] = {"person": [], "body": []}
    for a in members:
        parts[a.sort or "body"].append(a)
    return [(sort, some) for sort, some in parts.items() if some]


def _documents(members: Sequence[Appearance]) -> list[list[Appearance]]:
    """Polls and reports by one name: those told within a few days of each other are one."""
    days = sorted(((a.day or 0, a.order, a) for a in members), key=lambda x: x[:2])
    out: list[list[Appearance]] = []
    last: int | None = None
    for day, _, a in days:
        if last is None or day - last > _DAYS:
            out.append([])
        out[-1].append(a)
        last = day
    return out


def _told_apart(
    members: Sequence[Appearance], sort: Sort, number: int
) -> tuple[list[list[Appearance]], list[Appearance]]:
    """Those with something in common that tells who they are, together; and those of whom nothing is told."""
    groups = _Union(members)
    told: dict[object, Appearance] = {}
    for a in members:
        marks: list[object] = [(key, value) for key, value in a.identifiers.items()]
        marks += [a.fixed] if a.fixed is not None else []
        # An identifier, or a person's word, is stronger than a title.
        marks = marks or (list(a.roles) if sort == "person" else ["body"])
        for mark in marks:
            groups.join(told.setdefault(mark, a), a)
    sure = [
        g for g in groups.all() if any(m.roles or m.identifiers or m.fixed is not None for m in g) or sort == "body"
    ]
    unsure = [a for g in groups.all() if g not in sure for a in g]
    return _joined_by_odds(sure, sort, number), unsure


def _joined_by_odds(groups: list[list[Appearance]], sort: Sort, number: int) -> list[list[Appearance]]:
    """Groups of one name, which so many have, joined where nothing keeps them apart, the largest first."""
    made = [Node(g[0].words, sort, tuple(g), number) for g in sorted(groups, key=lambda g: (-len(g), g[0].order))]
    out: list[Node] = []
    for node in made:
        best = max(((odds(node, other, NAMES["name"]), -k) for k, other in enumerate(out)), default=(0.0, 0))
        if best[0] >= SURE:
            other = out[-best[1]]
            out[-best[1]] = Node(node.words, sort, other.members + node.members, number)
        else:
            out.append(node)
    return [list(n.members) for n in out]


def _placed(
    groups: list[list[Appearance]], unsure: list[Appearance]
) -> tuple[list[list[Appearance]], list[Appearance]]:
    """Those of whom nothing is told given to the group in whose company they are, or to the one that has the name for
    the most part; where there is none, they are open."""
    if not groups:
        return ([unsure] if unsure else []), []
    if len(groups) == 1 and all(m.fixed is None for m in groups[0]):
        return [groups[0] + unsure], []
    company = [frozenset(x for m in g for x in m.company) for g in groups]
    usual = max(range(len(groups)), key=lambda k: (len(groups[k]), -k))
    if len(groups[usual]) < max(_MOSTLY * sum(map(len, groups)), 3):
        usual = -1
    placed, left = [list(g) for g in groups], []
    for a in unsure:
        near = [k for k, c in enumerate(company) if c and a.company and same_company(a.company, c)]
        where = near[0] if len(near) == 1 else usual if not near or usual in near else -1
        if where < 0:
            left.append(a)
        else:
            placed[where].append(a)
    return placed, left


def clusters(made: Sequence[Node], also: Also = MappingProxyType({}), never: Never = frozenset()) -> list[Cluster]:
    """Nodes of several names joined where they are one, the likeliest first. A name that may be two others' stays by
    itself."""
    pairs = []
    for (i, a), (j, b) in combinations(enumerate(made), 2):
        told = _related(a, b, also, never)
        if told and (even := odds(a, b, told[1])) >= SURE:
            pairs.append((even, i, j, told[0]))
    torn = _torn(made, pairs, also, never)
    of = list(range(len(made)))
    why: dict[int, str] = {}
    for _, _, i, j, by in sorted((-min(made[i].number, made[j].number), -even, i, j, by) for even, i, j, by in pairs):
        if i in torn or j in torn or of[i] == of[j]:
            continue
        one, two = (_usual([made[k] for k in range(len(made)) if of[k] == of[x]]) for x in (i, j))
        if any(not _compatible(x, y, also, never) for x in one for y in two):
            continue
        low, high = min(of[i], of[j]), max(of[i], of[j])
        of = [low if k == high else k for k in of]
        less = j if made[i].number >= made[j].number else i
        why.setdefault(less, _because(by, made[less], made[i if less == j else j]))
    out: list[Cluster] = []
    for k in sorted(set(of)):
        some = [x for x in range(len(made)) if of[x] == k]
        reasons = {m.actor: why[x] for x in some if x in why for m in made[x].members}
        out.append(Cluster(tuple(made[x] for x in some), reasons))
    return out


def _related(a: Node, b: Node, also: Also, never: Never) -> tuple[Relation, float] | None:
    if frozenset(k for k in (a.known, b.known) if k is not None) in never:
        return None
    if any(a.identifiers.get(k, set()) & v for k, v in b.identifiers.items()):
        return "code", NAMES["code"]
    if a.words == b.words or a.sort != b.sort or a.is_document != b.is_document:
        return None
    if by := also.get(frozenset((a.words, b.words))):
        return by, NAMES[by]
    return relation(a.words, b.words) if a.sort == "person" or is_campaign(a.words) else None


def _compatible(a: Node, b: Node, also: Also, never: Never) -> bool:
    """Whether two nodes can be one at all, whatever speaks for it."""
    if a.sort == "body" and a.words != b.words:
        return a.sort == b.sort and a.fixed == b.fixed
    return a.fixed == b.fixed and _related(a, b, also, never) is not None


def _usual(some: Sequence[Node]) -> list[Node]:
    """Those of several names that are not rare beside the most frequent one."""
    most = max(n.number for n in some)
    return [n for n in some if _RARE * n.number >= most]


def _torn(
    made: Sequence[Node], pairs: Iterable[tuple[float, int, int, Relation]], also: Also, never: Never
) -> set[int]:
    """The nodes that fit two others which are not one, about as well: their name is no evidence."""
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for even, i, j, _ in pairs:
        near[i].append((even, j))
        near[j].append((even, i))
    return {
        k
        for k, fits in near.items()
        if any(
            x < _CLEAR * y
            and y < _CLEAR * x
            and made[k].number <= _DOUBTED * min(made[i].number, made[j].number)
            and len(made[k].words) <= min(len(made[i].words), len(made[j].words))
            and not _compatible(made[i], made[j], also, never)
            for (x, i), (y, j) in combinations(fits, 2)
        )
    }


def _because(by: Relation, a: Node, b: Node) -> str:
    shared = sorted(a.roles & b.roles) if a.sort == "person" else []
    told = [TOLD[by]]
    told += [f"{k} {v}" for k, held in a.identifiers.items() for v in sorted(held & b.identifiers.get(k, set()))]
    if shared:
        told.append(f"title '{shared[0]}'")
    if met := sorted(a.company & b.company):
        told.append(company(met))
    return ", ".join(told)


def company(met: Sequence[str]) -> str:
    """Beside whom somebody is named, in words."""
    more = f" and {len(met) - 2} more" if len(met) > 2 else ""
    return f"in the company of {', '.join(x.title() for x in met[:2])}{more}"


def choose(a: Appearance, candidates: Sequence[Cluster]) -> Choice:
    """Whom a name of one word means, of those who bear it as surname or given name."""
    total = sum(c.number for c in candidates)
    rated = sorted(((_fits(a, c, total), -k) for k, c in enumerate(candidates)), reverse=True)
    if not rated or rated[0][0] <= 0:
        return Choice(None, "no one known has this name")
    best, where = rated[0][0], -rated[0][1]
    second = rated[1][0] if len(rated) > 1 else 0.0
    if best >= SURE and best >= _CLEAR * second:
        return Choice(where, _chosen(a, candidates[where], total))
    if best >= SURE:
        close = tuple(-k for even, k in rated[:3] if _CLEAR * even > best)
        return Choice(None, f"left open: may be {' or '.join(candidates[k].members[0].name for k in close)}", close)
    may_be = tuple(-k for even, k in rated[:3] if even > 0)
    return Choice(None, "a surname alone, and nothing else tells who it is", may_be)


def prior(c: Cluster, total: int) -> float:
    """The odds that one of so many who have a surname is meant by it, before anything else is known."""
    return next((even for share, even in _PRIOR if c.number >= max(share * total, 10)), _DOUBT)


def _fits(a: Appearance, c: Cluster, total: int) -> float:
    """The odds that a name alone means this one."""
    if a.article in c.articles or (a.fixed is not None) or _sorts(a, c):
        return 0.0
    out = prior(c, total)
    out *= _office(a, c) * _met(a, c)
    if a.gender and c.gender and a.gender != c.gender:
        out *= SURNAMES["other gender"]
    if not any(alike(surname(n.words), a.words[-1]) for n in c.nodes):
        out *= SURNAMES["given name"]
    return out


def _sorts(a: Appearance, c: Cluster) -> bool:
    return a.sort is not None and a.sort != c.nodes[0].sort and c.number < 10


def _office(a: Appearance, c: Cluster) -> float:
    if not a.roles or not c.roles:
        return 1.0
    shared = [w for w in offices(a) if w in c.roles]
    even = SURNAMES["same office"] ** min(len(shared), 2) if shared else SURNAMES["other office"]
    return faded(even, years((a.day,) if a.day is not None else (), c.days))


def _met(a: Appearance, c: Cluster) -> float:
    met = a.company & c.company
    if not met or not same_company(a.company, c.company):
        return 1.0
    return SURNAMES["much company" if len(met) >= FEW else "company"]


def _chosen(a: Appearance, c: Cluster, total: int) -> str:
    shared = next((w for w in offices(a) if w in c.roles), None)
    told = ["same surname" if any(alike(surname(n.words), a.words[-1]) for n in c.nodes) else "same given name"]
    if shared:
        title = next((t for t in (*a.titles, a.affiliation or "") if shared in t.lower()), shared)
        told.append(f"title '{title}'")
    if prior(c, total) > 1:
        told.append("which is nearly always this one's")
    met = sorted(a.company & c.company)
    return ", ".join([*told, company(met)] if met else told)


class _Union:
    """Sets of appearances that grow together."""

    def __init__(self, members: Sequence[Appearance]) -> None:
        self._of = {m.actor: m.actor for m in members}
        self._members = members

    def join(self, a: Appearance, b: Appearance) -> None:
        one, two = self._root(a.actor), self._root(b.actor)
        self._of[two] = one

    def all(self) -> list[list[Appearance]]:
        out: dict[int, list[Appearance]] = defaultdict(list)
        for m in self._members:
            out[self._root(m.actor)].append(m)
        return list(out.values())

    def _root(self, key: int) -> int:
        while self._of[key] != key:
            self._of[key] = self._of[self._of[key]]
            key = self._of[key]
        return key
