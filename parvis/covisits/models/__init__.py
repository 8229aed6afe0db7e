from parvis.covisits.models.choice import Choice, ChoiceAnswer
from parvis.covisits.models.covisit import CoVisit
from parvis.covisits.models.heart import Heart, Leaning
from parvis.covisits.models.visitor import Visitor

__all__ = ["Choice", "ChoiceAnswer", "CoVisit", "Heart", "Leaning", "Visitor"]
