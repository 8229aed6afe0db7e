"""Write a letter: begin it, change a section, move it, take it out. Two people at once overwrite nothing."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.community.models import Interest
from parvis.kit.locking import hold
from parvis.kit.moments import day
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.models import Member
from parvis.newsletters.filling import Told, tell, tell_again
from parvis.newsletters.models import Letter, Section
from parvis.newsletters.showing import next_good_hour

MOST_SECTIONS = 30
UP, DOWN = -1, 1


class HasLeft(Refusal):
    """What people have in their hands is not changed."""


class LongEnough(Refusal):
    """A letter is read in five minutes."""


class WrittenMeanwhile(Exception):
    """Somebody else wrote there since this page was opened; `section` is what stands there now."""

    def __init__(self, section: Section) -> None:
        super().__init__(section.pk)
        self.section = section


def begin(*, by: Member, at: datetime, once_key: str | None = None) -> Letter:
    """A draft with everything there is to tell; the same once_key begins once."""
    known = Letter.objects.filter(once_key=once_key).first() if once_key else None
    if known is not None:
        return known
    with transaction.atomic():
        title = _("The letter of %(day)s") % {"day": day(next_good_hour(at))}
        letter, is_new = Letter.objects.get_or_create(
            once_key=once_key or f"{by.pk}:{at.isoformat()}",
            defaults={"title": title, "begun_at": at, "begun_by": by, "changed_at": at},
        )
        if is_new:
            opening = Told("", "", [])
            rows = [_row(letter, told, place, at) for place, told in enumerate([opening, *tell(at)], start=1)]
            Section.objects.bulk_create(rows[:MOST_SECTIONS])
    return letter


@transaction.atomic
def retitle(*, letter: Letter, title: str, at: datetime) -> Letter:
    """Call it otherwise."""
    letter = held(letter)
    letter.title, letter.changed_at = title.strip(), at
    letter.version += 1
    letter.save(update_fields=["title", "changed_at", "version"])
    return letter


@transaction.atomic
def write(*, section: Section, title: str, words: str, seen: int, by: Member, at: datetime) -> Section:
    """Its title and words. WrittenMeanwhile when somebody wrote since version `seen`; nothing is lost then.

    The same words sent twice are written once.
    """
    letter = held(section.letter)
    section = Section.objects.get(pk=section.pk)
    title, words = title.strip(), words.replace("\r\n", "\n").strip()
    if (section.title, section.words) == (title, words):
        return section
    if section.version != seen:
        raise WrittenMeanwhile(section)
    section.title, section.words = title, words
    return _save(section, letter, by, at)


@transaction.atomic
def fill_again(*, section: Section, by: Member, at: datetime) -> Section:
    """As the house would write it now, instead of what stands there; unchanged when nothing is to tell."""
    letter = held(section.letter)
    section = Section.objects.select_related("interest").get(pk=section.pk)
    told = tell_again(section, at)
    if told is None:
        return section
    section.words, section.keys = told.words, told.keys
    section.save(update_fields=["keys"])
    return _save(section, letter, by, at)


@transaction.atomic
def add(*, letter: Letter, by: Member, at: datetime, interest: Interest | None = None) -> Section:
    """A section of one’s own, at the end: for all, or for who asked for an interest (once)."""
    letter = held(letter)
    if letter.sections.count() >= MOST_SECTIONS:
        raise LongEnough(_("This letter is long. Take a section out first."), back_to(letter))
    known = letter.sections.filter(interest=interest).first() if interest else None
    if known is not None:
        Section.objects.filter(pk=known.pk).update(is_out=False)
        return known
    last = letter.sections.aggregate(last=Max("place"))["last"] or 0
    told = Told(interest.name if interest else "", "", [], "interest" if interest else "", interest)
    section = _row(letter, told, last + 1, at)
    section.changed_by = by
    section.save(force_insert=True)
    return section


@transaction.atomic
def move(*, section: Section, by_one: int, at: datetime) -> None:
    """One place up or down; at the end of the line nothing happens."""
    letter = held(section.letter)
    rows = list(letter.sections.all())
    index = next((at_ for at_, row in enumerate(rows) if row.pk == section.pk), None)
    if index is None or not 0 <= index + by_one < len(rows):
        return
    rows[index], rows[index + by_one] = rows[index + by_one], rows[index]
    for place, row in enumerate(rows, start=1):
        row.place = place
    Section.objects.bulk_update(rows, ["place"])
    _touch(letter, at)


@transaction.atomic
def take_out(*, section: Section, at: datetime) -> None:
    """Nobody reads it; its words stay, and it can be put in again."""
    letter = held(section.letter)
    Section.objects.filter(pk=section.pk).update(is_out=True)
    _touch(letter, at)


@transaction.atomic
def put_in(*, section: Section, at: datetime) -> None:
    """It is read again."""
    letter = held(section.letter)
    Section.objects.filter(pk=section.pk).update(is_out=False)
    _touch(letter, at)


@transaction.atomic
def choose_audience(
    *, letter: Letter, audience: Sequence[dict[str, str]], shown_to: str, at: datetime
) -> Letter:
    """Who receives it, and who else may read it on the site."""
    letter = held(letter)
    letter.audience, letter.shown_to = list(audience), Letter.ShownTo(shown_to)
    letter.changed_at, letter.version = at, letter.version + 1
    letter.save(update_fields=["audience", "shown_to", "changed_at", "version"])
    return letter


def held(letter: Letter) -> Letter:
    """The letter, its row held until the act is over. HasLeft."""
    hold(Letter.objects.filter(pk=letter.pk))
    letter = Letter.objects.get(pk=letter.pk)
    if letter.has_left:
        raise HasLeft(_("This letter has left: people read it as it is."), back_to(letter))
    return letter


def back_to(letter: Letter) -> WayOut:
    return WayOut(_("See the letter"), reverse("newsletters:reading", args=[letter.pk]))


def _row(letter: Letter, told: Told, place: int, at: datetime) -> Section:
    return Section(
        letter=letter, source=told.source, interest=told.interest, title=told.title[:120], words=told.words,
        keys=told.keys, place=place, changed_at=at,
    )  # fmt: skip


def _save(section: Section, letter: Letter, by: Member, at: datetime) -> Section:
    section.version += 1
    section.changed_at, section.changed_by = at, by
    section.save(update_fields=["title", "words", "version", "changed_at", "changed_by"])
    _touch(letter, at)
    return section


def _touch(letter: Letter, at: datetime) -> None:
    Letter.objects.filter(pk=letter.pk).update(changed_at=at)
