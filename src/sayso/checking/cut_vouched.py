"""Whether the speaker gives his own word for what stands behind a "that"."""

from sayso.checking.cut_kinds import WarningKind
from sayso.checking.cut_patterns import of

# A clause that governs what stands behind its "that", and those behind which the speaker vouches for it.
_GOVERNS = of(
    r"(?:^|[;:.\"–—]|,_(?:and|but|so|because)?|\b(?:and|but|so|because"
    r"|then)\b)(?P<clause>[^;:.,\"–—]*(?:,[^;:.,\"–—]*,[^;:.,\"–—]*)?)"
    r"\bthat(?:_(?:somehow|maybe|perhaps|now|all|\w+ly))?$"
)
_VOUCHES = of(
    r"\b(?:my|our)_(?:\w+_)?(?:view|position|policy|belief|contention|point|opinion|argument|conviction"
    r"|stance|demand)\b|"
    r"\bwhich_(?:tells?|told)\b|"
    r"\b(?:i|we|i've|we've|i'm|we're|i'd|we'd|i'll|we'll)\b(?:_[\w']+){0,5}?_(?:think|thought|believe"
    r"|believed|say|said|saying|tell|told|know"
    r"|knew|see|saw|find|found|feel|felt|sure|certain|proud|glad|happy|sorry|sad|convinced|confident"
    r"|agree|argue|insist|promise"
    r"|assure|guarantee|swear|maintain|warn|warned|remember|reali[sz]ed?|understand|understood|learned"
    r"|admit|accept|acknowledge"
    r"|recogni[sz]e|regret|decided|announce|add|stress|repeat|remind|show|showed|prove|proved|conclude"
    r"|concluded|predict|demand"
    r"|grateful|thankful|pleased|delighted|disappointed|surprised|shocked|angry|upset|tired|hate|love"
    r"|like|mean|meant|opinion|plain|point|promised|told|made|make|note"
    r"|noticed?|discovered|doubt(?:ed)?|ask|hear|confidence|faith|view|aware|frustrated|amazed|confident)\b"
    r"|\b(?:fact|facts|truth|reality|problem|point|thing|trouble|reason|question|doubt|evidence|proof"
    r"|shame|tragedy|pity|irony|news"
    r"|bottom_line|lesson|result|answer|message|beauty|matter|secret|sign|mind|crime|scandal|miracle"
    r"|outrage|story|way|day|time"
    r"|difference|conclusion|judgment|law|constitution|science|history|record|principle|right|wonder"
    r"|surprise|argument)s?\b"
    r"|\b(?:clear|true|obvious|important|vital|critical|essential|crucial|certain|sure|known|unfortunate"
    r"|sad|shocking|terrible|great|good"
    r"|amazing|outrageous|unacceptable|incredible|remarkable|ironic|disgusting|interesting|unbelievable"
    r"|tragic|time|so|such"
    r"|necessary|imperative|appropriate|evident|plain|telling|appalling|astonishing|surprising"
    r"|disappointing|strange|odd|funny|nice)\b"
    r"|\b(?:show|prove|demonstrat|confirm|mean|reveal|prov|establish|ensur|guarantee|know|knew|understand"
    r"|understood|reali[sz]|forget"
    r"|forgot|remember|remind|recogni[sz]|agree|admit|acknowledg|make|made|find|found|discover|notic"
    r"|learn|taught|teach|note|sense)\w*\b|\b(?:sees?|saw|seen)\b"
    r"|\b(?:me|us)_to_(?:report|see|know|learn|hear)$|\bto_(?:say|admit|acknowledge|announce|tell_\w+)$"
    r"|^(?:and_|but_|so_)?(?:it|what|all|here|that)\b.*(?:'s|\bis|\bwas)(?:_(?:just|also|really|still"
    r"|not))?$|\bso\b|\b(?:all|everything|anything|nothing|one|those|these"
    r"|something|someone|somebody|only|same|first|last|best|worst|most)$"
)
_UNSURE = of(
    r"\b(?:inclined|yet_to|tempted|led|used_to|tend(?:ed)?|beginning|starting|rule_out|almost|trying"
    r"|likes?_to|love_to|want_to"
    r"|wanted_to)\b"
)
_NOBODY_ELSE = of(
    r"\s*(?:and_|but_|so_)?(?:\w+,?_){0,3}?(?:i|we|it|there|(?:my|our)_(?!\w*(?:critics|opponents|rivals|friends|enemies|colleagues)\b))\b"
)
# Words that such a clause ends with: what is said, thought, feared or a sign of it, who was told.
_SUCH = of(
    r"(?:\b(?:is|was|are|were|be|been|being)|'s|\b(?:think|believ|feel|felt|thought|say|said|tell|told"
    r"|suggest|indicat|impl|hint|claim|argu"
    r"|insist|assert|alleg|contend|suspect|guess|suppos|assum|hop|fear|worr|wish|pray|expect|predict"
    r"|imagin|dream|pretend|conclud"
    r"|complain|boast|brag|declar|announc|report|stat|writ|wrote|show|rul|turn|speculat|convinc|persuad"
    r"|appear|seem|maintain|promis|assur|inform|notif"
    r"|estimat|calculat|charg|warn|threaten|spread|rumou?r)(?:e|es|s|ed|d|ing|ying|ies|ied|y"
    r"|ten)?(?:_(?:itself|themselves|himself|herself"
    r"|out|us|me|him|her|them|you|everybody|everyone|people|(?:the|my|your|our|his|her|their)_\w+))?(?:_\w+ly)?"
    r"|\b(?:indication|tale|stor|hint|rumou?r|speculation|suspicion|hypothes|possibilit|risk|chance"
    r"|danger|suggestion|gossip|claim|talk"
    r"|threat|thought|prospect|promise|premise|estimate|forecast|projection|calculation|assessment|legend"
    r"|myth|accusation|belief|worr"
    r"|concern|hope|fear|theor|idea|view|line|prediction|sign|guarantee|impression|feeling)(?:y|ies|es|is|s)?)$"
)


def unvouched(text: str, split: int) -> tuple[WarningKind, int] | None:
    """The kind, and where it begins: a clause that governs the cut, behind which the speaker does not vouch for it, as
    it is somebody else's saying, or no more than a sign."""
    m = _GOVERNS.search(text)
    if not m or m.end("clause") <= split:
        return None
    clause = m["clause"].strip()
    if not _SUCH.search(clause) or (_VOUCHES.search(clause) and not _UNSURE.search(clause)):
        return None
    at = max(split, m.start("clause"))
    return ("hedge" if _NOBODY_ELSE.match(text[at:]) else "others"), at
