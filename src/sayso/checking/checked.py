"""What a record tells of a quotation."""

from dataclasses import dataclass
from typing import Any, Literal

from sayso.checking.cut_warnings import Warned
from sayso.linking.quote_alignment import WordChange

Verdict = Literal["verbatim", "shortened", "altered", "misattributed", "paraphrase only", "not found"]
SAME_UTTERANCE = 0.7  # similarity from which on words are of the same utterance
STANDING: tuple[Verdict, ...] = ("verbatim", "shortened")
# The verdicts that need a person's eye most come first.
DOUBTFUL_FIRST: tuple[Verdict, ...] = (
    "altered", "misattributed", "not found", "paraphrase only", "shortened", "verbatim",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """A statement near a quotation. `text` is its content; `article` the key of its article; `primary` where that is a
    transcript, speech or release; `similarity` 0 to 1; `statement` its id, None for a quotation that none holds;
    `actor_ids` those of the actors that speak, '; ' between; `warnings` why its words may mislead; `before`
    and `after` the sentences around; `version` the number of the article's version that has it, None for the latest."""

    speaker: str | None
    text: str
    statement: str | None
    article: str
    url: str | None
    outlet: str | None
    published: str | None
    primary: bool
    similarity: float
    actor_ids: str | None = None
    warnings: tuple[Warned, ...] = ()
    before: str = ""
    after: str = ""
    version: int | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "speaker": self.speaker, "text": self.text, "statement": self.statement, "article": self.article,
            "url": self.url, "outlet": self.outlet, "published": self.published, "primary": self.primary,
            "similarity": self.similarity, "actor_ids": self.actor_ids,
            "warnings": [w.to_dict() for w in self.warnings], "before": self.before, "after": self.after,
            "version": self.version,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """What a record tells of a quotation: the verdict, the words that differ from the first match, and the nearest
    statements, best first, at most 5."""

    quote: str
    by: str | None
    verdict: Verdict
    changes: tuple[WordChange, ...]
    matches: tuple[Match, ...]

    @property
    def warnings(self) -> tuple[Warned, ...]:
        """Those of the first match, from which the verdict is told."""
        return self.matches[0].warnings if self.matches else ()

    @property
    def stands(self) -> bool:
        """Whether it can be printed as it is: its words stand in the record, and nothing is to be warned of."""
        return self.verdict in STANDING and not self.warnings

    @property
    def otherwise(self) -> tuple[Match, ...]:
        """Of what stands in the record as it is given: where the same speaker is printed with other words."""
        if not self.matches or self.verdict not in STANDING:
            return ()
        first, *others = self.matches
        return tuple(
            m for m in others if m.speaker == first.speaker and SAME_UTTERANCE <= m.similarity < first.similarity
        )

    def to_dict(self) -> dict[str, Any]:
        return {
            "quote": self.quote,
            "by": self.by,
            "verdict": self.verdict,
            "changes": [c.to_dict() for c in self.changes],
            "matches": [m.to_dict() for m in self.matches],
        }


def doubtful_first(checked: Checked) -> int:
    """A key by which those that need a person's eye most come first: what stands in the record only with a warning
    before what stands there as it is given."""
    order = [*DOUBTFUL_FIRST[:-2], None, *DOUBTFUL_FIRST[-2:]]
    return order.index(checked.verdict if checked.stands or checked.verdict not in STANDING else None)
