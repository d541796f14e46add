"""What somebody holds on a topic by what he does about it: the acts that show a side, and what turns them round.

| act | on the topic |
|---|---|
| request, want, order, authorize, support, praise, promise | for |
| prohibit, oppose, criticize; decline, where the matter itself is rejected | against |
| decline to say or comment | refuses |
| all others | nothing |

Who asks for the end of a thing is against it; who opposes its end is for it. Not to support, want or allow it is to be
against it; not to oppose it is nothing.
"""

from sayso.analysis.topic_query import Matter, folded
from sayso.article import Act
from sayso.attribution.relation import Stand
from sayso.lang import rule

_SIDES: dict[Act, Stand] = {
    "request": "for", "want": "for", "order": "for", "authorize": "for", "support": "for", "praise": "for",
    "promise": "for", "prohibit": "against", "oppose": "against", "criticize": "against",
}  # fmt: skip
_NOT_IS_AGAINST = frozenset(("want", "authorize", "support", "promise"))
_TURNED = frozenset(("request", "want", "order", "promise", "support", "oppose"))
CONTRARY: dict[Stand, Stand] = {"for": "against", "against": "for"}
_ENDS = rule("position_labels", "ends")
_CLAUSE = rule("position_labels", "clause")
_REJECTS = rule("position_labels", "rejects")
_WILL_NOT = rule("position_labels", "will_not")
_CONDITION = rule("position_labels", "condition")


def side(act: Act, negated: bool, cue: str, content: str, matter: Matter) -> Stand:
    """What an act with these words shows on a topic, "none" where it shows nothing."""
    if act == "decline":
        if _REJECTS.search(cue) or _WILL_NOT.match(content):
            return "none" if negated else "against"
        return "none" if negated else "refuses"
    held = _SIDES.get(act, "none")
    if negated:
        held = "against" if act in _NOT_IS_AGAINST else "none"
    if act in _TURNED and _is_ended(content, matter):
        held = CONTRARY.get(held, held)
    return "conditional" if held == "for" and _CONDITION.search(content) else held


def condition(stand: Stand, content: str) -> str | None:
    """The words of the condition that a position hangs on; None where it hangs on none, or they are not told."""
    told = _CONDITION.search(content) if stand == "conditional" else None
    return told[0].strip(" ,") if told else None


def _is_ended(content: str, matter: Matter) -> bool:
    """Whether what is said is the end of the matter: in the clause where it stands, an odd number of words says no or
    end, beside the words that are looked for."""
    clause = next((c for c in _CLAUSE.split(content) if matter.stands_in(c)), "")
    return sum(1 for w in folded(clause) if _ENDS.fullmatch(w) and not matter.holds(w)) % 2 == 1
