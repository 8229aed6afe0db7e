"""What passes from one record of a person to the other, holding by holding.

`PASSES` and `STAYS_BEHIND` name every holding of the register; a test compares. What stays behind is erased
with the other record, seven days later, as everything of who leaves.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models

from parvis.aid.exchange.passing_on import pass_on_exchanges, pass_on_gifts
from parvis.aid.models import (
    GroupPurchase,
    LookedAfter,
    Notice,
    NoticeReport,
    Partner,
    Readiness,
    Share,
    Volunteer,
)
from parvis.chronicle.forgetting import pass_on_encounters
from parvis.chronicle.models import Deed
from parvis.conversations.models import Introduced, Introduction, Report
from parvis.conversations.passing_on import pass_on_threads
from parvis.courier.models import Dispatch, Received
from parvis.desk.models import OpenCall
from parvis.federation.models import SecretFeed
from parvis.ideas.models import Survey, SurveyGuest
from parvis.meetings.models import (
    Arrival,
    DatePoll,
    FeedbackAnswer,
    FeedbackGuest,
    Meeting,
    Registration,
    Respondent,
    Series,
)
from parvis.members.models import (
    ChosenInterest,
    ContactPoint,
    FirstStep,
    Guardian,
    JournalEntry,
    Member,
    Membership,
)
from parvis.rides.models import Car, RideWish
from parvis.tables.models import Coffee, CoffeeWish, Cup, Portrait
from parvis.tables.wishing import pass_on_wishes
from parvis.wiki.models import Photo, Sentence, Story

Pass = Callable[[Member, Member], None]  # (kept, other)
_KIND = Member._meta.label_lower


def _details(kept: Member, other: Member) -> None:
    """Here since the first of the two days; known to be themselves, if either was."""
    kept.joined_at = min(kept.joined_at, other.joined_at)
    kept.verified_at = kept.verified_at or other.verified_at
    kept.save(update_fields=["joined_at", "verified_at"])


def _ways(kept: Member, other: Member) -> None:
    """Every way to reach them, once; the one they prefer is the kept record's."""
    known = set(kept.contact_points.values_list("kind", "address"))
    for point in other.contact_points.order_by("pk"):
        if (point.kind, point.address) not in known:
            point.member, point.is_preferred = kept, point.is_preferred and not known
            point.save(update_fields=["member", "is_preferred"])
    other.contact_points.all().delete()
    ContactPoint.objects.filter(via=other).update(via=kept)


def _registrations(kept: Member, other: Member) -> None:
    """Their places, those to come and those that were; where both had one, the kept record's stands."""
    both = kept.registrations.values("meeting")
    moved = other.registrations.exclude(meeting__in=list(both.values_list("meeting", flat=True)))
    pks = list(moved.values_list("pk", flat=True))
    Registration.objects.filter(pk__in=pks).update(member=kept)
    Registration.objects.filter(made_by=other).update(made_by=kept)
    _rows(Arrival, "member", "meeting")(kept, other)


def _dispatches(kept: Member, other: Member) -> None:
    """What waits for them, and what they were sent."""
    Dispatch.objects.filter(person=other.pk).update(person=kept.pk)
    Dispatch.objects.filter(subject_kind=_KIND, subject_id=other.pk).update(subject_id=kept.pk)


def _received(kept: Member, other: Member) -> None:
    Received.objects.filter(person=other.pk).update(person=kept.pk)
    Received.objects.filter(reader=other.pk).update(reader=kept.pk)


def _deeds(kept: Member, other: Member) -> None:
    Deed.objects.filter(person=other.pk).update(person=kept.pk)
    Deed.objects.filter(for_person=other.pk).update(for_person=kept.pk)


def _presences(kept: Member, other: Member) -> None:
    """They were there once, whatever was written."""
    pass_on_encounters(kept=kept.pk, other=other.pk)


def _portraits(kept: Member, other: Member) -> None:
    """What they said to be mixed at tables; the kept record's own words stand."""
    if not Portrait.objects.filter(member=kept).exists():
        Portrait.objects.filter(member=other).update(member=kept)


def _readiness(kept: Member, other: Member) -> None:
    """That one may count on them; the kept record's own word stands."""
    if not Readiness.objects.filter(member=kept).exists():
        Readiness.objects.filter(member=other).update(member=kept)


def _wishes(kept: Member, other: Member) -> None:
    """Read by nobody on the way."""
    pass_on_wishes(kept=kept.pk, other=other.pk)


def _rows(model: type[models.Model], column: str, *once_for: str) -> Pass:
    """Rows that name the person in this column; where one a person is allowed, the kept record's stands."""

    def pass_on(kept: Member, other: Member) -> None:
        rows: models.QuerySet[Any] = model._default_manager.filter(**{column: other})
        for name in once_for:
            own = model._default_manager.filter(**{column: kept}).values_list(name, flat=True)
            rows = rows.exclude(**{f"{name}__in": [value for value in own if value is not None]})
        rows.update(**{column: kept})

    return pass_on


def _all(*passes: Pass) -> Pass:
    def pass_on(kept: Member, other: Member) -> None:
        for one in passes:
            one(kept, other)

    return pass_on


PASSES: Mapping[str, Pass] = {
    "members.person": _details,
    "members.contact_points": _ways,
    "members.memberships": _rows(Membership, "member", "circle"),
    "members.interests": _rows(ChosenInterest, "member", "interest"),
    "members.guardians": _rows(Guardian, "parent", "child"),
    "members.first_steps": _rows(FirstStep, "member", "step"),
    "members.journal": _rows(JournalEntry, "member"),
    "meetings.registrations": _registrations,
    "meetings.hosting": _all(_rows(Meeting, "host"), _rows(Series, "host")),
    "meetings.polls": _rows(DatePoll, "asker"),
    "meetings.poll_answers": _rows(Respondent, "member", "poll"),
    "meetings.feedback": _rows(FeedbackGuest, "member", "feedback"),
    "meetings.signed_words": _rows(FeedbackAnswer, "signed_by"),
    "ideas.surveys": _rows(Survey, "asker"),
    "ideas.guests": _rows(SurveyGuest, "member", "survey"),
    "aid.ready": _readiness,
    "aid.volunteers": _rows(Volunteer, "member", "wake"),
    "aid.looked_after": _rows(LookedAfter, "member", "wake"),
    "aid.shares": _rows(Share, "member", "purchase"),
    "aid.organisers": _rows(GroupPurchase, "organiser"),
    "aid.partners": _rows(Partner, "ask"),
    "aid.reports": _rows(NoticeReport, "by"),
    "wiki.sentences": _rows(Sentence, "author"),
    "wiki.photos": _all(_rows(Photo, "author"), _rows(Story, "published_by")),
    "aid.notices": _rows(Notice, "author"),
    "aid.exchanges": pass_on_exchanges,
    "aid.gifts": pass_on_gifts,
    "conversations.words": pass_on_threads,
    "conversations.reports": _rows(Report, "by", "message"),
    "conversations.introductions": _all(
        _rows(Introduced, "member", "introduction"), _rows(Introduction, "by")
    ),
    "tables.portraits": _portraits,
    "tables.wishes": _wishes,
    "tables.coffee_wishes": _rows(CoffeeWish, "member", "ring"),
    "tables.coffee_cups": _all(_rows(Cup, "member", "draw"), _rows(Coffee, "chosen_by")),
    "rides.cars": _rows(Car, "driver", "meeting"),
    "rides.wishes": _rows(RideWish, "member", "meeting"),
    "federation.secret_feeds": _rows(SecretFeed, "member"),
    "courier.dispatches": _dispatches,
    "courier.received": _received,
    "chronicle.deeds": _deeds,
    "chronicle.presences": _presences,
    "desk.calls": _rows(OpenCall, "person", "correspondent"),
}

STAYS_BEHIND: Mapping[str, str] = {
    "covisits.visitors": "A visit of a few friends lasts an hour.",
    "covisits.answers": "A visit of a few friends lasts an hour.",
    "members.pace": "Said of that record; the kept one is asked for itself.",
    "members.consents": "What was agreed was heard for that record; the kept one has its own.",
    "members.mandates": "Whose word it was stands in that record; the kept one has its own.",
    "members.roles": "Who holds a role is not united: the role is given anew first.",
    "members.common_journal": "The acts of those who administer: they hold a role.",
    "members.passkeys": "A key opens the record it was made for.",
    "members.personal_numbers": "The number goes with the card, which ends.",
    "members.codes": "Minutes old.",
    "members.sessions": "Every device of that record is signed out.",
    "members.lists": "What a list said when it came.",
    "members.leaving": "How that record goes.",
    "members.kept_out": "Who is kept out is not united.",
    "desk.typed_sheets": "Of those who answer the telephone: they hold a role.",
    "desk.namesakes": "Said of that record.",
    "federation.sources": "Of those who animate: they hold a role.",
    "ideas.answers": "Go with who was asked.",
    "meetings.answers": "Go with their registration.",
    "meetings.taps": "What a telephone sent; the arrivals say what came of it.",
    "meetings.arrivals": "Go with the registrations.",
    "aid.wakes": "Of those who animate or answer the desk: they hold a role.",
    "aid.reviews": "Of those who animate: they hold a role.",
    "aid.purchase_reviews": "Of those who animate: they hold a role.",
    "newsletters.letters": "Of those who animate: they hold a role.",
    "newsletters.named": "Their first name stays where it was read; it goes with the record it stands for.",
    "tables.seats": "Point at arrivals, which pass.",
}
