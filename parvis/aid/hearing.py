"""What is asked or offered by mail or by text message becomes a notice; « oui » keeps one thirty days more.

What is not surely meant so is asked about first (`asking_back`); whoever else acts on an answer comes first.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from parvis.aid import asking_back
from parvis.aid.ending import end
from parvis.aid.models import Notice, NoticeEnd
from parvis.aid.posting_in_words import post_words, who_says
from parvis.aid.purposes import ENDS_SOON
from parvis.aid.reading_words import Heard, hear
from parvis.aid.renewing import renew
from parvis.aid.telling import published, seen_until, tell_posted
from parvis.aid.understanding import suggest
from parvis.community.switches import is_on
from parvis.courier.models import Channel, Dispatch
from parvis.courier.replying import Reply, register_reply, register_words
from parvis.courier.signing_off import without_signature
from parvis.courier.texting.answering import Answer, is_one_of, register_text, words_of
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.asking import asks_by_number, last_question
from parvis.members.models import Member
from parvis.members.speaking import speak
from parvis.members.texting import people_at

_KEEP = frozenset({"oui", "encore", "ok", "d accord", "oui encore", "toujours", "1"})
_FOUND = frozenset({"trouve", "trouvee", "c est trouve", "c est bon", "non", "fini", "2"})
_BACK = frozenset({"retirer", "je retire", "retire", "retirer mon annonce"})
_STAYS, _TAKEN_BACK_WITHIN = timedelta(days=10), timedelta(days=7)
_LATELY, _RIDES = timedelta(days=3), "trajets"


def post_by_mail(reply: Reply, at: datetime) -> bool:
    """Whatever message of ours they answer: when our mail server vouches that it is them, and it is plain."""
    author, heard = asking_back.heard_by_mail(reply, at)
    if author is None or heard is None or not _is_plain(heard, reply.purpose):
        return False
    tell_posted(post_words(author, heard.direction, heard.words, at, "mail"), at)
    return True


def answer_by_mail(reply: Reply, at: datetime) -> bool:
    """« oui » or « trouvé » to the word before the end; the link in it does the same."""
    here = Member.objects.let_in(at).filter(pk=reply.person)
    notice = Notice.objects.for_list().filter(pk=reply.subject, author__in=here).first()
    names = (notice.author.name, notice.author.first_name) if notice else ()
    act = _act_of(without_signature(reply.text, names), notice)
    if act is None:
        return False
    act(at)
    return True


def answer_by_text(text: Text, at: datetime) -> Answer | None:
    """« 1 », « 2 » after a question of ours; « je cherche… », « je propose… »; « retirer »."""
    people = people_at(text.sender, at) if is_on("aid") else []
    if not people:
        return None
    with translation.override(people[0].language):
        return (
            _kept(text, at) or asking_back.told_by_text(text, people, at)
            or _posted(text, people, at, is_last=False) or _taken_back(text, people, at)
        )  # fmt: skip


def hear_last(text: Text, at: datetime) -> Answer | None:
    """« J’ai des pommes à donner »: what nobody else understood, said in any words."""
    people = people_at(text.sender, at) if is_on("aid") else []
    if not people:
        return None
    with translation.override(people[0].language):
        return _posted(text, people, at, is_last=True)


def _is_plain(heard: Heard, answers_to: str) -> bool:
    """Whether nothing need be asked: it is sure, and answers no other matter; or « je cherche… », no car."""
    if not answers_to.startswith(asking_back.OF_OTHERS):
        return heard.is_sure
    return heard.is_sure and heard.is_explicit and suggest(heard.words) != _RIDES


def _kept(text: Text, at: datetime) -> Answer | None:
    sent = last_question(text.sender, ENDS_SOON, at - _STAYS)
    notice = Notice.objects.for_list().filter(pk=sent[0].subject_id or 0).first() if len(sent) == 1 else None
    act = _act_of(text.words, notice)
    if act is None or notice is None:
        return None
    kept = act(at)
    says = seen_until(kept) if isinstance(kept, Notice) else _("Thank you. This notice is no longer seen.")
    return Answer(says, person=notice.author_id)


def _posted(text: Text, people: list[Member], at: datetime, *, is_last: bool) -> Answer | None:
    """is_last: nobody else knows these words. Before that only « je cherche » and « je propose » are."""
    author, words = who_says(text.words, people)
    heard = hear(words, [person.first_name for person in people] + [person.name for person in people])
    if heard is None or not (is_last or (heard.is_explicit and heard.is_sure)):
        return None
    if author is None:
        says = _("For whom? Say it again after the first name: “%(name)s, je cherche…”")
        return Answer(says % {"name": people[-1].first_name}, is_for_a_person=True)
    if not is_last and asking_back.speaks_with_somebody(text.sender, at):
        return asking_back.ask_which(text.sender, author, heard, at)
    last = _last_purpose(text.sender, at)
    if heard.is_bare and last.startswith(asking_back.OF_OTHERS):
        return None
    if not _is_plain(heard, last):
        return asking_back.ask_by_text(text.sender, author, heard, at)
    notice = post_words(author, heard.direction, heard.words, at, "text")
    return Answer(speak(author, lambda: published(notice)), person=author.pk)


def _last_purpose(number: str, at: datetime) -> str:
    """Why we last wrote to this number, these days."""
    sent = Dispatch.objects.filter(channel=Channel.SMS, address=number, ended_at__gt=at - _LATELY)
    asked = sent.exclude(purpose__startswith="courier.").order_by("-ended_at", "-pk")
    return asked.values_list("purpose", flat=True).first() or ""


def _taken_back(text: Text, people: list[Member], at: datetime) -> Answer | None:
    """The last one that came from this number this week."""
    if not is_one_of(text.words, _BACK):
        return None
    theirs = Notice.objects.live(at).filter(author__in=people, channel="text")
    last = theirs.filter(posted_at__gt=at - _TAKEN_BACK_WITHIN).order_by("-posted_at", "-pk").first()
    if last is None:
        return None
    end(notice=last, why=NoticeEnd.Why.WITHDRAWN, by=last.author, at=at)
    return Answer(_("Thank you. This notice is no longer seen."), person=last.author_id)


def _act_of(text: str, notice: Notice | None) -> Callable[[datetime], object] | None:
    if notice is None:
        return None
    words = words_of(text)
    if words in _KEEP:
        return lambda at: renew(notice=notice, at=at)
    if words in _FOUND:
        return lambda at: end(notice=notice, why=NoticeEnd.Why.FULFILLED, by=notice.author, at=at)
    return None


def register_all() -> None:
    """Tell the courier who acts on these words: after all that answers something, before a person."""
    asks_by_number(ENDS_SOON)
    register_text("aid.notice", answer_by_text, order=12)
    register_text("aid.heard", hear_last, order=85)
    register_reply(ENDS_SOON, answer_by_mail)
    register_words(post_by_mail)
    asking_back.register()
