"""Names brought together: one entity for one person, body or state, relatives and namesakes apart."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from sayso.actors.bodies import acronyms, customary, is_fuller
from sayso.actors.mentions import Entity, Mention
from sayso.actors.names import (
    ADDRESS,
    PARTICLES,
    Name,
    alike,
    folded,
    gender_of,
    given_name,
    part_of,
    same_person,
    sound,
)
from sayso.actors.places import place
from sayso.lang import rule, table

Form = tuple[str, ...]
Votes = Mapping[Form, tuple[float, float]]  # how much pronouns speak for he and she, for each full name

_GOVERNMENT = rule("name_clustering", "government")
_THERE = rule("name_clustering", "there")
_KIN = rule("name_clustering", "kin")
_BRACKETS = rule("name_clustering", "brackets")
# From which chance on a word that can be a state is a person: Georgia, Jordan, Chad.
_PERSON = {"name": 0.6, "capital": 0.8}
# Mean chance of being a person from which a word is taken for the person whose surname it is, though the network takes
# it for a body: one hotel of his name made "Holm" an organization for a whole article.
_HUMAN = 0.05
_KIN_TELLS = 3  # as much as so many forms of address
_SHORT = table("name_clustering", "short")
_ACRONYM = 5  # letters
_CALLED = 2.0  # how much a "Mr" or "Mrs" speaks for a person
_AGAINST = 0.8  # how much pronouns must speak for the other gender before they keep a Mr apart
_LEANS = 0.3  # by so much more must the pronouns speak for one of two namesakes
_SURE = 0.8  # share of the pronouns from which a gender counts
# Names of one sound that another is compared with: no article that was measured has 112 names in all, and without a
# bound, what a roll of names costs would grow with its square.
_NAMESAKES = 100


def join_names(text: str, found: Sequence[Mention], votes: Votes) -> None:
    """Give every mention with a name its entity. `votes` keep a Mr apart from a woman, and a Ms from a man."""
    forms = _forms(text, found)
    aliases = _aliases(text, found)
    titled = {form[0]: [m for m in some if _is_titled(m)] for form, some in forms.items() if len(form) == 1}
    known = _Known({form[0]: len(some) for form, some in forms.items() if len(form) == 1})
    # Full names first: what is short is then a part of one. Of the full ones the first gives the entity.
    # A surname of several words (Van Der Holm) behind those with a given name before it.
    for form in sorted((f for f in forms if len(f) > 1), key=lambda f: f[0] in PARTICLES):
        # "Mr Holm" tells what Ada Holm is.
        _join_long(form, forms[form], _sort([*forms[form], *titled.get(form[-1], ())]), known)
        for m in forms[form]:
            _called(text, m)
    for form in (f for f in forms if len(f) == 1):
        owner = aliases.get(form)
        if owner is not None and owner.entity is not None:
            for m in forms[form]:
                _put(owner.entity, m)
        else:
            _join_short(form, forms[form], known, votes)
    for m in found:
        if m.entity is not None and not m.may_be:
            m.may_be = (m.entity,)


def _forms(text: str, found: Sequence[Mention]) -> dict[Form, list[Mention]]:
    """The mentions with a name, by its words; those of states have their entity already."""
    forms: dict[Form, list[Mention]] = defaultdict(list)
    states: dict[str, Entity] = {}
    for m in found:
        if not m.name:
            continue
        state = _state(text, m)
        if state:
            _put(states.setdefault(state, Entity(state=state)), m)
        else:
            forms[_plain(m.name.words)].append(m)
    for short in customary().keys() & forms.keys():
        if customary()[short] in forms:
            forms[customary()[short]] += forms.pop(short)
    return forms


def _plain(form: Form) -> Form:
    """A name with the short form of the two states that it may begin with: the U.S. Geological Survey."""
    short = _SHORT.get(" ".join(form[:2]))
    return (short, *form[2:]) if short and len(form) > 2 else form


def _aliases(text: str, found: Sequence[Mention]) -> dict[Form, Mention]:
    """Of short forms that stand in brackets behind a full name whose it is: "the Harbour Control Board (HCB)"."""
    out: dict[Form, Mention] = {}
    for before, m in pairwise(found):
        if not before.name or not m.name or len(before.name.words) < 2 or len(m.name.words) > 1:
            continue
        bracketed = _BRACKETS.fullmatch(text, before.end, m.start) and text[m.end : m.end + 1] == ")"
        if bracketed and _may_stand_for(m.name.text, before.name):
            out.setdefault(m.name.words, before)
    return out


def _may_stand_for(short: str, name: Name) -> bool:
    """Whether a word in brackets can be a name's short form: its letters in order (HCB, TfL), or its beginning."""
    letters = iter("".join(w[0] for w in name.words))
    spells = sum(c.isupper() for c in short) > 1 and all(c in letters for c in short.lower())
    spells = spells or (short.isupper() and short[0] == name.text[0])  # FSB, of a name in another language
    return spells or (len(short) > _ACRONYM and short[:3].lower() == name.text[:3].lower())


class _Known:
    """The entities of an article with their names, found by how one of a name's words sounds, or by its initials."""

    def __init__(self, alone: Mapping[str, int]) -> None:
        self._alone = alone  # how often a word is a whole name
        self._by: dict[str, list[tuple[Entity, Form, str]]] = defaultdict(list)

    def add(self, entity: Entity, form: Form, sort: str) -> None:
        for key in {*map(_key, form), *(f"= {a}" for a in acronyms(form))}:
            self._by[key].append((entity, form, sort))

    def may_mean(self, short: Form, long: Form, sort: str, of: str) -> bool:
        """Whether a word of this sort can stand for a full name of that."""
        if _part(short, long, sort, of):
            return True
        # Mina [Vanez] Dorado, called so more than once while nobody is called Dorado; not Mina Ann Dorado.
        if not (sort == of == "person" and len(long) == 3 and short[0] == long[1] not in PARTICLES):
            return False
        often = self._alone.get(short[0], 0) > 1 and long[2] not in self._alone
        return often and given_name(short[0].title()) is None

    def near(self, form: Form) -> list[tuple[Entity, Form, str]]:
        """Those whose name could be this one, or hold it; of very many those named last."""
        keys = (_key(form[-1]), _key(form[0]), f"= {form[0]}")
        found = [each for key in keys for each in self._by[key][-_NAMESAKES:]]
        return list({(id(e), f): (e, f, sort) for e, f, sort in found}.values())


def _key(word: str) -> str:
    return sound(word)[:2]


def _state(text: str, m: Mention) -> str | None:
    """The state that a name is, or stands for where it is used so ("Moscow is aware", not "arrived in Moscow")."""
    assert m.name is not None
    governs = _GOVERNMENT.fullmatch(m.name.text)
    found = place(governs[1] if governs else m.name.text)
    if governs and found:
        return None if found.organization else found.name
    if not found or found.use == "demonym" or m.name.title:
        return None
    if m.chances[0] > _PERSON.get(found.use, 1.0):
        return None
    if found.use == "name":
        return found.name
    there = _THERE.search(text, max(0, m.start - 40), m.start)
    following = text[m.end : m.end + 3]
    listed = following.startswith(", ") and following[2:].isupper()  # a dateline, an address
    return None if there or listed else found.name


def _put(entity: Entity, m: Mention) -> None:
    entity.add(m)
    gender = gender_of(m.name.title) if m.name else None
    entity.called_he += gender == "he"
    entity.called_she += gender == "she"


def _called(text: str, m: Mention) -> None:
    """Let the noun before a full name (the first lady, Mira Holm), else the given name tell whether it is a woman's."""
    noun = _KIN.search(text, max(0, m.start - 30), m.start)
    if noun and m.entity:
        m.entity.called_she += _KIN_TELLS * bool(noun["she"])
        m.entity.called_he += _KIN_TELLS * (not noun["she"])
    elif m.entity and m.name:
        given = given_name(m.name.text)
        m.entity.called_she += given == "she"
        m.entity.called_he += given == "he"


def _sort(some: Iterable[Mention]) -> str:
    """person or body, by the network's chances over all mentions of a form, and by what they are called."""
    person = sum(m.chances[0] - sum(m.chances[1:]) + _CALLED * _is_titled(m) for m in some)
    return "person" if person > 0 else "body"


def _is_titled(m: Mention) -> bool:
    """Whether a form of address stands before the name, as before no body's."""
    return bool(m.name and any(w.rstrip(".") in ADDRESS for w in m.name.title.split()))


def _join_long(form: Form, some: list[Mention], sort: str, known: _Known) -> None:
    """A name of several words joins an entity that it can be another spelling of, else is a new one."""
    same = (e for e, other, of in known.near(form) if sort == of and _same(form, other, sort))
    entity = next(same, None) or Entity()
    if not all(m.name and m.name.text.split()[-1].islower() for m in some):  # "the Holm campaign" is not called Holm
        known.add(entity, form, sort)
    for m in some:
        _put(entity, m)


def _same(a: Form, b: Form, sort: str) -> bool:
    if sort == "person":
        is_same = same_person(a, b)
        if is_same or not (a[0] in PARTICLES or b[0] in PARTICLES):
            return is_same
    short, long = sorted((a, b), key=len)
    if sort == "person":
        return short[0] in PARTICLES and part_of(short, long)
    if len(a) == len(b):
        return all(alike(x, y) for x, y in zip(a, b, strict=True))
    begun = long[: len(short)] == short and is_fuller(long, short)
    lettered = short[0] == long[0] and len(short) == 2 and len(short[1]) > 2 and short[1] in acronyms(long[1:])
    return long[-len(short) :] == short or begun or lettered


def _join_short(form: Form, some: list[Mention], known: _Known, votes: Votes) -> None:
    """A surname, given name, acronym or part of a body's name joins the one entity that it can mean; of several the
    one that the text spoke of last."""
    sort = _sort(some)
    near = known.near(form)
    acronym = all(m.name and m.name.text.isupper() and len(form[0]) < _ACRONYM for m in some)  # the U.N. is no Mr Un
    human = not acronym and sum(m.chances[0] for m in some) > _HUMAN * len(some)
    fitting = [
        (e, long)
        for e, long, of in near
        if known.may_mean(form, long, "person" if of == "person" and human else sort, of)
    ]
    lean = {id(e): votes.get(long, (0.0, 0.0)) for e, long in fitting}  # how much pronouns speak for he and for she
    alone = next((e for e, other, _ in near if len(other) == 1 and alike(other[0], form[0])), None)
    for m in some:
        able = list({id(e): e for e, long in fitting if _gender_fits(m, e, long, votes)}.values())
        # Whatever sort the network takes the word for: "Holm" for Ada Holm, and for the Holm Institute.
        meant = [
            (e, long) for e, long, of in near if known.may_mean(form, long, of, of) and not (acronym and of == "person")
        ]
        m.may_be = tuple({id(e): e for e, long in meant if _gender_fits(m, e, long, votes)}.values())
        if able:
            _put(able[0] if len(able) == 1 else _meant(m, able, lean), m)
            continue
        if alone is None:
            alone = Entity()
            known.add(alone, form, sort)
        _put(alone, m)


def _part(short: Form, long: Form, sort: str, other: str) -> bool:
    if len(long) < 2:
        return False
    if other == "person":
        return sort == "person" and part_of(short, long)
    word = short[0]
    if 2 <= len(word) <= 6 and word in acronyms(long):
        return True
    if sort != "body":
        return False
    return long[-1] == word or (
        long[0] == word and len(word) > 3 and is_fuller(long, short) and not place(word.title())
    )


def _gender_fits(m: Mention, entity: Entity, long: Form, votes: Votes) -> bool:
    """Mr Penn may be the husband of the Joan Penn whom the text names: what it calls her tells them apart."""
    gender = gender_of(m.name.title) if m.name else None
    if gender is None:
        return True
    he, she = votes.get(long, (0.0, 0.0))
    he, she = (
        he + 3 * (entity.called_he - _own(entity, m, "he")),
        she + 3 * (entity.called_she - _own(entity, m, "she")),
    )
    against = she if gender == "he" else he
    return against < _AGAINST or against < _SURE * (he + she)


def _own(entity: Entity, m: Mention, gender: str) -> float:
    return sum(gender_of(o.name.title) == gender for o in entity.mentions if o.name and o.name.words == m.name.words)  # type: ignore[union-attr]


def _meant(m: Mention, entities: list[Entity], lean: Mapping[int, tuple[float, float]]) -> Entity:
    """Of namesakes the one with this title, or the Mr or Ms whom the pronouns speak for; else who was named last,
    unless another is named far more."""
    assert m.name is not None
    gender = gender_of(m.name.title)
    if gender:
        sign = 1 if gender == "he" else -1
        by = sorted(((sign * (lean[id(e)][0] - lean[id(e)][1]), n) for n, e in enumerate(entities)), reverse=True)
        if by[0][0] - by[1][0] > _LEANS:
            return entities[by[0][1]]
    titled = {w for w in folded(m.name.title) if w.capitalize() not in ADDRESS}
    if titled:
        sharing = [e for e in entities if any(titled & set(folded(o.name.title)) for o in e.mentions if o.name)]
        if len(sharing) == 1:
            return sharing[0]
    often = sorted(entities, key=lambda e: -len(e.mentions))
    if len(often[0].mentions) > 3 * len(often[1].mentions):
        return often[0]
    return max(entities, key=lambda e: _last_before(e, m.start))


def _last_before(entity: Entity, at: int) -> tuple[bool, int]:
    """Where the entity stands last before a place; one that comes only later counts less, the nearer the more."""
    starts = sorted(m.start for m in entity.mentions)
    k = bisect_left(starts, at)
    return (True, starts[k - 1]) if k else (False, -starts[0])
