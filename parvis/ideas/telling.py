"""When a survey opens, everybody it is put to is asked once, by their own channel."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone, translation

from parvis.courier.letterhead import letterhead
from parvis.courier.models import Channel
from parvis.courier.replying import can_be_answered, reply_address
from parvis.ideas import wording
from parvis.ideas.models import Survey, SurveyGuest
from parvis.ideas.purposes import SURVEY
from parvis.kit import waking
from parvis.kit.questions.asked import Kind
from parvis.members.models import Member
from parvis.members.models.member import MemberQuerySet
from parvis.members.reaching import Words, route_to
from parvis.members.reaching_many import To, reach_many

BATCH = 500


def something_to_ask(at: datetime | None = None) -> bool:
    """Whether a survey is open and not everybody was asked."""
    return Survey.objects.open_at(at or timezone.now()).filter(is_asked=False).exists()


def ask_due(at: datetime) -> int:
    """Ask the people of every open survey; how many. Killed in between, it goes on where it was."""
    due = Survey.objects.open_at(at).filter(is_asked=False)
    asked = 0
    for pk in list(due.values_list("pk", flat=True)[:20]):
        while (count := _ask_some(pk, at)) and not waking.is_stopping():
            asked += count
        asked += count
    return asked


def people_of(survey: Survey, at: datetime) -> MemberQuerySet:
    """Whom it is put to: members who are here, not under fifteen, but who asks."""
    people = Member.objects.let_in(at).shown_to_all().exclude(pk=survey.asker_id or 0)
    if survey.audience == Survey.Audience.CIRCLE:
        inside = {"memberships__circle": survey.circle_id or 0, "memberships__accepted_at__isnull": False}
        return people.filter(**inside).distinct()
    if survey.audience == Survey.Audience.INTEREST:
        return people.filter(chosen_interests__interest=survey.interest_id or 0).distinct()
    return people


@transaction.atomic
def _ask_some(pk: int, at: datetime) -> int:
    survey = Survey.objects.locked(pk)
    if survey.is_asked or not survey.is_open(at):
        return 0
    prefetch_related_objects([survey], "questions")
    rest = people_of(survey, at).filter(pk__gt=survey.asked_up_to).order_by("pk")
    people = {one.pk: one for one in rest.prefetch_related("contact_points")[:BATCH]}
    SurveyGuest.objects.bulk_create(
        [SurveyGuest(survey=survey, member=member) for member in people.values()], ignore_conflicts=True
    )
    guests = list(survey.guests.filter(member__in=people).order_by("member_id"))
    waiting = [guest for guest in guests if guest.state == SurveyGuest.State.ASKED]  # the others found it
    reach_many([_to(survey, people[guest.member_id], guest) for guest in waiting], SURVEY, at)
    survey.asked_up_to = max(people) if people else survey.asked_up_to
    survey.asked += len(people)
    survey.is_asked = len(people) < BATCH
    survey.save(update_fields=["asked_up_to", "asked", "is_asked"])
    return len(people)


def _to(survey: Survey, member: Member, guest: SurveyGuest) -> To:
    route = route_to(member)
    with translation.override(member.language), timezone.override(ZoneInfo(letterhead().time_zone)):
        words = _words(survey, guest, route.channel)
    answers_to = reply_address(SURVEY, subject=guest.pk, person=member.pk)
    key = f"{SURVEY}:{survey.pk}:{member.pk}"
    return To(member, words, route, once_key=key, subject=guest, reply_to=answers_to)


def _words(survey: Survey, guest: SurveyGuest, channel: str) -> Words:
    asked = survey.all_asked
    say = partial(wording.asked, survey, guest, asked)
    if channel != Channel.SMS:
        return say(by_mail=channel == Channel.MAIL and can_be_answered())
    by_number = settings.SMS_INCOMING and len(asked) == 1 and asked[0].kind != Kind.TEXT
    return wording.by_text(survey, guest, asked[0]) if by_number else say(by_mail=False)
