"""What messages about threads say. Titles never name a secret circle, nor what it does."""

from collections.abc import Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.conversations.models import Handover, Introduction, Message, Report, Thread
from parvis.conversations.subjects import title_of
from parvis.kit.moments import at as in_words
from parvis.kit.moments import day
from parvis.kit.unlinking import unlinked
from parvis.members.models import Member
from parvis.members.reaching import Words

_SHORT = 110  # letters of what is said, on a telephone


def said(message: Message, *, is_answer: bool, by_text: bool, can_answer: bool) -> Words:
    """What somebody said, to one of those whose thread it is."""
    about, name = title_of(message.thread, None), _name(message.author)
    title = (_("%(name)s answers you") if is_answer else _("%(name)s writes to you")) % {"name": name}
    if by_text and about:
        title = _("%(name)s: %(words)s") % {"name": name, "words": _short(message.text)}
    body = _joined(message.text, _how_to_answer(can_answer))
    words = _about(title, body, message.thread, _("Read and answer"), "" if by_text else about)
    return replace(words, signed_by=name)


def handed_over(handover: Handover) -> Words:
    """« On se voit jeudi 26 novembre à 10 h »: the fact is the title."""
    when = {"moment": in_words(handover.begins_at), "where": handover.where}
    title = _("We meet %(moment)s") % when
    body = _("We meet %(moment)s: %(where)s. What remains is said face to face.") % when
    return _about(title, body, handover.thread, _("See the conversation"), "")


def late(thread: Thread, *, who_was_to: Member | None) -> Words:
    """Somebody waits for an answer. who_was_to: told to somebody else, who may not read the thread."""
    title = _("%(name)s waits for an answer") % {"name": _name(thread.member)}
    if thread.answer_by_at:
        body = _("An answer was promised for %(day)s.") % {"day": day(thread.answer_by_at)}
    else:
        body = _("Nobody has answered yet.")
    if who_was_to is None:
        return _about(title, body, thread, _("Answer"), title_of(thread, None))
    see = _("Can you see to it with %(name)s?") % {"name": _name(who_was_to)}
    link = reverse("conversations:index")
    return Words(title=title, body=_joined(body, see), link=link, link_words=_("My conversations"))


def digest(thread: Thread, messages: Sequence[tuple[str, str]], *, can_answer: bool) -> Words:
    """What was said since yesterday among those who take part; messages: names and words."""
    about = title_of(thread, None)
    title = _("Between us: %(about)s") % {"about": about} if about else _("News of your conversation")
    said_by = "\n\n".join(_("%(name)s: %(words)s") % {"name": unlinked(n), "words": w} for n, w in messages)
    return _about(title, _joined(said_by, _how_to_answer(can_answer)), thread, _("Read and answer"), "")


def asked_to_meet(
    introduction: Introduction, other: Member, link: str, *, by_text: bool, can_answer: bool
) -> Words:
    """Would you like to meet this person? Nobody learns of a no."""
    by, name = _name(introduction.by), _name(other)
    title = _("%(by)s would like you to meet %(name)s") % {"by": by, "name": name}
    if by_text:
        title = _("%(title)s. Reply YES or NO.") % {"title": title}
    body = _joined(
        introduction.why,
        _("Reply to this message with one word: YES or NO.") if can_answer else "",
        _("If you both say yes, you can write to each other. Otherwise nobody learns of it."),
        _("Your addresses stay hidden."),
    )
    return Words(title=title, body=body, link=link, link_words=_("Answer yes or no"))


def introduced(introduction: Introduction, other: Member, *, can_answer: bool) -> Words:
    """Both said yes."""
    values = {"name": _name(other), "by": _name(introduction.by)}
    title = _("%(name)s would like to meet you too") % values
    body = _joined(_("Agree on a day and a place. %(by)s thought of you both.") % values, introduction.why)
    assert introduction.thread is not None
    return _about(title, _joined(body, _how_to_answer(can_answer)), introduction.thread, _("Write"), "")


def reported(report: Report) -> Words:
    """To whoever reads the words again; the words stay on the page."""
    title = _("Somebody asks you to read words again")
    body = _joined(report.words, _("You decide: they stay, or you take them down with a reason."))
    link = reverse("conversations:report", args=[report.pk])
    return Words(title=title, body=body, link=link, link_words=_("Read and decide"))


def taken_down(message: Message) -> Words:
    """To the author, with the reason."""
    title = _("Your words were taken down")
    reason = _("%(name)s took them down: %(why)s") % {
        "name": _name(message.withdrawn_by), "why": message.withdrawn_why,
    }  # fmt: skip
    return _about(title, reason, message.thread, _("See the conversation"), "")


def _about(title: str, body: str, thread: Thread, link_words: str, about: str) -> Words:
    whole = f"{title} ({about})" if about else title
    link = reverse("conversations:thread", args=[thread.pk])
    return Words(title=whole, body=body, link=link, link_words=link_words)


def _how_to_answer(can_answer: bool) -> str:
    return _("To answer, simply reply to this message.") if can_answer else ""


def _name(member: Member | None) -> str:
    return unlinked(member.first_name) if member else _("Somebody")


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else f"{flat[: _SHORT - 1].rstrip()}…"
