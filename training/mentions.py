"""Mentions and who they refer to, for training: GUM's annotation, PolNeAR's automatic chains, GAP's two names.

A mention is taught by its head word: the last noun, name or pronoun before what follows on it ("the [spokesman] for the
ministry"). Every head has a type, how many words before it the mention begins, and a group where it is known who is
meant.
"""

import csv
import gzip
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

# Types of a head word; SOME is a mention of untold type, UNTOLD a word of which nobody told anything.
NONE, PERSON, ORGANIZATION, PLACE, OTHER, SOME, UNTOLD = range(7)

# Groups whose members a reader told: somebody whom the text names, somebody whom it does not.
GIVEN, NOBODY = "given ", "nobody named"

_NER = {"PERSON": PERSON, "ORGANIZATION": ORGANIZATION, "LOCATION": PLACE, "MISC": SOME}
_PERSONAL = frozenset("he him his himself she her hers herself i me my mine myself we us our ours you your".split())
_GUM = {"person": PERSON, "organization": ORGANIZATION, "place": PLACE}


@dataclass(frozen=True, slots=True)
class Head:
    """A mention: its head word (code points), where it begins, its type; `group` is who is meant, None where untold;
    `case` is that of a pronoun in its place, where that is plain."""

    start: int
    end: int
    begins: int | None
    type: int
    group: str | None
    case: Literal["subject", "object"] | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the heads of its mentions in order; in the `untold` spans other words may be some too."""

    text: str
    heads: tuple[Head, ...]
    untold: tuple[tuple[int, int], ...]

    def of(self, h: Head) -> str:
        """The head word."""
        return self.text[h.start : h.end]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    tag: str
    named: str = "O"

    @property
    def noun(self) -> bool:
        return self.tag.startswith("NN") or self.tag in ("NOUN", "PROPN")

    @property
    def pronoun(self) -> bool:
        return self.tag in ("PRP", "PRP$", "PRON")

    @property
    def before_noun(self) -> bool:
        """Whether it may stand between a mention's beginning and its head."""
        return self.noun or self.tag in ("JJ", "JJR", "JJS", "CD", "DT", "PRP$", "POS", "PDT")

    @property
    def ends(self) -> bool:
        """Whether what comes before it is a mention's head."""
        return self.tag in (
            "IN", "TO", ",", ":", "WDT", "WP", "WP$", "WRB", "-LRB-", "CC", "RB",
            "ADP", "SCONJ", "AUX", "PUNCT", "CCONJ", "ADV",
        ) or self.tag.startswith(("VB", "VERB"))  # fmt: skip


def gum(path: Path, split: str) -> list[Text]:
    """GUM's texts of one split, with all their mentions."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        texts = [json.loads(line) for line in lines]
    return [_of_gum(t) for t in texts if t["split"] == split]


def _of_gum(raw: dict[str, Any]) -> Text:
    tokens = [_Token(*t) for t in raw["tokens"]]
    best: dict[int, tuple[tuple[bool, int], Head]] = {}
    for start, end, kind, group, _ in raw["mentions"]:
        inside = [t for t in tokens if start <= t.start and t.end <= end]
        head, joined = _head(inside)
        if head is None:
            continue
        rank = (not joined, end - start)
        made = Head(head.start, head.end, start, _GUM.get(kind, OTHER), group)
        if head.start not in best or best[head.start][0] < rank:
            best[head.start] = (rank, made)
    return Text(raw["text"], tuple(best[s][1] for s in sorted(best)), ())


def _head(inside: Sequence[_Token]) -> tuple[_Token | None, bool]:
    """The head of a mention's tokens, and whether the mention joins several with "and"."""
    head = None
    for n, t in enumerate(inside):
        if t.noun or (t.pronoun and head is None):
            head = t
        elif head is not None and t.ends:
            return head, t.tag in ("CC", "CCONJ")
        elif t.ends and n == 0 and len(inside) == 1:
            return None, False
    return head or (inside[-1] if inside and not inside[-1].ends else None), False


def polnear(path: Path) -> list[Text]:
    """PolNeAR's articles with mentions by their automatic tags, names and chains; those without any are left out."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        articles = [json.loads(line) for line in lines]
    return [_of_polnear(a) for a in articles if a["corenlp"] and a["corenlp"]["tokens"]]


def _of_polnear(raw: dict[str, Any]) -> Text:
    automatic = raw["corenlp"]
    text, tokens = raw["text"], [_Token(*t) for t in automatic["tokens"]]
    groups: dict[int, str] = {}
    for number, chain in enumerate(automatic["coref"]):
        for start, end in chain:
            head, joined = _head([t for t in tokens if start <= t.start and t.end <= end])
            if head is not None and not joined:
                groups.setdefault(head.start, str(number))
    kinds = {groups[t.start]: PERSON for t in tokens if t.start in groups and t.named == "PERSON"}
    heads, untold = [], []
    for n, t in enumerate(tokens):
        if t.tag in ("CD", "DT", "EX") or (
            t.pronoun and text[t.start : t.end].lower() == "it" and t.start not in groups
        ):
            untold.append((t.start, t.end))
        elif t.pronoun or (t.noun and _last(tokens, n)):
            heads.append(_of_token(text, tokens, n, groups, kinds))
    return Text(text, tuple(heads), tuple(untold))


def _last(tokens: list[_Token], n: int) -> bool:
    """Whether a noun is a head: the last of its run, or of a name."""
    following = tokens[n + 1] if n + 1 < len(tokens) else None
    if following is None or not following.noun:
        return True
    return tokens[n].named in ("PERSON", "ORGANIZATION", "LOCATION") and following.named != tokens[n].named


def _of_token(text: str, tokens: list[_Token], n: int, groups: dict[int, str], kinds: dict[str, int]) -> Head:
    t = tokens[n]
    word = text[t.start : t.end].lower()
    group = groups.get(t.start)
    first = n
    if not t.pronoun:
        inside_name = n + 1 < len(tokens) and tokens[n + 1].noun
        while first and (tokens[first - 1].named == t.named if inside_name else tokens[first - 1].before_noun):
            first -= 1
    if word in _PERSONAL:
        kind = PERSON
    elif t.named in _NER:
        kind = _NER[t.named]
    elif t.named != "O":
        kind = OTHER
    else:
        kind = kinds.get(group, SOME) if group else SOME
    # A pronoun outside all chains is one that the automatic reading could not resolve; a noun is taken to stand alone.
    group = group or (None if t.pronoun else f"alone {n}")
    return Head(t.start, t.end, tokens[first].start, kind, group, _case(tokens, first, n))


def _case(tokens: list[_Token], first: int, last: int) -> Literal["subject", "object"] | None:
    """Subject where a verb follows and nothing that governs stands before; object behind a verb or preposition."""
    following = [t.tag for t in tokens[last + 1 : last + 3]] + ["", ""]
    verb = following[1] if following[0] == "RB" else following[0]
    before = tokens[first - 1].tag if first else ""
    if verb in ("VBD", "VBZ", "VBP", "MD"):
        return None if before.startswith(("IN", "TO", "VB", "NN", "POS", "CC")) else "subject"
    governed = before in ("IN", "TO", "VB", "VBD", "VBG", "VBZ", "VBP")
    return "object" if governed and following[0] in (".", "IN", "TO", ",", "RB", "VBG", "VB") else None


def gap(path: Path) -> list[Text]:
    """GAP's texts: a pronoun and two names, of which one or none is meant."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        rows = list(csv.DictReader(io.StringIO(lines.read()), delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_of_gap(row) for row in rows]


def _of_gap(row: dict[str, str]) -> Text:
    text = row["Text"]
    at = int(row["Pronoun-offset"])
    heads = []
    group = "pronoun"
    for name in "AB":
        start, words = int(row[f"{name}-offset"]), row[name]
        last = list(re.finditer(r"\w+", words))[-1]
        right = row[f"{name}-coref"] == "TRUE"
        group = name if right else group
        heads.append(Head(start + last.start(), start + last.end(), start, PERSON, f"name {name}"))
    pronoun = Head(at, at + len(row["Pronoun"]), at, PERSON, f"name {group}" if group in "AB" else "nobody")
    ordered = sorted([*heads, pronoun], key=lambda h: h.start)
    return Text(text, tuple(ordered), ((0, len(text)),))
