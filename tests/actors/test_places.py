"""States by name, capital, seat of government and demonym; and the data file that they come from."""

import unicodedata
from collections import Counter

import pytest
from babel import Locale

from sayso.actors.places import Place, Use, place
from sayso.lang import lists

_RAW = lists("states")
_STATES: dict[str, dict[str, list[str]]] = _RAW["states"]
_AMBIGUOUS: dict[str, list[str]] = _RAW["ambiguous"]
_WORDS = [(code, word) for code, state in _STATES.items() for word in {w for words in state.values() for w in words}]
_ELSEWHERE = {w for words in (*_AMBIGUOUS.values(), *_RAW["organizations"].values()) for w in words}


@pytest.mark.parametrize(
    ("words", "code", "use"),
    [
        ("Russia", "RU", "name"),
        ("Moscow", "RU", "capital"),
        ("MOSCOW", "RU", "capital"),
        ("the Kremlin", "RU", "metonym"),
        ("The Kremlin", "RU", "metonym"),
        ("THE KREMLIN", "RU", "metonym"),
        ("Russians", "RU", "demonym"),
        ("U.S.", "US", "name"),
        ("the US", "US", "name"),
        ("Washington", "US", "capital"),
        ("No. 10", "GB", "metonym"),
        ("Britons", "GB", "demonym"),
        ("Peking", "CN", "capital"),
        ("Turkey", "TR", "name"),
        ("Turkiye", "TR", "name"),
        ("The Gambia", "GM", "name"),
        ("Bosnia & Herzegovina", "BA", "name"),
        ("Côte d'Ivoire", "CI", "name"),
        ("COTE D’IVOIRE", "CI", "name"),
        ("Kuwait\u00a0City", "KW", "capital"),
        ("the Élysée", "FR", "metonym"),
        ("E\u0301lyse\u0301e", "FR", "metonym"),
        ("Elysee", "FR", "metonym"),
        ("Luxembourg", "LU", "name"),
        ("Singapore", "SG", "name"),
        ("North Korean", "KP", "demonym"),
        ("Malé", "MV", "capital"),
    ],
)
def test_a_state(words: str, code: str, use: Use) -> None:
    # Where no newspaper prints the CLDR's.
    printed = {"TR": "Turkey", "BA": "Bosnia and Herzegovina", "CI": "Ivory Coast"}
    assert place(words) == Place(code, printed.get(code, Locale("en").territories[code]), use, False)


@pytest.mark.parametrize(
    "words",
    [
        *("", "the", "The ", "moscow", "us", "Us", "the us", "polish", "Kestria", "Pentagon", "European Union"),
        *("Congo", "CONGOLESE", "Korean", "Dominicans", "Male", "MALE", "Victoria", "St. John’s"),
    ],
)
def test_words_that_tell_no_state(words: str) -> None:
    assert place(words) is None


def test_brussels_is_the_european_union() -> None:
    assert place("Brussels") == Place("EU", "European Union", "metonym", True)


@pytest.mark.parametrize("code", _STATES)
def test_a_state_has_a_name_a_capital_and_a_demonym(code: str) -> None:
    found = place(Locale("en").territories[code])
    assert found
    assert (found.code, found.use) == (code, "name")
    assert _STATES[code]["capital"]
    assert _STATES[code]["demonyms"]
    assert _STATES[code].keys() <= {"names", "capital", "metonyms", "demonyms"}


def test_a_word_means_one_state_also_in_capitals_and_none_in_lower_case() -> None:
    for code, word in _WORDS:
        if word not in _ELSEWHERE:
            found = [place(w) for w in (word, word.upper(), f"the {word}")]
            assert [f and f.code for f in found] == [code] * 3, word
        assert place(word.lower()) is None, word


def test_the_ambiguous_words_are_those_of_two_states_and_capitals() -> None:
    states = Counter(word for _, word in _WORDS)
    assert sorted(word for word, number in states.items() if number > 1) == _AMBIGUOUS["states"]
    capitals = {_bare(capital) for state in _STATES.values() for capital in state["capital"]}
    assert set(_AMBIGUOUS["others"]) <= capitals


def _bare(word: str) -> str:
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
