"""Look round a place before it opens: references that lead somewhere, pages that answer. Leaves no trace."""

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.kit import health
from parvis.meetings.models import Meeting
from parvis.members.models import Member, Role

PAGES = ["portal:home", "meetings:programme", "wiki:stories", "members:sign_in", "kit:alive"]
OWN_PAGES = ["portal:my_space", "members:directory", "console:index"]
LAST_GOOD = 499  # 404 is an area switched off, or something not for these eyes


class Wrong(Exception):
    """What is not well, in words for who runs the place."""


def look_round() -> None:
    """Check references, open pages as a passer-by and as an administrator. Wrong says what is not well."""
    try:
        connection.check_constraints()
    except DatabaseError as lost:
        raise Wrong(_("some rows point at nothing")) from lost
    if not health.has_database():
        raise Wrong(_("the database does not answer"))
    with transaction.atomic():
        _open_pages()
        transaction.set_rollback(True)  # signing in was for looking only


def _open_pages() -> None:
    administrator = Member.objects.present().filter(roles__kind=Role.Kind.ADMINISTRATOR).first()
    passer_by = _browser()
    for path in [*map(reverse, PAGES), *_meeting()]:
        _open(passer_by, path)
    if administrator is None:
        return
    signed_in = _browser()
    signed_in.force_login(administrator)
    for path in map(reverse, OWN_PAGES):
        _open(signed_in, path)


def _meeting() -> list[str]:
    meeting = Meeting.objects.order_by("-pk").first()
    return [] if meeting is None else [reverse("meetings:meeting", args=[meeting.pk])]


def _browser() -> Client:
    return Client(raise_request_exception=False, headers={"host": "localhost"})


def _open(browser: Client, path: str) -> None:
    status = browser.get(path, secure=settings.IS_HTTPS).status_code
    if status > LAST_GOOD:
        raise Wrong(_("the page %(path)s answers %(status)s") % {"path": path, "status": status})
