"""The search index: which words each thing holds. It says nothing of who may see what."""

from django.db import models


class SearchEntry(models.Model):
    """One thing that can be found: a meeting, a place… `subject_*` are opaque, as everywhere in the kit."""

    kind = models.CharField(max_length=40)  # « meetings.meeting »
    subject_id = models.BigIntegerField()
    ends_at = models.DateTimeField(null=True)  # what is over comes after what is to come
    digest = models.CharField(max_length=32)  # of what was indexed: the same words are not written again

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id"], name="one_entry_per_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class SearchWord(models.Model):
    """A word of an entry: its plain form, its family, its first letters, whether it is in the title."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=40)
    family = models.CharField(max_length=40)
    start = models.CharField(max_length=3)
    in_title = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "word"], name="one_row_per_word_of_an_entry")]
        indexes = [models.Index(fields=["family"]), models.Index(fields=["start"])]

    def __str__(self) -> str:
        return self.word
