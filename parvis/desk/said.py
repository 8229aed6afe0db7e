"""What people answer by telephone or on paper: after a meeting, to a short survey, « plus, moins ou pareil ».

Whoever types it hears it, and the journal says that answers were noted, never which.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.community.models import Circle
from parvis.desk.taking import Caller, Taking
from parvis.ideas.answering import answer as answer_survey
from parvis.ideas.answering import decline as decline_survey
from parvis.ideas.models import SurveyGuest
from parvis.kit.questions.asked import Asked
from parvis.kit.questions.forms import AnswersForm
from parvis.meetings.feedback.answering import answer as answer_feedback
from parvis.meetings.feedback.answering import decline as decline_feedback
from parvis.meetings.feedback.catalogue import asked_by
from parvis.meetings.models import FeedbackGuest, Meeting
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.mandates import Scope
from parvis.members.models import Pace, Role, Says
from parvis.members.models.member import MemberQuerySet
from parvis.members.tapering import pending, say

SAID = "desk.said"
MEETING = gettext_lazy("Note how a meeting was")
SURVEY = gettext_lazy("Note answers to questions")
PACE = gettext_lazy("Note: more, less or as now")
_NOTED = gettext_lazy("Noted what you answer.")


class SaidForm(AnswersForm):
    """The questions that wait for this person, and « rather not »."""

    declines = forms.BooleanField(label=gettext_lazy("Would rather not answer"), required=False)

    def __init__(self, asked: Sequence[Asked], **known: Any) -> None:
        super().__init__(asked, **known)
        self.order_fields([*(f"q{question.number}" for question in asked), "declines"])

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("declines"):
            return self.cleaned_data
        return super().clean()


class PaceForm(forms.Form):
    says = forms.ChoiceField(
        label=gettext_lazy("We write to you: more, less or as now?"),
        choices=Says.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)


def with_what_waits(people: MemberQuerySet) -> MemberQuerySet:
    """Each with whether anything asks them, in the same query: most are asked nothing."""
    me = OuterRef("pk")
    return people.annotate(
        awaits_feedback=Exists(FeedbackGuest.objects.filter(member=me, state=FeedbackGuest.State.ASKED)),
        awaits_survey=Exists(SurveyGuest.objects.filter(member=me, state=SurveyGuest.State.ASKED)),
        awaits_pace=Exists(Pace.objects.filter(member=me, says="")),
    )


def _is_awaited(caller: Caller, what: str) -> bool:
    """True too when nobody looked yet."""
    return bool(getattr(caller.person, f"awaits_{what}", True))


def feedback_form(caller: Caller, **known: Any) -> SaidForm:
    guest = feedback_guest(caller)
    return SaidForm(asked_by(guest.feedback) if guest else [], **known)


def survey_form(caller: Caller, **known: Any) -> SaidForm:
    guest = survey_guest(caller)
    return SaidForm(guest.survey.all_asked if guest else [], **known)


def feedback_guest(caller: Caller) -> FeedbackGuest | None:
    """The last meeting that still asks them, of those this reader may know of."""
    if not _is_awaited(caller, "feedback"):
        return None
    found: FeedbackGuest | None = caller.once("feedback", lambda: _look_for_feedback(caller))
    return found


def survey_guest(caller: Caller) -> SurveyGuest | None:
    """The survey that asks them and closes first, on the same terms."""
    if not _is_awaited(caller, "survey"):
        return None
    found: SurveyGuest | None = caller.once("survey", lambda: _look_for_survey(caller))
    return found


def _look_for_feedback(caller: Caller) -> FeedbackGuest | None:
    rows = FeedbackGuest.objects.filter(
        member=caller.person, state=FeedbackGuest.State.ASKED,
        feedback__closed_at=None, feedback__closes_at__gt=caller.at,
        feedback__meeting__in=Meeting.objects.visible_to(caller.by).values("pk"),
    )  # fmt: skip
    found = rows.select_related("feedback__meeting__circle").prefetch_related("feedback__questions")
    known = (guest for guest in found.order_by("-feedback__asked_at", "-pk")[:8])
    return next((guest for guest in known if _may_know(caller, guest.feedback.meeting.circle)), None)


def _look_for_survey(caller: Caller) -> SurveyGuest | None:
    rows = SurveyGuest.objects.filter(
        member=caller.person, state=SurveyGuest.State.ASKED,
        survey__ended_at=None, survey__begins_at__lte=caller.at, survey__closes_at__gt=caller.at,
    )  # fmt: skip
    found = rows.select_related("survey__circle").prefetch_related("survey__questions")
    known = (guest for guest in found.order_by("survey__closes_at", "pk")[:8])
    return next((guest for guest in known if _may_know(caller, guest.survey.circle)), None)


def no_feedback(caller: Caller) -> str:
    return "" if feedback_guest(caller) else _("No meeting asks how it was.")


def no_survey(caller: Caller) -> str:
    return "" if survey_guest(caller) else _("No short survey waits for an answer.")


def no_pace(caller: Caller) -> str:
    is_asked = getattr(caller.person, "awaits_pace", None)  # looked at with the person, most often
    if is_asked is None:
        is_asked = caller.once("pace", lambda: pending(caller.person)) is not None
    return "" if is_asked else _("They were not asked, or have answered.")


def takings() -> list[Taking]:
    """Shown only to whom something asks."""
    known = [
        ("said_of_meeting", MEETING, 42, feedback_form, note_feedback, no_feedback),
        ("said_in_survey", SURVEY, 44, survey_form, note_survey, no_survey),
        ("pace", PACE, 46, PaceForm, note_pace, no_pace),
    ]
    return [
        Taking(name, words, order, form, take, Scope.MESSAGES, why_not, _is_asked(why_not))
        for name, words, order, form, take, why_not in known
    ]


@transaction.atomic
def note_feedback(caller: Caller, said: Mapping[str, Any]) -> str:
    """What they say of the meeting goes in without their name."""
    guest = feedback_guest(caller)
    if guest is None:
        return no_feedback(caller)
    if said.get("declines"):
        decline_feedback(guest=guest)
        return _written(caller)
    form = SaidForm(asked_by(guest.feedback))
    form.cleaned_data = dict(said)
    answer_feedback(guest=guest, said=form.said, at=caller.at)
    return _written(caller)


@transaction.atomic
def note_survey(caller: Caller, said: Mapping[str, Any]) -> str:
    """What they answer to the survey."""
    guest = survey_guest(caller)
    if guest is None:
        return no_survey(caller)
    if said.get("declines"):
        decline_survey(guest=guest)
        return _written(caller)
    form = SaidForm(guest.survey.all_asked)
    form.cleaned_data = dict(said)
    answer_survey(guest=guest, said=form.said, at=caller.at)
    return _written(caller)


@transaction.atomic
def note_pace(caller: Caller, said: Mapping[str, Any]) -> str:
    say(member=caller.person, says=said["says"], at=caller.at)
    return _written(caller)


def _is_asked(why_not: Callable[[Caller], str]) -> Callable[[Caller], bool]:
    return lambda caller: not why_not(caller)


def _written(caller: Caller) -> str:
    journal(
        member=caller.person, by=caller.by, words=_NOTED, role=Role.Kind.CORRESPONDENT, subject=SAID,
        channel=TELEPHONE, at=caller.at,
    )  # fmt: skip
    return _("It is noted.")


def _may_know(caller: Caller, circle: Circle | None) -> bool:
    is_secret = circle is not None and circle.joining == Circle.Joining.SECRET
    return not is_secret or (circle is not None and circle.pk in caller.by.circle_ids)
