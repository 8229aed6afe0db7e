"""A personal number: four digits somebody chose, which open the kiosk together with their card."""

from django.db import models

from parvis.members.models.member import Member


class PersonalNumber(models.Model):
    """Only a digest is kept. Five wrong tries close it, until its owner shows otherwise that it is them."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="personal_number")
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)  # wrong ones, since the last right one
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"personal number of {self.set_at:%Y-%m-%d}"
