"""One thread per relation: a member and those who organise, by whatever way words come."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.conversations.handing_over import hand_over
from parvis.conversations.models import Message, Thread
from parvis.conversations.opening import open_with_organisers
from parvis.conversations.promising import promise, tell_late
from parvis.conversations.reading import may_read, threads_seen
from parvis.conversations.refusals import NotInThread, SaidTooFast
from parvis.conversations.saying import say
from parvis.conversations.withdrawing import take_back
from parvis.courier.models import Channel, Dispatch
from parvis.members.models import Membership, Role, Suspension


@pytest.fixture
def thread(village, now):
    """Jeanne asks Karim about the café."""
    made = open_with_organisers(member=village.jeanne, about=village.cafe, at=now)
    say(thread=made, by=village.jeanne, text="Y a-t-il une rampe ?", at=now)
    return Thread.objects.get(pk=made.pk)


def test_the_host_is_told_and_answers_in_the_same_thread(village, thread, now):
    told = Dispatch.objects.get(purpose="conversations.to_answer")
    assert told.person == village.karim.pk
    assert told.title == "Jeanne vous écrit (Café du canal)"
    assert thread.awaits_since_at == now
    say(thread=thread, by=village.karim, text="Oui, côté quai.", at=now)
    told = Dispatch.objects.get(purpose="conversations.word")
    assert (told.person, told.title) == (village.jeanne.pk, "Karim vous répond (Café du canal)")
    assert "Oui, côté quai." in told.body
    thread.refresh_from_db()
    assert thread.awaits_since_at is None
    assert open_with_organisers(member=village.jeanne, about=village.cafe, at=now).pk == thread.pk


def test_only_those_whose_thread_it_is_read_it(village, thread, now):
    readers = {one for one in (village.jeanne, village.paul, village.karim, village.monique, village.fatou)
               if may_read(thread, one, now)}  # fmt: skip
    assert readers == {village.jeanne, village.karim}
    with pytest.raises(NotInThread):
        say(thread=thread, by=village.monique, text="Moi", at=now)
    village.cafe.host = village.pierre
    village.cafe.save()
    Role.objects.filter(member=village.karim).delete()
    del village.karim.held_roles
    assert not may_read(thread, village.karim, now)
    assert may_read(thread, village.pierre, now)


def test_a_suspended_person_reads_and_says_nothing(village, thread, now):
    Suspension.objects.create(member=village.jeanne, by=village.fatou, reason="x", at=now)
    village.jeanne.refresh_from_db()
    assert not threads_seen(village.jeanne, now).exists()
    with pytest.raises(NotInThread):
        say(thread=thread, by=village.jeanne, text="Et alors ?", at=now)


def test_without_a_device_the_answer_is_read_out(village, now):
    thread = open_with_organisers(member=village.odile, at=now)
    say(thread=thread, by=village.odile, text="Qui répare les vélos ?", at=now, channel=Channel.TELEPHONE,
        noted_by=village.monique)  # fmt: skip
    assert Dispatch.objects.get(purpose="conversations.to_answer").person == village.monique.pk
    say(thread=thread, by=village.monique, text="Paul, le samedi.", at=now)
    call = Dispatch.objects.get(purpose="conversations.word")
    assert call.channel == Channel.TELEPHONE
    assert "Paul, le samedi." in call.body


def test_a_date_and_a_place_close_it_and_words_open_it_again(village, thread, now):
    begins_at = now + timedelta(days=2)
    hand_over(thread=thread, by=village.karim, begins_at=begins_at, where="Mairie", at=now)
    again = hand_over(thread=thread, by=village.karim, begins_at=begins_at, where="Mairie", at=now)
    told = Dispatch.objects.get(purpose="conversations.handover")
    assert told.person == village.jeanne.pk
    assert told.title == "On se voit jeudi 26 novembre à 10 h"
    thread.refresh_from_db()
    assert thread.closed_at == now
    assert list(thread.handovers.all()) == [again]
    say(thread=thread, by=village.jeanne, text="Je ne peux plus jeudi.", at=now)
    thread.refresh_from_db()
    assert thread.closed_at is None


def test_a_late_answer_is_told_to_who_promised_then_to_another(village, thread, now):
    promise(thread=thread, by=village.karim, on=(now + timedelta(days=1)).date(), at=now)
    assert tell_late(now + timedelta(hours=30)) == 0
    assert tell_late(now + timedelta(hours=34)) == 1
    assert tell_late(now + timedelta(hours=35)) == 0
    assert tell_late(now + timedelta(hours=59)) == 1
    told = Dispatch.objects.filter(purpose="conversations.late").order_by("pk")
    assert [one.person for one in told] == [village.karim.pk, village.fatou.pk]
    assert all("Jeanne attend une réponse" in one.title for one in told)


def test_a_secret_circle_has_no_name_in_what_is_sent(village, now):
    Role.objects.create(member=village.fatou, kind="animator", circle=village.council, since_on=now.date())
    Membership.objects.create(member=village.lea, circle=village.council, asked_at=now, accepted_at=now)
    thread = open_with_organisers(member=village.lea, about=village.council, at=now)
    say(thread=thread, by=village.lea, text="Pour la fête ?", at=now)
    say(thread=thread, by=village.fatou, text="Samedi.", at=now)
    assert thread.subject_id == village.council.pk
    assert not [one for one in Dispatch.objects.all() if "Surprise" in f"{one.title} {one.body}"]
    assert not may_read(thread, village.karim, now)


def test_words_are_bounded_and_taken_back(village, thread, now):
    message = Message.objects.get()
    take_back(message=message, by=village.jeanne, at=now)
    message.refresh_from_db()
    assert message.text == ""
    with pytest.raises(SaidTooFast):
        for number in range(25):
            say(thread=thread, by=village.jeanne, text=f"Encore {number}", at=now)


def test_the_page_tells_who_answers_and_keeps_what_was_typed(village, thread, client_of, now):
    jeanne, karim = client_of(village.jeanne), client_of(village.karim)
    there = reverse("conversations:thread", args=[thread.pk])
    page = jeanne.get(there).content.decode()
    assert "Lu par : Karim" in page.replace("\u202f", " ").replace("\xa0", " ")
    assert "Je réponds plus tard" not in page
    assert "Je réponds plus tard" in karim.get(there).content.decode()
    assert client_of(village.paul).get(there).status_code == 404
    long = "x" * 4001
    answer = karim.post(there, {"words": long})
    assert answer.status_code == 422
    assert long in answer.content.decode()
    once = {"words": "Oui.", "once": "abc"}
    assert karim.post(there, once).status_code == karim.post(there, once).status_code == 302
    assert Message.objects.filter(text="Oui.").count() == 1
    assert "Mes échanges" in jeanne.get(reverse("conversations:index")).content.decode()
    page = jeanne.get(f"{reverse('conversations:new')}?a=meetings.meeting-{village.cafe.pk}").content.decode()
    assert "Café du canal" in page
    answer = jeanne.post(reverse("conversations:new"), {"to": "desk", "words": "Bonjour", "once": "n"})
    assert answer.status_code == 302
    assert Thread.objects.get(subject_kind="").member == village.jeanne
