"""Who follows what, as a page: written from the registry, so that it is never out of step."""

from parvis.chronicle.following import followers

HEAD = """# Who reacts to what

Written by `bin/reactions` from the code; a test checks it. News goes up the stairs as rows: an act writes
its deed, and areas above follow the chronicle, each with its own cursor (`parvis/chronicle/following.py`).

| follower | follows | what it does |
|---|---|---|
"""
NOBODY = "| nobody yet | | every reaction so far is an act called by an area above |\n"


def table() -> str:
    """The whole page."""
    rows = [
        f"| `{one.name}` | {', '.join(f'`{verb}`' for verb in sorted(one.verbs))} | {one.what_it_does} |\n"
        for one in followers()
    ]
    return HEAD + ("".join(rows) or NOBODY)
