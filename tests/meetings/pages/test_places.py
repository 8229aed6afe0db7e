"""The page of a place, its week on the door, and the yes or no of whoever holds the key."""

from datetime import timedelta

import pytest

from parvis.community.models import Closure
from parvis.courier.models import Dispatch
from parvis.meetings.models import Booking
from parvis.meetings.proposing import propose
from parvis.members.giving_roles import Tenure, give_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def monday(now):
    day = now + timedelta(days=14 - now.weekday())
    return day.replace(hour=13, minute=0, second=0, microsecond=0)


def _meet(village, begins_at, title="Loto", **said):
    ends_at = begins_at + timedelta(hours=2)
    facts = {"host": village.paul, "at": village.now, "place": village.hall} | said
    return propose(title=title, begins_at=begins_at, ends_at=ends_at, **facts)


def _key(village, member, **how):
    give_role(
        member=member,
        kind="animator",
        by=None,
        at=village.now,
        scope=village.hall,
        how=Tenure(**how) if how else None,
    )


def test_a_place_says_where_when_how_and_what_is_on(village, monday, anonymous):
    hall = village.hall
    hall.opening_hours, hall.address = "Mo-Fr 09:00-12:00,14:00-18:00", "12 rue du Quai"
    hall.is_step_free, hall.has_hearing_loop, hall.key_telephone = True, False, "+33199001122"
    hall.save()
    Closure.objects.create(
        place=hall, begins_on="2020-08-03", ends_on="2020-08-23", reason="Congés", is_yearly=True
    )
    _key(village, village.monique, is_public=True, hours="le mardi")
    _meet(village, monday)
    shown = anonymous.get(f"/lieux/{hall.pk}/").content.decode()
    for words in ("12 rue du Quai", "sans marche", "pas de boucle magnétique", "01 99 00 11 22", "Loto"):
        assert words.replace(" ", "\u00a0" if words[0] == "0" else " ") in shown
    assert "9\u00a0h – 12\u00a0h, 14\u00a0h – 18\u00a0h" in shown
    assert all(words in shown for words in ("Congés", "chaque année"))
    assert village.monique.name in shown


def test_a_place_nobody_lists_is_for_those_who_meet_there(village, monday, anonymous, client_of):
    village.hall.is_listed = False
    village.hall.save()
    path = f"/lieux/{village.hall.pk}/"
    assert anonymous.get(path).status_code == 404
    _meet(village, monday, visibility="members")
    assert anonymous.get(path).status_code == 404
    assert client_of(village.jeanne).get(path).status_code == 200


def test_the_sheet_on_the_door_names_only_what_all_may_read(village, monday, anonymous, client_of):
    _meet(village, monday, room=village.room)
    _meet(village, monday + timedelta(hours=3), "Conseil secret", visibility="members")
    _meet(village, monday, "Pas encore", room=village.room)
    path = f"/lieux/{village.hall.pk}/semaine/?du={monday:%Y-%m-%d}"
    for reader in (anonymous, client_of(village.karim)):
        shown = reader.get(path).content.decode()
        assert "Loto" in shown
        assert "Conseil secret" not in shown
        assert "Réservé" in shown
        assert "demandé" in shown
    assert "Conseil" not in anonymous.get(f"{path}&salle={village.room.pk}").content.decode()
    for wrong in ("?du=hier", "?du=0001-01-01", "?du=9999-12-31", "?salle=x", "?salle=99999"):
        assert anonymous.get(f"/lieux/{village.hall.pk}/semaine/{wrong}").status_code == 404


def test_whoever_holds_the_key_says_yes_to_what_is_free_and_no_with_a_reason(village, monday, client_of):
    _key(village, village.monique)
    village.hall.is_on_request = True
    village.hall.save()
    first = _meet(village, monday, "Danse", weekly_until_on=(monday + timedelta(weeks=3)).date())
    other = _meet(village, monday, "Chant")
    path, door = f"/lieux/{village.hall.pk}/demandes/", client_of(village.monique)
    assert client_of(village.jeanne).get(path).status_code == 404
    shown = door.get(path).content.decode()
    assert all(words in shown for words in ("Danse", "Chant", "Paul"))
    door.post(f"{path}{first.booking.pk}/accords/")
    states = Booking.objects.filter(meeting__series=first.series).values_list("state", flat=True)
    assert set(states) == {"confirmed"}
    refused = door.post(f"{path}{other.booking.pk}/accord/")
    assert refused.status_code == 409
    assert "Danse" in door.get(path).content.decode()
    no = f"{path}{other.booking.pk}/refus/"
    assert door.post(no, {"reason": ""}).status_code == 422
    assert door.post(no, {"reason": "La danse a demandé avant."}).status_code == 302
    mine = client_of(village.paul).get(f"/rencontres/{other.pk}/").content.decode()
    assert all(words in mine for words in ("La danse a demandé avant.", village.monique.name))
    assert (
        "La danse a demandé avant."
        not in client_of(village.jeanne).get(f"/rencontres/{other.pk}/").content.decode()
    )


def test_the_key_holder_is_asked_once_for_a_series_and_the_host_told_once(village, monday, client_of):
    _key(village, village.monique)
    village.hall.is_on_request = True
    village.hall.save()
    first = _meet(village, monday, "Danse", weekly_until_on=(monday + timedelta(weeks=3)).date())
    asked = Dispatch.objects.filter(purpose="meetings.room_asked")
    assert [row.person for row in asked] == [village.monique.pk]
    client_of(village.monique).post(f"/lieux/{village.hall.pk}/demandes/{first.booking.pk}/accords/")
    assert Dispatch.objects.filter(purpose="meetings.room_lent").count() == 1
