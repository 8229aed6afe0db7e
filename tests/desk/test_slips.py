"""Reply slips come back: what is ticked is done once, in the person's own name; a word waits for a reader."""

import re
from datetime import timedelta

import pytest

from parvis.courier.models import Dispatch, Received
from parvis.desk.letters.weeks import WEEK, make_week
from parvis.desk.letters.wishing import WeekForm, note_wish
from parvis.desk.letters.writing import code_of
from parvis.desk.models import TypedSheet, WeekSheet
from parvis.desk.taking import Caller
from parvis.desk.typing.codes import Kind
from parvis.kit.paper_codes import PaperCode
from parvis.meetings.cancelling import cancel
from parvis.meetings.models import Registration
from parvis.members.models import Member
from tests.village import make_meeting, seat


@pytest.fixture
def desk(village, client_of):
    return client_of(village.monique)


@pytest.fixture
def week(village, desk):
    """Odile said on the telephone that she reads on paper; this week's sheet is made."""
    singing = make_meeting("Chorale", village.now + timedelta(days=7), host=village.karim, place=village.hall)
    bingo = make_meeting("Loto", village.now + timedelta(days=8), host=village.karim, capacity=1)
    desk.post(f"/permanence/personnes/{village.odile.pk}/ouverture/", {"reason": "calling"})

    caller = Caller(village.odile, village.monique, village.now)
    form = WeekForm(caller, data={"wishes": "yes", "address": "4 rue du Canal, 33000 Vieux-Pont"})
    assert form.is_valid(), form.errors
    note_wish(caller, form.cleaned_data)
    assert make_week(village.now) == 1
    return singing, bingo


def version(page):
    return re.search(r'name="version" value="(\d+)"', page.content.decode())[1]


def test_the_week_ticked_on_paper_registers_once_and_calls_back(desk, week, village):
    singing, bingo = week
    path = f"/permanence/saisie/{code_of(Dispatch.objects.get(purpose=WEEK))}/"
    sent = {
        "version": version(desk.get(path)),
        "coming": [singing.pk, bingo.pk],
        "call": "1",
        "words": "Et\0 Henri ?",
    }
    assert desk.post(path, sent)["Location"] == "/permanence/saisie/"
    made = village.odile.registrations.order_by("pk")
    assert [(row.meeting.title, row.made_by) for row in made] == [
        ("Chorale", village.monique),
        ("Loto", village.monique),
    ]
    note = Received.objects.get()
    assert note.person == village.odile.pk
    assert "Et Henri ?" in note.text
    assert desk.post(path, sent).status_code == 409
    again = desk.get(path)
    assert "Saisi par Monique" in again.content.decode()
    desk.post(path, {"version": version(again), "not_coming": [singing.pk]})
    assert village.odile.registrations.get(meeting=singing).state == Registration.State.WITHDRAWN
    assert TypedSheet.objects.get().version == 2


def test_a_meeting_that_is_full_is_said_and_a_person_reads_it(desk, week, village):
    _singing, bingo = week
    bingo.has_waiting_list = False
    bingo.save()
    seat(village.jeanne, bingo, village.now)
    path = f"/permanence/saisie/{code_of(Dispatch.objects.get(purpose=WEEK))}/"
    answer = desk.post(path, {"version": "0", "coming": [bingo.pk]}, follow=True)
    assert "Noté, sauf" in answer.content.decode()
    assert "Loto" in Received.objects.get().text


def test_a_sheet_from_the_counter_registers_whoever_wrote_their_name(desk, week, village):
    path = f"/permanence/saisie/{PaperCode(Kind.WEEK, WeekSheet.objects.get().pk)}/"
    wrong = desk.post(path, {"name": "Rosa Diaz", "contact": "06", "coming": [week[0].pk]})
    assert wrong.status_code == 422
    assert 'value="Rosa Diaz"' in wrong.content.decode()
    for _twice in range(2):
        desk.post(path, {"name": "Rosa Diaz", "contact": "06 39 98 12 77", "coming": [week[0].pk]})
    rosa = Member.objects.get(name="Rosa Diaz")
    assert rosa.registrations.live().count() == 1


def test_the_slip_of_a_secret_circle_says_nothing_of_it(desk, village):
    secret = make_meeting(
        "Surprise", village.now + timedelta(days=9), visibility="circle", circle=village.council
    )
    village.odile.needs_calling = False
    village.odile.save()
    village.odile.contact_points.all().delete()
    village.odile.contact_points.create(
        kind="post", address="4 rue du Canal, Vieux-Pont", added_at=village.now
    )
    seat(village.odile, secret, village.now)
    cancel(meeting=secret, by=village.fatou, at=village.now)
    path = f"/permanence/saisie/{code_of(Dispatch.objects.get(person=village.odile.pk))}/"
    assert "Surprise" not in desk.get(path).content.decode()
    desk.post(path, {"version": "0", "call": "1"})
    assert "Surprise" not in desk.get("/permanence/messages/").content.decode()


@pytest.mark.parametrize("code", [PaperCode(Kind.SLIP, 999_999), PaperCode(Kind.WEEK, 999_999)])
def test_a_paper_nobody_made_is_not_found(desk, code):
    assert desk.get(f"/permanence/saisie/{code}/").status_code == 404
