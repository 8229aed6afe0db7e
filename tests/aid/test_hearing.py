"""Asked and offered by mail and by text message; one word before the end, and one tap more."""

from datetime import timedelta

from django.utils import timezone

from parvis.aid import hearing, telling
from parvis.aid.digest import gone, needed, needs
from parvis.aid.ending import end, end_due
from parvis.aid.links import path_of
from parvis.aid.models import Notice, NoticeEnd
from parvis.aid.purposes import ENDS_SOON
from parvis.aid.renewing import renew
from parvis.courier.models import Dispatch
from parvis.courier.purposes import purpose
from parvis.courier.replying import Reply, hear
from parvis.courier.texting.arriving import Text
from tests.aid.test_notices import DAY, ask
from tests.village import SHARED_TELEPHONE, Village


def reply(village: Village, text: str, **known) -> Reply:
    facts = {
        "purpose": "newsletters.letter", "subject": 1, "person": village.jeanne.pk, "sender": "jeanne@exemple.fr",
        "text": text, "calendar": None, "is_vouched": True,
    }  # fmt: skip
    return Reply(**(facts | known))


def test_any_message_is_answered_by_je_cherche(village: Village):
    said = reply(village, "Bonjour, je cherche quelqu’un pour tailler ma haie.\n\nJeanne")
    assert hear(said, village.now)
    assert hear(said, village.now)  # the same mail twice
    notice = Notice.objects.get()
    assert (notice.author, notice.channel, notice.category) == (village.jeanne, "mail", "jardin")
    sent = Dispatch.objects.get(purpose="aid.posted")
    assert path_of(notice) in sent.link
    assert "Jardin, plantes" in sent.body
    assert not hear(reply(village, "je cherche un vélo", is_vouched=False), village.now)
    assert not hear(reply(village, "je cherche un vélo", person=0), village.now)
    assert not hear(reply(village, "Merci pour cette lettre"), village.now)


def text(sender: str, words: str) -> Text:
    return Text(key=words, sender=sender, words=words)


def test_by_text_message_and_taken_back(village: Village):
    said = hearing.answer_by_text(text("+33639981201", "Je cherche une échelle"), village.now)
    assert said.person == village.jeanne.pk
    assert "RETIRER" in said.says
    assert hearing.answer_by_text(text("+33639981201", "je viens"), village.now) is None
    assert hearing.answer_by_text(text("+33639980000", "je cherche une échelle"), village.now) is None
    hearing.answer_by_text(text("+33639981201", "Retirer"), village.now)
    assert NoticeEnd.objects.get().why == "withdrawn"
    assert hearing.answer_by_text(text("+33639981201", "Retirer"), village.now) is None


def test_two_people_share_a_number(village: Village):
    asked = hearing.answer_by_text(text(SHARED_TELEPHONE, "je propose des noix"), village.now)
    assert asked.is_for_a_person
    assert not Notice.objects.exists()
    hearing.answer_by_text(text(SHARED_TELEPHONE, "Henri, je propose des noix"), village.now)
    assert Notice.objects.get().author == village.henri


def test_one_word_before_the_end_and_a_yes_keeps_it(village: Village):
    notice = ask(village)
    assert telling.tell_due(village.now + 26 * DAY) == 0
    late = village.now + 28 * DAY
    assert telling.tell_due(late) == 1
    assert telling.tell_due(late) == 0
    sent = Dispatch.objects.get(purpose=ENDS_SOON)
    assert purpose(ENDS_SOON).still_wanted(sent, late)
    answer = reply(village, "Oui !", purpose=ENDS_SOON, subject=notice.pk, is_vouched=False)
    assert hear(answer, late)
    assert not purpose(ENDS_SOON).still_wanted(sent, late)
    assert Notice.objects.get().ends_at == late + timedelta(days=30)
    assert hear(reply(village, "c'est trouvé", purpose=ENDS_SOON, subject=notice.pk), late)
    assert NoticeEnd.objects.get().why == "fulfilled"
    assert not hear(reply(village, "oui", purpose=ENDS_SOON, subject=notice.pk, person=village.lea.pk), late)


def test_a_last_day_somebody_chose_is_no_news(village: Village):
    ask(village, until_on=(village.now + 2 * DAY).date())
    assert telling.tell_due(village.now) == 0
    assert end_due(village.now + 4 * DAY) == 1


def test_who_has_no_device_is_called_before_the_end(village: Village):
    ask(village, author=village.odile)
    telling.tell_due(village.now + 28 * DAY)
    assert Dispatch.objects.get(purpose=ENDS_SOON).channel == "telephone"


def test_the_link_of_a_message_renews_and_looking_does_nothing(village: Village, anonymous):
    notice = ask(village)
    path = path_of(notice)
    end_due(village.now + 31 * DAY)
    Notice.objects.update(ends_at=village.now + DAY)
    assert anonymous.get(path).status_code == 200
    assert NoticeEnd.objects.exists()
    assert anonymous.get(f"{path[:-2]}x/").status_code == 404
    assert anonymous.post(path, {"what": "nonsense"}).status_code == 404
    end(notice=notice, why="set_aside", by=village.karim, at=village.now)
    assert anonymous.post(path, {"what": "again"}).status_code == 409
    assert NoticeEnd.objects.get().why == "set_aside"


def test_what_letters_and_the_first_page_tell(village: Village, anonymous, settings):
    settings.MAIL_REPLIES = "r@exemple.fr"
    ask(village, "tailler la haie", place_words="rue du Moulin")
    ask(village, "un secret", author=village.fatou, circle=village.council)
    ask(village, "des noix", direction="offer")
    told = needs(village.now, village.now)
    assert [item.title for item in told] == ["tailler la haie", "Et vous\u202f?"]
    assert [notice.words for notice in needed(village.now)] == ["tailler la haie"]
    home = anonymous.get("/").content.decode()
    assert "On a besoin de vous" in home
    assert "tailler la haie" in home
    assert "Jeanne" not in home.split("On a besoin de vous")[1].split("</section>")[0]
    end(
        notice=Notice.objects.get(words="tailler la haie"), why="fulfilled", by=village.jeanne, at=village.now
    )
    assert len(gone([told[0].key], village.now)) == 1
    assert "On a besoin de vous" not in anonymous.get("/").content.decode()
    assert "noix" in anonymous.get("/recherche/?mots=noix").content.decode()


def test_what_a_person_reads_first_is_not_said_to_be_published(village: Village):
    said = hearing.answer_by_text(text("+33639981201", "Je propose un fusil de chasse"), village.now)
    assert "lit d’abord" in said.says
    assert "Publié" not in said.says
    assert said.says.endswith("RETIRER.")
    long = hearing.answer_by_text(text("+33639981201", "Je cherche " + "une brouette " * 14), village.now)
    assert len(long.says) <= 160
    assert long.says.endswith("RETIRER.")
    assert hear(reply(village, "Je propose des munitions pour la chasse.\n\nJeanne"), village.now)
    sent = Dispatch.objects.get(purpose="aid.posted")
    assert "publiée" not in sent.title
    assert "lit d’abord votre annonce" in sent.body


def test_thirty_days_over_before_the_day_they_chose_is_asked_too(village: Village):
    notice = ask(village, until_on=(village.now + 50 * DAY).date())
    assert telling.tell_due(village.now + 28 * DAY) == 1
    again = renew(notice=notice, at=village.now + 28 * DAY)
    assert again.until_on == notice.until_on
    assert timezone.localdate(again.seen_until) == notice.until_on
    assert telling.tell_due(village.now + 48 * DAY) == 0  # the day they chose is no news to them
    assert renew(notice=again, at=village.now + 49 * DAY).until_on is None
