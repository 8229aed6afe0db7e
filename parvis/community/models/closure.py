"""A place, or one of its rooms, is closed for some days: works, holidays, every August."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from parvis.community.models.place import Place, Room


class ClosureQuerySet(models.QuerySet["Closure"]):
    def of(self, place: Place, room: Room | None = None) -> Self:
        """Those that close this room: the place's own and the room's. Without a room: the place's own."""
        return self.filter(Q(room=None) | Q(room=room) if room else Q(room=None), place=place)

    def over(self, first_on: date, last_on: date) -> list["Closure"]:
        """Those that touch these days, yearly ones included, in their order."""
        dated = Q(is_yearly=False, begins_on__lte=last_on, ends_on__gte=first_on)
        rows = self.filter(dated | Q(is_yearly=True)).order_by("begins_on", "pk")
        return [row for row in rows if row.touches(first_on, last_on)]


class Closure(models.Model):
    """Days are whole and both included, by the clock of the community."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="closures")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.CASCADE, related_name="closures")
    begins_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=160, blank=True)
    is_yearly = models.BooleanField(default=False)  # the same days every year from then on: August

    objects = ClosureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="closure_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.room or self.place}: {self.begins_on} – {self.ends_on}"

    def touches(self, first_on: date, last_on: date) -> bool:
        """Whether one of these days is closed."""
        return any(begins <= last_on and ends >= first_on for begins, ends in self.turns(first_on, last_on))

    def turns(self, first_on: date, last_on: date) -> list[tuple[date, date]]:
        """When it closes around these days: once, or every year. 29 February may be 1 March."""
        if not self.is_yearly:
            return [(self.begins_on, self.ends_on)]
        over = self.ends_on.year - self.begins_on.year  # a Christmas closure ends in the following year
        first = max(self.begins_on.year, first_on.year - over)
        years = range(first, min(last_on.year, first + 100) + 1)
        return [(_in(self.begins_on, year), _in(self.ends_on, year + over)) for year in years]


def _in(on: date, year: int) -> date:
    try:
        return on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
