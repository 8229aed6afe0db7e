"""A member: a person of the community. No password, no e-mail column, no score."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from parvis.members.models.role import Role
    from parvis.members.models.suspension import Suspension


OWN_KINDS = ("mail", "telephone", "post")  # ways that are the person's; « correspondent » is somebody else's


class Wish(models.TextChoices):
    """What somebody wishes to be written about; `parvis.members.attention` says what each lets through."""

    EVERYTHING = "everything", _("Everything")
    ESSENTIAL = "essential", _("The essential")
    REMINDERS = "reminders", _("Only my reminders")


class MemberQuerySet(models.QuerySet["Member"]):
    def present(self) -> Self:
        """Members who have not left."""
        return self.filter(left_at__isnull=True)

    def let_in(self, now: datetime) -> Self:
        """Members who may be here now: present, and not suspended."""
        is_free = models.Q(suspension=None) | models.Q(suspension__until_at__lte=now)
        return self.present().filter(is_free)

    def shown_to_all(self) -> Self:
        """Those whose name a list may show to other members: never somebody under fifteen."""
        return self.filter(minor_until_on=None)

    def may_enter(self) -> Self:
        """Members who have not left, and those who are leaving and may still change their mind."""
        return self.filter(models.Q(left_at__isnull=True) | models.Q(leaving__how__in=["screen", "spoken"]))

    def reached_at(self, address: str) -> Self:
        """Members whose own address or number this is, the first to join first; not a relative's."""
        points = models.Q(contact_points__address=address, contact_points__kind__in=OWN_KINDS)
        return self.may_enter().filter(points).distinct().order_by("pk")


class Member(AbstractBaseUser):
    # Django's base class brings these two; Parvis keeps neither passwords nor the hour of visits.
    password = None  # type: ignore[assignment,unused-ignore]
    last_login = None  # type: ignore[assignment,unused-ignore]

    name = models.CharField(max_length=120)  # as the person says it: « Jeanne Martin »
    search_name = models.CharField(max_length=160, db_index=True)  # lower case, no accents, for finding
    pronouns = models.CharField(max_length=40, blank=True)
    about = models.TextField(max_length=4000, blank=True)
    card_code = models.CharField(max_length=8, unique=True)  # printed on the member's card
    is_listed = models.BooleanField(default=False)  # in « Qui est qui » only if they said yes
    needs_calling = models.BooleanField(default=False)  # prefers the telephone, or owns no device
    wish = models.CharField(max_length=10, choices=Wish.choices, default=Wish.EVERYTHING)
    large_print = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="fr")
    joined_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)  # proved a contact point, or was met in person
    left_at = models.DateTimeField(null=True, blank=True)
    # Under fifteen until this day, which is all that is kept of a birth date; listed nowhere before it.
    minor_until_on = models.DateField(null=True, blank=True)
    session_key = models.CharField(max_length=32)  # changing it signs the person out everywhere

    USERNAME_FIELD = "card_code"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = MemberQuerySet.as_manager()

    class Meta:
        # Who reads of common life, counted among a million without their rows.
        indexes = [
            models.Index(fields=["wish", "id"], condition=models.Q(left_at=None), name="members_by_wish")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_listed=False) | models.Q(minor_until_on=None),
                name="no_minor_is_listed",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        return self.session_key

    @property
    def first_name(self) -> str:
        """« Jeanne » of « Jeanne Martin »."""
        return self.name.split(" ", 1)[0]

    def suspension_at(self, now: datetime) -> "Suspension | None":
        """What keeps this person out now, if anything does (a query, unless selected with the member)."""
        found = getattr(self, "suspension", None)
        return found if found is not None and found.holds(now) else None

    @cached_property
    def held_roles(self) -> list["Role"]:
        """The roles this person holds: one query, remembered as long as this object (a request)."""
        return [] if self.left_at else list(self.roles.all())

    @cached_property
    def circle_ids(self) -> frozenset[int]:
        """The circles this person belongs to: one query, remembered as long as this object."""
        return frozenset(row.circle_id for row in self.memberships.all() if row.accepted_at)


class PenName(models.Model):
    """A name under which a member writes; who stands behind it is not shown."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="pen_name")
    name = models.CharField(max_length=60, unique=True)
    is_worn = models.BooleanField(default=False)  # on badges, in place of the first name: they said so

    def __str__(self) -> str:
        return self.name
