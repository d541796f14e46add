"""Of the labelled cuts enough are told, and few honest ones are doubted."""

from pathlib import Path

from labelled_cuts import articles, checked, figures, labelled, record_of

from sayso import Reader

# Percent, and how many turned ones pass. Both halves were tuned on in the end; the one that was held first stays apart.
# They lie some cases under what is reached: 100, 100, 0 and 0; held 97.4, 94.6, 0 and 2.
FLOORS = {False: {"right": 97.0, "told": 97.0}, True: {"right": 95.0, "told": 91.0}}
MOST = {False: {"false alarms": 3.0, "passed": 1}, True: {"false alarms": 3.0, "passed": 3}}


def test_cuts_of_polnear(shared: Path, reader: Reader, tmp_path: Path) -> None:
    some = articles(shared / "data" / "polnear" / "train.jsonl.gz")
    record = record_of(some, tmp_path / "cuts.db", reader)
    told = list(checked(record, labelled({a["id"]: a["text"] for a in some})))
    record.close()
    for held, floors in FLOORS.items():
        found = figures((cut, c) for cut, c in told if cut.held == held)
        assert {k: found[k] for k, floor in floors.items() if found[k] < floor} == {}
        assert {k: found[k] for k, most in MOST[held].items() if found[k] > most} == {}
