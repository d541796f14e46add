"""For cog: every verb, page and operation of the API as one table, read off the program itself; and what a server
answers, asked as curl would ask it."""

import importlib
import json
import pkgutil
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
import httpx
from cog_helpers import folder_with_record
from fastapi import FastAPI

from sayso.cli.main import main
from sayso.record import Record
from sayso.web import make_app, pages

_ENDINGS = {
    ".atom": "Atom",
    ".csv": "CSV",
    ".jsonl": "JSON lines",
    ".json": "JSON",
    "/static/{name}": "a file",
    "{form}": "SVG, PNG, CSV",
}
_PLACE = "http://localhost:8080"


def table() -> str:
    """What each answers, in which formats."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        Record(path, new=True).close()
        app = make_app(path)
        rows = [*_verbs(), *_pages(), *_operations(app)]
    lines = [f"| `{what}` | {answers} | {formats} |" for what, answers, formats in rows]
    return "\n".join(["| Ask | What it answers | Formats |", "|---|---|---|", *lines, ""])


def _verbs() -> Iterator[tuple[str, str, str]]:
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        formats = [x for p in command.params if p.name == "form" for x in getattr(p.type, "choices", ())]
        yield f"sayso {name}", _first(command.help or ""), ", ".join(formats) or "text"


def _pages() -> Iterator[tuple[str, str, str]]:
    for found in pkgutil.iter_modules(pages.__path__):
        module = importlib.import_module(f"{pages.__name__}.{found.name}")
        for route in module.router.routes if hasattr(module, "router") else ():
            (method,) = route.methods
            ending = next((of for end, of in _ENDINGS.items() if route.path.endswith(end)), "HTML")
            ending = "JSON" if route.path.startswith("/-/") else ending
            yield f"{method} {route.path}", _first(route.description), ending


def _operations(app: FastAPI) -> Iterator[tuple[str, str, str]]:
    for path, methods in app.openapi()["paths"].items():
        for method, told in methods.items():
            answer = next(a for status, a in told["responses"].items() if status.startswith("2"))
            schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
            name = str(schema.get("$ref", "")).rpartition("/")[2]
            yield f"{method.upper()} {path}", f"{told['summary']}.", f"JSON: `{name}`" if name else "nothing (204)"


def _first(text: str) -> str:
    """The first sentence of a help or docstring, in a cell."""
    paragraph = " ".join(text.partition("\n\n")[0].replace("\b", "").split())
    sentence = paragraph.partition(". ")[0].rstrip(".")
    return f"{sentence}.".replace("|", "\\|")


def curl(*lines: str) -> str:
    """Lines of a shell that ask a server over the examples by curl, each with what is answered."""
    with tempfile.TemporaryDirectory() as name:
        record = Path(name) / "news.db"
        shutil.copy(folder_with_record() / "news.db", record)
        served = subprocess.Popen(
            [Path(sys.executable).parent / "sayso", "serve", record, "--port", "0"], stderr=subprocess.PIPE, text=True
        )
        assert served.stderr is not None
        try:
            said = served.stderr.readline()
            address = said.split(" is at ")[1].split("/ ")[0]
            told = [line for asked in lines for line in (f"$ {asked}", *_answer(address, asked))]
        finally:
            served.terminate()
            served.communicate()
    return "\n".join(["```console", *told, "```", ""])


def _answer(address: str, line: str) -> Iterator[str]:
    """What curl would print: the answer's body; with -i its status and the link to what follows first."""
    words = shlex.split(line)[1:]
    headers, body, method = {}, None, None
    url = next(w for w in words if w.startswith(_PLACE))
    for option, value in pairwise(words):
        if option == "-H":
            headers[value.split(": ")[0]] = value.split(": ", 1)[1]
        elif option == "--json":
            body = json.loads(value)
        elif option == "-X":
            method = value
    asked: dict[str, Any] = {"headers": headers, "timeout": 60, **({} if body is None else {"json": body})}
    answer = httpx.request(method or ("GET" if body is None else "POST"), url.replace(_PLACE, address), **asked)
    if "-i" in words:
        yield f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}"
        yield f"link: {answer.headers['link']}"
        yield ""
    if answer.text:
        yield answer.text
