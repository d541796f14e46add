"""What two wordings have in common: what is no alteration, and how an alteration is told."""

import pytest

from sayso.linking.quote_alignment import compare
from sayso.linking.quote_tokens import of_quote, of_speech
from sayso.linking.words import words

TEXT = (
    "We will not open the harbour bridge before March. It costs $5 million, and 25 people [from the board] voted for "
    "health care in Lisset. The programme was organised by three well-known neighbours, e-mail or no e-mail; half of "
    "them don’t live here (Applause.) and 5,000 more are at the 50 per cent mark."
)
SPEECH = of_speech(TEXT, [(0, len(TEXT))])


def changes(quote: str) -> list[tuple[str, str, str]]:
    compared = compare(of_quote(quote), SPEECH)
    assert compared is not None
    return [(c.before, c.after, c.what) for c in compared.changes]


@pytest.mark.parametrize(
    "quote",
    [
        "WE WILL NOT OPEN THE HARBOUR BRIDGE",
        "we will not open the harbor bridge before March",
        "“We will not ‘open’ the harbour bridge”",
        "We will not open – the harbour-bridge",
        "the program was organized by 3 well known neighbors, email or no email",
        "It costs five million dollars, and twenty-five people voted for healthcare in Lisset",
        "It costs $5,000,000 and 25 people from the board voted for health-care",
        "half of them don't live here and 5000 more are at the 50% mark",
        "half of them dont live here (Applause.) and 5,000 more",
        "[W]e will not open the harbour bridge",
        "We will not [reopen] the harbour bridge",
        "We [the commissioners] will not open the harbour bridge",
        "We will not open [it] before March",
        "… We will not open the harbour bridge ...",
        "million, and 25 people",
        "we will not open the harbour\u00ad bridge be\u200bfore March",
    ],
)
def test_these_are_no_alterations(quote: str) -> None:
    assert changes(quote) == []


@pytest.mark.parametrize(
    ("quote", "change"),
    [
        ("We will not shut the harbour bridge before March", ("open", "shut", "word")),
        ("We will open the harbour bridge before March", ("not", "", "negation")),
        ("We will never open the harbour bridge before March", ("not", "never", "word")),
        ("It costs $6 million, and 25 people voted", ("$5 million", "$6 million", "number")),
        ("It costs £5 million, and 25 people voted", ("$5 million", "£5 million", "number")),
        ("organised by four well-known neighbours", ("three", "four", "number")),
        ("people voted for health care in Varn. The programme was organised", ("Lisset", "Varn", "name")),
        ("half of them do live here and 5,000 more", ("don’t", "do", "negation")),
        ("half of them don’t really live here and 5,000 more", ("", "really", "word")),
        ("organised by three unknown neighbours, e-mail", ("well-known", "unknown", "negation")),
        ("It costs … 25 people voted for health care", ("$5 million, and", "", "number")),
        ("We will [...] open the harbour bridge before March", ("not", "", "negation")),
        ("We will [never] open the harbour bridge before March", ("not", "never", "word")),
        ("We will [surely] open the harbour bridge before March", ("not", "surely", "negation")),
        ("open the bridge before March", ("harbour", "", "left out")),
        ("25 people … health care in Lisset", ("voted for", "", "left out")),
        ("The programme was organised … e-mail", ("by three well-known neighbours", "", "number")),
    ],
)
def test_a_change_is_told_with_what_it_is(quote: str, change: tuple[str, str, str]) -> None:
    assert changes(quote) == [change]


def test_a_bracket_may_explain_a_name_but_not_change_it() -> None:
    said = "we asked Dolan about it"
    speech = of_speech(said, [(0, len(said))])
    for quote, whats in (("we asked [the commissioner] about it", []), ("we asked [Ruud] about it", ["name"])):
        compared = compare(of_quote(quote), speech)
        assert compared
        assert [c.what for c in compared.changes] == whats


def test_a_long_part_left_out_at_an_ellipsis_does_not_count_against_what_is_the_same() -> None:
    said = "we saw it and " + "then other things were told of many places " * 9 + "we believed it"
    compared = compare(of_quote("we saw it … we believed it"), of_speech(said, [(0, len(said))]))
    assert compared
    assert (compared.similarity, [c.what for c in compared.changes]) == (1.0, ["left out"])


def test_a_likely_that_becomes_unlikely_is_negated() -> None:
    said = "it is likely that the ferry sails"
    compared = compare(of_quote("it is unlikely that the ferry sails"), of_speech(said, [(0, len(said))]))
    assert compared
    assert [c.what for c in compared.changes] == ["negation"]


def test_two_telling_words_beside_each_other_are_two_changes() -> None:
    said = "we saw Dolan three times"
    compared = compare(of_quote("we saw Ruud five times"), of_speech(said, [(0, len(said))]))
    assert compared
    assert [c.to_dict() for c in compared.changes] == [
        {"from": "Dolan", "to": "Ruud", "what": "name"},
        {"from": "three", "to": "five", "what": "number"},
    ]


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("they want 90 percent of the vote", "they want 90 … vote"),
        ("Twenty-five percent of our members want it", "25 of our members want it"),
        ("£1.5bn goes to the ferry", "1.5bn goes to the ferry"),
        ("it takes £1.5bn to mend the ferry", "it takes 1.5bn to mend the ferry"),
        ("it rose by .5 percent last year", "it rose by 5 percent last year"),
        ("it was -5 degrees on the quay", "it was 5 degrees on the quay"),
        ("it was \u22125 degrees on the quay", "it was 5 degrees on the quay"),
        ("a ticket costs ¥500 on the ferry", "a ticket costs ₹500 on the ferry"),
        ("a ticket costs ₴500 on the ferry", "a ticket costs ₩500 on the ferry"),
        ("we sign (with 3 others) the deal", "we sign the deal"),
        ("we sign [with 3 others] the deal", "we sign the deal"),
    ],
)
def test_a_number_without_its_unit_or_sign_is_another(said: str, quote: str) -> None:
    compared = compare(of_quote(quote), of_speech(said, [(0, len(said))]))
    assert compared
    assert "number" in {c.what for c in compared.changes}


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("it rose by .5 percent last year", "it rose by 0.5% last year"),
        ("it was \u22125 degrees on the quay", "it was -5 degrees on the quay"),
        ("a ticket costs ¥500 on the ferry", "a ticket costs 500 yen on the ferry"),
        ("the vote, 10-5, was close", "the vote, 10–5, was close"),
        ("we sign the deal (APPLAUSE) with the harbour", "we sign the deal with the harbour"),
    ],
)
def test_the_same_number_or_what_was_only_heard_is_no_alteration(said: str, quote: str) -> None:
    compared = compare(of_quote(quote), of_speech(said, [(0, len(said))]))
    assert compared
    assert compared.changes == ()


def test_round_brackets_are_the_speakers_words() -> None:
    for said, what in (
        ("We will sign (but not before May) the deal with the harbour", "negation"),
        ("We will sign [but not before May] the deal with the harbour", "negation"),
        ("We will sign (when we can) the deal with the harbour", "left out"),
    ):
        compared = compare(of_quote("We will sign the deal with the harbour"), of_speech(said, [(0, len(said))]))
        assert compared
        assert [c.what for c in compared.changes] == [what]


def test_words_are_made_one_only_where_the_other_text_has_them_so() -> None:
    said = "maybe it rains, and it may be late"
    compared = compare(of_quote("and … it may be late"), of_speech(said, [(0, len(said))]))
    assert compared
    assert compared.changes == ()


def test_a_change_tells_where_it_stands_in_the_quotation() -> None:
    quote = "We will not shut the harbour bridge"
    compared = compare(of_quote(quote), SPEECH)
    assert compared
    assert [quote[c.start : c.end] for c in compared.changes] == ["shut"]


def test_what_shares_no_word_is_not_compared() -> None:
    assert compare(of_quote("walruses sing"), SPEECH) is None
    assert compare(of_quote("“…”"), SPEECH) is None


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("colour colourful neighbourhood dishonourable", "color colorful neighborhood dishonorable"),
        ("centre centred theatres kilometres manoeuvre", "center centered theaters kilometers maneuver"),
        ("travelled councillors marvellous focussed", "traveled councilors marvelous focused"),
        ("realise organisation analysed", "realize organization analyzed"),
        ("dialogue catalogues defence licence practised", "dialog catalogs defense license practiced"),
        ("grey tyres towards learnt naïve Ångström", "gray tires toward learned naive angstrom"),
    ],
)
def test_british_and_american_spelling_are_one(british: str, american: str) -> None:
    assert [w.form for w in words(british)] == [w.form for w in words(american)]


def test_words_that_only_look_alike_stay_apart() -> None:
    for a, b in (("four", "for"), ("hour", "hor"), ("filled", "filed"), ("size", "sise"), ("tour", "tor")):
        assert [w.form for w in words(a)] != [w.form for w in words(b)]


def test_words_stand_where_they_say() -> None:
    text = "re\u0301sume\u0301s – don’t, 5,000 well-known"
    assert [text[w.start : w.end] for w in words(text)] == [
        "re\u0301sume\u0301s", "don’t", "5,000", "well", "known",
    ]  # fmt: skip
