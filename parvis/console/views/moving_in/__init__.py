"""The six screens by which a list of members moves in."""
