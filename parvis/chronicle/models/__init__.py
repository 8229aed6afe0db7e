from parvis.chronicle.models.cursor import Cursor
from parvis.chronicle.models.deed import Deed
from parvis.chronicle.models.encounter import Encounter, Presence

__all__ = ["Cursor", "Deed", "Encounter", "Presence"]
