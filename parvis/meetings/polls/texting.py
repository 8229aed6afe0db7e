"""« Répondez 1, 3 ou AUCUNE »: a date poll answered by text message, one number at a time.

What a number says concerns the last question that went to that telephone, unless another was asked since.
Two people at one number: « Odile 1 3 », « nous 1 3 »; otherwise one asks, and writes nothing.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.courier.for_whom import parted
from parvis.courier.letterhead import letterhead
from parvis.courier.models import Channel, Dispatch
from parvis.courier.texting.answering import Answer, is_one_of, words_of
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.asking import asked_since
from parvis.meetings.models import DateAnswer, ProposedDate, Respondent
from parvis.meetings.polls import purposes
from parvis.meetings.polls.answering import change_answer
from parvis.meetings.polls.bringing import leave_seat, take_seat
from parvis.meetings.polls.reading_poll_answers import read_answers

NONE = frozenset({"aucune", "aucun", "aucune date", "non", "non aucune", "0", "rien", "none"})
YES = frozenset({"oui", "ok", "d accord", "oui je viens", "oui d accord", "yes"})
NO = frozenset({"non", "non merci", "non je ne viens pas", "no"})
_STAYS = timedelta(days=31)  # longer than a poll
_CHANNEL = "text"
_State = Dispatch.State
_NUMBER = re.compile(r"\b\d{1,2}\b(?!\s*[h:/])")  # « vers 18 h » is no number of ours
_LEFT = (_State.SENT, _State.LEAVING, _State.DOUBT)


def answer_dates(text: Text, at: datetime) -> Answer | None:
    """Numbers, or « aucune », after a question of dates; None when these words are not about one."""
    if not (_NUMBER.search(text.words) or is_one_of(_unnamed(text.words), NONE)):
        return None
    asked = _asked(text, purposes.POLL_ASKED, at)
    people = [one for one in asked if one.poll.is_open(at)]
    if not people:
        return None
    with _as_read(people[0]):
        dates = list(people[0].poll.dates.all())
        if len(people) == 1:
            return _note(people, {0: text.words}, dates, at)
        said = parted(re.sub(r"(?i)^\s*nous\b", "nous deux", text.words), [one.first_name for one in people])
        return _note(people, said, dates, at) if said else _for_whom(people, text, dates)


def answer_seat(text: Text, at: datetime) -> Answer | None:
    """« oui », « non » to the date that was chosen; of two people at one number, a person finds out who."""
    is_yes, is_no = is_one_of(text.words, YES), is_one_of(text.words, NO)
    people = _asked(text, purposes.POLL_SEAT, at) if is_yes or is_no else []
    waiting = [one for one in people if one.registration_id is None and not one.has_declined]
    if not waiting:
        return None
    if len(waiting) > 1:
        return Answer(person=waiting[0].member_id, is_for_a_person=True)
    one = waiting[0]
    with _as_read(one):
        if is_yes:
            take_seat(respondent=one, at=at)
            return Answer(person=one.member_id)  # the seat is confirmed as every seat is
        leave_seat(respondent=one, at=at)
        return Answer(_("It is noted, %(name)s: you are not coming.") % _name(one), person=one.member_id)


def _asked(text: Text, purpose: str, at: datetime) -> list[Respondent]:
    """Whom the last such question at this number was for; nobody when something else was asked since."""
    sent = Dispatch.objects.filter(channel=Channel.SMS, address=text.sender, purpose=purpose, state__in=_LEFT)
    last = sent.filter(ended_at__gt=at - _STAYS).order_by("-ended_at", "-pk").first()
    if last is None or last.ended_at is None or asked_since(text.sender, last.ended_at):
        return []
    pks = sent.filter(ended_at__gt=at - _STAYS).values("subject_id")
    rows = Respondent.objects.select_related("poll__meeting", "member__suspension").filter(pk__in=pks)
    last_one = rows.filter(pk=last.subject_id or 0).first()
    same_poll = rows.filter(poll=last_one.poll_id).order_by("pk") if last_one else []
    return [one for one in same_poll if not one.is_shut_out(at)]


def _note(
    people: list[Respondent], said: Mapping[int, str], dates: list[ProposedDate], at: datetime
) -> Answer | None:
    """Write it for each, all or none; None when a person must read it."""
    read = {index: _read(words, dates) for index, words in said.items()}
    if not all(read.values()):
        return None
    for index, says in read.items():
        change_answer(respondent=people[index], says=says, at=at, channel=_CHANNEL)
    names = _(" and ").join(people[index].first_name for index in read)
    lines = {_in_words(says, dates) for says in read.values()}
    told = lines.pop() if len(lines) == 1 else ""
    words = _("It is noted for %(names)s. %(said)s To change it, reply again.")
    return Answer(words % {"names": names, "said": told}, person=people[0].member_id)


def _read(words: str, dates: list[ProposedDate]) -> dict[int, str]:
    """Date → what is said of it; empty when anything is doubtful. Numbers alone: these, and no others."""
    if is_one_of(words, NONE):
        return dict.fromkeys((date.pk for date in dates), DateAnswer.Says.NO.value)
    tokens = [word for word in words_of(words).split() if word not in ("et", "le", "les", "la")]
    if tokens and all(word.isdigit() and len(word) <= 2 for word in tokens):
        chosen = {int(word) for word in tokens}
        if not chosen <= set(range(1, len(dates) + 1)):
            return {}
        yes, no = DateAnswer.Says.YES.value, DateAnswer.Says.NO.value
        return {date.pk: yes if number in chosen else no for number, date in enumerate(dates, 1)}
    reading = read_answers(words, [timezone.localtime(date.begins_at) for date in dates])
    return {dates[index].pk: said for index, said in reading.said.items()} if reading.is_clear else {}


def _for_whom(people: list[Respondent], text: Text, dates: list[ProposedDate]) -> Answer | None:
    """Only when the rest is clear: otherwise a person reads the whole."""
    if not _read(text.words, dates):
        return None
    words = _("For whom? Reply with the first name and the numbers: %(name)s 1 3. For both: US 1 3.")
    return Answer(words % _name(people[0]), person=people[0].member_id)


def _in_words(says: Mapping[int, str], dates: list[ProposedDate]) -> str:
    """« Oui : 1, 3. Non : 2. »"""
    parts = []
    for said in DateAnswer.Says:
        numbers = [str(number) for number, date in enumerate(dates, 1) if says.get(date.pk) == said]
        if numbers:
            parts.append(f"{str(said.label).capitalize()} : {', '.join(numbers)}.")
    return " ".join(parts)


def _unnamed(words: str) -> str:
    """The last word or two, where « aucune » stands behind a name."""
    return " ".join(words_of(words).split()[-1:])


def _name(one: Respondent) -> dict[str, str]:
    return {"name": one.first_name}


@contextmanager
def _as_read(one: Respondent) -> Iterator[None]:
    """In the language and by the clock of who is answered."""
    language = one.member.language if one.member else translation.get_language()
    with translation.override(language), timezone.override(ZoneInfo(letterhead().time_zone)):
        yield
