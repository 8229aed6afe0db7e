"""A tap twice, a form with an error, an hour that changed meanwhile: what people said holds, and no more."""

from datetime import timedelta

from django.urls import reverse

from parvis.aid import hearing
from parvis.aid.exchange import purposes
from parvis.aid.exchange.answering import answer
from parvis.aid.exchange.links import path_of, token_of
from parvis.aid.exchange.settling import accept, settle
from parvis.aid.models import Exchange, Notice, Settlement
from parvis.aid.posting import post
from parvis.aid.renewing import renew
from parvis.courier.models import Dispatch
from parvis.courier.replying import Reply
from parvis.kit.form_keys import new_key
from parvis.members.models import Suspension
from tests.village import Village, trust

DAY = timedelta(days=1)
LADDER = "une échelle pour la haie"


def _need(village: Village, **known) -> Notice:
    return post(author=village.jeanne, direction="need", words=LADDER, at=village.now, **known)


def test_thirty_days_more_never_forgets_a_last_day_that_is_far(village: Village):
    last = (village.now + 40 * DAY).date()
    notice = _need(village, until_on=last)
    for days in (25, 25, 26):
        kept = renew(notice=notice, at=village.now + days * DAY)
        assert kept.until_on == last
        assert kept.seen_until.date() == last
    assert kept.version == 2, "tapped again, it is the same"


def test_thirty_days_more_goes_beyond_a_last_day_that_is_near(village: Village):
    notice = _need(village, until_on=(village.now + 10 * DAY).date())
    at = village.now + 8 * DAY
    for _tap in range(2):
        kept = renew(notice=notice, at=at)
    assert kept.until_on is None
    assert kept.ends_at == at + 30 * DAY
    assert kept.version == 2


def test_whoever_renews_reads_until_which_day(village: Village, client_of):
    notice = _need(village)
    Notice.objects.filter(pk=notice.pk).update(ends_at=village.now + 2 * DAY)
    page = client_of(village.jeanne).post(reverse("aid:renew", args=[notice.pk]), follow=True)
    assert "Elle est affichée jusqu’au" in page.content.decode()


def test_a_sentence_wiped_out_on_the_last_page_loses_nothing_else(village: Village, client_of):
    typed = {
        "direction": "offer", "words": " ", "category": "", "place_words": "Rue du Moulin",
        "from_on": "", "until_on": "", "publish": "1", "once": new_key(),
    }  # fmt: skip
    page = client_of(village.jeanne).post(reverse("aid:new"), typed)
    assert page.status_code == 422
    said = page.content.decode()
    assert "Rue du Moulin" in said
    assert "Dites en une phrase de quoi il s’agit." in said


def test_one_key_sent_with_two_notices_answers_both(village: Village, client_of):
    once, paul = new_key(), client_of(village.paul)
    for words in (LADDER, "une brouette"):
        need = post(author=village.jeanne, direction="need", words=words, at=village.now)
        sent = paul.post(reverse("aid:answer", args=[need.pk]), {"words": "Oui.", "once": once})
        assert sent.status_code == 302
    assert Exchange.objects.count() == 2


def test_at_the_desk_a_yes_is_to_the_hour_that_was_read_out(village: Village, client_of, now):
    begun = answer(notice=_need(village), by=village.odile, words="J’en ai une.", at=now)
    trust(village.odile, village.monique, now)
    desk = client_of(village.monique)
    desk.post(reverse("desk:opening", args=[village.odile.pk]), {"reason": "calling"})
    settle(exchange=begun, by=village.jeanne, begins_at=now + DAY, where="Au pont", at=now)
    page = reverse("desk:exchange", args=[village.odile.pk, begun.pk])
    assert 'name="seen" value="1"' in desk.get(page).content.decode()
    settle(exchange=begun, by=village.jeanne, begins_at=now + 2 * DAY, where="Au port", at=now)
    late = desk.post(page, {"do": "hour", "seen": "1"})
    assert late.status_code == 422
    assert "Au port" in late.content.decode()
    assert Exchange.objects.for_page().get().meets is None
    desk.post(page, {"do": "hour", "seen": "2"})
    assert Exchange.objects.for_page().get().meets is not None


def test_the_desk_hears_of_no_hour_that_is_past(village: Village, now):
    begun = answer(notice=_need(village), by=village.paul, words="J’en ai une.", at=now)
    settle(exchange=begun, by=village.paul, begins_at=now + DAY, keeper=village.monique, at=now)
    accept(exchange=begun, by=village.jeanne, at=now)
    later = now + 2 * DAY
    settle(exchange=begun, by=village.paul, begins_at=later + DAY, where="Au pont", at=later)
    assert not Dispatch.objects.filter(purpose=purposes.KEPT_OFF).exists()


def test_words_of_a_neighbour_say_who_wrote_them(village: Village, now, settings):
    settings.MAIL_REPLIES = "r@exemple.fr"
    answer(notice=_need(village), by=village.paul, words="J’en ai une.", at=now)
    word = Dispatch.objects.get(purpose="conversations.word")
    assert word.signed_by == "Paul"
    assert "répondez" in word.body


def test_by_mail_nobody_renews_while_they_are_kept_out(village: Village, now):
    notice = _need(village)
    Notice.objects.filter(pk=notice.pk).update(ends_at=now + 2 * DAY)
    Suspension.objects.create(member=village.jeanne, by=village.fatou, reason="Repos", at=now)
    reply = Reply("aid.ends_soon", notice.pk, village.jeanne.pk, "jeanne@exemple.fr", "oui", None)
    assert not hearing.answer_by_mail(reply, now)


def test_an_hour_outside_of_those_of_the_desk_is_asked_about_and_never_refused(
    village: Village, client_of, now
):
    begun = answer(notice=_need(village), by=village.paul, words="J’en ai une.", at=now)
    page, paul = (
        reverse("aid:exchange_hour", args=[token_of(begun.pk, village.paul)]),
        client_of(village.paul),
    )
    typed = {"hour-day": "2026-11-25", "hour-hour": "15:00", "hour-spot": f"desk-{village.monique.pk}"}
    asked = paul.post(page, typed)  # a Wednesday; Monique is there on Tuesdays and Thursdays
    assert asked.status_code == 422
    said = asked.content.decode()
    assert "mardi et jeudi" in said
    assert 'name="hour-anyway"' in said
    assert "2026-11-25" in said, "what was typed stays"
    assert not Settlement.objects.exists()
    assert paul.post(page, {**typed, "hour-anyway": "on"}).status_code == 302
    assert Settlement.objects.get().keeper == village.monique
    assert paul.post(page, {**typed, "hour-day": "2026-11-26"}).status_code == 302
    assert 'name="hour-anyway"' not in paul.get(path_of(begun.pk, village.paul)).content.decode()
