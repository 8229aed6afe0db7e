"""A notice in two fields; what may be said besides comes after, on the page that reads it again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.aid.categories import CATEGORIES
from parvis.aid.models import Notice
from parvis.aid.models.notice import MOST_LETTERS
from parvis.aid.posting import faults, sentence
from parvis.community.models import Circle, Place
from parvis.kit.fields import DayField
from parvis.members.models import Member

_AS_SAID = ("direction", "words", "category", "place_words", "from_on", "until_on")


class SentenceForm(forms.Form):
    """The two fields."""

    direction = forms.ChoiceField(
        label=_("You…"), choices=Notice.Direction.choices, widget=forms.RadioSelect, initial="need",
        error_messages={"required": _("Choose: I am looking for, or I offer.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In one sentence"),
        help_text=_("For example: a ladder on Saturday; an hour of English a week"),
        max_length=MOST_LETTERS,
        error_messages={
            "required": _("Say in one sentence what it is about."),
            "max_length": _("Two hundred letters at most: the rest is said in person."),
        },
    )

    def clean_words(self) -> str:
        direction = self.cleaned_data.get("direction") or "need"
        return sentence(direction, self.cleaned_data["words"])


class NoticeForm(SentenceForm):
    """All of it: the kind, who may read it, where, when, a photo."""

    category = forms.ChoiceField(label=_("What kind of help?"), required=False)
    circle = forms.ChoiceField(label=_("Who may read it?"), required=False)
    place = forms.ChoiceField(label=_("A place you know here"), required=False)
    place_words = forms.CharField(
        label=_("Another place, or more exactly"),
        help_text=_("For example: Mill Lane"),
        max_length=120,
        required=False,
    )
    from_on = DayField(label=_("From which day on?"), required=False)
    until_on = DayField(label=_("Until which day?"), required=False)
    photo = forms.FileField(
        label=_("A photo"),
        help_text=_("Of a thing or a place. We remove where and when it was taken."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        error_messages={"empty": _("This file is empty. Choose another.")},
    )

    def __init__(self, author: Member, *args: Any, notice: Notice | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.author = author
        # Its circle and its place are offered even when nobody could choose them now: saving changes nothing.
        here = Q(pk__in=author.circle_ids) | Q(pk=notice.circle_id if notice else None)
        self._circles = {str(one.pk): one for one in Circle.objects.filter(here).order_by("name")}
        known = Q(is_active=True, is_listed=True) | Q(pk=notice.place_id if notice else None)
        self._places = {str(one.pk): one for one in Place.objects.filter(known).order_by("name")}
        offered = [(one.slug, str(one.words)) for one in CATEGORIES]
        self._choose("category", [*offered, ("", gettext("Something else"))])
        self._choose("circle", [("", gettext("Everybody here")), *_named(self._circles)])
        self._choose("place", [("", gettext("None of these")), *_named(self._places)])
        if not self._circles:
            del self.fields["circle"]
        if not self._places:
            del self.fields["place"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        known = {"words": "", "from_on": None, "until_on": None, **said, "author": self.author,
                 "circle": None}  # fmt: skip
        for is_wrong, reason in faults(known, timezone.localdate()) if not self.errors else []:
            if is_wrong:
                raise ValidationError(reason)
        return said

    @property
    def facts(self) -> dict[str, Any]:
        """As the act takes them."""
        said = self.cleaned_data
        return {
            **{key: said[key] for key in _AS_SAID},
            "circle": self._circles.get(said.get("circle", "")),
            "place": self._places.get(said.get("place", "")),
            "photo": said.get("photo"),
        }  # fmt: skip


class RewriteForm(NoticeForm):
    """A notice as it stands, to be written anew; whether it is looked for or offered stays."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    drops_photo = forms.BooleanField(label=_("Without the photo"), required=False)

    def __init__(self, author: Member, notice: Notice, data: Any = None, files: Any = None) -> None:
        super().__init__(author, data, files, notice=notice, initial=_initial(notice))
        self.notice = notice
        del self.fields["direction"]
        if not notice.photo:
            del self.fields["drops_photo"]

    def clean_words(self) -> str:
        return sentence(self.notice.direction, self.cleaned_data["words"])

    @property
    def facts(self) -> dict[str, Any]:
        """As the act takes them: what is said anew, the photo, the version that was seen."""
        said = self.cleaned_data
        known = {name: said[name] for name in _AS_SAID if name != "direction"}
        known |= {
            "circle": self._circles.get(said.get("circle", "")),
            "place": self._places.get(said.get("place", "")),
        }
        return {
            "facts": known, "seen": said["version"], "photo": said.get("photo"),
            "drops_photo": said.get("drops_photo", False),
        }  # fmt: skip


def _initial(notice: Notice) -> dict[str, Any]:
    names = ("words", "category", "place_words", "from_on", "until_on", "version")
    return {name: getattr(notice, name) for name in names} | {
        "circle": str(notice.circle_id or ""), "place": str(notice.place_id or ""),
    }  # fmt: skip


def _named(rows: dict[str, Any]) -> list[tuple[str, str]]:
    return [(key, str(row)) for key, row in rows.items()]
