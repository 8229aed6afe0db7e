"""Somebody leaves for good: what letters said with their name or in their words is said no more."""

import re

from django.db.models import QuerySet

from parvis.members.models import Member
from parvis.newsletters.models import Section
from parvis.wiki.digest import KEY as STORY
from parvis.wiki.digest import quoted
from parvis.wiki.models import Sentence

GONE = "…"


def sections_naming(member: Member) -> list[Section]:
    """The sections that name this person among newcomers, or hold a sentence of theirs."""
    said = [key for key, _words in _said(member)]
    return [row for row in _sections() if set(row.keys) & set(said)]


def unsay(member: Member) -> None:
    """Their name and their sentences leave every letter, also those that left; safe to run again."""
    said = _said(member)
    for section in sections_naming(member):
        for key, words in said:
            if key in section.keys:
                section.words = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", GONE, section.words)
        section.keys = [key for key in section.keys if key != _key(member)]
        section.save(update_fields=["words", "keys"])


def _said(member: Member) -> list[tuple[str, str]]:
    """What letters may say of this person: the key of what it comes from, and the words."""
    sentences = Sentence.objects.filter(author=member)
    return [(_key(member), member.first_name)] + [
        (f"{STORY}{row.story_id}", quoted(row)) for row in sentences
    ]


def _key(member: Member) -> str:
    return f"members.member:{member.pk}"


def _sections() -> QuerySet[Section]:
    named = Section.objects.filter(source__in=["members.newcomers", "wiki.story"])
    return (named | Section.objects.filter(interest__isnull=False)).select_related("letter")
