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

import re

from sayso.analysis.topic_query import Matter, folded
from sayso.article import Act
from sayso.attribution.relation import Stand

_SIDES: dict[Act, Stand] = {
    "request": "for", "want": "for", "order": "for", "authorize": "for", "support": "for", "praise": "for",
    "promise": "for", "prohibit": "against", "oppose": "against", "criticize": "against",
}  # fmt: skip
_NOT_IS_AGAINST = frozenset(("want", "authorize", "support", "promise"))
_TURNED = frozenset(("request", "want", "order", "promise", "support", "oppose"))
CONTRARY: dict[Stand, Stand] = {"for": "against", "against": "for"}
_ENDS = re.compile(
    r"not|never|no|nor|against|without|end(?:s|ed|ing)?|lift(?:s|ed|ing)?|scrap(?:s|ped|ping)?|drop(?:s|ped|ping)?|"
    r"repeal(?:s|ed|ing)?|abandon(?:s|ed|ing|ment)?|withdr[ae]w(?:s|n|ing|al)?|halt(?:s|ed|ing)?|"
    r"stop(?:s|ped|ping)?|reject(?:s|ed|ing|ion)?|cancel(?:s|l?ed|l?ing|lation)?|oppos(?:e|es|ed|ing|ition)|"
    r"veto(?:es|ed|ing)?|block(?:s|ed|ing)?|delay(?:s|ed|ing)?|suspend(?:s|ed|ing)?|suspension|abolish(?:es|ed|ing)?|"
    r"abolition|remov(?:e|es|ed|ing|al)|revok(?:e|es|ed|ing)|rescind(?:s|ed|ing)?|overturn(?:s|ed|ing)?|"
    r"revers(?:e|es|ed|ing|al)|ax(?:e|es|ed|ing)|ban(?:s|ned|ning)?|prohibit(?:s|ed|ing|ion)?|forbid(?:s|den|ding)?|"
    r"postpon(?:e|es|ed|ing|ement)|cut(?:s|ting)?|tear(?:s|ing)?|torn|defund(?:s|ed|ing)?|eliminat(?:e|es|ed|ing|ion)|"
    r"clos(?:e|es|ed|ing|ure)|dismantl(?:e|es|ed|ing)|kill(?:s|ed|ing)?|restrict(?:s|ed|ing|ions?)?"
)
_CLAUSE = re.compile(r"[,;:.!?–—]\s|\s(?:and|but|while|because|unless|until)\s")
_REJECTS = re.compile(r"\b(?:reject|rebuff|renounc|spurn|turn(?:s|ed|ing)? down)")
_WILL_NOT = re.compile(r"to (?:allow|permit|authori[sz]e|approve|grant|licen[sc]e|let|accept|support|back|endorse)\b")
_CONDITION = re.compile(
    r"\b(?:(?:but |and )?only (?:if|when|after|in|once|for|on)|if|unless|until|provided|providing|as long as|"
    r"so long as|on (?:the )?condition|assuming|except|in return for|in exchange for|subject to|depending on)\b"
    r"[^;.?!”\"]*",
    re.I,
)


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
