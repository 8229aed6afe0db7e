"""What text messages may cost a month, and when the gateway is left alone for a while."""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from parvis.courier.letterhead import letterhead
from parvis.courier.models import TextLine, TextRules
from parvis.kit.freshness import cached

_RULES = frozenset({"courier_textrules"})
ALARM = 80  # percent
RESTS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180)]
Alarm = Callable[[int, int, datetime], None]
_alarms: list[Alarm] = []
logger = logging.getLogger(__name__)


def rules() -> TextRules:
    """What the place decided (remembered until it decides otherwise)."""
    return cached("courier.text_rules", _rules, tables=_RULES)


def decide(*, ceiling: int, only_without_mail: bool) -> None:
    """Write down what the place decided."""
    TextRules.objects.update_or_create(
        pk=1, defaults={"ceiling": ceiling, "only_without_mail": only_without_mail}
    )


def when_nearly_spent(alarm: Alarm) -> Alarm:
    """In `apps.ready()`: call this once a month, at 80 % of the ceiling: (parts, ceiling, at)."""
    if alarm not in _alarms:
        _alarms.append(alarm)
    return alarm


def spent(at: datetime) -> int:
    """The parts paid for this month."""
    line = TextLine.objects.filter(pk=1, month_on=_month(at)).first()
    return line.parts if line else 0


@transaction.atomic
def spend(parts: int, at: datetime) -> bool:
    """Count these parts; False, and nothing counted, beyond the ceiling. Gives the alarm once."""
    month, ceiling = _month(at), rules().ceiling
    TextLine.objects.get_or_create(pk=1)
    line = TextLine.objects.filter(pk=1)
    line.exclude(month_on=month).update(month_on=month, parts=0)
    if not line.filter(parts__lte=ceiling - parts).update(parts=F("parts") + parts):
        return False
    is_near = line.filter(parts__gte=-(-ceiling * ALARM // 100)).exclude(warned_on=month)
    if is_near.update(warned_on=month):
        _sound(line.get().parts, ceiling, at)
    return True


def give_back(parts: int, at: datetime) -> None:
    """They were not taken after all."""
    TextLine.objects.filter(pk=1, month_on=_month(at), parts__gte=parts).update(parts=F("parts") - parts)


def rests(at: datetime) -> bool:
    """Whether the gateway is left alone at this moment."""
    return TextLine.objects.filter(pk=1, rests_until_at__gt=at).exists()


def had_trouble(at: datetime) -> None:
    """It did not answer as it should: it is left alone, longer each time."""
    line = TextLine.objects.get_or_create(pk=1)[0]
    rest = RESTS[min(line.troubles, len(RESTS) - 1)]
    troubles = min(line.troubles + 1, 1000)
    TextLine.objects.filter(pk=1).update(troubles=troubles, rests_until_at=at + rest)


def went_well() -> None:
    """It answers again."""
    TextLine.objects.filter(pk=1, troubles__gt=0).update(troubles=0, rests_until_at=None)


def _sound(parts: int, ceiling: int, at: datetime) -> None:
    for alarm in _alarms:
        try:
            with transaction.atomic():
                alarm(parts, ceiling, at)
        except Exception:
            logger.exception("the alarm of text messages could not be given")


def _month(at: datetime) -> date:
    return at.astimezone(ZoneInfo(letterhead().time_zone)).date().replace(day=1)


def _rules() -> TextRules:
    return TextRules.objects.filter(pk=1).first() or TextRules(pk=1)
