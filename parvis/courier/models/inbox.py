"""The box answers come into (IMAP): how far it was read, and how it fares. One row."""

from django.db import models


class Inbox(models.Model):
    """uid_validity: under which the box numbers its messages. last_uid: everything up to it is taken in.

    box: what stands for the address and the folder, so that another box begins anew.
    """

    box = models.CharField(max_length=24, blank=True)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)  # the last time it opened
    failing_since_at = models.DateTimeField(null=True)
    rests_until_at = models.DateTimeField(null=True)
    troubles = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)  # what the server said, or the error

    def __str__(self) -> str:
        return f"the box, up to {self.last_uid}"
