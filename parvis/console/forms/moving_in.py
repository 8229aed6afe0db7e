"""Forms of the screens by which a list moves in."""

from collections.abc import Iterable, Iterator

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from parvis.members.models import Import, ImportLine
from parvis.members.moving_in.saying import MEANINGS

PASTED = 1_500_000  # characters; more belongs in a file


class ListForm(forms.Form):
    """A file, or text pasted."""

    file = forms.FileField(
        label=_("Your list"),
        help_text=_("A CSV, XLSX or ODS file, as it is. 24 MB at most."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ods"}),
    )
    text = forms.CharField(
        label=_("Or paste it here"),
        help_text=_("One person a line. For example: Jeanne Martin, 06 39 98 12 34."),
        required=False,
        max_length=PASTED,
        strip=False,
        widget=forms.Textarea,
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not str(cleaned.get("text") or "").strip() and not self.errors:
            raise forms.ValidationError(_("Choose a file, or paste your list."))
        return cleaned

    @property
    def name(self) -> str:
        """What the list is called."""
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        return str(file.name) if file else str(_("Pasted list"))

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the file, or of the paste."""
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        return iter(file.chunks()) if file else iter([self.cleaned_data["text"].encode("utf-8")])


class ColumnsForm(forms.Form):
    """What each column holds; the labels are its headings."""

    def __init__(self, data: object, *, brought: Import) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        for index, (heading, meaning) in enumerate(brought.columns):
            label = heading or _("Column %(number)s") % {"number": index + 1}
            self.fields[f"column-{index}"] = forms.ChoiceField(label=label, choices=MEANINGS, initial=meaning)

    def meanings(self) -> list[str]:
        """The meanings, in the order of the columns."""
        return [self.cleaned_data[name] for name in self.fields]


class PlaceForm(forms.Form):
    """Where the headings are, and which sheet is the right one."""

    heading_line = forms.IntegerField(
        label=_("Line of the headings"), help_text=_("0 when there are none."), min_value=0, max_value=1000
    )
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)

    def __init__(self, data: object, *, brought: Import, sheets: Iterable[str]) -> None:
        initial = {"heading_line": brought.heading_line, "sheet": brought.sheet}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        choices = [(sheet, sheet) for sheet in sheets]
        if len(choices) < 2:
            del self.fields["sheet"]
        else:
            self.fields["sheet"].choices = choices  # type: ignore[attr-defined]


class DoublesForm(forms.Form):
    """What to do with people who may be here already: line by line, or all of a kind."""

    def __init__(self, data: object, *, lines: Iterable[ImportLine], kinds: Iterable[str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        for kind in kinds:
            choices = [("", _("As chosen for each")), *ImportLine.Choice.choices]
            self.fields[f"all-{kind}"] = forms.ChoiceField(
                label=_("For all: %(kind)s") % {"kind": ImportLine.Twin(kind).label},
                choices=choices,
                required=False,
            )
        for line in lines:
            self.fields[f"line-{line.pk}"] = forms.ChoiceField(
                label=line.facts.get("name", ""),
                choices=ImportLine.Choice.choices,
                initial=line.choice,
                required=False,
            )

    def for_all(self) -> dict[str, str]:
        """{kind: choice} where one was made."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name.startswith("all-")}
        return {name.removeprefix("all-"): value for name, value in chosen.items() if value}

    def one_by_one(self) -> dict[int, str]:
        """{id of the line: choice}."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name.startswith("line-")}
        return {int(name.removeprefix("line-")): value for name, value in chosen.items() if value}


class ConfirmForm(forms.Form):
    with_circles = forms.BooleanField(
        label=_("Put them in these circles; make those that are missing"), required=False
    )


class InviteForm(forms.Form):
    """How many to invite, and whether people without e-mail are called."""

    most = forms.IntegerField(
        label=_("How many people now?"),
        help_text=_("Begin with a few if you wish. Empty: everyone."),
        min_value=1,
        max_value=1_000_000,
        required=False,
    )
    by_call = forms.BooleanField(
        label=_("Also people without e-mail: your correspondent calls them"), required=False
    )
