"""Mails that stand in another's text, as mail programs forward and answer them."""

import io

import pytest
from saved_files import SAID, TITLE, mail

from sayso.article import Article
from sayso.pages import Found, in_file

SENT = "2031-05-02T08:00:00+02:00"
GMAIL = f"""---------- Forwarded message ---------
From: Harbour office <office@lisset.example>
Date: Wed, 30 Apr 2031 at 09:00
Subject: {TITLE}
To: <undisclosed-recipients:>
"""
OUTLOOK = f"""From: Harbour office <office@lisset.example>
Sent: 30 April 2031 09:00
To: All media
Subject: {TITLE}
"""
APPLE = f"""Begin forwarded message:

From: Harbour office <office@lisset.example>
Subject: {TITLE}
Date: 30 April 2031 at 09:00:00 CEST
To: desk@coast.example
"""
NOTE = "This e-mail and any attachments are confidential and intended solely for the addressee."


def article(subject: str, text: str) -> Article:
    made = mail(subject)
    made.replace_header("From", "Ina Holt <ina@desk.example>")
    made.set_content(text)
    (found,) = in_file(io.BytesIO(bytes(made)), "mail")
    assert isinstance(found, Found)
    return found.article


@pytest.mark.parametrize("head", [GMAIL, OUTLOOK, APPLE])
def test_a_forwarded_mail_is_the_article(head: str) -> None:
    said = "\n\n".join(SAID)
    made = article(f"Fwd: {TITLE}", f"Worth a call?\n\n-- \nIna\n\n{head}\n\n{said}\n\n{NOTE}\n\nSent from my iPhone\n")
    assert made.text == "\n\n".join((TITLE, *SAID))
    assert (made.title, made.published, made.authors) == (TITLE, "2031-04-30", ())


def test_a_mail_that_is_answered_is_none_of_the_answer() -> None:
    quoted = "> Will the pier be mended?\n> Who pays?\n>\n> Ivo\n"
    for below in (
        f"On Thu, 1 May 2031 at 18:02, Ivo Marsh <ivo@coast.example> wrote:\n\n{quoted}",
        f"{OUTLOOK}\nWill it?\n",
    ):
        made = article("Re: The pier", f"{SAID[0]}\n\nMira\n\n{below}")
        assert made.text == f"The pier\n\n{SAID[0]}\n\nMira"
        assert (made.published, made.authors) == (SENT, ("Ina Holt",))


def test_questions_between_answers_stay() -> None:
    made = article(
        "Re: The pier",
        "On 1 May, Ivo wrote:\n\n> Will the pier be mended?\n\nYes, before May.\n\n> Who pays?\n\nWe do.\n",
    )
    assert "Will the pier be mended?" in made.text
    assert "We do." in made.text


def test_lines_that_only_look_like_a_head_are_text() -> None:
    told = "From: Lisset to Dunmore\nDate: 2 May\n\nThe ferry sails at nine, Mira Dolan said.\n\nTo: all who wait\n"
    assert "sails at nine" in article("Fwd: Ferry", told).text
    assert "From: Lisset to Dunmore" in article("Fwd: Ferry", told).text
