from parvis.tables.models.coffee import Coffee, CoffeeHour, Cup, Draw
from parvis.tables.models.coffee_ring import CoffeeRing, CoffeeWish, Rhythm
from parvis.tables.models.composition import Arrangement, Change, Composition
from parvis.tables.models.portrait import Age, Attribute, Language, Portrait, SilentWish, Trade
from parvis.tables.models.round import Departure, Round, Seat, Table

__all__ = [
    "Age", "Arrangement", "Attribute", "Change", "Coffee", "CoffeeHour", "CoffeeRing", "CoffeeWish",
    "Composition", "Cup", "Departure", "Draw", "Language", "Portrait", "Rhythm", "Round", "Seat",
    "SilentWish", "Table", "Trade",
]  # fmt: skip
