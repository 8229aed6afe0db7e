"""The home page: the same for all, in its order, and it ends."""

from datetime import timedelta

from parvis.chronicle.encounters import meet
from parvis.community.models import Ritual
from parvis.meetings.models import Cancellation
from tests.meetings.pages.test_coming import text_of
from tests.village import make_meeting


def test_the_next_meeting_comes_first_with_one_tap_to_come(village, anonymous):
    make_meeting("Marche douce", village.now + timedelta(days=5), where="Mairie")
    response = anonymous.get("/")
    said = text_of(response)
    assert f'href="/rencontres/{village.cafe.pk}/#je-viens"' in response.content.decode()
    order = [
        "Ce qui se vit ici",
        "Café du canal",
        "Je viens",
        "Les prochaines rencontres",
        "Marche douce",
        "Parler à quelqu’un",
        "C’est tout. À jeudi !",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def test_the_page_is_the_same_whoever_looks(village, anonymous, client_of):
    known = client_of(village.karim).get("/")
    assert anonymous.get("/").content == known.content
    assert "Vary" not in known or "Cookie" not in known["Vary"]
    assert known.remembered_until


def test_it_is_kept_until_the_first_thing_that_ends_by_itself(village, anonymous):
    midnight = village.now.replace(hour=23, minute=0)  # 0 h in Paris
    assert anonymous.get("/").remembered_until == midnight.timestamp()
    ends_at = village.now + timedelta(hours=3)
    make_meeting("Thé", ends_at - timedelta(hours=1), hours=1)
    assert anonymous.get("/").remembered_until == ends_at.timestamp()


def test_six_meetings_follow_and_no_more(village, anonymous):
    for day in range(3, 13):
        make_meeting(f"Rencontre {day}.", village.now + timedelta(days=day))
    said = text_of(anonymous.get("/"))
    assert [day for day in range(3, 13) if f"Rencontre {day}." in said] == list(range(3, 9))


def test_someone_who_is_there_now_is_said_first(village, anonymous):
    make_meeting(
        "Karim est là",
        village.now - timedelta(minutes=5),
        host=village.karim,
        place=village.kiosk,
        is_improvised=True,
    )
    said = text_of(anonymous.get("/"))
    assert said.index("Karim est là jusqu’à") < said.index("Café du canal")


def test_a_cancelled_meeting_is_never_the_next_one(village, anonymous):
    Cancellation.objects.create(meeting=village.cafe, at=village.now)
    said = text_of(anonymous.get("/"))
    assert "ANNULÉ – Café du canal" in said
    assert "Je viens" not in said


def test_nothing_planned_gives_one_thing_to_do(village, anonymous):
    village.cafe.delete()
    said = text_of(anonymous.get("/"))
    assert "Et si vous proposiez un café ?" in said
    assert "C’est tout. À bientôt !" in said


def test_the_ritual_of_the_season_is_there(village, anonymous):
    Ritual.objects.create(
        name="La fête des lanternes", season="en décembre", about="On marche.", is_current=True
    )
    assert "La fête des lanternes, en décembre. On marche." in text_of(anonymous.get("/"))


def test_what_is_for_members_stays_out(village, anonymous):
    make_meeting("Entre membres", village.now + timedelta(days=1), visibility="members")
    assert "Entre membres" not in text_of(anonymous.get("/"))


def test_a_closed_place_shows_its_threshold_and_keeps_its_home_for_members(village, anonymous, client_of):
    village.community.is_open = False
    village.community.save()
    make_meeting("Entre membres", village.now + timedelta(days=1), visibility="members")
    outside = anonymous.get("/")
    said = text_of(outside)
    assert "Les Voisins du Canal" in said
    assert "Me connecter" in said
    assert "Parler à quelqu’un" in said
    assert "Café du canal" not in said
    assert not hasattr(outside, "remembered_until")
    inside = client_of(village.jeanne).get("/")
    assert "Entre membres" in text_of(inside)
    assert not hasattr(inside, "remembered_until")


def test_the_page_stays_light(village, anonymous):
    for day in range(3, 30):
        make_meeting(
            f"Rencontre {day}", village.now + timedelta(days=day), host=village.paul, place=village.kiosk
        )
    html = anonymous.get("/").content.decode()
    assert html.count("</") < 300
    assert len(html) < 20_000


def test_the_page_says_how_long_we_were_together_and_how_often_two_people_met(village, anonymous):
    persons = [village.jeanne.pk, village.paul.pk, village.lea.pk, village.karim.pk, village.odile.pk]
    meet(
        gathering=village.cafe,
        began_at=village.now - timedelta(days=30),
        minutes=120,
        persons=persons,
        unnamed=1,
    )
    said = text_of(anonymous.get("/"))
    assert "nous avons passé 12 heures ensemble" in said
    assert "Deux personnes se sont rencontrées pour la première fois, 10 fois." in said


def test_the_page_says_nothing_of_four_people(village, anonymous):
    persons = [village.jeanne.pk, village.paul.pk, village.lea.pk, village.karim.pk]
    meet(
        gathering=village.cafe,
        began_at=village.now - timedelta(days=30),
        minutes=120,
        persons=persons,
        unnamed=0,
    )
    assert "heures ensemble" not in text_of(anonymous.get("/"))
