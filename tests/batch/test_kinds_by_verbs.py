"""Every kind of file gives the same articles by `read`, by `add` and by `batch`, and the same reasons."""

import json
import shutil
from pathlib import Path

from batch.runs import read_here, rows
from click.testing import CliRunner
from saved_files import KINDS, mail, zipped

from sayso.cli.main import main
from sayso.record import Record

PROGRAMS = Path(__file__).parent.parent / "pages" / "programs"
FILES = (
    "cherries-groff-columns.pdf trams-libreoffice.docx cherries-pandoc.odt maps-pandoc.epub trams-ffmpeg.vtt".split()
)
FIELDS = ("text", "title", "url", "published", "outlet")


def test_every_verb_finds_the_same(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    for number, name in enumerate(KINDS):
        (given / str(number)).write_bytes(KINDS[name].make())
    for file in FILES:
        shutil.copy(PROGRAMS / file, given)
    bad = mail()
    bad.add_attachment(b"\x89PNG", maintype="application", subtype="octet-stream", filename="map")
    (given / "bad.zip").write_bytes(zipped(mail=bytes(bad)))
    reason = f"{given}/bad.zip:mail:map: is a PNG image: give HTML, plain text or JSON lines"

    read = CliRunner().invoke(main, ["read", str(given), "--format", "jsonl"])
    assert read.exit_code == 1
    assert reason in read.stderr
    told = [json.loads(line) for line in read.stdout.splitlines()]
    assert len(told) == sum(kind.count for kind in KINDS.values()) + len(FILES)
    expected = sorted(str([one[field] for field in FIELDS]) for one in told)

    read_here(given, tmp_path / "out")
    made = [
        dict(zip(FIELDS, (row[field] for field in FIELDS), strict=True)) for row in rows(tmp_path / "out", "articles")
    ]
    assert sorted(str(list(one.values())) for one in made) == expected
    (failure,) = rows(tmp_path / "out", "failures")
    assert f"{failure['name']}: {failure['reason']}" == reason

    added = CliRunner().invoke(main, ["add", str(tmp_path / "news.db"), str(given)])
    assert added.exit_code == 1
    assert reason in added.stderr
    record = Record(tmp_path / "news.db")
    kept = record.connection.execute("SELECT text FROM versions").fetchall()
    assert {row["text"] for row in kept} == {one["text"] for one in told}
    (failed,) = record.connection.execute("SELECT name, reason FROM failures").fetchall()
    assert f"{failed['name']}: {failed['reason']}" == reason
    record.close()
