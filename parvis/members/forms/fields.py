"""Fields that accept what people type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.members.contacts import Contact, read_contact
from parvis.members.names import tidy

NO_CONTACT = _("Give a telephone number or an e-mail address. Without it, we could not tell you anything.")


class NameField(forms.CharField):
    """A person's name, tidied."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Your first name and your name"))
        errors = {"required": _("Write your first name and your name. For example: Jeanne Martin.")}
        super().__init__(max_length=120, error_messages=errors, **kwargs)

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class ContactField(forms.CharField):
    """A telephone number or an e-mail address; gives a Contact (None when it may be empty and is)."""

    def __init__(self, *, or_post: bool = False, **kwargs: Any) -> None:
        self.or_post = or_post
        kwargs.setdefault("label", _("How can we reach you?"))
        kwargs.setdefault("help_text", _("A telephone number or an e-mail address."))
        needed = _(
            "Give a telephone number or an e-mail address. Without it, we could not tell you anything."
        )
        super().__init__(max_length=320, error_messages={"required": needed}, **kwargs)

    def clean(self, value: Any) -> Contact | None:
        text = super().clean(value)
        return read_contact(text, or_post=self.or_post) if text else None
