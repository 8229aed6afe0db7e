"""Declares the desk area to Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "parvis.desk"
    label = "desk"

    def ready(self) -> None:
        from parvis.desk import alarms, declaring, holdings, keeping_calls, late_promises, telling_readers
        from parvis.desk.letters.weeks import register_week
        from parvis.desk.letters.wishing import register_wish

        holdings.hold()
        register_week()
        register_wish()
        keeping_calls.hold()
        declaring.declare_purposes()
        declaring.declare_takings()
        alarms.register_all()
        late_promises.register_all()
        telling_readers.register_all()
