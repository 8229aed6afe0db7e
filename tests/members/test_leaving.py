"""Leave in two screens, take everything along, and stay after all in one tap."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from parvis.chronicle.jobs import follow_deeds
from parvis.courier.models import Dispatch
from parvis.kit.calendars import Entry, calendar
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.passes import pass_of
from parvis.meetings.registering import register_newcomer
from parvis.members.contacts import Contact
from parvis.members.erasing import erase_due
from parvis.members.giving_data import gather, gather_for
from parvis.members.giving_roles import LastAdministrator
from parvis.members.leaving import erase_at_once, leave, stay, staying_path
from parvis.members.models import CommonEntry, Leaving, Member
from parvis.members.reaching import Words, reach
from tests.members.full_life import live
from tests.village import make_meeting, seat, trust, wait

pytestmark = pytest.mark.django_db
LEAVE = "/mon-espace/depart/"


def _body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_leaving_takes_two_screens_and_staying_one_tap(village, client_of):
    client = client_of(village.jeanne)
    assert "Je pars" in client.get(LEAVE).text
    noted = client.post(LEAVE, {"texts": "she"}, follow=True)
    assert "Votre départ est noté" in noted.text
    assert "mardi 1er\u00a0décembre 2026" in noted.text
    client.post(f"{LEAVE}retour/")
    assert client.get("/mon-espace/").status_code == 200
    assert not Leaving.objects.exists()


def test_a_choice_is_asked_and_none_is_ticked(village, client_of):
    client = client_of(village.jeanne)
    assert " checked" not in client.get(LEAVE).text
    assert client.post(LEAVE, {}).status_code == 422
    assert not Leaving.objects.exists()


def test_looking_at_the_pages_leaves_nobody(village, client_of):
    client_of(village.jeanne).get(LEAVE)
    leaving = leave(member=village.paul, at=village.now)
    assert client_of(village.lea).get(staying_path(leaving)).status_code == 200
    assert Leaving.objects.filter(member=village.paul).exists()
    assert not Leaving.objects.filter(member=village.jeanne).exists()


def test_who_leaves_is_listed_nowhere_and_signed_out_elsewhere(village, client_of):
    elsewhere = client_of(village.jeanne)
    leave(member=village.jeanne, at=village.now)
    assert elsewhere.get("/mon-espace/").status_code == 302
    assert not Member.objects.present().filter(pk=village.jeanne.pk).exists()


def test_one_farewell_is_written_and_nothing_more(village):
    leave(member=village.jeanne, at=village.now)
    told = Dispatch.objects.filter(person=village.jeanne.pk, state="waiting")
    assert [row.purpose for row in told] == ["members.farewell"]
    assert "/je-reste/" in told[0].link


def test_i_stay_works_from_the_message_without_signing_in(village, anonymous):
    leaving = leave(member=village.jeanne, at=village.now)
    assert anonymous.post(staying_path(leaving)).status_code == 302
    assert Member.objects.present().filter(pk=village.jeanne.pk).exists()
    assert anonymous.get(staying_path(leaving)).status_code == 404


@pytest.mark.parametrize("token", ["x", "1-1", "1-1.abc", "é"])
def test_a_made_up_address_keeps_nobody(village, anonymous, token):
    leave(member=village.jeanne, at=village.now)
    assert anonymous.post(reverse("members:staying", args=[token])).status_code == 404


def test_who_leaves_may_sign_in_again_and_finds_one_page(village, client_of, anonymous):
    leave(member=village.jeanne, at=village.now)
    client = client_of(Member.objects.get(pk=village.jeanne.pk))
    answer = client.get("/mon-espace/")
    assert (answer.status_code, answer["Location"]) == (302, LEAVE)
    assert "Je reste" in client.get(LEAVE).text
    assert client.get("/coulisses/").status_code == 302


def test_their_seats_go_to_the_next_and_their_meetings_to_an_animator(village):
    meeting = make_meeting("Atelier", village.now + timedelta(days=12), host=village.jeanne, capacity=1)
    held = seat(village.jeanne, meeting, village.now)
    waiting = wait(village.lea, meeting, village.now)
    leave(member=village.jeanne, at=village.now)
    follow_deeds(village.now)
    held.refresh_from_db(), waiting.refresh_from_db()
    assert (held.state, waiting.state) == ("withdrawn", "offered")
    assert Meeting.objects.get(pk=meeting.pk).host == village.karim


def test_the_only_administrator_is_shown_the_way_out(village, client_of):
    with pytest.raises(LastAdministrator):
        leave(member=village.fatou, at=village.now)
    answer = client_of(village.fatou).get(LEAVE)
    assert answer.status_code == 409
    assert "/coulisses/roles/" in answer.text


def test_leaving_twice_is_leaving_once_and_staying_twice_too(village):
    first = leave(member=village.jeanne, at=village.now)
    assert leave(member=village.jeanne, at=village.now + timedelta(days=1)).pk == first.pk
    stay(leaving=first, at=village.now)
    stay(leaving=first, at=village.now)
    assert Member.objects.present().filter(pk=village.jeanne.pk).exists()


def test_after_seven_days_they_are_gone_and_not_one_day_before(village):
    leave(member=village.jeanne, at=village.now)
    assert erase_due(village.now + timedelta(days=6, hours=23)) == 0
    assert erase_due(village.now + timedelta(days=7)) == 1
    assert not Member.objects.filter(pk=village.jeanne.pk).exists()


def test_a_correspondent_notes_it_by_telephone_and_that_they_stay(village, client_of):
    client = client_of(village.monique)
    path = reverse("desk:departure", args=[village.odile.pk])
    assert "À lire à voix haute" in client.get(path).text
    assert client.post(path, {"texts": "she"}).status_code == 422
    client.post(path, {"texts": "she", "agrees": "on"})
    leaving = Leaving.objects.get(member=village.odile)
    assert (leaving.how, leaving.asked_by) == ("spoken", village.monique)
    assert village.odile.journal.get().author == village.monique
    assert not Dispatch.objects.filter(person=village.odile.pk).exists()  # she heard it
    assert "Odile Roux" in client.get("/permanence/departs/").text
    client.post(reverse("desk:return", args=[leaving.pk]))
    assert Member.objects.present().filter(pk=village.odile.pk).exists()


def test_an_administrator_erases_at_once_with_a_reason_everyone_reads(village, client_of):
    path = reverse("console:erasure", args=[village.paul.pk])
    client = client_of(village.fatou)
    assert client.post(path, {"reason": "Lettre du 12"}).status_code == 422
    client.post(path, {"reason": "Lettre du 12", "knows": "on"})
    assert not Member.objects.filter(pk=village.paul.pk).exists()
    assert "Lettre du 12" in CommonEntry.objects.get().words


def test_only_an_administrator_erases_somebody(village):
    with pytest.raises(Exception, match="administrat"):
        erase_at_once(member=village.paul, by=village.jeanne, reason="x", at=village.now)
    assert Member.objects.filter(pk=village.paul.pk).exists()


def test_a_newcomer_takes_back_what_they_gave(village, anonymous):
    made = register_newcomer(
        meeting=village.cafe, name="Samir B", contact=Contact("mail", "samir@exemple.fr"), at=village.now
    )
    path = reverse("meetings:erasing", args=[pass_of(made)])
    assert "Effacer ce que j’ai donné" in anonymous.get(path).text
    assert Registration.objects.exists()
    anonymous.post(path)
    assert not Registration.objects.exists()
    assert not Member.objects.filter(name="Samir B").exists()


def test_a_pass_does_not_erase_a_member(village, anonymous):
    made = seat(village.jeanne, village.cafe, village.now)
    assert anonymous.post(reverse("meetings:erasing", args=[pass_of(made)])).status_code == 403
    assert Member.objects.filter(pk=village.jeanne.pk).exists()


def test_the_file_opens_without_parvis_and_holds_everything(village, client_of):
    life = live(village)
    answer = client_of(life.member).post("/mon-espace/donnees/copie/")
    assert answer["Cache-Control"] == "no-store"
    box = zipfile.ZipFile(io.BytesIO(_body(answer)))
    assert box.testzip() is None
    names = box.namelist()
    assert {"index.html", "style.css", "mes-donnees.json", "rencontres.ics"} < set(names)
    page, told = box.read("index.html").decode(), box.read("mes-donnees.json").decode()
    for token in [
        "Zoé Canari",
        "canari-allergie",
        "canari-phrase",
        "canari-accord",
        "canari-journal",
        "Ami Canari-Ami",
    ]:
        assert token in page, token
        assert token in told, token
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!photos/|style\.css|rencontres\.ics|#)', page)
    assert json.loads(told)["lieu"] == "Les Voisins du Canal"
    photo = next(name for name in names if name.startswith("photos/"))
    assert b"canari-image" in box.read(photo)
    assert "SUMMARY:Atelier à venir" in box.read("rencontres.ics").decode()


def test_the_file_tells_nothing_private_of_others(village):
    life = live(village)
    told = json.dumps([[dict(row) for row in section.rows] for section in gather(life.member)], default=str)
    for private in [
        "jeanne@exemple.fr",
        "paul@exemple.fr",
        "fatou@exemple.fr",
        "Surprise",
        "Paul Nguyen",
        "Léa Moreau",
    ]:
        assert private not in told


def test_a_correspondent_prints_it_without_secrets_and_the_journal_says_so(village, client_of):
    life = live(village)
    trust(life.member, village.monique, village.now)
    life.member.memberships.create(circle=village.council, asked_at=village.now, accepted_at=village.now)
    desk = client_of(village.monique)
    address = reverse("desk:data", args=[life.member.pk])
    assert desk.post(address).url == reverse("desk:opening", args=[life.member.pk])
    desk.post(reverse("desk:opening", args=[life.member.pk]), {"reason": "calling"})
    shown = desk.post(address).text
    assert "canari-accord" in shown
    for secret in ["Surprise", "canari-allergie", "Canari-Plume", "canari-raison"]:
        assert secret not in shown
    assert life.member.journal.filter(author=village.monique, words__contains="imprimé").exists()
    told = [section.holding.name for section in gather_for(life.member, village.monique)]
    assert "courier.dispatches" not in told


def test_copies_are_limited(village, client_of):
    client = client_of(village.jeanne)
    answers = [client.post("/mon-espace/donnees/copie/") for _ in range(6)]
    assert [one.status_code for one in answers] == [200] * 5 + [429]


def test_what_parvis_keeps_is_for_everyone_to_read(village, anonymous):
    village.community.is_open = False
    village.community.save()
    page = anonymous.get("/vie-privee/")
    assert page.status_code == 200
    assert "De quoi joindre la personne" in page.text
    assert "dimanche 25\u00a0octobre 2026" in page.text  # thirty days before this Tuesday
    assert "372 jours après" in page.text


def test_nobody_is_written_to_while_leaving_but_for_the_farewell(village):
    from parvis.courier.stopping import is_stopped

    leave(member=village.jeanne, at=village.now)
    late = reach(village.jeanne, "members.role_vacant", Words("x", "y"), at=village.now)
    assert is_stopped(late, village.now)


def test_a_calendar_is_folded_and_inert(now):
    title = "Café, thé; et « gâteaux »\nBEGIN:VEVENT " + "é" * 80
    entry = Entry("k", title, now, now + timedelta(hours=1), written_at=now)
    lines = b"".join(calendar([entry])).split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert sum(line.startswith(b"BEGIN:VEVENT") for line in lines) == 1


def test_a_link_to_stay_is_no_more_once_somebody_is_removed(village, anonymous):
    leaving = leave(member=village.jeanne, at=village.now)
    Leaving.objects.filter(pk=leaving.pk).update(how="removed")
    assert anonymous.post(staying_path(leaving)).status_code == 404
    with time_machine.travel(village.now + timedelta(days=1)):
        assert not Member.objects.may_enter().filter(pk=village.jeanne.pk).exists()
