"""Sentence vectors: near in meaning is near, any text has one, and none depends on another."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.attribution import Network, Sentences
from sayso.attribution.network import WEIGHTS

ENCODER = Sentences()
# A text, the same in other words, another matter in some of the same words, and both cosines of the encoder in float.
MEANINGS = [
    ("The minister said the hospital would hire 200 nurses.",
     "Two hundred new nursing jobs are coming to the clinic, the minister announced.",
     "The minister thanked the hospital for his new hip.", 0.701, 0.401),
    ("“We will not pay the ransom,” the company said.",
     "The firm refuses to give the hackers any money.",
     "“We will move into our new offices in May,” the company said.", 0.500, 0.083),
    ("Police warned drivers to stay at home because of ice.",
     "Officers urged motorists not to travel as roads were frozen.",
     "Police fined two ice cream sellers who had parked on the square.", 0.493, 0.403),
    ("The union said its members would strike from Thursday.",
     "Workers are to walk out on Thursday, their representatives declared.",
     "The union said it had sold its old house by the lake.", 0.393, 0.320),
    ("Farmers say the drought has killed half of the maize.",
     "Lack of rain destroyed 50 percent of the corn crop, growers report.",
     "Farmers say a new tractor costs more than a house.", 0.679, 0.296),
    ("The court ordered the factory to close its chimney.",
     "Judges told the plant to shut the smokestack.",
     "The court freed a man who had stolen shoes from the factory.", 0.492, 0.329),
]  # fmt: skip


@pytest.mark.parametrize(("text", "paraphrase", "other", "near", "far"), MEANINGS)
def test_other_words_are_nearer_than_another_matter(
    text: str, paraphrase: str, other: str, near: float, far: float
) -> None:
    vector = ENCODER.vector(text)
    found = [float(vector @ ENCODER.vector(t)) for t in (paraphrase, other)]
    assert found[0] > found[1]
    assert found == pytest.approx([near, far], abs=0.05)


def test_a_vector_does_not_depend_on_what_came_before() -> None:
    texts = [text for meaning in MEANINGS for text in meaning[:3]]
    there = [ENCODER.vector(t).tobytes() for t in texts]
    back = [ENCODER.vector(t).tobytes() for t in reversed(texts)]
    assert there == back[::-1]
    assert Sentences().vector(texts[-1]).tobytes() == there[-1]
    assert len(set(there)) == len(texts)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_has_a_vector_of_length_one_or_zeros(text: str) -> None:
    vector = ENCODER.vector(text)
    assert vector.shape == (384,)
    assert vector.dtype == np.float32
    assert float(np.linalg.norm(vector)) == pytest.approx(1, abs=1e-5) or not vector.any()


@pytest.mark.parametrize("text", ["", " \n\t", "\0", "\ud800"])
def test_a_text_without_a_word_gives_zeros(text: str) -> None:
    assert not ENCODER.vector(text).any()


@pytest.mark.parametrize("text", ["🙂", "🙂 🙃", "שלום", "?", "a" * 5000])
def test_a_text_of_signs_has_a_vector(text: str) -> None:
    assert float(np.linalg.norm(ENCODER.vector(text))) == pytest.approx(1, abs=1e-5)


def test_case_accents_and_lone_surrogates_make_no_difference() -> None:
    plain = ENCODER.vector("Zoe Mullan left Orleans").tobytes()
    assert ENCODER.vector("Zoë MULLAN left Orl\ud800éans").tobytes() == plain


def test_what_stands_behind_the_128th_piece_is_not_read() -> None:
    text = "the bridge is safe " * 31 + "they say"  # 126 word pieces beside the marks
    whole = ENCODER.vector(text).tobytes()
    assert ENCODER.vector(text + " and the river is low" * 20_000).tobytes() == whole
    assert ENCODER.vector(text.removesuffix(" say")).tobytes() != whole


def test_both_encoders_read_one_file_of_words_which_the_networks_name_tells(tmp_path: Path) -> None:
    assert all(b"words.bin" in (WEIGHTS / name).read_bytes() for name in ("encoder.onnx", "sentences.onnx"))
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    assert Network(folder).name == Network().name
    words = bytearray((folder / "words.bin").read_bytes())
    words[101 * 384 : 102 * 384] = bytes(384)  # the mark that every text begins with
    (folder / "words.bin").write_bytes(words)
    assert Network(folder).name != Network().name
    assert not np.array_equal(Sentences(folder).vector("The bridge is safe."), ENCODER.vector("The bridge is safe."))
