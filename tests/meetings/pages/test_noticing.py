"""Before publishing: what exists already or stands in the way is told, calmly, each with its ways out."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from parvis.meetings.models import Distinction, Meeting
from parvis.meetings.noticing.slots import FreeHours
from parvis.meetings.reserving import keep_bookings
from tests.meetings.pages.test_coming import text_of
from tests.meetings.pages.test_proposing import PATH, hidden, publish, said
from tests.village import make_meeting

PARIS = ZoneInfo("Europe/Paris")
FRIDAY = datetime(2026, 11, 27, 18, tzinfo=PARIS)
JOIN, APART = "Rejoindre celle-ci", "C’est bien une autre rencontre"


def steps(response) -> list[str]:
    """The values of the buttons, in their order."""
    return re.findall(r'name="step" value="([^"]+)"', response.content.decode())


def tap(client, response, step: str, path: str = PATH):
    assert step in steps(response), (step, steps(response))
    return client.post(path, {**hidden(response), "step": step})


def read(client, village, **changes):
    return client.post(PATH, {**said(village, **changes), "step": "read"})


@pytest.fixture
def bikes(village) -> Meeting:
    meeting = make_meeting("Ateliers vélos", FRIDAY, host=village.karim, place=village.kiosk)
    keep_bookings([meeting], village.now)
    return meeting


def test_a_duplicate_is_shown_before_publishing_with_two_ways_out(village, client_of, bikes):
    shown = read(client_of(village.jeanne), village)
    words = text_of(shown)
    assert "Ateliers vélos" in words
    assert "Même lieu, même heure, même titre." in words
    assert JOIN in words
    assert APART in words


def test_joining_it_keeps_what_was_typed(village, client_of, bikes):
    client = client_of(village.jeanne)
    shown = read(client, village, about="On apporte ses outils.")
    joined = tap(client, shown, f"join {bikes.pk}")
    assert f'href="/rencontres/{bikes.pk}/#je-viens"' in joined.content.decode()
    back = tap(client, joined, "read")
    assert "On apporte ses outils." in text_of(back)


def test_another_meeting_is_said_once_and_never_asked_again(village, client_of, bikes):
    client = client_of(village.jeanne)
    shown = read(client, village)
    step = next(value for value in steps(shown) if value.startswith("apart"))
    quiet = tap(client, shown, step)
    assert JOIN not in text_of(quiet)
    publish(client, quiet)
    meeting = Meeting.objects.get(title="Atelier vélo")
    kept = Distinction.objects.get()
    assert {kept.one, kept.other} == {f"meeting:{bikes.pk}", f"meeting:{meeting.pk}"}
    assert kept.by == village.jeanne
    changed = client.post(
        f"/rencontres/{meeting.pk}/modifier/",
        {**said(village, begins="18 h 30", ends="20 h 30"), "capacity": ""},
    )
    assert changed.status_code == 302, "nobody is asked again, later changes included"
    other = client_of(village.karim).post(
        f"/rencontres/{bikes.pk}/modifier/", {**said(village, title="Ateliers vélos", begins="18 h 15")}
    )
    assert other.status_code == 302, "whoever asks"


def test_what_a_secret_circle_does_is_not_told_only_that_the_room_is_taken(village, client_of):
    secret = make_meeting(
        "Conseil à huis clos", FRIDAY, host=village.lucie, place=village.kiosk, circle=village.council,
        visibility="circle",
    )  # fmt: skip
    keep_bookings([secret], village.now)
    shown = read(client_of(village.jeanne), village, title="Conseil à huis clos")
    words = text_of(shown)
    assert "La salle est prise à cette heure-là." in words
    assert words.count("huis clos") == 1, "only what was typed"
    assert JOIN not in words
    assert str(secret.pk) not in "".join(step for step in steps(shown) if not step.startswith("slot"))


def test_free_hours_do_not_tell_whether_a_secret_title_was_guessed(village, bikes):
    guessed = Meeting(
        title="Conseil à huis clos", begins_at=FRIDAY, ends_at=FRIDAY + timedelta(hours=1),
        place=village.kiosk, host=village.jeanne,
    )  # fmt: skip
    wanted = (guessed.begins_at, guessed.ends_at)

    def free():
        return FreeHours.around(guessed, [wanted], village.now, viewer=village.jeanne).near(*wanted)

    before = free()
    make_meeting(
        guessed.title, before[0][0], host=village.lucie, place=village.kiosk, circle=village.council,
        visibility="circle",
    )  # fmt: skip
    assert free() == before


def test_three_free_hours_nearby_one_tap_each(village, client_of, bikes):
    client = client_of(village.jeanne)
    shown = read(client, village)
    slots = [step for step in steps(shown) if step.startswith("slot ")]
    assert len(slots) == 3
    moved = tap(client, shown, slots[0])
    assert JOIN not in text_of(moved)
    publish(client, moved)
    meeting = Meeting.objects.get(title="Atelier vélo")
    assert meeting.begins_at != FRIDAY
    assert meeting.ends_at - meeting.begins_at == timedelta(hours=2.5)
    assert meeting.ends_at <= FRIDAY or meeting.begins_at >= bikes.ends_at


def test_a_host_is_not_at_two_places_and_a_closed_place_is_told(village, client_of):
    make_meeting("Marche douce", FRIDAY, host=village.jeanne, where="Départ de la mairie")
    village.kiosk.closures.create(begins_on=FRIDAY.date(), ends_on=FRIDAY.date(), reason="Peinture")
    words = text_of(read(client_of(village.jeanne), village))
    assert "même personne pour accueillir" in words
    assert "Le lieu est fermé ce jour-là. Peinture" in words


def test_families_are_not_asked_to_be_at_two_places(village, client_of):
    make_meeting("Contes en famille", FRIDAY, host=village.karim, place=village.hall)
    words = text_of(read(client_of(village.jeanne), village, title="Tournoi de dominos", publics="families"))
    assert "pour le même public : familles." in words


def test_a_public_holiday_is_information_not_an_obstacle(village, client_of):
    shown = read(client_of(village.jeanne), village, day="25/12/2026")
    assert "Pour information : c’est un jour férié (Noël)." in text_of(shown)
    assert JOIN not in text_of(shown)
    village.community.school_zone = "A"
    village.community.save()
    assert "Pour information : Vacances de Noël dans notre zone." in text_of(
        read(client_of(village.jeanne), village, day="23/12/2026")
    )
    far = text_of(read(client_of(village.jeanne), village, day="2/10/2028"))
    assert (
        "Les vacances scolaires sont connues jusqu’au jeudi 31 août 2028. Après, nous ne savons pas." in far
    )


def test_corsica_and_overseas_read_plainly_that_their_school_holidays_are_not_known(village, client_of):
    said_plainly = "Les vacances scolaires de Corse et d’outre-mer ne sont pas connues ici."
    for zone, is_told in (("", False), ("O", True)):
        village.community.school_zone = zone
        village.community.save()
        words = text_of(read(client_of(village.jeanne), village, day="23/12/2026"))
        assert (said_plainly in words, "connues jusqu’au" in words) == (is_told, False)
    identity = client_of(village.fatou).get("/coulisses/identite/").content.decode()
    assert "Écrivez-le dans ses fermetures" in identity
    assert 'href="/coulisses/lieux/"' in identity


def weekly(client, village, until: str, **changes):
    return read(client, village, is_weekly="on", until=until, **changes)


def test_a_series_is_summed_up_and_dates_can_be_left_out_or_moved(village, client_of):
    for week in (1, 3):
        other = make_meeting("Loto", FRIDAY + timedelta(weeks=week), host=village.karim, place=village.kiosk)
        keep_bookings([other], village.now)
    client = client_of(village.jeanne)
    shown = weekly(client, village, "25/12/2026")
    words = text_of(shown)
    assert "2 dates sur 5 posent question" in words
    assert "1 date est un jour férié : vendredi 25 décembre (Noël)." in words
    shown = tap(client, shown, "day 2026-12-25")
    shown = tap(client, shown, "day 2026-12-04")
    hour = next(step for step in steps(shown) if step.startswith("day 2026-12-18="))
    shown = tap(client, shown, hour)
    assert "posent question" not in text_of(shown)
    publish(client, shown)
    meetings = Meeting.objects.filter(title="Atelier vélo").order_by("begins_at")
    days = [f"{meeting.begins_at.astimezone(PARIS):%d/%m}" for meeting in meetings]
    assert days == ["27/11", "11/12", "18/12"]
    assert f"{meetings[2].begins_at.astimezone(PARIS):%H:%M}" == hour[-5:]
    assert meetings[2].is_exception
    assert meetings[0].series.other_days == {"2026-12-25": "", "2026-12-04": "", "2026-12-18": hour[-5:]}


def test_two_series_that_cross_are_one_question(village, client_of):
    client = client_of(village.karim)
    publish(client, weekly(client, village, "18/12", title="Ateliers vélos"))
    shown = weekly(client_of(village.jeanne), village, "18/12")
    words = text_of(shown)
    assert "4 dates sur 4 posent question" in words
    assert "4 dates en commun" in words
    assert len([step for step in steps(shown) if step.startswith("apart series:")]) == 1


def test_moving_a_meeting_onto_another_is_read_again_first(village, client_of, bikes):
    mine = make_meeting("Atelier vélo", FRIDAY + timedelta(days=3), host=village.jeanne, place=village.kiosk)
    client, path = client_of(village.jeanne), f"/rencontres/{mine.pk}/modifier/"
    shown = client.post(path, said(village))
    assert JOIN in text_of(shown)
    mine.refresh_from_db()
    assert mine.begins_at == FRIDAY + timedelta(days=3), "nothing is changed yet"
    assert tap(client, shown, "save", path).status_code == 302
    mine.refresh_from_db()
    assert mine.begins_at == FRIDAY


def test_again_as_last_time_is_checked_too(village, client_of, bikes):
    last = make_meeting("Atelier vélo", FRIDAY - timedelta(weeks=1), host=village.jeanne, place=village.kiosk)
    shown = client_of(village.jeanne).get(f"/rencontres/{last.pk}/refaire/")
    assert JOIN in text_of(shown)


@pytest.mark.parametrize(
    "step", ["apart x", "day 2026-99-99", "slot nowhere", "join 99999", "day 2026-12-25=25:00"]
)
def test_a_way_out_that_does_not_exist_changes_nothing(village, client_of, step):
    answer = client_of(village.jeanne).post(PATH, {**said(village), "step": step})
    assert answer.status_code in (200, 404)
    assert Meeting.objects.count() == 1


def test_reading_again_asks_few_questions_of_the_database(
    village, client_of, bikes, django_assert_max_num_queries
):
    client = client_of(village.jeanne)
    read(client, village)
    with django_assert_max_num_queries(14):
        weekly(client, village, "1/3/2027")
