"""brat's standoff files, out and in: NAME.txt, NAME.ann and the two files that tell brat what there is to annotate.

A statement is a Cue with relations to its Source, Content and Addressee. Offsets are code points of NAME.txt, as brat
counts them. No piece of brat's may run over a line's end, so spans are cut there and put together again when they are
read: pieces with nothing but ends of lines in between are one span. A file's text is as long as the article's and
differs in two things: carriage returns are line feeds, for many programs read both as one and count wrong from there
on, and half of a surrogate pair is a question mark.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from sayso.article import Act, Article, Kind, Sourcing, Span, Stance, headline
from sayso.shown import Role
from sayso.text.characters import valid

Spans = list[list[int]]

_ROLES: dict[str, Role] = {"Cue": "cue", "Source": "source", "Content": "content", "Addressee": "addressee"}
_ATTRIBUTES = {"Act": get_args(Act), "Kind": get_args(Kind), "Stance": get_args(Stance), "Sourcing": get_args(Sourcing)}
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_TEXT_BOUND = re.compile(r"(\S+) (\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*)")
_RELATION = re.compile(r"Has(Source|Content|Addressee) Arg1:(T\d+) Arg2:(T\d+)")
_SPEAKERS = "speakers:"
_COLOURS = {"Cue": "#ffe08a", "Source": "#a9d3ff", "Content": "#dff2d8", "Addressee": "#e8d6ff"}
_CONFIGURATION = {
    "annotation.conf": "\n".join(
        [
            *("[entities]", *_ROLES, "", "[relations]"),
            *(f"Has{role}\tArg1:Cue, Arg2:{role}" for role in _ROLES if role != "Cue"),
            "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
            *("", "[events]", "", "[attributes]", "Negated\tArg:Cue"),
            *(f"{name}\tArg:Cue, Value:{'|'.join(values)}" for name, values in _ATTRIBUTES.items()),
            "",
        ]
    ),
    "visual.conf": "\n".join(
        [
            *("[labels]", *_ROLES, *(f"Has{role} | {role}" for role in _ROLES if role != "Cue"), "", "[drawing]"),
            *(f"{role}\tbgColor:{colour}" for role, colour in _COLOURS.items()),
            *("ARC_DEFAULT\tarrowHead:triangle-5", "Negated\tbox:crossed", ""),
        ]
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read: the file, the line (from 1; None for the whole file), and why."""

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        return ":".join(str(x) for x in (self.file, self.line) if x is not None) + f": {self.reason}"


def write(articles: Iterable[Article], folder: Path) -> int:
    """Write the articles as brat's files into a folder, which is made where it is not there, and return how many they
    were. Raises FileExistsError where the folder holds files of brat's or texts: somebody may have worked in them."""
    if any(path.suffix in (".ann", ".txt") or path.name in _CONFIGURATION for path in folder.glob("*")):
        raise FileExistsError(f"{folder}: holds texts or annotations already: give a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in _CONFIGURATION.items():
        (folder / name).write_text(lines, encoding="utf-8", newline="\n")
    count = 0
    for article in articles:
        path = folder / _name(article)
        for suffix, text in ((".txt", article.text.replace("\r", "\n")), (".ann", _standoff(article))):
            path.with_name(path.name + suffix).write_bytes(valid(text).encode())
        count += 1
    return count


def _name(article: Article) -> str:
    """A file's name that tells the article and is nobody else's."""
    words = re.sub(r"[^a-z0-9]+", "-", headline(article).lower()).strip("-")[:40].strip("-")
    key = f"{article.url or ''}\n{article.id}".encode("utf-8", "surrogatepass")
    return f"{words or 'article'}-{hashlib.sha256(key).hexdigest()[:8]}"


def _standoff(article: Article) -> str:
    """The lines of an article's .ann file. Each statement has a Cue of its own; other pieces are shared."""
    lines: list[str] = []
    bound: dict[str, str] = {}
    count = {"T": 0, "R": 0, "A": 0, "#": 0}

    def put(kind: str, rest: str) -> str:
        count[kind] += 1
        lines.append(f"{kind}{count[kind]}\t{rest}")
        return f"{kind}{count[kind]}"

    names = {a.id: a.name for a in article.actors}
    for s in article.statements:
        if not (placed := _placed(article.text, "Cue", s.cue)):
            continue
        cue = put("T", placed)
        for role, field_name in list(_ROLES.items())[1:]:
            if placed := _placed(article.text, role, getattr(s, field_name)):
                if placed not in bound:
                    bound[placed] = put("T", placed)
                put("R", f"Has{role} Arg1:{cue} Arg2:{bound[placed]}")
        for name in _ATTRIBUTES:
            put("A", f"{name} {cue} {getattr(s, name.lower())}")
        if s.negated:
            put("A", f"Negated {cue}")
        put("#", f"AnnotatorNotes {cue}\tstatement: {s.id}")
        if s.speakers:
            put("#", f"AnnotatorNotes {cue}\t{_SPEAKERS} {_listed(names[i] for i in s.speakers)}")
    return "".join(f"{line}\n" for line in lines)


def _listed(names: Iterable[str]) -> str:
    return "; ".join(" ".join(_BREAKS.sub(" ", name).replace(";", ",").split()) for name in names)


def _placed(text: str, role: str, spans: tuple[Span, ...]) -> str:
    """The spans as brat places them, with their words; empty where they hold nothing but ends of lines."""
    pieces = [piece for span in spans for piece in _pieces(text, span)]
    where = ";".join(f"{start} {end}" for start, end in pieces)
    return f"{role} {where}\t{' '.join(text[start:end] for start, end in pieces)}" if pieces else ""


def _pieces(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """The stretches of a span between ends of lines, and between tabs, which part the columns of an .ann file."""
    at = span.start
    for found in _BREAKS.finditer(text, span.start, span.end):
        if at < found.start():
            yield at, found.start()
        at = found.end()
    if at < span.end:
        yield at, span.end


def read(folder: Path) -> Iterator[dict[str, Any] | Problem]:
    """The annotated articles of a folder and of those in it, in the shape of PolNeAR that `sayso eval` and training
    take: `id` (the file's name), `text`, `attributions`; and a Problem for each line that is left out.

    An attribution has `source`, `cue`, `content` and `addressee` as [start, end] in code points, `nested` where its cue
    stands in another's content, and what the annotators told: `act`, `kind`, `stance`, `sourcing`, `negated`, and as
    `entities` the speakers from a note on the cue ("speakers: Ann Lee; Tom Ruud").
    """
    for path in sorted(folder.rglob("*.ann")):
        beside = path.with_suffix(".txt")
        try:
            text = _decoded(beside)
            sheet = _Sheet(text)
            for number, line in enumerate(_decoded(path).removeprefix("\ufeff").split("\n"), 1):
                sheet.take(number, line.removesuffix("\r"))
        except ValueError as error:
            yield Problem(str(path), None, str(error))
            continue
        attributions = sheet.attributions()
        yield from (Problem(str(path), number, reason) for number, reason in sorted(sheet.problems))
        yield {"id": path.relative_to(folder).with_suffix("").as_posix(), "text": text, "attributions": attributions}


def _decoded(path: Path) -> str:
    """A file's text with its ends of lines untouched. Raises ValueError, with the reason as its message."""
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        raise ValueError(f"has no {path.name} beside it") from None
    except UnicodeDecodeError:
        raise ValueError(f"cannot be read: {path.name} is not UTF-8") from None
    except OSError as error:
        raise ValueError(f"cannot be read: {path.name}: {error.strerror or error}") from None


@dataclass(slots=True)
class _Sheet:
    """An .ann file that is being read: what is bound to the text, what is told of it, and what was wrong."""

    text: str
    bound: dict[str, tuple[str, Spans, int]] = field(default_factory=dict)
    later: list[tuple[int, str, list[str]]] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def take(self, number: int, line: str) -> None:
        """Take a line in; what it tells of others waits until all of them are there."""
        if not line.strip():
            return
        id, *cells = line.split("\t")
        try:
            if not cells or not id:
                raise ValueError("is no annotation: an id and a tab stand first")
            if not id.startswith("T"):
                self.later.append((number, id, cells))
            elif id in self.bound:
                raise ValueError(f"{id} stands twice")
            else:
                self.bound[id] = (*_bound(self.text, cells), number)
        except ValueError as error:
            self.problems.append((number, str(error)))

    def attributions(self) -> list[dict[str, Any]]:
        """An attribution for each cue that has a content, in the order of the text."""
        made: dict[str, dict[str, Any]] = {}
        for id, (role, spans, _) in self.bound.items():
            if role == "Cue":
                made[id] = {"source": [], "cue": spans, "content": [], "addressee": []}
        used: set[str] = set()
        for number, id, cells in self.later:
            try:
                self._tell(id, cells, made, used)
            except ValueError as error:
                self.problems.append((number, str(error)))
        for id, (role, _, number) in self.bound.items():
            if role == "Cue" and not made[id]["content"]:
                self.problems.append((number, f"{id} is a Cue without a Content: draw HasContent from it"))
            elif role != "Cue" and id not in used:
                self.problems.append((number, f"{id} is a {role} that no Cue has: draw Has{role} from its cue"))
        whole = sorted((a for a in made.values() if a["content"]), key=lambda a: (a["cue"], a["content"]))
        starts = sorted(start for a in whole for start, _ in a["content"])
        ends = sorted(end for a in whole for _, end in a["content"])
        return [{**a, "nested": _covering(starts, ends, a["cue"]) > _own(a)} for a in whole]

    def _tell(self, id: str, cells: list[str], made: dict[str, dict[str, Any]], used: set[str]) -> None:
        """What a line tells of a cue. Raises ValueError with the reason why it tells nothing."""
        if id.startswith("R"):
            role, cue, other = self._related(cells[0])
            used.add(other)
            made[cue][role.lower()] = sorted(made[cue][role.lower()] + self.bound[other][1])
        elif id.startswith(("A", "M")):
            name, target, value = [*cells[0].split(), "", "", ""][:3]
            if target not in made:
                raise ValueError(f"{name} is told of {target or 'nothing'}, which is no Cue that was read")
            made[target] = {"negated": False} | made[target] | _attribute(name, value)
        elif id.startswith("#"):
            target, note = cells[0].partition(" ")[2], "\t".join(cells[1:])
            if target in made and note.lower().startswith(_SPEAKERS):
                names = [" ".join(name.split()) for name in note[len(_SPEAKERS) :].split(";")]
                made[target]["entities"] = [{"names": [name]} for name in names if name]
        else:
            raise ValueError(f"{id} is no text, relation, attribute or note: it is left out")

    def _related(self, cell: str) -> tuple[str, str, str]:
        found = _RELATION.fullmatch(cell.strip())
        if not found:
            raise ValueError(f"is none of HasSource, HasContent, HasAddressee from a Cue (Arg1) to it (Arg2): {cell!r}")
        role, cue, other = found.groups()
        for id, wanted in ((cue, "Cue"), (other, role)):
            if self.bound.get(id, ("",))[0] != wanted:
                raise ValueError(f"Has{role} leads to {id}, which is no {wanted} that was read")
        return role, cue, other


def _bound(text: str, cells: list[str]) -> tuple[str, Spans]:
    """The role and the spans of a T line. Raises ValueError for one that is none, or is another text's."""
    found = _TEXT_BOUND.fullmatch(cells[0].strip())
    if not found:
        raise ValueError(f"has no type and offsets: {cells[0]!r}")
    if found[1] not in _ROLES:
        raise ValueError(f"{found[1]} is none of {', '.join(_ROLES)}: it is left out")
    pieces = [[int(n) for n in piece.split(" ")] for piece in found[2].split(";")]
    if not all(start < end <= len(text) for start, end in pieces):
        raise ValueError(f"{found[2]} lies outside the text, or is empty")
    there = " ".join(text[start:end] for start, end in pieces)
    if there.split() != " ".join(cells[1:]).split():
        raise ValueError(f"other words stand at {found[2]} than the line has: was the text changed?")
    return found[1], _joined(text, sorted(pieces))


def _joined(text: str, pieces: Spans) -> Spans:
    """The pieces as spans: those with nothing but ends of lines in between are one."""
    out: Spans = []
    for start, end in pieces:
        if out and (start <= out[-1][1] or _BREAKS.fullmatch(text, out[-1][1], start)):
            out[-1][1] = max(out[-1][1], end)
        else:
            out.append([start, end])
    return out


def _attribute(name: str, value: str) -> dict[str, Any]:
    if name == "Negated":
        return {"negated": True}
    if value not in _ATTRIBUTES.get(name, ()):
        known = ", ".join(_ATTRIBUTES[name]) if name in _ATTRIBUTES else ", ".join(("Negated", *_ATTRIBUTES))
        raise ValueError(f"{value if name in _ATTRIBUTES else name!r} is none of {known}")
    return {name.lower(): value}


def _covering(starts: list[int], ends: list[int], cue: Spans) -> int:
    """In how many pieces of content, by where they start and end, a cue begins."""
    return bisect_right(starts, cue[0][0]) - bisect_right(ends, cue[0][0])


def _own(attribution: dict[str, Any]) -> int:
    at = attribution["cue"][0][0]
    return sum(start <= at < end for start, end in attribution["content"])
