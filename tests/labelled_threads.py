"""The pairs of statements in linking/threads.jsonl, labelled by hand, and how many of them a record ties."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from sayso import Actor, Article, Page, Reader, Span, Statement, linking, speech_acts
from sayso.article import Engine, Part
from sayso.attribution import Network
from sayso.record import Record

GOLD = Path(__file__).parent / "linking" / "threads.jsonl"
_ENGINE = Engine("0", "none")


def labelled() -> list[dict[str, Any]]:
    """The events: articles with their statements, and pairs that are the same or different."""
    return [json.loads(line) for line in GOLD.read_text("utf8").splitlines()]


def tied(folder: Path, events: list[dict[str, Any]], reader: Reader | None = None) -> Counter[str]:
    """How many labelled pairs are `right` (same, and in one thread), `wrong` (different, but in one) and `missed`.

    Without a reader the statements and who made them are those that are labelled; acts and days are read, since the
    labels of these were given by somebody who knew which statements are the same. With one all is read.
    """
    record = Record(folder / "threads.db", new=True)
    run = record.begin("test", _ENGINE)
    for raw in (a for e in events for a in e["articles"]):
        record.add(
            run, Page(raw["text"].encode(), raw["id"], "text/plain", raw["id"], None, "utf-8"), _read(raw, reader)
        )
    linking.update(record)
    threads = _threads(record)
    places = {s["id"]: (a["id"], s["at"]) for e in events for a in e["articles"] for s in a["statements"]}
    record.close()
    out: Counter[str] = Counter()
    for event in events:
        for label in ("same", "different"):
            for pair in event[label]:
                one, other = (_thread_at(threads, *places[s]) for s in pair)
                together = one is not None and one == other
                out["right" if together and label == "same" else "wrong" if together else "missed"] += (
                    together or label == "same"
                )
    return out


def f1(counts: Counter[str]) -> float:
    """Percent."""
    return 200 * counts["right"] / (2 * counts["right"] + counts["wrong"] + counts["missed"])


def _read(raw: dict[str, Any], reader: Reader | None) -> Article:
    title = raw["title"]
    article = Article(
        raw["id"], raw["text"], title=title, outlet=raw["outlet"], published=raw["published"], language="en",
        parts=(Part("headline", 0, len(title)),) if raw["text"].startswith(title) else (),
    )  # fmt: skip
    if reader:
        return reader.read(article)
    names = dict.fromkeys(s["speaker"] for s in raw["statements"] if s["speaker"])
    actors = {name: Actor(f"a{n}", name, "person", ()) for n, name in enumerate(names)}
    given = tuple(sorted((_statement(raw["text"], s, actors) for s in raw["statements"]), key=lambda s: s.cue[0].start))
    weighed = speech_acts.classify(article, given, speech_acts.lexicon(), {}, Network().act)
    return replace(
        article,
        statements=speech_acts.dated(article, weighed, Network()),
        actors=tuple(actors.values()),
        engine=_ENGINE,
    )


def _statement(text: str, raw: dict[str, Any], actors: dict[str, Actor]) -> Statement:
    return Statement(
        raw["id"],
        cue=(Span.of(text, raw["at"], raw["at"] + len(raw["cue"])),),
        source=(Span.of(text, raw["source_at"], raw["source_at"] + len(raw["source"])),) if raw["source"] else (),
        content=tuple(Span.of(text, at, at + len(x)) for at, x in zip(raw["content_at"], raw["content"], strict=True)),
        kind=raw["kind"],
        confidence=1.0,
        speakers=(actors[raw["speaker"]].id,) if raw["speaker"] else (),
        sourcing=raw["sourcing"],
    )


def _threads(record: Record) -> dict[str, list[tuple[int, int, int | None]]]:
    """Of each article the cues of its statements, and the thread of each."""
    out: dict[str, list[tuple[int, int, int | None]]] = {}
    for row in record.connection.execute(
        'SELECT v.local_id, x.start, x."end", t.thread FROM spans AS x JOIN statements AS s ON s.id = x.statement'
        " JOIN versions AS v ON v.id = s.version LEFT JOIN thread_statements AS t ON t.statement = s.id"
        " WHERE x.role = 'cue' ORDER BY x.start"
    ):
        out.setdefault(row["local_id"], []).append((row["start"], row["end"], row["thread"]))
    return out


def _thread_at(threads: dict[str, list[tuple[int, int, int | None]]], article: str, cue: int) -> int | None:
    """The thread of the statement whose cue stands at a place of an article."""
    return next((thread for start, end, thread in threads.get(article, ()) if start <= cue < end), None)
