"""Words a rule holds back, or a person set aside, leave by no door: pages, messages, titles of conversations."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.aid.exchange.answering import answer
from parvis.aid.exchange.links import path_of
from parvis.aid.exchange.saying import say_to_the_other
from parvis.aid.models import GroupPurchase, Notice
from parvis.aid.posting import post
from parvis.aid.purchases import reviewing
from parvis.aid.purchases.organising import call_off
from parvis.aid.purchases.reviewing import keep, to_read
from parvis.aid.purchases.rewriting import rewrite as rewrite_purchase
from parvis.aid.purchases.telling import tell_due
from parvis.aid.reporting.reviewing import set_aside
from parvis.aid.rewriting import rewrite
from parvis.courier.models import Dispatch
from parvis.members.models import Member
from tests.aid.test_purchase_rewriting import joined
from tests.aid.test_purchases import flour
from tests.aid.test_purchases_held import DOUBTFUL, shown, told
from tests.village import Village

SCAM = "un acompte par mandat cash"


@pytest.fixture
def begun(village: Village, now):
    need = post(author=village.jeanne, direction="need", words="une échelle pour la haie", at=now)
    return answer(notice=need, by=village.paul, words="J’en ai une.", at=now)


def _all_told(person: Member) -> str:
    return " ".join(f"{one.title} {one.body}" for one in Dispatch.objects.filter(person=person.pk))


def test_words_set_aside_are_not_told_to_who_answered(village: Village, begun, client_of, now):
    rewrite(notice=begun.notice, facts={"words": SCAM}, at=now)
    say_to_the_other(exchange=begun, by=village.jeanne, text="Vous me suivez ?", at=now)
    assert "mandat" not in _all_told(village.paul), "nor by the title of a conversation"
    notice = Notice.objects.for_list().get()
    set_aside(notice=notice, by=village.karim, reason="Non.", turn_to=None, at=now)
    assert Dispatch.objects.filter(person=village.paul.pk, purpose="aid.stopped").exists()
    assert "mandat" not in _all_told(village.paul)
    for page in (path_of(begun.pk, village.paul), reverse("aid:mine"), f"/entraide/{notice.pk}/"):
        assert "mandat" not in client_of(village.paul).get(page).content.decode(), page
    assert "mandat" in client_of(village.jeanne).get(path_of(begun.pk, village.jeanne)).content.decode()


def test_why_it_is_called_off_is_read_first_too(village: Village, client_of, now):
    row = joined(village)
    paul = client_of(village.paul)
    sent = paul.post(reverse("aid:purchase_off", args=[row.pk]), {"why": DOUBTFUL}, follow=True)
    assert "lit d’abord ces mots" in shown(sent)
    off = Dispatch.objects.filter(purpose="aid.purchase_called_off")
    assert sorted(one.person for one in off) == sorted([village.jeanne.pk, village.odile.pk])
    assert all("Farine du moulin" in one.title for one in off), "the name they know"
    assert not any("mandat" in one.title + one.body for one in off)
    page = reverse("aid:purchase", args=[row.pk])
    assert "mandat" not in shown(client_of(village.jeanne).get(page))
    assert to_read(village.karim, now) == [row]
    assert "mandat" in shown(client_of(village.karim).get(reverse("aid:purchase_review", args=[row.pk])))
    keep(row=row, by=village.karim, at=now)
    keep(row=row, by=village.karim, at=now)
    assert off.filter(person=village.jeanne.pk).count() == 2
    assert "mandat" in off.filter(person=village.jeanne.pk).latest("pk").body
    assert "mandat" in shown(client_of(village.jeanne).get(page))
    assert told("changed") == []


def test_a_why_set_aside_is_told_to_nobody_and_nobody_hears_twice_that_it_is_off(village: Village, now):
    row = joined(village)
    call_off(row=row, why=DOUBTFUL, by=village.paul, at=now)
    reviewing.set_aside(row=row, by=village.karim, reason="Non.", turn_to=None, at=now)
    assert told("called_off") == sorted([village.jeanne.pk, village.odile.pk])
    assert told("reviewed") == [village.paul.pk]


def test_nobody_keeps_words_of_a_purchase_they_have_not_read(village: Village, client_of, now):
    row = flour(village, price=DOUBTFUL)
    karim = client_of(village.karim)
    page = karim.get(reverse("aid:purchase_review", args=[row.pk])).content.decode()
    assert f'name="seen" value="{row.version}"' in page
    rewrite_purchase(row=row, facts={"words": "Écrivez-moi sur www.exemple.xyz"}, by=village.paul, at=now)
    late = karim.post(reverse("aid:purchase_kept", args=[row.pk]), {"seen": row.version})
    assert late.status_code == 409
    assert "www.exemple.xyz" in shown(late)
    assert to_read(village.karim, now) == [row]
    typed = {"reason": "Pas de lien.", "seen": row.version}
    late = karim.post(reverse("aid:purchase_aside", args=[row.pk]), typed)
    assert "Pas de lien." in shown(late), "what was typed stays"


def test_what_nobody_sees_is_laid_bare_to_who_reads_a_purchase_first(village: Village, client_of):
    row = flour(village, title="Fari\u200bne du moulin")
    page = shown(client_of(village.karim).get(reverse("aid:purchase_review", args=[row.pk])))
    assert "Fari▯ne" in page


def test_when_who_organises_has_left_who_animates_orders(village: Village, now):
    row = joined(village)
    Member.objects.filter(pk=village.paul.pk).update(left_at=now)
    tell_due(row.closes_at + timedelta(minutes=1))
    assert told("closed") == [village.karim.pk]
    assert GroupPurchase.objects.get().told_at is not None
