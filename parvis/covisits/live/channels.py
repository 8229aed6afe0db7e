"""The channel of a visit."""


def channel_of(co_visit: int) -> str:
    """Where the pages of a visit listen; only who holds its pass is let in."""
    return f"covisits.{co_visit}"
