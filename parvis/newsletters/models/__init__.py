from parvis.newsletters.models.letter import Letter
from parvis.newsletters.models.plan import Plan
from parvis.newsletters.models.section import Section

__all__ = ["Letter", "Plan", "Section"]
