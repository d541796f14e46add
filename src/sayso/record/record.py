"""The record: articles are added to it, in versions, and can be taken out of it."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from sayso.article import Article, Engine
from sayso.errors import RecordError
from sayso.pages import Page, Primary
from sayso.pages.transcripts import PrimaryKind, speaker_of
from sayso.record import apply_corrections, permanent_ids, rows
from sayso.record.connection import connect, writing
from sayso.record.edited import is_edited
from sayso.record.rows import dumps
from sayso.text.characters import valid

Outcome = Literal["added", "changed", "unchanged", "removed"]


@dataclass(frozen=True, slots=True)
class Run:
    """One call that writes; what it made points to it."""

    id: int


class Record:
    """A record's file. `new` makes it where there is none.

    Raises RecordError, here and in every method, where the file cannot be read or written.
    """

    def __init__(self, path: Path, *, new: bool = False) -> None:
        self.path = path
        self.connection = connect(path, new=new)

    def close(self) -> None:
        """Let go of the file; what was written stands."""
        self.connection.close()

    def begin(self, command: str, engine: Engine) -> Run:
        """Note the beginning of a run that reads with `engine`."""
        with writing(self.connection, self.path):
            made = self.connection.execute(
                "INSERT INTO runs (command, started, version, model, lexicon, roster) VALUES (?, ?, ?, ?, ?, ?)",
                (command, now(), engine.version, engine.model, engine.lexicon, engine.roster),
            )
        return Run(made.lastrowid or 0)

    def end(self, run: Run) -> None:
        """Note that a run came to its end."""
        with writing(self.connection, self.path):
            self.connection.execute("UPDATE runs SET ended = ? WHERE id = ?", (now(), run.id))

    def primary(self, article: Article) -> Primary | None:
        """The primary source that the latest version of an article is, and who gave the speech."""
        held = self._latest(_key(article))
        if held is None or held["primary_source"] is None:
            return None
        is_speech = held["primary_source"] == "speech"
        speaker = speaker_of(rows.article(self.connection, held["id"])) if is_speech else None
        return Primary(held["primary_source"], speaker)

    def standing(self, article: Article, primary: PrimaryKind | None = None) -> Outcome:
        """What adding an article that was not read yet, maybe as a primary source, would do: it is there as it is
        (unchanged), a person took it out (removed), it is there in another version or as no such source (changed), or
        it is new (added)."""
        key = _key(article)
        if self.connection.execute("SELECT 1 FROM tombstones WHERE key = ?", (key,)).fetchone():
            return "removed"
        held = self._latest(key)
        if held is None:
            return "added"
        # The very page may be there as an older version: of an archive with several captures, added again.
        if self.connection.execute(
            "SELECT 1 FROM versions AS v JOIN pages AS p ON p.id = v.page"
            " WHERE v.article = ? AND p.sha256 = ? AND v.retrieved IS ? AND v.text_sha256 = ?"
            " AND coalesce(?, v.primary_source) IS v.primary_source",
            (held["article"], article.page_sha256, article.retrieved, _digest(article.text), primary),
        ).fetchone():
            return "unchanged"
        same = held["text_sha256"] == _digest(article.text) and all(
            held[field] == getattr(article, field) for field in ("title", "outlet", "published")
        )
        return "unchanged" if same and primary in (None, held["primary_source"]) else "changed"

    def add(self, run: Run, page: Page, article: Article, primary: PrimaryKind | None = None) -> Outcome:
        """Keep an article that was read, and its page; in one transaction. What is there already stays as it is.

        It is marked as a `primary` source; without that, as what its last version is.

        Raises UnicodeEncodeError where its text is no valid Unicode (half of a surrogate pair).
        """
        with writing(self.connection, self.path):
            outcome = self.standing(article, primary)
            if outcome in ("added", "changed"):
                self._keep(run, page, article, primary)
                self.connection.execute("DELETE FROM failures WHERE name = ?", (valid(page.name),))
        return outcome

    def fail(self, run: Run, name: str, reason: str) -> None:
        """Note a page that cannot be read, and why."""
        with writing(self.connection, self.path):
            self.connection.execute(
                "INSERT INTO failures (name, reason, run, at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (name, reason) DO UPDATE SET run = excluded.run, at = excluded.at",
                (valid(name), valid(reason), run.id, now()),
            )

    def remove(self, key: str, why: str | None = None) -> bool:
        """Take out an article, by its address or id, and all that was made from it; a tombstone keeps it from coming
        back. Whether it was there."""
        with writing(self.connection, self.path):
            found = self.connection.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
            if found is None:
                return False
            versions = self.connection.execute("SELECT id FROM versions WHERE article = ?", (found["id"],)).fetchall()
            apply_corrections.forget(self.connection, found["id"])
            moment = now()
            permanent_ids.take_out(self.connection, key, moment, why)
            for version in versions:
                rows.delete(self.connection, version["id"])
            self.connection.execute("DELETE FROM versions WHERE article = ?", (found["id"],))
            self.connection.execute("DELETE FROM articles WHERE id = ?", (found["id"],))
            self.connection.execute("DELETE FROM pages WHERE id NOT IN (SELECT page FROM versions)")
            self.connection.execute("INSERT OR REPLACE INTO tombstones VALUES (?, ?, ?)", (key, moment, why))
        return True

    def seen(self, address: str) -> tuple[str | None, str | None]:
        """The ETag and Last-Modified that the page at an address last came with."""
        found = self.connection.execute(
            "SELECT headers FROM pages WHERE url = ? ORDER BY id DESC LIMIT 1", (address,)
        ).fetchone()
        headers = json.loads(found["headers"]) if found else {}
        return headers.get("etag"), headers.get("last-modified")

    def follow(self, address: str) -> bool:
        """Watch a feed or sitemap. Whether it was not watched before."""
        with writing(self.connection, self.path):
            made = self.connection.execute("INSERT OR IGNORE INTO feeds VALUES (?, ?, NULL)", (address, now()))
        return made.rowcount > 0

    def unfollow(self, address: str) -> bool:
        """Watch a feed no longer. Whether it was watched."""
        with writing(self.connection, self.path):
            return self.connection.execute("DELETE FROM feeds WHERE address = ?", (address,)).rowcount > 0

    def feeds(self) -> list[str]:
        """The addresses that are watched."""
        return [row["address"] for row in self.connection.execute("SELECT address FROM feeds ORDER BY address")]

    def checked(self, address: str) -> None:
        """Note that a feed was looked at now."""
        with writing(self.connection, self.path):
            self.connection.execute("UPDATE feeds SET checked = ? WHERE address = ?", (now(), address))

    def articles(self) -> Iterator[Article]:
        """The latest version of every article, in the order that they were first added."""
        for found in self.connection.execute("SELECT id FROM versions WHERE latest ORDER BY article"):
            yield rows.article(self.connection, found["id"])

    def before_credit(self) -> int:
        """How many articles were read before anybody told how likely each speaker is."""
        found = self.connection.execute(
            "SELECT count(*) FROM versions AS v WHERE latest AND NOT credited"
            " AND EXISTS (SELECT 1 FROM statements WHERE version = v.id)"
        ).fetchone()
        number: int = found[0]
        return number

    def page(self, article: Article) -> bytes:
        """The bytes of the page that the latest version of an article was made from."""
        found = self.connection.execute(
            "SELECT p.body FROM pages AS p JOIN versions AS v ON v.page = p.id JOIN articles AS r ON r.id = v.article"
            " WHERE r.key = ? AND v.latest",
            (_key(article),),
        ).fetchone()
        if found is None:
            raise RecordError(self.path, f"holds no article {_key(article)!r}")
        return zlib.decompress(found["body"])

    def _latest(self, key: str) -> sqlite3.Row | None:
        found: sqlite3.Row | None = self.connection.execute(
            "SELECT v.* FROM versions AS v JOIN articles AS r ON r.id = v.article WHERE r.key = ? AND v.latest", (key,)
        ).fetchone()
        return found

    def _keep(self, run: Run, page: Page, article: Article, primary: PrimaryKind | None) -> None:
        assert article.engine is not None
        key = _key(article)
        self.connection.execute("INSERT OR IGNORE INTO articles (key, url) VALUES (?, ?)", (key, article.url))
        self.connection.execute("UPDATE articles SET url = ? WHERE key = ? AND url IS NULL", (article.url, key))
        number = self.connection.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()["id"]
        before = self._latest(key)
        edited = before is not None and is_edited(self.connection, before["id"], page, article)
        self.connection.execute("UPDATE versions SET latest = 0 WHERE article = ?", (number,))
        made = self.connection.execute(
            "INSERT INTO versions (article, number, latest, page, run, added, local_id, title, outlet, authors,"
            " published, updated, language, retrieved, text, text_sha256, parts, engine, primary_source,"
            " credited, edited)"
            " VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, before["number"] + 1 if before else 1, self._keep_page(page), run.id, now(), article.id,
                article.title, article.outlet, dumps(article.authors), article.published, article.updated,
                article.language,
                article.retrieved, article.text, _digest(article.text), dumps([p.to_dict() for p in article.parts]),
                dumps(article.engine.to_dict()), primary or (before["primary_source"] if before else None),
                rows.credited(article), edited,
            ),
        )  # fmt: skip
        version = made.lastrowid or 0
        rows.insert(self.connection, version, article)
        apply_corrections.reattach(self.connection, number)
        reading = permanent_ids.reading(self.connection, before["id"]) if before else None
        permanent_ids.keep(self.connection, version, reading, edited=edited)

    def _keep_page(self, page: Page) -> int:
        digest = hashlib.sha256(page.data).hexdigest()
        self.connection.execute(
            "INSERT OR IGNORE INTO pages (sha256, url, media_type, charset, headers, retrieved, size, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                digest, page.url, page.media_type, page.charset, json.dumps(dict(page.headers)), page.retrieved,
                len(page.data), zlib.compress(page.data),
            ),
        )  # fmt: skip
        number: int = self.connection.execute("SELECT id FROM pages WHERE sha256 = ?", (digest,)).fetchone()["id"]
        return number


def _key(article: Article) -> str:
    return article.url or article.id


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def now(after: timedelta = timedelta()) -> str:
    """This moment, or one `after` it, as it stands in a record."""
    return (datetime.now(UTC) + after).isoformat(timespec="seconds").replace("+00:00", "Z")
