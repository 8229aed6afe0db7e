"""What Parvis says about itself: one JSON line an incident on the standard output.

No name, no address, no text people wrote; addresses on the network are cut before they are written.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from django.core.signals import got_request_exception
from django.db import Error as DatabaseError
from django.http import HttpRequest

logger = structlog.get_logger("parvis")


def account_of(error: BaseException) -> dict[str, Any]:
    """An exception without personal data: its kind, where it happened, its message unless a database
    wrote it (those quote the values of rows)."""
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    told = "" if isinstance(error, DatabaseError) else str(error)[:300]
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "message": told, "where": where}


def start(level: int = logging.INFO) -> None:
    """Set the format of every log line of this process."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(_foreign_lines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    # Django writes whole paths and hosts here; the exception itself is told by _tell_failure.
    for name in ("django.request", "django.security", "django.server"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    got_request_exception.connect(_tell_failure, dispatch_uid="logs")


def _foreign_lines() -> structlog.stdlib.ProcessorFormatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_trace,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def _without_trace(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Library lines keep the account of their exception, not its text."""
    record = line["_record"]
    if record.exc_info and record.exc_info[1] is not None:
        line.update(account_of(record.exc_info[1]))
        record.exc_info = None
        record.exc_text = None
    return line


def _tell_failure(sender: object, request: HttpRequest | None = None, **signal: Any) -> None:
    """One line for an exception nobody caught: the view's name, never the path (links carry secrets)."""
    error = sys.exc_info()[1]
    view = request.resolver_match.view_name if request and request.resolver_match else ""
    reference = getattr(request, "reference", "")
    logger.error("broken", view=view, reference=reference, **(account_of(error) if error else {}))
