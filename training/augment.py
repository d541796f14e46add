"""Articles rewritten so that the network meets what PolNeAR lacks: statements inside statements, verbless layouts.

The corpus annotates one level only. A sentence that holds whole statements is therefore put into the mouth of
another of the corpus' speakers (`X said that ...`, `"...," X said`): its statements become inner ones. And a
quotation with its speaker and verb is set as interviews, captions and headlines do (`X: "..."`, `"..." – X`).
"""

import random
import re
from dataclasses import replace

from training.corpus import Annotated, Relation, Spans

# Of the sentences that can be so rewritten, the share that is.
WRAPPED, VERBLESS = 0.2, 0.4
_SENTENCE = re.compile(r"(?<=[.!?])[”\"]?\s+(?=[“\"A-Z])")
_LOWERED = re.compile(r"(?:The|A|An|In|He|She|It|They|His|Her|On|At|But|And)\b")
_VERBS = (
    "said", "said", "said", "told reporters", "says", "claimed", "warned", "argued", "confirmed", "wrote", "stated",
    "added", "announced", "told the newspaper", "insisted", "complained", "noted", "stressed", "explained", "reported",
)  # fmt: skip


def augmented(article: Annotated, speakers: list[str], chance: random.Random) -> Annotated:
    """Rewrite some of the sentences; the headline stays, at times without its full stop."""
    article = _without_stop(article) if chance.random() < 0.5 else article
    pieces: list[str] = []
    relations: list[Relation] = []
    hidden: list[tuple[int, int]] = []
    at = shift = 0

    def keep(until: int) -> None:
        """Take what stands between as it is; a statement over several sentences has none of them rewritten."""
        pieces.append(article.text[at:until])
        relations.extend(r.moved(shift) for r in article.relations if _within(r, at, until))
        hidden.extend((s + shift, e + shift) for s, e in article.hidden if at <= s and e <= until)

    for start, end in _sentences(article.text):
        inside = [r for r in article.relations if _within(r, start, end)]
        touching = [r for r in article.relations if _touches(r, start, end)]
        if start == 0 or len(inside) != len(touching) or not inside:
            continue
        made = _verbless(article.text, inside, chance) if chance.random() < VERBLESS else None
        if made is None and chance.random() < WRAPPED:
            made = _wrapped(article, start, end, inside, speakers, chance)
        if made is None:
            continue
        keep(start)
        pieces.append(made.text)
        relations += [r.moved(start + shift) for r in made.relations]
        hidden += [(s + start + shift, e + start + shift) for s, e in made.hidden]
        shift += len(made.text) - (end - start)
        at = end
    keep(len(article.text))
    return Annotated("".join(pieces), tuple(relations), tuple(hidden))


def _without_stop(article: Annotated) -> Annotated:
    """The corpus sets a full stop after every headline; pages do not."""
    at = article.text.find("\n") - 1
    covered = any(s <= at < e for r in article.relations for s, e in _all(r))
    if at < 0 or article.text[at] != "." or covered:
        return article
    relations = tuple(r.moved(-1) if min(s for s, _ in _all(r)) > at else r for r in article.relations)
    hidden = tuple((s - 1, e - 1) if s > at else (s, e) for s, e in article.hidden)
    return Annotated(article.text[:at] + article.text[at + 1 :], relations, hidden)


def speakers_of(articles: list[Annotated]) -> list[str]:
    """Sources of the corpus that read well before a verb of saying."""
    found = (a.text[s:e] for a in articles for r in a.relations if len(r.source) == 1 for s, e in r.source)
    return sorted(f for f in found if 1 < len(f) < 70 and f[0].isupper() and "," not in f and "\n" not in f)


def _sentences(text: str) -> list[tuple[int, int]]:
    out = []
    for paragraph in re.finditer(r"[^\n]+", text):
        cuts = [m.start() + (m.group()[0] in '”"') for m in _SENTENCE.finditer(paragraph.group())]
        starts = [0, *cuts]
        for a, b in zip(starts, [*cuts, len(paragraph.group())], strict=True):
            sentence = paragraph.group()[a:b]
            left = len(sentence) - len(sentence.lstrip())
            out.append((paragraph.start() + a + left, paragraph.start() + a + len(sentence.rstrip())))
    return out


def _all(r: Relation) -> Spans:
    return r.cue + r.source + r.content


def _within(r: Relation, start: int, end: int) -> bool:
    return all(start <= s and e <= end for s, e in _all(r))


def _touches(r: Relation, start: int, end: int) -> bool:
    return min(s for s, _ in _all(r)) < end and max(e for _, e in _all(r)) > start


def _wrapped(
    article: Annotated, start: int, end: int, inside: list[Relation], speakers: list[str], chance: random.Random
) -> Annotated | None:
    """The sentence as what another speaker said."""
    sentence = article.text[start:end]
    body = sentence.rstrip(".")
    if len(sentence) > 500 or any(e > start + len(body) for r in inside for _, e in _all(r)):
        return None
    speaker, verb = chance.choice(speakers), chance.choice(_VERBS)
    quotable = not any(c in sentence for c in '“”"')
    form = chance.choice(
        ("that", "that", "that", "bare", "after", "according", *(("quote", "quoted") if quotable else ()))
    )
    left, right = chance.choice((("“", "”"), ('"', '"')))
    lowered = body[0].lower() + body[1:] if _LOWERED.match(body) else body
    before, said, after = {
        "that": (f"{speaker} {verb} that ", lowered, "."),
        "bare": (f"{speaker} {verb} ", lowered, "."),
        "after": ("", body, f", {speaker} {verb}."),
        "according": (f"According to {speaker}, ", lowered, "."),
        "quote": (f"{speaker} {verb}: ", f"{left}{body}.{right}", ""),
        "quoted": ("", f"{left}{body},{right}", f" {speaker} {verb}."),
    }[form]
    cue = "According to" if form == "according" else verb
    frame = before or after
    offset = 0 if before else len(said)
    named = frame.index(speaker)
    told = frame.index(cue, 0 if form == "according" else named + len(speaker))
    outer = Relation(
        ((offset + told, offset + told + len(cue)),),
        ((offset + named, offset + named + len(speaker)),),
        ((len(before), len(before) + len(said)),),
    )
    by = len(before) + said.index(body[1:]) - 1 - start
    inner = (replace(r.moved(by), inner=True) for r in inside)
    hidden = tuple((s + by, e + by) for s, e in article.hidden if start <= s and e <= end)
    return Annotated(before + said + after, (outer, *inner), hidden)


def _verbless(text: str, inside: list[Relation], chance: random.Random) -> Annotated | None:
    """A quotation with its named speaker, set without a verb."""
    if len(inside) != 1:
        return None
    (r,) = inside
    if len(r.content) != 1 or len(r.source) != 1 or r.content[0][1] - r.content[0][0] < 25:
        return None
    said, name = text[slice(*r.content[0])], text[slice(*r.source[0])]
    if said[0] not in '“"' or not name[0].isupper() or not 4 <= len(name) <= 60:
        return None
    said = said.strip('“”"').rstrip(", ")
    said += "" if said[-1] in ".!?" else "."
    form = chance.choice(("colon", "dash", "from", "turn"))
    if form == "turn":
        name = chance.choice((name, name.upper(), name.split()[-1].upper(), chance.choice("QA")))
    else:
        left, right = chance.choice((("“", "”"), ('"', '"'), ("‘", "’")))
        said = f"{left}{said}{right}"
    if form == "dash":
        mark = chance.choice("–—")
        made = f"{said} {mark} {name}"
        cue, source, content = len(said) + 1, len(said) + 3, 0
    else:
        before = "From " if form == "from" else ""
        made = f"{before}{name}: {said}"
        cue, source, content = len(before) + len(name), len(before), len(before) + len(name) + 2
    spoken = ((content, content + len(said)),)
    return Annotated(made, (Relation(((cue, cue + 1),), ((source, source + len(name)),), spoken),), spoken)
