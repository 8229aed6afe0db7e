"""An encounter: people who were together in one place for a time."""

from django.db import models


class Encounter(models.Model):
    """One row per gathering and table (0 is the whole room); its figures are about all, never about one."""

    gathering_kind = models.CharField(max_length=40)
    gathering_id = models.BigIntegerField()
    table = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField(db_index=True)
    minutes = models.PositiveIntegerField()
    people = models.PositiveIntegerField()  # everyone in the room, also those nobody named
    first_meetings = models.PositiveIntegerField(default=0)  # pairs who had never been together before
    met_new = models.PositiveIntegerField(
        default=0
    )  # people who said they met somebody new, five at least answered

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gathering_kind", "gathering_id", "table"],
                name="one_encounter_per_gathering_and_table",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gathering_kind}:{self.gathering_id}/{self.table}"


class Presence(models.Model):
    """One person (opaque id) in an encounter."""

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="presences")
    person = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["encounter", "person"], name="one_presence_per_person_and_encounter"
            )
        ]
        indexes = [models.Index(fields=["person", "encounter"])]

    def __str__(self) -> str:
        return f"{self.person} in {self.encounter_id}"
