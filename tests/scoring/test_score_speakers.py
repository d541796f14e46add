"""Who is credited with what: figures that the scorer beside the data gives too, and what counts as the same name."""

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from sayso.scoring import score_speakers

TEXT = "Ann Lee said the bridge is safe. A clerk did not say the tram runs late."
SPANS = {
    "lee": {"source": [[0, 7]], "cue": [[8, 12]], "content": [[13, 31]]},
    "clerk": {"source": [[33, 40]], "cue": [[49, 52]], "content": [[53, 71]]},
}
LEE = {"type": "person", "names": ["Ann Lee"]}


def figures(gold: dict[str, Any], statement: dict[str, Any], *names: str) -> dict[str, Any]:
    """Of one gold attribution and one statement with speakers of these names."""
    actors = [{"id": f"a{i}", "name": name, "type": "person"} for i, name in enumerate(names)]
    read = {"statements": [{**statement, "speakers": [a["id"] for a in actors]}], "actors": actors}
    return score_speakers([(TEXT, {"attributions": [gold]}, read)])


@pytest.mark.parametrize(
    ("entity", "names", "right"),
    [
        (LEE, ["Ann Lee"], True),
        (LEE, ["Mr Lee"], True),
        (LEE, ["Ann"], True),
        (LEE, ["Ann Louise Lee"], True),
        (LEE, ["Ann Poe"], False),
        (LEE, [], False),
        (LEE, ["Ann Lee", "Ben Poe"], False),
        ({"type": "organization", "names": ["Northern Tram Board"]}, ["NTB"], True),
        ({"type": "organization", "names": ["Northern Tram Board"]}, ["Northern Board"], True),
        ({"type": "organization", "names": ["Northern Tram Board"]}, ["Board"], False),
        ({"type": "person", "names": ["the mayor"], "wiki": "Ann_Lee"}, ["Ann Lee"], True),
    ],
)
def test_a_speaker_is_right_by_one_of_its_names(entity: dict[str, Any], names: list[str], right: bool) -> None:
    found = figures({**SPANS["lee"], "entities": [entity]}, SPANS["lee"], *names)
    assert found["speaker"] == found["end_to_end"] == 100 * right


def test_what_is_not_found_counts_in_the_end_to_end_only() -> None:
    found = figures({**SPANS["lee"], "entities": [LEE]}, SPANS["clerk"], "Ann Lee")
    assert (found["found"], found["speaker"], found["end_to_end"]) == (0, None, 0)


def test_of_several_statements_the_one_with_the_cue_is_taken() -> None:
    actors = [{"id": "1", "name": "Ben Poe", "type": "person"}, {"id": "2", "name": "Ann Lee", "type": "person"}]
    other = {**SPANS["lee"], "cue": SPANS["clerk"]["cue"], "speakers": ["1"]}
    read = {"statements": [other, {**SPANS["lee"], "speakers": ["2"]}], "actors": actors}
    gold = {"attributions": [{**SPANS["lee"], "entities": [LEE]}]}
    assert score_speakers([(TEXT, gold, read)])["speaker"] == 100


@pytest.mark.parametrize(("names", "share"), [([], 100), (["a clerk"], 100), (["Ann Lee"], 0)])
def test_somebody_unnamed_is_credited_to_nobody_with_a_proper_name(names: list[str], share: float) -> None:
    nobody = {"type": "person", "names": []}
    assert figures({**SPANS["clerk"], "entities": [nobody]}, SPANS["clerk"], *names)["unnamed"] == share


@pytest.mark.parametrize(
    ("of", "entity", "name", "share"),
    [
        ("lee", LEE, "Ann Lee", 0),
        ("lee", LEE, "Ben Poe", 100),
        ("lee", LEE, "a clerk", 0),
        ("clerk", {"type": "person", "names": []}, "Ben Poe", 100),
        ("clerk", {"type": "person", "names": []}, "Clerk", 0),
        ("lee", {"type": "state", "names": ["Turkey"]}, "Türkiye", 0),
        ("lee", {"type": "person", "names": ["Lech Wałęsa"]}, "Lech Walesa", 0),
    ],
)
def test_a_wrong_name_is_somebody_elses(of: str, entity: dict[str, Any], name: str, share: float) -> None:
    assert figures({**SPANS[of], "entities": [entity]}, SPANS[of], name)["wrong_name"] == share


def test_negation_and_sourcing_are_compared_where_found() -> None:
    gold = {**SPANS["clerk"], "negative": True, "sourcing": "unnamed"}
    right = figures(gold, {**SPANS["clerk"], "negated": True, "sourcing": "unnamed"})
    wrong = figures(gold, {**SPANS["clerk"], "negated": False, "sourcing": "named"})
    assert [(f["negation"], f["sourcing"]) for f in (right, wrong)] == [(100, 100), (0, 0)]


@pytest.mark.parametrize(
    ("entity", "name", "share"),
    [
        (LEE, "Ann Lee", 100),
        (LEE, "ann Lee", 0),
        ({"type": "organization", "names": ["Ann Lee"]}, "Ann Lee", 0),
        ({"type": "state", "names": ["Lee"]}, "Lee", None),
        (LEE, "Ben Poe", None),
    ],
)
def test_the_type_of_who_is_credited_is_compared_with_a_persons_or_a_bodys(
    entity: dict[str, Any], name: str, share: float | None
) -> None:
    assert figures({**SPANS["lee"], "entities": [entity]}, SPANS["lee"], name)["actor_type"] == share


def guessed(article: dict[str, Any]) -> dict[str, Any]:
    """A record made of gold, with every sort of mistake."""
    statements: list[dict[str, Any]] = []
    actors: list[dict[str, Any]] = []
    for i, gold in enumerate(article["attributions"]):
        speakers = []
        for entity in gold["entities"]:
            full = (entity["names"] or ["Ann Lee"])[-1]
            initials = "".join(word[0] for word in full.split())
            name = (full, full.split()[-1], full.split()[0], initials, "Ben Poe", f"Sen. {full}", "a clerk")[i % 7]
            actors.append({"id": f"a{len(actors)}", "name": name, "type": entity["type"]})
            speakers.append(actors[-1]["id"])
        spans = {r: [{"start": s, "end": e} for s, e in gold.get(r) or ()] for r in ("source", "cue", "content")}
        for span in spans["content"] if i % 4 == 0 else ():
            span["end"] -= (span["end"] - span["start"]) * (i % 3) // 3
        made = {
            "speakers": speakers,
            "negated": i % 5 == 0 or gold["negative"],
            "sourcing": ("named", "unnamed")[i % 2],
        }
        statements.append({**spans, **made, "id": f"s{i}", "parent": None})
        if i % 3 == 0:
            statements.append({**statements[-1], "id": f"t{i}", "cue": [], "speakers": []})
    return {"text": article["text"], "statements": statements, "actors": actors}


def some(path: Path, count: int) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        yield from map(json.loads, islice(lines, count))


@pytest.mark.parametrize("name", ["polnear/dev_speakers.jsonl.gz", "gum/gum_not_news.jsonl.gz"])
def test_figures_equal_the_scorers(name: str, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(shared / "eval"))
    scorer = __import__("score_speakers")
    record = __import__("score_attributions").from_record
    gold = {a["id"]: a for a in some(shared / "data" / name, 40)}
    read = {key: guessed(a) for key, a in gold.items()}
    theirs, _ = scorer.score(gold, {key: record(a) for key, a in read.items()})
    ours = score_speakers((a["text"], a, read[key]) for key, a in gold.items())
    assert {key: ours[key] for key in theirs} == theirs
    assert 0 < theirs["speaker"] < 100
    assert 0 < theirs["negation"] < 100
