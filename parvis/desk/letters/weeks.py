"""« La feuille de la semaine »: two weeks on one sheet, for those who chose paper and for the counter.

Made once a week on the day of the post, by a job. What stands on it is kept in its order: a slip that comes
back is read as it was printed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import Purpose, register_purpose
from parvis.desk.letters.posting_days import days_of_post, posting_weekday
from parvis.desk.models import TypedSheet, WeekSheet
from parvis.kit.moments import date as said_date
from parvis.kit.moments import day, hour
from parvis.kit.paper_codes import PaperCode
from parvis.meetings import listing
from parvis.meetings.models import Meeting
from parvis.meetings.paper.measuring import breakable, clipped
from parvis.meetings.paper.poster import where
from parvis.members.models import Consent, ContactPoint, Member
from parvis.members.reaching import Route, Words, reach

WEEK = "desk.week_sheet"  # the purpose of its letters, and of the consent to receive it
DAYS = 14
MOST = 24  # lines: two sides at most
MADE_AT = time(6)


@dataclass(frozen=True)
class WeekLine:
    number: int
    day: str
    says_day: bool
    hour: str
    title: str
    where: str
    cancelled: str


@dataclass(frozen=True)
class WeekPage:
    """The sheet as it is drawn. name: empty on the one that lies on the counter."""

    code: str
    title: str
    name: str
    lines: list[WeekLine]


def register_week() -> None:
    """Make the purpose known."""
    register_purpose(Purpose(WEEK, still_wanted=_is_still_wished))


def is_due_now() -> bool:
    """Asked by the schedule, which passes no clock: `is_due` now."""
    return is_due(timezone.now())


def is_due(now: datetime) -> bool:
    """Whether the sheet of the coming week is still to be made."""
    local = timezone.localtime(now)
    last_on, _next = days_of_post(now, posting_weekday())
    is_morning = local.date() > last_on or local.time() >= MADE_AT
    return is_morning and not WeekSheet.objects.filter(first_on__gte=_monday_after(last_on)).exists()


@transaction.atomic
def make_week(at: datetime) -> int:
    """Make the sheet of the coming week, and a letter for each who wished for it; how many. Once a week."""
    last_on, _next = days_of_post(at, posting_weekday())
    first_on = _monday_after(last_on)
    meetings = [meeting.pk for meeting in _meetings_of(first_on)]
    values = {"made_at": at, "meetings": meetings}
    sheet, is_new = WeekSheet.objects.get_or_create(first_on=first_on, defaults=values)
    if not is_new:
        return 0
    return sum(_write_to(member, address, sheet, at) for member, address in _readers())


def latest_week() -> WeekSheet | None:
    """The sheet that was made last."""
    return WeekSheet.objects.order_by("-first_on").first()


def page_of_week(row: Dispatch) -> WeekPage | None:
    """The sheet of one person's letter."""
    sheet = WeekSheet.objects.filter(pk=row.subject_id or 0).first()
    code = str(PaperCode(TypedSheet.Kind.SLIP, row.pk))
    return _page(sheet, code, row.name) if sheet else None


def page_for_all(sheet: WeekSheet) -> WeekPage:
    """The one for the counter: nobody's name, a code many people share."""
    return _page(sheet, str(PaperCode(TypedSheet.Kind.WEEK, sheet.pk)), "")


def meetings_on(sheet: WeekSheet) -> list[Meeting]:
    """What stands on it, as numbered there; what does not exist any more leaves a gap nobody fills."""
    known = Meeting.objects.select_related("place", "room__place", "cancellation").in_bulk(sheet.meetings)
    return [known[pk] for pk in sheet.meetings if pk in known]


def title_of(sheet: WeekSheet) -> str:
    return _("From %(first)s to %(last)s") % {
        "first": said_date(sheet.first_on),
        "last": said_date(sheet.first_on + timedelta(days=DAYS - 1)),
    }


def _page(sheet: WeekSheet, code: str, name: str) -> WeekPage:
    return WeekPage(code=code, title=title_of(sheet), name=name, lines=_lines(sheet))


def _lines(sheet: WeekSheet) -> list[WeekLine]:
    numbers = {pk: number for number, pk in enumerate(sheet.meetings, start=1)}
    lines, before = [], ""
    for meeting in meetings_on(sheet):
        on = day(meeting.begins_at)
        cancelled = _("CANCELLED –") if meeting.is_cancelled else ""
        title, place = breakable(clipped(meeting.title, 90)), breakable(clipped(where(meeting), 90))
        said = (numbers[meeting.pk], on, on != before, hour(meeting.begins_at), title, place, cancelled)
        lines.append(WeekLine(*said))
        before = on
    return lines


def _meetings_of(first_on: date) -> list[Meeting]:
    """What everyone may know of, from this Monday on."""
    begins = timezone.make_aware(datetime.combine(first_on, time()))
    months = {first_on.replace(day=1), (first_on + timedelta(days=DAYS)).replace(day=1)}
    found = [meeting for month in sorted(months) for meeting in listing.of_month_for_all(month)]
    ends = begins + timedelta(days=DAYS)
    return [it for it in found if begins <= it.begins_at < ends and not it.is_cancelled][:MOST]


def _readers() -> Iterable[tuple[Member, str]]:
    """Those who wished for it and have a postal address, each with the best of theirs."""
    wishes = Consent.objects.filter(purpose=WEEK, withdrawn_at=None).values("member")
    points = ContactPoint.objects.filter(
        kind=ContactPoint.Kind.POST, member__in=wishes, member__left_at=None
    ).select_related("member")
    best: dict[int, ContactPoint] = {}
    for point in points.order_by("member_id", "-is_preferred", "-pk"):
        best.setdefault(point.member_id, point)
    return [(point.member, point.address) for point in best.values()]


def _write_to(member: Member, address: str, sheet: WeekSheet, at: datetime) -> int:
    with override(member.language):
        body = "\n".join(
            f"{line.number}. {line.day}, {line.hour} : {line.title}, {line.where}" for line in _lines(sheet)
        )
        title = _("The sheet of the week: %(week)s") % {"week": title_of(sheet).lower()}
    reach(
        member,
        WEEK,
        Words(title=title, body=body or _("Nothing planned yet. Come and suggest something!")),
        subject=sheet,
        at=at,
        once_key=f"{WEEK}:{sheet.first_on}:{member.pk}",
        route=Route(Channel.LETTER, address),
    )
    return 1


def _is_still_wished(dispatch: Dispatch, now: datetime) -> bool:
    """They did not change their mind, and the week is not over."""
    sheet = WeekSheet.objects.filter(pk=dispatch.subject_id or 0).first()
    if sheet is None or timezone.localdate(now) >= sheet.first_on + timedelta(days=7):
        return False
    return Consent.objects.filter(member=dispatch.person or 0, purpose=WEEK, withdrawn_at=None).exists()


def _monday_after(on: date) -> date:
    return on + timedelta(days=7 - on.weekday())
