"""How often `sayso check` tells rightly what became of a quotation, on quotations made from PolNeAR dev's: each once as
it stands, shortened, with a word changed, with a number or negation changed, and as another's; and as many that stand
nowhere in the record. And how long a check by words takes. With --cuts the cuts that were labelled by hand; with
--further those of a fourth reader.

python benchmarks/check.py POLNEAR/dev.jsonl.gz [--seed 1] [--misses] [--cuts | --further]
"""

import argparse
import gzip
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import labelled_cuts

from sayso import Page, Reader, pages
from sayso.actors.names import folded, names
from sayso.checking.check import check, check_words
from sayso.linking import update
from sayso.record import Record
from sayso.text.quotes import quotations

FEWEST = 6
KINDS = ("verbatim", "shortened", "word", "number or negation", "other speaker", "absent")
_WORD = re.compile(r"[^\W_][\w’'.,-]*[^\W_]|[^\W_]")
_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million"
    " billion trillion"
).split()
_NEGATIONS = {"not": "", "never": "always", "no": "some", "nothing": "something", "nobody": "somebody", "cannot": "can"}
_AUXILIARIES = frozenset(
    "is are was were will would can could should has have had does do did must may might be".split()
)
_PLAIN = frozenset(
    "about above after again against because before being below between could during every further having itself might"
    " other ourselves shall should since still their theirs themselves there these thing things think those through"
    " under until wants where which while would yourself going really people".split()
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of an article, the content that it stands in, and who says it as far as the source names him."""

    article: str
    text: str
    content: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation to check, and the verdict that is right."""

    kind: str
    quote: str
    by: str | None
    right: str


def articles(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def filled(some: list[dict[str, Any]], path: Path) -> Record:
    """A record of all articles."""
    record, reader = Record(path, new=True), Reader()
    run = record.begin("benchmark", reader.engine)
    for a in some:
        url = f"https://{a['publisher']}.example/{a['id']}"
        made = replace(
            pages.read_text(a["text"]), url=url, title=a["title"], outlet=a["publisher"], published=a["date"]
        )
        record.add(run, Page(a["text"].encode(), url, "text/plain", url, None, "utf-8"), reader.read(made))
    update(record)
    return record


def quoted(some: list[dict[str, Any]]) -> list[Quoted]:
    """The quotations that stand in gold contents, each once."""
    found: dict[str, Quoted] = {}
    for a in some:
        text = a["text"]
        marked = [(q.start + 1, q.end - 1) for q in quotations(text) if q.depth == 0 and q.closed]
        for said in a["attributions"]:
            speaker = named(" ".join(text[s:e] for s, e in said.get("source", ())))
            for start, end in said.get("content", ()):
                for s, e in marked:
                    inner = text[s:e].strip(" ,")
                    if start <= s and e <= end and len(_WORD.findall(inner)) >= FEWEST:
                        found.setdefault(bare(inner), Quoted(a["id"], inner, text[start:end], speaker))
    return list(found.values())


def named(source: str) -> str | None:
    """The name that a source is, behind its title at most; what comes after it may tell who that is."""
    found = names(source)
    before = source[: found[0].start].strip().removesuffix(found[0].title).lower() if found else "?"
    return found[0].text if len(found) == 1 and before in ("", "the ") and found[0].text in source else None


def bare(text: str) -> str:
    """A text by its letters and digits alone, spaced."""
    return " " + " ".join(re.findall(r"[^\W_]+", re.sub("[’']", "", text).lower())) + " "


def changed(text: str, start: int, end: int, to: str) -> str:
    return " ".join(f"{text[:start]}{to}{text[end:]}".split())


def telling(word: str) -> bool:
    """Whether a word may be a number, a negation or a name."""
    plain = word.lower()
    return (
        any(c.isdigit() or c.isupper() for c in word)
        or plain in _NUMBERS
        or plain in _NEGATIONS
        or plain
        in ("nor", "neither", "none", "without", "nowhere", "hardly", "barely", "half", "dozen", "unless", "percent")
        or plain.removesuffix("s") in _NUMBERS
        or plain.endswith(("n’t", "n't"))
    )


def shortened(text: str, chance: random.Random) -> str | None:
    """A few words left out, with an ellipsis in their place."""
    found = list(_WORD.finditer(text))
    ways = [
        (found[i].start(), found[i + n - 1].end())
        for n in (1, 2, 3, 4)
        for i in range(2, len(found) - n - 1)
        if not any(telling(w.group()) for w in found[i : i + n])
    ]
    if not ways:
        return None
    return changed(text, *chance.choice(ways), chance.choice(("…", "...", "[...]", ". . .")))


def other_word(text: str, pool: list[str], chance: random.Random) -> str | None:
    """One content word replaced."""
    found = [m for m in _WORD.finditer(text) if content_word(m.group())]
    if not found:
        return None
    m = chance.choice(found)
    new = chance.choice(pool)
    return changed(text, m.start(), m.end(), new) if new[:4] != m.group()[:4] else other_word(text, pool, chance)


def content_word(word: str) -> bool:
    return len(word) > 4 and word.isalpha() and word.islower() and word not in _PLAIN and not telling(word)


def other_number(text: str, chance: random.Random) -> str | None:
    """One number changed; without one a negation taken out, or put in."""
    found = list(_WORD.finditer(text))
    digits = [m for m in found if m.group().isdigit()]
    if digits:
        m = chance.choice(digits)
        return changed(text, m.start(), m.end(), str(int(m.group()) + chance.randint(1, 9)))
    written = [m for m in found if m.group().lower() in _NUMBERS]
    if written:
        m = chance.choice(written)
        others = [n for n in _NUMBERS if n != m.group().lower()]
        return changed(text, m.start(), m.end(), chance.choice(others))
    for m in found:
        word = m.group().lower()
        if word in _NEGATIONS:
            return changed(text, m.start(), m.end(), _NEGATIONS[word])
        if word.endswith(("n’t", "n't")) and word[:-3] in _AUXILIARIES:
            return changed(text, m.end() - 3, m.end(), "")
    after = [m for m in found[:-1] if m.group().lower() in _AUXILIARIES]
    m = after[0] if after else found[chance.randrange(1, len(found) - 1)]
    return changed(text, m.end(), m.end(), " not" if after else " never")


def persons(record: Record) -> list[tuple[str, str]]:
    """Persons with a full name, and the articles that they stand in."""
    found = record.connection.execute(
        "SELECT DISTINCT a.name, r.url FROM actors AS a JOIN versions AS v ON v.id = a.version"
        " JOIN articles AS r ON r.id = v.article WHERE a.type = 'person' AND a.name LIKE '% %' ORDER BY 1, 2"
    )
    return [(row["name"], row["url"].rpartition("/")[2]) for row in found if len(folded(row["name"])) > 1]


def another(q: Quoted, text: str, cast: list[tuple[str, str]], chance: random.Random) -> str | None:
    """Another person than the speaker: of the same article where the speaker is named there, every second time; not one
    named in the content, whom he may quote himself."""
    said = set(folded(q.speaker or ""))
    near = [
        name
        for name, article in cast
        if article == q.article and said and not (said | set(bare(q.content).split())) & set(folded(name))
    ]
    if near and chance.random() < 0.5:
        return chance.choice(near)
    far = [name for name, _ in cast if bare(folded(name)[-1]) not in bare(text)]
    return chance.choice(far) if far else None


def absent(train: list[dict[str, Any]], texts: list[str], count: int, chance: random.Random) -> list[str]:
    """Quotations of other articles of which no text holds a third of the sequences of four words."""
    held = [grams(text) for text in texts]
    out: list[str] = []
    others = quoted(train)
    chance.shuffle(others)
    for q in others:
        own = grams(q.text)
        if all(len(own & h) < len(own) / 3 for h in held):
            out.append(q.text)
        if len(out) == count:
            break
    return out


def grams(text: str) -> set[tuple[str, ...]]:
    words = bare(text).split()
    return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}


def cases(
    some: list[dict[str, Any]], train: list[dict[str, Any]], cast: list[tuple[str, str]], seed: int
) -> Iterator[Case]:
    """All quotations to check; a changed one that stands somewhere else as it is now is left out."""
    chance = random.Random(seed)
    texts = {a["id"]: a["text"] for a in some}
    every = " ".join(bare(t) for t in texts.values())
    found = quoted(some)
    pool = sorted({w for q in found for w in _WORD.findall(q.text) if content_word(w)})
    for n, q in enumerate(found):
        yield Case("verbatim", q.text, q.speaker if n % 2 else None, "verbatim")
        for kind, made in (
            ("shortened", shortened(q.text, chance)),
            ("word", other_word(q.text, pool, chance)),
            ("number or negation", other_number(q.text, chance)),
        ):
            if made and bare(made) not in every:
                yield Case(kind, made, None, "shortened" if kind == "shortened" else "altered")
        if other := another(q, texts[q.article], cast, chance):
            yield Case("other speaker", q.text, other, "misattributed")
    for quote in absent(train, list(texts.values()), len(found), chance):
        yield Case("absent", quote, None, "not found")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true", help="print every case that is told wrongly")
    parser.add_argument("--cuts", action="store_true", help="check the labelled cuts of PolNeAR train instead")
    parser.add_argument("--further", action="store_true", help="check the further labelled cuts instead")
    args = parser.parse_args()
    if args.cuts or args.further:
        gold = labelled_cuts.FURTHER if args.further else labelled_cuts.GOLD
        report_cuts(args.path.with_name("train.jsonl.gz"), gold, args.misses)
        return
    some = articles(args.path)
    train = articles(args.path.with_name("train.jsonl.gz"))
    with tempfile.TemporaryDirectory() as folder:
        report(filled(some, Path(folder) / "dev.db"), some, train, args.seed, args.misses)


def report_cuts(train: Path, gold: Path, misses: bool) -> None:
    some = labelled_cuts.articles(train, gold)
    with tempfile.TemporaryDirectory() as folder:
        record = labelled_cuts.record_of(some, Path(folder) / "cuts.db", Reader())
        told = list(labelled_cuts.checked(record, labelled_cuts.labelled({a["id"]: a["text"] for a in some}, gold)))
        record.close()
    for held in (False, True):
        half = [(cut, found) for cut, found in told if cut.held == held]
        print("held half" if held else "chosen half")
        for kind, (right, count) in labelled_cuts.by_kind(half).items():
            print(f"  {kind:14}{right:3} of {count:3}")
        print("  " + ", ".join(f"{name} {value:.1f}" for name, value in labelled_cuts.figures(half).items()))
    if misses:
        for cut, found in told:
            if not cut.is_right(found):
                print(json.dumps({"number": cut.number, "kind": cut.kind, "misread": cut.misread, **found.to_dict()}))


def report(record: Record, some: list[dict[str, Any]], train: list[dict[str, Any]], seed: int, misses: bool) -> None:
    told: dict[str, Counter[str]] = defaultdict(Counter)
    right: Counter[str] = Counter()
    unwarned: Counter[str] = Counter()
    times: list[float] = []
    for case in cases(some, train, persons(record), seed):
        began = time.perf_counter()
        checked = check_words(record, case.quote, case.by)
        times.append(1000 * (time.perf_counter() - began))
        if checked.verdict == "not found":
            checked = check(record, case.quote, case.by)
        # Of what nobody is told to have said it is no error to say so.
        unknown = case.right == "misattributed" and "unknown speaker" in [w.kind for w in checked.warnings]
        told[case.kind]["unknown speaker" if unknown else checked.verdict] += 1
        right[case.kind] += unknown or checked.verdict == case.right
        unwarned[case.kind] += checked.verdict == "verbatim" and checked.stands
        if misses and not unknown and checked.verdict != case.right:
            print(json.dumps({"kind": case.kind, "right": case.right, **checked.to_dict()}, ensure_ascii=False))
    for kind in KINDS:
        count = told[kind].total()
        rest = ", ".join(f"{verdict} {n}" for verdict, n in told[kind].most_common())
        print(f"{kind:20}{100 * right[kind] / count:6.1f} %  of {count:4}   ({rest})")
    count = sum(c.total() for c in told.values())
    wrong = sum(unwarned[kind] for kind in KINDS if kind not in ("verbatim", "shortened"))
    print(f"{'all':20}{100 * right.total() / count:6.1f} %  of {count:4}   (at least 95)")
    print(f"altered, misattributed or absent ones called verbatim without a warning: {wrong}   (must be 0)")
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"check by words, p50 {p50:.1f} ms, p95 {p95:.1f} ms")


if __name__ == "__main__":
    main()
