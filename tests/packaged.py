"""What was built, tried where nothing else is installed: run by `make package`, with the Python of that environment.

python tests/packaged.py DIST
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import sayso

LARGEST = 40e6  # bytes of a wheel
QUOTE = "Nobody will cross the bridge while I am here"
ARTICLE = f"Bridge stays shut\n\n“{QUOTE},” harbour commissioner Mira Dolan said on Friday.\n"
EXTRAS = {"web": ("fastapi", "uvicorn"), "batch": ("ray", "duckdb", "pyarrow"), "train": ("torch",)}


def ran(*command: str) -> subprocess.CompletedProcess[str]:
    """The command sayso of this environment, in a folder without the project."""
    program = str(Path(sys.executable).parent / "sayso")
    return subprocess.run([program, *command], capture_output=True, text=True, check=False, cwd=FOLDER)


def check_names() -> None:
    for name in sayso.__all__:
        assert getattr(sayso, name) is not None, name
    found = [m for modules in EXTRAS.values() for m in modules if importlib.util.find_spec(m)]
    assert not found, f"of an extra, but here: {found}"


def check_reading() -> None:
    (Path(FOLDER) / "page.txt").write_text(ARTICLE, "utf8")
    (statement,) = json.loads(ran("read", "page.txt", "--format", "json").stdout)["statements"]
    assert QUOTE in statement["content"][0]["text"]
    assert ran("add", "news.db", "page.txt").stdout == "1 added\n"
    told = ran("check", "news.db", QUOTE, "--by", "Dolan")
    assert told.returncode == 0, told.stderr


def check_extras() -> None:
    for verb, extra in (
        (("serve", "news.db"), "web"),
        (("batch", "page.txt", "--out", "out"), "batch"),
        (("export", "news.db", "--format", "parquet"), "batch"),
    ):
        told = ran(*verb)
        assert told.returncode != 0, verb
        assert f"pip install 'sayso[{extra}]'" in told.stderr, told.stderr
        assert len(told.stderr.splitlines()) == 1, told.stderr


def main() -> None:
    for built in sorted(Path(sys.argv[1]).iterdir()):
        print(f"{built.name}: {built.stat().st_size / 1e6:.1f} MB")
        assert built.suffix != ".whl" or built.stat().st_size <= LARGEST, f"{built.name} is too large"
    for check in (check_names, check_reading, check_extras):
        check()
        print(f"{check.__name__}: passed")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as FOLDER:
        main()
