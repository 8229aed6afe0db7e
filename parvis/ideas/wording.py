"""What people are told of a survey: who asks what, how to answer, until when."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.community.models import Circle
from parvis.ideas.links import path_of
from parvis.ideas.models import Survey, SurveyGuest
from parvis.kit import moments
from parvis.kit.questions.asked import Asked
from parvis.kit.telephones import spoken
from parvis.kit.unlinking import unlinked
from parvis.members.helping import helper
from parvis.members.reaching import Words


def asked(survey: Survey, guest: SurveyGuest, questions: Sequence[Asked], *, by_mail: bool) -> Words:
    """by_mail: an answer to the message itself arrives."""
    count = len(questions)
    opening = ngettext(
        "%(count)s question, if you feel like it.", "%(count)s questions, if you feel like it.", count
    )
    who = _("%(name)s asks.") % {"name": unlinked(survey.asker.name)} if survey.asker else ""
    how = _("To answer by mail, one line a question: its number, then your words.") if by_mail else ""
    parts = [
        " ".join(filter(None, [who, opening % {"count": count}])),
        unlinked(survey.about),
        "\n".join(line(question) for question in questions),
        how,
        _terms(survey),
        _who_to_call(),
    ]
    body = "\n\n".join(part for part in parts if part)
    return Words(title=_title(survey), body=body, link=path_of(guest), link_words=_("Answer, or rather not"))


def by_text(survey: Survey, guest: SurveyGuest, question: Asked) -> Words:
    """One question in one text message: « Répondez 1 oui, 2 non »."""
    options = ", ".join(f"{number} {words}" for number, words in question.options)
    title = _("%(question)s Reply %(options)s, or 0 for no answer.") % {
        "question": question.words,
        "options": options.lower(),
    }
    body = asked(survey, guest, [question], by_mail=False).body
    return Words(title=title, body=body, link=path_of(guest))


def line(question: Asked) -> str:
    """« 1. Le soir vous convient-il ? (Oui, Non) »."""
    options = ", ".join(words for _number, words in question.options)
    words = f"{question.number}. {unlinked(question.words)}"
    return f"{words} ({unlinked(options)})" if options else words


def _title(survey: Survey) -> str:
    """A secret circle's survey has no title in a subject line: it may be read over somebody's shoulder."""
    if survey.circle is not None and survey.circle.joining == Circle.Joining.SECRET:
        return _("A question for you")
    return _("%(title)s: what do you think?") % {"title": survey.title}


def _terms(survey: Survey) -> str:
    until = _("Open until %(day)s.") % {"day": moments.day(survey.closes_at)}
    if survey.is_anonymous:
        told = _("Without a name: answers are read all together, when it has ended, from five people on.")
    else:
        told = _("Who asked reads your name with your answer.")
    return f"{until} {told}"


def _who_to_call() -> str:
    person = helper()
    if person is None or not person.telephone:
        return ""
    told = {"name": person.name, "telephone": spoken(person.telephone)}
    return _("A question? %(name)s answers at %(telephone)s.") % told
