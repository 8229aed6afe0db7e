"""The questions one may choose from, in the words of the reader."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.kit.questions.asked import Asked, Kind
from parvis.meetings.models import Feedback, FeedbackQuestion

MOST = 3
MET = "met"
Words = str | Promise

_KNOWN: dict[str, tuple[Kind, Words, tuple[Words, ...]]] = {
    MET: (Kind.YES_NO, _("Did you meet somebody new?"), ()),
    "again": (Kind.CHOICE, _("Would you come again?"), (_("Yes"), _("Perhaps"), _("No"))),
    "hour": (Kind.YES_NO, _("Did the hour suit you?"), ()),
    "place": (Kind.YES_NO, _("Did the place suit you?"), ()),
    "talk": (Kind.YES_NO, _("Could you talk as much as you wished?"), ()),
    "bring": (Kind.TEXT, _("What could you bring or show next time?"), ()),
    "change": (Kind.TEXT, _("What should be different next time?"), ()),
    "liked": (Kind.TEXT, _("What did you like?"), ()),
}
USUAL = (MET, "again", "change")  # when nobody chose


def choices() -> list[tuple[str, Words]]:
    """Key and words of each, for a form."""
    return [(key, words) for key, (_kind, words, _options) in _KNOWN.items()]


def asked_of(question: FeedbackQuestion) -> Asked:
    """The question as it is put, in the language that is active."""
    if question.key not in _KNOWN:
        return Asked(question.number, question.kind, question.words)
    kind, words, options = _KNOWN[question.key]
    return Asked(question.number, kind, str(words), tuple(str(option) for option in options))


def asked_by(feedback: Feedback) -> list[Asked]:
    """All its questions; prefetched ones cost no query."""
    return [asked_of(question) for question in feedback.questions.all()]


def write(feedback: Feedback, keys: Iterable[str], own: str = "", own_kind: str = Kind.TEXT) -> None:
    """Write the questions of a feedback nobody was asked yet, at most three; one's own comes last."""
    feedback.questions.all().delete()
    chosen = [key for key in _KNOWN if key in set(keys)]
    rows = [FeedbackQuestion(key=key, kind=_KNOWN[key][0]) for key in chosen]
    if own:
        rows.append(FeedbackQuestion(words=own, kind=own_kind))
    for number, row in enumerate(rows[:MOST], 1):
        row.feedback, row.number = feedback, number
    FeedbackQuestion.objects.bulk_create(rows[:MOST])
