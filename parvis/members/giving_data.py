"""Give somebody everything that is held about them: pages to read, a table for machines, hours, photos.

One zip, readable without Parvis and without a network. It is written while it is sent.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template import engines
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.community.identity import current
from parvis.kit.calendars import calendar
from parvis.kit.moments import at as moment_in_words
from parvis.kit.moments import date_and_year
from parvis.kit.stylesheet import sheet
from parvis.kit.zipping import zipped
from parvis.members.holdings.register import Holding, KeptFile, Row, holdings
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.models import Member, Role

PRINTED = gettext_lazy("Printed what is kept about you, at your request.")


@dataclass(frozen=True)
class Section:
    """One holding of one person: what, why, and the rows with their headings in words."""

    holding: Holding
    rows: list[Row]

    @property
    def heads(self) -> list[str]:
        return [str(words) for words in self.holding.fields.values()]

    @property
    def lines(self) -> Iterator[list[str]]:
        """The cells of each row, as people read them."""
        for row in self.rows:
            yield [_in_words(row[key]) for key in self.holding.fields]


def gather(member: Member) -> list[Section]:
    """Everything held about this person, for their own eyes; holdings with nothing are left out."""
    found = (Section(holding, list(holding.export(member))) for holding in holdings())
    return [section for section in found if section.rows]


def gather_for(member: Member, reader: Member) -> list[Section]:
    """The same as far as a correspondent may read it while they print it for the person."""
    told = [(holding, holding.export_to) for holding in holdings() if holding.export_to is not None]
    found = (Section(holding, list(export_to(member, reader))) for holding, export_to in told)
    return [section for section in found if section.rows]


def print_for(*, member: Member, by: Member, at: datetime) -> list[Section]:
    """What a correspondent prints and hands over; the person's journal says so."""
    journal(member=member, by=by, words=PRINTED, role=Role.Kind.CORRESPONDENT, channel=TELEPHONE, at=at)
    return gather_for(member, by)


def archive(member: Member, at: datetime) -> Iterator[bytes]:
    """The zip, in parts."""
    sections = gather(member)
    pictures = [kept for holding in holdings() for kept in holding.files(member)]
    return zipped(_files(member, sections, pictures, at), at)


def _files(
    member: Member, sections: list[Section], pictures: list[KeptFile], at: datetime
) -> Iterator[tuple[str, Iterable[bytes]]]:
    place = current()
    there = [kept for kept in pictures if kept.storage.exists(kept.path)]
    context = {"member": member, "sections": sections, "pictures": there, "at": at, "place": place}
    page = engines["jinja2"].get_template("members/my_data/export.html").render(context)
    yield "index.html", [page.encode()]
    yield "style.css", [f"{sheet()[0]}\n{place.colours_css}".encode()]
    yield "mes-donnees.json", _as_json(place.name, sections, at)
    hours = (hour for holding in holdings() for hour in holding.calendar(member))
    yield "rencontres.ics", calendar(hours, zone=place.zone, name=place.name)
    for kept in there:
        yield f"photos/{kept.name}", _parts(kept)


def _parts(kept: KeptFile) -> Iterator[bytes]:
    with kept.storage.open(kept.path) as file:
        yield from file.chunks()


def _as_json(place: str, sections: list[Section], at: datetime) -> Iterator[bytes]:
    told = {
        section.holding.name: {
            "quoi": str(section.holding.words),
            "pourquoi": str(section.holding.why),
            "lignes": section.rows,
        }
        for section in sections
    }
    whole = {"lieu": place, "le": at, "gardé": told}
    encoder = DjangoJSONEncoder(ensure_ascii=False, indent=1)
    for part in encoder.iterencode(whole):
        yield part.encode()


def _in_words(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return f"{moment_in_words(value)} ({value.year})"
    return date_and_year(value) if isinstance(value, date) else str(value)
