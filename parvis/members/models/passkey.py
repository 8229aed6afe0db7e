"""A passkey: a device the person signs in with, if they wish."""

from django.db import models

from parvis.members.models.member import Member


class Passkey(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)  # « mon téléphone »
    credential_id = models.BinaryField(unique=True, max_length=1023)
    credential_data = models.BinaryField()  # attested credential data, as fido2 writes it
    sign_count = models.PositiveBigIntegerField(default=0)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
