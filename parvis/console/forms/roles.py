"""Who holds which role, and how."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.community.models import Place, Ritual
from parvis.members.circles import visible_circles
from parvis.members.finding import find_people
from parvis.members.giving_roles import Scope, Tenure
from parvis.members.models import Member, Role


class RoleForm(forms.Form):
    who = forms.CharField(
        label=gettext_lazy("Who?"),
        max_length=120,
        help_text=gettext_lazy("A name, a number or the code of a card."),
        error_messages={"required": gettext_lazy("Write the name of the person.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Which role?"), choices=Role.Kind.choices)
    scope = forms.ChoiceField(label=gettext_lazy("For what?"), required=False)
    duties = forms.CharField(
        label=gettext_lazy("In their own words"),
        required=False,
        max_length=400,
        widget=forms.Textarea({"rows": 2}),
    )
    hours = forms.CharField(
        label=gettext_lazy("When to find them"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("For example: Tuesday and Thursday, from 14:00 to 17:00."),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("This person agrees to be named to passers-by too"), required=False
    )

    def __init__(self, *args: Any, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scopes: dict[str, Scope] = {"": None}
        for known in (visible_circles(by), Place.objects.order_by("name"), Ritual.objects.order_by("name")):
            for one in known:
                self.scopes[f"{known.model._meta.model_name}-{one.pk}"] = one
        words = {key: str(one) if one else _("The whole community") for key, one in self.scopes.items()}
        self.fields["scope"] = forms.ChoiceField(
            label=self.fields["scope"].label, required=False, choices=list(words.items())
        )

    def clean_who(self) -> Member:
        found = find_people(self.cleaned_data["who"])
        if not found:
            raise ValidationError(_("Nobody here has this name."))
        if len(found) > 1:
            names = ", ".join(f"{member.name} ({member.card_code})" for member in found[:5])
            raise ValidationError(_("Several people: %(names)s. Write the code.") % {"names": names})
        return found[0]

    def scope_chosen(self) -> Scope:
        return self.scopes[self.cleaned_data["scope"]]

    def tenure(self) -> Tenure:
        said = self.cleaned_data
        return Tenure(duties=said["duties"], hours=said["hours"], is_public=said["is_public"])
