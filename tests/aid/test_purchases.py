"""Buying together: how many each takes until a date, fetched at a place and an hour; no payment anywhere."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.urls import reverse

from parvis.aid.models import GroupPurchase, Share
from parvis.aid.purchases.organising import begin, call_off
from parvis.aid.purchases.refusals import CannotBuy, NotYourPurchase, PurchaseClosed, TooMany
from parvis.aid.purchases.taking_part import take
from parvis.aid.purchases.telling import tell_due
from parvis.aid.refusals import TooYoung
from parvis.courier.models import Dispatch
from parvis.desk.bridging import takings
from parvis.desk.taking import Caller
from parvis.members.models import Member
from tests.village import Village, settle

DAY = timedelta(days=1)


def flour(village: Village, **known) -> GroupPurchase:
    facts = {
        "title": "Farine du moulin", "unit": "sac de 5 kilos", "price": "9 euros, à donner à Paul", "words": "",
        "closes_at": village.now + 3 * DAY, "fetched_at": village.now + 5 * DAY,
        "fetched_until_at": village.now + 5 * DAY + timedelta(hours=2), "place": village.kiosk, "where": "",
        "most": 10, "most_each": 4, "circle": None,
    }  # fmt: skip
    by = known.pop("by", village.paul)
    return begin(facts=facts | known, by=by, at=village.now)


def test_one_says_how_many_changes_it_and_takes_it_back(village: Village, client_of):
    row = flour(village)
    jeanne, page = client_of(village.jeanne), reverse("aid:purchase", args=[row.pk])
    assert jeanne.post(page, {"how_many": "2"}).status_code == 302
    jeanne.post(page, {"how_many": "3"})
    assert Share.objects.get().how_many == 3
    hers = jeanne.get(reverse("aid:mine")).content.decode()
    assert "Farine du moulin" in hers
    assert "Pour vous" in hers
    full = jeanne.post(page, {"how_many": "5"})
    assert full.status_code == 409
    assert "4 par personne au plus" in full.content.decode()
    assert 'value="5"' in full.content.decode()  # what was typed stays
    jeanne.post(page, {"how_many": "0"})
    assert not Share.objects.exists()
    assert jeanne.post(page, {"how_many": "-1"}).status_code == 422
    assert jeanne.post(page, {"how_many": "1e9"}).status_code == 422


def test_the_last_ones_are_not_taken_twice(village: Village):
    row = flour(village, most=5)
    take(row=row, member=village.jeanne, how_many=4, at=village.now)
    with pytest.raises(TooMany, match="Il en reste 1"):
        take(row=row, member=village.lea, how_many=2, at=village.now)
    take(row=row, member=village.lea, how_many=1, at=village.now)
    with pytest.raises(TooMany, match="plus"):
        take(row=row, member=village.odile, how_many=1, at=village.now)
    take(row=row, member=village.jeanne, how_many=4, at=village.now)  # said again: still theirs


def test_it_closes_at_its_date_the_organiser_hears_of_it_and_each_is_reminded(village: Village):
    row = flour(village)
    take(row=row, member=village.jeanne, how_many=2, at=village.now)
    take(row=row, member=village.odile, how_many=1, at=village.now)
    assert tell_due(village.now) == 0
    with pytest.raises(PurchaseClosed):
        take(row=row, member=village.lea, how_many=1, at=row.closes_at)
    assert tell_due(row.closes_at) == 1
    assert Dispatch.objects.get(purpose="aid.purchase_closed").person == village.paul.pk
    assert tell_due(row.fetched_at - DAY) == 1
    assert tell_due(row.fetched_at - DAY) == 0
    sent = {one.person: one for one in Dispatch.objects.filter(purpose="aid.purchase_tomorrow")}
    assert sent[village.odile.pk].channel == "telephone"
    assert "2 pour vous. Chaque part : sac de 5 kilos" in sent[village.jeanne.pk].body.replace("\u00a0", " ")
    assert "Kiosque" in sent[village.jeanne.pk].body


def test_called_off_with_a_reason_each_is_told_once(village: Village):
    row = flour(village)
    take(row=row, member=village.jeanne, how_many=2, at=village.now)
    with pytest.raises(NotYourPurchase):
        call_off(row=row, why="Non", by=village.lea, at=village.now)
    with pytest.raises(CannotBuy):
        call_off(row=row, why=" ", by=village.paul, at=village.now)
    for _twice in range(2):
        call_off(row=row, why="Le moulin est en panne.", by=village.paul, at=village.now)
    assert [one.person for one in Dispatch.objects.filter(purpose="aid.purchase_called_off")] == [
        village.jeanne.pk
    ]
    assert tell_due(row.fetched_at - DAY) == 0


def test_by_telephone_and_only_what_both_may_know_of(village: Village):
    row = flour(village)
    flour(village, circle=village.gardeners, title="Terreau")
    caller = Caller(village.odile, village.monique, village.now)
    said = next(one for one in takings() if one.name == "purchase")
    form = said.form(caller, data={"purchase": str(row.pk), "how_many": "2"})
    assert form.is_valid()
    said.take(caller, form.cleaned_data)
    share = Share.objects.get()
    assert (share.member, share.how_many, share.channel) == (village.odile, 2, "telephone")
    assert [words for _pk, words in form.fields["purchase"].choices] == ["Farine du moulin (sac de 5 kilos)"]


def test_a_circle_s_is_seen_by_the_circle_and_the_list_by_who_organises(village: Village, client_of):
    row = flour(village, circle=village.gardeners)
    page, sheet = (reverse(f"aid:{name}", args=[row.pk]) for name in ("purchase", "purchase_list"))
    take(row=row, member=village.paul, how_many=1, at=village.now)
    assert client_of(village.lea).get(page).status_code == 404
    assert client_of(village.lea).get(sheet).status_code == 404
    assert "Paul Nguyen" in client_of(village.paul).get(sheet).content.decode()
    open_one = flour(village)
    assert client_of(village.lea).get(reverse("aid:purchase_list", args=[open_one.pk])).status_code == 403


@pytest.mark.parametrize(
    ("name", "value"),
    [("closes_at", -DAY), ("fetched_at", DAY), ("fetched_until_at", 4 * DAY), ("most", 0), ("most_each", 0),
     ("place", None), ("title", ""), ("fetched_at", 400 * DAY)],
)  # fmt: skip
def test_what_does_not_hold_together_is_said(village: Village, name, value):
    with pytest.raises(CannotBuy):
        flour(village, **{name: village.now + value if isinstance(value, timedelta) else value})


def test_each_empty_field_is_named_in_the_summary_which_is_read_first(village: Village, client_of):
    page = client_of(village.jeanne).post(reverse("aid:purchase_new"), {}).content.decode()
    assert 'role="alert" tabindex="-1" autofocus' in page
    assert "<title>Erreur" in page
    assert "Il manque une réponse à «\u202fPar quoi compte-t-on\u202f?\u202f»." in page
    assert page.count("Il manque une réponse ici.") == page.count("Il manque une réponse à") > 3


def test_a_form_keeps_what_was_typed_and_is_sent_once(village: Village, client_of):
    jeanne, page = client_of(village.jeanne), reverse("aid:purchase_new")
    typed = {
        "title": "Oranges", "unit": "cageot", "price": "", "words": "", "closes_on": "2026-11-28",
        "fetched_on": "2026-11-27", "fetched_from": "10:00", "fetched_until": "12:00", "place": village.kiosk.pk,
        "where": "", "most": "", "most_each": "3", "once": "abc",
    }  # fmt: skip
    wrong = jeanne.post(page, typed)
    assert wrong.status_code == 422
    assert 'value="Oranges"' in wrong.content.decode()
    for _twice in range(2):
        assert jeanne.post(page, typed | {"fetched_on": "2026-12-01"}).status_code == 302
    assert GroupPurchase.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_two_who_take_the_last_one_at_once(now):
    village = settle(now)
    row = flour(village, most=1)
    said: list[str] = []

    def take_one(member) -> None:
        try:
            take(row=row, member=member, how_many=1, at=now)
            said.append("yes")
        except TooMany:
            said.append("no")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take_one, args=[one]) for one in (village.jeanne, village.lea)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(said) == ["no", "yes"]
    assert row.taken() == 1


def test_under_fifteen_a_parent_buys_and_no_list_shows_the_child(village: Village, client_of):
    row = flour(village)
    Member.objects.filter(pk=village.lea.pk).update(minor_until_on=(village.now + 900 * DAY).date())
    village.lea.refresh_from_db()
    lea, page = client_of(village.lea), reverse("aid:purchase", args=[row.pk])
    for shown in (page, reverse("aid:purchases")):
        text = lea.get(shown).content.decode()
        assert "un parent achète pour vous" in text
        assert "En organiser un" not in text
        assert "how_many" not in text
    assert lea.post(page, {"how_many": "1"}).status_code == 409
    assert lea.get(reverse("aid:purchase_new")).status_code == 409
    for act in (
        lambda: take(row=row, member=village.lea, how_many=1, at=village.now),
        lambda: flour(village, by=village.lea),
    ):
        with pytest.raises(TooYoung):
            act()
    assert not Share.objects.exists()
