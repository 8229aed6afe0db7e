"""What a field says of a value that does not fit, in our words instead of Django’s.

Django looks its own sentences up in our catalogue first. Naming them here has them collected, so each form
says « C’est trop long : 200 signes au plus » without a word of its own. And how what is wrong is headed.
"""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext_lazy

MEANWHILE = "meanwhile"

SENTENCES = [
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("Null characters are not allowed."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
]
COUNTED = [
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit before the decimal point.",
        "Ensure that there are no more than %(max)s digits before the decimal point.",
        "max",
    ),
]


def changed_meanwhile(reason: str) -> ValidationError:
    """What a form says when somebody else wrote first: `form.add_error(None, changed_meanwhile(reason))`."""
    return ValidationError(reason, code=MEANWHILE)


def heading(form: BaseForm) -> str:
    """Above the list of what is wrong, the one true thing about all of it."""
    if form.has_error(NON_FIELD_ERRORS, MEANWHILE):
        return _("This has changed meanwhile")
    if NON_FIELD_ERRORS in form.errors:
        return _("This could not be done")
    known = {error.code for errors in form.errors.as_data().values() for error in errors}
    if known == {"required"}:
        return _("Something is missing")
    return _("To look at again before going on")
