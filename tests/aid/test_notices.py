"""A notice: two fields, thirty days, and only eyes that may see it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.aid.ending import end, end_due
from parvis.aid.models import Need, Notice, NoticeEnd, Offer
from parvis.aid.posting import LASTS, post, sentence
from parvis.aid.refusals import CannotPost, NoticeOver, PostedEnough, TooYoung
from parvis.aid.renewing import renew
from parvis.community.models import Circle, Place
from parvis.members.models import Member, Membership, Suspension
from tests.village import Village

DAY = timedelta(days=1)


def ask(village: Village, words: str = "une échelle samedi", **known) -> Notice:
    return post(**{"author": village.jeanne, "direction": "need", "words": words, "at": village.now, **known})


def seen_by(member: Member | None, village: Village) -> list[str]:
    return [notice.words for notice in Notice.objects.visible_to(member).live(village.now)]


def test_two_fields_make_a_notice_for_thirty_days(village: Village):
    notice = ask(village, "Bonjour, je cherche  une échelle")
    assert notice.words == "une échelle"
    assert notice.ends_at == village.now + LASTS
    assert list(Need.objects.live(village.now)) == [notice]
    assert not Offer.objects.exists()
    assert sentence("offer", "je propose") == "je propose"
    until = ask(village, "un vélo", until_on=(village.now + 2 * DAY).date())
    assert until.ends_at < village.now + 3 * DAY
    assert timezone.localdate(until.seen_until) == until.until_on  # it ends at midnight: the day before
    assert timezone.localdate(notice.seen_until) == (village.now + LASTS).date()


def test_the_same_form_twice_posts_once(village: Village):
    assert ask(village, once_key="a") == ask(village, once_key="a")
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    "known",
    [
        {"words": "  "},
        {"words": "??!"},
        {"words": "é" * 201},
        {"until_on": -1},
        {"from_on": 400},
        {"circle": 1},
    ],
)
def test_what_makes_no_notice_is_said(village: Village, known):
    facts = {
        key: (village.now + value * DAY).date() if key.endswith("_on") else value
        for key, value in known.items()
    }
    if "circle" in facts:
        facts["circle"] = village.gardeners  # Jeanne is none of them
    with pytest.raises(CannotPost):
        ask(village, **facts)


def test_one_person_does_not_become_the_whole_list(village: Village):
    for number in range(12):
        ask(village, f"chose {number}")
    with pytest.raises(PostedEnough):
        ask(village, "encore")
    village.paul.minor_until_on = (village.now + 400 * DAY).date()
    with pytest.raises(TooYoung):
        ask(village, author=village.paul)


def test_circles_decide_who_reads(village: Village):
    for circle, author in [(village.gardeners, village.paul), (village.council, village.fatou)]:
        ask(village, circle.name, circle=circle, author=author)
    ask(village, "pour tous")
    assert seen_by(None, village) == seen_by(village.lea, village) == ["pour tous"]
    assert sorted(seen_by(village.paul, village)) == ["Jardin partagé", "pour tous"]
    assert sorted(seen_by(village.fatou, village)) == ["Surprise", "pour tous"]
    Membership.objects.filter(member=village.fatou).delete()
    again = Member.objects.get(pk=village.fatou.pk)
    assert "Surprise" in seen_by(again, village)  # her own words
    Circle.objects.all().delete()
    assert seen_by(village.lea, village) == ["pour tous"]


@pytest.mark.parametrize("how", ["left", "suspended", "minor"])
def test_who_is_not_here_is_not_read(village: Village, how):
    ask(village)
    if how == "suspended":
        Suspension.objects.create(member=village.jeanne, by=village.fatou, reason="Repos", at=village.now)
    else:
        column = "left_at" if how == "left" else "minor_until_on"
        day = village.now if how == "left" else (village.now + 400 * DAY).date()
        Member.objects.filter(pk=village.jeanne.pk).update(**{column: day})
    assert seen_by(village.lea, village) == seen_by(None, village) == []


def test_it_ends_by_itself_and_comes_back_in_one_tap(village: Village):
    notice = ask(village)
    assert end_due(village.now + 29 * DAY) == 0
    assert end_due(village.now + 30 * DAY) == 1
    assert end_due(village.now + 30 * DAY) == 0
    assert NoticeEnd.objects.get().why == "over"
    later = village.now + 31 * DAY
    assert renew(notice=notice, at=later).ends_at == later + LASTS
    assert renew(notice=notice, at=later + timedelta(minutes=1)).version == 2  # tapped twice
    assert Notice.objects.live(later).get() == notice
    end(notice=notice, why="fulfilled", by=village.jeanne, at=later)
    with pytest.raises(NoticeOver):
        renew(notice=notice, at=later)


def test_the_first_end_stands_but_a_moderator_comes_after_days_that_are_over(village: Village):
    found, old = ask(village), ask(village)
    end(notice=found, why="fulfilled", by=village.jeanne, at=village.now)
    for why in ("withdrawn", "set_aside"):
        assert end(notice=found, why=why, by=village.karim, at=village.now).why == "fulfilled"
    end(notice=old, why="over", by=None, at=village.now)
    for why in ("set_aside", "fulfilled"):
        assert end(notice=old, why=why, by=village.karim, at=village.now).why == "set_aside"


def test_a_place_of_the_list_and_their_words_are_both_read(village: Village, client_of):
    hall = Place.objects.create(name="Salle des fêtes")
    notice = ask(village, place=hall, place_words="derrière l’église")
    said = client_of(village.lea).get(f"/entraide/{notice.pk}/").content.decode()
    assert "Salle des fêtes, derrière l’église" in said
