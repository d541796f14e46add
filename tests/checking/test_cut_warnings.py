"""Cuts that keep every word and turn the sense are warned of, and others are not."""

from collections.abc import Iterator

import cut_registers
import pytest
from marked_cuts import HONEST, TURNED
from record_articles import article_of, page_of

from sayso import Reader
from sayso.checking.check import check
from sayso.checking.checked import Checked
from sayso.linking import update
from sayso.record import Record

SPEAKER = "Mira Dolan"


@pytest.fixture(scope="module")
def sentences(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Record]]:
    """A record for each marked sentence, made when it is asked for."""
    folder = tmp_path_factory.mktemp("cuts")
    made: dict[str, Record] = {}

    class Made(dict[str, Record]):
        def __missing__(self, text: str) -> Record:
            record = Record(folder / f"{len(made)}.db", new=True)
            made[text] = record
            url, plain = "https://post.example/1", text.replace("⟦", "").replace("⟧", "")
            record.add(record.begin("test", reader.engine), page_of(plain, url), article_of(reader, plain, url))
            update(record)
            self[text] = record
            return record

    yield Made()
    for record in made.values():
        record.close()


def cut(marked: str) -> str:
    """The words marked in a sentence, as somebody quotes them."""
    return " ... ".join(part.partition("⟧")[0] for part in marked.split("⟦")[1:])


def warned(checked: Checked) -> list[str]:
    return [w.kind for w in checked.warnings]


@pytest.mark.parametrize(("kind", "marked"), [*TURNED, *cut_registers.TURNED])
def test_a_cut_that_turns_the_sense_is_told(sentences: dict[str, Record], kind: str, marked: str) -> None:
    checked = check(sentences[marked], cut(marked), SPEAKER)
    assert checked.verdict != "not found"
    assert kind in warned(checked) or (kind == "joined" and checked.verdict == "altered")
    assert not checked.stands


@pytest.mark.parametrize("marked", [*HONEST, *cut_registers.HONEST])
def test_a_cut_that_does_no_harm_is_not_warned_of(sentences: dict[str, Record], marked: str) -> None:
    checked = check(sentences[marked], cut(marked), SPEAKER)
    assert checked.verdict in ("verbatim", "shortened")
    assert warned(checked) == []
