"""brat's files, read by a library of its format, by sayso again, and as annotators leave them."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import Article, Span, Statement
from sayso.interop import brat
from sayso.scoring import attributions

ROLES = ("source", "cue", "content", "addressee")


def folder(tmp_path: Path, *some: Article) -> Path:
    assert brat.write(some, tmp_path / "brat") == len(some)
    return tmp_path / "brat"


def read(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The articles of a folder, and what is told of the rest."""
    found = list(brat.read(path))
    articles = [x for x in found if isinstance(x, dict)]
    return articles, [str(x) for x in found if isinstance(x, brat.Problem)]


def offsets(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[x.start, x.end] for x in spans]


@pytest.mark.filterwarnings("ignore:Support for class-based")  # bratly's, where it is imported
def test_a_library_of_the_format_reads_every_line(article: Article, odd: Article, tmp_path: Path) -> None:
    from bratly.annotation_types import AttributeAnnotation, EntityAnnotation, NoteAnnotation, RelationAnnotation
    from bratly.io.file_read_src import read_and_load_txt_file

    for path in sorted(folder(tmp_path, article, odd).glob("*.txt")):
        document = read_and_load_txt_file(
            str(path), str(path.with_suffix(".ann")), ann_no_duplicates=False, ann_renumerotize=False
        )
        assert document is not None
        assert document.check_ann_compatibility_with_txt()
        (found,) = document.annotation_collections
        lines = path.with_suffix(".ann").read_bytes().decode().split("\n")
        assert sorted(map(str, found.annotations)) == sorted(filter(None, lines))
        if path.name.startswith("kestria"):
            told = next(a for a in found.annotations if isinstance(a, EntityAnnotation) and a.content == "told")
            heads = {a.label: a for a in found.annotations if isinstance(a, RelationAnnotation)}
            assert heads.keys() == {"HasSource", "HasContent", "HasAddressee"}
            tags = [a for a in found.annotations if isinstance(a, AttributeAnnotation) and a.component.id == told.id]
            assert ("Kind", ["indirect"]) in [(a.label, a.values) for a in tags]
            notes = [a.value for a in found.annotations if isinstance(a, NoteAnnotation) and a.component == told]
            assert notes == ["statement: s3", "speakers: Mira Dolan"]


def test_what_was_written_is_read_back_in_polnears_shape(article: Article, tmp_path: Path) -> None:
    (back,), problems = read(folder(tmp_path, article))
    assert problems == []
    assert back["text"] == article.text
    assert back["id"].startswith("kestria-says-northern-warships")
    names = {a.id: a.name for a in article.actors}
    ours = [
        {
            **{role: offsets(getattr(s, role)) for role in ROLES},
            "act": s.act, "kind": s.kind, "stance": s.stance, "sourcing": s.sourcing, "negated": s.negated,
            "nested": s.parent is not None,
            **({"entities": [{"names": [names[i]]} for i in s.speakers]} if s.speakers else {}),
        }
        for s in article.statements
    ]  # fmt: skip
    assert back["attributions"] == sorted(ours, key=lambda a: (a["cue"], a["content"]))
    assert any(a["nested"] for a in ours)


def test_odd_texts_keep_their_offsets(odd: Article, tmp_path: Path) -> None:
    path = folder(tmp_path, odd)
    assert all(p.parent == path for p in tmp_path.rglob("*.*") if p.is_file())
    (ann,) = path.glob("*.ann")
    assert "Content 22 26;27 31;49 53;56 62\t“One tab” “two three”\n" in ann.read_text("utf8")
    (back,), problems = read(path)
    assert problems == []
    assert back["text"] == odd.text.replace("\ud800", "?").replace("\r", "\n")
    first, second = back["attributions"]
    assert (first["content"], second["content"]) == tuple(offsets(s.content) for s in odd.statements)
    assert (first["cue"], first["source"]) == (second["cue"], [])
    assert second["entities"] == [{"names": ["=Evil, Name ? ../x"]}]
    assert (second["negated"], first["negated"]) == (True, False)


words = st.lists(
    st.sampled_from(["said", "Ann", "👩‍👩‍👧", "e\u0301", "ש", "\n", "\r\n", "\t", " ", "\u2028", "\x1c", "\x00", "."])
)


@given(words.map("".join), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=3, max_size=3))
def test_any_statement_keeps_its_words(text: str, places: list[tuple[int, int]]) -> None:
    cue, source, content = [
        (Span.of(text, *sorted(min(n, len(text)) for n in at)),) if len(set(at)) == 2 else () for at in places
    ]
    written = Article("a", text, statements=(Statement("s1", cue, source, content, "direct", 1.0),))
    with tempfile.TemporaryDirectory() as name:
        brat.write([written], Path(name) / "brat")
        (back,), _ = read(Path(name) / "brat")
    cut = {role: "".join(x.text for x in getattr(written.statements[0], role)).split() for role in ("cue", "content")}
    if not all(cut.values()):
        return
    for one in back["attributions"]:
        ours = {"statements": [{role: [list(p) for p in one[role]] for role in ("cue", "source", "content")}]}
        theirs = {"statements": [written.statements[0].to_dict()]}
        assert [(a.cue, a.source, a.content) for a in attributions(ours, text)] == [
            (a.cue, a.source, a.content) for a in attributions(theirs, text)
        ]
    assert len(back["attributions"]) == 1


def test_a_folder_with_annotations_is_never_written_over(article: Article, tmp_path: Path) -> None:
    path = folder(tmp_path, article)
    before = {p.name: p.read_bytes() for p in path.iterdir()}
    with pytest.raises(FileExistsError, match="holds texts or annotations already: give a new folder"):
        brat.write([article], path)
    assert before == {p.name: p.read_bytes() for p in path.iterdir()}


def test_the_configuration_names_all_that_is_written(article: Article, tmp_path: Path) -> None:
    path = folder(tmp_path, article)
    configured = (path / "annotation.conf").read_text("utf8")
    (ann,) = path.glob("*.ann")
    for line in ann.read_text("utf8").splitlines():
        kind, *values = line.split("\t")[1].split(" ")
        if line[0] in "TRA":
            assert f"\n{kind}\n" in configured or f"\n{kind}\t" in configured
        if line[0] == "A" and len(values) == 2:
            assert values[1] in configured


TEXT = "Ann Lee said yes. Bo Poe said no."
LINES = """T1\tCue 8 12\tsaid
T2\tSource 0 7\tAnn Lee
T3\tContent 13 16\tyes
R1\tHasSource Arg1:T1 Arg2:T2\t
R2\tHasContent Arg1:T1 Arg2:T3\t
"""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("T9\tCue 8 99\tsaid", "8 99 lies outside the text, or is empty"),
        ("T9\tCue 8 8\t", "8 8 lies outside the text, or is empty"),
        ("T9\tCue 26 30\tsaid", "other words stand at 26 30 than the line has: was the text changed?"),
        ("T9\tPerson 18 24\tBo Poe", "Person is none of Cue, Source, Content, Addressee: it is left out"),
        ("T9\tCue 25 x\tsaid", "has no type and offsets: 'Cue 25 x'"),
        ("T1\tCue 25 29\tsaid", "T1 stands twice"),
        ("T9\tCue 25 29\tsaid", "T9 is a Cue without a Content: draw HasContent from it"),
        ("T9\tSource 18 24\tBo Poe", "T9 is a Source that no Cue has: draw HasSource from its cue"),
        ("R9\tHasSource Arg1:T2 Arg2:T1", "HasSource leads to T2, which is no Cue that was read"),
        ("R9\tHasSource Arg1:T1 Arg2:T8", "HasSource leads to T8, which is no Source that was read"),
        (
            "R9\tKnows Arg1:T1 Arg2:T2",
            "is none of HasSource, HasContent, HasAddressee from a Cue (Arg1) to it (Arg2): 'Knows Arg1:T1 Arg2:T2'",
        ),
        ("A9\tAct T1 shout", "'shout' is none of assert, confirm, deny, announce, report, predict, warn, threaten"),
        ("A9\tMood T1 good", "'Mood' is none of Negated, Act, Kind, Stance, Sourcing"),
        ("A9\tNegated T2", "Negated is told of T2, which is no Cue that was read"),
        ("A9\t", " is told of nothing, which is no Cue that was read"),
        ("E1\tSaying:T1 By:T2", "E1 is no text, relation, attribute or note: it is left out"),
        ("*\tEquiv T1 T2", "* is no text, relation, attribute or note: it is left out"),
        ("nothing", "is no annotation: an id and a tab stand first"),
    ],
)
def test_a_bad_line_is_told_by_file_and_number_and_the_others_count(line: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT)
    (tmp_path / "one.ann").write_text(f"{LINES}{line}\n#1\tAnnotatorNotes T1\tsure?\n")
    (back,), problems = read(tmp_path)
    assert [p.startswith(f"{tmp_path / 'one.ann'}:6: {told}") for p in problems] == [True]
    (only,) = back["attributions"]
    assert (only["source"], only["cue"], only["content"]) == ([[0, 7]], [[8, 12]], [[13, 16]])


def test_annotators_need_tell_no_more_than_the_spans(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "one.txt").write_text(TEXT)
    (tmp_path / "deep" / "one.ann").write_bytes(b"\xef\xbb\xbf" + LINES.replace("\n", "\r\n").encode())
    (back,), problems = read(tmp_path)
    assert (back["id"], problems) == ("deep/one", [])
    assert back["attributions"][0].keys() == {"source", "cue", "content", "addressee", "nested"}


def test_files_that_cannot_be_read_are_told_and_the_others_count(tmp_path: Path) -> None:
    for name in ("good", "alone", "bytes"):
        (tmp_path / f"{name}.ann").write_text(LINES)
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe")
    (back,), problems = read(tmp_path)
    assert back["id"] == "good"
    assert problems == [
        f"{tmp_path / 'alone.ann'}: has no alone.txt beside it",
        f"{tmp_path / 'bytes.ann'}: cannot be read: bytes.txt is not UTF-8",
    ]


def test_articles_of_one_title_have_files_of_their_own(article: Article, tmp_path: Path) -> None:
    others = [replace(article, url=f"https://a.example/{i}", title="CON/../ﬁ") for i in range(3)]
    assert len(list(folder(tmp_path, *others).glob("*.ann"))) == 3
