"""Write less as people meet more: once a season, « plus, moins ou pareil ? », in one line.

The line goes inside words nobody asked for, which the person receives anyway; who received none is not asked.
A text message has no room for it: the question then is one of its own, answered with a number.
Without an answer within thirty days the wish goes down one step, never up, and the person is told in one line
with the way back. What they joined reaches them whatever they wish (`members.attention`).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.courier.dispatching import dispatch
from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import Matter, names_of
from parvis.courier.replying import can_be_answered
from parvis.members.models import Member, Pace, Says, Wish

PACE = "members.pace"  # what answers by mail are about
ANSWERED_WITHIN = timedelta(days=30)
MONTHS = 4  # of a season: it begins in January, in May and in September
STEPS = [Wish.REMINDERS, Wish.ESSENTIAL, Wish.EVERYTHING]
ASKED_BY_TEXT = "members.pace_asked"
CARRYING = (Channel.MAIL, Channel.LETTER, Channel.TELEPHONE)
State = Dispatch.State
_ENDED = (State.FAILED, State.DROPPED)


def season_of(day: date) -> date:
    """The first day of its season."""
    return day.replace(month=(day.month - 1) // MONTHS * MONTHS + 1, day=1)


def question(member: Member, purpose: str, channel: str, at: datetime, *, can_reply: bool) -> str:
    """The line such words carry for this person; empty for most. can_reply: nothing else is asked by mail."""
    return line(member, channel, can_reply=can_reply) if is_due(member, purpose, channel, at) else ""


def line(member: Member, channel: str, *, can_reply: bool) -> str:
    """The same, for whom it is due."""
    with translation.override(member.language):
        asked = _("We write to you: more, less or as now?")
        if channel == Channel.MAIL and can_reply and can_be_answered():
            how = _("Answer with one word: PLUS, MOINS or PAREIL.")
        elif channel == Channel.MAIL:
            how = _("Say it by the link “Choose what I receive”.")
        else:
            how = _("Say it to us by telephone.")
        return f"{asked} {how} {_('Without an answer, we write to you less.')}"


def is_due(member: Member, purpose: str, channel: str, at: datetime) -> bool:
    """Whether words of this purpose, on this channel, ask this person: they lived a whole season here.

    One query, for words nobody asked for only.
    """
    may = channel in CARRYING and _may_be_asked(member, purpose, at)
    return may and not asked_among([member], at)


def due_among(people: Mapping[Member, str], purpose: str, at: datetime) -> set[int]:
    """The same of many, each with their channel, text messages too: their ids; one query."""
    may = [one for one in people if _may_be_asked(one, purpose, at)]
    asked = asked_among(may, at) if may else set()
    return {one.pk for one in may if people[one] in CARRYING or people[one] == Channel.SMS} - asked


def asked_among(people: Iterable[Member], at: datetime) -> set[int]:
    """Those (ids) who were asked this season."""
    rows = Pace.objects.filter(member__in=list(people), asked_on__gte=season_of(timezone.localdate(at)))
    return set(rows.values_list("member", flat=True))


def ask_by_text(member: Member, address: str, purpose: str, at: datetime) -> None:
    """Besides words nobody asked for, once a season: a question of its own, where answers reach us.

    Within the act's transaction.
    """
    if not settings.SMS_INCOMING or not _may_be_asked(member, purpose, at) or asked_among([member], at):
        return
    with translation.override(member.language):
        title = _("We write to you: reply 1 for more, 2 for less, 3 for as now.")
        body = f"{title} {_('Without an answer, we write to you less.')}"
    key = f"{ASKED_BY_TEXT}:{member.pk}:{season_of(timezone.localdate(at)):%Y%m}"
    row = dispatch(
        channel=Channel.SMS, purpose=ASKED_BY_TEXT, address=address, name=member.name, person=member.pk,
        subject=member, title=title, body=body, at=at, once_key=key,
    )  # fmt: skip
    if row.written_at == at:
        note_asked(member, row, at)


def _may_be_asked(member: Member, purpose: str, at: datetime) -> bool:
    """As far as one knows without looking for an answer."""
    if purpose not in names_of(Matter.ORDINARY, Matter.ESSENTIAL):
        return False
    lived_since = season_of(season_of(timezone.localdate(at)) - timedelta(days=1))
    return timezone.localdate(member.joined_at) <= lived_since and member.wish != Wish.REMINDERS


def note_asked(member: Member, row: Dispatch, at: datetime) -> None:
    """These words carry the question. Within the act's transaction."""
    note_asked_many({member: row}, at)


def note_asked_many(rows: Mapping[Member, Dispatch], at: datetime) -> None:
    """The same for many, in one statement."""
    asked_on = timezone.localdate(at)
    Pace.objects.bulk_create(
        [
            Pace(member=one, asked_in=row, asked_on=asked_on, before=one.wish, after=one.wish)
            for one, row in rows.items()
        ],
        update_conflicts=True,
        unique_fields=["member"],
        update_fields=["asked_in", "asked_on", "says", "before", "after", "lowered_on"],
    )


@transaction.atomic
def say(*, member: Member, says: str, at: datetime) -> Wish:
    """What they answered holds from now on; said otherwise later, the last word counts. Their wish since.

    « pareil » after the default went down brings back what was before.
    """
    current = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    pace = Pace.objects.filter(member=member).first()
    if pace is None:
        pace = Pace(member=member, asked_on=timezone.localdate(at), before=current.wish, after=current.wish)
    if current.wish != pace.after:
        pace.before = current.wish  # they chose something else in between
    wish = _moved(pace.before, Says(says))
    pace.says, pace.after, pace.lowered_on = says, wish, None
    pace.save()
    Member.objects.filter(pk=member.pk).update(wish=wish)
    return wish


def unanswered(at: datetime) -> list[Pace]:
    """Those whose thirty days are over, some at a time, the first asked first."""
    before = timezone.localdate(at) - ANSWERED_WITHIN
    rows = Pace.objects.filter(says="", lowered_on=None, asked_on__lte=before)
    return list(rows.select_related("member", "asked_in").order_by("asked_on", "pk")[:200])


@transaction.atomic
def settle(pace: Pace, at: datetime) -> bool:
    """Nobody answered: one step down, once. False when nothing was lowered.

    The words never arrived: they are asked again with the next ones. They chose by themselves: that is it.
    """
    rows = Pace.objects.select_for_update(of=("self",)).select_related("member", "asked_in")
    row = rows.filter(pk=pace.pk, says="", lowered_on=None).first()
    if row is None:
        return False
    if row.asked_in is None or row.asked_in.state in _ENDED or row.asked_in.goes_with_id:
        row.delete()  # gone as a mere title in somebody's list: the line was not read either
        return False
    if row.asked_in.state != State.SENT:
        return False
    if row.member.wish != row.before or row.member.left_at is not None:
        Pace.objects.filter(pk=row.pk).update(says=Says.SAME, after=row.member.wish)
        return False
    row.after = _moved(row.before, Says.LESS)
    row.lowered_on = timezone.localdate(at)
    row.save(update_fields=["after", "lowered_on"])
    Member.objects.filter(pk=row.member_id).update(wish=row.after)
    pace.after = row.after
    return row.after != row.before


def pending(member: Member) -> Pace | None:
    """The question that waits for them, or the default that went down; None when they answered."""
    return Pace.objects.filter(member=member, says="").first()


def _moved(wish: str, says: Says) -> Wish:
    """One step up, down, or none; never beyond either end."""
    place = STEPS.index(Wish(wish)) + {Says.MORE: 1, Says.SAME: 0, Says.LESS: -1}[says]
    return STEPS[min(max(place, 0), len(STEPS) - 1)]
