"""What kinds of help there are. Words suggest one (`understanding`), a person confirms it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Category:
    """slug: in the database and in addresses, so in French. words: on screen."""

    slug: str
    words: str | Promise


CATEGORIES = (
    Category("compagnie", _("Company, visits, errands")),
    Category("enfants", _("Children")),
    Category("animaux", _("Animals")),
    Category("trajets", _("Rides, moving house")),
    Category("bricolage", _("Repairs, handiwork")),
    Category("maison", _("House, cleaning, laundry")),
    Category("jardin", _("Garden, plants")),
    Category("cuisine", _("Cooking, meals")),
    Category("couture", _("Sewing, crafts")),
    Category("ecrans", _("Telephone, computer")),
    Category("papiers", _("Papers, steps to take, work")),
    Category("apprendre", _("Languages, learning")),
    Category("arts", _("Music, arts, shows")),
    Category("loisirs", _("Sports, games, outings, feasts")),
    Category("bien-etre", _("Health, well-being, hair")),
    Category("objets", _("Things to lend, give, exchange")),
    Category("lieux", _("Rooms, lodging")),
    Category("achats", _("Shops, group purchases")),
)
_OF_SLUG = {category.slug: category for category in CATEGORIES}


def category(slug: str) -> Category | None:
    """The category of that slug; None when there is none (any more)."""
    return _OF_SLUG.get(slug)


def words_of(slug: str) -> str:
    """« Jardin, plantes »; empty for what is in no category."""
    found = category(slug)
    return str(found.words) if found else ""
