"""Doubtful words of a purchase wait for a person, as those of a notice; nothing of them is shown meanwhile."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.aid.models import GroupPurchase, HeldPurchase, PurchaseReview, Share
from parvis.aid.purchases.holding_back import late_due
from parvis.aid.purchases.organising import call_off
from parvis.aid.purchases.refusals import PurchaseClosed
from parvis.aid.purchases.reviewing import keep, set_aside, to_read, undo
from parvis.aid.purchases.rewriting import rewrite
from parvis.aid.purchases.taking_part import take
from parvis.aid.purchases.telling import tell_due
from parvis.courier.models import Dispatch
from parvis.courier.purposes import purpose
from parvis.desk.bridging import takings
from parvis.desk.taking import Caller
from parvis.kit.refusals import NotForYou
from parvis.members.models import JournalEntry
from tests.aid.test_purchase_rewriting import joined
from tests.aid.test_purchases import DAY, flour
from tests.village import Village

DOUBTFUL = "un acompte par mandat cash"


def told(name: str) -> list[int]:
    return sorted(Dispatch.objects.filter(purpose=f"aid.purchase_{name}").values_list("person", flat=True))


def shown(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_new_one_waits_and_its_organiser_reads_who_looks_first(village: Village, client_of):
    row = flour(village, price=DOUBTFUL)
    page, jeanne = reverse("aid:purchase", args=[row.pk]), client_of(village.jeanne)
    assert told("to_look") == sorted([village.karim.pk, village.fatou.pk])
    assert jeanne.get(page).status_code == 404
    assert jeanne.post(page, {"how_many": "1"}).status_code == 404
    assert "Farine" not in shown(jeanne.get(reverse("aid:purchases")))
    assert "lit d’abord ces mots" in shown(client_of(village.paul).get(page))
    caller = Caller(village.odile, village.monique, village.now)
    assert not next(one for one in takings() if one.name == "purchase").is_shown(caller)
    with pytest.raises(PurchaseClosed):
        take(row=row, member=village.jeanne, how_many=1, at=village.now)
    review = reverse("aid:purchase_review", args=[row.pk])
    assert client_of(village.paul).get(review).status_code == 403
    karim = client_of(village.karim)
    assert "Farine du moulin" in shown(karim.get(reverse("aid:to_review")))
    assert DOUBTFUL in shown(karim.get(review))
    for _twice in range(2):
        karim.post(reverse("aid:purchase_kept", args=[row.pk]))
    assert told("reviewed") == [village.paul.pk]
    assert jeanne.get(page).status_code == 200
    assert karim.get(review).status_code == 404


def test_new_words_wait_and_those_who_take_some_hear_of_them_once_kept(village: Village, client_of):
    row, now = joined(village), village.now
    rewrite(row=row, facts={"price": DOUBTFUL}, by=village.paul, at=now)
    rewrite(row=row, facts={"unit": "sac de 2 kilos"}, by=village.paul, at=now)
    assert told("changed") == []
    waiting = shown(client_of(village.jeanne).get(reverse("aid:purchase", args=[row.pk])))
    assert "Pour vous : 2." in waiting
    assert "Farine" not in waiting
    assert "acompte" not in waiting
    assert client_of(village.lea).get(reverse("aid:purchase", args=[row.pk])).status_code == 404
    keep(row=row, by=village.karim, at=now)
    keep(row=row, by=village.karim, at=now)
    assert told("changed") == sorted([village.jeanne.pk, village.odile.pk])
    body = shown_body(Dispatch.objects.get(purpose="aid.purchase_changed", person=village.jeanne.pk))
    assert "sac de 5 kilos. C’est maintenant : sac de 2 kilos" in body  # old and new, both changes at once
    assert "9 euros, à donner à Paul. Il est : un acompte" in body
    rewrite(row=row, facts={"words": "Un sac par famille."}, by=village.paul, at=now)
    assert HeldPurchase.objects.count() == 1  # other words: looked at anew


def shown_body(row: Dispatch) -> str:
    return row.body.replace("\u00a0", " ").replace("\u202f", " ")


def test_doubtful_words_taken_back_wait_no_more_and_nothing_is_news(village: Village):
    row, now = joined(village), village.now
    rewrite(row=row, facts={"price": DOUBTFUL}, by=village.paul, at=now)
    rewrite(row=row, facts={"price": "9 euros, à donner à Paul"}, by=village.paul, at=now)
    assert not HeldPurchase.objects.exists()
    assert told("changed") == []


def test_meanwhile_one_takes_fewer_or_none_and_hears_no_reminder(village: Village, client_of):
    row, eve = joined(village), village.now + 4 * DAY
    rewrite(row=row, facts={"words": DOUBTFUL}, by=village.paul, at=village.now)
    page, jeanne = reverse("aid:purchase", args=[row.pk]), client_of(village.jeanne)
    more = jeanne.post(page, {"how_many": "3"})
    assert more.status_code == 409
    assert 'value="3"' in shown(more)
    assert jeanne.post(page, {"how_many": "1"})["Location"] == page
    assert jeanne.post(page, {"how_many": "0"})["Location"] == reverse("aid:purchases")
    assert [one.member_id for one in Share.objects.all()] == [village.odile.pk]
    tell_due(eve)
    assert told("tomorrow") == []
    keep(row=row, by=village.karim, at=eve)
    tell_due(eve + timedelta(minutes=15))
    assert told("tomorrow") == [village.odile.pk]


def test_set_aside_is_told_with_a_reason_and_undone_exactly(village: Village, client_of):
    row, now = joined(village), village.now
    rewrite(row=row, facts={"price": DOUBTFUL, "title": "Tout autre chose"}, by=village.paul, at=now)
    waits = HeldPurchase.objects.values("doubts", "held_at", "look_by_at", "before").get()
    karim = client_of(village.karim)
    url = reverse("aid:purchase_aside", args=[row.pk])
    assert karim.post(url, {"reason": ""}).status_code == 422
    for _twice in range(2):
        karim.post(url, {"reason": "Pas d’argent d’avance."})
    assert told("reviewed") == [village.paul.pk]
    assert JournalEntry.objects.filter(member=village.paul, subject="aid.purchase").count() == 1
    off = Dispatch.objects.filter(purpose="aid.purchase_called_off")
    assert sorted(one.person for one in off) == sorted([village.jeanne.pk, village.odile.pk])
    assert all("Farine du moulin" in one.title for one in off)  # the name they know
    assert not any("autre chose" in one.title + one.body or "acompte" in one.body for one in off)
    paul = shown(client_of(village.paul).get(reverse("aid:purchase", args=[row.pk])))
    assert "Pas d’argent d’avance." in paul
    with pytest.raises(PurchaseClosed):
        rewrite(row=row, facts={"price": "3 euros"}, by=village.paul, at=now)
    review = PurchaseReview.objects.get(undone_at=None)
    for _twice in range(2):
        undo(review=review, by=village.karim, at=now + DAY)
    assert HeldPurchase.objects.values(*waits).get() == waits
    keep(row=row, by=village.karim, at=now + DAY)
    body = shown_body(Dispatch.objects.get(purpose="aid.purchase_changed", person=village.jeanne.pk))
    assert body.startswith("Il a lieu, finalement.")
    undo(review=PurchaseReview.objects.get(verdict="kept"), by=village.karim, at=now + DAY)
    assert HeldPurchase.objects.count() == 1


def test_nobody_decides_about_their_own_and_who_promised_is_reminded_once(village: Village):
    row, now = flour(village, price=DOUBTFUL, by=village.karim), village.now
    assert told("to_look") == [village.fatou.pk]
    for act in (
        lambda: keep(row=row, by=village.karim, at=now),
        lambda: keep(row=row, by=village.jeanne, at=now),
    ):
        with pytest.raises(NotForYou):
            act()
    assert [late_due(now + timedelta(hours=hour)) for hour in (23, 25, 26)] == [0, 1, 0]
    sent = Dispatch.objects.filter(purpose="aid.purchase_to_look").latest("pk")
    assert purpose("aid.purchase_to_look").still_wanted(sent, now)
    set_aside(row=row, by=village.fatou, reason="Non.", turn_to=None, at=now)
    assert not purpose("aid.purchase_to_look").still_wanted(sent, now)
    assert told("called_off") == []


def test_called_off_meanwhile_tells_nothing_nobody_has_read(village: Village, client_of):
    row = joined(village)
    rewrite(row=row, facts={"title": "mandat cash d’avance"}, by=village.paul, at=village.now)
    call_off(row=row, why="Le moulin est fermé.", by=village.paul, at=village.now)
    sent = list(Dispatch.objects.filter(purpose="aid.purchase_called_off"))
    assert len(sent) == 2
    assert not any("mandat" in one.title + one.body for one in sent)
    assert not GroupPurchase.objects.get().is_live
    assert to_read(village.karim, village.now) == []
    assert late_due(village.now + 2 * DAY) == 0  # nobody is asked to look any more
    page = client_of(village.jeanne).get(reverse("aid:purchase", args=[row.pk]))
    assert "n’a pas lieu" in shown(page)
    assert "mandat cash" not in shown(page)
