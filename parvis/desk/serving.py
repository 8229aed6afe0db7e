"""Serve someone by telephone: write them down, note a call. Each leaves a line in their journal."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.courier import calling
from parvis.courier.calm import next_calm_moment
from parvis.courier.models import Dispatch
from parvis.members.contacts import Contact
from parvis.members.joining import join
from parvis.members.models import Consent, JournalEntry, Member
from parvis.members.names import is_same_name

BY_VOICE = "telephone"
_SAME_CALL = timedelta(minutes=3)
_CALL_AGAIN_IN = timedelta(hours=3)


@transaction.atomic
def register_by_voice(
    *, name: str, contact: Contact, heard_by: Member, sentence: str, at: datetime
) -> Member:
    """The person who is calling, with the consent the correspondent heard. A second tap finds the first."""
    if (already := _just_written(name, contact, heard_by, at)) is not None:
        return already
    return join(
        name=name,
        contact=contact,
        at=at,
        verified=True,
        heard_by=heard_by,
        consent_sentence=sentence,
        how=Consent.How.SPOKEN,
        needs_calling=contact.is_telephone,
    )


@transaction.atomic
def note_call(*, call: Dispatch, by: Member, was_told: bool, at: datetime) -> None:
    """Told: the call leaves the list, and the person's journal says so. Not reached: it comes back later."""
    if not was_told:
        again_at = next_calm_moment(at + _CALL_AGAIN_IN, current().zone, goes_on_sundays=True)
        calling.not_reached(call, by.pk, at, again_at)
        return
    if calling.told(call, by.pk, at) and call.person is not None:
        person = Member.objects.filter(pk=call.person).first()
        if person is not None:
            words = (_("Called you: %(title)s") % {"title": call.title})[:300]
            JournalEntry.objects.create(member=person, author=by, words=words, channel=BY_VOICE, at=at)


def _just_written(name: str, contact: Contact, heard_by: Member, at: datetime) -> Member | None:
    same = Member.objects.reached_at(contact.address).filter(
        consents__heard_by=heard_by, joined_at__gt=at - _SAME_CALL
    )
    return next((member for member in same if is_same_name(member.name, name)), None)
