"""The project's own gold set: invented news articles whose statements were set by hand (`invented/NN-name.txt`).

A file is a headline, an empty line, paragraphs, a line `----`, and one line a statement: its number, its kind and,
where its cue stands in another's content, that one's number (`3 indirect in 1`). In the text the statement's spans
stand in tags with its number: s source, q cue, c content, a addressee. The spans follow PolNeAR's conventions.
"""

import re
from pathlib import Path
from typing import Literal, TypedDict, cast

FOLDER = Path(__file__).with_name("invented")
TAG = re.compile(r"<(/?)([sqca])(\d+)>")
KIND = re.compile(r"(\d+) (direct|indirect|mixed)(?: in (\d+))?")
Kind = Literal["direct", "indirect", "mixed"]
Spans = list[list[int]]


class Attribution(TypedDict):
    cue: Spans
    source: Spans
    content: Spans
    addressee: Spans
    nested: bool
    parent: int | None  # its place in the article's attributions
    kind: Kind


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


def parse(name: str, raw: str) -> InventedArticle:
    tagged, _, tail = raw.partition("\n----\n")
    text, found = _spans(tagged)
    lines = [KIND.fullmatch(line) for line in tail.splitlines()]
    kinds = {int(line[1]): line for line in lines if line}
    assert len(kinds) == len(lines), f"{name}: a line that is none, or twice the same number"
    assert sorted(kinds) == sorted(found), f"{name}: other numbers in the text than below it"
    order = sorted(found, key=lambda number: found[number]["q"])
    made: list[Attribution] = []
    for number in order:
        s, q, c, a = found[number].values()
        assert len(q) == 1 <= len(c), f"{name}, {number}: one cue and at least one content"
        around = {y - x: n for n in order if n != number for x, y in found[n]["c"] if x <= q[0][0] and q[0][1] <= y}
        above = around[min(around)] if around else None  # whose content stands closest around the cue
        assert kinds[number][3] == (above and str(above)), f"{name}, {number}: stands in {above}"
        kind, parent = cast(Kind, kinds[number][2]), above and order.index(above)
        made.append(Attribution(cue=q, source=s, content=c, addressee=a, nested=bool(above), parent=parent, kind=kind))
    return {"id": name, "text": text, "attributions": made}


def invented_articles() -> list[InventedArticle]:
    return [parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.txt"))]
