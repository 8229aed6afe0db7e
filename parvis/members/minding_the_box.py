"""The box of answers has not opened for an hour: whoever administers hears of it, once a trouble."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.members.models import Member, Role
from parvis.members.reaching import Words, reach

BOX_FAILS = "members.box_fails"


@transaction.atomic
def tell_box_fails(since_at: datetime, at: datetime) -> None:
    """Told within calm hours; the same trouble is told once."""
    rows = Role.objects.at_work().filter(kind=Role.Kind.ADMINISTRATOR)
    for member in Member.objects.filter(pk__in=rows.values("member")).order_by("pk"):
        with override(member.language):
            words = _words()
        reach(member, BOX_FAILS, words, at=at, once_key=f"{BOX_FAILS}:{member.pk}:{since_at:%Y%m%d%H%M}")


def _words() -> Words:
    parts = [
        _("Answers by e-mail no longer arrive: the box does not open. Nothing is lost, they wait there."),
        _("Whoever looks after the machine types “parvis doctor”: it says why."),
    ]
    return Words(title=_("The box of answers no longer opens"), body="\n\n".join(parts))
