"""What mutual aid says no to; each refusal names a person or a page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.aid.models import Notice
from parvis.kit.refusals import NotForYou, Refusal, WayOut
from parvis.kit.telephones import dialled, spoken
from parvis.members.helping import helper


class CannotPost(Refusal):
    """What was said does not make a notice."""


class PostedEnough(Refusal):
    """One person must not become the whole list."""


class TooYoung(Refusal):
    """Under fifteen, a parent asks or offers."""


class NoticeOver(Refusal):
    """It has left the list already."""


class ChangedMeanwhile(Refusal):
    """It was written anew since the form was opened; `notice`: as it stands now."""

    def __init__(self, notice: Notice) -> None:
        reason = _("This notice was changed meanwhile. Compare, then save once more.")
        super().__init__(reason, to_notice(notice))
        self.notice = notice


class NotYourNotice(NotForYou):
    """Only its author ends or renews it."""


def to_notice(notice: Notice) -> WayOut:
    return WayOut(_("See this notice"), reverse("aid:notice", args=[notice.pk]))


def to_all() -> WayOut:
    return WayOut(_("See what is asked and offered"), reverse("aid:index"))


def to_someone() -> WayOut:
    """The person to talk to, else the list."""
    person = helper()
    if person is not None and person.telephone:
        words = _("Call %(name)s: %(telephone)s")
        said = words % {"name": person.name, "telephone": spoken(person.telephone)}
        return WayOut(said, f"tel:{dialled(person.telephone)}")
    return to_all()
