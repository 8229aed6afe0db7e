"""A contact point: one way to reach a person. Several people may share it."""

from django.db import models
from django.db.models.functions import Right
from django.utils.translation import gettext_lazy as _

from parvis.members.models.member import Member


class ContactPoint(models.Model):
    class Kind(models.TextChoices):
        MAIL = "mail", _("e-mail")
        TELEPHONE = "telephone", _("telephone")
        POST = "post", _("postal address")
        CORRESPONDENT = "correspondent", _("through their correspondent")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    # Normalised: lower-case mail, E.164 telephone. Never unique: couples share addresses.
    address = models.CharField(max_length=320, blank=True)
    # « ça finit par 45 12 »: the database keeps it, and finds by it.
    ending = models.GeneratedField(
        expression=Right("address", 4), output_field=models.CharField(max_length=4), db_persist=True
    )
    via = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # the correspondent
    via_name = models.CharField(max_length=120, blank=True)  # « Claire, sa fille », when she is no member
    receives_sms = models.BooleanField(default=False)
    is_preferred = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["address"], name="members_addresses", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["ending"], name="members_address_endings"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "address"], name="one_contact_point_per_member_and_address"
            )
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def masked(self) -> str:
        """Enough to tell two people apart, too little to reach them: « •• •• •• 45 12 », « o•••@… »."""
        if self.kind == self.Kind.TELEPHONE:
            return f"•• {self.address[-4:-2]} {self.address[-2:]}".replace(" ", "\u00a0")
        if self.kind == self.Kind.MAIL:
            return f"{self.address[:1]}•••@…"
        return str(self.get_kind_display())
