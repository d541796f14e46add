"""Names as they are written: where they stand, the titles before them, and whether two of them can be one person's."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from sayso.actors.bodies import BODIES, before_person, goes_on, spelled
from sayso.lang import by_language, lists, rule
from sayso.lang import words as listed
from sayso.text.folding import without_diacritics

PARTICLES = listed("names", "particles")
_OF_BODY = rule("names", "of_body")
_NAME = rule("names", "name")
_IDLE = listed("names", "idle")
_TITLES = listed("names", "titles")
_NO_TITLES = listed("names", "no_titles")
_TRADES = listed("names", "trades")
FEMALE = listed("names", "female")
MALE = listed("names", "male")
SURNAMES = listed("names", "surnames")
_NO_GIVEN = listed("names", "no_given")
_NO_SURNAME = rule("names", "no_surname")
_RELATES = rule("names", "relates")
_DAY_FOLLOWS = re.compile(r",? \d")
ADDRESS = listed("names", "address")
_MISS, _OFFICES_OF, _OF, _SUFFIXES, _SMALL, _ARTICLE = (
    listed("names", name) for name in ("miss", "offices_of", "of", "suffixes", "small", "article")
)
_CASELESS = re.compile(r"[\W_]+")
_ARTICLES = rule("names", "articles")
_SHORTEST_ALIKE = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: `start` to `end` without its `title`, which stands before it."""

    start: int
    end: int
    text: str
    title: str

    @property
    def words(self) -> tuple[str, ...]:
        return folded(self.text)


@by_language(4096)
def folded(name: str) -> tuple[str, ...]:
    """The words of a name without case, diacritics, marks, a leading article, and those that a word begins with."""
    plain = _ARTICLES.sub("", without_diacritics(name)).translate(_LETTERS).casefold()
    words = tuple(w for part in plain.split() if (w := _CASELESS.sub("", part.removesuffix("’s").removesuffix("'s"))))
    return words[1:] if len(words) > 1 and words[0] in _ARTICLE else words


_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "ı": "i"})


def names(text: str, start: int = 0, end: int | None = None) -> list[Name]:
    """The names written in a stretch of the text, in order."""
    runs = list(_NAME.finditer(text, start, len(text) if end is None else end))
    bearers = {run.group().split()[-1] for run in runs if _ends_in_surname(run)}
    found = [n for run in runs for n in _parted(text, _named(run, bearers))]
    out: list[Name] = []
    for k, n in enumerate(found):
        after = text[n.end : found[k + 1].start] if k + 1 < len(found) else None
        if out and not n.title and goes_on(text, (out[-1].start, out[-1].end), (n.start, n.end), after):
            first = out.pop().start
            n = Name(first, n.end, text[first : n.end], "")
        out.append(n)
    return _spelled_out(text, out) if end is None else out


def _parted(text: str, name: Name | None) -> list[Name]:
    """A name, and before it by itself what the one named serves."""
    if name is None:
        return []
    count = 0 if name.title else before_person(text, name.start, name.text.split())
    if not count:
        return [name]
    end = name.start + len(" ".join(name.text.split()[:count]))
    return [Name(name.start, end, text[name.start : end], ""), Name(end + 1, name.end, text[end + 1 : name.end], "")]


def _spelled_out(text: str, found: list[Name]) -> list[Name]:
    """The names with those whole whose letters follow in brackets."""
    whole = {end: start for start, end in spelled(text)}
    out: list[Name] = []
    for n in found:
        start = whole.get(n.end)
        if start is not None and start < n.start and not n.title:
            while out and out[-1].start >= start:
                out.pop()
            n = Name(start, n.end, text[start : n.end], "")
        out.append(n)
    return out


def _ends_in_surname(run: re.Match[str]) -> bool:
    """Whether a title's word, or a month's, is a surname: "Theresa May", "Mr King"; not "White House Chancellor"."""
    words = run.group().split()
    if len(words) < 2 or words[-1] not in SURNAMES or _is_date(run, words[-1]):
        return False
    given = [w.rstrip(".") for w in words[:-1]]
    if given[-1] in ADDRESS or (is_title(given[-1]) and is_title(words[-1]) is False):
        return True
    last = max((i for i, w in enumerate(given) if is_title(w)), default=-1)
    given = given[last + 1 :]
    plain = bool(given) and len(given) < 3 and not any(w in _IDLE or w in _NO_GIVEN or is_title(w) for w in given)
    return plain and (len(given[0]) > 2 or "." in run.group())


def _is_date(run: re.Match[str], last: str) -> bool:
    return last in _IDLE and _DAY_FOLLOWS.match(run.string, run.end()) is not None


def _named(run: re.Match[str], bearers: frozenset[str] | set[str] = frozenset()) -> Name | None:
    """The name in a run of capitalized words, behind its titles; None where it names nobody. `bearers` are the titles'
    words that are somebody's surname in the text."""
    words = list(re.finditer(r"\S+", run.group()))
    plain = [w.group().rstrip(".") for w in words]
    at = run.start() + words[-1].start()
    alone = all(w in _IDLE for w in plain[:-1]) and _NO_SURNAME.search(run.string, max(0, at - 12), at)
    if plain[-1] in bearers and not alone and not _is_date(run, plain[-1]):
        return _surnamed(run, words, plain)
    first = 0
    while first < len(plain) and plain[first] in _IDLE:
        first += 1
    while first < len(plain) - 1 and _RELATES.search(plain[first]):
        first += 1  # "Lisset-based"
    while len(plain) > first and plain[-1] in _IDLE and len(plain) > first + 1:
        words.pop()
        plain.pop()
    last = max((i for i in range(first, len(plain)) if _is_title_at(plain, i)), default=first - 1)
    if last < first and len(plain) - first >= 3 and plain[first] in _TRADES:
        last = first
    if last == len(plain) - 1:
        # A title alone names nobody; a body's name may end like one ("the Home Office", "Citizens for Tax Justice").
        if first == len(plain) or not _OF_BODY.match(run.string, run.start() + words[first].start()):
            return None
        last = first - 1
    name = words[last + 1 :]
    start, stop = run.start() + name[0].start(), run.start() + name[-1].end()
    title = run.string[run.start() + words[first].start() : start].strip() if last >= first else ""
    while run.string[stop - 1] in "’'-":
        stop -= 1
    return Name(start, stop, run.string[start:stop], title)


def _surnamed(run: re.Match[str], words: list[re.Match[str]], plain: list[str]) -> Name:
    """The name in a run that ends with a surname which may also be a title."""
    first = 0
    while first < len(plain) - 1 and plain[first] in _IDLE:
        first += 1
    last = max((i for i, w in enumerate(plain[:-1]) if is_title(w) and i >= first), default=first - 1)
    start = run.start() + words[last + 1].start()
    title = run.string[run.start() + words[first].start() : start].strip() if last >= first else ""
    return Name(start, run.end(), run.string[start : run.end()], title)


def _is_title_at(words: list[str], at: int) -> bool:
    """Whether a word of a name is a title's: "State" but behind "Secretary of", not the General of General Motors."""
    if at and words[at - 1] == "Miss":
        return words[at] in _MISS or is_title(words[at])
    if words[at] in _OFFICES_OF:
        return at > 1 and words[at - 1] in _OF and is_title(words[at - 2])
    names_body = at + 1 < len(words) and words[at + 1] in BODIES  # Justice Ministry
    return is_title(words[at]) and not names_body and " ".join(words[at : at + 2]) not in _NO_TITLES


def is_title(word: str) -> bool:
    """Whether a capitalized word is a title's by itself."""
    return word in _TITLES or (word.isupper() and len(word) > 2 and word.capitalize() in _TITLES)


def gender_of(title: str) -> str | None:
    """she or he, where a form of address in the title tells."""
    words = {w.rstrip(".").capitalize() for w in title.split()}
    return "she" if words & FEMALE else "he" if words & MALE else None


def given_name(name: str) -> str | None:
    """she or he, where a full name begins with a given name that nearly always is a woman's or a man's."""
    first = name.split(" ", 1)[0]
    return next((gender for gender, known in _given_names().items() if first in known), None)


@by_language()
def _given_names() -> dict[str, frozenset[str]]:
    raw = lists("given_names")
    return {gender: frozenset(known.split()) for gender, known in raw.items()}


def same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two folded names of several words can be one person's: initials, middle names, another spelling."""
    if a[0][:1] != b[0][:1] and sound(a[0])[:2] != sound(b[0])[:2]:
        return False  # as most are, and an article of many names asks for each pair of them
    a, b = without_suffix(a), without_suffix(b)
    if a == b:
        return True
    if len(a) < 2 or len(b) < 2 or not alike(a[-1], b[-1]):
        return False
    return _given_alike(a[0], b[0])


def without_suffix(words: tuple[str, ...]) -> tuple[str, ...]:
    """A folded name without "Jr" and the like."""
    return words[:-1] if len(words) > 2 and words[-1] in _SUFFIXES else words


def _given_alike(a: str, b: str) -> bool:
    if len(a) <= 2 or len(b) <= 2:  # initials, also two in one word (J.D.)
        return a[:1] == b[:1]
    return sound(a) == sound(b) or (len(a) > 6 and alike(a, b))


def alike(a: str, b: str) -> bool:
    """Whether two folded words are one word or two spellings of it."""
    if a == b:
        return True
    short, long = sorted((sound(a), sound(b)), key=len)
    if (
        len(short) < _SHORTEST_ALIKE or short[:2] != long[:2] or long in (short + "a", short + "aia")
    ):  # he Sorokin, she not
        return False
    return Levenshtein.distance(short, long, score_cutoff=1) <= 1


@lru_cache(8192)
def sound(word: str) -> str:
    """A folded word with the spellings in which transliterations vary made one."""
    word = re.sub(r"^ye", "e", word)
    word = re.sub(r"(?:iy|yy|ij|yi|ii|y|i)$", "i", word)
    return (
        word.replace("ou", "u")
        .replace("kh", "h")
        .replace("ff", "f")
        .replace("ph", "f")
        .replace("w", "v")
        .replace("ks", "x")
    )


def part_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the one is the surname, or the given name, of the other; both folded."""
    if not short or len(short) >= len(long):
        return False
    long = without_suffix(long)
    if long[-len(short) :] == short:
        return True
    if len(short) == 1:
        return short[0] == long[0] or alike(short[0], long[-1])
    return False


def initials(words: tuple[str, ...]) -> str:
    """First letters of a body's name without its small words."""
    return "".join(w[0] for w in words if w not in _SMALL)
