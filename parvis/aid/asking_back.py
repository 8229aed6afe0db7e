"""« Faut-il publier votre phrase ? »: one short message when what somebody wrote may be a notice, or not.

Nothing is published before they say so; meanwhile their message waits among those a person reads.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from parvis.aid.exchange.replying import said_by_text
from parvis.aid.exchange.replying import spoken_of as exchange_of
from parvis.aid.posting_in_words import post_words, who_says
from parvis.aid.reading_words import EITHER, NEED, OFFER, Heard, hear
from parvis.aid.telling import published, tell_posted
from parvis.community.switches import is_on
from parvis.conversations.replying import answer_by_text as said_in_a_thread
from parvis.conversations.replying import spoken_of as thread_of
from parvis.courier import asking_back
from parvis.courier.models import Received
from parvis.courier.replying import Reply
from parvis.courier.signing_off import without_signature
from parvis.courier.texting.answering import Answer, is_one_of, words_of
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.asking import ask, chosen, has_asked
from parvis.members.models import Member
from parvis.members.speaking import speak

ABOUT = "aid.heard"
OF_OTHERS = ("meetings.", "rides.", "tables.", "ideas.", "wiki.")  # words people may be answering
_NOTHING, _NEED, _OFFER, _PASS_ON = range(4)  # what a number typed stands for
_YES = frozenset({"1", "oui", "ok", "d accord", "oui publiez", "publiez", "publier", "oui publier", "yes"})
_NO = frozenset({"2", "3", "non", "no", "ni l un ni l autre", "non merci"})
_NEEDS = frozenset({"1", "je cherche", "cherche", "je demande", "i am looking for", "i m looking for"})
_OFFERS = frozenset({"2", "je propose", "propose", "j offre", "i offer"})
_NEITHER = frozenset({"3", "non", "no", "ni l un ni l autre"})
_QUOTED = 90


def register() -> None:
    """Tell the courier that we may ask."""
    asking_back.register_meaning(_guess, _told)


def heard_by_mail(reply: Reply, at: datetime) -> tuple[Member | None, Heard | None]:
    """Who wrote it and what was understood, when our mail server vouches for them."""
    if not is_on("aid") or not reply.is_vouched or hear(reply.text) is None:
        return None, None
    author = Member.objects.let_in(at).filter(pk=reply.person).first()
    if author is None:
        return None, None
    names = (author.name, author.first_name)
    return author, hear(without_signature(reply.text, names), names)


def _guess(reply: Reply, at: datetime) -> str:
    author, heard = heard_by_mail(reply, at)
    if author is None or heard is None or not _may_post(author):
        return ""
    if heard.is_bare and reply.purpose.startswith(OF_OTHERS):
        return ""  # « un gâteau », to « qui apporte quoi ? »
    return speak(author, lambda: _question(heard))


def _question(heard: Heard) -> str:
    lines = [_("You wrote: “%(words)s”.") % {"words": _quoted(heard.words, 200)}]
    if heard.direction == EITHER:
        lines.append(_("Is it for mutual aid? Answer “I am looking for”, “I offer”, or “no”."))
    else:
        begun = _sentence(heard)
        lines.append(
            _("Shall we publish it in mutual aid: “%(words)s”? Answer “yes” or “no”.") % {"words": begun}
        )
    return "\n\n".join([*lines, _("Nothing is published until then, and somebody reads your message.")])


def _told(before: Reply, answer: str, at: datetime) -> bool | None:
    author, heard = heard_by_mail(before, at)
    if author is None or heard is None:
        return None
    words = without_signature(answer, (author.name, author.first_name))
    if heard.direction == EITHER:
        direction = NEED if _is(words, _NEEDS) else OFFER if _is(words, _OFFERS) else ""
        if not direction:
            return False if _is(words, _NEITHER) else None
    elif not _is(words, _YES):
        return False if _is(words, _NO) else None
    else:
        direction = heard.direction
    tell_posted(post_words(author, direction, heard.words, at, "mail"), at)
    return True


def ask_by_text(number: str, author: Member, heard: Heard, at: datetime) -> Answer | None:
    """« Publier ? 1 : oui. 2 : non »; None when this author may not post: a person reads it."""
    if not _may_post(author):
        return None
    if heard.direction == EITHER:
        ask(address=number, about=ABOUT, choices=[_NEED, _OFFER, _NOTHING], at=at)
        says = _("“%(words)s”: are you looking for it? Answer 1. Do you offer it? 2. Neither: 3.")
        return _asked(says % {"words": _quoted(heard.words)}, author)
    ask(address=number, about=ABOUT, choices=[_code(heard), _NOTHING], at=at)
    says = _("Publish in mutual aid “%(words)s”? Answer 1 for yes, 2 for no.")
    return _asked(says % {"words": _sentence(heard)}, author)


def ask_which(number: str, author: Member, heard: Heard, at: datetime) -> Answer | None:
    """They are speaking with somebody: is it for them, or for all?"""
    if not _may_post(author):
        return None
    ask(address=number, about=ABOUT, choices=[_code(heard), _PASS_ON], at=at)
    says = _("“%(words)s”: to publish it in mutual aid, answer 1. To say it in your conversation: 2.")
    return _asked(says % {"words": _sentence(heard)}, author)


def speaks_with_somebody(number: str, at: datetime) -> bool:
    """Whether other words from this number would be passed on to somebody."""
    return thread_of(number, at) is not None or exchange_of(number, at) is not None


def told_by_text(text: Text, people: list[Member], at: datetime) -> Answer | None:
    """« 1 », « oui », « je cherche » after our question; None when none was asked."""
    act = chosen(text.sender, ABOUT, _number_in(text, at), at)
    if act is None:
        return None
    row = asking_back.last_from(text.sender)
    author = next((person for person in people if row is not None and person.pk == row.person), None)
    if row is None or author is None:
        return Answer(_("Somebody here has read your message already."), person=people[0].pk)
    if act == _NOTHING:
        asking_back.leave_to_a_person(row)
        return Answer(_("All right, nothing is published. Somebody reads your message."), person=author.pk)
    before = Text(key=row.key, sender=row.sender, words=row.text)
    answer = _passed_on(before, at) if act == _PASS_ON else _published(row, people, author, act, at)
    if answer is not None:
        asking_back.settle(row, at)
    return answer


def _passed_on(text: Text, at: datetime) -> Answer | None:
    return said_in_a_thread(text, at) or said_by_text(text, at)


def _published(row: Received, people: list[Member], author: Member, act: int, at: datetime) -> Answer | None:
    _who, words = who_says(row.text, people)
    heard = hear(words, [name for one in people for name in (one.first_name, one.name)])
    if heard is None:
        return None
    notice = post_words(author, NEED if act == _NEED else OFFER, heard.words, at, "text")
    return Answer(speak(author, lambda: published(notice)), person=author.pk)


def _number_in(text: Text, at: datetime) -> str:
    """The number typed, or the one that the words of our question stand for."""
    choices = has_asked(text.sender, ABOUT, at)
    if _NEED in choices and _OFFER in choices:
        known = {"1": _NEEDS, "2": _OFFERS, "3": _NEITHER}
    else:
        known = {"1": _YES, "2": _NO} if choices else {}
    return next((number for number, phrases in known.items() if is_one_of(text.words, phrases)), text.words)


def _asked(says: str, author: Member) -> Answer:
    return Answer(says, person=author.pk, is_asked_back=True)


def _sentence(heard: Heard) -> str:
    begins = _("I am looking for: %(words)s") if heard.direction == NEED else _("I offer: %(words)s")
    return begins % {"words": _quoted(heard.words)}


def _quoted(words: str, most: int = _QUOTED) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _code(heard: Heard) -> int:
    return _NEED if heard.direction == NEED else _OFFER


def _may_post(author: Member) -> bool:
    """Under fifteen a parent asks: a person reads it."""
    return author.minor_until_on is None


def _is(text: str, phrases: frozenset[str]) -> bool:
    return is_one_of(" ".join(text.split()), phrases) or words_of(text) in phrases
