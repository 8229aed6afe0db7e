"""Somebody answers a notice; the two find an hour, and it is done. Nobody is hurt, nothing leaks."""

from datetime import timedelta

import pytest

from parvis.aid.ending import end
from parvis.aid.exchange import purposes
from parvis.aid.exchange.agreeing import agree, show_address
from parvis.aid.exchange.answering import answer
from parvis.aid.exchange.doing import done, say_minutes
from parvis.aid.exchange.holdings import EXCHANGES
from parvis.aid.exchange.jobs import advance
from parvis.aid.exchange.refusals import CannotAnswer, Crossed, ExchangeOver, NotAgreedYet, NotYourExchange
from parvis.aid.exchange.settling import accept, settle
from parvis.aid.exchange.showing import entries_for, seen
from parvis.aid.exchange.stopping import stop, stop_those_with, thank_the_others
from parvis.aid.models import CounterGift, Exchange, Gift, Notice
from parvis.aid.posting import post
from parvis.aid.refusals import TooYoung
from parvis.aid.rewriting import rewrite
from parvis.conversations.models import Handover, Thread
from parvis.conversations.reading import may_read
from parvis.courier.models import Dispatch
from parvis.members.erasing import erase


@pytest.fixture
def need(village, now):
    """Jeanne looks for a ladder."""
    return post(author=village.jeanne, direction="need", words="une échelle pour la haie", at=now)


@pytest.fixture
def begun(village, need, now):
    """Paul answers her."""
    return answer(notice=need, by=village.paul, words="J’en ai une de trois mètres.", at=now)


def _fresh(exchange: Exchange) -> Exchange:
    return Exchange.objects.for_page().get(pk=exchange.pk)


def _told(person, purpose: str) -> list[Dispatch]:
    return list(Dispatch.objects.filter(person=person.pk, purpose=purpose).order_by("pk"))


def _meet(village, exchange, now, **where):
    """Paul proposes Thursday; Jeanne says yes."""
    begins_at = now + timedelta(days=2)
    settle(exchange=exchange, by=village.paul, begins_at=begins_at, at=now, **(where or {"where": "Au pont"}))
    accept(exchange=exchange, by=village.jeanne, at=now)
    return begins_at


def test_from_an_answer_to_thanks(village, need, begun, now):
    [word] = _told(village.jeanne, "conversations.word")
    assert "trois mètres" in word.body
    assert "/entraide/echanges/" in word.link
    assert may_read(begun.thread, village.jeanne, now)
    assert not may_read(begun.thread, village.karim, now)
    agree(exchange=begun, by=village.jeanne, at=now)
    assert _told(village.paul, purposes.AGREED)[0].title == "Jeanne vous dit oui"
    begins_at = _meet(village, begun, now, place=village.kiosk)
    assert "Kiosque" in _told(village.jeanne, purposes.PROPOSED)[0].body
    assert _told(village.paul, "conversations.handover"), "who proposed learns that it is settled"
    for person in (village.jeanne, village.paul):
        [entry] = entries_for(person, now)
        assert entry.begins == begins_at
        assert "Kiosque" in entry.where
        assert entry.status == "CONFIRMED"
    advance(begins_at - timedelta(hours=20))
    assert _told(village.jeanne, purposes.REMINDER)
    assert _told(village.paul, purposes.REMINDER)
    after = begins_at + timedelta(hours=19)
    advance(after)
    advance(after)
    assert len(_told(village.jeanne, purposes.ASKED)) == 1
    gift = done(exchange=begun, by=village.jeanne, at=after)
    assert (gift.giver, gift.receiver, gift.place) == (village.paul, village.jeanne, village.kiosk)
    assert done(exchange=begun, by=village.paul, at=after).pk == gift.pk, "said twice, it is one"
    assert "remercie" in _told(village.paul, purposes.THANKS)[0].title
    assert not Notice.objects.live(after).filter(pk=need.pk).exists()
    say_minutes(exchange=begun, by=village.paul, minutes=30, at=after)
    say_minutes(exchange=begun, by=village.jeanne, minutes=480, at=after)
    assert Gift.objects.get().minutes == 30, "asked once"


def test_an_offer_stays_and_gives_the_other_way_round(village, now):
    offer = post(author=village.paul, direction="offer", words="prêter ma remorque", at=now)
    lent = answer(notice=offer, by=village.jeanne, words="Samedi ?", at=now)
    with pytest.raises(NotAgreedYet):
        done(exchange=lent, by=village.jeanne, at=now)
    agree(exchange=lent, by=village.paul, at=now)
    gift = done(exchange=lent, by=village.jeanne, at=now)
    assert (gift.giver, gift.receiver) == (village.paul, village.jeanne)
    assert Notice.objects.live(now).filter(pk=offer.pk).exists()
    later = now + timedelta(hours=1)
    again = answer(notice=offer, by=village.jeanne, words="Encore samedi ?", at=later)
    assert again.pk == lent.pk
    assert not again.has_ended
    assert again.settled is None
    done(exchange=again, by=village.paul, at=later, is_fulfilled=True)
    assert Gift.objects.count() == 2
    assert not Notice.objects.live(later).filter(pk=offer.pk).exists()


def test_a_gift_of_who_was_helped_is_given_in_return(village, begun, now):
    done(exchange=begun, by=village.jeanne, at=now)
    later = now + timedelta(days=3)
    need = post(author=village.lea, direction="need", words="arroser mes plantes en août", at=later)
    helped = answer(notice=need, by=village.jeanne, words="Avec plaisir.", at=later)
    done(exchange=helped, by=village.lea, at=later)
    assert [one.giver for one in CounterGift.objects.all()] == [village.jeanne]


def test_a_no_needs_no_reason_and_hurts_nobody(village, need, begun, now):
    stop(exchange=begun, by=village.jeanne, at=now)
    stop(exchange=begun, by=village.jeanne, at=now)
    [told] = _told(village.paul, purposes.STOPPED)
    assert told.title == "Jeanne vous remercie : ce sera pour une autre fois"
    assert not any(word in told.body.lower() for word in ("refus", "désol", "malheureusement", "rejet"))
    assert not _told(village.jeanne, purposes.STOPPED)
    with pytest.raises(CannotAnswer):
        answer(notice=need, by=village.paul, words="Vraiment ?", at=now)
    with pytest.raises(ExchangeOver):
        agree(exchange=begun, by=village.jeanne, at=now)
    with pytest.raises(ExchangeOver):  # « l’autre le saura » would be a lie
        stop(exchange=begun, by=village.paul, at=now)


def test_the_author_chooses_and_the_others_are_thanked(village, need, begun, now):
    answer(notice=need, by=village.lea, words="Moi aussi.", at=now)
    karim = answer(notice=need, by=village.karim, words="J’en ai une petite.", at=now)
    settle(exchange=karim, by=village.karim, begins_at=now + timedelta(days=1), where="Au parc", at=now)
    accept(exchange=karim, by=village.jeanne, at=now)
    with pytest.raises(NotYourExchange):
        thank_the_others(exchange=begun, by=village.paul, at=now)  # only the author chooses
    assert thank_the_others(exchange=begun, by=village.jeanne, at=now) == 1
    assert "a trouvé" in _told(village.lea, purposes.STOPPED)[0].title
    assert not _fresh(karim).has_ended, "an hour that is agreed stands"
    done(exchange=begun, by=village.paul, at=now) if _fresh(begun).is_agreed else None
    done(exchange=begun, by=village.jeanne, at=now)
    assert Notice.objects.live(now).filter(pk=need.pk).exists(), "somebody else is still to come"


@pytest.mark.parametrize(
    ("why", "stops"), [("withdrawn", True), ("set_aside", True), ("fulfilled", True), ("over", False)]
)
def test_a_notice_that_goes_says_so_to_the_other(village, need, begun, now, why, stops):
    end(notice=need, why=why, by=village.jeanne if why != "set_aside" else village.karim, at=now)
    assert _fresh(begun).has_ended is stops
    assert bool(_told(village.paul, purposes.STOPPED)) is stops
    assert bool(_told(village.jeanne, purposes.STOPPED)) is (why == "set_aside")


def test_who_is_no_longer_here_keeps_nobody_waiting(village, need, begun, now):
    _meet(village, begun, now)
    stop_those_with(village.jeanne.pk, now)
    [told] = _told(village.paul, purposes.STOPPED)
    assert "n’est plus là" in told.title
    assert "ne vous voyez plus" in told.body
    assert entries_for(village.paul, now) == []
    assert not Handover.objects.exists()


def test_another_hour_is_asked_again_and_the_desk_is_told(village, begun, now):
    begins_at = _meet(village, begun, now, keeper=village.monique)
    assert "à votre permanence" in _told(village.monique, purposes.KEPT)[0].title
    with pytest.raises(Crossed):
        settle(exchange=begun, by=village.paul, begins_at=begins_at, where="Là", at=now, seen=1)
    later = begins_at + timedelta(days=1)
    settle(exchange=begun, by=village.jeanne, begins_at=later, where="Chez Léa", at=now, seen=2)
    assert _told(village.monique, purposes.KEPT_OFF)
    assert not Handover.objects.exists()
    assert _fresh(begun).meets is None
    settle(exchange=begun, by=village.paul, begins_at=later, where="Chez Léa", at=now)
    assert _fresh(begun).meets is not None, "the same from the other is a yes"


def test_who_may_not(village, need, begun, now):
    village.lea.minor_until_on = now.date() + timedelta(days=900)
    village.lea.save()
    with pytest.raises(TooYoung):
        answer(notice=need, by=village.lea, words="Moi !", at=now)
    with pytest.raises(CannotAnswer):
        answer(notice=need, by=village.jeanne, words="Moi-même", at=now)
    with pytest.raises(NotYourExchange):
        done(exchange=begun, by=village.karim, at=now)
    secret = post(author=village.fatou, direction="need", words="un gâteau", circle=village.council, at=now)
    with pytest.raises(CannotAnswer):
        answer(notice=secret, by=village.paul, words="Je fais le gâteau", at=now)


def test_ways_are_shown_once_both_say_so(village, begun, now):
    def ways(person) -> list[str]:
        return seen(_fresh(begun), person, now).addresses

    agree(exchange=begun, by=village.jeanne, at=now)
    show_address(exchange=begun, by=village.jeanne, shows=True, at=now)
    assert ways(village.paul) == []
    assert ways(village.jeanne) == []
    show_address(exchange=begun, by=village.paul, shows=True, at=now)
    assert ways(village.paul) == ["jeanne@exemple.fr"]
    assert ways(village.jeanne) == ["paul@exemple.fr"]
    show_address(exchange=begun, by=village.jeanne, shows=False, at=now)
    assert ways(village.paul) == []
    assert ways(village.jeanne) == []


def test_what_nobody_speaks_of_is_over_without_a_word(village, begun, now):
    before = Dispatch.objects.count()
    advance(now + timedelta(days=40))
    assert not _fresh(begun).has_ended
    advance(now + timedelta(days=70))
    assert _fresh(begun).end.why == "quiet"
    assert Dispatch.objects.count() == before
    assert Thread.objects.get().is_closed(now + timedelta(days=70))


def test_done_before_its_hour_the_desk_waits_for_nobody(village, begun, now):
    _meet(village, begun, now, keeper=village.monique)
    done(exchange=begun, by=village.jeanne, at=now)
    assert len(_told(village.monique, purposes.KEPT_OFF)) == 1
    assert not Handover.objects.exists()


def test_a_copy_of_one_s_data_tells_no_words_a_person_reads_first(village, need, begun, now):
    rewrite(notice=need, facts={"words": "une échelle, envoyez 50 euros d’avance"}, at=now)
    [row] = list(EXCHANGES.export(village.paul))
    assert row["words"] == ""
    [row] = list(EXCHANGES.export(village.jeanne))
    assert "50 euros" in row["words"]


def test_an_author_erased_leaves_nobody_waiting_and_no_conversation(village, need, begun, now):
    _meet(village, begun, now)
    erase(member=village.jeanne, at=now)
    assert len(_told(village.paul, purposes.STOPPED)) == 1
    assert not Thread.objects.exists()
    assert entries_for(village.paul, now) == []


@pytest.mark.parametrize(("ahead", "reminders"), [(timedelta(hours=37), 1), (timedelta(hours=10), 0)])
def test_a_reminder_that_is_promised_comes(village, begun, now, ahead, reminders):
    settle(exchange=begun, by=village.paul, begins_at=now + ahead, where="Au pont", at=now)
    accept(exchange=begun, by=village.jeanne, at=now)
    assert seen(_fresh(begun), village.jeanne, now).is_reminded == bool(reminders)
    for hours in range(int(ahead / timedelta(hours=1))):
        advance(now + timedelta(hours=hours))
    assert len(_told(village.jeanne, purposes.REMINDER)) == reminders
    assert len(_told(village.paul, purposes.REMINDER)) == reminders
    assert not seen(_fresh(begun), village.jeanne, now).is_reminded
