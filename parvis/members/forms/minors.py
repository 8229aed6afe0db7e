"""Under fifteen: the year of birth, and the parent who agrees. The same fields at the desk and on screen."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.members.contacts import Contact
from parvis.members.forms.fields import ContactField, NameField
from parvis.members.minors import AGE, CHILD_SAYS, Parent


class BirthYearField(forms.IntegerField):
    """A year of somebody who is not surely fifteen yet."""

    def __init__(self, **named: Any) -> None:
        words = _("Write the year in four digits. For example: 2014.")
        said = {"invalid": words, "required": words}
        super().__init__(
            label=_("Year of birth"), error_messages=said, min_value=1000, max_value=9999, **named
        )

    def clean(self, value: Any) -> int | None:
        year = super().clean(value)
        if year is None:
            return None
        this_year = timezone.localdate().year
        if year < this_year - AGE:
            raise ValidationError(gettext("Somebody born that year is fifteen already: no parent is needed."))
        if year > this_year:
            raise ValidationError(gettext("This year has not come yet."))
        return int(year)


class ChildForm(forms.Form):
    birth_year = BirthYearField()
    parent_name = NameField(label=_("First name and name of a parent"))
    parent_telephone = ContactField(
        label=_("Telephone of this parent"), help_text=_("We call them, to hear that they agree.")
    )
    agrees = forms.BooleanField(
        label=CHILD_SAYS,
        error_messages={"required": _("Without their agreement, nothing is written down.")},
    )

    def clean_parent_telephone(self) -> Contact:
        return only_telephone(self.cleaned_data["parent_telephone"])

    def facts(self, *, parent_agreed: bool = False) -> dict[str, Any]:
        """What `protect` wants to know."""
        said = self.cleaned_data
        parent = Parent(said["parent_name"], said["parent_telephone"], agreed=parent_agreed)
        return {"birth_year": said["birth_year"], "parent": parent}


class ParentHeardForm(ChildForm):
    """At the desk, the parent is often beside: their yes is heard at once, or they are called."""

    name = NameField(label=_("First name and name of the child"))
    contact = ContactField(
        label=_("Telephone or address of the child"),
        or_post=True,
        help_text=_("The parent’s number will do."),
    )
    parent_agrees = forms.BooleanField(
        label=_("The parent heard the sentence too, and agrees"),
        help_text=_("Otherwise we call them."),
        required=False,
    )
    field_order = ("name", "contact")


def only_telephone(contact: Contact) -> Contact:
    """The contact of a parent. ValidationError when nobody could call it."""
    if not contact.is_telephone:
        raise ValidationError(gettext("Give a telephone number: somebody calls this parent."))
    return contact
