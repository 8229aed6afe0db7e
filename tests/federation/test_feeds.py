"""The programme in other programs: what each calendar holds, for whom, and how it ends."""

import json
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import time_machine
import vobject
from django.urls import reverse

from parvis.community.models import Circle, Place
from parvis.federation.giving_addresses import MOST, digest_of, give, renew, take_back
from parvis.federation.models import SecretFeed
from parvis.kit import freshness
from parvis.meetings.cancelling import cancel, uncancel
from parvis.meetings.changing import change
from parvis.meetings.models import Cancellation
from parvis.members.models import Membership
from parvis.members.removing import remove
from parvis.members.suspending import restore, suspend
from tests.village import make_meeting, seat, wait

HOSTILE = (
    'Thé\r\nEND:VEVENT\r\nATTENDEE:mailto:x@exemple.fr\n🧺🧺🧺🧺🧺🧺🧺🧺🧺🧺🧺🧺🧺🧺🧺🧺🧺🧺;,\\"</script>'
)


def read(answer) -> icalendar.Calendar:
    """What two programs that are not ours make of it: the same entries, no person, hours of the place."""
    assert answer.status_code == 200, answer
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    body = answer.content
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    one, other = icalendar.Calendar.from_ical(body), vobject.readOne(body.decode())
    titles = [str(event["SUMMARY"]) for event in one.events]
    assert titles == [event.summary.value for event in other.contents.get("vevent", [])]
    assert not [event for event in one.events if "ATTENDEE" in event or "ORGANIZER" in event]
    assert len({event["UID"] for event in one.events}) == len(titles)
    return one


def titles(answer) -> list[str]:
    return [str(event["SUMMARY"]) for event in read(answer).events]


def follow(client, member, kind="mine", circle=None, at=None):
    """The address of this person's own calendar."""
    given = give(member=member, kind=kind, circle=circle, at=at or datetime.now(UTC))
    return reverse("federation:own", args=[given.secret])


@pytest.fixture
def week(village):
    """What happened, happens, is cancelled, is for some."""
    now = village.now
    make_meeting("Il y a deux mois", now - timedelta(days=60))
    make_meeting("Il y a trois semaines", now - timedelta(days=21))
    off = make_meeting("Bal", now + timedelta(days=5))
    Cancellation.objects.create(meeting=off, by=village.karim, at=now, reason="La pluie")
    make_meeting("Brouillon", now + timedelta(days=3), host=village.jeanne, published=False)
    make_meeting("Entre nous", now + timedelta(days=3), visibility="members")
    make_meeting(
        "Semis", now + timedelta(days=4), circle=village.gardeners, place=village.hall, room=village.room
    )
    make_meeting(
        "Surprise !", now + timedelta(days=4), circle=village.council, visibility="circle", host=village.fatou
    )
    make_meeting(HOSTILE, now + timedelta(days=6), where=HOSTILE, about=HOSTILE, bring=HOSTILE)
    return village


def test_the_programme_keeps_a_month_of_past_and_what_is_cancelled(week, anonymous):
    calendar = read(anonymous.get("/flux/programme.ics"))
    said = {str(event["SUMMARY"])[:20]: event for event in calendar.events}
    assert [title[:4] for title in said] == ["Il y", "Café", "Semi", "ANNU", "Thé\n"]
    off = said["ANNULÉ – Bal"]
    assert (off["STATUS"], off["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert "La pluie" in off["DESCRIPTION"]
    cafe = said["Café du canal"]
    assert (cafe.start, cafe.end) == (week.cafe.begins_at, week.cafe.ends_at)
    assert cafe["DTSTART"].params["TZID"] == "Europe/Paris"
    assert cafe["LOCATION"] == "Kiosque, Quai du canal"
    assert cafe["URL"] == f"http://localhost:8000/rencontres/{week.cafe.pk}/"
    assert cafe["CONTACT"].replace("\u00a0", " ") == "01 99 00 12 34"
    assert calendar.calendar_name == "Les Voisins du Canal"
    assert calendar["X-PUBLISHED-TTL"] == "PT60M"
    assert "Karim" not in str(calendar.to_ical())


def test_circles_and_places_have_theirs(week, anonymous):
    assert titles(anonymous.get(f"/flux/cercles/{week.gardeners.pk}.ics")) == ["Semis"]
    assert titles(anonymous.get(f"/flux/lieux/{week.kiosk.pk}.ics")) == ["Café du canal"]
    semis = read(anonymous.get(f"/flux/lieux/{week.hall.pk}.ics"))
    assert semis.events[0]["LOCATION"] == "Salle des fêtes, Petite salle, 1 place de la Mairie"
    assert semis.calendar_name == "Salle des fêtes – Les Voisins du Canal"
    Circle.objects.filter(pk=week.gardeners.pk).update(joining="private")
    assert anonymous.get(f"/flux/cercles/{week.gardeners.pk}.ics").status_code == 404
    for nothing in (
        f"/flux/cercles/{week.council.pk}.ics",
        "/flux/cercles/99999.ics",
        "/flux/lieux/99999.ics",
    ):
        assert anonymous.get(nothing).status_code == 404


def test_my_agenda_holds_where_i_go_and_says_where_the_video_call_is(week, anonymous, now):
    far = make_meeting(
        "Visio", now + timedelta(days=3), mode="remote", link="https://visio.exemple.fr/secret", capacity=4
    )
    seat(week.jeanne, far, now)
    wait(week.paul, far, now)
    seat(week.jeanne, week.cafe, now)
    hers = read(anonymous.get(follow(anonymous, week.jeanne)))
    assert [str(event["SUMMARY"]) for event in hers.events] == ["Café du canal", "Visio"]
    visio = hers.events[1]
    assert visio["CONFERENCE"] == "https://visio.exemple.fr/secret"
    assert visio["LOCATION"] == "À distance"
    assert hers.calendar_name == "Mon agenda – Les Voisins du Canal"
    his = read(anonymous.get(follow(anonymous, week.paul)))
    assert str(his.events[0]["SUMMARY"]) == "Liste d’attente – Visio"
    assert his.events[0]["STATUS"] == "TENTATIVE"
    for address in (
        follow(anonymous, week.paul),
        follow(anonymous, week.paul, "programme"),
        "/flux/programme.ics",
    ):
        assert b"secret" not in anonymous.get(address).content.replace(b"\r\n ", b"")
    assert titles(anonymous.get(follow(anonymous, week.karim))) == ["Café du canal"], "he welcomes there"


def test_the_programme_as_a_member_sees_it(week, anonymous):
    seen = titles(anonymous.get(follow(anonymous, week.lea, "programme")))
    assert "Entre nous" in seen
    assert "Surprise !" not in seen
    assert "Brouillon" not in titles(anonymous.get(follow(anonymous, week.jeanne, "programme")))
    assert "Surprise !" in titles(anonymous.get(follow(anonymous, week.fatou, "programme")))


def test_a_secret_circle_is_followed_by_its_members_while_they_belong(week, anonymous):
    address = follow(anonymous, week.fatou, "circle", week.council)
    assert titles(anonymous.get(address)) == ["Surprise !"]
    Membership.objects.filter(member=week.fatou, circle=week.council).delete()
    assert anonymous.get(address).status_code == 404


def test_an_address_dies_when_its_person_is_put_out(village, anonymous, now):
    seat(village.jeanne, village.cafe, now)
    address = follow(anonymous, village.jeanne)
    assert titles(anonymous.get(address)) == ["Café du canal"]
    suspension = suspend(member=village.jeanne, by=village.fatou, reason="Pause", at=now)
    assert anonymous.get(address).status_code == 404
    restore(suspension=suspension, by=village.fatou, at=now)
    assert anonymous.get(address).status_code == 200
    remove(member=village.jeanne, by=village.fatou, reason="Fin", at=now)
    assert anonymous.get(address).status_code == 404


def test_an_address_is_renewed_and_taken_back(village, anonymous, now):
    given = give(member=village.jeanne, kind="mine", at=now)
    first = reverse("federation:own", args=[given.secret])
    second = reverse("federation:own", args=[renew(feed=given.feed, at=now).secret])
    assert anonymous.get(first).status_code == 404
    assert anonymous.get(second).status_code == 200
    assert given.secret not in str(list(SecretFeed.objects.values()))
    take_back(feed=given.feed)
    assert anonymous.get(second).status_code == 404
    for odd in (given.feed.digest, "", "é" * 30, "a" * 5000, digest_of("")):
        assert anonymous.get(f"/flux/personnel/{odd}.ics").status_code == 404


def test_what_did_not_change_is_not_sent_again(week, anonymous, now):
    mine = follow(anonymous, week.karim)
    for address in (
        mine,
        "/flux/programme.ics",
        "/flux/programme.atom",
        "/flux/programme.json",
        "/flux/lieux.geojson",
    ):
        with time_machine.travel(now, tick=False):
            first = anonymous.get(address)
            tag = first["ETag"]
            for header in (tag, f"W/{tag}", f'"{tag[1:-1]}-gz"', "*", f'"autre", {tag}'):
                assert anonymous.get(address, headers={"If-None-Match": header}).status_code == 304, header
            assert anonymous.get(address, headers={"If-None-Match": '"autre"'}).status_code == 200
            head = anonymous.head(address)
            assert (head.status_code, head["ETag"]) == (200, tag)
    assert "private" in anonymous.get(mine)["Cache-Control"]
    assert anonymous.get(mine)["X-Robots-Tag"] == "noindex"
    public = anonymous.get("/flux/programme.ics")
    assert public["Cache-Control"] == "no-cache"
    assert "Cookie" not in public.get("Vary", "")


def test_a_change_is_seen_by_tag_and_by_date(village, anonymous, now):
    with time_machine.travel(now, tick=False):
        before = anonymous.get("/flux/programme.ics")
    later = now + timedelta(minutes=5)
    with time_machine.travel(later, tick=False):
        asked = {"If-None-Match": before["ETag"], "If-Modified-Since": before["Last-Modified"]}
        assert anonymous.get("/flux/programme.ics", headers=asked).status_code == 304
        assert (
            anonymous.get(
                "/flux/programme.ics", headers={"If-Modified-Since": before["Last-Modified"]}
            ).status_code
            == 304
        )
        change(meeting=village.cafe, by=village.karim, at=later, title="Thé du canal")
    with time_machine.travel(later + timedelta(seconds=2), tick=False):
        for asked in ({"If-None-Match": before["ETag"]}, {"If-Modified-Since": before["Last-Modified"]}):
            assert titles(anonymous.get("/flux/programme.ics", headers=asked)) == ["Thé du canal"]


@pytest.mark.django_db(transaction=True)
def test_the_date_of_a_calendar_does_not_tell_when_a_secret_circle_is_at_work(village, anonymous, now):
    choir = Circle.objects.create(name="Chorale", joining="secret", created_at=now)
    secret = make_meeting("Répétition", now + timedelta(days=3), circle=choir, visibility="circle")
    with time_machine.travel(now + timedelta(minutes=1), tick=False):
        before = anonymous.get("/flux/programme.ics")["Last-Modified"]
    later = now + timedelta(minutes=5)
    change(meeting=secret, by=village.karim, at=later, title="Concert")
    with time_machine.travel(later + timedelta(minutes=1), tick=False):
        assert anonymous.get("/flux/programme.ics")["Last-Modified"] == before
    change(meeting=village.cafe, by=village.karim, at=later, title="Thé du canal")
    with time_machine.travel(later + timedelta(minutes=2), tick=False):
        changed = anonymous.get("/flux/programme.ics", headers={"If-Modified-Since": before})
        assert titles(changed) == ["Thé du canal"]
    with time_machine.travel(later + timedelta(minutes=3), tick=False):
        assert anonymous.get("/flux/programme.ics")["Last-Modified"] != before


def test_two_changes_in_one_second_are_not_taken_for_one(village, anonymous, now):
    with time_machine.travel(now, tick=False):
        change(meeting=village.cafe, by=village.karim, at=now, title="Un")
        assert "Last-Modified" not in anonymous.get("/flux/programme.ics")


def test_a_calendar_follows_a_cancellation_and_a_return(village, anonymous, now):
    def event():
        return read(anonymous.get("/flux/programme.ics")).events[0]

    first = event()
    cancel(meeting=village.cafe, by=village.karim, at=now)
    off = event()
    uncancel(meeting=village.cafe, by=village.karim, at=now)
    back = event()
    change(
        meeting=village.cafe, by=village.karim, at=now, begins_at=village.cafe.begins_at + timedelta(days=1)
    )
    moved = event()
    assert {first["UID"], off["UID"], back["UID"], moved["UID"]} == {first["UID"]}
    assert [one["SEQUENCE"] for one in (first, off, back, moved)] == [0, 1, 2, 3]
    assert [one["STATUS"] for one in (first, off, back, moved)] == [
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
        "CONFIRMED",
    ]
    assert moved.start == village.cafe.begins_at + timedelta(days=1)


def test_a_meeting_that_came_from_elsewhere_keeps_its_name(village, anonymous):
    village.cafe.uid = "abc@ailleurs.fr"
    village.cafe.save()
    assert read(anonymous.get("/flux/programme.ics")).events[0]["UID"] == "abc@ailleurs.fr"


def test_the_night_of_the_clocks_and_far_years(village, anonymous, now):
    begins = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    twice = datetime(2027, 10, 31, 1, 15, tzinfo=UTC)
    make_meeting("Nuit courte", begins, hours=1)
    make_meeting("Nuit longue", twice, hours=1)
    with time_machine.travel(now):
        found = {str(it["SUMMARY"]): it for it in read(anonymous.get("/flux/programme.ics")).events}
    assert found["Nuit courte"].start.astimezone(UTC) == begins
    assert found["Nuit longue"].end.astimezone(UTC) == twice + timedelta(hours=1)


def test_a_closed_place_shows_nothing_and_its_members_follow_all_the_same(week, anonymous, client_of, now):
    week.community.is_open = False
    week.community.save()
    for path in ("programme.ics", "programme.atom", "programme.json", "programme.jsonld", "lieux.geojson"):
        assert anonymous.get(f"/flux/{path}").status_code == 302
        assert client_of(week.lea).get(f"/flux/{path}").status_code == 404
    assert client_of(week.lea).get("/integrer/programme/").status_code == 404
    assert "Entre nous" in titles(anonymous.get(follow(anonymous, week.lea, "programme")))
    assert "Mes calendriers" in client_of(week.lea).get("/suivre/").content.decode()


def test_places_are_put_on_the_map_longitude_first(week, anonymous):
    Place.objects.filter(pk=week.kiosk.pk).update(latitude=48.8, longitude=2.3)
    Place.objects.create(name="Chez le conseil", address="Rue cachée")
    made = json.loads(anonymous.get("/flux/lieux.geojson").content)
    kiosk, hall = made["features"]
    assert made["type"] == "FeatureCollection"
    assert kiosk["geometry"] == {"type": "Point", "coordinates": [2.3, 48.8]}
    assert kiosk["properties"]["calendar"].endswith(f"/flux/lieux/{week.kiosk.pk}.ics")
    assert hall["geometry"] is None
    assert b"Rue cach" not in anonymous.get("/flux/lieux.geojson").content


def test_feeds_take_few_questions_however_many_meetings(village, anonymous, django_assert_max_num_queries):
    for number in range(40):
        make_meeting(f"Rencontre {number}", village.now + timedelta(days=number + 1), circle=village.gardeners,
                     place=village.hall, room=village.room)  # fmt: skip
    mine = follow(anonymous, village.karim, "programme")
    for address in (
        "/flux/programme.ics",
        "/flux/programme.json",
        "/flux/programme.atom",
        "/flux/programme.jsonld",
        mine,
    ):
        freshness.bump()
        with django_assert_max_num_queries(9):
            assert anonymous.get(address).status_code == 200


def test_nobody_takes_more_addresses_than_they_need(village, client_of):
    browser = client_of(village.jeanne)
    for _number in range(MOST):
        assert browser.post("/suivre/mes-calendriers/", {"what": "mine"}).status_code == 200
    answer = browser.post("/suivre/mes-calendriers/", {"what": "mine"})
    assert answer.status_code == 409
    assert SecretFeed.objects.filter(member=village.jeanne).count() == MOST
