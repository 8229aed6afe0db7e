"""A short survey: asked once, answered by any way, and read only when nobody can be recognised."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from parvis.chronicle.models import Deed
from parvis.courier.models import Dispatch
from parvis.courier.purposes import purpose
from parvis.courier.replying import Reply
from parvis.courier.texting.arriving import Text
from parvis.ideas import answering, ending, replying, telling
from parvis.ideas.asking import ask, stop
from parvis.ideas.links import path_of
from parvis.ideas.models import Survey, SurveyAnswer, SurveyGuest
from parvis.ideas.reading import read, table
from parvis.ideas.refusals import AnsweredAlready, CannotAsk, NotYoursToAsk, SurveyOver
from parvis.kit.questions.asked import NO, YES, Asked, Kind, Said
from parvis.members.models import Member, Membership, Pace
from tests.village import Village, make_member

EVENING = Asked(1, Kind.YES_NO, "Le soir vous convient-il ?")
WHERE = Asked(2, Kind.CHOICE, "Où ?", ("Au kiosque", "À la salle"))
MUCH = Asked(3, Kind.SCALE, "Fait-il assez chaud ?", (), "pas du tout", "trop")
WHY = Asked(4, Kind.TEXT, "Pourquoi ?")
ALL = [EVENING, WHERE, MUCH, WHY]


def survey_of(village: Village, questions=ALL, **known) -> Survey:
    facts = {
        "title": "L’heure du café", "asker": village.karim, "begins_at": village.now,
        "closes_at": village.now + timedelta(days=7), "at": village.now, "is_anonymous": True,
    }  # fmt: skip
    survey = ask(questions=questions, **(facts | known))
    return Survey.objects.for_page().get(pk=survey.pk)


def put(village: Village, questions=ALL, **known) -> tuple[Survey, list[SurveyGuest]]:
    """Asked of everybody; those who were asked."""
    survey = survey_of(village, questions, **known)
    telling.ask_due(village.now)
    survey = Survey.objects.for_page().get(pk=survey.pk)
    return survey, list(survey.guests.select_related("survey", "member").order_by("pk"))


def fresh(survey: Survey) -> Survey:
    return Survey.objects.for_page().get(pk=survey.pk)


def test_everybody_is_asked_once_by_their_own_way(village: Village):
    survey, guests = put(village)
    sent = Dispatch.objects.filter(purpose="ideas.survey")
    assert {row.person for row in sent} == {guest.member_id for guest in guests}
    assert village.karim.pk not in {row.person for row in sent}
    assert sent.get(person=village.odile.pk).channel == "telephone"
    assert "2. Où ? (Au kiosque, À la salle)" in sent.get(person=village.jeanne.pk).body
    Survey.objects.update(is_asked=False, asked_up_to=0)  # as if killed before it was written down
    telling.ask_due(village.now)
    assert sent.count() == len(guests)
    assert fresh(survey).is_asked


def test_many_people_are_asked_some_at_a_time(village: Village, monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 3)
    survey = survey_of(village)
    assert [telling.ask_due(village.now) for _ in range(2)] == [9, 0]
    assert fresh(survey).asked == SurveyGuest.objects.count() == 9


class Killed(BaseException):
    """As if the worker were killed here."""


@pytest.mark.parametrize("moment", ["before the rows", "after the rows"])
def test_many_people_are_asked_exactly_once_though_the_worker_is_killed(
    village: Village, monkeypatch, moment
):
    monkeypatch.setattr(telling, "BATCH", 4)
    survey, whole, turns = survey_of(village), telling.reach_many, []

    def killed(*what):
        turns.append(1)
        if moment == "after the rows":
            whole(*what)
        if len(turns) == 2:
            raise Killed
        if moment == "before the rows":
            whole(*what)

    monkeypatch.setattr(telling, "reach_many", killed)
    with pytest.raises(Killed):
        telling.ask_due(village.now)
    assert Dispatch.objects.count() == fresh(survey).asked == SurveyGuest.objects.count() == 4
    monkeypatch.setattr(telling, "reach_many", whole)
    telling.ask_due(village.now)
    people = list(Dispatch.objects.values_list("person", flat=True))
    assert sorted(people) == sorted(set(people))
    assert len(people) == fresh(survey).asked == 9


def test_a_hundred_people_cost_hardly_more_than_ten(village: Village, django_assert_max_num_queries):
    for number in range(100):
        make_member(f"Voisine {number}", village.now, mail=f"v{number}@exemple.fr")
    survey_of(village)
    with django_assert_max_num_queries(40):
        assert telling.ask_due(village.now) == 109


def test_the_question_of_the_season_goes_with_it_once(village: Village):
    long_ago = village.now - timedelta(days=300)
    Member.objects.update(joined_at=long_ago)
    survey_of(village)
    telling.ask_due(village.now)
    asked = Dispatch.objects.filter(body__contains="plus, moins ou pareil")
    assert set(asked.values_list("person", flat=True)) == set(Pace.objects.values_list("member", flat=True))
    assert asked.count() == Pace.objects.count() > 3
    survey_of(village)
    telling.ask_due(village.now)
    assert asked.count() == Pace.objects.count()


def test_a_circle_and_an_interest(village: Village):
    survey, guests = put(village, circle=village.gardeners)
    assert [guest.member for guest in guests] == [village.paul]
    seen = [
        Survey.objects.visible_to(one).filter(pk=survey.pk).exists() for one in (village.paul, village.lea)
    ]
    assert seen == [True, False]
    with pytest.raises(NotYoursToAsk):
        survey_of(village, circle=village.council)
    with pytest.raises(NotYoursToAsk):
        survey_of(village, asker=village.jeanne)


@pytest.mark.parametrize(
    "questions",
    [[], [EVENING] * 6, [Asked(1, Kind.CHOICE, "Où ?", ("Là",))], [Asked(1, Kind.SCALE, "Et ?", (), "a", "")],
     [Asked(1, Kind.TEXT, "  ")]],
)  # fmt: skip
def test_what_does_not_hold_together_is_said(village: Village, questions):
    with pytest.raises(CannotAsk):
        survey_of(village, questions)


# Anonymous ------------------------------------------------------------------------------------------


def say(guest: SurveyGuest, at, value: int = YES, words: str = "") -> None:
    said = {1: Said(value=value), 2: Said(value=2)} | ({4: Said(words=words)} if words else {})
    answering.answer(guest=guest, said=said, at=at)


def everything_read(survey: Survey, village: Village) -> list[object]:
    """Every path to results: of who asked, of who was asked, on the page and in the file."""
    found: list[object] = []
    for reader in (village.karim, village.jeanne, village.fatou):
        found += [result.counts for result in read(survey, reader).results]
        found += list(table(survey, reader)[1])
    return found


def test_nothing_is_read_before_the_end_nor_of_fewer_than_five(village: Village):
    survey, guests = put(village)
    for guest in guests[:4]:
        say(guest, village.now, words="Parce que.")
        assert everything_read(fresh(survey), village) == []
    ending.end_due(survey.closes_at)
    assert everything_read(fresh(survey), village) == []
    assert not SurveyAnswer.objects.exists()


def test_two_looks_never_differ_by_a_few(village: Village):
    survey, guests = put(village)
    looks = []
    for guest in guests:
        say(guest, village.now)
        looks.append(everything_read(fresh(survey), village))
    late = survey.closes_at + timedelta(seconds=1)
    assert everything_read(fresh(survey), village) == []
    with pytest.raises(SurveyOver):
        say(guests[0], late)
    ending.end_due(late)
    looks.append(everything_read(fresh(survey), village))
    with pytest.raises(SurveyOver):
        say(guests[0], late)
    looks.append(everything_read(fresh(survey), village))
    assert [look for look in looks if look] == [looks[-1], looks[-1]]
    assert read(fresh(survey), village.jeanne).results[0].counts == [("Oui", 9), ("Non", 0)]


def test_pages_and_files_say_no_more(village: Village, client_of):
    survey, guests = put(village)
    for guest in guests[:5]:
        say(guest, village.now, NO, "Ma phrase.")
    page, file = (reverse(f"ideas:{name}", args=[survey.pk]) for name in ("survey", "results_file"))
    karim = client_of(village.karim)
    open_page = karim.get(page).content.decode()
    assert "Ma phrase" not in open_page
    assert "<dd>" not in open_page
    assert len(b"".join(karim.get(file).streaming_content).splitlines()) == 1
    ending.end_due(survey.closes_at)
    assert "Ma phrase" in karim.get(page).content.decode()
    assert b"Ma phrase" in b"".join(karim.get(file).streaming_content)
    others = client_of(village.jeanne).get(page).content.decode()
    assert "<dd>5</dd>" in others
    assert "Ma phrase" not in others


def test_no_table_ties_an_answer_to_a_person(village: Village):
    """Read raw, as whoever holds the disk would: neither a column, nor an hour, nor an order says who."""
    survey, guests = put(village)
    for number, guest in enumerate(guests):
        say(guest, village.now, YES if number % 2 else NO, f"Phrase {number}")
    rows = raw("ideas_surveyanswer")
    assert set(rows[0]) == {"id", "value", "words", "question_id", "guest_id"}
    assert all(row["guest_id"] is None for row in rows)
    assert set(raw("ideas_surveyguest")[0]) == {"id", "state", "member_id", "survey_id"}
    sentences = [row["words"] for row in sorted(rows, key=lambda row: row["id"]) if row["words"]]
    assert sorted(sentences) == [f"Phrase {number}" for number in range(9)]
    assert len({row["id"] for row in rows}) == len(rows)
    assert not Deed.objects.filter(verb__startswith="ideas.answer").exists()
    for model in apps.get_models():
        names = [field.name for field in model._meta.concrete_fields]
        if model._meta.app_label != "ideas":
            for row in model._default_manager.values_list(*names):
                assert "Phrase" not in str(row), model
    before = {row["id"] for row in rows}
    ending.end_due(survey.closes_at)
    assert raw("ideas_surveyguest") == []
    assert not before & {row["id"] for row in raw("ideas_surveyanswer")}


def raw(name: str) -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {name}")
        heads = [column[0] for column in cursor.description]
        return [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]


def test_numbers_drawn_by_lot_have_no_order(village: Village):
    _survey, guests = put(village, [WHY])
    for number, guest in enumerate(guests):
        answering.answer(guest=guest, said={1: Said(words=f"{number}")}, at=village.now)
    order = list(SurveyAnswer.objects.order_by("pk").values_list("words", flat=True))
    numbers = sorted(SurveyAnswer.objects.values_list("pk", flat=True))
    gaps = [two - one for one, two in pairwise(numbers)]
    assert len(order) == 9
    assert min(gaps) > 1000  # not one after another: a chance of one in 10^14 to fail


def test_once_is_once_and_no_is_remembered(village: Village):
    _survey, guests = put(village)
    say(guests[0], village.now)
    with pytest.raises(AnsweredAlready):
        say(guests[0], village.now)
    mail = Dispatch.objects.get(purpose="ideas.survey", person=village.paul.pk)
    assert purpose(mail.purpose).still_wanted(mail, village.now)
    answering.decline(guest=SurveyGuest.objects.get(member=village.paul))
    assert not purpose(mail.purpose).still_wanted(mail, village.now)


# With names ----------------------------------------------------------------------------------------


def test_with_names_one_may_change_and_who_asked_reads(village: Village):
    survey, guests = put(village, is_anonymous=False)
    mine = next(guest for guest in guests if guest.member == village.jeanne)
    say(mine, village.now, YES, "=1+1")
    say(mine, village.now, NO, "Tôt")
    assert fresh(survey).answered == 1
    assert read(fresh(survey), village.karim).results[0].counts == [("Oui", 0), ("Non", 1)]
    assert read(fresh(survey), village.lea).results == []
    assert ["Jeanne Martin", WHY.words, "Tôt"] in list(table(fresh(survey), village.karim)[1])
    stop(survey=survey, by=village.karim, at=village.now + timedelta(hours=1))
    ending.end_due(village.now + timedelta(hours=1))
    assert read(fresh(survey), village.lea).results[3].sentences == []
    with pytest.raises(NotYoursToAsk):
        stop(survey=survey, by=village.lea, at=village.now)


# Other ways to answer ------------------------------------------------------------------------------


def test_by_mail(village: Village):
    _survey, guests = put(village, is_anonymous=False)
    mine = next(guest for guest in guests if guest.member == village.jeanne)

    def reply(text: str) -> bool:
        return replying.answer_by_mail(
            Reply("ideas.survey", mine.pk, village.jeanne.pk, "jeanne@exemple.fr", text, None), village.now
        )

    assert not reply("Bonjour")
    assert not reply("1 oui\nEt puis bonjour")
    assert reply("1. oui\n2) à la salle\n3 5\n4 Il fait nuit")
    assert list(mine.answers.order_by("question__number").values_list("value", flat=True)) == [1, 2, 5, None]


def test_by_text_message(village: Village):
    _survey, _guests = put(village, [EVENING])
    number = "+33639981201"
    row = Dispatch.objects.get(purpose="ideas.survey", person=village.jeanne.pk)
    Dispatch.objects.filter(pk=row.pk).update(
        channel="sms", address=number, state="sent", ended_at=village.now
    )
    assert replying.answer_by_text(Text("a", number, "je viens"), village.now) is None
    assert replying.answer_by_text(Text("b", number, "non"), village.now) is not None
    assert SurveyAnswer.objects.get().value == NO


# Pages ---------------------------------------------------------------------------------------------


def test_asking_on_one_page_keeps_what_was_typed(village: Village, client_of):
    karim, path = client_of(village.karim), reverse("ideas:ask")
    typed = {
        "title": "Le goûter", "to": "all", "closes_on": "31/12/2026", "is_anonymous": "on", "once": "abc",
        "q-TOTAL_FORMS": "5", "q-INITIAL_FORMS": "0", "q-0-words": "Sucré ?", "q-0-kind": "choice",
        "q-0-choices": "Sucré",
    }  # fmt: skip
    refused = karim.post(path, typed)
    assert refused.status_code in (409, 422)
    assert "Sucré ?" in refused.content.decode()
    typed["q-0-choices"] = "Sucré\nSalé"
    assert karim.post(path, typed).status_code == 302
    assert karim.post(path, typed).status_code == 302
    survey = Survey.objects.get()
    assert survey.questions.get().choices == ["Sucré", "Salé"]
    assert client_of(village.jeanne).get(path).status_code == 409


def test_the_pages_of_who_is_asked(village: Village, client_of, anonymous):
    survey, guests = put(village, begins_at=village.now, closes_at=village.now + timedelta(days=60))
    path = path_of(next(guest for guest in guests if guest.member == village.jeanne))
    assert anonymous.get(path).status_code == 200
    assert anonymous.post(path, {"q1": "7"}).status_code == 422
    assert anonymous.post(path, {}).status_code == 422
    jeanne = client_of(village.jeanne)
    assert jeanne.get(reverse("ideas:surveys")).status_code == 200
    assert jeanne.get(reverse("ideas:survey", args=[survey.pk])).status_code == 200
    outsider = make_member("Zoé", village.now, mail="zoe@exemple.fr")
    Membership.objects.all().delete()
    inner = survey_of(village, circle=village.gardeners)
    assert client_of(outsider).get(reverse("ideas:survey", args=[inner.pk])).status_code == 404
