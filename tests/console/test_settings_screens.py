"""Behind the scenes: the administrator says who we are, where we meet, what is open."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from parvis.chronicle.models import Deed
from parvis.community.identity import current
from parvis.community.models import Circle, Community, Place, Ritual, Room, Switch


@pytest.fixture
def fatou(village, client_of):
    return client_of(village.fatou)


def identity(**changed):
    known = {
        "name": "Les Voisins du Canal", "welcome": "On se retrouve au kiosque.", "telephone": "01 99 00 12 34",
        "colour": "#1d6b57", "is_open": "yes", "story": "", "time_zone": "Europe/Paris", "vacancy_alarms": "on", "public_holidays": "FR", "school_zone": "",
    }  # fmt: skip
    return {**known, **changed}


def test_a_new_name_is_on_every_page_at_once(fatou, anonymous):
    fatou.post(reverse("console:identity"), identity(name="Les Riverains"))
    assert "Les Riverains" in anonymous.get("/affichage/").content.decode()
    assert current().name == "Les Riverains"


def test_a_pale_colour_is_darkened_and_said_in_words(fatou, anonymous):
    fatou.post(reverse("console:identity"), identity(colour="#ffcc00"))
    tokens = Community.objects.get().tokens
    assert tokens["light"]["brand"] != "#ffcc00" == tokens["dark"]["brand"]
    text = fatou.get(reverse("console:identity")).content.decode()
    assert "Votre jaune est trop clair pour écrire" in text
    sheet = anonymous.get(current().colours_url)
    assert tokens["light"]["link"] in sheet.content.decode()
    assert "immutable" in sheet["Cache-Control"]
    assert anonymous.get("/couleurs-000000000000.css").status_code == 404


def picture(size=(900, 600)):
    buffer = io.BytesIO()
    Image.new("RGB", size, "#1d6b57").save(buffer, "PNG")
    return SimpleUploadedFile("logo.png", buffer.getvalue(), content_type="image/png")


def test_a_logo_is_made_small_shown_and_taken_away(fatou, anonymous, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fatou.post(reverse("console:identity"), identity(new_logo=picture()))
    shown = anonymous.get(current().logo_url)
    assert shown["Content-Type"] == "image/webp"
    assert max(Image.open(io.BytesIO(shown.content)).size) <= 240
    assert current().logo_url in anonymous.get("/affichage/").content.decode()
    fatou.post(reverse("console:identity"), identity(without_logo="on"))
    assert current().logo_url == ""


def test_what_is_no_picture_is_not_a_logo(fatou):
    trick = SimpleUploadedFile("logo.png", b"<script>alert(1)</script>", content_type="image/png")
    answer = fatou.post(reverse("console:identity"), identity(new_logo=trick, name="Autre"))
    assert answer.status_code == 422
    assert "lire cette image" in answer.content.decode()
    assert Community.objects.get().name == "Les Voisins du Canal"


def test_the_place_closes_to_passers_by(fatou, anonymous):
    fatou.post(reverse("console:identity"), identity(is_open="no"))
    assert not current().is_open
    assert reverse("members:sign_in") in anonymous.get(reverse("meetings:programme"))["Location"]


def test_an_area_switched_off_has_no_pages_and_no_entry(fatou, anonymous):
    stories = reverse("wiki:stories")
    assert f'href="{stories}"' in anonymous.get("/affichage/").content.decode()
    fatou.post(reverse("console:switches"), {"on": ["federation", "meetings", "tables", "desk"]})
    assert not Switch.objects.get(area="wiki").is_on
    assert anonymous.get(stories).status_code == 404
    assert f'href="{stories}"' not in anonymous.get("/affichage/").content.decode()
    fatou.post(reverse("console:switches"), {"on": ["federation", "meetings", "tables", "desk", "wiki"]})
    assert anonymous.get(stories).status_code == 200


def test_nobody_can_switch_off_the_way_back(fatou):
    fatou.post(reverse("console:switches"), {"on": []})
    assert fatou.get(reverse("console:switches")).status_code == 200
    assert fatou.post(reverse("console:switches"), {"on": ["console"]}).status_code == 422


def test_a_place_and_its_room_are_written_and_corrected(fatou):
    answer = fatou.post(
        reverse("console:new_place"), {"name": "La grange", "capacity": "40", "is_active": "on"}
    )
    grange = Place.objects.get(name="La grange")
    assert answer["Location"] == reverse("console:place", args=[grange.pk])
    fatou.post(reverse("console:new_room", args=[grange.pk]), {"name": "Le fenil", "capacity": "12"})
    assert Room.objects.get(place=grange).name == "Le fenil"
    again = fatou.post(reverse("console:new_room", args=[grange.pk]), {"name": "le FENIL"})
    assert "déjà une salle de ce nom" in again.content.decode()
    fatou.post(reverse("console:place", args=[grange.pk]), {"name": "La vieille grange"})
    grange.refresh_from_db()
    assert (grange.name, grange.is_active) == ("La vieille grange", False)
    assert Deed.objects.filter(verb="community.place_settled").count() == 2


def test_a_place_is_somewhere_on_the_map(fatou):
    answer = fatou.post(reverse("console:new_place"), {"name": "Nulle part", "latitude": "123"})
    assert "n’est pas sur la carte" in answer.content.decode()


def test_a_circle_is_formed_once_by_that_name(fatou):
    circle = {"name": "Vélo", "joining": "on_request", "publishing": "animators"}
    fatou.post(reverse("console:new_circle"), circle)
    assert Circle.objects.get(name="Vélo").joining == Circle.Joining.ON_REQUEST
    assert "porte déjà ce nom" in fatou.post(reverse("console:new_circle"), circle).content.decode()


def test_one_ritual_is_in_season_at_a_time(fatou):
    for name in ("La Saint-Jean", "Les lanternes"):
        fatou.post(reverse("console:new_ritual"), {"name": name, "is_current": "on"})
    assert [ritual.name for ritual in Ritual.objects.filter(is_current=True)] == ["Les lanternes"]
    old = Ritual.objects.get(name="La Saint-Jean")
    fatou.post(reverse("console:ritual_ending", args=[old.pk]))
    assert Ritual.objects.count() == 1


def test_the_charter_says_when_we_read_it_again(fatou, anonymous):
    text = "# Chez nous\n\n1. On se **salue**.\n\n<script>alert(1)</script> [ici](javascript:alert(1))"
    fatou.post(reverse("console:charter"), {"charter": text, "charter_review_on": "21/6/2027"})
    shown = anonymous.get(reverse("community:charter")).content.decode()
    assert "<strong>salue</strong>" in shown
    assert "<h2>Chez nous</h2>" in shown
    assert "<script" not in shown
    assert "javascript:" not in shown.split("</h1>")[1].split("<aside")[0].replace("](javascript:", "")
    assert "lundi 21\u00a0juin 2027" in shown


SCREENS = [
    "index",
    "identity",
    "switches",
    "places",
    "new_place",
    "circles",
    "new_circle",
    "rituals",
    "new_ritual",
]


@pytest.mark.parametrize("screen", SCREENS)
def test_screens_ask_few_questions_of_the_database(screen, fatou, django_assert_max_num_queries):
    fatou.get(reverse(f"console:{screen}"))
    with django_assert_max_num_queries(12):
        assert fatou.get(reverse(f"console:{screen}")).status_code == 200


@pytest.mark.parametrize(
    "typed", ["http://salle.exemple.fr", "javascript:alert(1)", "https://moi:code@salle.exemple.fr", "https://127.0.0.1/"]
)  # fmt: skip
def test_a_call_room_is_a_safe_address_and_what_was_typed_stays(typed, fatou):
    page = fatou.post(reverse("console:identity"), identity(call_room=typed))
    assert page.status_code == 422
    assert typed in page.content.decode()
    assert current().call_room == ""
