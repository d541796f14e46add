"""Which language an article is in."""

import re

from sayso.article import Article

_LETTERS = 40  # fewer letters than this tell no language
_SURE = 200  # from this many on, detection is believed against what the page declares
_SAMPLE = 5_000
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SURROGATES = dict.fromkeys(range(55296, 57344), " ")


def language(text: str, declared: str | None) -> str | None:
    """The BCP 47 tag of a text: as `declared` where the text agrees or is too short to tell, else as py3langid
    detects it; None where nothing is declared and there are fewer than 40 letters."""
    tag = _tag(declared)
    sample = text[:_SAMPLE].translate(_SURROGATES)
    letters = sum(map(str.isalpha, sample))
    if letters < _LETTERS or (tag and letters < _SURE):
        return tag
    # 40 MB of model: whoever only asks for --help does not load it.
    from py3langid import classify

    detected = str(classify(sample)[0])
    return tag if tag and tag.split("-")[0].lower() == detected else detected


def is_english(article: Article) -> bool:
    """Whether the article is in English; an unknown language counts as English."""
    return article.language is None or article.language.split("-")[0].lower() == "en"


def _tag(declared: str | None) -> str | None:
    declared = (declared or "").strip()
    return declared.replace("_", "-") if _TAG.fullmatch(declared) else None
