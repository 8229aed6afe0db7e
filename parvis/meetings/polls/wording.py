"""What people read or hear of a poll: a title that is the fact, a text complete by itself."""

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.community.models import Circle
from parvis.courier.dispatching import one_line
from parvis.courier.replying import can_be_answered
from parvis.courier.texting.asking import MOST
from parvis.kit import moments
from parvis.kit.unlinking import unlinked
from parvis.meetings.models import DateAnswer, DatePoll, Respondent
from parvis.meetings.polls import choosing
from parvis.meetings.polls.counting import counted
from parvis.meetings.polls.links import personal_path
from parvis.meetings.wording import facts, who_to_call
from parvis.members.reaching import Words

MOST_TITLE = 200  # letters of a title, which is all a text message says
_SHORTEST_TITLE = 15


def asked(respondent: Respondent) -> Words:
    """« Quand ? », to a person of the circle; the numbers are those one may answer by."""
    poll = respondent.poll
    title = _("%(title)s: which dates suit you?") % {"title": poll.title}
    who = poll.asker.name if poll.asker else ""
    body = _text(
        _("%(name)s looks for a date.") % {"name": unlinked(who)} if who else "",
        unlinked(poll.about),
        numbered(poll),
        how_to_reply(),
        _until(poll),
    )
    return _on_answer(respondent, title, body, _("Answer"))


def asked_by_text(respondent: Respondent) -> Words:
    """The whole question in a title, numbers to reply with; as elsewhere when it does not fit.

    A telephone shows its messages to whoever stands beside: a secret circle's question has no title there.
    """
    poll, whole = respondent.poll, asked(respondent)
    is_secret = poll.circle is not None and poll.circle.joining == Circle.Joining.SECRET
    title = _("A question of dates") if is_secret else poll.title
    dates = list(poll.dates.all())
    listed = ", ".join(f"{number} {moments.at(date.begins_at)}" for number, date in enumerate(dates, 1))
    words = _("%(title)s: which dates? %(dates)s. Reply with the numbers that suit you, or NONE.")
    room = MOST_TITLE - len(words % {"title": "", "dates": listed})
    if room < min(len(title), _SHORTEST_TITLE) or len(dates) > MOST:
        return replace(whole, title=_("%(title)s: which dates suit you?") % {"title": title})
    return replace(whole, title=words % {"title": one_line(title, room), "dates": listed})


def answered(respondent: Respondent) -> Words:
    """« C'est noté », and the address to change it."""
    poll = respondent.poll
    title = _("%(title)s: your answer is noted") % {"title": poll.title}
    rows = respondent.answers.select_related("date").order_by("date")
    said = "\n".join(f"{row.date.words} : {DateAnswer.Says(row.says).label}" for row in rows)
    next_ = _("We tell you which date is chosen. Until then, you may change your answer.")
    return _on_answer(respondent, title, _text(said, next_, _until(poll)), _("See or change my answer"))


def seat(respondent: Respondent) -> Words:
    """The date is chosen, and suits them if needed: a question, no registration."""
    meeting = respondent.poll.meeting
    title = _("%(title)s, %(at)s: are you coming?") % {
        "title": respondent.poll.title,
        "at": moments.start(meeting.begins_at, meeting.ends_at) if meeting else "",
    }
    asked_ = _("This date is chosen. You had said: if needed. Nothing is noted for you yet.")
    how = _("Say yes or no on the page, or by telephone.")
    return _on_answer(
        respondent, title, _text(facts(meeting) if meeting else "", f"{asked_} {how}"), _("Answer")
    )


def seat_by_text(respondent: Respondent) -> Words:
    """The same, with the two words one may reply."""
    words = seat(respondent)
    return replace(words, title=f"{words.title} {_('Reply YES or NO.')}")


def off(respondent: Respondent) -> Words:
    """There will be no such meeting."""
    poll = respondent.poll
    title = _("%(title)s: no date after all") % {"title": poll.title}
    who = poll.asker.name if poll.asker else ""
    said = _("%(name)s no longer looks for a date.") % {"name": unlinked(who)}
    body = _text(said if who else "", _("You have nothing to do."))
    return _on_answer(respondent, title, body, _("See my answer"))


def result(poll: DatePoll, at: datetime) -> Words:
    """For who asked: the date that gathers most people, and why."""
    title = _("%(title)s: the answers are in") % {"title": poll.title}
    tallies, choice = counted(poll, at)
    people = sum(one.yes + one.maybe + one.no > 0 for one in tallies)
    body = _text(
        best_in_words(poll, choice) if people else _("Nobody has answered."), numbered(poll, tallies)
    )
    link = reverse("meetings:poll", args=[poll.pk])
    return Words(title=title, body=body, link=link, link_words=_("Choose the date"))


def best_in_words(poll: DatePoll, choice: choosing.Choice) -> str:
    """Which date is proposed and why, in sentences."""
    if choice.best is None:
        return _("No date suits anybody.")
    names = {date.pk: date.words for date in poll.dates.all()}
    said = [_("%(date)s gathers most people.") % {"date": names[choice.best.date].capitalize()}]
    if choice.tied:
        others = ", ".join(names[one.date] for one in choice.tied)
        said.append(
            _("As many people could come on: %(dates)s. The earliest is proposed.") % {"dates": others}
        )
    elif choice.was_decided_by_maybe:
        said.append(_("Another has as many yes; here, more people could come if needed."))
    if choice.wider is not None:
        words = _("Counting those who come if needed, more could come on: %(date)s.")
        said.append(words % {"date": names[choice.wider.date]})
    return " ".join(said)


def counts(one: choosing.Tally) -> str:
    """« 4 oui, 2 si besoin, 1 non »."""
    return ", ".join([
        ngettext("%(count)s yes", "%(count)s yes", one.yes) % {"count": one.yes},
        ngettext("%(count)s if needed", "%(count)s if needed", one.maybe) % {"count": one.maybe},
        ngettext("%(count)s no", "%(count)s no", one.no) % {"count": one.no},
    ])  # fmt: skip


def numbered(poll: DatePoll, tallies: list[choosing.Tally] | None = None) -> str:
    """« 1. mardi 25 novembre, de 18 h à 20 h », one date a line, perhaps with its counts."""
    of = {one.date: f" : {counts(one)}" for one in tallies or []}
    dates = enumerate(poll.dates.all(), start=1)
    return "\n".join(f"{number}. {date.words}{of.get(date.pk, '')}" for number, date in dates)


def how_to_reply() -> str:
    """The words a reply may hold; nothing where no mailbox takes replies."""
    if not can_be_answered():
        return ""
    return _("You may answer this message: “1 yes, 2 no, 3 if needed”.")


def _until(poll: DatePoll) -> str:
    return _("Answers until %(until)s.") % {"until": moments.at(poll.closes_at)}


def _on_answer(respondent: Respondent, title: str, body: str, button: str) -> Words:
    return Words(title=title, body=body, link=personal_path(respondent), link_words=button)


def _text(*parts: str) -> str:
    return "\n\n".join(part for part in [*parts, who_to_call()] if part)
