from parvis.meetings.models.arrival import Arrival
from parvis.meetings.models.booking import Booking
from parvis.meetings.models.date_poll import DatePoll, ProposedDate
from parvis.meetings.models.distinction import Distinction, key_of
from parvis.meetings.models.feedback import Feedback, FeedbackAnswer, FeedbackGuest, FeedbackQuestion
from parvis.meetings.models.meeting import Meeting
from parvis.meetings.models.question import Answer, Question
from parvis.meetings.models.records import Cancellation, Closing, Publication
from parvis.meetings.models.registration import Registration
from parvis.meetings.models.reminder import Reminder
from parvis.meetings.models.respondent import DateAnswer, Respondent
from parvis.meetings.models.series import Series
from parvis.meetings.models.tap import Tap
from parvis.meetings.models.telling import Telling

__all__ = [
    "Answer",
    "Arrival",
    "Booking",
    "Cancellation",
    "Closing",
    "DateAnswer",
    "DatePoll",
    "Distinction",
    "Feedback",
    "FeedbackAnswer",
    "FeedbackGuest",
    "FeedbackQuestion",
    "Meeting",
    "ProposedDate",
    "Publication",
    "Question",
    "Registration",
    "Reminder",
    "Respondent",
    "Series",
    "Tap",
    "Telling",
    "key_of",
]
