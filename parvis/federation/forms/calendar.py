"""What somebody asks to follow with an address of their own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle
from parvis.federation.models import SecretFeed
from parvis.members.circles import visible_circles
from parvis.members.models import Member


class CalendarForm(forms.Form):
    """One choice: my agenda, the programme, one of my circles."""

    what = forms.ChoiceField(label=_("What do you want to see in it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = visible_circles(member).filter(pk__in=member.circle_ids)
        self.circles = {f"{SecretFeed.Kind.CIRCLE}-{circle.pk}": circle for circle in mine}
        kinds = [(kind.value, kind.label) for kind in (SecretFeed.Kind.MINE, SecretFeed.Kind.PROGRAMME)]
        named = [(key, circle.name) for key, circle in self.circles.items()]
        self.fields["what"].choices = kinds + named  # type: ignore[attr-defined]
        self.fields["what"].initial = SecretFeed.Kind.MINE.value

    def chosen(self) -> tuple[str, Circle | None]:
        """The kind, and the circle when it is one."""
        what = self.cleaned_data["what"]
        circle = self.circles.get(what)
        return (SecretFeed.Kind.CIRCLE, circle) if circle else (what, None)
