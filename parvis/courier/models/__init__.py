from parvis.courier.models.attempt import Attempt
from parvis.courier.models.call_sheet import CallSheet
from parvis.courier.models.dispatch import Channel, Dispatch
from parvis.courier.models.edition import Edition
from parvis.courier.models.hold import Hold
from parvis.courier.models.inbox import Inbox
from parvis.courier.models.left_list import LeftList
from parvis.courier.models.pace import DomainPace
from parvis.courier.models.received import Received
from parvis.courier.models.setback import Setback
from parvis.courier.models.silence import Silence
from parvis.courier.models.text_line import TextLine, TextRules
from parvis.courier.models.text_question import TextQuestion

__all__ = [
    "Attempt",
    "CallSheet",
    "Channel",
    "Dispatch",
    "DomainPace",
    "Edition",
    "Hold",
    "Inbox",
    "LeftList",
    "Received",
    "Setback",
    "Silence",
    "TextLine",
    "TextQuestion",
    "TextRules",
]
