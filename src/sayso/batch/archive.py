"""A folder of Parquet, as `sayso batch` writes it, that DuckDB asks where it lies."""

import glob
import posixpath
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
from fsspec.implementations.local import LocalFileSystem
from numpy.typing import NDArray
from pyarrow import ArrowException, parquet

from sayso.article import Article
from sayso.batch.output import DONE, SUPERSEDED, TABLES
from sayso.batch.shards import reason, system
from sayso.batch.tables import SCHEMAS, Row, articles
from sayso.pages import Page, PageError
from sayso.text.folding import folded


def is_archive(address: str) -> bool:
    """Whether there is a folder of Parquet at an address, as `sayso batch` makes it. Raises PageError where nobody can
    tell."""
    fs, root = system(address)
    try:
        return bool(fs.isdir(f"{root.rstrip('/')}/{DONE}"))
    except Exception as error:  # each file system has its own
        raise PageError(address, f"cannot be reached ({reason(error)})") from error


class Archive:
    """The archive at an address: the tables articles, statements and actors as SQL, each with `day`, of the last
    capture of every page. Raises PageError where there is none, and where it is damaged or cannot be asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._system, root = system(address)
        self._root = root.rstrip("/")
        self._is_remote = not isinstance(self._system, LocalFileSystem)
        if not is_archive(address):
            raise PageError(address, "is no folder that `sayso batch` made: give the one that --out named")
        # Or DuckDB would download what it thinks that it lacks.
        self._connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
        if self._is_remote:
            self._connection.register_filesystem(self._system)
        self._connection.create_function("folded", folded, ["VARCHAR"], "VARCHAR")
        self.run("CREATE TABLE superseded (article VARCHAR PRIMARY KEY)")
        older = self._read(SUPERSEDED)
        self.run("INSERT INTO superseded SELECT unnest(?)", [[row["article"] for row in older]])
        for table in TABLES:
            self.run(f"CREATE VIEW every_{table} AS {self._select(table)}")
            kept = " ANTI JOIN superseded USING (article)" if older else ""
            self.run(f"CREATE VIEW {table} AS FROM every_{table}{kept}")

    def superseded(self) -> list[Row]:
        """The articles of captures after which the same page was captured again."""
        return self.rows(
            "SELECT article FROM every_articles"
            " QUALIFY row_number() OVER (PARTITION BY key ORDER BY retrieved DESC NULLS LAST, article) > 1"
            " ORDER BY article"
        )

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """What a question in SQL gives, row by row."""
        with self._told():
            found: list[dict[str, Any]] = self._connection.sql(sql, params=list(values)).to_arrow_table().to_pylist()
        return found

    def columns(self, sql: str) -> list[NDArray[Any]]:
        """What a question in SQL gives, column by column."""
        with self._told():
            return list(self._connection.sql(sql).fetchnumpy().values())

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run a command in SQL."""
        with self._told():
            self._connection.execute(sql, list(values))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What DuckDB or pyarrow cannot do, in one line."""
        try:
            yield
        except (duckdb.Error, ArrowException, OSError, UnicodeError) as error:
            told = " ".join(str(error).partition("\n\n")[0].split())
            raise PageError(self.address, f"cannot be asked ({told}): where it is damaged, make it again") from error

    def chosen(self, wanted: Sequence[str]) -> Iterator[tuple[str, Page, Article]]:
        """The articles of these numbers, in this order, each with its number and its row as the page that it comes
        from."""
        found, statements, actors = (
            self.rows(f"SELECT * FROM {table} WHERE article IN (SELECT unnest(?))", [list(wanted)]) for table in TABLES
        )
        places = {number: n for n, number in enumerate(wanted)}
        found.sort(key=lambda row: places[row["article"]])
        for row, (page, article) in zip(found, articles(found, statements, actors), strict=True):
            yield row["article"], page, article

    def _files(self, table: str) -> list[str]:
        """The files of a table, by their names in its folder."""
        folder = f"{self._root}/{table}"
        found = self._system.find(folder) if self._system.isdir(folder) else []
        return sorted(path[len(folder) + 1 :] for path in found if path.endswith(".parquet"))

    def _select(self, table: str) -> str:
        """SQL of all rows of a table; of none, where it has no file. Columns that an older file lacks are NULL."""
        folder = self._system.unstrip_protocol(self._root) if self._is_remote else self._root
        self._connection.register(f"no_{table}", SCHEMAS[table].empty_table())
        none = f"SELECT *, '' AS day FROM no_{table}"
        if not self._files(table):
            return none
        place = f"{glob.escape(folder)}/{table}/*/*.parquet".replace("'", "''")
        how = "hive_partitioning = true, hive_types = {'day': VARCHAR}, union_by_name = true"
        return f"SELECT * FROM read_parquet('{place}', {how}) UNION ALL BY NAME {none}"

    def _read(self, name: str) -> list[Row]:
        path = f"{self._root}/{name}"
        if not self._system.exists(path):  # a table without rows has no file
            return []
        with self._told(), self._system.open(path, "rb") as file:
            return parquet.ParquetFile(file).read().to_pylist()  # type: ignore[no-any-return]

    def articles(self, since: str | None, until: str | None, outlet: str | None) -> Iterator[tuple[Page, Article]]:
        """The articles of some days (ISO 8601, inclusive; UNKNOWN ones only where none is asked for) and of an outlet,
        or one with this in its name, each with its row as the page that it comes from."""
        for name in self._files("articles"):
            day = posixpath.basename(posixpath.dirname(name)).removeprefix("day=")
            if (since and day < since) or (until and day > until):
                continue
            found, statements, actors = (self._read(f"{table}/{name}") for table in TABLES)
            wanted = [a for a in found if outlet is None or outlet.casefold() in (a["outlet"] or "").casefold()]
            yield from articles(wanted, statements, actors)
