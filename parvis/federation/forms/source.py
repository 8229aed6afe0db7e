"""A calendar of others: where it is, and how it is read."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle, Place
from parvis.federation.models import Source
from parvis.members.models import Member, Role

ADDRESS = 2000


class SourceForm(forms.Form):
    """To add one: an address or a file, a name, and where its meetings take place."""

    address = forms.CharField(
        label=_("The address of the calendar"),
        help_text=_("From https:// on. For example: https://asso.exemple.fr/agenda.ics."),
        required=False,
        max_length=ADDRESS,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        help_text=_("A calendar (.ics), a table (CSV, XLSX, ODS) or a list (JSON). 24 MB at most."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".ics,.csv,.tsv,.xlsx,.ods,.json,.jsonl,.html"}),
    )
    name = forms.CharField(
        label=_("What do we call it?"),
        help_text=_("For example: the cycling club."),
        required=False,
        max_length=120,
    )
    where = forms.ChoiceField(label=_("Where do its meetings take place?"), choices=Source.Where.choices)
    place = forms.ModelChoiceField(
        label=_("Which place?"), queryset=Place.objects.none(), required=False, empty_label=_("None")
    )

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, **options)
        places = forms.ModelChoiceField(Place.objects.filter(is_active=True).order_by("name")).queryset
        self.fields["place"].queryset = places  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (
            "address" in self.fields
            and not self.errors
            and bool(cleaned["address"]) == bool(cleaned.get("file"))
        ):
            raise forms.ValidationError(_("Give an address, or choose a file."))
        if cleaned.get("where") in (Source.Where.HERE, Source.Where.ROOM) and not cleaned.get("place"):
            self.add_error("place", _("Choose the place."))
        return cleaned

    def choices(self) -> dict[str, Any]:
        """What was chosen, in the words of `adding.add`."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("address", "file")}

    def file_name(self) -> str:
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        return str(file.name) if file else ""

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the file."""
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        return iter(file.chunks()) if file else iter(())


class SettingsForm(SourceForm):
    """To change how one is read."""

    file = None  # type: ignore[assignment]
    circle = forms.ModelChoiceField(
        label=_("For which circle?"),
        queryset=Circle.objects.none(),
        required=False,
        empty_label=_("For everyone"),
    )
    is_registered_there = forms.TypedChoiceField(
        label=_("Where does one register?"),
        choices=[("there", _("With the organiser")), ("here", _("Here"))],
        coerce=lambda chosen: chosen == "there",
        widget=forms.RadioSelect,
    )
    with_past = forms.BooleanField(label=_("Bring past meetings too"), required=False)
    every_hours = forms.TypedChoiceField(
        label=_("How often do we read it?"), choices=Source.PERIODS, coerce=int
    )
    told = forms.ModelChoiceField(
        label=_("Who is told when it cannot be read?"), queryset=Member.objects.none(), empty_label=None
    )

    def __init__(self, data: Any = None, *, source: Source) -> None:
        known = {
            name: getattr(source, name) for name in ("address", "name", "where", "with_past", "every_hours")
        }
        known |= {"place": source.place_id, "circle": source.circle_id, "told": source.told_id}
        known["is_registered_there"] = "there" if source.is_registered_there else "here"
        super().__init__(data, initial=known)
        circles = Circle.objects.exclude(joining=Circle.Joining.SECRET).order_by("name")
        self.fields["circle"].queryset = circles  # type: ignore[attr-defined]
        holders = Role.objects.at_work().values("member")
        self.fields["told"].queryset = Member.objects.filter(pk__in=holders).order_by("name")  # type: ignore[attr-defined]
        if not source.address:
            del self.fields["address"], self.fields["every_hours"]
        if source.is_published:
            del self.fields["with_past"]
