"""What the portal does by itself. Thin: one call each."""

from datetime import datetime

from parvis.portal.searching.keeping import index_everything


def index_for_search(at: datetime) -> int:
    """Once a day, everything: what no deed told, what fell out of reach. How many entries changed."""
    return index_everything()
