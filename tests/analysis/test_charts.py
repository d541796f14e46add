"""Charts: what they show, and that they are safe and sound XML without a style of their own."""

from xml.etree import ElementTree

import pytest

from sayso.analysis.charts import Bar, Lane, Mark, Series, bars, interval, lines, timeline

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</svg><script>alert("x")</script>\0\ud800\u202e & more'
LANES = (
    Lane("Mira Dolan", "supports", (Mark("2026-01-05", "2026-01-11", "told", "told in January", "s1"),)),
    Lane("Mira Dolan", "opposes", (Mark("2026-03-02", "2026-03-02", "change", "a turn", "s2"),)),
)
CHARTS = {
    "timeline": timeline(HOSTILE, [Lane(HOSTILE, HOSTILE, (Mark("2026-01-05", "2026-01-05", "said", HOSTILE, "s1"),))]),
    "bars": bars(HOSTILE, [Bar(HOSTILE, 0.5, 0.2, 0.7), Bar("none", None, None, None)], share=True),
    "lines": lines(HOSTILE, ["2026-01", "2026-02"], [Series(HOSTILE, (0.1, 0.2))], share=True),
}


@pytest.mark.parametrize("name", CHARTS)
def test_page_text_cannot_leave_its_place_and_the_chart_has_a_name_and_no_style(name: str) -> None:
    svg = CHARTS[name]
    root = ElementTree.fromstring(svg)
    assert root.get("role") == ("group" if name == "timeline" else "img")  # its marks are links
    assert (root.findtext(f"{SVG}title") or "").startswith('</svg><script>alert("x")</script>')
    assert root.find(f"{SVG}desc") is not None
    tags = {e.tag.removeprefix(SVG) for e in root.iter()}
    assert not tags & {"script", "style", "foreignObject", "image"}
    names = {a for e in root.iter() for a in e.attrib}
    assert not {a for a in names if a == "style" or a.startswith("on")}
    assert "\u202e" not in svg


def test_a_timeline_puts_marks_at_their_days_and_tells_kinds_by_shape() -> None:
    root = ElementTree.fromstring(timeline("toll", LANES))
    texts = [t.text for t in root.iter(f"{SVG}text")]
    assert texts.count("Mira Dolan") == 1
    assert {"supports", "opposes", "2026-02", "2026-03", "shows a change"} <= set(texts)
    places = {a.get("href"): a[0].get("transform") or "" for a in root.iter(f"{SVG}a")}
    early, late = (float(places[f"#s{n}"].split("(")[1].split()[0]) for n in (1, 2))
    assert early < late
    shapes = {a.get("href"): a[0][0].get("d") for a in root.iter(f"{SVG}a")}
    assert shapes["#s1"] != shapes["#s2"]
    assert root.find(f".//{SVG}line[@class='days told']") is not None
    assert "a turn" in [t.text for t in root.iter(f"{SVG}title")]


def test_the_words_of_the_first_and_the_last_day_have_room() -> None:
    one = Mark("2026-03-02", "2026-03-09", "said", "once", "s1")
    for chart in (timeline("toll", [Lane("Ruud", "says", (one,))]), CHARTS["lines"]):
        root = ElementTree.fromstring(chart)
        middle = [t for t in root.iter(f"{SVG}text") if t.get("text-anchor") == "middle"]
        assert len(middle) == 2
        for words in middle:
            half = 4.5 * len(words.text or "")  # of 14 px, where digits are wide
            assert half <= float(words.get("x") or 0) <= 960 - half


def test_without_days_there_is_no_timeline_and_one_day_is_enough() -> None:
    assert timeline("toll", [Lane("Ruud", "says", ())]) == ""
    one = Mark("2026-03-02", "2026-03-02", "said", "once", "s1")
    assert ElementTree.fromstring(timeline("toll", [Lane("Ruud", "says", (one,))])).find(f".//{SVG}a") is not None


def test_bars_are_as_long_as_their_values_and_tell_what_is_not_known() -> None:
    values = [Bar("half", 0.5, 0.25, 0.75), Bar("quarter", 0.25, None, None), Bar("nothing", None, None, None)]
    root = ElementTree.fromstring(bars("shares", values, share=True))
    half, quarter = (float(r.get("width") or 0) for r in root.iter(f"{SVG}rect"))
    assert half == pytest.approx(2 * quarter, abs=0.2)
    texts = [t.text for t in root.iter(f"{SVG}text")]
    assert {"50 % (25 % to 75 %)", "25 %", "not known"} <= set(texts)
    assert "nothing: not known" in (root.findtext(f"{SVG}desc") or "")


def test_a_line_is_broken_where_a_month_has_no_value() -> None:
    months = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]
    series = [Series("Post", (0.1, 0.2, None, 0.3, 0.4)), Series("Gazette", (0.5, 0.5, 0.5, 0.5, 0.5))]
    root = ElementTree.fromstring(lines("unnamed", months, series, share=True))
    drawn = [p.get("class") for p in root.iter(f"{SVG}polyline")]
    assert drawn == ["series s0", "series s0", "series s1"]
    assert len({p.get("stroke-dasharray") for p in root.iter(f"{SVG}polyline")}) == 2
    assert "Post, 2026-04: 30 %" in [t.text for t in root.iter(f"{SVG}title")]


def test_long_labels_are_cut_but_told_in_full() -> None:
    name = "The Association of the Harbour Pilots of the Northern Isles and the Western Sound"
    root = ElementTree.fromstring(bars("sources", [Bar(name, 1.0, None, None)], share=True))
    label = next(root.iter(f"{SVG}text"))
    assert (label.text or "").endswith("…")
    assert label.findtext(f"{SVG}title") == name


def test_numbers_are_told_as_people_read_them() -> None:
    assert interval(0.123, 0.1, 0.2, share=True) == "12 % (10 % to 20 %)"
    assert interval(4.25, None, None, share=False) == "4.2"
    assert interval(None, None, None, share=True) == "not known"
