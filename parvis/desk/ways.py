"""A number or an address the caller gives us: one field."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.desk.taking import Caller
from parvis.members.forms.fields import ContactField
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.keeping_details import add_way
from parvis.members.models import Role


class WayForm(forms.Form):
    contact = ContactField(
        label=gettext_lazy("Telephone or address"),
        or_post=True,
        help_text=gettext_lazy("A number, an e-mail address or a postal address."),
    )

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)


@transaction.atomic
def note_way(caller: Caller, said: Mapping[str, Any]) -> str:
    """One more way to reach the person. TooManyWays after six."""
    add_way(member=caller.person, contact=said["contact"], at=caller.at)
    journal(
        member=caller.person,
        by=caller.by,
        words=gettext_lazy("Noted one more way to reach you."),
        role=Role.Kind.CORRESPONDENT,
        subject="desk.way",
        channel=TELEPHONE,
        at=caller.at,
    )
    return _("It is noted.")
