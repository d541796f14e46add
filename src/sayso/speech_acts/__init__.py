"""What was done by saying it: act, negation, stance, and the days that it was said on."""

from sayso.errors import LexiconError
from sayso.speech_acts.classify import act, classify, knows, told
from sayso.speech_acts.lexicon import Lexicon, acts, lexicon
from sayso.speech_acts.saying_time import dated

__all__ = ["Lexicon", "LexiconError", "act", "acts", "classify", "dated", "knows", "lexicon", "told"]
