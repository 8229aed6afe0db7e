"""Declares the meetings area to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "parvis.meetings"
    label = "meetings"

    def ready(self) -> None:
        from parvis.conversations.subjects import register_subject
        from parvis.courier.texting.answering import register_text
        from parvis.kit import menu
        from parvis.meetings import awaiting, digest, hearing_answers, offering
        from parvis.meetings.expected_somewhere import expected_somewhere
        from parvis.meetings.feedback.declaring import declare as declare_feedback
        from parvis.meetings.holdings import being_there, coming
        from parvis.meetings.polls.declaring import declare as declare_polls
        from parvis.meetings.purposes import register_all
        from parvis.meetings.talking import MeetingTalk
        from parvis.meetings.telling import stories_to_tell
        from parvis.meetings.texting import answer as answer_text
        from parvis.members.awaiting import register_asking
        from parvis.members.minding_mandates import who_expects
        from parvis.wiki.seeing import let_see

        coming.hold()
        digest.tell()
        being_there.hold()
        declare_polls()
        declare_feedback()
        register_all()
        hearing_answers.register_all()
        register_text("meetings.coming", answer_text, order=10)
        register_asking("meetings", awaiting.asked_of, order=10)
        who_expects(expected_somewhere)
        let_see(stories_to_tell)
        register_subject(MeetingTalk())
        offering.offer_to_pages()
        menu.register(area="meetings", words=_("Meetings"), url_name="meetings:programme", order=10)
