"""The pages of the calendars to follow: in words, once, and on other people's sites."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from parvis.community.models import Circle, Place, Switch
from parvis.federation.models import SecretFeed
from parvis.meetings.models import Cancellation
from tests.village import make_meeting

HOSTILE = "Thé </script><script>alert(1)</script> ]]> & \x0b🧺"


def page(answer) -> str:
    assert answer.status_code == 200, answer
    return answer.content.decode()


def given(answer) -> str:
    """The address this page shows, as a path."""
    found = re.search(r'readonly value="http://localhost:8000(/flux/personnel/[\w-]+\.ics)"', page(answer))
    assert found, "no address on the page"
    return found[1]


def test_following_is_explained_program_by_program(village, anonymous):
    shown = page(anonymous.get("/suivre/"))
    for words in (
        "Google Agenda",
        "iPhone ou iPad",
        "Outlook",
        "Thunderbird",
        "Un agenda ne prévient pas à temps.",
    ):
        assert words in shown
    assert 'value="http://localhost:8000/flux/programme.ics"' in shown
    assert 'href="webcal://localhost:8000/flux/programme.ics"' in shown
    assert "<svg" in shown
    chosen = page(anonymous.get("/suivre/", {"par": f"cercle-{village.gardeners.pk}"}))
    assert f"/flux/cercles/{village.gardeners.pk}.ics" in chosen
    assert "Surprise" not in chosen
    assert "/flux/programme.ics" in page(anonymous.get("/suivre/", {"par": f"cercle-{village.council.pk}"}))


def test_the_way_there_stands_on_the_programme_and_in_my_space(village, anonymous, client_of):
    programme = page(anonymous.get("/rencontres/"))
    assert 'href="/suivre/"' in programme
    assert 'type="text/calendar"' in programme
    assert 'type="application/json+oembed"' in programme
    assert 'href="/suivre/mes-calendriers/"' in page(client_of(village.jeanne).get("/mon-espace/"))
    assert f'href="/rencontres/{village.cafe.pk}/agenda.ics"' in page(
        anonymous.get(f"/rencontres/{village.cafe.pk}/")
    )
    Switch.objects.create(area="federation", is_on=False, changed_at=village.now)
    assert "/suivre/" not in page(anonymous.get("/rencontres/"))
    assert anonymous.get("/flux/programme.ics").status_code == 404


def test_my_address_is_shown_once_and_opens_my_agenda(village, client_of, anonymous):
    jeanne = client_of(village.jeanne)
    answer = jeanne.post("/suivre/mes-calendriers/", {"what": "mine"})
    address = given(answer)
    assert "no-store" in answer["Cache-Control"]
    assert "Elle ne se montre que cette fois." in page(answer)
    assert anonymous.get(address).status_code == 200
    listed = page(jeanne.get("/suivre/mes-calendriers/"))
    assert "Mon agenda" in listed
    assert address not in listed
    feed = SecretFeed.objects.get()
    again = given(jeanne.post(f"/suivre/mes-calendriers/{feed.pk}/renouveler/"))
    assert anonymous.get(address).status_code == 404
    assert anonymous.get(again).status_code == 200
    jeanne.post(f"/suivre/mes-calendriers/{feed.pk}/retirer/")
    assert anonymous.get(again).status_code == 404


def test_nobody_touches_the_addresses_of_others(village, client_of, anonymous):
    client_of(village.jeanne).post("/suivre/mes-calendriers/", {"what": "mine"})
    feed = SecretFeed.objects.get()
    paul = client_of(village.paul)
    for act in ("renouveler", "retirer"):
        assert paul.post(f"/suivre/mes-calendriers/{feed.pk}/{act}/").status_code == 404
        assert paul.get(f"/suivre/mes-calendriers/{feed.pk}/{act}/").status_code == 405
    assert anonymous.get("/suivre/mes-calendriers/").status_code == 302
    assert paul.post("/suivre/mes-calendriers/", {"what": f"circle-{village.council.pk}"}).status_code == 422
    assert (
        paul.post("/suivre/mes-calendriers/", {"what": f"circle-{village.gardeners.pk}"}).status_code == 200
    )
    assert SecretFeed.objects.get(member=village.paul).circle == village.gardeners


def test_one_meeting_goes_into_an_agenda(village, anonymous, client_of):
    answer = anonymous.get(f"/rencontres/{village.cafe.pk}/agenda.ics")
    assert answer["Content-Disposition"] == f'attachment; filename="rencontre-{village.cafe.pk}.ics"'
    assert "SUMMARY:Café du canal" in answer.content.decode()
    hidden = make_meeting(
        "Conseil", village.now + timedelta(days=2), circle=village.council, visibility="circle"
    )
    assert anonymous.get(f"/rencontres/{hidden.pk}/agenda.ics").status_code == 404
    draft = make_meeting("Idée", village.now + timedelta(days=2), host=village.jeanne, published=False)
    assert client_of(village.jeanne).get(f"/rencontres/{draft.pk}/agenda.ics").status_code == 404


def test_search_engines_read_the_meeting_and_nothing_runs(village, anonymous):
    meeting = make_meeting(HOSTILE, village.now + timedelta(days=3), about=HOSTILE, mode="hybrid", place=village.kiosk,
                           link="https://visio.exemple.fr/secret", capacity=0 + 5, seats_taken=5)  # fmt: skip
    Cancellation.objects.create(meeting=meeting, by=None, at=village.now)
    shown = page(anonymous.get(f"/rencontres/{meeting.pk}/"))
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown)
    assert len(blocks) == 1
    assert shown.count("<script") == 1
    said = json.loads(blocks[0])
    assert said["name"] == HOSTILE
    assert said["@type"] == "Event"
    assert said["eventStatus"] == "https://schema.org/EventCancelled"
    assert said["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert said["startDate"] == "2026-11-27T10:00:00+01:00"
    assert said["isAccessibleForFree"] is True
    assert said["offers"]["availability"] == "https://schema.org/SoldOut"
    assert [it["@type"] for it in said["location"]] == ["Place", "VirtualLocation"]
    assert said["location"][0]["address"] == "Quai du canal"
    assert "secret" not in shown


def test_members_pages_carry_no_data_for_search_engines(village, client_of):
    assert "ld+json" not in page(client_of(village.jeanne).get(f"/rencontres/{village.cafe.pk}/"))


def test_the_news_is_well_formed_whatever_people_wrote(village, anonymous):
    make_meeting(HOSTILE, village.now + timedelta(days=3), about=HOSTILE)
    answer = anonymous.get("/flux/programme.atom")
    feed = ElementTree.fromstring(answer.content)
    atom = {"a": "http://www.w3.org/2005/Atom"}
    ids = [entry.text for entry in feed.findall("a:entry/a:id", atom)]
    assert len(set(ids)) == 2
    assert all(one.startswith("urn:uuid:") for one in ids)
    assert [entry.text for entry in feed.findall("a:entry/a:title", atom)] == [
        HOSTILE.replace("\x0b", ""),
        "Café du canal",
    ]
    assert feed.find("a:author/a:name", atom).text == "Les Voisins du Canal"
    again = ElementTree.fromstring(anonymous.get("/flux/programme.atom").content)
    assert [entry.text for entry in again.findall("a:entry/a:id", atom)] == ids


def test_open_data_has_the_shape_of_the_national_set(village, anonymous):
    village.kiosk.latitude, village.kiosk.longitude = 48.8, 2.3
    village.kiosk.save()
    said = json.loads(anonymous.get("/flux/programme.json").content)
    assert said["nhits"] == 1
    record = said["records"][0]
    fields = record["fields"]
    assert fields["title_fr"] == "Café du canal"
    assert json.loads(fields["timings"]) == [
        {"begin": "2026-11-26T14:00:00+01:00", "end": "2026-11-26T16:00:00+01:00"}
    ]
    assert fields["firstdate_begin"] == "2026-11-26T13:00:00+00:00"
    assert json.loads(fields["status"])["id"] == 1
    assert fields["location_coordinates"] == [48.8, 2.3]
    assert record["geometry"]["coordinates"] == [2.3, 48.8]
    assert fields["canonicalurl"] == f"http://localhost:8000/rencontres/{village.cafe.pk}/"


def test_another_site_may_frame_the_programme_and_nothing_else(village, anonymous):
    make_meeting("Semis", village.now + timedelta(days=3), circle=village.gardeners)
    make_meeting("Entre nous", village.now + timedelta(days=3), visibility="members")
    answer = anonymous.get("/integrer/programme/")
    shown = page(answer)
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "<script" not in shown
    assert "X-Frame-Options" not in answer
    links = re.findall(r"<a [^>]*>", shown)
    assert len(links) == 3
    assert all('target="_top"' in link for link in links)
    assert "Entre nous" not in shown
    assert "frame-ancestors 'none'" in anonymous.get("/rencontres/")["Content-Security-Policy"]
    only = page(
        anonymous.get("/integrer/programme/", {"par": f"cercle-{village.gardeners.pk}", "nombre": "1"})
    )
    assert "Semis" in only
    assert "Café" not in only


@pytest.mark.parametrize("odd", ["<b>", "cercle-", "cercle-x", "lieu-99999999999999", "²", "-1", "é" * 300])
def test_odd_choices_are_as_usual(odd, village, anonymous):
    for name in ("par", "nombre", "fond", "couleur"):
        shown = page(anonymous.get("/integrer/programme/", {name: odd}))
        assert "Café du canal" in shown
        assert odd not in shown or odd in {"-1", "cercle-"}


def test_the_ground_is_chosen_from_a_short_list(village, anonymous):
    assert 'data-theme="dark"' in page(anonymous.get("/integrer/programme/", {"fond": "sombre"}))
    neutral = page(anonymous.get("/integrer/programme/", {"couleur": "neutre"}))
    assert 'class="neutral"' in neutral
    assert "couleurs" not in neutral


def test_a_site_asks_how_to_show_our_programme(village, anonymous):
    def ask(**more):
        return anonymous.get("/integrer/oembed.json", {"url": "http://localhost:8000/rencontres/", **more})

    said = ask(maxwidth="400", maxheight="99999999").json()
    assert (said["type"], said["version"], said["width"], said["height"]) == ("rich", "1.0", 400, 520)
    assert 'src="http://localhost:8000/integrer/programme/"' in said["html"]
    assert "<script" not in said["html"]
    assert ask(maxwidth="-3", maxheight="²").json()["width"] == 600
    assert ask(maxwidth="1").json()["width"] == 120
    chosen = ask(url=f"http://localhost:8000/rencontres/?par=cercle-{village.gardeners.pk}").json()
    assert f"par=cercle-{village.gardeners.pk}" in chosen["html"]
    assert ask(format="xml").status_code == 501
    for other in (
        "http://ailleurs.fr/rencontres/",
        "http://localhost:8000/mon-espace/",
        "",
        "http://[",
        "javascript:1",
    ):
        assert ask(url=other).status_code == 404, other


def test_the_frame_to_paste_is_written_for_who_keeps_the_other_site(village, anonymous):
    shown = page(anonymous.get("/suivre/ailleurs/", {"nombre": "5", "fond": "clair"}))
    assert "&lt;iframe src=" in shown
    assert "nombre=5&amp;amp;fond=clair" in shown
    for name in ("programme", "atom", "records", "linked_data", "map"):
        assert f'href="{reverse(f"federation:{name}")}"' in shown


def test_a_private_circle_is_not_offered_to_all(village, anonymous):
    Circle.objects.create(name="Chorale", joining="private", created_at=village.now)
    assert "Chorale" not in page(anonymous.get("/suivre/"))


def test_a_place_nobody_lists_is_not_offered_to_passers_by(village, anonymous):
    den = Place.objects.create(name="La cave de Rosa", is_listed=False)
    for path in ("/suivre/", "/suivre/ailleurs/", "/rencontres/"):
        assert den.name not in page(anonymous.get(path)), path
    assert anonymous.get(f"/flux/lieux/{den.pk}.ics").status_code == 404
    make_meeting("Dégustation", village.now + timedelta(days=3), place=den)
    assert den.name in page(anonymous.get("/suivre/"))
    assert anonymous.get(f"/flux/lieux/{den.pk}.ics").status_code == 200
