"""Someone is suspended or removed: out at once, told why and whom to talk to, and the others see nothing."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from parvis.chronicle.jobs import follow_deeds
from parvis.courier.delivering import deliver_due
from parvis.courier.models import Dispatch
from parvis.meetings.models import Registration
from parvis.meetings.passes import path_of
from parvis.members.codes import make_code
from parvis.members.giving_roles import LastAdministrator, end_role, give_role
from parvis.members.helping import helper
from parvis.members.models import Leaving, Member, Removal, Suspension
from parvis.members.removing import remove
from parvis.members.shutting_out import NobodyHere
from parvis.members.signing_in import make_link
from parvis.members.suspending import end_those_over, restore, suspend
from tests.village import make_meeting, make_member, seat, wait

WORDS = "Trois personnes se sont plaintes de vos messages."


@pytest.fixture(autouse=True)
def _letters_apart(settings, tmp_path):
    """What leaves in these tests goes to a folder of its own."""
    settings.DATA = tmp_path


@pytest.fixture
def behind(village, client_of):
    return client_of(village.fatou)


def suspend_on_screen(behind, person, **more):
    fields = {"reason": WORDS, "turn_to": Member.objects.get(name="Monique Faure").pk, **more}
    return behind.post(f"/coulisses/membres/{person.pk}/suspension/", fields)


def remove_on_screen(behind, person, **more):
    fields = {"reason": WORDS, "turn_to": Member.objects.get(name="Monique Faure").pk, **more}
    return behind.post(f"/coulisses/membres/{person.pk}/retrait/", fields)


def enter(address):
    """A new browser, the six digits of the mail typed in."""
    browser = Client()
    asked = browser.post("/connexion/", {"address": address})
    mail = Dispatch.objects.filter(purpose="members.sign_in", address=address).latest("pk")
    digits = re.search(r"\d{3}\s\d{3}", mail.title).group()
    return browser, browser.post(asked["Location"], {"code": digits})


def is_in(browser):
    return browser.get("/mon-espace/").status_code == 200


def text(answer):
    return answer.content.decode()


class TestFindingSomeone:
    def test_fatou_finds_jeanne_and_reads_what_she_may_change(self, behind, village):
        listed = text(behind.get("/coulisses/membres/?qui=jeanne"))
        assert f"/coulisses/membres/{village.jeanne.pk}/" in listed
        shown = text(behind.get(f"/coulisses/membres/{village.karim.pk}/"))
        assert f"/coulisses/roles/{village.karim.roles.get().pk}/fin/" in shown
        assert f"/coulisses/membres/{village.karim.pk}/retrait/" in shown

    def test_an_ended_role_leaves_the_member_s_page(self, behind, village):
        role = village.karim.roles.get()
        behind.post(f"/coulisses/roles/{role.pk}/fin/")
        assert "Aucun rôle" in text(behind.get(f"/coulisses/membres/{village.karim.pk}/"))

    @pytest.mark.parametrize("path", ["", "suspension/", "retrait/"])
    def test_whoever_left_is_not_found(self, behind, village, path):
        remove_on_screen(behind, village.paul)
        assert behind.get(f"/coulisses/membres/{village.paul.pk}/{path}").status_code == 404
        assert "Paul" not in text(behind.get("/coulisses/membres/?qui=paul")).replace('value="paul"', "")

    @pytest.mark.parametrize("act", ["suspension", "suspension/fin", "retrait"])
    @pytest.mark.parametrize("who", ["jeanne", "karim", "monique"])
    def test_only_administrators_may(self, village, client_of, act, who):
        path = f"/coulisses/membres/{village.paul.pk}/{act}/"
        answer = client_of(getattr(village, who)).post(path, {"reason": "x", "turn_to": village.monique.pk})
        assert answer.status_code == 403
        assert not Suspension.objects.exists()
        assert not Removal.objects.exists()


@pytest.mark.asvs("7.4.1", "7.4.2")
class TestSuspension:
    def test_everything_open_closes_at_once(self, behind, village, client_of, now):
        browser, link = client_of(village.jeanne), make_link(village.jeanne, now)
        code = make_code(address="jeanne@exemple.fr", at=now)
        own_pass = path_of(seat(village.jeanne, village.cafe, now - timedelta(hours=1)))
        assert is_in(browser)
        assert suspend_on_screen(behind, village.jeanne).status_code == 302
        assert not is_in(browser)
        assert Client().post(link.removeprefix("http://localhost:8000")).status_code == 410
        assert Client().get(own_pass).status_code == 404
        assert not type(code.row).objects.filter(pk=code.row.pk).exists()

    def test_she_reads_why_until_when_and_whom_to_talk_to(self, behind, village, now):
        suspend_on_screen(behind, village.jeanne, until_on="2026-12-24")
        browser, answer = enter("jeanne@exemple.fr")
        page = browser.get(answer["Location"], follow=True)
        assert page.redirect_chain == [("/suspension/", 302)]
        for words in (WORDS, "jeudi 24\u00a0décembre 2026", "Monique Faure"):
            assert words in text(page)
        assert "no-store" in page["Cache-Control"]

    @pytest.mark.parametrize("path", ["/mon-espace/", "/mon-espace/journal/", "/permanence/", "/coulisses/"])
    def test_every_door_of_members_leads_to_that_page(self, behind, village, path):
        suspend_on_screen(behind, village.jeanne)
        browser, _answer = enter("jeanne@exemple.fr")
        assert browser.get(path)["Location"] == "/suspension/"
        assert browser.post("/mon-espace/details/", {"name": "X"})["Location"] == "/suspension/"
        village.jeanne.refresh_from_db()
        assert village.jeanne.name == "Jeanne Martin"

    def test_elsewhere_she_sees_what_a_passer_by_sees(self, behind, village, anonymous, now):
        hidden = make_meeting("Comité", now + timedelta(days=3), visibility="members")
        suspend_on_screen(behind, village.jeanne)
        browser, _answer = enter("jeanne@exemple.fr")
        assert browser.get(f"/rencontres/{hidden.pk}/").status_code == 404
        assert "Comité" not in text(browser.get("/rencontres/"))

    def test_the_others_see_nothing_of_it(self, behind, village, client_of):
        village.jeanne.is_listed = True
        village.jeanne.save()
        before = text(client_of(village.paul).get("/qui-est-qui/"))
        suspend_on_screen(behind, village.jeanne)
        assert (
            text(client_of(village.paul).get("/qui-est-qui/")).count("Jeanne") == before.count("Jeanne") > 0
        )

    def test_she_is_told_by_her_own_channel_and_nothing_else_reaches_her(self, behind, village, now):
        suspend_on_screen(behind, village.jeanne)
        mail = Dispatch.objects.get(purpose="members.suspended")
        assert (mail.address, mail.person) == ("jeanne@exemple.fr", village.jeanne.pk)
        assert WORDS in mail.body
        assert village.jeanne.journal.get().author == village.fatou
        give_role(member=village.jeanne, kind="administrator", by=village.fatou, at=now)
        end_role(role=village.monique.roles.get(), by=village.fatou, at=now)
        assert not Dispatch.objects.filter(purpose="members.role_vacant", person=village.jeanne.pk).exists()

    def test_words_written_before_do_not_leave_any_more(self, behind, village, client_of, now, settings):
        client_of(village.jeanne).post(f"/rencontres/{village.cafe.pk}/inscription/", {"party": 1})
        waiting = Dispatch.objects.get(person=village.jeanne.pk)
        suspend_on_screen(behind, village.jeanne)
        deliver_due(now + timedelta(minutes=1))
        waiting.refresh_from_db()
        assert waiting.state == Dispatch.State.DROPPED
        assert Dispatch.objects.get(purpose="members.suspended").state == Dispatch.State.SENT

    def test_her_seats_of_that_time_go_to_the_next_in_line_and_later_ones_stay(self, behind, village, now):
        village.cafe.capacity = 1
        village.cafe.save()
        soon = seat(village.jeanne, village.cafe, now)
        next_one = wait(village.paul, village.cafe, now)
        late = seat(village.jeanne, make_meeting("Bal", now + timedelta(days=40), capacity=9), now)
        suspend_on_screen(behind, village.jeanne, until_on="2026-12-24")
        follow_deeds(now)
        for row in (soon, next_one, late):
            row.refresh_from_db()
        assert [soon.state, next_one.state, late.state] == ["withdrawn", "offered", "seated"]

    def test_she_hears_that_her_seat_is_given_back_and_nothing_new_of_the_meeting(self, village, now):
        council = make_meeting(
            "Conseil", now + timedelta(days=3), circle=village.council, visibility="circle",
            where="Sous le vieux pont", bring="Un secret",
        )  # fmt: skip
        seat(village.jeanne, council, now)
        suspend(member=village.jeanne, by=village.fatou, reason=WORDS, at=now)
        follow_deeds(now)
        told = Dispatch.objects.get(purpose="meetings.withdrawn", person=village.jeanne.pk)
        assert "Votre place est rendue" in told.body
        assert "METHOD:CANCEL" in told.calendar
        assert "Inscrivez-vous" not in told.body
        for words in ("vieux pont", "secret", f"/rencontres/{council.pk}/"):
            assert words not in told.body + told.calendar + told.link

    def test_it_ends_by_a_word_of_fatou(self, behind, village):
        suspend_on_screen(behind, village.jeanne)
        shown = text(behind.get(f"/coulisses/membres/{village.jeanne.pk}/"))
        assert WORDS in shown
        behind.post(f"/coulisses/membres/{village.jeanne.pk}/suspension/fin/")
        assert not Suspension.objects.exists()
        assert Dispatch.objects.filter(purpose="members.restored", person=village.jeanne.pk).count() == 1
        browser, _answer = enter("jeanne@exemple.fr")
        assert is_in(browser)
        assert browser.get("/suspension/")["Location"] == "/mon-espace/"

    def test_it_ends_by_itself_on_its_day(self, behind, village, now):
        suspend_on_screen(behind, village.jeanne, until_on="2026-11-30")
        browser, _answer = enter("jeanne@exemple.fr")
        with time_machine.travel(now + timedelta(days=7), tick=True):
            assert is_in(browser)  # even before the worker came by
            assert end_those_over(now + timedelta(days=7)) == 1
            assert is_in(browser)
        assert end_those_over(now + timedelta(days=8)) == 0

    def test_ending_it_twice_says_it_once(self, village, now):
        suspension = suspend(member=village.paul, by=village.fatou, reason=WORDS, at=now)
        for _time in range(2):
            restore(suspension=suspension, by=village.fatou, at=now)
        assert Dispatch.objects.filter(purpose="members.restored").count() == 1

    def test_a_suspended_role_holder_is_neither_named_nor_counted(self, behind, village, now):
        assert helper().name == "Monique"
        suspend(member=village.monique, by=village.fatou, reason=WORDS, at=now)
        assert helper().name == "Fatou"
        give_role(member=village.jeanne, kind="administrator", by=village.fatou, at=now)
        suspend(member=village.jeanne, by=village.fatou, reason=WORDS, at=now)
        with pytest.raises(LastAdministrator):
            end_role(role=village.fatou.roles.get(), by=village.fatou, at=now)

    def test_she_may_leave_the_device(self, behind, village):
        suspend_on_screen(behind, village.jeanne)
        browser, _answer = enter("jeanne@exemple.fr")
        assert browser.post("/deconnexion/")["Location"] == "/"
        assert browser.get("/suspension/")["Location"].startswith("/connexion/")

    def test_she_reads_why_takes_her_data_with_her_and_leaves(self, behind, village):
        suspend_on_screen(behind, village.jeanne)
        browser, answer = enter("jeanne@exemple.fr")
        why = text(browser.get(answer["Location"], follow=True))
        assert WORDS in why
        for path, words in [("/mon-espace/donnees/", "Mes données"), ("/mon-espace/depart/", "Partir")]:
            assert re.search(rf'href="{path}">{words}<', why)
            assert browser.get(path).status_code == 200
        taken = browser.post("/mon-espace/donnees/copie/")
        with zipfile.ZipFile(io.BytesIO(b"".join(taken.streaming_content))) as packed:
            assert {"index.html", "mes-donnees.json"} <= set(packed.namelist())
            assert WORDS in packed.read("index.html").decode()
        left = browser.post("/mon-espace/depart/", {"texts": "gone"}, follow=True)
        assert "Votre départ est noté" in text(left)
        village.jeanne.refresh_from_db()
        assert village.jeanne.left_at is not None
        stays = browser.post("/mon-espace/depart/retour/", follow=True)
        assert stays.redirect_chain[-1] == ("/suspension/", 302), "she stays, and stays out"
        browser.post("/mon-espace/depart/", {"texts": "gone"})
        assert Leaving.objects.due(village.now + timedelta(days=8)).get().member == village.jeanne

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"reason": ""}, "Écrivez la raison"),
            ({"until_on": "2026-11-24"}, "Ce jour est passé"),
            ({"turn_to": ""}, "Choisissez"),
        ],
    )
    def test_what_is_missing_is_asked_again(self, behind, village, fields, words):
        answer = suspend_on_screen(behind, village.jeanne, **fields)
        assert answer.status_code == 422
        assert words in text(answer)
        assert not Suspension.objects.exists()


@pytest.mark.asvs("7.4.1", "7.4.2")
class TestRemoval:
    def test_everything_open_closes_at_once_and_for_good(self, behind, village, client_of, now):
        browser, link = client_of(village.jeanne), make_link(village.jeanne, now)
        own_pass = path_of(seat(village.jeanne, village.cafe, now))
        assert remove_on_screen(behind, village.jeanne)["Location"] == "/coulisses/membres/"
        assert not is_in(browser)
        assert Client().post(link.removeprefix("http://localhost:8000")).status_code == 410
        assert Client().get(own_pass).status_code == 404
        asked = Client().post("/connexion/", {"address": "jeanne@exemple.fr"})
        assert asked.status_code == 302  # the same answer as ever
        assert not Dispatch.objects.filter(purpose="members.sign_in", address="jeanne@exemple.fr").exists()

    def test_her_roles_end_her_seats_go_on_and_a_day_of_erasure_is_written(self, behind, village, now):
        give_role(member=village.jeanne, kind="keeper", by=village.fatou, at=now)
        village.cafe.capacity = 1
        village.cafe.save()
        held, next_one = seat(village.jeanne, village.cafe, now), wait(village.paul, village.cafe, now)
        remove_on_screen(behind, village.jeanne)
        follow_deeds(now)
        held.refresh_from_db()
        next_one.refresh_from_db()
        assert (held.state, next_one.state) == ("withdrawn", "offered")
        assert not village.jeanne.roles.exists()
        removal = Removal.objects.get()
        assert (removal.by, removal.turn_to, removal.reason) == (village.fatou, village.monique, WORDS)
        assert not Leaving.objects.due(now + timedelta(days=29)).exists()
        assert Leaving.objects.due(now + timedelta(days=31)).exists()

    def test_she_is_told_and_nothing_else_leaves_for_her(self, behind, village, client_of, now):
        client_of(village.jeanne).post(f"/rencontres/{village.cafe.pk}/inscription/", {"party": 1})
        remove_on_screen(behind, village.jeanne)
        deliver_due(now + timedelta(minutes=1))
        states = dict(Dispatch.objects.filter(person=village.jeanne.pk).values_list("purpose", "state"))
        assert states.pop("members.removed") == "sent"
        assert set(states.values()) == {"dropped"}

    def test_odile_without_a_device_is_called(self, behind, village):
        remove_on_screen(behind, village.odile)
        call = Dispatch.objects.get(purpose="members.removed")
        assert (call.channel, WORDS in call.body) == ("telephone", True)

    def test_freeing_twice_frees_once(self, behind, village, now):
        seat(village.jeanne, village.cafe, now)
        remove_on_screen(behind, village.jeanne)
        follow_deeds(now)
        follow_deeds(now)
        assert Registration.objects.filter(state="withdrawn").count() == 1

    def test_nobody_removes_themselves_from_there(self, behind, village):
        give_role(member=village.jeanne, kind="administrator", by=village.fatou, at=village.now)
        for act in ("retrait", "suspension"):
            fields = {"reason": WORDS, "turn_to": village.jeanne.pk}
            answer = behind.post(f"/coulisses/membres/{village.fatou.pk}/{act}/", fields)
            assert answer.status_code == 409
            assert "/mon-espace/" in text(answer)
        assert "C’est vous" in text(behind.get(f"/coulisses/membres/{village.fatou.pk}/"))

    def test_two_administrators_do_not_put_each_other_out(self, village, now):
        other = make_member("Inès Blanc", now, role="administrator")
        remove(member=other, by=village.fatou, reason=WORDS, at=now)
        with pytest.raises(Exception, match="Seul un administrateur"):
            remove(member=village.fatou, by=other, reason=WORDS, at=now)
        with pytest.raises(NobodyHere):
            remove(member=other, by=village.fatou, reason=WORDS, at=now)
        village.fatou.refresh_from_db()
        assert village.fatou.left_at is None

    def test_an_administrator_of_one_circle_removes_nobody(self, village, now, client_of):
        give_role(
            member=village.paul, kind="administrator", scope=village.gardeners, by=village.fatou, at=now
        )
        answer = remove_on_screen(client_of(village.paul), village.jeanne)
        assert answer.status_code in (403, 404)
        assert not Removal.objects.exists()
