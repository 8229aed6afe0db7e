"""Why the bridge writes to people, and whether it still should when the words leave."""

from datetime import datetime, timedelta

from django.db import models

from parvis.aid.models import Volunteer, Wake
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose

ASKED = "aid.bridge"
PEOPLE = "aid.bridge_people"
NEWS = "aid.bridge_news"
HOURS = timedelta(hours=24)  # a bridge of a few hours cannot wait for the morning


def _volunteer(dispatch: Dispatch) -> Volunteer | None:
    return Volunteer.objects.select_related("wake").filter(pk=dispatch.subject_id or 0).first()


def _still_asked(dispatch: Dispatch, now: datetime) -> bool:
    found = _volunteer(dispatch)
    return found is not None and found.state == Volunteer.State.ASKED and found.wake.is_awake(now)


def _still_helps(dispatch: Dispatch, now: datetime) -> bool:
    found = _volunteer(dispatch)
    is_on = found is not None and found.state == Volunteer.State.YES and found.wake.is_awake(now)
    return is_on and found is not None and found.people.exists()


def _still_awake(dispatch: Dispatch, now: datetime) -> bool:
    return Wake.objects.awake(now).filter(pk=dispatch.subject_id or 0).exists()


def _is_a_matter_of_hours(dispatch: Dispatch, now: datetime) -> bool:
    found = _volunteer(dispatch)
    return found is not None and found.wake.ends_at - found.wake.woken_at <= HOURS


def _at_once(dispatch: Dispatch, now: datetime) -> bool:
    return True


def _early(subject: models.Model | None) -> datetime | None:
    """Known within the first quarter of the time: these calls come first."""
    if not isinstance(subject, Volunteer):
        return None
    return subject.wake.woken_at + (subject.wake.ends_at - subject.wake.woken_at) / 4


def register_all() -> None:
    """Whoever said that they are ready accepted this duty: it always leaves, on Sundays too."""
    for name, still_wanted in ((ASKED, _still_asked), (PEOPLE, _still_helps)):
        register_purpose(
            Purpose(
                name, still_wanted=still_wanted, cannot_wait=_is_a_matter_of_hours, needed_by=_early,
                matter=Matter.DUTY, goes_on_sundays=True,
            )
        )  # fmt: skip
    register_purpose(
        Purpose(
            NEWS, still_wanted=_still_awake, cannot_wait=_at_once, matter=Matter.DUTY, goes_on_sundays=True
        )
    )  # fmt: skip
