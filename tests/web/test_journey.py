"""A new user's day, from an empty data folder on: adding, searching, an actor, a thread, a search that is kept; and
then correcting, alone and with a second person."""

import os
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from patience import PATIENCE
from playwright.sync_api import Browser, Page, expect
from web_keys import Keys
from web_visits import BRIDGE_LATER, PASSWORD
from web_walk import walk

from sayso.cli.main import main

SPEAKERS = ("Ada Holm", "Tomas Ruud", "Pia Strand", "Ivo Marsh")
SAID = "The lighthouse will not be sold to anybody, and its lamp will burn on every night"
CORRECTED = {
    "money was missing": ("denied that", "money was missing"),
    "We found cracks": ("she said", "found cracks in five"),
    "could not carry everybody": ("Holm warned", "could not carry everybody"),
}
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def story(n: int) -> str:
    who = SPEAKERS[n % len(SPEAKERS)]
    return (
        f"Berth {n} is full\n\n{who}, who keeps the books of the harbour, told reporters on Friday that berth {n} was"
        f" full.\n\n“We turned {n + 3} trawlers away from the harbour this week,” {who.split()[1]} said at the quay."
    )


def page_of(title: str, outlet: str, day: str, *paragraphs: str) -> bytes:
    told = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<!doctype html><html lang=en><head><title>{title}</title><meta property="og:site_name" content="{outlet}">'
        f'<meta property="article:published_time" content="{day}T08:00:00Z"></head>'
        f"<body><article><h1>{title}</h1>{told}</article></body></html>"
    ).encode()


def mail_of(text: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Date"] = "news@post.example", "Fri, 13 Mar 2026 08:00:00 +0000"
    mail["Subject"], _, body = text.partition("\n\n")
    mail.set_content(body)
    return mail.as_bytes()


def word_of(text: str) -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in text.split("\n\n"))
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>')
    return made.getvalue()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Thirty articles as they lie in a folder: texts, saved pages, mails, Word documents."""
    made = {
        "lamp.html": page_of("The lamp stays", "Harbour Post", "2026-03-13", f"“{SAID},” Mira Dolan said on Friday."),
        "light.html": page_of(
            "Lighthouse not for sale", "The Lantern", "2026-03-14",
            f"The council met all night. “{SAID.replace('sold to anybody', 'sold')},” Mira Dolan told it on Friday.",
        ),
        "bridge.txt": BRIDGE_LATER.encode(),
    }  # fmt: skip
    for n in range(27):
        title, *paragraphs = story(n).split("\n\n")
        match n % 9:
            case 0:
                made[f"{n}.eml"] = mail_of(story(n))
            case 1:
                made[f"{n}.docx"] = word_of(story(n))
            case 2 | 3 | 4 | 5:
                made[f"{n}.html"] = page_of(title, "Harbour Post", f"2026-02-{n + 1:02}", *paragraphs)
            case _:
                made[f"{n}.txt"] = story(n).encode()
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return sorted(folder.iterdir())


@contextmanager
def opened(home: Path) -> Iterator[str]:
    """`sayso open`, by somebody whose home this is; its address."""
    own = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home)}
    command = [sys.executable, "-m", "sayso.cli.main", "open", "--no-browser"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=own) as process:
        try:
            assert process.stderr
            line = process.stderr.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert address, line
            yield address[0]
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()


def room(page: Page, *names: str) -> None:
    for name in names:
        # Words typed before the new page has loaded would be typed into the void.
        with page.expect_navigation():
            page.get_by_role("banner").get_by_role("link", name=name, exact=True).click()


def test_a_day_at_the_desk(browser: Browser, tmp_path: Path, files: list[Path]) -> None:
    assert len(files) == 30
    with opened(tmp_path) as address:
        with walk(browser, address) as page:
            add(page, files)
            search(page)
            a_thread(page)
            correct(page)
        for name, role in (("Rune", "reviewer"), ("Asta", "admin")):
            arguments = ["accounts", str(tmp_path / "sayso" / "news.db"), "--add", name, "--role", role]
            made = CliRunner().invoke(main, [*arguments, "--password-stdin"], input=PASSWORD)
            assert made.exit_code == 0, made.output
        with walk(browser, address) as page:
            agree(page)


def add(page: Page, files: list[Path]) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Add your first articles")
    page.get_by_label("Files", exact=True).set_input_files(files)
    page.get_by_role("button", name="Add the files").click()
    expect(page.get_by_role("status")).to_have_text("Done: 30 read.")
    room(page, "Articles")
    expect(page.get_by_role("status")).to_have_text("30 articles")


def search(page: Page) -> None:
    room(page, "Search")
    box = page.get_by_role("combobox", name="Words")
    box.press_sequentially("cracks by:dol")
    expect(page.get_by_role("option")).to_have_text(["Mira Dolan"])
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value('cracks by:"Mira Dolan" ')
    expect(page.locator("#count")).to_have_text("1 statement")
    page.get_by_label("Save this search as").fill("Cracks")
    page.get_by_role("button", name="Save").click()
    saved = page.get_by_role("navigation", name="Saved searches").get_by_role("link", name="Cracks", exact=True)
    expect(saved).to_be_visible()
    room(page, "Search")
    expect(page.locator("#count")).not_to_have_text("1 statement")
    saved.click()
    expect(page.locator("#count")).to_have_text("1 statement")
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV", exact=True).click()
    rows = taken.value.path().read_text("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "We found cracks in five pillars" in rows[1]
    page.get_by_role("article").get_by_role("link", name="Mira Dolan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mira Dolan")
    expect(page.get_by_role("main")).to_contain_text("The lighthouse will not be sold")


def a_thread(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name="The lamp stays").first.click()
    page.get_by_role("link", name="In 1 other article").click()
    expect(page.locator(".report")).to_have_count(2)
    expect(page.locator(".report del, .report ins").first).to_contain_text("anybody")
    room(page, "Search", "Threads")
    expect(page.get_by_role("main")).to_contain_text("The lighthouse will not be sold")


def correct(page: Page) -> None:
    keys = Keys(page)
    for words, (cue, content) in CORRECTED.items():
        page.goto(f'/?q="{words}"')
        id = page.locator("#found a[title^='The statement']").inner_text()
        keys.correct(id, cue, content)
        told = page.request.get(f"/api/v1/statements/{id}").json()
        assert (told["content"], told["act"], told["corrected_by"]) == (content, "threaten", "owner")
    room(page, "Actors")
    rows = page.locator("table.actors tbody tr")
    expect(rows.first).to_be_visible()
    before = rows.all_text_contents()
    keys.merge("Pia Strand", "Ivo Marsh")
    keys.unmerge()
    room(page, "Actors")
    expect(rows).to_have_text(before)
    keys.merge("Pia Strand", "Ivo Marsh")
    room(page, "Actors")
    expect(rows).to_have_count(len(before) - 1)
    keys.press("u")
    expect(page.get_by_text("What you said last is taken back.")).to_be_visible()
    expect(rows).to_have_text(before)


def agree(page: Page) -> None:
    keys = Keys(page)
    keys.sign_in("Rune", "/review?second=1")
    expect(page.get_by_role("status")).to_have_text("3 statements that only others checked")
    items = page.locator(".queue > li")
    for n, key in enumerate("cwc"):
        expect(items.nth(n)).to_be_focused()
        keys.press(key)
    expect(items.nth(2)).to_contain_text("Confirmed.")
    room(page, "Agreement")
    expect(page.get_by_role("status")).to_have_text("Rune, owner")
    row = page.get_by_role("row", name=re.compile("^statement"))
    expect(row.get_by_role("cell")).to_have_text(["3", "67 %", "0.00"])
