"""What the search does after deeds of the areas below: it learns the new words at once."""

from datetime import datetime

from parvis.chronicle.following import follow
from parvis.chronicle.models import Deed
from parvis.portal.searching.keeping import index_after


@follow(
    "portal.search",
    verbs=[
        "community.circle_settled",
        "community.place_settled",
        "community.room_settled",
        "meetings.brought_in",
        "meetings.changed",
        "meetings.improvised",
        "meetings.proposed",
        "meetings.series_changed",
        "wiki.begun",
        "wiki.published",
    ],
)
def learn_the_words(deed: Deed, now: datetime) -> None:
    """Something is proposed, changed or told: its words can be searched."""
    if deed.subject_id is not None:
        index_after(deed.subject_kind, deed.subject_id)
