"""`parvis doctor`: is the place well, why it matters, what to type."""

from argparse import Namespace
from dataclasses import asdict

from django.utils import timezone

from config import speaking
from parvis.console.examining import here, outside
from parvis.console.examining.finding import Finding, State

STYLES = {State.WELL: "green", State.WORRY: "yellow", State.BROKEN: "bold red"}


def run(asked: Namespace) -> int:
    """Show every finding; 1 when something is broken."""
    now = timezone.now()
    found = [*here.examine(now), *([] if asked.offline else outside.examine(now))]
    is_broken = any(finding.state == State.BROKEN for finding in found)
    if asked.json:
        speaking.answer_json({"well": not is_broken, "findings": [asdict(finding) for finding in found]})
        return int(is_broken)
    for finding in found:
        _show(finding)
    speaking.say(f"\n{_conclusion(found)}", "bold")
    return int(is_broken)


def _show(finding: Finding) -> None:
    speaking.say(f"{finding.state.mark} {finding.what}", STYLES[finding.state])
    if finding.why:
        speaking.say(f"    {finding.why}")
    if finding.todo:
        speaking.say(f"    Tapez : {finding.todo}")


def _conclusion(found: list[Finding]) -> str:
    broken = sum(finding.state == State.BROKEN for finding in found)
    worries = sum(finding.state == State.WORRY for finding in found)
    if broken:
        return speaking.count(broken, "chose à réparer.", "choses à réparer.")
    if worries:
        return speaking.count(
            worries, "chose à regarder, rien de cassé.", "choses à regarder, rien de cassé."
        )
    return "Tout va bien."
