"""What each role is for, in words everybody can read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.members.models import Role

Kind = Role.Kind

DUTIES: dict[str, str | Promise] = {
    Kind.ANIMATOR: _("Brings meetings to life: publishes them, opens the door, welcomes who arrives."),
    Kind.FACILITATOR: _("Prepares what will be talked about, and sees that everyone is heard."),
    Kind.KEEPER: _("Keeps the stories, the photos and the rituals that make this place."),
    Kind.CORRESPONDENT: _("Answers the telephone, and does here what people ask by voice."),
    Kind.ADMINISTRATOR: _("Keeps the house in order: settings, roles, copies of safety."),
}
# Ends « This page is for … »: who may open it.
HOLDERS: dict[str, str | Promise] = {
    Kind.ANIMATOR: _("This page is for the animators."),
    Kind.FACILITATOR: _("This page is for the facilitators."),
    Kind.KEEPER: _("This page is for the keepers of the culture."),
    Kind.CORRESPONDENT: _("This page is for the correspondents."),
    Kind.ADMINISTRATOR: _("This page is for the administrators."),
}


def duties_of(role: Role) -> str:
    """The holder's own words, or what the role is for."""
    return role.duties or str(DUTIES[role.kind])
