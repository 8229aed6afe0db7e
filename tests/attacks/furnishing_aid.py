"""Mutual aid in the furnished village: a bridge awake, things bought together, words read twice."""

from datetime import timedelta

from parvis.aid.bridge.answering import can_help
from parvis.aid.bridge.links import path_of
from parvis.aid.bridge.looking_after import give, look_after
from parvis.aid.bridge.on_paper import print_sheet
from parvis.aid.bridge.readying import be_ready
from parvis.aid.bridge.telling import ask_due
from parvis.aid.bridge.waking import wake
from parvis.aid.models import BridgeSheet, GroupPurchase, Partner, Volunteer, Wake
from parvis.aid.posting import post
from parvis.aid.purchases.holding_back import look_first
from parvis.aid.purchases.reviewing import set_aside as put_aside
from parvis.aid.purchases.taking_part import take
from parvis.aid.reporting.reviewing import set_aside
from parvis.aid.reporting.signalling import signal
from tests.village import Village

DAY = timedelta(days=1)


def furnish_aid(village: Village) -> None:
    """Fatou, who holds every role, meets every form of the bridge, purchases, partners and reviews."""
    now, fatou = village.now, village.fatou
    for one in (village.jeanne, village.lea):
        be_ready(member=one, kinds=["telephone"], at=now)
    row = wake(why="heat", words="38 degrés", by=fatou, ends_at=now + 20 * DAY, at=now)
    ask_due(now)
    jeanne = row.volunteers.get(member=village.jeanne)
    can_help(volunteer=jeanne, at=now)
    people = [
        look_after(wake=row, member=one, by=fatou, at=now, agreed=True)
        for one in (village.odile, village.henri)
    ]
    give(person=people[0], to=jeanne, by=fatou, at=now)
    print_sheet(helper=jeanne, by=fatou, at=now)
    bought = {
        "title": "Farine", "unit": "sac", "place": village.kiosk, "begun_at": now, "closes_at": now + 9 * DAY,
        "fetched_at": now + 10 * DAY, "fetched_until_at": now + 11 * DAY,
    }  # fmt: skip
    flour = GroupPurchase.objects.create(**bought, organiser=fatou)
    cash = {**bought, "price": "un acompte par mandat cash", "organiser": village.paul}
    for _held_and_aside in range(2):
        held = GroupPurchase.objects.create(**cash)
        look_first(row=held, at=now)
    put_aside(row=held, by=fatou, reason="Pas d’argent d’avance.", turn_to=None, at=now)
    take(row=flour, member=village.odile, how_many=1, at=now)
    Partner.objects.create(title="Covoiturage", why="Ensemble", url="https://exemple.fr", written_at=now)
    known = {"author": village.paul, "direction": "offer", "at": now}
    post(words="un fusil de chasse", **known)  # held back
    ladder = post(words="une échelle double", **known)
    signal(notice=ladder, words="Est-ce bien la sienne ?", by=None, at=now)
    aside = post(words="une vieille brouette", **known)
    set_aside(notice=aside, by=fatou, reason="Elle est au jardin.", turn_to=None, at=now)


def aid_roots() -> list[str]:
    """Addresses sent by message; a name typed on the list."""
    lists = [f"/entraide/pont/{one.pk}/?q=lea" for one in Wake.objects.order_by("pk")]
    papers = [
        path
        for one in BridgeSheet.objects.select_related("helper")
        for path in (
            f"/entraide/pont/{one.helper.wake_id}/feuille/{one.pk}/", f"/permanence/saisie/{one.code}/",
        )
    ]  # fmt: skip
    return [*lists, *papers, *(path_of(one) for one in Volunteer.objects.order_by("pk"))]
