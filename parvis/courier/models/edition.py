"""An edition: words written once for many dispatches, with marks for what is each reader's own."""

from django.db import models


class Edition(models.Model):
    """text and html hold {name}, {greeting}, {choosing_link}, {reply_line}: see `courier.editions`."""

    title = models.CharField(max_length=200)
    text = models.TextField()  # complete by itself
    html = models.TextField(blank=True)  # the inside of the page; the letterhead is put around it
    enclosed = models.JSONField(
        default=list
    )  # files: [{"name": …, "kind": "application/pdf", "content": base64}]
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title
