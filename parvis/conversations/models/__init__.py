from parvis.conversations.models.handover import Handover
from parvis.conversations.models.introduction import Introduced, Introduction
from parvis.conversations.models.message import Message
from parvis.conversations.models.report import Report
from parvis.conversations.models.thread import Thread

__all__ = ["Handover", "Introduced", "Introduction", "Message", "Report", "Thread"]
