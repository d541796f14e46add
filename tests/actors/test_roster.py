"""The roster: what is read of a user's list, what is told about bad rows, and which entry an actor is."""

import gzip
import hashlib
import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.actors.roster import Roster, RosterEntry, Title, load
from sayso.article import ActorType
from sayso.errors import RosterError

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "people.csv"
HEAD = "name,aliases,type,titles,from,to,registry"


def roster(folder: Path, *lines: str) -> Roster:
    return load(file(folder, "\n".join(lines).encode()))


def file(folder: Path, data: bytes) -> Path:
    path = folder / "people.csv"
    path.write_bytes(data)
    return path


def found(known: Roster, name: str, *titles: str, type: ActorType = "person", day: str | None = "2026-03-12") -> str:
    """The first identifier of who is found, or nothing."""
    one = known.find([name], type, titles, day)
    return one.identifiers[0][1] if one else ""


def test_a_row_of_csv(tmp_path: Path) -> None:
    read = roster(tmp_path, HEAD, '"Voss, Karel",Karel Voss; K. Voss ,person,President;Captain,2021,2023-02,R-1')
    held = Title("President", "2021-01-01", "2023-02-28"), Title("Captain", "2021-01-01", "2023-02-28")
    assert read.entries == [
        RosterEntry("Voss, Karel", ("Karel Voss", "K. Voss"), "person", held, (("registry", "R-1"),))
    ]
    assert read.problems == ()


def test_only_the_name_is_required_and_every_further_column_is_an_identifier(tmp_path: Path) -> None:
    read = roster(tmp_path, "Name,id:registry,orcid", "Mira Dolan,R-1,", ",,", "", "Varn,,0000-1")
    assert [(k.name, k.type, k.identifiers) for k in read.entries] == [
        ("Mira Dolan", "unknown", (("registry", "R-1"),)),
        ("Varn", "unknown", (("orcid", "0000-1"),)),
    ]
    assert read.problems == ()


def test_json_lines(tmp_path: Path) -> None:
    voss = {
        "name": "Karel Voss",
        "aliases": ["Karel J. Voss"],
        "type": "person",
        "titles": [{"title": "President", "from": "2025-01"}, "Captain"],
        "identifiers": {"registry": "R-1"},
    }
    read = roster(tmp_path, json.dumps(voss), '{"name": "Varn"}')
    held = Title("President", "2025-01-01", None), Title("Captain", None, None)
    assert read.entries == [
        RosterEntry("Karel Voss", ("Karel J. Voss",), "person", held, (("registry", "R-1"),)),
        RosterEntry("Varn", (), "unknown", (), ()),
    ]


def test_entities_of_follow_the_money(tmp_path: Path) -> None:
    properties = {
        "name": ["Karel Voss", "VOSS, Karel"],
        "alias": ["Karel J. Voss"],
        "weakAlias": ["Voss"],
        "position": ["President of the Northern Union"],
        "wikidataId": ["Q-none"],
        "country": ["xx"],
    }
    read = roster(
        tmp_path,
        json.dumps({"id": "nu-1", "schema": "Person", "caption": "Karel Voss", "properties": properties}),
        '{"id": "nu-2", "schema": "PublicBody", "caption": "Admiralty", "properties": {"name": ["Admiralty"]}}',
        '{"id": "nu-3", "schema": "Occupancy", "properties": {"holder": ["nu-1"]}}',
        '{"id": "nu-4", "schema": "Vessel", "properties": {"name": ["Gannet"]}}',
    )
    voss, admiralty = read.entries
    assert voss == RosterEntry(
        "Karel Voss",
        ("VOSS, Karel", "Karel J. Voss"),
        "person",
        (Title("President of the Northern Union", None, None),),
        (("wikidata", "Q-none"), ("ftm", "nu-1")),
    )
    assert (admiralty.type, admiralty.identifiers) == ("organization", (("ftm", "nu-2"),))
    assert read.problems == (f"{tmp_path}/people.csv: 1 left out whose schema is no actor's ('Vessel' 1)",)


def test_gzip_and_a_byte_order_mark(tmp_path: Path) -> None:
    data = gzip.compress(b"\xef\xbb\xbfname\r\nMira Dolan\r\n", mtime=0)
    read = load(file(tmp_path, data))
    assert [k.name for k in read.entries] == ["Mira Dolan"]
    assert read.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",,person,,,,R-2", ", column name: is missing"),
        ("---,,person,,,,R-2", ", column name: '---' holds no letter"),
        ("Ina Holt,,admiral,,,,R-2", ", column type: 'admiral' is none of person, "),
        ("Ina Holt,,,Mayor,2021-13,,R-2", ", column from: '2021-13' is no date: write 2021-03-04, 2021-03 or 2021"),
        ("Ina Holt,,,Mayor,,2021-02-29,R-2", ", column to: '2021-02-29' is no date"),
        ("Ina Holt,,,,21/3/2004,,R-2", ", column from: '21/3/2004' is no date"),
        ("Ina Holt,,,Mayor,2022,2021,R-2", ", column from: '2022' is after '2021'"),
        ("Ina Holt,,,,,,R-1", ", column registry: 'R-1' is that of 'Mira Dolan': an identifier is one actor's"),
        ("Mira Dolan,,organization,,,,R-1", ", column type: 'organization', but 'person' in another row"),
        ("Ina Holt,R-2", ": 2 columns, but 7 in the first row: quote a cell that holds a comma"),
        ('"Ina Holt,,,,,,R-2', ": a quotation mark is not closed"),
        ('"Ina" Holt,,,,,,R-2', ": is damaged CSV"),
        ("Ina\x07 Holt,,,,,,R-2", ", column name: 'Ina\\x07 Holt' holds characters that are no text"),
        ("Ina Holt" * 150_000 + ",,,,,,", ": longer than 1 MiB"),
    ],
)
def test_a_bad_row_is_told_and_the_others_go_on(tmp_path: Path, row: str, problem: str) -> None:
    read = roster(tmp_path, HEAD, "Mira Dolan,,person,,,,R-1", row, "Jem Laurie,,,,,,R-3")
    assert [k.name for k in read.entries] == ["Mira Dolan", "Jem Laurie"]
    (told,) = read.problems
    assert told.startswith(f"{tmp_path}/people.csv: row 3{problem}")
    assert told.endswith("; left out")
    assert "\n" not in told


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("[]", ": is no JSON object"),
        ('{"name": "Ina Holt"', ": is no JSON ("),
        ("{" * 9 + '"a":' * 100_000, ": is no JSON ("),
        ('{"name": 7}', ", column name: must be a string"),
        ('{"name": "Ina \\ud800"}', ", column name: 'Ina \\ud800' holds characters that are no text"),
        ('{"name": "Ina Holt", "aliases": "Ina"}', ", column aliases: must be a list"),
        ('{"name": "Ina Holt", "titles": [{"from": "2021"}]}', ", column titles: is missing"),
        ('{"name": "Ina Holt", "identifiers": ["R-2"]}', ", column identifiers: must be an object of strings"),
        ('{"schema": "Person", "id": "p", "properties": []}', ", column properties: must be an object of lists"),
        ('{"schema": "Person", "id": "p", "properties": {}}', ", column name: is missing"),
    ],
)
def test_a_bad_line_of_json_is_told(tmp_path: Path, row: str, problem: str) -> None:
    read = roster(tmp_path, '{"name": "Mira Dolan"}', row, '{"name": "Jem Laurie"}')
    assert [k.name for k in read.entries] == ["Mira Dolan", "Jem Laurie"]
    assert [p[: len(f"{tmp_path}/people.csv: row 2{problem}")] for p in read.problems] == [
        f"{tmp_path}/people.csv: row 2{problem}"
    ]


def test_twenty_problems_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    read = roster(tmp_path, "name,type", "Mira Dolan,person", *["Ina Holt,admiral"] * 50)
    assert len(read.problems) == 21
    assert read.problems[-1] == f"{tmp_path}/people.csv: 30 more rows left out"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "names no actor: give a row for each"),
        (b"name,type\n", "names no actor: give a row for each"),
        (b"name,type\nIna Holt,admiral\n", "names no actor: give a row for each ("),
        (b"who,type\nIna Holt,person\n", "no column is called name"),
        (b"name;type\nIna Holt;person\n", "no column is called name"),
        (b"name,type,Type\nIna Holt,person,person\n", "a column has no name, or two have the same"),
        (b"name\rIna Holt\r", "its lines end in CR alone: convert it"),
        ("name\nMirá Dolan\n".encode("cp1252"), "row 2 is not UTF-8: convert it (iconv -f windows-1252 -t utf-8 "),
        ("name\nMira Dolan\n".encode("utf-16"), "is UTF-16: convert it (iconv -f utf-16 -t utf-8 "),
        ("name\nMira Dolan\n".encode("utf-16-le"), "row 1 holds NUL bytes"),
        (b"PK\x03\x04\x00\x00", "row 1 holds NUL bytes: save the roster as CSV in UTF-8"),
        (b'[{"name": "Ina Holt"}]', "is a JSON array: give one object a line"),
        (gzip.compress(b"name\nIna Holt\n", mtime=0)[:-4], "is damaged gzip"),
    ],
)
def test_a_file_that_is_no_roster(tmp_path: Path, data: bytes, problem: str) -> None:
    with pytest.raises(RosterError) as told:
        load(file(tmp_path, data))
    assert str(told.value).startswith(f"{tmp_path}/people.csv: {problem}")
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="no such file: check the path"):
        load(tmp_path / "people.csv")
    with pytest.raises(RosterError, match="is a directory: give the file in it"):
        load(tmp_path)


def test_rows_of_one_name_and_identifier_are_one_entry(tmp_path: Path) -> None:
    read = roster(
        tmp_path, HEAD, "Ilse Marant,,,Mayor,2019,2020,R-1", "ILSE MARANT,Ilse T. Marant,person,Judge,2021,,R-1"
    )
    (marant,) = read.entries
    assert (marant.name, marant.aliases, marant.type) == ("Ilse Marant", ("ILSE MARANT", "Ilse T. Marant"), "person")
    assert marant.titles == (Title("Mayor", "2019-01-01", "2020-12-31"), Title("Judge", "2021-01-01", None))
    assert found(read, "Ilse T. Marant") == found(read, "Ilse Marant") == "R-1"


def test_a_row_may_not_contradict_the_identifiers_of_another(tmp_path: Path) -> None:
    numbers = "1,", ",2", "1,2", "3,2", "4,2"
    read = roster(tmp_path, "name,a,b", *(f"Ilse Marant,{n}" for n in numbers))
    assert [dict(k.identifiers) for k in read.entries] == [{"a": "1"}, {"a": "3", "b": "2"}]
    assert [told.partition(": ")[2] for told in read.problems] == [
        "row 4, column b: '2' contradicts another row of 'Ilse Marant'; left out",
        "row 6, column a: '4' contradicts another row of 'Ilse Marant'; left out",
    ]


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("MIRA DOLAN", "Mira Dolan"),
        ("Mirá Dołan", "Mira Dolan"),
        ("Mira Dolan-Holt", "Mira Dolan Holt"),
        ("J.D. Holt", "J. D. Holt"),
        ("Mira Dolan’s", "Mira Dolan"),
        ("the Harbour Gazette", "The Harbour Gazette"),
        ("Ursula van der Meer", "Ursula Van Der Meer"),
        ("O'Hara", "O’Hara"),
        ("Мира Долан", "МИРА ДОЛАН"),
    ],
)
def test_names_are_the_same_but_for_case_accents_marks_and_spaces(tmp_path: Path, written: str, listed: str) -> None:
    for entry in (f"{listed},,unknown", f"Someone Else,{listed},unknown"):
        assert found(roster(tmp_path, "name,aliases,type,registry", f"{entry},R-1"), written, type="unknown") == "R-1"


@pytest.mark.parametrize("written", ["Voss", "Karel", "Jan Karel Voss", "Ursula Meer", "Meer", "", "…"])
def test_a_part_of_a_name_or_more_than_it_is_not_the_name(tmp_path: Path, written: str) -> None:
    read = roster(tmp_path, "name,aliases,type,registry", "Karel Voss,…,person,R-1", "Ursula van der Meer,,person,R-2")
    assert found(read, written) == ""


def test_the_fullest_written_name_counts(tmp_path: Path) -> None:
    read = roster(tmp_path, "name,type", "Karel Voss,person")
    assert read.find(["Karel Voss", "Voss"], "person", [], None) == read.entries[0]
    assert read.find(["Karel Voss Junior", "Karel Voss"], "person", [], None) is None
    assert read.find([], "person", [], None) is None


def test_one_word_is_a_body_a_state_or_a_mononym_but_never_a_surname(tmp_path: Path) -> None:
    read = roster(
        tmp_path,
        "name,aliases,type,registry",
        "Karel Voss,Voss,person,R-1",
        "Kestria,,state,R-2",
        "Northern Fisheries Board,NFB;Board,organization,R-3",
        "Oriel,,person,R-4",
    )
    assert found(read, "Voss") == found(read, "Voss", type="unknown") == ""
    assert found(read, "Kestria", type="state") == "R-2"
    assert found(read, "NFB", type="organization") == found(read, "Board", type="organization") == "R-3"
    assert found(read, "Oriel") == "R-4"


@pytest.mark.parametrize(
    ("listed", "type", "fits"),
    [
        ("person", "person", True),
        ("person", "organization", False),
        ("organization", "person", False),
        ("unknown", "person", True),
        ("organization", "unknown", True),
        ("organization", "media", True),
        ("state", "place", True),
        ("state", "organization", False),
        ("group", "person", False),
    ],
)
def test_the_type_must_not_contradict(tmp_path: Path, listed: str, type: ActorType, fits: bool) -> None:
    read = roster(tmp_path, "name,type,registry", f"Alder House,{listed},R-1")
    assert bool(found(read, "Alder House", type=type)) == fits


TWO = (
    HEAD,
    "Jonas Hallik,,person,Member of Parliament,2020,,R-1",
    "Jonas Hallik,,person,Harbour Master,1998,2011-06,R-2",
    "Jonas Hallik,,organization,,,,R-3",
)


@pytest.mark.parametrize(
    ("titles", "day", "expected"),
    [
        (["Member of Parliament"], "2026-03-12", "R-1"),
        (["member of Parliament"], "2026-03-12T08:00:00Z", "R-1"),
        (["Kestrian Member of Parliament"], "2026-03-12", "R-1"),
        (["Member"], "2026-03-12", "R-1"),
        (["Mr", "Harbour-Master"], "2011-06-30", "R-2"),
        (["Harbour Master"], "2011-07-01", ""),
        (["Harbour Master"], None, "R-2"),
        (["former Member of Parliament"], "2026-03-12", ""),
        (["Deputy Harbour Master"], "2010-01-01", ""),
        (["Mr"], "2026-03-12", ""),
        ([""], "2026-03-12", ""),
        ([], "2026-03-12", ""),
    ],
)
def test_of_two_of_one_name_the_title_of_that_day_decides_or_none(
    tmp_path: Path, titles: list[str], day: str | None, expected: str
) -> None:
    assert found(roster(tmp_path, *TWO), "Jonas Hallik", *titles, day=day) == expected


def test_two_who_held_that_title_stay_open(tmp_path: Path) -> None:
    read = roster(tmp_path, *TWO, "Jonas Hallik,,person,Member of Parliament,2024,,R-4")
    assert found(read, "Jonas Hallik", "Member of Parliament", day="2021-01-01") == "R-1"
    assert found(read, "Jonas Hallik", "Member of Parliament", day="2026-01-01") == ""


def test_a_roster_goes_to_another_process(tmp_path: Path) -> None:
    read = roster(tmp_path, *TWO)
    assert pickle.loads(pickle.dumps(read)) == read


@given(st.sampled_from(["", "the ", "The-", "THE"]), st.text("aZ3 .,-'’sthe\"éøß—\u0301", max_size=12))
def test_every_name_finds_itself_however_it_is_written(
    tmp_path_factory: pytest.TempPathFactory, first: str, rest: str
) -> None:
    name = f"{first}{rest} Z"
    read = roster(tmp_path_factory.getbasetemp(), json.dumps({"name": name}))
    for written in (name, name.upper(), f"“{name}”"):
        assert read.find([written], "unknown", [], None) == read.entries[0]


def test_the_example_is_a_roster_of_the_harbour() -> None:
    read = load(EXAMPLE)
    assert read.problems == ()
    assert found(read, "Ilse Marant", "Prime Minister") == "KR-0042"
    assert found(read, "Jonas Hallik", "Kestrian opposition leader") == "KR-0093"
    assert found(read, "Jonas Hallik") == ""
    assert found(read, "Kestria", type="state") == "KR-0001"
