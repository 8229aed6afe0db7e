"""« Pour qui ? »: the answer to words for two people did not say whose it is; one question asks.

Nothing is done meanwhile, and the answer waits among the messages to read: if nobody says, a person does.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from parvis.courier.dispatching import dispatch
from parvis.courier.for_whom import Asked, all_asked, first_names, parted
from parvis.courier.models import Channel, Dispatch, Received
from parvis.courier.models.received import ReceivedQuerySet
from parvis.courier.purposes import Purpose, register_purpose
from parvis.courier.replying import Reply, changes_nothing, hear, register_reply, reply_address
from parvis.kit.calendar_replies import NO, PERHAPS, CalendarReply
from parvis.kit.french import plain

FOR_WHOM = "courier.for_whom"
MOST_A_DAY = 6  # questions to one address: two machines never talk to each other
LONGEST = 300  # letters; what is longer is for a person, whoever it is from
_BOTH = frozenset({"les deux", "tous les deux", "toutes les deux", "nous deux", "tous", "nous"})


def declare() -> None:
    """Make the question known, and who acts on its answer."""
    register_purpose(Purpose(FOR_WHOM, is_answer=True, still_wanted=_is_open))
    register_reply(FOR_WHOM, _told)


def share(reply: Reply, asked: Sequence[Asked], at: datetime) -> list[Reply]:
    """One answer for each person it is for; none when it does not say.

    What a calendar program answers by itself is everybody's when it changes nothing for anybody.
    """
    if len(asked) < 2:
        return [reply]
    if reply.calendar is None:
        said = parted(reply.text, first_names(asked))
        return [_of(reply, asked[index], text) for index, text in said.items()]
    everybody = [_of(reply, one, reply.text, is_first=one is asked[0]) for one in asked]
    if not reply.calendar.comment and all(changes_nothing(one, at) for one in everybody):
        return everybody
    return [everybody[index] for index in parted(reply.calendar.comment, first_names(asked))]


def can_be_asked(reply: Reply) -> bool:
    """A few words, or a calendar's yes or no; a long letter is read by a person."""
    return reply.calendar is not None or 0 < len(reply.text) <= LONGEST


def ask(row: Received, reply: Reply, message: Dispatch, at: datetime) -> None:
    """Write « pour qui ? » to who answered; the answer stays among those to read until it is known."""
    row.why, row.answered, row.calendar = Received.Why.FOR_WHOM, message, _kept(reply.calendar)
    since = at - timedelta(days=1)
    asked_before = Dispatch.objects.filter(purpose=FOR_WHOM, address=reply.sender, written_at__gt=since)
    if asked_before.count() >= MOST_A_DAY:
        return
    dispatch(
        channel=Channel.MAIL,
        purpose=FOR_WHOM,
        address=reply.sender,
        subject=row,
        title=_("For whom? %(title)s") % {"title": message.title},
        body=_question(reply, first_names(all_asked(message))),
        at=at,
        reply_to=reply_address(FOR_WHOM, subject=row.pk),
        once_key=f"{FOR_WHOM}:{row.pk}",
    )


@transaction.atomic
def act(replies: Sequence[Reply], at: datetime) -> bool:
    """Each area's own act, all or none; False when a person must read one of them."""
    return all([hear(reply, at) for reply in replies])


def _of(reply: Reply, one: Asked, text: str, *, is_first: bool = True) -> Reply:
    """The answer as this person's own. The version it names is the one the first of them was told."""
    purpose, subject, person = one.question
    calendar = reply.calendar
    if calendar is not None:
        calendar = replace(calendar, sequence=calendar.sequence if is_first else None)
    return replace(reply, purpose=purpose, subject=subject, person=person, text=text, calendar=calendar)


def _told(reply: Reply, at: datetime) -> bool:
    """« Henri » or « les deux »: what was answered before is done for them. A person reads the rest."""
    row = _open(reply.subject).select_for_update().first()
    if row is None or row.answered is None:
        return False
    asked = all_asked(row.answered)
    before = replace(reply, text=row.text, calendar=_read(row.calendar))
    answers = [
        _of(before, asked[index], row.text, is_first=index == 0) for index in _chosen(reply.text, asked)
    ]
    if not answers:
        return False
    _settle(row, answers, at)
    return True


def _settle(row: Received, answers: Sequence[Reply], at: datetime) -> None:
    """Do it; what is left to understand is read by a person, who is not asked for whom any more."""
    row.answered = row.calendar = None
    row.person = answers[0].person if len(answers) == 1 else row.person
    if act(answers, at):
        row.state, row.ended_at, row.why = Received.State.DONE, at, ""
        row.sender, row.title, row.text = "", "", ""
    else:
        row.why = Received.Why.NOT_UNDERSTOOD
    row.save()


def _chosen(text: str, asked: Sequence[Asked]) -> list[int]:
    words = plain(text).strip(" .!?«»\"'-")
    if words.removeprefix("pour ") in _BOTH:
        return list(range(len(asked)))
    return list(parted(text, first_names(asked)))


def _question(reply: Reply, names: list[str]) -> str:
    listed = ", ".join(_("“%(name)s”") % {"name": name} for name in names)
    return "\n\n".join([
        _("You answered: “%(words)s”.") % {"words": _said(reply)},
        _("This message was for %(names)s. For whom is your answer?") % {"names": _joined(names)},
        _("Answer this message with one word: %(names)s or “both”.") % {"names": listed},
        _("Nothing is changed until then."),
    ])  # fmt: skip


def _joined(names: list[str]) -> str:
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _said(reply: Reply) -> str:
    if reply.calendar is None:
        return " ".join(reply.text.split())[:200]
    return {NO: _("no"), PERHAPS: _("perhaps")}.get(reply.calendar.answer, _("yes"))


def _is_open(question: Dispatch, now: datetime) -> bool:
    return _open(question.subject_id or 0).exists()


def _open(number: int) -> ReceivedQuerySet:
    """The answer of which one asked whose it is, as long as nobody knows."""
    return Received.objects.to_read().filter(pk=number, why=Received.Why.FOR_WHOM)


def _kept(calendar: CalendarReply | None) -> dict[str, object] | None:
    """What a calendar program answered, as a column keeps it."""
    if calendar is None:
        return None
    stamped = calendar.stamped_at.isoformat() if calendar.stamped_at else ""
    return {**asdict(calendar), "stamped_at": stamped}


def _read(kept: dict[str, str] | None) -> CalendarReply | None:
    if kept is None:
        return None
    return CalendarReply(**{**kept, "stamped_at": parse_datetime(kept["stamped_at"] or "")})  # type: ignore[arg-type]
