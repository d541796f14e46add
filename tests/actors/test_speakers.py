"""Who said it, through the public face: small invented articles in, speakers out."""

import hashlib
from pathlib import Path

import pytest

from sayso import Actor, Article, Reader, pages
from sayso.actors import load

READER = Reader(include_none=True)


def read(text: str) -> Article:
    """The article with all cues: what a person thinks by his own words is nothing to record, but it has a speaker."""
    return READER.read(pages.read_text(text))


def speakers(article: Article, content: str) -> list[str]:
    """Names of the speakers of the outermost statement whose content begins with these words."""
    names = {a.id: a.name for a in article.actors}
    fitting = [s for s in article.statements if any(content in x.text for x in s.content)]
    assert fitting, (
        f"no statement holds {content!r}: {[(s.cue[0].text, s.content[0].text) for s in article.statements]}"
    )
    outermost = max(fitting, key=lambda s: sum(len(x.text) for x in s.content))
    return [names[i] for i in outermost.speakers]


def actor(article: Article, name: str) -> Actor:
    (found,) = [a for a in article.actors if a.name == name]
    return found


HARBOUR = """Harbour bridge stays shut

Harbour commissioner Mira Dolan told reporters on Friday that the bridge would stay shut. “We found cracks in three \
pillars,” she said, adding that repairs would take a year.

Tomas Ruud, chairman of the Lisset Chamber of Trade, disagreed. He said shops were dying. Dolan \
replied that lives came first.

“I have asked for money,” the commissioner said."""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("the bridge would stay shut", ["Mira Dolan"]),
        ("We found cracks", ["Mira Dolan"]),
        ("repairs would take a year", ["Mira Dolan"]),
        ("shops were dying", ["Tomas Ruud"]),
        ("lives came first", ["Mira Dolan"]),
        ("I have asked for money", ["Mira Dolan"]),
    ],
)
def test_names_surnames_pronouns_titles_and_what_is_left_out(content: str, expected: list[str]) -> None:
    assert speakers(read(HARBOUR), content) == expected


def test_the_cast_has_titles_affiliations_and_gender_from_pronouns() -> None:
    article = read(HARBOUR)
    dolan, ruud = actor(article, "Mira Dolan"), actor(article, "Tomas Ruud")
    assert (dolan.type, dolan.gender) == ("person", "female")
    assert "Harbour commissioner" in dolan.titles
    assert (ruud.type, ruud.gender) == ("person", "male")
    assert ruud.titles == ("chairman of the Lisset Chamber of Trade",)
    assert ruud.affiliation == "Lisset Chamber of Trade"
    assert {"Mira Dolan", "Dolan", "she"} <= {m.text for m in dolan.mentions}


@pytest.mark.parametrize(
    "source",
    [
        "The director of the Harbour Museum, Ada Holm,",
        "Harbourmaster Ada Holm",
        "The woman in charge of the lock, Ada Holm,",
    ],
)
def test_who_is_described_before_the_name_is_one_person(source: str) -> None:
    article = read(f"Storm\n\n{source} said that the lock would stay shut.")
    names = {a.id: a.name for a in article.actors}
    assert [[names[i] for i in s.speakers] for s in article.statements] == [["Ada Holm"]]
    assert article.statements[0].sourcing == "named"


@pytest.mark.parametrize("who", ["lawyer", "spokeswoman", "wife", "doctor"])
def test_whose_somebody_speaks_does_not(who: str) -> None:
    article = read(
        f"Flood\n\nIvo Marsh's {who} said on Monday that the mill was shut. Marsh was abroad, and he was ill."
    )
    assert speakers(article, "the mill was shut") == [f"the {who} of Ivo Marsh"]


def test_two_states_are_two_speakers() -> None:
    article = read("Sanctions\n\nNorway and Finland said on Monday that they would close the border.")
    assert speakers(article, "they would close the border") == ["Norway", "Finland"]
    assert actor(article, "Norway").type == "state"
    assert actor(article, "Norway").identifiers == {"iso3166-1": "NO"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "The president of Varn and the prime minister of Osmeria",
            ["the president of Varn", "the prime minister of Osmeria"],
        ),
        ("Governor Ada Holm of Tamsin and Mayor Ivo Marsh of Lisset", ["Ada Holm", "Ivo Marsh"]),
        ("Mayor Ada Holm and the governor of Lisset, Ivo Marsh,", ["Ada Holm", "Ivo Marsh"]),
        ("The mother of Ada Holm and Ivo Marsh", ["the mother of Ada Holm and Ivo Marsh"]),
        (
            "A spokesman for the Ministry of Health and the army",
            ["a spokesman for the Ministry of Health and the army"],
        ),
        ("Varn-based shipper Holm Lines and Lisset-based Marsh Ferries", ["Holm Lines", "Marsh Ferries"]),
        ("Chancellor Ada Holm's spokesman, Ivo Marsh,", ["Ivo Marsh"]),
    ],
    ids=(
        "two offices",
        "two names",
        "a name and an office",
        "one mother",
        "one spokesman",
        "two seats",
        "a spokesman's own",
    ),
)
def test_what_is_joined_with_and_speaks_too_but_not_whom_the_first_is_of(source: str, expected: list[str]) -> None:
    assert speakers(read(f"Border news\n\n{source} said that the border was safe."), "the border was safe") == expected


def test_two_who_speak_are_not_the_one_whom_the_next_paragraph_names() -> None:
    article = read(
        "Border shut\n\nThe president of Varn and the prime minister of Osmeria said that the border was shut.\n\n"
        "Kester Holm, a farmer, opened it."
    )
    assert "Kester Holm" not in speakers(article, "the border was shut")


def test_a_spokesman_is_the_speaker_and_his_body_the_affiliation() -> None:
    article = read("Delta Bank fined\n\n“The fine is unfair,” said Ivo Marsh, a spokesman for Delta Bank.")
    assert speakers(article, "The fine is unfair") == ["Ivo Marsh"]
    assert actor(article, "Ivo Marsh").affiliation == "Delta Bank"


def test_an_official_is_not_the_president_he_works_for() -> None:
    article = read(
        "Border plan\n\nAn official from the office of President Karel Voss confirmed that the border would close."
    )
    (statement,) = article.statements
    names = {a.id: a.name for a in article.actors}
    assert statement.sourcing == "unnamed"
    assert "Karel Voss" not in [names[i] for i in statement.speakers]


@pytest.mark.parametrize(
    ("source", "sourcing"),
    [
        ("Media reports", "media"),
        ("The Harbour Gazette", "media"),
        ("A poll by Lisset University", "document"),
        ("Critics", "collective"),
        ("Two senior officials", "unnamed"),
        ("Mayor Ina Holt", "named"),
    ],
)
def test_sourcing(source: str, sourcing: str) -> None:
    article = read(f"Bridge news\n\n{source} said that the bridge had been unsafe for years.")
    assert [s.sourcing for s in article.statements] == [sourcing]


def test_a_capital_speaks_for_its_state_and_is_a_place_where_one_arrives() -> None:
    article = read(
        "Talks resume\n\nMoscow said that it would not take part. The Kremlin warned that the talks would fail. "
        "Foreign envoys arrived in Moscow on Monday."
    )
    assert speakers(article, "it would not take part") == ["Russia"]
    assert speakers(article, "the talks would fail") == ["Russia"]
    place = article.text.index("in Moscow") + 3
    assert place not in {m.start for m in actor(article, "Russia").mentions}


def test_relatives_stay_apart() -> None:
    article = read(
        "Campaign\n\nFormer mayor Bill Harrow said on Monday that taxes would rise. His wife, Senator Helen Harrow, "
        "said that they would fall. She said that her husband was wrong."
    )
    assert speakers(article, "taxes would rise") == ["Bill Harrow"]
    assert speakers(article, "they would fall") == ["Helen Harrow"]
    assert speakers(article, "her husband was wrong") == ["Helen Harrow"]


def test_two_spellings_are_one_person() -> None:
    article = read(
        "Zelenko visits Lisset\n\nPresident Anton Zelenko said that the war would end. Later Zelenkó said that he "
        "was tired.\n\nANTON ZELENKO also said that he would rest."
    )
    assert len([a for a in article.actors if "elenk" in a.name.lower()]) == 1


def test_an_outlet_that_is_told_is_the_way_and_reporters_are_addressed() -> None:
    article = read(
        "Voss speaks\n\nKarel Voss told The Harbour Times last week that he would stay. He told reporters that he was "
        "well. Voss urged ministers to resign."
    )
    names = {a.id: a.name for a in article.actors}
    by_cue = {(s.cue[0].text, s.cue[0].start): s for s in article.statements}
    first, second, third = (by_cue[key] for key in sorted(by_cue, key=lambda key: key[1])[:3])
    assert first.via is not None
    assert first.via.span.text == "The Harbour Times"
    assert first.via.actor is not None
    assert names[first.via.actor] == "The Harbour Times"
    assert [x.text for x in second.addressee] == ["reporters"]
    assert [x.text for x in third.addressee] == ["ministers"]


def test_first_person_in_a_quotation_is_its_speaker() -> None:
    article = read("Fire\n\n“I think the fire was set,” said Captain Oda Lund. “I saw a man run.”")
    inner = [s for s in article.statements if [x.text for x in s.source] == ["I"]]
    names = {a.id: a.name for a in article.actors}
    assert inner
    assert all([names[i] for i in s.speakers] == ["Oda Lund"] for s in inner)


def test_nobody_is_credited_where_nobody_is() -> None:
    article = read("Fire\n\nIt was reported that the mill had burned. Nothing else happened.")
    assert all(s.speakers == () for s in article.statements)


def test_an_article_without_names_has_no_named_actor() -> None:
    article = read("Rain\n\nIt rained all day. The streets were wet. Nobody said anything about it.")
    assert all(a.name.islower() for a in article.actors)


def test_a_roster_settles_who_is_meant_and_leaves_namesakes_open(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "name,aliases,type,titles,register\n"
        "Mira Dolan,,person,Harbour commissioner,R1\n"
        "Tomas Ruud,,person,dentist,R2\n"
        "Tomas Ruud,,person,painter,R3\n",
        "utf8",
    )
    article = Reader(roster=load(people)).read(pages.read_text(HARBOUR))
    assert actor(article, "Mira Dolan").identifiers == {"register": "R1"}
    assert actor(article, "Tomas Ruud").identifiers == {}
    assert article.engine is not None
    assert article.engine.roster == hashlib.sha256(people.read_bytes()).hexdigest()


def test_two_names_of_one_entry_are_one_actor(tmp_path: Path) -> None:
    people = tmp_path / "people.jsonl"
    people.write_text(
        '{"name": "Kestria", "aliases": ["Lisset"], "type": "state", "identifiers": {"r": "K"}}\n', "utf8"
    )
    text = "Border\n\nLisset said on Monday that the border would close. Kestria said that it would open again in May."
    article = Reader(roster=load(people)).read(pages.read_text(text))
    assert speakers(article, "the border would close") == speakers(article, "it would open again") == ["Kestria"]
    assert {"Lisset", "Kestria"} <= {m.text for m in actor(article, "Kestria").mentions}


def test_an_aide_is_not_the_one_he_works_for() -> None:
    article = read("Memo\n\nAn aide to Sen. Grace Calloway said that the memo was old. Her lawyer denied it.")
    (first, *_) = article.statements
    names = {a.id: a.name for a in article.actors}
    assert [names[i] for i in first.speakers] == ["an aide to Sen. Grace Calloway"]
    assert first.sourcing == "unnamed"


def test_who_a_lead_tells_of_by_his_office_is_the_one_named_next() -> None:
    text = """Tax files did not leak from Lisset

Varn's tax commissioner says no one in his department has released the mayor's tax filings.

Kester Holm says he told his staff on Monday to check who had opened them.

A clerk said the files were old."""
    article = read(text)
    assert speakers(article, "no one in his department") == ["Kester Holm"]
    assert all("Holm" not in name for name in speakers(article, "the files were old"))


INTERVIEW = """Interview with the sailor Ivo Marsh

Ivo Marsh was interviewed by this paper on the day after the race.

Do you think that the race was fair?

I think that it was, and I believe that the better boat won."""


@pytest.mark.parametrize("content", ["the race was fair", "it was", "the better boat won"])
def test_in_an_interview_i_and_you_are_the_one_interviewed(content: str) -> None:
    assert speakers(read(INTERVIEW), content) == ["Ivo Marsh"]


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Rena Voss met Ada Holm. Voss says that Holm hates her.", "her", "Rena Voss"),
        ("Ivo Marsh met Kester Holm. Marsh said that Holm had tried to ruin him.", "him", "Ivo Marsh"),
        ("Kester Holm, a lawyer, met Ivo Marsh. Marsh told him that the bridge was unsafe.", "him", "Kester Holm"),
        ("Ivo Marsh met Kester Holm. Holm left early. He said Holm was ill.", "He", "Ivo Marsh"),
        ("Ivo Marsh named Kester Holm as his deputy.", "his", "Ivo Marsh"),
    ],
    ids=("she and her", "he and him", "told him", "he and a name", "as his"),
)
def test_grammar_tells_who_a_pronoun_does_not_mean(text: str, pronoun: str, name: str) -> None:
    article = read(f"Harbour news\n\n{text}")
    assert pronoun in {m.text for m in actor(article, name).mentions}


ANSWERS = "\n\n".join(f"{question}\n\nWe have time." for question in ("Why?", "Who pays?", "Since when?", "And now?"))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The race: Ivo Marsh about the harbour\n\nKester Holm won it.\n\nI think that it was fair.", ["Ivo Marsh"]),
        ("Harbour\n\nIvo Marsh won.\n\nMr. Tam, please proceed.\n\nI think that it was fair.", ["Tam"]),
        (f"After the race\n\nIvo Marsh won the cup.\n\n{ANSWERS}\n\nI think that it was fair.", ["Ivo Marsh"]),
        (
            f"After it\n\nThe cup. Image: Kester Holm.\n\nIvo Marsh won.\n\n{ANSWERS}\n\nI think that it was fair.",
            ["Ivo Marsh"],
        ),
    ],
    ids=("headline", "called on", "questions", "photographer"),
)
def test_i_is_who_the_text_shows_to_speak(text: str, speaker: list[str]) -> None:
    assert speakers(read(text), "it was fair") == speaker


QUESTIONS = "Is it too narrow?\n\nDid nobody measure it?\n\nWho pays?\n\nWho wins?"
PIERS = "\n\n".join(f"The bridge has {n} piers and stands on sand." for n in range(2, 16))


@pytest.mark.parametrize(
    "before",
    [
        "Hearing\n\nTam Orvik spoke first.\n\nThank you, Mr. Marsh.",
        f"The bridge\n\nMayor Ada Holm opened the bridge in Lisset.\n\n{QUESTIONS}\n\n{PIERS}",
    ],
    ids=("thanked", "few questions"),
)
def test_i_is_nobody_whom_the_text_only_names(before: str) -> None:
    assert speakers(read(f"{before}\n\nI think that the bridge is too narrow."), "too narrow") == []


def test_a_states_people_are_one_actor() -> None:
    text = "The American people know that the bridge is shut. Americans said that it was old."
    article = read(text)
    assert speakers(article, "the bridge is shut") == speakers(article, "it was old") == ["Americans"]
    assert [a.type for a in article.actors if a.name == "Americans"] == ["group"]


def test_who_introduces_himself_in_a_quotation_does_not_speak_the_text() -> None:
    text = """Remarks at the harbour school

Good morning, friends. When people say to me, “My name is Tam Orvik,” I laugh.

I believe that the school will grow."""
    assert speakers(read(text), "the school will grow") == []


def test_one_estimate_is_a_document() -> None:
    article = read("By one estimate, repairs will cost two million crowns. The mayor said he would pay.")
    assert [s.sourcing for s in article.statements] == ["document", "unnamed"]


def test_the_mark_of_a_party_is_nobody() -> None:
    text = """House votes on the budget

Speaker of the House Rep. Paul Holm (R-WI) said on Monday that the vote would go ahead. Sen. Ada Marsh (D-Mass.) said \
that it would fail. The ferry line (LF-North) said that its boats would sail."""
    article = read(text)
    assert speakers(article, "the vote would go ahead") == ["Paul Holm"]
    assert speakers(article, "it would fail") == ["Ada Marsh"]
    assert not {"R-WI", "D-Mass", "D-Mass."} & {a.name for a in article.actors}
    assert any("LF-North" in m.text for a in article.actors for m in a.mentions)


@pytest.mark.parametrize(
    "source",
    [
        "The daughter of the Rep. Paul Holm",
        "The daughter of the former House Rep. Paul Holm",
        "The widow of the late Paul Holm",
        "A spokeswoman for the former Senator Paul Holm",
    ],
)
def test_whose_daughter_or_aide_speaks_does_not(source: str) -> None:
    article = read(f"Election in Lisset\n\n{source} said that she would run.")
    assert "Paul Holm" not in speakers(article, "she would run")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Harbour pilots — and, in particular, their guild in Lisset —", "harbour pilots"),
        ("Dock workers, including those who had struck,", "dock workers"),
        ("Shipowners, like their rivals in Varn,", "Shipowners"),
        ("Local fishermen who own a boat", "local fishermen who own a boat"),
    ],
)
def test_a_description_is_named_without_an_aside(source: str, name: str) -> None:
    article = read(f"The harbour of Lisset is shut. {source} said that they would stay at home.")
    assert speakers(article, "they would stay at home") == [name]
    assert source in article.statements[0].source[0].text or article.statements[0].source[0].text in source


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        # A given name that is nearly always a man's or a woman's tells whom "he" and "she" mean.
        ("Mayor Ida Voss met driver Karl Ansted on Monday. He said the buses were old.", "the buses", ["Karl Ansted"]),
        ("Mayor Peter Voss met Anna Ansted. She said the buses were old.", "the buses", ["Anna Ansted"]),
        ("Mayor Peter Voss met Anna Ansted. He said the buses were old.", "the buses", ["Peter Voss"]),
        # Nor does "she" mean a newspaper.
        ("The Harbour Herald spoke to one mother on Friday. “I knew nothing of it,” she said.", "I knew", []),
        # Articles that are written together with a name belong to it.
        (
            "Tarek al-Dolani, a spokesman for the union, blamed both firms. “We go on,” Dolani said.",
            "We go on",
            ["Tarek al-Dolani"],
        ),
        ("Sheikh Yusuf bin Tarif al-Hadi said the well was deep.", "the well", ["Yusuf bin Tarif al-Hadi"]),
        ("In Tamsin al-Shabaab said it had left.", "it had left", ["al-Shabaab"]),
        # A numbered law is another than the one without.
        ("Republic Act No. 3846 states “no person shall build a station”.", "no person", ["Republic Act No. 3846"]),
        # A court's decision speaks for the court, a person's statement for itself.
        (
            "The Varn Supreme Court met on Monday. The Supreme Court decision stated that the law was void.",
            "the law",
            ["Varn Supreme Court"],
        ),
        # Who is asked does not ask; who draws criticism does not criticize.
        ("Marsh, when asked whether he had lied, laughed.", "whether he had lied", []),
        ("Marsh drew criticism for supporting the toll.", "supporting the toll", []),
        # Who is told of by an office and then by name; and whose relative, friend or aide somebody is.
        ("According to the Tamsin mayor, Ada Holm, on Friday the bridge was shut.", "the bridge", ["Ada Holm"]),
        (
            "The father of goalkeeper Dario Vance said the boy was brave.",
            "the boy",
            ["the father of goalkeeper Dario Vance"],
        ),
        ("The director of operations Ivo Marsh said the boy was brave.", "the boy", ["Ivo Marsh"]),
        # Two have one mother.
        ("Ada Holm and Marsh’s mother, Pia Strand, said the boy was brave.", "the boy", ["Pia Strand"]),
    ],
)
def test_kinds_that_went_to_somebody_else(text: str, content: str, expected: list[str]) -> None:
    assert speakers(read(text), content) == expected


def test_a_noun_is_not_whose_it_is() -> None:
    article = read(
        "Kestria's largest television network shut down\n\nThe Kestrian government ordered the network to shut down on"
        " Monday. The network claims the order does not cover its news channel."
    )
    assert "Kestria" not in speakers(article, "the order does not cover")
