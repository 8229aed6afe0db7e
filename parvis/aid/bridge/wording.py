"""What the bridge says to people: never the name of somebody who is looked after."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.aid.bridge.links import path_of
from parvis.aid.models import LookedAfter, Volunteer
from parvis.kit import moments
from parvis.kit.telephones import spoken
from parvis.kit.unlinking import unlinked
from parvis.members.helping import helper
from parvis.members.reaching import Words


def asked(volunteer: Volunteer, *, can_reply: bool) -> Words:
    """« Pouvez-vous aider ? », answered by yes or no. can_reply: an answer to the message arrives."""
    wake = volunteer.wake
    told = {"why": wake.get_why_display()}
    parts = [
        _("You said that one may count on you. This is the moment: %(why)s.") % told,
        f"« {unlinked(wake.words)} »",
        _("It ends %(day)s.") % {"day": moments.at(wake.ends_at)},
        _("Reply yes or no to this message, or open the page.") if can_reply else "",
        _("No needs no reason."),
        _who_to_call(),
    ]
    title = _("Can you help? %(why)s") % told
    return Words(title, "\n\n".join(filter(None, parts)), path_of(volunteer), _("Say yes or no"))


def people(volunteer: Volunteer, count: int) -> Words:
    """How many people they call; who they are stands on their page only."""
    title = ngettext("You have %(count)s person to call", "You have %(count)s people to call", count)
    parts = [
        _("Names and numbers are on your page. It asks for one tap after each call."),
        _("Without a screen: whoever calls you reads them out."),
        _("In danger, call 15 or 112 first."),
        _who_to_call(),
    ]
    body = "\n\n".join(filter(None, parts))
    return Words(title % {"count": count}, body, path_of(volunteer), _("See whom I call"))


def news(person: LookedAfter, path: str) -> Words:
    """Somebody needs something, or does not answer."""
    if person.says == LookedAfter.Says.SILENT:
        title = _("Somebody does not answer the telephone")
    else:
        title = _("Somebody needs: %(what)s") % {"what": person.get_needs_display()}
    body = _("The list says who, and who called. If it may be serious, call 15 or 112.")
    return Words(title, body, path, _("Open the list"))


def left_without_caller(count: int, path: str) -> Words:
    title = ngettext(
        "%(count)s person has nobody to call them", "%(count)s people have nobody to call them", count
    )
    return Words(
        title % {"count": count},
        _("A helper cannot any more. Give these people to another."),
        path,
        _("Open the list"),
    )


def _who_to_call() -> str:
    person = helper()
    if person is None or not person.telephone:
        return ""
    told = {"name": person.name, "telephone": spoken(person.telephone)}
    return _("A question? %(name)s answers at %(telephone)s.") % told
