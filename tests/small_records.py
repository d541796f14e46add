"""Records of no article, of one, and of twenty, linked."""

from dataclasses import replace
from pathlib import Path

from record_articles import page_of

from sayso import Reader, pages
from sayso.linking import update
from sayso.record import Record

SIZES = (0, 1, 20)


def small_record(path: Path, reader: Reader, size: int) -> Path:
    """So many articles on as many boats, each of a day of its own, of the Post and of the Gazette."""
    record = Record(path, new=True)
    for n in range(size):
        url, text = f"https://news.example/{n}", f"Boat {n}\n\nSkipper Ada Holm{n} said that boat number {n} was late."
        plain = replace(
            pages.read_text(text), url=url, title=f"Boat {n}", published=f"2026-03-{n + 1:02}",
            outlet="Gazette" if n % 4 else "Post",
        )  # fmt: skip
        record.add(record.begin("test", reader.engine), page_of(text, url), reader.read(plain))
    update(record)
    record.close()
    return path
