"""An interest: what people may ask to hear more about, in the words of the community."""

from typing import Self

from django.db import models


class InterestQuerySet(models.QuerySet["Interest"]):
    def offered(self) -> Self:
        """Those people may choose, by name."""
        return self.filter(is_offered=True).order_by("name", "pk")


class Interest(models.Model):
    name = models.CharField(max_length=60, unique=True)  # « le jardin »
    words = models.CharField(max_length=200, blank=True)  # by which it is found: « potager, compost, semis »
    is_offered = models.BooleanField(default=True)

    objects = InterestQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
