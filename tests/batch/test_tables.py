"""What becomes rows comes back as it was: articles through Parquet, whatever their text holds."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from credited_articles import credited_article
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_articles import invented_articles
from pyarrow import parquet

import sayso
from sayso import Article, Page, Reader
from sayso.batch import Archive, Done, Output, search
from sayso.batch.tables import rows
from sayso.record import Query

ODD = {
    "emoji": "Mayor Ada Holm 👩‍🚒🏽 said 🇫🇮 that the “bridge 🌉” was shut.",
    "combining marks": "Zoe\u0301 Ru\u030ad said that the cafe\u0301 was n\u0303ot open; “e\u0301te\u0301,” she said.",
    "right to left": "Mayor Ada Holm said that “הגשר סגור” and “الجسر مغلق” were \u202ethe words\u202c.",
    "carriage returns": "Bridge shut\r\n\r\nMayor Ada Holm said that\r\nit was shut.\r\r“It stays shut,” she said.",
    "NUL": "Mayor Ada Holm\0 said that the bridge\0was shut.",
    "separators": "Mayor Ada Holm said\u2028that the bridge\x85was\x0b shut\ufeff.",
    "no statement": "The bridge is made of iron.",
}


def through_parquet(folder: Path, article: Article) -> tuple[Page, Article]:
    """An article written as `sayso batch` does, and read back."""
    page = Page(b"its bytes", article.url, "text/plain", "page.txt", article.retrieved, None)
    out = Output(str(folder))
    made = rows(article, page)
    day = "unknown"
    files = [f"{table}/day={day}/one-000.parquet" for table in made]
    for (table, some), name in zip(made.items(), files, strict=True):
        out.write(name, some, table)
    out.finish(Done("one", {"files": []}, 1, len(article.statements), 0, tuple(files)))
    (back,) = Archive(str(folder)).articles(None, None, None)
    return back


def assert_same(folder: Path, article: Article) -> None:
    page, back = through_parquet(folder, article)
    assert back.page_sha256 == hashlib.sha256(page.data).hexdigest()  # law 6: its row is its page now
    assert back.to_dict() == {**article.to_dict(), "page_sha256": back.page_sha256}
    for s in back.statements:
        for span in (*s.cue, *s.source, *s.content, *s.addressee):
            assert back.text[span.start : span.end] == span.text


@pytest.fixture(scope="module")
def invented(reader: Reader) -> list[Article]:
    return [reader.read(sayso.pages.read_text(each["text"])) for each in invented_articles()]


def test_credit_comes_back_and_stands_in_columns(tmp_path: Path) -> None:
    article = credited_article()
    assert_same(tmp_path, article)
    found = search(Archive(str(tmp_path)), Query())
    assert sorted((f.row["credit"] or 0, f.row["candidates"]) for f in found) == [
        (0, "Ada Holm (.55); Ivo Marsh (.30)"),
        (0.71, "Ada Holm (.20)"),
        (0.96, None),
    ]
    assert [f.row["speakers"] for f in search(Archive(str(tmp_path)), Query(min_credit=0.9))] == ["Ada Holm"]


def test_what_was_written_before_credit_is_asked_beside_what_has_it(tmp_path: Path) -> None:
    through_parquet(tmp_path, credited_article())
    (file,) = (tmp_path / "statements").rglob("*.parquet")
    older = file.with_name("aaa-000.parquet")  # the first file is that by which DuckDB tells the columns
    parquet.write_table(parquet.read_table(file, partitioning=None).drop(["credit", "candidates", "credits"]), older)
    found = search(Archive(str(tmp_path)), Query())
    assert len(found) == 6
    assert sorted(f.row["credit"] for f in found if f.row["credit"]) == [0.71, 0.96]
    file.unlink()
    assert {f.row["credit"] for f in search(Archive(str(tmp_path)), Query())} == {None}
    file.with_name("one-000.parquet").write_bytes(older.read_bytes())
    older.unlink()
    ((_, back),) = Archive(str(tmp_path)).articles(None, None, None)
    assert [(s.speakers, s.credit) for s in back.statements] == [(("a1",), ()), (("a2",), ()), ((), ())]


def test_all_invented_articles_come_back(tmp_path: Path, invented: list[Article]) -> None:
    assert sum(len(a.statements) for a in invented) > 400
    for n, article in enumerate(invented):
        told = replace(
            article,
            url=f"https://a.example/{n}" if n % 2 else None,
            authors=("Ida Moe", "Per Ås") if n % 3 else (),
            published="2026-03-12T10:00:00+02:00" if n % 2 else None,
            retrieved="2026-03-13T08:00:00Z" if n % 3 else None,
        )
        assert_same(tmp_path / str(n), told)


def test_all_kinds_of_spans_are_among_them(invented: list[Article]) -> None:
    every = [s for a in invented for s in a.statements]
    assert any(s.via for s in every)
    assert any(s.addressees for s in every)
    assert any(s.parent for s in every)
    assert any(len(s.content) > 1 for s in every)
    assert any(s.negated for s in every)


def test_a_day_that_is_told_comes_back(tmp_path: Path, reader: Reader) -> None:
    text = "Mayor Ada Holm said on Friday that the bridge was shut."
    article = reader.read(replace(sayso.pages.read_text(text), published="2026-03-16"))
    assert [s.when and s.when.span and s.when.span.text for s in article.statements] == ["Friday"]
    assert_same(tmp_path, article)


@pytest.mark.parametrize("text", ODD.values(), ids=list(ODD))
def test_odd_texts_come_back(tmp_path: Path, reader: Reader, text: str) -> None:
    article = reader.read(replace(sayso.pages.read_text(text), text=text, parts=()))
    assert bool(article.statements) == (text != ODD["no statement"])
    assert_same(tmp_path, article)


def pieces() -> st.SearchStrategy[str]:
    said = st.sampled_from([*ODD.values(), "“It is ", ",” said ", " Ada Holm", "\r\n", "\0", ". He added that "])
    return st.lists(said | st.text(max_size=20), max_size=6).map("".join)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=pieces())
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, reader: Reader, text: str) -> None:
    article = reader.read(sayso.pages.read_text(text))
    assert_same(tmp_path_factory.mktemp("any"), article)


@pytest.mark.parametrize(
    "text", ["Mayor Ada Holm said that \ud83d was half.", "\udfff Mayor Ada Holm said that it was."]
)
def test_half_of_a_surrogate_pair_makes_no_rows(reader: Reader, text: str) -> None:
    article = replace(sayso.pages.read_text("Mayor Ada Holm said that it was half."), text=text, parts=())
    with pytest.raises(UnicodeEncodeError):
        rows(reader.read(article), Page(b"", None, None, "x", None, None))


@pytest.mark.parametrize("field", ["title", "outlet", "url", "id"])
def test_half_of_a_surrogate_pair_beside_the_text_makes_no_rows(reader: Reader, field: str) -> None:
    told: dict[str, Any] = {field: "\ud83d"}
    article = replace(reader.read(sayso.pages.read_text("Mayor Ada Holm said that it was half.")), **told)
    with pytest.raises(UnicodeEncodeError):
        rows(article, Page(b"", None, None, "x", None, None))
