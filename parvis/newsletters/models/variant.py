"""A variant: the letter as everybody with the same interests and language gets it by mail."""

from django.db import models

from parvis.courier.models import Edition
from parvis.newsletters.models.letter import Letter


class Variant(models.Model):
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="variants")
    key = models.CharField(max_length=200)  # « fr:3.7 »: a language, interests
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "key"], name="one_variant_per_letter_and_key")
        ]

    def __str__(self) -> str:
        return f"{self.letter} ({self.key})"
