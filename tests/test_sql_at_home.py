"""All SQL of the project stands in the room `record`, but that by which an archive of Parquet is asked."""

import ast
from pathlib import Path

import sayso

SOURCE = Path(sayso.__file__).parent
RUNS_SQL = {"execute", "executemany", "executescript"}
# DuckDB over an archive's Parquet, which is no record.
ELSEWHERE = {"batch/archive.py"}


def runs_sql(path: Path) -> list[int]:
    """The lines of a module that run SQL."""
    nodes = ast.walk(ast.parse(path.read_bytes()))
    return sorted(node.lineno for node in nodes if isinstance(node, ast.Attribute) and node.attr in RUNS_SQL)


def test_only_the_record_runs_sql() -> None:
    found = {path.relative_to(SOURCE).as_posix(): runs_sql(path) for path in SOURCE.rglob("*.py")}
    outside = {name for name, lines in found.items() if lines and not name.startswith("record/")}
    assert outside == ELSEWHERE, f"a query is a named function of sayso.record: {sorted(outside - ELSEWHERE)}"


def test_sql_is_found_where_it_is(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("def f(c):\n    return c.execute('SELECT 1')\n\nrun = connection.executemany\n", encoding="utf-8")
    assert runs_sql(module) == [2, 4]
    module.write_text("def execute(c):\n    return c.executed('SELECT 1')\n", encoding="utf-8")
    assert runs_sql(module) == []
