"""The gate: figures of the shipped weights, and the floors that no update may lower.

python tests/gate.py    measures, raises the floors in gate.json to what is reached, and refuses to lower one
"""

import gzip
import hashlib
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from invented_articles import InventedArticle, invented_articles

import sayso
from sayso.scoring import attributions, jaccard, score

FLOORS = Path(__file__).with_name("gate.json")
SHARED = Path(__file__).parent.parent.parent / "shared"
GUM = "gum/gum_not_news.jsonl.gz"
FIGURES = ("cue", "source_exact", "content_exact", "relaxed", "strict")


def invented() -> dict[str, float]:
    """Figures on the project's own articles; `nested` is the share of nested statements found under their parents."""
    gold = invented_articles()
    read = [sayso.read_text(a["text"]).to_dict() for a in gold]
    figures = score((a["text"], a, r) for a, r in zip(gold, read, strict=True))
    found = [hit for a, r in zip(gold, read, strict=True) for hit in _nested(a, r)]
    return {**{k: figures[k].f1 for k in FIGURES}, "nested": round(100 * sum(found) / len(found), 2)}


def _nested(gold: InventedArticle, read: dict[str, Any]) -> list[bool]:
    ours = attributions(read, gold["text"])
    theirs = attributions({"attributions": gold["attributions"]}, gold["text"])
    return [
        any(p.nested and p.cue & g.cue and jaccard(p.content, g.content) >= 0.5 for p in ours)
        for g in theirs
        if g.nested
    ]


def on_shared() -> dict[str, dict[str, float]]:
    """Figures on PolNeAR dev and on GUM, by the scorers that lie beside the data."""
    with tempfile.TemporaryDirectory() as folder:
        dev, gum = (_read(SHARED / "data" / name, Path(folder)) for name in ("polnear/dev.jsonl.gz", GUM))
        figures = _scored("score_attributions", "polnear/dev.jsonl.gz", dev)
        nested = _scored("score_nested", "polnear/dev_nested.jsonl.gz", _of("polnear/dev_nested.jsonl.gz", dev))
        spoken = _scored("score_speakers", GUM, gum)
    return {
        "polnear dev": {
            **{k: figures[k]["f1"] for k in FIGURES},
            "1 - ece": round(1 - figures["calibration"]["ece"], 4),
            "nested": nested["nested"],
        },
        "gum": {"found": spoken["found"]},
    }


def _read(gold: Path, folder: Path) -> Path:
    """What is read in the texts of a gold file, as JSON lines."""
    out = folder / gold.name.removesuffix(".gz")
    with gzip.open(gold, "rt", encoding="utf8") as lines, out.open("w", encoding="utf8") as made:
        for article in map(json.loads, lines):
            made.write(json.dumps({**sayso.read_text(article["text"]).to_dict(), "id": article["id"]}) + "\n")
    return out


def _of(gold: str, read: Path) -> Path:
    """Of the articles that were read, those in the gold file."""
    with gzip.open(SHARED / "data" / gold, "rt", encoding="utf8") as lines:
        ids = {json.loads(line)["id"] for line in lines}
    out = read.with_name("some.jsonl")
    kept = (line for line in read.read_text("utf8").split("\n") if line and json.loads(line)["id"] in ids)
    out.write_text("\n".join(kept), "utf8")
    return out


def _scored(scorer: str, gold: str, read: Path) -> dict[str, Any]:
    command = [sys.executable, SHARED / "eval" / f"{scorer}.py", SHARED / "data" / gold, read, "--json"]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def checksums() -> dict[str, str]:
    """SHA-256 of the data that the floors were measured on."""
    names = ("polnear/dev.jsonl.gz", "polnear/dev_nested.jsonl.gz", GUM)
    return {n: hashlib.sha256((SHARED / "data" / n).read_bytes()).hexdigest() for n in names}


def main() -> None:
    """Raise the floors, a tenth under what is reached, so that another processor's rounding passes too."""
    kept = json.loads(FLOORS.read_text("utf8")) if FLOORS.exists() else {"floors": {}}
    measured = {"invented": invented(), **on_shared()}
    for name, figures in measured.items():
        for figure, value in figures.items():
            floor = kept["floors"].setdefault(name, {}).get(figure, -math.inf)
            if value < floor:
                sys.exit(f"{name}: {figure} is {value}, under its floor of {floor}: nothing was written")
            slack = 0.005 if figure == "1 - ece" else 0.5
            kept["floors"][name][figure] = max(floor, round(value - slack, 4))
    FLOORS.write_text(json.dumps({"data": checksums(), "floors": kept["floors"]}, indent=1) + "\n", "utf8")
    print(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main()
