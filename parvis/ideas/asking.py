"""Put a few questions to all, to a circle, or to those who chose an interest."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.community.models import Circle, Interest
from parvis.ideas.models import Survey, SurveyQuestion
from parvis.ideas.permissions import can_ask, manages
from parvis.ideas.refusals import CannotAsk, NotYoursToAsk, to_someone, to_survey
from parvis.kit.questions.asked import Asked, Kind
from parvis.members.models import Member

MOST_QUESTIONS = 5
MOST_CHOICES = 8
MOST_OPEN = 3  # of one person at the same time: attention is everybody's
LONGEST = timedelta(days=62)
_AHEAD = timedelta(days=366)
Audience = Survey.Audience


def ask(
    *,
    title: str,
    questions: Sequence[Asked],
    asker: Member,
    begins_at: datetime,
    closes_at: datetime,
    at: datetime,
    about: str = "",
    circle: Circle | None = None,
    interest: Interest | None = None,
    is_anonymous: bool = False,
    once_key: str | None = None,
) -> Survey:
    """The survey, which is asked when it opens. The same once_key asks once. CannotAsk, NotYoursToAsk."""
    audience = Audience.CIRCLE if circle else Audience.INTEREST if interest else Audience.ALL
    facts: dict[str, Any] = {
        "title": title.strip(), "about": about.strip(), "asker": asker, "audience": audience,
        "circle": circle, "interest": interest, "is_anonymous": is_anonymous, "written_at": at,
        "begins_at": max(begins_at, at), "closes_at": closes_at,
    }  # fmt: skip
    if not can_ask(asker, circle):
        raise NotYoursToAsk(_("Whoever animates puts questions to others. Talk to them."), to_someone())
    try:
        return _ask_once(facts, list(questions), once_key)
    except IntegrityError:
        known = Survey.objects.filter(once_key=once_key).first() if once_key else None
        if known is None:
            raise
        return known


@transaction.atomic
def stop(*, survey: Survey, by: Member, at: datetime) -> Survey:
    """No answer is taken from now on. Raises NotYoursToAsk."""
    survey = Survey.objects.locked(survey.pk)
    if not manages(by, survey):
        raise NotYoursToAsk(_("This is for who asked."), to_survey(survey))
    if survey.ended_at is None and survey.closes_at > at:
        survey.closes_at = max(at, survey.begins_at + timedelta(seconds=1))
        survey.save(update_fields=["closes_at"])
    return survey


@transaction.atomic
def _ask_once(facts: dict[str, Any], questions: list[Asked], once_key: str | None) -> Survey:
    if once_key and (known := Survey.objects.filter(once_key=once_key).first()):
        return known
    for is_wrong, reason in _faults(facts, questions):
        if is_wrong:
            raise CannotAsk(reason, to_someone())
    survey = Survey.objects.create(**facts, once_key=once_key)
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(
            survey=survey, number=number, kind=one.kind, words=one.words.strip(),
            choices=list(one.choices), low=one.low.strip(), high=one.high.strip(),
        )
        for number, one in enumerate(questions, 1)
    )  # fmt: skip
    record("ideas.asked", subject=survey, person=facts["asker"].pk, at=facts["written_at"])
    return survey


def _faults(facts: dict[str, Any], questions: list[Asked]) -> list[tuple[bool, str]]:
    begins_at, closes_at, at = facts["begins_at"], facts["closes_at"], facts["written_at"]
    opened = Survey.objects.filter(asker=facts["asker"], ended_at=None).count()
    chosen = [one for one in questions if one.kind == Kind.CHOICE]
    scales = [one for one in questions if one.kind == Kind.SCALE]
    return [
        (not facts["title"], _("Say what it is about, in a few words.")),
        (not questions, _("Ask one question at least.")),
        (len(questions) > MOST_QUESTIONS, _("Five questions at most.")),
        (any(not one.words.strip() for one in questions), _("Write each question in a few words.")),
        (any(len(one.choices) < 2 for one in chosen), _("Give two answers at least to choose from.")),
        (any(len(one.choices) > MOST_CHOICES for one in chosen), _("Eight answers at most.")),
        (any(not (one.low and one.high) for one in scales), _("Say what both ends of the scale mean.")),
        (begins_at > at + _AHEAD, _("This day is too far away.")),
        (closes_at <= begins_at, _("It must end after it begins.")),
        (closes_at > begins_at + LONGEST, _("People answer for two months at most.")),
        (opened >= MOST_OPEN, _("Three of your surveys are open. Wait until one ends.")),
    ]
