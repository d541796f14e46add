"""Names as they are written: where they begin and end, their titles, and whether two can be one person's."""

import pytest

from sayso import read_text
from sayso.actors.names import folded, names, part_of, same_person


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kestrian spokeswoman Mira Dolan", [("Kestrian", ""), ("Mira Dolan", "")]),
        ("President Karel Voss", [("Karel Voss", "President")]),
        ("NATO Secretary-General Jens Roos", [("Jens Roos", "NATO Secretary-General")]),
        ("Prime Minister Ursula van der Meer", [("Ursula van der Meer", "Prime Minister")]),
        ("the Minister for Coasts, Dame Petra Oyelaran", [("Coasts", ""), ("Petra Oyelaran", "Dame")]),
        ("opposition leader Tom ‘Ox’ Varga", [("Tom ‘Ox’ Varga", "")]),
        ("the Bank of Kestria", [("Bank of Kestria", "")]),
        ("Sen. G.K. Harrow’s plan", [("G.K. Harrow", "Sen.")]),
        ("He went to Varn. Mr. Marsh stayed.", [("Varn", ""), ("Marsh", "Mr.")]),
        ("ARGUMENT OF MAYOR INA HOLT ON BEHALF OF THE TOWN", [("ARGUMENT", ""), ("INA HOLT", "MAYOR"), ("TOWN", "")]),
        ("the U.S. and the U.K.", [("U.S.", ""), ("U.K.", "")]),
        ("Premier Tessa May and May", [("Tessa May", "Premier"), ("May", "")]),
        ("Tessa May spoke in May", [("Tessa May", "")]),
        ("Ada King left. The King stayed, and Mr. King", [("Ada King", ""), ("King", "Mr.")]),
        ("the White House Chancellor", []),
        ("the Commission on Harbour Safety", [("Commission on Harbour Safety", "")]),
        ("Citizens for Sea Justice", [("Citizens for Sea Justice", "")]),
        ("Bank of Kestria Governor Ina Holt", [("Ina Holt", "Bank of Kestria Governor")]),
        ("The President", []),
        ("Miss Universe Ina Holt and Miss Holt", [("Ina Holt", "Miss Universe"), ("Holt", "Miss")]),
        ("Senators Ina Holt and Bo Lind", [("Ina Holt", "Senators"), ("Bo Lind", "")]),
        (
            "the Kestrian State Department and the Justice Ministry",
            [("Kestrian State Department", ""), ("Justice Ministry", "")],
        ),
        ("the Conference of State Mills", [("Conference of State Mills", "")]),
        (
            "Secretary of State Ina Holt and Chief of Staff Bo Lind",
            [("Ina Holt", "Secretary of State"), ("Bo Lind", "Chief of Staff")],
        ),
        ("General Motors and General Holt", [("General Motors", ""), ("Holt", "General")]),
        ("Otters QB Bo Lind", [("Bo Lind", "Otters QB")]),
        ("V&M bought out A&B", [("V&M", ""), ("A&B", "")]),
        (
            "the Lisset Sheriff’s Office, the Nurses’ Union and Ina Holt’s Office",
            [("Lisset Sheriff’s Office", ""), ("Nurses’ Union", ""), ("Ina Holt", ""), ("Office", "")],
        ),
        ("the Centre for Flood Control and Prevention", [("Centre for Flood Control and Prevention", "")]),
        ("the Department of Health and Holm", [("Department of Health", ""), ("Holm", "")]),
        ("the Department of Health and the Fire Service", [("Department of Health", ""), ("Fire Service", "")]),
        ("the Food and Fisheries Organization", [("Food and Fisheries Organization", "")]),
        ("Varn and Tamsin Council", [("Varn", ""), ("Tamsin Council", "")]),
        ("Ministry of Trade, Industry and Energy", [("Ministry of Trade, Industry and Energy", "")]),
        ("Ministry of Trade, Varn and Energy", [("Ministry of Trade", ""), ("Varn", ""), ("Energy", "")]),
        ("the Committee to Protect Anglers went to Varn", [("Committee to Protect Anglers", ""), ("Varn", "")]),
        ("the Sunk 40 Project, in Varn 40 Anglers", [("Sunk 40 Project", ""), ("Varn", ""), ("Anglers", "")]),
        ("the Court of Appeals for the Northern Circuit", [("Court of Appeals for the Northern Circuit", "")]),
        (
            "the Court of England and Wales, Bank of England and Kestria",
            [
                ("Court of England and Wales", ""),
                ("Bank of England", ""),
                ("Kestria", ""),
            ],
        ),
        ("Lisset Fire and Rescue with Varn and Rescue", [("Lisset Fire and Rescue", ""), ("Varn", ""), ("Rescue", "")]),
        (
            "Ferries for Varn (FfV) and News from Tamsin (Dolan)",
            [("Ferries for Varn", ""), ("FfV", ""), ("News", ""), ("Tamsin", ""), ("Dolan", "")],
        ),
        ("US ambassador to Germany Ina Holt", [("US", ""), ("Germany", ""), ("Ina Holt", "")]),
        ("a senator from Lisset Ina Holt. Holt left", [("Lisset", ""), ("Ina Holt", ""), ("Holt", "")]),
        ("the president of Varn Motor Company", [("Varn Motor Company", "")]),
        ("But on Monday they left", []),
    ],
)
def test_names_and_their_titles(text: str, expected: list[tuple[str, str]]) -> None:
    found = names(text)
    assert [(n.text, n.title) for n in found] == expected
    assert all(text[n.start : n.end] == n.text for n in found)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Anton Zelenko", "ANTON ZELENKÓ", True),
        ("Yelena Sorokina", "Elena Sorokina", True),
        ("Oleksiy Hromenko", "Oleksii Hromenko", True),
        ("J. Harrow", "Jane Harrow", True),
        ("Jane R. Harrow", "Jane Harrow", True),
        ("Tom Reed Jr.", "Tom Reed", True),
        ("Bill Harrow", "Helen Harrow", False),
        ("Marco Silva", "Mario Silva", False),
        ("Ina Holt", "Ina Marsh", False),
    ],
)
def test_spellings_of_one_name(a: str, b: str, same: bool) -> None:
    assert same_person(folded(a), folded(b)) is same
    assert same_person(folded(b), folded(a)) is same


@pytest.mark.parametrize(
    ("short", "long", "part"),
    [
        ("Holt", "Ina Holt", True),
        ("Ina", "Ina Holt", True),
        ("van der Meer", "Ursula van der Meer", True),
        ("Zelenskyy", "Anton Zelensky", True),
        ("Meer", "Ina Holt", False),
        ("Ina Holt", "Ina Holt", False),
    ],
)
def test_surnames_and_given_names_of_a_full_one(short: str, long: str, part: bool) -> None:
    assert part_of(folded(short), folded(long)) is part


TITLED = """Murder in Lisset

They deport violent criminals. Journalist Jorge Holm said that it was a mistake. Ada Marsh, a spokeswoman for \
Mrs. Holm, refused. George Sorel, then a harbour volunteer, said he was there. Francis, the leader of the \
world's 1.2 billion anglers, said that peace would come. Carly Varn, the former Dolan-Packard CEO, said she \
would run. Sens. Ted Orvik and Mike Ruud said that they would vote. Her rival Senator Ivo Lund said no. Rear \
Adm. Ina Roos said that the fleet was ready. Chief Of Staff Rahm Tamm said that he would go."""


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("Jorge Holm", ("Journalist",)),
        ("Ada Marsh", ()),
        ("George Sorel", ("harbour volunteer",)),
        ("Francis", ()),
        ("Carly Varn", ("former Dolan-Packard CEO",)),
        ("Ted Orvik", ("Sen.",)),
        ("Ivo Lund", ("Senator",)),
        ("Ina Roos", ("Rear Adm.",)),
        ("Rahm Tamm", ("Chief Of Staff",)),
    ],
)
def test_a_title_begins_and_ends_where_it_does(name: str, titles: tuple[str, ...]) -> None:
    found = {a.name: a for a in read_text(TITLED).actors}
    assert found[name].titles == titles


def test_a_part_of_a_bodys_name_is_no_affiliation() -> None:
    found = {a.name: a for a in read_text(TITLED).actors}
    assert found["Carly Varn"].affiliation != "Packard"
