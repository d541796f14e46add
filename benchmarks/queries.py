"""Whether searches over PolNeAR train's 840 articles find all that they must and nothing else, from the command line,
through the API and on the page alike: benchmarks/queries.jsonl has what is typed, and the article, the cue's place and
the cue of each statement that must be found.

    python benchmarks/queries.py RECORD

RECORD is a finished, linked record of the articles by their ids; it is not changed. What it does not hold, because
another network read it, is told apart and not asked for.
"""

import argparse
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import httpx
from first_page import served

_QUERIES = Path(__file__).with_suffix(".jsonl")
_AT = """
SELECT s.permanent, v.local_id, x.start FROM statements AS s JOIN versions AS v ON v.id = s.version AND v.latest
JOIN spans AS x ON x.statement = s.id AND x.role = 'cue' AND x.position = 0
"""
_MOST = 1000

Place = tuple[str, int]


def of_command(record: Path, typed: str) -> list[str]:
    command = [
        sys.executable,
        "-m",
        "sayso.cli.main",
        "search",
        str(record),
        "--nl",
        "--limit",
        str(_MOST),
        "--",
        typed,
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [json.loads(line)["id"] for line in told.splitlines()]


def of_api(client: httpx.Client, typed: str) -> Iterator[str]:
    given: dict[str, Any] = {"q": typed, "limit": 100}
    while True:
        answer = client.get("/api/v1/statements", params=given).raise_for_status().json()
        yield from (one["id"] for one in answer["items"])
        if not (following := answer["next"]):
            return
        given["after"] = following


def of_page(client: httpx.Client, typed: str) -> Iterator[str]:
    page = client.get("/", params={"q": typed}).raise_for_status().text
    while True:
        yield from re.findall(r'<a href="/statements/(\w+)" title', page)
        if not (more := re.search(r'<a rel="next" href="([^"]*)"', page)):
            return
        page = client.get(unescape(more[1])).raise_for_status().text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    record = parser.parse_args().record
    with sqlite3.connect(f"file:{record}?mode=ro", uri=True) as held:
        places: dict[str, Place] = {id: (article, start) for id, article, start in held.execute(_AT)}
    queries = [json.loads(line) for line in _QUERIES.read_text("utf8").splitlines()]
    right = unread = 0
    with served(record) as (address, _), httpx.Client(base_url=address, timeout=120) as client:
        for query in queries:
            typed = query["typed"]
            wanted = {(article, start) for article, start, _ in query["finds"]}
            there = wanted & set(places.values())
            unread += len(wanted) - len(there)
            ways = of_command(record, typed), list(of_api(client, typed)), list(of_page(client, typed))
            found = {places[id] for id in ways[0]}
            is_right = found == there and ways[0] == ways[1] == ways[2]
            right += is_right
            print(f"{'right' if is_right else 'WRONG':6}{len(there):4}  {typed}", flush=True)
            for what, some in (("not found", there - found), ("found", found - there)):
                for article, start in sorted(some):
                    print(f"            {what}: {article} at {start}")
    print(f"{right} of {len(queries)} right; {unread} of the statements that must be found were not read")
    sys.exit(right < len(queries))


if __name__ == "__main__":
    main()
