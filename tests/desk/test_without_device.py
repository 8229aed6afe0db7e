"""Every journey, by somebody who owns no device: Odile telephones, receives letters, or gives a paper back.

docs/comprendre/sans-appareil.md names each of these tests.
"""

import re
from datetime import timedelta

import pytest

from parvis.courier.models import Dispatch
from parvis.desk.letters.weeks import WEEK, make_week
from parvis.desk.letters.writing import code_of
from parvis.meetings.cancelling import cancel
from parvis.meetings.models import Registration
from parvis.meetings.promoting import offer_free_seats
from parvis.meetings.registering import register
from parvis.members.consenting import agree
from parvis.members.mandates import Lasts, Scope, give_mandate, live_mandate
from parvis.members.models import Member, Wish
from tests.village import make_meeting, seat, wait


@pytest.fixture
def desk(village, client_of):
    """Monique, Odile's record open before her: Odile is calling."""
    browser = client_of(village.monique)
    if live_mandate(village.odile, village.monique, Scope.DATA, village.now) is None:
        give_mandate(
            member=village.odile, holder=village.monique, scopes=list(Scope), lasts=Lasts.YEAR, sentence="Oui.",
            how="spoken", heard_by=village.fatou, at=village.now,
        )  # fmt: skip
    browser.post(f"/permanence/personnes/{village.odile.pk}/ouverture/", {"reason": "calling"})
    return browser


@pytest.fixture
def home(village):
    return f"/permanence/personnes/{village.odile.pk}/"


def on_paper(village):
    """Odile gave her postal address, and wished for the sheet of the week."""
    village.odile.contact_points.create(
        kind="post", address="4 rue du Canal, 33000 Vieux-Pont", added_at=village.now
    )
    agree(member=village.odile, purpose=WEEK, sentence="Oui.", at=village.now)
    make_week(village.now)
    return f"/permanence/saisie/{code_of(Dispatch.objects.get(purpose=WEEK))}/"


def test_signing_in_again_on_somebody_else_s_device(desk, home, anonymous):
    page = desk.post(f"{home}code/").content.decode()
    digits = re.search(r'class="code">(\d{3}\s\d{3})', page)[1]
    asked = anonymous.post("/connexion/", {"address": "01 99 00 45 12"})["Location"]
    assert anonymous.post(asked, {"code": digits})["Location"] == "/mon-espace/"


def test_registering_by_voice(desk, home, village):
    desk.post(f"{home}inscriptions/", {"meeting": village.cafe.pk})
    assert village.odile.registrations.get().state == Registration.State.SEATED


def test_registering_on_paper(desk, village):
    choir = make_meeting("Chorale", village.now + timedelta(days=7), host=village.karim, place=village.hall)
    desk.post(on_paper(village), {"version": "0", "coming": [choir.pk]})
    assert village.odile.registrations.get().meeting == choir


def test_changing_how_many_come(desk, home, village):
    registration = register(meeting=village.cafe, member=village.odile, at=village.now, channel="telephone")
    desk.post(f"{home}inscriptions/{registration.pk}/nombre/", {"party": "2"})
    registration.refresh_from_db()
    assert registration.party == 2


def test_cancelling_by_voice(desk, home, village):
    registration = register(meeting=village.cafe, member=village.odile, at=village.now, channel="telephone")
    desk.post(f"{home}inscriptions/{registration.pk}/annulation/")
    registration.refresh_from_db()
    assert registration.state == Registration.State.WITHDRAWN


def test_cancelling_on_paper(desk, village):
    choir = make_meeting("Chorale", village.now + timedelta(days=7), host=village.karim, place=village.hall)
    registration = register(meeting=choir, member=village.odile, at=village.now, channel="telephone")
    desk.post(on_paper(village), {"version": "0", "not_coming": [choir.pk]})
    registration.refresh_from_db()
    assert registration.state == Registration.State.WITHDRAWN


def test_being_told_by_a_call(desk, village):
    seat(village.odile, village.cafe, village.now)
    cancel(meeting=village.cafe, by=village.karim, at=village.now, reason="Tempête")
    call = Dispatch.objects.get(person=village.odile.pk, purpose="meetings.cancellation")
    assert call.channel == "telephone"
    desk.post(f"/permanence/appels/{call.pk}/", {"answer": "told"})
    call.refresh_from_db()
    assert call.state == Dispatch.State.SENT


def test_passing_a_waiting_list_place_on(desk, home, village):
    village.cafe.capacity = village.cafe.seats_taken = 0
    meeting = make_meeting("Loto", village.now + timedelta(days=5), host=village.karim, capacity=1)
    taken = seat(village.jeanne, meeting, village.now)
    wait(village.odile, meeting, village.now)
    wait(village.paul, meeting, village.now)
    taken.delete()
    meeting.seats_taken = 0
    meeting.save()
    offer_free_seats(meeting=meeting, at=village.now)
    offered = meeting.registrations.get(member=village.odile)
    assert offered.state == Registration.State.OFFERED
    desk.post(f"{home}inscriptions/{offered.pk}/proposition/", {"answer": "no"})
    offered.refresh_from_db()
    assert offered.state not in Registration.LIVE or offered.state == Registration.State.WAITING
    assert meeting.registrations.get(member=village.paul).state == Registration.State.OFFERED


def test_having_one_s_data_on_paper(desk, home):
    page = desk.post(f"{home}donnees/")
    assert page.status_code == 200
    assert "Odile Roux" in page.content.decode()


def test_leaving(desk, home, village):
    answer = desk.post(f"{home}depart/", {"texts": "erase", "agrees": "on"})
    if answer.status_code == 422:  # the choices have other names: take the first
        chosen = re.search(r'name="texts" value="([^"]+)"', answer.content.decode())[1]
        answer = desk.post(f"{home}depart/", {"texts": chosen, "agrees": "on"})
    assert answer.status_code == 302
    assert Member.objects.get(pk=village.odile.pk).left_at is not None


def test_muting_all_but_one_s_reminders(desk, home, village):
    desk.post(f"{home}ce-qui-est-recu/", {"wish": Wish.REMINDERS})
    village.odile.refresh_from_db()
    assert village.odile.wish == Wish.REMINDERS


def test_reaching_a_human(desk, village, client_of):
    """The number of the desk stands on every paper; « Rappelez-moi » waits for a reader."""
    path = on_paper(village)
    assert desk.get(path).status_code == 200
    assert "01\u00a099\u00a000\u00a012\u00a034" in desk.get("/permanence/courrier/semaine/").content.decode()
    desk.post(path, {"version": "0", "call": "1"})
    assert "Rappelez-moi" in desk.get("/permanence/messages/").content.decode()
