"""An invented article whose credit is known: one speaker is sure, one likely, and of one it is not known who spoke."""

from sayso.article import Actor, Article, Credit, Engine, Span, Statement

TEXT = (
    "Quay to close\n\nAda Holm and Ivo Marsh walked along the quay on Monday. She said the quay would close. "
    "He said it would not. One of them said later that nothing was settled."
)
UNKNOWN = "not known; perhaps Ada Holm (.55) or Ivo Marsh (.30)"


def span(words: str, after: str = "") -> Span:
    """These words of the text, the first after others."""
    start = TEXT.index(words, TEXT.index(after))
    return Span.of(TEXT, start, start + len(words))


def credited_article(url: str | None = "https://post.example/quay") -> Article:
    """The article as a reader gives it."""
    ada, ivo = span("Ada Holm"), span("Ivo Marsh")
    she, he, one = span("She"), span("He", "close. He"), span("One of them")
    statements = (
        Statement(
            "s1", (span("said", "She"),), (she,), (span("the quay would close"),), "indirect", 0.97,
            speakers=("a1",), sourcing="named", credit=(Credit("a1", 0.96, (she, ada)),),
        ),
        Statement(
            "s2", (span("said", "He said"),), (he,), (span("it would not"),), "indirect", 0.91,
            speakers=("a2",), sourcing="named", credit=(Credit("a2", 0.71, (he, ivo)),),
            candidates=(Credit("a1", 0.2, (he, ada)),),
        ),
        Statement(
            "s3", (span("said", "One of them"),), (one,), (span("nothing was settled"),), "indirect", 0.88,
            sourcing="unnamed", candidates=(Credit("a1", 0.55, (one, ada)), Credit("a2", 0.3, (one, ivo))),
        ),
    )  # fmt: skip
    actors = (
        Actor("a1", "Ada Holm", "person", (ada, she), gender="female"),
        Actor("a2", "Ivo Marsh", "person", (ivo, he), gender="male"),
    )
    return Article(
        "quay", TEXT, url, "Quay to close", "The Post", published="2026-03-02", language="en",
        statements=statements, actors=actors, engine=Engine("1", "invented"),
    )  # fmt: skip
