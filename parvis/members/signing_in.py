"""Sign in by a six-digit code or a single-use link; the member's area owns the procedure."""

from django.http import HttpRequest

from parvis.members.models import Member


class SignInBackend:
    """Loads the signed-in member of a session; there is no password to check."""

    def authenticate(self, request: HttpRequest | None, **credentials: object) -> None:
        return None

    def get_user(self, user_id: int) -> Member | None:
        return Member.objects.present().filter(pk=user_id).first()
