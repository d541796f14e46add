"""What an element is, by the words of its class and id. The tables are reviewed by hand."""

import re
from functools import lru_cache

from sayso.pages.dom import Element


def _parts(words: str) -> re.Pattern[str]:
    """Matches a class one of whose parts, between hyphens and underscores, is one of the words."""
    return re.compile(rf"(?:^|[-_])(?:{'|'.join(words.split())})(?=$|[-_])", re.I)


_FURNITURE = _parts(
    r"""
    social share sharing sharebar sharedaddy addtoany addthis shariff share-?(?:bar|buttons?|links?|tools?)
    related\w* jp-relatedposts recommend(?:ed|ations?) recirc(?:ulation)?
    more-?(?:articles|stories|news|from|on|link|coverage)
    most-?(?:read|popular|viewed) popular trending read-?(?:more|next|also) also-?read
    up-?next next-?(?:up|story|article)
    newsletters? newsletter-?\w+ subscribe subscription-?\w+ sign-?up optin opt-in mailchimp regwall piano
    paywall-?(?:prompt|box|cta|banner|overlay|message|offer) cta app-?(?:banner|download|promo)
    cookies? cookie-?\w+ consent gdpr cmp ccpa onetrust
    breadcrumbs? crumbs? nav navbar navigation menu sidebar
    site-?(?:footer|header) masthead toolbar font-?(?:re)?size text-?size
    skip-?(?:link|to|nav|links)
    pagination pager post-?nav(?:igation)? prev-?next
    promo promobox advert advertisement advertising advertorial ads adslot 
    ad-?(?:slot|unit|container|wrapper|label|banner)
    dfp sponsor sponsored outbrain taboola zergnet
    tags tag-?list taglinks cat-?links categories topics topic-?list kicker eyebrow section-?label rubric
    modal popup overlay lightbox sr-?only screen-?reader screen-?reader-text
    visually-?hidden offscreen
    print-?only print-?button
    author-?(?:bio|box|info|card|description|about|profile) about-?author about-?the-?author
    reading-?time read-?time view-?count comment-?count
    """
)
# Too common as parts of other names: "tag-politics", "elementor-widget-text".
_FURNITURE_WHOLE = re.compile(
    r"^(?:ad|widget|widget-area|bio|meter|follow|follow-us|rating|toc|category|copyright)$", re.I
)
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
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def is_furniture(element: Element) -> bool:
    """Whether the element is named as something that pages have around articles."""
    return _any(_FURNITURE, element) or _any(_FURNITURE_WHOLE, element)


def is_comments(element: Element) -> bool:
    """Whether the element holds readers' comments."""
    return element.tag in ("div", "section", "ol", "ul", "aside", "form") and _any(_COMMENTS, element)


def is_byline(element: Element) -> bool:
    """Whether the element tells who wrote the article or when, or who took a picture."""
    return _any(_BYLINE, element)


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


def _any(pattern: re.Pattern[str], element: Element) -> bool:
    return _found(pattern, f"{element.get('class') or ''} {element.get('id') or ''}"[:500])


@lru_cache(maxsize=8192)  # a page asks the same of the same few classes many thousand times
def _found(pattern: re.Pattern[str], given: str) -> bool:
    """Whether one of the words of a class and id matches, humps as hyphens."""
    return any(pattern.search(mark) for mark in _HUMP.sub("-", given).split())
