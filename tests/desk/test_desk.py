"""The desk: one screen for someone who calls, and nobody needs a device of their own."""

import re
from datetime import timedelta

import pytest

from parvis.courier.models import Dispatch, Received
from parvis.courier.purposes import Purpose, register_purpose
from parvis.kit import freshness
from parvis.meetings.cancelling import cancel
from parvis.meetings.models import Meeting
from parvis.members.models import Member
from parvis.members.reaching import Words, reach
from tests.village import make_meeting, seat, trust

NEWS = "tests.desk_news"
register_purpose(Purpose(NEWS))


@pytest.fixture
def desk(village, client_of):
    return client_of(village.monique)


def write_down(desk, **fields):
    return desk.post("/permanence/personnes/", {"name": "Rosa Diaz", "contact": "01 99 00 77 01", **fields})


def test_three_fields_write_someone_down_with_the_sentence_they_heard(desk, village):
    answer = write_down(desk, agrees="on")
    rosa = Member.objects.get(name="Rosa Diaz")
    assert answer["Location"] == f"/permanence/personnes/{rosa.pk}/"
    consent = rosa.consents.get()
    assert (consent.how, consent.heard_by) == ("spoken", village.monique)
    assert consent.sentence in desk.get("/permanence/").content.decode()
    assert {line.author for line in rosa.journal.all()} == {village.monique}
    mandate = rosa.mandates.get()  # the same yes lets the desk register her and note her messages
    assert (mandate.sentence, mandate.scopes) == (consent.sentence, ["registrations", "messages"])
    assert rosa.needs_calling


def test_someone_with_only_a_postal_address_is_written_down_too(desk):
    write_down(desk, contact="4 rue du Canal, Vieux-Pont", agrees="on")
    assert Member.objects.get(name="Rosa Diaz").contact_points.get().kind == "post"


def test_without_agreement_nothing_is_written_and_nothing_typed_is_lost(desk):
    answer = write_down(desk)
    page = answer.content.decode()
    assert "Sans son accord, rien n’est noté." in page
    assert 'value="Rosa Diaz"' in page
    assert not Member.objects.filter(name="Rosa Diaz").exists()


@pytest.mark.parametrize(
    ("name", "contact"), [("Odyle Roux", "01 99 00 77 01"), ("Rosa Diaz", "01.99.00.45.12")]
)
def test_a_likely_double_is_asked_about_and_keeps_what_was_typed(name, contact, desk, village):
    page = write_down(desk, name=name, contact=contact, agrees="on").content.decode()
    assert "Est-ce la même personne" in page
    assert f"/permanence/personnes/{village.odile.pk}/" in page
    assert f'value="{name}"' in page
    assert not Member.objects.filter(name=name).exists()
    write_down(desk, name=name, contact=contact, agrees="on", is_new="1")
    assert Member.objects.filter(name=name).exists()


def test_two_taps_write_one_person(desk):
    for _tap in range(2):
        write_down(desk, agrees="on", is_new="1")
    assert Member.objects.filter(name="Rosa Diaz").count() == 1


@pytest.mark.parametrize("typed", ["odile", "ROUX Odile", "01 99 00 45 12", "card"])
def test_a_person_is_found_by_name_number_or_card(typed, desk, village):
    typed = village.odile.card_code.lower() if typed == "card" else typed
    assert "Odile Roux" in desk.get("/permanence/", {"qui": typed}).content.decode()


def test_monique_registers_odile_for_the_cafe_and_frees_her_place(desk, village):
    home = f"/permanence/personnes/{village.odile.pk}/"
    desk.post(f"{home}ouverture/", {"reason": "calling"})
    assert "Café du canal" in desk.get(home).content.decode()
    desk.post(f"{home}inscriptions/", {"meeting": village.cafe.pk})
    registration = village.odile.registrations.get()
    assert (registration.channel, registration.made_by) == ("telephone", village.monique)
    assert "Café du canal" in village.odile.journal.latest("pk").words
    desk.post(f"{home}inscriptions/{registration.pk}/annulation/")
    registration.refresh_from_db()
    assert registration.state == "withdrawn"
    assert Meeting.objects.get(pk=village.cafe.pk).seats_taken == 0


def test_a_secret_circle_s_meeting_does_not_show_at_the_desk(desk, village):
    secret = make_meeting(
        "Surprise", village.now + timedelta(days=3), visibility="circle", circle=village.council
    )
    seat(village.fatou, secret, village.now)
    trust(village.fatou, village.monique, village.now)
    desk.post(f"/permanence/personnes/{village.fatou.pk}/ouverture/", {"reason": "calling"})
    assert "Surprise" not in desk.get(f"/permanence/personnes/{village.fatou.pk}/").content.decode()
    answer = desk.post(
        f"/permanence/personnes/{village.fatou.pk}/inscriptions/", {"meeting": secret.pk}, follow=True
    )
    assert "Choisissez une rencontre" in answer.content.decode()


def test_one_tap_gives_a_code_that_lets_odile_in(desk, village, anonymous):
    page = desk.post(f"/permanence/personnes/{village.odile.pk}/code/").content.decode()
    digits = re.search(r'class="code">(\d{3}\s\d{3})', page).group(1)
    asked = anonymous.post("/connexion/", {"address": "01 99 00 45 12"})["Location"]
    assert anonymous.post(asked, {"code": digits})["Location"] == "/mon-espace/"


def test_the_card_shows_the_name_and_the_code(desk, village):
    desk.post(f"/permanence/personnes/{village.odile.pk}/ouverture/", {"reason": "visit"})
    page = desk.get(f"/permanence/personnes/{village.odile.pk}/carte/").content.decode()
    assert "Odile Roux" in page
    assert village.odile.card_code[2:4] in page


def test_a_call_made_leaves_the_list_and_a_trace_in_the_journal(desk, village):
    words = Words(title="Café du canal : annulé", body="Le café n’aura pas lieu.")
    call = reach(village.odile, NEWS, words, at=village.now)
    assert "Café du canal : annulé" in desk.get("/permanence/").content.decode()
    desk.post(f"/permanence/appels/{call.pk}/", {"answer": "told"})
    call.refresh_from_db()
    assert call.state == Dispatch.State.SENT
    assert "Tout le monde est prévenu" in desk.get("/permanence/").content.decode()
    assert "annulé" in village.odile.journal.get().words


def test_a_call_nobody_answered_comes_back_later(desk, village):
    call = reach(village.odile, NEWS, Words(title="Un mot", body="Un mot."), at=village.now)
    desk.post(f"/permanence/appels/{call.pk}/", {"answer": "absent"})
    call.refresh_from_db()
    assert call.state == Dispatch.State.WAITING
    assert call.not_before_at > village.now + timedelta(hours=2)
    page = desk.post(f"/permanence/appels/{call.pk}/", {"answer": "told"}, follow=True)
    assert "n’est plus à passer" in page.content.decode()


def test_the_desk_asks_as_few_questions_with_thirty_calls(desk, village, django_assert_max_num_queries):
    for number in range(30):
        reach(village.odile, NEWS, Words(title=f"Mot {number}", body="Un mot."), at=village.now)
    freshness.bump()  # nothing is remembered
    with django_assert_max_num_queries(12):
        desk.get("/permanence/", {"qui": "roux"})


def test_the_page_of_someone_who_is_nobody_is_not_found(desk):
    assert desk.get("/permanence/personnes/999999/").status_code == 404


def test_who_is_not_a_correspondent_hears_whom_to_ask(village, client_of):
    answer = client_of(village.jeanne).get("/permanence/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Cette page est pour les correspondants. Pour le devenir, parlez-en à Monique." in page


def test_a_message_only_a_person_understands_waits_at_the_desk_until_it_is_read(village, now, client_of):
    known = {"state": "to_read", "why": "words", "received_at": now, "sender": "jeanne@exemple.fr"}
    secret = make_meeting("Conseil secret", now + timedelta(days=2), circle=village.council)
    rows = [
        Received.objects.create(key=str(meeting.pk), purpose="meetings.coming", subject_id=meeting.pk,
                                person=village.jeanne.pk, title=f"Re: {meeting.title}", text="Train annulé",
                                reader=village.lea.pk, **known)
        for meeting in (village.cafe, secret)
    ]  # fmt: skip
    desk = client_of(village.monique)
    assert "2 messages à lire" in desk.get("/permanence/").content.decode()
    page = desk.get("/permanence/messages/").content.decode()
    assert "Jeanne Martin" in page
    assert "Re: Café du canal" in page
    assert "Conseil secret" not in page
    assert page.count("Train annulé") == 1
    assert page.count("Il est aussi confié à") == 1  # who organises what is secret is not said either
    for row in rows:
        assert desk.post(f"/permanence/messages/{row.pk}/lecture/").status_code == 302
    assert "Aucun message" in desk.get("/permanence/messages/").content.decode()
    assert client_of(village.paul).get("/permanence/messages/").status_code == 403


def test_whoever_was_coming_to_a_cancelled_meeting_is_told_why(desk, village):
    seat(village.odile, village.cafe, village.now)
    cancel(meeting=village.cafe, by=village.karim, at=village.now, reason="Il va geler.")
    desk.post(f"/permanence/personnes/{village.odile.pk}/ouverture/", {"reason": "calling"})
    page = desk.get(f"/permanence/personnes/{village.odile.pk}/").content.decode()
    assert "annulée" in page
    assert "Il va geler." in page
    assert "Annuler Café du canal" not in page


def test_who_organises_reads_their_own_and_a_forged_one_is_looked_at_first(village, now, client_of):
    known = {"purpose": "meetings.coming", "subject_id": village.cafe.pk, "received_at": now}
    row = Received.objects.create(
        key="a", state="to_read", text="À trois ?", reader=village.karim.pk, **known
    )
    aside = [Received.objects.create(key=key, state="aside", why="forged", text=key, **known) for key in "bc"]
    karim, desk = client_of(village.karim), client_of(village.monique)
    assert "À trois ?" in karim.get("/permanence/messages/pour-moi/").content.decode()
    assert "À trois ?" not in client_of(village.paul).get("/permanence/messages/pour-moi/").content.decode()
    assert client_of(village.paul).post(f"/permanence/messages/pour-moi/{row.pk}/lecture/").status_code == 404
    karim.post(f"/permanence/messages/pour-moi/{row.pk}/lecture/")
    assert "2 messages sont mis de côté" in desk.get("/permanence/messages/").content.decode()
    assert client_of(village.paul).get("/permanence/messages/mis-de-cote/").status_code == 403
    for one, what in zip(aside, ("genuine", "away"), strict=True):
        for _again in range(2):
            assert desk.post(f"/permanence/messages/mis-de-cote/{one.pk}/", {"what": what}).status_code == 302
    assert [one.text for one in Received.objects.to_read()] == ["b"]
    assert not Received.objects.set_aside().exists()
