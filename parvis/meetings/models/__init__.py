from parvis.meetings.models.arrival import Arrival
from parvis.meetings.models.booking import Booking
from parvis.meetings.models.meeting import Meeting
from parvis.meetings.models.question import Answer, Question
from parvis.meetings.models.records import Cancellation, Closing, Publication
from parvis.meetings.models.registration import Registration
from parvis.meetings.models.series import Series
from parvis.meetings.models.telling import Telling

__all__ = [
    "Answer",
    "Arrival",
    "Booking",
    "Cancellation",
    "Closing",
    "Meeting",
    "Publication",
    "Question",
    "Registration",
    "Series",
    "Telling",
]
