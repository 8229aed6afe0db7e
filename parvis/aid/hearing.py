"""« Je cherche… » by mail or by text message becomes a notice; « oui » keeps one thirty days more."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from parvis.aid.ending import end
from parvis.aid.models import Notice, NoticeEnd
from parvis.aid.models.notice import MOST_LETTERS
from parvis.aid.posting import post
from parvis.aid.purposes import ENDS_SOON
from parvis.aid.renewing import renew
from parvis.aid.reporting.holding_back import held_of
from parvis.aid.telling import said, tell_posted
from parvis.aid.understanding import suggest
from parvis.community.switches import is_on
from parvis.courier.replying import Reply, register_reply, register_words
from parvis.courier.signing_off import without_signature
from parvis.courier.texting.answering import Answer, is_one_of, register_text, words_of
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.asking import asks_by_number, last_question
from parvis.kit.french import plain
from parvis.members.models import Member
from parvis.members.texting import people_at

_BEGINS = {
    "need": re.compile(r"(?:bonjour|bonsoir|salut)?[ ,!.\n]*(?:je )?(?:re)?cherche\b[\s:]*(?=\w)", re.I),
    "offer": re.compile(r"(?:bonjour|bonsoir|salut)?[ ,!.\n]*(?:je )?propose\b[\s:]*(?=\w)", re.I),
}
_ENDS = re.compile(r"\n\s*\n|\n--|\n(?:merci|cordialement|bonne journée|à bientôt|bises)\b", re.I)
_KEEP = frozenset({"oui", "encore", "ok", "d accord", "oui encore", "toujours", "1"})
_FOUND = frozenset({"trouve", "trouvee", "c est trouve", "c est bon", "non", "fini", "2"})
_BACK = frozenset({"retirer", "je retire", "retire", "retirer mon annonce"})
_STAYS, _TAKEN_BACK_WITHIN = timedelta(days=10), timedelta(days=7)
_IN_A_TEXT = 60  # letters of what was said


def read(text: str) -> tuple[str, str] | None:
    """Direction and sentence of words that begin with « je cherche » or « je propose »; None for others."""
    said_first = _ENDS.split(text.strip().replace("\0", " "), maxsplit=1)[0].strip()
    for direction, begins in _BEGINS.items():
        if found := begins.match(said_first):
            rest = " ".join(said_first[found.end() :].split())
            return (direction, rest) if 0 < len(rest) <= MOST_LETTERS else None
    return None


def post_by_mail(reply: Reply, at: datetime) -> bool:
    """Whatever message of ours they answer: when our mail server vouches that it is them."""
    if not is_on("aid") or not reply.is_vouched or read(reply.text) is None:
        return False
    author = Member.objects.let_in(at).filter(pk=reply.person).first()
    names = (author.name, author.first_name) if author else ()
    asked = read(without_signature(reply.text, names))
    if asked is None or author is None:
        return False
    tell_posted(_post(author, asked, at, "mail"), at)
    return True


def answer_by_mail(reply: Reply, at: datetime) -> bool:
    """« oui » or « trouvé » to the word before the end; the link in it does the same."""
    notice = Notice.objects.for_list().filter(pk=reply.subject, author=reply.person).first()
    names = (notice.author.name, notice.author.first_name) if notice else ()
    act = _act_of(without_signature(reply.text, names), notice)
    if act is None:
        return False
    act(at)
    return True


def answer_by_text(text: Text, at: datetime) -> Answer | None:
    """« 1 », « 2 » after the word before the end; « je cherche… », « je propose… »; « retirer »."""
    if not is_on("aid"):
        return None
    people = people_at(text.sender, at)
    if not people:
        return None
    with translation.override(people[0].language):
        return _kept(text, at) or _posted(text, people, at) or _taken_back(text, people, at)


def _kept(text: Text, at: datetime) -> Answer | None:
    sent = last_question(text.sender, ENDS_SOON, at - _STAYS)
    notice = Notice.objects.for_list().filter(pk=sent[0].subject_id or 0).first() if len(sent) == 1 else None
    act = _act_of(text.words, notice)
    if act is None or notice is None:
        return None
    is_kept = words_of(text.words) in _KEEP
    act(at)
    says = (
        _("It is seen for thirty days more.") if is_kept else _("Thank you. This notice is no longer seen.")
    )
    return Answer(says, person=notice.author_id)


def _posted(text: Text, people: list[Member], at: datetime) -> Answer | None:
    author, words = _who_says(text.words, people)
    asked = read(words)
    if asked is None:
        return None
    if author is None:
        name = people[-1].first_name
        says = _("For whom? Say it again after the first name: “%(name)s, je cherche…”") % {"name": name}
        return Answer(says, is_for_a_person=True)
    notice = _post(author, asked, at, "text")
    says = _("Published for thirty days. %(said)s. To take it back: RETIRER.")
    if held_of(notice):
        says = _("It is noted, and somebody reads it first. %(said)s. To take it back: RETIRER.")
    # One text message holds it all, how to take it back too.
    return Answer(says % {"said": Truncator(said(notice)).chars(_IN_A_TEXT)}, person=author.pk)


def _who_says(words: str, people: list[Member]) -> tuple[Member | None, str]:
    """The only one at this number; or whoever is named first: « Henri, je cherche… »."""
    if len(people) == 1:
        return people[0], words
    for person in people:
        first, _sign, rest = re.sub(r"[:,]", " ", words.strip(), count=1).partition(" ")
        if plain(first) == plain(person.first_name):
            return person, rest.strip()
    return None, words


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


def _post(author: Member, asked: tuple[str, str], at: datetime, channel: str) -> Notice:
    direction, words = asked
    # The same words of the same day, sent twice, are one notice.
    key = f"{channel}:{author.pk}:{at:%y%m%d}:{sha256(words.encode()).hexdigest()[:24]}"
    return post(
        author=author, direction=direction, words=words, at=at, channel=channel, category=suggest(words),
        once_key=key,
    )  # fmt: skip


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
    """Tell the courier who acts on these words."""
    asks_by_number(ENDS_SOON)
    register_text("aid.notice", answer_by_text, order=12)
    register_reply(ENDS_SOON, answer_by_mail)
    register_words(post_by_mail)
