"""Text without case and diacritics, as it is compared: "gunes" finds "Güneş"."""

import unicodedata


def folded(text: str) -> str:
    """The text without case and diacritics."""
    return text.lower() if text.isascii() else without_diacritics(text.casefold())


def without_diacritics(text: str) -> str:
    """The text in compatible forms of its letters (NFKD), without the marks that stand on them."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
