"""PDFs made by hand: where words stand decides what they are, and what cannot be read is told in one line."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from sayso import PageError, pages
from sayso.article import Article

Words = tuple[float, float, float, str]  # left, baseline, size, words
SAID = ("“We will mend the pier before May,”", "Mira Dolan said on Friday in Lisset.")


def pdf(*sheets: Sequence[Words], info: str = "", font: str = "Helvetica", stretch: str = "") -> bytes:
    """A PDF whose pages, of 400 by 600 points, have these words."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(sheets)} /Kids [{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(sheets)))}] >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>",
    ]
    for n, sheet in enumerate(sheets):
        drawn = "".join(
            f"BT /F {size} Tf 1 0 0 1 {left} {baseline} Tm ({_escaped(words)}) Tj ET\n"
            for left, baseline, size, words in sheet
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents {6 + 2 * n} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}endstream{stretch}")
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010} 00000 n \n" for at in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + table.encode() + trailer.encode()


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def sheet(*lines: str, left: float = 40, top: float = 500, size: float = 10) -> list[Words]:
    """Lines one under another; an empty one is a gap."""
    return [(left, top - 12 * n, size, line) for n, line in enumerate(lines) if line]


def read(path: Path, data: bytes) -> Article:
    path.write_bytes(data)
    (found,) = pages.sources(str(path))
    assert isinstance(found, Article), found
    return found


def told(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    *_, found = pages.sources(str(path))
    assert isinstance(found, PageError)
    assert "\n" not in str(found)
    return found.problem


def paragraphs(path: Path, *sheets: Sequence[Words], info: str = "") -> list[str]:
    return read(path, pdf(*sheets, info=info)).text.split("\n\n")


def test_a_hyphen_goes_where_it_only_broke_a_word(tmp_path: Path) -> None:
    lines = sheet(
        "The harbour board met to hear the engi-",
        "neers of Lisset on Friday, and a well-",
        "known diver, who is an 18-year-",
        "old, told of rust. He praised the Anglo-",
        "Norse museum and its self-made direc-",
        "tor, who lives on the quay to this day.",
    )
    assert paragraphs(tmp_path / "a", lines) == [
        "The harbour board met to hear the engineers of Lisset on Friday, and a well-known diver, who is an "
        "18-year-old, told of rust. He praised the Anglo-Norse museum and its self-made director, who lives on the "
        "quay to this day."
    ]


def test_a_word_is_written_as_elsewhere_in_the_document(tmp_path: Path) -> None:
    lines = sheet(
        "The co-op and the sub-committee of the har-",
        "bour met on Friday, and the sub-",
        "committee told the co-",
        "op of wellbeing, but no more of well-",
        "being was told to the press on that day.",
    )
    (text,) = paragraphs(tmp_path / "a", lines)
    assert "the sub-committee told the co-op of wellbeing, but no more of wellbeing was" in text


def test_columns_are_read_one_after_another(tmp_path: Path) -> None:
    one = [f"Left line {n} goes on to the edge here" for n in "abcdef"]
    two = [f"right line {n} goes on to the edge too" for n in "abcdef"]
    found = paragraphs(tmp_path / "a", [*sheet(*one), *sheet(*two, left=220)])
    assert " ".join(found) == " ".join([*one, *two])


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    cells = [("Bread", "1.20"), ("Milk", "0.90"), ("Eggs", "2.40"), ("Rice", "3.10")]
    left, right = zip(*cells, strict=True)
    text = read(tmp_path / "a", pdf([*sheet(*left), *sheet(*right, left=300), *sheet(*SAID, top=300)])).text
    assert "Bread 1.20" in text


def test_running_heads_and_numbers_are_no_text(tmp_path: Path) -> None:
    sheets = [
        [(40, 570, 8, "The Lisset Post"), *sheet(f"Page {word} says that all is well."), (190, 20, 8, str(n))]
        for n, word in enumerate(("one", "two", "three"), 1)
    ]
    assert paragraphs(tmp_path / "a", *sheets) == [
        f"Page {word} says that all is well." for word in ("one", "two", "three")
    ]


def test_what_stands_at_one_edge_only_stays(tmp_path: Path) -> None:
    found = paragraphs(tmp_path / "a", [(40, 570, 10, "The tide rose to 4 metres, she said."), *sheet(*SAID, top=300)])
    assert found[0] == "The tide rose to 4 metres, she said."


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    found = paragraphs(
        tmp_path / "a",
        sheet("The mayor of Lisset said on Friday that the", "old pier would be mended by the harbour"),
        sheet("board before May, and no later than that.", "", "Nobody objected."),
    )
    assert found[0].endswith("mended by the harbour board before May, and no later than that.")
    assert found[1] == "Nobody objected."


def test_the_largest_type_is_the_title_and_not_the_outlets_name(tmp_path: Path) -> None:
    lines = [
        (40, 560, 30, "Lisset Post"),
        (40, 520, 20, "Old pier to be mended, mayor says."),
        *sheet("12 March 2026", "", *SAID, top=490),
    ]
    found = read(tmp_path / "a", pdf(lines))
    assert (found.title, found.published) == ("Old pier to be mended, mayor says.", "2026-03-12")
    assert found.text.split("\n\n") == ["Old pier to be mended, mayor says.", " ".join(SAID)]


@pytest.mark.parametrize(
    ("named", "title"),
    [("Pier to be mended", "Pier to be mended"), ("Microsoft Word - draft7.doc", "A notice in larger type here")],
)
def test_a_files_name_is_its_title_where_the_text_has_it(tmp_path: Path, named: str, title: str) -> None:
    lines = [(40, 560, 20, "A notice in larger type here"), *sheet("Pier to be mended", "", *SAID)]
    assert read(tmp_path / "a", pdf(lines, info=f"/Title ({named})")).title == title


@pytest.mark.parametrize(
    ("head", "made", "day"),
    [
        ("LISSET, 12 March 2026 - ", "20260401120000", "2026-03-12"),
        ("LISSET, March 12 - ", "20260401120000", "2026-03-12"),
        ("LISSET, Dec. 12 - ", "20260105120000", "2025-12-12"),
        ("LISSET, March 12 - ", "", None),
        ("LISSET - ", "20260401120000", None),  # the day on which a file was made is not the article's
    ],
)
def test_the_dateline_tells_the_day(tmp_path: Path, head: str, made: str, day: str | None) -> None:
    lines = sheet(f"{head}The pier will be mended, Mira Dolan said.")
    info = f"/CreationDate (D:{made}Z)" if made else ""
    assert read(tmp_path / "a", pdf(lines, info=info)).published == day


@pytest.mark.parametrize(("author", "authors"), [("Ina Holt", ("Ina Holt",)), ("user17", ())])
def test_a_files_author_is_the_articles_where_the_text_names_him(
    tmp_path: Path, author: str, authors: tuple[str, ...]
) -> None:
    lines = [(40, 560, 20, "Old pier to be mended"), *sheet("Ina Holt", "", *SAID)]
    assert read(tmp_path / "a", pdf(lines, info=f"/Author ({author})")).authors == authors


def test_long_ones_are_read_in_part_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(pdf(*[sheet(f"This is what page {n} of the report says.") for n in range(500)]))
    found, problem = pages.sources(str(path))
    assert isinstance(found, Article)
    assert "page 299 of" in found.text
    assert "page 300 of" not in found.text
    assert isinstance(problem, PageError)
    assert problem.problem.startswith("is a PDF of 500 pages: the first 300 are read")


def test_pictures_without_text_are_told(tmp_path: Path) -> None:
    assert "OCR" in told(tmp_path / "a", pdf([]))


def test_locked_ones_are_told(tmp_path: Path) -> None:
    lock = f"/Filter /Standard /V 1 /R 2 /P -4 /O <{'00' * 32}> /U <{'00' * 32}>"
    data = pdf(sheet(*SAID)).replace(b"/Root 1 0 R", f"/Root 1 0 R /Encrypt << {lock} >> /ID [<00> <00>]".encode())
    assert "opens with a password only" in told(tmp_path / "a", data)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + bytes(range(256)) * 40])
def test_damaged_ones_are_told(tmp_path: Path, data: bytes) -> None:
    assert "is a damaged PDF" in told(tmp_path / "a", data)


def test_what_is_missing_to_read_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(sheet(*SAID)))
    code = (
        "import sys; sys.modules['pypdfium2'] = None; from sayso import pages; "
        f"print(*pages.sources({str(tmp_path / 'a.pdf')!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'sayso[pdf]'" in done.stdout


BODY = (
    "The pier of Lisset has been shut since the storm in March,",
    "and the council had said nothing of it until Friday, when",
    "Mira Dolan, the harbour master, told a reporter",
    "that it would be mended before May, whatever it cost,",
    "and that the ferry would stop for two weeks meanwhile.",
)


def test_a_footnote_stands_below_the_text_without_its_number(tmp_path: Path) -> None:
    marked = [*sheet(*BODY), (284, 455, 6, "1")]  # raised behind the last line
    note = [(40, 60, 6, "1"), (46, 58, 8, "The council met on the second of May.")]
    more = sheet("She added that nobody would lose a day’s work.")
    assert paragraphs(tmp_path / "a.pdf", [*marked, *note], more) == [
        " ".join(BODY),
        "She added that nobody would lose a day’s work.",
        "The council met on the second of May.",
    ]


def test_a_raised_figure_without_a_footnote_stays(tmp_path: Path) -> None:
    raised = [*sheet("The pier is 300 m"), (117.5, 503, 6, "2"), (124, 500, 10, "wide, Mira Dolan said.")]
    (found,) = paragraphs(tmp_path / "a.pdf", raised)
    assert found.startswith("The pier is 300 m2")
    small = [*sheet(*BODY), (40, 60, 8, "Printed in Lisset by the harbour office.")]
    assert paragraphs(tmp_path / "b.pdf", small)[-1] == "Printed in Lisset by the harbour office."


def test_what_stands_beside_the_text_is_read_after_it(tmp_path: Path) -> None:
    menu = [(320, 497 - 14 * n, 8, words) for n, words in enumerate(("All of the news", "Sport and games", "Ferries"))]
    found = paragraphs(tmp_path / "a.pdf", [*sheet(*BODY), *menu])
    assert found[0] == " ".join(BODY)
    assert "Sport and games" in " ".join(found[1:])


def test_paragraphs_that_stand_apart_do_not_end_with_a_short_line(tmp_path: Path) -> None:
    lines = (
        "Mira Dolan said on Friday morning that the long pier of Lisset",
        "would be mended before May, and that it would be safe.",
        "Nobody else at the harbour office would say anything at all.",
    )
    apart = sheet(*(each for _ in range(5) for each in (*lines, "")))
    assert paragraphs(tmp_path / "a.pdf", apart) == [" ".join(lines)] * 5


def test_a_running_head_of_two_lines_is_no_text(tmp_path: Path) -> None:
    heads = [(40, 575, 10, "The Lindmere Post"), (40, 556, 10, "weekly edition of"), (40, 537, 10, "Lindmere, 3 May"),
             (40, 518, 10, "for members only")]  # fmt: skip
    found = paragraphs(tmp_path / "a.pdf", [*heads, *sheet(*BODY, top=440)], [*heads, *sheet("She said no.", top=440)])
    assert found == [" ".join(BODY), "She said no."]


def test_loose_lines_of_columns_stay_in_their_column(tmp_path: Path) -> None:
    left = sheet(*BODY, size=6)
    loose = [(220, 476, 6, "Mira"), (243, 476, 6, "Dolan,"), (272, 476, 6, "of the"), (302, 476, 6, "harbour, told")]
    loose += [(346, 476, 6, "us")]
    right = [each for each in sheet(*BODY, left=220, size=6) if each[1] != 476]
    said = " ".join(BODY)
    found = paragraphs(tmp_path / "a.pdf", [*left, *right, *loose])
    loosely = said.replace("the harbour master, told a reporter", "of the harbour, told us")
    assert " ".join(found) == f"{said} {loosely}"


def test_the_last_page_has_the_columns_of_the_one_before(tmp_path: Path) -> None:
    said = " ".join(BODY)
    first = [*sheet(*BODY, size=6), *sheet(*BODY, left=220, size=6)]
    last = [*sheet(*BODY, size=6), (220, 500, 6, "She would say no more.")]
    assert " ".join(paragraphs(tmp_path / "a.pdf", first, last)) == f"{said} {said} {said} She would say no more."


def test_a_box_beside_the_headline_is_read_after_the_text(tmp_path: Path) -> None:
    headline = sheet("Lisset will mend", "its pier by May", "after the storm", top=560, size=20)
    headline = [(left, 560 - 24 * n, size, words) for n, (left, _, size, words) in enumerate(headline)]
    box = [
        (280, 553 - 11 * n, 7, words)
        for n, words in enumerate(("Photos and figures", "for download at", "lisset.example"))
    ]
    found = paragraphs(tmp_path / "a.pdf", [*headline, *box, *sheet(*BODY, top=460)])
    assert found[:2] == ["Lisset will mend its pier by May after the storm", " ".join(BODY)]
    assert "for download" in " ".join(found[2:])


def test_a_headline_may_stand_over_an_empty_column(tmp_path: Path) -> None:
    columns = [*sheet(*BODY, *BODY, left=20, size=4), *sheet(*BODY, *BODY, left=145, size=4)]
    found = paragraphs(tmp_path / "a.pdf", [(20, 540, 20, "Lisset will mend its pier by May, it"), *columns])
    assert " ".join(found[1:]) == " ".join(BODY * 4)
