"""Known actors: one for one person or body, whatever the article."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from record_articles import BRIDGE, article_of
from told_articles import actor, link, links, one, speak, tell, why

from sayso import Actor, Reader
from sayso.linking import actor_corrections
from sayso.record import Correction, Query, Record, correct, keep_reread, search, to_reread, verify
from sayso.record.connection import writing
from sayso.record.known_actors import resolved

Add = Callable[[Record, str, str], str]
BRIDGE_URL = "https://post.example/bridge"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Record]:
    made = Record(tmp_path / "told.db", new=True)
    yield made
    made.close()


def test_one_person_in_articles_that_were_read(record: Record, add: Add) -> None:
    text = "Pillars\n\nMira Dolan said on Monday that the repairs would take a year."
    add(record, "https://post.example/pillars", text)
    link(record)
    (dolan,) = actor_corrections.actors(record, "dolan")
    assert (dolan.name, dolan.type, dolan.articles) == ("Mira Dolan", "person", 2)
    assert dolan.statements >= 3
    reasons = {m.key: m.why for m in actor_corrections.explain(record, actor_corrections.number_of(record, dolan.id))}
    assert reasons == {BRIDGE_URL: "first article that names them", "https://post.example/pillars": "same full name"}
    assert actor_corrections.actors(record, "experts") == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Sergei Petrov", "Sergey Petrov"),
        ("Zoë Marlund", "Zoe Marlund"),
        ("Tom Marlund", "Tom J. Marlund"),
        ("Tom J. Marlund", "T. Marlund"),
        ("Yevgeny Lukashin", "Evgeny Lukashin"),
        ("Ned Farrow", "Farmer Ned Farrow"),
    ],
)
def test_a_full_name_in_another_form_is_the_same_person(empty: Record, first: str, second: str) -> None:
    tell(empty, "a", actor(first))
    tell(empty, "b", actor(second))
    link(empty)
    assert one(empty, "a", first) == one(empty, "b", second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (actor("Tom A. Marlund"), actor("Tom B. Marlund")),
        (actor("Tom Marlund Jr."), actor("Tom Marlund Sr.")),
        (actor("Tom Marlund", "person", "policeman"), actor("Tom Marlund", "person", "striker")),
        (actor("Marlund"), actor("Marlund")),
        (actor("Tom Marlund"), actor("Marlund", "person", "minister")),
        (actor("Tom Marlund", "person", "Norwegian skier"), actor("Marlund", "person", "Norwegian minister")),
        (actor("Ada Peterson"), actor("Ada Petersen")),
        (actor("Marlund Gray"), actor("Marlund Gray", "organization")),
        (actor("Tom Marlund", identifiers={"wikidata": "Q1"}), actor("Tom Marlund", identifiers={"wikidata": "Q2"})),
    ],
)
def test_what_speaks_against_keeps_apart(empty: Record, first: Actor, second: Actor) -> None:
    tell(empty, "a", first)
    tell(empty, "b", second)
    link(empty)
    assert one(empty, "a", first.name) != one(empty, "b", second.name)


def test_company_or_a_title_in_common_holds_a_career_together(empty: Record) -> None:
    tell(empty, "a", actor("Tom Marlund", "person", "senator"), actor("Ada Holm"))
    tell(empty, "b", actor("Tom Marlund", "person", "president"), actor("Ada Holm"))
    tell(empty, "c", actor("Tom Marlund", "person", "former president"))
    tell(empty, "d", actor("Tom Marlund", "person", "goalkeeper"), actor("Pia Strand"))
    link(empty)
    assert one(empty, "a", "Tom Marlund") == one(empty, "b", "Tom Marlund") == one(empty, "c", "Tom Marlund")
    assert why(empty, "b", "Tom Marlund") == "same full name, title 'president'"
    assert why(empty, "a", "Tom Marlund") == "same full name"
    assert one(empty, "d", "Tom Marlund") != one(empty, "a", "Tom Marlund")


@pytest.mark.parametrize(("day", "same"), [("2026-01-10", True), ("1986-01-10", False)])
def test_an_office_tells_less_the_more_years_lie_between(empty: Record, day: str, same: bool) -> None:
    tell(empty, "a", actor("Tom Marlund", "person", "senator"), actor("Ada Holm"))
    tell(empty, "b", actor("T. Marlund", "person", "senator"), actor("Pia Strand"), day=day)
    tell(empty, "c", actor("Marlund", "person", "senator"), day=day)
    link(empty)
    assert (one(empty, "a", "Tom Marlund") == one(empty, "b", "T. Marlund")) is same
    assert (one(empty, "a", "Tom Marlund") == one(empty, "c", "Marlund")) is same


def test_states_and_courts_are_no_company(empty: Record) -> None:
    around = (actor("Norway", "state"), actor("High Court", "organization"), actor("The Vesla Star", "media"))
    tell(empty, "a", actor("Tom Marlund", "person", "policeman"), *around)
    tell(empty, "b", actor("Tom Marlund", "person", "striker"), *around)
    link(empty)
    assert one(empty, "a", "Tom Marlund") != one(empty, "b", "Tom Marlund")
    assert one(empty, "a", "Norway") == one(empty, "b", "Norway")


def test_a_surname_with_a_title_is_the_one_who_has_it(empty: Record) -> None:
    tell(empty, "a", actor("Tom Marlund", "person", "Finance Minister"))
    tell(empty, "b", actor("Eva Marlund", "person", "head teacher"))
    tell(empty, "c", actor("Marlund", "person", "minister"))
    link(empty)
    assert one(empty, "c", "Marlund") == one(empty, "a", "Tom Marlund")
    assert why(empty, "c", "Marlund") == "same surname, title 'minister'"


def test_a_surname_that_two_bear_with_this_title_is_open(empty: Record) -> None:
    tell(empty, "a", actor("Tom Marlund", "person", "Finance Minister"))
    tell(empty, "b", actor("Rosa Marlund", "person", "Trade Minister"))
    tell(empty, "c", actor("Marlund", "person", "minister"))
    tell(empty, "d", actor("Marlund", "person", "trade minister"))
    link(empty)
    assert why(empty, "c", "Marlund") == "left open: may be Rosa Marlund or Tom Marlund"
    assert len(actor_corrections.explain(empty, one(empty, "c", "Marlund"))) == 1
    may_be = actor_corrections.candidates(empty, one(empty, "c", "Marlund"))
    assert sorted(a.name for a in may_be) == ["Rosa Marlund", "Tom Marlund"]
    assert one(empty, "d", "Marlund") == one(empty, "b", "Rosa Marlund")


def test_who_was_known_by_the_surname_gets_a_full_name(empty: Record) -> None:
    tell(empty, "a", actor("Marlund", "person", "Finance Minister"))
    link(empty)
    first = actor_corrections.id_of(empty, one(empty, "a", "Marlund"))
    tell(empty, "b", actor("Tom Marlund", "person", "Finance Minister"))
    link(empty)
    assert one(empty, "a", "Marlund") == one(empty, "b", "Tom Marlund")
    assert actor_corrections.actors(empty, "tom marlund")[0].articles == 2
    # The id that he had goes on leading to him.
    assert resolved(empty.connection, actor_corrections.number_of(empty, first)) == one(empty, "b", "Tom Marlund")


@pytest.mark.parametrize(("often", "is_his"), [(12, True), (5, False)])
def test_a_surname_is_his_who_nearly_always_has_it(empty: Record, often: int, is_his: bool) -> None:
    for n in range(often):
        tell(empty, f"a{n}", actor("Tom Marlund"))
    tell(empty, "b", actor("Marlund"))
    link(empty)
    assert (one(empty, "b", "Marlund") == one(empty, "a0", "Tom Marlund")) is is_his


def test_one_mistaken_sign_parts_nobody(empty: Record) -> None:
    for n in range(4):
        tell(empty, f"a{n}", actor("Tom Marlund", "person", "minister", gender="male"))
    tell(empty, "b", actor("Tom Marlund", "person", "minister", gender="female"))
    tell(empty, "c", actor("Tom Marlund", "organization"))
    link(empty)
    (listed,) = actor_corrections.actors(empty)
    assert (listed.type, listed.types) == ("person", {"person": 5, "organization": 1})
    assert (listed.gender, listed.genders) == ("male", {"male": 4, "female": 1})


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Bob Marlund", "Robert Marlund", True),
        ("W. Tomas Marlund", "Tomas Marlund", True),
        ("Marlund Ting", "Ting Marlund", False),
        ("Tom Marlund", "Tom Marlund Jr.", False),
    ],
)
def test_nicknames_and_order(empty: Record, first: str, second: str, same: bool) -> None:
    tell(empty, "a", actor(first))
    tell(empty, "b", actor(second))
    link(empty)
    assert (one(empty, "a", first) == one(empty, "b", second)) is same


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (actor("Tom Marlund Jr.", "person", "vice president"), actor("Tom Marlund", "person", "vice president")),
        (actor("Ting Marlund", "person", "president"), actor("Marlund Ting", "person", "president")),
        (
            actor("Reince Marlund", "person", "chairman of the Tide Party"),
            actor("Rence Marlund", "person", "Tide Party chair"),
        ),
        (actor("Marlund campaign", "organization"), actor("Tom Marlund campaign", "organization")),
        (actor("Department of Tides", "organization"), actor("Tides Department", "organization")),
    ],
)
def test_a_title_holds_names_together_that_alone_would_not(empty: Record, first: Actor, second: Actor) -> None:
    tell(empty, "a", first)
    tell(empty, "b", second)
    link(empty)
    assert one(empty, "a", first.name) == one(empty, "b", second.name)


def test_a_name_that_may_be_two_others_stays_by_itself(empty: Record) -> None:
    tell(empty, "a", actor("Tom Marlund"))
    tell(empty, "b", actor("Tilda Marlund"))
    tell(empty, "c", actor("T. Marlund"))
    link(empty)
    assert len({one(empty, "a", "Tom Marlund"), one(empty, "b", "Tilda Marlund"), one(empty, "c", "T. Marlund")}) == 3


def test_a_poll_of_another_month_is_another(empty: Record) -> None:
    for key, day in (("a", "2026-03-01"), ("b", "2026-03-05"), ("c", "2026-05-01")):
        tell(empty, key, actor("Vesla Institute poll", "document"), day=day)
    with writing(empty.connection, empty.path):
        for version in (1, 2, 3):
            speak(empty, version)
    link(empty)
    assert one(empty, "a", "Vesla Institute poll") == one(empty, "b", "Vesla Institute poll")
    assert one(empty, "a", "Vesla Institute poll") != one(empty, "c", "Vesla Institute poll")


def test_the_order_of_articles_changes_nothing(tmp_path: Path) -> None:
    names = ["Tom Marlund", "T. Marlund", "Marlund", "Tom J. Marlund", "Tilda Marlund", "Harbour Workers' Union", "HWU"]
    titles = ["minister", "striker", ""]
    told = []
    for n in range(24):
        cast = []
        for k in range(n, n + 1 + n % 3):
            title = filter(None, [titles[n % 3]])
            cast.append(actor(names[k % 7], "person" if k % 7 < 5 else "organization", *title))
        told.append((f"a{n}", cast))
    parts: list[set[frozenset[tuple[str, str]]]] = []
    for seed in range(4):
        kept = Record(tmp_path / f"{seed}.db", new=True)
        draw = random.Random(seed)
        order = draw.sample(told, len(told)) if seed else told
        for key, cast in order:
            tell(kept, key, *cast)
            if seed and draw.random() < 0.4:
                link(kept)
        link(kept)
        groups: dict[int, set[tuple[str, str]]] = {}
        for row in kept.connection.execute(
            "SELECT l.known, r.key, a.local_id FROM actor_links AS l JOIN actors AS a ON a.id = l.actor"
            " JOIN versions AS v ON v.id = a.version JOIN articles AS r ON r.id = v.article"
        ):
            groups.setdefault(row["known"], set()).add((row["key"], row["local_id"]))
        parts.append({frozenset(g) for g in groups.values()})
        kept.close()
    assert parts[0] == parts[1] == parts[2] == parts[3]
    assert len(parts[0]) > 2


def test_two_whom_an_article_tells_apart_are_two(empty: Record) -> None:
    tell(empty, "a", actor("Tom Marlund", "person", "minister"))
    tell(empty, "b", actor("Tom Marlund", "person", "minister"), actor("Marlund", "person", "minister"))
    link(empty)
    assert one(empty, "b", "Tom Marlund") == one(empty, "a", "Tom Marlund") != one(empty, "b", "Marlund")


def test_a_roster_settles_it(empty: Record) -> None:
    tell(empty, "a", actor("Tom Marlund", "person", "policeman", identifiers={"wikidata": "Q1"}, gender="male"))
    tell(empty, "b", actor("Thomas Marlund-Gray", "person", "dancer", identifiers={"wikidata": "Q1"}, gender="female"))
    link(empty)
    assert one(empty, "b", "Thomas Marlund-Gray") == one(empty, "a", "Tom Marlund")
    assert why(empty, "b", "Thomas Marlund-Gray") == "same identifier, wikidata Q1"
    assert actor_corrections.actors(empty)[0].identifiers == {"wikidata": "Q1"}


def test_a_body_by_its_name_its_initials_and_its_short_name(empty: Record) -> None:
    union = actor("the Harbour Workers' Union", "organization", also=("HWU", "Harbour Workers"))
    tell(empty, "a", union, actor("Ada Holm"))
    tell(empty, "b", actor("Harbour Workers' Union", "group"))
    tell(empty, "c", actor("HWU", "organization"))
    tell(empty, "d", actor("Harbour Workers", "organization"), actor("Ada Holm"))
    tell(empty, "f", actor("Union", "organization"))
    with writing(empty.connection, empty.path):
        speak(empty, 2)
    link(empty)
    first = one(empty, "a", "the Harbour Workers' Union")
    assert first == one(empty, "b", "Harbour Workers' Union") == one(empty, "c", "HWU")
    assert first == one(empty, "d", "Harbour Workers")
    assert why(empty, "c", "HWU") == "the initials of its name"
    assert why(empty, "d", "Harbour Workers") == "another name that an article has for it, in the company of Ada Holm"
    assert [m.key for m in actor_corrections.explain(empty, first)] == ["a", "b", "c", "d"]
    (listed,) = actor_corrections.actors(empty, "hwu")
    assert (listed.id, listed.articles, listed.statements) == (actor_corrections.id_of(empty, first), 4, 1)


def test_a_body_that_was_taken_for_a_person_is_that_body(empty: Record) -> None:
    tell(empty, "a", actor("Vesla Met Service", "organization"))
    tell(empty, "b", actor("Vesla Met Service"))
    tell(empty, "c", actor("Ada Church", "organization"))
    tell(empty, "d", actor("Ada Church", "person", "minister"))
    link(empty)
    assert one(empty, "a", "Vesla Met Service") == one(empty, "b", "Vesla Met Service")
    assert one(empty, "c", "Ada Church") != one(empty, "d", "Ada Church")


def test_only_names_are_known(empty: Record) -> None:
    others = [
        actor("an official from the office of President Tom Marlund"), actor("the Prime Minister"),
        actor("journalists"),
        actor("Union", "organization"), actor("Northern warships", "organization"), actor("Lisset", "place"),
        actor("Divers", "group"), actor("Port Report", "document"),
    ]  # fmt: skip
    tell(empty, "a", *others, actor("Ina van der Meer"), actor("Kestria", "unknown"), actor("Norway", "state"))
    link(empty)
    assert sorted(a.name for a in actor_corrections.actors(empty)) == ["Ina van der Meer", "Kestria", "Norway"]


def test_what_is_known_of_an_actor_is_what_its_articles_say(empty: Record) -> None:
    tell(empty, "a", actor("Tom Marlund", "unknown", "Minister", affiliation="Norway"))
    tell(empty, "b", actor("Tom J. Marlund", "person", "finance minister"))
    tell(empty, "c", actor("Tom J. Marlund", "person", "minister", "poet", gender="male"))
    link(empty)
    (listed,) = actor_corrections.actors(empty)
    assert (listed.name, listed.type, listed.affiliation, listed.gender) == (
        "Tom J. Marlund",
        "person",
        "Norway",
        "male",
    )
    assert listed.titles == ("Minister", "finance minister", "poet")
    empty.remove("c", "asked for")
    link(empty)
    (listed,) = actor_corrections.actors(empty)
    assert (listed.titles, listed.gender) == (("finance minister", "Minister"), None)


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("minister", True), ("rival", False), ("chief rival", False), ("rival party leader", True),
        ("said minister", False), ("assistant minister", True), ("husband", False), ("son", False),
        ("well-read son of a miller", False), ("mayor of Sonof", True),
    ],
)  # fmt: skip
def test_what_one_is_to_another_is_no_title(empty: Record, title: str, is_one: bool) -> None:
    tell(empty, "a", actor("Tom Marlund", "person", title))
    link(empty)
    assert actor_corrections.actors(empty)[0].titles == ((title,) if is_one else ())


@pytest.mark.parametrize(("articles", "titles"), [(4, ("minister", "poet")), (5, ("minister",))])
def test_what_one_article_of_several_says_is_a_slip(empty: Record, articles: int, titles: tuple[str, ...]) -> None:
    for n in range(articles - 1):
        tell(empty, f"a{n}", actor("Tom Marlund", "person", "minister", affiliation="Tide Party"))
    tell(empty, "b", actor("Tom Marlund", "person", "minister", "poet", affiliation="Pier Club"))
    link(empty)
    (listed,) = actor_corrections.actors(empty)
    assert (listed.titles, listed.affiliation) == (titles, "Tide Party")


def test_a_title_far_rarer_than_the_usual_one_is_a_namesakes(empty: Record) -> None:
    for n in range(19):
        held = ("minister", "striker") if n < 3 else ("minister",) if n < 16 else ("poet",) if n < 17 else ("editor",)
        tell(empty, f"a{n:02}", actor("Tom Marlund", "person", *held))
    link(empty)
    (listed,) = actor_corrections.actors(empty)
    assert listed.titles == ("minister", "striker")  # 16 and 3 articles; two say editor, one says poet


def test_linking_again_or_in_other_portions_changes_nothing(tmp_path: Path) -> None:
    told: list[list[tuple[Any, ...]]] = []
    for portion in (1, 3, 9):
        kept = Record(tmp_path / f"{portion}.db", new=True)
        for n in range(9):
            tell(kept, f"a{n}", actor("Tom Marlund", "person", *(("striker", "policeman")[: n % 3])), actor("Marlund"))
            if n % portion == portion - 1:
                link(kept)
        told.append(links(kept))
        with writing(kept.connection, kept.path):
            kept.connection.execute("INSERT INTO unlinked SELECT id FROM articles ORDER BY id DESC")
        link(kept)
        assert links(kept) == told[-1]
        kept.close()
    assert told[0] == told[1] == told[2]


def test_a_reread_and_a_new_version_keep_the_known_actors(record: Record, reader: Reader, add: Add) -> None:
    add(record, "https://post.example/pillars", "Pillars\n\nMira Dolan said that the repairs would take a year.")
    link(record)
    before = links(record)
    run = record.begin("reread", reader.engine)
    for version in to_reread(record, None):
        url = record.connection.execute(
            "SELECT key, text FROM articles AS r JOIN versions AS v ON v.article = r.id WHERE v.id = ?", (version,)
        ).fetchone()
        keep_reread(record, run, version, article_of(reader, url["text"], url["key"]))
    assert links(record) == []
    link(record)
    assert links(record) == before
    add(record, BRIDGE_URL, BRIDGE.replace("three pillars", "five pillars"))
    link(record)
    assert [row[:4] for row in links(record)] == [row[:4] for row in before]


def test_who_is_in_no_article_any_more_is_not_known(record: Record) -> None:
    link(record)
    (ruud,) = actor_corrections.actors(record, "ruud")
    record.remove(BRIDGE_URL)
    link(record)
    assert actor_corrections.actors(record, "ruud") == []
    # The id goes on meaning him, and nobody else gets it.
    number = actor_corrections.number_of(record, ruud.id)
    assert actor_corrections.explain(record, number) == []
    tell(record, "new", actor("Tomas Ruud"))
    link(record)
    assert one(record, "new", "Tomas Ruud") != number
    assert list(verify(record)) == []


def test_what_is_marked_wrong_is_not_counted(record: Record) -> None:
    link(record)
    (ruud,) = actor_corrections.actors(record, "ruud")
    (said,) = search(record, Query(by="ruud"))
    correct(record, said.row["id"], Correction("ada", wrong=True))
    link(record)
    assert actor_corrections.actors(record, "ruud")[0].statements == ruud.statements - 1 == 0


def test_two_machines_give_the_same_ids(tmp_path: Path) -> None:
    told = [("a", "Tom Marlund"), ("b", "Ida Marlund"), ("c", "Marlund"), ("d", "Tom Marlund"), ("e", "Harbour Union")]
    ids = []
    for n, order in enumerate((told, told[::-1])):
        kept = Record(tmp_path / f"{n}.db", new=True)
        for key, name in order:
            tell(kept, key, actor(name))
        link(kept)
        ids.append({(a.id, a.name) for a in actor_corrections.actors(kept)})
        kept.close()
    assert ids[0] == ids[1]


def test_linking_costs_the_same_in_a_large_record(tmp_path: Path) -> None:
    steps: list[int] = []
    for size in (200, 1200):
        kept = Record(tmp_path / f"{size}.db", new=True)
        for n in range(size):
            tell(kept, f"a{n}", actor("Tom Marlund", "person", f"trade{n}"), actor("Norway", "state"), actor("Marlund"))
        link(kept)
        seen: list[int] = []
        for n in range(5):  # one of those by whom it is decided who has a name costs more, and grows rarer
            tell(kept, f"last{n}", actor("Tom Marlund"), actor("Norway", "state"))
            tell(kept, f"alone{n}", actor("Marlund"), actor("Norway", "state"))
            counted: list[None] = []
            kept.connection.set_progress_handler(partial(counted.append, None), 100)
            link(kept)
            kept.connection.set_progress_handler(None, 0)
            seen.append(len(counted))
        steps.append(min(seen))
        kept.close()
    assert steps[1] < 1.3 * steps[0]
