"""« Mes données » and words a moderator holds: one’s own are one’s own; those of others are not given."""

from parvis.aid.exchange.answering import answer
from parvis.aid.models import HeldBack
from parvis.aid.posting import post
from parvis.aid.purchases.reviewing import set_aside as set_purchase_aside
from parvis.aid.purchases.rewriting import rewrite as rewrite_purchase
from parvis.aid.reporting.reviewing import keep, set_aside
from parvis.aid.rewriting import rewrite
from parvis.members.holdings.register import holdings
from tests.aid.test_purchase_rewriting import joined
from tests.village import Village


def exported(name: str, member) -> str:
    known = next(one for one in holdings() if one.name == name)
    return str(list(known.export(member)))


def test_held_and_set_aside_words_of_a_notice_are_their_authors(village: Village):
    now = village.now
    notice = post(author=village.jeanne, direction="offer", words="une échelle", at=now)
    answer(notice=notice, by=village.paul, words="Elle me servirait.", at=now, channel="screen")
    assert "une échelle" in exported("aid.exchanges", village.paul)
    rewrite(notice=notice, facts={"words": "un fusil de chasse"}, at=now)
    assert HeldBack.objects.exists()
    assert "fusil" in exported("aid.notices", village.jeanne)
    assert "fusil" in exported("aid.exchanges", village.jeanne)
    assert "fusil" not in exported("aid.exchanges", village.paul)
    set_aside(notice=notice, by=village.karim, reason="Pas ici.", turn_to=None, at=now)
    assert "fusil" in exported("aid.notices", village.jeanne)
    assert "fusil" not in exported("aid.exchanges", village.paul)
    assert "Pas ici." in exported("aid.reviews", village.jeanne)


def test_once_kept_they_are_there_for_who_answered(village: Village):
    now = village.now
    notice = post(author=village.jeanne, direction="offer", words="une échelle", at=now)
    answer(notice=notice, by=village.paul, words="Elle me servirait.", at=now, channel="screen")
    rewrite(notice=notice, facts={"words": "un fusil de chasse"}, at=now)
    keep(notice=notice, by=village.karim, at=now)
    assert "fusil" in exported("aid.exchanges", village.paul)


def test_who_takes_some_keeps_the_name_they_know(village: Village):
    row, now = joined(village), village.now
    facts = {"title": "Sucre, mandat cash d’avance"}
    rewrite_purchase(row=row, facts=facts, by=village.paul, at=now)
    for _held_then_aside in range(2):
        assert "mandat" in exported("aid.organisers", village.paul)
        assert "Farine du moulin" in exported("aid.shares", village.jeanne)
        assert "mandat" not in exported("aid.shares", village.jeanne)
        set_purchase_aside(row=row, by=village.karim, reason="Pas d’avance.", turn_to=None, at=now)
    assert "Pas d’avance." in exported("aid.purchase_reviews", village.paul)
