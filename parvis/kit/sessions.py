"""Sessions in the database, read by one plain statement: it is asked for on every page of a member."""

from types import SimpleNamespace
from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

_READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's store; only its reading spares Django the work of composing the same SQL each time."""

    def _get_session_from_db(self) -> Any:
        """What holds `session_data`, or None (and then the session has no key any more)."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.session_key, now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        return SimpleNamespace(session_data=row[0])
