"""For MkDocs: what the pages refer to outside of docs/ goes along, and the record's diagram becomes a table."""

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent
PAGES = {"training/README.md": "weights.md", "CHANGELOG.md": "changes.md", "tests/corpus/README.md": "corpus.md"}
FILES = {
    name: f"files/{Path(name).name}"
    for name in (
        "NOTICE",
        "examples/coverage.jsonl",
        "examples/harbour.txt",
        "examples/people.csv",
        "src/sayso/lang/en/acts.toml",
        "src/sayso/record.schema.json",
    )
}
_LINK = re.compile(r"(?<=\]\()(?P<path>(?:\.\./)+[^)#\s]+)")
_DIAGRAM = re.compile(r"```mermaid\nerDiagram\n(?P<body>.*?)```", re.DOTALL)
_TABLE = re.compile(r"^    (\w+) \{\n(.*?)^    \}$", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^    (\w+) \|\|--o\{ (\w+) : (\w+)$", re.MULTILINE)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The files that the site has beside those of docs/."""
    for name, place in (PAGES | FILES).items():
        files.append(File.generated(config, place, content=(ROOT / name).read_text()))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page with its links into the project led to those files."""
    here = posixpath.dirname(page.file.src_uri)

    def led(link: re.Match[str]) -> str:
        place = (PAGES | FILES).get(posixpath.normpath(f"docs/{here}/{link['path']}"))
        return posixpath.relpath(place, here or ".") if place else link["path"]

    return _DIAGRAM.sub(_listed, _LINK.sub(led, markdown))


def _listed(diagram: re.Match[str]) -> str:
    # Material would load Mermaid from elsewhere; and thirty tables are read better as a list.
    keys = {(table, column): other for other, table, column in _KEY.findall(diagram["body"])}
    rows = ["| table | columns |", "|---|---|"]
    for table, body in _TABLE.findall(diagram["body"]):
        columns = [line.split()[1] for line in body.splitlines()]
        told = (f"`{c}` → {keys[table, c]}" if (table, c) in keys else f"`{c}`" for c in columns)
        rows.append(f"| `{table}` | {', '.join(told)} |")
    return "\n".join(rows)
