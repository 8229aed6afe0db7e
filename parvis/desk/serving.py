"""Serve someone by telephone: write them down, note a call. Each leaves a line in their journal."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.community.identity import current
from parvis.courier import calling
from parvis.courier.calm import next_calm_moment
from parvis.courier.models import Dispatch
from parvis.members.contacts import Contact
from parvis.members.joining import join
from parvis.members.journaling import TELEPHONE, journal, journal_each
from parvis.members.mandates import Lasts, Mandate, Scope, give_mandate
from parvis.members.minors import protect
from parvis.members.models import Consent, JournalEntry, Member, Role
from parvis.members.names import is_same_name

_SAME_CALL = timedelta(minutes=3)
_CALL_AGAIN_IN = timedelta(hours=3)
_CALLS_STAY_TAKEN = timedelta(hours=12)  # an afternoon at the desk
CALLS = "desk.calls"


@transaction.atomic
def register_by_voice(
    *, name: str, contact: Contact, heard_by: Member, sentence: str, at: datetime, by_text: bool = False
) -> Member:
    """The person who is calling, with the consent the correspondent heard. A second tap finds the first.

    The same yes lets the desk register them and note their messages, for a year. by_text: text messages suit
    them, when the number takes some; else they are called.
    """
    if (already := _just_written(name, contact, heard_by, at)) is not None:
        return already
    person = join(
        name=name,
        contact=contact,
        at=at,
        verified=True,
        heard_by=heard_by,
        consent_sentence=sentence,
        how=Consent.How.SPOKEN,
        needs_calling=contact.is_telephone and not (by_text and contact.is_mobile),
        by_text=by_text,
    )
    give_mandate(
        member=person,
        holder=heard_by,
        scopes=[Scope.REGISTRATIONS, Scope.MESSAGES],
        lasts=Lasts.YEAR,
        sentence=sentence,
        how=Mandate.How.SPOKEN,
        heard_by=heard_by,
        at=at,
        calls_back=False,  # they are calling
    )
    return person


@transaction.atomic
def register_child_by_voice(
    *, name: str, contact: Contact, facts: Mapping[str, Any], sentence: str, heard_by: Member, at: datetime
) -> Member:
    """Somebody under fifteen, with what the child and perhaps a parent said; facts: what `protect` asks."""
    child = register_by_voice(name=name, contact=contact, heard_by=heard_by, sentence=sentence, at=at)
    protect(member=child, **facts, how=Mandate.How.SPOKEN, heard_by=heard_by, at=at)
    return child


@transaction.atomic
def note_call(*, call: Dispatch, by: Member, was_told: bool, at: datetime) -> None:
    """Told: the call leaves the list. Not reached: it comes back later. The person's journal says which."""
    if was_told:
        is_noted, words = calling.told(call, by.pk, at), _("Called you: %(title)s")
    else:
        again_at = next_calm_moment(at + _CALL_AGAIN_IN, current().zone, goes_on_sundays=True)
        is_noted = calling.not_reached(call, by.pk, at, again_at)
        words = _("Tried to call you: %(title)s")
    person = Member.objects.filter(pk=call.person).first() if is_noted and call.person else None
    if person is not None:
        journal(
            member=person,
            by=by,
            words=words,
            values={"title": call.title},
            role=Role.Kind.CORRESPONDENT,
            subject=CALLS,
            channel=TELEPHONE,
            at=at,
        )


@transaction.atomic
def take_calls(*, calls: list[Dispatch], by: Member, at: datetime) -> int:
    """Open the numbers of these calls, one line in each person's journal; how many people it concerns."""
    concerned = {call.person for call in calls if call.person}
    people = concerned - taken_among(concerned, by, at)
    members = list(Member.objects.filter(pk__in=people))
    journal_each(
        members=members,
        by=by,
        words=_("Took your number, to call you."),
        role=Role.Kind.CORRESPONDENT,
        subject=CALLS,
        channel=TELEPHONE,
        at=at,
    )
    return len(members)


def taken_among(people: set[int], by: Member, at: datetime) -> set[int]:
    """Those of these people (ids) whose number `by` has taken."""
    noted = JournalEntry.objects.filter(
        member__in=people, author=by, subject=CALLS, at__gt=at - _CALLS_STAY_TAKEN
    )
    return set(noted.values_list("member_id", flat=True))


def _just_written(name: str, contact: Contact, heard_by: Member, at: datetime) -> Member | None:
    same = (
        Member.objects.present()
        .reached_at(contact.address)
        .filter(consents__heard_by=heard_by, joined_at__gt=at - _SAME_CALL)
    )
    return next((member for member in same if is_same_name(member.name, name)), None)
