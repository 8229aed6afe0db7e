"""Partners: sites of others the community uses together, and the shops it wishes to keep."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Place
from parvis.members.models import Member


class Partner(models.Model):
    class Kind(models.TextChoices):
        SITE = "site", _("a site of others")
        SHOP = "shop", _("a shop nearby")

    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.SITE)
    title = models.CharField(max_length=80)
    why = models.CharField(max_length=240)
    url = models.CharField(max_length=300, blank=True)  # begins with https://
    ask = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    where = models.CharField(max_length=120, blank=True)
    hours = models.CharField(max_length=160, blank=True)  # « du mardi au samedi, de 8 h à 13 h »
    telephone = models.CharField(max_length=32, blank=True)
    written_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="https://"), name="partner_addresses_are_https"
            ),
            models.CheckConstraint(condition=~Q(url="") | Q(kind="shop"), name="a_site_has_an_address"),
            models.UniqueConstraint(fields=["kind", "title"], name="one_partner_per_kind_and_title"),
        ]
        indexes = [models.Index(fields=["kind", "title"])]

    def __str__(self) -> str:
        return self.title
