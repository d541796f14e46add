"""For cog: the acts of the lexicon, as Markdown."""

from sayso.speech_acts import acts
from sayso.speech_acts.lexicon import senses

SHOWN = 14  # words of a sense


def listed() -> str:
    """Every act with its meaning, examples and senses."""
    return "\n".join(part for name in acts() for part in _act(name))


def plover() -> str:
    """The acts that PLOVER has a type of event for, as a table."""
    rows = [f"| {name} | {told.plover} |" for name, told in acts().items() if told.plover]
    return "\n".join(["| act | PLOVER |", "|---|---|", *rows, ""])


def _act(name: str) -> list[str]:
    told = acts()[name]
    out = [f"## {name}", "", f"{told.meaning[0].upper()}{told.meaning[1:]}.", ""]
    out += [f"- {example}" for example in told.examples] + [""]
    for sense, words in senses():
        if sense.act == name:
            every = list(dict.fromkeys(w for part in words.values() for w in part))
            more = f" and {len(every) - SHOWN} more" if len(every) > SHOWN else ""
            marks = [sense.stance] if sense.stance != "neutral" else []
            marks += [f"before: {sense.content}"] if sense.content else []
            marks += ["negated"] if sense.negated else []
            marks += ["said to somebody"] if sense.addressee else []
            note = f"{sense.note} ({', '.join(marks)})" if marks else sense.note
            out.append(f"* {note}: {', '.join(f'`{w}`' for w in every[:SHOWN])}{more}")
    return [*out, ""]
