"""Pages of the members area, one resource a file."""
