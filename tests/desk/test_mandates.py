"""Nobody acts for another without their word: the sentence, their yes, and the act that waited goes on."""

import re
from datetime import timedelta
from html import unescape

import pytest

from parvis.courier.models import Dispatch
from parvis.members.giving_roles import give_role
from parvis.members.models import Mandate, Member
from tests.village import make_member, trust


@pytest.fixture
def desk(village, client_of):
    return client_of(village.monique)


def fields_of(page: str) -> dict[str, list[str]]:
    """What the form of the question would send as it stands."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page.split('class="asking"')[1].split("</form>")[0]):
        known = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if known["type"] == "hidden" or " checked" in tag:
            found.setdefault(known["name"], []).append(unescape(known["value"]))
    return found


def test_an_act_without_a_mandate_asks_for_it_and_goes_on_after_the_yes(desk, village):
    where = f"/permanence/personnes/{village.paul.pk}/inscriptions/"
    refused = desk.post(where, {"meeting": village.cafe.pk})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert not village.paul.registrations.exists()
    assert "La permanence" in page
    assert "pendant un an" in page
    answer = desk.post(f"/permanence/personnes/{village.paul.pk}/mandat/", fields_of(page), follow=True)
    assert answer.status_code == 200
    assert village.paul.registrations.get().made_by == village.monique
    mandate = village.paul.mandates.get()
    assert (mandate.heard_by, mandate.how, mandate.scopes) == (village.monique, "spoken", ["registrations"])
    assert mandate.sentence in spoken(page)
    assert {line.author for line in village.paul.journal.all()} == {village.monique}


def spoken(page: str) -> str:
    """The sentence as a browser shows it for what is ticked."""
    said = re.search("«\N{NARROW NO-BREAK SPACE}(.*?)\N{NARROW NO-BREAK SPACE}»", page, re.DOTALL)[1]
    said = re.sub(r'<span class="part part-\w+">[^<]*</span>', "", said)
    return unescape(re.sub(r"<[^>]*>", "", said)).strip()


def test_the_sentence_follows_the_choice_even_for_a_browser_that_asks_again(desk, village):
    where = f"/permanence/personnes/{village.paul.pk}/mandat/"
    typed = {"mandate-scopes": ["data", "aid"], "mandate-lasts": "day", "mandate-whom": "me", "reread": "1"}
    page = desk.post(where, typed).content.decode()
    assert not village.paul.mandates.exists()
    said = spoken(page)
    desk.post(where, {key: value for key, value in typed.items() if key != "reread"})
    mandate = village.paul.mandates.get()
    assert mandate.sentence == said
    assert mandate.sentence.startswith("Monique Faure peut agir pour vous pendant un jour")
    assert (mandate.scopes, mandate.for_the_desk) == (["aid", "data"], False)
    assert mandate.ends_at - mandate.given_at == timedelta(days=1)


def test_nothing_ticked_keeps_what_waits(desk, village):
    where = f"/permanence/personnes/{village.paul.pk}/mandat/"
    typed = {
        "suite": "/permanence/personnes/1/inscriptions/",
        "meeting": "7",
        "mandate-lasts": "month",
        "mandate-whom": "me",
    }
    answer = desk.post(where, typed)
    assert answer.status_code == 422
    assert fields_of(answer.content.decode())["meeting"] == ["7"]
    assert not village.paul.mandates.exists()


@pytest.mark.parametrize(
    "path",
    [
        "https://ailleurs.exemple/",
        "//ailleurs.exemple/",
        "/coulisses/roles/",
        "/rien/",
        "/mon-espace/depart/",
    ],
)
def test_what_goes_on_stays_at_the_desk(path, desk, village):
    typed = {"suite": path, "mandate-scopes": "data", "mandate-lasts": "day", "mandate-whom": "desk"}
    answer = desk.post(f"/permanence/personnes/{village.paul.pk}/mandat/", typed)
    assert answer["Location"] == f"/permanence/personnes/{village.paul.pk}/"


def test_a_mandate_for_oneself_is_refused_with_the_way_to_my_space(desk, village):
    asked = {"mandate-scopes": "data", "mandate-lasts": "year", "mandate-whom": "desk"}
    for where, typed in [("mandat", asked), ("inscriptions", {"meeting": village.cafe.pk})]:
        answer = desk.post(f"/permanence/personnes/{village.monique.pk}/{where}/", typed)
        assert answer.status_code == 409
        assert "Mon espace" in answer.content.decode()
    assert not Mandate.objects.filter(member=village.monique).exists()


def test_one_word_ends_it_and_the_next_act_is_refused(desk, village):
    home = f"/permanence/personnes/{village.odile.pk}/"
    desk.post(f"{home}ouverture/", {"reason": "calling"})
    mandate = village.odile.mandates.get()
    assert mandate.sentence in desk.get(f"{home}mandat/fin/").content.decode()
    desk.post(f"{home}mandat/fin/", {"mandate": mandate.pk})
    mandate.refresh_from_db()
    assert (mandate.ended_by, mandate.ended_why) == (village.monique, "word")
    assert desk.post(f"{home}inscriptions/", {"meeting": village.cafe.pk}).status_code == 409
    assert "n’agit plus" in village.odile.journal.latest("pk").words
    for typed in (mandate.pk, "x", ""):
        assert desk.post(f"{home}mandat/fin/", {"mandate": typed}).status_code == 404


def test_a_scope_that_was_not_given_is_asked_for_and_a_stranger_s_mandate_is_no_use(village, client_of):
    other = make_member("Rosa Diaz", village.now, role="correspondent")
    trust(village.paul, village.monique, village.now, scopes=["registrations"], for_the_desk=False)
    where = f"/permanence/personnes/{village.paul.pk}/"
    assert client_of(other).post(f"{where}inscriptions/", {"meeting": village.cafe.pk}).status_code == 409
    mine = client_of(village.monique)
    assert mine.post(f"{where}depart/", {"texts": "gone", "agrees": "on"}).status_code == 409
    assert mine.post(f"{where}inscriptions/", {"meeting": village.cafe.pk}).status_code == 302


def test_odile_hears_of_a_long_mandate_from_somebody_else(desk, village):
    typed = {"mandate-scopes": "data", "mandate-lasts": "year", "mandate-whom": "desk"}
    where = f"/permanence/personnes/{village.odile.pk}/mandat/"
    desk.post(where, typed)
    assert not Dispatch.objects.filter(
        purpose="members.mandate_given"
    ).exists()  # Monique is alone at the desk
    give_role(member=village.lea, kind="correspondent", by=village.fatou, at=village.now)
    desk.post(where, {**typed, "mandate-scopes": ["data", "aid"]})
    call = Dispatch.objects.get(purpose="members.mandate_given")
    assert (call.channel, call.person) == ("telephone", village.odile.pk)
    assert "autre que Monique" in call.body


def test_paul_reads_in_his_mail_that_a_mandate_was_noted(desk, village):
    typed = {"mandate-scopes": "data", "mandate-lasts": "day", "mandate-whom": "desk"}
    desk.post(f"/permanence/personnes/{village.paul.pk}/mandat/", typed)
    news = Dispatch.objects.get(purpose="members.mandate_given")
    assert news.address == "paul@exemple.fr"
    assert village.paul.mandates.get().sentence in news.body


def test_the_journal_is_read_aloud_once_the_record_is_open(desk, village):
    home = f"/permanence/personnes/{village.odile.pk}/"
    assert desk.get(f"{home}journal/")["Location"] == f"{home}ouverture/"
    desk.post(f"{home}ouverture/", {"reason": "calling"})
    desk.post(f"{home}inscriptions/", {"meeting": village.cafe.pk})
    page = desk.get(f"{home}journal/").content.decode()
    assert "Monique Faure" in page
    assert "Café du canal" in page
    assert "Mardi 24\N{NO-BREAK SPACE}novembre 2026" in page


def test_who_takes_a_copy_or_leaves_gives_their_word_for_it(desk, village):
    """The farewell was carried through the question: leaving is noted once, with its own sentence."""
    where = f"/permanence/personnes/{village.lea.pk}/"
    page = desk.post(f"{where}depart/", {"texts": "gone", "agrees": "on"}).content.decode()
    assert Member.objects.get(pk=village.lea.pk).left_at is None
    assert "pendant un jour" in spoken(page)
    desk.post(f"{where}mandat/", fields_of(page), follow=True)
    assert Member.objects.get(pk=village.lea.pk).left_at is not None


def test_who_heard_a_yes_is_not_who_calls_back_about_it(village, client_of, now):
    """Shown to nobody but the others, taken by nobody but the others, refused from the hand that heard it."""
    agnes = make_member("Agnès Vidal", now, mail="agnes@exemple.fr", role="correspondent")
    zoe = make_member("Zoé Petit", now, telephone="+33639981299", needs_calling=True)
    trust(zoe, village.monique, now)
    told = {"mandate-scopes": ["data"], "mandate-lasts": "year", "mandate-whom": "desk"}
    client_of(village.monique).post(f"/permanence/personnes/{zoe.pk}/mandat/", told)
    call = Dispatch.objects.get(purpose="members.mandate_given", person=zoe.pk)
    Dispatch.objects.update(not_before_at=now)
    hers, other = client_of(village.monique), client_of(agnes)
    assert "Zoé Petit" not in hers.get("/permanence/appels/").content.decode()
    assert "Zoé Petit" in other.get("/permanence/appels/").content.decode()
    hers.post("/permanence/appels/prise/", {"call": call.pk})
    answer = hers.post(f"/permanence/appels/{call.pk}/", {"answer": "told"}, follow=True).content.decode()
    assert "vous-même" in answer
    call.refresh_from_db()
    assert (call.state, call.claimed_by) == ("waiting", None)
    other.post(f"/permanence/appels/{call.pk}/", {"answer": "told"})
    call.refresh_from_db()
    assert (call.state, call.ended_by) == ("sent", agnes.pk)


def test_alone_at_the_telephone_one_makes_the_call_oneself(village, client_of, now):
    agnes = make_member("Agnès Vidal", now, mail="agnes@exemple.fr", role="correspondent")
    told = {"mandate-scopes": ["data"], "mandate-lasts": "year", "mandate-whom": "desk"}
    zoe = make_member("Zoé Petit", now, telephone="+33639981299", needs_calling=True)
    client_of(village.monique).post(f"/permanence/personnes/{zoe.pk}/mandat/", told)
    Dispatch.objects.update(not_before_at=now)
    agnes.roles.all().delete()
    assert "Zoé Petit" in client_of(village.monique).get("/permanence/appels/").content.decode()
