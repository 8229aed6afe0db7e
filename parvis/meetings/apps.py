"""Declares the meetings area to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "parvis.meetings"
    label = "meetings"

    def ready(self) -> None:
        from parvis.conversations.subjects import register_subject
        from parvis.courier.replying import know_idle, register_reply
        from parvis.courier.texting.answering import register_text
        from parvis.kit import jinja, menu
        from parvis.meetings import digest, naming_readers
        from parvis.meetings.answering import answer, is_idle
        from parvis.meetings.expected_somewhere import expected_somewhere
        from parvis.meetings.feedback.declaring import declare as declare_feedback
        from parvis.meetings.holdings import being_there, coming
        from parvis.meetings.inviting import ANSWERS
        from parvis.meetings.materialising import local_day
        from parvis.meetings.noticing.calendars import school_known_until
        from parvis.meetings.noticing.wording import signs
        from parvis.meetings.paper.heading import short_address
        from parvis.meetings.polls.declaring import declare as declare_polls
        from parvis.meetings.purposes import register_all
        from parvis.meetings.ranks import ordinal
        from parvis.meetings.talking import MeetingTalk
        from parvis.meetings.telling import stories_to_tell
        from parvis.meetings.texting import answer as answer_text
        from parvis.members.minding_mandates import who_expects
        from parvis.wiki.seeing import let_see

        coming.hold()
        digest.tell()
        being_there.hold()
        declare_polls()
        declare_feedback()
        register_all()
        naming_readers.register_all()
        register_reply(ANSWERS, answer)
        know_idle(ANSWERS, is_idle)
        register_text("meetings.coming", answer_text, order=10)
        who_expects(expected_somewhere)
        let_see(stories_to_tell)
        register_subject(MeetingTalk())
        jinja.offer("ordinal", ordinal)
        jinja.offer("noticed_signs", signs)
        jinja.offer("local_day", local_day)
        jinja.offer("school_known_until", school_known_until)
        jinja.offer("short_address", short_address)
        menu.register(area="meetings", words=_("Meetings"), url_name="meetings:programme", order=10)
