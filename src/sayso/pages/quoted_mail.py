"""Mails that stand in another's text: forwarded in it, or answered by it."""

import re

from sayso.pages import dates

# The head of such a mail, as mail programs write it: three fields at least, of them who sent it and when.
_FIELD = r"[>*\s]{0,4}(?:From|Date|Sent|Subject|To|Cc|Reply-To):\*?[^\n]{0,500}\n(?:[ \t]+[^\n]{1,300}\n){0,5}"
_LINE = (
    r"[ \t]*(?:-{2,20}[ \t]*(?:Forwarded|Original)[ \t]message[ \t]*-{2,20}|Begin forwarded message:)[ \t]*\n\s{0,9}"
)
_HEAD = re.compile(rf"^(?:{_LINE})?(?P<fields>(?:{_FIELD}){{3,8}})\s*", re.I | re.M)
_SENDER = re.compile(r"^[>*\s]{0,4}From:", re.I | re.M)
_DAY = re.compile(r"^[>*\s]{0,4}(?:Date|Sent):\*?[ \t]*([^\n]{1,100})", re.I | re.M)
# "On Tue, 27 Jan 2032 at 18:02, Ina Holt <ina@post.example> wrote:", and the mail that follows, to the end.
_ANSWERED = re.compile(r"\n[ \t]*On [^\n]{5,150}(?:\n[^\n]{1,100})?\bwrote:[ \t]*\n\s*(?:>[^\n]*(?:\n\s*|\Z))+\Z")


def forwarded(text: str) -> tuple[str, str | None] | None:
    """The text of the mail that another forwards in its own, and its day; None where there is none."""
    text = text.replace("\r\n", "\n")
    for head in _HEAD.finditer(text):
        day = _DAY.search(head["fields"])
        if day and _SENDER.search(head["fields"]) and text[head.end() :].strip():
            return text[head.end() :], dates.iso(day[1]) or dates.held(day[1])
    return None


def without_answered(text: str) -> str:
    """A mail's text without the earlier one below it, which it answers. Questions between answers stay."""
    text = text.replace("\r\n", "\n")
    for head in _HEAD.finditer(text):
        if _DAY.search(head["fields"]) and _SENDER.search(head["fields"]) and text[: head.start()].strip():
            return text[: head.start()]
    found = _ANSWERED.search(text)
    return text[: found.start()] if found and text[: found.start()].strip() else text
