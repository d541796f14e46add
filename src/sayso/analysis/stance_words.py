"""Words that tell a side: that say no, that end or bar a thing, that call it good, that call it bad."""

from sayso.lang import words

NEGATIONS = words("stance_words", "negations")
AGAINST = words("stance_words", "against")
GOOD = words("stance_words", "good")
BAD = words("stance_words", "bad")
