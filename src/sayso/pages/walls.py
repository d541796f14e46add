"""Pages that stand before the article: checks for robots, refusals, consent."""

import re

from sayso.pages.lines import is_reported, is_sentence

PAYWALL = "a paywall, not the whole article: sign in with a browser and save the page, or give its text"
WALL = "a check for robots or a consent wall, not an article: open it in a browser and save the page"

_SHORT = 1_200  # code points; a page with more text than this is no wall
_TITLES = re.compile(
    r"just a moment( ?\.\.\.|…)?|attention required!? ?(\| cloudflare)?|access denied"
    r"|access to this page has been denied.*|forbidden"
    r"|(error )?(403|429|503)( .{0,40})?|(.{2,40} [-–|] )?are you a (robot|human)\??|robot check"
    r"|pardon our interruption(\.\.\.|…)?"
    r"|security (check|verification|checkpoint)|(human|bot) verification"
    r"|verify(ing)? (that )?you are (a )?human\.?( .{0,40})?|ddos-guard"
    r"|one more step|please wait(\.\.\.|…)?|checking your browser.*|request (blocked|unsuccessful).*"
    r"|before you continue( to .{2,30})?"
    r"|your privacy choices|privacy (settings|consent|gate)|.{0,30}\bis part of the .{2,40} family of brands",
    re.I,
)
_MARKERS = re.compile(
    r"(please )?(enable|turn on|activate) (javascript|cookies|js)\b|javascript (is|and cookies are) (disabled"
    r"|required)"
    r"|(please )?(verify|confirm|prove)( that)? (you are|you're|you’re) (a )?(not a robot|human)"
    r"|are you a (robot|human)\?"
    r"|to continue, please (click|verify|confirm|complete)|checking (your browser|if the site connection is secure)"
    r"|(we('ve| have)? )?(have )?detected unusual (traffic|activity)|you (do not|don't"
    r"|don’t) have permission to access"
    r"|(sorry, )?you have been blocked|why have i been blocked|performance (&|and) security by cloudflare"
    r"|(please )?complete the (security check|captcha)|press (&|and) hold|this website is using a security service"
    r"|(we value your privacy|before you continue|we (and our (\d+ )?partners )?(use|store) (cookies|and/or access))",
    re.I,
)
_PAYWALLS = re.compile(
    r"(please )?(subscribe|sign in|log ?in|register|sign up|become a (member|subscriber)|create an? (free )?account)"
    r"( (now|today|or (subscribe|sign in|log ?in|register|sign up)))? to ((continue|keep|finish) reading"
    r"|(read|unlock|access) ((the )?(full|whole|entire|rest of (the|this))|this|more of this) (article|story))\b"
    r"|to (continue|keep|finish) reading( (this|the) (article|story))?, (please )?(subscribe|sign in|log ?in|register"
    r"|sign up|become a (member|subscriber)|create an? (free )?account)\b"
    r"|(this|the) (article|story|content) is (only |exclusively )?(for|available to|reserved for|exclusive to)"
    r" (our )?(paying |registered )?(subscribers|members)\b"
    r"|you( have|['’]ve) (reached|read|used) .{0,60}(free articles?|article limit)\b",
    re.I,
)
_LEAD = 60  # code points; a sentence that long before the phrase is the article's own


def is_wall(title: str, paragraphs: list[str]) -> bool:
    """Whether a page of this title and visible text keeps readers out instead of telling news: its text is short and
    reports nothing, and the title is a wall's or a paragraph opens as walls do. An article that speaks of walls has
    neither."""
    if sum(map(len, paragraphs)) > _SHORT or any(map(is_reported, paragraphs)):
        return False
    if _TITLES.fullmatch(title.strip()):
        return True
    return any(_MARKERS.match(paragraph) for paragraph in paragraphs)


def is_paywall(is_free: bool | None, body: list[str], shown: list[str]) -> bool:
    """Whether a page asks for money or a name instead of telling its news: the `body` found in it is short, and the
    page says of itself that it is not free, or what is `shown` opens with what paywalls say. `is_free` is what the
    page declares. An article that speaks of subscribing has a sentence of its own before that, or is longer."""
    if is_free or sum(map(len, body or shown)) >= _SHORT:
        return False
    if is_free is False:
        return True
    for paragraph in shown:
        if is_reported(paragraph):
            return False
        if _PAYWALLS.match(paragraph):
            return True
        if len(paragraph) >= _LEAD and is_sentence(paragraph):
            return False
    return False
