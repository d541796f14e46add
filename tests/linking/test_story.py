"""One story through all that links tell: five outlets on the same events, a copy, a contradiction, an altered quotation
and a change of position."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.cli.main import main

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
ROOS = "To deny our inspectors the sight of a single logbook makes it very hard for them to do their work"


def run(*args: str, code: int = 0) -> Any:
    done = CliRunner().invoke(main, [*args, "--format", "json"])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("story") / "news.db")
    done = CliRunner().invoke(main, ["add", path, str(EXAMPLES / "harbour.txt"), str(EXAMPLES / "coverage.jsonl")])
    assert done.stdout == "5 added\n"
    return path


def test_a_quotation_is_checked_against_what_was_printed(news: str) -> None:
    told = run("check", news, ROOS, "--by", "Anneli Roos")
    assert told["verdict"] == "verbatim"
    assert {m["outlet"] for m in told["matches"]} >= {"Lisset Herald"}

    shortened = run("check", news, "To deny our inspectors … makes it very hard for them to do their work")
    assert shortened["verdict"] == "shortened"

    another = run("check", news, ROOS, "--by", "Ilse Marant", code=3)
    assert another["verdict"] == "misattributed"

    number = run("check", news, "They have stopped fifty boats", "--by", "Brecht", code=3)
    assert number["verdict"] == "altered"
    assert number["changes"] == [{"from": "forty", "to": "fifty", "what": "number"}]

    done = CliRunner().invoke(main, ["check", news, ROOS.replace("very hard", "impossible"), "--format", "table"])
    assert done.exit_code == 0  # one outlet printed it so
    assert "printed with other words by" in done.stdout

    assert run("check", news, "The nets were full of silver herring that night", code=3)["verdict"] == "not found"


def test_one_outlet_altered_the_quotation_and_another_rendered_it(news: str) -> None:
    (thread,) = [t for t in run("threads", news, "logbook") if t["articles"] == 4]
    assert thread["speakers"] == ["Anneli Roos"]
    assert thread["independent"] == 3  # one of the four is a copy
    by_outlet = {r["outlet"]: r for r in thread["reports"]}
    assert by_outlet["The Strait Observer"]["changes"] == [{"from": "very hard", "to": "impossible", "what": "word"}]
    assert by_outlet["The Union Post"]["changes"] is None  # it quotes nothing
    assert by_outlet["Lisset Herald"]["changes"] == []


def test_who_denies_is_not_taken_for_who_confirms(news: str) -> None:
    confirmed, denied = (
        {s["act"]: s["id"] for s in run("search", news, *words)}[act]
        for words, act in ((("authorized", "captains", "shore"), "confirm"), (("authorized", "Kestria"), "deny"))
    )
    threads = {r["statement"]: t["id"] for t in run("threads", news, "authorized") for r in t["reports"]}
    assert threads.get(confirmed) is not None
    assert threads.get(denied) != threads[confirmed]


def test_a_change_of_position_is_told_with_its_day(news: str) -> None:
    positions = run("positions", news, "--about", "patrols")
    (backed,) = [p for p in positions if p["actor"] == "Varn" and p["holding"] == "for"]
    assert (backed["first"], backed["last"]) == ("2026-03-12", "2026-03-13")
    (turn,) = backed["changed"]
    assert [(turn[s]["day"], turn[s]["holding"]) for s in ("before", "after")] == [
        ("2026-03-13", "for"), ("2026-03-20", "against"),
    ]  # fmt: skip
    (tamsin,) = [p for p in positions if p["actor"] == "Tamsin"]
    assert tamsin["changed"] == []


def test_the_audit_sees_the_copy_and_who_is_quoted(news: str) -> None:
    rows = [r for r in run("audit", news) if r["outlet"] == "(all)" and r["month"] == "(all)"]
    values = {(r["measure"], r["of"]): r["value"] for r in rows}
    assert values["copied", ""] == 0.2
    assert values["source", "Jonas Hallik"] > values["source", "Oda Brecht"]


def test_a_correction_and_a_removal_are_linked_anew(news: str, tmp_path: Path) -> None:
    copy = tmp_path / "news.db"
    copy.write_bytes(Path(news).read_bytes())
    (roos,) = run("search", str(copy), "logbook", "--outlet", "Observer")
    done = CliRunner().invoke(main, ["correct", str(copy), str(roos["id"]), "--by", "ada", "--speaker", "Ilse Marant"])
    assert done.exit_code == 0
    (thread,) = run("threads", str(copy), "--statement", str(roos["id"]))
    assert thread["disputed"]
    assert set(thread["speakers"]) == {"Anneli Roos", "Ilse Marant"}

    done = CliRunner().invoke(main, ["remove", str(copy), "https://herald.example/world/kestria-patrols"])
    assert done.exit_code == 0
    (thread,) = run("threads", str(copy), "logbook")
    assert {r["outlet"] for r in thread["reports"]} == {None, "The Strait Observer"}
    assert {r["repeats"] for r in thread["reports"]} == {None}  # what it was a copy of is gone


def test_the_given_article_says_what_it_says(shared: Path, tmp_path: Path) -> None:
    (page,) = (shared / "examples").iterdir()
    path = str(tmp_path / "given.db")
    assert CliRunner().invoke(main, ["add", path, str(page)]).exit_code == 0
    text = next(s["content"] for s in run("search", path, "--kind", "direct"))
    assert run("check", path, text)["verdict"] == "verbatim"
    assert run("check", path, text, "--by", "Stoltenberg")["verdict"] == "verbatim"
    assert run("check", path, text, "--by", "Lavrov", code=3)["verdict"] == "misattributed"
