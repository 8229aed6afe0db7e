"""The same as tables any spreadsheet opens: semicolons, UTF-8 with its mark, formulas turned into text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import PurePosixPath

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle, Place, Ritual, Room
from parvis.console.carrying_away.parts import PRIVATE, Part, open_circles
from parvis.kit.exporting import csv_lines
from parvis.meetings.models import Registration
from parvis.members.models import Consent
from parvis.members.moving_in.leaving import member_rows
from parvis.wiki.models import Photo, Sentence

File = tuple[str, Iterable[bytes]]
Words = str | Promise
Rows = Iterable[Iterable[object]]

CHUNK = 500


def of_the_place() -> Iterator[File]:
    """Places, rooms, circles, rituals."""
    yield _table("lieux", [_("Name"), _("Address"), _("Getting in"), _("Capacity"), _("Used")], _places())
    rooms = Room.objects.order_by("place__name", "name").values_list(
        "place__name", "name", "access", "capacity"
    )
    yield _table("salles", [_("Place"), _("Room"), _("Getting in"), _("Capacity")], rooms)
    circles = ((it.name, it.about, it.kind, it.get_joining_display()) for it in open_circles())
    yield _table("cercles", [_("Name"), _("About"), _("Kind"), _("How one joins")], circles)
    rituals = Ritual.objects.order_by("name").values_list("name", "about", "season")
    yield _table("rituels", [_("Name"), _("About"), _("Season")], rituals)


def of_part(part: Part) -> Iterator[File]:
    """Meetings, roles, stories, sentences and photos of one part."""
    heads = [
        _("Number"),
        _("Title"),
        _("Begins"),
        _("Ends"),
        _("Where"),
        _("Circle"),
        _("Cancelled"),
        _("About"),
    ]
    yield _table("rencontres", heads, _meetings(part), part.folder)
    yield _table("roles", [_("Name"), _("Role"), _("For"), _("Since")], _roles(part), part.folder)
    heads = [_("Number"), _("Title"), _("Lived on"), _("Place")]
    stories = part.stories().values_list("pk", "title", "happened_on", "place_name")
    yield _table("recits", heads, stories.iterator(chunk_size=CHUNK), part.folder)
    heads = [_("Story"), _("Signed"), _("Words"), _("Said on")]
    yield _table("phrases", heads, _sentences(part), part.folder)
    heads = [_("Story"), _("File"), _("What one sees in it")]
    photos = (
        (it.story_id, PurePosixPath(str(it.image.name)).name, it.description) for it in shown_photos(part)
    )
    yield _table("photos", heads, photos, part.folder)


def of_the_members() -> Iterator[File]:
    """How to reach people, what they agreed to, who was registered where."""
    heads = [_("Name"), _("E-mail"), _("Telephone"), _("Address"), _("Circles"), _("Member since")]
    yield _table("membres", heads, member_rows(), PRIVATE.folder)
    heads = [_("Name"), _("Sentence"), _("How"), _("Given on"), _("Taken back on")]
    yield _table("accords", heads, _consents(), PRIVATE.folder)
    heads = [_("Meeting"), _("Title"), _("Name"), _("State"), _("People"), _("Came")]
    yield _table("inscriptions", heads, _registrations(), PRIVATE.folder)


def shown_photos(part: Part) -> Iterator[Photo]:
    """The photos everyone who reads these stories may see: described, and agreed to."""
    ready = Photo.objects.filter(story__in=part.stories().order_by().values("pk"), people_agreed=True)
    return ready.exclude(description="").order_by("pk").iterator(chunk_size=CHUNK)


def _table(name: str, heads: Sequence[Words], rows: Rows, folder: str = "") -> File:
    return f"{folder}tableaux/{name}.csv", csv_lines(
        [str(head) for head in heads], (list(row) for row in rows)
    )


def _places() -> Rows:
    for place in Place.objects.order_by("name").iterator(chunk_size=CHUNK):
        yield place.name, place.address, place.access, place.capacity, _yes(place.is_active)


def _meetings(part: Part) -> Rows:
    shown = part.meetings().select_related("place", "room__place", "circle", "cancellation")
    for it in shown.iterator(chunk_size=CHUNK):
        hours = (_moment(it.begins_at), _moment(it.ends_at))
        where = it.where_words
        yield it.pk, it.title, *hours, where, it.circle or "", _yes(it.is_cancelled), it.about


def _roles(part: Part) -> Rows:
    for role in part.roles().iterator(chunk_size=CHUNK):
        yield role.member.name, role.get_kind_display(), role.scope, role.since_on


def _sentences(part: Part) -> Rows:
    told = Sentence.objects.filter(story__in=part.stories().order_by().values("pk")).order_by("story", "pk")
    for sentence in told.iterator(chunk_size=CHUNK):
        yield sentence.story_id, sentence.signed, sentence.words, _moment(sentence.said_at)


def _consents() -> Rows:
    given: QuerySet[Consent] = Consent.objects.filter(member__left_at=None).select_related("member")
    for it in given.order_by("pk").iterator(chunk_size=CHUNK):
        taken_back = _moment(it.withdrawn_at)
        yield it.member.name, it.sentence, it.get_how_display(), _moment(it.given_at), taken_back


def _registrations() -> Rows:
    """Without answers and companions: those were told to whoever organises."""
    rows = Registration.objects.filter(member__left_at=None, state__in=Registration.LIVE)
    rows = rows.exclude(meeting__circle__joining=Circle.Joining.SECRET)
    rows = rows.filter(meeting__publication__isnull=False).select_related("meeting", "member")
    came = _those_who_came()
    for it in rows.order_by("meeting__begins_at", "pk").iterator(chunk_size=CHUNK):
        was_there = came(it.meeting_id, it.member_id)
        yield (
            it.meeting_id,
            it.meeting.title,
            it.member.name,
            it.get_state_display(),
            it.party,
            _yes(was_there),
        )


def _those_who_came() -> Callable[[int, int], bool]:
    """Asks for one meeting's arrivals at a time: rows come meeting by meeting."""
    held: dict[int, set[int]] = {}

    def was_there(meeting: int, member: int) -> bool:
        if meeting not in held:
            held.clear()
            held[meeting] = set(_arrivals(meeting))
        return member in held[meeting]

    return was_there


def _arrivals(meeting: int) -> Iterable[int]:
    found = Registration.objects.filter(meeting=meeting, member__arrivals__meeting=meeting)
    return found.values_list("member_id", flat=True)


def _moment(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def _yes(is_so: bool) -> Words:
    return _("yes") if is_so else ""
