"""What the trees of positions are given: words of the claim that a statement has, and which side words and act tell."""

import pytest

from sayso.analysis.position_figures import FIGURES, StatementInContext, figures
from sayso.article import Act

CLAIM = "The ferry should be closed"


def of(
    content: str, claim: str = CLAIM, cue: str = "said", act: Act = "assert", sentence: str = "", before: str = ""
) -> dict[str, float]:
    told = StatementInContext("Mira Dolan", cue, content, act, False, False, False, sentence, before)
    return dict(zip(FIGURES, figures(claim, [told])[0].tolist(), strict=True))


def test_every_figure_has_a_name() -> None:
    assert figures(CLAIM, []).shape == (0, len(FIGURES))
    assert len(of("the ferry")) == len(set(FIGURES)) == len(FIGURES)


def test_words_of_the_claim_count_in_their_forms_and_the_rarer_the_more() -> None:
    assert of("that closing the ferry is right")["covered"] == pytest.approx(1)
    assert of("that the bridge is old")["covered"] == 0
    only_rare, only_common = (of(text, "The ferry must open")["covered"] for text in ("the ferry", "to open it"))
    assert only_rare > only_common > 0


def test_the_subject_is_told_from_what_is_said_of_it() -> None:
    found = of("that the ferry is old")
    assert (found["subject"], found["predicate"]) == (1, 0)
    assert of("that the road was closed")["subject"] == 0


def test_what_points_back_is_looked_for_before_the_cue() -> None:
    before = "The town may close the ferry. Dolan "
    assert of("such a step would be wrong", before=before)["pointed"] == pytest.approx(1)
    assert of("the old bridge needs more paint", before=before)["pointed"] == 0


def test_a_name_in_the_place_of_the_claims_is_seen() -> None:
    claim = "The mayor should meet Ilka Brandt"
    assert of("that the mayor should meet Jonas Hallik", claim)["replaced"] > 0
    assert of("that the mayor should meet Ilka Brandt", claim)["replaced"] == 0


def test_near_words_count_softly() -> None:
    assert of("that the boat be shut")["soft"] > of("that the budget be read")["soft"]


@pytest.mark.parametrize(
    ("act", "content", "claim", "side"),
    [
        ("support", "the closing of the ferry", CLAIM, 1),
        ("oppose", "the closing of the ferry", CLAIM, -1),
        ("support", "the closing of the ferry", "The ferry should not be closed", -1),
        ("request", "not to close the ferry", CLAIM, -1),
        ("support", "the ferry", "The ferry should be kept", 1),
        ("assert", "the ferry", CLAIM, 0),
    ],
)
def test_act_and_words_that_end_or_deny_tell_a_side(act: Act, content: str, claim: str, side: int) -> None:
    assert of(content, claim, act=act)["side"] == side


@pytest.mark.parametrize(
    ("figure", "has", "has_not"),
    [
        ("good", "it is a wonderful ferry", "it is a ferry"),
        ("bad", "the ferry is a disgrace", "the ferry is a boat"),
        ("negations", "the ferry isn’t old", "the ferry is old"),
        ("against", "to scrap the ferry", "to paint the ferry"),
        ("condition", "it may close only if a bridge is built", "it may close in May"),
        ("undecided", "not sure about the ferry", "sure about the ferry"),
        ("question", "“Why close it?”", "“We close it.”"),
        ("whether", "whether it closes", "that it closes"),
        ("direct", "“We close it”", "to close it"),
    ],
)
def test_words_and_forms_are_counted(figure: str, has: str, has_not: str) -> None:
    assert of(has)[figure]
    assert not of(has_not)[figure]


def test_a_cue_tells_that_no_answer_is_given_or_that_something_is_denied() -> None:
    assert of("on the ferry", cue="declined to comment")["refuses"]
    assert not of("on the ferry", cue="commented")["refuses"]
    assert of("the ferry", cue="doesn't want")["cue_negated"]
    assert not of("the ferry", cue="wants")["cue_negated"]


def test_meaning_tells_a_claim_from_another_matter() -> None:
    assert of("that the ferry must shut")["cosine"] > of("that taxes are too high")["cosine"]
