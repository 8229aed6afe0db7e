"""A notice from words that came by mail or by text message."""

import re
from datetime import datetime
from hashlib import sha256

from parvis.aid.models import Notice
from parvis.aid.posting import post
from parvis.aid.understanding import suggest
from parvis.kit.french import plain
from parvis.members.models import Member


def post_words(author: Member, direction: str, words: str, at: datetime, channel: str) -> Notice:
    """The notice; the same words of the same day, sent twice, are one. Raises what `post` raises."""
    key = f"{channel}:{author.pk}:{at:%y%m%d}:{sha256(words.encode()).hexdigest()[:24]}"
    return post(
        author=author, direction=direction, words=words, at=at, channel=channel, category=suggest(words),
        once_key=key,
    )  # fmt: skip


def who_says(words: str, people: list[Member]) -> tuple[Member | None, str]:
    """The only one at this number; or whoever is named first: « Henri, je cherche… »."""
    if len(people) == 1:
        return people[0], words
    for person in people:
        first, _sign, rest = re.sub(r"[:,]", " ", words.strip(), count=1).partition(" ")
        if plain(first) == plain(person.first_name):
            return person, rest.strip()
    return None, words
