"""What may be a notice is asked about, by the way it came; nothing is lost, and nobody else's answer is taken."""

from datetime import timedelta

import pytest

from parvis.aid.exchange.answering import answer
from parvis.aid.models import Notice
from parvis.aid.posting import post
from parvis.conversations.models import Message
from parvis.courier.asking_back import MEANT
from parvis.courier.models import Dispatch, Received
from parvis.courier.receiving import mark_read, receive
from parvis.courier.replying import reply_address
from parvis.courier.texting.answering import handlers
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.asking import ask
from parvis.courier.texting.incoming import take_in
from parvis.meetings.inviting import ANSWERS
from parvis.members.models import Member
from tests.conversations.test_telephone_and_mail import OURS
from tests.conversations.test_telephone_and_mail import answer as reply_to
from tests.village import SHARED_TELEPHONE, Village, seat

JEANNE = "+33639981201"
Why = Received.Why


@pytest.fixture(autouse=True)
def _ways(settings):
    settings.MAIL_REPLIES, settings.MAIL_AUTHSERV_ID = "reponses@exemple.fr", OURS
    settings.SMS_URL = "http://127.0.0.1:9/"


def written(village: Village, purpose: str = "newsletters.letter", subject: int = 1) -> Dispatch:
    """A mail of ours that Jeanne received."""
    person = village.jeanne.pk
    return Dispatch.objects.create(
        channel="mail", purpose=purpose, address="jeanne@exemple.fr", person=person, subject_id=subject, title="Lettre",
        body="x", state="sent", message_id=f"<{purpose}@exemple.fr>", written_at=village.now, not_before_at=village.now,
        reply_to=reply_address(purpose, subject=subject, person=person),
    )  # fmt: skip


def texted(village: Village, words: str, key: str = "", sender: str = JEANNE) -> tuple[Received, str]:
    row = take_in(Text(key=key or words, sender=sender, words=words), village.now)
    told = Dispatch.objects.filter(once_key=f"text-answer:{key or words}").first()
    return row, told.body if told else ""


def test_by_mail_what_is_plain_is_published_and_the_rest_is_asked(village: Village):
    letter = written(village)
    assert (
        receive(reply_to(letter, "Bonjour,\n\nj’ai des pommes à donner.\n\nJeanne"), village.now).state
        == "done"
    )
    notice = Notice.objects.get()
    assert (notice.direction, notice.words, notice.channel) == ("offer", "des pommes à donner", "mail")
    row = receive(reply_to(letter, "Est-ce que vous auriez une échelle ?", key="2"), village.now)
    assert (row.state, row.why, row.text.strip()) == (
        "to_read",
        Why.ASKED_BACK,
        "Est-ce que vous auriez une échelle ?",
    )
    question = Dispatch.objects.get(purpose=MEANT)
    assert "une échelle" in question.body
    assert Notice.objects.count() == 1
    assert receive(reply_to(question, "Oui, merci\n\nJeanne", key="3"), village.now).state == "done"
    assert Notice.objects.latest_first().first().direction == "need"
    row.refresh_from_db()
    assert (row.state, row.text) == ("done", "")
    receive(reply_to(question, "oui", key="4"), village.now)
    assert Notice.objects.count() == 2  # said twice, it is one


@pytest.mark.parametrize(("said", "direction"), [("Je cherche", "need"), ("je propose !", "offer")])
def test_by_mail_which_way_round(village: Village, said, direction):
    receive(reply_to(written(village), "un coup de main pour le jardin samedi"), village.now)
    receive(reply_to(Dispatch.objects.get(purpose=MEANT), said, key="2"), village.now)
    assert Notice.objects.get().direction == direction


def test_by_mail_a_thing_alone_is_asked_about_and_not_when_it_may_answer_others(village: Village):
    receive(reply_to(written(village), "Poussette d’occasion\n\nJeanne"), village.now)
    question = Dispatch.objects.get(purpose=MEANT)
    assert "« je cherche »" in question.body.replace("\u202f", " ").replace("\xa0", " ").lower()
    receive(reply_to(question, "je cherche", key="2"), village.now)
    notice = Notice.objects.get()
    assert (notice.direction, notice.words) == ("need", "Poussette d’occasion")
    seat(village.jeanne, village.cafe, village.now)
    reminder = written(village, ANSWERS, village.cafe.pk)
    row = receive(reply_to(reminder, "Un gâteau au chocolat", key="3"), village.now)
    assert (row.state, row.why) == ("to_read", Why.NOT_UNDERSTOOD)
    assert Dispatch.objects.filter(purpose=MEANT).count() == 1


@pytest.mark.parametrize(
    "words", ["Qui pourrait me ramener dimanche ?", "Je cherche une voiture pour le retour, merci"]
)
def test_by_mail_the_way_home_is_asked_about(village: Village, words):
    seat(village.jeanne, village.cafe, village.now)
    reminder = written(village, ANSWERS, village.cafe.pk)
    row = receive(reply_to(reminder, words), village.now)
    assert row.why == Why.ASKED_BACK
    receive(reply_to(Dispatch.objects.get(purpose=MEANT), "oui", key="2"), village.now)
    notice = Notice.objects.get()
    assert (notice.direction, notice.category) == ("need", "trajets")


def test_by_mail_a_no_a_doubt_and_a_voice_nobody_vouches_for_leave_it_to_a_person(village: Village):
    letter = written(village)
    row = receive(reply_to(letter, "je peux aider au jardin"), village.now)
    question = Dispatch.objects.get(purpose=MEANT)
    unsure = receive(reply_to(question, "Je ne sais pas", key="2"), village.now)
    assert unsure.state == "to_read"
    assert receive(reply_to(question, "oui", key="3", vouched=False), village.now).state == "to_read"
    assert receive(reply_to(question, "Non", key="4"), village.now).state == "done"
    row.refresh_from_db()
    assert (row.state, row.why, row.text.strip()) == (
        "to_read",
        Why.NOT_UNDERSTOOD,
        "je peux aider au jardin",
    )
    receive(reply_to(question, "oui", key="5"), village.now)
    receive(reply_to(letter, "je peux aider au jardin", key="6", vouched=False), village.now)
    assert Dispatch.objects.filter(purpose=MEANT).count() == 1
    assert not Notice.objects.exists()


def test_what_answers_a_meeting_is_asked_about_or_left(village: Village):
    seat(village.jeanne, village.cafe, village.now)
    reminder = written(village, ANSWERS, village.cafe.pk)
    for number, (words, why) in enumerate([
        ("Quelqu’un pourrait me prêter une échelle ?", Why.ASKED_BACK), ("je cherche la salle", Why.NOT_UNDERSTOOD),
        ("À quelle heure ?", Why.NOT_UNDERSTOOD),
    ]):  # fmt: skip
        row = receive(reply_to(reminder, words, key=f"m{number}"), village.now)
        assert (row.state, row.why) == ("to_read", why), words
    assert not Notice.objects.exists()
    receive(reply_to(reminder, "Je ne viens plus", key="m9"), village.now)
    assert not village.cafe.registrations.live().exists()


def test_by_text_what_is_plain_is_published_and_taken_back(village: Village):
    row, told = texted(village, "bjr qqn aurait une perceuse svp ?")
    assert row.state == "done"
    assert "RETIRER" in told
    assert Notice.objects.get().words == "qqn aurait une perceuse ?"
    texted(village, "Retirer")
    assert Notice.objects.get().has_ended


@pytest.mark.parametrize("yes", ["1", "Oui", "oui merci"])
def test_by_text_one_question_and_a_yes(village: Village, yes):
    row, told = texted(village, "je peux aider au jardin")
    assert (row.state, row.why, row.text) == ("to_read", Why.ASKED_BACK, "je peux aider au jardin")
    assert "1" in told
    assert len(told) < 160
    texted(village, yes)
    assert Notice.objects.get().words == "aider au jardin"
    row.refresh_from_db()
    assert (row.state, row.text, row.sender) == ("done", "", "")
    texted(village, "1", key="again")
    assert Notice.objects.count() == 1


def test_by_text_a_no_and_somebody_was_quicker(village: Village):
    row, _told = texted(village, "je peux aider au jardin")
    texted(village, "2")
    row.refresh_from_db()
    assert (row.state, row.why, row.text) == ("to_read", Why.NOT_UNDERSTOOD, "je peux aider au jardin")
    other, _told = texted(village, "vous auriez une échelle ?")
    mark_read(received=other, by=village.monique.pk, at=village.now)
    done, told = texted(village, "1")
    assert done.state == "done"
    assert "lu" in told
    assert not Notice.objects.exists()


def test_by_text_which_way_round_and_under_fifteen(village: Village):
    texted(village, "covoiturage Valence mardi 8h")
    texted(village, "je propose")
    assert Notice.objects.get().direction == "offer"
    Member.objects.filter(pk=village.jeanne.pk).update(
        minor_until_on=(village.now + timedelta(days=900)).date()
    )
    assert texted(village, "je peux aider au jardin")[0].why == Why.NOT_UNDERSTOOD


def test_two_at_one_number_say_who(village: Village):
    row, told = texted(village, "j'ai des noix à donner", sender=SHARED_TELEPHONE)
    assert row.state == "to_read"
    assert "prénom" in told
    texted(village, "Henri, je peux aider au jardin", sender=SHARED_TELEPHONE)
    texted(village, "oui", sender=SHARED_TELEPHONE)
    assert (Notice.objects.get().author, Notice.objects.get().words) == (village.henri, "aider au jardin")


def test_words_of_a_conversation_stay_there_and_je_cherche_is_asked_about(village: Village):
    village.jeanne.contact_points.filter(kind="mail").delete()
    village.jeanne.contact_points.update(receives_sms=True)
    need = post(author=village.jeanne, direction="need", words="une échelle", at=village.now)
    answer(notice=need, by=village.paul, words="J’en ai une.", at=village.now)
    Dispatch.objects.filter(channel="sms").update(state="sent", ended_at=village.now)
    texted(village, "j'ai des pommes à donner aussi")
    assert Message.objects.filter(author=village.jeanne).get().text == "j'ai des pommes à donner aussi"
    row, told = texted(village, "je cherche aussi une remorque")
    assert row.why == Why.ASKED_BACK
    assert Notice.objects.count() == 1
    assert "2" in told
    texted(village, "2")
    assert Message.objects.filter(author=village.jeanne).last().text == "je cherche aussi une remorque"
    row.refresh_from_db()
    assert row.state == "done"
    texted(village, "je cherche un râteau")
    texted(village, "1")
    assert Notice.objects.latest_first().first().words == "un râteau"


def test_another_question_comes_first(village: Village):
    texted(village, "je peux aider au jardin")
    ask(address=JEANNE, about="meetings.away", choices=[0], at=village.now)
    texted(village, "1")
    assert not Notice.objects.exists()


def test_words_a_rule_doubts_are_read_by_a_person_first_and_said_so(village: Village):
    _row, told = texted(village, "je vends un fusil de chasse")
    assert "lit d'abord" in told
    assert "Publi" not in told
    letter = written(village)
    receive(reply_to(letter, "j'ai des boîtes de Tramadol à vendre"), village.now)
    mail = Dispatch.objects.get(purpose="aid.posted")
    assert "lit d’abord votre annonce" in mail.body
    assert not Notice.objects.visible_to(village.paul).exists()
    assert Dispatch.objects.filter(purpose="aid.to_look").exists()


def test_it_is_heard_last():
    """Before the one who passes everything on, after all the others."""
    names = [f"{one.__module__}.{one.__name__}" for one in handlers()]
    place = names.index("parvis.aid.hearing.hear_last")
    assert names[place + 1 :] == ["parvis.members.texting.pass_on"]
