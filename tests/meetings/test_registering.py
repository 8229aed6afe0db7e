"""Coming to a meeting: a seat at once, a place in the line, not coming after all."""

from datetime import timedelta

import pytest

from parvis.chronicle.models import Deed
from parvis.courier.models import Dispatch
from parvis.meetings import refusals
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.registering import change_party, register, register_newcomer, withdraw
from parvis.members.contacts import Contact, read_contact
from parvis.members.models import JournalEntry, Member
from tests.village import make_meeting, make_member

State = Registration.State


def _fill(village, now, seats):
    """The café with that many free seats left."""
    people = village.cafe.capacity - seats
    for number in range(people):
        register(meeting=village.cafe, member=make_member(f"Voisin {number}", now), at=now)
    village.cafe.refresh_from_db()


def _deeds(verb):
    return list(Deed.objects.filter(verb=verb))


def test_coming_holds_a_seat_at_once_and_is_confirmed_in_writing(village, now):
    registration = register(meeting=village.cafe, member=village.jeanne, at=now, party=2, companions="Louis")
    village.cafe.refresh_from_db()
    assert registration.state == State.SEATED
    assert village.cafe.seats_taken == 2
    [letter] = Dispatch.objects.all()
    assert letter.purpose == "meetings.confirmation"
    assert letter.address == "jeanne@exemple.fr"
    assert letter.not_before_at == now
    for said in ["Café du canal", "jeudi 26", "14", "Kiosque", "Karim"]:
        assert said in letter.title + letter.body
    [deed] = _deeds("meetings.registered")
    assert (deed.person, deed.for_person) == (village.jeanne.pk, village.jeanne.pk)


def test_a_double_tap_gives_the_same_registration_and_one_letter(village, now):
    first = register(meeting=village.cafe, member=village.jeanne, at=now)
    again = register(meeting=village.cafe, member=village.jeanne, at=now)
    village.cafe.refresh_from_db()
    assert first.pk == again.pk
    assert village.cafe.seats_taken == 1
    assert Dispatch.objects.count() == len(_deeds("meetings.registered")) == 1


def test_someone_on_the_telephone_was_told_and_gets_no_call_about_it(village, now):
    registration = register(
        meeting=village.cafe, member=village.odile, at=now, made_by=village.monique, channel="telephone"
    )
    assert not Dispatch.objects.exists()
    entry = JournalEntry.objects.get(member=village.odile)
    assert entry.author == village.monique
    assert village.cafe.title in entry.words
    [deed] = _deeds("meetings.registered")
    assert (deed.person, deed.for_person) == (village.monique.pk, village.odile.pk)
    assert registration.is_verified


def test_a_full_meeting_puts_people_in_line_and_tells_them_their_place(village, now):
    _fill(village, now, seats=0)
    first = register(meeting=village.cafe, member=village.jeanne, at=now)
    second = register(meeting=village.cafe, member=village.paul, at=now)
    assert [first.state, second.state] == [State.WAITING, State.WAITING]
    assert village.cafe.place_in_line(first) == 1
    assert village.cafe.place_in_line(second) == 2
    assert "2" in Dispatch.objects.get(person=village.paul.pk).body


def test_a_full_meeting_refuses_and_shows_the_way_out(village, now):
    Meeting.objects.filter(pk=village.cafe.pk).update(has_waiting_list=False, capacity=1)
    register(meeting=village.cafe, member=village.jeanne, at=now)
    with pytest.raises(refusals.MeetingFull) as refusal:
        register(meeting=village.cafe, member=village.paul, at=now)
    assert refusal.value.way_out.words
    assert not Registration.objects.filter(member=village.paul).exists()


def test_a_group_is_kept_together(village, now):
    _fill(village, now, seats=2)
    family = register(meeting=village.cafe, member=village.jeanne, at=now, party=3)
    village.cafe.refresh_from_db()
    assert family.state == State.WAITING
    assert village.cafe.free_seats() == 2


def test_nobody_overtakes_a_group_that_waits(village, now):
    _fill(village, now, seats=2)
    register(meeting=village.cafe, member=village.jeanne, at=now, party=3)
    alone = register(meeting=village.cafe, member=village.paul, at=now)
    assert alone.state == State.WAITING


@pytest.mark.parametrize("party", [0, 11, 17])
def test_too_many_together_are_sent_to_a_person(village, now, party):
    with pytest.raises(refusals.TooManyTogether) as refusal:
        register(meeting=village.cafe, member=village.jeanne, at=now, party=party)
    assert refusal.value.way_out


def test_a_group_the_room_could_never_hold_does_not_block_the_line(village, now):
    Meeting.objects.filter(pk=village.cafe.pk).update(capacity=4)
    with pytest.raises(refusals.TooManyTogether):
        register(meeting=village.cafe, member=village.jeanne, at=now, party=5)


def test_nobody_registers_for_what_is_over_cancelled_or_not_published(village, now):
    over = make_meeting("Hier", now - timedelta(days=1))
    hidden = make_meeting("Brouillon", now + timedelta(days=1), published=False)
    off = make_meeting("Annulée", now + timedelta(days=1))
    off_by = village.karim
    off.cancellation = type(off).cancellation.related.related_model.objects.create(
        meeting=off, by=off_by, at=now
    )
    for meeting in [over, hidden, off]:
        with pytest.raises(refusals.NotOpen):
            register(meeting=meeting, member=village.jeanne, at=now)


def test_withdrawing_frees_the_seat_once(village, now):
    registration = register(meeting=village.cafe, member=village.jeanne, at=now, party=2)
    withdraw(registration=registration, at=now)
    withdraw(registration=registration, at=now)
    village.cafe.refresh_from_db()
    assert village.cafe.seats_taken == 0
    assert len(_deeds("meetings.withdrew")) == 1


def test_who_withdrew_may_come_back(village, now):
    withdraw(registration=register(meeting=village.cafe, member=village.jeanne, at=now), at=now)
    back = register(meeting=village.cafe, member=village.jeanne, at=now)
    assert back.state == State.SEATED


def test_questions_are_asked_and_answers_kept(village, now):
    diet = village.cafe.questions.create(words="Allergies ?", is_required=True)
    with pytest.raises(refusals.AnswerMissing):
        register(meeting=village.cafe, member=village.jeanne, at=now, answers={diet.pk: "  "})
    registration = register(meeting=village.cafe, member=village.jeanne, at=now, answers={diet.pk: "Noix"})
    assert registration.answers.get().words == "Noix"
    spoken = register(meeting=village.cafe, member=village.odile, at=now, channel="telephone")
    assert not spoken.answers.exists()


# Newcomers -----------------------------------------------------------------------------------------


def test_a_newcomer_holds_a_seat_with_a_name_and_a_number(village, now):
    registration = register_newcomer(
        meeting=village.cafe, name="Samir Benali", contact=read_contact("06 39 98 44 44"), at=now
    )
    assert registration.state == State.SEATED
    assert registration.is_to_be_verified
    assert registration.member.name == "Samir Benali"
    assert registration.member.contact_points.get().address == "+33639984444"


def test_a_form_sent_twice_makes_one_person_and_one_seat(village, now):
    contact = Contact("mail", "samir@exemple.fr")
    known = {"meeting": village.cafe, "contact": contact, "at": now, "form_key": "his browser"}
    first = register_newcomer(name="Samir Benali", **known)
    again = register_newcomer(name="samir benali", **known)
    assert first.pk == again.pk
    assert Member.objects.filter(search_name="samir benali").count() == 1


def test_one_contact_holds_three_unverified_seats_at_most(village, now):
    contact = Contact("mail", "famille@exemple.fr")
    for name in ["Anna Petit", "Bruno Petit", "Chloé Petit"]:
        register_newcomer(meeting=village.cafe, name=name, contact=contact, at=now)
    with pytest.raises(refusals.TooManyUnverified) as refusal:
        register_newcomer(meeting=village.cafe, name="David Petit", contact=contact, at=now)
    assert refusal.value.way_out
    assert not Member.objects.filter(name="David Petit").exists()
    village.cafe.refresh_from_db()
    assert village.cafe.seats_taken == 3


def test_someone_known_is_known_again_and_others_on_the_same_number_are_not(village, now):
    contact = read_contact("01 99 00 45 12")
    odile = register_newcomer(meeting=village.cafe, name="odile ROUX", contact=contact, at=now)
    assert odile.member == village.odile
    other = register_newcomer(meeting=village.cafe, name="Samir Benali", contact=contact, at=now)
    assert other.member not in [village.odile, village.henri]


def test_a_stranger_hears_that_it_is_full_as_anybody_would(village, now):
    """Somebody else's name and address, at a full meeting without a line: no word that they are known."""
    small = make_meeting("Four du village", now + timedelta(days=2), capacity=2, has_waiting_list=False)
    register(meeting=small, member=village.jeanne, at=now)
    with pytest.raises(refusals.MeetingFull):
        register_newcomer(
            meeting=small, name="Jeanne Martin", contact=Contact("mail", "jeanne@exemple.fr"), at=now, party=2
        )


def test_nobody_withdraws_from_what_is_over(village, now):
    registration = register(meeting=village.cafe, member=village.jeanne, at=now)
    with pytest.raises(refusals.NotOpen):
        withdraw(registration=registration, at=village.cafe.ends_at + timedelta(minutes=1))
    registration.refresh_from_db()
    assert registration.state == State.SEATED


# How many ------------------------------------------------------------------------------------------


def test_more_people_come_if_seats_are_free_and_nobody_waits(village, now):
    registration = register(meeting=village.cafe, member=village.jeanne, at=now)
    change_party(registration=registration, party=4, at=now)
    village.cafe.refresh_from_db()
    assert village.cafe.seats_taken == 4
    _fill(village, now, seats=village.cafe.capacity - 12)
    register(meeting=village.cafe, member=village.paul, at=now)
    with pytest.raises(refusals.MeetingFull):
        change_party(registration=registration, party=5, at=now)


def test_fewer_people_free_seats_for_the_next_in_line(village, now):
    Meeting.objects.filter(pk=village.cafe.pk).update(capacity=4)
    family = register(meeting=village.cafe, member=village.jeanne, at=now, party=4)
    waiting = register(meeting=village.cafe, member=village.paul, at=now)
    change_party(registration=family, party=3, at=now)
    waiting.refresh_from_db()
    assert waiting.state == State.OFFERED
