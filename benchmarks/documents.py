"""Statements found in documents that LibreOffice makes of 41 clean texts, beside those found in the texts themselves,
and how many documents a second are read.

    python benchmarks/documents.py SHARED

SHARED holds data/pages and eval/score_pages.py. Needs Debian's libreoffice-writer and hyphen-en-us. What damaged ones
come to, benchmarks/kinds.py tells.
"""

import argparse
import gzip
import hashlib
import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from laid_out_documents import LAYOUTS, converted, fodt

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    measure(parser.parse_args().shared)


if __name__ == "__main__":
    main()
