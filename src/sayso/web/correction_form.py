"""What the forms of pages say of a statement, as a correction takes it."""

from typing import Annotated, Any, cast

from fastapi import Form, HTTPException

from sayso.article import BETWEEN
from sayso.record import Correction
from sayso.record.query_syntax import CHOICES
from sayso.web.correcting import Editable

Text = Annotated[str, Form(max_length=20_000)]
CHOSEN = ("act", "stance", "event", "sourcing")
WORDS = ("source", "cue", "content", "addressee", "via")
NAMES = ("speakers", "addressees")


def given(
    speakers: Text = "",
    addressees: Text = "",
    act: Text = "assert",
    stance: Text = "neutral",
    event: Text = "speech",
    sourcing: Text = "",
    negated: Text = "",
    day: Text = "",
    parent: Text = "",
    source: Text = "",
    cue: Text = "",
    content: Text = "",
    addressee: Text = "",
    via: Text = "",
    asked: Text = "",
    meant: Text = "",
) -> dict[str, Any]:
    """A dependency: the fields of the form as a person left them; with who is `meant` by the name that was `asked`
    about."""
    words = {"source": source, "cue": cue, "content": content, "addressee": addressee, "via": via}
    return {
        "speakers": names(speakers, asked, meant), "addressees": names(addressees, asked, meant),
        "act": act, "stance": stance, "event": event,
        "sourcing": sourcing, "negated": bool(negated), "day": " ".join(day.split()), "parent": parent.strip(),
        **{field: _line(text) for field, text in words.items()},
    }  # fmt: skip


def changed(now: Editable, form: dict[str, Any]) -> dict[str, Any]:
    """What a correction must say: the fields that are not as they were. Answers 422 for what cannot be."""
    told = {field: value for field, value in form.items() if value != getattr(now, field)}
    return _checked(told)


def missed(form: dict[str, Any]) -> dict[str, Any]:
    """What a correction says of a statement that was missed. Answers 422 where its words are not told."""
    told = _checked({field: value for field, value in form.items() if value not in ("", (), False)})
    if len(told.get("cue", ())) != 1 or not told.get("content"):
        raise HTTPException(422, "Give the words that say so, in one stretch, and what was said.")
    return told


def correction(by: str, why: str, new_names: str, told: dict[str, Any]) -> Correction:
    """What a person says."""
    return Correction(by=by, why=why.strip() or None, new_names=bool(new_names), **cast(Any, told))


def names(text: str, asked: str = "", meant: str = "") -> tuple[str, ...]:
    """Names with semicolons between them; who is `meant` in the place of the one that was `asked` about."""
    found = tuple(name for name in (" ".join(x.split()) for x in text.split(";")) if name)
    return tuple(meant if meant and name == asked else name for name in found)


def _checked(told: dict[str, Any]) -> dict[str, Any]:
    for field in CHOSEN:
        if field in told and told[field] not in CHOICES[field]:
            raise HTTPException(422, f"{field}: choose one of the list.")
    for field in WORDS:
        if field in told:
            told[field] = tuple(words for words in told[field].split(BETWEEN) if words.strip())
    for field in ("cue", "content"):
        if told.get(field) == ():
            raise HTTPException(422, f"The words of the {field} are missing.")
    return told


def _line(text: str) -> str:
    """A field as it was before the browser made its line breaks its own."""
    return text.replace("\r\n", "\n").strip()
