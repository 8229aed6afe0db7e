"""One person of one line of a list that moves in: what is known, what becomes of it."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.members.models.contact_point import ContactPoint
from parvis.members.models.list_import import Import
from parvis.members.models.member import Member


class ImportLineQuerySet(models.QuerySet["ImportLine"]):
    def waiting(self) -> Self:
        """People ready to move in, in the order of the list."""
        return self.filter(state=ImportLine.State.READY).order_by("number", "part")

    def refused(self) -> Self:
        """Lines left aside, in the order of the list."""
        return self.filter(state=ImportLine.State.REFUSED).order_by("number", "part")

    def doubled(self) -> Self:
        """People who may already be here, the surest first."""
        return self.exclude(twin="").order_by("number", "part")

    def invitable(self, *, by_call: bool = False) -> Self:
        """People this import brought, not invited yet, who can be reached (by mail only, unless by_call)."""
        kinds = ["mail", "telephone", "post"] if by_call else ["mail"]
        points = ContactPoint.objects.filter(member=models.OuterRef("member"), kind__in=kinds)
        return self.filter(models.Exists(points), state=ImportLine.State.CREATED, invited_at=None).order_by(
            "number", "part"
        )


class ImportLine(models.Model):
    """Kept small: a town's list has a hundred thousand. Facts are emptied once the person has moved in."""

    class State(models.TextChoices):
        READY = "ready", _("ready")
        REFUSED = "refused", _("left aside")
        CREATED = "created", _("new member")
        LINKED = "linked", _("was already here")
        SKIPPED = "skipped", _("not taken")
        KEPT = "kept", _("stays: they have acted since")
        UNDONE = "undone", _("undone")

    class Twin(models.TextChoices):
        SAME = "same", _("same name, same address")
        CLOSE = "close", _("close name, same address")
        NAMESAKE = "namesake", _("same name only")

    class Choice(models.TextChoices):
        CREATE = "create", _("Someone else: add them")
        LINK = "link", _("Same person: complete")
        SKIP = "skip", _("Leave aside")

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="lines", db_index=False)
    number = models.PositiveIntegerField()  # as the spreadsheet shows it
    part = models.PositiveSmallIntegerField(default=0)  # second, third person of the same line
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    facts = models.JSONField(default=dict)
    doubts = models.JSONField(default=list)  # [[what, as written], …]
    reason = models.CharField(max_length=12, blank=True)  # why it is left aside
    # Hashes, to find twins within the list without comparing everyone with everyone.
    name_key = models.BigIntegerField(null=True)
    mail_key = models.BigIntegerField(null=True)
    telephone_key = models.BigIntegerField(null=True)
    twin = models.CharField(max_length=8, choices=Twin.choices, blank=True)
    choice = models.CharField(max_length=6, choices=Choice.choices, default=Choice.CREATE)
    twin_member = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    twin_number = models.PositiveIntegerField(null=True)  # an earlier line of the same list
    twin_part = models.PositiveSmallIntegerField(default=0)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    added = models.JSONField(default=dict)  # to a member who was here: {"points": [ids], "circles": [ids]}
    invited_at = models.DateTimeField(null=True)

    objects = ImportLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number", "part"], name="one_line_per_number_and_part")
        ]
        indexes = [
            models.Index(
                fields=["batch", "name_key"], condition=models.Q(name_key__isnull=False), name="import_names"
            ),
            models.Index(
                fields=["batch", "mail_key"], condition=models.Q(mail_key__isnull=False), name="import_mails"
            ),
            models.Index(
                fields=["batch", "telephone_key"],
                condition=models.Q(telephone_key__isnull=False),
                name="import_telephones",
            ),
            models.Index(fields=["batch", "state", "number", "part"], name="import_states"),
            models.Index(
                fields=["batch", "twin", "number"], condition=~models.Q(twin=""), name="import_twins"
            ),
            models.Index(fields=["member"], condition=models.Q(member__isnull=False), name="import_members"),
            models.Index(
                fields=["twin_member"],
                condition=models.Q(twin_member__isnull=False),
                name="import_twin_members",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"
