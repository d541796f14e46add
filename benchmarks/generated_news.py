"""News that is made up: matters in which some articles tell the same utterances or are copies of each other."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, islice

from sayso import Article
from sayso.article import Actor, Engine, Part, Span, Statement

_FUNCTION = (
    "the of to and a in that for is on was with he it as by at his be have from are this has an not they who but will"
    " had said were their we she her which or its would about one more been when you there after all what if up out can"
    " over some into than could other only him two them so our people also no time first last now any may just because"
).split()
_SYLLABLE = ("b d f g k l m n p r s t v br dr gr st".split(), "aeiou", ("l", "n", "r", "s", "t", ""))
_TITLES = "Mayor Minister Senator Professor Director Governor Commissioner Judge Chairman Captain".split()
_BODIES = "Council Ministry Institute Union Agency Party Court".split()
_WORDS, _NAMES = 30_000, 20_000
_A_DAY, STATEMENTS = 100, 17  # articles, statements of one
ENGINE = Engine("0", "none")


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance; `speaker` is None where it stays open who made it."""

    number: int
    speaker: int | None
    words: str
    direct: bool


Paragraph = Said | str


class World:
    """Writes the news: matters with a cast, what was said, and articles that tell it."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._words = [*_FUNCTION, *islice(dict.fromkeys(self._invented(1, 4) for _ in range(2 * _WORDS)), _WORDS)]
        # Zipf's law; half of all words are function words.
        shares = [1 / (n + 4) for n in range(len(_FUNCTION))], [1 / (n + 30) for n in range(_WORDS)]
        self._weights = list(accumulate(w / sum(some) for some in shares for w in some))
        self._phrases = [" ".join(self._some(chance.randint(3, 5))) for _ in range(5000)]
        parts = [[self._invented(2, 3).capitalize() for _ in range(n)] for n in (400, 8000)]
        every = dict.fromkeys(" ".join(map(chance.choice, parts)) for _ in range(2 * _NAMES))
        self._actors = [self._actor(name) for name in islice(every, _NAMES)]
        self._fame = list(accumulate(1 / (n + 20) for n in range(_NAMES)))
        self._day, self._articles, self._utterances = date(2024, 1, 1), 0, 0

    def articles(self) -> Iterator[Article]:
        """One article after the other, day by day."""
        while True:
            today: list[list[Paragraph]] = []
            while len(today) < _A_DAY:
                today += self._matter()
            self._chance.shuffle(today)
            yield from (self._article(told) for told in today[:_A_DAY])
            self._day += timedelta(days=1)

    def sentence(self) -> str:
        found = self._some(self._chance.randint(15, 30))
        if self._chance.random() < 0.4:
            found[self._chance.randrange(len(found))] = self._chance.choice(self._phrases)
        return " ".join(found)

    def _matter(self) -> list[list[Paragraph]]:
        """The articles on one matter: some utterances are in many of them, and some articles are copies."""
        cast = self._chance.choices(range(_NAMES), cum_weights=self._fame, k=7)
        shared = [self._said(cast) for _ in range(8)]
        out: list[list[Paragraph]] = []
        for _ in range(1 + int(self._chance.expovariate(0.6))):
            if out and self._chance.random() < 0.1:
                out.append([p for p in self._chance.choice(out) if self._chance.random() < 0.8])
                continue
            own = cast + self._chance.choices(range(_NAMES), cum_weights=self._fame, k=3)
            told: list[Paragraph] = [*self._chance.sample(shared, 3)]
            told += [self._said(own) for _ in range(STATEMENTS - 3)]
            told += [f"{self.sentence()}." for _ in range(11)] + [f"{self.sentence()} “{self.sentence()}”."]
            self._chance.shuffle(told)
            out.append(told)
        return out

    def _some(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=count)

    def _invented(self, fewest: int, most: int) -> str:
        return "".join(self._chance.choice(x) for _ in range(self._chance.randint(fewest, most)) for x in _SYLLABLE)

    def _actor(self, name: str) -> Actor:
        if self._chance.random() < 0.25:
            return Actor("", f"{name.split()[1]} {self._chance.choice(_BODIES)}", "organization", ())
        titles = (self._chance.choice(_TITLES),) if self._chance.random() < 0.6 else ()
        body = f"{self._chance.choice(self._words[-500:]).capitalize()} {self._chance.choice(_BODIES)}"
        return Actor("", name, "person", (), titles, body if self._chance.random() < 0.4 else None)

    def _said(self, cast: list[int]) -> Said:
        self._utterances += 1
        speaker = self._chance.choice(cast) if self._chance.random() < 0.86 else None
        return Said(self._utterances, speaker, self.sentence(), direct=self._chance.random() < 0.4)

    def _article(self, told: list[Paragraph]) -> Article:
        self._articles += 1
        title = " ".join(self._some(8))
        text = title
        statements: list[Statement] = []
        for p in told:
            if isinstance(p, str):
                text += f"\n\n{p}"
            else:
                text, made = self._statement(p, f"{text}\n\n", len(statements))
                statements.append(made)
        cast: dict[tuple[str, ...], tuple[Span, ...]] = defaultdict(tuple)
        for s in statements:
            cast[s.speakers] += s.source
        actors = (replace(self._actors[int(a)], id=a, mentions=found) for who, found in cast.items() for a in who)
        return Article(
            str(self._articles), text, url=f"https://post{self._articles % 30}.example/{self._articles}", title=title,
            outlet=f"Post {self._articles % 30}", published=f"{self._day}T{self._chance.randrange(24):02}:00:00Z",
            language="en", parts=(Part("headline", 0, len(title)),), statements=tuple(statements),
            actors=tuple(actors), engine=ENGINE,
        )  # fmt: skip

    def _statement(self, said: Said, text: str, place: int) -> tuple[str, Statement]:
        """A text that goes on with an utterance, and its statement, whose id tells which utterance it is."""
        name = "officials" if said.speaker is None else self._actors[said.speaker].name
        words = f"“{said.words}”" if said.direct else said.words
        ends = list(accumulate(map(len, (name, " ", "said", " ", words)), initial=len(text)))
        text += f"{name} said {words}."
        source, cue, content = (Span.of(text, ends[n], ends[n + 1]) for n in (0, 2, 4))
        speakers = () if said.speaker is None else (str(said.speaker),)
        return text, Statement(
            f"{place}/{said.number}", (cue,), (source,), (content,), "direct" if said.direct else "indirect", 0.9,
            speakers=speakers, sourcing="named" if speakers else "unnamed",
        )  # fmt: skip
