"""One invented story in every kind of file that people have: what is in it, and what must come out."""

import gzip
import io
import json
import mailbox
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

TITLE = "Pier of Lisset to be mended before May"
SAID = (
    "“We will mend the pier before May,” Mira Dolan, the harbour master of Lisset, said on Friday morning.",
    "The council said that the ferry to Dunmore would stop for two weeks while the work was done, and that buses"
    " would run to the bridge instead.",
    "Ada Holm, who runs the fish market, warned that her trade would suffer if the works took any longer than that.",
)
TEXT = "\n\n".join((TITLE, *SAID))
DAY = "2031-05-02"
ADDRESS = "https://coast.example/news/pier"
_PARAGRAPHS = "".join(f"<p>{said}</p>\n" for said in SAID)


def html(*, head: str = f'<meta property="article:published_time" content="{DAY}T08:00:00Z">', before: str = "") -> str:
    return (
        f"<!DOCTYPE html>\n<html lang=en>{before}<head><title>{TITLE} | Coast Daily</title>{head}"
        f'<link rel="canonical" href="{ADDRESS}"></head><body><nav><a href="/">Home</a> <a href="/b">Sport</a></nav>'
        f"<article><h1>{TITLE}</h1>\n{_PARAGRAPHS}</article>"
        "<footer>Subscribe to our newsletter. All rights reserved.</footer></body></html>"
    )


def mail(subject: str = TITLE) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Coast Daily <news@coast.example>"
    made["To"] = "readers@coast.example"
    made["Subject"] = subject
    made["Date"] = "Fri, 02 May 2031 08:00:00 +0200"
    made["Message-ID"] = "<1@coast.example>"
    return made


def plain_mail() -> bytes:
    made = mail(f"Fwd: {TITLE}")
    made.set_content("\n\n".join(SAID) + "\n\n-- \nIvo Marsh\nDesk of the Coast Daily\n", cte="quoted-printable")
    return bytes(made)


def newsletter() -> bytes:
    made = mail()
    made["List-Unsubscribe"] = "<https://coast.example/stop>"
    made["Archived-At"] = f"<{ADDRESS}>"
    made.set_content("Your program shows no HTML.")
    made.add_alternative(
        f"<html><body>{_PARAGRAPHS}</body></html>", subtype="html", charset="windows-1252", cte="base64"
    )
    return bytes(made)


def mail_of_attachments() -> bytes:
    made = mail("Two files")
    made.add_attachment(html().encode(), maintype="text", subtype="html", filename="pier.html")
    inner = mail()
    inner.set_content("\n\n".join(SAID))
    made.add_attachment(inner)
    made.add_attachment(b"\x89PNG\r\n\x1a\n\0", maintype="image", subtype="png", filename="logo.png")
    return bytes(made)


def mailbox_of_two() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        box = mailbox.mbox(f"{folder}/box")
        for data in (plain_mail(), newsletter()):
            box.add(data)
        box.close()
        return Path(folder, "box").read_bytes()


def mhtml() -> bytes:
    """As Chromium writes it."""
    page = (
        html().replace("“", "=E2=80=9C").replace("”", "=E2=80=9D").replace("=", "=3D").replace("=3DE2=3D80", "=E2=80")
    )
    page = page.replace("=3D9C", "=9C").replace("=3D9D", "=9D").replace("\n", "\r\n")
    return (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {ADDRESS}\r\nSubject: {TITLE}\r\nDate: Sat, 3 May 2031 09:00:00 +0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x--"\r\n\r\n\r\n'
        f"----x--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {ADDRESS}\r\n\r\n{page}\r\n"
        "----x--\r\nContent-Type: text/html\r\nContent-Location: cid:frame@x\r\n\r\n<p>Buy our boats today.</p>\r\n"
        "----x----\r\n"
    ).encode()


def single_file() -> bytes:
    day = "Sat May 03 2031 09:00:00 GMT+0200 (Central European Summer Time)"
    told = f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: {day}\n-->"
    return html(before=told).replace(f'<link rel="canonical" href="{ADDRESS}">', "").encode()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def saved_folder() -> bytes:
    frame = f"<h1>Boats</h1><p>{SAID[0]}</p>".encode()
    return zipped(**{"pier.html": html().encode(), "pier_files/ad.html": frame, "pier_files/a.css": b"p {}"})


def warc(*, decoded: bool = False) -> bytes:
    body = html().encode() if decoded else gzip.compress(html().encode())
    answer = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    answer += body if decoded else b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {ADDRESS}\r\nWARC-Date: 2031-05-03T09:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def wacz() -> bytes:
    listed = (
        json.dumps({"format": "json-pages-1.0", "id": "pages"}) + "\n" + json.dumps({"url": ADDRESS, "title": TITLE})
    )
    return zipped(
        **{
            "archive/data.warc.gz": gzip.compress(warc()),
            "pages/pages.jsonl": listed.encode(),
            "datapackage.json": b"{}",
            "indexes/index.cdx": b"",
        }
    )


def rss() -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Coast Daily</title><item><title>{TITLE}</title><link>{ADDRESS}</link>"
        f"<pubDate>Fri, 02 May 2031 08:00:00 GMT</pubDate><description>{SAID[0]}</description>"
        f"<content:encoded><![CDATA[{_PARAGRAPHS}]]></content:encoded></item></channel></rss>"
    ).encode()


def atom() -> bytes:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Coast Daily</title><entry>'
        f'<title>{TITLE}</title><id>urn:x</id><link href="{ADDRESS}"/><published>{DAY}T08:00:00Z</published>'
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{_PARAGRAPHS}</div></content></entry></feed>'
    ).encode()


def json_feed() -> bytes:
    item = {
        "id": "1",
        "url": ADDRESS,
        "title": TITLE,
        "date_published": f"{DAY}T08:00:00Z",
        "content_html": _PARAGRAPHS,
    }
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Coast Daily", "items": [item]}, indent=1
    ).encode()


def nested() -> bytes:
    """A ZIP of a mailbox, and of a ZIP with a mail that has a page attached."""
    return zipped(**{"box": mailbox_of_two(), "in.zip": zipped(mail=mail_of_attachments())})


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what makes one, how many articles are in it, the day, address and outlet of each, where all that
    is known of it tells them."""

    make: Callable[[], bytes]
    count: int = 1
    day: str | None = DAY
    address: str | None = ADDRESS
    outlet: str | None = "Coast Daily"


KINDS = {
    "page": Kind(lambda: html().encode()),
    "plain mail": Kind(plain_mail, address=None, outlet=None),
    "newsletter": Kind(newsletter),
    "mail of attachments": Kind(mail_of_attachments, 2, address="", outlet=""),
    "mailbox": Kind(mailbox_of_two, 2, address="", outlet=""),
    "MHTML": Kind(mhtml),
    "SingleFile": Kind(single_file),
    "saved folder": Kind(saved_folder),
    "ZIP of pages": Kind(lambda: zipped(a=html().encode(), b=plain_mail()), 2, address="", outlet=""),
    "WARC": Kind(warc),
    "WARC, decoded": Kind(lambda: warc(decoded=True)),
    "WACZ": Kind(wacz),
    "RSS": Kind(rss),
    "Atom": Kind(atom),
    "JSON Feed": Kind(json_feed),
    "nested": Kind(nested, 4, address="", outlet=""),
    "gzipped": Kind(lambda: gzip.compress(mhtml())),
}
