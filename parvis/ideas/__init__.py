"""What people think, asked in few words: a short survey, answered once, read by those it was asked of.

Its words: Survey, SurveyQuestion, SurveyGuest (who was asked), SurveyAnswer.
"""
