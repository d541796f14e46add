"""Every kind of file that people have: articles a second; and files damaged at random, none of which may end in a
traceback.

    python benchmarks/kinds.py [--damaged 2000] [--seed 0]

The files are those of tests/saved_files.py, one invented story of three paragraphs in each, and of
tests/pages/programs, articles of some 300 words that LibreOffice, Chromium, typst, pandoc, mutt and others saved.
"""

import argparse
import io
import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from damaged_pages import damaged
from saved_files import KINDS

from sayso.pages import Found, PageError, in_file

_MADE = Path(__file__).parent.parent / "tests" / "pages" / "programs"
_FILES = {  # made by programs
    "PDF": "maps-libreoffice.pdf",
    "PDF in columns": "nights-typst-columns.pdf",
    "PDF, printed page": "nights-chromium.pdf",
    "DOCX": "nights-libreoffice.docx",
    "ODT": "cherries-pandoc.odt",
    "EPUB": "maps-pandoc.epub",
    "MHTML by Chromium": "cherries-chromium.mhtml",
    "WARC by wget": "cherries-wget.warc.gz",
    "WACZ of four": "all-webrecorder.wacz",
    "mail by mutt": "trams-mutt.eml",
    "mailbox with DOCX": "trams+nights-mutt.mbox",
    "captions": "trams-ffmpeg.vtt",
    "feed by Pelican": "cherries+nights-pelican.atom",
}
_FOR = 1.0  # seconds that each kind is read


def speed(data: bytes) -> float:
    """Articles for each second of a core, that of processes which open PDFs too: what else runs counts for nothing."""
    count, began = 0, _spent()
    while (spent := _spent() - began) < _FOR:
        count += sum(isinstance(item, Found) for item in in_file(io.BytesIO(data), "file"))
    return count / spent


def _spent() -> float:
    """Seconds of processors."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--damaged", type=int, default=2_000, help="How many files are damaged.")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    rng = random.Random(given.seed)
    whole = {name: kind.make() for name, kind in KINDS.items()}
    whole |= {name: (_MADE / file).read_bytes() for name, file in _FILES.items()}
    speed(whole["page"])  # what the first page loads is no kind's
    print(f"{'kind':24}{'articles/s':>12}")
    for name, data in whole.items():
        print(f"{name:24}{speed(data):12.1f}")
    outcomes, slowest = Counter[str](), 0.0
    for number in range(given.damaged):
        name = list(whole)[number % len(whole)]
        began = time.perf_counter()
        for item in in_file(io.BytesIO(damaged(whole[name], rng, 100 + len(whole[name]) // 20)), "file"):
            outcomes["refused with a reason" if isinstance(item, PageError) else "read"] += 1
            if isinstance(item, PageError) and "\n" in str(item):
                raise SystemExit(f"{name}: not one line: {item}")
        slowest = max(slowest, time.perf_counter() - began)
    here, others = (resource.getrusage(who).ru_maxrss >> 10 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    told = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())
    print(f"{given.damaged:,} damaged files: {told}, no traceback; the slowest took {slowest:.2f} s")
    print(f"at most {here} MiB, and {others} MiB of the processes that open PDFs")


if __name__ == "__main__":
    main()
