"""Statements found in documents that LibreOffice makes of 41 clean texts, beside those found in the texts themselves,
and how many documents a second are read.

    python benchmarks/documents.py SHARED [--damaged N]

SHARED holds data/pages and eval/score_pages.py. Needs Debian's libreoffice-writer and hyphen-en-us. With --damaged, so
many damaged copies of the tests' documents are read: none may end in a traceback, and the memory is told.
"""

import argparse
import gzip
import hashlib
import io
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from damaged_pages import damaged
from laid_out_documents import HERE, LAYOUTS, converted, fodt

from sayso import Article, Reader, pages

KINDS = ("text", "docx", "odt", "epub", "pdf", "pdf in columns")


def documents(labels: list[dict[str, Any]], folder: Path) -> None:
    """The texts as documents, each kind in a folder of its name, by the names that the labels have."""
    sources = folder / "sources"
    for name in ("sources", *KINDS):
        (folder / name).mkdir()
    for number, label in enumerate(labels):
        (folder / "text" / label["file"]).write_text(label["text"])
        (sources / f"{number}.txt").write_text(label["text"])
        told = {"text": label["text"].replace("\n", "\n\n"), "authors": label["authors"]}
        told["published"] = label["published"] or "2019-11-20"
        (sources / f"{number}.fodt").write_text(fodt(told, LAYOUTS["columns"]))
    for kind in KINDS[1:]:
        end, made = ("fodt", "pdf") if " " in kind else ("txt", kind)
        converted(sorted(sources.glob(f"*.{end}")), made, folder / kind)
        for number, label in enumerate(labels):
            (folder / kind / f"{number}.{made}").rename(folder / kind / label["file"])


def articles(folder: Path, kind: str) -> list[Article]:
    """The articles of a folder's files, each with its file's SHA-256; the texts as they stand."""
    found = []
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        texts = [pages.read_text(data.decode())] if kind == "text" else pages.sources(str(path))
        sha256 = hashlib.sha256(data).hexdigest()
        found += [replace(each, page_sha256=sha256) for each in texts if isinstance(each, Article)]
    return found


def measure(shared: Path) -> None:
    sys.path.insert(0, str(shared / "eval"))
    from score_pages import score

    with gzip.open(shared / "data" / "pages" / "labels.jsonl.gz", "rt", encoding="utf8") as file:
        labels = [json.loads(line) for line in file]
    reader = Reader()
    with tempfile.TemporaryDirectory() as made:
        documents(labels, Path(made))
        print(f"{'':16}found  precision  end to end  documents/s")
        for kind in KINDS:
            began = time.perf_counter()
            found = articles(Path(made) / kind, kind)
            seconds = time.perf_counter() - began
            figures = score(labels, Path(made) / kind, [reader.read(each).to_dict() for each in found])
            told = "".join(
                f"{figures[name]:>{width}}" for name, width in (("found", 5), ("precision", 11), ("end_to_end", 12))
            )
            print(f"{kind:16}{told}{len(labels) / seconds:13.1f}", flush=True)


def read_damaged(count: int) -> None:
    """Read damaged copies of the tests' documents; the memory is that of the process and of those that it starts."""
    files = sorted(path for path in HERE.iterdir() if path.suffix in (".pdf", ".docx", ".odt", ".epub"))
    rng, told = random.Random(0), Counter[str]()
    for number in range(count):
        path = files[number % len(files)]
        data, kind = damaged(path.read_bytes(), rng, 2_000), path.suffix[1:]
        for each in pages.in_file(io.BytesIO(data), "damaged"):
            told[f"{kind}: {'read' if isinstance(each, pages.Found) else each.problem}"] += 1
    for what, times in sorted(told.items()):
        print(f"{times:6} {what}")
    for name, who in (("this process", resource.RUSAGE_SELF), ("its programs", resource.RUSAGE_CHILDREN)):
        print(f"most memory of {name}: {resource.getrusage(who).ru_maxrss >> 10} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--damaged", type=int, default=0, metavar="N")
    options = parser.parse_args()
    measure(options.shared)
    if options.damaged:
        read_damaged(options.damaged)


if __name__ == "__main__":
    main()
