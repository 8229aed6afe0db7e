"""Read what people type to be reached: a telephone number or an e-mail address."""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.kit.domains import plain_domain
from parvis.members.models import ContactPoint

REGION = "FR"
NBSP = "\u00a0"


@dataclass(frozen=True)
class Contact:
    """A way to reach someone, normalised: lower-case mail, E.164 telephone, or a postal address."""

    kind: str
    address: str

    @property
    def is_mail(self) -> bool:
        return self.kind == ContactPoint.Kind.MAIL

    @property
    def is_telephone(self) -> bool:
        return self.kind == ContactPoint.Kind.TELEPHONE

    @property
    def is_mobile(self) -> bool:
        """A French mobile number: it can receive text messages."""
        return self.is_telephone and self.address.startswith(("+336", "+337"))


def read_contact(text: str, *, or_post: bool = False) -> Contact:
    """The contact in what was typed: spaces, dots, « +33 », capital letters are all fine.

    or_post: a postal address is accepted too. Raises ValidationError with a sentence for people.
    """
    text = " ".join(text.split())
    if "@" in unicodedata.normalize("NFKC", text):
        return _read_mail(text)
    digits = re.sub(r"\D", "", text)
    letters = re.sub(r"[\W\d_]", "", re.sub(r"(?i)\b(tel|tél|téléphone|portable|fixe|mobile)\b", "", text))
    if letters and or_post and len(letters) >= 4:
        return Contact(ContactPoint.Kind.POST, text[:320])
    if letters or not digits:
        raise ValidationError(_no_contact())
    return _read_telephone(text, digits)


def shown(contact: Contact | ContactPoint) -> str:
    """The address as people write it: « 06 39 98 12 34 », with spaces that do not break."""
    if contact.kind != ContactPoint.Kind.TELEPHONE:
        return contact.address
    try:
        number = phonenumbers.parse(contact.address, REGION)
    except phonenumbers.NumberParseException:
        return contact.address
    if number.country_code == 33:
        national = f"0{number.national_number:09}"
        return NBSP.join(national[start : start + 2] for start in range(0, 10, 2))
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style).replace(" ", NBSP)


def _no_contact() -> str:
    return _("Give a telephone number or an e-mail address. Without it, we could not tell you anything.")


def _read_mail(text: str) -> Contact:
    """The address in one form: what looks like another address is that one, or is refused, never both."""
    if any(unicodedata.category(char) in ("Cf", "Cc", "Cn", "Co") for char in text):
        raise ValidationError(_("This address holds signs nobody sees. Type it again, letter by letter."))
    plain = unicodedata.normalize("NFKC", text).lower().removeprefix("mailto:").strip("<>;, ")
    local, _at, domain = plain.rpartition("@")
    if not local.isascii():
        raise ValidationError(_("Before the @, only letters without accents, digits and dots are possible."))
    try:
        address = f"{local}@{plain_domain(domain)}"
        validate_email(address)
    except (ValueError, ValidationError):
        raise ValidationError(
            _("This e-mail address looks incomplete. For example: jeanne.martin@exemple.fr.")
        ) from None
    return Contact(ContactPoint.Kind.MAIL, address)


def _read_telephone(text: str, digits: str) -> Contact:
    is_abroad = text.lstrip("( ").startswith(("+", "00"))
    # Spreadsheets drop the zero: 639981234 is 06 39 98 12 34.
    if not is_abroad and len(digits) == 9 and digits[0] != "0":
        digits = f"0{digits}"
    if not is_abroad and (len(digits) != 10 or digits[0] != "0"):
        raise ValidationError(_wrong_length(len(digits)))
    try:
        number = phonenumbers.parse(text if is_abroad else digits, REGION)
    except phonenumbers.NumberParseException:
        raise ValidationError(_no_number()) from None
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(_no_number())
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Contact(ContactPoint.Kind.TELEPHONE, e164)


def _no_number() -> str:
    return _("This number does not look like a telephone number. For example: 06 39 98 12 34.")


def _wrong_length(count: int) -> str:
    if count == 10:
        return _no_number()
    return ngettext(
        "This number has %(count)s digit. It needs 10. For example: 06 39 98 12 34.",
        "This number has %(count)s digits. It needs 10. For example: 06 39 98 12 34.",
        count,
    ) % {"count": count}
