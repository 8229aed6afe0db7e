"""Mandates: what holds when, for whom; ended by a word, by a role that ends, never by accident."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.courier.models import Dispatch
from parvis.courier.replying import Reply, handler_of
from parvis.courier.texting.arriving import Text
from parvis.kit.refusals import Refusal
from parvis.members.asking_for_mandates import ASKED, ask_by_message, says_stop, says_yes
from parvis.members.giving_roles import end_role, give_role
from parvis.members.leaving import leave
from parvis.members.mandates import (
    Lasts,
    NoMandate,
    NotForOneself,
    Scope,
    end_mandate,
    end_of,
    give_mandate,
    live_mandate,
    require_mandate,
    sentence_for,
)
from parvis.members.minding_mandates import ENDING, VACANT_DESK, mind_mandates
from parvis.members.models import Mandate, MandateRequest
from parvis.members.suspending import suspend
from parvis.members.texting_of_mandates import answer_text
from tests.village import seat, trust

HOURS = st.integers(min_value=-24 * 40, max_value=24 * 400)


def give(village, member, **known):
    facts = {"scopes": ["data"], "lasts": "year", "for_the_desk": False, "holder": village.monique, **known}
    sentence = sentence_for(facts["holder"], facts["scopes"], facts["lasts"], facts["for_the_desk"])
    return give_mandate(
        member=member, how="spoken", heard_by=village.monique, at=village.now, sentence=sentence, **facts
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    begins=HOURS,
    lasts=st.integers(min_value=1, max_value=24 * 200),
    ended=st.none() | HOURS,
    asked_at=HOURS,
    scopes=st.sets(st.sampled_from(Scope.values), min_size=1),
    scope=st.sampled_from(Scope.values),
    for_the_desk=st.booleans(),
    reader=st.sampled_from(["holder", "other", "jeanne", "member"]),
)
def test_a_mandate_holds_when_hour_scope_and_hand_are_right(
    village, begins, lasts, ended, asked_at, scopes, scope, for_the_desk, reader
):
    def at(hours):
        return village.now + timedelta(hours=hours)

    Mandate.objects.all().delete()
    other = village.lea
    other.roles.get_or_create(kind="correspondent", since_on=village.now.date())
    village.odile.roles.get_or_create(kind="correspondent", since_on=village.now.date())
    people = {"holder": village.monique, "other": other, "jeanne": village.jeanne, "member": village.odile}
    Mandate.objects.create(
        member=village.odile, holder=village.monique, for_the_desk=for_the_desk, scopes=sorted(scopes),
        sentence="…", how="spoken", given_at=at(begins), ends_at=at(begins + lasts),
        ended_at=None if ended is None else at(ended),
    )  # fmt: skip
    is_now = ended is None and begins <= asked_at < begins + lasts
    is_hand = reader == "holder" or (reader == "other" and for_the_desk)
    found = live_mandate(village.odile, people[reader], scope, at(asked_at))
    assert (found is not None) == (is_now and is_hand and scope in scopes)


@pytest.mark.parametrize(
    ("lasts", "last_moment"),
    [
        ("day", datetime(2026, 11, 25, 9, 0, tzinfo=UTC)),
        ("month", datetime(2026, 12, 24, 23, 0, tzinfo=UTC)),  # midnight in Paris after the last day
        ("half_year", datetime(2027, 5, 24, 22, 0, tzinfo=UTC)),
        ("year", datetime(2027, 11, 24, 23, 0, tzinfo=UTC)),
    ],
)
def test_it_ends_with_its_last_day(lasts, last_moment, village):
    assert end_of(lasts, village.now) == last_moment


def test_renewing_writes_another_one_and_the_old_one_says_so(village):
    first = give(village, village.paul, lasts="month")
    wider = give(village, village.paul, scopes=["data", "aid"])
    again = give(village, village.paul, scopes=["data", "aid"])
    first.refresh_from_db()
    assert first.ended_why == "renewed"
    assert wider == again
    short = give(village, village.paul, scopes=["data"], lasts="day")
    wider.refresh_from_db()
    assert wider.is_live(village.now)
    assert short.is_live(village.now)


def test_never_for_oneself_nor_to_somebody_who_keeps_no_desk(village):
    with pytest.raises(NotForOneself):
        give(village, village.monique)
    with pytest.raises(NotForOneself):
        require_mandate(member=village.monique, by=village.monique, scope="data", at=village.now)
    with pytest.raises(Refusal):
        give(village, village.paul, holder=village.karim)


@pytest.mark.parametrize("how", ["role", "leaves", "suspended"])
def test_a_mandate_dies_with_the_role_but_what_was_given_to_the_desk_stays(how, village):
    give_role(member=village.lea, kind="correspondent", by=village.fatou, at=village.now)
    named, desk = give(village, village.paul), give(village, village.jeanne, for_the_desk=True)
    if how == "role":
        end_role(role=village.monique.roles.get(), by=village.fatou, at=village.now)
    elif how == "leaves":
        leave(member=village.monique, at=village.now)
    else:
        suspend(member=village.monique, by=village.fatou, reason="…", at=village.now)
    named.refresh_from_db()
    assert named.ended_why == "holder"
    assert "n’agit plus" in village.paul.journal.latest("pk").words
    assert live_mandate(village.paul, village.monique, "data", village.now) is None
    assert live_mandate(village.jeanne, village.monique, "data", village.now) is None
    assert live_mandate(village.jeanne, village.lea, "data", village.now) == desk
    assert Dispatch.objects.filter(purpose="members.mandate_ended", person=village.paul.pk).count() == 1
    mind_mandates(village.now)
    assert Dispatch.objects.filter(purpose="members.mandate_ended").count() == 1


def test_ending_twice_ends_once(village):
    mandate = village.odile.mandates.get()
    end_mandate(mandate=mandate, by=village.odile, at=village.now)
    end_mandate(mandate=mandate, by=village.monique, at=village.now + timedelta(hours=1))
    mandate.refresh_from_db()
    assert (mandate.ended_by, mandate.ended_at) == (village.odile, village.now)
    assert not village.odile.journal.exists()  # her own word


def test_a_person_with_something_to_come_whose_mandate_ends_is_named_once(village):
    Mandate.objects.all().delete()
    trust(village.odile, village.monique, village.now, days=34)
    trust(village.henri, village.monique, village.now, days=34)  # nothing to come: nobody is told
    seat(village.odile, village.cafe, village.now)
    for _day in range(2):
        mind_mandates(village.now)
    news = Dispatch.objects.get(purpose=ENDING)
    assert news.person == village.monique.pk
    assert "Odile" in news.body
    assert "Henri" not in news.body


def test_an_empty_desk_is_told_once_to_an_administrator_with_a_name(village, client_of):
    village.monique.roles.all().delete()
    for _day in range(2):
        mind_mandates(village.now)
    assert Dispatch.objects.get(purpose=VACANT_DESK).person == village.fatou.pk
    assert "Personne ne tient la permanence" in client_of(village.fatou).get("/coulisses/").content.decode()


def test_a_written_yes_is_a_mandate_and_stop_ends_it(village):
    asked = ask_by_message(
        member=village.paul, holder=village.monique, scopes=["registrations"], lasts="month", at=village.now
    )
    assert asked.sentence in Dispatch.objects.get(purpose=ASKED).body

    def reply(text):
        answer = Reply(ASKED, asked.pk, village.paul.pk, "paul@exemple.fr", text, None)
        return handler_of(ASKED)(answer, village.now)

    assert not reply("Oui, mais seulement le mardi")
    assert not village.paul.mandates.exists()
    assert reply("Oui !\n")
    mandate = village.paul.mandates.get()
    assert (mandate.how, mandate.sentence, mandate.heard_by) == ("mail", asked.sentence, None)
    with pytest.raises(Refusal):
        reply("oui")  # answered already: a person reads it
    news = handler_of("members.mandate_given")
    given = Reply("members.mandate_given", mandate.pk, village.paul.pk, "paul@exemple.fr", "oui", None)
    assert not news(given, village.now)
    assert reply("Stop mandat")
    mandate.refresh_from_db()
    assert mandate.ended_by == village.paul


def test_a_request_grows_old(village):
    asked = ask_by_message(
        member=village.paul, holder=village.monique, scopes=["data"], lasts="day", at=village.now
    )
    answer = Reply(ASKED, asked.pk, village.paul.pk, "paul@exemple.fr", "oui", None)
    with pytest.raises(Refusal):
        handler_of(ASKED)(answer, village.now + timedelta(days=8))
    with pytest.raises(Refusal):
        ask_by_message(
            member=village.odile, holder=village.monique, scopes=["data"], lasts="day", at=village.now
        )


def test_my_space_gives_answers_and_ends(village, client_of):
    mine, where = client_of(village.paul), "/mon-espace/qui-agit/"
    typed = {"whom": str(village.monique.pk), "scopes": ["messages", "aid"], "lasts": "half_year"}
    page = mine.get(f"{where}accord/", typed).content.decode()
    mine.post(f"{where}accord/", typed)
    mandate = village.paul.mandates.get()
    assert mandate.sentence in page
    assert (mandate.how, mandate.for_the_desk, mandate.scopes) == ("screen", False, ["messages", "aid"])
    assert mandate.sentence in mine.get(where).content.decode()
    assert client_of(village.jeanne).post(f"{where}{mandate.pk}/fin/").status_code == 404
    mine.post(f"{where}{mandate.pk}/fin/")
    mandate.refresh_from_db()
    assert mandate.ended_by == village.paul
    asked = MandateRequest.objects.create(
        member=village.paul, holder=village.monique, scopes=["data"], lasts=Lasts.DAY, sentence="Oui ?",
        asked_at=village.now,
    )  # fmt: skip
    assert "Oui ?" in mine.get(where).content.decode()
    assert (
        client_of(village.jeanne).post(f"{where}demandes/{asked.pk}/", {"answer": "yes"}).status_code == 404
    )
    mine.post(f"{where}demandes/{asked.pk}/", {"answer": "yes"})
    assert village.paul.mandates.live(village.now + timedelta(minutes=1)).get().scopes == ["data"]
    assert mine.get(f"{where}accord/", {"whom": "999", "scopes": "x"}).status_code == 422


def test_monique_does_not_choose_herself(village, client_of):
    page = client_of(village.monique).get("/mon-espace/qui-agit/").content.decode()
    assert "Personne d’autre ne répond" in page


@pytest.mark.parametrize("words", ["oui", "Oui.", "OUI !", "« oui »", "d’accord", "ok"])
def test_yes_is_heard(words):
    assert says_yes(words)


@pytest.mark.parametrize("words", ["stop", "STOP MANDAT", "stop mandat\n\nPaul"])
def test_stop_is_heard(words):
    assert says_stop(words)


def test_a_text_message_answers_and_ends(village):
    village.jeanne.contact_points.filter(kind="mail").delete()
    village.jeanne.contact_points.update(receives_sms=True)
    asked = MandateRequest.objects.create(
        member=village.jeanne, holder=village.monique, scopes=["data"], lasts=Lasts.DAY, sentence="Oui ?",
        asked_at=village.now,
    )  # fmt: skip

    def text(words):
        return answer_text(Text(words, "+33639981201", words), village.now)

    assert text("peut-être") is None
    assert "Jeanne" in text("Oui !").says
    mandate = village.jeanne.mandates.get()
    assert (mandate.how, mandate.sentence) == ("sms", asked.sentence)
    assert text("oui") is None  # nothing waits any more
    assert "Jeanne" in text("Stop mandat").says
    assert not village.jeanne.mandates.live(village.now + timedelta(minutes=1)).exists()


@pytest.mark.parametrize("words", ["oui mais", "non non", "", "   ", "\x00", "stop" * 500, "peut-être"])
def test_doubt_is_neither(words):
    assert not says_yes(words)
    assert not says_stop(words)


def test_the_way_out_is_the_page_that_asks(village):
    with pytest.raises(NoMandate) as refused:
        require_mandate(member=village.paul, by=village.monique, scope="aid", at=village.now)
    assert refused.value.way_out.url == f"/permanence/personnes/{village.paul.pk}/mandat/?pour=aid"
