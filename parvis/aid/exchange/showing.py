"""What the pages of an exchange show to one of the two. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.exchange.jobs import will_remind
from parvis.aid.exchange.links import path_of
from parvis.aid.exchange.settling import LASTS
from parvis.aid.exchange.wording import line_for, place_of, why_over, words_for
from parvis.aid.models import Exchange, Notice, Settlement
from parvis.community.identity import current
from parvis.conversations.showing import Line, lines_of
from parvis.courier.models import Channel
from parvis.kit.calendars import CONFIRMED, TENTATIVE, Entry
from parvis.members.models import Member
from parvis.members.reaching import absolute, route_to

MOST_GOING_ON, MOST_OVER = 40, 12
_SHOWABLE = (Channel.MAIL, Channel.SMS, Channel.TELEPHONE)


@dataclass(frozen=True)
class Seen:
    """One exchange before the eyes of one of the two: what stands, and what they may do."""

    exchange: Exchange
    person: Member
    other: Member
    now: datetime
    lines: list[Line] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)  # of the other, when both said so

    @property
    def is_author(self) -> bool:
        return self.person.pk == self.exchange.notice.author_id

    @property
    def words(self) -> str:
        return words_for(self.exchange, self.person)

    @property
    def notice_line(self) -> str:
        return line_for(self.exchange, self.person)

    @property
    def is_over(self) -> bool:
        return self.exchange.has_ended

    @property
    def is_done(self) -> bool:
        return self.is_over and self.exchange.end.why == "done"

    @property
    def why_over(self) -> str:
        return why_over(self.exchange, self.person) if self.is_over else ""

    @property
    def hour(self) -> Settlement | None:
        """The place and hour on the table: proposed, or agreed."""
        return None if self.is_over else self.exchange.settled

    @property
    def where(self) -> str:
        return place_of(self.hour) if self.hour else ""

    @property
    def seen(self) -> int:
        return self.exchange.settled.version if self.exchange.settled else 0

    @property
    def waits_for_me(self) -> bool:
        """The other proposed an hour to come."""
        hour = self.hour
        if hour is None or hour.agreed_at is not None or hour.begins_at <= self.now:
            return False
        return hour.proposed_by_id != self.person.pk

    @property
    def can_agree(self) -> bool:
        """Their notice was answered, and they have not said yes."""
        return not self.is_over and self.exchange.agreement_of(self.person) is None

    @property
    def can_say_done(self) -> bool:
        return not self.is_over and (self.is_author or self.exchange.is_agreed)

    @property
    def is_after(self) -> bool:
        """The agreed hour is past: « c’est fait ? » comes first."""
        meets = self.exchange.meets
        return not self.is_over and meets is not None and meets.is_past(self.now)

    @property
    def is_reminded(self) -> bool:
        """A reminder is still to come."""
        return self.hour is not None and will_remind(self.hour)

    @property
    def shows_mine(self) -> bool:
        mine = self.exchange.agreement_of(self.person)
        return mine is not None and mine.shows_address

    @property
    def state(self) -> str:
        """In a few words, for a list."""
        if self.is_over:
            return self.why_over
        if self.is_after:
            return _("Is it done?")
        if self.waits_for_me:
            return _("An hour is proposed: does it suit you?")
        if self.exchange.meets:
            return _("You meet")
        if self.hour:
            return _("You proposed an hour")
        return _("Waits for your yes") if self.can_agree else _("You talk")


def seen(exchange: Exchange, person: Member, now: datetime) -> Seen:
    """With the words and, when both agreed to it, how to reach the other."""
    other = exchange.other(person)
    lines = lines_of(exchange.thread, person) if exchange.thread else []
    return Seen(exchange, person, other, now, lines, _ways(other) if _may_reach(exchange) else [])


def _may_reach(exchange: Exchange) -> bool:
    """While it goes on, and both said so."""
    return not exchange.has_ended and exchange.shows_addresses


def _ways(other: Member) -> list[str]:
    """An address or a number one can write to or dial: « aucun numéro connu » is none."""
    route = route_to(other)
    is_own = route.channel in _SHOWABLE and not route.through
    return [route.address] if is_own and (route.channel == Channel.MAIL or route.address[:1] == "+") else []


def going_on(person: Member, now: datetime) -> list[tuple[Seen, str]]:
    """Theirs, those that wait for them first; each with its address. Two queries."""
    rows = Exchange.objects.of(person).live().for_page().order_by("-moved_at", "-pk")[:MOST_GOING_ON]
    found = _seen_each(rows, person, now)
    return sorted(found, key=lambda pair: not (pair[0].waits_for_me or pair[0].is_after or pair[0].can_agree))


def over(person: Member, now: datetime) -> list[tuple[Seen, str]]:
    """The last ones that ended."""
    rows = Exchange.objects.of(person).exclude(end=None).for_page().order_by("-end__at", "-pk")
    return _seen_each(rows[:MOST_OVER], person, now)


def of_notice(notice: Notice, person: Member, now: datetime) -> list[tuple[Seen, str]]:
    """On the page of a notice: all answers for its author, their own for whoever answered."""
    rows = Exchange.objects.of(person).filter(notice=notice).for_page().order_by("opened_at", "pk")
    return _seen_each(rows[:MOST_GOING_ON], person, now)


def answers_of(notice: Notice, reader: object) -> list[tuple[Seen, str]]:
    """The same, for the templates: nothing for who is not signed in."""
    return of_notice(notice, reader, timezone.now()) if isinstance(reader, Member) else []


def _seen_each(rows: Iterable[Exchange], person: Member, now: datetime) -> list[tuple[Seen, str]]:
    return [(Seen(one, person, one.other(person), now), path_of(one.pk, person)) for one in rows]


def meetings_of(person: Member, now: datetime) -> list[tuple[Seen, str]]:
    """Their agreed hours to come, the next one with how to reach the other; one query and the agreements."""
    rows = (
        Exchange.objects.of(person)
        .live()
        .filter(settlement__agreed_at__isnull=False, settlement__begins_at__gt=now - LASTS)
    )
    found = _seen_each(rows.for_page().order_by("settlement__begins_at", "pk")[:6], person, now)
    if found and _may_reach(found[0][0].exchange):
        found[0][0].addresses.extend(_ways(found[0][0].other))
    return found


def entries_for(person: Member, now: datetime) -> list[Entry]:
    """For a calendar only they follow: hours agreed, and those proposed."""
    rows = Exchange.objects.of(person).live().filter(settlement__begins_at__gt=now - LASTS)
    found = rows.for_page().order_by("settlement__begins_at", "pk")[:100]
    return [entry_of(one, person) for one in found]


def entry_of(exchange: Exchange, person: Member) -> Entry:
    """ValueError while no hour is proposed."""
    settlement = exchange.settled
    if settlement is None:
        raise ValueError("no hour is proposed")
    said = {"name": exchange.other(person).first_name, "words": words_for(exchange, person)}
    return Entry(
        uid=f"exchange-{exchange.pk}-{person.pk}@{current().uid}",
        title=_("%(name)s: %(words)s") % said,
        begins=settlement.begins_at,
        ends=settlement.begins_at + LASTS,
        written_at=settlement.agreed_at or settlement.proposed_at,
        sequence=settlement.version,
        status=CONFIRMED if settlement.agreed_at else TENTATIVE,
        where=place_of(settlement),
        url=absolute(path_of(exchange.pk, person)),
    )
