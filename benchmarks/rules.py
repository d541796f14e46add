"""What each rule and list of English is worth: each is taken out in turn, and all that follows the network's pass is
done again on the news and the pages that were read by hand.

python benchmarks/rules.py SHARED [FILE ...]    SHARED has data/ and eval/; FILE is one of lang/en: classify

A line tells of how many statements something became different, and by how much the shares that score_pages.py tells
did, in points: below zero, the rule is worth that much (of wrong names: above). One that changes nothing is worth
nothing on these texts. Rules of checking, linking and analysis are not asked there, and not told. The pass is kept in
build/rules.pkl.
"""

import pickle
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

from sayso import Article, Reader, attribution, lang, pages, speech_acts
from sayso.lang import Language

KEPT = Path("build/rules.pkl")
TOLD = ("speaker", "wrong_name", "act", "sourcing", "day")
ENGLISH = files("sayso.lang") / "en"


class Asked(Language):
    """English, which remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__("en", ENGLISH)
        self.asked: set[tuple[str, str, str]] = set()

    def rule(self, file: str, name: str) -> Any:
        """The pattern of a rule."""
        self.asked.add((file, "rules", name))
        return super().rule(file, name)

    def words(self, file: str, name: str) -> tuple[str, ...]:
        """A list of words."""
        self.asked.add((file, "words", name))
        return super().words(file, name)


def without(folder: Path, file: str, kind: str, name: str) -> Language:
    """English without a rule, or without the words of a list."""
    nothing = f"[rules.{name}]\npattern = '(?!)'\n" if kind == "rules" else f"[words]\n{name} = []\n"
    folder.mkdir()
    (folder / f"{file}.toml").write_text(nothing, "utf8")
    return Language("en", folder, ENGLISH)


def passes(shared: Path, reader: Reader) -> list[list[attribution.AttributionResult]]:
    """The network's pass over the news and over the pages."""
    if not KEPT.exists():
        html = shared / "data" / "pages" / "html"
        found = (pages.sources(str(shared / "data" / "news" / "dev.jsonl.gz")), pages.sources(str(html)))
        read = [[attribution.read(a, reader._network) for a in some if isinstance(a, Article)] for some in found]
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_bytes(pickle.dumps(read))
    kept: list[list[attribution.AttributionResult]] = pickle.loads(KEPT.read_bytes())
    return kept


def shares(shared: Path, read: list[list[dict[str, Any]]]) -> list[float]:
    """The shares of the news and of the pages, one behind another."""
    import score_pages

    data = shared / "data"
    news, found = (score_pages.lines(str(data / name)) for name in ("news/dev.jsonl.gz", "pages/labels.jsonl.gz"))
    told = (score_pages.score(news, "-", read[0]), score_pages.score(found, data / "pages" / "html", read[1]))
    return [float(each[name] or 0) for each in told for name in TOLD]


def credited(reader: Reader, passed: list[list[attribution.AttributionResult]]) -> list[list[Any]]:
    """Each article, and who is behind its statements."""
    return [[(each.article, *reader._credited(each)) for each in some] for some in passed]


def done(reader: Reader, some: list[list[Any]]) -> list[list[dict[str, Any]]]:
    """What is told of each article, whose lexicon is the language's."""
    reader._lexicon = speech_acts.lexicon()
    return [[reader._done(*each).to_dict() for each in articles] for articles in some]


def differing(one: list[list[dict[str, Any]]], other: list[list[dict[str, Any]]]) -> int:
    """How many statements, with the actors they name, are told otherwise."""
    count = 0
    for a, b in zip((x for some in one for x in some), (x for some in other for x in some), strict=True):
        there = {s["id"]: _told(b, s) for s in b["statements"]}
        count += sum(there.get(s["id"]) != _told(a, s) for s in a["statements"])
        count += max(0, len(b["statements"]) - len(a["statements"]))
    return count


def _told(article: dict[str, Any], s: dict[str, Any]) -> tuple[Any, ...]:
    names = {a["id"]: (a["name"], a["type"], tuple(a["titles"]), a["gender"]) for a in article["actors"]}
    who = [[names.get(i) for i in s[role]] for role in ("speakers", "addressees")]
    return who, s["act"], s["negated"], s["stance"], s["sourcing"], s["when"], s["via"], s["addressee"]


def main() -> None:
    """A line for each rule and list that is asked for."""
    shared, only = Path(sys.argv[1]), sys.argv[2:]
    sys.path.insert(0, str(shared / "eval"))
    reader, actors, acts = Reader(), Asked(), Asked()
    passed = passes(shared, reader)
    with lang.using(actors):
        known = credited(reader, passed)
    with lang.using(acts):
        whole = done(reader, known)
    base = shares(shared, whole)
    print("differ", *(f"{where} {name}" for where in ("news", "page") for name in TOLD), "rule", sep="\t")
    asked = sorted(each for each in actors.asked | acts.asked if not only or each[0] in only)
    with tempfile.TemporaryDirectory() as folder:
        for n, rule in enumerate(asked):
            try:
                with lang.using(without(Path(folder) / str(n), *rule)):
                    told = done(reader, credited(reader, passed) if rule in actors.asked else known)
            except Exception as error:  # nothing goes on without it
                print("breaks", *[""] * len(base), ".".join(rule), repr(error)[:60], sep="\t", flush=True)
                continue
            count = differing(whole, told)
            moved = [a - b for a, b in zip(shares(shared, told), base, strict=True)] if count else [0.0] * len(base)
            print(count, *(f"{x:+.1f}" if abs(x) > 0.05 else "" for x in moved), ".".join(rule), sep="\t", flush=True)


if __name__ == "__main__":
    main()
