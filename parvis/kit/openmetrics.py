"""Write measures as OpenMetrics text: some sixty lines, so that no library is carried for five families.

https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md
"""

from collections.abc import Iterator
from itertools import accumulate

import structlog

from parvis.kit.logs import account_of
from parvis.kit.measuring import BOUNDS, Durations, Gauge, Labels, Measures, gauges

CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})
logger = structlog.get_logger("measures")


def text_of(measures: Measures) -> str:
    """Everything this process counted and can read now, ready to be scraped."""
    requests, durations = measures.copy()
    lines = [*_counted(requests), *_lasted(durations)]
    for each in gauges():
        lines += _read(each)
    return "\n".join([*lines, "# EOF", ""])


def _counted(requests: dict[tuple[str, str], int]) -> Iterator[str]:
    yield "# TYPE parvis_requests counter"
    yield "# HELP parvis_requests Requests answered, by view and class of status."
    for (view, status), count in sorted(requests.items()):
        yield _line("parvis_requests_total", (("view", view), ("status", status)), count)


def _lasted(durations: dict[str, Durations]) -> Iterator[str]:
    name = "parvis_request_duration_seconds"
    yield f"# TYPE {name} histogram"
    yield f"# UNIT {name} seconds"
    yield f"# HELP {name} How long answers took, by view."
    for view, kept in sorted(durations.items()):
        totals = list(accumulate(kept.fallen))
        for bound, total in zip([*map(str, BOUNDS), "+Inf"], totals, strict=True):
            yield _line(f"{name}_bucket", (("view", view), ("le", bound)), total)
        yield _line(f"{name}_count", (("view", view),), totals[-1])
        yield _line(f"{name}_sum", (("view", view),), round(kept.seconds, 6))


def _read(each: Gauge) -> Iterator[str]:
    """A gauge that breaks is left out and told in the log: the others are still worth reading."""
    try:
        values = dict(each.read())
    except Exception as error:
        logger.error("measure", name=each.name, **account_of(error))
        return
    yield f"# TYPE {each.name} gauge"
    yield f"# HELP {each.name} {each.about}"
    for labels, value in sorted(values.items()):
        yield _line(each.name, labels, value)


def _line(name: str, labels: Labels, value: float) -> str:
    said = ",".join(f'{label}="{text.translate(_ESCAPES)}"' for label, text in labels)
    number = int(value) if float(value).is_integer() else value
    return f"{name}{{{said}}} {number}" if said else f"{name} {number}"
