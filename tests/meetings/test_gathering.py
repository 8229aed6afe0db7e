"""Two telephones come back with what they kept: in any order, twice, late, with wrong clocks, or hostile."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.chronicle.models import Deed
from parvis.kit import limiting
from parvis.meetings.cancelling import cancel
from parvis.meetings.closing import close, figures_of
from parvis.meetings.forms.taps import Sent
from parvis.meetings.gathering import KEPT, gather
from parvis.meetings.models import Arrival, Tap
from parvis.meetings.refusals import NotThere
from parvis.meetings.telephones import may_keep, pass_of
from parvis.meetings.welcoming import DOORS_OPEN, place, say_same, undo_arrival, welcome_stranger
from parvis.members.removing import remove
from tests.attacks import corpus
from tests.meetings.test_races import at_once
from tests.village import make_meeting, make_member, seat, settle

ROOMY = "0123456789"


@pytest.fixture
def today(village):
    return make_meeting("Goûter", village.now - timedelta(minutes=10), host=village.karim, capacity=60)


def key(text):
    return f"geste-{text}"


def here(meeting, name, minute=0, registration=None, **more):
    at = meeting.begins_at + timedelta(minutes=minute)
    number = registration.pk if registration else 0
    return Sent(key(name), "here", at, number, "" if registration else more.get("first_name", name))


def about(meeting, name, kind, of, minute=0, **more):
    return Sent(key(name), kind, meeting.begins_at + timedelta(minutes=minute), about=key(of), **more)


def room_of(meeting):
    """Who is here, since when, at which table: what people see of it."""
    rows = meeting.arrivals.select_related("member")
    return sorted((str(row.member or row.first_name), row.at, row.table, row.people) for row in rows)


def send(meeting, taps, village, by="karim", at=None):
    return gather(meeting=meeting, taps=taps, by=getattr(village, by), at=at or village.now)


def queues(village, meeting):
    """What Karim and Monique kept, off line: overlaps, slips, tables, one newcomer typed by both."""
    rows = [seat(make_member(f"Invité {number}", village.now), meeting, village.now) for number in range(4)]
    karims = [
        here(meeting, "k0", 1, rows[0]), here(meeting, "k1", 2, rows[1]), here(meeting, "k-samir", 3, first_name="Samir"),
        about(meeting, "k2", "undo", "k0", 4), about(meeting, "k3", "table", "k1", 5, table="1"),
        here(meeting, "k4", 6, rows[2]), about(meeting, "k5", "same", "k-samir", 9, other=key("m-samir")),
    ]  # fmt: skip
    moniques = [
        here(meeting, "m0", 0, rows[1]), here(meeting, "m1", 3, rows[0]), here(meeting, "m-samir", 2, first_name="samir"),
        about(meeting, "m2", "table", "m0", 6, table="2"), here(meeting, "m3", 7, rows[3]),
        about(meeting, "m4", "undo", "m3", 8),
    ]  # fmt: skip
    return karims, moniques


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    order=st.lists(st.booleans(), min_size=13, max_size=13), replays=st.lists(st.integers(0, 12), max_size=6)
)
def test_any_interleaving_with_replays_converges(village, order, replays):
    """Sent tap by tap in any order of the two telephones, some of them again, as all at once."""
    meeting = make_meeting("Goûter", village.now - timedelta(minutes=10), host=village.karim, capacity=60)
    karims, moniques = queues(village, meeting)
    left = {True: list(karims), False: list(moniques)}
    sent = []
    for is_karim in order:
        queue = left[is_karim] or left[not is_karim]
        sent.append(queue.pop(0))
        again = [sent[number % len(sent)] for number in replays[: len(sent) % 3]]
        send(meeting, [sent[-1], *again], village, "karim" if is_karim else "monique")
    begins = meeting.begins_at
    assert room_of(meeting) == [
        ("Invité 0", begins + timedelta(minutes=3), "", 1),
        ("Invité 1", begins, "2", 1),
        ("Invité 2", begins + timedelta(minutes=6), "", 1),
        ("samir", begins + timedelta(minutes=2), "", 1),
    ]


def test_each_tap_counts_once_in_the_chronicle_too(village, today):
    karims, moniques = queues(village, today)
    for _time in range(3):
        send(today, karims, village)
        send(today, moniques, village, "monique")
    arrived = Deed.objects.filter(verb="meetings.arrived", for_person__isnull=False)
    assert (
        len({deed.for_person for deed in arrived}) == today.arrivals.filter(member__isnull=False).count() == 3
    )
    assert Tap.objects.count() == 13


def test_a_wrong_clock_is_brought_back_into_the_hours_of_the_meeting(village, today):
    years = timedelta(days=4000)
    early = Sent(key("a"), "here", today.begins_at - years, first_name="Ali")
    late = Sent(key("b"), "here", today.begins_at + years, first_name="Zoé")
    send(today, [early, late], village)
    assert [at for _name, at, *_rest in room_of(today)] == [
        today.begins_at - DOORS_OPEN, today.ends_at + DOORS_OPEN]  # fmt: skip


def test_a_day_late_a_closed_meeting_still_takes_them_in(village, today):
    close(meeting=today, by=village.karim, at=village.now + timedelta(hours=3), happened=True)
    rows = [seat(make_member(f"Invité {n}", village.now), today, village.now) for n in range(5)]
    taps = [here(today, f"k{n}", n, row) for n, row in enumerate(rows)]
    send(today, taps, village, at=village.now + timedelta(days=1))
    assert figures_of(today).hours == 10


def test_what_cannot_be_taken_in_is_said_and_nothing_is_written(village, today):
    row = seat(village.jeanne, today, village.now)
    answers = send(
        today, [here(today, "k", 0, row), Sent(key("gone"), "here", village.now, 999_999)], village
    )
    assert answers[key("k")] == ""
    assert "n’existe plus" in answers[key("gone")]
    cancel(meeting=today, by=village.karim, at=village.now, reason="")
    with pytest.raises(NotThere, match="annulée"):
        send(today, [here(today, "k2", first_name="Ali")], village)
    with pytest.raises(NotThere, match="trente jours"):
        elsewhere = make_meeting("Avant", village.now - timedelta(hours=4), host=village.karim)
        send(elsewhere, [here(elsewhere, "k")], village, at=village.now + KEPT)
    assert Tap.objects.count() == 1


def test_forms_and_telephones_speak_of_the_same_taps(village, today):
    send(today, [here(today, "k", first_name="Samir")], village)
    welcome_stranger(meeting=today, first_name="Samir", by=village.monique, at=village.now)
    one, other = today.arrivals.order_by("pk")
    place(arrival=one, table="3", by=village.karim, at=village.now)
    say_same(one=one, other=other, by=village.karim, at=village.now)
    arrival = today.arrivals.get()
    assert (arrival.first_name, arrival.table) == ("Samir", "3")
    undo_arrival(arrival=arrival, by=village.monique, at=village.now)
    send(today, [here(today, "k", first_name="Samir")], village)  # sent again: it was taken back since
    assert not today.arrivals.exists()


# --- the door


def post(client, meeting, body, **headers):
    return client.post(
        f"/rencontres/{meeting.pk}/salle/gestes/", body, content_type="application/json", **headers
    )


def packed(who, *taps, **more):
    return json.dumps({"owner": pass_of(who), "taps": list(taps), **more})


def tap(**more):
    return {"key": "k" * 32, "kind": "here", "at": 1_795_510_810_605, "first_name": "Samir", **more}


def test_a_telephone_fetches_the_list_sends_and_hears_what_became_of_it(village, client_of, today):
    row = seat(village.jeanne, today, village.now, party=2)
    client = client_of(village.karim)
    room = client.get(f"/rencontres/{today.pk}/salle/liste.json")
    assert room["Cache-Control"] == "private, no-store"
    assert room.json()["rows"] == [
        {"registration": row.pk, "name": "Jeanne Martin", "people": 2, "is_here": False}
    ]
    at = int(timezone.now().timestamp() * 1000)
    one, two = tap(at=at, first_name="", registration=row.pk), tap(key="short", at=at)
    three = tap(key="z" * 32, kind="dance", at=at)
    answer = post(client, today, packed(village.karim, one, two, three)).json()
    assert answer["answers"] == {
        "k" * 32: "",
        "z" * 32: "Cela n’a pas pu être lu. Écrivez-le sur la feuille.",
    }
    assert answer["room"]["rows"][0]["taps"] == ["k" * 32]
    assert {"title", "until", "now", "secret", "owner"} <= set(answer["room"])


def test_somebody_else_on_the_same_telephone_sends_nothing_in_their_own_name(village, client_of, today):
    answer = post(client_of(village.monique), today, packed(village.karim, tap()))
    assert (answer.status_code, Tap.objects.count()) == (409, 0)
    assert "Une autre personne" in answer.json()["refused"]


def test_only_those_who_welcome_have_the_list(village, client_of, today):
    for who, status in [("jeanne", 409), ("monique", 200), ("karim", 200)]:
        client = client_of(getattr(village, who))
        assert client.get(f"/rencontres/{today.pk}/salle/liste.json").status_code == (
            200 if status == 200 else 409
        )
        assert post(client, today, packed(getattr(village, who))).status_code == status
    assert Client().get(f"/rencontres/{today.pk}/salle/liste.json").status_code == 302
    hidden = make_meeting("Surprise", village.now, host=village.fatou, circle=village.council)
    assert client_of(village.karim).get(f"/rencontres/{hidden.pk}/salle/liste.json").status_code == 404


HOSTILE = [
    b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"taps": 3}', b"[" * 100_000, b'{"taps": [' + b"[" * 900 + b"]",
    b"9" * 10_000, b'{"taps": ' + b" " * 200_001 + b"[]}", json.dumps({"taps": [{}] * 501}).encode(),
]  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_list_of_taps_is_refused_in_a_sentence(village, client_of, today, body):
    answer = post(client_of(village.karim), today, body)
    assert answer.status_code == 422
    assert answer.json()["refused"].startswith("Ce que ce téléphone a envoyé est illisible.")


ODD = [
    None,
    True,
    -1,
    0,
    1e400,
    2**63,
    10**400,
    [],
    {},
    "",
    "a\0b",
    "\ud800",
    "²",
    "x" * 5000,
    *(words[:2000] for words in corpus.STRANGE.values()),
]


@pytest.mark.parametrize(
    "part", ["key", "kind", "at", "registration", "first_name", "about", "other", "table"]
)
def test_any_part_of_a_tap_may_be_anything(village, client_of, today, part):
    client = client_of(village.karim)
    for kind in Tap.Kind.values:
        whole = [{**tap(kind=kind, about="a" * 9, other="b" * 9), part: odd} for odd in ODD]
        taps = [
            {**one, **({} if part == "key" else {"key": f"{kind}-{n:08}"})} for n, one in enumerate(whole)
        ]
        limiting.forget()
        assert post(client, today, packed(village.karim, *taps, "x", None, 3)).status_code == 200
    for row in [*Arrival.objects.all(), *Tap.objects.all()]:
        assert len(row.first_name) <= 80
        assert len(row.table) <= 12
        assert "\n" not in row.first_name + row.table


def test_a_tap_too_often_waits(village, client_of, today):
    client = client_of(village.karim)
    limiting.limit(f"meetings.taps {village.karim.pk}", times=900, per=timedelta(hours=1))
    for _time in range(899):
        limiting.allow(f"meetings.taps {village.karim.pk}", times=900, per=timedelta(hours=1))
    assert post(client, today, packed(village.karim, tap())).status_code == 429


def test_the_list_stays_light_however_many_come(village, client_of, today, django_assert_max_num_queries):
    for number in range(40):
        row = seat(make_member(f"Invité {number}", village.now), today, village.now)
        send(today, [here(today, f"k{number}", 0, row)], village)
    client = client_of(village.karim)
    with django_assert_max_num_queries(12):
        assert len(client.get(f"/rencontres/{today.pk}/salle/liste.json").json()["rows"]) == 40
    with django_assert_max_num_queries(12):
        client.get(f"/rencontres/{today.pk}/salle/")


def test_what_telephones_hold_may_stay_only_while_its_person_may_be_here(village, client_of):
    token, client = pass_of(village.jeanne), Client()
    assert client.get(f"/telephone/{token}/").json() == {"keep": True}
    assert client.get(f"/telephone/{token}x/").json() == {"keep": False}
    remove(member=village.jeanne, by=village.fatou, reason="Elle a déménagé.", at=village.now)
    answer = client.get(f"/telephone/{token}/")
    assert (answer.json(), answer["Cache-Control"]) == ({"keep": False}, "private, no-store")
    assert not may_keep("12.x", village.now)


def test_the_worker_and_what_it_keeps_belong_to_nobody(village, client_of):
    client = client_of(village.karim)
    worker = client.get("/service-worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert worker["Cache-Control"] == "no-cache"
    assert worker["Service-Worker-Allowed"] == "/"
    assert "script-src 'self'" in worker["Content-Security-Policy"]
    kept = json.loads(worker.content.decode().partition("const KEPT = ")[2].partition(";\n")[0])
    for path in kept[:2]:
        mine, anybodys = client.get(path), Client().get(path)
        assert mine.content == anybodys.content, path
        assert mine["Cache-Control"] == "no-cache"
        assert not mine.cookies
    assert client.get("/manifeste.webmanifest").json()["start_url"] == "/mon-espace/"


def test_leaving_empties_the_telephone(village, client_of):
    answer = client_of(village.karim).post("/deconnexion/")
    assert answer["Clear-Site-Data"] == '"storage"'


# --- at the same moment


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_telephones_at_the_same_moment_are_one_room(transactional_db, now):
    village = settle(now)
    meeting = make_meeting("Goûter", now - timedelta(minutes=10), host=village.karim, capacity=60)
    karims, moniques = queues(village, meeting)
    half = len(karims) // 2
    at_once([
        lambda: send(meeting, karims[:half], village), lambda: send(meeting, karims, village),
        lambda: send(meeting, moniques, village, "monique"), lambda: send(meeting, moniques[::-1], village, "monique"),
    ])  # fmt: skip
    assert [name for name, *_rest in room_of(meeting)] == ["Invité 0", "Invité 1", "Invité 2", "samir"]
    assert Tap.objects.count() == 13
