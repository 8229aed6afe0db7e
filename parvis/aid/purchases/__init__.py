"""Group purchases: how many each takes, until a date; fetched at a place and an hour; paid between people."""
