"""What names an article in linked data."""

from urllib.parse import quote, urldefrag

from sayso.article import Article


def iri(article: Article) -> str:
    """The article's address without a fragment, or a URN of its id where it has none."""
    if article.url and article.url.startswith(("http://", "https://")):
        return quote(urldefrag(article.url).url, safe=":/?[]@!$&'()*+,;=%~", errors="replace")
    return f"urn:sayso:{quote(article.id, safe='', errors='replace')}"
