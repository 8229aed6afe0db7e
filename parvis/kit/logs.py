"""What Parvis says about itself: one JSON line an incident on the standard output.

No name, no address, no text people wrote; addresses on the network are cut before they are written.
"""

import logging
import os
import sys
import traceback
from collections.abc import MutableMapping
from smtplib import SMTPResponseException
from typing import Any

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import got_request_exception
from django.http import HttpRequest

logger = structlog.get_logger("parvis")


# Their messages speak of code, never of what people wrote.
_SPEAKS_OF_CODE = (AttributeError, NameError, ImportError, ImproperlyConfigured, RecursionError, MemoryError)


def account_of(error: BaseException) -> dict[str, Any]:
    """An exception without personal data: its kind, where it happened, and its message only when it cannot
    quote what people wrote. (A row in a database's words, an address in a mail server's, a name in a
    ValueError: whoever mends it looks at the line.)"""
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "message": _safe_message(error), "where": where}


def _safe_message(error: BaseException) -> str:
    if isinstance(error, _SPEAKS_OF_CODE):
        return str(error)[:300]
    if isinstance(error, SMTPResponseException):
        return str(error.smtp_code)
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno)
    return str(getattr(error, "sqlstate", None) or getattr(error.__cause__, "sqlstate", None) or "")


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
            structlog.contextvars.merge_contextvars,
            _without_values,
            _without_trace,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def _without_values(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Libraries do not know our promise: of their lines we keep who spoke, from where, and the words around
    the values; never the values."""
    record = line["_record"]
    line["logger"] = record.name
    if not record.name.startswith(("parvis.", "config.")):
        template = str(record.msg)  # differs from what it says when values were put into it
        line["event"] = template if template != line["event"] else "said something"
        line["where"] = [f"{record.pathname}:{record.lineno} {record.funcName}"]
    return line


def _without_trace(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Library lines keep the account of their exception, not its text."""
    record = line["_record"]
    if record.exc_info and record.exc_info[1] is not None:
        line.update(account_of(record.exc_info[1]))
        line.pop("exc_info", None)
        record.exc_info = None
        record.exc_text = None
    return line


def _tell_failure(sender: object, request: HttpRequest | None = None, **signal: Any) -> None:
    """One line for an exception nobody caught: the view's name, never the path (links carry secrets)."""
    error = sys.exc_info()[1]
    view = request.resolver_match.view_name if request and request.resolver_match else ""
    reference = getattr(request, "reference", "")
    logger.error("broken", view=view, reference=reference, **(account_of(error) if error else {}))
