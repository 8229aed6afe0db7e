"""The one line that asks, the one line that tells; and the answers that come back by mail and by text."""

from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.courier.replying import Reply, can_be_answered, register_reply, reply_address
from parvis.courier.silencing import choosing_path
from parvis.courier.texting.answering import Answer, is_one_of, register_text, words_of
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.asking import asks_by_number, last_question
from parvis.members.models import Member, Pace, Says
from parvis.members.reaching import Words, reach, route_to
from parvis.members.tapering import ANSWERED_WITHIN, ASKED_BY_TEXT, PACE, say, settle, unanswered
from parvis.members.texting import people_at

LOWERED = "members.pace_lowered"
_WORDS = {
    Says.MORE: frozenset({"plus", "plus souvent", "davantage", "more"}),
    Says.LESS: frozenset({"moins", "moins souvent", "less"}),
    Says.SAME: frozenset({"pareil", "pareil merci", "comme maintenant", "comme avant", "same"}),
}

_NUMBERS = {"1": Says.MORE, "2": Says.LESS, "3": Says.SAME}


def lower_due(at: datetime) -> int:
    """Whoever did not answer is written to less, and told; how many were told."""
    told = 0
    for pace in unanswered(at):
        if settle(pace, at):
            _tell(pace.member, at)
            told += 1
    return told


def answer_by_mail(reply: Reply, at: datetime) -> bool:
    """« moins »: one word, and nothing else."""
    member = Member.objects.let_in(at).filter(pk=reply.person).first()
    said = _heard(reply.text)
    if member is None or said is None:
        return False
    say(member=member, says=said, at=at)
    return True


def answer_by_text(text: Text, at: datetime) -> Answer | None:
    """PLUS, MOINS, PAREIL, or the number our question gave it: for everybody at this number."""
    said = _heard(text.words) or _numbered(text, at)
    people = people_at(text.sender, at) if said else []
    if said is None or not people:
        return None
    with translation.override(people[0].language):
        wishes = {say(member=member, says=said, at=at) for member in people}
        names = _(" and ").join(member.first_name for member in people)
        told = " / ".join(str(wish.label) for wish in sorted(wishes))
        words = _("It is noted for %(names)s: %(wish)s. To change: TOUT, ESSENTIEL or RAPPELS.")
        return Answer(words % {"names": names, "wish": told}, person=people[0].pk)


def register_all() -> None:
    """In `apps.ready()`. What is told of a lowered default is about what one joined: it always leaves."""
    register_purpose(Purpose(LOWERED, matter=Matter.JOINED))
    register_purpose(Purpose(ASKED_BY_TEXT, matter=Matter.ESSENTIAL, still_wanted=_waits))
    asks_by_number(ASKED_BY_TEXT)
    register_text("members.pace", answer_by_text, order=8)
    register_reply(PACE, answer_by_mail)


def _tell(member: Member, at: datetime) -> None:
    route = route_to(member)
    with translation.override(member.language):
        words = Words(
            title=_("We write to you less"),
            body=_("You did not answer our question, so we write to you less. One tap brings it back."),
            link=choosing_path(member.pk, route.address),
            link_words=_("As before"),
        )
        if can_be_answered():
            words = Words(words.title, f"{words.body} {_back_by_mail()}", words.link, words.link_words)
    key = f"{LOWERED}:{member.pk}:{timezone.localdate(at):%Y%m%d}"
    reach(
        member, LOWERED, words, subject=member, at=at, once_key=key, route=route,
        reply_to=reply_address(PACE, subject=member.pk, person=member.pk),
    )  # fmt: skip


def _back_by_mail() -> str:
    return _("Or answer this message with the word PAREIL.")


def _numbered(text: Text, at: datetime) -> Says | None:
    """« 2 » after our question; None when another was asked since."""
    said = _NUMBERS.get(words_of(text.words))
    return said if said and last_question(text.sender, ASKED_BY_TEXT, at - ANSWERED_WITHIN) else None


def _waits(dispatch: Dispatch, now: datetime) -> bool:
    """Not answered meanwhile by another way."""
    return Pace.objects.filter(member=dispatch.person or 0, says="", lowered_on=None).exists()


def _heard(words: str) -> Says | None:
    return next((says for says, phrases in _WORDS.items() if is_one_of(words, phrases)), None)
