"""Someone comes: a seat at once, or a place in the line. And someone does not come after all.

Every act locks the meeting's row first; seats are counted there, and the database refuses to oversell.
Person, registration, deed and words are one transaction.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.community.models import Community
from parvis.kit.locking import hold
from parvis.meetings import announcing, holding, opening_seats, promoting, recognising, refusals, seating
from parvis.meetings.models import Answer, Meeting, Question, Registration
from parvis.meetings.reminding import take_back
from parvis.members.contacts import Contact
from parvis.members.models import Member
from parvis.members.reaching import Route

MOST_TOGETHER = 10  # people one registration may bring
MOST_UNVERIFIED = 3  # live registrations one contact may hold before anybody verified it

_TOOK_BACK = gettext_lazy("Took back your registration for: %(title)s.")
_REGISTERED = gettext_lazy("Registered you for: %(title)s.")
_State = Registration.State
Answers = Mapping[int, str]


def register_in(
    *,
    meeting: Meeting,
    member: Member,
    at: datetime,
    party: int = 1,
    companions: str = "",
    made_by: Member | None = None,
    channel: str = "web",
    is_verified: bool = True,
    shows_name: bool = False,
    form_key: str = "",
    answers: Answers | None = None,
    route: Route | None = None,
    waits_with: str = "",
) -> Registration:
    """A seat at once, or a place on the waiting list. Registered already: that same registration.

    Call it inside a transaction; `register` is the same as an act by itself.
    party: the person and their companions. channel: web, telephone, room, mail; people served by telephone
    take the kept seats first. answers: question id → words. route: for somebody who joined just now.
    waits_with: the key of people who go to the line together, and are offered seats together.
    Raises NotOpen, TooManyTogether, AnswerMissing, MeetingFull.
    """
    meeting = Meeting.objects.locked(meeting.pk)
    if route is None and (existing := meeting.registrations.live().filter(member=member).first()):
        existing.meeting, existing.member = meeting, member
        return existing
    _check_open(meeting, at)
    opening_seats.open_in(meeting, at)
    _check_party(meeting, party, channel)
    questions = _answered(meeting, answers or {}, is_strict=channel == "web")
    registration = Registration(
        meeting=meeting, member=member, state=_State.SEATED, party=party, companions=companions.strip()[:300],
        made_at=at, made_by=made_by, channel=channel, is_verified=is_verified, shows_name=shows_name,
        form_key=form_key, waits_with=waits_with,
    )  # fmt: skip
    _seat_or_wait(meeting, registration)
    registration.save()
    Answer.objects.bulk_create(Answer(registration=registration, question=q, words=w) for q, w in questions)
    _write_down(registration, at, route)
    return registration


register = transaction.atomic(register_in)


@transaction.atomic
def register_newcomer(
    *,
    meeting: Meeting,
    name: str,
    contact: Contact,
    at: datetime,
    party: int = 1,
    companions: str = "",
    shows_name: bool = False,
    form_key: str = "",
    answers: Answers | None = None,
    by_text: bool = False,
    waits_with: str = "",
) -> Registration:
    """Someone without account: known again by name and contact, or joined, and registered, in one step.

    Shown to the organiser as not verified yet. Registered already, from another browser: they are told anew
    by their own channel, once a day, nothing changes, and who asked is answered like anybody (`echoing`).
    Raises TooManyUnverified, and what `register` raises.
    """
    # One newcomer at a time: a form sent twice at once must find the person it made the first time.
    hold(Community.objects.all())
    people = recognising.sharers(contact, meeting, at)
    known = recognising.find_among(name, people)
    if known and known.is_coming:
        existing = meeting.registrations.live().get(member=known.member)
        existing.meeting, existing.member = meeting, known.member
        if form_key and existing.form_key == form_key:
            return existing
        announcing.confirm(existing, at, once_a_day=True)
    _check_unverified(meeting, people)
    if known and known.is_coming:
        return _echo(
            existing, at=at, party=party, companions=companions, form_key=form_key, answers=answers,
            waits_with=waits_with,
        )  # fmt: skip
    member = recognising.written_in(known, name=name, contact=contact, at=at, by_text=by_text)
    return register_in(
        meeting=meeting, member=member, at=at, party=party, companions=companions, is_verified=False,
        # What a stranger ticks does not show the name of a member who said nothing.
        shows_name=shows_name and member.verified_at is None, form_key=form_key, answers=answers,
        waits_with=waits_with, route=recognising.route_for(known, contact, by_text=by_text),
    )  # fmt: skip


@transaction.atomic
def withdraw(
    *, registration: Registration, at: datetime, by: Member | None = None, is_told: bool = True
) -> Registration:
    """They do not come after all; their seats go to the next in line. Withdrawn already: nothing happens.

    by: who did it for them, if somebody did. is_told: whoever had a seat hears that it was given back, and so
    does their calendar program. Raises NotOpen when the meeting is over.
    """
    meeting, registration = holding.lock(registration)
    if not registration.is_live and registration.state not in Registration.ECHOES:
        return registration
    if meeting.is_over(at):
        raise refusals.NotOpen(_("This meeting is over."), refusals.to_programme())
    if registration.is_echo:
        holding.end(registration, _State.ECHO_WITHDRAWN, at)
        return registration
    was_seated = registration.state == _State.SEATED
    holding.end(registration, _State.WITHDRAWN, at)
    holding.tell_deed(registration, "meetings.withdrew", at, by, party=registration.party)
    take_back(Registration.objects.filter(pk=registration.pk))
    if was_seated and is_told and not meeting.is_cancelled:
        announcing.confirm_withdrawal(registration, at)
    if by and by != registration.member:
        holding.write_journal(registration, by, at, _TOOK_BACK)
    promoting.offer_in(meeting, at)
    return registration


@transaction.atomic
def change_party(
    *, registration: Registration, party: int, at: datetime, companions: str = "", by: Member | None = None
) -> Registration:
    """More or fewer people come. Fewer: the seats go to the next in line.

    Raises TooManyTogether, and MeetingFull when the seats it needs more are not free or others wait.
    """
    meeting, registration = holding.lock(registration)
    _check_open(meeting, at)
    _check_party(meeting, party, registration.channel)
    if not registration.is_live and registration.state not in Registration.ECHOES:
        raise refusals.NotOpen(_("This registration was taken back."), refusals.to_meeting(meeting))
    if registration.state == _State.ECHO and party != registration.party:
        _find_other_seats(meeting, registration, party)
    if registration.holds_seats and party != registration.party:
        _take_other_seats(meeting, registration, party)
    registration.party, registration.companions = party, companions.strip()[:300]
    registration.is_perhaps = False
    registration.save(update_fields=["party", "companions", "on_telephone_seats", "is_perhaps"])
    if registration.is_echo:
        return registration
    holding.tell_deed(registration, "meetings.party_changed", at, by, party=party)
    promoting.offer_in(meeting, at)
    return registration


def _echo(
    existing: Registration,
    *,
    at: datetime,
    party: int,
    companions: str,
    form_key: str,
    answers: Answers | None,
    waits_with: str,
) -> Registration:
    """What this form would have made for somebody new, holding nothing: the page of who asked shows it.

    The same browser again: the same echo. Raises what `register` raises.
    """
    meeting = Meeting.objects.locked(existing.meeting_id)
    echoes = meeting.registrations.filter(state__in=Registration.ECHOES, member=existing.member)
    if form_key and (again := echoes.filter(form_key=form_key).last()):
        return again
    _check_open(meeting, at)
    _check_party(meeting, party, "web")
    _answered(meeting, answers or {}, is_strict=True)
    kept = None if waits_with else seating.behind(meeting, meeting.line()).take(party, "web")
    if kept is None and not meeting.has_waiting_list:
        raise _full(meeting)
    echo = Registration.objects.create(
        meeting=meeting, member=existing.member, party=party, companions=companions.strip()[:300], made_at=at,
        state=_State.ECHO_WAITING if kept is None else _State.ECHO, form_key=form_key,
    )  # fmt: skip
    echo.meeting, echo.member = meeting, existing.member
    return echo


def _write_down(registration: Registration, at: datetime, route: Route | None) -> None:
    """The deed, the journal when somebody else did it, and the words for the person."""
    by, party, state = registration.made_by, registration.party, registration.state
    holding.tell_deed(registration, "meetings.registered", at, by, party=party, state=state)
    if by and by != registration.member:
        holding.write_journal(registration, by, at, _REGISTERED)
    announcing.confirm(registration, at, route=route)


def _seat_or_wait(meeting: Meeting, registration: Registration) -> None:
    waits = bool(registration.waits_with)
    party, channel = registration.party, registration.channel
    kept = None if waits else seating.behind(meeting, meeting.line()).take(party, channel)
    if kept is not None:
        seating.hold(meeting, registration, kept)
    elif meeting.has_waiting_list:
        registration.state = _State.WAITING
    else:
        raise _full(meeting)


def _full(meeting: Meeting) -> refusals.MeetingFull:
    words = _("The last seat has just been taken, and there is no waiting list.")
    return refusals.MeetingFull(words, refusals.to_someone(meeting))


def _take_other_seats(meeting: Meeting, registration: Registration, party: int) -> None:
    """Swap the seats held for others; growing asks as if one came last."""
    seating.release(meeting, registration)
    kept = _find_other_seats(meeting, registration, party)
    registration.party = party
    seating.hold(meeting, registration, kept)


def _find_other_seats(meeting: Meeting, registration: Registration, party: int) -> int:
    """How many of them are kept seats. MeetingFull when there are not enough."""
    line = meeting.registrations.waiting() if party > registration.party else []
    kept = seating.behind(meeting, line).take(party, registration.channel)
    if kept is None:
        raise refusals.MeetingFull(
            _("There are not enough free seats for all of you."), refusals.to_someone(meeting)
        )
    return kept


def _check_open(meeting: Meeting, at: datetime) -> None:
    if meeting.is_cancelled:
        raise refusals.NotOpen(_("This meeting is cancelled."), refusals.to_programme())
    if meeting.is_over(at):
        raise refusals.NotOpen(_("This meeting is over."), refusals.to_programme())
    if not meeting.is_published:
        raise refusals.NotOpen(_("This meeting is not published yet."), refusals.to_someone(meeting))
    if meeting.is_registered_there:
        raise refusals.NotOpen(_("One registers with the organiser."), refusals.to_origin(meeting))


def _check_party(meeting: Meeting, party: int, channel: str) -> None:
    if not 1 <= party <= MOST_TOGETHER:
        raise refusals.TooManyTogether(
            _("One registration brings ten people at most."), refusals.to_someone(meeting)
        )
    if party > seating.most_together(meeting, channel):
        raise refusals.TooManyTogether(
            _("The room does not hold so many people together."), refusals.to_someone(meeting)
        )


def _check_unverified(meeting: Meeting, people: list[recognising.Sharer]) -> None:
    """people: all who share one contact."""
    if sum(person.seats_held for person in people) >= MOST_UNVERIFIED:
        raise refusals.TooManyUnverified(
            _("Several seats are already held with this contact. Talk to us, we will add yours."),
            refusals.to_someone(meeting),
        )


def _answered(meeting: Meeting, answers: Answers, *, is_strict: bool) -> list[tuple[Question, str]]:
    given = []
    for question in meeting.asked():
        words = answers.get(question.pk, "").strip()[:300]
        if words:
            given.append((question, words))
        elif question.is_required and is_strict:
            raise refusals.AnswerMissing(
                _("One answer is missing: %(question)s") % {"question": question.words},
                refusals.to_meeting(meeting),
            )
    return given
