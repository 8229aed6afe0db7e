"""What a person says of themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.members.forms.fields import ContactField, NameField
from parvis.members.keeping_details import Details
from parvis.members.models import Member

LISTING = _("My name and what I say of myself may be read by the members of this place.")


class DetailsForm(forms.Form):
    name = NameField()
    about = forms.CharField(
        label=_("A line about you"), required=False, max_length=500, widget=forms.Textarea({"rows": 3})
    )
    pen_name = forms.CharField(
        label=_("Pen name"),
        required=False,
        max_length=60,
        help_text=_("You may write under another name. Nobody reads who is behind it."),
    )
    wears_pen_name = forms.BooleanField(
        label=_("My pen name on my badges, in place of my first name"),
        required=False,
        help_text=_("Those who prepare the meeting will read it, and those who meet you."),
    )
    needs_calling = forms.BooleanField(label=_("I would rather be called"), required=False)
    large_print = forms.BooleanField(label=_("I would like my papers in large print"), required=False)
    is_listed = forms.BooleanField(label=LISTING, required=False)

    def details(self) -> Details:
        """What was written, ready for the act."""
        return Details(**self.cleaned_data)


def details_of(member: Member) -> dict[str, object]:
    """The form as it stands before the person changes anything."""
    pen_name = getattr(member, "pen_name", None)
    return {
        "name": member.name,
        "about": member.about,
        "pen_name": pen_name.name if pen_name else "",
        "wears_pen_name": bool(pen_name and pen_name.is_worn),
        "needs_calling": member.needs_calling,
        "large_print": member.large_print,
        "is_listed": member.is_listed,
    }


class WayForm(forms.Form):
    contact = ContactField(label=_("Another way to reach you"), or_post=True)
