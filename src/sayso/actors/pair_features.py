"""What the score of a pair of mentions sees beside the network's states: kinds, distance, quotation, same words."""

import numpy as np

from sayso.attribution.words import OUTSIDE, Ints, Words, tokenizer
from sayso.lang import by_language, table

KINDS = ("he", "she", "it", "they", "I", "you", "we", "name", "nominal")
NAME, NOMINAL = KINDS.index("name"), KINDS.index("nominal")
_PRONOUNS = table("pair_features", "pronouns")
BACK, AHEAD = 150, 12  # mentions before and after one that may be its antecedents
_BEFORE = np.array((1, 2, 3, 4, 6, 9, 14, 22, 35, 60, 100, 200, 400))
_AFTER = np.array((4, 12))
# How many values each feature has, in the order of `features`.
SIZES = (len(_BEFORE) + len(_AFTER) + 2, 6, len(KINDS) ** 2, 5, 4)


@by_language()
def _pronoun_table() -> Ints:
    table = np.full(tokenizer().get_vocab_size(), -1, dtype=np.int64)
    for kind, forms in _PRONOUNS.items():
        for form in forms.split():
            table[tokenizer().token_to_id(form)] = KINDS.index(kind)
    return table


def kinds(words: Words) -> Ints:
    """For each word the index in KINDS that it has if it is a mention's head; "US" is no pronoun."""
    single = np.diff(words.first) == 1
    pronoun = np.where(single, _pronoun_table()[words.token_ids[words.first[:-1]]], -1)
    capital = (words.case >= 1) & (words.case <= 3)
    pronoun = np.where((words.case == 2) & (words.ends - words.starts > 1), -1, pronoun)
    out: Ints = np.where(pronoun >= 0, pronoun, np.where(capital, NAME, NOMINAL))
    return out


def features(words: Words, kind: Ints, query: Ints, candidate: Ints) -> Ints:
    """Five small numbers (see SIZES) for pairs of head words; `query` and `candidate` are word numbers that broadcast.

    Distance in words, in paragraphs, the kinds of both, how they stand to quotation marks, and whether they are the
    same word.
    """
    gap = query - candidate
    distance = np.where(
        gap >= 0,
        np.searchsorted(_BEFORE, np.maximum(gap, 0)),
        len(_BEFORE) + 1 + np.searchsorted(_AFTER, np.maximum(-gap, 0)),
    )
    paragraphs = words.paragraph[query] - words.paragraph[candidate]
    quoted = words.quoting != OUTSIDE
    run = np.cumsum(~quoted)
    here, there = quoted[query], quoted[candidate]
    quotation = np.where(here & there, np.where(run[query] == run[candidate], 3, 4), here + 2 * there)
    sign = words.token_ids[words.first[:-1]] * 40_000 + words.token_ids[words.first[1:] - 1]
    same = (sign[query] == sign[candidate]) * (1 + (kind[query] == NAME) + (kind[candidate] == NAME))
    out = np.stack(
        np.broadcast_arrays(
            distance,
            np.where(paragraphs < 0, 5, np.minimum(paragraphs, 4)),
            kind[query] * len(KINDS) + kind[candidate],
            quotation,
            same,
        ),
        axis=-1,
    )
    return out.astype(np.int64)
