"""The component for spaCy: found without importing sayso, and what it puts into a Doc outlives every way of storing."""

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from sayso import Article

TEXT = (
    "Mira Dolan told reporters on Friday that the 👩\u200d👩\u200d👧 bridge was shut. “We found cracks,” she said. "
    "Tomas Ruud denied it."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("en")
    made.add_pipe("sayso")
    return made


def told(doc: Doc) -> tuple[Any, Any]:
    return doc._.statements, doc._.actors


def test_spacy_finds_it_by_itself_and_nothing_heavy_loads_before_a_text() -> None:
    code = (
        "import spacy, sys; nlp = spacy.blank('en'); nlp.add_pipe('sayso', config={'min_confidence': 0.5});"
        f"assert 'onnxruntime' not in sys.modules; doc = nlp({TEXT!r}); assert 'onnxruntime' in sys.modules;"
        "print([s['speakers'] for s in doc._.statements])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "['Mira Dolan']" in done.stdout


def test_offsets_are_of_the_docs_text_and_its_tokens(nlp: Language) -> None:
    doc = nlp(TEXT)
    first = doc._.statements[0]
    assert [doc.text[s:e] for s, e in first["cue"]] == ["told"]
    assert [doc[s:e].text for s, e in first["tokens"]["source"]] == ["Mira Dolan"]
    assert [doc[s:e].text for s, e in first["tokens"]["content"]] == ["that the 👩\u200d👩\u200d👧 bridge was shut"]
    assert (first["speakers"], first["sourcing"], first["negated"]) == (["Mira Dolan"], "named", False)
    second = next(s for s in doc._.statements if s["kind"] == "direct")
    assert second["speakers"] == ["Mira Dolan"]
    (dolan,) = (a for a in doc._.actors if a["name"] == "Mira Dolan")
    assert "Mira Dolan" in [TEXT[s:e] for s, e in dolan["mentions"]]


def test_it_says_what_the_reader_says(nlp: Language, article: Article) -> None:
    from sayso import read_text

    ours, doc = read_text(article.text), nlp(article.text)
    assert [s["content"] for s in doc._.statements] == [[[x.start, x.end] for x in s.content] for s in ours.statements]
    places = [s.id for s in ours.statements]
    parents = [None if s["parent"] is None else places[s["parent"]] for s in doc._.statements]
    assert parents == [s.parent for s in ours.statements]
    assert any(parents)


def plain(value: Any) -> bool:
    if type(value) is dict:
        return all(type(key) is str and plain(x) for key, x in value.items())
    return all(map(plain, value)) if type(value) is list else value is None or type(value) in (str, int, float, bool)


def test_a_doc_outlives_bytes_bins_pickles_and_holds_plain_values(nlp: Language, article: Article) -> None:
    doc = nlp(article.text)
    assert plain(doc._.statements)
    assert plain(doc._.actors)
    assert told(doc) == told(Doc(nlp.vocab).from_bytes(doc.to_bytes()))
    binned = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (back,) = DocBin().from_bytes(binned).get_docs(spacy.blank("en").vocab)
    assert json.dumps(told(doc)) == json.dumps(told(back))  # what a DocBin gives back has tuples for lists
    assert back._.statements
    assert told(doc) == told(pickle.loads(pickle.dumps(doc)))


def test_a_pipeline_is_stored_with_its_settings(nlp: Language, tmp_path: Path) -> None:
    strict = spacy.blank("en")
    strict.add_pipe("sayso", config={"min_confidence": 0.95})
    strict.to_disk(tmp_path / "pipeline")
    back = spacy.load(tmp_path / "pipeline")
    kept = back(TEXT)._.statements
    assert kept == strict(TEXT)._.statements
    assert all(s["confidence"] >= 0.95 for s in kept)
    assert len(kept) < len(nlp(TEXT)._.statements)
    assert told(pickle.loads(pickle.dumps(back))(TEXT)) == told(back(TEXT))


def test_each_speaker_has_a_credit_and_the_least_one_can_be_set(nlp: Language) -> None:
    strict = spacy.blank("en")
    strict.add_pipe("sayso", config={"credit": 1.0})
    for doc in (nlp(TEXT), strict(TEXT)):
        assert doc._.statements
        for s in doc._.statements:
            assert len(s["credit"]) == len(s["speakers"])
            assert not {name for name, _ in s["candidates"]} & set(s["speakers"])
    assert all(p == 1 for s in strict(TEXT)._.statements for p in s["credit"])


def test_two_processes_give_what_one_gives(nlp: Language, article: Article) -> None:
    texts = [TEXT, "", article.text, "Nobody is here.", TEXT]
    one = [told(doc) for doc in nlp.pipe(texts)]
    assert [told(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == one
    assert one[1] == ([], [])


@pytest.mark.parametrize("what", ["min_confidence", "credit"])
@pytest.mark.parametrize("wrong", [1.5, -0.1])
def test_a_share_that_is_none_is_refused_in_one_line(what: str, wrong: float) -> None:
    with pytest.raises(ValueError, match=f"{what} is {wrong}: give a number from 0 to 1"):
        spacy.blank("en").add_pipe("sayso", config={what: wrong})


pieces = st.sampled_from(
    [
        "Ann Lee said ",
        "“yes”",
        "\r\n\r\n",
        "👩\u200d👩\u200d👧",
        "e\u0301",
        "שלום",
        "\x00",
        "\t",
        "  ",
        " told Bo that ",
        ".",
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(pieces, max_size=20).map("".join))
def test_tokens_cover_their_spans_on_any_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    for statement in doc._.statements:
        for role, places in statement["tokens"].items():
            for (first, last), (start, end) in zip(places, statement[role], strict=True):
                assert 0 <= first < last <= len(doc)
                cover = doc[first:last]
                assert cover.start_char <= start
                assert end <= cover.end_char + len(doc[last - 1].whitespace_)
