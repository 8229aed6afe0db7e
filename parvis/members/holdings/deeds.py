"""The verbs of the chronicle in the words of the person they are given back to."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WORDS: dict[str, str | Promise] = {
    "meetings.registered": _("Registered for a meeting"),
    "meetings.withdrew": _("Withdrew from a meeting"),
    "meetings.left": _("Withdrew from a meeting"),
    "meetings.arrived": _("Came to a meeting"),
    "meetings.proposed": _("Proposed a meeting"),
    "meetings.brought_in": _("Brought in a meeting announced elsewhere"),
    "federation.source_added": _("Added a calendar of others"),
    "federation.source_settled": _("Changed how a calendar of others is read"),
    "federation.source_published": _("Brought a calendar of others into the programme"),
    "federation.source_stopped": _("Stopped following a calendar of others"),
    "federation.source_followed": _("Followed a calendar of others again"),
    "federation.source_undone": _("Took a calendar of others back"),
    "meetings.published": _("Published a meeting"),
    "meetings.changed": _("Changed a meeting"),
    "meetings.cancelled": _("Called off a meeting"),
    "meetings.closed": _("Closed a meeting"),
    "meetings.improvised": _("Improvised a meeting"),
    "meetings.told": _("Told others about a change"),
    "meetings.accepted": _("Took a seat that became free"),
    "meetings.declined": _("Left a seat to the next in line"),
    "members.joined": _("Joined the place"),
    "members.left": _("Asked to leave"),
    "members.stayed": _("Stayed after all"),
    "members.suspended": _("An access suspended"),
    "members.restored": _("An access given back"),
    "members.joined_circle": _("Joined a circle"),
    "members.left_circle": _("Left a circle"),
    "members.role_given": _("A role given"),
    "members.role_ended": _("A role ended"),
    "tables.coffee_joined_ring": _("Took part in the coffee"),
    "tables.coffee_left_ring": _("Left the coffee"),
    "tables.composed": _("Composed tables"),
    "tables.changed": _("Changed something at the tables"),
    "tables.undone": _("Took back a change at the tables"),
    "conversations.opened": _("Opened a conversation"),
    "conversations.handed_over": _("Agreed on a day to meet"),
    "conversations.introduced": _("Was introduced to somebody"),
    "wiki.begun": _("Began a story"),
    "wiki.published": _("Published a story"),
    "wiki.sentence_added": _("Added a sentence to a story"),
    "wiki.photo_added": _("Added a photo to a story"),
}


def words_for(verb: str) -> str:
    """What was done, in words; rarer verbs keep their own name."""
    return str(_WORDS.get(verb, verb))
