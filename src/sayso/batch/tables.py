"""The tables of Parquet: what an article becomes in them, and the article that they give back.

Every row knows its article by `article`, which is the same in every run; `day`, by which files are parted, is that on
which the article was published. Beside what the contract of an article has, a statement's row holds what is asked for
most (outlet, title, names, the sentence, the words without case and diacritics), so that no question needs two tables.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from sayso.analysis.tally import COLUMNS, Counted, Speaker, tally
from sayso.analysis.topic_query import folded
from sayso.article import Actor, Article, Credit, Engine, Part, Span, Statement, headlines, written
from sayso.batch.shards import digest
from sayso.pages import Page
from sayso.pages.extract import ROW
from sayso.record.headlines import Utterance, repeated
from sayso.record.rows import SPAN_ROLES, made, placed
from sayso.shown import candidates, least
from sayso.text.characters import valid
from sayso.text.sentences import passage

UNKNOWN = "unknown"  # day of articles that tell none

_TEXT, _TEXTS = pa.string(), pa.list_(pa.string())
_PLACE = [("start", pa.int32()), ("end", pa.int32())]
_WHO = pa.struct([("id", _TEXT), ("name", _TEXT), ("type", _TEXT), ("gender", _TEXT)])
_CREDIT = pa.struct(
    [
        ("role", _TEXT),
        ("id", _TEXT),
        ("name", _TEXT),
        ("probability", pa.float64()),
        ("way", pa.list_(pa.struct(_PLACE))),
    ]
)
TALLIES = {column: "_".join(x for x in column if x) for column in COLUMNS}  # as fields of `audit`
SCHEMAS = {
    "articles": pa.schema(
        [("article", _TEXT), ("key", _TEXT), ("id", _TEXT), ("url", _TEXT), ("title", _TEXT), ("outlet", _TEXT),
         ("authors", _TEXTS), ("published", _TEXT), ("updated", _TEXT), ("language", _TEXT),
         ("retrieved", _TEXT), ("page", _TEXT), ("page_sha256", _TEXT), ("text", _TEXT), ("text_sha256", _TEXT),
         ("statements", pa.int32()),
         ("parts", pa.list_(pa.struct([("kind", _TEXT), *_PLACE]))), ("engine", _TEXT),
         ("audit", pa.struct([(n, pa.float32()) for n in TALLIES.values()])), ("sources", _TEXTS)]
    ),
    "statements": pa.schema(
        [("article", _TEXT), ("statement", _TEXT), ("parent", _TEXT), ("said", _TEXT), ("outlet", _TEXT),
         ("title", _TEXT), ("url", _TEXT), ("published", _TEXT), ("source", _TEXT), ("cue", _TEXT),
         ("content", _TEXT), ("addressee", _TEXT), ("sentence", _TEXT), ("words", _TEXT),
         ("speakers", pa.list_(_WHO)), ("addressees", pa.list_(_WHO)), ("kind", _TEXT), ("event", _TEXT),
         ("act", _TEXT), ("negated", pa.bool_()), ("stance", _TEXT), ("sourcing", _TEXT), ("when_start", _TEXT),
         ("when_end", _TEXT),
         ("via", _TEXT), ("via_actor", _TEXT), ("confidence", pa.float64()), ("credit", pa.float64()),
         ("candidates", _TEXT), ("credits", pa.list_(_CREDIT)), ("repeats", pa.bool_()),
         ("spans", pa.list_(pa.struct([("role", _TEXT), *_PLACE])))]
    ),
    "actors": pa.schema(
        [("article", _TEXT), ("actor", _TEXT), ("name", _TEXT), ("type", _TEXT), ("titles", _TEXTS),
         ("affiliation", _TEXT), ("gender", _TEXT), ("identifiers", _TEXT),
         ("mentions", pa.list_(pa.struct(_PLACE)))]
    ),
    "superseded": pa.schema([("article", _TEXT)]),
    "failures": pa.schema([("name", _TEXT), ("reason", _TEXT)]),
}  # fmt: skip

Row = dict[str, Any]


def day(published: str | None) -> str:
    """The day of an article, ISO 8601, or UNKNOWN."""
    try:
        return date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return UNKNOWN


def rows(article: Article, page: Page) -> dict[str, list[Row]]:
    """The rows of an article that was read, by table.

    Raises UnicodeEncodeError where its text, or what is told of it, is no valid Unicode (half of a surrogate pair).
    """
    key = article.url or article.id
    told = (article.text, key, article.id, article.title, article.outlet, article.published, *article.authors)
    "".join(x or "" for x in told).encode()
    number = digest(f"{key}\n{page.name}\n{article.retrieved}\n{article.page_sha256}")[:16]
    statements = list(_statement_rows(article, number))
    return {
        "articles": [_article_row(article, page, number, key, statements)],
        "statements": statements,
        "actors": [_actor_row(a, number) for a in article.actors],
    }


def _article_row(a: Article, page: Page, number: str, key: str, statements: list[Row]) -> Row:
    tallied, sources = tally(_counted(a, statements))
    tallied["text", "words"] = len(a.text.split())
    return {
        "article": number, "key": key, "id": a.id, "url": a.url, "title": a.title, "outlet": a.outlet,
        "authors": list(a.authors), "published": a.published, "updated": a.updated, "language": a.language,
        "retrieved": a.retrieved,
        "page": valid(page.name), "page_sha256": a.page_sha256, "text": a.text,
        "text_sha256": digest(a.text), "statements": len(a.statements), "parts": [p.to_dict() for p in a.parts],
        "engine": json.dumps(a.engine.to_dict()) if a.engine else None,
        "audit": {name: tallied.get(column, 0.0) for column, name in TALLIES.items()},
        "sources": [name for name, _ in sources],
    }  # fmt: skip


def _counted(a: Article, statements: list[Row]) -> Iterator[Counted]:
    """The statements that an audit counts: of what was said what stands in no other, and is not a
    headline that only says again."""
    actors = {x.id: Speaker.of(x) for x in a.actors}
    for s, row in zip(a.statements, statements, strict=True):
        if s.parent is None and s.event == "speech" and not row["repeats"]:
            yield Counted(row["content"], s.kind, s.stance, s.sourcing, [actors[x] for x in s.speakers])


def _statement_rows(a: Article, number: str) -> Iterator[Row]:
    actors = {x.id: x for x in a.actors}
    heads = headlines(a.parts)
    told = [
        Utterance(n, written(s.content), any(start <= s.cue[0].start < end for start, end in heads), None)
        for n, s in enumerate(a.statements)
        if s.parent is None
    ]
    again = repeated(told)
    title = " ".join(folded(a.title or ""))
    for n, s in enumerate(a.statements):
        source, content = written(s.source), written(s.content)
        yield {
            "article": number, "statement": s.id, "parent": s.parent,
            "said": s.when.start if s.when else None if (d := day(a.published)) == UNKNOWN else d,
            "outlet": a.outlet, "title": a.title, "url": a.url, "published": a.published, "source": source,
            "cue": written(s.cue), "content": content, "addressee": written(s.addressee),
            "sentence": _passage(a, s),
            "words": "\n".join(f" {' '.join(folded(x))} " for x in (content, source, title)),
            "speakers": [_who(actors[x]) for x in s.speakers],
            "addressees": [_who(actors[x]) for x in s.addressees], "kind": s.kind, "event": s.event, "act": s.act,
            "negated": s.negated, "stance": s.stance, "sourcing": s.sourcing,
            "when_start": s.when and s.when.start, "when_end": s.when and s.when.end,
            "via": s.via and s.via.span.text, "via_actor": s.via and s.via.actor, "confidence": s.confidence,
            "credit": least(s), "candidates": candidates(s, actors) or None, "credits": list(_credits(s, actors)),
            "repeats": n in again,
            "spans": [{"role": role, "start": x.start, "end": x.end} for role, _, x in placed(s)],
        }  # fmt: skip


def _passage(a: Article, s: Statement) -> str:
    """The sentences that the cue and the words of a statement stand in."""
    shown = (*s.cue, *s.content)
    return passage(a.text, min(x.start for x in shown), max(x.end for x in shown))


def _who(a: Actor) -> Row:
    return {"id": a.id, "name": a.name, "type": a.type, "gender": a.gender}


def _credits(s: Statement, actors: dict[str, Actor]) -> Iterator[Row]:
    """The credit of each speaker, and of each who may be one."""
    for role, some in (("speaker", s.credit), ("candidate", s.candidates)):
        for c in some:
            way = [{"start": x.start, "end": x.end} for x in c.way]
            name = actors[c.actor].name
            yield {"role": role, "id": c.actor, "name": name, "probability": c.probability, "way": way}


def _actor_row(a: Actor, number: str) -> Row:
    return {
        "article": number, "actor": a.id, "name": a.name, "type": a.type, "titles": list(a.titles),
        "affiliation": a.affiliation, "gender": a.gender, "identifiers": json.dumps(a.identifiers),
        "mentions": [{"start": m.start, "end": m.end} for m in a.mentions],
    }  # fmt: skip


def articles(
    articles: Iterable[Row], statements: Iterable[Row], actors: Iterable[Row]
) -> Iterator[tuple[Page, Article]]:
    """The articles of rows, as they were read, each with its row as the page that it comes from."""
    said, cast = defaultdict(list), defaultdict(list)
    for s in statements:
        said[s["article"]].append(s)
    for a in actors:
        cast[a["article"]].append(a)
    for row in articles:
        page = _page(row)
        yield page, _article(row, said[row["article"]], cast[row["article"]], hashlib.sha256(page.data).hexdigest())


def _page(row: Row) -> Page:
    """An article's row as a page: with the name and SHA-256 of the page that it was once read from."""
    kept = ("id", "url", "title", "outlet", "authors", "published", "updated", "text", "page", "page_sha256")
    line = json.dumps({k: row[k] for k in kept if row.get(k) is not None}, ensure_ascii=False)
    return Page(line.encode(), row["url"], ROW, row["page"], row["retrieved"], None)


def _article(row: Row, statements: list[Row], actors: list[Row], sha256: str) -> Article:
    text = row["text"]
    return Article(
        id=row["id"], text=text, url=row["url"], title=row["title"], outlet=row["outlet"],
        authors=tuple(row["authors"]), published=row["published"], updated=row.get("updated"), language=row["language"],
        retrieved=row["retrieved"], page_sha256=sha256, parts=tuple(Part.from_dict(p) for p in row["parts"]),
        statements=tuple(_statement(s, text) for s in statements),
        actors=tuple(
            Actor(
                a["actor"], a["name"], a["type"], _over(a["mentions"], text), tuple(a["titles"]), a["affiliation"],
                a["gender"], json.loads(a["identifiers"]),
            )
            for a in actors
        ),
        engine=Engine.from_dict(json.loads(row["engine"])),
    )  # fmt: skip


def _statement(s: Row, text: str) -> Statement:
    credit: dict[str, list[Credit]] = {"speaker": [], "candidate": []}
    for c in s.get("credits") or ():  # what was written before there was credit has none
        credit[c["role"]].append(Credit(c["id"], c["probability"], _over(c["way"], text)))
    return made(
        {"event": "speech", **s},  # what was written before there were events tells only of speech
        (s["statement"], s["parent"]),
        {role: _over((x for x in s["spans"] if x["role"] == role), text) for role in SPAN_ROLES},
        {
            "speaker": tuple(x["id"] for x in s["speakers"]),
            "addressee": tuple(x["id"] for x in s["addressees"]),
            "via": (s["via_actor"],) if s["via_actor"] else (),
        },
        {role: tuple(some) for role, some in credit.items()},
    )


def _over(places: Iterable[Row], text: str) -> tuple[Span, ...]:
    return tuple(Span.of(text, x["start"], x["end"]) for x in places)
