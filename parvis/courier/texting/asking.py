"""Ask by text message: « Répondez 1, 2… », and read the number that comes back. One question a number."""

from datetime import datetime, timedelta

from parvis.courier.models import Channel, Dispatch, TextQuestion
from parvis.courier.texting.answering import words_of

LASTS = timedelta(hours=24)
MOST = 6
_LEFT = (Dispatch.State.SENT, Dispatch.State.LEAVING, Dispatch.State.DOUBT)
_by_number: set[str] = set()


def ask(*, address: str, about: str, choices: list[int], at: datetime) -> None:
    """Remember what 1, 2, 3… stand for; a new question takes the place of the last one."""
    TextQuestion.objects.update_or_create(
        address=address, defaults={"about": about, "choices": choices[:MOST], "asked_at": at}
    )


def chosen(address: str, about: str, text: str, at: datetime) -> int | None:
    """What the number typed stands for, if this question was asked; it may be answered once."""
    said = words_of(text)
    if not said.isdigit() or len(said) > 2:
        return None
    rows = TextQuestion.objects.select_for_update().filter(address=address, about=about)
    question = rows.filter(asked_at__gt=at - LASTS).first()
    if question is None or not 1 <= int(said) <= len(question.choices):
        return None
    question.delete()
    return int(question.choices[int(said) - 1])


def has_asked(address: str, about: str, at: datetime) -> list[int]:
    """The choices of this question while it waits for an answer; empty when it was not asked."""
    rows = TextQuestion.objects.filter(address=address, about=about, asked_at__gt=at - LASTS)
    return list(rows.values_list("choices", flat=True).first() or [])


def asks_by_number(*purposes: str) -> None:
    """In `apps.ready()`: text messages of these purposes are questions one answers with a number."""
    _by_number.update(purposes)


def asked_since(address: str, moment: datetime) -> bool:
    """Whether another question went to this number since: its answer comes first."""
    if TextQuestion.objects.filter(address=address, asked_at__gt=moment).exists():
        return True
    sent = Dispatch.objects.filter(channel=Channel.SMS, address=address, purpose__in=_by_number)
    return sent.filter(state__in=_LEFT, ended_at__gt=moment).exists()


def last_question(address: str, purpose: str, since: datetime) -> list[Dispatch]:
    """The last question of this purpose that went to this number, one row for each person it was for.

    Empty when none went since that moment, or when another was asked after it.
    """
    sent = Dispatch.objects.filter(channel=Channel.SMS, address=address, purpose=purpose, state__in=_LEFT)
    last = sent.filter(ended_at__gt=since).order_by("-ended_at", "-pk").first()
    if last is None or last.ended_at is None or asked_since(address, last.ended_at):
        return []
    return list(sent.filter(subject_kind=last.subject_kind, subject_id=last.subject_id).order_by("pk")[:MOST])


def numbered(lines: list[str]) -> str:
    """« 1 Café du canal, mardi », one a line."""
    return "\n".join(f"{number} {line}" for number, line in enumerate(lines[:MOST], 1))


def forget(at: datetime) -> int:
    """For the worker: questions nobody answered within a day are over; how many."""
    return TextQuestion.objects.filter(asked_at__lt=at - LASTS).delete()[0]
