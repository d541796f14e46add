"""From a reading to statements with their speakers, and the article's actors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.actors.addressees import Addressing, told
from sayso.actors.cast import actor, actor_type, identified
from sayso.actors.coreference import candidates, resolve, votes
from sayso.actors.credit import LEAST, Credited, Decision, decide
from sayso.actors.evidence import evidences
from sayso.actors.mentions import Entity, Mention, mentions
from sayso.actors.name_clustering import join_names
from sayso.actors.roster import Roster
from sayso.actors.sources import LABELS, RELATIVE, Sources, without_target
from sayso.actors.sourcing import head as head_noun
from sayso.actors.sourcing import sourcing
from sayso.article import Actor, ActorType, Credit, Span, Statement, Via, written
from sayso.attribution import AttributionResult, Network
from sayso.attribution.decode import Floats
from sayso.attribution.events import SOURCINGS, Heard
from sayso.lang import rule, words

_ASIDE = rule("resolve_actors", "aside")
_CLAUSE = rule("resolve_actors", "clause")
_LONG = 80  # code points of a description that goes without its clause
_JOINT = rule("resolve_actors", "joint")
_COUNTED = words("resolve_actors", "counted")


def cast(
    reading: AttributionResult, network: Network, roster: Roster | None = None, credit: float | None = None
) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    """The statements with speakers, addressees, way and sourcing, and the actors by their first mention.
    `credit` is the least probability from which a speaker is named; None is the default."""
    text = reading.article.text
    reading = replace(reading, statements=tuple(without_target(text, s) for s in reading.statements))
    found = mentions(reading)
    decisions = _decided(reading, found, network, LEAST if credit is None else credit)
    by_start = sorted(found, key=lambda m: (m.start, m.end))
    sources = Sources(text, by_start)
    said = {s.id: told(text, s, by_start, sources.named_in) for s in reading.statements}
    entities = _in_order(found, decisions.values(), said.values())
    ids = {id(e): f"a{n}" for n, e in enumerate(entities, 1)}
    described = _descriptions(text, reading.statements, decisions)
    actors = tuple(actor(reading.article, ids[id(e)], e, by_start, described.get(id(e))) for e in entities)
    if roster:
        known = [identified(a, roster, reading.article.published) for a in actors]
        actors, same = _joined(known)
        ids = {key: same[name] for key, name in ids.items()}
    types = {id(e): actor_type(e) for e in entities}
    statements = (_finished(text, s, decisions[s.id], said[s.id], ids, types) for s in reading.statements)
    return tuple(_sourced(s, reading, network) for s in statements), actors


def _sourced(s: Statement, reading: AttributionResult, network: Network) -> Statement:
    """The statement with the sourcing that its words and the network's chances make together."""
    heard = reading.heard.get(s.cue[0].start)
    if heard is None or written(s.source) in LABELS:
        return s
    return replace(s, sourcing=network.sourcing(sourcing_told(s), sourcing_chances(s, heard)))


def sourcing_told(s: Statement) -> tuple[str, ...]:
    """What the source's words tell of the sourcing, as the verdict weighs it."""
    source = written(s.source)
    noun = head_noun(source).lower() if source else ""
    return (
        f"sourcing {s.sourcing}",
        f"credit {len(s.credit) > 0}",
        f"noun {noun}",
        f"first {source.split(' ')[0].lower()}",
    )


def sourcing_chances(s: Statement, heard: Heard) -> Floats:
    """The chances of SOURCINGS; that of "named" the smaller, the surer it is that somebody without a name speaks."""
    chances = heard.sourcings.copy()
    if s.credit and s.sourcing != "named":
        chances[SOURCINGS.index("named")] *= 1 - s.credit[0].probability
    return chances


def _decided(
    reading: AttributionResult, found: Sequence[Mention], network: Network, least: float
) -> dict[str, Decision]:
    """Give every mention its entity, and every statement whom it is credited to. Apart, so that a long article's
    candidates are gone before what is made of it."""
    able = candidates(reading, found, network)
    join_names(reading.article.text, found, votes(found, able))
    some = evidences(reading, found, able)
    resolve(reading.article.text, found, able)
    return decide(some, network, least)


def _joined(known: Sequence[Actor]) -> tuple[tuple[Actor, ...], dict[str, str]]:
    """Actors whom the roster knows by the same entry are one; and what each of the old ids is now."""
    first: dict[object, Actor] = {}
    same: dict[str, str] = {}
    for a in known:
        key = (a.name, *a.identifiers.items()) if a.identifiers else a.id
        before = first.get(key)
        mentions = sorted({*(before.mentions if before else ()), *a.mentions}, key=lambda m: m.start)
        titles = tuple(dict.fromkeys((*(before.titles if before else ()), *a.titles)))
        first[key] = replace(before or a, mentions=tuple(mentions), titles=titles)
        same[a.id] = first[key].id
    return tuple(first.values()), same


def _in_order(found: Sequence[Mention], decisions: Iterable[Decision], said: Iterable[Addressing]) -> list[Entity]:
    """Those that have a name, speak, or are spoken to."""
    kept = {id(c.entity) for d in decisions for c in (*d.credited, *d.others)}
    for t in said:
        kept |= {id(e) for e in t.addressees} | ({id(t.outlet)} if t.outlet else set())
    every = dict.fromkeys(id(m.entity) for m in found)
    entities = {id(m.entity): m.entity for m in found if m.entity}
    return [entities[k] for k in every if k in entities and (k in kept or _is_somebody(entities[k]))]


def _is_somebody(entity: Entity) -> bool:
    return bool(entity.state) or (entity.named and entity.type != "other")


def _descriptions(text: str, statements: Iterable[Statement], decisions: Mapping[str, Decision]) -> dict[int, str]:
    """For each entity the source that first speaks of it, or of several the part that does, as it stands."""
    out: dict[int, str] = {}
    for s in statements:
        main, of = decisions[s.id].main, [c.entity for c in decisions[s.id].credited]
        if len(s.source) != 1 or not main or written(s.source).lower() in RELATIVE:
            continue
        source = s.source[0]
        named = main[:1] if len(of) == 1 else main if len(of) == len(main) else []
        edges = (source.start, *(m.start for m in named[1:]), source.end)
        for m, entity, (start, end) in zip(named, of, pairwise(edges), strict=False):
            if not m.pronoun:
                out.setdefault(id(entity), _described(_JOINT.sub("", text[start:end])))
    return out


def _described(source: str) -> str:
    """The words of a source that tell whom it means, without what they tell of him besides."""
    brief = _ASIDE.sub("", source) or source
    return brief if len(brief) <= _LONG else _CLAUSE.sub("", brief) or brief


def _finished(
    text: str,
    s: Statement,
    decision: Decision,
    said: Addressing,
    ids: Mapping[int, str],
    types: Mapping[int, ActorType],
) -> Statement:
    speakers = [c.entity for c in decision.credited]
    source = written(s.source)
    main = decision.main
    if speakers and speakers[0].nouns and (source.lower() in RELATIVE or (main and main[0].pronoun)):
        source = next((text[m.start : m.end] for m in speakers[0].mentions if not m.pronoun), source)
    if source in LABELS and not speakers:
        source = ""
    if source.lower() in _COUNTED and not speakers:
        source = f"{source} {s.cue[0].text}"  # by one estimate
    # It may be plain that somebody with a name speaks where it is not plain who.
    likely = speakers or ([decision.others[0].entity] if decision.is_named and decision.others else [])
    named = any(e.named or e.state for e in likely)
    return replace(
        s,
        speakers=tuple(ids[id(e)] for e in speakers),
        credit=tuple(_credit(text, c, ids) for c in decision.credited),
        candidates=tuple(_credit(text, c, ids) for c in decision.others),
        addressee=tuple(Span.of(text, *at) for at in said.spans),
        addressees=tuple(ids[id(e)] for e in said.addressees),
        via=Via(ids[id(said.outlet)] if said.outlet else None, Span.of(text, *said.via)) if said.via else None,
        sourcing=sourcing(source, types[id(likely[0])] if likely else None, named),
    )


def _credit(text: str, c: Credited, ids: Mapping[int, str]) -> Credit:
    way = tuple(Span.of(text, m.name.start, m.name.end) if m.name else Span.of(text, m.start, m.end) for m in c.way)
    return Credit(ids[id(c.entity)], round(c.chance, 2), way)
