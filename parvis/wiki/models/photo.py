"""A photo in a story: checked by content, without its camera's data, described, consented to."""

from django.db import models

from parvis.members.models import Member
from parvis.wiki.models.story import Story


class Photo(models.Model):
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="photos")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    image = models.ImageField(upload_to="stories/%Y/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    description = models.CharField(max_length=300, blank=True)  # « Que voit-on ? »
    people_agreed = models.BooleanField(default=False)  # the people in it said yes
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.description or f"photo {self.pk}"
