"""The labels before speakers' turns in transcripts: "TRUMP:", "Mira Dolan (Harbour):", "Q.", ">>", a name on its own
line; and what only looks like one."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.lang import lists

Range = tuple[int, int]

_RAW = lists("speaker_labels")
_FIELDS, ROLES = frozenset(_RAW["fields"].split()), frozenset(_RAW["roles"].split())
_HEADING = 360  # code points; lines that nobody speaks are shorter, but for stage directions
_LINES = re.compile(r"\S(?:[^\r\n]*\S)?")
_WORDS = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_ENDS = re.compile(r"(?<!\bJr)(?<!\bSr)(?<!\b[A-Z])\.$")  # as sentences do
_OFTEN = 3  # times that a label must recur whose words the text also writes small
_PIECES: dict[str, str] = {}


def _whole(pattern: str) -> str:
    """A pattern whose lines are one, with the pieces that it names."""
    return re.sub(r"\{([a-z]+)\}", lambda found: _PIECES[found[1]], pattern.replace("\n", ""))


for _name, _piece in _RAW["pieces"].items():
    _PIECES[_name] = _whole(_piece)
FORMS = {name: re.compile(_whole(form["pattern"])) for name, form in _RAW["forms"].items()}
_TIME = re.compile(_PIECES["time"])


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a turn, as offsets: the words that name its speaker (None where only a mark tells that another
    speaks), the mark that attributes, and where the words that are spoken begin."""

    name: Range | None
    mark: Range
    end: int


def label_at(text: str, start: int, end: int) -> Label | None:
    """The label that a line begins with by its form alone; None where there is none. `start` and `end` are the
    line's."""
    for form in ("asked", "bare", "colon", "stop", "arrows"):
        found = FORMS[form].match(text, start, end)
        if found and not (form == "colon" and _is_field(found["name"])):
            at = {group: found.span(group) for group in found.groupdict()}
            return Label(at.get("name"), at["mark"] if "mark" in at else at["name"], found.end())
    return None


def name_line(text: str, start: int, end: int) -> Label | None:
    """The label that a line is, where it holds nothing but a name, and maybe a time."""
    found = FORMS["line"].match(text, start, end) if end - start <= 100 else None
    if not found or _is_field(found["name"]) or _ENDS.search(found["name"]):
        return None
    return Label(found.span("name"), found.span("name"), end)


def examiner(line: str) -> str | None:
    """Who asks from this line of a court's transcript on: BY MR. RUUD."""
    found = FORMS["examiner"].fullmatch(line) if len(line) < _HEADING else None
    return found["name"] if found else None


def witness(line: str) -> str | None:
    """Who answers from this line of a court's transcript on: MIRA DOLAN, called as a witness, testified as follows."""
    found = FORMS["witness"].fullmatch(line) if len(line) < _HEADING else None
    return found["name"] if found else None


def is_unspoken(line: str) -> bool:
    """Whether nobody speaks a line of a transcript: a stage direction, a time, a heading, who is sworn."""
    return bool(FORMS["unspoken"].fullmatch(line)) or examiner(line) is not None or witness(line) is not None


def addressed(name: str) -> tuple[str, str]:
    """The form of address that a name begins with, empty where there is none, and the rest: MS., DOLAN."""
    found = FORMS["addressed"].match(name)
    return (found.group().strip(), name[found.end() :]) if found else ("", name)


def words_of(name: str) -> tuple[str, ...]:
    """The words by which labels are compared: without case, marks and forms of address."""
    return tuple(w.casefold() for w in _WORDS.findall(addressed(name)[1]))


def labels(text: str, lines: Sequence[Range]) -> dict[int, Label]:
    """The labels of the speakers' turns among the lines of a transcript, by the lines' numbers.

    A name with a colon is a label where it is in capitals, or has a form of address, or recurs, or is a full name like
    other labels; "Q." where there is an "A." or another label; a name on a line of its own where there are no other
    labels and it recurs, or times stand behind such names. Words that the text also writes small must recur more often.
    """
    evidence = _Evidence(text, lines)
    found = {n: label for n, label in evidence.colons.items() if evidence.is_sure(label)}
    surnames = {w[-1] for label in found.values() if (w := evidence.words(label))}
    others = [(n, label, w) for n, label in evidence.colons.items() if n not in found and (w := evidence.words(label))]
    others = [(n, label, w) for n, label, w in others if not evidence.is_common(w)]
    full = {n: label for n, label, w in others if len(w) > 1}
    # Where labels are in capitals, a full name in small letters is hardly another.
    is_title = any(text[slice(*label.name)].istitle() for label in found.values() if label.name)
    if is_title or (not surnames and len(full) > 1):
        found |= full
    found |= {n: label for n, label, w in others if w[-1] in surnames}
    letters = set(map(evidence.letter, evidence.asked.values()))
    # Without a question "A." is an item of a list.
    if "Q" in letters and (found or len(letters) > 1):
        found |= evidence.asked
    return dict(sorted((found or evidence.name_lines()).items()))


class _Evidence:
    """What a text has that may be labels, and what speaks for each."""

    def __init__(self, text: str, lines: Sequence[Range]) -> None:
        self._text = text
        self._lines = lines
        self.colons: dict[int, Label] = {}
        self.asked: dict[int, Label] = {}
        for n, (start, end) in enumerate(lines):
            if (label := label_at(text, start, end)) and not is_unspoken(text[start:end]):
                asked = label.name is not None and self.letter(label) in ("Q", "A")
                (self.asked if asked else self.colons)[n] = label
        self._small = frozenset(w for w in _WORDS.findall(text) if w[0].islower())
        self._often = Counter(map(self.words, self.colons.values()))

    def words(self, label: Label) -> tuple[str, ...]:
        return words_of(self._text[slice(*label.name)]) if label.name else ()

    def letter(self, label: Label) -> str:
        """Q or A for the label of a question or an answer."""
        name = self._text[slice(*label.name)].upper() if label.name else ""
        return {"QUESTION": "Q", "ANSWER": "A"}.get(name, name)

    def is_common(self, w: tuple[str, ...]) -> bool:
        """Whether the text writes all the words small too, and no role is among them."""
        return ROLES.isdisjoint(w) and all(word in self._small or word.isdigit() for word in w)

    def is_sure(self, label: Label) -> bool:
        """Whether a label's form and how often it stands there are enough."""
        if label.name is None or ">>" in self._text[max(0, label.name[0] - 5) : label.name[0]]:
            return True
        name, w = self._text[slice(*label.name)], self.words(label)
        if not w:
            return False
        if FORMS["addressed"].match(name):
            return True
        if self._text[slice(*label.mark)] == ".":
            return not name.startswith("The") or not ROLES.isdisjoint(w)
        often = self._often[w]
        if self.is_common(w):
            return often >= _OFTEN
        letters = [c for c in name if c.isalpha()]
        is_capitals = len(name) > 1 and 4 * sum(map(str.isupper, letters)) >= 3 * len(letters)
        # A party, a place or an office in brackets.
        has_aside = self._text[label.name[1] : label.mark[0]].lstrip().startswith(("(", "["))
        return often > 1 or is_capitals or (len(w) > 1 and has_aside)

    def name_lines(self) -> dict[int, Label]:
        """The lines that are names: those with a time behind them, or else those that recur."""
        found = {n: label for n, line in enumerate(self._lines) if (label := name_line(self._text, *line))}
        timed = {n: label for n, label in found.items() if _TIME.search(self._text, label.mark[1], label.end)}
        if len(timed) > 1:
            return timed
        often = Counter(map(self.words, found.values()))
        several = {n: w for n, label in found.items() if often[w := self.words(label)] > 1 and not self.is_common(w)}
        return {n: found[n] for n in several if n + 1 not in several}


def _is_field(name: str) -> bool:
    """Whether a name is none but the field of a form, a heading or the beginning of a sentence: Note, Date, Step 2."""
    w = [word.casefold().removesuffix("’s").removesuffix("'s") for word in _WORDS.findall(name)]
    w = [word for word in w if not word.isdigit()]
    return not w or w[0] in _FIELDS or w[-1] in _FIELDS


def lines_of(text: str) -> list[Range]:
    """Start and end of each line that is not empty, without the white space around it."""
    return [found.span() for found in _LINES.finditer(text)]
