"""A sign-in sheet comes back: every row once, in the order it was printed, whoever types it."""

import re
from datetime import timedelta

import pytest

from parvis.courier.models import Received
from parvis.desk.models import TypedSheet
from parvis.kit.paper_codes import PaperCode
from parvis.meetings.cancelling import cancel
from parvis.meetings.closing import close
from parvis.meetings.models import Arrival, Registration
from parvis.meetings.registering import withdraw
from parvis.meetings.welcoming import welcome, welcome_stranger
from tests.village import make_meeting, make_member, seat, wait


@pytest.fixture
def desk(village, client_of):
    return client_of(village.monique)


@pytest.fixture
def loto(village):
    """Yesterday's bingo: Odile with Henri, Jeanne; Paul waited."""
    meeting = make_meeting("Loto", village.now - timedelta(days=1), host=village.karim, place=village.hall)
    before = village.now - timedelta(days=3)
    seat(village.odile, meeting, before, party=2, companions="Henri")
    seat(village.jeanne, meeting, before)
    wait(village.paul, meeting, before)
    return meeting


def code_of(meeting, village, ago=timedelta(days=2)):
    return str(PaperCode("P", meeting.pk, village.now - ago))


def of(meeting, member):
    return meeting.registrations.get(member=member).pk


def hidden(page):
    """What the form of a page would send back by itself."""
    text = page.content.decode()
    sent = {}
    for name in ("version", "shown", "shown_others", "once"):
        sent[name] = re.search(rf'name="{name}" value="([^"]*)"', text)[1]
    return sent


def names_of(page):
    return [name.strip() for name in re.findall(r'<label for="[ra]\d+">([^<]+)', page.content.decode())]


def test_the_code_is_printed_and_opens_the_rows_in_their_order(desk, loto, village, client_of):
    printed = client_of(village.karim).get(f"/rencontres/{loto.pk}/papier/presence/").content.decode()
    code = re.search(r"</span>([0-9A-Z]{4}-[0-9A-Z-]+)</small>", printed)[1]
    for typed in (code, code.lower().replace("-", " "), f"http://x.example/permanence/saisie/{code}/"):
        answer = desk.get("/permanence/saisie/", {"code": typed})
        assert answer["Location"] == f"/permanence/saisie/{code}/"
    assert names_of(desk.get(f"/permanence/saisie/{code}/")) == ["Jeanne Martin", "Odile Roux", "Paul Nguyen"]


def test_a_slip_in_the_code_is_said_and_kept(desk, loto, village):
    code = code_of(loto, village)
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    answer = desk.get("/permanence/saisie/", {"code": wrong})
    assert answer.status_code == 422
    assert f'value="{wrong}"' in answer.content.decode()
    assert desk.get(f"/permanence/saisie/{wrong}/").status_code == 404


def test_one_submit_takes_the_whole_sheet_companions_and_newcomers(desk, loto, village):
    path = f"/permanence/saisie/{code_of(loto, village)}/"
    odile, paul = of(loto, village.odile), of(loto, village.paul)
    sent = {
        **hidden(desk.get(path)), "here": [odile, paul], f"people-{odile}": "3",
        "name": ["Samir", "Jeanne Martin", ""], "contact": ["06 39 98 12 77", "jeanne@exemple.fr", ""],
    }  # fmt: skip
    answer = desk.post(path, sent)
    assert answer["Location"] == "/permanence/saisie/"
    people = {(row.member and row.member.name) or row.first_name: row.people for row in loto.arrivals.all()}
    assert people == {"Odile Roux": 3, "Paul Nguyen": 1, "Samir": 1, "Jeanne Martin": 1}
    note = Received.objects.get()
    assert "06\u00a039\u00a098\u00a012\u00a077" in note.text
    sheet = TypedSheet.objects.get()
    assert (sheet.first_by, sheet.people, sheet.version) == (village.monique, 6, 1)
    assert all(loto.begins_at <= row.at <= loto.ends_at for row in loto.arrivals.all())


def test_typed_again_it_shows_what_was_noted_and_corrects(desk, loto, village):
    path = f"/permanence/saisie/{code_of(loto, village)}/"
    sent = {**hidden(desk.get(path)), "here": [of(loto, village.odile)], "name": ["Samir"], "contact": [""]}
    desk.post(path, sent)
    page = desk.get(path)
    assert "Saisie par Monique" in page.content.decode()
    again = hidden(page)
    assert again["version"] == "1"
    desk.post(path, {**again, "here": [of(loto, village.jeanne)]})
    assert [row.member for row in loto.arrivals.all()] == [village.jeanne]
    assert TypedSheet.objects.get().version == 2


def test_sent_twice_or_by_two_people_nothing_doubles_and_nothing_typed_is_lost(desk, loto, village):
    path = f"/permanence/saisie/{code_of(loto, village)}/"
    first = {**hidden(desk.get(path)), "here": [of(loto, village.odile)], "name": ["Samir"], "contact": [""]}
    second = {**hidden(desk.get(path)), "here": [of(loto, village.jeanne)], "name": ["Zoé"], "contact": [""]}
    desk.post(path, first)
    for sent in (first, second):
        answer = desk.post(path, sent)
        assert answer.status_code == 409
        assert "saisie entre-temps" in answer.content.decode()
    page = answer.content.decode()
    assert 'value="Zoé"' in page
    assert page.count(" checked") == 3  # Odile, Jeanne, and Samir at the end
    assert loto.arrivals.count() == 2


def test_what_was_tapped_in_the_room_is_not_doubled_nor_taken_away(desk, loto, village):
    path = f"/permanence/saisie/{code_of(loto, village)}/"
    form = hidden(desk.get(path))
    welcome(registration=loto.registrations.get(member=village.odile), by=village.karim, at=loto.begins_at)
    welcome_stranger(meeting=loto, first_name="Samir", by=village.karim, at=loto.begins_at)
    desk.post(path, {**form, "here": [of(loto, village.jeanne)]})
    assert loto.arrivals.count() == 3
    page = desk.get(path).content.decode()
    assert "Samir" in page
    desk.post(path, {**hidden(desk.get(path)), "here": [of(loto, village.odile)]})
    assert [row.member for row in loto.arrivals.all()] == [village.odile]


def test_who_withdrew_or_came_in_since_does_not_move_the_rows(desk, loto, village):
    loto.begins_at, loto.ends_at = village.now + timedelta(hours=5), village.now + timedelta(hours=7)
    loto.save()
    withdraw(registration=loto.registrations.get(member=village.jeanne), at=village.now)
    seat(village.karim, loto, village.now)
    page = desk.get(f"/permanence/saisie/{code_of(loto, village)}/")
    assert names_of(page) == ["Jeanne Martin", "Odile Roux", "Paul Nguyen"]


def test_after_the_closing_it_still_counts_and_after_a_month_it_says_why_not(desk, loto, village):
    close(meeting=loto, by=village.karim, at=village.now, happened=True)
    path = f"/permanence/saisie/{code_of(loto, village)}/"
    desk.post(path, {**hidden(desk.get(path)), "here": [of(loto, village.odile)]})
    assert loto.arrivals.count() == 1
    loto.ends_at = village.now - timedelta(days=31)
    loto.begins_at = loto.ends_at - timedelta(hours=1)
    loto.save()
    answer = desk.post(path, {**hidden(desk.get(path)), "here": [of(loto, village.jeanne)]})
    assert answer.status_code == 409
    assert "trente jours" in answer.content.decode()
    assert TypedSheet.objects.get().version == 1


def test_a_wrong_number_is_said_and_everything_typed_stays(desk, loto, village):
    path = f"/permanence/saisie/{code_of(loto, village)}/"
    sent = {**hidden(desk.get(path)), "here": [of(loto, village.odile)], "name": ["", "Léo"],
            "contact": ["06 39 98 12 77", "06 39"]}  # fmt: skip
    answer = desk.post(path, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Écrivez un prénom" in page
    assert "Léo" in page
    assert 'value="06 39"' in page
    assert page.count(" checked") == 1
    assert not Arrival.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"here": ["x", "-1", "9" * 30, "0"], "version": "99999", "name": ["a" * 500] * 90, "contact": []},
        {"here": [str(number) for number in range(1, 900)], "shown": "1 2 x " * 9000, "version": "x"},
        {"name": ["\x00\u202e", "🌻"], "contact": ["\x07", ""], "other": ["1"], "shown_others": "1 2 3"},
    ],
)
def test_whatever_is_sent_is_bounded(desk, loto, village, sent):
    answer = desk.post(f"/permanence/saisie/{code_of(loto, village)}/", sent)
    assert answer.status_code in {302, 409, 422}
    assert loto.arrivals.count() <= 60


def test_a_secret_or_cancelled_meeting_is_not_typed_in(desk, loto, village, client_of):
    secret = make_meeting("Surprise", village.now, visibility="circle", circle=village.council)
    assert desk.get(f"/permanence/saisie/{code_of(secret, village)}/").status_code == 404
    assert client_of(village.jeanne).get("/permanence/saisie/").status_code == 403
    coming = make_meeting("Bal", village.now + timedelta(hours=3), host=village.karim)
    cancel(meeting=coming, by=village.karim, at=village.now)
    path = f"/permanence/saisie/{code_of(coming, village)}/"
    assert desk.post(path, hidden(desk.get(path))).status_code == 409


def test_a_hundred_rows_ask_few_questions(desk, village, django_assert_max_num_queries):
    meeting = make_meeting("Repas", village.now - timedelta(days=1), capacity=200, host=village.karim)
    people = [make_member(f"Personne {n:03}", village.now) for n in range(100)]
    Registration.objects.bulk_create(
        Registration(meeting=meeting, member=it, state="seated", made_at=village.now - timedelta(days=4)) for it in people
    )  # fmt: skip
    path = f"/permanence/saisie/{code_of(meeting, village)}/"
    with django_assert_max_num_queries(12):
        page = desk.get(path)
    sent = {**hidden(page), "here": [row.pk for row in meeting.registrations.all()]}
    desk.post(path, sent)
    assert meeting.arrivals.count() == 100
