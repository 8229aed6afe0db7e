"""Mail that calendar programs understand: invited, moved, cancelled; and what the program answers."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject
from django.conf import LazySettings

from parvis.courier.composing import compose
from parvis.courier.delivering import deliver_due
from parvis.courier.forgetting import forget_words
from parvis.courier.models import Channel, Dispatch, Received
from parvis.courier.purposes import purpose
from parvis.courier.receiving import receive
from parvis.courier.replying import question_in
from parvis.meetings.calendar_entries import uid_of
from parvis.meetings.cancelling import cancel, uncancel
from parvis.meetings.changing import change
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.promoting import accept
from parvis.meetings.registering import register, withdraw
from parvis.members.suspending import suspend
from tests.meetings.calendar_programs import DIALECTS, Program, answer_of
from tests.village import Village, make_meeting

JEANNE = "jeanne@exemple.fr"
State = Registration.State


@pytest.fixture(autouse=True)
def _a_mailbox_takes_answers(settings: LazySettings) -> None:
    settings.MAIL_REPLIES = "r@canal.exemple.fr"
    settings.MAIL_AUTHSERV_ID = "mail.canal.exemple.fr"


@pytest.fixture
def post(village: Village, tmp_path, settings: LazySettings):
    """`post(now)`: everything due leaves; what Jeanne's program received, oldest first."""
    settings.DATA, settings.MAIL_URL, seen = tmp_path, "", set()

    def carry(now: datetime) -> list[bytes]:
        deliver_due(now)
        left = Dispatch.objects.filter(state="sent", address=JEANNE).exclude(pk__in=seen).order_by("pk")
        seen.update(left.values_list("pk", flat=True))
        return [compose(row, now).as_bytes() for row in left if _leaves_with_it(row, now)]

    return carry


def _leaves_with_it(row: Dispatch, now: datetime) -> bool:
    """As `carry` does: the part goes only where it still says what is."""
    row.calendar = row.calendar if purpose(row.purpose).keeps_calendar(row, now) else ""
    return True


def test_a_program_follows_a_meeting_from_the_seat_to_the_cancellation(village: Village, now: datetime, post):
    program, cafe, by = Program(JEANNE), village.cafe, village.karim

    def receives(at: datetime) -> list[str]:
        return [program.receive(mail) for mail in post(at)]

    registration = register(meeting=cafe, member=village.jeanne, at=now)
    assert receives(now) == ["REQUEST"]
    [entry] = program.entries.values()
    assert entry.uid.value == uid_of(cafe)
    assert (entry.dtstart.value.astimezone(UTC), entry.summary.value) == (cafe.begins_at, "Café du canal")
    assert entry.location.value.startswith("Kiosque")
    assert question_in(entry.organizer.value) == ("meetings.coming", cafe.pk, village.jeanne.pk)
    assert entry.attendee.params["PARTSTAT"] == ["ACCEPTED"]
    later = cafe.begins_at + timedelta(hours=1)
    change(meeting=cafe, by=by, at=now, begins_at=later, place=village.hall)
    assert receives(now) == ["REQUEST"]
    [entry] = program.entries.values()
    assert entry.dtstart.value.astimezone(UTC) == later
    assert "Salle des fêtes" in entry.location.value
    cancel(meeting=cafe, by=by, at=now)
    assert receives(now) == ["CANCEL"]
    assert not program.entries
    uncancel(meeting=cafe, by=by, at=now)
    assert receives(now) == ["REQUEST"]
    assert program.entries
    withdraw(registration=registration, at=now)
    assert receives(now) == ["CANCEL"]
    assert not program.entries
    register(meeting=cafe, member=village.jeanne, at=now)
    assert receives(now) == ["REQUEST"]
    assert program.entries


def test_mails_that_come_in_the_wrong_order_leave_the_newest(village: Village, now: datetime, post):
    program, cafe = Program(JEANNE), village.cafe
    register(meeting=cafe, member=village.jeanne, at=now)
    first = post(now)
    change(meeting=cafe, by=village.karim, at=now, begins_at=cafe.begins_at + timedelta(hours=1))
    for mail in [*post(now), *first]:
        program.receive(mail)
    [entry] = program.entries.values()
    assert entry.dtstart.value.astimezone(UTC) == cafe.begins_at + timedelta(hours=1)


def test_nobody_is_invited_before_they_have_a_seat_nor_by_telephone(village: Village, now: datetime):
    bal = make_meeting("Bal", now + timedelta(days=6), host=village.karim, capacity=1)
    register(meeting=bal, member=village.lea, at=now)
    waits = register(meeting=bal, member=village.jeanne, at=now)
    register(meeting=bal, member=village.odile, at=now, channel="telephone", made_by=village.monique)
    written = Dispatch.objects.filter(purpose__startswith="meetings.")
    assert {row.address for row in written.exclude(calendar="")} == {"lea@exemple.fr"}
    withdraw(registration=bal.registrations.get(member=village.lea), at=now)
    waits.refresh_from_db()
    assert waits.state == State.OFFERED
    assert not written.filter(person=village.jeanne.pk).exclude(calendar="")
    accept(registration=waits, at=now)
    [invited] = written.filter(person=village.jeanne.pk).exclude(calendar="")
    assert (invited.purpose, "METHOD:REQUEST" in invited.calendar) == ("meetings.confirmation", True)
    change(meeting=bal, by=village.karim, at=now, begins_at=bal.begins_at + timedelta(hours=2))
    assert "METHOD:REQUEST" in written.get(purpose="meetings.change", person=village.jeanne.pk).calendar
    assert written.get(purpose="meetings.change", person=village.odile.pk).calendar == ""


def test_nothing_in_it_names_anybody_else(village: Village, now: datetime):
    cafe = village.cafe
    for member in (village.jeanne, village.paul, village.lea):
        register(meeting=cafe, member=member, at=now)
    cancel(meeting=cafe, by=village.karim, at=now)
    for row in Dispatch.objects.exclude(calendar=""):
        text = row.calendar.replace("\r\n ", "")
        mine = row.address
        others = {"jeanne@", "paul@", "lea@", "karim@", "Haddad", "Nguyen", "Moreau"} - {
            f"{mine.split('@')[0]}@"
        }
        name = {"jeanne@exemple.fr": "", "paul@exemple.fr": "Nguyen", "lea@exemple.fr": "Moreau"}[mine]
        assert not [word for word in others - {name} if word in text]
        assert text.count("mailto:") == 2


def test_a_part_that_is_no_longer_true_stays_behind(village: Village, now: datetime, post):
    """Withdrawn and in line again before the words left: the change is told, nobody is invited."""
    cafe, program = village.cafe, Program(JEANNE)
    night = now.replace(hour=21)
    registration = register(meeting=cafe, member=village.jeanne, at=now)
    [program.receive(mail) for mail in post(now)]
    change(
        meeting=cafe, by=village.karim, at=night, begins_at=cafe.begins_at + timedelta(hours=1), capacity=1
    )
    withdraw(registration=registration, at=night)
    register(meeting=cafe, member=village.lea, at=night)
    assert register(meeting=cafe, member=village.jeanne, at=night).state == State.WAITING
    morning = night + timedelta(hours=11)
    assert [program.receive(mail) for mail in post(morning)].count("REQUEST") == 0
    assert not Dispatch.objects.filter(address=JEANNE, state="waiting").exists()


@pytest.mark.parametrize("day", [(2026, 10, 24), (2026, 10, 25), (2027, 3, 27), (2027, 3, 28)])
def test_the_hour_is_right_on_both_sides_of_a_change_of_hour(village: Village, day):
    begins_at = datetime(*day, 12, tzinfo=UTC)
    at = begins_at - timedelta(days=3)
    register(meeting=make_meeting("Bal", begins_at), member=village.jeanne, at=at)
    entry = vobject.readOne(Dispatch.objects.get(person=village.jeanne.pk).calendar).vevent
    assert entry.dtstart.value.astimezone(UTC) == begins_at
    assert entry.dtend.value.astimezone(UTC) == begins_at + timedelta(hours=2)


# What comes back -----------------------------------------------------------------------------------


@pytest.fixture
def seated(village: Village, now: datetime, post) -> Registration:
    registration = register(meeting=village.cafe, member=village.jeanne, at=now)
    post(now)
    return registration


def answered(village: Village, answer: str, dialect: str = "google", **facts) -> bytes:
    to = Dispatch.objects.filter(person=village.jeanne.pk).exclude(reply_to="").last().reply_to
    return answer_of(dialect, **({"to": to, "uid": uid_of(village.cafe), "answer": answer} | facts))


def vouched(mail: bytes, says: str = "dmarc=pass header.from=exemple.fr") -> bytes:
    """As our own mail server hands it over, having looked where it comes from."""
    return f"Authentication-Results: mail.canal.exemple.fr;\r\n {says}\r\n".encode() + mail


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_program_is_understood(village: Village, now: datetime, seated: Registration, dialect: str):
    assert receive(answered(village, "TENTATIVE", dialect), now).state == "done"
    seated.refresh_from_db()
    assert (seated.state, seated.is_perhaps) == (State.SEATED, True)
    stamps = {"stamp": "20261124T093500Z"}
    assert receive(answered(village, "ACCEPTED", dialect, **stamps), now + timedelta(hours=1)).state == "done"
    seated.refresh_from_db()
    assert not seated.is_perhaps
    no = answered(village, "DECLINED", dialect, stamp="20261124T094000Z")
    assert receive(no, now + timedelta(hours=1)).state == "done"
    seated.refresh_from_db()
    assert seated.state == State.WITHDRAWN
    again = vouched(answered(village, "ACCEPTED", dialect, stamp="20261124T095000Z"))
    assert receive(again, now + timedelta(hours=1)).state == "done"
    back = village.cafe.registrations.live().get(member=village.jeanne)
    assert (back.state, back.channel, back.pk != seated.pk) == (State.SEATED, "mail", True)


def test_a_no_gives_the_seat_to_the_next_in_line_once(village: Village, now: datetime, post):
    bal = make_meeting("Bal", now + timedelta(days=6), host=village.karim, capacity=1)
    register(meeting=bal, member=village.jeanne, at=now)
    next_one = register(meeting=bal, member=village.lea, at=now)
    to = Dispatch.objects.get(person=village.jeanne.pk).reply_to
    no = answer_of("outlook", to=to, uid=uid_of(bal), answer="DECLINED")
    for _time in range(3):
        receive(no, now)
    next_one.refresh_from_db()
    assert next_one.state == State.OFFERED
    assert Dispatch.objects.filter(purpose="meetings.offer").count() == 1
    yes = answer_of("outlook", to=to, uid=uid_of(bal), answer="ACCEPTED", stamp="20261124T100000Z")
    receive(vouched(yes), now + timedelta(hours=2))
    assert bal.registrations.live().get(member=village.jeanne).state == State.WAITING
    assert Dispatch.objects.filter(person=village.jeanne.pk, purpose="meetings.waiting").exists()


def test_a_yes_to_a_full_meeting_without_a_line_is_answered_by_mail(village: Village, now: datetime, post):
    bal = make_meeting("Bal", now + timedelta(days=6), host=village.karim, capacity=1, has_waiting_list=False)
    withdraw(registration=register(meeting=bal, member=village.jeanne, at=now), at=now)
    register(meeting=bal, member=village.lea, at=now)
    to = Dispatch.objects.filter(person=village.jeanne.pk).first().reply_to
    row = receive(vouched(answer_of("apple", to=to, uid=uid_of(bal), answer="ACCEPTED")), now)
    assert row.state == "done"
    said = Dispatch.objects.get(purpose="meetings.refused")
    assert (said.person, said.calendar) == (village.jeanne.pk, "")
    assert "dernière place" in said.body


def test_older_answers_change_nothing(village: Village, now: datetime, seated: Registration, post):
    late = answered(village, "DECLINED", stamp="20261124T090500Z")
    receive(answered(village, "TENTATIVE", stamp="20261124T091000Z"), now + timedelta(hours=1))
    assert receive(late, now + timedelta(hours=1)).state == "done"
    change(
        meeting=village.cafe, by=village.karim, at=now, begins_at=village.cafe.begins_at + timedelta(hours=1)
    )
    post(now + timedelta(hours=1))
    old_hour = answered(village, "DECLINED", sequence=0, stamp="20261124T113000Z")
    receive(old_hour, now + timedelta(hours=3))
    seated.refresh_from_db()
    assert (seated.state, seated.is_perhaps) == (State.SEATED, True)
    new_hour = answered(village, "DECLINED", sequence=1, stamp="20261124T114000Z")
    receive(new_hour, now + timedelta(hours=3))
    seated.refresh_from_db()
    assert seated.state == State.WITHDRAWN


def test_answers_that_are_not_theirs_to_give_wait_for_a_person(
    village: Village, now: datetime, seated: Registration
):
    forged = answered(village, "DECLINED", sender="m@ailleurs.fr")
    other = answered(village, "DECLINED", uid="another@meeting")
    counter = answered(village, "DECLINED").replace(b"METHOD:REPLY", b"METHOD:COUNTER")
    rows = [receive(mail, now) for mail in (forged, other, counter)]
    assert [row.state for row in rows] == ["to_read"] * 3
    assert [row.why for row in rows] == ["sender", "words", "words"]
    seated.refresh_from_db()
    assert seated.state == State.SEATED


def test_a_comment_is_done_and_read(village: Village, now: datetime, seated: Registration):
    mail = answered(village, "DECLINED", stamp="20261124T093000Z\r\nCOMMENT:Désolée\\, train annulé")
    row = receive(mail, now)
    seated.refresh_from_db()
    assert seated.state == State.WITHDRAWN
    assert (row.state, row.text.splitlines()[0]) == ("to_read", "Désolée, train annulé")


def test_a_forwarded_invitation_and_a_forged_sender_do_what_the_pass_does_and_no_more(
    village: Village, now: datetime, seated: Registration
):
    receive(answered(village, "DECLINED"), now)
    seated.refresh_from_db()
    assert seated.state == State.WITHDRAWN, "as the page of their registration would"
    told = Dispatch.objects.get(purpose="meetings.withdrawn")
    assert told.person == village.jeanne.pk, "whoever it was, she hears of it"
    forged = answered(village, "ACCEPTED", stamp="20261124T095000Z")
    assert receive(forged, now + timedelta(hours=1)).state == "done"
    assert not village.cafe.registrations.live().filter(member=village.jeanne).exists()
    said = Dispatch.objects.get(purpose="meetings.refused")
    assert (said.address, "inscrivez-vous à nouveau" in said.body) == (JEANNE, True)


def test_what_our_mail_server_calls_a_forgery_does_nothing(
    village: Village, now: datetime, seated: Registration
):
    no = vouched(answered(village, "DECLINED"), "spf=pass; dmarc=fail (p=none) header.from=exemple.fr")
    row = receive(no, now)
    seated.refresh_from_db()
    assert (seated.state, row.state, row.why) == (State.SEATED, "aside", "forged")


def test_whoever_is_kept_out_does_not_come_back_by_mail(
    village: Village, now: datetime, seated: Registration
):
    withdraw(registration=seated, at=now)
    yes = vouched(answered(village, "ACCEPTED"))
    suspend(member=village.jeanne, by=village.fatou, reason="x", at=now)
    assert receive(yes, now).state == "to_read"
    assert not village.cafe.registrations.live().filter(member=village.jeanne).exists()


def test_answers_about_what_is_over_or_cancelled_move_nothing(
    village: Village, now: datetime, seated: Registration
):
    cancel(meeting=village.cafe, by=village.karim, at=now)
    receive(answered(village, "ACCEPTED"), now)
    after = village.cafe.ends_at + timedelta(hours=1)
    receive(answered(village, "DECLINED", stamp="20261126T160000Z"), after)
    seated.refresh_from_db()
    assert seated.state == State.SEATED
    assert Meeting.objects.get(pk=village.cafe.pk).seats_taken == 1


def test_an_odd_date_of_a_program_does_not_stop_later_answers(
    village: Village, now: datetime, seated: Registration
):
    receive(answered(village, "TENTATIVE", stamp="29991231T235959Z"), now)
    receive(answered(village, "ACCEPTED", stamp="20261124T100000Z"), now + timedelta(hours=1))
    seated.refresh_from_db()
    assert not seated.is_perhaps


def test_where_no_mailbox_is_named_the_invitation_asks_for_no_answer(
    village: Village, now: datetime, settings: LazySettings
):
    settings.MAIL_REPLIES = ""
    register(meeting=village.cafe, member=village.jeanne, at=now)
    row = Dispatch.objects.get(person=village.jeanne.pk)
    entry = vobject.readOne(row.calendar).vevent
    assert (row.reply_to, entry.organizer.value) == ("", f"mailto:{settings.MAIL_FROM}")
    assert entry.attendee.params["RSVP"] == ["FALSE"]


def test_what_is_forgotten_is_forgotten_in_the_calendar_part_too(village: Village, now: datetime, seated):
    assert Dispatch.objects.exclude(calendar="").count() == 1
    forget_words(now + timedelta(days=90), 10)
    assert not Dispatch.objects.exclude(calendar="").exists()
    assert Dispatch.objects.filter(channel=Channel.MAIL).exists()
    assert Received.objects.count() == 0


# Two people, one address ---------------------------------------------------------------------------


def _last(village: Village, person) -> Registration:
    return village.cafe.registrations.filter(member=person).latest("pk")


def test_the_agenda_of_a_couple_is_asked_for_whom_it_says_no(village: Village, now: datetime, post):
    """One mailbox, one agenda: their « no » gives back the seat of the one who is named, and only that one."""
    village.lea.contact_points.filter(kind="mail").update(address=JEANNE)
    for person in (village.jeanne, village.lea):
        register(meeting=village.cafe, member=person, at=now)
    post(now)
    later = village.cafe.begins_at + timedelta(hours=1)
    change(meeting=village.cafe, by=village.karim, at=now, begins_at=later)
    assert len(post(now)) == 2  # two rows, one mail
    leader = Dispatch.objects.filter(address=JEANNE, companions__isnull=False).get()
    facts = {"to": leader.reply_to, "uid": uid_of(village.cafe), "sequence": 1}
    yes = answer_of("google", answer="ACCEPTED", stamp="20261124T110000Z", **facts)
    assert receive(yes, now + timedelta(hours=2)).state == "done"  # both come already: nothing to ask
    no = answer_of("google", answer="DECLINED", stamp="20261124T111000Z", **facts)
    row = receive(no, now + timedelta(hours=2))
    assert (row.state, row.why) == ("to_read", "whom")
    assert {_last(village, one).state for one in (village.jeanne, village.lea)} == {State.SEATED}
    question = Dispatch.objects.get(purpose="courier.for_whom")
    other = Dispatch.objects.get(goes_with=leader)
    head = f"From: {JEANNE}\r\nTo: {question.reply_to}\r\nSubject: Re\r\nMessage-ID: <q@exemple.fr>\r\n\r\n"
    assert receive(f"{head}{other.name.split(' ')[0]}\r\n".encode(), now + timedelta(hours=3)).state == "done"
    states = {one.pk: _last(village, one).state for one in (village.jeanne, village.lea)}
    assert states == {leader.person: State.SEATED, other.person: State.WITHDRAWN}
