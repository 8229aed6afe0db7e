"""Declares the members area to Django."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "parvis.members"
    label = "members"

    def ready(self) -> None:
        from parvis.courier.purposes import Purpose, register_purpose
        from parvis.members import codes
        from parvis.members.moving_in import inviting

        register_purpose(Purpose(codes.SIGN_IN, is_answer=True, still_wanted=codes.is_still_wanted))
        register_purpose(Purpose(inviting.INVITATION, still_wanted=inviting.is_still_wanted))
