from parvis.tables.models.composition import Arrangement, Change, Composition
from parvis.tables.models.portrait import Age, Attribute, Language, Portrait, SilentWish, Trade
from parvis.tables.models.round import Departure, Round, Seat, Table

__all__ = [
    "Age", "Arrangement", "Attribute", "Change", "Composition", "Departure", "Language", "Portrait", "Round",
    "Seat", "SilentWish", "Table", "Trade",
]  # fmt: skip
