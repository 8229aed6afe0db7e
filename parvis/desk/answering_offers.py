"""Somebody on the telephone answers for a place: takes it, passes it on, brings more people or fewer."""

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.meetings import promoting, registering
from parvis.meetings.models import Registration
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.models import Member, Role


@transaction.atomic
def answer_offer(*, registration: Registration, takes_it: bool, by: Member, at: datetime) -> None:
    """The offered seat is theirs, or goes to the next person. OfferGone when it is no longer held."""
    if takes_it:
        promoting.accept(registration=registration, at=at)
        _note(registration, by, at, _("Took the place offered to you for: %(title)s."))
    else:
        promoting.decline(registration=registration, at=at)
        _note(registration, by, at, _("Passed on the place offered to you for: %(title)s."))


@transaction.atomic
def bring(*, registration: Registration, party: int, by: Member, at: datetime) -> None:
    """So many people come in all. Raises what `change_party` raises."""
    companions = registration.companions
    registering.change_party(registration=registration, party=party, companions=companions, at=at, by=by)
    _note(registration, by, at, _("Noted how many of you come to: %(title)s."))


def _note(registration: Registration, by: Member, at: datetime, words: Promise) -> None:
    journal(
        member=registration.member,
        by=by,
        words=words,
        values={"title": registration.meeting.title},
        role=Role.Kind.CORRESPONDENT,
        subject=f"meetings.meeting:{registration.meeting_id}",
        channel=TELEPHONE,
        at=at,
    )
