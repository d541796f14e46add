"""What became of words that stood in an earlier version of an article."""

from sayso.article import Article
from sayso.checking.checked import Match
from sayso.checking.cut_warnings import Warned
from sayso.record import Record, changes, rows
from sayso.record.edits import folded
from sayso.record.versions import version_of
from sayso.shown import day_of


def changed_since(record: Record, match: Match) -> Warned | None:
    """That the outlet took out or altered what stands in an earlier version; None where the words stand in the next one
    too, or only another sayso reads them otherwise."""
    number = match.version or 0
    change = next((c for c in changes(record, match.article) if c.number == number + 1), None)
    if change is None:
        return None
    before, after = (_version(record, match.article, n) for n in (number, number + 1))
    edit = next((s for s in change.edits.statements if s.id == match.statement), None)
    when = f"It stood in the version of {day_of(before.updated or before.published or before.retrieved or change.day)}"
    done = f"{'' if change.told else ', as was found'} on {day_of(change.day)}."
    if edit and edit.after:
        if "words" not in edit.fields:
            return Warned("altered since", f"{when}; its outlet altered who said it{done}", edit.after.speakers)
        return Warned("altered since", f"{when}; its outlet altered it{done}", edit.after.content.strip('“”"'))
    if folded(match.text) in folded(after.text):
        return None
    return Warned("cut since", f"{when}; its outlet took it out{done}", "")


def _version(record: Record, key: str, number: int) -> Article:
    version = version_of(record.connection, key, number)
    assert version is not None
    return rows.article(record.connection, version.id)
