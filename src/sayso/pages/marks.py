"""What an element is, by the words of its class and id. The tables are reviewed by hand."""

import re
from functools import lru_cache

from sayso.pages.dom import Element

# What may follow a word in a compound class without changing what it says: "related-links" is furniture as "related"
# is, while "promo-free", "date-set" and "sponsor-statement" are not what their first word says.
_SUFFIXES = "|".join(
    r"""
    \d+ v\d+ [a-z] containers? wrapper wrap box(?:es)? blocks? lists? bars? buttons? links? widget section module area
    items? inner outer title heading header head footer form banner text content body labels? names? details? info rows?
    col(?:umn)? group panel unit slot component cards? icons? tools? nav menu wall prompt overlay message offer
    cta promo modal sticky fixed top bottom left right main default desktop mobile small large sm md lg xl line
    stamp time date tag tags author article post page story related stories posts articles media share sharing social
    """.split()
)
_NEGATIONS = r"(?!(?:no|not|non|without|with|has|pre|anti)[-_])"


def _parts(words: str) -> re.Pattern[str]:
    """Matches a class that is one of the words, alone or in a compound: any prefix but a negation ("td-post-sharing"),
    suffixes that are known, and whatever BEM puts behind "__" and "--"."""
    return re.compile(
        rf"^{_NEGATIONS}(?:.*[-_])?(?:{'|'.join(words.split())})(?:[-_]+(?:{_SUFFIXES}))*(?:(?:__|--).*)?$", re.I
    )


_FURNITURE = _parts(
    r"""
    share sharing sharebar sharedaddy addtoany addthis shariff share-?(?:bar|buttons?|links?|tools?)
    related\w* jp-relatedposts recommend(?:ed|ations?) recirc(?:ulation)?
    more-?(?:articles|stories|news|from|on|link|coverage)
    most-?(?:read|popular|viewed) read-?(?:more|next|also) also-?read
    up-?next next-?(?:up|story|article)
    newsletters? newsletter-?\w+ subscribe subscription-?\w+ sign-?up optin opt-in mailchimp regwall piano
    paywall-?(?:prompt|box|cta|banner|overlay|message|offer) cta app-?(?:banner|download|promo)
    cookies? cookie-?\w+ gdpr cmp ccpa onetrust
    breadcrumbs? nav navbar sidebar
    site-?(?:footer|header) masthead font-?(?:re)?size text-?size
    skip-?(?:link|to|nav|links)
    pagination post-?nav(?:igation)? prev-?next
    promo promobox advert advertisement advertising advertorial ads adslot
    ad-?(?:slot|unit|container|wrapper|label|banner)
    dfp sponsored outbrain taboola zergnet
    tag-?list taglinks cat-?links topic-?list section-?label
    modal popup overlay lightbox
    print-?only print-?button
    author-?(?:bio|box|info|card|description|about|profile) about-?author about-?the-?author
    reading-?time read-?time view-?count comment-?count
    """
)
# Words that articles have too: they count where the element holds no sentence.
_DOUBTFUL = _parts(
    "social popular trending consent crumbs? navigation menu toolbar pager sponsor tags categories topics kicker "
    "eyebrow rubric"
)
# Too common as parts of other names: "tag-politics", "elementor-widget-text".
_FURNITURE_WHOLE = re.compile(r"^(?:ad|widget|widget-area|bio|meter|follow|follow-us|rating|toc)$", re.I)
_DOUBTFUL_WHOLE = re.compile(r"^(?:category|copyright)$", re.I)
_UNSEEN = _parts("sr-?only screen-?reader screen-?reader-text visually-?hidden offscreen")
_COMMENTS = _parts(
    r"comments comment-?(?:list|area|form|section|respond|thread) commentlist respond disqus disqus-?thread"
)
_BYLINE = _parts(
    r"""
    by-?lines? authors? author-?(?:name|line) date-?line time-?stamps? meta meta-?data posted-?on submitted date
    credits?
    pub(?:lished|lish|lication)?-?(?:date|time|on) updated copyright-?info
    """
)
_AUTHOR = _parts("by-?lines? authors? author-?name")
_TEASERS = _parts(r"related\w* recommend(?:ed|ations?) recirc(?:ulation)? most-?read trending popular teasers?")
_CREDIT = _parts("credits? copyright photographer")
_PULL = re.compile(r"pull-?_?quote", re.I)
_CAPTION = _parts("caption figcaption caption-?text cutline")
_EMBED = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-post|bluesky-embed|mastodon-embed|telegram-post"
    r"|(?:^|[-_])(?:social|tweet|post)-embed(?=$|[-_])|(?:^|[-_])embed-(?:tweet|post|social)",
    re.I,
)
_LIVE = re.compile(r"live-?blog", re.I)
_LOGO = re.compile(r"logo|site|brand|masthead", re.I)
_WITH_SLUGS = frozenset("h1 h2 h3 h4 h5 h6 section p li dt".split())
_LONGEST = 60  # code points; a longer class is made by a machine
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def is_furniture(element: Element) -> bool:
    """Whether the element is named as something that pages have around articles. The id of a heading, a section or a
    paragraph is made from the article's own words."""
    by_id = element.tag not in _WITH_SLUGS
    return _any(_FURNITURE, element, by_id) or _any(_FURNITURE_WHOLE, element, by_id)


def is_doubtful(element: Element) -> bool:
    """Whether the element is named as furniture by a word that may as well be about the article's subject."""
    by_id = element.tag not in _WITH_SLUGS
    return _any(_DOUBTFUL, element, by_id) or _any(_DOUBTFUL_WHOLE, element, by_id)


def is_unseen(element: Element) -> bool:
    """Whether the element is read by screen readers only."""
    return _any(_UNSEEN, element)


def is_comments(element: Element) -> bool:
    """Whether the element holds readers' comments."""
    of_kind = element.tag in ("div", "section", "ol", "ul", "aside", "form")
    return of_kind and _any(_COMMENTS, element, element.tag not in _WITH_SLUGS)


def is_byline(element: Element) -> bool:
    """Whether the element tells who wrote the article or when, or who took a picture."""
    return _any(_BYLINE, element, element.tag not in _WITH_SLUGS)


def is_author(element: Element) -> bool:
    """Whether the element tells who wrote the article."""
    return _any(_AUTHOR, element)


def is_teasers(element: Element) -> bool:
    """Whether the element holds links to other articles."""
    return _any(_TEASERS, element)


def is_credit(element: Element) -> bool:
    """Whether the element tells who took a picture."""
    return _any(_CREDIT, element)


def is_pull_quote(element: Element) -> bool:
    """Whether the element repeats words of the body in large type."""
    return _any(_PULL, element)


def is_caption(element: Element) -> bool:
    """Whether the element tells what a picture shows."""
    return element.tag in ("figcaption", "caption") or _any(_CAPTION, element)


def is_embed(element: Element) -> bool:
    """Whether the element is a post from elsewhere."""
    return _any(_EMBED, element)


def is_logo(element: Element) -> bool:
    """Whether the element shows the site's name."""
    return _any(_LOGO, element)


def is_live(element: Element) -> bool:
    """Whether the element holds a live blog."""
    return bool(_LIVE.search(element.get("itemtype") or "")) or _any(_LIVE, element)


def _any(pattern: re.Pattern[str], element: Element, by_id: bool = True) -> bool:
    return _found(pattern, f"{element.get('class') or ''} {(by_id and element.get('id')) or ''}"[:500])


@lru_cache(maxsize=8192)  # a page asks the same of the same few classes many thousand times
def _found(pattern: re.Pattern[str], given: str) -> bool:
    """Whether one of the words of a class and id matches, humps as hyphens."""
    return any(pattern.search(mark) for mark in _HUMP.sub("-", given).split() if len(mark) <= _LONGEST)
