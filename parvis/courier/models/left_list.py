"""A list somebody left: the letter of the place, say. All other words still reach them."""

from django.db import models


class LeftList(models.Model):
    """`person` is opaque, and empty for who is no member: then only the digest of the address is known."""

    list_id = models.CharField(max_length=40)
    person = models.BigIntegerField(null=True)
    who = models.CharField(max_length=64)  # a digest of the person's number, or of the address
    left_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list_id", "who"], name="left_once")]
        indexes = [models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"{self.list_id} left"
