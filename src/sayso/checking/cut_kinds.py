"""The ways in which a cut can mislead."""

from typing import Literal

WarningKind = Literal[
    "negation", "denial", "condition", "question", "others", "second hand", "hedge", "contrast", "joke", "joined",
    "other speaker", "unknown speaker", "other day", "cut since", "altered since",
]  # fmt: skip

MESSAGES: dict[WarningKind, str] = {
    "negation": "The speaker says this to deny it.",
    "denial": "It is cut out of a denial.",
    "condition": "A condition is left out.",
    "question": "It was asked, not said.",
    "others": "The speaker tells what others say or think.",
    "second hand": "The speaker quotes the words of somebody else.",
    "hedge": "The speaker was less sure.",
    "contrast": "What the speaker sets against it is left out.",
    "joke": "It was not said in earnest.",
    "joined": "Parts are joined that do not belong together.",
    "other speaker": "The record has it from somebody else.",
    "unknown speaker": "The record does not tell who said it.",
    "other day": "It was said on another day.",
    "cut since": "Its outlet took it out.",
    "altered since": "Its outlet changed it.",
}

# A kind, and where the words stand that tell it.
Flagged = tuple[WarningKind, int, int]
