"""The article's own blocks in a page's tree: trafilatura says where the body is, this module takes all of it."""

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from html import unescape

from sayso.article import PartKind
from sayso.pages import marks
from sayso.pages.dom import INLINE, Element, walk
from sayso.pages.layout import Block, collapsed, squashed
from sayso.pages.lines import by, date_of, is_note, is_sentence
from sayso.pages.reshape import starts_quoted

_SPACE = re.compile(r"\s+")
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6});", re.I)
_BREAKS = re.compile(r"\n *\n")
_VOTES = 0.9  # the body is the smallest element with this share of what trafilatura found
_SEARCHED = 300_000  # code points; looking for each block in more takes too long
_REPEATED = 12  # letters; a shorter pull quote is not looked for in the body
_DOUBLED = 80  # letters; a shorter paragraph may stand twice


@dataclass(frozen=True, slots=True)
class Found:
    """A block and where it stands: the element that holds it, how much of it is link, the quote it is part of."""

    block: Block
    home: Element
    linked: int
    quote: Element | None


def body(root: Element, headline: Element | None) -> list[Block]:
    """The article's blocks in the order of the page, without the headline, from a pruned tree."""
    if headline is not None:
        headline.tag = "h1"  # bold type may show it in the midst of a paragraph
    found = list(_blocks(root))
    votes = _votes(root, found)
    home = _home(root, found, votes)
    inside = [i for i, f in enumerate(found) if _is_in(f.home, home)]
    if not inside:
        return []
    first, last = inside[0], inside[-1] + 1
    # A correction or a note may follow the element that holds the body.
    while last < len(found) and _goes_on(found[last], votes[last], home):
        last += 1
    shown = [i for i, f in enumerate(found) if headline is not None and _is_in(f.home, headline)]
    if shown:
        # A standfirst or a first picture may stand between the headline and the element that holds the body.
        first = min(first, shown[-1] + 1)
    chosen = [f for i, f in enumerate(found) if i not in shown and first <= i < last]
    return _without_doubles([f for f in chosen if not _is_teaser(f)])


def _goes_on(found: Found, votes: int, home: Element) -> bool:
    text = found.block.text
    return (is_note(text) or (votes > 0 and is_sentence(text))) and _is_in(found.home, _parent(home))


def _is_in(element: Element, other: Element) -> bool:
    return element is other or other in element.iterancestors()


def _parent(element: Element) -> Element:
    return element if element.getparent() is None else element.getparent()


def all_text(root: Element) -> list[str]:
    """All the page's visible paragraphs."""
    return [f.block.text for f in _blocks(root)]


def _blocks(root: Element) -> Iterator[Found]:
    """Every run of inline text, with the block element it stands in."""
    start = root.find("body")
    groups: dict[Element, int] = {}
    for element, texts, linked in _runs(root if start is None else start):
        chain = [element, *element.iterancestors()]
        embed = next((e for e in reversed(chain) if marks.is_embed(e)), None)
        kind: PartKind = (
            "embed" if embed is not None else "caption" if any(map(marks.is_caption, chain[:4])) else "body"
        )
        group = groups.setdefault(embed, len(groups) + 1) if embed is not None else 0
        quote = next((e for e in reversed(chain) if e.tag in ("blockquote", "aside") or marks.is_pull_quote(e)), None)
        for text in texts:
            yield Found(Block(text, kind, group), element, linked if len(texts) == 1 else 0, quote)


def _runs(start: Element) -> Iterator[tuple[Element, list[str], int]]:
    """Block element, the paragraphs of one run of text in it, code points of the run that are in links."""
    stack: list[Element] = []
    run: list[str] = []
    linked = links = 0
    for event, element in walk(start):
        is_block = element.tag not in INLINE and element.tag != "br"
        if is_block and stack:
            if texts := _paragraphs(run):
                yield stack[-1], texts, linked
            run, linked = [], 0
        if event == "start":
            links += element.tag == "a"
            if is_block:
                stack.append(element)
            added = _before(element)
        else:
            links -= element.tag == "a"
            if is_block:
                stack.pop()
            added = _after(element) if stack else ""
        run.append(added)
        # At its end, an element adds its tail, which lies outside it.
        linked += len(added.strip()) if links else 0


def _before(element: Element) -> str:
    mark = "\n" if element.tag == "br" else _quote_mark(element, "“‘")
    return mark + _SPACE.sub(" ", element.text or "")


def _after(element: Element) -> str:
    return _quote_mark(element, "”’") + _SPACE.sub(" ", element.tail or "")


def _quote_mark(element: Element, pair: str) -> str:
    """The mark that browsers show at a <q>, by how deep it stands; none where its text brings marks."""
    if element.tag != "q" or starts_quoted(element):
        return ""
    return pair[sum(1 for _ in element.iterancestors("q")) % 2]


def _paragraphs(run: list[str]) -> list[str]:
    """A run's paragraphs: two line breaks part them, and one does where it parts byline and date."""
    found: list[str] = []
    # Some pages escape their entities twice.
    for part in _BREAKS.split(_ENTITY.sub(lambda found: unescape(found[0]), "".join(run))):
        rows = [text for row in part.split("\n") if (text := collapsed(row))]
        is_top = any(by(row) or date_of(row) for row in rows)
        found += rows if is_top else [" ".join(rows)] if rows else []
    return found


def _votes(root: Element, found: list[Found]) -> list[int]:
    """How many letters of each block trafilatura takes for the body; where it finds none, all are."""
    text = _main_text(root)
    rows = set(map(squashed, text.splitlines()))
    seen = squashed(text[:_SEARCHED])
    words = [squashed(f.block.text) for f in found]
    return [len(each) if not seen or each in rows or each in seen else 0 for each in words]


def _home(root: Element, found: list[Found], votes: list[int]) -> Element:
    """The element that holds the body: the smallest with nearly all the votes, each block's votes being what
    trafilatura takes of it for the body."""
    held: dict[Element, int] = {}
    for f, count in zip(found, votes, strict=True):
        for element in (f.home, *f.home.iterancestors()):
            held[element] = held.get(element, 0) + count
    home = root
    while inner := [e for e in home if held.get(e, 0) >= _VOTES * held.get(root, 0) > 0]:
        home = inner[0]
    return _widened(home, held)


def _widened(home: Element, votes: dict[Element, int]) -> Element:
    """The article around the body, or the parent where the body goes on in the next elements of the same make: a long
    paragraph and short ones, the posts of a live blog."""
    around = [home, *home.iterancestors()]
    for element in around:
        if element.tag == "article" or "articleBody" in (element.get("itemprop") or ""):
            home = element
            break
    while (parent := home.getparent()) is not None and any(
        e is not home and e.tag == home.tag and e.get("class") == home.get("class") and votes.get(e) for e in parent
    ):
        home = parent
    return home


def _main_text(root: Element) -> str:
    from trafilatura import bare_extraction

    # Its complaints about odd pages are for whoever asks for them, not for everyone's terminal.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        document = bare_extraction(deepcopy(root), favor_recall=True, include_comments=False)
    except Exception:  # its rules trip over some damaged trees; then the whole page is the body
        return ""
    return str(getattr(document, "text", None) or "")


def _is_teaser(found: Found) -> bool:
    """Whether a block is nothing but the link to another article."""
    text = found.block.text
    return found.block.kind == "body" and found.linked >= 0.9 * len(text) > 0 and not is_sentence(text)


def _without_doubles(found: list[Found]) -> list[Block]:
    """Drop pull quotes whose words stand in the body, and long paragraphs that stand there twice."""
    plain = [squashed(f.block.text) for f in found]
    rest = "\n".join(words for words, f in zip(plain, found, strict=True) if f.quote is None)
    longest: dict[Element, str] = {}
    for words, f in zip(plain, found, strict=True):
        if f.quote is not None and len(words) >= _REPEATED:
            longest[f.quote] = max(longest.get(f.quote, ""), words, key=len)
    pulled = {quote for quote, words in longest.items() if words in rest}
    kept: list[Block] = []
    seen: set[str] = set()
    for words, f in zip(plain, found, strict=True):
        if f.quote in pulled or (words in seen and len(words) >= _DOUBLED):
            continue
        seen.add(words)
        kept.append(f.block)
    return kept
