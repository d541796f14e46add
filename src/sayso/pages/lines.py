"""What a whole line is, beside body text: page furniture, a byline, a date, a credit. The tables are reviewed by hand;
nothing here ever cuts inside a line."""

import re

from sayso.pages.dates import written

_FURNITURE = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"[›»>•*\s]*(subscribe|subscribe now|subscribe today|sign in|log ?in|register|sign up|donate"
        r"|support us)[!.\s]*",
        r"please (enter|type) your (comment|name|e-?mail)( address)?( here)?[!.]?",
        r"(you have entered an incorrect email address!?)( please enter your email address here)?",
        r"(the )?re-?captcha .*(expired|failed|required|protected|privacy policy|reload the page).*",
        r"this site (is protected by recaptcha|uses akismet).*",
        r"save my name,? (and )?e-?mail.*",
        r"your e-?mail address will not be published\.?.*",
        r"required fields are marked ?\*?",
        r"(name|e-?mail|website|comment)( ?\*|:)(\s*\*)?",
        r"(post|submit|leave|add)( a)? (comment|reply)",
        r"log ?in to (leave|post) a (comment|reply)",
        r"share( this)?( (story|article|post|page))?( (on|via|with) [\w ,/]{2,40})?[:!]?",
        r"(click to )?(share|tweet|e-?mail|print|pin|copy link)( (this|on|to|via|a link"
        r"|with)\b.{0,60})?( \(opens in new window\))?",
        r"(facebook|twitter|x|linkedin|whatsapp|telegram|reddit|e-?mail|print|copy link|messenger|pinterest"
        r"|share|tweet)"
        r"([ ,|/·•]+(facebook|twitter|x|linkedin|whatsapp|telegram|reddit|e-?mail|print|copy link|messenger"
        r"|pinterest|share|tweet))*",
        r"follow us( on .{2,60})?[:.]?",
        r"(read|see|watch|view|explore|find)\s+(also|more|next|related|now)( (on|from|about|in) (this"
        r"|.{2,30}))?\s*[:|»›→]\s*\S.*",
        r"(?-i:(READ|SEE|WATCH) (MORE|ALSO|NEXT|NOW)\b).{3,150}",
        r"(don['’]t miss|recommended|trending|related( (article|story|stories|reading|news))?"
        r"|in case you missed it|also read|more from .{2,40}|more):\s*\S.*",
        r"(read more|see also|read next|also read|continue reading|keep reading|read the full (story|article)"
        r"|view all|see all|learn more|load more|show more)[.…\s›»→]*",
        r"(continue reading|keep reading) (below|after|the main story).{0,40}",
        r"(story|article) continues (below|after)( (this )?(ad|advertisement|the ad))?\.?",
        r"[-–—\s]*(advertisement|advertising|sponsored|sponsored content|paid content|ad|promoted)[-–—\s.:]*",
        r"(skip|scroll) (ad|advertisement|to (main )?content|past newsletter promotion).{0,30}",
        r"(after|past) newsletter promotion",
        r"sign up (for|to) (our|the|your)\b.{0,80}(newsletter|e-?mails?|alerts?|briefing|inbox|updates)\b.{0,80}",
        r"(subscribe|subscribe now|subscribe here) (to|for) (our|the|your)\b.{0,80}(newsletter|e-?mails?"
        r"|channel|inbox|updates|access)\b.{0,80}",
        r"(get|have) (the |our |more )?.{0,60}(delivered|sent|straight) (directly |right )?to your inbox.{0,40}",
        r"(enter )?your e-?mail( address)?( here)?",
        r"by (signing up|subscribing|clicking|submitting|continuing),? (you|i) (agree|consent|accept|confirm)\b.*",
        r"(subscribe|sign in|log in|register|sign up|create a free account)( (now|today))? to (continue|keep"
        r"|finish|read|unlock)\b.{0,80}",
        r"(already (a )?(subscriber|member|registered)|already have an account|not a (subscriber|member))\b.{0,60}",
        r"(this|the) (article|story|content) is (only )?(for|available to"
        r"|reserved for) (paying )?(subscribers|members)\b.{0,60}",
        r"you( have|['’]ve) (reached|read|used) .{0,60}(free articles?|article limit)\b.{0,80}",
        r"(we use|this (web)?site uses) cookies\b.*",
        r"(accept|reject|allow|decline)( all)?( cookies)?|manage (cookies|preferences|consent)"
        r"|cookie (settings|policy)",
        r"(copyright|©|\(c\))[\s©c()]*\d{4}\b.{0,200}|(copyright )?©.{0,200}|.{0,60}all rights reserved\.?.{0,120}",
        r"(terms( of (use|service))?|privacy( policy| notice)?|contact us|about us)([ |·•,&]+(terms( of (use"
        r"|service))?|privacy( policy| notice)?|contact us|about us))*",
        r"(tags?|topics?|filed under|categories|category|posted in|labels?):\s*.{0,200}",
        r"\d+ min(ute)?s? (read|of reading)|reading time:? .{0,20}|(estimated )?read time:? .{0,20}",
        r"(listen|listen to (this )?(article|story)|play audio|watch now|gallery|video|photos?"
        r"|image \d+ of \d+|\d+ of \d+|[\d:]+ / [\d:]+)",
        r"(previous|next|older|newer|prev)( (article|post|story|page))?[\s›»→←«‹:]*",
        r"view (this )?(post|photo|video|reel|profile)( on| more on)?"
        r" (instagram|facebook|tiktok|threads|bluesky|x|twitter)",
        r"(a[-–+]? ?){2,4}|text size:?.{0,20}",
        r"(home|news)( ?[>›»/] ?[\w &]{2,30}){1,5}",
        r"(\d[\d,.]*k? )(shares?|views?|likes?|comments?|retweets?)|(no|leave a) comments?( yet)?",
        r"(back to top|top|menu|search|close|open menu|toggle navigation|skip to content)",
        r"(get|download) (the|our) (free )?app\b.{0,60}",
        r"(have|got) a (news )?(tip|story)\?.{0,120}",
        r"^[\W_]+$",
    )
)  # fmt: skip
_COMMENTS = re.compile(
    r"(leave a (reply|comment)( cancel reply)?|\d+ (comments?|replies)|\d+ responses"
    r"|\d+ (comments?|responses?|replies|thoughts) (to|on) [“\"«‘'].{1,200}|comments? \(\d+\)"
    r"|post a comment|join the (conversation|discussion)|(view|show|read)( all)?( \d+)? comments( \(\d+\))?)[:.]?",
    re.I,
)
_LISTS = re.compile(
    r"(more|related|other|latest|recent|popular|top|similar|recommended|trending|featured|most (read|popular|viewed))"
    r" (articles?|stories|posts|news|coverage|reading|links|topics|headlines|videos?|content)( (from|in|on"
    r"|by) .{2,40})?:?"
    r"|related|recommended( for you)?|trending( now)?|most (read|popular|viewed)|you (may"
    r"|might) (also )?(like|be interested in).{0,20}"
    r"|read (next|more|also)|see also|up next|what to read next|more (on this( story)?|from .{2,40}|like this"
    r"|in \w+)|editors?['’]?s? picks?"
    r"|more for you|from our partners|around the web|don['’]t miss|latest|also in this .{2,30}",
    re.I,
)
_SECTIONS = re.compile(
    r"(world|us|u\.s\.|uk|europe|asia|africa|americas|middle east|national|local|politics|business|economy"
    r"|money|opinion|sports?|news"
    r"|culture|arts|science|tech|technology|health|environment|climate|world news|top news|top stories"
    r"|breaking( news)?|exclusive|live)",
    re.I,
)
_NAME = r"(?:[A-Z][\w.'’-]*|de|du|da|di|del|della|van|von|der|den|al|bin|ibn|la|le|el|y)"
_NAMES = re.compile(rf"{_NAME}(?:\s+{_NAME}){{0,5}}")
_BYLINE = re.compile(
    r"(?:(?:story|words|text|report|reporting|written|posted|published|submitted)\s+)?by:?\s+(?P<who>\S.{1,150})", re.I
)
_SPLIT = re.compile(r"\s*(?:,|;|\||\band\b|&|\bwith\b)\s*", re.I)
_ROLE = re.compile(
    r"\b(writers?|editors?|reporters?|correspondents?|staff|bureau|chief|columnists?|contributors?|producers?"
    r"|desk|journalists?|"
    r"analysts?|photographers?|special to|guest|senior|director|head of|political|agencies|admin)\b",
    re.I,
)
_CREDIT = re.compile(
    r"(?:file )?(?:photo(?:graph)?s?|image|picture|pic|illustration|video|caption|graphic|source image)"
    r"(?:\s+credits?)?\s*(?:(?P<label>:)|\bby\b:?|\bcourtesy of\b:?)\s*(?P<rest>\S.*)|credits?\s*:\s*(?P<who>\S.*)",
    re.I,
)
_LINKS = frozenset(
    "a and at by courtesy da de del di du file for from handout in la of on or photo photos picture pool stock the van "
    "via von with".split()
)
_AGENCY = re.compile(
    r"[(\[]?\s*(getty images?|reuters|ap photo|ap|afp|epa|shutterstock|istock|unsplash|handout)\b.{0,60}", re.I
)
# With one of these, a line that ends as a sentence is a statement, whatever it begins with.
_SAYING = re.compile(
    r"\b(says?|said|tells?|told|warn(s|ed)|add(s|ed)|ask(s|ed)|joke[sd]|claim(s|ed)|den(ies|ied)|announce[sd]"
    r"|according to|insist(s|ed)|argue[sd]|admit(s|ted)|wrote|writes|testified|stated|explain(s|ed)|note[sd]"
    r"|confirm(s|ed)|declare[sd]|vow(s|ed)|demand(s|ed)|accuse[sd]|complain(s|ed)|promise[sd]|suggest(s|ed)|repl(ies|ied))\b",
    re.I,
)
_FULL_STOP = re.compile(r"[.…]['\"’”»)\]]*$")
# A line that only begins as furniture does is furniture while it is short, or no sentence.
_LABELLED = re.compile(
    r"(?!.*(reserved|©|cookies? (policy|settings|on|to)\b|\b(your|our) (experience|inbox|newsletter)))"
    r"(copyright|we use|this (web)?site|don['’]t miss|recommended|trending|related|in case you|also read|more"
    r"|(read|see|watch|view|explore|find) (also|more|next|related|now)|tags?|topics?|category|labels?|have|got"
    r"|get)\b.*",
    re.I,
)
_LONG = 8  # words
_CAPTION_WORDS = 7  # a label and fewer words than these is a bare credit
_BARS = re.compile(
    r"\s*[|•·]\s*|\s+[—–-]\s+|(?<!day),\s+(?=(?:[A-Z][a-z]{2,8}\.? \d{1,2},|\d{1,2} [A-Z][a-z]{2,8}\.?) \d{4}$)"
)
_NOTE = re.compile(
    r"(correction|clarification|editor['’]?s?['’]? note|this (article|story|post) (was|has been)|an earlier)\b", re.I
)
_END = re.compile(r"[.!?…]['\"’”»)\]]*$")
_ABBREVIATED = re.compile(r"\b[A-Z]\.(?:[A-Z]\.)+$")


def is_furniture(line: str) -> bool:
    """Whether the whole line belongs to the page and not to the article: share bars, forms, notices."""
    return len(line) <= 400 and any(pattern.fullmatch(line) for pattern in _FURNITURE) and not _is_statement(line)


def _is_statement(line: str) -> bool:
    """Whether the line is a sentence of the article though it begins as furniture does: to lose a statement is worse
    than to keep a notice."""
    if is_reported(line):
        return True
    return bool(_FULL_STOP.search(line) and len(line.split()) > _LONG and _LABELLED.fullmatch(line))


def is_reported(line: str) -> bool:
    """Whether the line is a sentence that tells what somebody said."""
    return bool(_SAYING.search(line) and _FULL_STOP.search(line))


def says(text: str) -> bool:
    """Whether the text leads to a quotation: it ends with a colon or a verb of saying."""
    end = text.rstrip(" ,—–-\n\t\r")[-20:]
    return end.endswith(":") or any(found.end() == len(end) for found in _SAYING.finditer(end))


def opens_comments(line: str) -> bool:
    """Whether readers' comments begin at this line."""
    return bool(_COMMENTS.fullmatch(line))


def is_comments(line: str) -> bool:
    """Whether the line is the bare word "Comments"."""
    return line.lower().rstrip(":.") in ("comment", "comments")


def opens_list(line: str) -> bool:
    """Whether the line is the heading of a list of other articles."""
    return bool(_LISTS.fullmatch(line))


def is_section(line: str) -> bool:
    """Whether the line is the name of a newspaper's section."""
    return bool(_SECTIONS.fullmatch(line))


def is_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does; a headline that ends in "U.S." does not."""
    return bool(_END.search(line)) and not _ABBREVIATED.search(line)


def names(byline: str) -> tuple[str, ...]:
    """The authors that a byline names, without "By", roles and places."""
    found = _BYLINE.fullmatch(byline.strip())
    pieces = [p.strip(" .") for p in _SPLIT.split(found["who"] if found else byline.strip()) if p.strip(" .")]
    people = [re.split(r"\s+(?:in|at|for|from|on)\s+", p)[0] for p in pieces if not _ROLE.search(p)]
    people = [p for p in people if _NAMES.fullmatch(p)] or pieces[:1]
    return tuple(dict.fromkeys(p.title() if p.isupper() and " " in p else p for p in people))


def is_names(text: str) -> bool:
    """Whether the text may be authors' names, with roles and places, and is no sentence or quotation."""
    if is_sentence(text) or any(c in text for c in '"“”«»'):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word.islower()]
    return sum(word not in _LINKS and not _ROLE.fullmatch(word) for word in words) <= 1


def by(line: str) -> tuple[str, ...]:
    """The authors where the whole line is a byline ("By Ina Holt and Tom Reyes, Staff Writer"), else nothing."""
    found = _BYLINE.fullmatch(line)
    if not found or is_sentence(line) or '"' in line or "“" in line:
        return ()
    pieces = [p.strip(" .") for p in _SPLIT.split(found["who"]) if p.strip(" .")]
    first = re.split(r"\s+(?:in|at|for|from|on)\s+", pieces[0])[0] if pieces else ""
    rest_is_names = all(_NAMES.fullmatch(p) or _ROLE.search(p) or " in " in p for p in pieces)
    return names(line) if _NAMES.fullmatch(first) and rest_is_names else ()


def date_of(line: str) -> str | None:
    """The day, where the whole line is a date."""
    return written(line)


def caption(line: str) -> str | None:
    """The caption where the line is one ("Photo: The mayor opens the bridge on Monday."), '' where it is a bare
    credit, None where it is neither."""
    bracketed = line[:1] in "([" and line[-1:] in ")]"
    if found := _CREDIT.fullmatch(line[1:-1].strip() if bracketed else line):
        rest = found["rest"] or found["who"]
        if not found["label"]:
            # "Photos by Argus reporters showed rust on the bolts" is a sentence of the article.
            return "" if _is_bare(rest) else None
        return rest if len(rest.split()) >= _CAPTION_WORDS or _SAYING.search(rest) else ""
    return "" if len(line) < 80 and _AGENCY.fullmatch(line) and _is_bare(line) else None


def _is_bare(credit: str) -> bool:
    """Whether a credit holds names only."""
    words = [word for word in re.findall(r"[^\W\d_]+", credit) if word.islower()]
    return not is_sentence(credit) and all(word in _LINKS for word in words)


def is_note(line: str) -> bool:
    """Whether the line is the editors' note on the article itself."""
    return bool(_NOTE.match(line))


def pieces(line: str) -> list[str]:
    """The line's pieces between bars and bullets: "By Ina Holt | June 3, 2024" are two, as with a comma."""
    return [p for p in _BARS.split(line) if p]


def is_role(line: str) -> bool:
    """Whether the line is an author's role: "Staff Writer"."""
    return len(line.split()) <= 4 and bool(_ROLE.search(line)) and not is_sentence(line)
