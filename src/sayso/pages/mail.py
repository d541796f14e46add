"""E-mail (RFC 5322, MIME) and pages that a browser saved as one (MHTML): an article, and what is attached to it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import cast

from sayso.article import Article
from sayso.errors import PageError
from sayso.pages.blocks import collapsed, squashed
from sayso.pages.charset import decode
from sayso.pages.folders import is_article
from sayso.pages.hints import Hints, filled
from sayso.pages.page import Page
from sayso.pages.quoted_mail import forwarded, without_answered

_FIELD = re.compile(rb"(?:[!-9;-~]{1,76}:[^\n]*\n|[ \t]+\S[^\n]*\n)")
_KNOWN = re.compile(
    rb"^(from|to|cc|subject|date|message-id|mime-version|received|return-path|delivered-to|reply-to|content-type)\s?:",
    re.I | re.M,
)
_KNOWN_FIELDS = 3  # that a head must have; prose has none
_HEAD = 256 << 10  # bytes of a head
_PARTS, _LEVELS, _LINES = 5_000, 100, 500_000  # boundaries that stand in a mail, and that are told; lines
# What a mail's own parts are is told in few words; the reading of many takes long.
_LONG_FIELD = re.compile(rb"^content-[a-z-]{1,30}:(?:[^\n]|\n[ \t]){4000}", re.I | re.M)
_VALUE = 2_000  # characters of a field; the reading of hostile ones takes long
_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg)\s{0,3}:\s{0,3}){1,9}", re.I)  # "Re: ", "Fwd: "
_FORWARDED = re.compile(r"(?:fwd?|wg)\s{0,3}:", re.I)
_SIGNATURE = re.compile(r"^-- ?\n", re.M)  # RFC 3676; what is below it is no text
_FLOWED = re.compile(r"(?<=\S) \n(?=[^\n>])")
_ADDRESS = re.compile(r"<?(https?://[^\s<>]{1,2000})>?", re.I)
_LEFT_OUT = re.compile(
    r"(?:image|audio|video|font)/|application/(?:pgp-signature|pgp-keys|(?:x-)?pkcs7-signature)|text/(?:calendar|(?:x-)?vcard)"
)
_SAVED = "<saved by "  # whom browsers name as the sender of a page


def is_mail(data: bytes) -> bool:
    """Whether bytes are a mail, or a page saved as one: they begin with a head that has several of the known fields."""
    head = _head(data)
    return len({found.lower() for found in _KNOWN.findall(head)}) >= _KNOWN_FIELDS


def mail_article(page: Page) -> tuple[Article, str | None]:
    """The article of a mail or of a saved page, and what is missing of it. Its HTML is preferred to its plain text; the
    subject, sender and day stand where that tells none. Raises ValueError, with the reason as its message, where it has
    no text, is encrypted or damaged."""
    message = _message(page.data)
    if saved := _saved_page(message):
        return saved
    if message.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime"):
        raise ValueError("is an encrypted mail: save it decrypted")
    found = _html(message, page.url) or _plain(message, page.url)
    if found is None:
        raise ValueError("is a mail without text: what is attached to it is read by itself")
    return filled(found[0], _hints(message)), found[1]


def attached(page: Page) -> Iterator[Page | PageError]:
    """What is attached to a mail, each as a page of its own ("mail.eml:report.pdf"); of a saved page nothing. Pictures,
    signatures and calendars are left out."""
    try:
        message = _message(page.data)
        if _is_saved(message):
            return
        parts = list(_attachments(message))
    except ValueError:
        return  # told of the mail itself
    for number, part in enumerate(parts, 1):
        name = f"{page.name}:{_name(part) or number}"
        try:
            data = _data(part)
        except ValueError as error:
            yield PageError(name, str(error))
            continue
        yield Page(data, None, None, name, page.retrieved, None)


def has_text(page: Page) -> bool:
    """Whether a mail has a text of its own, and not only attachments."""
    try:
        message = _message(page.data)
        parts = (_body(message, kind) for kind in ("html", "plain"))
        is_empty = not any(part is not None and _content(part).strip() for part in parts)
    except ValueError:
        return True  # why it cannot be read is told
    return not is_empty or next(_attachments(message), None) is None


def _head(data: bytes) -> bytes:
    """The fields that bytes begin with, up to the empty line; none where other lines stand among them."""
    at = 0
    data = data[: _HEAD + 1].replace(b"\r\n", b"\n")
    while found := _FIELD.match(data, at):
        at = found.end()
    return data[:at] if data[at : at + 1] in (b"\n", b"") and at <= _HEAD else b""


def _message(data: bytes) -> Message:
    if data.count(b"\n--") > _PARTS or data.lower().count(b"boundary=") > _LEVELS:
        raise ValueError(f"is a mail of more than {_PARTS:,} parts: save what is attached by itself")
    if data.count(b"\n") > _LINES:
        raise ValueError(f"is a mail of more than {_LINES:,} lines: save what is attached by itself")
    if _LONG_FIELD.search(data):
        raise ValueError("is a damaged mail: save it again")
    from email.parser import BytesParser  # loaded here: hardly any page needs it

    try:
        # Not by the newer policy, whose reading of fields takes very long for hostile ones.
        return BytesParser().parsebytes(data)
    except Exception as error:  # its rules trip over some damaged heads
        raise ValueError("is a damaged mail: save it again") from error


def _field(message: Message, name: str) -> str:
    """A field as one line; '' where it is missing, or longer than any mail program writes it."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return _decoded(raw) if len(raw) <= _VALUE else ""


def _decoded(raw: str) -> str:
    """The words of a field, whose letters that are not ASCII are told by others (RFC 2047)."""
    try:
        pieces = decode_header(raw.replace("\r", "").replace("\n", ""))
    except (ValueError, HeaderParseError):
        return ""
    words = (
        decode(piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogateescape"), charset)
        for piece, charset in pieces
    )
    return collapsed("".join(words))


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold no others, in order; a mail in a mail is one."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            waiting.extend(reversed(cast(list[Message], part.get_payload())))
        else:
            yield part


def _body(message: Message, kind: str) -> Message | None:
    """The text of a mail, as "html" or "plain"."""
    parts = (part for part in _leaves(message) if part.get_content_type() == f"text/{kind}")
    return next((part for part in parts if part.get_content_disposition() != "attachment" and not _name(part)), None)


def _data(part: Message) -> bytes:
    """What a part holds, as it was before it was packed for the way."""
    try:
        if part.get_content_type() == "message/rfc822":
            return cast(list[Message], part.get_payload())[0].as_bytes()
        return cast(bytes | None, part.get_payload(decode=True)) or b""
    except Exception as error:
        raise ValueError("is damaged in the mail: save it by itself") from error


def _content(part: Message) -> str:
    charset = part.get_content_charset()
    return decode(_data(part), charset).replace("\r\n", "\n")


def _html(message: Message, url: str | None) -> tuple[Article, str | None] | None:
    """The article of the HTML; None where there is none, and a plain text beside it may have one."""
    from sayso.pages.html import html_article

    part = _body(message, "html")
    if part is None or not (text := _content(part)).strip():
        return None
    try:
        made = html_article(text, url)
    except ValueError:
        if _body(message, "plain") is None:
            raise
        return None
    return made if made[0].text else None


def _plain(message: Message, url: str | None) -> tuple[Article, None] | None:
    from sayso.pages.plain import paragraphs, plain_article

    part = _body(message, "plain")
    if part is None or not (text := _content(part)).strip():
        return None
    inner = forwarded(text) if _is_forward(message) else None
    text = inner[0] if inner else without_answered(text)
    text = _SIGNATURE.split(text, maxsplit=1)[0]
    if "flowed" in _field(part, "Content-Type").lower():
        text = _FLOWED.sub(" ", text)
    title = _title(message)
    first = next(iter(paragraphs(text[: 2 * _VALUE])), "")
    # "Press release: Pier to close" has the headline that the text begins with; "Hello all" is none.
    if title and not (first and squashed(first) in squashed(title)):
        text = f"{title}\n\n{text}"
    made = plain_article(text, url)
    return (made, None) if made.text else None


def _title(message: Message) -> str:
    return _PREFIX.sub("", _field(message, "Subject"), count=1)


def _hints(message: Message) -> Hints:
    """What a mail tells of its article: a newsletter's sender is its outlet, another's its author, unless he forwards
    it."""
    sender = parseaddr(_field(message, "From"))[0]
    is_list = bool(_field(message, "List-Unsubscribe") or _field(message, "List-Id"))
    wrote = sender and not is_list and not _is_forward(message)
    archived = _ADDRESS.search(_field(message, "Archived-At"))
    return Hints(
        title=_title(message) or None,
        published=_forwarded_day(message) or _day(message),
        outlet=sender if is_list and sender else None,
        authors=(sender,) if wrote else (),
        url=archived[1] if archived else None,
    )


def _is_forward(message: Message) -> bool:
    return bool(_FORWARDED.match(_field(message, "Subject")))


def _forwarded_day(message: Message) -> str | None:
    """The day of the mail that this one forwards in its text; None where it does not."""
    part = _body(message, "plain") if _is_forward(message) else None
    inner = forwarded(_content(part)) if part is not None else None
    return inner[1] if inner else None


def _day(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(_field(message, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _is_saved(message: Message) -> bool:
    sender = _field(message, "From").lower()
    return bool(_field(message, "Snapshot-Content-Location")) or sender.startswith(_SAVED)


def _saved_page(message: Message) -> tuple[Article, str | None] | None:
    """The article of a page that a browser saved (MHTML), from where it was and when; None for a mail. Its frames are
    no part of it."""
    from sayso.pages.html import html_article

    if not _is_saved(message):
        return None
    part = _body(message, "html")
    if part is None:
        raise ValueError("is a saved page without HTML: save it again")
    told = _field(message, "Snapshot-Content-Location") or _field(part, "Content-Location")
    address = _ADDRESS.fullmatch(told)
    made, problem = html_article(_content(part), address[1] if address else None)
    return replace(made, retrieved=_day(message)), problem


def _attachments(message: Message) -> Iterator[Message]:
    """The parts of a mail that are neither its text nor what is shown in it; those of a mail in it are that one's."""
    body = [part for kind in ("html", "plain") if (part := _body(message, kind)) is not None]
    return (part for part in _leaves(message) if not any(part is other for other in body) and _is_attached(part))


def _is_attached(part: Message) -> bool:
    if part.get_content_type() == "message/rfc822":
        return True
    if _LEFT_OUT.match(part.get_content_type()):
        return False
    name = _name(part)
    return is_article(name) if name else part.get_content_disposition() == "attachment"


def _name(part: Message) -> str:
    """What an attachment is called: its file, or the subject of a mail."""
    if part.get_content_type() == "message/rfc822":
        return _field(cast(list[Message], part.get_payload())[0], "Subject") if part.is_multipart() else ""
    return _decoded(part.get_filename() or "")
