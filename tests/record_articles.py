"""Invented articles for a record, with their pages."""

from dataclasses import replace

from sayso import Article, Page, Reader, pages

BRIDGE = """Bridge stays shut

Harbour commissioner Mira Dolan told reporters on Friday that the bridge would stay shut. “We found cracks in three \
pillars,” she said.

Tomas Ruud denied that money was missing."""
FERRY = """Ferry sails again

Ada Holm said that the ferry would sail again. Experts warned that the ice was thin."""


def page_of(text: str, url: str) -> Page:
    return Page(text.encode(), url, "text/plain", url, "2026-03-13T08:00:00Z", "utf-8")


def as_read(article: Article) -> Article:
    """An article of a record with the ids that a reader gives its statements."""
    ids = {s.id: f"s{n}" for n, s in enumerate(article.statements, 1)}
    statements = (replace(s, id=ids[s.id], parent=s.parent and ids[s.parent]) for s in article.statements)
    return replace(article, statements=tuple(statements))


def article_of(reader: Reader, text: str, url: str) -> Article:
    made = replace(pages.read_text(text), url=url, title=text.partition("\n")[0], published="2026-03-13", outlet="Post")
    return reader.read(made)
