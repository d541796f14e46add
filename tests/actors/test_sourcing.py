"""How a source is sourced, by its words and by whom they were resolved to."""

import pytest

from sayso.actors.sourcing import head, is_document, is_group, is_media, is_organization, is_person, sourcing
from sayso.article import ActorType, Sourcing


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("an official from the administration of Kestria’s President Karel Voss", "official"),
        ("Media reports", "reports"),
        ("A Harbour Gazette poll", "poll"),
        ("according to a 50-town survey of ferry riders", "survey"),
        ("people familiar with the matter", "people"),
        ("sources close to Voss", "sources"),
        ("some close Voss allies", "allies"),
        ("some of his own advisers", "advisers"),
        ("a large majority of those who voted", "those"),
        ("two of the officials", "officials"),
        ("more than half of island voters", "voters"),
        ("About four in 10", "10"),
        ("44 percent", "percent"),
        ("nearly 60 percent of harbour residents polled", "residents"),
        ("one questioner", "questioner"),
        ("The Gazette’s editorial", "editorial"),
        ("The dockers’", "dockers"),
        ("state and local officials", "officials"),
        ("law enforcement and intelligence officials", "officials"),
        ("the union and others", "union"),
        ("historians and other critics", "historians"),
        ("records the ministry released", "records"),
        ("several people Osmerians have spoken to", "people"),
        ("“A few” in the hall", "few"),
        ("Rep. Mira Dolan (Varn)", "dolan"),
        ("his", "his"),
        ("", ""),
        ("—", ""),
    ],
)
def test_the_head_of_a_source(source: str, expected: str) -> None:
    assert head(source) == expected


@pytest.mark.parametrize(
    ("source", "speaker", "named", "expected"),
    [
        ("Mira Dolan", "person", True, "named"),
        ("The prime minister", "person", True, "named"),
        ("", "person", True, "named"),
        ("the Kestrian government", "state", True, "named"),
        ("The Dockers’ Union", "organization", True, "named"),
        ("the Varnish Guard", "group", True, "named"),
        ("Osmerians", "group", True, "collective"),
        ("The Harbour Gazette", "media", True, "media"),
        ("It", "media", True, "media"),
        ("the channel", "media", False, "media"),
        ("A Harbour Gazette poll", "media", True, "document"),
        ("the Tidewater report", "document", True, "document"),
        ("It", "document", False, "document"),
        ("an expert", "person", False, "unnamed"),
        ("Her daughter", "person", False, "unnamed"),
        ("I", "person", False, "media"),
        ("the union", "organization", False, "unnamed"),
        ("senior officials", "group", False, "unnamed"),
        ("the captain’s lawyers", "group", False, "unnamed"),
        ("police", "group", False, "unnamed"),
        ("people briefed on the talks", "group", False, "unnamed"),
        ("the two women", "group", False, "unnamed"),
        ("people in other harbours", "group", False, "collective"),
        ("Harbour experts", "group", False, "collective"),
        ("Two in five voters", "group", False, "collective"),
        ("they", "group", False, "collective"),
        ("who", "group", False, "collective"),
        ("a broad discussion with pilots", "group", False, "collective"),
    ],
)
def test_who_speaks_and_by_which_words(source: str, speaker: ActorType, named: bool, expected: Sourcing) -> None:
    assert sourcing(source, speaker, named) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", "none"),
        ("—", "none"),
        ("It", "none"),
        ("a spokeswoman", "unnamed"),
        ("The 46-year-old", "unnamed"),
        ("one of the residents", "unnamed"),
        ("a person with knowledge of the talks", "unnamed"),
        ("the ferry company", "unnamed"),
        ("some critics", "collective"),
        ("many", "collective"),
        ("42% of those asked", "collective"),
        ("the public", "collective"),
        ("ferrygoers", "collective"),
        ("Court records", "document"),
        ("the reports", "document"),
        ("the school’s Facebook post", "document"),
        ("Reports", "media"),
        ("several local reports", "media"),
        ("Varnish media reports", "media"),
        ("the state news agency", "media"),
        ("an article in a tabloid", "media"),
        ("The Harbour Post", "media"),
        ("We", "media"),
        ("ministry spokesman Jem Laurie", "named"),
    ],
)
def test_words_that_nobody_was_found_for(source: str, expected: Sourcing) -> None:
    assert sourcing(source, None, False) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Harbour Gazette", True),
        ("Harbour Television", True),
        ("Daily Ferryman", True),
        ("The Gazette’s", True),
        ("Reuters", True),
        ("newspaper", True),
        ("newspapers", True),
        ("Gazetteer", False),
        ("the hill", False),
        ("post", False),
        ("Delta Bank", False),
        ("", False),
    ],
)
def test_an_outlet(name: str, expected: bool) -> None:
    assert is_media(name) == expected


@pytest.mark.parametrize(
    ("noun", "person", "group", "organization", "document"),
    [
        ("spokeswoman", True, False, False, False),
        ("senator", True, False, False, False),
        ("kestrian", True, False, False, False),
        ("spokesmen", False, True, False, False),
        ("kestrians", False, True, False, False),
        ("secretaries", False, True, False, False),
        ("people", False, True, False, False),
        ("police", False, True, False, False),
        ("ministry", False, False, True, False),
        ("agencies", False, False, True, False),
        ("survey", False, False, False, True),
        ("analyses", False, False, False, True),
        ("dispatches", False, False, False, True),
        ("bridge", False, False, False, False),
    ],
)
def test_what_a_noun_is_for(noun: str, person: bool, group: bool, organization: bool, document: bool) -> None:
    kinds = (is_person(noun), is_group(noun), is_organization(noun), is_document(noun))
    assert kinds == (person, group, organization, document)
