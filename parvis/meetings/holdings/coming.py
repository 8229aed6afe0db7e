"""What meetings hold of those who come: seats, companions, answers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.kit.calendars import Entry
from parvis.meetings import holding as seats
from parvis.meetings.calendar_entries import entry_of
from parvis.meetings.models import Answer, Arrival, Meeting, Registration
from parvis.meetings.newcomers import forget_newcomers
from parvis.meetings.registering import withdraw
from parvis.members.holdings.register import Going, Holding, Row, Rule, holds_nobody, register
from parvis.members.holdings.rows import deletes, deletes_older, empties_older, forget, in_words, rows_of
from parvis.members.models import Member, Role

MONTH = timedelta(days=30)
_COMING = {
    "meeting": _("Meeting"),
    "begins_at": _("When"),
    "state": _("State"),
    "party": _("How many"),
    "companions": _("With"),
    "made_at": _("Registered"),
    "channel": _("How"),
}
_ANSWERS = {"meeting": _("Meeting"), "question": _("Question"), "words": _("What was answered")}


def _registrations(member: Member, known: QuerySet[Meeting] | None = None) -> QuerySet[Registration]:
    rows = member.registrations.select_related(
        "meeting__place", "meeting__room__place", "meeting__cancellation"
    )
    rows = rows if known is None else rows.filter(meeting__in=known.values("pk"))
    return rows.order_by("meeting__begins_at", "pk")


def _coming(rows: QuerySet[Registration]) -> Iterator[Row]:
    for row in rows:
        yield {
            "meeting": row.meeting.title,
            "begins_at": row.meeting.begins_at,
            "state": in_words(Registration.State, row.state),
            **{key: getattr(row, key) for key in ("party", "companions", "made_at", "channel")},
        }


def _entries(member: Member) -> Iterator[Entry]:
    rows = _registrations(member).select_related("meeting__circle")
    for row in rows.filter(state__in=Registration.LIVE):
        has_seat = row.state == Registration.State.SEATED
        yield entry_of(row.meeting, with_link=has_seat, is_waiting=not has_seat)


def _forget_coming(going: Going) -> None:
    """Seats of meetings to come go to the next in line; what is over keeps its numbers, not its names."""
    live = Registration.objects.live().filter(member=going.member, meeting__ends_at__gt=going.at)
    for registration in live.order_by("pk"):
        if not going.is_silent:
            withdraw(registration=registration, at=going.at, is_told=False)
            continue
        _meeting, registration = seats.lock(registration)
        seats.end(registration, Registration.State.WITHDRAWN, going.at)
    Arrival.objects.filter(registration__member=going.member).update(registration=None)
    deletes(Answer, "registration__member")(going)
    deletes(Registration, "member")(going)
    forget(going.member, (Registration, "made_by"))


def _answers(member: Member) -> Iterator[Row]:
    rows = Answer.objects.filter(registration__member=member).order_by("pk")
    return rows_of(_ANSWERS, rows.values_list("registration__meeting__title", "question__words", "words"))


def _over(before: datetime) -> QuerySet[Registration]:
    kept = ~Q(companions="") | ~Q(form_key="")
    return Registration.objects.filter(kept, meeting__ends_at__lt=before)


REGISTRATIONS = Holding(
    "meetings.registrations",
    words=_("To which meetings somebody comes, with whom, and who registered them"),
    why=_("To keep their seat and tell them when something changes."),
    kept_for=_("As long as they are a member. Companions’ names thirty days."),
    seen_by=_("The person, and whoever welcomes at this meeting."),
    roles=(Role.Kind.ANIMATOR, Role.Kind.CORRESPONDENT),
    columns=(
        "meetings.Registration.member",
        "meetings.Registration.made_by",
        "meetings.Reminder.registration",
    ),
    fields=_COMING,
    export=lambda member: _coming(_registrations(member)),
    export_to=lambda member, reader: _coming(_registrations(member, Meeting.objects.visible_to(reader))),
    calendar=_entries,
    erase=_forget_coming,
    rules=(
        Rule(
            "meetings.companions",
            words=_("The names of companions"),
            since=_("after the meeting"),
            kept=MONTH,
            apply=empties_older(_over, companions="", form_key=""),
        ),
        Rule(
            "meetings.newcomers",
            words=_("Everything about newcomers nobody met or checked"),
            since=_("after their last meeting"),
            kept=MONTH,
            apply=forget_newcomers,
        ),
    ),
)
ANSWERS = Holding(
    "meetings.answers",
    words=_("What somebody answered to the organiser’s questions"),
    why=_("To cook, to lend, to prepare the room."),
    kept_for=_("Thirty days after the meeting."),
    seen_by=_("The person, and whoever welcomes at this meeting."),
    roles=(Role.Kind.ANIMATOR,),
    columns=("meetings.Answer.registration",),
    fields=_ANSWERS,
    export=_answers,
    erase=deletes(Answer, "registration__member"),
    rules=(
        Rule(
            "meetings.answers",
            words=_("The answers to the organiser’s questions"),
            since=_("after the meeting"),
            kept=MONTH,
            apply=deletes_older(
                lambda before: Answer.objects.filter(registration__meeting__ends_at__lt=before)
            ),
        ),
    ),
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    holds_nobody("meetings.Question", "meetings.Telling", why="About a meeting, not about a person.")
    register(REGISTRATIONS, ANSWERS)
