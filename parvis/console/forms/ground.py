"""Circles and rituals, as the administrator writes them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle, Ritual


class CircleForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Circle
        fields = ("name", "about", "kind", "joining", "publishing")
        labels = {
            "name": _("Name of the circle"),
            "about": _("What do you do together?"),
            "kind": _("What kind of circle?"),
            "joining": _("How does one join?"),
            "publishing": _("Who publishes its meetings?"),
        }
        help_texts = {"kind": _("In your own word: site, trade, street.")}
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "joining": forms.RadioSelect,
            "publishing": forms.RadioSelect,
        }

    def clean(self) -> dict[str, Any] | None:
        """A name is taken by a circle everybody may know of; nobody is told of the others."""
        facts = super().clean() or {}
        joining, name = facts.get("joining"), facts.get("name")
        known = Circle.objects.exclude(joining=Circle.Joining.SECRET).exclude(pk=self.instance.pk)
        if name and joining and joining != Circle.Joining.SECRET and known.filter(name=name).exists():
            self.add_error("name", _("A circle already has this name."))
        return facts


class RitualForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Ritual
        fields = ("name", "about", "season", "is_current")
        labels = {
            "name": _("Name of the ritual"),
            "about": _("What do we do?"),
            "season": _("When?"),
            "is_current": _("It is the season: show it on the home page"),
        }
        help_texts = {"season": _("For example: the first Tuesday of the month.")}
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}
