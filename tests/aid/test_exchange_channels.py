"""An exchange by mail, by text message, by its page and by telephone; what each of them must not tell."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.aid.exchange import purposes
from parvis.aid.exchange.agreeing import agree
from parvis.aid.exchange.answering import answer
from parvis.aid.exchange.doing import done
from parvis.aid.exchange.links import path_of
from parvis.aid.exchange.settling import accept, settle
from parvis.aid.models import Exchange, Gift
from parvis.aid.posting import post
from parvis.conversations.models import Message, Thread
from parvis.courier.jobs import deliver_due
from parvis.courier.models import Dispatch
from parvis.courier.receiving import receive
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.incoming import take_in
from parvis.members.holdings.register import Going, holdings
from parvis.members.models import JournalEntry
from tests.conversations.test_telephone_and_mail import OURS
from tests.conversations.test_telephone_and_mail import answer as reply_to
from tests.village import make_member, trust

HIDDEN = ["jeanne@exemple.fr", "0639981201", "06 39 98 12 01", "639981201", "paul@exemple.fr"]


@pytest.fixture(autouse=True)
def _a_mailbox(settings):
    settings.MAIL_REPLIES, settings.MAIL_AUTHSERV_ID = "reponses@exemple.fr", OURS


@pytest.fixture
def begun(village, now):
    """Jeanne looks for a ladder, Paul answers."""
    need = post(author=village.jeanne, direction="need", words="une échelle pour la haie", at=now)
    return answer(notice=need, by=village.paul, words="J’en ai une.", at=now)


def _fresh(exchange: Exchange) -> Exchange:
    return Exchange.objects.for_page().get(pk=exchange.pk)


def _propose(village, begun, now, **known):
    begins_at = now + timedelta(days=2)
    settle(exchange=begun, by=village.paul, begins_at=begins_at, where="Au pont", at=now, **known)
    return begins_at


def test_yes_by_mail_settles_it_and_other_words_are_said(village, begun, now):
    begins_at = _propose(village, begun, now)
    asked = Dispatch.objects.get(purpose=purposes.PROPOSED)
    assert "«\u202foui\u202f»" in asked.body
    assert receive(reply_to(asked, "Plutôt le matin ?\n\nJeanne"), now).state == "done"
    assert Message.objects.filter(author=village.jeanne).get().text.startswith("Plutôt le matin")
    assert receive(reply_to(asked, "Oui, merci !\n\nJeanne", key="2"), now).state == "done"
    assert _fresh(begun).meets is not None
    later = begins_at + timedelta(hours=30)
    assert receive(reply_to(asked, "C’est fait", key="3"), later).state == "done"
    assert Gift.objects.count() == 1


def test_words_nobody_vouches_for_are_said_in_nobodys_name(village, begun, now):
    _propose(village, begun, now)
    asked = Dispatch.objects.get(purpose=purposes.PROPOSED)
    assert receive(reply_to(asked, "Insultes", vouched=False), now).state != "done"
    assert not Message.objects.filter(author=village.jeanne).exists()


def test_by_text_message(village, now, settings):
    settings.SMS_URL = "http://127.0.0.1:9/"
    rosa = make_member("Rosa Lind", now, telephone="+33639981277")
    rosa.contact_points.update(receives_sms=True)
    need = post(author=rosa, direction="need", words="une perceuse", at=now)
    begun = answer(notice=need, by=village.paul, words="J’en ai une.", at=now)
    _propose(village, begun, now)
    asked = Dispatch.objects.get(purpose=purposes.PROPOSED)
    assert asked.channel == "sms"
    assert "1 pour oui" in asked.body
    Dispatch.objects.filter(channel="sms").update(state="sent", ended_at=now)
    take_in(Text(key="t1", sender="+33639981277", words="Ok"), now)
    assert _fresh(begun).meets is not None
    take_in(Text(key="t2", sender="+33639981277", words="J’apporte la rallonge"), now)
    assert Message.objects.filter(author=rosa).get().text == "J’apporte la rallonge"
    take_in(Text(key="t3", sender="+33639981277", words="c'est fait"), now + timedelta(days=3))
    assert Gift.objects.count() == 1


def test_it_is_done_is_heard_without_our_asking_and_several_are_numbered(village, now, settings):
    settings.SMS_URL = "http://127.0.0.1:9/"
    simone = make_member("Simone Roux", now, telephone="+33639981277")
    simone.contact_points.update(receives_sms=True)

    def agreed(words: str, other):
        need = post(author=simone, direction="need", words=words, at=now)
        found = answer(notice=need, by=other, words="Oui.", at=now)
        agree(exchange=found, by=simone, at=now)
        return found

    def hear(key: str, words: str) -> str:
        take_in(Text(key=key, sender="+33639981277", words=words), now)
        last = Dispatch.objects.filter(channel="sms", address="+33639981277").order_by("-pk").first()
        return last.body if last else ""

    talked = post(author=simone, direction="need", words="un marteau", at=now)
    answer(notice=talked, by=village.lea, words="Peut-être.", at=now)
    hear("s0", "c'est fait")
    assert not Gift.objects.exists()  # nothing is agreed
    first, second = agreed("une échelle", village.paul), agreed("une scie", village.lea)
    asked = hear("s1", "C’est fait !")
    assert not Gift.objects.exists()
    assert "FAIT 1" in asked
    assert "FAIT 2" in asked
    hear("s2", "Fait 9")
    assert not Gift.objects.exists()
    hear("s3", "c'est fait 1")
    assert _fresh(first).end.why == "done"
    hear("s4", "fait 1")
    assert Gift.objects.count() == 1  # said twice, it is one
    assert not _fresh(second).has_ended
    assert "une scie" in hear("s5", "Bonjour, c'est fait, merci")
    assert _fresh(second).end.why == "done"


def test_no_raw_byte_tells_an_address_before_both_agree(village, begun, now, client_of, mailoutbox):
    agree(exchange=begun, by=village.jeanne, at=now)
    begins_at = _propose(village, begun, now)
    accept(exchange=begun, by=village.jeanne, at=now)
    for _turn in range(3):
        deliver_due(now + timedelta(minutes=5))
    for row in Dispatch.objects.all():
        said = f"{row.title}{row.body}{row.link}{row.calendar}{row.signed_by}".encode()
        assert not [one for one in HIDDEN if one.encode() in said], row.title
    for mail in mailoutbox:
        raw, own = mail.message().as_bytes(), mail.to[0]
        others = [one for one in HIDDEN if one.encode() in raw and one not in own]
        assert not others, mail.subject
    for mine, theirs in ((village.jeanne, HIDDEN[4:]), (village.paul, HIDDEN[:4])):
        for path in (path_of(begun.pk, mine), reverse("aid:mine"), path_of(begun.pk, mine) + "agenda.ics"):
            raw = client_of(mine).get(path).content
            assert not [one for one in theirs if one.encode() in raw], path
    assert begins_at


def test_the_page_of_one_of_the_two(village, begun, now, anonymous, client_of, django_assert_max_num_queries):
    mine, theirs = path_of(begun.pk, village.jeanne), path_of(begun.pk, village.paul)
    with django_assert_max_num_queries(12):
        shown = anonymous.get(mine)
    assert shown.status_code == 200
    assert "Oui, avec plaisir" in shown.content.decode()
    assert anonymous.get(mine.replace(".", "x")).status_code == 404
    assert anonymous.get(reverse("conversations:thread", args=[begun.thread_id])).status_code == 302
    assert client_of(village.jeanne).get(reverse("conversations:thread", args=[begun.thread_id])).url == mine
    assert (
        client_of(village.karim).get(reverse("conversations:thread", args=[begun.thread_id])).status_code
        == 404
    )
    anonymous.post(mine + "oui/")
    wrong = anonymous.post(
        mine + "heure/", {"hour-day": "hier", "hour-hour": "10 h", "hour-where": "Au pont"}
    )
    assert wrong.status_code == 422
    assert "Au pont" in wrong.content.decode()
    day = f"{now + timedelta(days=2):%d/%m/%Y}"
    anonymous.post(
        mine + "heure/", {"hour-day": day, "hour-hour": "10 h", "hour-where": "Au pont", "seen": "0"}
    )
    assert "Oui, cela me va" in anonymous.get(theirs).content.decode()
    anonymous.post(theirs + "heure/oui/", {"seen": "1"})
    assert _fresh(begun).meets is not None
    anonymous.post(theirs + "mots/", {"words": "À jeudi !", "once": "a"})
    anonymous.post(theirs + "fait/")
    anonymous.post(mine + "duree/", {"minutes": "30"})
    page = client_of(village.paul).get(reverse("aid:mine")).content.decode()
    assert "une échelle" in page
    assert Gift.objects.get().minutes == 30
    assert "une échelle" not in client_of(village.lea).get(reverse("aid:mine")).content.decode()


def test_answering_from_the_notice(village, now, client_of, anonymous):
    need = post(author=village.jeanne, direction="need", words="une échelle", at=now)
    path = reverse("aid:answer", args=[need.pk])
    assert anonymous.get(path).status_code == 302
    client = client_of(village.paul)
    assert client.post(path, {"words": ""}).status_code == 422
    made = client.post(path, {"words": "J’en ai une", "once": "abc"})
    again = client.post(path, {"words": "J’en ai une", "once": "abc"})
    assert made.url == again.url
    assert Exchange.objects.count() == 1
    assert made.url in client.get(reverse("aid:notice", args=[need.pk])).content.decode()
    assert (
        "Vous avez répondu"
        not in client_of(village.lea).get(reverse("aid:notice", args=[need.pk])).content.decode()
    )


def test_two_people_without_devices_by_the_desk_alone(village, now, client_of):
    """Odile asks, Hector answers; Monique calls, reads aloud, types. Nobody else does anything."""
    hector = make_member("Hector Bel", now, telephone="+33199004599", needs_calling=True)
    trust(hector, village.monique, now)
    need = post(author=village.odile, direction="need", words="changer une ampoule", at=now)
    desk = client_of(village.monique)
    for person in (hector, village.odile):
        desk.post(reverse("desk:opening", args=[person.pk]), {"reason": "calling"})
    taken = desk.post(
        reverse("desk:take", args=[hector.pk, "aid_answer"]),
        {"aid_answer-notice": need.pk, "aid_answer-words": "Je passe jeudi.",
         "notice": need.pk, "words": "Je passe jeudi."},
    )  # fmt: skip
    assert taken.status_code == 302, taken.content.decode()[:3000]
    begun = Exchange.objects.for_page().get()
    [call] = Dispatch.objects.filter(person=village.odile.pk, channel="telephone")
    assert "Je passe jeudi." in call.body
    page = reverse("desk:exchange", args=[village.odile.pk, begun.pk])
    assert desk.get(reverse("desk:conversation", args=[village.odile.pk, begun.thread_id])).url == page
    assert "Je passe jeudi." in desk.get(page).content.decode()
    day = f"{now + timedelta(days=2):%d/%m/%Y}"
    hour = {"do": "propose", "hour-day": day, "hour-hour": "10 h", "hour-where": "Chez Odile"}
    assert desk.post(page, hour).status_code == 302
    [asked] = Dispatch.objects.filter(purpose=purposes.PROPOSED)
    assert asked.person == hector.pk
    assert asked.channel == "telephone"
    assert asked.needed_by_at
    desk.post(reverse("desk:exchange", args=[hector.pk, begun.pk]), {"do": "hour"})
    assert _fresh(begun).meets is not None
    desk.post(page, {"do": "words", "words": "Merci, l’escabeau est dans l’entrée."})
    desk.post(page, {"do": "done"})
    gift = Gift.objects.get()
    assert (gift.giver, gift.receiver) == (hector, village.odile)
    assert JournalEntry.objects.filter(member=village.odile, author=village.monique).count() >= 3


def test_the_desk_needs_their_word(village, begun, now, client_of):
    desk = client_of(village.monique)
    desk.post(reverse("desk:opening", args=[village.jeanne.pk]), {"reason": "calling"})
    page = reverse("desk:exchange", args=[village.jeanne.pk, begun.pk])
    assert desk.get(page).url == reverse("desk:exchanges", args=[village.jeanne.pk])
    assert b"une \xc3\xa9chelle" not in desk.get(reverse("desk:exchanges", args=[village.jeanne.pk])).content
    assert desk.post(page, {"do": "yes"}).status_code == 409
    assert _fresh(begun).agreement_of(village.jeanne) is None
    assert client_of(village.karim).get(page).status_code in (302, 403, 404)


def test_erased_they_leave_no_name_and_the_other_keeps_their_gift(village, begun, now):
    done(exchange=begun, by=village.jeanne, at=now)
    known = {one.name: one for one in holdings()}
    [told] = [row for row in known["aid.gifts"].export(village.paul)]
    assert told["gave"] is True
    assert "échelle" in told["words"]
    [row] = [row for row in known["aid.exchanges"].export(village.paul)]
    assert row["why"]
    for name in ("aid.exchanges", "aid.gifts"):
        known[name].erase(Going(village.jeanne, now))
    gift = Gift.objects.get()
    assert gift.receiver is None
    assert gift.giver == village.paul
    assert gift.words == ""
    assert not Exchange.objects.exists()
    assert not Thread.objects.exists()
    assert not Message.objects.exists()


def test_texts_are_short_and_pages_name_no_rating(village, begun, now, client_of):
    done(exchange=begun, by=village.jeanne, at=now)
    page = client_of(village.paul).get(reverse("aid:mine")).content.decode()
    text = re.sub(r"<[^>]+>", " ", page)
    assert not re.search(r"\b(solde|note|points?|score|étoiles?)\b", text, re.IGNORECASE)
