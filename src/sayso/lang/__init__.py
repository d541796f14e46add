"""Languages: for each a folder with the lists of words and patterns that rooms decide by. There is English; a plugin
brings another (docs/plugins.md), whose folder holds what is not as in English.

Modules name a rule or a list once, at their head; which language's it is, is told when it is asked: that of `using`,
which a `Reader` sets while it reads. A file of the folder may hold

    [words]             lists of words, by name: a string with space between, or an array
    [parts]             pieces of patterns, named in these as {piece}, or {file.piece}; a list of words is one too
    [rules.NAME]        a `pattern`, whose lines are one, with an example that it is `for` and one that it must `not`
                        find, both run by a test; `how` the code asks (match, fullmatch) where it does not search;
                        `flags`
    flags = "i"         for all rules of the file: without regard to case ("s": a dot is any character)
    spaced = true       "_" in the patterns of the file is white space

beside whatever else a module reads with `lists`.
"""

from sayso.lang.asked import Rule, Table, Words, by_language, lists, pattern, rule, table, words
from sayso.lang.language import Language, english, language, using

__all__ = [
    "Language", "Rule", "Table", "Words", "by_language", "english", "language", "lists", "pattern", "rule", "table",
    "using", "words",
]  # fmt: skip
