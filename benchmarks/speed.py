"""Speed from page to record, set against the machine's own matrix rate, with the time of each stage and the memory.

    python benchmarks/speed.py [JSON-LINES]

Reads the texts of JSON lines (default: the invented articles of tests/), set as HTML pages, with one thread.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = "1"
for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):  # they would make the machine look slower than it is
    os.environ.pop(name, None)

import gzip
import html
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
# Multiply-adds of the encoder for a word piece: 6 layers of 12 * 384 * 384, and attention over a window of 382.
PER_PIECE = 6 * (12 * 384 * 384 + 2 * 382 * 384)


def matrix_rate() -> float:
    """Best float32 rate of one core in GFLOP/s, by numpy on 2048 x 2048."""
    a = np.random.default_rng(0).random((2048, 2048), dtype=np.float32)
    return 2 * 2048**3 / best(lambda: a @ a, 8) / 1e9


def best(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of the fastest of some runs."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return min(spent)


def texts() -> list[str]:
    """What to read."""
    if len(sys.argv) > 1:
        path = Path(sys.argv[1])
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf8") as lines:
            return [json.loads(line)["text"] for line in lines]
    sys.path.insert(0, str(ROOT / "tests"))
    from invented_articles import invented_articles

    return [a["text"] for a in invented_articles()]


def page_of(text: str) -> bytes:
    """The text as a plain HTML page."""
    headline, *body = [p for p in text.split("\n") if p.strip()]
    paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in body)
    title = html.escape(headline)
    return f"<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}".encode()


def start() -> None:
    """Seconds of import and load, and of the help."""
    load = "import sayso; sayso.read_text('The bridge holds, Mayor Ina Holt said.')"
    for what, command in (
        ("import, load and read a sentence", [sys.executable, "-c", load]),
        ("sayso --help", [str(Path(sys.executable).with_name("sayso")), "--help"]),
    ):
        seconds = best(lambda c=command: subprocess.run(c, check=True, stdout=subprocess.DEVNULL), 5)  # type: ignore[misc]
        print(f"{what:42}{seconds:8.2f} s")


def memory(text: str) -> None:
    """Peak memory of a process that reads an article of the greatest length allowed, with actors and without."""
    from sayso.pages import MAX_TEXT

    whole = (text + "\n\n") * (MAX_TEXT // (len(text) + 2))
    print(f"peak memory, article of {len(whole):,} characters")
    for what, call in (
        ("with actors", "sayso.read_text(text)"),
        (
            "statements alone",
            "(t := pages.read_text(text).text, m := quotations(t), n := reading.Network(),"
            " statements(t, m, scan(t, m, n, with_mentions=False).drafts, n))",
        ),
    ):
        code = (
            "import sys, sayso; from sayso import pages, reading;"
            "from sayso.attribution.statements import scan, statements;"
            "from sayso.text.quotes import quotations; text = sys.stdin.read();"
            f"a = {call}; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
        )
        began = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code], input=whole, text=True, capture_output=True, check=True)
        print(f"  {what:40}{done.stdout.strip():>8} MB   ({time.perf_counter() - began:.0f} s)")


def stages(articles: list[str], rate: float) -> None:
    """Words a second, and the time of each stage run by itself."""
    from sayso import Page, Reader, actors, attribution, pages, speech_acts
    from sayso.attribution import Network
    from sayso.attribution.decode import Cue, cues
    from sayso.attribution.statements import LEAST_CUE
    from sayso.attribution.windows import windows
    from sayso.attribution.words import words
    from sayso.text.quotes import quotations

    reader, network, lexicon = Reader(), Network(), speech_acts.lexicon()
    sources = [Page(page_of(t), None, "text/html", "page", None, "utf-8") for t in articles]
    split = [words(t) for t in articles]
    cut = [(w, window) for w in split for window in windows(w)]
    seen = [network.encode(w, window) for w, window in cut]
    pieces = sum(int(w.first[window.end] - w.first[window.start]) + 2 for w, window in cut)
    found: list[list[Cue]] = [cues(s.cues, LEAST_CUE) for s in seen]

    def roles() -> None:
        for (w, window), passed, own in zip(cut, seen, found, strict=True):
            if own:
                network.roles(passed.states, w.paragraph[window.start : window.end], own)

    whole = best(lambda: [json.dumps(reader.read(pages.article(p)).to_dict()) for p in sources])
    read = [attribution.read(pages.article(p), network) for p in sources]
    parts = {
        "page to text (trafilatura, metadata)": best(lambda: [pages.article(p) for p in sources]),
        "quotation marks": best(lambda: [quotations(t) for t in articles]),
        "words and their features": best(lambda: [words(t) for t in articles]),
        "encoder": best(lambda: [network.encode(w, window) for w, window in cut]),
        "role scores": best(roles),
        "mentions (the network's own layers)": best(lambda: [network.heads(passed) for passed in seen]),
        "actors": best(lambda: [actors.cast(r, network) for r in read]),
        "speech acts": best(
            lambda: [speech_acts.classify(r.article, r.statements, lexicon, r.heard, network.act) for r in read]
        ),
    }
    without = whole - parts["actors"] - parts["mentions (the network's own layers)"]
    count = sum(len(t.split()) for t in articles)
    floor = pieces * PER_PIECE * 2 / (rate * 1e9)
    print(f"{'words a second, page to record':42}{count / whole:8.0f}     ({len(articles)} pages, {count} words)")
    print(f"{'the same for each GFLOP/s':42}{count / whole / rate:8.1f}     (to reach: 25)")
    print(f"{'with actors over without':42}{whole / without:8.2f}     (to reach: 1.3)")
    print(f"{'word pieces read for each word':42}{pieces / count:8.2f}     (overlapping windows included)")
    print(
        f"{'the whole over the float32 floor':42}{whole / floor:8.2f}     (multiply-adds of the encoder at that rate)"
    )
    print(f"{'the encoder over the float32 floor':42}{parts['encoder'] / floor:8.2f}")
    for stage, seconds in parts.items():
        print(f"  {stage:40}{100 * seconds / whole:8.1f} %")
    print(f"  {'decoding, nesting, record':40}{100 * (1 - sum(parts.values()) / whole):8.1f} %")


def main() -> None:
    articles = texts()
    start()
    # Before anything large is loaded here: a process begins with the peak of the one that it was split from.
    memory("\n\n".join(articles))
    rate = matrix_rate()
    print(f"{'matrix rate of a core, float32':42}{rate:8.0f} GFLOP/s")
    stages(articles, rate)


if __name__ == "__main__":
    main()
