"""A number or an address the caller gives us: one field. Or somebody who passes things on to them: three."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.desk.taking import Caller
from parvis.members.choosing import Choice, How, choose, reach_through
from parvis.members.forms.fields import ContactField, NameField
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


class ThroughForm(forms.Form):
    """Somebody they trust, who was asked and agrees."""

    name = NameField(
        label=gettext_lazy("Who passes it on to them?"),
        help_text=gettext_lazy("For example: Claire, her daughter."),
    )
    contact = ContactField(label=gettext_lazy("The number or e-mail address of that person"))
    agrees = forms.BooleanField(
        label=gettext_lazy("That person was asked, and agrees"),
        error_messages={"required": gettext_lazy("Ask that person first: they receive what is for another.")},
    )

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)


@transaction.atomic
def note_through(caller: Caller, said: Mapping[str, Any]) -> str:
    """From now on they are reached through somebody; their journal says it, the name of that person too."""
    name = said["name"]
    point = reach_through(member=caller.person, name=name, address=said["contact"].address, at=caller.at)
    choose(
        member=caller.person, choice=Choice(How.THROUGH, point), wish=caller.person.wish, by=caller.by,
        at=caller.at,
    )  # fmt: skip
    journal(
        member=caller.person,
        by=caller.by,
        words=gettext_lazy("Noted that you are reached through %(name)s."),
        values={"name": name},
        role=Role.Kind.CORRESPONDENT,
        subject="desk.way",
        channel=TELEPHONE,
        at=caller.at,
    )
    return _("It is noted: %(name)s passes it on.") % {"name": name}
