"""Windows cover every word, and every word's cue is read in exactly one of them."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.attribution.windows import SIZE, windows
from sayso.attribution.words import words

SENTENCE = "The harbour bridge is safe, Mayor Ina Holt said on Monday after a third inspection. "


@given(st.text(max_size=400), st.integers(1, 30), st.integers(20, SIZE))
def test_every_word_is_owned_once_and_no_window_is_too_long(text: str, times: int, size: int) -> None:
    split = words(text * times)
    found = windows(split, size, size // 5)
    assert [w for x in found for w in range(x.own_start, x.own_end)] == list(range(len(split)))
    assert all(x.start <= x.own_start < x.own_end <= x.end for x in found)
    longest = max((split.first[i + 1] - split.first[i] for i in range(len(split))), default=0)
    assert all(split.first[x.end] - split.first[x.start] <= max(size, longest) for x in found)


def test_windows_are_cut_between_paragraphs() -> None:
    split = words("\n\n".join([SENTENCE * 2] * 60))
    for window in windows(split)[1:]:
        assert split.paragraph[window.start] != split.paragraph[window.start - 1]


def test_a_paragraph_longer_than_a_window_is_cut_between_sentences() -> None:
    text = SENTENCE * 200
    split = words(text)
    found = windows(split)
    assert len(found) > 5
    assert all(text[split.starts[w.start] :].startswith("The harbour") for w in found)
