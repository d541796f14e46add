"""Names of bodies that go on over "and", "of", "to" and a number, and those that their letters in brackets spell."""

import re
from collections.abc import Iterator

from sayso.actors.places import place
from sayso.lang import by_language, lists, rule, words

BODIES, _REMITS, _BUILT_ON = (words("bodies", name) for name in ("ends_in", "remits", "built_on"))
_GENERIC = words("bodies", "generic")
_MONTHS = words("bodies", "months")
_TO = words("bodies", "to")
_BUILT = rule("bodies", "built")
_AND = rule("bodies", "and")
_BRACKETED = rule("bodies", "bracketed")
_LETTERS = 8
_SPELLED = re.compile(r"[\w’'.-]+(?= |$)")
_SMALL = words("bodies", "small")

_SERVES = rule("bodies", "serves")

_BEHIND_NUMBERS, _FIRST_REMITS, _BEFORE_RESCUE, _RESCUE, _COURTS = (
    words("bodies", name) for name in ("behind_numbers", "first_remits", "before_rescue", "rescue", "courts")
)
_TO_DO, _OF_THE = rule("bodies", "to_do"), rule("bodies", "of_the")

Range = tuple[int, int]


@by_language()
def customary() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The folded names of bodies by short forms that no rule of letters tells."""
    return {(short,): tuple(name.split()) for short, name in lists("bodies")["customary"].items()}


@by_language()
def _generic() -> frozenset[str]:
    """What else a full name adds to the one that a body goes by."""
    return _GENERIC.all | {w.lower() for w in BODIES.all | _REMITS.all}


def goes_on(text: str, a: Range, b: Range, after: str | None) -> bool:
    """Whether a name goes on with the next one, so that both are one body's; `after` is the name after that, if it
    stands right behind."""
    between, first, second = text[a[1] : b[0]], text[slice(*a)].split(), text[slice(*b)].split()
    if _TO_DO.fullmatch(between):
        return bool(_BUILT.search(first[-1])) and second[0] in _TO
    if re.fullmatch(r" \d{1,3} ", between):
        return (second[-1] in BODIES or second[-1] in _BEHIND_NUMBERS) and first[-1] not in _MONTHS
    if _OF_THE.fullmatch(between):
        return not _COURTS.isdisjoint(first)
    if _AND.fullmatch(between):
        return _is_joined(text, a, first, second, "the " in between)
    is_list = between == ", " and after is not None and bool(_AND.fullmatch(after))
    return is_list and _is_built(text, a) and {first[-1], second[-1]} <= _REMITS.all


def _is_joined(text: str, a: Range, first: list[str], second: list[str], with_the: bool) -> bool:
    if [first[-1], second[-1]] in lists("bodies")["joined"]["pairs"] and _is_built(text, a):
        return True
    if with_the:
        return False
    if _is_built(text, a):
        return (second[-1] in _REMITS or second[-1] in BODIES) and (second[0] in _REMITS or second[0] in _FIRST_REMITS)
    if second[-1] in BODIES and len(second) > 1:
        return first[-1] in _REMITS or (text[max(0, a[0] - 4) : a[0]].lower() == "the " and len(first) == 1)
    return first[-1] in _BEFORE_RESCUE and len(second) == 1 and second[0] in _RESCUE


def _is_built(text: str, a: Range) -> bool:
    """Whether a name has gone beyond the noun that it is built on: Ministry of Trade."""
    name = text[slice(*a)]
    found = _BUILT.search(name)
    return found is not None and found.end() < len(name)


def spelled(text: str) -> Iterator[Range]:
    """The names whose letters follow in brackets, "[Transport for London] (TfL)": the shortest run of words that begins
    with a capital and whose first letters, with or without those of the small words, are these."""
    for found in _BRACKETED.finditer(text):
        letters = found["letters"].lower()
        if len(letters) > _LETTERS:
            continue
        before = text[max(0, found.start() - 120) : found.start()]
        before = before[before.rfind("\n") + 1 :]
        at = found.start() - len(before)
        words = list(_SPELLED.finditer(before))[-2 * len(letters) :]
        for n in range(len(words) - 2, -1, -1):
            run = [w.group() for w in words[n:]]
            whole = before[words[n].start() :] == " ".join(run)
            if whole and run[0][0].isupper() and letters in (_initials(run), _initials(_large(run))):
                yield at + words[n].start(), found.start()
                break


def is_fuller(name: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether a folded name that begins with a shorter one is the same body's full one, and not its product's."""
    return set(name[len(short) :]) <= _generic() and short[-1].title() not in _BUILT_ON


def acronyms(name: tuple[str, ...]) -> set[str]:
    """The letters that a body's folded name may be called by: of all its words, from the third letter on of the first
    ones (CDC), and without the state that it begins with."""
    wholes = [_initials(list(name)), _initials(_large(list(name)))]
    wholes += [_initials(_large(list(name[n:]))) for n in (1, 2) if len(name) > n + 1 and _is_state(name[:n])]
    return {whole[:n] for whole in wholes for n in range(min(3, len(whole)), len(whole) + 1)}


def _is_state(words: tuple[str, ...]) -> bool:
    written = " ".join(words)
    return (place(written.title()) or place(written.upper())) is not None


def _large(run: list[str]) -> list[str]:
    return [w for w in run if w not in _SMALL]


def _initials(run: list[str]) -> str:
    return "".join(w[0] for w in run).lower()


def before_person(text: str, start: int, words: list[str]) -> int:
    """How many of a name's first words are what the one named serves, and none of his: US Ambassador to [Kestria] Ada
    Holm, Senator from [Lisset] Ivo Marsh; the person's surname stands elsewhere too, or the words are a state's."""
    if not _SERVES.search(text, max(0, start - 40), start) or words[-1].lower() in _generic():
        return 0
    known = len(re.findall(rf"\b{re.escape(words[-1])}\b", text)) > 1
    return next(
        (n for n in range(1, len(words) - 1) if place(" ".join(words[:n])) or (known and n == len(words) - 2)), 0
    )
