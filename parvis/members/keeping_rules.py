"""Apply the rules of retention, each in small bites: nobody waits behind a hundred thousand rows."""

import time
from datetime import datetime

import structlog

from parvis.kit import waking
from parvis.members.holdings.register import Rule, rules

BITE = 500  # rows dealt with in one transaction
SECONDS = 60.0  # of work at a time; the next hour goes on
logger = structlog.get_logger("rules")


def keep_rules(at: datetime) -> dict[str, int]:
    """Let go of what no rule keeps any more: how many rows, rule by rule. Run again, it finds nothing.

    A rule that stumbles is told in the log and does not hold up the others.
    """
    until = time.monotonic() + SECONDS
    return {rule.name: _apply(rule, at, until) for rule in rules()}


def _apply(rule: Rule, at: datetime, until: float) -> int:
    done = 0
    try:
        while time.monotonic() < until and not waking.is_stopping():
            bitten = rule.apply(rule.before(at), BITE)
            if not bitten:
                break
            done += bitten
    except Exception as error:
        logger.error("rule stumbled", rule=rule.name, failure=type(error).__name__)
    return done
