"""What the place does by itself: is it open, do its jobs run, does the mail leave?"""

import fcntl
import os
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.schedule import JOBS
from parvis.console.examining.finding import Finding, broken, well, worry
from parvis.courier.imap_box import is_set
from parvis.courier.models import Dispatch
from parvis.courier.models.dispatch import Channel
from parvis.courier.polling import state_of_box
from parvis.kit import moments
from parvis.kit.models import Schedule

LATE = timedelta(minutes=20)
LONG = timedelta(hours=1)
RECENT = timedelta(days=7)


def is_open() -> bool:
    """Does a process serve this data folder at this moment?"""
    try:
        lock = os.open(settings.DATA / "serving.lock", os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def worker(at: datetime) -> Iterator[Finding]:
    """Jobs that should have run, jobs that failed; nothing runs while the place is closed."""
    if not is_open():
        why = _("Nobody reaches it, and no reminder leaves.")
        yield worry("worker", _("The place is not open at this moment."), why, "parvis serve")
        return
    always = [job.name for job in JOBS if not job.only_if]  # the others wait until there is something to do
    rows = Schedule.objects.filter(is_paused=False)
    late = rows.filter(name__in=always, next_at__lt=at - LATE).count()
    failed = list(rows.exclude(failure="").order_by("name").values_list("name", "failure"))
    if late:
        what = ngettext("%(count)s job is late.", "%(count)s jobs are late.", late) % {"count": late}
        why = _("Reminders, offers of seats and backups wait for it.")
        yield broken("worker", what, why, "systemctl restart parvis")
    for name, failure in failed:
        what = _("The job %(name)s failed: %(failure)s.") % {"name": name, "failure": failure}
        yield worry("worker", what, _("It will be tried again."), "journalctl -u parvis -n 50")
    if not late and not failed:
        yield well("worker", _("The place is open, its jobs run on time."))


def outbox(at: datetime) -> Iterator[Finding]:
    """Words that wait for too long, words that could not leave."""
    mail = Dispatch.objects.filter(channel=Channel.MAIL)
    held = mail.filter(state=Dispatch.State.WAITING, not_before_at__lt=at - LONG).count()
    failed = mail.filter(state=Dispatch.State.FAILED, ended_at__gt=at - RECENT).count()
    if held:
        what = ngettext(
            "%(count)s message has been waiting for over an hour.",
            "%(count)s messages have been waiting for over an hour.",
            held,
        ) % {"count": held}
        yield broken("mail", what, _("People do not know what they should."), "journalctl -u parvis -n 50")
    if failed:
        what = ngettext(
            "%(count)s message could not leave this week.",
            "%(count)s messages could not leave this week.",
            failed,
        ) % {"count": failed}
        yield worry("mail", what, _("Those people are called instead, when they have a telephone."))
    if not held and not failed:
        yield well("mail", _("No message is stuck."))


def answers(at: datetime) -> Iterator[Finding]:
    """Whether the box of answers opened lately; says nothing where there is none."""
    if not is_set():
        return
    box = state_of_box()
    if box.failing_since_at is not None:
        words = {"when": moments.at(box.failing_since_at), "error": box.trouble.rstrip(".")}
        what = _("The box of answers has not opened since %(when)s: %(error)s.") % words
        yield broken("answers", what, _("Answers by e-mail wait there, none is lost."), "parvis doctor")
    elif box.looked_at is None or box.looked_at < at - LATE:
        what = _("Nobody looked into the box of answers lately.")
        yield worry("answers", what, _("Answers by e-mail wait there, none is lost."), "parvis serve")
    else:
        yield well(
            "answers",
            _("The box of answers was looked into at %(when)s.") % {"when": moments.at(box.looked_at)},
        )
