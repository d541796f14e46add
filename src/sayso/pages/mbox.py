"""Mailboxes (mbox, RFC 4155): one mail after the other."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import BinaryIO

from sayso.errors import PageError
from sayso.pages.page import MAX_PAGE, Page

# "From ann@coast.example Mon Jun 24 10:00:00 2024"; prose may begin with "From" too.
_BEGINS = re.compile(rb"From \S{1,200} +[A-Z][a-z]{2} +[A-Z][a-z]{2} +\d{1,2} +\d\d:\d\d[^\n]{0,40}\d{4}\s")
_QUOTED = re.compile(rb">+From ")


def is_mbox(first: bytes) -> bool:
    """Whether a file's first line is a mailbox's."""
    return bool(_BEGINS.match(first))


def mbox_mails(first: bytes, stream: BinaryIO, page: Page) -> Iterator[Page | PageError]:
    """The mails of a mailbox whose `first` line was read already, each as a page ("inbox.mbox:12"). One that is too
    large is told, and the others go on."""
    page = replace(page, url=None)  # two articles of one address would be two versions of one
    number, held, size, is_after_empty = 0, list[bytes](), 0, True
    for line in chain([first], iter(lambda: stream.readline(MAX_PAGE + 1), b""), [b""]):
        if not line or (is_after_empty and _BEGINS.match(line)):
            if number:
                yield _mail(held, size, replace(page, name=f"{page.name}:{number}"))
            number, held, size = number + 1, [], 0
        else:
            size += len(line)
            if size <= MAX_PAGE:
                held.append(line[1:] if _QUOTED.match(line) else line)
        is_after_empty = not line.strip()


def _mail(lines: list[bytes], size: int, page: Page) -> Page | PageError:
    if size > MAX_PAGE:
        return PageError(page.name, f"is a mail larger than {MAX_PAGE >> 20} MiB: save what is attached by itself")
    return replace(page, data=b"".join(lines))
