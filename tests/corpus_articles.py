"""The open corpus: invented articles of all sorts, every statement annotated by docs/statements.md (`corpus/NAME.txt`).

A file begins with lines `register: sport`, `published: 2026-03-12` and, where they are told, `outlet:` and `authors:`
(semicolons between several), then an empty line, the headline, an empty line and paragraphs; then a line `----` and one
line a statement, its fields between ` | `: number, event (speech or state), `by` (the names that the article has,
semicolons between several, or `-`), the type of who says it, sourcing, act; then, where it has them, `in 3` (its cue
stands in statement 3's content), `to NAME; NAME`, `via WORDS`, `when 2026-03-10` or `when 2026-03-02..2026-03-08`,
`negated`, `doubtful`. In the text a statement's spans stand in tags with its number: s source, q cue, c content, a
addressee. Words that look like a cue and are none stand in <n></n>.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from sayso.article import Act, ActorType, Sourcing, Span, Statement
from sayso.scoring import Parts, standing

FOLDER = Path(__file__).with_name("corpus")
_TAG = re.compile(r"<(/?)(n|[sqca]\d+)>")
_HELD = (3, 6, 9, 10)  # of each register's articles
_HEADS = ("register", "published", "outlet", "authors")
_MORE = {"in": "nested_in", "to": "addressee", "via": "via", "when": "when"}
_ROLES = {"q": "cue", "s": "source", "c": "content", "a": "addressee"}
Spans = list[list[int]]


class MistakeError(Exception):
    """A file that is not written as it must be."""


@dataclass(frozen=True, slots=True)
class CorpusArticle:
    """An article as `shared/data/news` has one, and where the words stand that look like a cue and are none."""

    raw: dict[str, Any]
    register: str
    none: tuple[tuple[int, int], ...]


def parse(name: str, written: str) -> CorpusArticle:
    """Raises MistakeError."""
    top, _, rest = written.strip().partition("\n\n")
    tagged, line, tail = rest.partition("\n----\n")
    heads = dict(each.split(": ", 1) for each in top.splitlines() if ": " in each)
    if not line or not set(heads) <= set(_HEADS) or "register" not in heads or "published" not in heads:
        raise MistakeError("begins with register: and published:, and has a line ---- before its statements")
    date.fromisoformat(heads["published"])
    text, spans, none = _spans(tagged.strip())
    told = [each.split(" | ") for each in tail.strip().splitlines()]
    if sorted(each[0] for each in told) != sorted(spans, key=str):
        raise MistakeError(f"numbers in the text {sorted(spans)}, below it {sorted(each[0] for each in told)}")
    order = sorted(told, key=lambda each: spans[each[0]]["cue"])
    statements = [_statement(text, each, spans, [o[0] for o in order]) for each in order]
    raw = {
        "id": f"corpus/{name}", "url": f"https://corpus.example/{name}", "published": heads["published"],
        "title": text.partition("\n")[0], "text": text, "outlet": heads.get("outlet"),
        "authors": heads["authors"].split("; ") if "authors" in heads else [], "statements": statements,
    }  # fmt: skip
    return CorpusArticle(raw, heads["register"], tuple(none))


def _spans(tagged: str) -> tuple[str, dict[str, dict[str, Spans]], list[tuple[int, int]]]:
    """The text without its tags, each statement's spans by role, and what is no cue."""
    text, last = "", 0
    opened: dict[str, int] = {}
    found: dict[str, dict[str, Spans]] = {}
    none: list[tuple[int, int]] = []
    for tag in _TAG.finditer(tagged):
        text, last = text + tagged[last : tag.start()], tag.end()
        key = tag[2]
        if (key in opened) != bool(tag[1]):
            raise MistakeError(f"opened twice or never: {tag[0]}")
        if not tag[1]:
            opened[key] = len(text)
            continue
        start = opened.pop(key)
        if not text[start:] or text[start:].strip() != text[start:]:
            raise MistakeError(f"nothing in it, or white space at its edge: {tag[0]}")
        if key == "n":
            none.append((start, len(text)))
        else:
            found.setdefault(key[1:], {r: [] for r in _ROLES.values()})[_ROLES[key[0]]].append([start, len(text)])
    text += tagged[last:]
    if opened or set("<>") & set(text):
        raise MistakeError(f"never closed, or a tag that is none: {sorted(opened)}")
    return text, found, none


def _statement(text: str, fields: list[str], spans: dict[str, dict[str, Spans]], order: list[str]) -> dict[str, Any]:
    number, event, by, kind, sourcing, act, *more = fields if len(fields) > 5 else [*fields, *[""] * 6][:6]
    own = spans[number]
    if event not in ("speech", "state") or not by.startswith("by ") or kind not in get_args(ActorType):
        raise MistakeError(f"{number}: event, by, type: {fields}")
    if sourcing not in get_args(Sourcing) or act not in get_args(Act) or len(own["cue"]) != 1 or not own["content"]:
        raise MistakeError(f"{number}: sourcing, act, one cue, a content: {fields}")
    speaker = [] if by == "by -" else by[3:].split("; ")
    if (sourcing == "named" and not speaker) or any(x not in text for x in speaker):
        raise MistakeError(f"{number}: not in the text, or named and nobody: {speaker}")
    told: dict[str, Any] = {
        "nested_in": None,
        "addressee": "",
        "via": "",
        "when": "",
        "negated": False,
        "doubtful": False,
    }
    for each in more:
        word, _, value = each.partition(" ")
        if each in ("negated", "doubtful"):
            told[each] = True
        elif word in _MORE and value:
            told[_MORE[word]] = value
        else:
            raise MistakeError(f"{number}: what is {each!r}?")
    cue = own["cue"][0]
    around = {y - x: n for n in order if n != number for x, y in spans[n]["content"] if x <= cue[0] and cue[1] <= y}
    above = around[min(around)] if around else None
    if told["nested_in"] != above:
        raise MistakeError(f"{number}: its cue stands in the content of {above}")
    first, _, last = told["when"].partition("..")
    if first:
        date.fromisoformat(first), date.fromisoformat(last or first)
    words = {role: [text[a:b] for a, b in own[role]] for role in own}
    begin, end = text.rfind("\n", 0, cue[0]) + 1, text.find("\n", cue[1])
    return {
        **told, "nested_in": order.index(above) if above else None, "cue": words["cue"][0],
        "source": " ".join(words["source"]), "content": words["content"], "speaker": speaker, "type": kind,
        "event": event, "sourcing": sourcing, "act": act, "spans": own,
        "sentence": text[begin : end if end >= 0 else len(text)],
    }  # fmt: skip


def matches(article: CorpusArticle, read: Sequence[Statement]) -> dict[int, int]:
    """Which of the statements that were read stands for which of the article's, by their places; those first for which
    there is no doubt."""
    firm_first = sorted(enumerate(article.raw["statements"]), key=lambda each: bool(each[1]["doubtful"]))
    told = [Parts.of(*(s["spans"][role] for role in ("cue", "source", "content"))) for _, s in firm_first]
    found = standing([_parts(s) for s in read], told)
    return {firm_first[k][0]: n for k, n in found.items()}


def _parts(s: Statement) -> Parts:
    return Parts.of(*([(x.start, x.end) for x in spans] for spans in (s.cue, s.source, s.content)))


def corpus_articles(is_held: bool) -> list[CorpusArticle]:
    """Those that are only for measuring, or those for training."""
    paths = (path for path in sorted(FOLDER.glob("*.txt")) if (int(path.stem[-2:]) in _HELD) == is_held)
    return [parse(path.stem, path.read_text("utf8")) for path in paths]


def agreement() -> dict[str, float]:
    """How the second reading of the articles that were read twice, apart, agrees with the first, in percent: statements
    `found` and `precision`, and of those the rest."""
    n: Counter[str] = Counter()
    for path in sorted((FOLDER / "second").glob("*.txt")):
        first, second = (parse(path.stem, each.read_text("utf8")) for each in (FOLDER / path.name, path))
        assert first.raw["text"] == second.raw["text"], path
        read = [_statement_of(s) for s in second.raw["statements"]]
        n["gold"], n["read"] = n["gold"] + len(first.raw["statements"]), n["read"] + len(read)
        for k, m in matches(first, read).items():
            ours, theirs = first.raw["statements"][k], second.raw["statements"][m]
            n.update(["both", *(f for f in ("event", "act", "sourcing", "speaker") if ours[f] == theirs[f])])
            n.update(["dated", *["day"] * (ours["when"] == theirs["when"])] if ours["when"] else [])
    of = {"found": ("both", "gold"), "precision": ("both", "read"), "day": ("day", "dated")}
    of |= {f: (f, "both") for f in ("event", "act", "sourcing", "speaker")}
    return {name: round(100 * n[a] / n[b], 1) for name, (a, b) in of.items()}


def _statement_of(told: dict[str, Any]) -> Statement:
    cue, source, content = (
        tuple(Span(a, b, "") for a, b in told["spans"][role]) for role in ("cue", "source", "content")
    )
    return Statement("", cue, source, content, "indirect", 1.0)


def main() -> None:
    """`train` or `held`: print those articles as JSON lines; `agreement`: of two readings; files: tell what is wrong in
    them."""
    if sys.argv[1:] == ["agreement"]:
        print(json.dumps(agreement()))
        return
    if sys.argv[1:] in (["train"], ["held"]):
        for article in corpus_articles(sys.argv[1] == "held"):
            print(json.dumps(article.raw))
        return
    for given in sys.argv[1:]:
        try:
            made = parse(Path(given).stem, Path(given).read_text("utf8"))
            print(f"{given}: {len(made.raw['statements'])} statements, {len(made.none)} that are none")
        except (MistakeError, ValueError) as error:
            print(f"{given}: {error}")


if __name__ == "__main__":
    main()
