"""No update may make the shipped weights worse than the floors in gate.json."""

import json
from pathlib import Path

import gate

FLOORS = json.loads(gate.FLOORS.read_text("utf8"))


def under(measured: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    return {figure: measured[figure] for figure, floor in floors.items() if measured[figure] < floor}


def test_invented_articles() -> None:
    assert under(gate.invented(), FLOORS["floors"]["invented"]) == {}


def test_corpus() -> None:
    assert under(gate.corpus(), FLOORS["floors"]["corpus"]) == {}


def test_polnear_dev_and_gum(shared: Path) -> None:
    assert gate.checksums() == FLOORS["data"]
    measured = gate.on_shared()
    assert {name: under(figures, FLOORS["floors"][name]) for name, figures in measured.items()} == {
        name: {} for name in measured
    }
