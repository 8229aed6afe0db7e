"""Declares the conversations area to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "parvis.conversations"
    label = "conversations"

    def ready(self) -> None:
        from parvis.conversations import answering_introductions, holdings, purposes
        from parvis.conversations.about_us import CircleTalk, DeskTalk, talk_of_circle
        from parvis.conversations.replying import answer_by_mail, answer_by_text, reader_of
        from parvis.conversations.subjects import register_subject
        from parvis.courier.readers import know_reader
        from parvis.courier.replying import register_reply
        from parvis.courier.texting.answering import register_text
        from parvis.kit import jinja, menu

        holdings.hold()
        menu.register_writing(area="conversations", words=_("Write to someone"), url_name="conversations:new")
        jinja.offer("circle_talk", talk_of_circle)
        purposes.register_all()
        register_subject(DeskTalk())
        register_subject(CircleTalk())
        register_reply(purposes.REPLY, answer_by_mail)
        know_reader(purposes.REPLY, reader_of)
        answering_introductions.register_all()
        register_text("conversations.said", answer_by_text, order=80)
