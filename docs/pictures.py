"""Draws the pictures of the documentation into docs/images: python docs/pictures.py, by hand."""

import ast
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

import grimp
from cog_helpers import folder_with_record
from terminal import session

import sayso

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "sayso"
SENTENCE = "Lisset is aware"  # how the sentence begins that is drawn
ROLES = ("source", "cue", "content", "addressee")
# The site tells its pictures by `color-scheme` whether it is dark, a browser elsewhere by what its user wants.
STYLE = """
text { font-family: system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; font-size: 14px; fill: #22303a }
.name { font-weight: 600 }
.small, .faint { font-size: 12.5px }
.faint { fill: #546571 }
.words { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 15px }
.box { fill: #eef3f5; stroke: #9fb2bc }
.line { stroke: #708792; stroke-width: 1.5; fill: none }
.tip { fill: #708792 }
.source { fill: #1565c0 } .cue { fill: #c2410c } .content { fill: #2e7d32 } .addressee { fill: #7b3fa0 }
@media (prefers-color-scheme: dark) {
text { fill: #e3e9ed } .faint { fill: #a3b3bd } .box { fill: #29343c; stroke: #5d717d }
.line { stroke: #93a7b2 } .tip { fill: #93a7b2 }
.source { fill: #6db3f8 } .cue { fill: #fb9a66 } .content { fill: #7bc97f } .addressee { fill: #cd9be8 }
}
"""


def drawn() -> dict[str, str]:
    """Every picture by its name, as SVG."""
    return {
        "rooms": rooms(), "sentence": sentence(), "network": network(), "links": links(), "terminal": session(),
        "chart-network": chart(), "imports": imports(),
    }  # fmt: skip


def chart() -> str:
    """Who speaks to and about whom in the examples, as `sayso` draws it."""
    command = [str(Path(sys.executable).with_name("sayso")), "search", "news.db", "--chart", "network", "--svg"]
    return subprocess.run(
        command, cwd=folder_with_record(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True
    ).stdout


def rooms() -> str:
    """The walk of the data through the rooms: the layers that the linter holds, each room by how it explains itself."""
    named = [[name for name in layer if (PACKAGE / name).is_dir()] for layer in reversed(_layers())]
    order = [names for names in named if names]
    parts, y, read = [], 10, 0
    for n, names in enumerate(order):
        for name in names:
            parts += [_box(34, y, 98, 46), label(83, y + 28, name, "name", "middle")]
            lines = textwrap.wrap(_explained(name), 56)
            parts += [label(148, y + 28 + 16 * i - 8 * (len(lines) - 1), line, "small") for i, line in enumerate(lines)]
            y += 54
        read = y - 8 if "speech_acts" in names else read
        parts += [_arrow(83, y - 8, 83, y + 12)] if n + 1 < len(order) else []
        y += 12
    parts += [
        f'<path class="line" d="M26 12H18V{read}H26"/>',
        _turned(10, read // 2, "reader: a page in, an article out"),
    ]
    return svg(520, y - 8, f"The rooms in their order: {', '.join(name for names in order for name in names)}.", parts)


def imports() -> str:
    """Which room imports which, by how many of its modules, as the code has it: nothing stands above the diagonal."""
    graph = grimp.build_graph("sayso")
    known = [name for layer in reversed(_layers()) for name in layer]
    order = [name for name in known if f"sayso.{name}" in graph.modules]
    side, left, top = 24, 96, 96
    parts = []
    for n, name in enumerate(order):
        y = top + side * n + side / 2
        parts.append(f'<path class="line" style="opacity:.25" d="M{left} {y:g}H{left + side * n}"/>')
        parts.append(label(left - 8, y + 4, name, "small", "end"))
        parts.append(_turned(left + side * n + side // 2, top - 8, name, "start"))
        parts.append(f'<rect class="box" x="{left + side * n + 5}" y="{y - 7:g}" width="14" height="14" rx="3"/>')
        for m, other in enumerate(order):
            count = _importers(graph, name, other) if n != m else 0
            if count:
                x = left + side * m + side / 2
                told = f"<title>{name} imports {other}: {count} modules</title>"
                parts.append(
                    f'<circle class="source" cx="{x:g}" cy="{y:g}" r="{min(10, 2 + count**0.5):.1f}">{told}</circle>'
                )
    size = left + side * len(order) + 10
    return svg(
        size, top + side * len(order) + 10, "Which room imports which; none imports one that comes after it.", parts
    )


def _importers(graph: grimp.ImportGraph, room: str, other: str) -> int:
    """How many modules of a room import another room."""
    inside = [m for m in graph.modules if f"{m}.".startswith(f"sayso.{room}.")]
    return sum(
        any(f"{to}.".startswith(f"sayso.{other}.") for to in graph.find_modules_directly_imported_by(m)) for m in inside
    )


def _layers() -> list[list[str]]:
    """The layers that the linter holds, the last room first."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    return [layer.split(" | ") for layer in told]


def _explained(room: str) -> str:
    """The first sentence of what a room says that it is."""
    tree = ast.parse((PACKAGE / room / "__init__.py").read_text("utf8"))
    first = " ".join((ast.get_docstring(tree) or "").split("\n\n")[0].split())
    return first.split(". ")[0].rstrip(".")


def sentence() -> str:
    """A sentence of the example as the reader reads it, a bar below for each span."""
    article = sayso.read(ROOT / "examples" / "harbour.txt")
    start = article.text.index(SENTENCE)
    end = article.text.index("\n", start)
    found = [s for s in article.statements if start <= s.cue[0].start < end]
    order = sorted(found, key=lambda s: (s.parent is not None, s.cue[0].start))
    parts = list(_legend(20, 24))
    y, at = 62, start
    for line in textwrap.wrap(article.text[start:end], 46):
        at = article.text.index(line, at)
        parts.append(_words(40, y, line))
        y += 8
        for n, s in enumerate(order, 1):
            bars = list(_bars(s, at, line, 40, y))
            parts += [*bars, _number(26, y + 5, n)] if bars else []
            y += 9 if bars else 0
        y += 22
    names = {a.id: a.name for a in article.actors}
    numbers = {s.id: n for n, s in enumerate(order, 1)}
    for n, s in enumerate(order, 1):
        who = ", ".join(names[i] for i in s.speakers) + (f" to {s.addressee[0].text}" if s.addressee else "")
        inside = f", inside of {numbers[s.parent]}" if s.parent else ""
        parts.append(label(26, y + 2, f"{n}  {who}: {s.cue[0].text}", "name"))
        parts.append(label(40, y + 20, f"{s.act}, {s.stance}, {s.kind}, {s.confidence:.2f}{inside}", "faint"))
        y += 46
    return svg(490, y - 14, f"The sentence “{article.text[start:end]}” with its sources, cues and contents.", parts)


def network() -> str:
    """The one pass of the encoder, and the heads that read it."""
    parts = [_box(20, 10, 470, 46), label(255, 29, "the text in windows of up to 382 word pieces", "", "middle")]
    parts += [label(255, 46, "with case, quotation marks, where paragraphs open", "faint", "middle")]
    parts += [_arrow(130, 56, 130, 78), _turned(14, 162, "the encoder: one pass")]
    for n in range(6):
        y = 80 + 28 * n
        parts += [_box(34, y, 192, 22), label(130, y + 16, f"layer {n + 1}", "small", "middle")]
    parts += ['<path class="line" d="M226 175H268"/>', _tip(276, 175, 0)]
    parts += [_box(278, 152, 212, 46), label(384, 180, "two layers more, over words", "", "middle")]
    parts += [_arrow(130, 242, 130, 270), _arrow(384, 198, 384, 270)]
    left = (
        ("cues", "which words attribute?"),
        ("roles, for each cue", "source, content or neither"),
        ("statements", "nesting, kind, confidence"),
    )
    right = (
        ("mentions", "heads, and where they begin"),
        ("antecedents", "to whom does it refer?"),
        ("actors", "speakers, addressees, sourcing"),
    )
    for x, told in ((34, left), (278, right)):
        wide = 192 if x == 34 else 212
        for n, (name, line) in enumerate(told):
            y = 272 + 70 * n
            parts += [_box(x, y, wide, 48), label(x + wide / 2, y + 20, name, "name", "middle")]
            parts.append(label(x + wide / 2, y + 38, line, "faint", "middle"))
            parts += [_arrow(x + wide / 2, y + 48, x + wide / 2, y + 70)] if n < 2 else []
    parts += ['<path class="line" d="M226 231H310V263"/>', _tip(310, 270, 90)]
    parts += ['<path class="line" d="M226 436H268"/>', _tip(276, 436, 0)]
    return svg(510, 474, "An encoder of six layers is run once; cues, roles, mentions and antecedents read it.", parts)


def links() -> str:
    """What joins the five articles of the example."""
    cards = ("harbour.txt", "Lisset Herald", "The Union Post", "The Strait Observer", "The Harbour Gazette")
    days = ("12 March", "12 March", "13 March", "13 March", "20 March")
    columns = (
        (246, ("one text", "(copy)"), {0: "", 1: ""}),
        (334, ("one utterance", "(thread)"), {0: "“very hard”", 1: "“very hard”", 2: "reworded", 3: "“impossible”"}),
        (458, ("Varn on the patrols", "(position)"), {0: "for", 3: "for", 4: "against"}),
    )
    parts = []
    for n, (name, day) in enumerate(zip(cards, days, strict=True)):
        y = 60 + 56 * n
        parts += [_box(10, y, 188, 44), label(22, y + 18, name, "name"), label(22, y + 35, day, "faint")]
    for x, head, marks in columns:
        parts += [label(x, 22 + 18 * i, line, "faint" if i else "small", "middle") for i, line in enumerate(head)]
        ends = [82 + 56 * n for n in marks]
        parts.append(f'<path class="line" d="M{x} {ends[0]}V{ends[-1]}"/>')
        for word, y in zip(marks.values(), ends, strict=True):
            role = "cue" if word in ("against", "“impossible”") else "source"
            parts.append(f'<circle class="{role}" cx="{x}" cy="{y}" r="6"/>')
            parts.append(label(x + 12, y + 5, word, "small"))
    return svg(
        530, 340, "Five articles: two of one text, four that report one utterance, three with a position.", parts
    )


def svg(width: int, height: int, told: str, parts: list[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    body = "\n".join(parts)
    return f'{head} role="img">\n<title>{escape(told)}</title>\n<style>{STYLE}</style>\n{body}\n</svg>\n'


def label(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y:g}" class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'


def _turned(x: int, y: int, words: str, anchor: str = "middle") -> str:
    place = f'transform="translate({x + 2} {y}) rotate(-90)"'
    return f'<text class="faint" text-anchor="{anchor}" {place}>{escape(words)}</text>'


def _box(x: int, y: int, width: int, height: int) -> str:
    return f'<rect class="box" x="{x}" y="{y}" width="{width}" height="{height}" rx="6"/>'


def _arrow(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<path class="line" d="M{x:g} {y:g}L{to_x:g} {to_y - 7:g}"/>{_tip(to_x, to_y, 90)}'


def _tip(x: float, y: float, turn: int) -> str:
    return f'<path class="tip" d="M0 0L-9 -4.5V4.5Z" transform="translate({x:g} {y:g}) rotate({turn})"/>'


def _words(x: int, y: int, line: str) -> str:
    # Whatever font there is, a letter is nine wide: the bars stand below their words.
    wide = 9 * len(line)
    return f'<text class="words" x="{x}" y="{y}" textLength="{wide}" xml:space="preserve">{escape(line)}</text>'


def _bars(s: sayso.Statement, at: int, line: str, x: int, y: int) -> Iterator[str]:
    for role in ROLES:
        for span in getattr(s, role):
            begin, end = max(span.start, at), min(span.end, at + len(line))
            if begin < end:
                place = f'x="{x + 9 * (begin - at)}" y="{y}" width="{9 * (end - begin) - 2}"'
                yield f'<rect class="{role}" {place} height="4" rx="2"/>'


def _number(x: int, y: int, n: int) -> str:
    return f'<text class="faint" style="font-size:9px" x="{x}" y="{y}">{n}</text>'


def _legend(x: int, y: int) -> Iterator[str]:
    for role, wide in zip(ROLES, (84, 64, 90, 90), strict=True):
        yield f'<rect class="{role}" x="{x}" y="{y - 9}" width="14" height="8" rx="3"/>'
        yield label(x + 20, y, role, "small")
        x += wide + 14


if __name__ == "__main__":
    for name, drawing in drawn().items():
        (ROOT / "docs" / "images" / f"{name}.svg").write_text(drawing, "utf8")
