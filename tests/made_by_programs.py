"""Makes the files of tests/pages/programs anew: four invented articles, as the programs that people have save, print,
set, pack and send them.

    python tests/made_by_programs.py --python VENV/bin --single-file NODE_MODULES/.bin/single-file

Needs Debian's chromium, wget, libreoffice-writer-nogui, hyphen-en-us, pandoc, groff, weasyprint, mutt, s-nail, swaks,
ffmpeg, p7zip-full, zip and faketime; in VENV typst, wacz, pelican and markdown; single-file-cli of npm. The
tests need none of these: the files are kept.
"""

import argparse
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import program_sources as sources
from laid_out_documents import converted
from playwright.sync_api import Browser, Route, sync_playwright

HERE = Path(__file__).parent / "pages" / "programs"
STORIES = sources.stories()
SENT = "2032-01-28 07:15:00"  # when the mails are sent


def run(*command: str | Path, cwd: Path, given: bytes = b"", **environment: str) -> bytes:
    done = subprocess.run(
        [str(each) for each in command], cwd=cwd, input=given, capture_output=True, timeout=300, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip
    if done.returncode and command[0] != "wget":
        raise SystemExit(f"{command[0]}: {done.stderr.decode()[-2000:]}")
    return done.stdout


def charset(name: str) -> str:
    return "windows-1252" if name == "nights" else "utf-8"


@contextmanager
def proxied() -> Iterator[str]:
    """A proxy that answers for the outlets' sites: nobody else is asked."""
    paths = {sources.path(story): story for story in STORIES.values()}

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            story = paths.get(urlsplit(self.path).path)
            self.send_response(200 if story else 404)
            self.send_header("Content-Type", f"text/html; charset={charset(story.name)}" if story else "text/plain")
            self.end_headers()
            self.wfile.write(
                sources.page(story, is_scripted="Chrome" in self.headers["User-Agent"]) if story else b"no"
            )

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def plain(name: str) -> str:
    """The address that a program without the site's certificate can ask."""
    return STORIES[name].url.replace("https://", "http://")


def of_chromium(browser: Browser, proxy: str) -> None:
    """Saved as MHTML, printed as PDF, and the tree as scripts left it."""
    page = browser.new_page()

    def answer(route: Route) -> None:
        story = next((each for each in STORIES.values() if each.url == route.request.url), None)
        if story is None:
            route.abort()
        else:
            media_type = f"text/html; charset={charset(story.name)}"
            route.fulfill(body=sources.page(story), content_type=media_type)

    page.route("**/*", answer)
    for name, story in STORIES.items():
        page.goto(story.url)
        saved = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        (HERE / f"{name}-chromium.mhtml").write_bytes(saved.encode())
        if name in ("cherries", "nights"):
            page.pdf(
                path=HERE / f"{name}-chromium.pdf", display_header_footer=True, margin={"top": "15mm", "bottom": "15mm"}
            )
    for name in ("trams", "nights"):
        with tempfile.TemporaryDirectory() as home:
            command = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={home}")
            tree = run(*command, f"--proxy-server={proxy}", "--dump-dom", plain(name), cwd=HERE)
            (HERE / f"{name}-dumped.html").write_bytes(tree)


def of_single_file(program: Path, proxy: str) -> None:
    browser = '--browser-args=["--no-sandbox", "--proxy-server=' + proxy + '"]'
    for name in ("cherries", "maps"):
        out = HERE / f"{name}-singlefile.html"
        out.unlink(missing_ok=True)
        run(program, "--browser-executable-path=/usr/bin/chromium", browser, plain(name), out, cwd=HERE)


def of_wget(proxy: str, wacz: Path) -> None:
    """Archives of the Web, and a page with all that it needs, packed by Info-ZIP."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        wget = ("wget", "--quiet", "--output-document=x")
        run(*wget, "--warc-file=one", plain("cherries"), cwd=folder, http_proxy=proxy)
        run(*wget, "--warc-file=two", "--no-warc-compression", plain("nights"), cwd=folder, http_proxy=proxy)
        run(*wget, "--warc-file=all", *map(plain, STORIES), cwd=folder, http_proxy=proxy)
        (folder / "one.warc.gz").rename(HERE / "cherries-wget.warc.gz")
        (folder / "two.warc").rename(HERE / "nights-wget.warc")
        run(wacz, "create", "--detect-pages", "-o", "all.wacz", "all.warc.gz", cwd=folder)
        shutil.move(folder / "all.wacz", HERE / "all-webrecorder.wacz")
        run("wget", "-q", "-p", "-k", "-E", "-P", "saved", plain("maps"), plain("trams"), cwd=folder, http_proxy=proxy)
        (HERE / "maps+trams-infozip.zip").unlink(missing_ok=True)
        run("zip", "-qr", HERE / "maps+trams-infozip.zip", "saved", cwd=folder)


def of_libreoffice() -> None:
    with tempfile.TemporaryDirectory() as made:
        for name, story in STORIES.items():
            Path(made, f"{name}-libreoffice.fodt").write_text(sources.fodt(story, is_changed=True))
        converted([Path(made, f"{name}-libreoffice.fodt") for name in ("cherries", "trams", "nights")], "docx", HERE)
        # What is deleted stands in its PDFs and books as if it were not.
        for name, kind in (("maps", "pdf"), ("nights", "epub")):
            source = Path(made, f"{name}-libreoffice.fodt")
            source.write_text(sources.fodt(STORIES[name], is_changed=False))
            converted([source], kind, HERE)


def of_pandoc() -> None:
    for name, kind in (("nights", "docx"), ("maps", "docx"), ("cherries", "odt"), ("maps", "epub"), ("trams", "epub")):
        story = STORIES[name]
        told = [f"--metadata={key}={value}" for key, value in (("title", story.title), ("date", story.day))]
        told += [f"--metadata=author={each}" for each in story.authors]
        command = ("pandoc", "--from=markdown", f"--output={HERE / f'{name}-pandoc.{kind}'}")
        run(*command, *told, cwd=HERE, given=sources.markdown(story).encode())


def of_typesetters(python: Path) -> None:
    """Columns by typst and by groff; a page printed by WeasyPrint."""
    with tempfile.TemporaryDirectory() as made:
        for name in ("maps", "nights"):
            source = Path(made, f"{name}.typ")
            source.write_text(sources.typst(STORIES[name]))
            call = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
            run(python / "python", "-c", call, source, HERE / f"{name}-typst-columns.pdf", cwd=HERE)
        Path(made, "trams.html").write_bytes(sources.page(STORIES["trams"]))
        run("weasyprint", Path(made, "trams.html"), HERE / "trams-weasyprint.pdf", cwd=HERE)
    set_by_groff = run(
        "groff", "-ms", "-K", "utf8", "-T", "pdf", cwd=HERE, given=sources.ms(STORIES["cherries"]).encode()
    )
    (HERE / "cherries-groff-columns.pdf").write_bytes(set_by_groff)


def of_mail_programs() -> None:
    """What each would send: its text, its attachments, a mailbox of what was sent."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "sendmail").write_text(f"#!/bin/sh\ncat > {folder}/sent\n")
        (folder / "sendmail").chmod(0o755)
        faked = ("faketime", SENT)

        def sent(out: str | None, *command: str | Path, given: str = "") -> None:
            run(*faked, *command, cwd=folder, given=given.encode(), HOME=made, TZ="UTC", LANG="C.UTF-8")
            if out:
                shutil.move(folder / "sent", HERE / out)
                (HERE / out).chmod(0o644)

        def text(name: str) -> str:
            return "\n\n".join(words for kind, words in STORIES[name].blocks)

        mutt = f'set sendmail="{folder}/sendmail"\nset from="desk@star.example"\nset realname="Ida Fenn"\n'
        mutt += f'set charset=utf-8\nset use_envelope_from=no\nset record="{folder}/box"\n'
        (folder / "muttrc").write_text(mutt)
        call = ("mutt", "-F", folder / "muttrc")
        signed = "\n\n-- \nIda Fenn\nNight desk, Brackwater Evening Star\n"
        sent("trams-mutt.eml", *call, "-s", STORIES["trams"].title, "b@x.example", given=text("trams") + signed)
        attached = HERE / "nights-pandoc.docx"
        sent(None, *call, "-s", "For tomorrow", "-a", attached, "--", "b@x.example", given="See below.\n")
        shutil.copyfile(folder / "box", HERE / "trams+nights-mutt.mbox")
        options = f"-n -Smta={folder}/sendmail -Sv15-compat -Sttycharset=utf-8 -r".split()
        nail = ("s-nail", *options, "Ida Fenn <d@star.example>")
        sent("maps-snail.eml", *nail, "-s", f"Fwd: {STORIES['maps'].title}", "b@x.example", given=text("maps"))
        (folder / "page.html").write_bytes(sources.page(STORIES["cherries"]))
        options = "--to b@x.example --from news@aldern-herald.example --server x.example --dump-mail".split()
        options += "--attach-type text/html --attach-body @page.html --h-Subject".split()
        swaks = ("swaks", *options, "This morning in the valley")
        (HERE / "cherries-swaks.eml").write_bytes(run(*faked, *swaks, cwd=folder, TZ="UTC"))


def of_feeds(python: Path) -> None:
    """The feeds of a site that Pelican makes."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "content").mkdir()
        for name in ("cherries", "nights"):
            story = STORIES[name]
            head = f"Title: {story.title}\nDate: {story.published} 06:00\nSlug: {name}\n"
            head += f"Authors: {'; '.join(story.authors)}\n\n"
            (folder / "content" / f"{name}.md").write_text(head + sources.markdown(story))
        (folder / "pelicanconf.py").write_text(
            "SITENAME = 'Two Valleys'\nSITEURL = 'https://valleys.example'\nTIMEZONE = 'UTC'\nPATH = 'content'\n"
            "FEED_ALL_ATOM = 'all.atom'\nFEED_ALL_RSS = 'all.rss'\nRSS_FEED_SUMMARY_ONLY = False\n"
        )
        run(python / "pelican", "content", "-s", "pelicanconf.py", cwd=folder)
        for kind in ("atom", "rss"):
            shutil.copy(folder / "output" / f"all.{kind}", HERE / f"cherries+nights-pelican.{kind}")


def of_packers() -> None:
    """A ZIP file by 7-Zip of files that other programs made; captions that ffmpeg made of others."""
    out = HERE / "trams+maps-7zip.zip"
    out.unlink(missing_ok=True)
    run("7z", "a", "-tzip", out, "trams-mutt.eml", "maps-pandoc.docx", cwd=HERE)
    rows = []
    for number, (_, words) in enumerate(STORIES["trams"].blocks):
        rows.append(f"{number + 1}\n00:{number:02}:00,000 --> 00:{number:02}:50,500\n{words}\n")
    for kind in ("webvtt", "srt"):
        command = ("ffmpeg", "-loglevel", "error", "-f", "srt", "-i", "-", "-f", kind, "-")
        made = run(*command, cwd=HERE, given="\n".join(rows).encode())
        (HERE / f"trams-ffmpeg.{kind.removeprefix('web')}").write_bytes(made)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", type=Path, required=True)
    parser.add_argument("--single-file", type=Path, required=True)
    given = parser.parse_args()
    with proxied() as proxy:
        with sync_playwright() as playwright:
            of_chromium(playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"]), proxy)
        of_single_file(given.single_file, proxy)
        of_wget(proxy, given.python / "wacz")
    of_libreoffice()
    of_pandoc()
    of_mail_programs()
    of_typesetters(given.python)
    of_feeds(given.python)
    of_packers()


if __name__ == "__main__":
    main()
