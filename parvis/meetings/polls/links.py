"""Addresses of a poll, without account: the common one, to pass on, and one for each person.

Signed, they carry nothing personal. Raising the version of a row ends the addresses given before.
"""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from parvis.meetings.models import DatePoll, Respondent

_COMMON = Signer(salt="meetings.poll", sep=".")
_PERSONAL = Signer(salt="meetings.respondent", sep=".")


def common_token(poll: DatePoll) -> str:
    """The signed number by which anyone reaches the poll."""
    return _COMMON.sign(f"{poll.pk}-{poll.link_version}")


def personal_token(respondent: Respondent) -> str:
    """The signed number by which one person reaches their answer."""
    return _PERSONAL.sign(f"{respondent.pk}-{respondent.link_version}")


def common_path(poll: DatePoll) -> str:
    return reverse("meetings:common_poll", args=[common_token(poll)])


def personal_path(respondent: Respondent) -> str:
    return reverse("meetings:answered_poll", args=[personal_token(respondent)])


def poll_of(token: str) -> DatePoll | None:
    """The poll a common address opens; None when it was never ours, or was ended."""
    pk, version = _numbers(_COMMON, token)
    rows = DatePoll.objects.for_page().filter(pk=pk, link_version=version, has_common_link=True)
    return rows.first()


def respondent_of(token: str) -> Respondent | None:
    """The person a personal address belongs to; None when it was never ours, or was ended."""
    pk, version = _numbers(_PERSONAL, token)
    rows = Respondent.objects.filter(pk=pk, link_version=version)
    return rows.select_related("member__suspension", "registration").first()


def _numbers(signer: Signer, token: str) -> tuple[int, int]:
    try:
        pk, _dash, version = signer.unsign(token[:120]).partition("-")
        return int(pk), int(version)
    except (BadSignature, ValueError):
        return 0, -1
