"""What threads refuse, and the way out."""

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.kit.refusals import Refusal, WayOut


class NotInThread(Refusal):
    """Only those whose thread it is speak in it."""

    status = 403


class ThreadOver(Refusal):
    """A finite thread is over; the rest is said face to face."""


class SaidEnough(Refusal):
    """Threads are short: people talk when they meet."""


class SaidTooFast(Refusal):
    """So many words an hour, and no more."""

    status = 429


class NobodyAnswers(Refusal):
    """Nobody organises it any more."""


class NothingSaid(Refusal):
    """Words are needed."""


def to_write() -> WayOut:
    """Another thread, with somebody who answers."""
    return WayOut(_("Write to someone"), reverse("conversations:new"))


def to_threads() -> WayOut:
    return WayOut(_("My conversations"), reverse("conversations:index"))
