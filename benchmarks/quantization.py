"""The shipped weights, their matrices kept in 8 bits, against the same kept in float32: scores and time.

    python benchmarks/quantization.py GOLD FLOAT32

GOLD is JSON lines with `attributions`, also gzipped; FLOAT32 a folder that `training.export` wrote unquantized, with
the shipped calibration.json, mentions.onnx and pairs.onnx beside it.
"""

import gzip
import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from sayso import attribution, pages
from sayso.article import Engine
from sayso.attribution.network import WEIGHTS
from sayso.scoring import score


def figures(gold: list[dict[str, Any]], folder: Path) -> str:
    """Scores and words a second of the weights in a folder."""
    network = attribution.Network(folder)
    attribution.read(pages.read_text(gold[0]["text"]), network)
    began = time.perf_counter()
    read = []
    for article in gold:
        found = attribution.read(pages.read_text(article["text"]), network)
        read.append(replace(found.article, statements=found.statements, engine=Engine("0", "0")).to_dict())
    spent = time.perf_counter() - began
    made = score((a["text"], a, r) for a, r in zip(gold, read, strict=True))
    words = sum(len(a["text"].split()) for a in gold)
    files = (f for f in folder.iterdir() if f.name in ("encoder.onnx", "words.bin", "roles.onnx"))
    size = sum(f.stat().st_size for f in files) / 1e6
    shown = "  ".join(
        f"{name} {made[name].f1}" for name in ("cue", "source_exact", "content_exact", "relaxed", "strict")
    )
    return f"{shown}  ECE {made['calibration']['ece']}  {words / spent:.0f} words/s  {size:.0f} MB"


def main() -> None:
    path, float32 = map(Path, sys.argv[1:])
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf8") as lines:
        gold = [json.loads(line) for line in lines]
    print("shipped ", figures(gold, WEIGHTS))
    print("float32 ", figures(gold, float32))


if __name__ == "__main__":
    main()
