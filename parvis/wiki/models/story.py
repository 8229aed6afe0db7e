"""A story told by several people, published by the keeper of the culture."""

from django.db import models

from parvis.members.models import Member


class Story(models.Model):
    title = models.CharField(max_length=160)
    happened_on = models.DateField()
    place_name = models.CharField(max_length=160, blank=True)
    is_public = models.BooleanField(
        default=True
    )  # False: members only (a circle's or a closed place's story)
    begun_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["published_at"])]

    def __str__(self) -> str:
        return self.title
