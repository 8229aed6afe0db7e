"""Proposing through the pages: five fields, read again, published; again as last time; changed; cancelled."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from parvis.community.models import Circle
from parvis.courier.models import Dispatch
from parvis.meetings.models import Meeting
from parvis.members.models import Membership
from tests.meetings.pages.test_coming import text_of
from tests.village import make_meeting, seat

PARIS = ZoneInfo("Europe/Paris")
PATH = "/rencontres/proposer/"


def said(village, **changes):
    return {
        "title": "Atelier vélo", "day": "27/11", "begins": "18h", "ends": "20 h 30",
        "place": f"place:{village.kiosk.pk}",
        "capacity": "12", "audience": "public", "mode": "in_person", "once": "k1", **changes,
    }  # fmt: skip


def hidden(response) -> dict[str, str]:
    """The hidden fields a page sends on, as a browser would."""
    html = response.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))


def publish(client, response):
    return client.post(PATH, {**hidden(response), "step": "publish"})


def test_five_fields_read_again_and_published(village, client_of):
    client = client_of(village.jeanne)
    read = client.post(PATH, {**said(village), "step": "read"})
    shown = text_of(read)
    assert "vendredi 27 novembre" in shown
    assert "de 18 h à 20 h 30" in shown
    assert "Il reste 12 places." in shown
    assert Meeting.objects.count() == 1, "nothing is written before « Publier »"
    published = publish(client, read)
    meeting = Meeting.objects.get(title="Atelier vélo")
    assert published["Location"] == f"/rencontres/{meeting.pk}/"
    assert meeting.begins_at == datetime(2026, 11, 27, 18, tzinfo=PARIS)
    assert (meeting.host, meeting.place, meeting.capacity, meeting.is_published) == (
        village.jeanne,
        village.kiosk,
        12,
        True,
    )
    assert "Atelier vélo" in text_of(client.get("/rencontres/"))


def test_a_weekday_whose_hour_is_over_is_that_of_next_week(village, client_of):
    """« Mardi, 9 h », said on a Tuesday at noon: next Tuesday. A whole date means what it says."""
    client, noon = client_of(village.jeanne), datetime(2026, 12, 1, 12, tzinfo=PARIS)
    with time_machine.travel(noon, tick=False):
        read = client.post(PATH, {**said(village, day="mardi", begins="9 h", ends=""), "step": "read"})
        later = client.post(PATH, {**said(village, day="mardi", begins="15 h", ends=""), "step": "read"})
        past = client.post(PATH, {**said(village, day="mardi 1/12", begins="9 h", ends=""), "step": "read"})
        publish(client, read)
    assert "mardi 8 décembre" in text_of(read)
    assert "mardi 1er décembre" in text_of(later)
    assert "Cette date est passée" in text_of(past)
    assert Meeting.objects.get(title="Atelier vélo").begins_at == datetime(2026, 12, 8, 9, tzinfo=PARIS)


def test_publishing_twice_makes_one_meeting(village, client_of):
    client = client_of(village.jeanne)
    read = client.post(PATH, {**said(village), "step": "read"})
    assert publish(client, read)["Location"] == publish(client, read)["Location"]
    assert Meeting.objects.filter(title="Atelier vélo").count() == 1


def test_a_weekly_workshop_shows_its_days_before_it_is_published(village, client_of):
    client = client_of(village.jeanne)
    read = client.post(PATH, {**said(village), "is_weekly": "on", "until": "18/12", "step": "read"})
    days = "vendredi 27 novembre, vendredi 4 décembre, vendredi 11 décembre, vendredi 18 décembre."
    assert f"4 rencontres : {days}" in text_of(read)
    publish(client, read)
    meetings = Meeting.objects.filter(title="Atelier vélo").order_by("begins_at")
    assert len(meetings) == 4
    assert all(meeting.is_published for meeting in meetings)


def test_every_first_friday_can_be_said_in_words(village, client_of):
    read = client_of(village.jeanne).post(
        PATH, {**said(village, day="4/12"), "rhythm": "same_weekday", "until": "1/3/2027", "step": "read"}
    )
    assert "3 rencontres : vendredi 4 décembre, vendredi 1er janvier, vendredi 5 février." in text_of(read)


def test_going_back_loses_nothing(village, client_of):
    client = client_of(village.jeanne)
    everything = said(
        village,
        about="On répare.\nEnsemble.",
        bring="un chiffon",
        questions="Quel vélo ?",
        telephone_seats="2",
    )
    read = client.post(PATH, {**everything, "step": "read"})
    back = client.post(PATH, {**hidden(read), "step": "change"}).content.decode()
    for typed in [
        "Atelier vélo",
        "27/11/2026",
        "18 h 00",
        "20 h 30",
        "un chiffon",
        "Quel vélo ?",
        "On répare.",
    ]:
        assert typed in back
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Dites ce que c’est, en quelques mots."),
        ({"day": "bientôt"}, "Nous n’avons pas compris ce jour."),
        ({"day": ""}, "Choisissez un jour."),
        ({"day": "20/11/2026"}, "Cette date est passée. Choisissez une date à partir d’aujourd’hui."),
        ({"begins": "tôt"}, "Nous n’avons pas compris cette heure."),
        ({"is_weekly": "on"}, "Dites jusqu’à quel jour."),
        ({"is_weekly": "on", "until": "25/11"}, "Le dernier jour vient après le premier"),
        ({"place": "other"}, "Dites où l’on se retrouve."),
        ({"capacity": "", "telephone_seats": "3"}, "Dites combien il y a de places"),
        ({"capacity": "2", "telephone_seats": "3"}, "Vous gardez plus de places"),
        ({"mode": "remote"}, "Donnez l’adresse de l’appel vidéo."),
    ],
)
def test_mistakes_say_what_to_write(village, client_of, changes, message):
    response = client_of(village.jeanne).post(PATH, {**said(village, **changes), "step": "read"})
    assert response.status_code == 422
    assert message in text_of(response)
    assert "Erreur" in text_of(response)[:12]
    assert Meeting.objects.count() == 1


def test_elsewhere_is_said_in_words(village, client_of):
    client = client_of(village.jeanne)
    publish(
        client, client.post(PATH, {**said(village, place="other", where="Devant l’école"), "step": "read"})
    )
    assert "Devant l’école." in text_of(client.get("/rencontres/"))


def test_a_room_brings_its_place(village, client_of):
    client = client_of(village.jeanne)
    publish(client, client.post(PATH, {**said(village, place=f"room:{village.room.pk}"), "step": "read"}))
    meeting = Meeting.objects.get(title="Atelier vélo")
    assert (meeting.place, meeting.room) == (village.hall, village.room)


def test_again_as_last_time_is_two_taps(village, client_of):
    last = make_meeting(
        "Marche douce", village.now - timedelta(days=6), host=village.jeanne, where="Mairie", capacity=9
    )
    client = client_of(village.jeanne)
    assert f"/rencontres/{last.pk}/refaire/" in client.get(PATH).content.decode()
    read = client.get(f"/rencontres/{last.pk}/refaire/")
    assert "mercredi 25 novembre" in text_of(read)
    assert Meeting.objects.count() == 2
    publish(client, read)
    new = Meeting.objects.exclude(pk__in=[last.pk, village.cafe.pk]).get()
    assert (new.title, new.where, new.capacity) == ("Marche douce", "Mairie", 9)
    assert new.begins_at == last.begins_at + timedelta(days=7)


def test_an_animator_publishes_where_the_circle_says_so(village, client_of):
    choir = Circle.objects.create(name="Chorale", publishing="animators", created_at=village.now)
    Membership.objects.create(
        member=village.jeanne, circle=choir, asked_at=village.now, accepted_at=village.now
    )
    jeanne, karim = client_of(village.jeanne), client_of(village.karim)
    read = jeanne.post(PATH, {**said(village, audience=f"circle:{choir.pk}"), "step": "read"})
    assert "Envoyer pour publication" in text_of(read)
    path = publish(jeanne, read)["Location"]
    assert "Pas encore publiée." in text_of(jeanne.get(path))
    assert f"{path}publication/" not in jeanne.get(path).content.decode()
    assert client_of(village.paul).get(path).status_code == 404
    assert f"{path}publication/" in karim.get(path).content.decode()
    karim.post(f"{path}publication/")
    assert Meeting.objects.get(title="Atelier vélo").is_published


def test_a_circle_one_is_not_in_cannot_be_chosen(village, client_of):
    response = client_of(village.jeanne).post(
        PATH, {**said(village, audience=f"circle:{village.gardeners.pk}"), "step": "publish"}
    )
    assert response.status_code == 422
    assert Meeting.objects.count() == 1


def test_changing_the_hour_tells_those_who_come(village, client_of):
    seat(village.jeanne, village.cafe, village.now)
    client, path = client_of(village.karim), f"/rencontres/{village.cafe.pk}/modifier/"
    form = client.get(path)
    assert "1 personne sera prévenue" in text_of(form)
    assert 'value="26/11/2026"' in form.content.decode()
    fields = said(village, title="Café du canal", day="26/11/2026", begins="15 h", ends="17 h", capacity="16")
    assert client.post(path, fields)["Location"] == f"/rencontres/{village.cafe.pk}/"
    village.cafe.refresh_from_db()
    assert village.cafe.begins_at == datetime(2026, 11, 26, 15, tzinfo=PARIS)
    assert Dispatch.objects.filter(purpose="meetings.change").count() == 1


def test_seats_already_promised_are_not_taken_back(village, client_of):
    seat(village.jeanne, village.cafe, village.now, party=3)
    fields = said(village, title="Café du canal", day="26/11/2026", begins="14 h", ends="16 h", capacity="2")
    response = client_of(village.karim).post(f"/rencontres/{village.cafe.pk}/modifier/", fields)
    assert response.status_code == 409
    assert "places sont déjà promises" in text_of(response)
    assert 'value="2"' in response.content.decode()


def test_only_those_who_lead_may_change_or_cancel(village, client_of):
    for act in ["modifier", "annulation", "organiser", "salle", "apres"]:
        response = client_of(village.paul).get(f"/rencontres/{village.cafe.pk}/{act}/")
        assert response.status_code == 409
        assert "Parlez-en à Karim Haddad." in text_of(response)
    client_of(village.paul).post(f"/rencontres/{village.cafe.pk}/annulation/", {"reason": "non"})
    assert not Meeting.objects.get(pk=village.cafe.pk).is_cancelled


def test_cancelling_is_one_tap_one_confirm_and_says_who_will_know(village, client_of):
    seat(village.jeanne, village.cafe, village.now)
    seat(village.odile, village.cafe, village.now)
    client, path = client_of(village.karim), f"/rencontres/{village.cafe.pk}/"
    assert "2 personnes seront prévenues tout de suite." in text_of(client.get(f"{path}annulation/"))
    assert not Meeting.objects.get(pk=village.cafe.pk).is_cancelled, "looking cancels nothing"
    client.post(f"{path}annulation/", {"reason": "Trop de vent."})
    assert Dispatch.objects.filter(purpose="meetings.cancellation").count() == 2
    assert "ANNULÉ –" in text_of(client.get(path))
    client.post(f"{path}maintien/")
    assert "ANNULÉ" not in text_of(client.get(path))


def test_one_date_or_all_that_follow(village, client_of):
    client = client_of(village.jeanne)
    publish(client, client.post(PATH, {**said(village), "is_weekly": "on", "until": "18/12", "step": "read"}))
    first, second, third, fourth = Meeting.objects.filter(title="Atelier vélo").order_by("begins_at")
    client.post(f"/rencontres/{first.pk}/annulation/", {"scope": "one"})
    assert Meeting.objects.filter(cancellation__isnull=False).count() == 1
    fields = said(village, title="Atelier trottinette", day=f"{third.begins_at:%d/%m/%Y}")
    client.post(f"/rencontres/{third.pk}/modifier/", {**fields, "scope": "following"})
    titles = (
        Meeting.objects.filter(pk__in=[second.pk, third.pk, fourth.pk])
        .order_by("begins_at")
        .values_list("title", flat=True)
    )
    assert list(titles) == ["Atelier vélo", "Atelier trottinette", "Atelier trottinette"]
    client.post(f"/rencontres/{third.pk}/annulation/", {"scope": "following"})
    assert Meeting.objects.live().filter(series=first.series).get() == second


def test_i_am_here_come_is_one_tap_and_ends_by_itself_or_sooner(village, client_of, anonymous):
    client = client_of(village.jeanne)
    form = client.get("/rencontres/je-suis-la/")
    assert 'value="12 h 00"' in form.content.decode()
    path = client.post("/rencontres/je-suis-la/", {"place": f"place:{village.kiosk.pk}", "until": "12 h"})[
        "Location"
    ]
    assert "Jeanne est là jusqu’à 12 h : Kiosque. Venez !" in text_of(anonymous.get("/"))
    with time_machine.travel(village.now + timedelta(minutes=20)):
        client.post(f"{path}depart/")
        assert "Jeanne est là" not in text_of(anonymous.get("/"))


def test_an_hour_too_far_away_is_refused_kindly(village, client_of):
    response = client_of(village.jeanne).post(
        "/rencontres/je-suis-la/", {"place": f"place:{village.kiosk.pk}", "until": "9 h"}
    )
    assert response.status_code == 409
    assert Meeting.objects.count() == 1


def test_what_one_does_there_is_read_again_and_shown(village, client_of, anonymous):
    read = client_of(village.jeanne).post(
        PATH,
        {**said(village), "about": "On répare **ensemble**.\n\n<script>alert(1)</script>", "step": "read"},
    )
    assert "On répare <strong>ensemble</strong>." in read.content.decode()
    publish(client_of(village.jeanne), read)
    page = anonymous.get(f"/rencontres/{Meeting.objects.get(title='Atelier vélo').pk}/").content.decode()
    assert "On répare <strong>ensemble</strong>." in page
    assert "<script>alert" not in page
