"""« Je viens », « je ne viens plus », « oui », « non » by text message: done, said back, and easy to undo.

A number says who it may be. Nothing is done here that the links of our messages do not do; the
words said back go to that number, so that its owner hears of what somebody else did in their name.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.community.models import Circle
from parvis.courier.letterhead import letterhead
from parvis.courier.texting.answering import Answer, is_one_of
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.asking import ask, chosen, numbered
from parvis.kit import moments
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.permissions import can_register
from parvis.meetings.promoting import accept, decline
from parvis.meetings.registering import register, withdraw
from parvis.members.models import Member
from parvis.members.texting import people_at

AWAY = frozenset({
    "je ne viens plus", "je ne viens pas", "je viens plus", "je viens pas", "je ne viendrai pas", "annuler",
    "annule", "je ne peux plus venir", "je ne peux pas venir", "je peux plus venir", "j annule", "annulation",
})  # fmt: skip
COMING = frozenset({"je viens", "je reviens", "je viendrai", "je viens finalement", "inscription"})
YES = frozenset({"oui", "ok", "d accord", "oui je viens", "oui je prends", "oui d accord"})
NO = frozenset({"non", "non je ne viens pas", "non je passe"})
CAME_BACK = timedelta(days=7)
MOST_MEETINGS = 3
_State = Registration.State
_AWAY, _COMING, _YES, _NO = "meetings.away", "meetings.coming", "meetings.yes", "meetings.no"


def answer(text: Text, at: datetime) -> Answer | None:
    """What was done; None when these words are not about a meeting."""
    people = people_at(text.sender, at)
    if not people:
        return None
    with translation.override(people[0].language), timezone.override(ZoneInfo(letterhead().time_zone)):
        return _chosen(text, people, at) or _asked(text, people, at)


def _asked(text: Text, people: list[Member], at: datetime) -> Answer | None:
    if is_one_of(text.words, AWAY):
        return _one_of(_AWAY, _live(people, at), text, at) or _nothing(people)
    if is_one_of(text.words, YES | COMING) and (offers := _live(people, at, _State.OFFERED)):
        return _one_of(_YES, offers, text, at)
    if is_one_of(text.words, NO):
        return _one_of(_NO, _live(people, at, _State.OFFERED), text, at)
    return _coming(text, people, at) if is_one_of(text.words, COMING) else None


def _chosen(text: Text, people: list[Member], at: datetime) -> Answer | None:
    """« 2 » after a list."""
    for about in _ACTS:
        pk = chosen(text.sender, about, text.words, at)
        if pk is not None:
            rows = Registration.objects.filter(pk=pk, member__in=people)
            found = rows.select_related("meeting__circle", "member").first()
            return _act(about, found, at) if found else None
    pk = chosen(text.sender, _COMING, text.words, at)
    return _register(pk, people[0], at) if pk is not None and len(people) == 1 else None


def _live(people: list[Member], at: datetime, *states: str) -> list[Registration]:
    rows = Registration.objects.filter(state__in=states or Registration.LIVE, member__in=people)
    rows = rows.filter(meeting__cancellation=None).to_come(at)
    return list(rows.select_related("meeting__circle", "member")[:6])


def _one_of(about: str, rows: list[Registration], text: Text, at: datetime) -> Answer | None:
    """The only one: done. Several: which one? None: these words are not about a meeting."""
    if not rows:
        return None
    if len(rows) == 1:
        return _act(about, rows[0], at)
    ask(address=text.sender, about=about, choices=[row.pk for row in rows], at=at)
    is_shared = len({row.member_id for row in rows}) > 1
    lines = [f"{short(row.meeting)}{f' - {row.member.first_name}' if is_shared else ''}" for row in rows]
    return Answer(f"{_('Which one? Reply with its number.')}\n{numbered(lines)}")


def _act(about: str, registration: Registration, at: datetime) -> Answer:
    return _ACTS[about](registration, at)


def _goes_away(registration: Registration, at: datetime) -> Answer:
    withdraw(registration=registration, at=at)
    words = _("It is noted, %(name)s: you no longer come to %(meeting)s. To come after all: JE VIENS.")
    return _said(words, registration)


def _takes(registration: Registration, at: datetime) -> Answer:
    accept(registration=registration, at=at)
    words = _("It is noted, %(name)s: you have a seat for %(meeting)s. To give it back: JE NE VIENS PLUS.")
    return _said(words, registration)


def _leaves(registration: Registration, at: datetime) -> Answer:
    decline(registration=registration, at=at)
    return _said(_("It is noted, %(name)s: the seat of %(meeting)s goes to the next person."), registration)


_ACTS: dict[str, Callable[[Registration, datetime], Answer]] = {
    _AWAY: _goes_away,
    _YES: _takes,
    _NO: _leaves,
}


def _coming(text: Text, people: list[Member], at: datetime) -> Answer | None:
    """Back to what was given up lately; noted already; else the next meetings, to choose from."""
    gone = _live(people, at, _State.WITHDRAWN)
    lately = [row for row in gone if row.ended_at and row.ended_at > at - CAME_BACK]
    again = [row for row in lately if not _comes_to(row, at)]
    if len(again) == 1 and can_register(again[0].member, again[0].meeting):
        return _register(again[0].meeting_id, again[0].member, at)
    known = _live(people, at)
    if len(known) == 1:
        return _said(_("It was noted already, %(name)s: %(meeting)s."), known[0])
    if known or len(people) > 1:
        return None  # a person finds out what is meant
    return _which_meeting(text, people[0], at)


def _comes_to(row: Registration, at: datetime) -> bool:
    return Registration.objects.live().filter(meeting=row.meeting_id, member=row.member_id).exists()


def _which_meeting(text: Text, member: Member, at: datetime) -> Answer | None:
    coming = Meeting.objects.visible_to(member).upcoming(at).live().select_related("circle")
    open_ones = [one for one in coming.order_by("begins_at", "pk")[:12] if can_register(member, one)]
    shown = open_ones[:MOST_MEETINGS]
    if not shown:
        return None
    ask(address=text.sender, about=_COMING, choices=[meeting.pk for meeting in shown], at=at)
    lines = numbered([short(meeting) for meeting in shown])
    return Answer(f"{_('To which meeting? Reply with its number.')}\n{lines}")


def _register(pk: int, member: Member, at: datetime) -> Answer | None:
    meeting = Meeting.objects.visible_to(member).filter(pk=pk).select_related("circle").first()
    if meeting is None or not can_register(member, meeting):
        return None
    made = register(meeting=meeting, member=member, at=at, channel="text")
    if made.state == _State.WAITING:
        return _said(_("%(name)s, you are on the waiting list of %(meeting)s. We tell you."), made)
    words = _("It is noted, %(name)s: you come to %(meeting)s. To cancel: JE NE VIENS PLUS.")
    return _said(words, made)


def _nothing(people: list[Member]) -> Answer:
    return Answer(
        _("No meeting to come is noted for this number."), person=people[0].pk, is_for_a_person=True
    )


def _said(words: str, registration: Registration) -> Answer:
    values = {"name": registration.member.first_name, "meeting": short(registration.meeting)}
    return Answer(words % values, person=registration.member_id)


def short(meeting: Meeting) -> str:
    """« Café du canal, mardi 25 novembre à 14 h »; a secret circle's meeting has no title on a telephone."""
    is_secret = meeting.circle is not None and meeting.circle.joining == Circle.Joining.SECRET
    title = _("your meeting") if is_secret else meeting.title[:60]
    return f"{title}, {moments.at(meeting.begins_at)}"
