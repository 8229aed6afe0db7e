"""Words looked at twice: what a rule held back, what people signalled, and what a person decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.aid.models.notice import Notice
from parvis.members.models import Member


class Doubt(models.TextChoices):
    """Why a rule would rather that a person looks first."""

    HIDDEN = "hidden", _("something is hidden in the words")
    MONEY = "money", _("money is asked for ahead")
    LINK = "link", _("it leads to another site")
    NUMBER = "number", _("a number abroad, or a costly one")
    WEAPON = "weapon", _("it may be a weapon")
    MEDICINE = "medicine", _("it may be a medicine")
    ANIMAL = "animal", _("it may sell an animal")
    TOBACCO = "tobacco", _("it may be tobacco or a drug")
    PAPERS = "papers", _("it may be something forged")


class HeldBack(models.Model):
    """A notice others do not read yet: somebody looks first, by that hour."""

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="held_back")
    doubts = models.JSONField(default=list)  # of `Doubt`
    held_at = models.DateTimeField()
    look_by_at = models.DateTimeField()
    late_at = models.DateTimeField(null=True)  # nobody had looked by then: others were told
    has_changed = models.BooleanField(default=False)  # those who answered are told once it may be read

    class Meta:
        indexes = [models.Index(fields=["late_at", "look_by_at"])]

    def __str__(self) -> str:
        return f"{self.notice_id} waits for a reader"

    def in_words(self) -> list[str]:
        return [str(Doubt(one).label) for one in self.doubts if one in Doubt.values]


class NoticeReport(models.Model):
    """Somebody asks a person to read a notice again. Nothing is counted from it."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")  # None: unsigned
    words = models.CharField(max_length=300)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ended_at", "at"])]

    def __str__(self) -> str:
        return f"a report of {self.at:%d/%m}"


class Review(models.Model):
    """A person looked: it stands, or it is set aside with a reason and somebody to turn to."""

    class Verdict(models.TextChoices):
        KEPT = "kept", _("it stands")
        SET_ASIDE = "set_aside", _("set aside")

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="reviews")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    verdict = models.CharField(max_length=9, choices=Verdict.choices)
    reason = models.CharField(max_length=300, blank=True)
    turn_to = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.CharField(max_length=330)  # what was read: other words are looked at anew
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(verdict="set_aside") | ~models.Q(reason=""),
                name="a_notice_is_set_aside_for_a_reason",
            )
        ]
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.verdict}"
