from parvis.ideas.models.answer import SurveyAnswer, SurveyGuest
from parvis.ideas.models.survey import Survey, SurveyQuestion

__all__ = ["Survey", "SurveyAnswer", "SurveyGuest", "SurveyQuestion"]
