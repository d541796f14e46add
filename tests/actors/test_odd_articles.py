"""Articles of another size or kind than most: very many names, very many pages, none at all."""

import itertools

import sayso

GIVEN = "Ada Bo Cora Dag Edda Finn Greta Hal Ina Jon Kaja Leif Mona Nils Oda Per Runa Sten Tove Ulf".split()
FIRST = "Alm Berg Dal Ek Fors Grann Hall Kvist Lind Mark Nord Ros Sand Ström Vik".split()
LAST = "by den gård holm kvist mark rud stad ström vall dahl torp näs hult".split()


def _pairs(people: list[str]) -> list[tuple[str, str]]:
    return list(zip(people[::2], people[1::2], strict=True))


def test_three_thousand_names_are_three_thousand_people() -> None:
    surnames = [a + b for a, b in itertools.product(FIRST, LAST)]
    people = [f"{g} {s}" for s, g in itertools.product(surnames, GIVEN)][:3000]
    signed = (f"It was signed by {a} and {b}." for a, b in _pairs(people))
    text = "The signers\n\n" + "\n\n".join(signed)
    article = sayso.read_text(text)
    found = {a.name for a in article.actors}
    assert len(found & set(people)) > 0.95 * len(people)


def test_two_hundred_pages_keep_their_speakers() -> None:
    page = (
        "Harbour commissioner Mira Dolan said that the bridge would stay shut. She told reporters that the pillars "
        "were cracked.\n\nTomas Ruud, chairman of the Lisset Chamber of Trade, said that shops were dying. He "
        "said that he would sue.\n\n"
    )
    filler = (
        "The tide came in and the tide went out. Nothing moved on the water but a few gulls and a buoy. " * 2 + "\n\n"
    )
    article = sayso.read_text("Harbour bridge stays shut\n\n" + (page + filler) * 200)
    names = {a.id: a.name for a in article.actors}
    said = [[names[i] for i in s.speakers] for s in article.statements if "would sue" in s.content[0].text]
    assert len(said) >= 190
    assert said.count(["Tomas Ruud"]) == len(said)
    assert sum(a.name == "Mira Dolan" for a in article.actors) == 1


def test_no_names_and_no_text() -> None:
    for text in ("", " \n ", "…", "rain, rain, rain"):
        assert sayso.read_text(text).actors == ()
