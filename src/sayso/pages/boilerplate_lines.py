"""What a whole line is, beside body text: page furniture, a byline, a date, a credit; nothing here ever cuts inside a
line. The patterns of furniture stand in lang/en/boilerplate_lines.toml."""

import re

from sayso.lang import lists, pattern
from sayso.pages.dates import held

_RAW = lists("boilerplate_lines")
_FURNITURE = tuple(map(pattern, _RAW["furniture"]))
_ENDS, _LISTS, _CREDIT, _BYLINE, _ROLE, _LINK, _SAYING = (
    pattern(_RAW[name]) for name in ("end", "list", "credit", "byline", "role", "link", "saying")
)
_NAME = r"(?:[A-Z][\w.'’-]*|de|du|da|di|del|della|van|von|der|den|al|bin|ibn|la|le|el|y)"
_NAMES = re.compile(rf"{_NAME}(?:\s+{_NAME}){{0,5}}")
_ASIDE = re.compile(r"\s*\([^()]{1,30}\)")
_SPLIT = re.compile(r"\s*(?:,|;|\||\band\b|&|\bwith\b)\s*", re.I)
_FULL_STOP = re.compile(r"[.…]['\"’”»)\]]*$")
_TIME = r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,5})?"
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b|[A-Z]{3}\b)", re.I)
_UPDATED = re.compile(r"(last )?(updated|modified|changed)\b", re.I)
_DATED = 100  # code points
_BARS = re.compile(
    r"\s*[|•·]\s*|\s+[—–-]\s+|(?<!day),\s+(?=(?:[A-Z][a-z]{2,8}\.? \d{1,2},|\d{1,2} [A-Z][a-z]{2,8}\.?) \d{4}$)"
)
_END = re.compile(r"[.!?…]['\"’”»)\]]*$")
_ABBREVIATED = re.compile(r"\b[A-Z]\.(?:[A-Z]\.)+$")


def is_furniture(line: str) -> bool:
    """Whether the whole line belongs to the page and not to the article: share bars, forms, notices. To lose a
    statement is worse than to keep one of these."""
    return len(line) <= 400 and any(each.fullmatch(line) for each in _FURNITURE) and not is_reported(line)


def is_reported(line: str) -> bool:
    """Whether the line is a sentence that tells what somebody said."""
    return bool(_SAYING.search(line) and _FULL_STOP.search(line))


def says(text: str) -> bool:
    """Whether the text leads to a quotation: it ends with a colon or a verb of saying."""
    end = text.rstrip(" ,—–-\n\t\r")[-20:]
    return end.endswith(":") or any(found.end() == len(end) for found in _SAYING.finditer(end))


def ends_article(line: str) -> bool:
    """Whether the article ends above this line: readers' comments begin, or a note on the author."""
    return bool(_ENDS.fullmatch(line))


def opens_list(line: str) -> bool:
    """Whether the line is the heading of a list of other articles."""
    return bool(_LISTS.fullmatch(line))


def is_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does; a headline that ends in "U.S." does not."""
    return bool(_END.search(line)) and not _ABBREVIATED.search(line)


def names(byline: str) -> tuple[str, ...]:
    """The authors that a byline names, without "By", roles and places."""
    byline = _ASIDE.sub(" ", byline).strip()
    found = _BYLINE.fullmatch(byline)
    pieces = [p.strip(" .") for p in _SPLIT.split(found["who"] if found else byline) if p.strip(" .")]
    people = [re.split(r"\s+(?:in|at|for|from|on)\s+", p)[0] for p in pieces if not _ROLE.search(p)]
    people = [p for p in people if _NAMES.fullmatch(p)] or pieces[:1]
    return tuple(dict.fromkeys(p.title() if p.isupper() and " " in p else p for p in people))


def is_names(text: str) -> bool:
    """Whether the text may be authors' names, with roles and places, and is no sentence or quotation."""
    if is_sentence(text) or any(c in text for c in '"“”«»'):
        return False
    return sum(not _ROLE.fullmatch(word) for word in _told(_ASIDE.sub(" ", text))) <= 1


def _told(text: str) -> list[str]:
    """The words in small letters that stand between no names."""
    return [word for word in re.findall(r"[^\W\d_]+", text) if word.islower() and not _LINK.fullmatch(word)]


def by(line: str) -> tuple[str, ...]:
    """The authors where the whole line is a byline ("By Ina Holt and Tom Reyes, Staff Writer"), else nothing."""
    found = _BYLINE.fullmatch(line)
    people = names(line) if found and is_names(found["who"]) else ()
    return people if all(map(_NAMES.fullmatch, people)) else ()


def is_time(line: str) -> bool:
    """Whether the whole line is a time of day, as above a live blog's posts."""
    return bool(re.fullmatch(_TIME, line))


def is_update(line: str) -> bool:
    """Whether the line tells when the article was changed, and not when it appeared."""
    return bool(_UPDATED.match(line))


def is_dated(line: str) -> bool:
    """Whether a short line that is no sentence holds a time of day or a date beside other words."""
    return len(line) <= _DATED and not (is_sentence(line) or is_time(line)) and bool(_CLOCK.search(line) or held(line))


def caption(line: str) -> str | None:
    """The caption where the line is one ("Photo: The mayor opens the bridge on Monday."), '' where it is a bare
    credit, None where it is neither."""
    found = _CREDIT.fullmatch(line.strip("([ ])"))
    if not found:
        return None
    rest = found["rest"] or found["who"]
    if not (is_sentence(rest) or _told(rest)):
        return ""
    # "Photos by Argus reporters showed rust on the bolts" is a sentence of the article.
    return rest if found["label"] else None


def pieces(line: str) -> list[str]:
    """The line's pieces between bars and bullets: "By Ina Holt | June 3, 2024" are two, as with a comma."""
    return [p for p in _BARS.split(line) if p]


def is_role(line: str) -> bool:
    """Whether the line is an author's role: "Staff Writer"."""
    return len(line.split()) <= 4 and bool(_ROLE.search(line)) and not is_sentence(line)
