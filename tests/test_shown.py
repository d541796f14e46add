"""The text cut into stretches."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.article import Article, Span, Statement
from sayso.shown import Mark, stretches

TEXT = "Mira said Tom said no."


def spans(*words: str) -> tuple[Span, ...]:
    return tuple(Span.of(TEXT, TEXT.index(w), TEXT.index(w) + len(w)) for w in words)


OUTER = Statement("s1", spans("said"), spans("Mira"), spans("Tom said no"), "indirect", 0.9)
INNER = Statement("s2", (Span.of(TEXT, 14, 18),), spans("Tom"), spans("no"), "indirect", 0.9, parent="s1")


def test_of_nested_statements_the_smallest_span_is_the_one_meant() -> None:
    found = {x.text: x.marks for x in stretches(Article("a", TEXT, statements=(OUTER, INNER)))}
    assert found["Mira"] == (Mark("s1", "source"),)
    assert found["Tom"] == (Mark("s1", "content"), Mark("s2", "source"))
    assert found["no"] == (Mark("s1", "content"), Mark("s2", "content"))
    assert found["."] == ()


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6),
    st.sets(st.integers(0, 40), max_size=4),
)
def test_the_stretches_are_the_whole_text(text: str, pairs: list[tuple[int, int]], cuts: set[int]) -> None:
    inside = [(min(a, b), max(a, b)) for a, b in pairs if max(a, b) <= len(text) and a != b]
    statements = tuple(
        Statement(f"s{n}", (Span.of(text, a, b),), (), (Span.of(text, a, b),), "direct", 0.5)
        for n, (a, b) in enumerate(inside)
    )
    found = list(stretches(Article("a", text, statements=statements), {c for c in cuts if c <= len(text)}))
    assert "".join(x.text for x in found) == text
    for x in found:
        over = {f"s{n}" for n, (a, b) in enumerate(inside) if a <= x.start and x.end <= b}
        assert {m.statement for m in x.marks} == over
