"""A purchase written anew: who is told what it was and is, by which way, once; who may take fewer then."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.aid.models import GroupPurchase, Share
from parvis.aid.purchases.organising import call_off
from parvis.aid.purchases.refusals import CannotBuy, NotYourPurchase, PurchaseChanged, PurchaseClosed
from parvis.aid.purchases.rewriting import rewrite
from parvis.aid.purchases.taking_part import take
from parvis.aid.purchases.telling import tell_due
from parvis.courier.models import Dispatch
from parvis.courier.purposes import purpose
from parvis.desk.bridging import takings
from parvis.desk.taking import Caller
from tests.aid.test_purchases import DAY, flour
from tests.village import Village

CHANGED, TOMORROW = "aid.purchase_changed", "aid.purchase_tomorrow"


def joined(village: Village, **known) -> GroupPurchase:
    row = flour(village, **known)
    take(row=row, member=village.jeanne, how_many=2, at=village.now)
    take(row=row, member=village.odile, how_many=1, at=village.now)
    return row


def typed(row: GroupPurchase, **known) -> dict[str, object]:
    begins, ends = timezone.localtime(row.fetched_at), timezone.localtime(row.fetched_until_at)
    return {
        "title": row.title, "unit": row.unit, "price": row.price, "words": row.words, "version": row.version,
        "closes_on": timezone.localdate(row.closes_at).isoformat(), "fetched_on": begins.date().isoformat(),
        "fetched_from": f"{begins:%H:%M}", "fetched_until": f"{ends:%H:%M}",
        "place": row.place_id or "", "where": row.where,
    } | known  # fmt: skip


def told(name: str = CHANGED) -> dict[int, Dispatch]:
    rows = list(Dispatch.objects.filter(purpose=name))
    assert len(rows) == len({one.person for one in rows})
    return {one.person: one for one in rows}


def test_on_its_page_each_is_told_once_by_their_own_way(village: Village, client_of):
    row = joined(village)
    paul, page = client_of(village.paul), reverse("aid:purchase_edit", args=[row.pk])
    assert page in paul.get(reverse("aid:purchase", args=[row.pk])).content.decode()
    assert 'value="9 euros, à donner à Paul"' in paul.get(page).content.decode()
    assert paul.post(page, typed(row)).status_code == 302
    assert (
        paul.post(page, typed(row, title="Farine bise", price="9 euros, à donner à paul.")).status_code == 302
    )
    assert told() == {}  # a name, a capital, a full stop: no news
    fresh = GroupPurchase.objects.get()
    assert (fresh.version, fresh.closes_at, fresh.fetched_at) == (2, row.closes_at, row.fetched_at)
    sent = typed(fresh, price="11 euros", place="", where="chez Henri")
    for _twice in range(2):
        assert paul.post(page, sent).status_code == 302
    assert {one: sent.channel for one, sent in told().items()} == {
        village.jeanne.pk: "mail", village.odile.pk: "telephone",
    }  # fmt: skip
    letter = told()[village.jeanne.pk]
    body = letter.body.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Le prix était : 9 euros, à donner à paul. Il est : 11 euros." in body
    assert "chez Henri" in body
    assert "dernier jour" not in body
    assert letter.link.endswith(reverse("aid:purchase", args=[row.pk]))


def test_two_who_write_at_once_lose_nothing(village: Village, client_of):
    row = joined(village)
    page = reverse("aid:purchase_edit", args=[row.pk])
    assert client_of(village.karim).post(page, typed(row, price="8 euros")).status_code == 302
    assert set(told()) == {village.jeanne.pk, village.odile.pk, village.paul.pk}  # who organises hears of it
    late = client_of(village.paul).post(page, typed(row, price="12 euros"))
    text = late.content.decode()
    assert late.status_code == 409
    assert "Cela a changé entre-temps" in late.content.decode()
    assert "8 euros" in text
    assert 'value="12 euros"' in text
    assert 'name="version" value="2"' in text
    assert client_of(village.paul).post(page, typed(row, price="12 euros", version=2)).status_code == 302
    with pytest.raises(PurchaseChanged):
        rewrite(row=row, facts={"price": "1 euro"}, by=village.paul, seen=1, at=village.now)
    assert GroupPurchase.objects.get().price == "12 euros"


def test_a_stranger_an_ended_one_and_what_does_not_hold_together(village: Village, client_of, anonymous):
    row = joined(village)
    page, paul = reverse("aid:purchase_edit", args=[row.pk]), client_of(village.paul)
    assert client_of(village.lea).get(page).status_code == 403
    assert anonymous.get(page).status_code == 302
    with pytest.raises(NotYourPurchase):
        rewrite(row=row, facts={"price": "0"}, by=village.jeanne, at=village.now)
    for wrong in [{"title": ""}, {"closes_on": "2020-01-01"}, {"version": "1e9"}, {"place": "999999"},
                  {"fetched_on": "2020-01-01"}, {"fetched_from": "25 h"}, {"unit": "é" * 41},
                  {"closes_on": "99999999"}, {"place": "", "where": ""}]:  # fmt: skip
        answer = paul.post(page, typed(row, price="7 euros le sac") | wrong)
        assert answer.status_code in (409, 422), wrong
        assert 'value="7 euros le sac"' in answer.content.decode()
    with pytest.raises(CannotBuy, match="fin de liste"):
        rewrite(row=row, facts={"closes_at": village.now - DAY}, by=village.paul, at=village.now)
    with pytest.raises(PurchaseClosed):
        rewrite(row=row, facts={"price": "0"}, by=village.paul, at=row.fetched_until_at)
    call_off(row=row, why="Le moulin est en panne.", by=village.paul, at=village.now)
    assert paul.get(page).status_code == 409
    assert told() == {}


def test_once_closed_who_takes_some_may_take_fewer_when_it_changed(village: Village, client_of):
    row = joined(village)
    later = row.closes_at
    tell_due(later)
    with pytest.raises(PurchaseClosed):
        take(row=row, member=village.jeanne, how_many=0, at=later)
    rewrite(row=row, facts={"price": "11 euros"}, by=village.paul, at=later)
    take(row=row, member=village.jeanne, how_many=1, at=later)
    assert Dispatch.objects.filter(purpose="aid.purchase_closed", person=village.paul.pk).count() == 2
    for member, count in ((village.jeanne, 3), (village.lea, 1)):
        with pytest.raises(PurchaseClosed):
            take(row=row, member=member, how_many=count, at=later)
    caller = Caller(village.odile, village.monique, later)
    said = next(one for one in takings() if one.name == "purchase")
    form = said.form(caller, data={"purchase": str(row.pk), "how_many": "0"})
    assert form.is_valid(), form.errors
    said.take(caller, form.cleaned_data)
    assert list(Share.objects.values_list("member", "how_many")) == [(village.jeanne.pk, 1)]
    with pytest.raises(PurchaseClosed):
        take(row=row, member=village.jeanne, how_many=0, at=row.fetched_at)


def test_once_closed_the_page_says_that_one_may_take_fewer(village: Village, client_of):
    row = joined(village)
    GroupPurchase.objects.update(closes_at=village.now - DAY, told_at=village.now, loosened_at=village.now)
    page = reverse("aid:purchase", args=[row.pk])
    assert 'name="how_many"' in client_of(village.jeanne).get(page).content.decode()
    assert 'name="how_many"' not in client_of(village.lea).get(page).content.decode()
    assert client_of(village.jeanne).post(page, {"how_many": "0"}).status_code == 302
    assert not Share.objects.filter(member=village.jeanne).exists()


def test_the_reminder_follows_the_new_day_once(village: Village):
    row = joined(village)
    eve = row.fetched_at - DAY
    tell_due(row.closes_at)
    tell_due(eve)
    first = told(TOMORROW)[village.jeanne.pk]
    assert purpose(TOMORROW).still_wanted(first, eve)
    moved = {"fetched_at": row.fetched_at + 4 * DAY, "fetched_until_at": row.fetched_until_at + 4 * DAY}
    rewrite(row=row, facts=moved, by=village.paul, at=eve + timedelta(minutes=1))
    assert not purpose(TOMORROW).still_wanted(first, eve + timedelta(minutes=2))  # the old one does not leave
    first.delete()
    Dispatch.objects.filter(purpose=TOMORROW).delete()
    tell_due(row.fetched_at)
    assert told(TOMORROW) == {}
    for _twice in range(2):
        tell_due(eve + 4 * DAY)
    again = told(TOMORROW)[village.jeanne.pk]
    assert purpose(TOMORROW).still_wanted(again, eve + 4 * DAY)
    # Another hour said the day before: what tells it is the reminder.
    near = {"fetched_at": moved["fetched_at"] + timedelta(hours=1)}
    rewrite(row=row, facts=near, by=village.paul, at=eve + 4 * DAY + timedelta(hours=1))
    tell_due(eve + 4 * DAY + timedelta(hours=2))
    assert set(told(TOMORROW)) == {village.jeanne.pk, village.odile.pk}


def test_a_list_opened_again_closes_again_with_a_word(village: Village):
    row = joined(village)
    tell_due(row.closes_at)
    again = row.closes_at + DAY / 2
    rewrite(row=row, facts={"closes_at": again}, by=village.paul, at=row.closes_at)
    take(row=row, member=village.lea, how_many=1, at=row.closes_at)
    assert tell_due(again) == 1
    assert Dispatch.objects.filter(purpose="aid.purchase_closed", person=village.paul.pk).count() == 2


def test_another_unit_is_news_and_one_may_take_fewer(village: Village):
    row = joined(village)
    rewrite(row=row, facts={"unit": "Sac de 5 kilos."}, by=village.paul, at=village.now)
    assert told() == {}  # a capital, a full stop: no news
    for _twice in range(2):
        rewrite(row=row, facts={"unit": "sac de 2 kilos"}, by=village.paul, at=village.now)
    assert {one: sent.channel for one, sent in told().items()} == {
        village.jeanne.pk: "mail", village.odile.pk: "telephone",
    }  # fmt: skip
    body = told()[village.jeanne.pk].body.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Chaque part était : Sac de 5 kilos. C’est maintenant : sac de 2 kilos." in body
    after = row.closes_at + timedelta(hours=1)
    take(row=row, member=village.jeanne, how_many=1, at=after)  # it is not what she agreed to
    assert Share.objects.get(member=village.jeanne).how_many == 1
