"""What somebody holds about a matter by what he does about it: the 23 acts as a few holdings, and which are contrary.

| act | holding |
|---|---|
| request, want, order | asks for |
| authorize | allows |
| prohibit | forbids |
| support, praise | supports |
| oppose, criticize; decline, where the matter itself is rejected | opposes |
| accuse | accuses |
| confirm, deny | confirms, denies |
| warn, threaten | warns of |
| promise, predict, question, believe | promises, predicts, questions, believes |
| assert, announce, report | says |
| decline (to comment), other (a deed) | none |

A negated act is the holding's negation: "has not authorized" is "does not allow". Not to say something is no holding.
"""

import re

from sayso.analysis.topic_query import Matter, folded
from sayso.article import Act

_HOLDINGS: dict[Act, tuple[str, str]] = {
    "request": ("asks for", "does not ask for"),
    "want": ("asks for", "does not ask for"),
    "order": ("asks for", "does not ask for"),
    "authorize": ("allows", "does not allow"),
    "prohibit": ("forbids", "does not forbid"),
    "support": ("supports", "does not support"),
    "praise": ("supports", "does not support"),
    "oppose": ("opposes", "does not oppose"),
    "criticize": ("opposes", "does not oppose"),
    "accuse": ("accuses", "does not accuse"),
    "confirm": ("confirms", "does not confirm"),
    "deny": ("denies", "does not deny"),
    "warn": ("warns of", "does not warn of"),
    "threaten": ("warns of", "does not warn of"),
    "promise": ("promises", "does not promise"),
    "predict": ("predicts", "does not predict"),
    "question": ("questions", "does not question"),
    "believe": ("believes", "does not believe"),
    "assert": ("says", ""),
    "announce": ("says", ""),
    "report": ("says", ""),
}
_NEGATIONS = {pair for pair in _HOLDINGS.values() if pair[1]}
FOR = frozenset(("asks for", "allows", "supports"))
AGAINST = frozenset(("forbids", "opposes", "does not allow", "does not support"))
# Who asks for the end of a thing opposes it; who opposes its end supports it.
_TURNED = {
    "asks for": "opposes", "does not ask for": "does not oppose", "promises": "opposes", "supports": "opposes",
    "does not support": "does not oppose", "opposes": "supports", "does not oppose": "does not support",
}  # fmt: skip
_ENDS = re.compile(
    r"not|never|no|nor|against|without|end(?:s|ed|ing)?|lift(?:s|ed|ing)?|scrap(?:s|ped|ping)?|drop(?:s|ped|ping)?|"
    r"repeal(?:s|ed|ing)?|abandon(?:s|ed|ing|ment)?|withdr[ae]w(?:s|n|ing|al)?|halt(?:s|ed|ing)?|"
    r"stop(?:s|ped|ping)?|reject(?:s|ed|ing|ion)?|cancel(?:s|l?ed|l?ing|lation)?|oppos(?:e|es|ed|ing|ition)|"
    r"veto(?:es|ed|ing)?|block(?:s|ed|ing)?|delay(?:s|ed|ing)?|suspend(?:s|ed|ing)?|suspension|abolish(?:es|ed|ing)?|"
    r"abolition|remov(?:e|es|ed|ing|al)|revok(?:e|es|ed|ing)|rescind(?:s|ed|ing)?|overturn(?:s|ed|ing)?|"
    r"revers(?:e|es|ed|ing|al)|ax(?:e|es|ed|ing)|ban(?:s|ned|ning)?|prohibit(?:s|ed|ing|ion)?|forbid(?:s|den|ding)?|"
    r"postpon(?:e|es|ed|ing|ement)"
)
_CLAUSE = re.compile(r"[,;:.!?–—]\s|\s(?:and|but|while|because|unless|until)\s")
_REJECTS = re.compile(r"\b(?:reject|rebuff|renounc|spurn|turn(?:s|ed|ing)? down)")
_WILL_NOT = (
    (re.compile(r"to (?:allow|permit|authori[sz]e|approve|grant|licen[sc]e|let)\b"), "does not allow"),
    (re.compile(r"to (?:accept|support|back|endorse)\b"), "does not support"),
)


def holding(act: Act, negated: bool, cue: str, content: str, matter: Matter) -> str:
    """What an act with these words holds about a matter; empty where it holds nothing."""
    if act == "decline":
        if _REJECTS.search(cue):
            return "does not oppose" if negated else "opposes"
        return next((held for verb, held in _WILL_NOT if verb.match(content) and not negated), "")
    held = _HOLDINGS.get(act, ("", ""))[negated]
    return _TURNED[held] if held in _TURNED and _is_ended(content, matter) else held


def _is_ended(content: str, matter: Matter) -> bool:
    """Whether what is said is the end of the matter: in the clause where it stands, an odd number of words says no or
    end, beside the words that are looked for."""
    clause = next((c for c in _CLAUSE.split(content) if matter.stands_in(c)), "")
    return sum(1 for w in folded(clause) if _ENDS.fullmatch(w) and not matter.holds(w)) % 2 == 1


def negation(held: str) -> str:
    """What who denies a holding of somebody says of him instead; empty where that is nothing."""
    return next((n if held == h else h for h, n in _HOLDINGS.values() if held in (h, n)), "")


def is_contrary(one: str, other: str) -> bool:
    """Whether who held one and then holds the other has changed."""
    sides = (one in FOR and other in AGAINST) or (one in AGAINST and other in FOR)
    return sides or {one, other} == {"confirms", "denies"} or bool({(one, other), (other, one)} & _NEGATIONS)
