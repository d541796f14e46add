"""Whether the speaker gives his own word for what stands behind a "that"."""

from sayso.checking.cut_kinds import WarningKind
from sayso.lang import rule

_GOVERNS = rule("cut_vouched", "governs")
_VOUCHES = rule("cut_vouched", "vouches")
_UNSURE = rule("cut_vouched", "unsure")
_NOBODY_ELSE = rule("cut_vouched", "nobody_else")
_SUCH = rule("cut_vouched", "such")


def unvouched(text: str, split: int) -> tuple[WarningKind, int] | None:
    """The kind, and where it begins: a clause that governs the cut, behind which the speaker does not vouch for it, as
    it is somebody else's saying, or no more than a sign."""
    m = _GOVERNS.search(text)
    if not m or m.end("clause") <= split:
        return None
    clause = m["clause"].strip()
    if not _SUCH.search(clause) or (_VOUCHES.search(clause) and not _UNSURE.search(clause)):
        return None
    at = max(split, m.start("clause"))
    return ("hedge" if _NOBODY_ELSE.match(text[at:]) else "others"), at
