"""What people are told of a meeting: a title that is the fact, and a text complete on paper or read aloud.

Every text names the place, the hour, how to cancel and whom to call.
"""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.kit import moments
from parvis.kit.telephones import spoken
from parvis.kit.unlinking import unlinked
from parvis.meetings.models import Cancellation, Meeting, Registration
from parvis.meetings.passes import path_of
from parvis.meetings.refusals import page_of
from parvis.members.helping import helper
from parvis.members.reaching import Words


def facts(meeting: Meeting, *, with_link: bool = False) -> str:
    """What, when, where, what to bring, who welcomes: one fact a line."""
    lines = [unlinked(meeting.title), when(meeting), place(meeting)]
    if with_link and meeting.link and meeting.mode != Meeting.Mode.IN_PERSON:
        lines.append(_("At a distance: %(link)s") % {"link": meeting.link})
    if meeting.bring:
        lines.append(_("To bring: %(things)s") % {"things": unlinked(meeting.bring)})
    if meeting.host:
        lines.append(_("%(name)s welcomes you.") % {"name": unlinked(meeting.host.first_name)})
    return "\n".join(line for line in lines if line)


def when(meeting: Meeting) -> str:
    """« mardi 25 novembre, de 14 h à 16 h »; over midnight, both days are said."""
    begins_on, ends_on = moments.day(meeting.begins_at), moments.day(meeting.ends_at)
    if begins_on == ends_on or moments.is_all_day(meeting.begins_at, meeting.ends_at):
        return f"{begins_on}, {moments.span(meeting.begins_at, meeting.ends_at)}"
    return f"{moments.at(meeting.begins_at)} – {moments.at(meeting.ends_at)}"


def start(meeting: Meeting) -> str:
    """« mardi 25 novembre à 14 h »; the day alone when it lasts all day."""
    return moments.start(meeting.begins_at, meeting.ends_at)


def place(meeting: Meeting) -> str:
    """« Kiosque, Quai du canal. Bus 4, sans marche »."""
    known = meeting.room.place if meeting.room else meeting.place
    named = ", ".join(part for part in [meeting.where_words, known.address if known else ""] if part)
    return unlinked(" – ".join(part for part in [named, known.access if known else ""] if part))


def party(registration: Registration) -> str:
    """« Vous serez 3. », nothing for someone who comes alone."""
    if registration.party == 1:
        return ""
    return _("You will be %(count)s.") % {"count": registration.party}


def _text(*parts: str) -> str:
    return "\n\n".join(part for part in [*parts, who_to_call()] if part)


def who_to_call() -> str:
    """« Une question ? Monique répond au 01 99 00 12 34. »; nothing in a place where nobody answers yet."""
    person = helper()
    if person is None or not person.telephone:
        return ""
    return _("A question? %(name)s answers at %(telephone)s.") % {
        "name": person.name,
        "telephone": spoken(person.telephone),
    }


def _how_to_cancel() -> str:
    return _(
        "You cannot come after all? One tap on the page, or one call, and your seat goes to someone else."
    )


def _on_page(meeting: Meeting, title: str, body: str, button: str = "") -> Words:
    return Words(title=title, body=body, link=page_of(meeting), link_words=button or _("See the meeting"))


def _on_pass(registration: Registration, title: str, body: str, button: str = "") -> Words:
    """With the address of the person's own registration: they may have no account."""
    link = path_of(registration)
    return Words(title=title, body=body, link=link, link_words=button or _("See or change my registration"))


def confirmation(registration: Registration) -> Words:
    """« Café du canal, mardi 25 novembre à 14 h : c'est noté »."""
    meeting = registration.meeting
    title = _("%(title)s, %(at)s: it is noted") % {
        "title": meeting.title,
        "at": start(meeting),
    }
    body = _text(facts(meeting, with_link=True), party(registration), _how_to_cancel())
    return _on_pass(registration, title, body)


def discreet(meeting: Meeting) -> str:
    """What may be read over somebody's shoulder."""
    return _("News of your meeting, %(at)s") % {"at": moments.at(meeting.begins_at)}


def waiting(registration: Registration, place_in_line: int) -> Words:
    """They are on the waiting list, and at which place."""
    meeting = registration.meeting
    title = _("%(title)s: you are on the waiting list") % {"title": meeting.title}
    line = _("The meeting is full. You are number %(place)s on the waiting list.") % {"place": place_in_line}
    promise = _("If a seat becomes free, we tell you. It is then held for you while you answer.")
    return _on_pass(
        registration, title, _text(facts(meeting), party(registration), f"{line} {promise}", _how_to_cancel())
    )


def offer(registration: Registration) -> Words:
    """A seat is held for them until an hour."""
    meeting, expires_at = registration.meeting, registration.expires_at
    title = ngettext(
        "%(title)s: a seat is free for you", "%(title)s: %(count)s seats are free for you", registration.party
    ) % {"title": meeting.title, "count": registration.party}
    until = moments.at(expires_at) if expires_at else ""
    held = _("We hold it for you until %(until)s. After that, it goes to the next person.") % {"until": until}
    answer = _("Say yes or no on the meeting’s page, or by telephone.")
    return _on_pass(registration, title, _text(facts(meeting), f"{held} {answer}"), _("Answer"))


def promoted(registration: Registration) -> Words:
    """The host gave them a seat: nothing to answer."""
    meeting = registration.meeting
    title = _("%(title)s: you have a seat") % {"title": meeting.title}
    gladly = _("A seat became free and it is yours. There is nothing to answer.")
    return _on_pass(registration, title, _text(facts(meeting, with_link=True), gladly, _how_to_cancel()))


def lapsed(registration: Registration) -> Words:
    """The hour passed: the seat went to the next person, they may register again."""
    meeting = registration.meeting
    title = _("%(title)s: the seat went to the next person") % {"title": meeting.title}
    again = _("The hour to answer has passed. You may register again, on the page or by telephone.")
    return _on_page(meeting, title, _text(facts(meeting), again))


def withdrawn(registration: Registration, *, may_return: bool) -> Words:
    """Their seat was given back; they may come after all, unless the meeting is no longer theirs to see."""
    meeting = registration.meeting
    title = _("%(title)s: you no longer come") % {"title": meeting.title}
    back = _("Your seat was given back. Someone else may have it.")
    if not may_return:
        return Words(title=title, body=_text(back, f"{unlinked(meeting.title)}\n{when(meeting)}"))
    again = _("You can come after all? Register again, on the page or by telephone.")
    return _on_page(meeting, title, _text(back, facts(meeting), again))


def refused(registration: Registration, reason: str) -> Words:
    """Their calendar answered yes, and it cannot be: why."""
    title = _("%(title)s: your answer") % {"title": registration.meeting.title}
    heard = _("We received your answer, and cannot do what it asks.")
    return _on_page(registration.meeting, title, _text(f"{heard} {reason}", facts(registration.meeting)))


def change(registration: Registration, before: Meeting) -> Words:
    """What changed: the old said beside the new."""
    meeting = registration.meeting
    title = _("%(title)s: a change") % {"title": meeting.title}
    pairs = [(when(before), when(meeting)), (place(before), place(meeting))]
    said = [(old or _("no place"), new or _("no place")) for old, new in pairs if old != new]
    if before.mode != meeting.mode:
        said.append((str(before.get_mode_display()), str(meeting.get_mode_display())))
    lines = [_("Before: %(old)s. Now: %(new)s.") % {"old": old, "new": new} for old, new in said]
    kept = _("Your registration still holds.")
    sits = registration.state == Registration.State.SEATED  # the others are not given the video call yet
    body = _text("\n".join(lines), facts(meeting, with_link=sits), f"{kept} {_how_to_cancel()}")
    return _on_pass(registration, title, body)


def cancellation(record: Cancellation) -> Words:
    """It does not take place; why, if the host said it."""
    meeting = record.meeting
    title = _("Cancelled: %(title)s, %(at)s") % {"title": meeting.title, "at": start(meeting)}
    off = _("This meeting does not take place. You have nothing to do.")
    return _on_page(meeting, title, _text(off, unlinked(record.reason), facts(meeting)))


def restored(registration: Registration) -> Words:
    """The cancellation was taken back."""
    meeting = registration.meeting
    title = _("%(title)s takes place after all") % {"title": meeting.title}
    kept = _("The cancellation was taken back. Your registration still holds.")
    sits = registration.state == Registration.State.SEATED
    return _on_pass(registration, title, _text(kept, facts(meeting, with_link=sits), _how_to_cancel()))


def reminder(registration: Registration) -> Words:
    """« À mardi ! », two days before."""
    meeting = registration.meeting
    title = _("Reminder: %(title)s, %(at)s") % {"title": meeting.title, "at": start(meeting)}
    body = _text(facts(meeting, with_link=True), party(registration), _how_to_cancel())
    return _on_pass(registration, title, body)


def reminders(registrations: list[Registration], first: Registration) -> Words:
    """Several meetings of one person, each with its facts; `first` is the next one."""
    count = len(registrations)
    title = _("Reminder: %(count)s meetings, from %(at)s on") % {
        "count": count,
        "at": start(first.meeting),
    }
    each = [
        "\n".join(filter(None, [facts(row.meeting, with_link=True), party(row)])) for row in registrations
    ]
    how = _(
        "You cannot come after all? One tap in your space, or one call, and your seat goes to someone else."
    )
    return Words(
        title=title, body=_text(*each, how), link=reverse("portal:my_space"), link_words=_("My space")
    )


def to_decide(meeting: Meeting, free: int, people_waiting: int) -> Words:
    """For the host: seats are free, people wait, and the line no longer moves by itself."""
    title = _("%(title)s: a seat to give") % {"title": meeting.title}
    seats = ngettext("%(count)s seat is free.", "%(count)s seats are free.", free) % {"count": free}
    line = ngettext(
        "%(count)s registration is waiting.", "%(count)s registrations are waiting.", people_waiting
    ) % {"count": people_waiting}
    why = _("Either the first group needs more seats, or it is too late for timed offers. You decide.")
    return _on_page(meeting, title, _text(facts(meeting), f"{seats} {line} {why}"), _("Choose"))


def to_publish(meeting: Meeting) -> Words:
    """For those who animate: a proposal awaits them."""
    title = _("To read again: %(title)s") % {"title": meeting.title}
    who = unlinked(meeting.host.name) if meeting.host else ""
    asked = _("%(name)s proposes this meeting. It will be seen once you publish it.") % {"name": who}
    return _on_page(meeting, title, _text(asked, facts(meeting), meeting.about), _("Read again"))


def kept_apart(meeting: Meeting, people: int) -> Words:
    """For the host: the rhythm changed, and this meeting stays as people know it."""
    title = _("%(title)s on %(day)s stays as it was") % {
        "title": meeting.title,
        "day": moments.day(meeting.begins_at),
    }
    why = ngettext("%(count)s person is registered.", "%(count)s people are registered.", people) % {
        "count": people
    }
    so = _("The new rhythm does not move this meeting. Change or cancel it yourself: they will be told.")
    return _on_page(meeting, title, _text(facts(meeting), f"{why} {so}"))


def handed_over(meeting: Meeting) -> Words:
    """For who animates: the host has left, the meeting is theirs to welcome or to give on."""
    title = _("%(title)s needs a host") % {"title": meeting.title}
    why = _("Whoever welcomed has left. Your name stands there for now. Welcome, or find somebody who does.")
    return _on_page(meeting, title, _text(facts(meeting), why))
