"""The one message after a meeting: three questions at most, and a sentence or a photo for the story."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.kit import moments
from parvis.kit.questions.asked import Asked, Kind
from parvis.kit.unlinking import unlinked
from parvis.meetings.feedback.links import path_of
from parvis.meetings.models import FeedbackGuest, Meeting
from parvis.meetings.wording import when, who_to_call
from parvis.members.reaching import Words


def asked(
    meeting: Meeting, guest: FeedbackGuest, questions: Sequence[Asked], until: datetime, by_mail: bool
) -> Words:
    """by_mail: an answer to the message itself arrives."""
    title = _("%(title)s: how was it?") % {"title": meeting.title}
    opening = _("You were there. A few questions, if you feel like it.")
    lines = "\n".join(line(question) for question in questions)
    parts = [f"{opening}\n{when(meeting)}", lines, *_how(by_mail), _freely(until), who_to_call()]
    body = "\n\n".join(part for part in parts if part)
    return Words(title=title, body=body, link=path_of(guest), link_words=_("Answer, or rather not"))


def line(question: Asked) -> str:
    """« 1. Avez-vous rencontré quelqu’un de nouveau ? (Oui, Non) »."""
    options = ", ".join(words for _number, words in question.options)
    words = f"{question.number}. {unlinked(question.words)}"
    return f"{words} ({options})" if options and question.kind != Kind.TEXT else words


def by_text(title: str, question: Asked) -> str:
    """One question in one text message: « Répondez 1 oui, 2 non »."""
    options = ", ".join(f"{number} {words}" for number, words in question.options)
    return _("%(title)s: %(question)s Reply %(options)s, or 0 for no answer.") % {
        "title": title,
        "question": question.words,
        "options": options.lower(),
    }


def story_only(meeting: Meeting, story: int, by_mail: bool) -> Words:
    """Whoever organises asks no question: a sentence, a photo."""
    title = _("%(title)s: one sentence, one photo?") % {"title": meeting.title}
    told = _("You were there. What would you tell someone who could not come?")
    how = _("One sentence is enough. A photo if you have one. And if you would rather not, that is fine.")
    answer = _("You may simply answer this message.") if by_mail else ""
    body = "\n\n".join(part for part in [told, how, answer, when(meeting), who_to_call()] if part)
    link = reverse("wiki:new_sentence", args=[story])
    return Words(title=title, body=body, link=link, link_words=_("Tell it"))


def _how(by_mail: bool) -> list[str]:
    if not by_mail:
        return [_("You also have a sentence or a photo for the story? The same page takes them.")]
    numbered = _("To answer by mail, one line a question: its number, then your words.")
    rest = _("The rest of your message, a sentence or a photo, is for the story.")
    return [f"{numbered} {rest}"]


def _freely(until: datetime) -> str:
    told = _("Without a name, and until %(day)s. You may also leave it: nobody asks again.")
    return told % {"day": moments.day(until)}
