from parvis.newsletters.models.letter import Letter
from parvis.newsletters.models.plan import Plan
from parvis.newsletters.models.section import Section
from parvis.newsletters.models.variant import Variant

__all__ = ["Letter", "Plan", "Section", "Variant"]
