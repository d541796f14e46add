"""What was done by saying it: act, negation, stance, and the days that it was said on."""

from sayso.errors import LexiconError
from sayso.meaning.days import dated
from sayso.meaning.lexicon import Lexicon, acts, lexicon
from sayso.meaning.weigh import act, knows, told, weigh

__all__ = ["Lexicon", "LexiconError", "act", "acts", "dated", "knows", "lexicon", "told", "weigh"]
