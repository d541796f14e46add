"""Articles that repeat each other's text, which of them was first, whom they credit, and how many sources they are."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso import Article, Page
from sayso.article import Engine
from sayso.linking import update
from sayso.linking.copies import independent, original
from sayso.linking.credits import agency
from sayso.record import Record

BRIDGE = (
    "Lisset bridge stays shut after new cracks are found",
    "The old bridge over the Varn will stay shut until autumn, because divers found three more cracks in its pillars.",
    "Harbour commissioner Mira Dolan walked along the quay on Friday and looked at the steel plates from below.",
    "Two lorries had crossed at night although a barrier stood there, and their drivers must now pay a large fine.",
    "Shopkeepers on the northern bank fear for their trade, since every customer has to go round by the tunnel.",
    "The council has put aside nine million crowns for the repair, which is about half of what the engineers ask.",
    "A ferry will sail every twenty minutes from Monday, and people who live in Oster Quay travel on it free.",
    "Work on the pillars begins as soon as the ice is gone, the harbour office wrote in a note to all households.",
    "When the bridge was built, a hundred years ago, it was thought to be the longest wooden crossing of the north.",
)
HARVEST = (
    "Apple growers of Karst expect their best year",
    "Growers in the hills around Karst hang nets over their trees this week, for hail is expected before Sunday.",
    "Tomas Ruud, who has four thousand trees, counts more fruit on each of them than he has ever seen before.",
    "Last spring a late frost took most of the blossom, and many farms lived on what they had kept from older years.",
    "The cooperative bought a second press in winter and wants to sell juice in the towns along the railway.",
    "Pickers come from three countries; they sleep in the school, which stands empty until the end of September.",
    "Prices will be low, warns the chamber of farmers, and asks the ministry to buy a part of the harvest for schools.",
    "An old variety called Winter Lantern has come back, since it keeps until Easter in any cold and dark cellar.",
    "Visitors may climb the ladders themselves on the last weekend, when the village gives its feast with brass music.",
)
SPEECH = "“We shall not leave this valley, and we shall not sell one stone of it to anybody who asks us for the price.”"


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


@dataclass(frozen=True, slots=True)
class News:
    """A record that articles are put into under short names."""

    record: Record

    def add(self, name: str, words: str, published: str | None = "2026-03-13") -> None:
        engine = Engine("0", "none")
        url = f"https://{name}.example/story"
        article = Article(name, words, url=url, outlet=name, published=published, engine=engine)
        self.record.add(
            self.record.begin("test", engine), Page(words.encode(), url, "text/plain", url, None, "utf-8"), article
        )

    def number(self, name: str) -> int:
        url = f"https://{name}.example/story"
        found = self.record.connection.execute("SELECT id FROM articles WHERE key = ?", (url,)).fetchone()
        return int(found["id"])

    def copies(self) -> dict[str, str]:
        """Each copy and its original, after all is linked."""
        update(self.record)
        names = {r["id"]: r["key"][len("https://") : -len(".example/story")] for r in self._all("articles")}
        return {names[c["article"]]: names[c["original"]] for c in self._all("copies")}

    def shared(self) -> int:
        """How many pairs of articles share text, after all is linked."""
        update(self.record)
        return len(self._all("shared_texts")) // 2

    def tables(self) -> list[list[tuple[object, ...]]]:
        update(self.record)
        some = ("text_shingles", "shared_texts", "copies", "credits")
        return [[tuple(row) for row in self._all(table)] for table in some]

    def _all(self, table: str) -> list[sqlite3.Row]:
        return self.record.connection.execute(f"SELECT * FROM {table}").fetchall()


@pytest.fixture
def news(tmp_path: Path) -> Iterator[News]:
    record = Record(tmp_path / "news.db", new=True)
    yield News(record)
    record.close()


def test_an_article_under_another_address_is_a_copy(news: News) -> None:
    news.add("post", text(*BRIDGE))
    news.add("farmer", text(*HARVEST))
    news.add("herald", text("Bridge closed", *BRIDGE[1:]))
    assert news.copies() == {"herald": "post"}


def test_a_part_edited_and_mixed_with_other_paragraphs_is_a_copy(news: News) -> None:
    news.add("post", text(*BRIDGE))
    some = [w if n % 14 else "indeed" for n, w in enumerate(text(*BRIDGE[5:8], BRIDGE[2]).split(" "), 1)]
    news.add("herald", text("What the north must know today", *HARVEST[1:4], " ".join(some)))
    assert news.copies() == {"herald": "post"}


def test_articles_that_quote_the_same_speech_are_no_copies(news: News) -> None:
    news.add("post", text(*BRIDGE[:3], SPEECH))
    news.add("farmer", text(*HARVEST[:3], SPEECH))
    assert news.copies() == {}
    assert news.shared() == 0
    news.add("herald", text(*BRIDGE[:3], SPEECH.strip("“”")))  # the prose counts, in quotation marks or not
    assert news.copies() == {"herald": "post"}


def test_an_outlets_last_lines_make_no_copies(news: News) -> None:
    end = "Write to the desk of the Lantern at any hour; letters are printed on Saturdays under your full name."
    news.add("one", text(*BRIDGE, end))
    news.add("two", text(*HARVEST, end))
    assert news.shared() == 0


def test_what_more_than_a_hundred_print_at_the_end_finds_nobody_but_their_dispatch_does(news: News) -> None:
    for number in range(104):
        news.add(f"p{number:03}", text(*BRIDGE[1:5]))
    assert news.copies() == {f"p{number:03}": "p000" for number in range(1, 104)}
    news.add("farmer", text(*HARVEST, *BRIDGE[1:5]))
    assert "farmer" not in news.copies()


def test_a_transcript_is_no_original_of_those_who_report_it(news: News) -> None:
    news.add("hall", text(*BRIDGE[1:]))
    news.record.connection.execute("UPDATE versions SET primary_source = 'transcript'")
    news.add("post", text(*BRIDGE[:6]))
    news.add("herald", text(*BRIDGE[:6]))
    assert news.copies() == {"herald": "post"}


def test_the_earliest_is_the_original_also_where_it_is_added_last(news: News) -> None:
    news.add("herald", text(*BRIDGE[:6], *HARVEST[1:3]), "2026-03-13T12:00:00Z")
    news.add("post", text(*BRIDGE), "2026-03-13T11:00:00+01:00")
    news.add("day", text(*BRIDGE), "2026-03-13")
    news.add("undated", text(*BRIDGE), None)
    assert news.copies() == {"herald": "post", "day": "post", "undated": "post"}
    news.add("wire", text(*BRIDGE), "2026-03-12")
    assert news.copies() == {"herald": "wire", "day": "wire", "undated": "wire", "post": "wire"}


def test_copies_of_copies_point_to_the_first(news: News) -> None:
    news.add("wire", text(*BRIDGE[:5]), "2026-03-10")
    news.add("post", text(*BRIDGE[3:5], *HARVEST[1:4]), "2026-03-11")
    news.add("herald", text(*HARVEST[1:4], "The rest is told on another page of this paper."), "2026-03-12")
    assert news.copies() == {"post": "wire", "herald": "wire"}


def test_a_short_article_does_not_make_copies_of_the_long_ones_that_hold_it(news: News) -> None:
    news.add("brief", text(*BRIDGE[1:3]), "2026-03-10")
    news.add("roundup", text(*BRIDGE[1:3], *HARVEST), "2026-03-11")
    assert news.shared() == 1
    assert news.copies() == {}


def test_copies_of_a_removed_original_find_another(news: News) -> None:
    for name in ("post", "herald", "lantern"):
        news.add(name, text(*BRIDGE))
    assert news.copies() == {"herald": "post", "lantern": "post"}
    news.record.remove("https://post.example/story")
    assert news.copies() == {"lantern": "herald"}


def test_an_article_that_changes_is_no_copy_of_itself_nor_any_longer_of_another(news: News) -> None:
    news.add("post", text(*BRIDGE))
    news.add("herald", text(*BRIDGE))
    news.add("post", text(*BRIDGE, HARVEST[1]))
    assert news.copies() == {"herald": "post"}
    news.add("herald", text(*HARVEST))
    assert news.copies() == {}
    assert news.shared() == 0


def test_linked_one_by_one_at_once_or_twice_it_is_the_same(tmp_path: Path) -> None:
    added = [
        ("post", text(*BRIDGE), "2026-03-13"),
        ("herald", text(*BRIDGE[:4], *HARVEST[:3]), "2026-03-12"),
        ("farmer", text("LISSET (Reuters) — It is so.", *HARVEST), "2026-03-14"),
        ("lantern", text(*BRIDGE[2:7]), "2026-03-11T10:00:00Z"),
        ("mirror", text(*HARVEST[:5]), "2026-03-11"),
    ]
    made = []
    for together in (True, False):
        record = Record(tmp_path / f"{together}.db", new=True)
        news = News(record)
        for one in added:
            news.add(*one)
            if not together:
                update(record)
        made.append(news.tables())
        record.connection.execute("INSERT INTO unlinked SELECT id FROM articles")
        made.append(news.tables())
        record.close()
    assert all(made[0])
    assert made[0] == made[1] == made[2] == made[3]


def test_copies_and_dispatches_of_one_agency_that_share_text_are_one_source(news: News) -> None:
    news.add("post", text(*BRIDGE))
    news.add("herald", text(*BRIDGE))
    news.add("farmer", text(*HARVEST))
    news.add("brief", text("LISSET (Reuters) — It is so.", *HARVEST[4:6]), "2026-03-01")
    news.add("long", text("LISSET (Reuters) — It was so.", *HARVEST[4:6], *BRIDGE[:2], SPEECH * 8), "2026-03-02")
    assert news.copies() == {"herald": "post"}
    number = news.number
    assert original(news.record.connection, number("herald")) == number("post")
    assert original(news.record.connection, number("long")) == number("long")
    for names, count in (
        (("post", "herald"), 1),
        (("post", "farmer"), 2),
        (("post", "herald", "farmer"), 2),
        (("brief", "long"), 1),
        (("brief", "farmer"), 2),
        (("brief", "long", "farmer", "herald"), 3),
        ((), 0),
    ):
        assert independent(news.record.connection, map(number, names)) == count, names


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("LISSET (Reuters) — The bridge stays shut.", "Reuters"),
        ("LISSET, March 3 (AP) - The bridge stays shut.", "Associated Press"),
        ("Lisset, May 3 (PTI) The bridge stays shut.", "PTI"),
        ("LISSET, May 3. /TASS/. The bridge stays shut.", "TASS"),
        ("By Ada Holm, Associated Press", "Associated Press"),
        ("Ada Holm told Reuters that the bridge stays shut.", None),
        ("Divers at the bridge on Friday (AP Photo/Ada Holm)", None),
        ("A Reuters/Ipsos poll says that nobody minds.", None),
        ("REUTERS", None),
    ],
)
def test_an_agency_is_credited_at_the_beginning(line: str, name: str | None) -> None:
    assert agency(text(BRIDGE[0], line, *BRIDGE[1:]), "[]", "Post") == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("(Reporting by Ada Holm in Lisset; Editing by Tomas Ruud; Reuters)", "Reuters"),
        ("Work begins in May. — AFP", "AFP"),
        ("— dpa", "dpa"),
        ("Post staff and The Associated Press contributed to this report.", "Associated Press"),
        ("© 2026 The Canadian Press", "Canadian Press"),
        ("“It will hold,” Ada Holm told Reuters.", None),
        ("With the bridge shut, nobody comes, Tomas Ruud told the AP.", None),
        ("Reporting by Ada Holm", None),
    ],
)
def test_an_agency_is_credited_at_the_end(line: str, name: str | None) -> None:
    assert agency(text(*BRIDGE, line), "[]", "Post") == name


def test_an_agency_is_credited_as_author_or_outlet() -> None:
    assert agency("It is so.", '["Ada Holm", "Tomas Ruud, Associated Press"]', None) == "Associated Press"
    assert agency("It is so.", '["Reuters Staff"]', None) == "Reuters"
    assert agency("It is so.", "[]", "AP News") == "Associated Press"
    assert agency("It is so.", '["Ada Holm"]', "Post") is None


def test_the_credited_agency_stands_in_the_record(news: News) -> None:
    news.add("post", text("LISSET (Reuters) — It is so.", *BRIDGE))
    news.add("farmer", text(*HARVEST))
    *_, credited = news.tables()
    assert credited == [(news.number("post"), "Reuters")]
