"""Words that come by mail, by text message and by telephone stand in one thread, in nobody else's name."""

from email.message import EmailMessage

import pytest
from django.urls import reverse

from parvis.conversations.models import Message, Thread
from parvis.conversations.opening import open_with_organisers
from parvis.conversations.saying import say
from parvis.courier.models import Dispatch, Received
from parvis.courier.receiving import receive
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.incoming import take_in
from parvis.members.models import Mandate, Membership, Role
from tests.village import seat, trust

OURS = "courrier.exemple.fr"


@pytest.fixture(autouse=True)
def _a_mailbox(settings):
    settings.MAIL_REPLIES, settings.MAIL_AUTHSERV_ID = "reponses@exemple.fr", OURS


@pytest.fixture
def thread(village, now):
    made = open_with_organisers(member=village.jeanne, about=village.cafe, at=now)
    say(thread=made, by=village.jeanne, text="Y a-t-il une rampe ?", at=now)
    return made


def answer(row: Dispatch, text: str, *, sender: str = "", vouched: bool = True, key: str = "1") -> bytes:
    """A mail that answers this dispatch, as our own server hands it over."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender or row.address, row.reply_to, f"Re: {row.title}"
    mail["Message-ID"] = f"<{key}@exemple.fr>"
    if vouched:
        mail["Authentication-Results"] = f"{OURS}; dmarc=pass header.from=exemple.fr"
    mail.set_content(text)
    return bytes(mail)


def test_the_host_answers_by_mail_and_jeanne_by_mail_again(village, thread, now):
    asked = Dispatch.objects.get(purpose="conversations.to_answer")
    assert receive(answer(asked, "Oui, côté quai.\n\n> Y a-t-il une rampe ?"), now).state == "done"
    told = Dispatch.objects.get(purpose="conversations.word")
    receive(answer(told, "Merci !", key="2"), now)
    said = list(thread.messages.in_order().values_list("author__name", "text", "channel"))
    assert said[1:] == [("Karim Haddad", "Oui, côté quai.", "mail"), ("Jeanne Martin", "Merci !", "mail")]


@pytest.mark.parametrize(("sender", "vouched"), [("karim@exemple.fr", False), ("voleur@ailleurs.fr", True)])
def test_nobody_speaks_in_somebody_elses_name(village, thread, now, sender, vouched):
    asked = Dispatch.objects.get(purpose="conversations.to_answer")
    row = receive(answer(asked, "Annulé !", sender=sender, vouched=vouched), now)
    assert row.state != "done"
    assert Message.objects.count() == 1


def test_what_waits_for_a_reader_joins_the_thread_in_one_tap(village, thread, client_of, now):
    asked = Dispatch.objects.get(purpose="conversations.to_answer")
    say(thread=thread, by=village.karim, text="Je regarde.", at=now)
    told = Dispatch.objects.get(purpose="conversations.word")
    row = receive(answer(told, "Merci Karim", vouched=False, key="3"), now)
    assert (row.state, row.reader) == (Received.State.TO_READ, village.karim.pk)
    karim = client_of(village.karim)
    assert "Dans son échange" in karim.get(reverse("desk:my_answers")).content.decode()
    assert karim.post(reverse("desk:my_answer_placed", args=[row.pk])).status_code == 302
    last = thread.messages.in_order().last()
    assert (last.text, last.author, last.noted_by) == ("Merci Karim", village.jeanne, village.karim)
    assert karim.post(reverse("desk:my_answer_placed", args=[row.pk])).status_code == 404
    assert asked.reply_to != told.reply_to


def test_words_from_another_address_are_told_by_who_read_them(village, thread, client_of, now):
    asked = Dispatch.objects.get(purpose="conversations.to_answer")
    row = receive(answer(asked, "Je suis Karim", sender="voleur@ailleurs.fr"), now)
    if row.state == Received.State.ASIDE:
        return  # looked at by a person first
    client_of(village.monique).post(reverse("desk:answer_placed", args=[row.pk]))
    assert not Message.objects.filter(text__contains="Je suis Karim", author=village.karim).exists()


def test_an_answer_by_text_message_from_the_number_we_wrote_to(village, thread, now):
    village.jeanne.contact_points.filter(kind="mail").delete()
    village.jeanne.contact_points.update(receives_sms=True)
    Dispatch.objects.create(
        channel="sms", purpose="conversations.word", address="+33639981201", person=village.jeanne.pk,
        subject_kind="conversations.thread", subject_id=thread.pk, title="x", body="x", state="sent",
        message_id="x", written_at=now, not_before_at=now,
    )  # fmt: skip
    row = take_in(Text("k" * 64, "+33639981201", "On arrive à trois"), now)
    assert (row.state, row.person) == ("done", village.jeanne.pk)
    assert thread.messages.in_order().last().channel == "sms"
    take_in(Text("l" * 64, "+33699999999", "Moi aussi"), now)
    assert thread.messages.count() == 2


def test_by_telephone_with_a_mandate_and_in_the_journal(village, client_of, now):
    seat(village.odile, village.cafe, now)
    desk = client_of(village.monique)
    home = f"/permanence/personnes/{village.odile.pk}/"
    desk.post(f"{home}ouverture/", {"reason": "calling"})
    said = {"message-to": f"member:{village.karim.pk}", "message-words": "J’apporte des gaufres."}
    desk.post(f"{home}prendre/message/", said)
    thread = Thread.objects.get(member=village.odile)
    assert Dispatch.objects.get(purpose="conversations.to_answer").person == village.karim.pk
    say(thread=thread, by=village.karim, text="Merci Odile.", at=now)
    assert "Café du canal" in desk.get(f"{home}echanges/").content.decode()
    page = desk.get(f"{home}echanges/{thread.pk}/").content.decode()
    assert "Merci Odile." in page
    desk.post(f"{home}echanges/{thread.pk}/", {"words": "À jeudi."})
    last = thread.messages.in_order().last()
    assert (last.author, last.noted_by, last.channel) == (village.odile, village.monique, "telephone")
    assert village.odile.journal.filter(author=village.monique, words__contains="échange").exists()
    call = Dispatch.objects.get(purpose="conversations.word")
    assert "Karim vous répond" in desk.get(reverse("desk:calls")).content.decode()
    Mandate.objects.filter(member=village.odile).update(ended_at=now)
    assert "Merci Odile." not in desk.get(f"{home}echanges/").content.decode()
    assert desk.get(f"{home}echanges/{thread.pk}/").status_code == 404
    assert "Karim vous répond" not in desk.get(reverse("desk:calls")).content.decode()
    assert call.channel == "telephone"


def test_the_desk_reads_out_nothing_of_a_secret_circle(village, client_of, now):
    Role.objects.create(member=village.fatou, kind="animator", circle=village.council, since_on=now.date())
    Membership.objects.create(member=village.odile, circle=village.council, asked_at=now, accepted_at=now)
    thread = open_with_organisers(member=village.odile, about=village.council, at=now)
    say(thread=thread, by=village.fatou, text="Chut, samedi.", at=now)
    trust(village.odile, village.monique, now)
    desk = client_of(village.monique)
    home = f"/permanence/personnes/{village.odile.pk}/"
    desk.post(f"{home}ouverture/", {"reason": "calling"})
    assert desk.get(f"{home}echanges/{thread.pk}/").status_code == 404
    for page in (f"{home}echanges/", reverse("desk:calls")):
        assert "Chut" not in desk.get(page).content.decode()
