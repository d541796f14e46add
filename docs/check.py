"""Are the docs what is printed, the pictures what is drawn? python docs/check.py FILE...

Shows what differs, and then ends with 1. All is compared exactly, but for the last digit of a confidence: a number that
is rounded may fall to the other side on another processor.
"""

import re
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from difflib import SequenceMatcher, unified_diff
from pathlib import Path

import cog_helpers
from cogapp.cogapp import Cog, CogError

PROCESSES = 2
# Where a confidence stands. A quotation's similarity, the figures of `eval` and all other numbers stand elsewhere.
CONFIDENCE = re.compile(
    r"""
    (?: (?<=\S[ ]{2}) (?=[\d.]+(?:$|[ ]{2}\#\d))           # in a table: last, or before the statement's number
      | (?<=,) (?=[\d.]+(?:$|,))                            # CSV
      | (?<="confidence":) | (?<="confidence":[ ])          # JSON
      | (?<=[ ]\|[ ]) (?=[\d.]+$)                           # last in what the docs' own Python prints
      | (?<=,[ ]) (?=[\d.]+(?:,|</text>))                   # in a picture
      | (?<=&\#160;) (?=[\d.]+&\#160;)                       # in one of a terminal
    )
    (0\.\d\d?|1\.00?) (?!\d)
    """,
    re.VERBOSE,
)
MEND = {".md": ".venv/bin/cog -r {}", ".svg": ".venv/bin/python docs/pictures.py"}


def differences(path: Path) -> str:
    """What would change in the file if it were made anew, as a unified diff; empty where it holds."""
    kept = path.read_text("utf8")
    try:
        made = _made(path, kept)
    except CogError as error:
        return f"{path}: {error}\n"
    old = kept.splitlines()
    diff = unified_diff(old, _settled(old, made.splitlines()), f"{path}", f"{path}, made anew", lineterm="")
    return "".join(f"{line}\n" for line in diff)


def _made(path: Path, kept: str) -> str:
    if path.suffix == ".svg":
        import pictures

        return pictures.drawn()[path.stem]
    return str(Cog().process_string(kept, fname=str(path)))


def _settled(kept: list[str], made: list[str]) -> list[str]:
    """The lines `made`, but as `kept` where no more than the last digits of confidences differ."""
    out = list(made)
    masked = ([CONFIDENCE.sub("?", line) for line in lines] for lines in (kept, made))
    for a, b, size in SequenceMatcher(None, *masked, autojunk=False).get_matching_blocks():
        for n in range(size):
            if _close(kept[a + n], made[b + n]):
                out[b + n] = kept[a + n]
    return out


def _close(kept: str, made: str) -> bool:
    pairs = zip(CONFIDENCE.findall(kept), CONFIDENCE.findall(made), strict=True)
    return all(abs(round(100 * float(a)) - round(100 * float(b))) <= 1 for a, b in pairs)


def main(names: list[str]) -> int:
    paths = [Path(name) for name in names]
    with (
        tempfile.TemporaryDirectory() as runs,
        ProcessPoolExecutor(PROCESSES, initializer=cog_helpers.share, initargs=(Path(runs),)) as pool,
    ):
        found = dict(zip(paths, pool.map(differences, paths), strict=True))
    print("".join(found.values()), end="")
    for suffix, mend in MEND.items():
        if differing := [str(path) for path, diff in found.items() if diff and path.suffix == suffix]:
            print("run:", mend.format(" ".join(differing)))
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
