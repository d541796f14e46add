"""Pairs of a claim and a statement made of phrases: what turns a position round, and what only looks like one.

A matter is a thing and two families of verbs, for it and against it; a claim asks for one of them. A statement holds
the thing, or the doing, up or down. Whether it is for the claim is then known: two that turn it round make none.
"""

import random
from collections.abc import Callable, Sequence

Pair = tuple[str, str, str, str, str]  # label, claim, speaker, cue, content

_OPEN = (("keep", "keeping", "kept"), ("save", "saving", "saved"), ("retain", "retaining", "retained"))
_SHUT = (("close", "closing", "closed"), ("shut down", "shutting down", "shut down"), ("axe", "axing", "axed"))
_MAKE = (("introduce", "introducing", "introduced"), ("bring in", "bringing in", "brought in"),
         ("adopt", "adopting", "adopted"), ("approve", "approving", "approved"), ("pass", "passing",
         "passed"))  # fmt: skip
_END = (("scrap", "scrapping", "scrapped"), ("repeal", "repealing", "repealed"), ("abolish", "abolishing",
        "abolished"),
        ("end", "ending", "ended"), ("reject", "rejecting", "rejected"), ("drop", "dropping", "dropped"))  # fmt: skip
_BUILD = (("build", "building", "built"), ("go ahead with", "going ahead with", "gone ahead with"),
          ("fund", "funding", "funded"))  # fmt: skip
_HALT = (("abandon", "abandoning", "abandoned"), ("cancel", "cancelling", "cancelled"),
         ("halt", "halting", "halted"), ("block", "blocking", "blocked"))  # fmt: skip
_ALLOW = (("allow", "allowing", "allowed"), ("legalize", "legalizing", "legalized"),
          ("permit", "permitting", "permitted"))  # fmt: skip
_BAN = (("ban", "banning", "banned"), ("outlaw", "outlawing", "outlawed"), ("prohibit", "prohibiting", "prohibited"),
        ("stop", "stopping", "stopped"), ("restrict", "restricting", "restricted"))  # fmt: skip
_ADMIT = (("admit", "admitting", "admitted"), ("take in", "taking in", "taken in"),
          ("welcome", "welcoming", "welcomed"), ("accept", "accepting", "accepted"))  # fmt: skip
_BAR = (("turn away", "turning away", "turned away"), ("expel", "expelling", "expelled"),
        ("keep out", "keeping out", "kept out"), ("deport", "deporting", "deported"), ("bar", "barring",
        "barred"))  # fmt: skip
_RAISE = (("raise", "raising", "raised"), ("increase", "increasing", "increased"))
_CUT = (("cut", "cutting", "cut"), ("lower", "lowering", "lowered"), ("reduce", "reducing", "reduced"))

Verbs = tuple[tuple[str, str, str], ...]
_MATTERS: tuple[tuple[Verbs, Verbs, tuple[str, ...]], ...] = (
    (_OPEN, _SHUT, ("the ferry", "the village school", "the night bus", "the military base", "the maternity ward",
     "the prison camp", "the coal plant", "the nuclear station", "the consulate", "the public library",
     "the rail line",
     "the detention centre", "the embassy in Tarn", "the postal bank")),
    (_MAKE, _END, ("the bridge toll", "the carbon tax", "the trade agreement", "the health law", "the wealth tax",
     "the death penalty", "the draft", "the free trade pact", "the peace deal", "the sugar levy", "the amnesty",
     "the electoral college", "background checks", "the sanctions", "the new constitution", "tuition fees",
     "the school voucher plan", "the gun law", "the surveillance bill", "the national dividend", "rent control",
     "the rescue package", "the treaty with Ostmark", "the curfew", "the vaccine mandate", "the filibuster")),
    (_BUILD, _HALT, ("the dam", "the border fence", "the airport", "the pipeline", "the high-speed line",
    "the stadium",
     "the wind farm", "the waste plant", "the new port", "the tunnel", "the space programme", "the prison",
     "the wall on the frontier", "the bypass")),
    (_ALLOW, _BAN, ("fracking", "assault rifles", "abortion", "cannabis", "the burqa", "trophy hunting",
    "gay marriage",
     "plastic bags", "online betting", "dual citizenship", "night flights", "diesel cars", "torture", "trawling",
     "waterboarding", "fireworks", "private schools", "the sale of handguns", "the protest march", "surrogacy")),
    (_ADMIT, _BAR, ("refugees", "foreign students", "the migrants", "asylum seekers", "undocumented workers",
     "the stranded sailors", "Kestrian families", "immigrants without papers", "the guest workers")),
    (_RAISE, _CUT, ("the minimum wage", "pensions", "the retirement age", "interest rates", "the fuel duty",
     "military spending", "income tax", "the foreign aid budget", "the speed limit", "teachers' pay")),
)  # fmt: skip

_PRO = ("backs", "supports", "endorsed", "favours", "has long supported", "is a champion of", "defended", "praised",
        "welcomed", "voted for", "came out in favor of", "argued for", "has pushed for", "applauded",
        "is pressing for",
        "spoke in support of", "threw his weight behind", "'s support for", "is for", "embraced", "advocated",
        "has made the case for", "has no objection to", "does not oppose", "never opposed")  # fmt: skip
_ANTI = ("opposes", "rejected", "condemned", "is against", "has long opposed", "denounced", "criticized", "attacked",
         "voted against", "came out against", "has railed against", "vowed to fight", "dismissed",
         "is a fierce critic of",
         "deplored", "turned against", "'s opposition to", "slammed", "does not support", "refused to back",
         "blasted",
         "lashed out at", "would veto", "spoke out against", "has never supported", "campaigned against", "protested",
         "ruled out", "balked at", "no longer supports", "withdrew his support for")  # fmt: skip
_ASKS = ("called for", "demanded", "urged", "proposed", "is campaigning for", "insisted on", "wants", "recommended",
         "renewed his call for", "has lobbied for", "lobbied the government for")  # fmt: skip
_WILL = ("vowed", "promised", "wants", "pledged", "plans", "has threatened", "is determined", "hopes", "intends",
         "'s promise", "'s plan", "'s proposal", "voted", "urged lawmakers", "called on parliament", "'s call",
         "asked the council", "told ministers", "signed a bill")  # fmt: skip
_WONT = ("vowed not", "promised not", "refused", "does not want", "urged lawmakers not", "called on parliament not",
         "warned ministers not", "has no intention", "asked the council not", "swore never",
         "would never agree")  # fmt: skip
_SAY = ("said", "argued", "insisted", "told reporters", "wrote", "believes", "declared", "maintained", "thinks",
        "said in a statement", "told the chamber", "stressed", "tweeted", "added", "says", "is convinced",
        "asserted")  # fmt: skip
_DENY = ("denied", "does not think", "did not believe", "rejected the claim", "disputed", "no longer believes",
         "dismissed the idea", "does not accept", "refuted the notion", "will not concede")  # fmt: skip
_GOOD = ("a triumph", "the right thing to do", "long overdue", "essential for our security",
        "good for working families",
         "common sense", "a lifeline for the island", "a blessing", "a matter of decency", "the only way forward",
         "one of the best ideas in years", "vital", "in everybody's interest", "worth every penny",
         "our moral duty")  # fmt: skip
_BAD = ("a disaster", "madness", "a mistake", "a betrayal of workers", "an insult to the victims", "reckless",
        "a terrible deal", "unconstitutional", "a gift to the rich", "dangerous", "shameful",
        "the worst idea in years",
        "a crime against our children", "stupid and useless", "un-American", "a folly", "immoral",
        "an attack on the poor")  # fmt: skip
_IFS = ("if the money is found", "only if the neighbours agree", "provided that nobody loses a job",
        "unless the court objects",
        "as long as safety is proven", "on condition that it is reviewed after a year",
        "if parliament has the last word",
        "only after a referendum", "but only in emergencies", "until the inquiry reports")  # fmt: skip
_FACTS = ("would cost {n} million a year", "has been debated for {n} years", "was first proposed in {y}",
          "would be put to a vote on Monday", "affects about {n},000 people",
          "is on the agenda of next week's session",
          "was discussed for {n} hours", "had divided the party", "is among the issues that voters name most often",
          "would not be decided before spring", "had been in the papers all week",
          "is the subject of {n} lawsuits")  # fmt: skip
_OTHERS = ("voters", "the government", "his opponent", "the unions", "most economists", "her rival", "the bishops",
           "a majority of the party", "the opposition", "some senators", "the industry",
           "his predecessor")  # fmt: skip
_FIRST = ("Ada", "Mira", "Tomas", "Ilka", "Jonas", "Petra", "Karel", "Selma", "Ruth", "Omar", "Bela", "Nils", "Ines",
          "Viktor", "Grace", "Hugo", "Lena", "Samir", "Dora", "Paul")  # fmt: skip
_LAST = ("Holm", "Dolan", "Ruud", "Brandt", "Hallik", "Lund", "Voss", "Roth", "Varn", "Keller", "Osei", "Quist",
        "Tarr",
         "Marchetti", "Novak", "Pell", "Okoro", "Sand", "Whitlow", "Zeller")  # fmt: skip
_BODIES = ("the union", "the chamber of commerce", "a spokesman for the ministry", "residents", "the governor",
           "the prime minister", "Senate Republicans", "the bishops' conference", "a group of doctors", "officials",
           "the Greens", "hundreds of protesters", "the senator", "the mayor", "He", "She", "critics",
           "farmers")  # fmt: skip
_QUALITIES = (
    (("honest", "trustworthy", "a man of his word"), ("a liar", "dishonest", "crooked", "not to be trusted",
    "a fraud")),
    (("fit to lead the country", "qualified for the office", "ready to govern"),
     ("unfit to lead the country", "unqualified for the office", "not ready to govern", "temperamentally unfit")),
    (("innocent", "not guilty"), ("guilty", "to blame for the deaths", "responsible for the crash")),
    (("a racist", "a bigot", "prejudiced against foreigners"),
     ("not a racist", "the least prejudiced person in the house", "a friend of every minority")),
    (("a strong leader", "a great manager", "the best candidate"), ("a weak leader", "incompetent",
    "a hopeless candidate")),
)  # fmt: skip
_STATES = (
    ("the reservoir", ("safe", "sound", "no danger to anyone"), ("unsafe", "a danger to the town", "about to burst")),
    ("the election", ("fair", "clean"), ("rigged", "stolen", "a sham")),
    ("the economy", ("getting better", "in good shape"), ("getting worse", "in ruins", "falling apart")),
    ("the treaty", ("making the country safer", "a guarantee of peace"), ("putting the country at risk",
    "a road to war")),
    ("the vaccine", ("safe", "harmless"), ("dangerous", "poison")),
    ("the law", ("constitutional", "fair"), ("unconstitutional", "unjust", "discriminatory")),
    ("climate change", ("real", "caused by people"), ("a hoax", "invented", "not caused by people")),
    ("the system", ("fair", "democratic"), ("rigged", "undemocratic", "broken")),
)  # fmt: skip


def pairs(count: int, rng: random.Random) -> list[Pair]:
    """So many pairs, others with every generator."""
    kinds: tuple[Callable[[random.Random], Pair], ...] = (_of_matter, _of_matter, _of_matter, _of_quality)
    return [rng.choice(kinds)(rng) for _ in range(count)]


def _speaker(rng: random.Random) -> str:
    name = f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"
    return rng.choice((name, name, name.split()[1], rng.choice(_BODIES)))


def _quoted(rng: random.Random, text: str) -> str:
    return f"“{text[0].upper()}{text[1:]},”" if rng.random() < 0.35 else rng.choice(("that ", "")) + text


def _be(thing: str) -> str:
    return "are" if thing.endswith("s") and not thing.startswith("the sugar") else "is"


def _side(held: bool, asked: bool) -> str:
    return "for" if held == asked else "against"


def _of_matter(rng: random.Random) -> Pair:
    up, down, things = rng.choice(_MATTERS)
    thing = rng.choice(things)
    asked, negated = rng.random() < 0.5, rng.random() < 0.2
    verb = rng.choice(up if asked else down)
    claim = rng.choice((
        f"{thing} should {'not ' if negated else ''}be {verb[2]}",
        f"{thing} should {'not ' if negated else ''}be {verb[2]}",
        f"{thing} must {'not ' if negated else ''}be {verb[2]}",
        f"it is {'wrong' if negated else 'right'} to {verb[0]} {thing}",
        f"we should {'not ' if negated else ''}{verb[0]} {thing}",
    ))  # fmt: skip
    claim, asked = claim[0].upper() + claim[1:], asked != negated
    if not negated and rng.random() < 0.15:
        claim = f"{verb[1]} {thing}"  # a topic
    label, cue, content = _statement(rng, up, down, thing, asked)
    return label, claim, _speaker(rng), cue, content


def _statement(rng: random.Random, up: Verbs, down: Verbs, thing: str, asked: bool) -> tuple[str, str, str]:
    held = rng.random() < 0.5
    doing, other = rng.choice(up if held else down), rng.choice(down if held else up)
    roll = rng.random()
    if roll < 0.30:
        return _nothing(rng, up, down, thing)
    if roll < 0.37:
        condition = rng.choice(_IFS)
        cue = rng.choice(("said he would back", "is open to", "could support", "would agree to"))
        return "conditional", cue, f"{doing[1]} {thing} {condition}"
    if roll < 0.41:
        cue = rng.choice(("has not decided", "is still weighing", "is torn over", "said he was unsure"))
        return "undecided", cue, f"whether to {doing[0]} {thing}"
    if roll < 0.44:
        cue = rng.choice(("declined to say", "refused to say", "would not say", "dodged a question about"))
        return "refuses", cue, f"whether {thing} should be {doing[2]}"
    return (_side(held, asked), *_holding(rng, doing, other, thing, held))


def _holding(
    rng: random.Random, doing: tuple[str, str, str], other: tuple[str, str, str], thing: str, held: bool
) -> tuple[str, str]:
    ways: tuple[Callable[[], tuple[str, str]], ...] = (
        lambda: (rng.choice(_PRO if held else _ANTI), thing),
        lambda: (rng.choice(_PRO if held else _ANTI), f"the plan for {thing}" if held else f"the idea of {thing}"),
        lambda: (rng.choice(_PRO), f"{doing[1]} {thing}"),
        lambda: (rng.choice(_ANTI), f"{other[1]} {thing}"),
        lambda: (rng.choice(_ASKS), f"{thing} to be {doing[2]}"),
        lambda: (rng.choice(_WILL), f"to {doing[0]} {thing}"),
        lambda: (rng.choice(_WONT), f"to {other[0]} {thing}"),
        lambda: (rng.choice(_SAY), _quoted(rng, f"{thing} should be {doing[2]}")),
        lambda: (rng.choice(_SAY), _quoted(rng, f"{thing} should not be {other[2]}")),
        lambda: (rng.choice(_SAY), _quoted(rng, f"we must {doing[0]} {thing}")),
        lambda: (rng.choice(_DENY), f"that {thing} should be {other[2]}"),
        lambda: (rng.choice(_SAY), _quoted(rng, f"{doing[1]} {thing} is {rng.choice(_GOOD)}")),
        lambda: (rng.choice(_SAY), _quoted(rng, f"{other[1]} {thing} would be {rng.choice(_BAD)}")),
        lambda: (rng.choice(_SAY), _quoted(rng, f"{thing} {_be(thing)} {rng.choice(_GOOD if held else _BAD)}")),
        lambda: (rng.choice(("called", "labeled")), f"{thing} “{rng.choice(_GOOD if held else _BAD)}”"),
        lambda: (rng.choice(("described", "sees")), f"{thing} as “{rng.choice(_GOOD if held else _BAD)}”"),
        lambda: (rng.choice(("warned", "fears")), f"that {other[1]} {thing} would be {rng.choice(_BAD)}"),
    )  # fmt: skip
    return rng.choice(ways)()


def _nothing(rng: random.Random, up: Verbs, down: Verbs, thing: str) -> tuple[str, str, str]:
    verb = rng.choice(rng.choice((up, down)))
    apart = rng.choice([t for _, _, things in _MATTERS for t in things if t != thing])
    other = rng.choice(_OTHERS)
    fact = rng.choice(_FACTS).format(n=rng.randint(2, 90), y=rng.randint(1961, 2020))
    ways = (
        (rng.choice(_SAY), _quoted(rng, f"{thing} {fact}")),
        (rng.choice(("asked", "wondered", "wanted to know")), f"whether {thing} would be {verb[2]}"),
        (rng.choice(_SAY), f"that {other} want{'' if other.endswith('s') else 's'} to {verb[0]} {thing}"),
        (rng.choice(_SAY), f"that {other} would {rng.choice(('oppose', 'support'))} {thing}"),
        (rng.choice(("predicts", "expects", "said he was sure")), f"that {thing} will be {verb[2]} by spring"),
        (rng.choice(("accused", "blamed")), f"{other} of lying about {thing}"),
        (rng.choice(("reported", "announced", "noted")), f"that a committee will look at {thing} on Tuesday"),
        (rng.choice(_WILL), f"to {verb[0]} {apart}"),
        (rng.choice(_PRO + _ANTI), apart),
        (rng.choice(_SAY), _quoted(rng, f"{apart} {_be(apart)} {rng.choice(_GOOD + _BAD)}")),
        (rng.choice(("talked about", "mentioned", "was asked about", "discussed", "spoke of")), thing),
        (rng.choice(("criticized", "praised")), f"{other} over the handling of {thing}"),
        (rng.choice(_SAY), f"that {other} had said {thing} should be {verb[2]}"),
    )  # fmt: skip
    cue, content = rng.choice(ways)
    return "none", cue, content


def _of_quality(rng: random.Random) -> Pair:
    good: Sequence[str]
    bad: Sequence[str]
    if rng.random() < 0.55:
        who = f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"
        good, bad = rng.choice(_QUALITIES)
    else:
        who, good, bad = rng.choice(_STATES)
    asked = rng.random() < 0.5
    claim = f"{who} is {rng.choice(good if asked else bad)}"
    held = rng.random() < 0.5
    is_so, is_not = rng.choice(good if held else bad), rng.choice(bad if held else good)
    short = who.split()[-1] if who[0].isupper() else who
    other = rng.choice(_OTHERS)
    sayings: tuple[tuple[str, str, str], ...] = (
        ("", rng.choice(_SAY), _quoted(rng, f"{short} is {is_so}")),
        ("", rng.choice(_SAY), _quoted(rng, f"{short} is {is_so}")),
        ("", rng.choice(_DENY), f"that {short} is {is_not}"),
        ("", rng.choice(("called", "labeled", "considers", "branded")), f"{short} {is_so}"),
        ("", rng.choice(("rejected", "took issue with", "laughed off")), f"the charge that {short} is {is_not}"),
        ("none", rng.choice(("asked", "wondered")), f"whether {short} is {is_so}"),
        ("none", rng.choice(_SAY), f"that {other} believe{'' if other.endswith('s') else 's'} {short} is {is_so}"),
        ("none", rng.choice(_SAY), f"that {short} would speak in {rng.choice(_LAST)}ville on Monday"),
        ("none", rng.choice(("talked about", "thanked", "met")), short),
        ("undecided", "is not sure", f"whether {short} is {is_so}"),
        ("refuses", "declined to say", f"whether {short} is {is_so}"),
    )
    label, cue, content = rng.choice(sayings)
    return label or _side(held, asked), claim[0].upper() + claim[1:], _speaker(rng), cue, content
