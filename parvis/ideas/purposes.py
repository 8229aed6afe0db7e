"""Why a survey writes to people, and whether it still should when the words leave."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.ideas.models import SurveyGuest

SURVEY = "ideas.survey"


def _still_asked(dispatch: Dispatch, now: datetime) -> bool:
    rows = SurveyGuest.objects.select_related("survey").filter(pk=dispatch.subject_id or 0)
    guest = rows.filter(state=SurveyGuest.State.ASKED).first()
    return guest is not None and guest.survey.is_open(now)


def register_all() -> None:
    """An ordinary matter: who wishes the essential only is not written to, and answers if they look."""
    register_purpose(
        Purpose(
            SURVEY, still_wanted=_still_asked, matter=Matter.ORDINARY, list_id="questions",
            list_words=_("short surveys"),
        )
    )  # fmt: skip
