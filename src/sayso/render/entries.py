"""Rows as entries of a page: a statement as the web app shows it, a thread, or whatever a row holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from sayso.render.page import link, plain
from sayso.shown import chance, doubt_of, speakers_of

Row = Mapping[str, Any]


def entry(row: Row, columns: Sequence[str]) -> str:
    """What a row tells, by its columns; what is empty is left out."""
    told = ((c, row[c]) for c in columns if row[c] not in (None, "", [], {}, ()))
    names = "".join(f"<dt>{plain(c.replace('_', ' '))}</dt><dd>{_value(value)}</dd>" for c, value in told)
    return f'<dl class="row">{names}</dl>'


def _value(value: Any) -> str:
    """Any value in words: never as a programmer writes it."""
    if isinstance(value, Mapping):
        return entry(value, list(value))
    if isinstance(value, list | tuple):
        if any(isinstance(x, Mapping | list | tuple) for x in value):
            return f"<ul>{''.join(f'<li>{_value(x)}</li>' for x in value)}</ul>"
        return "; ".join(map(_value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}"
    return "" if value is None else link(str(value), str(value))


def statement(row: Row) -> str:
    """A statement with who said it, what was done by it, its sentence with what was said, and where it stands."""
    told = [f"not {row['act']}" if row["negated"] else row["act"]]
    told += [row["stance"]] if row["stance"] != "neutral" else []
    told += [row["sourcing"]] if row["sourcing"] not in ("named", "none") else []
    tags = " ".join(f'<span class="tag">{plain(t)}</span>' for t in told)
    to = f' <span class="to">to {plain(row["addressees"])}</span>' if row["addressees"] else ""
    doubt = f'<p class="doubt">{plain(perhaps)}</p>\n' if (perhaps := doubt_of(row)) else ""
    where = [link(row["url"], row["title"] or row["url"] or ""), plain(row["outlet"] or ""), plain(row["day"] or "")]
    where += [f"{row['confidence']:.2f} sure", f"<code>{plain(row['id'])}</code>"]
    where += [f'<span class="checked">checked by {plain(row["corrected_by"])}</span>'] if row["corrected_by"] else []
    return f"""<article class="statement" id="{plain(row["id"])}">
<p class="head"><b class="who">{plain(speakers_of(row))}</b> {tags}{to}</p>
{doubt}<p class="sentence">{_said(row["sentence"], row["content"])}</p>
<p class="where">{" ".join(f"<span>{x}</span>" for x in where if x)}</p>
</article>"""


def _said(sentence: str, content: str) -> str:
    """A sentence in which what was said is told apart, where it stands there in one piece."""
    words = " ".join(content.split())
    before, found, after = sentence.partition(words) if words else (sentence, "", "")
    return f'{plain(before)}<span class="said">{plain(found)}</span>{plain(after)}' if found else plain(sentence)


def thread(row: Row) -> str:
    """A thread: how many articles carry it, and each report under the other with the words in which it differs."""
    who = (" or " if row["disputed"] else ", ").join(row["speakers"]) or row["reports"][0]["source"] or "(no source)"
    many = f"{row['articles']} articles"
    many += f", {row['independent']} independent" if row["independent"] != row["articles"] else ""
    notes = [many]
    notes += ["the articles disagree on who said it"] if row["disputed"] else []
    notes += ["loose: may be more than one utterance"] if row["loose"] else []
    number = f" <small><code>#{plain(row['id'])}</code></small>" if row["id"] is not None else ""
    reports = "\n".join(_report(r, row["loose"]) for r in row["reports"])
    return (
        f"<section>\n<h2>{plain(who)}{number}</h2>\n"
        f'<p class="about">{plain("; ".join(notes))}</p>\n<ul class="shown">\n{reports}\n</ul>\n</section>'
    )


def _report(r: Row, loose: bool) -> str:
    mark = "primary source" if r["primary"] else f"copy of {r['repeats']}" if r["repeats"] else ""
    about = [plain(x) for x in (mark, r["published"], r["outlet"]) if x]
    about += [link(r["url"], r["title"] or r["url"] or ""), f"<code>#{plain(r['statement'])}</code>"]
    notes = [plain(doubt_of(r))]
    notes += [f"other words: {' '.join(_changed(c) for c in r['changes'])}"] if r["changes"] else []
    notes += [f"cut: {plain(' … '.join(r['cut']))}"] if r["cut"] else []
    notes += [f"the same with a chance of {chance(r['chance'])}"] if loose and r["chance"] is not None else []
    told = "".join(f"<br><small>{note}</small>" for note in (*notes, " · ".join(x for x in about if x)) if note)
    repeats = ' class="repeats"' if r["repeats"] else ""
    return f"<li{repeats}><b>{plain(speakers_of(r))}</b> <i>{plain(r['cue'])}</i>: {plain(r['content'])}{told}</li>"


def _changed(change: Row) -> str:
    pieces = (("del", change["from"]), ("ins", change["to"]))
    return " ".join(f"<{tag}>{plain(words)}</{tag}>" for tag, words in pieces if words)
