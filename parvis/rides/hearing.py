"""What people write of cars, by mail or text message: seats they have, a car they look for, yes or no."""

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.courier import asking_back
from parvis.courier.letterhead import letterhead
from parvis.courier.replying import Reply, register_reply
from parvis.courier.texting.answering import Answer, is_one_of, register_text, words_of
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.asking import ask as ask_number
from parvis.courier.texting.asking import asks_by_number, chosen, last_question, numbered
from parvis.kit.calendar_replies import NO as SAYS_NO
from parvis.kit.calendar_replies import YES as SAYS_YES
from parvis.kit.reading_moments import read_day
from parvis.kit.refusals import Refusal
from parvis.meetings.answering_in_words import said_in_words
from parvis.meetings.hearing_more import hear_more
from parvis.meetings.models import Registration
from parvis.meetings.texting import NO, YES, short
from parvis.members.models import Member
from parvis.members.texting import people_at
from parvis.rides import purposes, telling, wording
from parvis.rides.answering import answer
from parvis.rides.asking import ask
from parvis.rides.changing_minds import say_yes_after_all
from parvis.rides.coming import can_share_cars
from parvis.rides.links import registration_for
from parvis.rides.models import Car, Ride, RideWish
from parvis.rides.offering import USUALLY_BEFORE, offer
from parvis.rides.reading_words import Said, read

_STAYS, _WEEK = timedelta(days=3), timedelta(days=7)
_MOST, _WHICH = 6, "rides.which"
_YES_WORDS, _NO_WORDS = YES | {"1"}, NO | {"2"}


def register_all() -> None:
    """In `apps.ready()`: tell the courier, and meetings, who hears this."""
    hear_more(hear_of_meeting)
    register_reply(purposes.ASKED, answer_by_mail)
    asks_by_number(purposes.ASKED)
    register_text("rides.answer", answer_by_text, order=6)
    register_text("rides.said", hear_text, order=8)


def hear_of_meeting(registration: Registration, reply: Reply, at: datetime) -> bool:
    """In answer to a confirmation or a reminder; what was understood is written back. Else False."""
    said = read(_own_words(reply.text, registration.member))
    if said is None or said.is_back_only or not _is_on(said, registration, at):
        return False  # another day, or the way home: a person reads it
    if not can_share_cars(registration, at):
        return False
    try:
        with transaction.atomic():
            done = _do(said, registration, at, "mail")
    except Refusal:
        return False  # a person reads it and answers
    words = partial(wording.offered, done) if isinstance(done, Car) else partial(wording.wished, done)
    telling.noted(registration.member, words, done, at)
    return True


def answer_by_mail(reply: Reply, at: datetime) -> bool:
    """« Oui » or « non » to a ride, « oui » after a no too; anything else is read by a person."""
    ride = Ride.objects.for_page().filter(pk=reply.subject).first()
    member = Member.objects.let_in(at).filter(pk=reply.person).first()
    if ride is None or member is None or member.pk not in (ride.car.driver_id, ride.wish.member_id):
        return False
    said = said_in_words(reply.text, member)
    if said not in (SAYS_YES, SAYS_NO):
        return False
    registration = registration_for(ride.car.meeting, member)
    was_their_no = ride.end == Ride.End.DECLINED and ride.no_of == ride.side_of(member.pk)
    if said == SAYS_YES and was_their_no and registration is not None:
        say_yes_after_all(registration=registration, other=ride.other_of(member.pk).pk, at=at)
    else:
        answer(ride=ride, member=member, says_yes=said == SAYS_YES, at=at)
    return True


def answer_by_text(text: Text, at: datetime) -> Answer | None:
    """« OUI », « NON » after our question; None when another was asked since."""
    is_yes, is_no = is_one_of(text.words, _YES_WORDS), is_one_of(text.words, _NO_WORDS)
    sent = last_question(text.sender, purposes.ASKED, at - _STAYS) if is_yes or is_no else []
    if len(sent) != 1:
        return None
    ride = Ride.objects.for_page().filter(pk=sent[0].subject_id or 0).first()
    member = Member.objects.let_in(at).filter(pk=sent[0].person or 0).first()
    if ride is None or member is None or not ride.is_waiting_for(member.pk):
        return None
    ride = answer(ride=ride, member=member, says_yes=is_yes, at=at)
    with translation.override(member.language):
        if ride.is_agreed:
            return Answer("", person=member.pk)  # hour and place are told already
        words = _("It is noted. We tell you what the other one says.") if is_yes else _("It is noted.")
        return Answer(words, person=member.pk)


def hear_text(text: Text, at: datetime) -> Answer | None:
    """« J'ai 2 places depuis… », « je cherche une voiture mardi »: for the meeting meant; unsure, asked."""
    people = people_at(text.sender, at)
    if not people:
        return None
    with translation.override(people[0].language), timezone.override(ZoneInfo(letterhead().time_zone)):
        return _chosen(text, people, at) or _heard(text, people, at)


def _heard(text: Text, people: list[Member], at: datetime) -> Answer | None:
    said = read(text.words)
    rows = _meant(said, people, at) if said else []
    if said is None or not rows:
        return None
    if said.is_back_only:
        words = _(
            "We note cars for the way there. On the spot, say that you look for a way home. "
            "Somebody reads your message."
        )
        return Answer(words, person=rows[0].member_id, is_for_a_person=True)
    if len(rows) == 1 or (said.day_words == "" and not _are_near(rows, at)):
        return _noted(said, rows[0], at)
    ask_number(address=text.sender, about=_WHICH, choices=[row.pk for row in rows], at=at)
    listed = numbered([short(row.meeting) for row in rows])
    question = _("For which meeting? Reply with its number.")
    return Answer(f"{question}\n{listed}", person=rows[0].member_id, is_asked_back=True)


def _chosen(text: Text, people: list[Member], at: datetime) -> Answer | None:
    """« 2 » after that list: what was said before is noted for it."""
    pk = chosen(text.sender, _WHICH, text.words, at)
    row = asking_back.last_from(text.sender) if pk is not None else None
    said = read(row.text) if row else None
    coming = Registration.objects.seated().filter(pk=pk or 0, member__in=people).to_come(at)
    registration = coming.select_related("meeting__cancellation", "meeting__circle", "member").first()
    if row is None or said is None or registration is None:
        return None
    answer = _noted(said, registration, at)
    asking_back.settle(row, at)
    return answer


def _noted(said: Said, registration: Registration, at: datetime) -> Answer:
    with translation.override(registration.member.language):
        done = _do(said, registration, at, "text")
        words = wording.offered(done) if isinstance(done, Car) else wording.wished(done)
        detail = wording.car_words(done) if isinstance(done, Car) else wording.wish_words(done)
    return Answer(f"{words.title}. {detail}".strip(), person=registration.member_id)


def _meant(said: Said, people: list[Member], at: datetime) -> list[Registration]:
    """The meetings they come to, the nearest first; of the day they name, when they name one."""
    coming = Registration.objects.seated().filter(member__in=people).to_come(at)
    rows = coming.select_related("meeting__cancellation", "meeting__circle", "member")
    return [row for row in rows[:_MOST] if can_share_cars(row, at) and _is_on(said, row, at)]


def _is_on(said: Said, registration: Registration, at: datetime) -> bool:
    """Whether this meeting is on the day they name; any is when they name none."""
    if not said.day_words:
        return True
    zone = ZoneInfo(letterhead().time_zone)
    try:
        day = read_day(said.day_words, at.astimezone(zone).date())
    except ValueError:
        return False
    return registration.meeting.begins_at.astimezone(zone).date() == day


def _are_near(rows: list[Registration], at: datetime) -> bool:
    """Whether the second one may be meant as well as the first: both within the week."""
    return len(rows) > 1 and rows[1].meeting.begins_at < at + _WEEK


def _do(said: Said, registration: Registration, at: datetime, channel: str) -> Car | RideWish:
    if not said.is_offer:
        return ask(
            registration=registration, at=at, place_words=said.place_words, people=said.count, channel=channel
        )
    leaves_at = registration.meeting.begins_at - USUALLY_BEFORE
    if said.hour is not None:
        zone = ZoneInfo(letterhead().time_zone)
        local = registration.meeting.begins_at.astimezone(zone)
        leaves_at = local.replace(hour=said.hour.hour, minute=said.hour.minute)
    return offer(
        registration=registration, seats=said.count or 0, place_words=said.place_words, at=at,
        leaves_at=leaves_at, channel=channel,
    )  # fmt: skip


def _own_words(text: str, member: Member) -> str:
    """Without the line that signs."""
    names = {words_of(member.name), words_of(member.first_name)}
    lines = [line for line in text.splitlines() if words_of(line) not in names]
    return " ".join(lines)
