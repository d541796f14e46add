"""The words around a cut with which its speaker was less sure than the cut."""

from sayso.lang import rule

HEDGE_BEFORE = rule("cut_hedges", "before")
HEDGE_AFTER = rule("cut_hedges", "after")
HEDGE_BETWEEN = rule("cut_hedges", "between")
