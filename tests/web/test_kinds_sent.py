"""Every kind of file that is sent or pasted in the browser gives the articles that `sayso add` makes of it."""

import re
import time
from pathlib import Path

import httpx
from click.testing import CliRunner
from patience import until
from saved_files import KINDS
from web_visits import csrf, running, visitor

from sayso.cli.main import main
from sayso.record import Record

PROGRAMS = Path(__file__).parent.parent / "pages" / "programs"
# Of these, one text in its kind is enough.
FILES = (
    "cherries-groff-columns.pdf trams-libreoffice.docx cherries-pandoc.odt maps-pandoc.epub trams-ffmpeg.vtt".split()
)
PASTED = ("page", "plain mail", "newsletter", "MHTML", "SingleFile", "RSS", "Atom", "JSON Feed", "mailbox")
FIELDS = "title, url, published, outlet, authors, text"


def kept(path: Path) -> list[str]:
    record = Record(path)
    made = record.connection.execute(f"SELECT {FIELDS} FROM articles JOIN versions ON article = articles.id")
    found = sorted({str([*row]) for row in made})
    record.close()
    return found


def added(client: httpx.Client, **parts: list[tuple[str, bytes]]) -> str:
    """What the page tells of an addition when it is done."""
    told = [("csrf", (None, csrf(client, "/add").encode()))]
    told += [("text", (None, data)) for _, data in parts.get("texts", [])]
    assert client.post("/add", files=[*told, *(("files", each) for each in parts.get("files", []))]).status_code == 303

    def is_done() -> bool:
        time.sleep(0.2)  # what asks all the time takes the time of what reads
        return ">Done: " in client.get("/add/progress").text

    until(is_done)
    return " ".join(client.get("/add/progress").text.split())


def files() -> list[tuple[str, bytes]]:
    made = [(f"{number}.file", kind.make()) for number, kind in enumerate(KINDS.values())]
    return [*made, *((name, (PROGRAMS / name).read_bytes()) for name in FILES)]


def by_add(folder: Path, given: list[tuple[str, bytes]]) -> list[str]:
    (folder / "given").mkdir()
    for name, data in given:
        (folder / "given" / name).write_bytes(data)
    done = CliRunner().invoke(main, ["add", str(folder / "added.db"), str(folder / "given")])
    assert done.exit_code == 0, done.output
    return kept(folder / "added.db")


def test_sent_files_are_added_as_by_add(tmp_path: Path) -> None:
    Record(tmp_path / "news.db", new=True).close()
    with running(tmp_path / "news.db") as address, visitor(address) as client:
        assert re.search(r"Done: \d+ read\.", added(client, files=files()))
    assert kept(tmp_path / "news.db") == by_add(tmp_path, files())


def test_pasted_texts_are_added_as_by_add(tmp_path: Path) -> None:
    Record(tmp_path / "news.db", new=True).close()
    with running(tmp_path / "news.db") as address, visitor(address) as client:
        for name in PASTED:
            added(client, texts=[(name, KINDS[name].make())])
    given = [(name, KINDS[name].make()) for name in PASTED]
    assert kept(tmp_path / "news.db") == by_add(tmp_path, given)
