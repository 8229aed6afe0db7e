"""A thread as a page shows it: who answers and by when, what was said in order, what this reader may do."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.conversations.models import Handover, Introduced, Message, Thread
from parvis.conversations.naming import short_names
from parvis.conversations.subjects import Date, organisers_of, subject_of, title_of
from parvis.courier.models import Channel
from parvis.members.models import Member
from parvis.members.reaching import route_to

MOST_SHOWN = 300
_Kind = Thread.Kind
_WAYS = {
    Channel.MAIL: gettext_lazy("by e-mail"),
    Channel.SMS: gettext_lazy("by text message"),
    Channel.TELEPHONE: gettext_lazy("by telephone"),
    Channel.LETTER: gettext_lazy("by letter"),
}


@dataclass(frozen=True)
class Line:
    """One thing said, or a date that was agreed (`handover`)."""

    at: datetime
    name: str
    pk: int = 0
    text: str = ""
    how: str = ""
    is_mine: bool = False
    withdrawn: str = ""  # what stands in its place
    is_standing: bool = False
    handover: Handover | None = None


@dataclass(frozen=True)
class Shown:
    thread: Thread
    title: str
    path: str
    date: Date | None
    lines: list[Line]
    organisers: list[Member]
    is_over: bool
    answers: bool  # the reader is one of those who answer
    may_end: bool
    may_take_down: bool
    addresses: list[tuple[str, str]] = field(default_factory=list)  # of two people who gave theirs

    @property
    def last(self) -> int:
        """The last message on the screen."""
        return max((line.pk for line in self.lines), default=0)

    @property
    def handover(self) -> Handover | None:
        """The date that was agreed, while nothing was said since."""
        return self.lines[-1].handover if self.lines and self.thread.closed_at else None


def shown(thread: Thread, reader: Member, now: datetime) -> Shown:
    """The thread, for somebody who may read it; a constant number of questions."""
    is_of_two = thread.kind == _Kind.BETWEEN_TWO
    others = _others(thread, reader) if is_of_two else []
    organisers = [] if is_of_two else organisers_of(thread, now)
    leads = any(one.pk == reader.pk for one in organisers)
    return Shown(
        thread=thread,
        title=_title(thread, reader, others),
        path="" if is_of_two else subject_of(thread).path(thread.subject_id or 0),
        date=None if is_of_two else subject_of(thread).date(thread.subject_id or 0),
        lines=lines_of(thread, reader),
        organisers=organisers,
        is_over=thread.is_closed(now),
        answers=thread.is_with_us and leads,
        may_end=leads if thread.kind == _Kind.AMONG_US else True,
        may_take_down=thread.kind == _Kind.AMONG_US and leads,
        addresses=_addresses(others),
    )


def _title(thread: Thread, reader: Member, others: list[Introduced]) -> str:
    """« Café du canal », « Paul », « Odile Roux » for those who answer her."""
    if thread.kind == _Kind.BETWEEN_TWO and not thread.subject_kind:
        return ", ".join(short_names(one.member for one in others).values())
    return thread.topic or title_of(thread, reader) or _("A conversation")


def lines_of(thread: Thread, reader: Member) -> list[Line]:
    """What was said and agreed, in order."""
    rows = thread.messages.in_order().select_related("author", "noted_by", "withdrawn_by")
    messages = list(rows[:MOST_SHOWN])
    names = short_names(one.author for one in messages if one.author)
    agreed = list(thread.handovers.select_related("by"))
    lines = [_line(one, names, reader) for one in messages]
    lines += [Line(at=one.at, name=one.by.first_name if one.by else "", handover=one) for one in agreed]
    return sorted(lines, key=lambda line: (line.at, line.handover is not None, line.pk))


def last_lines(thread: Thread, reader: Member, most: int) -> list[Line]:
    """The last words that stand, the oldest of them first."""
    rows = thread.messages.standing().select_related("author", "noted_by", "withdrawn_by")
    messages = list(rows.order_by("-said_at", "-pk")[:most])[::-1]
    names = short_names(one.author for one in messages if one.author)
    return [_line(one, names, reader) for one in messages]


def _line(message: Message, names: dict[int, str], reader: Member) -> Line:
    is_mine = message.author_id == reader.pk
    stands_in = _withdrawn(message)
    # Words taken down stay before their author's eyes, with the reason.
    text = message.text if message.withdrawn_at is None or is_mine else ""
    return Line(
        at=message.said_at,
        name=names.get(message.author_id or 0, message.signed) or _("Somebody"),
        pk=message.pk,
        text=text,
        how=_how(message),
        is_mine=is_mine,
        withdrawn=stands_in,
        is_standing=message.withdrawn_at is None,
    )


def _how(message: Message) -> str:
    """« par téléphone, noté par Monique »: by which way it came."""
    way = str(_WAYS.get(Channel(message.channel), ""))
    if message.noted_by is None:
        return way
    noted = _("written down by %(name)s") % {"name": message.noted_by.first_name}
    return f"{way}, {noted}" if way else noted


def _withdrawn(message: Message) -> str:
    if message.withdrawn_at is None:
        return ""
    if message.withdrawn_by is None or message.withdrawn_by_id == message.author_id:
        return _("These words were taken back.")
    values = {"name": message.withdrawn_by.first_name, "why": message.withdrawn_why}
    return _("Taken down by %(name)s: %(why)s") % values


def _others(thread: Thread, reader: Member) -> list[Introduced]:
    """Of a thread between two: the other one, with the ways to reach them."""
    rows = Introduced.objects.filter(introduction__thread=thread).exclude(member=reader)
    return list(rows.select_related("member").prefetch_related("member__contact_points").order_by("pk"))


def _addresses(others: list[Introduced]) -> list[tuple[str, str]]:
    """The way the other gave, if they did."""
    found = []
    for row in (one for one in others if one.gives_address):
        route = route_to(row.member)
        if route.channel in (Channel.MAIL, Channel.SMS, Channel.TELEPHONE) and not route.through:
            found.append((row.member.first_name, route.address))
    return found
