"""What a survey says no to; each refusal names a person or a page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.ideas.models import Survey
from parvis.kit.refusals import Refusal, WayOut
from parvis.kit.telephones import dialled, spoken
from parvis.members.helping import helper


class CannotAsk(Refusal):
    """What was said of the survey does not hold together."""


class NotYoursToAsk(Refusal):
    """Only who animates, or administers, puts questions to others."""


class SurveyOver(Refusal):
    """Not open yet, or no longer."""


class AnsweredAlready(Refusal):
    """What was said without a name cannot be found again to be changed."""


def to_survey(survey: Survey) -> WayOut:
    return WayOut(_("See the questions"), reverse("ideas:survey", args=[survey.pk]))


def to_someone() -> WayOut:
    """The person to talk to, else the list."""
    person = helper()
    if person is not None and person.telephone:
        words = _("Call %(name)s: %(telephone)s")
        said = words % {"name": person.name, "telephone": spoken(person.telephone)}
        return WayOut(said, f"tel:{dialled(person.telephone)}")
    return WayOut(_("See the questions"), reverse("ideas:surveys"))
