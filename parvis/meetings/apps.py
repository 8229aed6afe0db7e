"""Declares the meetings area to Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "parvis.meetings"
    label = "meetings"

    def ready(self) -> None:
        from parvis.meetings.purposes import register_all
        from parvis.meetings.telling import stories_to_tell
        from parvis.wiki.seeing import let_see

        register_all()
        let_see(stories_to_tell)
