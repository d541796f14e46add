"""Invented articles to be searched: a record of them, and each statement by a short name."""

from dataclasses import replace
from pathlib import Path

from record_articles import page_of

from sayso import Reader, pages
from sayso.linking import update
from sayso.record import Record

# Address, outlet, day, text.
ARTICLES = (
    ("ferry-1", "Harbour Post", "2024-03-05", """Ferry hits pier

Mayor Ada Holm denied that the ferry had struck the pier. Harbour commissioner Mira Dolan warned that the pilings were \
rotten."""),
    ("ferry-2", "Harbour Post", "2024-03-06", """Blame for the crash

“The captain was asleep,” said Tomas Ruud. Mira Dolan accused Ada Holm of hiding the ferry's log."""),
    ("bridge-1", "Tarn Courier", "2024-07-19", """A bridge is planned

Ada Holm promised that a new bridge would open in 2026. “We will not raise a single toll,” Ms. Holm's deputy Ivo Marsh \
said."""),
    ("bridge-2", "Tarn Courier", "2024-12-31", """Last words of the year

Tomas Ruud said that the bridge and the ferry could not both be paid for."""),
    ("bridge-3", "Lindmere Gazette", "2025-01-01", """First words of the year

Lena Güneş promised that the ferry would sail on Sundays."""),
    ("school-1", "Lindmere Gazette", "2025-02-10", """Schools are closing

Teachers' spokesman Ivo Marsh warned that three schools were closing. Officials said that no school had been \
closed."""),
    ("school-2", "Harbour Post", "2025-02-11", """A reply to teachers

Ada Holm told Ivo Marsh that the schools would stay open. Lena Güneş denied that teachers had been dismissed."""),
    ("taxes-1", "Tarn Courier", "2025-03-03", """Taxes

Tomas Ruud said that taxes on cafés were unfair. Experts said that the tax had worked."""),
    ("taxes-2", "Tarn Courier", "2025-03-04", """The café owners

Café owner Oda Brecht demanded that the council scrap the levy. “It is a tax by another name,” Brecht said."""),
    ("water-1", "Harbour Post", "2025-06-30", """Clean water

Mira Dolan claimed that the water was clean. Oda Brecht said that dirty water was running from her taps."""),
    ("quay-1", "Lindmere Gazette", "2025-06-29", """Bare quay

Captain Tomas K. Ruud said that the quay was bare."""),
    ("water-2", "Lindmere Gazette", "2025-07-01", """Pipes

An official who asked not to be named said that the pipes had never been tested. Mira Dolan confirmed that the pipes \
were being replaced."""),
    ("quote-1", "Tarn Courier", "2025-09-12", """Long speech at the quay

“We have waited long enough,” Mr. Ivo Marsh said. “Dr. Brecht knows it. The dredgers must come before winter.”"""),
    ("quote-2", "Lindmere Gazette", "2025-09-13", """An answer from the quay

Ada Holm said that the dredger would come after winter. Lena Güneş warned that winter was near."""),
    ("meet-1", "Harbour Post", "2025-10-01", """Council meets

Ada Holm said that the meeting would begin at 10:30. Tomas Ruud asked Mira Dolan to publish the minutes of all \
meetings."""),
    ("meet-2", "Harbour Post", "2025-11-15", """Resignation

Tomas Ruud announced that he had resigned. Ada Holm thanked Ruud and said that his resigning was a loss."""),
    ("radio-1", "Radio Ness", "2026-01-20", """Fog at the strait

Oda Brecht told Radio Ness that the fog-horn was broken. Ivo Marsh said that well-being came first. \
Skipper Denis Orly said that two taxis had missed the boat."""),
)  # fmt: skip

# Each statement by a name of its own, and what stands in its content alone.
STATEMENTS = {
    "pier": "ferry had struck", "rotten": "pilings were", "asleep": "captain was", "log": "hiding the",
    "opens": "open in",
    "toll": "single toll", "both": "could not both", "sundays": "sail on", "closing": "were closing",
    "none closed": "had been closed", "stay": "would stay open", "dismissed": "had been dismissed",
    "unfair": "were unfair", "worked": "had worked", "scrap": "scrap the levy", "other name": "another name",
    "clean": "was clean", "taps": "her taps", "named": "not to be named", "tested": "been tested",
    "replaced": "being replaced", "waited": "waited long", "after winter": "after winter", "near": "was near",
    "begin": "would begin", "minutes": "the minutes", "resigned": "had resigned", "thanked": "Ruud",
    "loss": "was a loss",
    "horn": "was broken", "first": "came first", "boat": "missed the boat", "bare": "was bare", "knows": "it",
}  # fmt: skip
# What people type, and all that it must find.
QUERIES = (
    # Words in all their forms, in what was said, who said it, the verb and the headline.
    ("deny", "pier, dismissed"),
    ("denied", "pier, dismissed"),
    ("denis", "boat"),
    ("taxi -deny", "boat"),
    ("deny OR denis", "pier, dismissed, boat"),
    ("about:denies", ""),
    ("ferries", "pier, rotten, log, both, sundays"),
    ("close", "closing, none closed"),
    ("tax", "unfair, worked, other name"),
    ("resigning", "resigned, thanked, loss"),
    ("promise", "opens, sundays"),
    ("meetings", "begin, minutes"),
    ("CAFE", "unfair, scrap, other name"),
    ("water dirty", "taps"),
    ("dredg*", "waited, after winter"),
    ("about:school", "closing, none closed, stay"),
    # Exactly as it stands.
    ('"meetings"', "minutes"),
    ('"never been tested"', "tested"),
    ('"the ferry"', "pier, log, both, sundays"),
    ("“tax by another name”", "other name"),
    ('about:"a new bridge"', "opens"),
    ("10:30", "begin"),
    ("well-being", "first"),
    # Without, either.
    ("ferry -bridge", "pier, rotten, log, sundays"),
    ("ferry NOT bridge", "pier, rotten, log, sundays"),
    ('bridge -"the ferry"', "opens, toll"),
    ("ferry OR bridge", "pier, rotten, log, both, sundays, opens, toll"),
    ("(ferry OR toll) -(pier OR crash) until:2024", "toll, both"),
    # People and outlets.
    ("by:holm", "pier, opens, stay, after winter, begin, thanked, loss"),
    ('by:"Ada Holm" act:deny', "pier"),
    ('by:"Tomas Ruud" quay', "bare"),
    ("by:gunes", "sundays, dismissed, near"),
    ("by:GÜNEŞ since:2025-02", "dismissed, near"),
    ("by:dolan -water", "rotten, log, replaced"),
    ("by: marsh -school -toll", "waited, first"),
    ("to:marsh", "stay"),
    ("to:dolan act:request", "minutes"),
    ("outlet:courier act:promise", "opens"),
    ('outlet:"Harbour Post" since:2025 until:2025-02', "stay, dismissed"),
    ('by:="Oda Brecht" outlet:="Radio Ness"', "horn"),
    ("by:holm OR by:ruud since:2025-10", "begin, minutes, resigned, thanked, loss"),
    ("(ferry OR bridge) by:ruud", "both"),
    # Days: a year is a year.
    ("since:2024-12-31 until:2025-01-01", "both, sundays"),
    ("until:2024-03-05", "pier, rotten"),
    ("ferry until:2024", "pier, rotten, log, both"),
    ("since:2025-11", "resigned, thanked, loss, horn, first, boat"),
    ("-by:holm since:2025-10 until:2025-11", "minutes, resigned"),
    ("month:2025-09 -dredger", "near"),
    # What was done, and how it is told.
    ("act:warn", "rotten, closing, near"),
    ("act:warn act:deny -by:dolan", "closing, near, pier, dismissed"),
    ("stance:distancing", "clean"),
    ("kind:direct", "asleep, toll, other name, waited"),
    ("sourcing:unnamed school", "none closed"),
    ("sourcing:collective", "worked"),
    ("event:state", "knows"),
    ('counted:yes outlet:"Radio Ness"', "horn, first, boat"),
)
# What cannot be read, and the words of the one line that says what to do.
UNREADABLE = (
    ('"three pillars', "put another one behind it"),
    ("since:tomorrowish", "write since:2024, since:2024-03 or since:2024-03-05"),
    ("until:2024-02-30", "write until:2024"),
    ("byy:holm", "the nearest is by:"),
    ("author:holm", "the nearest is by:"),
    ("act:warned", "the nearest is act:warn"),
    ("ferry by:", 'write by:"Ada Holm"'),
    ("min-confidence:high", "min-confidence:0.9"),
    ("***", "write one to look for"),
    ("(" * 30 + "ferry", "leave some out"),
    ("a " * 101, "write at most 100 words"),
)


def searched(path: Path, reader: Reader) -> Path:
    """A record of these articles, linked."""
    record = Record(path, new=True)
    run = record.begin("test", reader.engine)
    for name, outlet, published, text in ARTICLES:
        url, title = f"https://news.example/{name}", text.partition("\n")[0]
        article = replace(pages.read_text(text), url=url, title=title, published=published, outlet=outlet)
        record.add(run, page_of(text, url), reader.read(article))
    update(record)
    record.close()
    return path
