"""A hold: the outbox keeps what nobody asked for at this moment, until a person says what becomes of it."""

from django.db import models


class Hold(models.Model):
    """Live while it has no end; What waited then, and what is written meanwhile, is held."""

    reason = models.CharField(max_length=300)  # « rendu de la sauvegarde du … »
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    were_let_go = models.BooleanField(default=False)  # at the end: sent, or dropped

    def __str__(self) -> str:
        return self.reason
