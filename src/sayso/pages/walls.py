"""Pages that stand before the article: checks for robots, refusals, consent."""

import re

from sayso.pages.lines import is_reported

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


def is_wall(title: str, paragraphs: list[str]) -> bool:
    """Whether a page of this title and visible text keeps readers out instead of telling news: its text is short and
    reports nothing, and the title is a wall's or a paragraph opens as walls do. An article that speaks of walls has
    neither."""
    if sum(map(len, paragraphs)) > _SHORT or any(map(is_reported, paragraphs)):
        return False
    if _TITLES.fullmatch(title.strip()):
        return True
    return any(_MARKERS.match(paragraph) for paragraph in paragraphs)
