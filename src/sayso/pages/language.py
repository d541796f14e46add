"""Which language an article is in."""

import re

from sayso.article import Article

_LETTERS = 40  # fewer letters than this tell no language
_SURE = 200  # from this many on, detection is believed against what the page declares
_MARGIN = 1.0  # log-probability a letter by which another language must beat English in a short text
_ENGLISH = re.compile(r"\b(the|to|said|says|tells?|told|that|and|with|for|on|by)\b", re.I)
_SAMPLE = 5_000
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SURROGATES = dict.fromkeys(range(55296, 57344), " ")


def language(text: str, declared: str | None) -> str | None:
    """The BCP 47 tag of a text: as `declared` where the text agrees or is too short to tell, else as py3langid
    detects it; None where nothing is declared and there are fewer than 40 letters, or fewer than 200 and doubt."""
    tag = _tag(declared)
    sample = text[:_SAMPLE].translate(_SURROGATES)
    letters = sum(map(str.isalpha, sample))
    if letters < _LETTERS or (tag and letters < _SURE):
        return tag
    # 40 MB of model: whoever only asks for --help does not load it.
    from py3langid import rank

    scores = {str(code): float(score) for code, score in rank(sample)}
    detected = max(scores, key=lambda code: scores[code])
    if letters < _SURE and detected != "en":
        # A few foreign names in an English line are no other language: to read it is better than to drop it.
        sure = scores[detected] - scores["en"] >= _MARGIN * letters
        return detected if sure and not _ENGLISH.search(sample) else None
    return tag if tag and tag.split("-")[0].lower() == detected else detected


def is_english(article: Article) -> bool:
    """Whether the article is in English; an unknown language counts as English."""
    return article.language is None or article.language.split("-")[0].lower() == "en"


def _tag(declared: str | None) -> str | None:
    declared = (declared or "").strip()
    return declared.replace("_", "-") if _TAG.fullmatch(declared) else None
