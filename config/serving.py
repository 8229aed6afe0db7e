"""Serve pages: one process, threads behind one door."""

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces


def serve(port: int, host: str) -> None:
    """Answer calls until SIGINT or SIGTERM."""
    Granian(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        log_enabled=False,
        static_path_route=["/static"],
        static_path_mount=[settings.STATIC_ROOT],
    ).serve()
