"""Write down which words a thing holds."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from parvis.kit import french
from parvis.kit.models import SearchEntry, SearchWord

MOST_WORDS = 300  # different words of one thing; what comes after them is not searched
START = 3


@dataclass(frozen=True)
class Document:
    """What is searched of one thing: its title counts more than the rest. ends_at: None for what lasts."""

    title: str
    text: str = ""
    ends_at: datetime | None = None

    @property
    def digest(self) -> str:
        said = "\0".join((self.title, self.text, self.ends_at.isoformat() if self.ends_at else ""))
        return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


@transaction.atomic
def put(kind: str, subject_id: int, document: Document) -> bool:
    """Write the words of one thing, in place of those it had. False when they are the same."""
    known = SearchEntry.objects.select_for_update().filter(kind=kind, subject_id=subject_id).first()
    if known is not None and known.digest == document.digest:
        return False
    entry, _made = SearchEntry.objects.update_or_create(
        kind=kind, subject_id=subject_id, defaults={"ends_at": document.ends_at, "digest": document.digest}
    )
    entry.words.all().delete()
    SearchWord.objects.bulk_create(_words_of(entry, document))
    return True


def drop(kind: str, subject_ids: Collection[int]) -> int:
    """Forget these things; how many were known."""
    gone = SearchEntry.objects.filter(kind=kind, subject_id__in=subject_ids)
    SearchWord.objects.filter(entry__in=gone).delete()
    return gone.delete()[0]


def _words_of(entry: SearchEntry, document: Document) -> list[SearchWord]:
    titled = dict(french.forms(document.title))
    found = {**dict(french.forms(document.text)), **titled}
    chosen = [*titled, *(word for word in found if word not in titled)][:MOST_WORDS]
    return [
        SearchWord(
            entry=entry, word=word, family=found[word], start=word[:START], in_title=word in titled
        )
        for word in chosen
    ]  # fmt: skip
