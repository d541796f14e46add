"""The gate: figures of the shipped weights, and the floors that no update may lower.

python tests/gate.py    measures, raises the floors in gate.json to what is reached, and refuses to lower one
"""

import gzip
import hashlib
import json
import math
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from invented_articles import InventedArticle, invented_articles

import sayso
from sayso.scoring import attributions, jaccard, score

FLOORS = Path(__file__).with_name("gate.json")
SHARED = Path(__file__).parent.parent.parent / "shared"
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
    sys.path.insert(0, str(SHARED / "eval"))
    import score_attributions
    import score_nested
    import score_speakers

    dev = score_attributions.read(str(SHARED / "data/polnear/dev.jsonl.gz"))
    gum = score_attributions.read(str(SHARED / "data/gum/gum_not_news.jsonl.gz"))
    read = {key: score_attributions.from_record(sayso.read_text(a["text"]).to_dict()) for key, a in dev.items()}
    figures = score_attributions.score(dev, read)
    spoken = {key: score_attributions.from_record(sayso.read_text(a["text"]).to_dict()) for key, a in gum.items()}
    nested = score_attributions.read(str(SHARED / "data/polnear/dev_nested.jsonl.gz"))
    return {
        "polnear dev": {
            **{k: figures[k]["f1"] for k in FIGURES},
            "1 - ece": round(1 - figures["calibration"]["ece"], 4),
            "nested": _by_script(score_nested, nested, read),
        },
        "gum": {"found": score_speakers.score(gum, spoken)[0]["found"]},
    }


def _by_script(scorer: Any, gold: dict[str, Any], read: dict[str, Any]) -> float:
    """Share of the nested statements that a scorer with nothing but a command line finds."""
    import contextlib
    import io
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, articles in (("gold", gold), ("read", {k: read[k] for k in gold})):
            path = Path(folder) / f"{name}.jsonl.gz"
            with gzip.open(path, "wt", encoding="utf8") as out:
                out.writelines(json.dumps(a) + "\n" for a in articles.values())
            files.append(str(path))
        printed, kept = io.StringIO(), sys.argv
        sys.argv = ["score_nested", *files, "--json"]
        try:
            with contextlib.redirect_stdout(printed):
                scorer.main()
        finally:
            sys.argv = kept
    return float(json.loads(printed.getvalue())["nested"])


def checksums() -> dict[str, str]:
    """SHA-256 of the data that the floors were measured on."""
    names = ("polnear/dev.jsonl.gz", "polnear/dev_nested.jsonl.gz", "gum/gum_not_news.jsonl.gz")
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
