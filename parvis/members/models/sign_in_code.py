"""A sign-in code: six digits and a link, one use, twenty minutes, five tries."""

from django.db import models

from parvis.members.models.member import Member


class SignInCode(models.Model):
    """Sent to an address (several people may share it), or made for one member by a correspondent."""

    address = models.CharField(max_length=320, blank=True)
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="sign_in_codes")
    code_digest = models.CharField(max_length=64)
    link_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["address", "made_at"])]

    def __str__(self) -> str:
        return f"code of {self.made_at:%Y-%m-%d %H:%M}"
