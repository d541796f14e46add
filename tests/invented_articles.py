"""The project's own gold set: invented news articles whose statements were set by hand (`invented/NN-name.txt`).

A file is a headline, an empty line, paragraphs, a line `----`, and one line a statement: its number, its kind and,
where its cue stands in another's content, that one's number, then who said it, how the source is named, to whom and
where: `3 indirect in 1 | by Mira Dolan | named | to reporters | via a statement`. In the text the statement's spans
stand in tags with its number: s source, q cue, c content, a addressee. The spans follow PolNeAR's conventions.

by: the fullest name in the text without titles, semicolons between several, also for pronouns, titles and where the
    source is left out; a state by its own name, also for its capital; a body where the words for it hold a proper name
    (Kestrian embassy), a document where it has a title or a name before it; `-` where the text names nobody. "We" and
    "us" are the one who speaks.
sourcing: as record.schema.json has it. unnamed are also bodies without a proper name (police, the food agency), the
    people of one house (the clinic's technicians), relatives, and plurals in a position to know (officials,
    directors); collective are experts, groups, neighbours, fans, voters; a reporter's own question is media; Q and A
    that nobody is said to ask or answer are none.
to: as `by`, or the words as they stand without their article. via: the words as they stand; an outlet that is told
    something is via alone, and in no tag.
A quotation whose paragraph has no attribution is content of the statement before it.
"""

import re
from pathlib import Path
from typing import TypedDict, cast

from babel import Locale

from sayso.article import Kind, Sourcing

FOLDER = Path(__file__).with_name("invented")
TAG = re.compile(r"<(/?)([sqca])(\d+)>")
LINE = re.compile(
    r"(?P<number>\d+) (?P<kind>direct|indirect|mixed)(?: in (?P<parent>\d+))? \| by (?P<by>[^|]+)"
    r" \| (?P<sourcing>named|unnamed|collective|document|media|none)"
    r"(?: \| to (?P<to>[^|]+))?(?: \| via (?P<via>[^|]+))?"
)
STATES = frozenset(Locale("en").territories.values())
Spans = list[list[int]]


class Attribution(TypedDict):
    cue: Spans
    source: Spans
    content: Spans
    addressee: Spans
    nested: bool
    parent: int | None  # its place in the article's attributions
    kind: Kind
    speakers: list[str]
    sourcing: Sourcing
    to: list[str]
    via: str | None


class InventedArticle(TypedDict):
    id: str
    text: str
    attributions: list[Attribution]


def _spans(tagged: str) -> tuple[str, dict[int, dict[str, Spans]]]:
    """The text without its tags, and each statement's spans by role."""
    text, last = "", 0
    opened: dict[tuple[str, str], int] = {}
    found: dict[int, dict[str, Spans]] = {}
    for tag in TAG.finditer(tagged):
        text, last = text + tagged[last : tag.start()], tag.end()
        key = (tag[2], tag[3])
        assert (key in opened) == bool(tag[1]), f"opened twice or never: {tag[0]}"
        if not tag[1]:
            opened[key] = len(text)
            continue
        start = opened.pop(key)
        assert text[start:].strip() == text[start:] != "", f"nothing in it, or white space at its edge: {tag[0]}"
        found.setdefault(int(tag[3]), {role: [] for role in "sqca"})[tag[2]].append([start, len(text)])
    text += tagged[last:]
    assert not opened, f"never closed: {opened}"
    assert not set("<>") & set(text), "a tag that is none"
    return text, found


def _names(text: str, field: str | None) -> list[str]:
    """What stands between a line's semicolons: words of the text, or a state's name that the text has another for."""
    some = field.split("; ") if field and field != "-" else []
    for name in some:
        assert name in text or name in STATES, f"not in the text: {name}"
    return some


def _said(text: str, line: re.Match[str], addressed: bool) -> tuple[list[str], Sourcing, list[str], str | None]:
    """A line's answers to who said it, how the source is named, to whom and where."""
    speakers, to, via = _names(text, line["by"]), _names(text, line["to"]), line["via"]
    sourcing = cast(Sourcing, line["sourcing"])
    assert sourcing in ("document", "media") or bool(speakers) == (sourcing == "named"), f"a name or none: {line[0]}"
    assert bool(to) == addressed, f"addressees in the text or below it: {line[0]}"
    assert via is None or via in text, f"not in the text: {via}"
    return speakers, sourcing, to, via


def parse(name: str, raw: str) -> InventedArticle:
    tagged, _, tail = raw.partition("\n----\n")
    text, found = _spans(tagged)
    lines = [LINE.fullmatch(line) for line in tail.splitlines()]
    told = {int(line["number"]): line for line in lines if line}
    assert len(told) == len(lines), f"{name}: a line that is none, or twice the same number"
    assert sorted(told) == sorted(found), f"{name}: other numbers in the text than below it"
    order = sorted(found, key=lambda number: found[number]["q"])
    made: list[Attribution] = []
    for number in order:
        s, q, c, a = found[number].values()
        assert len(q) == 1 <= len(c), f"{name}, {number}: one cue and at least one content"
        around = {y - x: n for n in order if n != number for x, y in found[n]["c"] if x <= q[0][0] and q[0][1] <= y}
        above = around[min(around)] if around else None  # whose content stands closest around the cue
        assert told[number]["parent"] == (above and str(above)), f"{name}, {number}: stands in {above}"
        kind, parent = cast(Kind, told[number]["kind"]), above and order.index(above)
        speakers, sourcing, to, via = _said(text, told[number], bool(a))
        made.append(
            Attribution(
                cue=q, source=s, content=c, addressee=a, nested=bool(above), parent=parent, kind=kind,
                speakers=speakers, sourcing=sourcing, to=to, via=via,
            )
        )  # fmt: skip
    return {"id": name, "text": text, "attributions": made}


def invented_articles() -> list[InventedArticle]:
    return [parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.txt"))]
