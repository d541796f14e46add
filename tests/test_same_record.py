"""What sameness counts, by which the law of the same record on every machine is kept."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from same_record import PARTS, Record, sameness

from sayso import Reader, pages

TEXT = (
    'On Monday, Mayor Ina Holt told reporters the bridge holds. "It will close in May," said engineer Bo Lind. '
    "The ministry denied that there was a delay."
)


@pytest.fixture(scope="module")
def record() -> Record:
    return Reader().read(replace(pages.read_text(TEXT), published="2026-03-11")).to_dict()


def test_a_record_is_the_same_as_itself_whatever_its_ids(record: Record) -> None:
    other = deepcopy(record)
    for actor in other["actors"]:
        actor["id"] = f"b{actor['id']}"
    for n, s in enumerate(other["statements"]):
        s["id"], s["speakers"] = f"t{n}", [f"b{i}" for i in s["speakers"]]
        for c in (*s["credit"], *s["candidates"]):
            c["actor"] = f"b{c['actor']}"
    found = sameness([record, record], [other, other])
    assert found.statements == 2 * len(record["statements"]) > 4
    assert found.share() == 1
    assert found.differing == ()


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        ("spans", {"addressee": []}),
        ("speakers", {"speakers": []}),
        ("act", {"act": "deny"}),
        ("when", {"when": None}),
        ("confidence", {"confidence": 0.0}),
        ("credit", {"credit": []}),
    ],
)
def test_each_part_counts(record: Record, part: str, changed: dict[str, Any]) -> None:
    other = deepcopy(record)
    other["statements"][0].update(changed)
    found = sameness([record], [other])
    assert [p for p in PARTS if found.share(p) < 1] == [part]
    assert found.same["all"] == found.statements - 1
    assert len(found.differing) == 1


def test_a_confidence_may_be_a_hundredth_off_and_a_missing_statement_is_the_same_in_nothing(record: Record) -> None:
    other = deepcopy(record)
    other["statements"][0]["confidence"] = round(other["statements"][0]["confidence"] - 0.01, 2)
    del other["statements"][1]
    for found in (sameness([record], [other]), sameness([other], [record])):
        assert {found.same[p] for p in (*PARTS, "all")} == {len(record["statements"]) - 1}
        assert found.furthest == 0.01
