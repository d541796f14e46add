"""Whether an article has another text because its outlet changed it, and not because its page is read otherwise."""

import hashlib
import io
import sqlite3
import zlib

from sayso.article import Article
from sayso.errors import PageError
from sayso.pages import Found, Page
from sayso.pages.formats import articles
from sayso.record import rows
from sayso.record.edits import compare


def is_edited(connection: sqlite3.Connection, version: int, page: Page, article: Article) -> bool:
    """Whether the outlet changed the article of a version to what was read from another page now. Where another sayso
    made that version, its page is read again: a better reader of pages changes nothing."""
    before = rows.article(connection, version)
    if before.page_sha256 == hashlib.sha256(page.data).hexdigest():
        return False
    assert before.engine is not None
    assert article.engine is not None
    if before.engine.version != article.engine.version:
        before = _again(connection, version, page.name, before)
    return bool(compare(before, article))


def _again(connection: sqlite3.Connection, version: int, name: str, before: Article) -> Article:
    """The article of a version, read again from its page; as it was where that cannot be read any more."""
    row = connection.execute(
        "SELECT p.* FROM pages AS p JOIN versions AS v ON v.page = p.id WHERE v.id = ?", (version,)
    ).fetchone()
    data = zlib.decompress(row["body"])
    page = Page(b"", row["url"], row["media_type"], name, row["retrieved"], row["charset"])
    try:
        found = [x.article for x in articles(io.BytesIO(data), page, None) if isinstance(x, Found)]
    except (PageError, OSError, EOFError, ValueError):
        return before
    return next((a for a in found if (a.url or a.id) == (before.url or before.id)), before)
