"""Web Annotations: what rdflib makes of them, and that the words are found again in any text."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from sayso import Article, Span, Statement
from sayso.interop.annotations import page, read

# What the context of anno.jsonld has for the words that are used.
CONTEXT: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@id"},
    **{name: f"oa:{name}" for name in ("Annotation", "SpecificResource", "TextualBody")},
    **{name: f"oa:{name}" for name in ("TextQuoteSelector", "TextPositionSelector")},
    "AnnotationPage": "as:OrderedCollectionPage",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "tagging": "oa:tagging",
    "value": "rdf:value",
    **{name: f"oa:{name}" for name in ("exact", "prefix", "suffix", "start", "end")},
}
text = st.text(st.characters() | st.sampled_from("a a\r\n\u0301👩\u200d\ufeff\u202eש\x00\ud800“”"), max_size=80)


def marked(words: str, *places: tuple[int, int]) -> dict[str, Any]:
    """The page of an article whose one statement has these places as its content."""
    spans = tuple(Span.of(words, *place) for place in places)
    made = page(Article("a", words, statements=(Statement("s1", (), (), spans, "direct", 1.0),)))
    back: dict[str, Any] = json.loads(json.dumps(made, ensure_ascii=False).encode())
    return back


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_each_role_is_an_annotation_of_the_page_with_both_selectors(article: Article) -> None:
    made = page(article)
    assert made["@context"] == "http://www.w3.org/ns/anno.jsonld"
    graph = Graph().parse(data=json.dumps({**made, "@context": CONTEXT}), format="json-ld")
    found: Any = graph.query(
        "PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
        "SELECT ?exact ?start ?end WHERE { ?a a oa:Annotation; oa:motivatedBy oa:tagging; oa:hasTarget ?t;"
        " oa:hasBody/rdf:value 'role: cue', 'speaker: Jonas Hallik'. ?t oa:hasSource ?in; oa:hasSelector ?q, ?p."
        " ?q a oa:TextQuoteSelector; oa:exact ?exact. ?p a oa:TextPositionSelector; oa:start ?start; oa:end ?end."
        " FILTER (?in = <https://gazette.example/harbour?id=1>) }"
    )
    cues = sorted((int(start), int(end), str(exact)) for exact, start, end in found)
    assert [words for _, _, words in cues] == ["has complained", "demanded", "requested"]
    assert all(article.text[start:end] == words for start, end, words in cues)


def test_what_was_written_is_read_back(article: Article, odd: Article) -> None:
    for each in (article, odd):
        back = {a.id: a for a in read(page(each), each.text)}
        for s in each.statements:
            (content,) = (a for id, a in back.items() if id and id.endswith(f"#{s.id}-content"))
            assert (content.spans, content.lost) == (s.content, 0)
            assert content.tags[:3] == ("role: content", f"statement: {s.id}", f"act: {'not ' * s.negated}{s.act}")
    assert len(page(odd)["items"][1]["target"]) == 2


@given(text, st.data())
def test_a_span_is_found_in_the_text_that_it_was_made_in(words: str, data: st.DataObject) -> None:
    if not words:
        return
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    (found,) = read(marked(words, (start, end)), words)
    assert (found.spans, found.lost) == ((Span.of(words, start, end),), 0)


@given(text, text, text, text)
def test_a_span_is_found_where_the_text_moved(before: str, quoted: str, after: str, new: str) -> None:
    words = f"{before}[{quoted}]{after}"
    start, end = len(before), len(before) + len(quoted) + 2
    (found,) = read(marked(words, (start, end)), new + words)
    (span,) = found.spans
    assert span.text == words[start:end]
    around = words[max(0, start - 32) : end + 32]
    if (new + words).count(around) == 1:
        assert span.start == len(new) + start


def test_of_equal_words_those_with_the_same_neighbours_are_taken() -> None:
    old = "He said no. She said no. They said no."
    (found,) = read(marked(old, (12, 15)), "New first line. " + old)
    assert [(x.start, x.text) for x in found.spans] == [(28, "She")]
    (found,) = read(marked(old, (16, 20)), "It said no. He said nothing. She said no. They said no.")
    assert [(x.start, x.text) for x in found.spans] == [(33, "said")]


def test_words_that_are_gone_are_counted_as_lost() -> None:
    (found,) = read(marked("one two three", (0, 3), (8, 13)), "two three four")
    assert ([x.text for x in found.spans], found.lost) == (["three"], 1)


def test_annotations_of_others_are_read_as_they_come() -> None:
    one = {
        "type": "Annotation",
        "body": {"type": "TextualBody", "value": "doubtful"},
        "target": {"source": "x", "selector": {"type": "TextQuoteSelector", "exact": "two"}},
    }
    position = {**one, "target": {"selector": {"type": "TextPositionSelector", "start": 4, "end": 7}}}
    whole = {"id": "urn:x", "body": "https://a.example/note", "target": "https://a.example/"}
    by_words, by_place, of_all = read([one, position, whole], "one two")
    assert by_words.spans == by_place.spans == (Span(4, 7, "two"),)
    assert (by_words.tags, of_all.tags, of_all.spans, of_all.lost) == (("doubtful",), (), (), 0)
    for wrong in ("text", 7, [1], {"items": 3}):
        with pytest.raises(ValueError, match="is no annotation"):
            list(read(wrong, "one two"))
    outside = {"target": {"selector": {"type": "TextPositionSelector", "start": 4, "end": 700}}}
    (lost,) = read(outside, "one two")
    assert (lost.spans, lost.lost) == ((), 1)


def test_without_text_there_are_positions_alone(bare: Article, article: Article) -> None:
    kinds = {s["type"] for item in page(bare)["items"] for target in item["target"] for s in target["selector"]}
    assert kinds == {"TextPositionSelector"}
    back = [a.spans for a in read(page(bare), article.text)]
    assert back == [a.spans for a in read(page(article), article.text)]


def test_a_huge_repetitive_text_takes_no_long_time() -> None:
    words = "ab" * 200_000
    moved = replace(Article("a", ""), text="x" + words)
    (found,) = read(marked(words, (100_000, 300_000)), moved.text)
    assert found.lost == 0
