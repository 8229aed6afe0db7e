"""The animator's pages: two taps, late arrivals, changing, leaving, undoing; and one's own pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.kit import freshness
from parvis.meetings.welcoming import welcome_member
from parvis.tables.jobs import compose_asked
from parvis.tables.models import Arrangement, Composition, Portrait, SilentWish
from parvis.tables.reading import evening_of
from tests.tables.evenings import arrival_of, composed, hold, of, who
from tests.village import make_meeting, make_member, seat


@pytest.fixture
def karim(village, client_of):
    return client_of(village.karim)


def at(name, meeting, *more):
    return reverse(f"tables:{name}", args=[meeting.pk, *more])


def text(answer):
    return answer.content.decode()


def test_two_taps_from_the_arrivals_compose_the_tables(village, karim):
    meeting, _members = hold(village, 10)
    room = text(karim.get(reverse("meetings:room", args=[meeting.pk])))
    assert at("composing", meeting) in room
    answer = karim.post(at("composing", meeting), {"seats": "4", "version": "0"}, follow=True)
    assert "Les tables sont prêtes" in text(answer)
    evening = evening_of(meeting)
    assert sorted(table.size for table in evening.now.tables) == [5, 5] or len(evening.now.tables) == 3
    again = karim.post(at("composing", meeting), {"seats": "2", "version": "0"}, follow=True)
    assert "Quelqu’un a été plus rapide" in text(again)
    assert who(evening_of(meeting), 1) == who(evening, 1)
    assert at("evening", meeting) in text(karim.get(reverse("meetings:room", args=[meeting.pk])))


def test_what_was_typed_is_shown_again_with_the_reason(village, karim):
    meeting, _members = hold(village, 4)
    answer = karim.post(at("composing", meeting), {"seats": "99", "version": "0"})
    assert answer.status_code == 422
    assert "Douze personnes par table au plus" in text(answer)
    assert 'value="99"' in text(answer)


def test_a_late_arrival_takes_two_taps_and_nobody_moves(village, karim):
    meeting, _members = hold(village, 8)
    expected = seat(make_member("Samir Tardif", village.now), meeting, village.now)
    composed(meeting, village)
    before = who(evening_of(meeting), 1)
    page = text(karim.get(at("arriving", meeting)))
    assert "Samir Tardif" in page
    answer = karim.post(at("arriving", meeting), {"registration": expected.pk}, follow=True)
    assert "Samir rejoint la table" in text(answer)
    assert "Les autres ne bougent pas" in text(answer)
    after = who(evening_of(meeting), 1)
    assert before.items() <= after.items()
    assert len(after) == 9
    karim.post(at("arriving", meeting), {"first_name": "Rosa", "once": "abc"})
    karim.post(at("arriving", meeting), {"first_name": "Rosa", "once": "abc"})
    assert len(who(evening_of(meeting), 1)) == 10
    assert karim.post(at("arriving", meeting), {"first_name": ""}).status_code == 422


def test_change_leave_and_take_back(village, karim):
    meeting, members = hold(village, 8)
    composed(meeting, village)
    one = arrival_of(meeting, members[0])
    other = {"1": "2", "2": "1"}[one.table]
    assert f'value="{other}"' in text(karim.get(at("person", meeting, one.pk)))
    answer = karim.post(at("person", meeting, one.pk), {"table": other}, follow=True)
    assert f"s’assied à la table {other}" in text(answer)
    assert who(evening_of(meeting), 1)[one.pk] == other
    change = of(meeting).changes.order_by("-pk").first()
    assert (change.by, change.from_table, change.to_table) == (village.karim, one.table, other)
    assert "Tout est comme avant" in text(
        karim.post(at("undoing", meeting), {"change": change.pk}, follow=True)
    )
    assert who(evening_of(meeting), 1)[one.pk] == one.table
    karim.post(at("leaving", meeting, one.pk))
    evening = evening_of(meeting)
    assert one.pk not in {**who(evening, 1), **who(evening, 2), **who(evening, 3)}
    assert evening.state == "ready"


def test_round_two_by_the_pages(village, karim):
    meeting, _members = hold(village, 8)
    composed(meeting, village, rounds=2)
    karim.post(at("round", meeting, 1), {"question": "Qui a ri ?", "minutes": "20"})
    karim.post(at("beginning", meeting, 1))
    page = text(karim.get(at("evening", meeting)))
    assert "Qui a ri ?" in page
    assert "Jusqu’à" in page
    assert "Le tour 1 reste" in text(karim.get(at("mixing", meeting)))
    version = evening_of(meeting).version
    for _tap in range(2):
        karim.post(at("following", meeting), {"version": version})
    evening = evening_of(meeting)
    assert evening.present == 2
    assert karim.post(at("round", meeting, 2), {"question": "x", "minutes": "0"}).status_code == 422


def test_a_large_room_is_composed_by_the_worker_while_the_page_lives(village, karim, monkeypatch):
    monkeypatch.setattr("parvis.tables.composing.AT_ONCE", 5)
    meeting, _members = hold(village, 8)
    page = karim.post(at("composing", meeting), {"seats": "4", "version": "0"}, follow=True)
    assert page.headers["Refresh"]
    assert "Les tables se composent pour 8 personnes" in text(page)
    assert compose_asked(village.now) == 1
    page = karim.get(at("evening", meeting))
    assert "Refresh" not in page.headers
    assert "Tour 1 sur 3" in text(page)


def test_the_settings_of_the_evening(village, karim):
    meeting, members = hold(village, 8)
    a, b, c = (arrival_of(meeting, member) for member in members[:3])
    wanted = {"seats": "4", "wanted": "2", "households": "together", "easy_tables": "1"}
    assert karim.post(at("rules", meeting), wanted).status_code == 302
    karim.post(at("ties", meeting), {"kind": "host", "one": a.pk})
    karim.post(at("ties", meeting), {"kind": "together", "one": a.pk, "other": b.pk})
    karim.post(at("ties", meeting), {"kind": "apart", "one": c.pk, "other": a.pk})
    karim.post(at("ties", meeting), {"kind": "apart", "one": c.pk, "other": c.pk})
    assert Arrangement.objects.count() == 3
    evening = composed(meeting, village)
    seats = [who(evening, number) for number in (1, 2, 3)]
    assert all(s[a.pk] == s[b.pk] == "1" != s[c.pk] for s in seats), (
        "the host stays, with one and not the other"
    )
    page = text(karim.get(at("rules", meeting)))
    assert 'value="2"' in page or "Tours" in page
    karim.post(at("untied", meeting, Arrangement.objects.filter(kind="host").get().pk))
    assert Arrangement.objects.count() == 2
    assert karim.post(at("rules", meeting), {**wanted, "seats": "1"}).status_code == 422


def test_only_those_who_welcome_and_only_what_is_there(village, client_of, karim):
    meeting, _members = hold(village, 4)
    other, _more = hold(village, 2, title="Ailleurs")
    stranger = other.arrivals.first()
    composed(meeting, village)
    assert client_of(village.lea).get(at("evening", meeting)).status_code == 409
    assert client_of(village.lea).post(at("composing", meeting), {"seats": 4}).status_code == 409
    assert karim.get(at("person", meeting, stranger.pk)).status_code == 404
    assert karim.post(at("undoing", meeting), {"change": "9" * 40}).status_code == 302
    assert karim.post(at("following", meeting), {"version": "x"}).status_code == 302
    nobody = make_meeting("Vide", village.now - timedelta(minutes=1), host=village.karim)
    assert karim.post(at("composing", nobody), {"seats": 4}).status_code == 409
    assert karim.post(at("following", nobody), {"version": 0}).status_code == 409
    assert Composition.objects.filter(meeting=nobody).count() == 0


def test_the_pages_ask_little_of_the_database(village, karim):
    meeting, _members = hold(village, 24)
    composed(meeting, village)
    for name in ("evening", "arriving", "rules", "mixing"):
        freshness.bump()
        karim.get(at(name, meeting))
        with CaptureQueriesContext(connection) as queries:
            karim.get(at(name, meeting))
        assert len(queries) <= 12, (name, [query["sql"][:90] for query in queries])


def test_one_says_of_oneself_what_one_likes(village, client_of):
    lea, path = client_of(village.lea), reverse("tables:portrait")
    said = {"age": "1", "quarter": "Le port", "languages": ["fr", "ar"], "declined": ["age"]}
    assert lea.post(path, said).status_code == 302
    portrait = Portrait.objects.get(member=village.lea)
    assert (portrait.age, portrait.languages, portrait.declined) == (1, ["fr", "ar"], ["age"])
    assert "Le port" in text(lea.get(path))
    assert lea.post(path, {"age": "99", "quarter": "Le quai"}).status_code == 422
    lea.post(path, {})
    assert not Portrait.objects.exists()


def test_a_silent_wish_is_seen_by_its_author_alone(village, client_of, karim):
    meeting, _members = hold(village, 0)
    for member in (village.lea, village.paul):
        welcome_member(meeting=meeting, member=member, by=village.karim, at=village.now)
    lea, path = client_of(village.lea), reverse("tables:apart")
    assert "Paul" in text(lea.get(path, {"qui": "paul"}))
    assert lea.post(path, {"person": village.paul.pk}).status_code == 302
    lea.post(path, {"person": village.paul.pk})
    wish = SilentWish.objects.get()
    assert len(wish.sealed) > 80, "sealed"
    assert "Paul" in text(lea.get(path))
    assert "Paul" not in text(client_of(village.paul).get(path))
    composed(meeting, village)
    page = text(karim.get(at("evening", meeting)))
    assert "ne souhait" not in page
    assert "même table" not in page
    assert lea.post(path, {"person": village.odile.pk}).status_code == 404, "somebody she does not know"
    assert client_of(village.paul).post(reverse("tables:apart_removal", args=[wish.pk])).status_code == 404
    lea.post(reverse("tables:apart_removal", args=[wish.pk]))
    assert not SilentWish.objects.exists()
