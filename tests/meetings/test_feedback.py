"""« Comment était-ce ? »: asked once, answered without a name, read five people at a time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from parvis.chronicle.figures import of_gathering, of_period
from parvis.courier.models import Dispatch
from parvis.courier.purposes import purpose
from parvis.courier.replying import Reply
from parvis.courier.texting.arriving import Text
from parvis.kit.questions.asked import NO, YES, Said
from parvis.meetings.closing import close
from parvis.meetings.feedback import answering, replying
from parvis.meetings.feedback.asking import AskedAlready, NotYourMeeting, TooManyQuestions, choose_questions
from parvis.meetings.feedback.ending import close_due
from parvis.meetings.feedback.links import path_of
from parvis.meetings.feedback.showing import shown
from parvis.meetings.models import Arrival, Feedback, FeedbackAnswer, FeedbackGuest
from parvis.meetings.telling import ask_those_present
from tests.village import Village, make_member


@pytest.fixture
def after(village: Village):
    """The day after the coffee: eleven people were there, and are asked."""
    cafe = village.cafe
    more = [make_member(f"Voisine {n}", village.now, mail=f"v{n}@exemple.fr") for n in range(9)]
    for member in [village.jeanne, village.odile, *more]:
        Arrival.objects.create(meeting=cafe, member=member, at=cafe.begins_at)
    close(meeting=cafe, by=village.karim, at=cafe.ends_at, happened=True)
    at = cafe.ends_at + timedelta(hours=18)
    ask_those_present(meeting=cafe, at=at)
    return village, at


def guests() -> list[FeedbackGuest]:
    return list(FeedbackGuest.objects.select_related("feedback__meeting", "member").order_by("pk"))


def say(guest: FeedbackGuest, at, value: int = YES, words: str = "", signs: bool = False) -> None:
    said = {1: Said(value=value)} | ({3: Said(words=words)} if words else {})
    answering.answer(guest=guest, said=said, signs=signs, at=at)


def test_one_message_asks_for_answers_and_for_a_sentence(after, settings):
    village, at = after
    asked = Dispatch.objects.filter(purpose="meetings.telling")
    assert asked.count() == 11
    mail = asked.get(person=village.jeanne.pk)
    assert mail.link.endswith(path_of(FeedbackGuest.objects.get(member=village.jeanne)))
    assert "1. Avez-vous rencontré quelqu’un de nouveau" in mail.body
    assert asked.get(person=village.odile.pk).channel == "telephone"
    ask_those_present(meeting=village.cafe, at=at + timedelta(days=1))
    assert asked.count() == 11


def test_whoever_would_rather_not_is_not_written_to(after):
    village, at = after
    mail = Dispatch.objects.get(purpose="meetings.telling", person=village.jeanne.pk)
    assert purpose(mail.purpose).still_wanted(mail, at)
    answering.decline(guest=FeedbackGuest.objects.get(member=village.jeanne))
    assert not purpose(mail.purpose).still_wanted(mail, at)


def test_answers_are_read_five_people_at_a_time(after):
    _village, at = after
    feedback = Feedback.objects.get()
    seen = []
    for number, guest in enumerate(guests()):
        say(guest, at, NO if number % 3 else YES, "Plus de chaises.")
        feedback.refresh_from_db()
        page = shown(feedback)
        seen.append(page.shown)
        assert sum(count for _words, count in page.results[0].counts) == page.shown
        assert len(page.results[2].sentences) == page.shown
    assert seen == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


def test_what_people_say_of_new_faces_is_a_figure_of_all(after):
    village, at = after
    for guest in guests()[:4]:
        say(guest, at)
    assert of_gathering("meetings.meeting", village.cafe.pk).met_new == 0
    say(guests()[4], at)
    assert of_gathering("meetings.meeting", village.cafe.pk).met_new == 5
    since = village.cafe.begins_at
    assert of_period(since, since + timedelta(days=1)).met_new == 5
    close(meeting=village.cafe, by=village.karim, at=at, happened=False)
    close(meeting=village.cafe, by=village.karim, at=at, happened=True)
    assert of_gathering("meetings.meeting", village.cafe.pk).met_new == 5


def test_no_column_says_whose_an_answer_is_unless_it_was_signed(after):
    village, at = after
    mine = FeedbackGuest.objects.get(member=village.jeanne)
    say(mine, at, YES, "C’était gai.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM meetings_feedbackanswer")
        names = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
    assert set(names) == {"id", "value", "words", "is_shown", "question_id", "signed_by_id"}
    assert len(rows) == 2
    assert all(row[names.index("signed_by_id")] is None for row in rows)
    assert {field.name for field in FeedbackGuest._meta.fields} == {"id", "feedback", "member", "state"}
    say(FeedbackGuest.objects.get(member=village.odile), at, YES, "Merci Karim.", signs=True)
    signed = FeedbackAnswer.objects.exclude(signed_by=None)
    assert [row.words for row in signed] == ["Merci Karim."]
    assert [one.signed for one in shown(Feedback.objects.get()).results[2].sentences] == ["Odile"]


def test_once_is_once(after):
    _village, at = after
    guest = guests()[0]
    say(guest, at)
    with pytest.raises(answering.AnsweredAlready):
        say(guest, at)
    with pytest.raises(answering.FeedbackOver):
        say(guests()[1], at + timedelta(days=30))
    assert Feedback.objects.get().answered == 1


def test_after_thirty_days_who_was_asked_is_forgotten(after):
    village, at = after
    for guest in guests()[:7]:
        say(guest, at, YES, "Plus de chaises.")
    assert close_due(at + timedelta(days=29)) == 0
    assert close_due(at + timedelta(days=30)) == 1
    assert close_due(at + timedelta(days=30)) == 0
    assert not FeedbackGuest.objects.exists()
    assert FeedbackAnswer.objects.filter(words="").count() == 5
    assert of_gathering("meetings.meeting", village.cafe.pk).met_new == 5


def test_whoever_organises_chooses_beforehand(village: Village):
    cafe = village.cafe
    with pytest.raises(NotYourMeeting):
        choose_questions(meeting=cafe, keys=["met"], by=village.jeanne)
    with pytest.raises(TooManyQuestions):
        choose_questions(meeting=cafe, keys=["met", "hour", "place"], own="Le soir ?", by=village.karim)
    choose_questions(meeting=cafe, keys=[], own="Le soir ?", own_kind="yes_no", by=village.karim)
    Arrival.objects.create(meeting=cafe, member=village.jeanne, at=cafe.begins_at)
    ask_those_present(meeting=cafe, at=cafe.ends_at + timedelta(hours=18))
    assert "1. Le soir ? (Oui, Non)" in Dispatch.objects.get(purpose="meetings.telling").body
    with pytest.raises(AskedAlready):
        choose_questions(meeting=cafe, keys=["met"], by=village.karim)


def test_no_question_leaves_the_story_alone(village: Village):
    cafe = village.cafe
    choose_questions(meeting=cafe, keys=[], by=village.karim)
    Arrival.objects.create(meeting=cafe, member=village.jeanne, at=cafe.begins_at)
    telling = ask_those_present(meeting=cafe, at=cafe.ends_at + timedelta(hours=18))
    assert Dispatch.objects.get(purpose="meetings.telling").link.endswith(
        f"/histoires/{telling.story_id}/phrases/nouvelle/"
    )


def reply(village: Village, text: str) -> Reply:
    return Reply("meetings.telling", village.cafe.pk, village.jeanne.pk, "jeanne@exemple.fr", text, None)


def test_a_mail_answers_by_numbered_lines_and_keeps_the_rest(after):
    village, at = after
    text = "1. oui\n2 Peut-être\n3 – Plus de chaises.\n\nOn a bien ri."
    assert replying.take_numbered(reply(village, text), at) == "On a bien ri."
    assert sorted(FeedbackAnswer.objects.values_list("value", "words"), key=str) == sorted(
        [(YES, ""), (2, ""), (None, "Plus de chaises.")], key=str
    )
    assert replying.take_numbered(reply(village, "1 non"), at) == ""
    assert FeedbackAnswer.objects.count() == 3


@pytest.mark.parametrize(
    "text", ["", "Bonjour", "7 oui", "1 peut-être bien", "1", "2 9", "1\x00oui", "١ oui"]
)
def test_what_is_not_an_answer_is_left_to_a_reader(after, text):
    village, at = after
    assert replying.take_numbered(reply(village, text), at) == text.strip()
    assert not FeedbackAnswer.objects.exists()


def test_a_text_message_answers_the_last_question(after):
    village, at = after
    number = "+33639981201"
    row = Dispatch.objects.get(purpose="meetings.telling", person=village.jeanne.pk)
    Dispatch.objects.filter(pk=row.pk).update(channel="sms", address=number, state="sent", ended_at=at)
    assert replying.answer_by_text(Text("k1", number, "bonjour"), at) is None
    assert replying.answer_by_text(Text("k2", "+33639981209", "1"), at) is None
    said = replying.answer_by_text(Text("k3", number, "1"), at)
    assert "sans votre nom" in said.says
    assert FeedbackAnswer.objects.get().value == YES


def test_the_page_without_account(after, client_of, anonymous, settings):
    village, at = after
    Feedback.objects.update(closes_at=at + timedelta(days=4000))
    path = path_of(FeedbackGuest.objects.get(member=village.jeanne))
    page = anonymous.get(path)
    assert page.status_code == 200
    empty = anonymous.post(path, {})
    assert empty.status_code == 422
    long = anonymous.post(path, {"q3": "x" * 601, "q1": "1"})
    assert long.status_code == 422
    assert "x" * 601 in long.content.decode()
    assert anonymous.post(path, {"q1": "9"}).status_code == 422
    assert anonymous.post(path, {"q1": "1", "q2": "3", "q3": "Des chaises"}).status_code == 302
    assert "bien noté" in anonymous.get(path).content.decode()
    assert anonymous.post(path, {"q1": "1"}).status_code != 302
    assert anonymous.get(path.replace("/retour/", "/retour/9")).status_code == 404


def test_a_race_answers_once(after):
    """Two taps hold the same object, as two requests would."""
    village, at = after
    one, two = (
        FeedbackGuest.objects.get(member=village.jeanne),
        FeedbackGuest.objects.get(member=village.jeanne),
    )
    say(one, at)
    with pytest.raises(answering.AnsweredAlready):
        say(two, at)
    assert FeedbackAnswer.objects.count() == 1


def test_only_who_organises_reads(after, client_of):
    village, _at = after
    path = reverse("meetings:feedback", args=[village.cafe.pk])
    assert client_of(village.karim).get(path).status_code == 200
    assert client_of(village.jeanne).get(path).status_code == 409
    assert client_of(village.monique).get(path).status_code == 409
