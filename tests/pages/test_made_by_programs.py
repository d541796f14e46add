"""Files that sixteen programs saved, printed, set, packed and sent (tests/made_by_programs.py) give their articles
back: the text, the title, the day, who wrote it, and the address where the kind tells one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from program_sources import Story, stories
from rapidfuzz.distance import Indel

from sayso import PageError, pages
from sayso.article import Article

HERE = Path(__file__).with_name("programs")
FILES = sorted(path.name for path in HERE.iterdir() if path.is_file())
STORIES = stories()
SENT = "2032-01-28"
TOLD: dict[str, Callable[[Story], str | None]] = {  # the address that a file tells, by the program that made it
    "chromium": lambda story: story.url,
    "wget": lambda story: story.url.replace("https:", "http:"),
    "webrecorder": lambda story: story.url.replace("https:", "http:"),
    "singlefile": lambda story: story.url.replace("https:", "http:"),
    "swaks": lambda story: story.url,
    "pelican": lambda story: f"https://valleys.example/{story.name}.html",
    # Of the pages in it, one tells its address.
    "infozip": lambda story: story.url if story.name == "maps" else None,
}


def read(file: str) -> list[Article]:
    found = list(pages.sources(str(HERE / file)))
    assert [str(each) for each in found if isinstance(each, PageError)] == []
    return [each for each in found if isinstance(each, Article) and each.title != "For tomorrow"]


def stories_in(file: str) -> list[Story]:
    name = file.split("-")[0]
    return list(STORIES.values()) if name == "all" else [STORIES[each] for each in name.split("+")]


def program(file: str) -> str:
    return file.split("-")[1].split(".")[0]


def right_text(story: Story, file: str) -> str:
    """What must be read of a file: with its footnote at the end, where the program was given one."""
    if file.endswith((".srt", ".vtt")):
        return story.text.partition("\n\n")[2]
    is_page = program(file) in ("chromium", "wget", "dumped", "webrecorder")
    has_note = story.note and program(file) != "snail" and not (is_page and story.name == "nights")
    return "\n\n".join((story.text, story.note[1])) if story.note and has_note else story.text


@pytest.mark.parametrize("file", FILES)
def test_text_title_day_authors_and_address(file: str) -> None:
    found = {article.title: article for article in read(file)}
    assert len(found) == len(stories_in(file))
    for story in stories_in(file):
        is_titled = not file.endswith((".srt", ".vtt"))
        article = found[story.title if is_titled else None]
        # F1 of characters: twice those in common, of both texts' lengths.
        f1 = Indel.normalized_similarity(right_text(story, file), article.text)
        assert f1 >= (0.95 if "columns" in file else 0.98)
        is_mail = program(file) in ("mutt", "snail") or (program(file), story.name) == ("7zip", "trams")
        is_sent = is_mail and story.name != "nights"
        assert (article.published or "")[:10] == (SENT if is_sent else story.published if is_titled else "")
        assert article.authors == authors(story, program(file), is_sent=is_sent)
        tells = TOLD.get(program(file))
        assert article.url == (tells(story) if tells else None)


def authors(story: Story, made_by: str, *, is_sent: bool) -> tuple[str, ...]:
    if is_sent:  # he who forwards wrote none of it
        return () if made_by == "snail" else ("Ida Fenn",)
    if made_by == "groff":  # names without "By" may be anything
        return ()
    return story.authors[:1] if made_by == "pelican" else story.authors  # its feeds have the first


def test_there_are_enough_and_they_are_small() -> None:
    documents = list(HERE.with_name("documents").iterdir())
    assert len(FILES) + len(documents) >= 60
    assert sum((HERE / file).stat().st_size for file in FILES) < 400_000


def test_what_lies_in_a_mail_in_a_mailbox_is_read_beside_it() -> None:
    names = [
        found.page.name for found in pages.found(str(HERE / "trams+nights-mutt.mbox")) if isinstance(found, pages.Found)
    ]
    assert [name.partition(".mbox")[2] for name in names] == [":1", ":2", ":2:nights-pandoc.docx"]
