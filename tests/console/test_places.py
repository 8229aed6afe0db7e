"""The hours, closures and keys of a place, as an association secretary writes them."""

import re
from datetime import timedelta

import pytest

from parvis.chronicle.jobs import follow_deeds
from parvis.community.models import Closure, Place
from parvis.courier.models import Dispatch
from parvis.meetings.models import Booking
from parvis.meetings.proposing import propose

pytestmark = pytest.mark.django_db
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@pytest.fixture
def secretary(village, client_of):
    return client_of(village.fatou)


def _hours(**said):
    return {day: "" for day in DAYS} | said


def _written(place):
    return Place.objects.get(pk=place.pk).opening_hours


def test_a_week_is_written_line_by_line_and_shown_as_it_can_be_typed_again(village, secretary):
    path = f"/coulisses/lieux/{village.hall.pk}/horaires/"
    said = _hours(Mo="9 h – 12 h, 14 h – 18 h", Tu="idem", We="fermé", Fr="20h-2h")
    assert secretary.post(path, said).status_code == 302
    assert _written(village.hall) == "Mo-Tu 09:00-12:00,14:00-18:00; Fr 20:00-02:00"
    shown = secretary.get(path).content.decode()
    again = {day: re.search(rf'name="{day}" value="([^"]*)"', shown)[1] for day in DAYS}
    assert again["We"] == "fermé"
    assert secretary.post(path, again).status_code == 302
    assert _written(village.hall) == "Mo-Tu 09:00-12:00,14:00-18:00; Fr 20:00-02:00"
    wrong = secretary.post(path, _hours(Mo="le matin"))
    assert wrong.status_code == 422
    assert "le matin" in wrong.content.decode()
    assert secretary.post(path, _hours()).status_code == 302
    assert _written(village.hall) == ""


def test_hours_pasted_from_a_map_replace_the_lines(village, secretary):
    path = f"/coulisses/lieux/{village.hall.pk}/horaires/"
    assert secretary.post(path, _hours(Mo="9h-12h", pasted="Tu-Sa 10:00-19:00; PH off")).status_code == 302
    assert _written(village.hall) == "Tu-Sa 10:00-19:00"
    assert secretary.post(path, _hours(pasted="Jan-Mar Mo 10:00-19:00")).status_code == 422


def test_a_closure_tells_the_hosts_who_counted_on_the_room(village, secretary):
    begins_at = village.now + timedelta(days=9)
    ends_at = begins_at + timedelta(hours=2)
    facts = {"host": village.paul, "at": village.now, "begins_at": begins_at, "ends_at": ends_at}
    propose(title="Loto", place=village.hall, **facts)
    elsewhere = propose(title="Danse", place=village.kiosk, **facts)
    path = f"/coulisses/lieux/{village.hall.pk}/fermetures/"
    day = begins_at.strftime("%d/%m/%Y")
    answer = secretary.post(path, {"begins_on": day, "ends_on": "", "reason": "Travaux"}, follow=True)
    assert "1 rencontre tombe ces jours-là" in answer.content.decode()
    follow_deeds(village.now + timedelta(days=1))
    told = Dispatch.objects.get(purpose="meetings.room_closed")
    assert told.person == village.paul.pk
    assert "Travaux" in told.body
    assert elsewhere.booking.is_confirmed
    later = propose(
        title="Chant",
        place=village.hall,
        **facts | {"begins_at": ends_at, "ends_at": ends_at + timedelta(hours=1)},
    )
    assert later.booking.is_pending
    closure = Closure.objects.get()
    secretary.post(f"{path}{closure.pk}/fin/")
    follow_deeds(village.now + timedelta(days=1))
    assert Booking.objects.get(meeting=later).is_confirmed
    assert secretary.post(path, {"begins_on": "23/8/2027", "ends_on": "3/8/2027"}).status_code == 422
    assert secretary.post(path, {"begins_on": "1/1/2027", "ends_on": "31/12/2035"}).status_code == 422


def test_a_place_says_how_it_is_lent_and_what_is_promised_stays(village, secretary):
    begins_at = village.now + timedelta(days=9)
    first = propose(
        title="Loto", place=village.hall, host=village.paul, at=village.now, begins_at=begins_at,
        ends_at=begins_at + timedelta(hours=2),
    )  # fmt: skip
    second = propose(
        title="Danse", place=village.hall, host=village.paul, at=village.now,
        begins_at=begins_at + timedelta(hours=2), ends_at=begins_at + timedelta(hours=3),
    )  # fmt: skip
    said = {"name": "Salle des fêtes", "is_active": "on", "is_listed": "on", "setup_minutes": "30", "is_step_free": "true",
            "has_parking": "false", "key_telephone": "01 99 00 11 22"}  # fmt: skip
    path = f"/coulisses/lieux/{village.hall.pk}/"
    assert secretary.post(path, said).status_code == 302
    hall = Place.objects.get(pk=village.hall.pk)
    assert (hall.is_step_free, hall.has_parking, hall.has_bus) == (True, False, None)
    assert hall.key_telephone == "+33199001122"
    follow_deeds(village.now + timedelta(days=1))
    kept = Booking.objects.get(meeting=first)
    assert kept.begins_at == begins_at - timedelta(minutes=30)
    pushed = Booking.objects.get(meeting=second)
    assert (pushed.state, pushed.begins_at) == ("confirmed", begins_at + timedelta(hours=2))
    assert secretary.post(path, said | {"setup_minutes": "9999"}).status_code == 422
    assert secretary.post(path, said | {"key_telephone": "chez Paul"}).status_code == 422
