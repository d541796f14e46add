"""The public names of the room, and that importing it is cheap."""

import subprocess
import sys

import sayso.pages


def test_public_names() -> None:
    names = (
        "Fetcher Found MAX_PAGE MAX_TEXT NotModified Page PageError PageFormat Primary Turn article check_address "
        "fetch found in_file is_english is_public post primary read_text sources turns"
    )
    assert sorted(sayso.pages.__all__) == names.split()
    assert all(hasattr(sayso.pages, name) for name in sayso.pages.__all__)


def test_import_loads_nothing_heavy() -> None:
    asked = "import sys, sayso.pages; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert "sayso.pages" in loaded
    assert not loaded & {"trafilatura", "httpx", "httpcore", "py3langid", "lxml", "numpy", "feedparser", "fastwarc"}
