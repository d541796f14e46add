"""The actors of articles joined to known actors: one for one person or body, whatever the article.

Who is one is decided over all that the articles of a record say (`entity_clusters`), and hangs on nothing else: the
same articles give the same actors in any order. Only what may have changed is decided again: the names in the articles
at hand, and those that they could be joined with.
"""

import hashlib
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from functools import partial
from itertools import chain

from sayso.linking.actor_names import register
from sayso.linking.appearances import Appearances
from sayso.linking.entity_clusters import Cluster, choose, clusters, nodes, prior
from sayso.linking.entity_matching import (
    Appearance,
    Node,
    Relation,
    Sort,
    Words,
    bones,
    is_campaign,
    offices,
    relation,
    same_company,
)
from sayso.linking.known_actors import actor_id, describe
from sayso.record import actor_links, known_actors, name_forms, said_of_actors, unlinked
from sayso.record.actor_links import Link
from sayso.record.known_actors import resolved

_BEARERS = 30  # of a surname, those who are named most
_ALONE = 200  # of those called by one word, so many are compared with each other


def link(connection: sqlite3.Connection, articles: Sequence[int]) -> None:
    """Join the named actors of these articles' latest versions to known actors, and make known who is not."""
    for article in articles:
        register(connection, article)
    decided = _Decided(connection)
    decided.all()
    actor_links.link_moved_anew(connection)
    for known in sorted(decided.touched):
        describe(connection, known)


def settle(connection: sqlite3.Connection) -> None:
    """Forget who an actor was taken for that is in its article no more, and bring those up to date who lost one; when
    no article waits to be linked."""
    if unlinked.waiting(connection):
        return
    for known in actor_links.left(connection):
        describe(connection, known)
    actor_links.forget_left(connection)
    said_of_actors.forget_gone(connection)


class _Decided:
    """What is decided again, and what for that was read of the record."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.touched: set[int] = set()  # known actors of whom something came or went
        self._read = Appearances(connection)
        self._never = said_of_actors.never_same(connection)
        self._went: dict[int, Counter[int]] = defaultdict(Counter)

    def all(self) -> None:
        """Decide all that is open."""
        seen: set[int] = set()
        alone: set[int] = set()
        for first in name_forms.opened(self._connection):
            if first in seen:
                continue
            component = self._component(first)
            seen |= set(component)
            self._join(component)
            alone |= {f for f, words in component.items() if len(words) == 1} | self._alone(component.values())
        for one in sorted(alone):
            self._give(one)
        name_forms.decided(self._connection)
        self._lead_on()

    def _lead_on(self) -> None:
        """Let known actors who have nobody any more lead to the one whom most of theirs were found to be."""
        for known, went in sorted(self._went.items()):
            if not actor_links.has_any(self._connection, known):
                known_actors.keep_moved(self._connection, known, min(went, key=lambda k: (-went[k], k)))

    def _component(self, first: int) -> dict[int, Words]:
        """All names that can be joined with one, or with one of those."""
        found: dict[int, Words] = {}
        front = [first]
        while front:
            at = front.pop()
            if at in found:
                continue
            held = name_forms.held(self._connection, at)
            words = tuple(held.form.split())
            found[at] = words
            front += [other for other in self._near(at, words, held.block) if other not in found]
        return dict(sorted(found.items()))

    def _near(self, at: int, words: Words, block: str) -> list[int]:
        """The names that one may be joined with: other forms of it, what articles call it too, now or before."""
        out = [k for k, other in self._kin(words, block) if other != words and relation(words, other)]
        before = name_forms.aliases(self._connection, at)
        called = self._read.also(at)
        also = {*before, *(a.other for a in called)}
        if len(words) == 2:
            also.add(" ".join(words[::-1]))
        name_forms.keep_aliases(self._connection, at, called)
        for other in sorted(also):
            if other[0] == "#":
                out += name_forms.aliased(self._connection, other)
            elif (found := name_forms.number_of(self._connection, other)) is not None:
                out.append(found)
        return out + name_forms.aliased(self._connection, " ".join(words))

    def _kin(self, words: Words, block: str) -> list[tuple[int, Words]]:
        """The names of a surname, or of a campaign, that one is to be compared with."""
        if is_campaign(words):
            return self._read.block(block)
        return self._read.near(words, block) if len(words) > 1 else []

    def _join(self, component: dict[int, Words]) -> None:
        """Decide who has the names of a component."""
        held = {at: name_forms.held(self._connection, at) for at in component}
        some = {at: self._read.some(at) for at in component}
        mark = _mark((at, some[at], min(held[at].number, 10)) for at in component)
        if all(h.signature == mark for h in held.values()):
            for at, words in component.items():
                self._spread(at, words)
            return
        made: list[Node] = []
        for at, words in component.items():
            members = self._read.of(some[at])
            parted, unsure = nodes(members, held[at].number)
            made += [n for n in parted if len(words) > 1 or n.sort == "body"]
            if len(words) > 1:
                made += [Node(words, "person", (a,), 1) for a in unsure]
        also: dict[frozenset[Words], Relation] = {}
        for at, words in component.items():
            for a in self._read.also(at):
                also[frozenset((words, tuple(a.other.split())))] = "initials" if a.own else "other"
        self._keep(clusters(made, also, self._never), component)
        for at in component:
            name_forms.sign(self._connection, at, mark)
            self._spread(at, component[at])

    def _spread(self, at: int, words: Words) -> None:
        """Give the rest of those of one name to the one who has it for the most part."""
        if len(words) == 1:
            return
        some = self._read.some(at)
        usual = actor_links.usual(self._connection, some)
        if usual is None:
            return
        # Where the name goes on being the same one's, only who came is given to him.
        goes_on = name_forms.held(self._connection, at).known == usual
        rest = actor_links.others_of_name(self._connection, at, usual, came=goes_on)
        name_forms.keep_known(self._connection, at, usual)
        for actor, was in rest:
            if actor not in some:
                self._set(actor, usual, "same full name", was)

    def _keep(self, found: Sequence[Cluster], component: dict[int, Words]) -> None:
        """Give each cluster the known actor that most of it was, or a new one."""
        for cluster, known in zip(found, self._known(found, component), strict=True):
            order = sorted(cluster.members, key=lambda m: m.order)
            often = Counter(w for m in order for w in set(m.roles))
            for m in order:
                told = cluster.why.get(m.actor) or _plainly(m, cluster.nodes[0].sort, often)
                self._set(m.actor, known, "first article that names them" if m is order[0] else told, m.known)

    def _known(self, found: Sequence[Cluster], forms: Iterable[int], others: Iterable[int | None] = ()) -> list[int]:
        """The known actors of clusters, each once: who was in most of a cluster stays who it is, unless others that are
        not of these names have him too, or he is one of `others`."""
        own = set(forms)
        held: list[int | None] = [next((n.fixed for n in c.nodes if n.fixed is not None), None) for c in found]
        counts = [
            (n, -k, -i)
            for i, c in enumerate(found)
            for k, n in Counter(m.known for m in c.members if m.known is not None).items()
        ]
        taken = {k for k in (*held, *others) if k is not None}
        for _, k, i in sorted(counts, reverse=True):
            if held[-i] is None and -k not in taken and not self._elsewhere(-k, own):
                held[-i] = -k
                taken.add(-k)
        return [k if k is not None else self._new(c) for k, c in zip(held, found, strict=True)]

    def _elsewhere(self, known: int, forms: Set[int]) -> bool:
        """Whether a known actor has a full name that is none of these, or, where none of these is a full one, another
        name at all."""
        has = partial(actor_links.is_called, self._connection, known, forms)
        if has(other=True, full=True):
            return True
        return not has(other=False, full=True) and has(other=True)

    def _new(self, cluster: Cluster) -> int:
        first = min(cluster.members, key=lambda m: m.order)
        permanent = actor_id(self._connection, first.order, first.name)
        return known_actors.new(self._connection, first.name, first.type, permanent)

    def _set(self, actor: int, machine: int, why: str, was: int | None = None) -> None:
        """Join an actor, who was another, to a known actor, or to what people say that it is."""
        if was is not None and was != machine:
            self._went[was][machine] += 1
        actor_links.forget_candidates(self._connection, actor)
        held = actor_links.link(self._connection, actor)
        known_actors.keep_standing(self._connection, machine)
        known = resolved(self._connection, machine)
        now = Link(actor, known, self._read.why_fixed.get(actor, why), machine)
        if held == now:
            return
        actor_links.keep(self._connection, now)
        self.touched.add(known)
        if held and held.known != known:
            self.touched.add(held.known)
            actor_links.note_moved(self._connection, actor)

    def _alone(self, changed: Iterable[Words]) -> set[int]:
        """The names of one word that may mean who has one of these."""
        words = set(chain.from_iterable((w[0], w[-1]) for w in changed if len(w) > 1))
        blocks = {bones(w) for w in changed if len(w) > 1 and not is_campaign(w)}
        found = {k for block in blocks for k, other in self._read.block(block) if len(other) == 1}
        for word in words:
            if (one := name_forms.alone(self._connection, word)) is not None:
                found.add(one)
        return found

    def _give(self, at: int) -> None:
        """Give those whom articles call by one word alone to those whom they mean."""
        held = name_forms.held(self._connection, at)
        bearers = self._bearers(held.form)
        total = sum(c.number for c in bearers)
        mark = _mark((_known_as(c), sorted(m.actor for m in c.members), prior(c, total)) for c in bearers)
        some = self._read.some(at)
        parted, _ = nodes(self._read.of(some), held.number)
        bodies = [n for n in parted if n.sort == "body"]
        persons = len(parted) > len(bodies)
        new = name_forms.came(self._connection, at)
        if held.bearers == mark and not set(some) & set(new) and self._given(new, bearers, bodies, persons)[0] == []:
            return
        name_forms.sign_bearers(self._connection, at, mark)
        found = [actor for _, actor in name_forms.of_name(self._connection, at)]
        alone, open_to = self._given(found, bearers, bodies, persons)
        self._keep_alone(at, alone, open_to, [n.known for n in bodies])

    def _given(
        self, actors: Iterable[int], bearers: list[Cluster], bodies: list[Node], persons: bool
    ) -> tuple[list[Appearance], dict[int, tuple[list[int], str]]]:
        """Give those of one word to those who bear it, or to the body of this name; who is left, and may be whom."""
        alone: list[Appearance] = []
        open_to: dict[int, tuple[list[int], str]] = {}
        for a in sorted(self._read.of(actors), key=lambda m: m.order):
            if bodies and not (persons and a.sort == "person"):
                if bodies[0].known is not None and a.known != bodies[0].known:
                    self._set(a.actor, bodies[0].known, "same name", a.known)
                continue
            choice = choose(a, bearers) if a.fixed is None else None
            if choice and choice.index is not None:
                self._set(a.actor, _known_as(bearers[choice.index]), choice.why, a.known)
                continue
            alone.append(a)
            if choice and choice.may_be:
                open_to[a.actor] = ([_known_as(bearers[k]) for k in choice.may_be], choice.why)
        return alone, open_to

    def _keep_alone(
        self,
        at: int,
        alone: list[Appearance],
        open_to: dict[int, tuple[list[int], str]],
        bodies: list[int | None],
    ) -> None:
        """Those of one word who are nobody else's: together only where a title or the company tells it."""
        found = [Cluster((Node(g[0].words, "person", tuple(g), len(g)),), {}) for g in _together(alone)]
        for cluster, known in zip(found, self._known(found, [at], bodies), strict=True):
            order = sorted(cluster.members, key=lambda m: m.order)
            for m in order:
                may_be, why = open_to.get(m.actor, ([], "a surname alone, and no one known has it with such a title"))
                told = why if m is order[0] else "same name, title or company"
                self._set(m.actor, known, told, m.known)
                actor_links.keep_candidates(self._connection, m.actor, (k for k in may_be if k != known))

    def _bearers(self, word: str) -> list[Cluster]:
        """Who has a word as surname or given name, those first who are named most."""
        groups: dict[int, list[Node]] = defaultdict(list)
        for held in name_forms.with_word(self._connection, bones((word,)), word, _BEARERS):
            words = tuple(held.form.split())
            if is_campaign(words):
                continue
            members = self._read.of(self._read.some(held.id))
            by: dict[int, list[Appearance]] = defaultdict(list)
            for m in members:
                if m.known is not None and m.sort != "body":
                    by[m.known].append(m)
            for known, some in by.items():
                number = round(held.number * len(some) / len(members))
                groups[known].append(Node(words, "person", tuple(some), max(number, len(some))))
        made = [Cluster(tuple(group), {}) for group in groups.values()]
        return sorted(made, key=lambda c: (-c.number, c.nodes[0].words, min(m.order for m in c.members)))


def _plainly(m: Appearance, sort: Sort, often: Counter[str]) -> str:
    """Why one of a name is the one who has it; `often` counts the words of titles of all who have it."""
    if sort == "body" or len(m.words) == 1:
        return "same name"
    shared = next((w for w in m.roles if often[w] > 1), None)
    title = next((t for t in (*m.titles, m.affiliation or "") if shared and shared in t.casefold()), None)
    return f"same full name, title '{title}'" if title else "same full name"


def _known_as(cluster: Cluster) -> int:
    known = cluster.members[0].known
    assert known is not None
    return known


def _mark(what: Iterable[object]) -> str:
    """What tells whether a decision hangs on the same as before."""
    return hashlib.sha256(repr(list(what)).encode()).hexdigest()


def _together(alone: Sequence[Appearance]) -> list[list[Appearance]]:
    """Those called by one word put together where a title or the company is the same."""
    by_rank = sorted(alone, key=lambda m: m.order[1])
    out: list[list[Appearance]] = []
    for a in by_rank[:_ALONE]:
        near = [g for g in out if any(_same_alone(a, m) for m in g)]
        for g in near[1:]:
            near[0].extend(g)
            out.remove(g)
        if near:
            near[0].append(a)
        else:
            out.append([a])
    return out + [[a] for a in by_rank[_ALONE:]]


def _same_alone(a: Appearance, b: Appearance) -> bool:
    if a.fixed != b.fixed or a.article == b.article:
        return False
    if a.fixed is not None or set(offices(a)) & set(offices(b)):
        return True
    return bool(a.company and b.company and same_company(a.company, b.company))
