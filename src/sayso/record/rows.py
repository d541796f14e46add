"""Articles as rows of the record, and back."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sayso.article import Actor, Article, Corrected, Credit, Engine, Part, Span, Statement, Via, When, written

_ROLES = ("source", "cue", "content", "addressee")
SPAN_ROLES = (*_ROLES, "when", "via")


def insert(connection: sqlite3.Connection, version: int, article: Article) -> None:
    """Write what was read in an article: actors, their mentions, statements and spans of a version."""
    actors = {a.id: _insert_actor(connection, version, a) for a in article.actors}
    ids = {s.id: _insert_statement(connection, version, s, article.title) for s in article.statements}
    connection.executemany(
        "UPDATE statements SET parent = ? WHERE id = ?",
        [(ids[s.parent], ids[s.id]) for s in article.statements if s.parent],
    )
    for s in article.statements:
        _insert_parts(connection, ids[s.id], s, actors)
    connection.executemany(
        "UPDATE statements SET settles = ? WHERE id = ?", [(much, ids[key]) for key, much in settles(article).items()]
    )


def settles(article: Article) -> dict[str, float]:
    """How much a person's answer would settle of each statement: whether it is one at all, and who said it, which tells
    of all that the same actor may have said in the article."""
    open_to = {s.id: min(s.credit, key=lambda c: c.probability) for s in article.statements if s.credit}
    open_to |= {s.id: s.candidates[0] for s in article.statements if s.candidates and not s.speakers}
    said = Counter(c.actor for c in open_to.values())
    out = {s.id: s.confidence * (1 - s.confidence) for s in article.statements}
    for key, c in open_to.items():
        out[key] += c.probability * (1 - c.probability) * said[c.actor]
    return out


def add(connection: sqlite3.Connection, version: int, s: Statement, title: str | None) -> int:
    """Write one more statement of a version; gives its row's id."""
    number = _insert_statement(connection, version, s, title)
    _insert_parts(connection, number, s, _actor_numbers(connection, version))
    return number


def replace(connection: sqlite3.Connection, version: int, number: int, s: Statement) -> None:
    """Write a statement in the place of the one that has this row; its parent is named by its id, or by the one that it
    has in its version."""
    connection.execute(
        "UPDATE statements SET source = ?, cue = ?, content = ?, kind = ?, event = ?, act = ?, negated = ?, stance = ?,"
        " sourcing = ?, when_start = ?, when_end = ?,"
        " parent = (SELECT id FROM statements WHERE version = ? AND ? IN (permanent, local_id)) WHERE id = ?",
        (
            *_words(s), s.kind, s.event, s.act, s.negated, s.stance, s.sourcing, s.when and s.when.start,
            s.when and s.when.end, version, s.parent, number,
        ),
    )  # fmt: skip
    for table in ("spans", "statement_actors", "credit"):
        connection.execute(f"DELETE FROM {table} WHERE statement = ?", (number,))
    _insert_parts(connection, number, s, _actor_numbers(connection, version))


def take_out(connection: sqlite3.Connection, number: int) -> None:
    """Take out the statement of this row; what stood inside of it stands by itself."""
    connection.execute("UPDATE anchors SET statement = NULL WHERE statement = ?", (number,))
    connection.execute("UPDATE statements SET parent = NULL WHERE parent = ?", (number,))
    for table in ("corrected", "statement_actors", "credit", "spans"):
        connection.execute(f"DELETE FROM {table} WHERE statement = ?", (number,))
    connection.execute("DELETE FROM statements WHERE id = ?", (number,))


def delete(connection: sqlite3.Connection, version: int) -> None:
    """Take out what `insert` wrote."""
    of = "statement IN (SELECT id FROM statements WHERE version = ?)"
    connection.execute(f"UPDATE anchors SET statement = NULL WHERE {of}", (version,))
    for table, where in (
        ("corrected", of),
        ("statement_actors", of),
        ("credit", of),
        ("spans", of),
        ("statements", "version = ?"),
        ("mentions", "actor IN (SELECT id FROM actors WHERE version = ?)"),
        ("actors", "version = ?"),
    ):
        connection.execute(f"DELETE FROM {table} WHERE {where}", (version,))


def _insert_actor(connection: sqlite3.Connection, version: int, a: Actor) -> int:
    made = connection.execute(
        "INSERT INTO actors (version, local_id, name, type, titles, affiliation, gender, identifiers)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (version, a.id, a.name, a.type, dumps(a.titles), a.affiliation, a.gender, dumps(a.identifiers)),
    )
    number = made.lastrowid or 0
    connection.executemany(
        "INSERT INTO mentions VALUES (?, ?, ?, ?)", [(number, n, m.start, m.end) for n, m in enumerate(a.mentions)]
    )
    return number


def _insert_statement(connection: sqlite3.Connection, version: int, s: Statement, title: str | None) -> int:
    made = connection.execute(
        "INSERT INTO statements (version, local_id, source, cue, content, title, kind, event, act, negated, stance,"
        " sourcing, when_start, when_end, confidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            version, s.id, *_words(s), title, s.kind, s.event, s.act, s.negated, s.stance, s.sourcing,
            s.when and s.when.start, s.when and s.when.end, s.confidence,
        ),
    )  # fmt: skip
    return made.lastrowid or 0


def _insert_parts(connection: sqlite3.Connection, number: int, s: Statement, actors: dict[str, int]) -> None:
    """Write the spans of a statement and who has to do with it."""
    spans = [(number, role, n, x.start, x.end) for role, n, x in placed(s)]
    connection.executemany("INSERT INTO spans VALUES (?, ?, ?, ?, ?)", spans)
    who = [(number, role, n, actors[a]) for role, n, a in _roles(s)]
    connection.executemany("INSERT INTO statement_actors VALUES (?, ?, ?, ?)", who)
    credit = [
        (number, role, n, actors[c.actor], c.probability, dumps([[x.start, x.end] for x in c.way]))
        for role, some in (("speaker", s.credit), ("candidate", s.candidates))
        for n, c in enumerate(some)
    ]
    connection.executemany("INSERT INTO credit VALUES (?, ?, ?, ?, ?, ?)", credit)


def credited(article: Article) -> bool:
    """Whether who read an article told how likely each speaker is."""
    return all(s.credit or not s.speakers or s.corrected for s in article.statements)


def _actor_numbers(connection: sqlite3.Connection, version: int) -> dict[str, int]:
    found = connection.execute("SELECT local_id, id FROM actors WHERE version = ?", (version,))
    return {a["local_id"]: a["id"] for a in found}


def _words(s: Statement) -> tuple[str, ...]:
    """The words of source, cue and content."""
    return tuple(written(spans) for spans in (s.source, s.cue, s.content))


def placed(s: Statement) -> Iterator[tuple[str, int, Span]]:
    """The words of a statement, with their role, and which of that role they are."""
    for role in _ROLES:
        for n, span in enumerate(getattr(s, role)):
            yield role, n, span
    if s.when and s.when.span:
        yield "when", 0, s.when.span
    if s.via:
        yield "via", 0, s.via.span


def _roles(s: Statement) -> Iterator[tuple[str, int, str]]:
    yield from (("speaker", n, a) for n, a in enumerate(s.speakers))
    yield from (("addressee", n, a) for n, a in enumerate(s.addressees))
    if s.via and s.via.actor:
        yield "via", 0, s.via.actor


def article(connection: sqlite3.Connection, version: int) -> Article:
    """The article of a version as it was read."""
    v = connection.execute(
        "SELECT v.*, r.url, p.sha256 AS page_sha256 FROM versions AS v JOIN articles AS r ON r.id = v.article"
        " JOIN pages AS p ON p.id = v.page WHERE v.id = ?",
        (version,),
    ).fetchone()
    return Article(
        id=v["local_id"], text=v["text"], url=v["url"], title=v["title"], outlet=v["outlet"],
        authors=tuple(json.loads(v["authors"])), published=v["published"], updated=v["updated"],
        language=v["language"],
        retrieved=v["retrieved"], page_sha256=v["page_sha256"],
        parts=tuple(Part.from_dict(p) for p in json.loads(v["parts"])),
        statements=statements(connection, version, v["text"]),
        actors=tuple(_actors(connection, version, v["text"])),
        engine=Engine.from_dict(json.loads(v["engine"])),
    )  # fmt: skip


def _actors(connection: sqlite3.Connection, version: int, text: str) -> Iterator[Actor]:
    mentions: dict[int, list[Span]] = {}
    for m in connection.execute(
        "SELECT m.* FROM mentions AS m JOIN actors AS a ON a.id = m.actor WHERE a.version = ? ORDER BY actor, position",
        (version,),
    ):
        mentions.setdefault(m["actor"], []).append(Span.of(text, m["start"], m["end"]))
    for a in connection.execute("SELECT * FROM actors WHERE version = ? ORDER BY id", (version,)):
        yield Actor(
            a["local_id"], a["name"], a["type"], tuple(mentions.get(a["id"], ())), tuple(json.loads(a["titles"])),
            a["affiliation"], a["gender"], json.loads(a["identifiers"]),
        )  # fmt: skip


def statements(connection: sqlite3.Connection, version: int, text: str) -> tuple[Statement, ...]:
    """The statements of a version, in the order of their cues, over its text; none that a person marked wrong."""
    spans: dict[tuple[int, str], list[Span]] = {}
    for x in connection.execute(
        "SELECT x.* FROM spans AS x JOIN statements AS s ON s.id = x.statement WHERE s.version = ?"
        " ORDER BY statement, role, position",
        (version,),
    ):
        spans.setdefault((x["statement"], x["role"]), []).append(Span.of(text, x["start"], x["end"]))
    actors: dict[tuple[int, str], list[str]] = {}
    for x in connection.execute(
        "SELECT x.statement, x.role, a.local_id FROM statement_actors AS x JOIN actors AS a ON a.id = x.actor"
        " WHERE a.version = ? ORDER BY statement, role, position",
        (version,),
    ):
        actors.setdefault((x["statement"], x["role"]), []).append(x["local_id"])
    credit = _credit(connection, version, text)
    found = connection.execute(
        "SELECT s.*, c.who, c.at, c.why FROM statements AS s LEFT JOIN corrected AS c ON c.statement = s.id"
        " WHERE s.version = ? AND c.wrong IS NOT 1 ORDER BY s.id",
        (version,),
    ).fetchall()
    # While an article is written, its statements have no ids yet that last.
    ids = {s["id"]: s["permanent"] or s["local_id"] for s in found}
    return tuple(sorted((_statement(s, ids, spans, actors, credit) for s in found), key=lambda s: s.cue[0].start))


def _credit(connection: sqlite3.Connection, version: int, text: str) -> dict[tuple[int, str], list[Credit]]:
    """Credit and candidates of each statement of a version."""
    found: dict[tuple[int, str], list[Credit]] = {}
    for x in connection.execute(
        "SELECT x.*, a.local_id FROM credit AS x JOIN actors AS a ON a.id = x.actor WHERE a.version = ?"
        " ORDER BY statement, role, position",
        (version,),
    ):
        way = tuple(Span.of(text, start, end) for start, end in json.loads(x["way"]))
        found.setdefault((x["statement"], x["role"]), []).append(Credit(x["local_id"], x["probability"], way))
    return found


def _statement(
    s: sqlite3.Row,
    ids: dict[int, str],
    spans: dict[tuple[int, str], list[Span]],
    actors: dict[tuple[int, str], list[str]],
    credit: dict[tuple[int, str], list[Credit]],
) -> Statement:
    number = s["id"]
    return made(
        s,
        (ids[number], ids.get(s["parent"])),
        {role: tuple(spans.get((number, role), ())) for role in SPAN_ROLES},
        {role: tuple(actors.get((number, role), ())) for role in ("speaker", "addressee", "via")},
        {role: tuple(credit.get((number, role), ())) for role in ("speaker", "candidate")},
        Corrected(s["who"], s["at"], s["why"]) if s["who"] else None,
    )


def made(
    s: sqlite3.Row | Mapping[str, Any],
    ids: tuple[str, str | None],
    spans: Mapping[str, tuple[Span, ...]],
    actors: Mapping[str, tuple[str, ...]],
    credit: Mapping[str, tuple[Credit, ...]],
    corrected: Corrected | None = None,
) -> Statement:
    """A statement of its row, its id and that of its parent, and what has each role in it."""
    when = When(s["when_start"], s["when_end"], next(iter(spans["when"]), None)) if s["when_start"] else None
    via = Via(next(iter(actors["via"]), None), spans["via"][0]) if spans["via"] else None
    return Statement(
        id=ids[0], cue=spans["cue"], source=spans["source"], content=spans["content"], kind=s["kind"],
        event=s["event"], confidence=s["confidence"], parent=ids[1], addressee=spans["addressee"],
        speakers=actors["speaker"], addressees=actors["addressee"], sourcing=s["sourcing"], act=s["act"],
        negated=bool(s["negated"]), stance=s["stance"], when=when, via=via, corrected=corrected,
        credit=credit["speaker"], candidates=credit["candidate"],
    )  # fmt: skip


def dumps(value: Any) -> str:
    """JSON as it stands in a column."""
    return json.dumps(value, ensure_ascii=False)
