"""Nobody's mailbox is filled by strangers: a few answers a day, and one link to stop it all."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from django.test import Client

from parvis.courier.composing import compose
from parvis.courier.delivering import deliver_due
from parvis.courier.models import Dispatch, Silence
from parvis.courier.silencing import digest_of, is_silent, link_of, token_of
from parvis.courier.stopping import forget_nowhere
from parvis.kit import limiting
from parvis.members.models import ContactPoint
from parvis.members.reaching import Words, reach
from parvis.members.strangers import MOST_A_DAY, is_too_much
from tests.village import make_meeting

VICTIM = "victime@exemple.fr"


@pytest.fixture(autouse=True)
def _letters_apart(settings, tmp_path):
    """What leaves in these tests goes to a folder of its own."""
    settings.DATA = tmp_path


def bomb(village, times, address=VICTIM):
    """Strangers, each from a browser of their own, register the victim under as many names."""
    meetings = [
        make_meeting(f"Atelier {number}", village.now + timedelta(days=3 + number)) for number in range(times)
    ]
    for number, meeting in enumerate(meetings):
        limiting.forget()
        Client().post(
            f"/rencontres/{meeting.pk}/inscription/", {"name": f"{number} Inconnu", "contact": address}
        )
    return meetings


def sent_to(address):
    return Dispatch.objects.filter(address=address, state=Dispatch.State.SENT)


def stop_path(address=VICTIM):
    return link_of(address).removeprefix("http://localhost:8000")


@pytest.mark.asvs("6.3.1")
class TestManyFormsForOneAddress:
    def test_a_few_answers_a_day_leave_for_an_address_nobody_proved(self, village, now):
        for hour in range(4):
            ContactPoint.objects.filter(address=VICTIM).delete()  # so that no other limit stops the flood
            bomb(village, 5)
            deliver_due(now + timedelta(hours=hour))
        assert sent_to(VICTIM).count() == MOST_A_DAY
        assert not Dispatch.objects.filter(address=VICTIM, state=Dispatch.State.WAITING).exists()

    def test_the_day_after_there_may_be_others(self, village, now):
        for day in range(2):
            with time_machine.travel(now + timedelta(days=day, hours=day), tick=True):
                ContactPoint.objects.filter(address=VICTIM).delete()
                bomb(village, MOST_A_DAY)
                ContactPoint.objects.filter(address=VICTIM).delete()
                bomb(village, MOST_A_DAY)
                deliver_due(now + timedelta(days=day, hours=day, minutes=1))
        assert sent_to(VICTIM).count() == 2 * MOST_A_DAY

    def test_a_member_who_proved_an_address_is_not_counted(self, village, now):
        for _number in range(MOST_A_DAY + 3):
            reach(village.jeanne, "meetings.confirmation", Words("Bonjour", "À mardi."), at=now)
        # what is still wanted is asked too: these are about no registration, and are dropped for that
        rows = Dispatch.objects.filter(person=village.jeanne.pk)
        rows.update(state=Dispatch.State.SENT)
        assert not is_too_much(rows[0], now)
        ContactPoint.objects.filter(member=village.jeanne).update(verified_at=None)
        assert is_too_much(rows[0], now)

    def test_news_which_cannot_wait_is_never_counted(self, village, now):
        for _number in range(MOST_A_DAY + 3):
            reach(village.jeanne, "meetings.cancellation", Words("Annulé", "Pas mardi."), at=now)
        ContactPoint.objects.filter(member=village.jeanne).update(verified_at=None)
        rows = Dispatch.objects.filter(person=village.jeanne.pk)
        rows.update(state=Dispatch.State.SENT)
        assert not is_too_much(rows[0], now)


class TestOneLink:
    def test_every_message_carries_one_link_and_the_header_of_one_tap(self, village, now):
        bomb(village, 1)
        row = Dispatch.objects.get(address=VICTIM)
        letter = message_from_bytes(compose(row, now).as_bytes(), policy=policy.default)
        assert letter["List-Unsubscribe"] == f"<{link_of(VICTIM)}>"
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert letter.get_body(("plain",)).get_content().count("/ne-plus-m-ecrire/") == 1
        assert letter.get_body(("html",)).get_content().count("/ne-plus-m-ecrire/") == 1

    def test_looking_does_nothing(self, village, anonymous):
        for _look in range(3):
            assert "Ne plus m’écrire" in anonymous.get(stop_path()).content.decode()
        assert not Silence.objects.exists()

    def test_one_tap_and_one_confirmation_then_nothing_leaves(self, village, anonymous, now):
        bomb(village, 1)
        before = Dispatch.objects.get(address=VICTIM)
        assert "plus rien" in anonymous.post(stop_path()).content.decode()
        bomb(village, 2)
        assert not Dispatch.objects.filter(address=VICTIM, state="waiting").exclude(pk=before.pk).exists()
        deliver_due(now + timedelta(minutes=1))
        assert not sent_to(VICTIM).exists()  # the one that waited does not leave either
        before.refresh_from_db()
        assert before.state == Dispatch.State.DROPPED

    @pytest.mark.asvs("3.5.1")
    def test_mail_programs_do_it_with_one_post_and_no_secret_of_ours(self, village):
        robot = Client(enforce_csrf_checks=True, headers={"origin": "https://courrier.exemple"})
        answer = robot.post(stop_path(), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert not answer.cookies
        assert is_silent(digest_of(VICTIM))

    def test_only_a_digest_is_kept(self, village, anonymous):
        anonymous.post(stop_path())
        assert "victime" not in str(Silence.objects.values().get())
        assert "victime" not in stop_path()
        assert "victime" not in anonymous.get(stop_path()).content.decode()

    @pytest.mark.parametrize("token", ["x", "abc.def", "0.0", "é", "a" * 400])
    def test_an_invented_link_stops_nobody(self, village, anonymous, token):
        assert anonymous.post(f"/ne-plus-m-ecrire/{token}/").status_code == 404
        assert not Silence.objects.exists()

    def test_a_link_of_one_address_stops_no_other(self, village, anonymous):
        signature = token_of("jeanne@exemple.fr").split(".")[1]
        number = token_of(VICTIM).split(".")[0]
        assert anonymous.post(f"/ne-plus-m-ecrire/{number}.{signature}/").status_code == 404

    def test_the_same_link_opens_the_address_again(self, village, anonymous):
        anonymous.post(stop_path())
        assert "Recevoir de nouveau" in anonymous.get(stop_path()).content.decode()
        anonymous.post(stop_path(), {"again": "yes"})
        assert not is_silent(digest_of(VICTIM))

    def test_capitals_make_no_difference(self):
        assert digest_of("Victime@Exemple.fr ") == digest_of(VICTIM)


class TestAMember:
    def test_jeanne_still_receives_her_codes_and_nothing_else(self, village, anonymous, now):
        anonymous.post(stop_path("jeanne@exemple.fr"))
        anonymous.post("/connexion/", {"address": "jeanne@exemple.fr"})
        reach(village.jeanne, "meetings.reminder", Words("Demain", "À mardi."), at=now)
        deliver_due(now + timedelta(minutes=1))
        assert {row.purpose for row in sent_to("jeanne@exemple.fr")} == {"members.sign_in"}

    def test_she_lifts_it_in_her_space(self, village, anonymous, client_of):
        anonymous.post(stop_path("jeanne@exemple.fr"))
        jeanne = client_of(village.jeanne)
        assert "ne reçoit plus rien" in jeanne.get("/mon-espace/coordonnees/").content.decode()
        point = village.jeanne.contact_points.get(kind="mail")
        jeanne.post(f"/mon-espace/coordonnees/{point.pk}/messages/")
        assert not Silence.objects.exists()

    def test_nobody_lifts_it_for_an_address_they_did_not_prove(self, village, anonymous, client_of):
        anonymous.post(stop_path())
        village.paul.contact_points.create(kind="mail", address=VICTIM, added_at=village.now)
        point = village.paul.contact_points.get(address=VICTIM)
        assert (
            client_of(village.paul).post(f"/mon-espace/coordonnees/{point.pk}/messages/").status_code == 404
        )
        client_of(village.paul).post(f"/mon-espace/coordonnees/{point.pk}/nouveau-code/")
        assert not Dispatch.objects.filter(address=VICTIM, state="waiting").exists()
        assert Silence.objects.exists()


def test_what_was_written_to_nowhere_goes_after_a_day(village, anonymous, now):
    anonymous.post("/connexion/", {"address": "personne@exemple.fr"})
    assert Dispatch.objects.get().address.endswith("@nowhere.invalid")
    deliver_due(now + timedelta(minutes=1))
    assert Dispatch.objects.get().state == Dispatch.State.DROPPED
    assert forget_nowhere(now + timedelta(hours=23)) == 0
    assert forget_nowhere(now + timedelta(hours=25)) == 1
